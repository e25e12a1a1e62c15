//! Bylines: "By JANE DOE, Associated Press", "Jane Doe in London", "Reuters".

use super::phrases::{List, begins, fold, is};
use super::timestamp::{self, Stamp};
use crate::article::agency;

/// Longest line that can be a byline, in bytes.
const LONGEST: usize = 240;
/// Words of a person's name.
const NAME: std::ops::RangeInclusive<usize> = 1..=6;

/// Who wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// People, without "By".
    pub(super) authors: Vec<String>,
    pub(super) agency: Option<&'static str>,
    /// A date on the same line.
    pub(super) stamp: Option<Stamp>,
    /// Whether it begins with "By" or the like, so that it is a byline wherever it stands.
    pub(super) opened: bool,
    /// Whether it is a name and nothing else, which a heading can be too.
    pub(super) bare: bool,
}

/// A part of a byline, between commas and "and".
enum Part {
    Name(String),
    /// What belongs to the name before it, with what joins them: " Jr.".
    Suffix(String),
    Agency(&'static str),
    /// A function, a paper or a place.
    Other,
}

/// What the line says about who wrote it, if it is a byline.
pub(super) fn read(text: &str) -> Option<Byline> {
    if text.len() > LONGEST || text.ends_with([':', '?', '!', ',']) {
        return None;
    }
    let mut byline = Byline::default();
    let mut names = text;
    if let Some(length) = opener(text) {
        byline.opened = true;
        names = text[length..].trim_start_matches([':', ' ', '\u{A0}', '\t']);
    }
    let names = names.strip_suffix('.').filter(|_| !ends_with_initial(names)).unwrap_or(names);
    let (mut found, mut others) = (false, false);
    for segment in names.split(['|', '·', '•', '—', '–', '/', ';']).map(str::trim).filter(|s| !s.is_empty()) {
        let (names, stamp) = dated(segment);
        byline.stamp = byline.stamp.or(stamp);
        others |= stamp.is_some();
        for words in parts(names) {
            // A single word is a name only right behind "By"; later it is a place.
            match part(&words, byline.opened && !found).or_else(|| elsewhere(&words, found)) {
                Some(Part::Name(name)) => byline.authors.push(name),
                Some(Part::Suffix(suffix)) => byline.authors.last_mut()?.push_str(&suffix),
                Some(Part::Agency(agency)) => byline.agency = byline.agency.or(Some(agency)),
                Some(Part::Other) => others = true,
                None => return None,
            }
            found = true;
        }
    }
    byline.bare = !byline.opened && !others && byline.agency.is_none();
    found.then_some(byline)
}

/// Length of "By " and its like; a name follows, not "by Monday evening the".
fn opener(text: &str) -> Option<usize> {
    let folded = fold(text, 32);
    let length = begins(List::Byline, &folded)?;
    let rest = text.get(length..)?;
    rest.starts_with([' ', ':', '\u{A0}', '\t']).then_some(length)
}

/// The segment without the day at its end, and that day: "Jane Doe, Political Editor 24 Feb 2025".
fn dated(segment: &str) -> (&str, Option<Stamp>) {
    if segment.bytes().any(|byte| byte.is_ascii_digit()) {
        let starts = segment.match_indices(' ').map(|(at, _)| at + 1);
        for at in std::iter::once(0).chain(starts) {
            if let Some(stamp) = timestamp::read(&segment[at..]) {
                return (segment[..at].trim_end(), Some(stamp));
            }
        }
    }
    (segment, None)
}

fn ends_with_initial(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.len() <= 3 || last.trim_end_matches('.').contains('.')
}

/// The words of each part: commas, "and" and "&" stand between.
fn parts(segment: &str) -> Vec<Vec<&str>> {
    let mut parts = vec![Vec::new()];
    for word in segment.split_whitespace() {
        let bare = word.trim_matches([',', '(', ')']);
        let joins = bare == "&" || is(List::And, bare);
        if joins || word.starts_with('(') {
            parts.push(Vec::new());
        }
        if !joins && !bare.is_empty() {
            parts.last_mut().unwrap_or(&mut Vec::new()).push(bare);
        }
        if word.ends_with([',', ')']) {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What a part is; None when it is nothing that bylines have.
fn part(words: &[&str], opened: bool) -> Option<Part> {
    let whole = words.join(" ");
    if let Some(agency) = agency(&whole) {
        return Some(Part::Agency(agency));
    }
    match whole.trim_end_matches('.') {
        "Jr" | "Sr" | "II" | "III" => return Some(Part::Suffix(format!(" {whole}"))),
        "Ph.D" | "PhD" | "M.D" | "MD" => return Some(Part::Suffix(format!(", {whole}"))),
        _ => {}
    }
    // "in London", "at the courthouse", "for Reuters"
    if let Some(at) =
        words.iter().position(|w| matches!(*w, "in" | "at" | "for" | "from" | "of" | "dans" | "à" | "aus"))
    {
        let after = words.get(at + 1..)?;
        let place =
            !after.is_empty() && after.iter().all(|w| is_capital(w) || matches!(*w, "the" | "and" | "de" | "of"));
        let (before, role) = (words.get(..at)?, words.iter().any(|w| is(List::Role, &fold(w, 32))));
        return match (place, before.is_empty()) {
            (true, true) => Some(agency(&after.join(" ")).map_or(Part::Other, Part::Agency)),
            (true, false) => part(before, opened).or((role && is_title(words)).then_some(Part::Other)),
            (false, _) => (role && is_title(words)).then_some(Part::Other),
        };
    }
    let folded: Vec<String> = words.iter().map(|word| fold(word, 32)).collect();
    if let Some(role) = folded.iter().position(|word| is(List::Role, word)) {
        // "Jane Doe Health correspondent": the desk goes with the function.
        let desk =
            folded[..role].iter().take_while(|word| !is(List::Section, word) && !is(List::Organisation, word)).count();
        let name = words.get(..desk)?;
        if desk >= 2 && is_name(name, opened) && !name.contains(&"Our") {
            return is_title(words.get(role..)?).then(|| Part::Name(person(name)));
        }
        return is_title(words).then_some(Part::Other);
    }
    let organisation =
        folded.first().is_some_and(|word| word == "the") || folded.iter().any(|word| is(List::Organisation, word));
    if is(List::Place, &folded.join(" "))
        || organisation && words.iter().all(|word| is_capital(word) || *word == "the" || *word == "of")
    {
        return Some(Part::Other);
    }
    (is_name(words, opened) && (opened || words.len() >= 2)).then(|| Part::Name(person(words)))
}

/// A place of one word after somebody's name.
fn elsewhere(words: &[&str], found: bool) -> Option<Part> {
    (found && words.len() == 1 && words.iter().all(|word| is_capital(word))).then_some(Part::Other)
}

/// Whether the words can be a function: capitals, words for functions and desks, and small words between.
fn is_title(words: &[&str]) -> bool {
    let small = |word: &str| matches!(word, "of" | "the" | "for" | "at" | "in" | "to" | "our" | "und" | "de" | "&");
    let known = |word: &str| is(List::Role, word) || is(List::Section, word) || is(List::Organisation, word);
    words.len() <= 10 && words.iter().all(|word| is_capital(word) || small(word) || known(&fold(word, 32)))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether the words can be a person's name: capitals, particles, initials, nothing else; behind "By" in a script
/// without capitals, too.
fn is_name(words: &[&str], opened: bool) -> bool {
    let part = |word: &&str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '‑'));
        let capital = is_capital(word)
            || opened && !word.contains(|c: char| c.is_lowercase() || c.is_ascii())
            || word.contains(['-', '\'', '’']) && word.contains(char::is_uppercase);
        letters && (capital || is(List::Particle, word))
    };
    NAME.contains(&words.len())
        && words.iter().all(part)
        && words.last().is_some_and(|w| !w.chars().all(char::is_lowercase))
}

/// A name as it is written outside a byline: "JANE McDONALD" is Jane McDonald.
fn person(words: &[&str]) -> String {
    let shouted = words.iter().all(|word| is_shouted(word) || is(List::Particle, word));
    let long = words.iter().any(|word| word.chars().count() > 3);
    if !(shouted && long) {
        return words.join(" ");
    }
    words
        .iter()
        .map(|word| if word.contains('.') { (*word).to_owned() } else { calm(word) })
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_shouted(word: &str) -> bool {
    let rest = ["Mc", "Mac"].iter().find_map(|start| word.strip_prefix(start)).unwrap_or(word);
    !rest.contains(char::is_lowercase)
}

/// "O'BRIEN-LEE" with a capital after each mark only.
fn calm(word: &str) -> String {
    let mut calm = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        if first || c.is_lowercase() {
            calm.push(c);
        } else {
            calm.extend(c.to_lowercase());
        }
        first = !c.is_alphabetic() || calm == "Mc" || calm == "Mac" && word.starts_with("Mac");
    }
    calm
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn who_wrote_it() {
        for (line, authors, agency) in [
            ("By Jane Doe", "Jane Doe", None),
            ("By JANE DOE, Associated Press", "Jane Doe", Some("AP")),
            ("Jane Doe in London", "Jane Doe", None),
            ("Jane Doe in London and John Roe in New York", "Jane Doe; John Roe", None),
            ("Reuters", "", Some("Reuters")),
            ("Associated Press", "", Some("AP")),
            ("By Jane Doe, John Roe and Ada Holm", "Jane Doe; John Roe; Ada Holm", None),
            ("By Jane Doe & Reuters", "Jane Doe", Some("Reuters")),
            ("By Jane Doe, Health Correspondent", "Jane Doe", None),
            ("Jane Doe Health correspondent", "Jane Doe", None),
            ("Jane Doe, Political correspondent, BBC News", "Jane Doe", None),
            ("By Staff", "", None),
            ("Staff and agencies", "", None),
            ("Guardian staff and agencies", "", None),
            ("By Our Correspondent", "", None),
            ("By J.K. O’BRIEN and ANNA McDONALD", "J.K. O’Brien; Anna McDonald", None),
            ("By Ludwig van der Berg", "Ludwig van der Berg", None),
            ("By John Roe Jr.", "John Roe Jr.", None),
            ("By Dana Lind, Ph.D.", "Dana Lind, Ph.D.", None),
            ("By Jane Doe | 24 February 2025", "Jane Doe", None),
            ("By Jane Doe, Political Editor 24 Feb 2025", "Jane Doe", None),
            ("By Jane Doe, Feb. 24, 2025", "Jane Doe", None),
            ("Words by Jane Doe", "Jane Doe", None),
            ("Von Jana Lind, Berlin", "Jana Lind", None),
            ("By Jane Doe for Reuters", "Jane Doe", None),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.authors.join("; ").as_str(), found.agency), (authors, agency), "{line}");
        }
    }

    #[test]
    fn lines_that_are_no_bylines() {
        for line in
            ["By Monday the water had gone.", "By the river", "Council backs bridge", "World", "What now?", "In brief"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }
}

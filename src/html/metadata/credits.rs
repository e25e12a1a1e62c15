//! The names in a byline, and what sort of name each is.

use super::byline_words::{
    CREDENTIAL, GROUP, Kinds, LEAD, LINK, NOBODY, OTHER, PARTICLE, ROLE, STOP, SUFFIX, UNSIGNED, kinds, may_lead,
};
use crate::article::{closing_agency, given_name, is_month};
use crate::html::features::squash;
use crate::html::lines::one_line;

/// What sort of name a byline has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It has the shape of a person's full name.
    Person,
    /// One word, or no capitals: a first name, a pen name, an account.
    Pen,
    /// A team, a desk, a company.
    Group,
}

/// Somebody a byline names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) name: String,
    pub(super) squashed: String,
    pub(super) sort: Sort,
}

/// Who a byline names, and the agencies, which are kept apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Credits {
    pub(super) names: Vec<Credit>,
    pub(super) agency: Option<&'static str>,
}

/// Longer lists of names are no bylines.
const MOST: usize = 30;

impl Credits {
    /// Reads bylines; `sites` are the names the site goes by, squashed.
    pub(super) fn read<'v>(values: impl IntoIterator<Item = &'v str>, sites: &[String]) -> Self {
        let mut credits = Self::default();
        for value in values.into_iter().take(MOST) {
            for piece in pieces(value) {
                credits.add(piece, sites);
            }
        }
        // Where people are named, what stands beside them is a team, a place or a credential.
        if credits.names.iter().any(|c| c.sort == Sort::Person) {
            credits.names.retain(|c| c.sort == Sort::Person);
        }
        credits
    }

    fn add(&mut self, piece: String, sites: &[String]) {
        let name = self.without_agency(piece);
        let squashed = squash(&name);
        if squashed.is_empty() || self.names.len() >= MOST || self.names.iter().any(|c| c.squashed == squashed) {
            return;
        }
        if let Some(sort) = sort(&name, &squashed, sites) {
            self.names.push(Credit { name, squashed, sort });
        }
    }

    /// A name without the agency that follows it, which is noted: "Ada Holm The Associated Press".
    fn without_agency(&mut self, mut piece: String) -> String {
        if let Some((at, found)) = closing_agency(&piece) {
            self.agency.get_or_insert(found);
            piece.truncate(at);
        }
        piece
    }
}

/// What sort of name a cleaned piece is; None when it is none.
fn sort(name: &str, squashed: &str, sites: &[String]) -> Option<Sort> {
    let count = name.split_whitespace().count();
    if name.len() > 70 || count > 7 || kinds(name) & (NOBODY | LEAD) != 0 || is_month(name) {
        return None;
    }
    let begins = |start: &str| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if name.contains(['©', '!', '?', '"', '{', '<', '=']) || begins("http") || !name.contains(char::is_alphabetic) {
        return None;
    }
    let (mut said, mut nothing, mut number): (Kinds, bool, bool) = (0, true, false);
    for word in name.split(|c: char| c.is_whitespace() || c == '.' || c == '-').filter(|w| !w.is_empty()) {
        let kinds = kinds(word);
        said |= kinds;
        nothing &= kinds & (NOBODY | LINK | ROLE) != 0;
        number |= word.bytes().all(|b| b.is_ascii_digit());
    }
    if nothing || number && said & NOBODY != 0 {
        return None;
    }
    let is_site = sites.iter().any(|s| s == squashed);
    let given = || name.split([' ', '-']).next().is_some_and(|first| given_name(&first.to_lowercase()).is_some());
    let has_site = || sites.iter().any(|s| s.len() >= 4 && squashed.len() > s.len() && squashed.contains(s.as_str()));
    // "harbour.example", not "ada.holm": what follows the stop is short.
    let domain = count == 1
        && name
            .rsplit_once('.')
            .is_some_and(|(_, end)| (2..=4).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase()));
    // "Harbour Post Staff", "Special correspondent": nobody signed it.
    if said & UNSIGNED != 0 {
        return None;
    }
    if domain || said & GROUP != 0 || far_eastern(name) && GROUPS.iter().any(|w| name.contains(w)) {
        return Some(Sort::Group);
    }
    if said & ROLE != 0 {
        return None;
    }
    if count > 1 && (begins("the ") || has_site() && !(is_full_name(name, count) && given())) {
        return Some(Sort::Group);
    }
    if is_full_name(name, count) {
        return Some(Sort::Person);
    }
    let plain = name.chars().all(|c| c.is_alphanumeric() || " .-_'’()".contains(c));
    let pen = plain && count <= 3 && (2..=40).contains(&name.len());
    if is_site && !pen {
        return Some(Sort::Group);
    }
    pen.then_some(Sort::Pen)
}

fn far_eastern(name: &str) -> bool {
    name.chars().any(|c| ('\u{3040}'..='\u{9FFF}').contains(&c) || ('\u{AC00}'..='\u{D7AF}').contains(&c))
}

/// In the names of papers, agencies and desks in Chinese, Japanese and Korean.
const GROUPS: [&str; 18] = [
    "新聞",
    "新闻",
    "日报",
    "日報",
    "时报",
    "時報",
    "通信",
    "网",
    "電視",
    "编辑",
    "編集",
    "社",
    "デジタル",
    "オンライン",
    "ニュース",
    "뉴스",
    "신문",
    "일보",
];

/// Whether a name has the shape of a person's full name.
fn is_full_name(name: &str, count: usize) -> bool {
    if far_eastern(name) {
        if name.contains('：') {
            return false;
        }
        let parted = name.contains([' ', '・', '·']);
        return (2..=if parted { 12 } else { 5 }).contains(&name.chars().count());
    }
    if !(2..=6).contains(&count) || name.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '_' | ':')) {
        return false;
    }
    name.split_whitespace().all(|w| {
        let first = w.trim_start_matches(['(', '"', '“', '\'']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            || kinds(w) & PARTICLE != 0
            || w.starts_with("d'")
            || w.starts_with("d’")
            || w.starts_with("al-")
    })
}

/// Whether a line is nothing but "By" or "Written by:".
pub(super) fn is_lead(line: &str) -> bool {
    may_lead(line.trim()) && kinds(line.trim().trim_end_matches(':')) & LEAD != 0
}

/// What follows a "by" in the middle of a line about the article: "24 February 2025 by Ada Holm".
pub(super) fn after_lead_within(line: &str) -> Option<&str> {
    const LEADS: [&str; 8] = [" by ", " By ", " BY ", "|by ", "|By ", " Von ", " von ", " par "];
    if line.len() > 120 {
        return None;
    }
    let lead = |at: usize| LEADS.iter().find(|lead| line.as_bytes()[at..].starts_with(lead.as_bytes()));
    memchr::memchr2_iter(b' ', b'|', line.as_bytes()).find_map(|at| lead(at).map(|lead| &line[at + lead.len()..]))
}

/// What follows "By " and the like at the beginning of a text.
pub(super) fn after_lead(text: &str) -> Option<&str> {
    let rest = without_lead(text);
    (rest.len() < text.trim().len()).then_some(rest)
}

/// A text without the words that stand before names.
fn without_lead(text: &str) -> &str {
    let mut text = text.trim();
    // "Written by: by Ada Holm"
    for _ in 0..3 {
        if !may_lead(text) {
            break;
        }
        let lead = (1..=3).rev().find_map(|n| lead_length(text, n)).or_else(|| glued_length(text));
        let Some(lead) = lead else { break };
        text = text[lead..].trim_start_matches([' ', ':', '：', '\u{a0}']);
    }
    text
}

/// The length of the first `n` words when they are such a lead and more follows.
fn lead_length(text: &str, n: usize) -> Option<usize> {
    let end = text.match_indices([' ', ':', '：']).nth(n - 1)?.0;
    (end < 40 && kinds(&text[..end]) & LEAD != 0).then_some(end)
}

/// The length of such a lead where only style keeps it from the name: "ByAda Holm".
fn glued_length(text: &str) -> Option<usize> {
    let lead = ["Written by", "By", "by"].iter().find(|lead| text.starts_with(*lead))?;
    let mut after = text[lead.len()..].chars();
    let (first, second) = (after.next()?, after.next()?);
    (first.is_uppercase() && second.is_lowercase()).then_some(lead.len())
}

/// How many words of a name stand where names stand and are none.
pub(super) fn strange_words(name: &str) -> usize {
    name.split_whitespace().filter(|w| kinds(w) & NOBODY != 0).count()
}

/// A byline cut into what could be names, each cleaned.
fn pieces(value: &str) -> Vec<String> {
    let value = without_tags(&one_line(&value[..value.floor_char_boundary(2000)]));
    let value = without_others(&value);
    if value.contains("://") {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    for part in value.split([',', ';', '|', '/', '•', '·', '、', '\n', '&', '，', '\t']) {
        let mut piece = String::new();
        for word in without_lead(part).split_whitespace() {
            if is_link(word) {
                pieces.push(std::mem::take(&mut piece));
            } else {
                if !piece.is_empty() {
                    piece.push(' ');
                }
                piece.push_str(word);
            }
        }
        pieces.push(piece);
    }
    pieces.iter().take(40).map(|p| clean(p)).filter(|p| !p.is_empty()).collect()
}

/// Whether a word joins names. "Y" and "A" may be initials, and "Dan" has his name from elsewhere.
fn is_link(word: &str) -> bool {
    kinds(word) & LINK != 0 && {
        let lower = word.to_lowercase();
        word == lower || word.chars().count() > 1 && given_name(&lower).is_none()
    }
}

/// A byline up to where it names those who reviewed, edited or photographed.
fn without_others(value: &str) -> &str {
    let words: Vec<(usize, &str)> =
        value.split_whitespace().map(|w| (w.as_ptr() as usize - value.as_ptr() as usize, w)).take(60).collect();
    // "reviewed by", "edited and approved by": the last word is the only one that many lines have.
    let lasts: Vec<usize> = (1..words.len()).filter(|&i| is_by(words[i].1)).collect();
    let ends = |i: usize| {
        (1..=2).any(|n| {
            lasts.contains(&(i + n)) && {
                let (at, last) = words[i + n];
                kinds(value[words[i].0..at + last.len()].trim_end_matches(':')) & OTHER != 0
            }
        })
    };
    (0..words.len()).find(|&i| ends(i)).map_or(value, |i| &value[..words[i].0])
}

/// All phrases for those who did something else end so.
fn is_by(word: &str) -> bool {
    word.trim_end_matches(':').eq_ignore_ascii_case("by")
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// A name without what follows it: a date, a place of work, a credential.
fn clean(piece: &str) -> String {
    let piece = without_lead(piece).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '(' | ')'));
    let mut words: Vec<&str> = Vec::new();
    let mut dated = false;
    for word in piece.split_whitespace() {
        let number = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | ':'))
            && word.starts_with(|c: char| c.is_ascii_digit());
        let stop = word.starts_with(['@', '-', '–', '—', '#'])
            || !word.contains(char::is_alphanumeric)
            || number
            || kinds(word) & STOP != 0;
        if stop && !words.is_empty() {
            // "Team of experts", "Center for Disease Control": the name goes on.
            if !matches!(word, "of" | "for") || !words.iter().any(|w| kinds(w) & GROUP != 0) {
                dated = number;
                break;
            }
        }
        words.push(word);
    }
    // "Ada Holm February 24": the day stopped it, the month is left.
    if dated && words.len() > 1 && is_month(words[words.len() - 1]) {
        words.pop();
    }
    // "Ada Holm (Harbour)": the bracket closes the name.
    if let Some(at) = words.iter().position(|w| w.starts_with('(')).filter(|&at| at >= 1) {
        let inner = words[at].trim_matches(['(', ')']);
        if at + 1 < words.len() && words[at].ends_with(')') && inner.chars().count() > 1 {
            words.remove(at);
        } else {
            words.truncate(at);
        }
    }
    while words.len() > 1 {
        let last = words[words.len() - 1];
        let bare = last.replace(['.', '®'], "");
        // Letters after a name that is not in capitals itself, "Ada Holm FRSA", and no family name: "Ada Maria HOLM".
        let vowel = |b: &u8| b"AEIOUY".contains(b);
        let letters = words.len() > 2
            && (2..=5).contains(&last.len())
            && last.bytes().all(|b| b.is_ascii_uppercase())
            && !last.as_bytes()[..last.len() - 1].iter().any(vowel)
            && kinds(&bare) & SUFFIX == 0
            && words[..words.len() - 1].iter().all(|w| w.len() < 3 || w.contains(char::is_lowercase));
        let role = far_eastern(last) && kinds(&bare) & ROLE != 0;
        if !letters && !role && kinds(bare.trim_end_matches(',')) & CREDENTIAL == 0 {
            break;
        }
        words.pop();
    }
    // Names in capitals stay as they are: how they are written is not ours to decide.
    let name = words.join(" ");
    let last = words.last().map_or("", |w| w.trim_end_matches('.'));
    // The stop of a sentence, not of an initial or "Jr.".
    let stopped = last.chars().count() > 2 && !last.contains('.') && words.len() > 1;
    let name = if stopped && name.ends_with('.') { &name[..name.len() - 1] } else { &name };
    name.trim_matches([',', ':', '-', '–']).trim_end_matches("'s").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        for (given, expected, why) in [
            ("By Ada Holm", "Ada Holm", "lead"),
            ("Written by: By Ada Holm and Jean de Witt", "Ada Holm|Jean de Witt", "two leads, two names, a particle"),
            ("Ada Holm, MD, Jon Berg Ph.D.", "Ada Holm|Jon Berg", "credentials"),
            ("ADA HOLM, Chief Reporter", "ADA HOLM", "a function is no name"),
            ("Harbour Post Team", "(Harbour Post Team)", "a team"),
            ("Harbour Post Staff", "", "nobody signed it"),
            ("Ada Holm, Harbour Post Staff", "Ada Holm", "a team beside a person"),
            ("By Ada Holm for Harbour Weekly", "Ada Holm", "place of work"),
            ("Ada Holm Feb 24, 2025", "Ada Holm", "a date"),
            ("Ada Holm 24 February", "Ada Holm", "a date, the day first"),
            ("Von Ada Holm und Jörg Öhm", "Ada Holm|Jörg Öhm", "German"),
            ("J. R. Øst Jr. & Ana O’Neil-Vaz", "J. R. Øst Jr.|Ana O’Neil-Vaz", "initials and hyphens"),
            ("&lt;a href=x&gt;Ada Holm&lt;/a&gt;", "Ada Holm", "escaped tags"),
            ("https://n.example/ada", "", "an address"),
            ("admin", "", "an account"),
            ("山田太郎", "山田太郎", "Japanese"),
            ("東湾新聞デジタル", "(東湾新聞デジタル)", "a Japanese paper"),
            ("Ada Holm, MD, XYZW", "Ada Holm", "what stands beside a person"),
            ("Автор: Анна Холм", "Анна Холм", "Russian"),
            ("Ada", "[Ada]", "a first name"),
            ("adaholm", "[adaholm]", "an account by name"),
            ("ada holm", "[ada holm]", "in small letters"),
            ("Ada Holm Reuters", "Ada Holm", "an agency is kept apart"),
            ("Harbour Post", "(Harbour Post)", "the site's own name"),
            ("Ada Maria HOLM", "Ada Maria HOLM", "a family name in capitals"),
            ("Ada Holm FRSA", "Ada Holm", "letters after a name"),
            ("Mary A Holm y Jon Berg", "Mary A Holm|Jon Berg", "an initial, and Spanish"),
            ("Ein Gastbeitrag von Ada Holm", "Ada Holm", "a lead of three words"),
            ("배윤경 기자", "배윤경", "the same in Korean"),
            ("oleh Dan Holm dan Sri Berg", "Dan Holm|Sri Berg", "Indonesian, where Dan is a name as well"),
            ("5 min read", "", "reading time"),
            ("ByAda Holm", "Ada Holm", "only style keeps them apart"),
            ("By Ada Holm Medically reviewed by Dr. Jon Berg", "Ada Holm", "who reviewed it did not write it"),
        ] {
            let shown = Credits::read([given], &["harbourpost".to_owned()]).names.into_iter().map(|c| match c.sort {
                Sort::Person => c.name,
                Sort::Pen => format!("[{}]", c.name),
                Sort::Group => format!("({})", c.name),
            });
            assert_eq!(shown.collect::<Vec<_>>().join("|"), expected, "{why}");
        }
    }
}

//! News agencies under one name each.

use std::collections::HashMap;
use std::sync::LazyLock;

/// No agency is written with more, in bytes; longer text need not be looked up.
const LONGEST: usize = 48;

/// Every written form, folded: the form itself and the name to use.
static AGENCIES: LazyLock<HashMap<String, (&'static str, &'static str)>> = LazyLock::new(|| {
    let mut agencies = HashMap::new();
    for line in include_str!("agencies.tsv").lines().filter(|line| !line.starts_with('#')) {
        let name = line.split('\t').next().unwrap_or_default();
        agencies.extend(line.split('\t').map(|form| (without_the(&fold(form)).to_owned(), (form, name))));
    }
    agencies
});

/// The agency that `text` names, under the name to use: "The Associated Press" is "AP". Case does not matter but for
/// abbreviations in capitals: MIA is an agency, Mia is not.
pub fn agency(text: &str) -> Option<&'static str> {
    let wanted = text.trim();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    named(wanted, &fold(wanted))
}

/// The agency whose name a text of words with single spaces between them closes with, and where what stands before it
/// ends: "Ada Holm The Associated Press" is AP's from its eighth byte on. The longest such name counts.
pub fn closing_agency(text: &str) -> Option<(usize, &'static str)> {
    let folded = fold(text);
    let begins = || std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
    // Folding takes no space away.
    let tails = || std::iter::once(0).chain(folded.match_indices(' ').map(|(at, _)| at + 1));
    begins().zip(tails()).find_map(|(begin, tail)| {
        (folded.len() - tail <= LONGEST)
            .then(|| named(&text[begin..], without_the(&folded[tail..])))?
            .map(|name| (begin.saturating_sub(1), name))
    })
}

/// The agency of that folded name; an abbreviation has to be written in capitals.
fn named(written: &str, folded: &str) -> Option<&'static str> {
    let &(form, name) = AGENCIES.get(without_the(folded))?;
    let abbreviation = !form.contains(char::is_lowercase);
    (!abbreviation || !written.contains(char::is_lowercase)).then_some(name)
}

/// Lower case, without stops, every apostrophe straight.
fn fold(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '.' => {}
            '’' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// A folded name without "the" in front.
fn without_the(folded: &str) -> &str {
    folded.strip_prefix("the ").unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, agency, closing_agency, fold, without_the};
    use std::collections::HashSet;

    #[test]
    fn every_written_form_leads_to_the_name() {
        for (written, name) in [
            ("Reuters", "Reuters"),
            ("REUTERS", "Reuters"),
            (" The Associated Press ", "AP"),
            ("A.P.", "AP"),
            ("Agence France-Presse", "AFP"),
            ("Press Association", "PA Media"),
            ("Xinhua News Agency", "Xinhua"),
            ("The Canadian Press", "CP"),
            ("dpa", "dpa"),
            ("ČTK", "CTK"),
            ("Iranian Students’ News Agency", "ISNA"),
        ] {
            assert_eq!(agency(written), Some(name), "{written}");
        }
        for other in [
            "",
            "The",
            "Jane Doe",
            "The Guardian",
            "BBC News",
            "Reuters said on Monday that it had been told of it by others",
        ] {
            assert_eq!(agency(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_may_close_with_one() {
        for (text, expected, why) in [
            ("Ada Holm Reuters", Some((8, "Reuters")), "one word"),
            ("Ada Holm The Associated Press", Some((8, "AP")), "its article is its own"),
            ("A. P. Holm A.P.", Some((10, "AP")), "stops are none of the name's"),
            ("İsmet Öz AFP", Some(("İsmet Öz".len(), "AFP")), "letters that are longer in lower case"),
            ("Reuters", Some((0, "Reuters")), "nothing before it"),
            ("Ada Holm Pa", None, "no abbreviation"),
            ("Reuters Ada Holm", None, "it does not close"),
            ("", None, "nothing"),
        ] {
            assert_eq!(closing_agency(text), expected, "{why}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_no_form_names_two() {
        let folded = |form: &str| without_the(&fold(form)).to_owned();
        let lines = || include_str!("agencies.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut seen = HashSet::new();
        for line in lines() {
            for form in line.split('\t').map(folded).collect::<HashSet<_>>() {
                assert!(!form.is_empty() && form.len() <= LONGEST && seen.insert(form.clone()), "{form} in {line}");
            }
        }
        let names: Vec<_> = lines().map(|line| folded(line.split('\t').next().unwrap_or_default())).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}

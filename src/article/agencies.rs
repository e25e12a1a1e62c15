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
        agencies.extend(line.split('\t').map(|form| (fold(form), (form, name))));
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
    let &(form, name) = AGENCIES.get(&fold(wanted))?;
    let abbreviation = !form.contains(char::is_lowercase);
    (!abbreviation || !wanted.contains(char::is_lowercase)).then_some(name)
}

/// Lower case, without "the" in front and without stops.
fn fold(form: &str) -> String {
    let folded = form.to_lowercase().replace('.', "").replace('’', "'");
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, agency, fold};
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
    fn the_list_is_sorted_and_no_form_names_two() {
        let lines = || include_str!("agencies.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut seen = HashSet::new();
        for line in lines() {
            for form in line.split('\t').map(fold).collect::<HashSet<_>>() {
                assert!(!form.is_empty() && form.len() <= LONGEST && seen.insert(form.clone()), "{form} in {line}");
            }
        }
        let names: Vec<_> = lines().map(|line| fold(line.split('\t').next().unwrap_or_default())).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}

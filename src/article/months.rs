//! The names of months, as lines with dates write them in many languages.

use std::collections::HashMap;
use std::sync::LazyLock;

static MONTHS: LazyLock<HashMap<String, i8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for line in include_str!("months.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let number = fields.next().and_then(|n| n.parse().ok()).unwrap_or(1);
        for name in fields {
            months.insert(plain(name), number);
            months.insert(name.to_owned(), number);
        }
    }
    months
});

/// A name without the accents that hurried typing leaves out.
fn plain(name: &str) -> String {
    let letter = |c| match c {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ü' | 'ú' => 'u',
        'ä' | 'á' | 'à' | 'ā' => 'a',
        'ç' => 'c',
        c => c,
    };
    name.chars().map(letter).collect()
}

/// The month that a lower-case word names, 1 to 12; a stop after it does no harm.
pub fn month(lower: &str) -> Option<i8> {
    MONTHS.get(lower.trim_end_matches('.')).copied()
}

/// Whether a word names a month, however it is written.
pub fn is_month(word: &str) -> bool {
    month(word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str()).is_some()
}

#[cfg(test)]
mod tests {
    use super::{is_month, month};
    use std::collections::HashSet;

    #[test]
    fn months_are_known_in_many_languages() {
        for (word, number) in [
            ("february", 2),
            ("feb.", 2),
            ("février", 2),
            ("fevrier", 2),
            ("märz", 3),
            ("mayo", 5),
            ("июня", 6),
            ("października", 10),
            ("kasım", 11),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("monday"), None);
        assert!(is_month("(August,") && !is_month("Augusta") && !is_month(""));
    }

    #[test]
    fn the_list_is_sound() {
        let mut seen = HashSet::new();
        for (i, line) in include_str!("months.tsv").lines().filter(|line| !line.starts_with('#')).enumerate() {
            let (number, names) = line.split_once('\t').expect(line);
            assert_eq!(number.parse(), Ok(i + 1), "{line}");
            assert!(names.split('\t').all(|name| name == name.to_lowercase() && seen.insert(name)), "{line}");
        }
    }
}

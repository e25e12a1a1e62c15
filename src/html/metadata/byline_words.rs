//! The words of bylines, and what each says.

use crate::html::vocabulary::Direct;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word or phrase of a byline says: bits, of which it may have several.
pub(super) type Kinds = u16;

macro_rules! kinds {
    ($($constant:ident $name:literal;)+) => {
        const NAMES: &[&str] = &[$($name),+];
        kinds!(@constants 0; $($constant)+);
    };
    (@constants $bit:expr; $constant:ident $($rest:ident)*) => {
        pub(super) const $constant: Kinds = 1 << $bit;
        kinds!(@constants $bit + 1; $($rest)*);
    };
    (@constants $bit:expr;) => {};
}

// What each is stands at the head of the list.
kinds! {
    LEAD "lead"; LINK "link"; PARTICLE "particle"; SUFFIX "suffix"; CREDENTIAL "credential"; ROLE "role"; GROUP "group";
    OTHER "other"; UNSIGNED "unsigned"; NOBODY "nobody"; STOP "stop";
}

static WORDS: LazyLock<HashMap<&'static str, Kinds, Direct>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for line in include_str!("byline_words.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((word, kind)) = line.split_once('\t') {
            let bit = NAMES.iter().position(|name| *name == kind).map_or(0, |bit| 1 << bit);
            *words.entry(word).or_insert(0) |= bit;
        }
    }
    words
});

/// No word or phrase of the list is longer, in bytes.
const LONGEST: usize = 40;

/// What a word or phrase says, in whatever case; nothing when it is not in the list.
pub(super) fn kinds(text: &str) -> Kinds {
    let mut lower = [0; LONGEST];
    match lower.get_mut(..text.len()) {
        Some(lower) if text.is_ascii() => {
            lower.copy_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            std::str::from_utf8(lower).map_or(0, known)
        }
        None if text.is_ascii() => 0,
        _ => known(&text.to_lowercase()),
    }
}

fn known(lower: &str) -> Kinds {
    WORDS.get(lower).copied().unwrap_or(0)
}

/// Whether a text begins with the two letters that a lead begins with, or with others than those of English: most lines
/// do not, and need no closer look.
pub(super) fn may_lead(text: &str) -> bool {
    /// Of each first letter and what follows it, a letter or another sign, whether a lead begins so.
    static BEGINNINGS: LazyLock<[[bool; 32]; 32]> = LazyLock::new(|| {
        let mut beginnings = [[false; 32]; 32];
        for (word, _) in WORDS.iter().filter(|(_, kinds)| **kinds & LEAD != 0) {
            if let [first, second, ..] = word.as_bytes() {
                beginnings[usize::from(first % 32)][usize::from(second % 32)] = true;
            }
        }
        beginnings
    });
    match text.as_bytes() {
        // Small letters and capitals have the same five bits at the end.
        [first, second, ..] if first.is_ascii() && second.is_ascii() => {
            first.is_ascii_alphabetic() && BEGINNINGS[usize::from(first % 32)][usize::from(second % 32)]
        }
        [first, ..] => text.len() > 1 || !first.is_ascii(),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        for (text, expected) in [
            ("By", LEAD),
            ("WRITTEN BY", LEAD),
            ("АВТОР", LEAD),
            ("Ph.D.", 0),
            ("phd", CREDENTIAL),
            ("Bridge", 0),
            ("", 0),
            ("a line that is longer than anything in the list is", 0),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn the_list_is_sound() {
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("byline_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (word, kind) = line.split_once('\t').expect(line);
            assert!(NAMES.contains(&kind) && word == word.to_lowercase() && seen.insert(line), "{line}");
            assert!(word.len() <= LONGEST, "{line}");
            // All phrases for those who did something else end so.
            assert!(kind != "other" || word.split(' ').next_back() == Some("by"), "{line}");
            assert!(kind != "lead" || may_lead(word), "{line}");
        }
    }
}

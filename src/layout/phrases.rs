//! The phrases that tell lines apart, from the lists beside this file.

use crate::article::Words;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The lists of `phrases.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Section,
    Byline,
    Role,
    Organisation,
    Place,
    Caption,
    Credit,
    AgencyPhoto,
    Note,
    NoteWord,
    NoteInside,
    Tail,
    Published,
    Modified,
    Weekday,
    Filler,
    Particle,
    And,
}

const NAMES: [(&str, List); 18] = [
    ("section", List::Section),
    ("byline", List::Byline),
    ("role", List::Role),
    ("organisation", List::Organisation),
    ("place", List::Place),
    ("caption", List::Caption),
    ("credit", List::Credit),
    ("agency photo", List::AgencyPhoto),
    ("note", List::Note),
    ("note word", List::NoteWord),
    ("note inside", List::NoteInside),
    ("tail", List::Tail),
    ("published", List::Published),
    ("modified", List::Modified),
    ("weekday", List::Weekday),
    ("filler", List::Filler),
    ("particle", List::Particle),
    ("and", List::And),
];

/// Every phrase once, with a bit for each list it is in; and each list's phrases, to be searched for.
#[derive(Default)]
struct Phrases {
    words: Words,
    bits: Vec<u32>,
    lists: [Vec<Finder<'static>>; NAMES.len()],
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut phrases, mut current) = (Phrases::default(), List::Section);
    for line in include_str!("phrases.txt").lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            current = NAMES.iter().find(|(n, _)| *n == name).map_or(current, |(_, list)| *list);
        } else if !line.is_empty() && !is_comment(line) {
            let word = phrases.words.intern(line);
            phrases.bits.resize(phrases.words.len(), 0);
            phrases.bits[word.index()] |= current.bit();
            phrases.lists[current as usize].push(Finder::new(line));
        }
    }
    phrases
});

impl List {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// "# " begins a comment; "###" and "# # #" are phrases that end press releases.
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") && !line.starts_with("# #")
}

/// The longest phrase, in bytes.
const LONGEST: usize = 48;

/// Whether the whole of `text` is in the list.
pub(super) fn is(list: List, text: &str) -> bool {
    text.len() <= LONGEST && PHRASES.words.find(text).is_some_and(|word| PHRASES.bits[word.index()] & list.bit() != 0)
}

/// The length of the longest phrase of the list that `text` begins with, up to the end of a word.
pub(super) fn begins(list: List, text: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&at| at <= LONGEST);
    let inside_word = |at: usize| {
        text[at..].starts_with(char::is_alphanumeric)
            && text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
    };
    ends.filter(|&at| !inside_word(at) && is(list, &text[..at])).last()
}

/// Whether one of the list's phrases is anywhere in `text`.
pub(super) fn within(list: List, text: &str) -> bool {
    PHRASES.lists[list as usize].iter().any(|phrase| phrase.find(text.as_bytes()).is_some())
}

/// Lower case with straight apostrophes, as the lists are written; at most the first `limit` bytes.
pub(super) fn fold(text: &str, limit: usize) -> String {
    let text = &text[..text.floor_char_boundary(limit)];
    text.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, NAMES, PHRASES, begins, fold, is_comment};

    #[test]
    fn the_lists_are_well_formed() {
        let lines = || include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !is_comment(line));
        for name in lines().filter_map(|line| line.strip_prefix('[')) {
            assert!(NAMES.iter().any(|(n, _)| format!("{n}]") == name), "{name}");
        }
        let phrases = lines().filter(|line| !line.starts_with('['));
        let listed: u32 = PHRASES.bits.iter().map(|bits| bits.count_ones()).sum();
        assert_eq!(phrases.clone().count(), listed as usize, "no phrase twice in a list");
        for phrase in phrases {
            assert!(phrase.len() <= LONGEST && fold(phrase, 99) == phrase, "{phrase}");
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_ends_with_a_word() {
        for (text, length) in
            [("published on monday", Some(12)), ("publishedon", None), ("published: 3", Some(9)), ("", None)]
        {
            assert_eq!(begins(super::List::Published, text), length, "{text}");
        }
    }
}

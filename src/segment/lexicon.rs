//! The words that decide where tokens and sentences end, from the lists beside this file.

use crate::article::Words;
use std::sync::LazyLock;

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// A name or more of the phrase; never the end of a sentence.
    Name,
    /// A number, or it is no abbreviation.
    Number,
    /// A comma, a figure or a small letter, or it is no abbreviation.
    Inside,
    /// Anything; a known first word of sentences tells that one begins.
    Word,
    /// Anything; a capital begins a sentence.
    End,
}

/// An abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Abbreviation {
    pub(super) follows: Follows,
    /// Only with a capital is it one.
    pub(super) capital: bool,
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) abbreviation: Option<Abbreviation>,
    /// Where to cut a contraction, in bytes; 0 for no cut.
    pub(super) cuts: [u8; 2],
    flags: u8,
}

/// The lists of `words.txt`, each a bit of an entry's flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum List {
    Prefix = 1,
    Unit = 2,
    Elision = 4,
    Clitic = 8,
    Calendar = 16,
    Starter = 32,
    Saying = 64,
}

impl Entry {
    pub(super) fn is(self, list: List) -> bool {
        self.flags & list as u8 != 0
    }
}

/// Every listed word, lower-cased, and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Words,
    entries: Vec<Entry>,
}

/// The longest listed word, in bytes; longer ones need no look-up.
pub(super) const LONGEST: usize = 12;

impl Lexicon {
    /// The lists, read once.
    pub(super) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);
        &LEXICON
    }

    /// What is known of a lower-cased word, and nothing where it is not listed.
    #[inline]
    pub(super) fn look_up(&self, lower: &str, hash: u32) -> Entry {
        self.words.find_hashed(lower, hash).map_or(Entry::default(), |word| self.entries[word.index()])
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let word = self.words.intern(word);
        self.entries.resize(self.words.len(), Entry::default());
        &mut self.entries[word.index()]
    }

    fn read() -> Self {
        let mut lexicon = Self::default();
        for line in lines(include_str!("abbreviations.txt")) {
            if let Some((word, follows)) = line.split_once('\t') {
                let capital = word.starts_with(char::is_uppercase);
                let follows = follows_named(follows);
                lexicon.entry(&word.to_lowercase()).abbreviation =
                    follows.map(|follows| Abbreviation { follows, capital });
            }
        }
        for line in lines(include_str!("contractions.txt")) {
            let mut cuts = line.match_indices('|').enumerate().map(|(i, (at, _))| (at - i) as u8);
            let cuts = [cuts.next().unwrap_or(0), cuts.next().unwrap_or(0)];
            lexicon.entry(&line.replace('|', "")).cuts = cuts;
        }
        let mut list = None;
        for line in lines(include_str!("words.txt")) {
            if let Some(name) = line.strip_prefix('[') {
                list = list_named(name.trim_end_matches(']'));
            } else if let Some(list) = list {
                line.split(' ').for_each(|word| lexicon.entry(word).flags |= list as u8);
            }
        }
        lexicon
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn follows_named(name: &str) -> Option<Follows> {
    Some(match name {
        "name" => Follows::Name,
        "number" => Follows::Number,
        "inside" => Follows::Inside,
        "word" => Follows::Word,
        "end" => Follows::End,
        _ => return None,
    })
}

fn list_named(name: &str) -> Option<List> {
    Some(match name {
        "prefix" => List::Prefix,
        "unit" => List::Unit,
        "elision" => List::Elision,
        "clitic" => List::Clitic,
        "calendar" => List::Calendar,
        "starter" => List::Starter,
        "saying" => List::Saying,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Lexicon, follows_named, lines, list_named};
    use std::collections::HashSet;

    #[test]
    fn the_lists_are_well_formed() {
        let mut seen = HashSet::new();
        for line in lines(include_str!("abbreviations.txt")) {
            let (word, follows) = line.split_once('\t').expect(line);
            assert!(follows_named(follows).is_some() && seen.insert(word.to_lowercase()), "{line}");
        }
        for line in lines(include_str!("contractions.txt")) {
            assert!((1..=2).contains(&line.matches('|').count()) && seen.insert(line.to_owned()), "{line}");
        }
        for line in lines(include_str!("words.txt")) {
            match line.strip_prefix('[') {
                Some(name) => assert!(list_named(name.trim_end_matches(']')).is_some(), "{line}"),
                None => assert!(line.split(' ').all(|w| w.bytes().all(|b| b.is_ascii_lowercase())), "{line}"),
            }
        }
        Lexicon::get().words.map(|word| assert!(word.len() <= LONGEST, "{word}"));
    }
}

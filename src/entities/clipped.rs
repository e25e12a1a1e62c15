//! Names cut down to one word: "Carey" of "Carey Business School", "Avalon" of "Toyota Avalon".
//!
//! Organisations keep their first word, works and products their last: only behind the long name, only where no other
//! name of the article has the word at that end, and never a place or a people.

use super::group::{Class, Surface};
use crate::names::lists;
use std::collections::HashMap;

/// Shortest word that may stand for a name, in bytes.
const SHORTEST: usize = 3;

/// For each class and word at the end that is kept, the one long name with it; None where there are several.
pub(super) struct Clipped<'a> {
    longs: HashMap<(Class, &'a str), Option<usize>>,
}

impl<'a> Clipped<'a> {
    pub(super) fn new(surfaces: &'a [Surface]) -> Self {
        let mut longs = HashMap::new();
        for (i, surface) in surfaces.iter().enumerate().filter(|(_, surface)| surface.words.len() > 1) {
            let first = &surface.words[0];
            let last = &surface.words[surface.words.len() - 1];
            for (class, word) in [(Class::Organisation, first), (Class::Other, last)] {
                // A name of another class makes it doubtful too: "Google Play" is no "Google".
                let only = (surface.class == class).then_some(i);
                longs.entry((class, word.as_str())).and_modify(|long| *long = None).or_insert(only);
            }
        }
        Self { longs }
    }

    /// The long name for which that one stands.
    pub(super) fn long(&self, surfaces: &[Surface], short: usize) -> Option<usize> {
        let short = &surfaces[short];
        let [word] = short.words.as_slice() else { return None };
        let long = (*self.longs.get(&(short.class, word.as_str()))?)?;
        let later = surfaces[long].mentions.first() < short.mentions.first();
        let other = || lists::place(word).is_some() || lists::people(word).is_some() || lists::group(word);
        (later && word.len() >= SHORTEST && !other()).then_some(long)
    }
}

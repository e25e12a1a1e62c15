//! Interned words: each different word of an article once.

use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

/// A word of one article's [`Words`]: an integer to compare instead of a string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Word(pub u32);

impl Word {
    /// Place of the word in tables made with one entry per word.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The different words of an article, lower-cased forms and lemmas alike.
///
/// A stage that asks something of every token (is it a cue verb? a title?) asks it once per word: it makes a table
/// with [`Words::map`] and then looks answers up by [`Word::index`].
///
/// All words lie in one buffer, found through an open-addressing table of numbers, so that a new word costs no
/// allocation of its own.
#[derive(Clone, Debug, Default)]
pub struct Words {
    buffer: String,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// One more than a word's number, or 0 where a place is free; its length is 0 or a power of two.
    places: Vec<u32>,
}

impl Words {
    /// The number of `text`, new or known.
    pub fn intern(&mut self, text: &str) -> Word {
        self.intern_hashed(text, Self::hash(text))
    }

    /// The same with the hash of `text` at hand.
    pub(crate) fn intern_hashed(&mut self, text: &str, hash: u32) -> Word {
        // At most half full: short probes, and there is always a free place to stop at.
        if self.places.len() <= self.ends.len() * 2 {
            self.grow();
        }
        match self.probe(text, hash) {
            Ok(word) => word,
            Err(place) => {
                self.buffer.push_str(text);
                self.ends.push(self.buffer.len() as u32);
                self.hashes.push(hash);
                self.places[place] = self.ends.len() as u32;
                Word(self.ends.len() as u32 - 1)
            }
        }
    }

    /// The number of `text` when the article has it.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.find_hashed(text, Self::hash(text))
    }

    /// The same with the hash of `text` at hand.
    pub(crate) fn find_hashed(&self, text: &str, hash: u32) -> Option<Word> {
        if self.places.is_empty() { None } else { self.probe(text, hash).ok() }
    }

    /// The word itself.
    #[inline]
    pub fn get(&self, word: Word) -> &str {
        let i = word.index();
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.buffer[start..self.ends[i] as usize]
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One answer per word, to be looked up by [`Word::index`].
    pub fn map<T>(&self, mut answer: impl FnMut(&str) -> T) -> Vec<T> {
        (0..self.ends.len()).map(|i| answer(self.get(Word(i as u32)))).collect()
    }

    /// A hash for the two functions above: eight bytes at a time folded through a 128-bit product. Seeded once per
    /// process, so that nobody can write an article whose words all fall on the same place.
    #[inline]
    pub(crate) fn hash(text: &str) -> u32 {
        static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("copydesk"));
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            (product as u64) ^ (product >> 64) as u64
        };
        let mut state = *SEED ^ text.len() as u64;
        let mut chunks = text.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
            state = fold(state ^ word, 0x9E37_79B9_7F4A_7C15);
        }
        let rest = chunks.remainder().iter().rev().fold(0, |rest, &byte| rest << 8 | u64::from(byte));
        state = fold(state ^ rest, 0xA076_1D64_78BD_642F);
        (state ^ state >> 32) as u32
    }

    /// Where `text` is, or the free place it would go to.
    #[inline]
    fn probe(&self, text: &str, hash: u32) -> Result<Word, usize> {
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            match self.places[place] {
                0 => return Err(place),
                known => {
                    let word = Word(known - 1);
                    if self.hashes[word.index()] == hash && self.get(word) == text {
                        return Ok(word);
                    }
                }
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mask = (self.places.len() * 2).max(256) - 1;
        self.places.clear();
        self.places.resize(mask + 1, 0);
        for (i, &hash) in self.hashes.iter().enumerate() {
            let mut place = hash as usize & mask;
            while self.places[place] != 0 {
                place = (place + 1) & mask;
            }
            self.places[place] = i as u32 + 1;
        }
    }
}

/// Two are equal when they number the same words alike, whatever their tables' sizes.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.ends == other.ends && self.buffer == other.buffer
    }
}

impl Eq for Words {}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn every_word_has_one_number_and_comes_back() {
        let (mut words, many) = (Words::default(), (0..5_000).map(|i| format!("word{}", i % 2_500)));
        let numbers: Vec<_> = many.map(|word| (words.intern(&word), word)).collect();
        assert_eq!(words.len(), 2_500);
        for (number, word) in &numbers {
            assert_eq!((words.get(*number), words.find(word)), (word.as_str(), Some(*number)));
        }
        assert_eq!(words.find("another"), None);
        assert_eq!(words.map(str::len)[numbers[7].0.index()], 5);
    }

    #[test]
    fn the_empty_word_and_long_ones_are_words() {
        let mut words = Words::default();
        let (empty, long) = (words.intern(""), words.intern(&"ab".repeat(5_000)));
        assert_eq!((words.get(empty), words.get(long).len()), ("", 10_000));
        assert_eq!(Words::default().find(""), None);
    }
}

//! Interned words: each different word of an article once.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    buffer: String,
    ends: Vec<u32>,
    known: HashMap<Box<str>, Word>,
}

impl Words {
    /// The number of `text`, new or known.
    pub fn intern(&mut self, text: &str) -> Word {
        if let Some(&word) = self.known.get(text) {
            return word;
        }
        let word = Word(self.ends.len() as u32);
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len() as u32);
        self.known.insert(text.into(), word);
        word
    }

    /// The number of `text` when the article has it.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.known.get(text).copied()
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
}

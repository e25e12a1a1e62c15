//! Word vectors, squeezed: a vector is cut into parts, and of each part only the number of the nearest of 256 points is
//! kept. What the points say is learned: each is a feature like any other.

use crate::Error;
use crate::tagger::network::{Builder, Sort, Tensors};
use std::ops::Range;

/// Parts of a vector.
pub const PARTS: usize = 20;

/// Where the words and the numbers of their parts lie in a section: words as the upper half of their hash, in order.
#[derive(Clone, Debug)]
pub(super) struct Vectors {
    words: Range<usize>,
    codes: Range<usize>,
}

impl Vectors {
    /// The tensors "vectors.words" and "vectors.codes".
    ///
    /// # Errors
    /// When they are not there, or do not fit together.
    pub(super) fn read(tensors: &Tensors<'_>) -> Result<Self, Error> {
        let [words, codes] = ["words", "codes"].map(|part| tensors.get(&format!("vectors.{part}"), Sort::Whole));
        let (words, codes) = (words?, codes?);
        if words.columns * PARTS != codes.columns * 4 {
            let message = format!("{} words have {} numbers, {PARTS} each", words.columns, codes.columns * 4);
            return Err(tensors.error(message));
        }
        Ok(Self { words: words.bytes.clone(), codes: codes.bytes.clone() })
    }

    /// The numbers of a word, given its hash.
    pub(super) fn find<'m>(&self, section: &'m [u8], word: u64) -> Option<&'m [u8]> {
        let words = section.get(self.words.clone())?.as_chunks().0;
        let place = words.binary_search_by_key(&key(word), |four| u32::from_le_bytes(*four)).ok()?;
        section.get(self.codes.clone())?.get(place * PARTS..)?.get(..PARTS)
    }
}

/// Adds words, given by their hashes, with the numbers of their parts to a section.
pub fn write(builder: &mut Builder, words: &[(u64, [u8; PARTS])]) {
    let mut words: Vec<(u32, &[u8; PARTS])> = words.iter().map(|(word, codes)| (key(*word), codes)).collect();
    words.sort_by_key(|(key, _)| *key);
    words.dedup_by_key(|(key, _)| *key);
    let keys: Vec<u32> = words.iter().map(|(key, _)| *key).collect();
    let fours = words.iter().flat_map(|(_, codes)| codes.as_chunks().0);
    let codes: Vec<u32> = fours.map(|four| u32::from_le_bytes(*four)).collect();
    builder.whole("vectors.words", &keys);
    builder.whole("vectors.codes", &codes);
}

fn key(word: u64) -> u32 {
    (word >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::hash;

    #[test]
    fn words_keep_their_numbers() {
        let words: Vec<(u64, [u8; PARTS])> =
            (0..500_u16).map(|i| (hash::text(&i.to_le_bytes()), [i as u8; PARTS])).collect();
        let mut builder = Builder::default();
        write(&mut builder, &words);
        let section = builder.write();
        let vectors = Vectors::read(&Tensors::read("test", &section).unwrap()).unwrap();
        for (word, codes) in &words {
            assert_eq!(vectors.find(&section, *word), Some(&codes[..]));
        }
        assert_eq!(vectors.find(&section, hash::text(b"nowhere")), None);
        assert_eq!(vectors.find(&[], hash::text(b"nowhere")), None);
    }
}

//! Which words behave alike: cluster numbers learned from much text, so that a word never seen in training borrows
//! from its neighbours.
//!
//! Two sources: Brown clusters (a path in a binary tree, of which the lowest 5 and 8 bits are coarser clusters) and
//! word vectors clustered three times, into 64, 512 and 2,048. A word takes 8 bytes: 19 bits of its hash to know it by,
//! one that says whether it has a vector, 18 for the Brown path and 6 + 9 + 11 for the others. A free place is 0.

use super::hash;

/// Entries in a bucket of 64 bytes.
const ENTRIES: usize = 8;
/// How many buckets after its own a word may have to move.
const REACH: usize = 16;

/// The cluster numbers of a word; 0 where it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// The Brown path, up to 18 bits.
    pub brown: u32,
    /// 1 plus the number among 64, 512 and 2,048 clusters of vectors.
    pub vector: [u16; 3],
}

impl Clusters {
    fn pack(self) -> u64 {
        let [a, b, c] = self.vector.map(|id| u64::from(id.saturating_sub(1)));
        let has = u64::from(self.vector[0] > 0);
        u64::from(self.brown & 0x3_FFFF) | (a & 63) << 18 | (b & 511) << 24 | (c & 2047) << 33 | has << 44
    }

    fn unpack(entry: u64) -> Self {
        let has = (entry >> 44 & 1) as u16;
        let id = |shift: u32, mask: u64| has * (1 + (entry >> shift & mask) as u16);
        Self { brown: (entry & 0x3_FFFF) as u32, vector: [id(18, 63), id(24, 511), id(33, 2047)] }
    }
}

/// The table of all words.
#[derive(Clone, Copy, Debug)]
pub struct ClusterTable<'m> {
    buckets: &'m [[u8; 64]],
}

impl<'m> ClusterTable<'m> {
    /// The table in these bytes; a last, incomplete bucket is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        Self { buckets: bytes.as_chunks().0 }
    }

    /// The clusters of a lower-cased word, given its hash.
    #[inline]
    pub fn find(&self, word: u64) -> Clusters {
        if self.buckets.is_empty() {
            return Clusters::default();
        }
        let mark = mark(word);
        let mut at = hash::place(word, self.buckets.len());
        for _ in 0..REACH {
            for entry in self.buckets[at].as_chunks::<8>().0 {
                let entry = u64::from_le_bytes(*entry);
                if entry == 0 {
                    return Clusters::default();
                }
                if entry >> 45 == mark {
                    return Clusters::unpack(entry);
                }
            }
            at = if at + 1 == self.buckets.len() { 0 } else { at + 1 };
        }
        Clusters::default()
    }

    /// The bytes of a table of these words, given by their hashes.
    pub fn write(words: &[(u64, Clusters)]) -> Vec<u8> {
        let mut count = (words.len() * 20 / 17).div_ceil(ENTRIES).max(1);
        loop {
            if let Some(bytes) = Self::try_write(words, count) {
                return bytes;
            }
            count += count / 16 + 1;
        }
    }

    fn try_write(words: &[(u64, Clusters)], count: usize) -> Option<Vec<u8>> {
        let mut table = vec![0_u64; count * ENTRIES];
        for (word, clusters) in words {
            let home = hash::place(*word, count);
            let mut places = (0..REACH).flat_map(|step| (0..ENTRIES).map(move |i| (home + step) % count * ENTRIES + i));
            let free = places.find(|&i| table[i] == 0)?;
            table[free] = mark(*word) << 45 | clusters.pack();
        }
        Some(table.iter().flat_map(|entry| entry.to_le_bytes()).collect())
    }
}

/// What is kept of a hash to know a word again; never 0.
#[inline]
const fn mark(word: u64) -> u64 {
    let mark = word & 0x7_FFFF;
    if mark == 0 { 1 } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_clusters() {
        let words: Vec<(u64, Clusters)> = (0..3000_u16)
            .map(|i| {
                let vector = if i % 3 == 0 { [0; 3] } else { [1 + i % 64, 1 + i % 512, 1 + i % 2048] };
                (hash::text(&i.to_le_bytes()), Clusters { brown: u32::from(i) * 87 % 262_141, vector })
            })
            .collect();
        let bytes = ClusterTable::write(&words);
        let table = ClusterTable::new(&bytes);
        for (word, clusters) in &words {
            assert_eq!(table.find(*word), *clusters);
        }
        assert_eq!(table.find(hash::text(b"nowhere")), Clusters::default());
        assert_eq!(ClusterTable::new(&[]).find(1), Clusters::default());
    }
}

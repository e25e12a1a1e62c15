//! Weights by feature: a hash table that is used as it lies in the model file.
//!
//! The table is an array of buckets of 64 bytes, one cache line. A bucket holds as many rows as fit: first their
//! marks (16 bits of the feature's hash, 0 for a free place), then their weights, one signed byte for each of the `N`
//! labels. A feature stands in the bucket its hash points to or, when that is full, in the next; so a look-up nearly
//! always touches one cache line, whether the feature is there or not.

use super::hash;

/// Bytes in a bucket.
pub(super) const BUCKET: usize = 64;
/// How many buckets after its own a feature may have to move. Bounds every look-up, whatever the file holds.
const REACH: usize = 16;

/// A table of weights for `N` labels.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'m, const N: usize> {
    buckets: &'m [[u8; BUCKET]],
}

impl<'m, const N: usize> Rows<'m, N> {
    /// Rows in a bucket.
    const ROWS: usize = BUCKET / (N + 2);

    /// The table in these bytes; a last, incomplete bucket is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        Self { buckets: bytes.as_chunks().0 }
    }

    /// Adds the weights of a feature to the scores; an unknown feature adds nothing.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i16; N]) {
        if let Some(row) = self.find(feature) {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score = score.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
    }

    #[inline]
    fn find(&self, feature: u64) -> Option<&'m [u8; N]> {
        let buckets = self.buckets;
        if buckets.is_empty() {
            return None;
        }
        let mark = mark(feature).to_le_bytes();
        let mut at = hash::place(feature, buckets.len());
        for _ in 0..REACH {
            let bucket = &buckets[at];
            for row in 0..Self::ROWS {
                let seen = [bucket[2 * row], bucket[2 * row + 1]];
                if seen == mark {
                    return bucket[2 * Self::ROWS + N * row..].first_chunk();
                }
                if seen == [0, 0] {
                    return None;
                }
            }
            at = if at + 1 == buckets.len() { 0 } else { at + 1 };
        }
        None
    }

    /// The bytes of a table of these features.
    pub fn write(features: &[(u64, [i8; N])]) -> Vec<u8> {
        let mut buckets = (features.len() * 10 / 9).div_ceil(Self::ROWS).max(1);
        loop {
            if let Some(bytes) = Self::try_write(features, buckets) {
                return bytes;
            }
            buckets += buckets / 16 + 1;
        }
    }

    /// The same in that many buckets; None when some feature finds no place within reach.
    fn try_write(features: &[(u64, [i8; N])], buckets: usize) -> Option<Vec<u8>> {
        let mut table = vec![[0_u8; BUCKET]; buckets];
        for (feature, weights) in features {
            let mark = mark(*feature).to_le_bytes();
            let home = hash::place(*feature, buckets);
            let (at, row) = (0..REACH).map(|step| (home + step) % buckets).find_map(|at| {
                let free = |row: &usize| {
                    let seen = [table[at][2 * row], table[at][2 * row + 1]];
                    seen == [0, 0]
                };
                (0..Self::ROWS).find(free).map(|row| (at, row))
            })?;
            table[at][2 * row..2 * row + 2].copy_from_slice(&mark);
            let place = 2 * Self::ROWS + N * row;
            for (to, weight) in table[at][place..place + N].iter_mut().zip(weights) {
                *to = weight.cast_unsigned();
            }
        }
        Some(table.into_flattened())
    }
}

/// What is kept of a hash to know a feature again; never 0.
#[inline]
const fn mark(feature: u64) -> u16 {
    let mark = feature as u16;
    if mark == 0 { 1 } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<const N: usize>(i: usize) -> [i8; N] {
        std::array::from_fn(|label| ((i * 31 + label * 7) % 255) as i8)
    }

    fn keeps_what_was_written<const N: usize>() {
        let features: Vec<(u64, [i8; N])> = (0..5000).map(|i| (hash::feature(1, i as u64), row(i))).collect();
        let bytes = Rows::write(&features);
        let table = Rows::<N>::new(&bytes);
        let mut wrong = 0;
        for (feature, weights) in &features {
            let mut scores = [0; N];
            table.add(*feature, &mut scores);
            wrong += usize::from(scores != weights.map(i16::from));
        }
        // Two features that share bucket and mark are told apart by nothing: one in some ten thousand.
        assert!(wrong < 10, "{wrong} of 5000 came back changed");
    }

    #[test]
    fn what_is_written_is_found() {
        keeps_what_was_written::<14>();
        keeps_what_was_written::<30>();
    }

    #[test]
    fn unknown_features_add_nothing() {
        let features: Vec<(u64, [i8; 14])> = (0..1000).map(|i| (hash::feature(1, i as u64), row(i))).collect();
        let bytes = Rows::write(&features);
        let mut scores = [0; 14];
        Rows::<14>::new(&bytes).add(hash::feature(2, 1), &mut scores);
        Rows::<14>::new(&[]).add(hash::feature(1, 1), &mut scores);
        assert_eq!(scores, [0; 14]);
    }

    #[test]
    fn a_full_table_ends_the_search() {
        let bytes = [0xFF; 4 * BUCKET];
        let mut scores = [0; 14];
        Rows::<14>::new(&bytes).add(12345, &mut scores);
        assert_eq!(scores, [0; 14]);
        assert!(
            Rows::<14>::try_write(&[(1, [0; 14]), (2, [0; 14]), (3, [0; 14]), (4, [0; 14]), (5, [0; 14])], 1).is_none()
        );
    }
}

//! Weights by feature: a hash table that is used as it lies in the model file.
//!
//! The table is an array of buckets of 64 bytes, one cache line. A bucket holds as many rows as fit, each of one signed
//! byte for each label; behind them stand their marks, 15 bits of the feature's hash, 0 for a free place. A feature
//! stands in the bucket its hash points to or, when that is full, in one behind it; the top bit of a bucket's first mark
//! says that features had to move on. So a look-up nearly always touches one cache line, whether the feature is there or
//! not, and nearly always without a branch that could go either way: the look-ups of a token do not wait for each other.
//!
//! A row is read as `W` bytes, a whole number of registers, of which the last two are no weights: whatever they add
//! to the last two scores is never looked at.

use super::hash;

/// Bytes in a bucket.
pub(super) const BUCKET: usize = 64;
/// How many buckets after its own a feature may have to move. Bounds every look-up, whatever the file holds.
const REACH: usize = 16;

/// A table of weights for `W - 2` labels.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'m, const W: usize> {
    buckets: &'m [[u8; BUCKET]],
}

impl<'m, const W: usize> Rows<'m, W> {
    /// Rows in a bucket, 2 or 4.
    const ROWS: usize = BUCKET / W;
    /// Labels in a row.
    const LABELS: usize = W - 2;
    /// Where the marks begin.
    const MARKS: usize = BUCKET - 2 * Self::ROWS;

    /// The table in these bytes; a last, incomplete bucket is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        Self { buckets: bytes.as_chunks().0 }
    }

    /// Adds the weights of features to the scores; an unknown feature adds nothing. Of the scores, the last two mean
    /// nothing.
    #[inline]
    pub fn add(&self, features: &[u64], scores: &mut [i16; W]) {
        // A copy of their own, so that they stay in registers.
        let mut sum = *scores;
        for &feature in features {
            let Some((bucket, row)) = self.find(feature) else { continue };
            // What is not there is read from the last row and thrown away, which is cheaper than a branch.
            let keep = if row < Self::ROWS { 0xFF } else { 0 };
            let row = row.min(Self::ROWS - 1);
            if let Some(weights) = bucket.get(Self::LABELS * row..).and_then(|rest| rest.first_chunk::<W>()) {
                for (score, &weight) in sum.iter_mut().zip(weights) {
                    *score = score.wrapping_add(i16::from((weight & keep).cast_signed()));
                }
            }
        }
        *scores = sum;
    }

    /// The bucket and row where a feature stands, or some bucket and no row of it.
    #[inline]
    fn find(&self, feature: u64) -> Option<(&'m [u8; BUCKET], usize)> {
        let mut at = hash::place(feature, self.buckets.len());
        let sought = u64::from(mark(feature)) * EACH;
        for _ in 0..=REACH {
            let bucket = self.buckets.get(at)?;
            let marks = bucket.last_chunk().map_or(0, |marks| u64::from_le_bytes(*marks)) >> (64 - 16 * Self::ROWS);
            let row = lane((marks & !MOVED) ^ sought);
            if row < Self::ROWS || marks & MOVED == 0 {
                return Some((bucket, row));
            }
            at = if at + 1 == self.buckets.len() { 0 } else { at + 1 };
        }
        None
    }

    /// The bytes of a table of these features; of each row, the first `W - 2` weights.
    pub fn write(features: &[(u64, [i8; W])]) -> Vec<u8> {
        // Four places in five are taken.
        let mut buckets = (features.len() * 5 / 4).div_ceil(Self::ROWS).max(1);
        loop {
            if let Some(bytes) = Self::try_write(features, buckets) {
                return bytes;
            }
            buckets += buckets / 16 + 1;
        }
    }

    /// The same in that many buckets; None when some feature finds no place within reach.
    fn try_write(features: &[(u64, [i8; W])], buckets: usize) -> Option<Vec<u8>> {
        let mut table = vec![[0_u8; BUCKET]; buckets];
        for (feature, weights) in features {
            let home = hash::place(*feature, buckets);
            let mark_of = |row: usize| Self::MARKS + 2 * row;
            let mark_at = |at: usize, row: usize| {
                u16::from_le_bytes([table[at][mark_of(row)], table[at][mark_of(row) + 1]]) & !(MOVED as u16)
            };
            let places = (0..REACH).flat_map(|step| (0..Self::ROWS).map(move |row| ((home + step) % buckets, row)));
            let (at, row) = places.into_iter().find(|&(at, row)| mark_at(at, row) == 0)?;
            let mut passed = home;
            while passed != at {
                table[passed][Self::MARKS + 1] |= 0x80;
                passed = (passed + 1) % buckets;
            }
            let [low, high] = mark(*feature).to_le_bytes();
            table[at][mark_of(row)] = low;
            table[at][mark_of(row) + 1] |= high;
            for (to, weight) in table[at][Self::LABELS * row..][..Self::LABELS].iter_mut().zip(weights) {
                *to = weight.cast_unsigned();
            }
        }
        Some(table.into_flattened())
    }
}

/// The same sixteen bits in each lane.
const EACH: u64 = 0x0001_0001_0001_0001;
/// The bit of the first mark that says that features had to move on.
const MOVED: u64 = 0x8000;

/// The first lane of sixteen bits that is zero; four when there is none.
#[inline]
const fn lane(lanes: u64) -> usize {
    // The lowest lane whose top bit is set here is zero there; higher ones may be set by its borrow.
    let zeros = lanes.wrapping_sub(EACH) & !lanes & (EACH << 15);
    zeros.trailing_zeros() as usize / 16
}

/// What is kept of a hash to know a feature again; never 0.
#[inline]
const fn mark(feature: u64) -> u16 {
    let mark = feature as u16 & 0x7FFF;
    if mark == 0 { 1 } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<const W: usize>(i: usize) -> [i8; W] {
        std::array::from_fn(|label| ((i * 31 + label * 7) % 255) as i8)
    }

    fn keeps_what_was_written<const W: usize>() {
        let features: Vec<(u64, [i8; W])> = (0..5000).map(|i| (hash::feature(1, i as u64), row(i))).collect();
        let bytes = Rows::write(&features);
        let table = Rows::<W>::new(&bytes);
        let mut wrong = 0;
        for (feature, weights) in &features {
            let mut scores = [0; W];
            table.add(&[*feature], &mut scores);
            wrong += usize::from(scores[..W - 2] != weights.map(i16::from)[..W - 2]);
        }
        // Two features that share bucket and mark are told apart by nothing: one in some ten thousand.
        assert!(wrong < 10, "{wrong} of 5000 came back changed");
    }

    #[test]
    fn what_is_written_is_found() {
        keeps_what_was_written::<16>();
        keeps_what_was_written::<32>();
    }

    #[test]
    fn unknown_features_add_nothing() {
        let features: Vec<(u64, [i8; 16])> = (0..1000).map(|i| (hash::feature(1, i as u64), row(i))).collect();
        let bytes = Rows::write(&features);
        let mut scores = [0; 16];
        Rows::<16>::new(&bytes).add(&[hash::feature(2, 1)], &mut scores);
        Rows::<16>::new(&[]).add(&[hash::feature(1, 1)], &mut scores);
        assert_eq!(scores, [0; 16]);
    }

    #[test]
    fn a_full_table_ends_the_search() {
        let bytes = [0xFF; 4 * BUCKET];
        let mut scores = [0; 16];
        Rows::<16>::new(&bytes).add(&[12345], &mut scores);
        assert_eq!(scores, [0; 16]);
        let five: Vec<(u64, [i8; 16])> = (1..6).map(|i| (i, [0; 16])).collect();
        assert!(Rows::<16>::try_write(&five, 1).is_none());
    }

    #[test]
    fn lanes() {
        for (lanes, first) in [
            (0, 0),
            (0x0001_0001_0001_0001, 4),
            (0x0001_0000_0001_0001, 2),
            (0x0000_0001_7FFF_0001, 3),
            (0x0000_0000_0001_0001, 2),
        ] {
            assert_eq!(lane(lanes), first, "{lanes:x}");
        }
    }
}

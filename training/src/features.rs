//! Features numbered densely, so that training keeps one row of weights for each feature seen more than once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

// Features are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

type Table = HashMap<u64, u32, BuildHasherDefault<AsItIs>>;

/// Counts features.
#[derive(Default)]
pub(crate) struct Counts(Table);

impl Counts {
    /// Sees a feature once more.
    pub(crate) fn see(&mut self, feature: u64) {
        *self.0.entry(feature).or_default() += 1;
    }

    /// Numbers those seen at least that often.
    pub(crate) fn index(self, least: u32) -> Index {
        let mut features: Vec<u64> = self.0.into_iter().filter(|(_, n)| *n >= least).map(|(f, _)| f).collect();
        // In order, so that the numbers do not hang on the order of a hash table.
        features.sort_unstable();
        let numbers = features.iter().enumerate().map(|(i, &f)| (f, i as u32)).collect();
        Index { features, numbers }
    }
}

/// The numbers of features.
pub(crate) struct Index {
    /// By number.
    pub(crate) features: Vec<u64>,
    numbers: Table,
}

impl Index {
    /// The number of a feature that was seen often enough.
    pub(crate) fn get(&self, feature: u64) -> Option<u32> {
        self.numbers.get(&feature).copied()
    }
}

/// A small random number generator (SplitMix64): the same numbers everywhere.
pub(crate) struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// The number below which that share of the next `bits` bits lie.
    pub(crate) fn limit(share: f32, bits: i32) -> u64 {
        ((f64::from(share) * 2_f64.powi(bits)) as i64).cast_unsigned()
    }

    /// Another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = ((u128::from(self.next()) * (i as u128 + 1)) >> 64) as usize;
            items.swap(i, j);
        }
    }
}

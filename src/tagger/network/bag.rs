//! Bags of features: each feature that training saw often has a row of numbers, and a bag is the sum of its rows.
//!
//! The index is a hash table of buckets of 64 bytes, one cache line, each of sixteen places: 14 bits of the feature's
//! hash to know it by and 18 of the number of its row; a free place is 0. A feature stands in the bucket its hash points to
//! or, when that is full, in one behind it. A feature without a row adds nothing.

use super::arithmetic;
use super::tensors::{Builder, Sort, Tensors};
use crate::Error;
use crate::tagger::hash;
use std::ops::Range;

/// Places in a bucket.
const PLACES: usize = 16;
/// How many buckets after its own a feature may have to move.
const REACH: usize = 16;
/// Bits of an entry that number the row.
const ROW: u32 = 18;

/// Rows by feature, where they lie in a section.
#[derive(Clone, Debug)]
pub struct Bag {
    index: Range<usize>,
    rows: Range<usize>,
    scales: Range<usize>,
    columns: usize,
}

impl Bag {
    /// The tensors NAME (rows) and NAME.index.
    ///
    /// # Errors
    /// When they are not there.
    pub fn read(tensors: &Tensors<'_>, name: &str) -> Result<Self, Error> {
        let index = tensors.get(&format!("{name}.index"), Sort::Whole)?.bytes.clone();
        let rows = tensors.get(name, Sort::Scaled)?;
        let scales = rows.bytes.start + rows.rows * rows.columns;
        Ok(Self { index, rows: rows.bytes.start..scales, scales: scales..rows.bytes.end, columns: rows.columns })
    }

    /// Numbers in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Adds the rows of the features to `sums`. `section` is the one that was read.
    pub fn add(&self, section: &[u8], features: &[u64], sums: &mut [f32]) {
        let part = |range: &Range<usize>| section.get(range.clone()).unwrap_or_default();
        let (index, rows, scales) = (part(&self.index).as_chunks().0, part(&self.rows), part(&self.scales));
        for row in features.iter().filter_map(|&feature| find(index, feature)) {
            let scale = scales.get(4 * row..).and_then(|rest| rest.first_chunk()).map(|four| f32::from_le_bytes(*four));
            if let Some((row, scale)) =
                rows.get(row * self.columns..).and_then(|rest| rest.get(..self.columns)).zip(scale)
            {
                arithmetic::add(row, scale, sums);
            }
        }
    }

    /// Adds a bag to a section: `numbers` has one row for each feature.
    ///
    /// # Panics
    /// When there are more features than an entry of the index can number, 262,143.
    pub fn write(builder: &mut Builder, name: &str, features: &[u64], columns: usize, numbers: &[f32]) {
        assert!(features.len() < 1 << ROW, "too many rows");
        let mut count = (features.len() * 20 / 17).div_ceil(PLACES).max(1);
        let index = loop {
            if let Some(index) = index(features, count) {
                break index;
            }
            count += count / 16 + 1;
        };
        builder.whole(&format!("{name}.index"), &index);
        builder.scaled(name, columns, numbers);
    }
}

/// The row of a feature.
#[inline]
fn find(index: &[[u8; 4 * PLACES]], feature: u64) -> Option<usize> {
    let mark = mark(feature);
    let mut at = hash::place(feature, index.len());
    for _ in 0..REACH {
        for entry in index.get(at)?.as_chunks().0 {
            let entry = u32::from_le_bytes(*entry);
            if entry >> ROW == mark {
                return Some((entry & ((1 << ROW) - 1)) as usize);
            }
            if entry == 0 {
                return None;
            }
        }
        at = if at + 1 == index.len() { 0 } else { at + 1 };
    }
    None
}

/// An index of so many buckets; None when some feature finds no place within reach.
fn index(features: &[u64], count: usize) -> Option<Vec<u32>> {
    let mut table = vec![0; count * PLACES];
    for (row, &feature) in features.iter().enumerate() {
        let home = hash::place(feature, count);
        let mut places = (0..REACH).flat_map(|step| (0..PLACES).map(move |i| (home + step) % count * PLACES + i));
        let free = places.find(|&i| table[i] == 0)?;
        table[free] = mark(feature) << ROW | row as u32;
    }
    Some(table)
}

/// What is kept of a hash to know a feature again; never 0.
#[inline]
const fn mark(feature: u64) -> u32 {
    let mark = feature as u32 & 0x3FFF;
    if mark == 0 { 1 } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_summed() {
        let features: Vec<u64> = (0..5000).map(|i| hash::feature(1, i)).collect();
        let numbers: Vec<f32> = (0..5000_i16).map(f32::from).collect();
        let mut builder = Builder::default();
        Bag::write(&mut builder, "bag", &features, 1, &numbers);
        let section = builder.write();
        let bag = Bag::read(&Tensors::read("test", &section).unwrap(), "bag").unwrap();
        let sum = |features: &[u64]| {
            let mut sums = [1.0];
            bag.add(&section, features, &mut sums);
            sums[0] - 1.0
        };
        assert!((sum(&features[10..12]) - 21.0).abs() < 0.01);
        // Marks of fourteen bits may be mistaken now and then.
        let wrong = features.iter().zip(&numbers).filter(|&(f, n)| (sum(&[*f]) - n).abs() > 0.01).count();
        let strange = (0..5000).filter(|&i| sum(&[hash::feature(2, i)]).abs() > 0.0).count();
        assert!(wrong < 20 && strange < 20, "{wrong} and {strange} of 5000");
        bag.add(&[], &features, &mut [0.0]);
    }
}

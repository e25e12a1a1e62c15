//! Rows of features through a forest, many at once; those that are decided early fall through and are asked no more.

use super::trees::{Column, LANES, ONE, Trees};
use std::ops::Range;

/// Whether a sum is decided is asked after so many trees.
const EVERY: usize = 8;
/// And first after so many: before that no sum is far from where it began.
const SURE: usize = 24;
/// After so many trees those that are still open are put together with others that are.
const STAGES: [usize; 2] = [32, 80];

/// Some rows, column by column.
struct Stage {
    columns: Vec<Column>,
    /// Of each row, the block that it belongs to and the sum over the trees that it was asked.
    blocks: [usize; LANES],
    sums: [i32; LANES],
    /// How many rows there are.
    rows: usize,
}

/// The log odds of blocks.
pub(super) struct Sieve<'t> {
    trees: &'t Trees,
    /// Once the sum over the first trees has left this, a row is decided, and the rest are not asked: they would hardly
    /// bring it back.
    open: Range<f32>,
    stages: [Stage; STAGES.len() + 1],
    odds: Vec<f32>,
}

/// Place for the features of a row, which are written one after the other.
pub(super) struct Row<'s> {
    columns: std::slice::IterMut<'s, Column>,
    lane: usize,
}

impl Row<'_> {
    /// Writes the next feature.
    #[inline]
    pub(super) fn put(&mut self, value: f32) {
        if let Some(column) = self.columns.next() {
            column[self.lane % LANES] = value;
        }
    }

    /// Writes the next feature: 1 for yes.
    #[inline]
    pub(super) fn flag(&mut self, on: bool) {
        self.put(f32::from(u8::from(on)));
    }

    /// How many features are still to be written.
    pub(super) fn left(&self) -> usize {
        self.columns.len()
    }
}

impl<'t> Sieve<'t> {
    /// For rows of so many features; `odds` has those of the blocks that nobody will ask about.
    pub(super) fn new(trees: &'t Trees, open: Range<f32>, features: usize, odds: Vec<f32>) -> Self {
        let stage = || Stage { columns: vec![[0.0; LANES]; features], blocks: [0; LANES], sums: [0; LANES], rows: 0 };
        Self { trees, open, stages: std::array::from_fn(|_| stage()), odds }
    }

    /// Where the next row goes, from that feature on; it counts once it is [`put`](Self::put).
    pub(super) fn row(&mut self, from: usize) -> Row<'_> {
        let Stage { columns, rows, .. } = &mut self.stages[0];
        Row { columns: columns[from..].iter_mut(), lane: *rows }
    }

    /// The row that was written last.
    pub(super) fn written(&self) -> Vec<f32> {
        let Stage { columns, rows, .. } = &self.stages[0];
        columns.iter().map(|column| column[*rows]).collect()
    }

    /// The row that was written last is that of this block.
    pub(super) fn put(&mut self, block: usize) {
        let Stage { blocks, sums, rows, .. } = &mut self.stages[0];
        (blocks[*rows], sums[*rows]) = (block, 0);
        *rows += 1;
        if *rows == LANES {
            self.ask(0);
        }
    }

    /// The log odds of all blocks.
    pub(super) fn odds(mut self) -> Vec<f32> {
        (0..self.stages.len()).for_each(|n| self.ask(n));
        self.odds
    }

    /// Asks the trees of a stage about its rows, and hands on those that are still open.
    fn ask(&mut self, n: usize) {
        let last = self.trees.len();
        let border = |n: usize| STAGES.get(n).map_or(last, |&end| end.min(last));
        let (mut asked, end) = (if n == 0 { 0 } else { border(n - 1) }, border(n));
        let stage = &mut self.stages[n];
        let mut open: Vec<usize> = (0..std::mem::take(&mut stage.rows)).collect();
        while !open.is_empty() && asked < end {
            let next = (asked + EVERY).min(end);
            self.trees.add(asked..next, &stage.columns, &mut stage.sums);
            asked = next;
            open.retain(|&row| {
                let odds = stage.sums[row] as f32 / ONE;
                let decided = asked == last || asked >= SURE && !self.open.contains(&odds);
                if decided {
                    self.odds[stage.blocks[row]] = odds;
                }
                !decided
            });
        }
        for row in open {
            self.hand_on(n, row);
        }
    }

    /// Puts a row with those of the next stage.
    fn hand_on(&mut self, n: usize, row: usize) {
        let Ok([from, to]) = self.stages.get_disjoint_mut([n, n + 1]) else { return };
        for (to_column, from_column) in to.columns.iter_mut().zip(&from.columns) {
            to_column[to.rows] = from_column[row];
        }
        (to.blocks[to.rows], to.sums[to.rows]) = (from.blocks[row], from.sums[row]);
        to.rows += 1;
        if to.rows == LANES {
            self.ask(n + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_asked_while_they_are_open() {
        // A hundred trees that each add a hundred where the feature is above a half, and take a hundred elsewhere.
        let borders = [&[1_u8][..], &0.5_f32.to_le_bytes()].concat();
        let tree = [&[0_u8, 0, u8::MAX][..], &(-100_i16).to_le_bytes(), &[u8::MAX], &100_i16.to_le_bytes()].concat();
        let trees = Trees::read(&[borders, tree.repeat(100)].concat(), 1).expect("sound");
        for (open, below, above, why) in [
            (-9.0..9.0, 100, 100, "never decided"),
            (-0.1..0.1, 24, 24, "decided as soon as may be"),
            (-0.9..9.0, 40, 100, "one side decided within the second stage"),
            (-9.0..2.1, 100, 88, "the other within the last"),
        ] {
            let mut sieve = Sieve::new(&trees, open, 1, vec![7.0; 51]);
            for block in 0..50 {
                sieve.row(0).put((block % 2) as f32);
                sieve.put(block);
            }
            let odds = sieve.odds();
            for (block, &odds) in odds[..50].iter().enumerate() {
                let asked = if block % 2 == 0 { -below } else { above };
                assert!((odds - (asked * 100) as f32 / ONE).abs() < 1e-6, "{why}: {odds}");
            }
            assert!((odds[50] - 7.0).abs() < 1e-6, "nobody asked about it");
        }
    }
}

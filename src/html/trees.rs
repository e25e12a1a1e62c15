//! Boosted decision trees: from features to the log odds that a block belongs to the article.
//!
//! Nobody walks down a tree here: which way a row goes at a split cannot be foreseen, and a processor that foresaw
//! wrongly waits. Every split is asked instead, for many rows at once, and strikes out the leaves that a row cannot come
//! to any more; the first that is left is the one it comes to (Lucchese et al., "QuickScorer", SIGIR 2015).

use multiversion::multiversion;
use std::ops::Range;

/// Rows that are asked at once.
pub(super) const LANES: usize = 16;
/// One feature of each of them.
pub(super) type Column = [f32; LANES];

/// Most leaves of a tree: as many as a set of them has bits.
const LEAVES: usize = u32::BITS as usize;
/// In the file in place of a feature: a leaf.
const LEAF: u8 = u8::MAX;
/// A leaf of 1 is this many in the file.
pub(super) const ONE: f32 = 4096.0;

/// A question to a row of features.
#[derive(Clone, Copy, Debug)]
struct Split {
    border: f32,
    /// The leaves that a row can still come to when the feature is above the border: not those to the left.
    above: u32,
    feature: u8,
}

#[derive(Clone, Debug)]
struct Tree {
    /// Where its splits are among all.
    splits: Range<usize>,
    /// From left to right.
    leaves: [i16; LEAVES],
}

/// A forest whose leaf values add up to log odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees {
    splits: Vec<Split>,
    trees: Vec<Tree>,
}

/// Takes the next `N` bytes.
fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

impl Trees {
    /// Reads a forest as `training` writes it: for each of `features` features how many borders it has (a byte) and
    /// the borders (little-endian floats); then tree after tree, parents before children, left before right: the
    /// feature and the number of its border for a split, 255 and a little-endian value for a leaf. None when something
    /// is cut off or points outside, or a tree has more than 32 leaves.
    pub(super) fn read(mut bytes: &[u8], features: usize) -> Option<Self> {
        let bytes = &mut bytes;
        let mut borders = Vec::new();
        for _ in 0..features {
            let [count] = take(bytes)?;
            let of_feature: Option<Vec<f32>> = (0..count).map(|_| take(bytes).map(f32::from_le_bytes)).collect();
            borders.push(of_feature?);
        }
        let mut forest = Self::default();
        while !bytes.is_empty() {
            forest.read_tree(bytes, &borders)?;
        }
        Some(forest)
    }

    fn read_tree(&mut self, bytes: &mut &[u8], borders: &[Vec<f32>]) -> Option<()> {
        let start = self.splits.len();
        let (mut leaves, mut count) = ([0; LEAVES], 0);
        // Splits whose left side is being read, and how many leaves stand before it.
        let mut open: Vec<(usize, usize)> = Vec::new();
        loop {
            let [feature] = take(bytes)?;
            if feature != LEAF {
                let [border] = take(bytes)?;
                let border = *borders.get(usize::from(feature))?.get(usize::from(border))?;
                open.push((self.splits.len(), count));
                self.splits.push(Split { border, above: 0, feature });
                continue;
            }
            *leaves.get_mut(count)? = i16::from_le_bytes(take(bytes)?);
            count += 1;
            // What follows is to the right of the last of them.
            let Some((split, before)) = open.pop() else { break };
            self.splits[split].above = !((!0 >> (LEAVES - (count - before))) << before);
        }
        self.trees.push(Tree { splits: start..self.splits.len(), leaves });
        Some(())
    }

    /// How many trees there are.
    pub(super) fn len(&self) -> usize {
        self.trees.len()
    }

    /// Adds what some of the trees make of rows, in parts of [`ONE`]. `columns` has one column for each feature.
    pub(super) fn add(&self, trees: Range<usize>, columns: &[Column], sums: &mut [i32; LANES]) {
        for tree in &self.trees[trees] {
            let left = leaves(&self.splits[tree.splits.clone()], columns);
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += i32::from(tree.leaves[left.trailing_zeros() as usize % LEAVES]);
            }
        }
    }
}

/// The leaves of a tree that each row may still come to when all its splits have been asked.
#[multiversion(targets("x86_64+avx2"))]
fn leaves(splits: &[Split], columns: &[Column]) -> [u32; LANES] {
    let mut left = [!0; LANES];
    for &Split { border, above, feature } in splits {
        let column = &columns[usize::from(feature)];
        for (left, &value) in left.iter_mut().zip(column) {
            // All bits, or none.
            let below = u32::from(value <= border).wrapping_neg();
            *left &= below | above;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_followed() {
        let half = 0.5_f32.to_le_bytes();
        let borders = [&[1_u8][..], &half, &[1], &half].concat();
        let leaf = |value: i16| [&[LEAF][..], &value.to_le_bytes()].concat();
        let tree = [&[0_u8, 0][..], &leaf(1), &[1, 0], &leaf(20), &leaf(300)].concat();
        let lone = leaf(4000);
        let all = [&borders[..], &tree, &lone].concat();
        let trees = Trees::read(&all, 2).expect("sound");
        let mut columns = [[0.0; LANES]; 2];
        columns[0][..4].copy_from_slice(&[0.5, 0.0, 1.0, 1.0]);
        columns[1][..4].copy_from_slice(&[0.0, 1.0, 0.0, 1.0]);
        let mut sums = [0; LANES];
        trees.add(0..trees.len(), &columns, &mut sums);
        assert_eq!(sums[..4], [4001, 4001, 4020, 4300]);
        let whole = [borders.len(), all.len() - lone.len()];
        for cut in (1..all.len()).filter(|cut| !whole.contains(cut)) {
            assert!(Trees::read(&all[..cut], 2).is_none(), "cut at {cut}");
        }
        for broken in [&[2_u8, 0, LEAF][..], &[0, 1, LEAF, 0, 0, LEAF, 0, 0]] {
            assert!(Trees::read(&[&borders[..], broken].concat(), 2).is_none(), "{broken:?}");
        }
        let deep = [[0, 0].repeat(32), leaf(1).repeat(33)].concat();
        assert!(Trees::read(&[&borders[..], &deep].concat(), 2).is_none(), "more leaves than bits");
    }
}

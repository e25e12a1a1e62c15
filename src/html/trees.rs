//! Boosted decision trees: from features to the log odds that a block belongs to the article.

use super::features::Features;
use std::ops::Range;

/// Most leaves of a tree.
const LEAVES: usize = 32;
/// In the file in place of a feature: a leaf. In a split: what follows is a leaf of that number.
const LEAF: u8 = u8::MAX;
const IS_LEAF: u8 = 1 << 7;
/// A leaf of 1 is this many in the file.
const ONE: f32 = 4096.0;
/// Whether a sum is decided is asked after so many trees.
const EVERY: usize = 8;
/// First after so many times as many: before that no sum is far from where it began.
const SURE: usize = 3;

/// A question to a row of features.
#[derive(Clone, Copy, Debug, Default)]
struct Split {
    border: f32,
    feature: u8,
    /// What follows where the feature is at most the border, and where it is above: a split, or a leaf.
    below: u8,
    above: u8,
}

/// A tree, all in one place: most of the time that a page takes goes into following them.
#[derive(Clone, Copy, Debug)]
struct Tree {
    splits: [Split; LEAVES],
    leaves: [i16; LEAVES],
}

impl Tree {
    /// The leaf that a row comes to.
    #[inline]
    fn leaf(&self, row: &Features) -> i16 {
        let mut at = 0;
        loop {
            let split = self.splits[at % LEAVES];
            let next = if row[usize::from(split.feature)] <= split.border { split.below } else { split.above };
            at = usize::from(next);
            if next & IS_LEAF != 0 {
                return self.leaves[at % LEAVES];
            }
        }
    }
}

/// A forest whose leaf values add up to log odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees(Vec<Tree>);

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
        let mut trees = Vec::new();
        while !bytes.is_empty() {
            trees.push(tree(bytes, &borders)?);
        }
        Some(Self(trees))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The log odds of a row of features. Once the sum over the first trees has left `open` it is decided, and the rest
    /// are not asked: they would hardly bring it back.
    pub(super) fn odds(&self, row: &Features, open: &Range<f32>) -> f32 {
        let mut sum = 0;
        for (n, trees) in self.0.chunks(EVERY).enumerate() {
            if n >= SURE && !open.contains(&(sum as f32 / ONE)) {
                break;
            }
            sum += trees.iter().map(|tree| i32::from(tree.leaf(row))).sum::<i32>();
        }
        sum as f32 / ONE
    }
}

/// One tree.
fn tree(bytes: &mut &[u8], borders: &[Vec<f32>]) -> Option<Tree> {
    let mut tree = Tree { splits: [Split::default(); LEAVES], leaves: [0; LEAVES] };
    let (mut splits, mut leaves) = (0, 0);
    // Splits that wait for their right side.
    let mut waiting: Vec<usize> = Vec::new();
    // A tree that is a leaf alone: whatever is asked, it follows.
    (tree.splits[0].below, tree.splits[0].above) = (IS_LEAF, IS_LEAF);
    let mut left = None;
    loop {
        let [feature] = take(bytes)?;
        let is_leaf = feature == LEAF;
        let this = if is_leaf { IS_LEAF | leaves as u8 } else { splits as u8 };
        if let Some(split) = left.take() {
            let split: usize = split;
            tree.splits[split].below = this;
        } else if let Some(split) = waiting.pop() {
            tree.splits[split].above = this;
        }
        if is_leaf {
            *tree.leaves.get_mut(leaves)? = i16::from_le_bytes(take(bytes)?);
            leaves += 1;
            if waiting.is_empty() {
                return Some(tree);
            }
        } else {
            let [border] = take(bytes)?;
            let border = *borders.get(usize::from(feature))?.get(usize::from(border))?;
            *tree.splits.get_mut(splits)? = Split { border, feature, below: 0, above: 0 };
            waiting.push(splits);
            left = Some(splits);
            splits += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::ROW;
    use super::*;

    #[test]
    fn trees_are_read_and_followed() {
        let half = 0.5_f32.to_le_bytes();
        let one = 4096_i16.to_le_bytes();
        let borders = [&[1_u8][..], &half, &[0]].concat();
        let stump = [&[0_u8, 0, LEAF][..], &(-4096_i16).to_le_bytes(), &[LEAF], &one].concat();
        let leaf = [&[LEAF][..], &2048_i16.to_le_bytes()].concat();
        let all = [&borders[..], &stump, &leaf].concat();
        let trees = Trees::read(&all, 2).expect("sound");
        for (value, odds) in [(0.0, -0.5), (1.0, 1.5)] {
            let mut row = [0.0; ROW];
            row[0] = value;
            assert!((trees.odds(&row, &(-9.0..9.0)) - odds).abs() < 1e-6);
        }
        assert!(
            (1..all.len()).filter(|&n| n != borders.len() && n != all.len() - leaf.len()).all(|n| Trees::read(
                &all[..n],
                2
            )
            .is_none())
        );
        for broken in [&[1_u8, 0, LEAF][..], &[0, 1, LEAF, 0, 0, LEAF, 0, 0]] {
            assert!(Trees::read(&[&borders[..], broken].concat(), 2).is_none(), "{broken:?}");
        }
    }
}

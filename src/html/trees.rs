//! Boosted decision trees: from features to the log odds that a block belongs to the article.

/// A split, or a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// To the left if the feature is at most this; at a leaf, its value.
    threshold: f32,
    /// The feature looked at; at a leaf, [`LEAF`].
    feature: u16,
    /// Where the right side is, counted from here; the left follows at once.
    right: u16,
}

/// In the file and in [`Node::feature`]: no split.
const LEAF: u8 = u8::MAX;
/// A leaf of 1 is this many in the file.
const ONE: f32 = 4096.0;
/// A block that is this unlikely after some trees stays so; the rest are not asked. Most blocks of a page are.
pub(super) const HOPELESS: f32 = -5.0;
/// Asked again after so many trees.
const EVERY: usize = 8;

/// A forest whose leaf values add up to log odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    /// Where each tree starts.
    roots: Vec<u32>,
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
    /// is cut off or points outside.
    pub(super) fn read(mut bytes: &[u8], features: usize) -> Option<Self> {
        let bytes = &mut bytes;
        let mut borders = Vec::new();
        for _ in 0..features {
            let [count] = take(bytes)?;
            let of_feature: Option<Vec<f32>> = (0..count).map(|_| take(bytes).map(f32::from_le_bytes)).collect();
            borders.push(of_feature?);
        }
        let mut trees = Self::default();
        while !bytes.is_empty() {
            let root = trees.nodes.len();
            trees.roots.push(root as u32);
            // Splits that wait for their right side.
            let mut waiting = Vec::new();
            loop {
                let at = trees.nodes.len();
                let [feature] = take(bytes)?;
                if feature == LEAF {
                    let value = f32::from(i16::from_le_bytes(take(bytes)?)) / ONE;
                    trees.nodes.push(Node { threshold: value, feature: u16::from(LEAF), right: 0 });
                    let Some(split) = waiting.pop() else { break };
                    let split: usize = split;
                    trees.nodes[split].right = u16::try_from(at + 1 - split).ok()?;
                } else {
                    let [border] = take(bytes)?;
                    let threshold = *borders.get(usize::from(feature))?.get(usize::from(border))?;
                    trees.nodes.push(Node { threshold, feature: u16::from(feature), right: 0 });
                    waiting.push(at);
                }
            }
        }
        Some(trees)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// The log odds of a row of features.
    pub(super) fn odds(&self, row: &[f32]) -> f32 {
        let mut sum = 0.0;
        for (i, &root) in self.roots.iter().enumerate() {
            if i % EVERY == 0 && sum < HOPELESS {
                break;
            }
            let mut at = root as usize;
            loop {
                let node = self.nodes[at];
                if node.feature == u16::from(LEAF) {
                    sum += node.threshold;
                    break;
                }
                at += if row[usize::from(node.feature)] <= node.threshold { 1 } else { usize::from(node.right) };
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
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
        assert!((trees.odds(&[0.0, 0.0]) + 0.5).abs() < 1e-6);
        assert!((trees.odds(&[1.0, 0.0]) - 1.5).abs() < 1e-6);
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

//! Boosted decision trees: from features to how likely a block belongs to the article.

use super::features::{COUNT, Features};

/// A split, or a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The feature looked at; at a leaf, `LEAF`.
    feature: u16,
    /// To the left if the feature is at most this; at a leaf, its value.
    threshold: f32,
    /// Where the right side is; the left follows at once.
    right: u16,
}

const LEAF: u16 = u16::MAX;

/// A forest whose leaf values add up to log odds.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

impl Trees {
    /// Reads a forest as `training` writes it: a line `tree` before each tree; then its nodes, parents before
    /// children, left before right: `feature threshold right` for a split, `= value` for a leaf. `right` counts
    /// nodes from the tree's first. None when a line is broken or points outside.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut trees = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if line == "tree" {
                trees.roots.push(trees.nodes.len());
                continue;
            }
            let mut fields = line.split(' ');
            let node = match fields.next()? {
                "=" => Node { feature: LEAF, threshold: fields.next()?.parse().ok()?, right: 0 },
                feature => Node {
                    feature: feature.parse().ok().filter(|&f| usize::from(f) < COUNT)?,
                    threshold: fields.next()?.parse().ok()?,
                    right: fields.next()?.parse().ok()?,
                },
            };
            trees.nodes.push(node);
        }
        trees.is_sound().then_some(trees)
    }

    /// Whether every way leads forward to a leaf of the same tree.
    fn is_sound(&self) -> bool {
        let ends = self.roots.iter().skip(1).copied().chain([self.nodes.len()]);
        self.roots.first().is_none_or(|&first| first == 0)
            && self.roots.iter().zip(ends).all(|(&start, end)| {
                end > start
                    && (start..end).all(|at| {
                        let node = self.nodes[at];
                        node.feature == LEAF
                            || start + usize::from(node.right) > at + 1 && start + usize::from(node.right) < end
                    })
                    && self.nodes[end - 1].feature == LEAF
            })
    }

    /// How likely, 0 to 1.
    pub(super) fn probability(&self, features: &Features) -> f32 {
        let mut sum = 0.0;
        for &root in &self.roots {
            let mut at = root;
            loop {
                let node = self.nodes[at];
                if node.feature == LEAF {
                    sum += node.threshold;
                    break;
                }
                at = if features[usize::from(node.feature)] <= node.threshold {
                    at + 1
                } else {
                    root + usize::from(node.right)
                };
            }
        }
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_followed() {
        let trees = Trees::read("# two trees\ntree\n0 0.5 2\n= -1\n= 1\ntree\n= 0.5\n").expect("sound");
        let mut features = [0.0; COUNT];
        assert!((trees.probability(&features) - 1.0 / (1.0 + 0.5_f32.exp())).abs() < 1e-6);
        features[0] = 1.0;
        assert!((trees.probability(&features) - 1.0 / (1.0 + (-1.5_f32).exp())).abs() < 1e-6);
        for broken in [
            "tree\n0 0.5 2\n= 1\n",
            "tree\n0 0.5 0\n= 1\n= 1\n",
            "tree\n9999 1 2\n= 1\n= 1",
            "tree\nx",
            "= 1\ntree\n= 1",
        ] {
            assert!(Trees::read(broken).is_none(), "{broken:?}");
        }
    }
}

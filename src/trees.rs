//! Boosted decision trees over small whole numbers, for choosing the best of several candidates.
//!
//! A file holds a tree a line, in the order in which one reads it aloud: a split is `feature border`, then its left side,
//! for values up to the border, then its right side; a leaf is `=points`. Lines that begin with # say what it is.

/// A split, or a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// What is looked at; at a leaf, [`LEAF`].
    feature: u8,
    /// To the left if it is at most this.
    border: i8,
    /// Where the right side is, counted from the tree's root; the left follows at once. At a leaf, nothing.
    right: u16,
    /// What a leaf gives.
    points: i16,
}

const LEAF: u8 = u8::MAX;

/// A forest whose leaves add up to points: the candidate with the most is chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees(Vec<Vec<Node>>);

impl Trees {
    /// Reads a forest over so many features. None when a line is broken or asks for another feature.
    pub(crate) fn read(text: &str, features: usize) -> Option<Self> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| tree(line, features)).collect::<Option<_>>().map(Self)
    }

    /// The points of a candidate.
    pub(crate) fn points(&self, features: &[i8]) -> i32 {
        let leaf = |tree: &Vec<Node>| {
            let mut at = 0;
            loop {
                let node = tree[at];
                if node.feature == LEAF {
                    return i32::from(node.points);
                }
                let left = features[usize::from(node.feature)] <= node.border;
                at = if left { at + 1 } else { usize::from(node.right) };
            }
        };
        self.0.iter().map(leaf).sum()
    }
}

fn tree(line: &str, features: usize) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = Vec::new();
    // Splits whose right side is still to come.
    let mut open: Vec<usize> = Vec::new();
    let mut words = line.split(' ');
    loop {
        let word = words.next()?;
        if let Some(points) = word.strip_prefix('=') {
            nodes.push(Node { feature: LEAF, border: 0, right: 0, points: points.parse().ok()? });
            let Some(split) = open.pop() else { break };
            nodes[split].right = u16::try_from(nodes.len()).ok()?;
        } else {
            let feature = word.parse().ok().filter(|&feature: &u8| usize::from(feature) < features)?;
            open.push(nodes.len());
            nodes.push(Node { feature, border: words.next()?.parse().ok()?, right: 0, points: 0 });
        }
    }
    words.next().is_none().then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_followed() {
        let trees = Trees::read("# a comment\n0 2 =5 1 -1 =7 =-9\n=1\n", 2).expect("sound");
        assert_eq!([[2, 0], [3, -1], [3, 0]].map(|features| trees.points(&features)), [6, 8, -8]);
        for broken in ["0 2 =5", "0 2 =5 =6 =7", "2 1 =1 =2", "x", ""] {
            assert!(tree(broken, 2).is_none(), "{broken:?}");
        }
    }
}

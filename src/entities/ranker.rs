//! Decision trees that weigh what is known of those whom a pronoun may stand for.
//!
//! `models/pronouns.txt` holds a tree a line, in the order in which one reads it aloud: a split is `feature border`, then
//! its left side, for values up to the border, then its right side; a leaf is `=value`. Written by
//! `training/pronouns.py`.

use super::evidence::{COUNT, Evidence};
use std::sync::LazyLock;

/// A split, or a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// What is looked at; at a leaf, [`LEAF`].
    feature: u8,
    /// To the left if it is at most this.
    border: i8,
    /// Where the right side is, counted from the tree's root; the left follows at once.
    right: u16,
    /// The points of a leaf.
    points: i16,
}

const LEAF: u8 = u8::MAX;

static TREES: LazyLock<Vec<Vec<Node>>> =
    LazyLock::new(|| read(include_str!("../../models/pronouns.txt")).expect("a test holds the file"));

/// The points of a candidate; the one with the most is meant.
pub(super) fn score(evidence: &Evidence) -> i32 {
    let leaf = |tree: &Vec<Node>| {
        let mut at = 0;
        loop {
            let node = tree[at];
            if node.feature == LEAF {
                return i32::from(node.points);
            }
            let left = evidence[usize::from(node.feature)] <= node.border;
            at = if left { at + 1 } else { usize::from(node.right) };
        }
    };
    TREES.iter().map(leaf).sum()
}

/// None when a line is broken.
fn read(text: &str) -> Option<Vec<Vec<Node>>> {
    text.lines().filter(|line| !line.starts_with('#')).map(tree).collect()
}

fn tree(line: &str) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = Vec::new();
    // Splits whose right side is still to come.
    let mut open: Vec<usize> = Vec::new();
    let mut words = line.split(' ');
    loop {
        let word = words.next()?;
        if let Some(value) = word.strip_prefix('=') {
            nodes.push(Node { feature: LEAF, border: 0, right: 0, points: value.parse().ok()? });
            let Some(split) = open.pop() else { break };
            nodes[split].right = u16::try_from(nodes.len()).ok()?;
        } else {
            let feature = word.parse().ok().filter(|&feature: &u8| usize::from(feature) < COUNT)?;
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
        let trees = read("# a comment\n0 2 =5 1 -1 =7 =-9\n=1\n").expect("sound");
        let of = |first: i8, second: i8| {
            let mut evidence = [0; COUNT];
            (evidence[0], evidence[1]) = (first, second);
            let mut at = 0;
            while trees[0][at].feature != LEAF {
                let node = trees[0][at];
                let left = evidence[usize::from(node.feature)] <= node.border;
                at = if left { at + 1 } else { usize::from(node.right) };
            }
            trees[0][at].points
        };
        assert_eq!([of(2, 0), of(3, -1), of(3, 0)], [5, 7, -9]);
        for broken in ["0 2 =5", "0 2 =5 =6 =7", "99 1 =1 =2", "x", ""] {
            assert!(tree(broken).is_none(), "{broken:?}");
        }
    }

    #[test]
    fn the_file_is_sound() {
        assert!(TREES.len() > 50);
    }
}

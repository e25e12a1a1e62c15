//! Decision trees that weigh what is known of those whom a pronoun may stand for.
//!
//! `models/pronouns.txt` is written by `training/pronouns.py`.

use super::evidence::{COUNT, Evidence};
use crate::trees::Trees;
use std::sync::LazyLock;

static TREES: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_str!("../../models/pronouns.txt"), COUNT).expect("a test holds the file"));

/// The points of a candidate; the one with the most is meant.
pub(super) fn score(evidence: &Evidence) -> i32 {
    TREES.points(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        assert!(score(&[0; COUNT]) != 0);
    }
}

//! Decision trees that weigh what is known of those whom a pronoun may stand for.
//!
//! `models/pronouns.txt` is written by `training/pronouns.py`.

use super::evidence::{COUNT, Candidate, Evidence};
use crate::trees::Trees;
use std::sync::LazyLock;

static TREES: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_str!("../../models/pronouns.txt"), COUNT).expect("a test holds the file"));

/// A best candidate who leads by less is looked at again, with the sentences parsed: a fifth of the pronouns in
/// news, for nearly all of the gain.
const DOUBT: i32 = 300;

/// The points of a candidate; the one with the most is meant.
pub(super) fn score(evidence: &Evidence) -> i32 {
    TREES.points(evidence)
}

/// Whether the best candidate's lead is small.
pub(super) fn in_doubt(candidates: &[Candidate]) -> bool {
    let (mut best, mut second) = (i32::MIN, i32::MIN);
    for candidate in candidates {
        let points = score(&candidate.evidence);
        (best, second) = if points > best { (points, best) } else { (best, second.max(points)) };
    }
    candidates.len() > 1 && best - second < DOUBT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        assert!(score(&[0; COUNT]) != 0);
    }
}

//! Sentences too long to be parsed at once, cut where they pause.

use crate::article::{Article, Pos, Sentence};
use std::ops::Range;

/// Tokens parsed at once, at most: time grows with the square of it. Of the treebanks' 22,000 sentences one is longer.
const LONGEST: usize = 200;

/// The pieces of a sentence: the whole, or each as long as may be, up to the last punctuation mark where there is one.
pub(super) fn pieces(article: &Article, sentence: &Sentence) -> impl Iterator<Item = Range<usize>> {
    let Range { mut start, end } = sentence.token_range();
    std::iter::from_fn(move || {
        let piece = match end - start {
            0 => return None,
            rest if rest <= LONGEST => start..end,
            _ => {
                let full = start + LONGEST;
                // Not before half of it, so that there are not twice as many pieces as need be.
                let pause = (start + LONGEST / 2..full).rfind(|&token| article.tokens[token].pos == Pos::Punct);
                start..pause.map_or(full, |pause| pause + 1)
            }
        };
        start = piece.end;
        Some(piece)
    })
}

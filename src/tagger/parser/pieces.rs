//! Sentences too long to be parsed at once, cut where they pause.

use crate::article::{Article, Pos, Sentence};
use std::ops::Range;

/// Tokens parsed at once, at most: time grows with the square of it. The longest of the treebanks' 22,000 sentences
/// has 159.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::article::{Token, Word};

    #[test]
    fn long_sentences_are_cut_where_they_pause() {
        type Case<'a> = (usize, &'a [usize], &'a [Range<usize>]);
        let table: [Case<'_>; 6] = [
            (0, &[], &[]),
            (LONGEST, &[7], &[Range { start: 0, end: 200 }]),
            (LONGEST + 1, &[], &[0..200, 200..201]),
            (LONGEST + 1, &[120, 150], &[0..151, 151..201]),
            (LONGEST + 1, &[99], &[0..200, 200..201]),
            (2 * LONGEST, &[199, 320], &[0..200, 200..400]),
        ];
        for (tokens, marks, expected) in table {
            let mut article = Article::default();
            let pos = |i| if marks.contains(&i) { Pos::Punct } else { Pos::X };
            let token = |i| Token { pos: pos(i), ..Token::new(Span::default(), Word::default()) };
            article.tokens = (0..tokens).map(token).collect();
            let sentence = Sentence::new(Span::default(), 0..tokens as u32, 0);
            assert_eq!(pieces(&article, &sentence).collect::<Vec<_>>(), expected, "{tokens} tokens, {marks:?}");
        }
    }
}

//! Blocks to sentences and tokens.

use crate::article::{Article, Sentence, Token};
use crate::span::Span;

/// Fills `sentences`, `tokens` and `words`.
pub fn segment(article: &mut Article) {
    let text = std::mem::take(&mut article.text);
    for (index, block) in article.blocks.iter().enumerate() {
        let offset = block.span.start as usize;
        let mut first = article.tokens.len();
        let mut flush = |tokens: &[Token], first: &mut usize| {
            if *first < tokens.len() {
                let span = tokens[*first].span.cover(tokens[tokens.len() - 1].span);
                article.sentences.push(Sentence::new(span, *first as u32..tokens.len() as u32, index as u32));
                *first = tokens.len();
            }
        };
        let mut start = None;
        let words = block.span.of(&text);
        for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
            if start.is_some_and(|_| !c.is_alphanumeric()) {
                let span = Span::new(offset + start.take().unwrap_or(at), offset + at);
                let lower = article.words.intern(&span.of(&text).to_lowercase());
                article.tokens.push(Token::new(span, lower));
            }
            if c.is_alphanumeric() {
                start = start.or(Some(at));
            } else if !c.is_whitespace() {
                let span = Span::new(offset + at, offset + at + c.len_utf8());
                let lower = article.words.intern(span.of(&text));
                article.tokens.push(Token::new(span, lower));
                if c == '.' {
                    flush(&article.tokens, &mut first);
                }
            }
        }
        flush(&article.tokens, &mut first);
    }
    article.text = text;
}

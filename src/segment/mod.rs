//! Blocks to sentences and tokens.
//!
//! [`segment`] runs once over each block: `tokens` cuts it and marks where a sentence may end, `sentences` decides at
//! those places. Tokens are cut as UD English EWT cuts them, with one exception: a prefix is cut from a name
//! ("pro" "-" "Russian"), so that names begin where tokens begin.

mod addresses;
mod characters;
mod lexicon;
mod sentences;
mod tokens;
mod words;

use crate::article::Article;
use tokens::Scanner;

/// Fills `sentences`, `tokens` and `words`.
pub fn segment(article: &mut Article) {
    let text = std::mem::take(&mut article.text);
    let mut scanner = Scanner::new(&mut article.words, &mut article.tokens);
    for (index, block) in article.blocks.iter().enumerate() {
        let first = scanner.tokens.len();
        scanner.scan(&text[..block.span.end as usize], block.span.start as usize);
        sentences::cut(&text, &scanner, first, index as u32, &mut article.sentences);
    }
    article.text = text;
}

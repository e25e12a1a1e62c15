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
    segment_to(article, usize::MAX);
}

/// The same of about the first `most` tokens: to the end of the last sentence that is whole, or of the first one, if it
/// alone is longer. True when that was everything.
pub fn segment_to(article: &mut Article, most: usize) -> bool {
    let text = std::mem::take(&mut article.text);
    let mut scanner = Scanner::new(&mut article.words, &mut article.tokens);
    let (mut whole, mut cut) = (true, false);
    for (index, block) in article.blocks.iter().enumerate() {
        let (first, end) = (scanner.tokens.len(), block.span.end as usize);
        // One more shows whether a sentence ends with the last.
        scanner.scan(&text[..end], block.span.start as usize, most.saturating_add(1));
        sentences::cut(&text, &scanner, first, index as u32, &mut article.sentences);
        whole = scanner.at >= end;
        if !whole {
            cut = scanner.tokens.len() > first;
            break;
        }
    }
    article.text = text;
    if cut && article.sentences.len() > 1 {
        // It was still going on.
        let last = article.sentences.pop().map_or(0, |sentence| sentence.tokens.start);
        article.tokens.truncate(last as usize);
    }
    whole
}

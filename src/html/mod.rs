//! An HTML page to an article: its blocks and what the page says about itself.
//!
//! ```text
//! page ─ tokens ─ tree ─┬─ metadata (facts, JSON-LD, headline, people, dates)
//!                       └─ blocks ─ containers ─ features ─ trees ─ body ─ article
//! ```
//!
//! `tokens` cuts the page, `tree` nests it, `blocks` are what a reader sees as paragraphs, headings, menu entries.
//! `containers` and `features` say what is known of each, `trees` how likely it belongs to the article; `body`
//! keeps those that do, `short` reads pages that have little, `article` names their kinds. Every step is linear in the page.

mod article;
mod blocks;
mod body;
mod containers;
mod features;
mod lines;
mod metadata;
mod names;
mod references;
mod short;
mod shown;
mod tokens;
mod tree;
mod trees;
mod vocabulary;

pub use shown::{Stretch, shown};

use crate::article::Article;

/// Whether text looks like an HTML page rather than plain text.
pub fn looks_like_html(text: &str) -> bool {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head = &head[..head.floor_char_boundary(4096)];
    let Some(rest) = head.strip_prefix('<') else { return false };
    let name = rest.trim_start_matches(['!', '?', '/', '-']);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && head.contains('>') || rest.starts_with("!--")
}

/// Reads a page; `url` is where it was found, if known.
pub fn read(page: &str, url: Option<&str>) -> Article {
    article::Page::new(page, url).read(url)
}

/// Reads a page with another scorer of blocks than the embedded trees, for training: how likely a block with these
/// features belongs to the article, 0 to 1.
pub fn read_with(page: &str, url: Option<&str>, scorer: impl Fn(&[f32]) -> f32) -> Article {
    article::Page::new(page, url).read_with(url, |row| scorer(row))
}

/// A block of a page as the scorer of blocks sees it, for training.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its words.
    pub text: String,
    /// What is known of it; the same number for every block.
    pub features: Vec<f32>,
    /// Whether it is the headline, which is never part of the body.
    pub headline: bool,
}

/// All blocks of a page in document order.
pub fn candidates(page: &str, url: Option<&str>) -> Vec<Candidate> {
    let page = article::Page::new(page, url);
    let (rows, headline) = page.features();
    let blocks = page.blocks.list.iter().zip(rows).enumerate();
    blocks
        .map(|(i, (block, row))| Candidate {
            text: page.blocks.words(block).to_owned(),
            features: row.to_vec(),
            headline: headline == Some(i),
        })
        .collect()
}

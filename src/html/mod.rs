//! An HTML page to an article: its blocks and what the page says about itself.
//!
//! ```text
//! page ─ tokens ─ tree ─┬─ metadata (facts, JSON-LD, headline, people, dates)
//!                       └─ blocks ─ containers ─ features ─ trees ─ context ─ trees ─ body ─ article
//! ```
//!
//! `tokens` cuts the page, `tree` nests it, `blocks` are what a reader sees as paragraphs, headings, menu entries.
//! `containers`, `classes` and `features` say what is known of each, `trees` how likely it belongs to the article, once by
//! itself and once more in the `context` of the others; `body` keeps those that do, `short` reads pages that have
//! little, `no_article` knows pages that are none, `article` names the kinds of blocks. Every step is linear in the page.

mod article;
mod blocks;
mod body;
mod classes;
mod containers;
mod context;
mod features;
mod lines;
mod live;
mod metadata;
mod model;
mod names;
mod no_article;
mod phrases;
mod references;
mod short;
mod shown;
mod sieve;
mod tokens;
mod tree;
mod trees;
mod vocabulary;

pub use metadata::{Choice, Choices, Question};
pub use model::{MAGIC, Model};
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
    read_with(page, url, Model::embedded())
}

/// Reads a page with another model than the embedded one, for training.
pub fn read_with(page: &str, url: Option<&str>, model: &Model) -> Article {
    article::Page::new(page, url, model).read(url, model)
}

/// A block of a page as the model sees it, for training.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its words.
    pub text: String,
    /// The words of the classes around it: eight times a number of 29 bits for each, plus how far away it stands.
    pub classes: Vec<u32>,
    /// What is known of it; the same number for every block.
    pub features: Vec<f32>,
    /// The log odds that the model gives it.
    pub odds: f32,
    /// Whether it is the headline, which is never part of the body.
    pub headline: bool,
}

/// All blocks of a page in document order.
pub fn candidates(page: &str, url: Option<&str>, model: &Model) -> Vec<Candidate> {
    let page = article::Page::new(page, url, model);
    let mut rows = Vec::new();
    let article::Scores { odds, headline } = page.score(model, Some(&mut rows));
    let blocks = page.blocks.list.iter().zip(rows).enumerate();
    blocks
        .map(|(i, (block, row))| Candidate {
            text: page.blocks.words(block).to_owned(),
            classes: classes::words(&page.tree, block),
            features: row,
            odds: odds[i],
            headline: headline == Some(i),
        })
        .collect()
}

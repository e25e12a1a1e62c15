//! An HTML page to an article: its blocks and what the page says about itself.

mod names;
mod tokens;
mod tree;

use crate::article::Article;

/// Whether text looks like an HTML page rather than plain text.
pub fn looks_like_html(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// Reads a page; `url` is where it was found, if known.
pub fn read(page: &str, url: Option<&str>) -> Article {
    let _ = (page, url, tree::Tree::new(page));
    Article::default()
}

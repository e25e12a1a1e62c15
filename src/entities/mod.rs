//! Who is who: mentions grouped into entities, roles, pronouns.

use crate::article::Article;

/// Fills `entities`, adds pronouns and nominals to `mentions`, and links every mention it can.
pub fn resolve(article: &mut Article) {
    let _ = article;
}

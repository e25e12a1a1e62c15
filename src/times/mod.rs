//! Date and time expressions and their values.

use crate::article::{Article, Timestamp};

/// Fills `times`; relative expressions count from `reference`, the day the article was published.
pub fn find(article: &mut Article, reference: Option<Timestamp>) {
    let _ = (article, reference);
}

//! Names: where they are and of what kind.

pub mod lists;

use crate::article::Article;
use crate::tagger::Model;

/// Names a user adds: found wherever they stand, whatever the model says.
#[derive(Clone, Debug, Default)]
pub struct UserNames {}

/// Fills `mentions` with the names in the text.
pub fn find(article: &mut Article, model: &Model, own: &UserNames) {
    let _ = (article, model, own);
}

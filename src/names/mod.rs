//! Names: where they are and of what kind.

pub mod lists;

use crate::Error;
use crate::article::{Article, EntityKind};
use crate::tagger::Model;

/// Names a user adds: found wherever they stand, whatever the model says.
#[derive(Clone, Debug, Default)]
pub struct UserNames {}

impl UserNames {
    /// Names with their kinds.
    ///
    /// # Errors
    /// When a name is empty.
    pub fn new(names: impl IntoIterator<Item = (EntityKind, String)>) -> Result<Self, Error> {
        if names.into_iter().any(|(_, name)| name.trim().is_empty()) {
            return Err(Error::new("names must not be empty"));
        }
        Ok(Self {})
    }
}

/// Fills `mentions` with the names in the text.
pub fn find(article: &mut Article, model: &Model, own: &UserNames) {
    let _ = (article, model, own);
}

//! What was cut, guessed or given up.

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// Something a user should know about how an article was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Warning {
    /// What sort of thing happened.
    pub kind: WarningKind,
    /// In words, with what was found.
    pub message: Cow<'static, str>,
}

impl Warning {
    /// A warning of that kind.
    pub fn new(kind: WarningKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The sorts of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningKind {
    /// There was nothing to read.
    Empty,
    /// The bytes are no text.
    Binary,
    /// Bytes or characters that cannot be decoded became U+FFFD.
    Replaced,
    /// The input was longer than the limit and was cut.
    Cut,
    /// The page does not look like an article.
    NoArticle,
    /// A date or another value could not be read and was left out.
    Unreadable,
}

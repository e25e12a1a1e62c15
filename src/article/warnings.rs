//! What was cut, guessed or given up.

use super::kinds::WarningKind;
use std::{borrow::Cow, fmt};

/// Something a user should know about how an article was read.
#[derive(Clone, Debug, PartialEq, Eq)]
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

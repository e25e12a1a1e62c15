//! Who said what.

mod cues;
mod marks;

use crate::article::{Article, QuoteKind};

/// What to look for, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The kinds to find; the others are not computed.
    pub kinds: Vec<QuoteKind>,
    /// Cue verbs a user adds, as lemmas: "whinge".
    pub cues: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { kinds: QuoteKind::ALL.to_vec(), cues: Vec::new() }
    }
}

/// Fills `quotes`.
pub fn find(article: &mut Article, settings: &Settings) {
    let _ = (article, settings);
}

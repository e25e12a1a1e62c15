//! A user's own names: lists of names, regular expressions and patterns of tokens. They win over the model.
//!
//! Lists are an automaton over words ([`chains`]), regular expressions run in linear time ([`regexes`]), patterns of
//! tokens are small automata that only start where their first word stands ([`tokens`]). Where finds overlap, the
//! longest wins, then the first.

mod chains;
mod regexes;
mod tokens;

pub use chains::LONGEST_NAME;
pub use tokens::{Part, Test, Times};

use crate::Error;
use crate::article::{Article, EntityKind};
use crate::span::Span;
use chains::Chains;
use regexes::Regexes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tokens::TokenPatterns;

/// A pattern that a user's names follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Pattern {
    /// A regular expression, in the syntax of the `regex` crate: `Directive \d{4}/\d+`. It has to match whole words.
    Regex(String),
    /// One part after the other: `[{"LOWER": "bank"}, {"LOWER": "of"}, {"POS": "PROPN", "OP": "+"}]`.
    Tokens(Vec<Part>),
}

/// Names a user adds: found wherever they stand, whatever the model says.
#[derive(Clone, Debug, Default)]
pub struct UserNames {
    chains: Chains,
    regexes: Regexes,
    tokens: TokenPatterns,
}

impl UserNames {
    /// These names and patterns, each list under its kind.
    ///
    /// # Errors
    /// When a name or pattern cannot be used: the message says which, by kind and place, and why.
    pub fn new(
        names: &BTreeMap<EntityKind, Vec<String>>,
        patterns: &BTreeMap<EntityKind, Vec<Pattern>>,
    ) -> Result<Self, Error> {
        let mut own = Self::default();
        for (&kind, list) in names {
            for (number, name) in list.iter().enumerate() {
                own.chains.add(kind, name).map_err(|why| refused("names", kind, number, &why))?;
            }
        }
        for (&kind, list) in patterns {
            for (number, pattern) in list.iter().enumerate() {
                match pattern {
                    Pattern::Regex(regex) => own.regexes.add(kind, regex),
                    Pattern::Tokens(parts) => own.tokens.add(kind, parts),
                }
                .map_err(|why| refused("patterns", kind, number, &why))?;
            }
        }
        Ok(own)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chains.is_empty() && self.regexes.is_empty() && self.tokens.is_empty()
    }

    /// Where they stand in the article, in reading order, not overlapping.
    pub(super) fn find(&self, article: &Article) -> Vec<(Span, EntityKind)> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for block in &article.blocks {
            self.chains.find(&article.text, block.span, &mut found);
            self.regexes.find(&article.text, block.span, &mut found);
        }
        self.tokens.find(article, &mut found);
        longest(found)
    }
}

/// Why an entry cannot be used.
fn refused(argument: &str, kind: EntityKind, number: usize, why: &str) -> Error {
    Error::new(format!("{argument}[\"{kind}\"][{number}]: {why}"))
}

/// The longest of those that overlap, the first of those equally long; in reading order.
fn longest(mut found: Vec<(Span, EntityKind)>) -> Vec<(Span, EntityKind)> {
    // Stable, so that of two on the same words the one found first stays: a name before a pattern.
    found.sort_by_key(|(span, _)| (std::cmp::Reverse(span.range().len()), span.start));
    let mut kept: BTreeMap<u32, (Span, EntityKind)> = BTreeMap::new();
    for (span, kind) in found {
        let before = kept.range(..span.end).next_back();
        if before.is_none_or(|(_, (last, _))| last.end <= span.start) {
            kept.insert(span.start, (span, kind));
        }
    }
    kept.into_values().collect()
}

/// The beginning of what was given, for an error's words.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::{Law, Org, Person, Product};

    #[test]
    fn the_longest_wins_and_then_the_first() {
        let span = |start: usize, end: usize| Span::new(start, end);
        let found = vec![(span(4, 9), Org), (span(0, 5), Person), (span(4, 9), Law), (span(9, 20), Product)];
        assert_eq!(longest(found), [(span(0, 5), Person), (span(9, 20), Product)]);
        let found = vec![(span(4, 9), Org), (span(4, 9), Law), (span(0, 4), Person), (span(2, 5), Person)];
        assert_eq!(longest(found), [(span(0, 4), Person), (span(4, 9), Org)]);
    }
}

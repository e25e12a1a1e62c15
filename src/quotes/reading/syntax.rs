//! The dependencies of the sentences that may report something; the others are never parsed.

use super::super::view::View;
use crate::article::Relation;
use crate::tagger::parser::{Arc, Parser};
use std::ops::Range;

/// Heads and relations of the tokens that were parsed.
pub(in crate::quotes) struct Syntax {
    arcs: Vec<Option<Arc>>,
}

/// How far up a tree a walk goes: deeper trees are broken ones.
const DEEPEST: usize = 40;

impl Syntax {
    /// Nothing parsed yet.
    pub(super) fn new(tokens: usize) -> Self {
        Self { arcs: vec![None; tokens] }
    }

    /// Parses the sentences among `tokens`, which are whole ones, that may report something.
    pub(super) fn parse(&mut self, view: &View<'_>, parser: &mut Parser<'_>, tokens: &Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            let range = view.sentence(at);
            // What began in the stretch before was parsed with it.
            if range.start >= tokens.start
                && may_report(view, &range)
                && let Some(sentence) = view.article.sentences.get(view.sentence_number(at))
            {
                for (arc, &parsed) in self.arcs[range.clone()].iter_mut().zip(parser.sentence(sentence)) {
                    *arc = Some(parsed);
                }
            }
            at = range.end.max(at + 1);
        }
    }

    /// The token it hangs on; None for a root and for what was not parsed.
    pub(in crate::quotes) fn head(&self, token: usize) -> Option<usize> {
        self.arcs[token].map(|arc| arc.head as usize).filter(|&head| head != token)
    }

    /// What it is to its head; None for what was not parsed.
    pub(in crate::quotes) fn relation(&self, token: usize) -> Option<Relation> {
        self.arcs[token].map(|arc| arc.relation)
    }

    /// How many tokens were parsed.
    pub(super) fn parsed(&self) -> usize {
        self.arcs.iter().flatten().count()
    }

    /// The token and those it hangs on, one after the other.
    pub(in crate::quotes) fn upwards(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(token), |&at| self.head(at)).take(DEEPEST)
    }
}

/// Whether a sentence has a word that may report, or words in marks.
pub(super) fn may_report(view: &View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|i| view.region(i).is_some() || view.is_cue_word(i))
}

//! Which way a sentence looks around an expression: "will meet on Friday" is the next one, "met on Friday" the last.

use super::lexicon::{Key, Verb};
use super::reader::Reader;
use crate::article::Pos;

/// How many items before an expression are searched for a verb, and how many behind it.
const BEFORE: usize = 12;
const AFTER: usize = 8;
/// How many items before an infinitive its verb may stand.
const GOVERNING: usize = 5;

/// Which way a sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
}

impl Reader<'_> {
    /// Which way the sentence looks around the items from `from` up to `to`: the nearest verb before decides, else the
    /// nearest behind.
    pub(super) fn outlook(&self, from: usize, to: usize) -> Option<Outlook> {
        let before = (from.saturating_sub(BEFORE)..from).rev();
        let after = to..(to + AFTER).min(self.items.len());
        before.chain(after).find_map(|at| self.outlook_at(at))
    }

    /// The same, where a deadline ("by", "until", "to", "through") may lie ahead of a verb in the past: "extended to Nov. 20".
    pub(super) fn outlook_of_deadline(&self, from: usize, to: usize) -> Option<Outlook> {
        let deadline = matches!(self.before(from), Some(Key::By | Key::Until | Key::To | Key::Through));
        let before = self.outlook(from, self.items.len());
        if deadline && before == Some(Outlook::Past) { None } else { before.or_else(|| self.outlook(from, to)) }
    }

    /// Which way the word at item `at` makes the sentence look.
    fn outlook_at(&self, at: usize) -> Option<Outlook> {
        let item = self.items.get(at)?;
        match item.cue {
            // "It had been due to expire on Friday": it did.
            Some(Verb::Future) if self.before(at) == Some(Key::Been) && self.had(at) => Some(Outlook::Past),
            Some(Verb::Future) => Some(Outlook::Future),
            // "To be published", "will be paid": the participle behind "be" has not happened.
            Some(Verb::Past) if self.before(at) == Some(Key::Be) => Some(Outlook::Future),
            Some(Verb::Past) => Some(Outlook::Past),
            Some(Verb::FutureBeforeTo) => self.is(at + 1, Key::To).then_some(Outlook::Future),
            None if item.pos == Pos::Verb && self.before(at) == Some(Key::To) => self.infinitive(at),
            None => None,
        }
    }

    /// "Wants to meet": the future, unless a verb shortly before "to" says otherwise ("failed to meet").
    fn infinitive(&self, at: usize) -> Option<Outlook> {
        let governing = (at.saturating_sub(GOVERNING)..at).rev().find_map(|at| match self.items.get(at)?.cue {
            Some(_) => self.outlook_at(at),
            None => None,
        });
        governing.or(Some(Outlook::Future))
    }

    /// Whether "had" stands a word or two before "been", the item before `at`.
    fn had(&self, at: usize) -> bool {
        (2..=3).any(|back| at.checked_sub(back).is_some_and(|at| self.is(at, Key::Had)))
    }
}

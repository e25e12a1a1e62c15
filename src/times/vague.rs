//! Time seen from now without a number: "now", "recently", "in the future", "recent months".

use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::value::{Tense, Value};

/// Words behind "the past" that count what follows.
const COUNTING: &[Key] = &[Key::A, Key::Couple, Key::Few, Key::Fiscal, Key::Hyphen, Key::Several];

impl Reader<'_> {
    /// A vague time that begins at item `at`.
    pub(super) fn vague(&self, at: usize) -> Reading<Value> {
        let (end, tense) = match self.key(at)? {
            _ if self.in_a_name(at) => return None,
            Key::Right if self.is(at + 1, Key::Now) => (at + 2, Tense::Present),
            // "The current of the river".
            Key::Current if self.is(at + 1, Key::Of) => return None,
            Key::Now | Key::Currently | Key::Current => (at + 1, Tense::Present),
            Key::Recently => (at + 1, Tense::Past),
            Key::More if self.is(at + 1, Key::Recently) => (at + 2, Tense::Past),
            // "As soon as", "soon after" are about something else.
            Key::Soon if self.before(at) != Some(Key::As) && !self.any(at + 1, &[Key::After, Key::As, Key::Hyphen]) => {
                (at + 1, Tense::Future)
            }
            Key::These if matches!(self.class(at + 1), Class::Units(super::value::Unit::Day)) => {
                (at + 2, Tense::Present)
            }
            Key::Recent => match self.class(at + 1) {
                Class::Units(unit) => return Some((at + 2, Value::Recent(unit))),
                _ => return None,
            },
            Key::Coming => match self.class(at + 1) {
                Class::Units(_) => (at + 2, Tense::Future),
                _ => return None,
            },
            Key::The => self.the_vague(at)?,
            _ => return None,
        };
        Some((end, Value::Tense(tense)))
    }

    /// "the future", "the near term", "the past", "the moment", behind the prepositions that make them times.
    fn the_vague(&self, at: usize) -> Option<(usize, Tense)> {
        let inside = self.before(at) == Some(Key::In);
        let near = self.is(at + 1, Key::Near);
        let end = at + 1 + usize::from(near);
        match self.key(end)? {
            Key::Future if inside || near => Some((end + 1, Tense::Future)),
            Key::Term if near => Some((end + 1, Tense::Future)),
            Key::Past if inside && !near && self.past_alone(end + 1) => Some((end + 1, Tense::Past)),
            Key::Moment if self.before(at) == Some(Key::At) => Some((end + 1, Tense::Present)),
            _ => None,
        }
    }

    /// Whether nothing behind "past" is counted by it.
    fn past_alone(&self, at: usize) -> bool {
        let counts = matches!(
            self.class(at),
            Class::Unit(_)
                | Class::Units(_)
                | Class::Number(_)
                | Class::Digits(..)
                | Class::Season(_)
                | Class::Seasons(_)
        );
        !counts && !self.any(at, COUNTING)
    }
}

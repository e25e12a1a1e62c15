//! One sentence under the reader's finger: the items, what was read before, and the words all grammars share.

use super::calendar;
use super::item::Item;
use super::lexicon::{Class, Key};
use super::value::{Point, Unit, Value};
use crate::span::Span;
use jiff::civil::Date;

/// A reading: the item behind its last, and what it is.
pub(super) type Reading<T> = Option<(usize, T)>;

/// What is known from outside the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// The day the article was published.
    pub today: Option<Date>,
    /// The quarter of a year that the article speaks of.
    pub quarter: Option<(i16, i8)>,
    /// The last stretch of the calendar mentioned.
    pub last: Option<Point>,
}

impl Scene {
    pub(super) fn new(today: Option<Date>) -> Self {
        Self { today, quarter: None, last: None }
    }

    /// Takes note of what was just read.
    pub(super) fn remember(&mut self, value: Value) {
        let (Value::Date(point) | Value::Time(point, _)) = value else { return };
        if let Point::Quarter(Some(year), Some(quarter)) = point {
            // "The year-ago quarter" is a comparison; the article goes on about the later one.
            // Nor is a quarter that has not ended reported on.
            let ended =
                self.today.is_none_or(|today| (year, quarter) < (today.year(), calendar::quarter_of(today.month())));
            if ended && self.quarter.is_none_or(|(y, q)| (y - 1, q) != (year, quarter)) {
                self.quarter = Some((year, quarter));
            }
        }
        self.last = Some(point);
    }
}

/// Reads expressions that begin at a given item.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub items: &'a [Item],
    pub scene: &'a Scene,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, items: &'a [Item], scene: &'a Scene) -> Self {
        Self { text, items, scene }
    }

    /// The longest expression that begins at item `at`.
    pub(super) fn read(&self, at: usize) -> Reading<Value> {
        if !self.may_begin(at) {
            return None;
        }
        let grammars = [Self::recurring, Self::clock, Self::date, Self::length_or_date, Self::vague];
        let readings = grammars.iter().filter_map(|grammar| grammar(self, at));
        // Of two equally long readings the first wins.
        readings.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Whether anything at all begins at item `at`; most do not.
    fn may_begin(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Other | Class::Compound => self.items.get(at).is_some_and(|item| item.capital),
            Class::Key(Key::Comma | Key::Dot | Key::Hyphen | Key::Possessive | Key::Slash | Key::Sign) => false,
            _ => true,
        }
    }

    /// A date with the words that shade it: "early November", "the end of the year", "around Nov. 1".
    fn date(&self, at: usize) -> Reading<Value> {
        let mut begin = self.shade(at).unwrap_or(at);
        if begin > at && self.is(begin, Key::The) && self.point(begin).is_none() {
            begin += 1;
        }
        self.point(begin).map(|(end, point)| (end, Value::Date(point)))
    }

    /// The item behind the words that shade a date.
    fn shade(&self, at: usize) -> Option<usize> {
        let bare = self.skip(at, Key::The);
        match self.key(bare)? {
            Key::Early | Key::Late | Key::Mid => Some(self.dash(bare + 1)),
            Key::Earlier | Key::Later | Key::Sometime => {
                let behind = bare + 1;
                // "Later in the day" is the day.
                if self.is(behind + 1, Key::The) && self.class(behind + 2) == Class::Unit(Unit::Day) {
                    return None;
                }
                Some(if self.any(behind, &[Key::In, Key::On]) { behind + 1 } else { behind })
            }
            // "Around Nov. 1", but not "care about next month".
            Key::About | Key::Nearly if bare == at && self.key(at + 1).is_none() => Some(at + 1),
            Key::Beginning | Key::Middle | Key::End if self.is(bare + 1, Key::Of) => Some(bare + 2),
            _ => None,
        }
    }

    /// A stretch of the calendar.
    pub(super) fn point(&self, at: usize) -> Reading<Point> {
        let readings = [self.day(at), self.quarter(at), self.period(at)];
        readings.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    // What stands where.

    pub(super) fn class(&self, at: usize) -> Class {
        self.items.get(at).map_or(Class::Other, |item| item.class)
    }

    pub(super) fn key(&self, at: usize) -> Option<Key> {
        if let Class::Key(key) = self.class(at) { Some(key) } else { None }
    }

    pub(super) fn is(&self, at: usize, key: Key) -> bool {
        self.key(at) == Some(key)
    }

    pub(super) fn any(&self, at: usize, keys: &[Key]) -> bool {
        self.key(at).is_some_and(|key| keys.contains(&key))
    }

    /// The key before item `at`.
    pub(super) fn before(&self, at: usize) -> Option<Key> {
        self.key(at.checked_sub(1)?)
    }

    /// Behind item `at` if it is `key`, else `at`.
    pub(super) fn skip(&self, at: usize, key: Key) -> usize {
        at + usize::from(self.is(at, key))
    }

    /// Behind item `at` if it is a hyphen inside a word, else `at`.
    pub(super) fn dash(&self, at: usize) -> usize {
        let inside = self.is(at, Key::Hyphen) && self.glued(at) && self.glued(at + 1);
        at + usize::from(inside)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.glued)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.capital)
    }

    /// The words from item `from` up to `to`.
    pub(super) fn words(&self, from: usize, to: usize) -> &'a str {
        match (self.items.get(from), to.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) if from < to => Span::cover(first.span, last.span).of(self.text),
            _ => "",
        }
    }

    /// Whether a word stands with a capital behind another, as in "USA Today".
    pub(super) fn in_a_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        self.capital(at) && before.is_some_and(|item| item.capital && item.class == Class::Other)
    }

    // Numbers.

    /// A number in digits or letters: "24", "twenty-four", "a hundred", "two thousand", "2 million".
    pub(super) fn cardinal(&self, at: usize) -> Reading<u32> {
        let (mut end, mut value) = match self.class(at) {
            Class::Digits(value, _) => (at + 1, value),
            Class::Number(tens) => {
                let next = self.dash(at + 1);
                match self.class(next) {
                    Class::Number(ones @ 1..=9) if tens >= 20 => (next + 1, tens + ones),
                    _ => (at + 1, tens),
                }
            }
            Class::Key(Key::A) if matches!(self.class(at + 1), Class::Scale(_)) => (at + 1, 1),
            _ => return None,
        };
        if let Class::Scale(scale) = self.class(end) {
            value = value.checked_mul(scale)?;
            end += 1;
            let next = self.skip(end, Key::And);
            if let Class::Number(ones) = self.class(next) {
                return Some((next + 1, value.checked_add(ones)?));
            }
        }
        Some((end, value))
    }

    /// "third", "24th", "twenty-fourth".
    pub(super) fn ordinal(&self, at: usize) -> Reading<u32> {
        match self.class(at) {
            Class::Ordinal(value) => Some((at + 1, value)),
            Class::Number(tens) if tens >= 20 => match self.class(self.dash(at + 1)) {
                Class::Ordinal(ones @ 1..=9) => Some((self.dash(at + 1) + 1, tens + ones)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A year that cannot be anything else where it stands: behind a month, in brackets of a date.
    pub(super) fn plain_year(&self, at: usize) -> Reading<i16> {
        match self.class(at) {
            Class::Digits(value @ 1000..=2999, 4) => Some((at + 1, value as i16)),
            Class::ShortYear(short) => Some((at + 1, calendar::full_year(i16::from(short)))),
            Class::Number(century @ 15..=20) => {
                let next = self.dash(at + 1);
                match self.class(next) {
                    Class::Number(10..) => {
                        let (end, rest) = self.cardinal(next)?;
                        (rest < 100).then_some((end, (century * 100 + rest) as i16))
                    }
                    _ => None,
                }
            }
            Class::Number(2) => match self.cardinal(at) {
                Some((end, value @ 2000..=2099)) => Some((end, value as i16)),
                _ => None,
            },
            _ => None,
        }
    }

    /// "last year", "this year", "next year", "the year".
    pub(super) fn named_year(&self, at: usize) -> Reading<Option<i16>> {
        let at = self.skip(at, Key::Of);
        let years = match self.key(at)? {
            Key::Last => -1,
            Key::This => 0,
            Key::Next => 1,
            _ => return None,
        };
        if self.class(at + 1) != Class::Unit(Unit::Year) {
            return None;
        }
        let year = self.scene.today.and_then(|today| calendar::plus_years(today.year(), years));
        Some((at + 2, year))
    }
}

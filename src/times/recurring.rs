//! What happens again and again: "every Monday", "each year", "daily", "twice a week", "Tuesday nights".

use super::item::Look;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::value::{Length, Part, Point, Unit, Value};

impl Reader<'_> {
    /// A set of times that begins at item `at`.
    pub(super) fn recurring(&self, at: usize) -> Reading<Value> {
        match self.class(at) {
            Class::Weekdays(number) => Some(match self.class(at + 1) {
                Class::Part(part) | Class::Parts(part) => (at + 2, Value::EveryTime(Point::Weekday(number), part)),
                _ => (at + 1, Value::Every(Point::Weekday(number))),
            }),
            Class::Weekday(number, _) => match self.class(at + 1) {
                Class::Parts(part) => Some((at + 2, Value::EveryTime(Point::Weekday(number), part))),
                _ => None,
            },
            Class::Key(Key::Each | Key::Every) => self.every(at),
            Class::Key(Key::Once | Key::Twice) => self.times_a(at + 1),
            Class::Digits(..) | Class::Number(_) if self.is(at + 1, Key::Times) => self.times_a(at + 2),
            // "Daily flights", "the average daily volume" say how many, not when.
            Class::Key(key)
                if !self
                    .items
                    .get(at + 1)
                    .is_some_and(|item| item.look != Look::Sign && item.class == Class::Other) =>
            {
                adverb(key).map(|value| (at + 1, value))
            }
            _ => None,
        }
    }

    /// "every Monday", "each year", "every two weeks", "every other day", "each July", "every Tuesday night".
    fn every(&self, at: usize) -> Reading<Value> {
        let (begin, number) = match self.cardinal(at + 1) {
            Some((end, number)) => (end, number),
            None if self.is(at + 1, Key::Other) => (at + 2, 2),
            None if self.is(at + 1, Key::Few) => {
                let Class::Units(unit) = self.class(at + 2) else { return None };
                return Some((at + 3, Value::Rate(Length::new(None, unit))));
            }
            None => (at + 1, 1),
        };
        match self.class(begin) {
            Class::Unit(unit) if !self.is(begin + 1, Key::Of) => {
                Some((begin + 1, Value::Rate(Length::new(Some(number), unit))))
            }
            Class::Units(unit) if number > 1 => Some((begin + 1, Value::Rate(Length::new(Some(number), unit)))),
            Class::Season(season) => Some((begin + 1, Value::Every(Point::Season(None, season)))),
            Class::Part(part) => Some((begin + 1, Value::EveryTime(Point::OpenDay, part))),
            Class::Weekday(..) => {
                let (end, number) = self.weekday_name(begin)?;
                Some(match self.class(end) {
                    Class::Part(part) => (end + 1, Value::EveryTime(Point::Weekday(number), part)),
                    _ => (end, Value::Every(Point::Weekday(number))),
                })
            }
            Class::Month(..) => {
                let (end, month) = self.month_name(begin)?;
                match (self.class(end), self.ordinal(end)) {
                    (Class::Digits(day @ 1..=31, 1 | 2), _) => {
                        Some((end + 1, Value::Every(Point::YearDay(month, day as i8))))
                    }
                    (_, Some((end, day @ 1..=31))) => Some((end, Value::Every(Point::YearDay(month, day as i8)))),
                    _ => Some((end, Value::Every(Point::Month(None, Some(month))))),
                }
            }
            _ => None,
        }
    }

    /// "twice a week", "three times a year", "once every month".
    fn times_a(&self, begin: usize) -> Reading<Value> {
        let Class::Unit(unit) = self.class(begin + 1) else { return None };
        let each = self.any(begin, &[Key::A, Key::Each, Key::Every, Key::Per]);
        each.then_some((begin + 2, Value::Rate(Length::new(Some(1), unit))))
    }
}

/// "daily", "annually": the open stretch they recur in.
fn adverb(key: Key) -> Option<Value> {
    Some(match key {
        Key::Daily => Value::Every(Point::OpenDay),
        Key::Nightly => Value::EveryTime(Point::OpenDay, Part::Night),
        Key::Weekly => Value::Every(Point::Week(None)),
        Key::Monthly => Value::Every(Point::Month(None, None)),
        Key::Yearly => Value::Every(Point::Year(None)),
        Key::Hourly => Value::Rate(Length::new(Some(1), Unit::Hour)),
        _ => return None,
    })
}

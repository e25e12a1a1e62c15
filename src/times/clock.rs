//! Times of day, with the day they belong to: "8 p.m. ET on Friday", "noon Thursday", "last night", "this morning".

use super::item::Look;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::value::{Hour, Part, Point, Unit, Value};

/// Words that make "14:25" a time of day and no score.
const BEFORE_A_TIME: &[Key] =
    &[Key::About, Key::After, Key::At, Key::Before, Key::Between, Key::By, Key::From, Key::Until];

impl Reader<'_> {
    /// A time of day that begins at item `at`, or a day that a time of day follows.
    pub(super) fn clock(&self, at: usize) -> Reading<Value> {
        self.hour_first(at).or_else(|| self.day_first(at)).or_else(|| self.pointed_part(at))
    }

    /// "8 p.m. ET on Friday", "around 7:15 p.m.", "mid-afternoon yesterday", "midnight".
    fn hour_first(&self, at: usize) -> Reading<Value> {
        let begin =
            at + usize::from(self.any(at, &[Key::About, Key::Nearly, Key::Early, Key::Late, Key::Later, Key::Earlier]));
        let (end, hour) = self.hour(begin)?;
        let comma = self.skip(end, Key::Comma);
        let of = if self.any(comma, &[Key::On, Key::Of]) { comma + 1 } else { comma };
        if let Some((
            end,
            day @ (Point::Day(_) | Point::Weekday(_) | Point::YearDay(..) | Point::OpenDay | Point::Never),
        )) = self.day(of)
        {
            return Some((end, Value::Time(day, hour)));
        }
        if let Hour::Part(_) = hour
            && !self.is(begin, Key::Mid)
        {
            return None;
        }
        Some((end, Value::Time(self.day_of_hour(), hour)))
    }

    /// The day a bare time of day belongs to.
    fn day_of_hour(&self) -> Point {
        self.scene.today.map_or(Point::OpenDay, Point::Day)
    }

    /// "8 p.m.", "3:04 PM EST", "noon", "mid-afternoon", "the morning".
    fn hour(&self, at: usize) -> Reading<Hour> {
        let (end, hour) = match self.class(at) {
            Class::ClockIn(hour, minute, afternoon) => (at + 1, in_half(hour, minute, None, afternoon)?),
            Class::Clock(hour, minute, second) => match self.class(at + 1) {
                Class::HalfDay(afternoon) => (self.half_day(at + 1), in_half(hour, minute, second, afternoon)?),
                _ if self.told_as_time(at) => (at + 1, Hour::Clock(hour, minute, second)),
                _ => return None,
            },
            Class::Digits(hour @ 1..=12, 1 | 2) if self.is(at + 1, Key::OClock) => {
                (at + 2, Hour::Clock(hour as u8, 0, None))
            }
            Class::Digits(hour @ 1..=12, 1 | 2) | Class::Number(hour @ 1..=12) => match self.class(at + 1) {
                Class::HalfDay(afternoon) => (self.half_day(at + 1), in_half(hour as u8, 0, None, afternoon)?),
                _ => return None,
            },
            Class::Decimal(hour @ 1..=12, minute @ 0..=59) => match self.class(at + 1) {
                Class::HalfDay(afternoon) => (self.half_day(at + 1), in_half(hour as u8, minute, None, afternoon)?),
                _ => return None,
            },
            // "1430 GMT"
            Class::Digits(clock @ 0..=2400, 4) if self.class(at + 1) == Class::Zone && clock % 100 < 60 => {
                (at + 1, Hour::Clock((clock / 100) as u8, (clock % 100) as u8, None))
            }
            Class::Key(Key::Mid) => {
                let Class::Part(part) = self.class(self.dash(at + 1)) else { return None };
                (self.dash(at + 1) + 1, Hour::Part(part))
            }
            Class::Key(Key::The) => {
                let Class::Part(part) = self.class(at + 1) else { return None };
                (at + 2, Hour::Part(part))
            }
            Class::Part(part) => (at + 1, Hour::Part(part)),
            _ => return None,
        };
        let mut end = end;
        if self.class(end) == Class::Zone && !self.words(end, end + 1).starts_with(|c: char| c.is_lowercase()) {
            end += 1;
        }
        Some((end, hour))
    }

    /// Behind "p.m.", whose last full stop may be cut off.
    fn half_day(&self, at: usize) -> usize {
        let cut = self.words(at, at + 1).contains('.') && !self.words(at, at + 1).ends_with('.');
        at + 1 + usize::from(cut && self.is(at + 1, Key::Dot) && self.glued(at + 1))
    }

    /// Whether a number with a colon, or "noon", is a time of day and no score.
    fn told_as_time(&self, at: usize) -> bool {
        let word = self.items.get(at).is_some_and(|item| item.look != Look::Sign);
        let zone = self.class(at + 1) == Class::Zone && self.capital(at + 1);
        word || zone || self.before(at).is_some_and(|key| BEFORE_A_TIME.contains(&key))
    }

    /// "Friday at 8 p.m.", "Feb. 24, 3:04 PM EST", "Thursday night", "yesterday morning", "late Friday night".
    fn day_first(&self, at: usize) -> Reading<Value> {
        let early = at + usize::from(self.any(at, &[Key::Early, Key::Late, Key::Later, Key::Earlier]));
        let (end, day) = self.day(early)?;
        if let Class::Part(part) = self.class(end) {
            return Some((end + 1, Value::Time(day, Hour::Part(part))));
        }
        let next = self.skip(self.skip(end, Key::Comma), Key::At);
        match self.hour(next) {
            Some((end, hour @ Hour::Clock(..))) => Some((end, Value::Time(day, hour))),
            _ => None,
        }
    }

    /// "this morning", "last night", "tonight", "overnight", "the next morning", "that evening".
    fn pointed_part(&self, at: usize) -> Reading<Value> {
        let early = self.any(at, &[Key::Early, Key::Late, Key::Later, Key::Earlier]);
        let begin = at + usize::from(early);
        let key = self.key(begin)?;
        let today = |days| self.days_from_today(days);
        let night = |point| Value::Time(point, Hour::Part(Part::Night));
        match key {
            Key::Tonight if self.in_a_name(begin) => return None,
            Key::Tonight => return Some((begin + 1, night(today(0)))),
            Key::Overnight => return Some((begin + 1, night(today(-1)))),
            _ => {}
        }
        let begin = self.skip(begin, Key::The);
        let key = self.key(begin)?;
        let Class::Part(part) = self.class(begin + 1) else { return None };
        let asked = |days| self.near_last(Unit::Day, days);
        let day = match key {
            Key::This => today(0),
            Key::Last => today(-1),
            Key::That | Key::Same => asked(0)?,
            Key::Next | Key::Following => asked(1)?,
            Key::Previous => asked(-1)?,
            _ => return None,
        };
        Some((begin + 2, Value::Time(day, Hour::Part(part))))
    }
}

/// An hour of one half of the day.
fn in_half(hour: u8, minute: u8, second: Option<u8>, afternoon: bool) -> Option<Hour> {
    (1..=12).contains(&hour).then(|| Hour::Clock(hour % 12 + if afternoon { 12 } else { 0 }, minute, second))
}

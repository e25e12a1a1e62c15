//! Lengths of time, and dates that lie one away: "three days", "the past decade", "two years ago", "a month later".

use super::calendar;
use super::item::Look;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::value::{HALF, Length, Point, Tense, Unit, Value};

/// How many of a unit, before the unit is read.
struct Count {
    number: Option<u32>,
    hundredths: u8,
}

/// Words that say where a length lies: "the last two years".
const FRAMING: &[Key] = &[
    Key::Additional,
    Key::Coming,
    Key::Following,
    Key::Full,
    Key::Last,
    Key::Latest,
    Key::Next,
    Key::Past,
    Key::Previous,
    Key::Recent,
];

/// Most of them in a row: "the previous full" two years.
const MOST_FRAMING: usize = 3;

impl Reader<'_> {
    /// A length, or the date that lies such a length before or after.
    pub(super) fn length_or_date(&self, at: usize) -> Reading<Value> {
        let begin = self.approximately(at);
        let (end, length) = self.length(begin)?;
        if let Some(found) = self.away(end, length) {
            return Some(found);
        }
        if self.is_age(end) || self.before(at) == Some(Key::Age) {
            return None;
        }
        let (end, length) = self.and_more(end, length);
        let end = if self.is(end, Key::Or) && self.is(end + 1, Key::So) { end + 2 } else { end };
        let value = if self.is_rate(begin, length) { Value::Rate(length) } else { Value::Length(length) };
        Some((end, value))
    }

    /// The item behind "nearly", "about", "more than", "at least", "up to", "no more than".
    fn approximately(&self, at: usize) -> usize {
        let begin = if self.any(at, &[Key::No, Key::Not]) { at + 1 } else { at };
        match self.key(begin) {
            Some(Key::More | Key::Less) if self.is(begin + 1, Key::Than) => begin + 2,
            Some(Key::At) if self.any(begin + 1, &[Key::Least, Key::Most]) => begin + 2,
            Some(Key::Up) if self.is(begin + 1, Key::To) => begin + 2,
            Some(Key::Nearly | Key::About) if begin == at => begin + 1,
            // "For over a week" is more than one; "over three years" is within them.
            Some(Key::Over | Key::Under) if begin == at && self.before(at) == Some(Key::For) => begin + 1,
            _ => at,
        }
    }

    /// "three days", "the last twenty four hours", "a year and a half", "five-year", "the past decade".
    fn length(&self, at: usize) -> Reading<Length> {
        let led = self.any(at, &[Key::The, Key::Its, Key::These, Key::Those, Key::This]);
        let (begin, framed) = self.frame(at, led);
        if framed && self.is(at, Key::Recent) {
            return None;
        }
        if let Some(found) = self.uncounted(at, begin) {
            return Some(found);
        }
        let (end, count) = self.count(begin)?;
        let (end, length) = self.unit(begin, end, &count)?;
        // "The five-year plan", "its one-year term": the first word belongs to what follows. "This a week" is none.
        let singular = matches!(self.class(end - 1), Class::Unit(_));
        let adjective = singular && (count.number != Some(1) || self.is(end - 2, Key::Hyphen));
        let apart = led && !framed && (adjective || self.is(begin, Key::A));
        (!apart).then_some((end, length))
    }

    /// Where the count begins behind "the last", "the first", "these past", and whether there are such words.
    fn frame(&self, at: usize, led: bool) -> (usize, bool) {
        let begin = at + usize::from(led);
        let frames = |at: usize| self.any(at, FRAMING) || led && at == begin && self.class(at) == Class::Ordinal(1);
        let count = (begin..begin + MOST_FRAMING).take_while(|&at| frames(at)).count();
        (begin + count, count > 0)
    }

    /// Lengths that need no number, which would stand at item `begin`.
    fn uncounted(&self, at: usize, begin: usize) -> Reading<Length> {
        let behind = self.key(begin + 1);
        match self.class(begin) {
            // "The past decade", "the next year".
            Class::Unit(unit) if self.is(at, Key::The) && unit != Unit::Day && behind != Some(Key::Of) => {
                let framed = self.any(begin - 1, &[Key::Last, Key::Past, Key::Next, Key::Coming]);
                let ended = unit == Unit::Year && begin == at + 1 && behind == Some(Key::Ended);
                (framed || ended).then_some((begin + 1, Length::new(Some(1), unit)))
            }
            // "For years", "within weeks", "months ago".
            Class::Units(unit) if begin == at && !matches!(behind, Some(Key::Of | Key::Possessive)) => {
                let led = matches!(self.before(at), Some(Key::For | Key::Within | Key::In));
                (led || behind == Some(Key::Ago)).then_some((at + 1, Length::new(None, unit)))
            }
            _ => None,
        }
    }

    /// "three", "2 1/2", "a few", "several", "a couple of", "two to three", "half a".
    fn count(&self, at: usize) -> Reading<Count> {
        let some = |end, number| Some((end, Count { number, hundredths: 0 }));
        match self.key(at) {
            Some(Key::A) if self.is(at + 1, Key::Few) => return some(at + 2, None),
            Some(Key::A) if self.is(at + 1, Key::Couple) => return some(self.skip(at + 2, Key::Of), Some(2)),
            Some(Key::A) if self.is(at + 1, Key::Half) => {
                return Some((self.dash(at + 2), Count { number: Some(0), hundredths: HALF }));
            }
            // "On a day rich in symbols"
            Some(Key::A) if self.before(at) == Some(Key::On) => return None,
            Some(Key::A) if !matches!(self.class(at + 1), Class::Scale(_)) => return some(at + 1, Some(1)),
            Some(Key::Few | Key::Several) => return some(at + 1, None),
            Some(Key::Couple) => return some(self.skip(at + 1, Key::Of), Some(2)),
            Some(Key::Half) if self.is(self.dash(at + 1), Key::A) => {
                return Some((self.dash(at + 1) + 1, Count { number: Some(0), hundredths: HALF }));
            }
            Some(Key::Another) => return some(at + 1, Some(1)).map(|found| self.another(found)),
            _ => {}
        }
        if let Class::Decimal(whole, hundredths) = self.class(at) {
            // "1.5 million years" are too many to be counted so.
            let scaled = matches!(self.class(at + 1), Class::Scale(_));
            let number = (!scaled).then_some(whole);
            return Some((at + 1 + usize::from(scaled), Count { number, hundredths }));
        }
        let (mut end, number) = self.cardinal(at)?;
        let count = Count { number: Some(number), hundredths: 0 };
        if self.class(end) == Class::Fraction {
            return Some((end + 1, Count { hundredths: HALF, ..count }));
        }
        let fraction = self.is(end, Key::And) && self.class(end + 1) == Class::Fraction;
        if let Some(end) = self.half_behind(end).or(fraction.then_some(end + 2)) {
            return Some((end, Count { hundredths: HALF, ..count }));
        }
        // "Two to three weeks", "12-18 months": the lower one.
        let to = self.dash(end);
        let to = if to > end || self.any(end, &[Key::To, Key::Or]) { to.max(end + 1) } else { end };
        if to > end
            && let Some((behind, _)) = self.cardinal(to)
        {
            end = behind;
        }
        Some((self.skip(end, Key::More), count))
    }

    /// "another" may stand before a number.
    fn another(&self, (end, count): (usize, Count)) -> (usize, Count) {
        match self.cardinal(end) {
            Some((end, number)) => (end, Count { number: Some(number), hundredths: 0 }),
            None => (end, count),
        }
    }

    /// Behind "and a half", hyphens or not, where it stands at item `at`.
    fn half_behind(&self, at: usize) -> Option<usize> {
        let and = self.dash(at);
        let article = self.dash(and + 1);
        let half = self.dash(article + 1);
        (self.is(and, Key::And) && self.is(article, Key::A) && self.is(half, Key::Half)).then_some(half + 1)
    }

    /// The unit behind a count.
    fn unit(&self, at: usize, end: usize, count: &Count) -> Reading<Length> {
        let mut end = self.dash(end);
        for _ in 0..2 {
            if self.any(end, &[Key::Full, Key::Additional]) {
                end += 1;
            }
        }
        let (unit, plural) = match self.class(end) {
            Class::Unit(unit) => (unit, false),
            Class::Units(unit) => (unit, true),
            _ => return None,
        };
        let one = count.number == Some(1) || count.hundredths > 0 && count.number == Some(0);
        let article = self.is(at, Key::A);
        let article_like = article || self.is(at, Key::Another);
        let fraction = unit == Unit::Quarter && (article_like && !plural || self.is(end + 1, Key::Of));
        // "a second" may be anything; "two year" is a slip or stands before its noun.
        // "A year-earlier loss", "a year that saw wars".
        let joined = self.dash(end + 1) > end + 1 || self.is(end + 1, Key::That);
        if fraction
            || article && joined
            || article && plural && one
            || count.number.is_none() && !plural && !self.is(end - 1, Key::Hyphen)
        {
            return None;
        }
        let mut length = Length { count: count.number, hundredths: count.hundredths, unit, rest: None };
        end += 1;
        if let Some(behind) = self.half_behind(end).filter(|_| length.hundredths == 0) {
            (length.hundredths, end) = (HALF, behind);
        }
        Some((end, length))
    }

    /// "… and 15 minutes" behind two hours.
    fn and_more(&self, end: usize, length: Length) -> (usize, Length) {
        let next = self.skip(self.skip(end, Key::Comma), Key::And);
        let more = || {
            let (unit_at, number) = self.cardinal(next).filter(|_| next > end || self.items.get(end).is_some())?;
            let (Class::Unit(unit) | Class::Units(unit)) = self.class(unit_at) else { return None };
            let smaller = matches!(
                (length.unit, unit),
                (Unit::Year, Unit::Month | Unit::Week | Unit::Day)
                    | (Unit::Month | Unit::Week, Unit::Day)
                    | (Unit::Day, Unit::Hour)
                    | (Unit::Hour, Unit::Minute)
                    | (Unit::Minute, Unit::Second)
            );
            (smaller && length.hundredths == 0 && !self.is_age(unit_at + 1)).then_some((unit_at + 1, number, unit))
        };
        match more() {
            Some((end, number, unit)) => (end, Length { rest: Some((number, unit)), ..length }),
            None => (end, length),
        }
    }

    /// Whether the length just read is somebody's age: "-old", "years old", "years of age".
    fn is_age(&self, end: usize) -> bool {
        self.is(self.dash(end), Key::Old)
            || self.is(end, Key::Of) && self.is(end + 1, Key::Age)
            || self.is(end, Key::Hyphen) && self.is(end + 1, Key::Old)
    }

    /// Whether something is counted once in that length: "$5 million a year", "twice a week", "four flights a week".
    fn is_rate(&self, at: usize, length: Length) -> bool {
        let one = self.is(at, Key::A) && length.count == Some(1) && length.hundredths == 0;
        let counted = at.checked_sub(1).is_some_and(|before| match self.class(before) {
            Class::Digits(..)
            | Class::Number(_)
            | Class::Decimal(..)
            | Class::Scale(_)
            | Class::Unit(_)
            | Class::Units(_)
            | Class::Key(Key::Percent | Key::Sign | Key::Once | Key::Twice | Key::Times) => true,
            _ => self.items.get(before).is_some_and(|item| item.look == Look::Plural) && self.is_counted(before),
        });
        one && counted
    }

    /// Whether a number stands before the noun at item `at`.
    fn is_counted(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.class(before), Class::Digits(..) | Class::Number(_)))
    }

    /// The date a length away: "two years ago", "a month later", "three weeks from now".
    fn away(&self, end: usize, length: Length) -> Reading<Value> {
        let behind = if self.is(end, Key::Or) && self.is(end + 1, Key::So) { end + 2 } else { end };
        let (end, sign, told) = match self.key(behind)? {
            Key::Ago => (behind + 1, -1, false),
            Key::Earlier => (behind + 1, -1, true),
            Key::Later => (behind + 1, 1, true),
            Key::Hence => (behind + 1, 1, false),
            // "In two weeks' time"
            Key::Possessive if self.is(behind + 1, Key::Time) => (behind + 2, 1, false),
            Key::From if self.any(behind + 1, &[Key::Now, Key::Today]) => (behind + 2, 1, false),
            _ => return None,
        };
        let beyond = Value::Tense(if sign < 0 { Tense::Past } else { Tense::Future });
        let moments = matches!(length.unit, Unit::Second | Unit::Minute | Unit::Hour);
        if told && (moments || length.count.is_none()) {
            return None;
        }
        let Some(count) = length.count else { return Some((end, beyond)) };
        let count = i64::from(count) * sign;
        if length.unit == Unit::Year && count == -1 && length.hundredths == 0 && self.scene.quarter.is_some() {
            return Some((end, self.year_ago().map_or(beyond, Value::Date)));
        }
        if moments {
            return Some((end, self.moments_away(sign, length).unwrap_or(beyond)));
        }
        let from = if told { self.scene.last.and_then(calendar::anchor) } else { None };
        let Some(from) = from.or(self.scene.today) else {
            return Some((end, calendar::open(length.unit).map_or(beyond, Value::Date)));
        };
        let point = if length.hundredths == HALF {
            and_half(from, sign, length)
        } else {
            calendar::shift(from, length.unit, count)
        };
        Some((end, point.map_or(beyond, Value::Date)))
    }

    /// "three hours ago" is still a day.
    fn moments_away(&self, sign: i64, length: Length) -> Option<Value> {
        let hours = if length.unit == Unit::Hour { i64::from(length.count?) } else { 0 };
        let day = self.scene.today.and_then(|today| calendar::plus_days(today, sign * (hours / 24)));
        Some(Value::Date(day.map_or(Point::OpenDay, Point::Day)))
    }
}

/// "a year and a half ago" is a month, "half a century ago" a year.
fn and_half(from: jiff::civil::Date, sign: i64, length: Length) -> Option<Point> {
    let (count, unit) = (i64::from(length.count?), length.unit);
    match unit {
        Unit::Year => calendar::shift(from, Unit::Month, sign * (count * 12 + 6)),
        Unit::Decade => calendar::shift(from, Unit::Year, sign * (count * 10 + 5)),
        Unit::Century => calendar::shift(from, Unit::Year, sign * (count * 100 + 50)),
        Unit::Month => calendar::shift(from, Unit::Week, sign * (count * 4 + 2)),
        _ => None,
    }
}

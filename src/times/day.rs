//! Days: "Feb. 24, 2025", "24th of February", "24/02/2025", "Friday", "last Friday", "yesterday", "Christmas".

use super::calendar;
use super::holidays;
use super::item::Look;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::tense::Outlook;
use super::value::{Point, Unit};
use jiff::civil::Date;

impl Reader<'_> {
    /// A day that begins at item `at`.
    pub(super) fn day(&self, at: usize) -> Reading<Point> {
        match self.class(at) {
            Class::Iso(year, month, day) => Some((at + 1, written(year, month, day))),
            Class::Slashes(a, b, year) => Some((at + 1, day_or_month_first(a, b, year))),
            Class::Month(..) => self.month_day(at),
            Class::Weekday(..) => self.weekday(at),
            Class::Digits(..) | Class::Ordinal(_) | Class::Number(_) => self.day_month(at),
            Class::Key(Key::Today | Key::Tomorrow | Key::Yesterday) if self.in_a_name(at) => None,
            Class::Key(Key::Yesterday) => Some((at + 1, self.days_from_today(-1))),
            Class::Key(Key::Today) => Some((at + 1, self.days_from_today(0))),
            Class::Key(Key::Tomorrow) => Some((at + 1, self.days_from_today(1))),
            Class::Key(Key::The) => self.the_day(at).or_else(|| self.holiday(at)),
            Class::Key(_) => self.pointed_weekday(at).or_else(|| self.holiday(at)),
            _ => self.holiday(at),
        }
    }

    pub(super) fn days_from_today(&self, days: i64) -> Point {
        let day = self.scene.today.and_then(|today| calendar::plus_days(today, days));
        day.map_or(Point::OpenDay, Point::Day)
    }

    /// "Feb. 24", "February 24th, 2025", "March eighth".
    fn month_day(&self, at: usize) -> Reading<Point> {
        let (end, month) = self.month_name(at)?;
        let begin = if self.is(end, Key::The) && self.ordinal(end + 1).is_some() { end + 1 } else { end };
        let (end, day) = match self.class(begin) {
            Class::Digits(day, 1 | 2) => (begin + 1, day),
            _ => self.ordinal(begin)?,
        };
        let counted = matches!(self.class(end), Class::Units(_) | Class::Key(Key::Percent));
        if day == 0 || counted {
            return None;
        }
        Some(self.with_year(at, end, month, day))
    }

    /// "24 February 2025", "the 24th of February".
    fn day_month(&self, at: usize) -> Reading<Point> {
        let (end, day) = match self.class(at) {
            Class::Digits(day, 1 | 2) => (at + 1, day),
            _ => self.ordinal(at)?,
        };
        let (end, month) = self.month_name(self.skip(end, Key::Of))?;
        if day == 0 || !self.capital(end - 1) && !self.is(end - 1, Key::Dot) {
            return None;
        }
        // In "from 1 March 3" the number belongs to what follows.
        Some(self.with_year(at, end, month, day))
    }

    /// "the 24th of February", "the previous Friday", "the next day".
    fn the_day(&self, at: usize) -> Reading<Point> {
        self.ordinal(at + 1).and_then(|_| self.day_month(at + 1)).or_else(|| self.pointed_weekday(at + 1))
    }

    /// A month by its name, full stop included.
    pub(super) fn month_name(&self, at: usize) -> Reading<i8> {
        let Class::Month(month, short) = self.class(at) else { return None };
        // "may", "march" and "august" are words of their own, "mar", "dec" and "sun" parts of names.
        if !self.capital(at) {
            return None;
        }
        let stop = short && self.is(at + 1, Key::Dot) && self.glued(at + 1);
        Some((at + 1 + usize::from(stop), month))
    }

    /// The day with the year that stands behind it, or with the nearest one.
    fn with_year(&self, at: usize, end: usize, month: i8, day: u32) -> (usize, Point) {
        let Ok(day) = i8::try_from(day) else { return (end, Point::Never) };
        let comma = self.skip(end, Key::Comma);
        if let Some((end, year)) = self.plain_year(comma)
            && !matches!(self.class(end), Class::Units(_))
        {
            return (end, calendar::day(year, month, day));
        }
        if let Some((end, year)) = self.named_year(comma) {
            return (end, year.map_or(Point::YearDay(month, day), |year| calendar::day(year, month, day)));
        }
        // "5 March 99999", but not "on March 5, 12000 people".
        let alone = comma == end || self.items.get(comma + 1).is_none_or(|next| next.look == Look::Sign);
        if alone && matches!(self.class(comma), Class::Digits(_, 5..)) {
            return (comma + 1, Point::Never);
        }
        (end, self.nearest(month, day, self.outlook_of_deadline(at, end)))
    }

    /// That day of the year that fits the tense, the nearest where there is none.
    pub(super) fn nearest(&self, month: i8, day: i8, outlook: Option<Outlook>) -> Point {
        // A leap year has every day there is.
        if Date::new(2024, month, day).is_err() {
            return Point::Never;
        }
        let Some(today) = self.scene.today else { return Point::YearDay(month, day) };
        let years = [-1, 0, 1].into_iter().filter_map(|years| calendar::plus_years(today.year(), years));
        let mut days = years.filter_map(|year| Date::new(year, month, day).ok());
        let found = match outlook {
            // A year back it would have its year; the verb belongs to something else ("said … on Dec. 7" in November).
            Some(Outlook::Past) => days.rfind(|day| days_since(today, *day) >= -ONE_AT_HAND),
            Some(Outlook::Future) => days.find(|day| *day >= today),
            None => days.min_by_key(|day| days_since(today, *day).abs()),
        };
        found.map_or(Point::YearDay(month, day), Point::Day)
    }

    /// "Friday", "Friday, Feb. 28", "Monday 24 February 2025".
    fn weekday(&self, at: usize) -> Reading<Point> {
        let (end, number) = self.weekday_name(at)?;
        // "Saturday Night Live"
        if matches!(self.class(end), Class::Part(_)) && self.capital(end) && self.capital(end + 1) {
            return None;
        }
        let next = self.skip(end, Key::Comma);
        let next = self.skip(next, Key::The);
        if let Some((end, day)) = self.month_day(next).or_else(|| self.day_month(next)) {
            return Some((end, day));
        }
        if let Class::Iso(..) | Class::Slashes(..) = self.class(next) {
            return self.day(next);
        }
        Some((end, self.weekday_by_tense(number, self.outlook(at, end))))
    }

    /// A weekday by its name, full stop included. Short forms need a capital ("sat", "sun" and "wed" are words).
    pub(super) fn weekday_name(&self, at: usize) -> Reading<i8> {
        let Class::Weekday(number, short) = self.class(at) else { return None };
        if !short {
            return Some((at + 1, number));
        }
        let dot = self.is(at + 1, Key::Dot) && self.glued(at + 1);
        let end = at + 1 + usize::from(dot);
        let abbreviated = dot || self.words(at, at + 1).ends_with('.');
        let dated = matches!(self.class(self.skip(end, Key::Comma)), Class::Month(..) | Class::Digits(_, 1 | 2));
        (self.capital(at) && (abbreviated || dated)).then_some((end, number))
    }

    /// The last such day, today included, or the next where the tense says so.
    pub(super) fn weekday_by_tense(&self, number: i8, outlook: Option<Outlook>) -> Point {
        let day = self.scene.today.and_then(|today| match outlook {
            Some(Outlook::Future) => calendar::weekday_from(today, number),
            _ => calendar::weekday_until(today, number),
        });
        day.map_or(Point::Weekday(number), Point::Day)
    }

    /// "last Friday", "next Monday", "this coming Sunday", "the previous Friday".
    fn pointed_weekday(&self, at: usize) -> Reading<Point> {
        let mut key = self.key(at)?;
        let mut begin = at + 1;
        if let (Key::This, Some(inner @ (Key::Coming | Key::Past))) = (key, self.key(begin)) {
            (key, begin) = (inner, begin + 1);
        }
        let (end, number) = self.weekday_name(begin)?;
        let from_last = self.scene.last.and_then(calendar::anchor);
        let today = self.scene.today;
        let step = |from: Option<Date>, days| from.and_then(|from| calendar::plus_days(from, days));
        let day = match key {
            Key::Last | Key::Past => step(today, -1).and_then(|from| calendar::weekday_until(from, number)),
            Key::Next | Key::Coming => step(today, 1).and_then(|from| calendar::weekday_from(from, number)),
            Key::Previous | Key::Following if self.before(at) != Some(Key::The) => return None,
            Key::Previous => step(from_last.or(today), -1).and_then(|from| calendar::weekday_until(from, number)),
            Key::Following => step(from_last.or(today), 1).and_then(|from| calendar::weekday_from(from, number)),
            Key::This => today.and_then(|today| match self.outlook(at, end) {
                Some(Outlook::Past) => calendar::weekday_until(today, number),
                _ => calendar::weekday_from(today, number),
            }),
            Key::That | Key::Same => from_last.or(today).and_then(|from| calendar::weekday_until(from, number)),
            _ => return None,
        };
        // "Friday, Feb. 28" may stand behind it all the same.
        if let Some(dated @ (_, Point::Day(_))) = self.weekday(begin).filter(|(dated, _)| *dated > end) {
            return Some(dated);
        }
        Some((end, day.map_or(Point::Weekday(number), Point::Day)))
    }

    /// "Christmas", "Good Friday 2024", "last Thanksgiving".
    fn holiday(&self, at: usize) -> Reading<Point> {
        let shift = match self.key(at) {
            Some(Key::Last) => Some(Outlook::Past),
            Some(Key::Next) => Some(Outlook::Future),
            _ => None,
        };
        let begin = at + usize::from(shift.is_some() || self.is(at, Key::This));
        let (end, holiday) = holidays::find(self, begin)?;
        // "Easter Island", "Christmas trees".
        let part_of_name = self
            .items
            .get(end)
            .is_some_and(|next| next.class == Class::Other && (next.capital || next.look == Look::Plural));
        if part_of_name {
            return None;
        }
        if let Some((end, year)) = self.plain_year(self.skip(end, Key::Comma)) {
            return Some((end, holiday.on(year).map_or(Point::Never, Point::Day)));
        }
        let Some(today) = self.scene.today else { return Some((end, holiday.open())) };
        if let Some((end, Some(year))) = self.named_year(end) {
            return Some((end, holiday.on(year).map_or(Point::Never, Point::Day)));
        }
        let years = [-1, 0, 1].into_iter().filter_map(|years| calendar::plus_years(today.year(), years));
        let mut days = years.filter_map(|year| holiday.on(year));
        let day = match shift.or_else(|| self.outlook(at, end)) {
            Some(Outlook::Past) => days.rfind(|day| *day <= today),
            Some(Outlook::Future) => days.find(|day| *day >= today),
            None => days.min_by_key(|day| days_since(today, *day).abs()),
        };
        Some((end, day.map_or(holiday.open(), Point::Day)))
    }

    /// The day that "that day", "the next day" or "the day" count from.
    pub(super) fn day_in_question(&self) -> Option<Date> {
        match self.scene.last {
            Some(Point::Day(day)) => Some(day),
            _ => self.scene.today,
        }
    }

    /// Such a stretch as many from the day in question as told.
    pub(super) fn near_last(&self, unit: Unit, count: i64) -> Option<Point> {
        let from = self.scene.last.and_then(calendar::anchor).or(self.scene.today);
        match from {
            Some(from) => calendar::shift(from, unit, count),
            None => calendar::open(unit),
        }
    }
}

/// Days ahead at which a day is the one meant, whatever the verb.
const ONE_AT_HAND: i32 = 45;

fn days_since(today: Date, day: Date) -> i32 {
    day.until(today).map_or(0, |span| span.get_days())
}

fn written(year: i16, month: u8, day: u8) -> Point {
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => calendar::day(year, month, day),
        _ => Point::Never,
    }
}

/// "24/02/2025" and "02/24/2025" tell themselves apart; where both readings are days, the day comes second, as in the
/// United States, where most English that writes dates so comes from.
fn day_or_month_first(a: u8, b: u8, year: i16) -> Point {
    if a > 12 { written(year, b, a) } else { written(year, a, b) }
}

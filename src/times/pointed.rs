//! Stretches that a word points to: "last week", "next year", "this past spring", "that day", "last April".

use super::calendar;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::tense::Outlook;
use super::value::{Point, Season, Unit};

/// Words that make "the next year" a length.
const INSIDE: &[Key] = &[Key::During, Key::For, Key::In, Key::Over, Key::Within];

impl Reader<'_> {
    /// "last week", "next year", "this past spring", "the previous month", "that day", "last April".
    pub(super) fn pointed(&self, at: usize) -> Reading<Point> {
        let (mut key, mut begin) = (self.key(at)?, at + 1);
        if let (Key::This, Some(inner @ (Key::Coming | Key::Past | Key::Last))) = (key, self.key(begin)) {
            (key, begin) = (inner, begin + 1);
        } else if matches!(key, Key::Past | Key::Coming) {
            return None;
        }
        let count = match key {
            // "Following next year's vote" is a preposition.
            Key::Following | Key::Previous if self.before(at) != Some(Key::The) => return None,
            Key::Last | Key::Previous | Key::Past => -1,
            Key::Next | Key::Following | Key::Coming => 1,
            Key::This | Key::Current | Key::That | Key::Same | Key::Full | Key::Latest => 0,
            _ => return None,
        };
        begin = self.skip(self.skip(begin, Key::Full), Key::Fiscal);
        match self.class(begin) {
            // "This-week" is no word, "next-day delivery" and "last-quarter results" belong to their noun.
            Class::Unit(_) if self.dash(begin + 1) > begin + 1 => None,
            // "In the next year" is a length; "the next year they parted" is a date.
            Class::Unit(unit) if self.before(at) == Some(Key::The) && key == Key::Next => {
                let within =
                    at.checked_sub(1).and_then(|the| self.before(the)).is_some_and(|key| INSIDE.contains(&key));
                if within { None } else { self.near_last(unit, 1).map(|point| (begin + 1, point)) }
            }
            // "The last year" is a length, "last year" a date; "the last decade of the century" is neither.
            Class::Unit(_) if self.before(at) == Some(Key::The) && matches!(key, Key::Last | Key::Coming) => None,
            Class::Unit(unit) => self.pointed_unit(key, unit, count).map(|point| (begin + 1, point)),
            Class::Month(..) => self.pointed_month(begin, count),
            Class::Season(season) => Some((begin + 1, self.pointed_season(season, count))),
            _ => None,
        }
    }

    /// The stretch that `key` points to, `count` of them from now or from the one spoken of.
    fn pointed_unit(&self, key: Key, unit: Unit, count: i64) -> Option<Point> {
        match (unit, key) {
            (Unit::Day, Key::Next | Key::Following | Key::Previous | Key::That | Key::Same) => {
                self.near_last(unit, count)
            }
            (Unit::Day, Key::This) => self.near_today(unit, 0),
            (Unit::Day, _) | (Unit::Decade | Unit::Century, Key::Latest) => None,
            (Unit::Weekend, Key::Last | Key::Past) => Some(self.weekend(None)),
            (Unit::Weekend, Key::Next) => self.near_today(unit, i64::from(!self.weekend_begun())),
            // The latest year, as its results are told, is over.
            (Unit::Year, Key::Latest) => self.near_today(unit, -1),
            (_, Key::Previous | Key::Following | Key::That | Key::Same) => self.near_last(unit, count),
            _ => self.near_today(unit, count),
        }
    }

    /// The weekend that the tense tells: the last one, or the coming one.
    pub(super) fn weekend(&self, outlook: Option<Outlook>) -> Point {
        let Some(today) = self.scene.today else { return Point::Weekend(None) };
        let count = if self.weekend_begun() || outlook == Some(Outlook::Future) { 0 } else { -1 };
        Point::Weekend(calendar::week(today, count))
    }

    /// Whether today is Saturday or Sunday.
    fn weekend_begun(&self) -> bool {
        self.scene.today.is_some_and(|today| today.weekday().to_monday_one_offset() >= 6)
    }

    /// "last April", "this September", "next May".
    fn pointed_month(&self, at: usize, count: i64) -> Reading<Point> {
        let (end, month) = self.month_name(at)?;
        if let Some(dated) = self.month(at).filter(|(dated, _)| *dated > end) {
            return Some(dated);
        }
        let year = self.scene.today.and_then(|today| {
            let years = match count {
                // The month before this one is "last month"; "last February" in March is a year ago.
                -1 if month + 1 >= today.month() => -1,
                1 if month <= today.month() => 1,
                _ => 0,
            };
            calendar::plus_years(today.year(), years)
        });
        Some((end, Point::Month(year, Some(month))))
    }

    /// "last fall", "this summer", "next spring".
    fn pointed_season(&self, season: Season, count: i64) -> Point {
        let year = self.scene.today.and_then(|today| {
            let (year, now) = calendar::season(today);
            if count == 0 && season != Season::Winter {
                return Some(today.year());
            }
            let years = match count {
                -1 if season as u8 >= now as u8 => -1,
                1 if season as u8 <= now as u8 => 1,
                _ => 0,
            };
            calendar::plus_years(year, years)
        });
        Point::Season(year, season)
    }

    /// Such a stretch as many from today as told.
    pub(super) fn near_today(&self, unit: Unit, count: i64) -> Option<Point> {
        match self.scene.today {
            Some(today) => calendar::shift(today, unit, count),
            None => calendar::open(unit),
        }
    }
}

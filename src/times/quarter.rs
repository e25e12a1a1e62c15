//! Quarters and halves of a year, and the periods that business news compares them with.

use super::calendar;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::tense::Outlook;
use super::value::{Point, Unit, Year};

/// Most words between the article and "quarter".
const MOST_WORDS: usize = 6;

/// What the words before "quarter" say.
#[derive(Default)]
struct Told {
    /// The year, which may be open.
    year: Option<Year>,
    ordinal: Option<i8>,
    /// Which one seen from the one in question.
    which: Option<Key>,
    /// "year-ago", "year-earlier".
    year_ago: bool,
}

impl Reader<'_> {
    /// "the third quarter of 1998", "third-quarter", "the year-ago period", "this year's first quarter", "Q1 2025".
    pub(super) fn quarter(&self, at: usize) -> Reading<Point> {
        if let Class::YearPart(most, number) = self.class(at) {
            return self.year_part(at, most, number);
        }
        self.half_of(at).or_else(|| self.worded_quarter(at))
    }

    /// "Q1 2025", "H2", "Q3 of 2024".
    fn year_part(&self, at: usize, most: i8, number: i8) -> Reading<Point> {
        let told = self.year_behind(at + 1);
        if most == 2 {
            return told.map(|(end, year)| (end, Point::Half(year, number)));
        }
        Some(match told {
            Some((end, year)) => (end, Point::Quarter(year, Some(number))),
            None => (at + 1, self.nearest_quarter(number, self.outlook(at, at + 1))),
        })
    }

    /// "the first half of 1998", "second half of next year".
    fn half_of(&self, at: usize) -> Reading<Point> {
        let at = self.skip(at, Key::The);
        let (number, at) = match self.class(at) {
            Class::Ordinal(number @ 1..=2) => (number as i8, at),
            Class::Key(Key::Last | Key::Latest) => (2, at),
            _ => return None,
        };
        let half = self.dash(at + 1);
        if !self.is(half, Key::Half) {
            return None;
        }
        let of = self.skip(self.skip(half + 1, Key::Of), Key::The);
        if let Some(decade) = self.decade(of) {
            return Some(decade);
        }
        let (end, year) = self.year_behind(half + 1)?;
        Some((end, Point::Half(year, number)))
    }

    /// The year behind "quarter" or "half": "of 1998", "1998", "of fiscal 1998", "of next year", "of the year".
    fn year_behind(&self, at: usize) -> Reading<Option<i16>> {
        let begin = if self.any(at, &[Key::Of, Key::In, Key::Comma]) { at + 1 } else { at };
        let begin = self.skip(self.skip(begin, Key::The), Key::Fiscal);
        if self.class(begin) == Class::Unit(Unit::Year) && begin > at + 1 {
            if let Some((end, year)) = self.plain_year(begin + 1) {
                return Some((end, Some(year)));
            }
            return Some((begin + 1, self.scene.today.map(jiff::civil::Date::year)));
        }
        if let Class::FiscalYear(year) = self.class(begin) {
            return Some((begin + 1, Some(year)));
        }
        self.plain_year(begin).map(|(end, year)| (end, Some(year))).or_else(|| self.named_year(begin))
    }

    fn worded_quarter(&self, at: usize) -> Reading<Point> {
        let article = self.is(at, Key::The);
        let mut told = Told::default();
        let mut end = at + usize::from(article);
        for _ in 0..MOST_WORDS {
            match self.told(end, &mut told) {
                Some(next) => end = next,
                None => break,
            }
        }
        let seen = told.ordinal.is_some() || told.which.is_some() || told.year.is_some() || told.year_ago;
        let known = match self.class(end) {
            // "A quarter of the voters" is a share.
            Class::Unit(Unit::Quarter) => {
                told.ordinal.is_some() || article && seen || (article || seen) && !self.is(end + 1, Key::Of)
            }
            // Any stretch of time is a period, unless quarters are spoken of.
            Class::Key(Key::Period) => {
                told.year.is_some() || self.scene.quarter.is_some() && (told.year_ago || told.which.is_some())
            }
            _ => false,
        };
        // "The third-quarter loss": the article belongs to the loss.
        if !known || (article || told.which.is_some()) && self.is(end - 1, Key::Hyphen) {
            return None;
        }
        end += 1;
        if self.dash(end) > end {
            return None;
        }
        if told.year.is_none()
            && let Some((behind, year)) = self.year_behind(end)
        {
            (end, told.year) = (behind, Some(year));
        }
        let of_scene = self.scene.quarter.or_else(|| self.scene.today.and_then(|today| calendar::quarter(today, -1)));
        let point = match (told.ordinal, told.year) {
            (Some(number), Some(year)) => Point::Quarter(year, Some(number)),
            (Some(number), None) if told.year_ago => {
                let year = self.scene.today.and_then(|today| calendar::plus_years(today.year(), -1));
                Point::Quarter(year, Some(number))
            }
            (Some(number), None) => self.nearest_quarter(number, self.outlook_of_deadline(at, end)),
            (None, Some(year)) => Point::Quarter(year, of_scene.map(|(_, number)| number)),
            (None, None) => match self.quarter_ended(end).or(of_scene) {
                _ if matches!(told.which, Some(Key::Current | Key::This | Key::Next | Key::Last | Key::Latest)) => {
                    self.counted(&told)
                }
                None => Point::Quarter(None, None),
                Some((year, number)) if told.year_ago || told.which == Some(Key::Comparable) => {
                    Point::Quarter(calendar::plus_years(year, -1), Some(number))
                }
                Some((year, number)) => {
                    let step = match told.which {
                        Some(Key::Previous) => -1,
                        Some(Key::Following) => 1,
                        _ => 0,
                    };
                    step_quarter(year, number, step)
                }
            },
        };
        Some((end, point))
    }

    /// One word before "quarter", and what stands behind it.
    fn told(&self, at: usize, told: &mut Told) -> Option<usize> {
        match self.class(at) {
            Class::Ordinal(number @ 1..=4) if told.ordinal.is_none() => {
                told.ordinal = Some(number as i8);
                Some(self.dash(at + 1))
            }
            Class::Unit(Unit::Year) => {
                let next = self.dash(at + 1);
                told.year_ago = true;
                self.any(next, &[Key::Ago, Key::Earlier]).then_some(next + 1)
            }
            Class::Key(Key::Fiscal | Key::Full) => Some(self.dash(at + 1)),
            Class::Key(Key::Last | Key::This | Key::Next) => {
                if let Some((end, year)) = self.named_year(at)
                    && self.is(end, Key::Possessive)
                {
                    told.year = Some(year);
                    return Some(end + 1);
                }
                told.which = self.key(at);
                Some(at + 1)
            }
            Class::Key(
                key @ (Key::Latest
                | Key::Current
                | Key::Previous
                | Key::Same
                | Key::Comparable
                | Key::Following
                | Key::That),
            ) => {
                told.which = Some(key);
                Some(at + 1)
            }
            Class::Digits(1900..=2100, 4) if told.year.is_none() => {
                told.year = self.plain_year(at).map(|(_, year)| Some(year));
                Some(at + 1)
            }
            _ => None,
        }
    }

    /// "this quarter", "next quarter", "the current quarter", counted from today.
    fn counted(&self, told: &Told) -> Point {
        let count = match told.which {
            Some(Key::Last | Key::Latest) => -1,
            Some(Key::Next) => 1,
            _ => 0,
        };
        let quarter = self.scene.today.and_then(|today| calendar::quarter(today, count));
        quarter.map_or(Point::Quarter(None, None), |(y, q)| Point::Quarter(Some(y), Some(q)))
    }

    /// The quarter that "ended Sept. 30": the one its middle month lies in.
    fn quarter_ended(&self, at: usize) -> Option<(i16, i8)> {
        if !self.is(at, Key::Ended) {
            return None;
        }
        // No quarter: "the quarter ended the quarter ended …" must not go on for ever.
        let (_, day) = self.day(at + 1).or_else(|| self.period(at + 1))?;
        let end = calendar::anchor(day)?;
        let (year, month) = calendar::plus_months(end, -1)?;
        Some((year, calendar::quarter_of(month)))
    }

    /// The quarter of that number that has begun last, or the next to end where the tense says so.
    fn nearest_quarter(&self, number: i8, outlook: Option<Outlook>) -> Point {
        let year = self.scene.today.map(|today| {
            let current = calendar::quarter_of(today.month());
            let spoken_of = self.scene.quarter.is_some_and(|(year, _)| year == today.year());
            let years = match outlook {
                _ if spoken_of => 0,
                // The one just over is still reported on: "expects to post a third-quarter loss", said in October.
                Some(Outlook::Future) => i64::from(number + 1 < current),
                _ => -i64::from(number > current),
            };
            calendar::plus_years(today.year(), years)
        });
        Point::Quarter(year.flatten(), Some(number))
    }
}

fn step_quarter(year: i16, number: i8, step: i64) -> Point {
    let first = jiff::civil::Date::new(year, number * 3 - 2, 1).ok();
    let quarter = first.and_then(|first| calendar::quarter(first, step));
    quarter.map_or(Point::Quarter(None, None), |(y, q)| Point::Quarter(Some(y), Some(q)))
}

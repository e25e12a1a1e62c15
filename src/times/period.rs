//! Stretches longer than a day: "March", "spring 1997", "1998", "the 1990s", "last week", "two years ago".

use super::calendar;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::tense::Outlook;
use super::value::{Point, Season, Unit};

impl Reader<'_> {
    /// A stretch of the calendar longer than a day that begins at item `at`.
    pub(super) fn period(&self, at: usize) -> Reading<Point> {
        match self.class(at) {
            Class::Month(..) => self.month(at),
            Class::Season(season) => self.season(at, season),
            Class::Digits(..) | Class::ShortYear(_) | Class::Number(_) => self.year(at),
            Class::FiscalYear(year) => Some((at + 1, Point::Year(Some(year)))),
            Class::Decade(_) => self.decade(at),
            Class::Ordinal(_) => self.century(at),
            Class::Unit(Unit::Year) => self.year_end(at),
            Class::Key(Key::Fiscal) => self.fiscal_year(at),
            Class::Key(Key::The | Key::Its) => self.the_period(at),
            Class::Key(_) => self.pointed(at, at, false),
            _ => None,
        }
    }

    /// "March", "March 1998", "March of last year".
    fn month(&self, at: usize) -> Reading<Point> {
        let (end, month) = self.month_name(at)?;
        let of = self.skip(self.skip(end, Key::Comma), Key::Of);
        if let Some((end, year)) = self.plain_year(of)
            && !matches!(self.class(end), Class::Units(_))
        {
            return Some((end, Point::Month(Some(year), Some(month))));
        }
        if let Some((end, year)) = self.named_year(end) {
            return Some((end, Point::Month(year, Some(month))));
        }
        if !self.means_month(at, end) {
            return None;
        }
        let outlook = self.outlook_of_deadline(at, end);
        let deadline = matches!(self.before(at), Some(Key::By | Key::Until | Key::To));
        Some((end, Point::Month(self.month_year(month, outlook, deadline), Some(month))))
    }

    /// Whether the word is the month and no name, verb or beginning of a sentence.
    fn means_month(&self, at: usize, end: usize) -> bool {
        let led = self.before(at).is_some_and(|key| {
            use Key::{And, Between, By, During, Early, End, For, From, Hyphen, In, Last, Late, Mid, Next, Of, Or};
            use Key::{Since, The, This, Through, To, Until};
            let keys = [
                And, Between, By, During, Early, End, For, From, Hyphen, In, Last, Late, Mid, Next, Of, Or, Since, The,
                This, Through, To, Until,
            ];
            keys.contains(&key)
        });
        if led {
            return true;
        }
        let name = self.capital(end) && self.class(end) == Class::Other;
        let after_name = at > 0 && self.capital(at - 1) && self.class(at - 1) == Class::Other;
        let possessive = self.is(end, Key::Possessive);
        let ambiguous = matches!(self.class(at), Class::Month(3 | 5, false));
        possessive || !name && !after_name && !(ambiguous && at == 0)
    }

    /// The year of a month that stands alone: the last one that has begun, or the next where the tense says so.
    fn month_year(&self, month: i8, outlook: Option<Outlook>, deadline: bool) -> Option<i16> {
        let today = self.scene.today?;
        let years = match outlook {
            Some(Outlook::Future) if month < today.month() => 1,
            Some(Outlook::Future) => 0,
            // "In September", said in August with no verb to tell, is the one at hand.
            None if (1..=if deadline { 5 } else { 2 }).contains(&(month - today.month()).rem_euclid(12)) => {
                i64::from(month < today.month())
            }
            _ if month > today.month() => -1,
            _ => 0,
        };
        calendar::plus_years(today.year(), years)
    }

    /// "spring 1997", "the winter of 1994", "summer".
    fn season(&self, at: usize, season: Season) -> Reading<Point> {
        let of = self.skip(at + 1, Key::Of);
        if let Some((end, year)) = self.plain_year(of) {
            return Some((end, Point::Season(Some(year), season)));
        }
        if let Some((end, year)) = self.named_year(of) {
            return Some((end, Point::Season(year, season)));
        }
        use Key::{By, During, Early, In, Late, Mid, Of, Since, The, Through, Until};
        let led = self.before(at).is_some_and(|key| {
            [By, During, Early, In, Late, Mid, Of, Since, The, Through, Until, Key::Hyphen].contains(&key)
        });
        let counted = self.is(of, Key::A) || of > at + 1;
        (led && !counted).then(|| (at + 1, Point::Season(self.season_year(season, self.outlook(at, at + 1)), season)))
    }

    fn season_year(&self, season: Season, outlook: Option<Outlook>) -> Option<i16> {
        let today = self.scene.today?;
        let (year, now) = calendar::season(today);
        let years = match outlook {
            Some(Outlook::Future) if (season as u8) < now as u8 => 1,
            Some(Outlook::Past) if (season as u8) > now as u8 => -1,
            _ => 0,
        };
        calendar::plus_years(year, years)
    }

    /// "1998", "'98", "nineteen ninety-seven".
    fn year(&self, at: usize) -> Reading<Point> {
        let (end, year) = self.plain_year(at)?;
        if let Class::Digits(..) = self.class(at) {
            let (before, next) = (self.before(at), self.items.get(end));
            use Key::{And, Between, By, During, Early, From, In, Late, Mid, Of, Since, The, Through, To, Until};
            let led = matches!(
                before,
                Some(In | Since | During | Until | Early | Late | Mid | The | By | Through | Key::Fiscal)
            );
            let weakly = led || matches!(before, Some(And | Between | From | Of | To | Key::Hyphen | Key::For));
            let counts = matches!(self.class(end), Class::Units(_) | Class::Unit(_) | Class::Scale(_))
                || self.any(end, &[Key::Percent, Key::Sign])
                || next.is_some_and(|next| next.plural && next.class == Class::Other && !next.glued);
            let money = before == Some(Key::Sign);
            let far = !(1700..=2100).contains(&year);
            // "1,200" and "12.1998" are cut elsewhere; "1998.5" and "1998/3" are no years.
            let glued = self.glued(at) && !matches!(before, Some(Key::Hyphen | Key::Slash | Key::Comma) | None);
            let bracket = self.glued(at) && before.is_none();
            if money || counts && !led || far && !weakly || glued && !bracket || far && !(1000..=2500).contains(&year) {
                return None;
            }
        }
        Some((end, Point::Year(Some(year))))
    }

    /// "the 1990s", "the nineties", "the '80s".
    pub(super) fn decade(&self, at: usize) -> Reading<Point> {
        let Class::Decade(decade) = self.class(at) else { return None };
        let aged = self.before(at) == Some(Key::Its);
        let led = !matches!(self.class(at), Class::Decade(10..)) && decade < 10;
        if aged {
            return None;
        }
        // "In the nineties" is the last one that has begun.
        let century = if led {
            let now = self.scene.today.map_or(202, |today| today.year() / 10);
            if now % 10 >= decade { now / 10 * 10 } else { now / 10 * 10 - 10 }
        } else {
            0
        };
        let decade = century + decade;
        (100..300).contains(&decade).then_some((at + 1, Point::Decade(Some(decade))))
    }

    /// "20th century".
    fn century(&self, at: usize) -> Reading<Point> {
        let (end, number) = self.ordinal(at)?;
        let end = self.dash(end);
        let century = i16::try_from(number).ok().filter(|n| (1..=30).contains(n))?;
        (self.class(end) == Class::Unit(Unit::Century)).then_some((end + 1, Point::Century(century - 1)))
    }

    /// "year-end", "year end", "year's end"; "year-ago" and "year-earlier" before what they compare.
    fn year_end(&self, at: usize) -> Reading<Point> {
        let next = self.skip(self.dash(at + 1), Key::Possessive);
        if self.is(next, Key::End) {
            let end = self.skip(next + 1, Key::Of);
            if let Some((end, year)) = self.plain_year(end) {
                return Some((end, Point::Year(Some(year))));
            }
            return Some((next + 1, self.from_today(Unit::Year, 0)?));
        }
        let compared = self.any(next, &[Key::Ago, Key::Earlier]) && self.is(at + 1, Key::Hyphen);
        compared.then(|| self.year_ago().map(|point| (next + 1, point)))?
    }

    /// What results are compared with: the same quarter of the year before, or that year.
    pub(super) fn year_ago(&self) -> Option<Point> {
        match self.scene.quarter {
            Some((year, number)) => Some(Point::Quarter(Some(year - 1), Some(number))),
            None => self.from_today(Unit::Year, -1),
        }
    }

    /// "fiscal 1998", "fiscal year 1998".
    fn fiscal_year(&self, at: usize) -> Reading<Point> {
        let next = self.dash(at + 1);
        let unit = self.class(next) == Class::Unit(Unit::Year);
        let (end, year) = self.plain_year(next + usize::from(unit))?;
        Some((end, Point::Year(Some(year))))
    }

    /// What begins with "the" or "its": "the year 2000", "the 1990s", "the current fiscal year", "the weekend".
    fn the_period(&self, at: usize) -> Reading<Point> {
        let next = at + 1;
        match self.class(next) {
            Class::Season(season) => self.season(next, season),
            Class::Decade(_) => self.decade(next),
            Class::Ordinal(_) => self.century(next),
            Class::Unit(unit) => self.the_unit(next, unit),
            Class::Key(Key::Fiscal) if self.class(next + 1) == Class::Unit(Unit::Year) => {
                self.fiscal_year(next).or_else(|| Some((next + 2, self.from_today(Unit::Year, 0)?)))
            }
            Class::Key(_) => self.pointed(next, at, self.is(at, Key::The)),
            _ => None,
        }
    }

    /// "the year 2000"; "the year", "the week", "the weekend": the present one.
    fn the_unit(&self, at: usize, unit: Unit) -> Reading<Point> {
        if unit == Unit::Year
            && let Some((end, year)) = self.plain_year(at + 1)
        {
            return Some((end, Point::Year(Some(year))));
        }
        // "The year ended March 31" is a length of its own.
        use Key::{After, Ago, Ahead, Before, Earlier, Ended, Hyphen, Later, Of, That};
        if self.any(at + 1, &[Of, Ended, After, Before, Ahead, Ago, Earlier, Later, That, Hyphen])
            || matches!(self.class(at + 1), Class::Unit(_))
        {
            return None;
        }
        let point = match unit {
            Unit::Day => self.day_in_question().map_or(Point::OpenDay, Point::Day),
            Unit::Weekend => self.weekend(self.outlook(at, at + 1)),
            Unit::Week | Unit::Month | Unit::Quarter | Unit::Year => self.from_today(unit, 0)?,
            _ => return None,
        };
        Some((at + 1, point))
    }

    /// The weekend that the tense tells: the last one until Thursday, the coming one from Friday on.
    fn weekend(&self, outlook: Option<Outlook>) -> Point {
        let Some(today) = self.scene.today else { return Point::Weekend(None) };
        let begun = today.weekday().to_monday_one_offset() >= 6;
        let count = if begun || outlook == Some(Outlook::Future) { 0 } else { -1 };
        Point::Weekend(calendar::week(today, count))
    }

    /// "last week", "next year", "this past spring", "the previous month", "that day", "last April".
    ///
    /// `the` tells whether "the" stands before, for "the last year" is a length and "last year" a date.
    fn pointed(&self, at: usize, from: usize, the: bool) -> Reading<Point> {
        let mut key = self.key(at)?;
        let mut begin = at + 1;
        let mut this = false;
        if let (Key::This, Some(inner @ (Key::Coming | Key::Past | Key::Last))) = (key, self.key(begin)) {
            (key, begin, this) = (inner, begin + 1, true);
        }
        while self.any(begin, &[Key::Fiscal, Key::Full]) {
            begin += 1;
        }
        let count = match key {
            Key::Last | Key::Previous => -1,
            Key::Past | Key::Coming if !this => return None,
            Key::Past => -1,
            Key::Next | Key::Following | Key::Coming => 1,
            Key::This | Key::Current | Key::That | Key::Same | Key::Full | Key::Latest => 0,
            _ => return None,
        };
        let remembered = matches!(key, Key::Previous | Key::Following | Key::That | Key::Same);
        match self.class(begin) {
            Class::Unit(_) if the && matches!(key, Key::Last | Key::Coming) => None,
            Class::Unit(Unit::Decade | Unit::Century) if key == Key::Latest => None,
            Class::Unit(Unit::Day) if matches!(key, Key::Current | Key::Full | Key::Latest | Key::Last) => None,
            Class::Unit(Unit::Day) if key == Key::This => Some((begin + 1, self.days_from_today(0))),
            Class::Unit(_) if self.is(begin + 1, Key::Hyphen) && self.glued(begin + 1) => None,
            Class::Unit(unit @ (Unit::Day | Unit::Weekend)) if key == Key::Next => {
                let point = match unit {
                    Unit::Day => self.from_in_question(unit, 1)?,
                    _ => self.from_today(unit, i64::from(!self.weekend_ahead()))?,
                };
                Some((begin + 1, point))
            }
            Class::Unit(Unit::Weekend) => {
                let outlook = if count == 0 { self.outlook(from, begin + 1) } else { None };
                let point = match count {
                    -1 => self.weekend(None),
                    0 if outlook == Some(Outlook::Past) => self.weekend(outlook),
                    _ => self.from_today(Unit::Weekend, 0)?,
                };
                Some((begin + 1, point))
            }
            Class::Unit(unit) if remembered => Some((begin + 1, self.from_in_question(unit, count)?)),
            Class::Unit(unit) => Some((begin + 1, self.from_today(unit, count)?)),
            Class::Month(..) => self.pointed_month(begin, count),
            Class::Season(season) => Some((begin + 1, self.pointed_season(season, count))),
            _ => None,
        }
    }

    /// Whether this week's weekend has not come yet.
    fn weekend_ahead(&self) -> bool {
        self.scene.today.is_some_and(|today| today.weekday().to_monday_one_offset() < 5)
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
    pub(super) fn from_today(&self, unit: Unit, count: i64) -> Option<Point> {
        match self.scene.today {
            Some(today) => calendar::shift(today, unit, count),
            None => calendar::open(unit),
        }
    }
}

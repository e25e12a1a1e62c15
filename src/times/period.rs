//! Stretches longer than a day: "March", "spring 1997", "1998", "the 1990s", "last week", "two years ago".

use super::calendar;
use super::item::Look;
use super::lexicon::{Class, Key};
use super::reader::{Reader, Reading};
use super::tense::Outlook;
use super::value::{Point, Season, Unit};

/// Words that make "May" and "June" a month, whatever follows.
const BEFORE_A_MONTH: &[Key] = &[
    Key::During,
    Key::Early,
    Key::In,
    Key::Last,
    Key::Late,
    Key::Mid,
    Key::Next,
    Key::Since,
    Key::This,
    Key::Through,
    Key::Until,
];

/// Words that make "spring" and "fall" a season.
const BEFORE_A_SEASON: &[Key] = &[
    Key::Before,
    Key::By,
    Key::During,
    Key::Early,
    Key::For,
    Key::Hyphen,
    Key::In,
    Key::Late,
    Key::Mid,
    Key::Of,
    Key::Over,
    Key::Since,
    Key::Through,
    Key::Until,
];

/// Words behind "the year" that make it another one than the present.
const BEHIND_ANOTHER_UNIT: &[Key] = &[
    Key::After,
    Key::Ago,
    Key::Ahead,
    Key::Before,
    Key::Earlier,
    Key::Ended,
    Key::Hyphen,
    Key::Later,
    Key::Of,
    Key::That,
];

/// Words that make four digits a year, whatever follows: "since 2000".
const BEFORE_A_YEAR: &[Key] = &[
    Key::By,
    Key::During,
    Key::Early,
    Key::Fiscal,
    Key::In,
    Key::Late,
    Key::Mid,
    Key::Since,
    Key::The,
    Key::Through,
    Key::Until,
];

/// Words that may stand before any number, and make an old year likely enough.
const BEFORE_A_NUMBER: &[Key] = &[Key::And, Key::Between, Key::For, Key::From, Key::Of, Key::To];

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
            Class::Key(_) => self.pointed(at),
            _ => None,
        }
    }

    /// "March", "March 1998", "March of last year".
    pub(super) fn month(&self, at: usize) -> Reading<Point> {
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
        let deadline = matches!(self.before(at), Some(Key::By | Key::Until | Key::To | Key::Through));
        Some((end, Point::Month(self.month_year(month, outlook, deadline), Some(month))))
    }

    /// Whether the word is the month and no name, verb or beginning of a sentence.
    fn means_month(&self, at: usize, end: usize) -> bool {
        if self.before(at).is_some_and(|key| BEFORE_A_MONTH.contains(&key)) {
            return true;
        }
        let name = self.capital(end) && self.class(end) == Class::Other;
        let after_name = at > 0 && self.capital(at - 1) && self.class(at - 1) == Class::Other;
        let possessive = self.is(end, Key::Possessive);
        // "May I ask …", "March on!"
        let first =
            at == 0 || self.items.get(at - 1).is_some_and(|item| item.look == Look::Sign && item.class == Class::Other);
        let verb = first && matches!(self.class(at), Class::Month(3 | 5, false));
        possessive || self.before(at) == Some(Key::The) || !name && !after_name && !verb
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
        let led = match self.before(at) {
            Some(Key::The) => at.checked_sub(1).and_then(|the| self.before(the)),
            key => key,
        };
        // "A set of winter tires"
        let bare = self.before(at) == led && matches!(led, Some(Key::For | Key::Of | Key::Over | Key::Before));
        let led = !bare && led.is_some_and(|key| BEFORE_A_SEASON.contains(&key));
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
        let written = matches!(self.class(at), Class::Digits(..));
        (!written || self.reads_as_year(at, end, year)).then_some((end, Point::Year(Some(year))))
    }

    /// Whether four digits are a year and no sum, count or number of something.
    fn reads_as_year(&self, at: usize, end: usize, year: i16) -> bool {
        let before = self.before(at);
        let led = before.is_some_and(|key| BEFORE_A_YEAR.contains(&key));
        let weakly = led || before.is_some_and(|key| BEFORE_A_NUMBER.contains(&key));
        let counts = matches!(self.class(end), Class::Units(_) | Class::Unit(_) | Class::Scale(_))
            || self.any(end, &[Key::Percent, Key::Sign, Key::People])
            || self
                .items
                .get(end)
                .is_some_and(|next| next.look == Look::Plural && next.class == Class::Other && !next.glued);
        let part_of_number = self.glued(at) && !matches!(before, Some(Key::Hyphen | Key::Slash | Key::Comma) | None);
        let plausible = (1700..=2100).contains(&year) || weakly && (1000..=2500).contains(&year);
        plausible && !part_of_number && (led || !counts) && before != Some(Key::Sign)
    }

    /// "the 1990s", "the nineties", "the '80s".
    pub(super) fn decade(&self, at: usize) -> Reading<Point> {
        let Class::Decade(decade) = self.class(at) else { return None };
        // "In his early 20s" is an age and "$20s" is money; "the nineties" and "the '80s" are decades.
        let mut led = at;
        while led > 0 && at - led < 3 && self.any(led - 1, &[Key::Early, Key::Late, Key::Mid, Key::Hyphen, Key::Of]) {
            led -= 1;
        }
        let apostrophe = self.words(at, at + 1).starts_with(['\'', '’', '‘']);
        if decade < 10 && !apostrophe && self.before(led) != Some(Key::The) {
            return None;
        }
        // "In the nineties" is the last one that has begun.
        let century = if decade < 10 {
            let now = self.scene.today.map_or(202, |today| today.year() / 10);
            now / 10 * 10 - if now % 10 < decade { 10 } else { 0 }
        } else {
            0
        };
        let decade = century + decade;
        // "1040s" may be forms.
        let plausible = self.before(led) == Some(Key::The) || (150..=210).contains(&decade);
        (plausible && (100..300).contains(&decade)).then_some((at + 1, Point::Decade(Some(decade))))
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
            return Some((next + 1, self.near_today(Unit::Year, 0)?));
        }
        let compared = self.any(next, &[Key::Ago, Key::Earlier]) && self.is(at + 1, Key::Hyphen);
        compared.then(|| self.year_ago().map(|point| (next + 1, point)))?
    }

    /// What results are compared with: the same quarter of the year before, or that year.
    pub(super) fn year_ago(&self) -> Option<Point> {
        match self.scene.quarter {
            Some((year, number)) => Some(Point::Quarter(calendar::plus_years(year, -1), Some(number))),
            None => self.near_today(Unit::Year, -1),
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
            _ if self.is(at, Key::Its) && !self.is(next, Key::Fiscal) => None,
            Class::Season(season) => self.season(next, season),
            Class::Decade(_) => self.decade(next),
            Class::Unit(Unit::Year) if matches!(self.class(next + 1), Class::Digits(_, 5..)) => {
                Some((next + 2, Point::Never))
            }
            Class::Ordinal(_) => self.century(next),
            Class::Unit(unit) => self.the_unit(next, unit),
            Class::Key(Key::Fiscal) if self.class(next + 1) == Class::Unit(Unit::Year) => {
                self.fiscal_year(next).or_else(|| Some((next + 2, self.near_today(Unit::Year, 0)?)))
            }
            Class::Key(_) => self.pointed(next),
            _ => None,
        }
    }

    /// Whether "before", "by" or "ahead of" stands before the article before item `at`.
    fn lies_ahead(&self, at: usize) -> bool {
        let the = at.saturating_sub(1);
        let of = the.saturating_sub(1);
        matches!(self.before(the), Some(Key::Before | Key::By))
            || self.before(the) == Some(Key::Of) && self.before(of) == Some(Key::Ahead)
    }

    /// "the year 2000"; "the year", "the week", "the weekend": the present one.
    fn the_unit(&self, at: usize, unit: Unit) -> Reading<Point> {
        if unit == Unit::Year
            && let Some((end, year)) = self.plain_year(at + 1)
        {
            return Some((end, Point::Year(Some(year))));
        }
        // "The year ended March 31" is a length of its own.
        // "Player of the Year" is a prize.
        if self.capital(at) || self.any(at + 1, BEHIND_ANOTHER_UNIT) || matches!(self.class(at + 1), Class::Unit(_)) {
            return None;
        }
        let point = match unit {
            Unit::Day => self.day_in_question().map_or(Point::OpenDay, Point::Day),
            Unit::Weekend if self.lies_ahead(at) => self.weekend(Some(Outlook::Future)),
            Unit::Weekend => self.weekend(self.outlook(at, at + 1)),
            Unit::Week | Unit::Month | Unit::Quarter | Unit::Year => self.near_today(unit, 0)?,
            _ => return None,
        };
        Some((at + 1, point))
    }
}

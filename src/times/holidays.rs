//! Days with a name, from `holidays.tsv`.

use super::lexicon::rows;
use super::reader::{Reader, Reading};
use super::value::Point;
use jiff::civil::{Date, Weekday};
use std::collections::HashMap;
use std::sync::LazyLock;

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// The so-many-th such weekday of a month (−1 is the last), and days from it.
    Nth(i8, Weekday, i8, i64),
    /// Days from Easter Sunday.
    Easter(i64),
}

impl Holiday {
    /// Its day in that year.
    pub(super) fn on(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(n, weekday, month, days) => {
                let nth = Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()?;
                super::calendar::plus_days(nth, days)
            }
            Self::Easter(days) => super::calendar::plus_days(easter(year)?, days),
        }
    }

    /// What can be said of it in no year.
    pub(super) fn open(self) -> Point {
        match self {
            Self::Fixed(month, day) => Point::YearDay(month, day),
            Self::Nth(..) | Self::Easter(_) => Point::OpenDay,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(days) = text.strip_prefix("easter") {
            return Some(Self::Easter(if days.is_empty() { 0 } else { days.parse().ok()? }));
        }
        if let Some((month, day)) = text.split_once('-').filter(|(month, _)| month.len() == 2) {
            return Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?));
        }
        let mut parts = text.split(' ');
        let (n, weekday, month) = (parts.next()?, parts.next()?, parts.next()?);
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let number = names.iter().position(|name| *name == weekday)? as i8 + 1;
        let (month, days) = month.split_once('+').unwrap_or((month, "0"));
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        Some(Self::Nth(n.parse().ok()?, weekday, month.parse().ok()?, days.parse().ok()?))
    }
}

/// Easter Sunday of the Gregorian calendar, after Gauss.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let century = year / 100;
    let moon_shift = (15 + century - (13 + 8 * century) / 25 - century / 4) % 30;
    let sunday_shift = (4 + century - century / 4) % 7;
    let moon = (19 * (year % 19) + moon_shift) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + sunday_shift) % 7;
    let late = moon == 29 && sunday == 6 || moon == 28 && sunday == 6 && (11 * moon_shift + 11) % 30 < 19;
    let days = moon + sunday - if late { 7 } else { 0 };
    super::calendar::plus_days(Date::new(i16::try_from(year).ok()?, 3, 22).ok()?, i64::from(days))
}

/// Names under their first word, longest first.
static NAMES: LazyLock<HashMap<&str, Vec<(&str, Holiday)>>> = LazyLock::new(|| {
    let mut names: HashMap<&str, Vec<_>> = HashMap::new();
    for row in rows(include_str!("holidays.tsv")) {
        if let [name, when] = row[..]
            && let Some(holiday) = Holiday::parse(when)
        {
            names.entry(first(name)).or_default().push((name, holiday));
        }
    }
    for names in names.values_mut() {
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    names
});

fn first(name: &str) -> &str {
    name.split([' ', '\'']).next().unwrap_or(name)
}

/// The holiday whose name begins at item `at`.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Reading<Holiday> {
    let word = reader.words(at, at + 1);
    let names = NAMES.get(first(word))?;
    let start = reader.items.get(at)?.span.start as usize;
    let rest = &reader.text.as_bytes()[start..];
    names.iter().find_map(|&(name, holiday)| {
        let length = name_at(rest, name)?;
        let end = start + length;
        // At most as many items as the name has letters.
        let items = reader.items[at..].iter().take(name.len());
        let count = items.take_while(|item| item.span.end as usize <= end).count();
        let last = reader.items.get(at + count.checked_sub(1)?)?;
        (last.span.end as usize == end).then_some((at + count, holiday))
    })
}

/// How many bytes of `text` spell `name`, whichever apostrophe they use.
fn name_at(text: &[u8], name: &str) -> Option<usize> {
    let mut at = 0;
    for &byte in name.as_bytes() {
        let rest = text.get(at..)?;
        if byte == b'\'' && rest.starts_with("’".as_bytes()) {
            at += "’".len();
        } else if rest.first() == Some(&byte) {
            at += 1;
        } else {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_well_formed_and_no_name_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for row in rows(include_str!("holidays.tsv")) {
            let holiday = Holiday::parse(row[1]).unwrap_or_else(|| panic!("{row:?}"));
            assert!(holiday.on(2025).is_some(), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
    }

    #[test]
    fn movable_feasts() {
        for (when, year, expected) in [
            ("easter", 2024, "2024-03-31"),
            ("easter", 2025, "2025-04-20"),
            ("easter", 1954, "1954-04-18"),
            ("easter", 1981, "1981-04-19"),
            ("easter", 2049, "2049-04-18"),
            ("easter-2", 2025, "2025-04-18"),
            ("4 thu 11", 2025, "2025-11-27"),
            ("-1 mon 5", 2025, "2025-05-26"),
            ("4 thu 11+1", 2025, "2025-11-28"),
        ] {
            let day = Holiday::parse(when).and_then(|holiday| holiday.on(year));
            assert_eq!(day.map(|day| day.to_string()).as_deref(), Some(expected), "{when} {year}");
        }
    }
}

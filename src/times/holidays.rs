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
    /// The so-many-th such weekday of a month; −1 is the last.
    Nth(i8, Weekday, i8),
    /// Days from Easter Sunday.
    Easter(i64),
}

impl Holiday {
    /// Its day in that year.
    pub(super) fn on(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(n, weekday, month) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok(),
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
        Some(Self::Nth(n.parse().ok()?, Weekday::from_monday_one_offset(number).ok()?, month.parse().ok()?))
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
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
    names.values_mut().for_each(|names| names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
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
            ("easter-2", 2025, "2025-04-18"),
            ("4 thu 11", 2025, "2025-11-27"),
            ("-1 mon 5", 2025, "2025-05-26"),
        ] {
            let day = Holiday::parse(when).and_then(|holiday| holiday.on(year));
            assert_eq!(day.map(|day| day.to_string()).as_deref(), Some(expected), "{when} {year}");
        }
    }
}

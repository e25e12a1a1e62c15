//! Lines that say when an article was published or changed: "Published 24 Feb 2025", "Updated 3:04 PM EST".

use super::phrases::{List, begins, fold, is};
use crate::article::{Timestamp, agency, month};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest line that can be a timestamp, in bytes.
const LONGEST: usize = 160;

/// What a line of dates and times says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) published: Option<Timestamp>,
    pub(super) modified: Option<Timestamp>,
    /// Whether it says what the date is: "Published", "Updated".
    pub(super) labelled: bool,
    /// Whether a day is in it, a year or not.
    pub(super) dated: bool,
    /// Whether a time of day is in it.
    pub(super) timed: bool,
}

impl Stamp {
    /// Whether it counts from now: "3 hours ago".
    pub(super) fn is_relative(&self) -> bool {
        !self.dated && !self.timed
    }

    /// Whether a day is given that no timestamp can be made of.
    pub(super) fn is_unreadable(&self) -> bool {
        self.dated && self.published.is_none() && self.modified.is_none()
    }
}

/// One date as far as it is read.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    offset: Option<Offset>,
    /// A date read whole.
    whole: Option<Timestamp>,
    /// A date in figures of which day and month could be either way round.
    unclear: bool,
}

impl Parts {
    fn timestamp(self) -> Option<Timestamp> {
        if let Some(whole) = self.whole {
            return match (self.time, whole.time) {
                (Some(time), None) => Some(Timestamp::at(whole.date.to_datetime(time), self.offset)),
                _ => Some(whole),
            };
        }
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        Some(
            self.time.map_or_else(
                || Timestamp::day(date),
                |time| Timestamp::at(DateTime::from_parts(date, time), self.offset),
            ),
        )
    }

    fn has_day(&self) -> bool {
        self.whole.is_some() || self.unclear || self.month.is_some() && (self.day.is_some() || self.year.is_some())
    }
}

/// What the line says, when it says nothing but dates and times.
pub(super) fn read(text: &str) -> Option<Stamp> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text, LONGEST);
    let mut stamp = Stamp::default();
    let (mut parts, mut modified, mut relative) = (Parts::default(), false, false);
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let label =
            begins(List::Published, rest).map(|n| (n, false)).or(begins(List::Modified, rest).map(|n| (n, true)));
        if let Some((length, is_modified)) = label {
            stamp.take(std::mem::take(&mut parts), modified);
            (stamp.labelled, modified) = (true, is_modified);
            rest = &rest[length..];
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '(' | ')' | '–' | '—'))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let mut following = after.chars();
        following.next();
        rest = following.as_str();
        let word = word.trim_matches(['.', ':', ';', '-', '/']);
        if word.is_empty() || parts.take(word, rest) || is(List::Weekday, word) {
            continue;
        }
        if is(List::Filler, word) {
            relative |= word == "ago";
            continue;
        }
        if agency(word).is_none() && !is(List::Organisation, word) {
            return None;
        }
    }
    stamp.take(parts, modified);
    (stamp.dated || stamp.timed || relative).then_some(stamp)
}

impl Stamp {
    fn take(&mut self, parts: Parts, modified: bool) {
        self.dated |= parts.has_day();
        self.timed |= parts.time.is_some();
        let slot = if modified { &mut self.modified } else { &mut self.published };
        *slot = slot.or(parts.timestamp());
    }
}

impl Parts {
    /// Whether the word is part of a date or time; `rest` is what follows it.
    fn take(&mut self, word: &str, rest: &str) -> bool {
        if let Some(month) = month(word) {
            self.month = self.month.or(Some(month));
            return true;
        }
        if let Some(&minutes) = ZONES.get(word) {
            self.offset = minutes.and_then(|m| Offset::from_seconds(m * 60).ok());
            return true;
        }
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        match numeric_date(word) {
            Figures::Day(whole) => self.whole = self.whole.or(Some(whole)),
            Figures::Unclear => self.unclear = true,
            Figures::Other => return self.take_number(word, rest),
        }
        true
    }

    fn take_number(&mut self, word: &str, rest: &str) -> bool {
        if let Some(time) = clock(word, rest) {
            self.time = self.time.or(Some(time));
            return true;
        }
        let number = ["st", "nd", "rd", "th", "er"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word);
        match (number.len(), number.parse::<i16>()) {
            (4, Ok(year @ 1800..=2199)) => self.year = self.year.or(Some(year)),
            (1 | 2, Ok(day @ 0..=99)) => self.day = self.day.or(i8::try_from(day).ok()),
            _ => return false,
        }
        true
    }
}

/// Minutes east of UTC; None for a zone that changes with the season.
static ZONES: LazyLock<HashMap<&str, Option<i32>>> = LazyLock::new(|| {
    let lines = include_str!("zones.tsv").lines().filter_map(|line| line.split_once('\t'));
    let fixed = lines.map(|(name, minutes)| (name, minutes.parse().ok()));
    fixed.chain(["et", "ct", "mt", "pt", "eastern"].map(|name| (name, None))).collect()
});

/// What a word of figures is.
enum Figures {
    Day(Timestamp),
    /// A day of which day and month could be either way round.
    Unclear,
    Other,
}

/// "2025-02-24T08:00", "24/02/2025", "24.02.2025".
fn numeric_date(word: &str) -> Figures {
    if let Some(iso) = Timestamp::parse_iso(&word.to_uppercase()) {
        return Figures::Day(iso);
    }
    let Some((day, month, year)) = three(word) else { return Figures::Other };
    match (day, month) {
        (13..=31, 1..=12) => date(day, month, year),
        (1..=12, 13..=31) => date(month, day, year),
        // Stops are Europe's, where the day comes first; and 2/2 is clear.
        (1..=12, 1..=12) if word.contains('.') || day == month => date(day, month, year),
        (1..=12, 1..=12) => Figures::Unclear,
        _ => Figures::Other,
    }
}

fn date(day: i16, month: i16, year: i16) -> Figures {
    let year = if year < 100 { year + 2000 } else { year };
    let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month)) else { return Figures::Other };
    Date::new(year, month, day).map_or(Figures::Other, |date| Figures::Day(Timestamp::day(date)))
}

/// Three numbers with the same mark between.
fn three(word: &str) -> Option<(i16, i16, i16)> {
    let separator = ['/', '.', '-'].into_iter().find(|&c| word.matches(c).count() == 2)?;
    let mut fields = word.split(separator).map(str::parse::<i16>);
    Some((fields.next()?.ok()?, fields.next()?.ok()?, fields.next()?.ok()?))
}

/// "3:04", "15.04", "3:04pm", "15h04", "3 pm"; `rest` may go on with "pm".
fn clock(word: &str, rest: &str) -> Option<Time> {
    let (figures, half) = match word.find(['a', 'p']).map(|at| word.split_at(at)) {
        Some((figures, half)) => (figures, Some(half)),
        None => (word, rest.split([' ', ',', '|', ')']).next()),
    };
    let half = half.and_then(|h| match h {
        "am" | "a.m" | "a.m." => Some(0),
        "pm" | "p.m" | "p.m." => Some(12),
        _ => None,
    });
    if half.is_none() && word.contains(['a', 'p']) {
        return None;
    }
    let mut fields = figures.split([':', '.', 'h']).map(str::parse::<i8>);
    let hour = fields.next()?.ok()?;
    let minute = match fields.next() {
        Some(minute) => minute.ok()?,
        None => half.map(|_| 0)?,
    };
    let second = fields.next().and_then(Result::ok).unwrap_or(0);
    let hour = half.map_or(Some(hour), |h| (1..=12).contains(&hour).then(|| hour % 12 + h))?;
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::{Stamp, read};
    use crate::article::Timestamp;

    #[test]
    fn lines_of_dates_and_times() {
        for (line, published, modified) in [
            ("Published 24 Feb 2025", "2025-02-24", ""),
            ("Published: February 24, 2025 at 3:04 PM EST", "2025-02-24T15:04:00-05:00", ""),
            ("Feb. 24, 2025, 12:05 a.m. ET", "2025-02-24T00:05:00", ""),
            ("Mon 24 Feb 2025 15.04 GMT", "2025-02-24T15:04:00Z", ""),
            ("24 February 2025", "2025-02-24", ""),
            ("Updated on 24/02/2025", "", "2025-02-24"),
            ("Published 24 Feb 2025, Updated 25 Feb 2025 09:30 CET", "2025-02-24", "2025-02-25T09:30:00+01:00"),
            ("Last updated: 2025-02-24T08:00:00Z", "", "2025-02-24T08:00:00Z"),
            ("First published on Mon 24 Feb 2025 03.04 EST", "2025-02-24T03:04:00-05:00", ""),
            ("February 24, 2025 / 3:04 PM / CBS News", "2025-02-24T15:04:00", ""),
            ("24. Februar 2025, 8:15 Uhr", "2025-02-24T08:15:00", ""),
            ("Publié le 24 février 2025 à 18h30", "2025-02-24T18:30:00", ""),
            ("Updated 3:04 PM EST", "", ""),
            ("3 hours ago", "", ""),
            ("03/04/2025 10:00", "", ""),
        ] {
            let stamp = read(line).unwrap_or_else(|| panic!("{line}"));
            let written = |t: Option<Timestamp>| t.map(|t| t.to_string()).unwrap_or_default();
            assert_eq!(
                (written(stamp.published).as_str(), written(stamp.modified).as_str()),
                (published, modified),
                "{line}"
            );
        }
    }

    #[test]
    fn lines_that_are_no_timestamps() {
        for line in [
            "Published by Jane Doe",
            "In February 2025 the bridge fell.",
            "World",
            "24",
            "",
            "Mayor Ada Holm",
            "On Monday",
        ] {
            assert_eq!(read(line), None::<Stamp>, "{line}");
        }
    }

    #[test]
    fn the_list_of_zones_is_sound() {
        let lines = |list: &'static str| list.lines().filter(|line| !line.starts_with('#'));
        let zones: Vec<_> = lines(include_str!("zones.tsv")).filter_map(|line| line.split_once('\t')).collect();
        assert!(zones.is_sorted_by(|a, b| a.0 < b.0), "{zones:?}");
        assert!(zones.iter().all(|(_, minutes)| minutes.parse::<i32>().is_ok_and(|m| m.abs() <= 14 * 60)), "{zones:?}");
    }
}

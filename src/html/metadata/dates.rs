//! Dates as pages write them.

use crate::article::{Timestamp, month};
use jiff::{civil, tz::Offset};
use std::borrow::Cow;

/// Which of "02/03/2025" is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As Americans write.
    MonthFirst,
    /// As everybody else does.
    DayFirst,
}

impl Order {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::MonthFirst => Self::DayFirst,
            Self::DayFirst => Self::MonthFirst,
        }
    }
}

/// A date in an address: `/2025/02/24/`, `/2025-02-24-`, `/20250224/`.
pub(super) fn in_address(url: &str) -> Option<Timestamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let bytes = path.as_bytes();
    for start in 0..bytes.len() {
        if start > 0 && bytes[start - 1].is_ascii_digit() || !bytes[start].is_ascii_digit() {
            continue;
        }
        let (year, after) = number(bytes, start);
        let date = match after - start {
            4 if matches!(bytes.get(after), Some(b'/' | b'-' | b'_')) => {
                let (month, end) = number(bytes, after + 1);
                let named = path.get(after + 1..after + 4).and_then(|m| month_number(&m.to_lowercase()));
                let (month, end) = named.map_or((month, end), |m| (m, after + 4));
                if bytes.get(end) != Some(&bytes[after]) {
                    continue;
                }
                let (day, end) = number(bytes, end + 1);
                if bytes.get(end).is_some_and(u8::is_ascii_digit) { None } else { day_of(year, month, day) }
            }
            8 => day_of(year / 10_000, year / 100 % 100, year % 100),
            _ => None,
        };
        if date.is_some() {
            return date.map(Timestamp::day);
        }
    }
    None
}

/// The number at `start` (at most eight digits) and where it ends.
fn number(bytes: &[u8], start: usize) -> (u32, usize) {
    let mut at = start.min(bytes.len());
    let mut value = 0;
    while at < bytes.len() && at < start + 9 && bytes[at].is_ascii_digit() {
        value = value * 10 + u32::from(bytes[at] - b'0');
        at += 1;
    }
    (value, at)
}

/// A plausible day: news pages are not older than the web, and typing errors are not younger than it.
fn day_of(year: u32, month: u32, day: u32) -> Option<civil::Date> {
    if !(1990..=2100).contains(&year) || month > 12 || day > 31 {
        return None;
    }
    civil::Date::new(year as i16, month as i8, day as i8).ok()
}

fn month_number(lower: &str) -> Option<u32> {
    month(lower).map(i8::unsigned_abs).map(u32::from)
}

/// A value that is meant to be a date: ISO 8601 first, then everything else pages write.
pub(super) fn timestamp(text: &str, order: Order) -> Option<Timestamp> {
    let text = text.trim();
    if let Some(date) = iso(text) {
        return Some(date);
    }
    if matches!(text.len(), 10 | 13) && text.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = text[..10].parse::<i64>().ok()?;
        let instant = jiff::Timestamp::from_second(seconds).ok()?;
        let date = Offset::UTC.to_datetime(instant);
        return Some(Timestamp::at(date, Some(Offset::UTC)))
            .filter(|t| day_of(u32::try_from(t.date.year()).unwrap_or(0), 1, 1).is_some());
    }
    date_within(text, order)
}

fn iso(text: &str) -> Option<Timestamp> {
    let plausible = |t: Timestamp| (1990..=2100).contains(&t.date.year()).then_some(t);
    if let Some(date) = Timestamp::parse_iso(text).and_then(plausible) {
        return Some(date);
    }
    // "2025-02-24 08:00:00 +0000", "2025-02-24T08:00:00.000+0000", "2025-02-24T08:00:00 EST".
    let day = text.get(..10)?;
    day.parse::<civil::Date>().ok()?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ']);
    let time_end = rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len());
    let (time, zone) = (&rest[..time_end], rest[time_end..].trim());
    let zone = match zone {
        "" => "",
        "Z" | "UTC" | "GMT" => "Z",
        z if z.starts_with(['+', '-']) => z,
        _ => "",
    };
    Timestamp::parse_iso(&format!("{day}T{time}{zone}"))
        .or_else(|| Timestamp::parse_iso(&format!("{day}T{time}")))
        .or_else(|| Timestamp::parse_iso(day))
        .and_then(plausible)
}

/// The first date written out in a text: "Feb. 24, 2025", "24 février 2025", "2025/02/24", "24.02.2025", "02/24/2025",
/// "2025年2月24日"; with a time of day after it when one follows.
pub(super) fn date_within(text: &str, order: Order) -> Option<Timestamp> {
    let text = &*western(&text[..text.floor_char_boundary(400)]);
    let words: Vec<(usize, &str)> = split(text).collect();
    for (i, &(start, word)) in words.iter().enumerate() {
        if let Some(date) = numeric(word, order).or_else(|| written(&words, i)) {
            let after = start + word.len();
            let time = time_of_day(&text[after.min(text.len())..]);
            return Some(
                time.map_or(Timestamp::day(date), |(time, offset)| Timestamp::at(date.to_datetime(time), offset)),
            );
        }
    }
    None
}

/// The text with the digits of Arabic, Persian, Hindi and Bengali as 0 to 9.
fn western(text: &str) -> Cow<'_, str> {
    /// The zeros; each has its nine behind it.
    const ZEROS: [char; 4] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}'];
    let digit = |c: char| ZEROS.iter().find_map(|&zero| char::from_digit((c as u32).wrapping_sub(zero as u32), 10));
    if text.is_ascii() || !text.contains(|c| digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Words with where they start: runs of letters and digits, and of digits joined by `/`, `.`, `-`. A capital letter begins
/// one as well where only style keeps it from what is before: "Ada HolmApril 8, 2024", "2025-02-24T08:00".
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | ':');
    let mut before = ' ';
    let begins = move |(at, c): (usize, char)| {
        let glued = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        before = c;
        glued.then_some(at)
    };
    let seams = text.char_indices().filter_map(begins).chain([text.len()]);
    let mut start = 0;
    seams.flat_map(move |seam| {
        let (mut at, part) = (start, &text[start..seam]);
        start = seam;
        part.split(ends).filter_map(move |word| {
            let start = at;
            at += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
    })
}

/// A date in digits.
fn numeric(word: &str, order: Order) -> Option<civil::Date> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '日' | '일'));
    if word.contains(['年', '년']) {
        let mut parts = word.split(['年', '月', '日', '년', '월', '일']).map(|p| p.trim().parse::<u32>().ok());
        return day_of(parts.next()??, parts.next()??, parts.next()??);
    }
    let separator = word.find(['/', '.', '-']).map(|at| word.as_bytes()[at] as char)?;
    let mut parts = word.split(separator).map(|p| p.parse::<u32>().ok());
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    // "24.02.25": nothing else has stops and so many digits.
    let short = separator == '.' && word.len() == 8 && third < 100 && !word.contains("..");
    let third = if short { third + 2000 } else { third };
    match () {
        () if first > 1000 => day_of(first, second, third),
        () if third < 1000 => None,
        // Stops are Europe's; with slashes it depends on who writes, unless the first cannot be a month.
        () if separator != '.' && order == Order::MonthFirst && first <= 12 => day_of(third, first, second),
        () if second > 12 => day_of(third, first, second),
        () => day_of(third, second, first),
    }
}

/// A date with the month's name, beginning at word `i`: "February 24, 2025", "24 February 2025", "24. Feb 2025".
fn written(words: &[(usize, &str)], i: usize) -> Option<civil::Date> {
    let month = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        (3..=24).contains(&bare.len()).then(|| month_number(&bare.to_lowercase())).flatten()
    };
    let digits = |word: &str| {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        (!bare.is_empty() && bare.len() <= 4 && word.len() <= bare.len() + 3)
            .then(|| bare.parse::<u32>().ok())
            .flatten()
    };
    // "24 de febrero de 2025"
    let mut next = words[i..].iter().map(|w| w.1).filter(|w| !matches!(*w, "de" | "del" | "of" | "the"));
    let (first, second, year) = (next.next()?, next.next()?, digits(next.next()?)?);
    match (month(first), month(second)) {
        (Some(month), _) => day_of(year, month, digits(second)?),
        (None, Some(month)) => day_of(year, month, digits(first)?),
        _ => None,
    }
}

/// A time of day soon after a date: "at 3:04 PM EST", "08:15 GMT".
fn time_of_day(text: &str) -> Option<(civil::Time, Option<Offset>)> {
    let text = &text[..text.floor_char_boundary(40)];
    let colon = text.find(':')?;
    let before = &text[..colon];
    let hour_start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let mut hour: i8 = before[hour_start..].parse().ok()?;
    let minute: i8 = text.get(colon + 1..colon + 3)?.parse().ok()?;
    let rest = text[colon + 3..].trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).trim_start();
    let half = rest.get(..4).unwrap_or(rest).to_ascii_lowercase();
    if half.starts_with("p.m") || half.starts_with("pm") {
        hour = if hour < 12 { hour + 12 } else { hour };
    } else if (half.starts_with("a.m") || half.starts_with("am")) && hour == 12 {
        hour = 0;
    }
    let zone = rest.split_whitespace().find(|w| w.len() >= 3 && w.bytes().all(|b| b.is_ascii_uppercase()));
    let hours = match zone {
        Some("GMT" | "UTC") => Some(0),
        Some("EST" | "CDT") => Some(-5),
        Some("EDT") => Some(-4),
        Some("CST" | "MDT") => Some(-6),
        Some("MST" | "PDT") => Some(-7),
        Some("PST") => Some(-8),
        Some("BST" | "CET") => Some(1),
        Some("CEST") => Some(2),
        _ => None,
    };
    Some((civil::Time::new(hour, minute, 0, 0).ok()?, hours.and_then(|h| Offset::from_hours(h).ok())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_pages_write_them() {
        for (given, expected) in [
            ("2025-02-24T08:00:00+01:00", Some("2025-02-24T08:00:00+01:00")),
            ("2025-02-24 08:00:00 +0000", Some("2025-02-24T08:00:00Z")),
            ("2025-02-24T08:00:00.000Z", Some("2025-02-24T08:00:00Z")),
            ("20250224", Some("2025-02-24")),
            ("1740384000", Some("2025-02-24T08:00:00Z")),
            ("1740384000000", Some("2025-02-24T08:00:00Z")),
            ("Mon, 24 Feb 2025 08:00:00 GMT", Some("2025-02-24T08:00:00Z")),
            ("Feb. 24, 2025", Some("2025-02-24")),
            ("Published February 24th, 2025 at 3:04 PM EST", Some("2025-02-24T15:04:00-05:00")),
            ("24 février 2025", Some("2025-02-24")),
            ("24. März 2025, 08:15 Uhr", Some("2025-03-24T08:15:00")),
            ("24 de febrero de 2025", Some("2025-02-24")),
            ("02/24/2025", Some("2025-02-24")),
            ("24/02/2025", Some("2025-02-24")),
            ("24.02.2025", Some("2025-02-24")),
            ("2025/02/24", Some("2025-02-24")),
            ("Mo 24.02.25 | 11:02 Uhr", Some("2025-02-24T11:02:00")),
            ("OCTOBER 13, 2025", Some("2025-10-13")),
            ("Ada HolmAug 8, 2025Harbour", Some("2025-08-08")),
            ("2025年2月24日", Some("2025-02-24")),
            ("24 февруари 2025 г., 10:30", Some("2025-02-24T10:30:00")),
            ("24 فبراير 2025", Some("2025-02-24")),
            ("24 בפברואר 2025", Some("2025-02-24")),
            ("24. veljače 2025.", Some("2025-02-24")),
            ("24 फ़रवरी 2025", Some("2025-02-24")),
            ("٢٤ فبراير ٢٠٢٥", Some("2025-02-24")),
            ("२४ फ़रवरी २०२५", Some("2025-02-24")),
            ("۱۴۰۳/۱۲/۰۶", None),
            ("31 June 2025", None),
            ("© 2025 Harbour Post", None),
            ("Section 24, 2025", None),
            ("0001-01-01T00:00:00", None),
            ("", None),
        ] {
            assert_eq!(timestamp(given, Order::MonthFirst).map(|t| t.to_string()).as_deref(), expected, "{given:?}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        for (url, expected) in [
            ("https://n.example/2025/02/24/bridge", Some("2025-02-24")),
            ("https://n.example/news/2025-02-24-bridge", Some("2025-02-24")),
            ("https://n.example/2025/feb/24/bridge", Some("2025-02-24")),
            ("https://n.example/20250224/bridge", Some("2025-02-24")),
            ("https://n.example/2025/02/bridge", None),
            ("https://n.example/a12345678", None),
            ("https://n.example/bridge?d=2025-02-24", None),
        ] {
            assert_eq!(in_address(url).map(|t| t.to_string()).as_deref(), expected, "{url}");
        }
    }
}

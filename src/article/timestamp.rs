//! When an article was published or changed, as exactly as it says and no more.

use jiff::{Timestamp as Instant, civil, fmt::temporal::DateTimeParser, tz::Offset};
use std::fmt;

/// A day, or a day and time, with an offset from UTC where one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Timestamp {
    /// The day as written, in the writer's own offset.
    pub date: civil::Date,
    /// The time of day, where one is given.
    pub time: Option<civil::Time>,
    /// The offset from UTC, where one is given.
    pub offset: Option<Offset>,
}

impl Timestamp {
    /// A day without a time.
    pub fn day(date: civil::Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// A day, a time and perhaps an offset.
    pub fn at(datetime: civil::DateTime, offset: Option<Offset>) -> Self {
        Self { date: datetime.date(), time: Some(datetime.time()), offset }
    }

    /// Reads ISO 8601 and RFC 3339: "2025-02-24", "2025-02-24T08:00", "2025-02-24T08:00:00+01:00", "…Z". Years from 1
    /// to 9999, which are those that Python's `datetime` has.
    pub fn parse_iso(text: &str) -> Option<Self> {
        Self::parse_any_year(text).filter(|t| t.date.year() > 0)
    }

    fn parse_any_year(text: &str) -> Option<Self> {
        static PARSER: DateTimeParser = DateTimeParser::new();
        let text = text.trim();
        if text.len() == 10
            && let Ok(date) = text.parse()
        {
            return Some(Self::day(date));
        }
        if let Ok(pieces) = PARSER.parse_pieces(text) {
            let offset = pieces.to_numeric_offset();
            return Some(match pieces.time() {
                Some(time) => Self::at(pieces.date().to_datetime(time), offset),
                None => Self::day(pieces.date()),
            });
        }
        None
    }

    /// The instant, when day, time and offset are all known.
    pub fn instant(&self) -> Option<Instant> {
        self.offset?.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
            if let Some(offset) = self.offset {
                let seconds = offset.seconds();
                if seconds == 0 {
                    return f.write_str("Z");
                }
                let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs() / 60);
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
                if seconds % 60 != 0 {
                    write!(f, ":{:02}", seconds.unsigned_abs() % 60)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn iso_in_and_out() {
        for (given, expected) in [
            ("2025-02-24", Some("2025-02-24")),
            (" 2025-02-24T08:00 ", Some("2025-02-24T08:00:00")),
            ("2025-02-24 08:00:01", Some("2025-02-24T08:00:01")),
            ("2025-02-24T08:00:00Z", Some("2025-02-24T08:00:00Z")),
            ("2025-02-24T08:00:00+01:00", Some("2025-02-24T08:00:00+01:00")),
            ("2025-02-24T08:00:00-0530", Some("2025-02-24T08:00:00-05:30")),
            ("1880-02-24T08:00:00+00:34:52", Some("1880-02-24T08:00:00+00:34:52")),
            ("2025-02-30", None),
            ("0000-01-01", None),
            ("-000044-03-15", None),
            ("24 February", None),
            ("", None),
        ] {
            assert_eq!(Timestamp::parse_iso(given).map(|t| t.to_string()).as_deref(), expected, "{given:?}");
        }
    }
}

//! What an expression means, and how TIMEX3 writes it.
//!
//! A part that nothing tells is open and written with `X`: "24 February" without a reference is `XXXX-02-24`.

use crate::article::TimeKind;
use jiff::civil::Date;
use std::fmt;

/// A year of the common era; None when it is open.
pub(super) type Year = Option<i16>;

/// A year and a week of it, as ISO 8601 counts them; None when both are open.
pub(super) type IsoWeek = Option<(i16, i8)>;

/// The seasons as TimeML writes them. Winter belongs to the year it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    pub(super) const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Fall, Self::Winter];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month it begins with, as meteorologists have it.
    pub(super) fn first_month(self) -> i8 {
        3 * (self as i8 + 1)
    }
}

/// The parts of the day as TimeML writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// What lengths are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub(super) const ALL: [(Self, &'static str); 13] = [
        (Self::Second, "second"),
        (Self::Minute, "minute"),
        (Self::Hour, "hour"),
        (Self::Day, "day"),
        (Self::Weekend, "weekend"),
        (Self::Week, "week"),
        (Self::Fortnight, "fortnight"),
        (Self::Month, "month"),
        (Self::Quarter, "quarter"),
        (Self::Year, "year"),
        (Self::Decade, "decade"),
        (Self::Century, "century"),
        (Self::Millennium, "millennium"),
    ];

    /// The letter of the unit, how many of them it is, and whether it stands behind the `T`.
    fn letter(self) -> (char, u64, bool) {
        match self {
            Self::Second => ('S', 1, true),
            Self::Minute => ('M', 1, true),
            Self::Hour => ('H', 1, true),
            Self::Day => ('D', 1, false),
            Self::Weekend | Self::Week => ('W', 1, false),
            Self::Fortnight => ('W', 2, false),
            Self::Month => ('M', 1, false),
            Self::Quarter => ('Q', 1, false),
            Self::Year => ('Y', 1, false),
            Self::Decade => ('Y', 10, false),
            Self::Century => ('Y', 100, false),
            Self::Millennium => ('Y', 1000, false),
        }
    }

    /// What half of it is made of, where smaller units say it better than a fraction.
    fn half(self) -> Option<(u64, Self)> {
        Some(match self {
            Self::Minute => (30, Self::Second),
            Self::Hour => (30, Self::Minute),
            Self::Day => (12, Self::Hour),
            Self::Year => (6, Self::Month),
            _ => return None,
        })
    }
}

/// Half a unit in hundredths.
pub(super) const HALF: u8 = 50;

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// How many; None when the text does not say ("several years").
    pub count: Option<u32>,
    /// Hundredths of a unit on top.
    pub hundredths: u8,
    /// Of what.
    pub unit: Unit,
    /// A smaller unit on top: "two hours and 15 minutes".
    pub rest: Option<(u32, Unit)>,
}

impl Length {
    pub(super) fn new(count: Option<u32>, unit: Unit) -> Self {
        Self { count, hundredths: 0, unit, rest: None }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(count) = self.count else {
            return f.write_str(match self.unit {
                Unit::Second => "PTXS",
                Unit::Minute => "PTXM",
                Unit::Hour => "PTXH",
                Unit::Day => "PXD",
                Unit::Weekend | Unit::Week | Unit::Fortnight => "PXW",
                Unit::Month => "PXM",
                Unit::Quarter => "PXQ",
                Unit::Year => "PXY",
                Unit::Decade => "PXE",
                Unit::Century => "PXC",
                Unit::Millennium => "PXL",
            });
        };
        let (letter, times, clock) = self.unit.letter();
        // "A year and a half" is a year and six months, "half a century" fifty years, "2.3 hours" stays as it is.
        let split = self.unit.half().filter(|_| self.hundredths == HALF);
        let hundredths = if split.is_some() { 0 } else { u64::from(self.hundredths) };
        let total = (u64::from(count) * 100 + hundredths) * times;
        let rest = split.or(self.rest.map(|(n, unit)| (u64::from(n), unit)));
        f.write_str(if clock { "PT" } else { "P" })?;
        if total > 0 || rest.is_none() {
            write!(f, "{}", total / 100)?;
            match total % 100 {
                0 => {}
                part if part % 10 == 0 => write!(f, ".{}", part / 10)?,
                part => write!(f, ".{part:02}")?,
            }
            write!(f, "{letter}")?;
        }
        if let Some((n, unit)) = rest {
            let (letter, times, below) = unit.letter();
            if below && !clock {
                f.write_str("T")?;
            }
            write!(f, "{}{letter}", n * times)?;
        }
        Ok(())
    }
}

/// A stretch of the calendar, a day or longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// 20 is 2000 to 2099.
    Century(i16),
    /// 199 is 1990 to 1999.
    Decade(Option<i16>),
    Year(Year),
    /// A year and 1 or 2.
    Half(Year, i8),
    /// A year and 1 to 4.
    Quarter(Year, Option<i8>),
    Season(Year, Season),
    /// A year and 1 to 12.
    Month(Year, Option<i8>),
    Week(IsoWeek),
    Weekend(IsoWeek),
    /// Some Monday (1) to Sunday (7).
    Weekday(i8),
    /// Month and day of an open year.
    YearDay(i8, i8),
    Day(Date),
    /// Some day.
    OpenDay,
    /// A day that no calendar has, such as 30 February.
    Never,
}

fn year(f: &mut fmt::Formatter<'_>, year: Year) -> fmt::Result {
    match year {
        Some(year) => write!(f, "{year:04}"),
        None => f.write_str("XXXX"),
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Century(c) => write!(f, "{c:02}"),
            Self::Decade(Some(d)) => write!(f, "{d:03}"),
            Self::Decade(None) => f.write_str("XXX"),
            Self::Year(y) => year(f, y),
            Self::Half(y, h) => year(f, y).and_then(|()| write!(f, "-H{h}")),
            Self::Quarter(y, Some(q)) => year(f, y).and_then(|()| write!(f, "-Q{q}")),
            Self::Quarter(y, None) => year(f, y).and_then(|()| f.write_str("-QX")),
            Self::Season(y, s) => year(f, y).and_then(|()| write!(f, "-{}", s.as_str())),
            Self::Month(y, Some(m)) => year(f, y).and_then(|()| write!(f, "-{m:02}")),
            Self::Month(y, None) => year(f, y).and_then(|()| f.write_str("-XX")),
            Self::Week(Some((y, w))) => write!(f, "{y:04}-W{w:02}"),
            Self::Week(None) => f.write_str("XXXX-WXX"),
            Self::Weekend(Some((y, w))) => write!(f, "{y:04}-W{w:02}-WE"),
            Self::Weekend(None) => f.write_str("XXXX-WXX-WE"),
            Self::Weekday(d) => write!(f, "XXXX-WXX-{d}"),
            Self::YearDay(m, d) => write!(f, "XXXX-{m:02}-{d:02}"),
            Self::Day(date) => write!(f, "{date}"),
            Self::OpenDay | Self::Never => f.write_str("XXXX-XX-XX"),
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hour {
    /// Hour and minute, seconds where given.
    Clock(u8, u8, Option<u8>),
    Part(Part),
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Clock(h, m, Some(s)) => write!(f, "T{h:02}:{m:02}:{s:02}"),
            Self::Clock(h, m, None) => write!(f, "T{h:02}:{m:02}"),
            Self::Part(part) => write!(f, "T{}", part.as_str()),
        }
    }
}

/// Time seen from the writer's now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Date(Point),
    Time(Point, Hour),
    Length(Length),
    /// "recent months": some months, but when rather than how long.
    Recent(Unit),
    Tense(Tense),
    /// Every such day, month, season …: the point is open.
    Every(Point),
    /// Every such time of day.
    EveryTime(Point, Part),
    /// Once in each such length.
    Rate(Length),
}

impl Value {
    pub(super) fn kind(self) -> TimeKind {
        match self {
            Self::Date(_) | Self::Recent(_) | Self::Tense(_) => TimeKind::Date,
            Self::Time(..) => TimeKind::Time,
            Self::Length(_) => TimeKind::Duration,
            Self::Every(_) | Self::EveryTime(..) | Self::Rate(_) => TimeKind::Set,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Date(point) | Self::Every(point) => write!(f, "{point}"),
            Self::Time(point, hour) => write!(f, "{point}{hour}"),
            Self::EveryTime(point, part) => write!(f, "{point}T{}", part.as_str()),
            Self::Length(length) | Self::Rate(length) => write!(f, "{length}"),
            Self::Recent(unit) => write!(f, "{}", Length::new(None, unit)),
            Self::Tense(Tense::Past) => f.write_str("PAST_REF"),
            Self::Tense(Tense::Present) => f.write_str("PRESENT_REF"),
            Self::Tense(Tense::Future) => f.write_str("FUTURE_REF"),
        }
    }
}

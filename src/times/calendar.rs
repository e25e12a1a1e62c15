//! Counting days, months and years, with nothing that can overflow.

use super::value::{Point, Season, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The year that two digits stand for: 98 is 1998, 24 is 2024.
pub(super) fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// That day, or [`Point::Never`] where there is none.
pub(super) fn day(year: i16, month: i8, day: i8) -> Point {
    Date::new(year, month, day).map_or(Point::Never, Point::Day)
}

/// `date` moved by so many days.
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(1.day().checked_mul(days).ok()?).ok()
}

/// The year and month so many months from `date`.
pub(super) fn plus_months(date: Date, months: i64) -> Option<(i16, i8)> {
    let index = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let index = index.checked_add(months)?;
    let year = i16::try_from(index.div_euclid(12)).ok().filter(|y| (1..=9999).contains(y))?;
    Some((year, index.rem_euclid(12) as i8 + 1))
}

/// A year of four digits.
pub(super) fn plus_years(year: i16, years: i64) -> Option<i16> {
    i64::from(year).checked_add(years).and_then(|y| i16::try_from(y).ok()).filter(|y| (1..=9999).contains(y))
}

/// The ISO week so many weeks from the one of `date`.
pub(super) fn week(date: Date, weeks: i64) -> Option<(i16, i8)> {
    let week = plus_days(date, weeks.checked_mul(7)?)?.iso_week_date();
    Some((week.year(), week.week()))
}

/// The quarter (1 to 4) of a month.
pub(super) fn quarter_of(month: i8) -> i8 {
    (month - 1) / 3 + 1
}

/// The quarter so many quarters from the one of `date`.
pub(super) fn quarter(date: Date, quarters: i64) -> Option<(i16, i8)> {
    let (year, month) = plus_months(date, quarters.checked_mul(3)?)?;
    Some((year, quarter_of(month)))
}

/// The weekday numbered 1 (Monday) to 7.
fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

/// The last such weekday not after `date`, which may be `date` itself.
pub(super) fn weekday_until(date: Date, number: i8) -> Option<Date> {
    plus_days(date, -i64::from(weekday(number)?.until(date.weekday())))
}

/// The first such weekday not before `date`, which may be `date` itself.
pub(super) fn weekday_from(date: Date, number: i8) -> Option<Date> {
    plus_days(date, i64::from(date.weekday().until(weekday(number)?)))
}

/// The season `date` lies in, and the year it began in.
pub(super) fn season(date: Date) -> (i16, Season) {
    match date.month() {
        1 | 2 => (date.year() - 1, Season::Winter),
        3..=5 => (date.year(), Season::Spring),
        6..=8 => (date.year(), Season::Summer),
        9..=11 => (date.year(), Season::Fall),
        _ => (date.year(), Season::Winter),
    }
}

/// The stretch of `unit` that lies `count` of them from the one around `date`; None when it lies beyond the years
/// that have four digits, or where the unit is no stretch of the calendar.
pub(super) fn shift(date: Date, unit: Unit, count: i64) -> Option<Point> {
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
        Unit::Day => Point::Day(plus_days(date, count)?),
        Unit::Weekend => Point::Weekend(Some(week(date, count)?)),
        Unit::Week => Point::Week(Some(week(date, count)?)),
        Unit::Fortnight => Point::Week(Some(week(date, count.checked_mul(2)?)?)),
        Unit::Month => plus_months(date, count).map(|(y, m)| Point::Month(Some(y), Some(m)))?,
        Unit::Quarter => quarter(date, count).map(|(y, q)| Point::Quarter(Some(y), Some(q)))?,
        Unit::Year => Point::Year(Some(plus_years(date.year(), count)?)),
        Unit::Decade => Point::Decade(Some(plus_years(date.year(), count.checked_mul(10)?)? / 10)),
        Unit::Century => Point::Century(plus_years(date.year(), count.checked_mul(100)?)? / 100),
    })
}

/// The same with nothing to count from.
pub(super) fn open(unit: Unit) -> Option<Point> {
    Some(match unit {
        Unit::Day => Point::OpenDay,
        Unit::Weekend => Point::Weekend(None),
        Unit::Week | Unit::Fortnight => Point::Week(None),
        Unit::Month => Point::Month(None, None),
        Unit::Quarter => Point::Quarter(None, None),
        Unit::Year => Point::Year(None),
        Unit::Decade => Point::Decade(None),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Century | Unit::Millennium => return None,
    })
}

/// A day inside a stretch, to count further from: "a year later".
pub(super) fn anchor(point: Point) -> Option<Date> {
    let first = |year: i16, month: i8| Date::new(year, month, 1).ok();
    match point {
        Point::Day(date) => Some(date),
        Point::Month(Some(y), Some(m)) => first(y, m),
        Point::Quarter(Some(y), Some(q)) => first(y, q * 3 - 2),
        Point::Half(Some(y), h) => first(y, h * 6 - 5),
        Point::Season(Some(y), s) => first(y, s.first_month()),
        Point::Year(Some(y)) => first(y, 1),
        Point::Week(Some((y, w))) | Point::Weekend(Some((y, w))) => {
            ISOWeekDate::new(y, w, Weekday::Monday).ok().map(ISOWeekDate::date)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn weekdays_before_and_after() {
        for (from, number, before, after) in [
            ("2025-02-24", 1, "2025-02-24", "2025-02-24"),
            ("2025-02-24", 5, "2025-02-21", "2025-02-28"),
            ("2025-02-24", 7, "2025-02-23", "2025-03-02"),
        ] {
            assert_eq!(weekday_until(date(from), number), Some(date(before)), "{from} {number}");
            assert_eq!(weekday_from(date(from), number), Some(date(after)), "{from} {number}");
        }
    }

    #[test]
    fn stretches_of_the_calendar() {
        for (unit, count, expected) in [
            (Unit::Day, -1, "2024-12-31"),
            (Unit::Week, -1, "2024-W52"),
            (Unit::Weekend, 0, "2025-W01-WE"),
            (Unit::Month, -1, "2024-12"),
            (Unit::Quarter, -1, "2024-Q4"),
            (Unit::Year, 1, "2026"),
            (Unit::Decade, -1, "201"),
            (Unit::Century, -1, "19"),
        ] {
            let point = shift(date("2025-01-01"), unit, count).map(|p| p.to_string());
            assert_eq!(point.as_deref(), Some(expected), "{unit:?} {count}");
        }
    }

    #[test]
    fn far_away_is_nowhere() {
        for unit in Unit::ALL.map(|(unit, _)| unit) {
            for count in [i64::MAX, i64::MIN, 4_000_000_000, -4_000_000_000] {
                assert_eq!(shift(date("2025-01-01"), unit, count), None, "{unit:?} {count}");
            }
        }
    }
}

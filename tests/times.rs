//! Dates and times, case by case, and what must hold for every text.

mod clock;

use clock::time_on_core;
use copydesk::article::{Article, Timestamp, WarningKind};
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, layout, parse, segment, times};
use proptest::prelude::*;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::default);

fn read(text: &str, published: Option<Timestamp>) -> Article {
    PIPELINE.parse(text, &Given { published, format: Some(Format::Prose), ..Given::default() })
}

#[test]
fn cases() {
    let (mut wrong, mut lines) = (Vec::new(), 0);
    for line in include_str!("cases/times.tsv").lines().filter(|line| !line.starts_with('#')) {
        lines += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let [published, marked, kind, value, ..] = cells[..] else { panic!("too few cells: {line}") };
        let text = marked.replace(['[', ']'], "");
        let article = read(&text, Timestamp::parse_iso(published));
        let found: Vec<_> = article
            .times
            .iter()
            .map(|time| (article.words_of(time.span), time.kind.as_str(), time.value.as_str()))
            .collect();
        let right = match marked.split_once('[').and_then(|(_, rest)| rest.split_once(']')) {
            Some((words, _)) => found.contains(&(words, kind, value)),
            None => found.is_empty(),
        };
        if !right {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(lines > 150, "the table has shrunk to {lines} lines");
    assert!(wrong.is_empty(), "{} of {lines} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_impossible_day_gets_a_warning() {
    for text in [
        "It is dated 30 February 2025.",
        "It is dated 2025-13-45.",
        "It began on April 31 and ended.",
        "It ends on 5 March 99999.",
        "It ends in the year 99999.",
    ] {
        let article = read(text, None);
        assert!(article.times.is_empty(), "{text}");
        let unreadable = article.warnings.iter().filter(|warning| warning.kind == WarningKind::Unreadable);
        assert_eq!(unreadable.count(), 1, "{text}");
    }
}

#[test]
fn a_long_text_of_dates_is_read_in_one_go() {
    let text = "It fell from 24 Feb. to 3 March 1998, the last twenty four hours of the third quarter. ".repeat(5000);
    let started = time_on_core();
    let article = read(&text, Timestamp::parse_iso("2025-02-24"));
    assert_eq!(article.times.len(), 4 * 5000);
    let taken = time_on_core().saturating_sub(started);
    assert!(taken.as_secs() < 20, "{taken:?}");
}

#[test]
fn no_words_said_again_and_again_take_long() {
    let started = time_on_core();
    for words in [
        "the quarter ended",
        "the",
        "May",
        "1998",
        "two to",
        "half a",
        "last fiscal",
        "more than",
        "Easter",
        "Friday ,",
        "in the early",
        "year -",
        "was to be",
        "each of the past",
        "year - ago",
        "10 p.m.",
    ] {
        let text = format!("{words} ").repeat(20_000);
        let mut article = layout::prose(text);
        segment::segment(&mut article);
        times::find(&mut article, Timestamp::parse_iso("2025-02-24"));
        let taken = time_on_core().saturating_sub(started);
        assert!(taken.as_secs() < 20, "{words:?} after {taken:?}");
    }
}

/// Whether `value` is written as TIMEX3 writes it.
fn is_timex(value: &str) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    if let Some(length) = value.strip_prefix('P') {
        let one = |c: char| c.is_ascii_digit() || matches!(c, 'X' | '.' | 'T') || "SMHDWQYECL".contains(c);
        return matches!(value, "PAST_REF" | "PRESENT_REF") || !length.is_empty() && length.chars().all(one);
    }
    if value == "FUTURE_REF" {
        return true;
    }
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let time_is_good = time.is_none_or(|time| {
        matches!(time, "MO" | "AF" | "EV" | "NI") || time.split(':').all(|part| digits(part, 2)) && time.len() >= 5
    });
    let parts: Vec<&str> = day.split('-').collect();
    let day_is_good = match parts[..] {
        [year] => (2..=4).contains(&year.len()) && digits(year, year.len()),
        [year, part] => {
            let named = matches!(part, "SP" | "SU" | "FA" | "WI" | "H1" | "H2" | "Q1" | "Q2" | "Q3" | "Q4" | "QX");
            let week = part.strip_prefix('W').is_some_and(|week| digits(week, 2));
            digits(year, 4) && (named || week || digits(part, 2))
        }
        [year, week, day] if week.starts_with('W') => digits(year, 4) && (day == "WE" || digits(day, 1)),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    };
    day_is_good && time_is_good
}

/// Words that dates are made of, and some that break them.
fn words() -> impl Strategy<Value = String> {
    let words: Vec<&str> =
        "the a last next this past of in on at by to every each year years month months quarter week \
        day days hour century decade Feb. March May Friday Sun. Mondays spring summer morning night noon 30 31 0 24th \
        1998 '98 1990s 2025-02-24 99/99/9999 8 p.m. 3:04 ET 99999 4294967295 half and two twenty hundred thousand \
        million ago later earlier from now first third-quarter year-ago five-year-old mid-1990s Q3 fiscal - , . ' \" – \
        weekend Easter Christmas recent few couple more than nearly early end will said be had é 東京 ½ 24-hour --"
            .split_whitespace()
            .collect();
    prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.join(" "))
}

fn holds(text: &str, published: Option<Timestamp>) -> Result<(), TestCaseError> {
    let article = read(text, published);
    let mut end = 0;
    for time in &article.times {
        prop_assert!(time.span.start >= end && time.span.start < time.span.end, "{:?} in {text:?}", time);
        prop_assert!(article.text.get(time.span.range()).is_some(), "{:?} in {text:?}", time);
        prop_assert!(is_timex(&time.value), "{:?} in {text:?}", time);
        end = time.span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        holds(&text, None)?;
        holds(&text, Timestamp::parse_iso("2025-02-24"))?;
    }

    #[test]
    fn any_words_of_dates_are_read(text in words(), published in prop::sample::select(vec!["2025-02-24", "9999-12-31", "0001-01-01", "-"])) {
        holds(&text, Timestamp::parse_iso(published))?;
    }
}

#[test]
fn a_day_in_the_text_needs_no_reference() {
    let article = parse("The bridge will open on 24 February 2025.");
    assert_eq!(article.times.first().map(|time| time.value.as_str()), Some("2025-02-24"));
}

//! When the page was published and changed.

use super::{Around, Facts};
use crate::article::{Timestamp, Warning, WarningKind, month};
use crate::html::blocks::element_text;
use crate::html::names::Name;
use crate::html::references::resolve;
use jiff::{civil, tz::Offset};

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "og:published_time",
    "og:pubdate",
    "citation_publication_date",
    "citation_date",
    "datecreated",
    "date",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article:modified",
    "article.updated",
    "revision_date",
];

/// Blocks above and below the headline in which a date is the article's own.
const ABOVE: usize = 6;
const BELOW: usize = 12;

/// When it was published: JSON-LD, meta elements, the address, `time` elements, the text near the headline. A date of
/// change only when there is nothing else.
pub(super) fn published(
    facts: &Facts<'_>,
    around: &Around<'_>,
    url: Option<&str>,
    modified: Option<Timestamp>,
    warnings: &mut Vec<Warning>,
) -> Option<Timestamp> {
    let linked = facts.linked.published.as_deref().and_then(|d| reading(d, warnings));
    let meta = facts.meta(PUBLISHED).and_then(|d| reading(&d, warnings));
    let near = from_elements(facts, around, true);
    let address = url.and_then(in_address);
    let (shown, changed) = near_headline(around).unzip();
    // A day of change says nothing about the day of publication.
    let printed = shown.filter(|_| changed == Some(false));
    let told = linked.or(meta);
    if let Some(told) = told {
        // Two witnesses against one: pages moved to a new system are stamped anew.
        if let (Some(address), Some(shown)) = (address, printed.or(near))
            && address.date == shown.date
            && days_apart(address, told) > 1
        {
            return Some(shown);
        }
        // A time element without an offset is in the paper's own time as well.
        let printed = printed.or(near.filter(|n| n.offset.is_none()));
        return Some(printed.map_or(told, |shown| local(told, shown)));
    }
    near.or(address).or(shown).or_else(|| from_elements(facts, around, false)).or(modified)
}

fn days_apart(a: Timestamp, b: Timestamp) -> i32 {
    a.date.since(b.date).map_or(i32::MAX, |span| span.get_days().abs())
}

/// A time in UTC with the day that readers are shown, which is the paper's own: late evening there is the next day in
/// UTC. The time of day goes, unless the page shows it.
fn local(told: Timestamp, shown: Timestamp) -> Timestamp {
    let Some(hour) = told.time.filter(|_| told.offset.is_none_or(Offset::is_zero)).map(civil::Time::hour) else {
        return told;
    };
    let plausible = if shown.date < told.date { hour < 12 } else { hour >= 11 };
    if plausible && days_apart(told, shown) == 1 { shown } else { told }
}

/// When it was last changed.
pub(super) fn modified(facts: &Facts<'_>, warnings: &mut Vec<Warning>) -> Option<Timestamp> {
    let linked = facts.linked.modified.as_deref().and_then(|d| reading(d, warnings));
    linked.or_else(|| facts.meta(MODIFIED).and_then(|d| reading(&d, warnings)))
}

fn reading(text: &str, warnings: &mut Vec<Warning>) -> Option<Timestamp> {
    let date = timestamp(text);
    if date.is_none() {
        let shown: String = text.chars().take(60).collect();
        warnings.push(Warning::new(WarningKind::Unreadable, format!("not a date: {shown:?}")));
    }
    date
}

/// The `time` element nearest to the headline, first of all one that is marked as the date of publication.
fn from_elements(facts: &Facts<'_>, around: &Around<'_>, near_only: bool) -> Option<Timestamp> {
    let tree = around.tree;
    let start = around.headline.map(|h| around.blocks.list[h].first);
    let range = around.headline.map_or((0, u32::MAX), |h| {
        let list = &around.blocks.list;
        (list[h.saturating_sub(ABOVE)].first, list[(h + BELOW * 2).min(list.len() - 1)].first)
    });
    let mut best: Option<(u32, Timestamp)> = None;
    for &id in &facts.times {
        let marked = tree
            .attribute(id, Name::ITEMPROP)
            .is_some_and(|p| p.eq_ignore_ascii_case("datePublished") || p.eq_ignore_ascii_case("dateCreated"));
        if near_only && !marked && !(range.0..=range.1).contains(&id) {
            continue;
        }
        let value = [Name::DATETIME, Name::CONTENT].iter().find_map(|&n| tree.attribute(id, n));
        let date = value.and_then(|v| timestamp(&resolve(v))).or_else(|| timestamp(&element_text(tree, id, 80)));
        let Some(date) = date else { continue };
        let said = element_text(tree, tree.nodes[id as usize].parent, 80).to_lowercase();
        let updated =
            is_update(&said) || tree.attribute(id, Name::CLASS).is_some_and(|c| c.to_lowercase().contains("updated"));
        let away = start.map_or(id, |s| s.abs_diff(id)) + 1 + if updated { 5_000 } else { 0 };
        let distance = if marked { 0 } else { away };
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| date)
}

fn is_update(lower: &str) -> bool {
    const WORDS: [&str; 8] = [
        "updated",
        "modified",
        "aktualisiert",
        "mis à jour",
        "actualizado",
        "aggiornato",
        "bijgewerkt",
        "last reviewed",
    ];
    WORDS.iter().any(|w| lower.contains(w)) && !lower.contains("publish") && !lower.contains("posted")
}

/// A date in the text around the headline, rather a "published" than a bare than an "updated" one, and whether it
/// is the last.
fn near_headline(around: &Around<'_>) -> Option<(Timestamp, bool)> {
    let h = around.headline?;
    let list = &around.blocks.list;
    let mut best: Option<(usize, (Timestamp, bool))> = None;
    let near = list.iter().enumerate().take(h + BELOW + 1).skip(h.saturating_sub(ABOVE));
    for (i, block) in near {
        let words = around.blocks.words(block);
        if words.len() > 160 || i == h {
            continue;
        }
        for line in words.lines() {
            let from = after_publication(line);
            if let Some(date) = date_within(&line[from..]) {
                let changed = is_update(&line.to_lowercase());
                let rank = i.abs_diff(h) + if changed { 20 } else { 0 } + if i < h { 4 } else { 0 };
                if best.is_none_or(|(r, _)| rank < r) {
                    best = Some((rank, (date, changed)));
                }
            }
        }
    }
    best.map(|(_, date)| date)
}

/// Where in a line with two dates, "Updated … / Published …", the one of publication is to be looked for.
fn after_publication(line: &str) -> usize {
    let lower = line.to_ascii_lowercase();
    ["published", "posted", "veröffentlicht", "publié"].iter().find_map(|word| lower.find(word)).unwrap_or(0)
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
pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
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
    date_within(text)
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
pub(super) fn date_within(text: &str) -> Option<Timestamp> {
    let text = &text[..text.floor_char_boundary(400)];
    let words: Vec<(usize, &str)> = split(text).collect();
    for (i, &(start, word)) in words.iter().enumerate() {
        if let Some(date) = numeric(word).or_else(|| written(&words, i)) {
            let after = start + word.len();
            let time = time_of_day(&text[after.min(text.len())..]);
            return Some(
                time.map_or(Timestamp::day(date), |(time, offset)| Timestamp::at(date.to_datetime(time), offset)),
            );
        }
    }
    None
}

/// Words with where they start: runs of letters and digits, and of digits joined by `/`, `.`, `-`.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | ':' | 'T');
    let mut at = 0;
    text.split(ends).filter_map(move |word| {
        let start = at;
        at += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// A date in digits.
fn numeric(word: &str) -> Option<civil::Date> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit() && c != '日');
    if word.contains('年') {
        let mut parts = word.split(['年', '月', '日']).map(|p| p.trim().parse::<u32>().ok());
        return day_of(parts.next()??, parts.next()??, parts.next()??);
    }
    let separator = word.find(['/', '.', '-']).map(|at| word.as_bytes()[at] as char)?;
    let mut parts = word.split(separator).map(|p| p.parse::<u32>().ok());
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    match () {
        () if first > 1000 => day_of(first, second, third),
        () if third < 1000 => None,
        // With slashes the month comes first, as most such pages are American, unless it cannot be one.
        () if separator == '/' && first <= 12 => day_of(third, first, second),
        () => day_of(third, second, first),
    }
}

/// A date with the month's name, beginning at word `i`: "February 24, 2025", "24 February 2025", "24. Feb 2025".
fn written(words: &[(usize, &str)], i: usize) -> Option<civil::Date> {
    let month = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        (3..=12).contains(&bare.len()).then(|| month_number(&bare.to_lowercase())).flatten()
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
            ("2025年2月24日", Some("2025-02-24")),
            ("31 June 2025", None),
            ("© 2025 Harbour Post", None),
            ("Section 24, 2025", None),
            ("0001-01-01T00:00:00", None),
            ("", None),
        ] {
            assert_eq!(timestamp(given).map(|t| t.to_string()).as_deref(), expected, "{given:?}");
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

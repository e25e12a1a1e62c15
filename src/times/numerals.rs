//! Words with digits in them: "24th", "1990s", "2025-02-24", "24/02/2025", "8:30pm", "Q3".

use super::lexicon::Class;

/// What a lower-cased word with a digit in it can be.
pub(super) fn classify(word: &str) -> Class {
    if word.len() > 32 {
        return Class::Other;
    }
    number(word).or_else(|| marked(word)).or_else(|| date(word)).or_else(|| clock(word)).unwrap_or(Class::Other)
}

/// Up to nine digits and nothing else.
fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    (text.len() <= 9 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn number(word: &str) -> Option<Class> {
    if let Some(value) = digits(word) {
        return Some(Class::Digits(value, word.len() as u8));
    }
    if word == "1/2" || word == "½" {
        return Some(Class::Fraction);
    }
    if let Some((whole, part)) = word.split_once('.')
        && matches!(part.len(), 1 | 2)
    {
        let hundredths: u8 = digits(part)?;
        return Some(Class::Decimal(digits(whole)?, if part.len() == 1 { hundredths * 10 } else { hundredths }));
    }
    let (head, tail) = word.split_once(',')?;
    let grouped = head.len() <= 3 && tail.split(',').all(|group| group.len() == 3);
    let value = if grouped { digits(&word.replace(',', ""))? } else { return None };
    Some(Class::Digits(value, 0))
}

/// Digits with a letter or an apostrophe that says what they count.
fn marked(word: &str) -> Option<Class> {
    if let Some(rest) = word.strip_prefix(['\'', '’', '‘']) {
        return match rest.strip_suffix('s') {
            Some(decade) => (decade.len() == 2 && decade.ends_with('0'))
                .then(|| digits(decade).map(|d: i16| Class::Decade(d / 10)))?,
            None => (rest.len() == 2).then(|| digits(rest).map(Class::ShortYear))?,
        };
    }
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(ordinal) = word.strip_suffix(suffix).and_then(digits) {
            return Some(Class::Ordinal(ordinal));
        }
    }
    if let Some(decade) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix('s'))
        && matches!(decade.len(), 2 | 4)
        && decade.ends_with('0')
    {
        return digits(decade).map(|d: i16| Class::Decade(d / 10));
    }
    if let Some(year) = word.strip_prefix("fy") {
        return match year.len() {
            4 => digits(year).map(Class::FiscalYear),
            2 => digits(year).map(|y: i16| Class::FiscalYear(2000 + y)),
            _ => None,
        };
    }
    let part = |letter, most| {
        let n = word.strip_prefix(letter).and_then(digits)?;
        (1..=most).contains(&n).then_some(Class::YearPart(most, n))
    };
    part('q', 4).or_else(|| part('h', 2))
}

/// All of year, month and day in one word; whether there is such a day is judged later, so that it can be said.
fn date(word: &str) -> Option<Class> {
    let day = word.split('t').next()?;
    let separator = ['-', '/', '.'].into_iter().find(|&c| day.matches(c).count() == 2)?;
    let mut parts = day.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if a.len() == 4 && b.len() <= 2 && c.len() <= 2 {
        return Some(Class::Iso(digits(a)?, digits(b)?, digits(c)?));
    }
    if day.len() < word.len() || a.len() > 2 || b.len() > 2 || !matches!((c.len(), separator), (4, _) | (2, '/')) {
        return None;
    }
    let (first, second): (u8, u8) = (digits(a)?, digits(b)?);
    let year: i16 = digits(c)?;
    // "21/27/23" may be anything, "21/27/2023" was meant as a date.
    if c.len() == 2 && (first.min(second) > 12 || first.max(second) > 31 || first.min(second) == 0) {
        return None;
    }
    let year = if c.len() == 4 { year } else { super::calendar::full_year(year) };
    Some(Class::Slashes(first, second, year))
}

/// A time of day in one word.
fn clock(word: &str) -> Option<Class> {
    let bare = word.trim_end_matches('.');
    for (suffix, afternoon) in [("am", false), ("a.m", false), ("pm", true), ("p.m", true)] {
        if let Some(rest) = bare.strip_suffix(suffix) {
            let (hour, minute) = rest.split_once([':', '.']).unwrap_or((rest, "00"));
            let (hour, minute) = (two(hour, 12)?, two(minute, 59)?);
            return Some(Class::ClockIn(hour, minute, afternoon));
        }
    }
    let mut parts = word.splitn(3, ':');
    let (hour, minute) = (two(parts.next()?, 24)?, parts.next()?);
    let second = match parts.next() {
        Some(second) => Some(two(second, 59)?),
        None => None,
    };
    (minute.len() == 2).then(|| two(minute, 59).map(|minute| Class::Clock(hour, minute, second)))?
}

/// One or two digits that are not more than `most`.
fn two(text: &str, most: u8) -> Option<u8> {
    if text.len() <= 2 { digits(text).filter(|&n| n <= most) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{Class, classify};

    #[test]
    fn digits_say_what_they_are() {
        for (word, expected) in [
            ("24", Class::Digits(24, 2)),
            ("2,500", Class::Digits(2500, 0)),
            ("24th", Class::Ordinal(24)),
            ("2.5", Class::Decimal(2, 50)),
            ("8.05", Class::Decimal(8, 5)),
            ("1990s", Class::Decade(199)),
            ("'80s", Class::Decade(8)),
            ("'98", Class::ShortYear(98)),
            ("q3", Class::YearPart(4, 3)),
            ("fy2025", Class::FiscalYear(2025)),
            ("2025-02-24", Class::Iso(2025, 2, 24)),
            ("2025-02-24t08:00z", Class::Iso(2025, 2, 24)),
            ("24/02/2025", Class::Slashes(24, 2, 2025)),
            ("24.02.2025", Class::Slashes(24, 2, 2025)),
            ("2/24/98", Class::Slashes(2, 24, 1998)),
            ("3:04", Class::Clock(3, 4, None)),
            ("23:59:59", Class::Clock(23, 59, Some(59))),
            ("8pm", Class::ClockIn(8, 0, true)),
            ("10.30am", Class::ClockIn(10, 30, false)),
            ("99999999999", Class::Other),
            ("1.5.2", Class::Other),
            ("3:4", Class::Other),
            ("24-hour", Class::Other),
            ("b2b", Class::Other),
        ] {
            assert_eq!(classify(word), expected, "{word}");
        }
    }
}

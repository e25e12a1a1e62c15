//! The words dates and times are made of, looked up once per different word of an article.

use super::value::{Part, Season, Unit};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Function words with a role in the grammar: the values of class `word` in `words.tsv`.
macro_rules! keys {
    ($($name:ident = $text:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key { $($name),+ }

        impl Key {
            fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

keys! {
    Past = "past", Last = "last", Next = "next", This = "this", These = "these", That = "that", Those = "those",
    Coming = "coming", Previous = "previous", Following = "following", Current = "current", Same = "same",
    Recent = "recent", Latest = "latest", Comparable = "comparable", Full = "full", Fiscal = "fiscal", The = "the",
    A = "a", Of = "of", In = "in", And = "and", Or = "or", To = "to", So = "so", At = "at", On = "on", From = "from",
    By = "by", For = "for", Each = "each", Every = "every", Other = "other", Another = "another", Since = "since",
    Until = "until", Through = "through", During = "during", Before = "before", After = "after", Between = "between",
    Within = "within", Over = "over", Under = "under", As = "as", Per = "per", Its = "its", Early = "early",
    Late = "late", Mid = "mid", Earlier = "earlier", Later = "later", Sometime = "sometime", Beginning = "beginning",
    End = "end", Middle = "middle", Half = "half", Halves = "halves", Ago = "ago", Now = "now", Hence = "hence",
    Yesterday = "yesterday", Today = "today", Tomorrow = "tomorrow", Tonight = "tonight", Overnight = "overnight",
    About = "about", Nearly = "nearly", More = "more", Less = "less", Than = "than", Least = "least", Most = "most",
    Up = "up", Only = "only", Just = "just", No = "no", Not = "not", Few = "few", Several = "several",
    Couple = "couple", Additional = "additional", Once = "once", Twice = "twice", Times = "times", Old = "old",
    Age = "age", Period = "period", Time = "time", Term = "term", Future = "future", Near = "near", Ended = "ended",
    Soon = "soon", Currently = "currently", Recently = "recently", Ahead = "ahead", Daily = "daily",
    Weekly = "weekly", Monthly = "monthly", Quarterly = "quarterly", Yearly = "yearly", Hourly = "hourly",
    Nightly = "nightly", Moment = "moment", Percent = "percent", Comma = "comma", Dot = "dot", Hyphen = "hyphen",
    People = "people", Right = "right", OClock = "o'clock", Be = "be", Been = "been", Had = "had", Possessive = "possessive", Slash = "slash", Sign = "sign",
}

/// What a word can be in a date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing.
    Other,
    /// A word with several parts, some of which may be something: "five-year".
    Compound,
    Key(Key),
    /// 1 to 12, and whether it is short for the name.
    Month(i8, bool),
    /// 1 (Monday) to 7, and whether it is short for the name.
    Weekday(i8, bool),
    /// "Mondays".
    Weekdays(i8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Seasons(Season),
    Part(Part),
    Parts(Part),
    /// A number in digits, and how many digits it has (0 when there are commas in it).
    Digits(u32, u8),
    /// A number below a hundred in letters.
    Number(u32),
    /// "hundred", "thousand", "million".
    Scale(u32),
    /// "third", "24th".
    Ordinal(u32),
    /// "1990s" is 199; "nineties" and "'90s" have no century and are 9.
    Decade(i16),
    /// "'98".
    ShortYear(u8),
    /// "Q3", "H1": the letter's count to a year (4 or 2) and the number.
    YearPart(i8, i8),
    /// "FY2025".
    FiscalYear(i16),
    /// Year, month, day as written.
    Iso(i16, u8, u8),
    /// "24/02/2025", two days or months and a year.
    Slashes(u8, u8, i16),
    /// Hour, minute and second, written with a colon.
    Clock(u8, u8, Option<u8>),
    /// "8pm": as above with its half of the day.
    ClockIn(u8, u8, bool),
    /// "a.m." is false, "p.m." true.
    HalfDay(bool),
    Zone,
    /// "1/2", "½".
    Fraction,
    /// "2.5" or "8.30": what stands before the point, and hundredths.
    Decimal(u32, u8),
}

/// Which way a word makes a sentence look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Past,
    Future,
    /// The future when "to" follows: "set to".
    FutureBeforeTo,
}

fn value<T: Copy>(named: impl IntoIterator<Item = (T, &'static str)>, name: &str) -> Option<T> {
    named.into_iter().find(|(_, n)| *n == name).map(|(v, _)| v)
}

fn class(name: &str, text: &str) -> Option<Class> {
    let number = || text.parse::<u32>().ok();
    let small = || text.parse::<i8>().ok();
    let season = || value(Season::ALL.map(|s| (s, s.as_str())), text);
    let part = || value(Part::ALL.map(|p| (p, p.as_str())), text);
    Some(match name {
        "month" => Class::Month(small()?, false),
        "month-short" => Class::Month(small()?, true),
        "weekday" => Class::Weekday(small()?, false),
        "weekday-short" => Class::Weekday(small()?, true),
        "weekdays" => Class::Weekdays(small()?),
        "unit" => Class::Unit(value(Unit::ALL, text)?),
        "units" => Class::Units(value(Unit::ALL, text)?),
        "season" => Class::Season(season()?),
        "seasons" => Class::Seasons(season()?),
        "part" => Class::Part(part()?),
        "parts" => Class::Parts(part()?),
        "number" => Class::Number(number()?),
        "scale" => Class::Scale(number()?),
        "ordinal" => Class::Ordinal(number()?),
        "decade" => Class::Decade(text.parse::<i16>().ok()? / 10),
        "clock" => Class::Clock(text.get(..2)?.parse().ok()?, 0, None),
        "half-day" => Class::HalfDay(text == "pm"),
        "zone" => Class::Zone,
        "word" => Class::Key(Key::from_name(text)?),
        _ => return None,
    })
}

/// The lines of a data file, without comments, split at tabs.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

static WORDS: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    rows(include_str!("words.tsv"))
        .filter_map(|row| match row[..] {
            [word, name, text] => Some((word, class(name, text)?)),
            _ => None,
        })
        .collect()
});

static VERBS: LazyLock<HashMap<&str, Verb>> = LazyLock::new(|| {
    rows(include_str!("verbs.tsv"))
        .filter_map(|row| match row[..] {
            [word, "past"] => Some((word, Verb::Past)),
            [word, "future"] => Some((word, Verb::Future)),
            [word, "future before to"] => Some((word, Verb::FutureBeforeTo)),
            _ => None,
        })
        .collect()
});

/// What the lower-cased `word` can be.
pub(super) fn classify(word: &str) -> Class {
    if let Some(&class) = WORDS.get(word) {
        return class;
    }
    let bare = word.trim_end_matches('.');
    if bare.len() < word.len()
        && let Some(&class) = WORDS.get(bare)
        && !bare.is_empty()
    {
        return class;
    }
    if word.bytes().any(|b| b.is_ascii_digit()) || word.contains('½') {
        let class = super::numerals::classify(word);
        if class != Class::Other {
            return class;
        }
    }
    let compound = word.len() <= 60 && word.trim_matches(is_hyphen).contains(is_hyphen);
    if compound { Class::Compound } else { Class::Other }
}

/// Which way `word` makes a sentence look, if any. Regular past forms need no list.
pub(super) fn verb(word: &str) -> Option<Verb> {
    if let Some(&verb) = VERBS.get(word) {
        return Some(verb);
    }
    (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")).then_some(Verb::Past)
}

/// The dashes that join words or ranges.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_well_formed_and_no_word_stands_twice() {
        let mut seen = HashSet::new();
        for row in rows(include_str!("words.tsv")) {
            assert!(matches!(row[..], [_, name, text] if class(name, text).is_some()), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
        seen.clear();
        for row in rows(include_str!("verbs.tsv")) {
            assert!(matches!(row[..], [_, "past" | "future" | "future before to"]), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
    }

    #[test]
    fn words_have_one_class() {
        for (word, expected) in [
            ("feb.", Class::Month(2, true)),
            ("tuesday", Class::Weekday(2, false)),
            ("centuries", Class::Units(Unit::Century)),
            ("autumn", Class::Season(Season::Fall)),
            ("p.m.", Class::HalfDay(true)),
            ("nineties", Class::Decade(9)),
            ("five-year", Class::Compound),
            ("-", Class::Key(Key::Hyphen)),
            ("bridge", Class::Other),
        ] {
            assert_eq!(classify(word), expected, "{word}");
        }
    }
}

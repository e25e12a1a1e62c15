//! Names of people: their parts, and when two of them are one person's.

use crate::article::Gender;
use crate::names::lists::{self, TitleKind};

/// A person's name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// Its words, lower-cased, without accents, titles, stops and "Jr".
    pub(super) words: Vec<String>,
    /// What a title inside the name says.
    pub(super) gender: Option<Gender>,
    /// An office inside the name: "president" of "President Holm".
    pub(super) office: Option<String>,
    /// "jr", "sr" or the number of a ruler: "iii".
    pub(super) number: Option<String>,
    /// Whether it begins with a small letter, as family names do: "von der Leyen", "bin Salman".
    pub(super) family: bool,
}

/// Longest name that is taken apart, in words; what is longer is compared as it stands.
const LONGEST: usize = 12;

impl PersonName {
    /// Takes a name apart: "Sen. J.D. Vance Jr." is j, d, vance.
    pub(super) fn read(name: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let family = name.starts_with(char::is_lowercase);
        let mut number = None;
        let mut brackets = false;
        for word in name.split(|c: char| c.is_whitespace() || c == ',').take(LONGEST + 1) {
            // "Ada (Lind) Holm" was born a Lind.
            brackets |= word.starts_with('(') && !words.is_empty();
            if brackets {
                brackets = !word.ends_with(')');
                continue;
            }
            let shouted = !word.contains(char::is_lowercase);
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let lower = fold(word);
            // "J.K." is two initials.
            if lower.len() > 1 && lower.split('.').all(|part| part.chars().count() == 1) {
                words.extend(lower.split('.').map(str::to_owned));
            } else if (is_suffix(&lower) || shouted && is_number(&lower)) && words.iter().any(|w| inside(w).is_none()) {
                number = Some(lower);
            } else if !lower.is_empty() {
                // A middle initial: "Ada I. Holm".
                words.extend(number.take().filter(|number| !is_suffix(number)));
                words.push(lower);
            }
        }
        let (mut gender, mut office) = (None, None);
        while words.len() > 1 {
            let Some(kind) = inside(&words[0]) else { break };
            gender = gender.or(lists::title(&words[0]).and_then(|title| title.gender));
            let word = words.remove(0);
            office = if kind == TitleKind::Role { Some(word) } else { office };
        }
        Self { words, gender, office, number, family }
    }

    /// Whether it has a given name, or so it seems: "Ada Holm", not "Holm", "von der Leyen" or "bin Salman".
    pub(super) fn is_full(&self) -> bool {
        self.words.len() > 1 && !self.family
    }

    /// Whether it ends in a place or a byname, and not in a family name: "John of Holm", "Ada the Elder".
    pub(super) fn by_place(&self) -> bool {
        self.words.len() > 2 && matches!(self.words[1].as_str(), "of" | "the")
    }

    /// Whether the numbers of both allow that they are one: "Charles III" and "Charles", but not "Charles II".
    pub(super) fn may_be_numbered(&self, other: &Self) -> bool {
        match (&self.number, &other.number) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// The last word.
    pub(super) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// What the given name says.
    pub(super) fn gender(&self) -> Option<Gender> {
        if self.gender.is_some() {
            return self.gender;
        }
        let given = if self.is_full() { &self.words[..self.words.len() - 1] } else { &self.words[..] };
        let first = given.iter().find(|w| w.chars().count() > 1)?;
        let whole = lists::given_name(first);
        whole.or_else(|| first.split('-').find_map(lists::given_name))?.gender()
    }

    /// Whether two full names can be one person's: "George W. Bush" and "George Bush", "Bill Clinton" and "William
    /// Clinton", "Martin Luther King" and "Luther King".
    pub(super) fn agrees(&self, other: &Self) -> bool {
        if !self.may_be_numbered(other) {
            return false;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if long.words.len() > LONGEST {
            return short.words == long.words;
        }
        if short.last() != long.last() {
            // "Diego Armando" of "Diego Armando Maradona".
            return short.words.len() > 1 && long.words.starts_with(&short.words);
        }
        if long.words.ends_with(&short.words) {
            return true;
        }
        let (short, long) = (&short.words[..short.words.len() - 1], &long.words[..long.words.len() - 1]);
        let (Some(first), Some(other)) = (short.first(), long.first()) else { return false };
        given_agree(first, other) && subsequence(&short[1..], &long[1..])
    }
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr")
}

/// Whether it is a Roman number up to XXIII, as rulers have them.
fn is_number(word: &str) -> bool {
    let ones = word.trim_start_matches('x');
    let tens = word.len() - ones.len();
    tens < 3 && !word.is_empty() && matches!(ones, "" | "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix")
}

/// What sort of title a lower-cased word is that a name begins with; "Dean" and "Earl" are more often given names.
pub(super) fn inside(word: &str) -> Option<TitleKind> {
    let word = word.trim_end_matches('.');
    let title = lists::title(word).filter(|title| title.kind != TitleKind::Modifier)?;
    lists::given_name(word).is_none().then_some(title.kind)
}

/// Whether two given names can be one person's.
fn given_agree(a: &str, b: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let short = |a: &str, b: &str| lists::nicknames(a).any(|full| full == b);
    a == b || initial(a, b) || initial(b, a) || short(a, b) || short(b, a)
}

/// Whether the middle names of the one are among the other's, in order.
fn subsequence(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|a| rest.any(|b| given_agree(a, b)))
}

/// Lower-cased, without the accents that papers leave out at will: "Erdoğan" is "erdogan".
pub(super) fn fold(word: &str) -> String {
    const ACCENTS: [(char, &str); 22] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľŀł"),
        ('n', "ñńņňŉ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
        ('\'', "’‘ʼʾʿ"),
        ('-', "‐‑–"),
        ('"', "“”"),
    ];
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase).filter(|&c| c != '\u{307}') {
        let plain = if c.is_ascii() { None } else { ACCENTS.iter().find(|(_, set)| set.contains(c)) };
        folded.push(plain.map_or(c, |&(plain, _)| plain));
    }
    folded
}

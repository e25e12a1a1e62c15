//! The different written forms in an article, and what features see in each: worked out once, however often it stands.

use super::clusters::ClusterTable;
use super::hash;
use crate::article::{Article, Token};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// "house".
    Lower,
    /// "House".
    Title,
    /// "HOUSE".
    Upper,
    /// "I".
    Single,
    /// "iPhone", "McCain".
    Mixed,
    /// "1990s", "12".
    Digits,
    /// ",".
    Other,
}

impl Case {
    /// Whether it may be part of a name by its first letter.
    pub const fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Single)
    }
}

/// What there is to know of a written form, as hashes ready to be joined to features.
#[derive(Clone, Debug)]
pub struct Form {
    /// The form as it is.
    pub surface: u64,
    /// In lower case, digits folded to 0.
    pub lower: u64,
    /// "Xxxxx", "XX-00", at most ten characters.
    pub shape: u64,
    /// The same with runs made one: "Xx", "X-0".
    pub short: u64,
    /// First 1, 2, 3 and 4 characters in lower case; 0 where it is shorter.
    pub prefixes: [u64; 4],
    /// Last 1, 2, 3 and 4.
    pub suffixes: [u64; 4],
    /// Brown clusters of 5 and 8 bits and whole, and the vector clusters; 0 where it has none.
    pub clusters: [u64; 6],
    /// How it is written.
    pub case: Case,
    /// Whether its first character is a capital letter.
    pub capital: bool,
    /// First character in lower case.
    pub initial: char,
}

impl Form {
    /// The form of a token. `lower` is its lower-cased form.
    pub fn new(surface: &str, lower: &str, clusters: &ClusterTable<'_>) -> Self {
        let (mut upper, mut small, mut digits, mut letters_first) = (0, 0, 0, None);
        let mut shape = Shape::default();
        for c in surface.chars() {
            let class = if c.is_ascii_digit() {
                digits += 1;
                '0'
            } else if c.is_uppercase() {
                upper += 1;
                letters_first = letters_first.or(Some(true));
                'X'
            } else if c.is_alphabetic() {
                small += 1;
                letters_first = letters_first.or(Some(false));
                'x'
            } else if c == '’' {
                '\''
            } else {
                c
            };
            shape.push(class);
        }
        let capital = surface.chars().next().is_some_and(char::is_uppercase);
        let case = match (upper, small, digits) {
            (0, 0, 0) => Case::Other,
            (_, _, 1..) => Case::Digits,
            (0, _, _) => Case::Lower,
            (1, 0, _) => Case::Single,
            (_, 0, _) => Case::Upper,
            (1, _, _) if letters_first == Some(true) => Case::Title,
            _ => Case::Mixed,
        };
        let word = hash::text(lower.as_bytes());
        let folded = if digits > 0 { folded(lower) } else { word };
        let surface = match case {
            Case::Mixed => hash::text(surface.as_bytes()),
            _ => hash::join(folded, case as u64),
        };
        let (prefixes, suffixes) = affixes(lower);
        let found = clusters.find(word);
        let [a, b, c] = found.vector.map(u64::from);
        let brown = u64::from(found.brown);
        let coarse = |bits: u32| if brown == 0 { 0 } else { 1 + (brown & ((1 << bits) - 1)) };
        Self {
            surface,
            lower: folded,
            shape: hash::text(&shape.full[..shape.length]),
            short: hash::text(&shape.short[..shape.runs]),
            prefixes,
            suffixes,
            clusters: [coarse(5), coarse(8), brown, a, b, c],
            case,
            capital,
            initial: lower.chars().next().unwrap_or(' '),
        }
    }

    /// The finest vector cluster, or the Brown path where there is none.
    pub fn cluster(&self) -> u64 {
        if self.clusters[5] == 0 { self.clusters[2] << 16 } else { self.clusters[5] }
    }
}

/// The shape as it grows, both whole and with runs made one.
#[derive(Default)]
struct Shape {
    full: [u8; 10],
    length: usize,
    short: [u8; 10],
    runs: usize,
    last: Option<char>,
}

impl Shape {
    fn push(&mut self, class: char) {
        // Characters beyond ASCII are few and all tell the same: a symbol.
        let byte = u8::try_from(class).ok().filter(u8::is_ascii).unwrap_or(b'?');
        if let Some(place) = self.full.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
        if self.last != Some(class)
            && let Some(place) = self.short.get_mut(self.runs)
        {
            *place = byte;
            self.runs += 1;
        }
        self.last = Some(class);
    }
}

fn folded(lower: &str) -> u64 {
    let bytes: Vec<u8> = lower.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b }).collect();
    hash::text(&bytes)
}

/// Hashes of the first and last characters; 0 where the word is not longer than that.
fn affixes(lower: &str) -> ([u64; 4], [u64; 4]) {
    let (mut prefixes, mut suffixes) = ([0; 4], [0; 4]);
    let ends = lower.char_indices().skip(1).map(|(at, _)| at).chain([lower.len()]);
    for (prefix, end) in prefixes.iter_mut().zip(ends) {
        *prefix = hash::text(&lower.as_bytes()[..end]);
    }
    for (suffix, (start, _)) in suffixes.iter_mut().zip(lower.char_indices().rev()) {
        *suffix = hash::text(&lower.as_bytes()[start..]);
    }
    (prefixes, suffixes)
}

/// The forms of an article.
#[derive(Debug)]
pub struct Forms {
    forms: Vec<Form>,
    of_token: Vec<u32>,
}

// Keys are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash::join(self.0, hash::text(bytes));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Forms {
    /// The forms of all tokens.
    pub fn new(article: &Article, clusters: &ClusterTable<'_>) -> Self {
        let mut known: HashMap<u64, u32, BuildHasherDefault<AsItIs>> = HashMap::default();
        let mut forms = Self { forms: Vec::new(), of_token: Vec::with_capacity(article.tokens.len()) };
        for Token { span, lower, .. } in &article.tokens {
            let surface = span.of(&article.text);
            let number = *known.entry(hash::text(surface.as_bytes())).or_insert_with(|| {
                forms.forms.push(Form::new(surface, article.words.get(*lower), clusters));
                forms.forms.len() as u32 - 1
            });
            forms.of_token.push(number);
        }
        forms.forms.push(Form::new("", "", clusters));
        forms
    }

    /// Every form, the edge last.
    pub fn all(&self) -> &[Form] {
        &self.forms
    }

    /// What stands before the first and behind the last token of a sentence: a form without characters.
    #[inline]
    pub fn edge(&self) -> &Form {
        &self.forms[self.forms.len() - 1]
    }

    /// The numbers of the forms of all tokens.
    pub fn of_tokens(&self) -> &[u32] {
        &self.of_token
    }

    /// The form of that number.
    #[inline]
    pub fn get(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }

    /// The form of a token of the article.
    #[inline]
    pub fn of(&self, token: usize) -> &Form {
        &self.forms[self.of_token[token] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(surface: &str) -> Form {
        Form::new(surface, &surface.to_lowercase().replace('’', "'"), &ClusterTable::new(&[]))
    }

    #[test]
    fn cases() {
        let table = [
            ("house", Case::Lower, false),
            ("House", Case::Title, true),
            ("O'Brien", Case::Mixed, true),
            ("HOUSE", Case::Upper, true),
            ("U.S.", Case::Upper, true),
            ("I", Case::Single, true),
            ("J.", Case::Single, true),
            ("iPhone", Case::Mixed, false),
            ("McCain", Case::Mixed, true),
            ("Łódź", Case::Title, true),
            ("1990s", Case::Digits, false),
            ("G20", Case::Digits, true),
            ("’s", Case::Lower, false),
            ("习近平", Case::Lower, false),
            ("…", Case::Other, false),
            ("", Case::Other, false),
        ];
        for (surface, case, capital) in table {
            let form = form(surface);
            assert_eq!((form.case, form.capital), (case, capital), "{surface}");
        }
    }

    #[test]
    fn what_looks_alike_is_alike() {
        assert_eq!(form("1984").lower, form("2025").lower, "numbers of as many digits");
        assert_ne!(form("1984").lower, form("25").lower);
        assert_eq!(form("Anna").shape, form("Otto").shape);
        assert_ne!(form("Anna").shape, form("Maximilian").shape);
        assert_eq!(form("Anna").short, form("Maximilian").short);
        assert_eq!(form("Anna’s").surface, form("Anna's").surface);
        assert_eq!(form("working").suffixes[2], form("Talking").suffixes[2]);
        assert_eq!(form("ab").prefixes[2], 0);
        assert_eq!(form("ü").suffixes, [form("ü").prefixes[0], 0, 0, 0]);
    }
}

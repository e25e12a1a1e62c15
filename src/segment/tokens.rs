//! Cuts a block into tokens, one look at each character, and marks where a sentence may end.

use super::addresses::at_sign;
use super::characters::{Class, class, class_at};
use super::lexicon::{Entry, LONGEST, Lexicon, List};
use crate::article::{Token, Words};
use crate::span::Span;

/// A token at which a sentence may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// Index into the tokens.
    pub(super) token: usize,
    pub(super) kind: StopKind,
}

/// How sure a sentence ends at a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StopKind {
    /// A full stop.
    Full,
    /// A question or exclamation mark.
    Excited,
    /// Dots that trail off.
    Ellipsis,
    /// An abbreviation that keeps its stop, with a new sentence after it.
    Abbreviation,
}

/// Reads blocks into tokens. One buffer serves all of them.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) tokens: &'a mut Vec<Token>,
    /// Places in the last block scanned.
    pub(super) stops: Vec<Stop>,
    pub(super) lexicon: &'static Lexicon,
    words: &'a mut Words,
    lower: String,
    pub(super) at: usize,
    /// Where the next "@" is, so that only words near one are tried as addresses.
    pub(super) next_at_sign: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(words: &'a mut Words, tokens: &'a mut Vec<Token>) -> Self {
        let (stops, lower) = (Vec::new(), String::new());
        Self { tokens, stops, lexicon: Lexicon::get(), words, lower, at: 0, next_at_sign: 0 }
    }

    /// Tokens of `text` from byte `start` to its end, or until there are `most` in all.
    pub(super) fn scan(&mut self, text: &str, start: usize, most: usize) {
        (self.at, self.next_at_sign) = (start, at_sign(text, start));
        self.stops.clear();
        while self.at < text.len() && self.tokens.len() < most {
            let (class, length) = class_at(text, self.at);
            match class {
                Class::Space => self.at += length,
                Class::Letter | Class::Joined => self.word(text),
                Class::Digit => self.number(text),
                Class::Ideograph => self.push(text, self.at, self.at + length),
                Class::Stop => self.stop(text),
                Class::Apostrophe => self.apostrophe(text, length),
                Class::Repeated => self.repeated(text, length),
                Class::Mark => self.mark(text, length),
            }
        }
    }

    /// A token, with whatever joins its last character.
    pub(super) fn push(&mut self, text: &str, start: usize, mut end: usize) {
        while let (Class::Joined, length) = class_at(text, end) {
            end += length;
        }
        self.at = end;
        lower(&text[start..end], &mut self.lower);
        let word = self.words.intern(&self.lower);
        self.tokens.push(Token::new(Span::new(start, end), word));
    }

    /// A word, cut where it is a contraction: "can" "not".
    pub(super) fn push_word(&mut self, text: &str, start: usize, end: usize) {
        self.at = end;
        lower(&text[start..end], &mut self.lower);
        let hash = Words::hash(&self.lower);
        if end - start <= LONGEST {
            let [first, second] = self.lexicon.look_up(&self.lower, hash).cuts.map(usize::from);
            if first > 0 {
                self.push(text, start, start + first);
                if second > 0 {
                    self.push(text, start + first, start + second);
                }
                return self.push(text, start + first.max(second), end);
            }
        }
        let word = self.words.intern_hashed(&self.lower, hash);
        self.tokens.push(Token::new(Span::new(start, end), word));
    }

    /// What is known of a stretch, looked up in lower case.
    pub(super) fn look_up(&self, text: &str, start: usize, end: usize) -> Entry {
        let bytes = text.as_bytes().get(start..end).unwrap_or_default();
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..bytes.len()) else { return Entry::default() };
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).map_or(Entry::default(), |word| self.lexicon.look_up(word, Words::hash(word)))
    }

    /// Whether the character before the place belongs to a token that ends there.
    pub(super) fn follows_word(&self, text: &str) -> bool {
        self.tokens.last().is_some_and(|token| token.span.end as usize == self.at)
            && text[..self.at].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// Figures with what belongs to them: "1,234.5", "3:04", "24/02/2025", "713-555-0100", "1970s".
    fn number(&mut self, text: &str) {
        if let Some(end) = self.email(text, self.at) {
            return self.push(text, self.at, end);
        }
        self.number_from(text, self.at, digits(text, self.at));
    }

    /// The same once the first figures up to `end` are read.
    fn number_from(&mut self, text: &str, start: usize, mut end: usize) {
        let bytes = text.as_bytes();
        let mut group = end - start;
        while let Some(&separator) = bytes.get(end) {
            let next = digits(text, end + 1);
            let length = next - (end + 1).min(next);
            let joins = length > 0
                && match separator {
                    b'.' | b':' | b'/' => true,
                    // Thousands; by twos as India groups them, when three figures come in the end.
                    b',' => group <= 3 && (length == 3 || length == 2 && bytes.get(next) == Some(&b',')),
                    // Telephone numbers and dates; "1990-95" is two numbers.
                    b'-' => {
                        let priced = start > 0 && bytes[start - 1] == b'$';
                        let third = bytes.get(next) == Some(&b'-') && digits(text, next + 1) > next + 1;
                        if third {
                            end = dashed(text, next);
                            group = 0;
                            continue;
                        }
                        group == 3 && length == 4 && !priced
                    }
                    _ => false,
                };
            if !joins {
                break;
            }
            (end, group) = (next, length);
        }
        let letters = letters(text, end);
        if letters > end {
            let suffix = &text[end..letters];
            let ordinal = ["st", "nd", "rd", "th", "s"].iter().any(|s| suffix.eq_ignore_ascii_case(s));
            let clock = bytes[letters..].starts_with(b".m") && matches!(suffix, "a" | "p");
            if !ordinal && (clock || self.look_up(text, end, letters).is(List::Unit)) {
                return self.push(text, start, end);
            }
            return self.word_from(text, start, letters);
        }
        // "the 1960's"
        if bytes[start..end].ends_with(b"0")
            && let (Class::Apostrophe, length) = class_at(text, end)
        {
            let s = end + length;
            if bytes.get(s) == Some(&b's') && letters_or_digits_end(text, s + 1) {
                return self.push(text, start, s + 1);
            }
        }
        self.push(text, start, end);
    }

    /// A full stop, question mark and the like, with its repetitions; ".5" is a number.
    fn stop(&mut self, text: &str) {
        let start = self.at;
        if text.as_bytes()[start] == b'.' && !self.follows_word(text) && digits(text, start + 1) > start + 1 {
            return self.number_from(text, start, digits(text, start + 1));
        }
        let mut end = start;
        while let (Class::Stop, length) = class_at(text, end) {
            end += length;
        }
        let kind = match &text[start..end] {
            "." | "。" | "｡" | "۔" | "।" | "॥" => StopKind::Full,
            marks if marks.bytes().all(|b| b == b'.') || marks.chars().all(|c| matches!(c, '.' | '…')) => {
                StopKind::Ellipsis
            }
            _ => StopKind::Excited,
        };
        self.stops.push(Stop { token: self.tokens.len(), kind });
        self.push(text, start, end);
    }

    /// An apostrophe that stands first: "'s" cut from its word, "'em", "'90s"; otherwise a quotation mark.
    fn apostrophe(&mut self, text: &str, length: usize) {
        let (start, bytes) = (self.at, text.as_bytes());
        let after = start + length;
        let inside = self.follows_word(text);
        let word = letters(text, after);
        if word > after {
            let (entry, spaced) = (self.look_up(text, after, word), class_at(text, word).0 == Class::Space);
            let clitic = entry.is(List::Clitic) && (inside || spaced && bytes[start] != b'`');
            let elision = !inside && bytes[start] != b'`' && entry.is(List::Elision);
            if clitic || elision {
                return self.push(text, start, word);
            }
        }
        let year = digits(text, after);
        if !inside && year == after + 2 {
            let end = year + usize::from(bytes.get(year) == Some(&b's'));
            if letters_or_digits_end(text, end) {
                return self.push(text, start, end);
            }
        }
        // Typewritten double marks: `` and ''.
        let doubled = length == 1 && bytes.get(after) == Some(&bytes[start]);
        self.push(text, start, after + usize::from(doubled));
    }

    /// The same character once or more: "-", "--", "***"; "#" begins a tag.
    fn repeated(&mut self, text: &str, length: usize) {
        let start = self.at;
        let repeated = &text[start..start + length];
        let after = start + length;
        if repeated == "#" && !self.follows_word(text) && class_at(text, after).0 == Class::Letter {
            return self.push(text, start, handle(text, after));
        }
        let mut end = after;
        while text[end..].starts_with(repeated) {
            end += length;
        }
        self.push(text, start, end);
    }

    /// One mark or symbol; "@" begins a handle, ":" perhaps a face, and an emoji has several characters.
    fn mark(&mut self, text: &str, length: usize) {
        let start = self.at;
        let mut end = start + length;
        match text.as_bytes()[start] {
            b'@' if !self.follows_word(text) && matches!(class_at(text, end).0, Class::Letter | Class::Digit) => {
                end = handle(text, end);
            }
            b':' | b';' => end = face(text, end).unwrap_or(end),
            byte if byte >= 0x80 => end = emoji(text, start, end),
            _ => {}
        }
        self.push(text, start, end);
    }
}

/// Where the letters, digits and what joins them end that begin at `at`.
pub(super) fn letters(text: &str, mut at: usize) -> usize {
    while let (Class::Letter | Class::Digit | Class::Joined, length) = class_at(text, at) {
        at += length;
    }
    at
}

/// Where the figures end that begin at `at`.
pub(super) fn digits(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where a chain of figures and hyphens ends that goes on at `at`.
fn dashed(text: &str, mut at: usize) -> usize {
    while text.as_bytes().get(at) == Some(&b'-') && digits(text, at + 1) > at + 1 {
        at = digits(text, at + 1);
    }
    at
}

fn letters_or_digits_end(text: &str, at: usize) -> bool {
    !matches!(class_at(text, at).0, Class::Letter | Class::Digit)
}

/// Where a handle or tag ends.
fn handle(text: &str, mut at: usize) -> usize {
    loop {
        at = letters(text, at);
        if text.as_bytes().get(at) != Some(&b'_') {
            return at;
        }
        at += 1;
    }
}

/// Where a face like ":-)" ends whose eyes are before `at`.
fn face(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let nose = usize::from(rest.first() == Some(&b'-'));
    let mouth = rest.get(nose)?;
    let end = at + nose + 1;
    (b")(DPpO/|".contains(mouth) && class_at(text, end).0 == Class::Space).then_some(end)
}

/// Where an emoji ends of which `start..end` is the first character: flags are pairs, families are joined.
fn emoji(text: &str, start: usize, mut end: usize) -> usize {
    let is_flag = |at: usize| text[at..].starts_with(|c| matches!(c, '\u{1F1E6}'..='\u{1F1FF}'));
    if is_flag(start) && is_flag(end) {
        end += '\u{1F1E6}'.len_utf8();
    }
    loop {
        let mut joined = false;
        while let (Class::Joined, length) = class_at(text, end) {
            joined = text[end..].starts_with('\u{200D}');
            end += length;
        }
        match text[end..].chars().next() {
            Some(c) if joined && class(c) == Class::Mark => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// The form that words are known by: lower case, apostrophes straight, no soft hyphens.
fn lower(token: &str, buffer: &mut String) {
    buffer.clear();
    if token.is_ascii() {
        buffer.push_str(token);
        return buffer.make_ascii_lowercase();
    }
    for c in token.chars() {
        match c {
            '’' | 'ʼ' | '＇' => buffer.push('\''),
            '\u{AD}' => {}
            _ => buffer.extend(c.to_lowercase()),
        }
    }
}

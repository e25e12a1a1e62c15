//! Words: what a hyphen, stop or apostrophe inside or after one does.

use super::addresses::web_end;
use super::characters::{Class, class_at, closes, opens};
use super::lexicon::{Follows, LONGEST, List};
use super::tokens::{Scanner, Stop, StopKind, digits, letters};

/// How far to look past a stop for the next word, in characters: marks and spaces, seldom more than three.
const LOOK_AHEAD: usize = 8;

/// What a stop after a word is.
enum Dot {
    /// Part of a word that goes on up to there.
    Inside(usize),
    /// Part of an abbreviation that ends there.
    Last(usize),
    /// The end of a sentence, most likely.
    Apart,
}

impl Scanner<'_> {
    pub(super) fn word(&mut self, text: &str) {
        let start = self.at;
        match self.address(text, start) {
            Some(end) => self.push(text, start, end),
            None => self.word_from(text, start, letters(text, start)),
        }
    }

    /// The same once the letters up to `end` are read.
    pub(super) fn word_from(&mut self, text: &str, start: usize, mut end: usize) {
        let bytes = text.as_bytes();
        let mut dotted = false;
        while let Some(&byte) = bytes.get(end) {
            if matches!(byte, b' ' | b',') {
                break;
            }
            let next = if byte.is_ascii() { letters(text, end + 1) } else { 0 };
            let joins = next > end + 1;
            match byte {
                b'.' => match self.dot(text, start, end) {
                    Dot::Inside(on) => (end, dotted) = (on, true),
                    Dot::Last(on) => return self.push(text, start, on),
                    Dot::Apart => break,
                },
                b'/' if dotted && joins => return self.push(text, start, web_end(text, start).max(end)),
                b'/' if joins && end - start == 1 && next == end + 2 => end = next,
                b'&' | b'_' | b'*' if joins => end = next,
                b'-' if joins && self.is_prefix(text, start, end) => end = next,
                b'$' if digits(text, end + 1) > end + 1 && end - start <= 3 => {
                    // "US$5": the currency is one token, the sum another.
                    let code = bytes[start..end].iter().all(u8::is_ascii_uppercase);
                    return if code { self.push(text, start, end + 1) } else { self.push_word(text, start, end) };
                }
                _ => match class_at(text, end) {
                    (Class::Apostrophe, length) => {
                        let suffix = end + length;
                        let stop = letters(text, suffix);
                        if stop == suffix || byte == b'`' || self.look_up(text, suffix, stop).is(List::Clitic) {
                            break;
                        }
                        if matches!(&text[suffix..stop], "t" | "T") && matches!(bytes[end - 1], b'n' | b'N') {
                            if end - 1 > start {
                                self.push(text, start, end - 1);
                            }
                            return self.push(text, end - 1, stop);
                        }
                        end = stop;
                    }
                    _ => break,
                },
            }
        }
        self.push_word(text, start, end);
    }

    /// "non-", "co-" and the like, before a small letter: what has a capital is a name and stands alone.
    fn is_prefix(&self, text: &str, start: usize, end: usize) -> bool {
        text[end + 1..].starts_with(|c: char| c.is_lowercase()) && self.look_up(text, start, end).is(List::Prefix)
    }

    /// What the stop at `end` is to the word from `start`.
    fn dot(&mut self, text: &str, start: usize, end: usize) -> Dot {
        let after = end + 1;
        let word = &text[start..end];
        let (next, _) = class_at(text, after);
        let single = word.chars().nth(1).is_none();
        let capital = word.starts_with(char::is_uppercase);
        if single && next == Class::Letter {
            return self.acronym(text, start, after);
        }
        if single && capital {
            return if self.is_initial(text, after) { Dot::Last(after) } else { Dot::Apart };
        }
        if let Some(abbreviation) = self.look_up(text, start, end).abbreviation
            && (capital || !abbreviation.capital)
        {
            return if self.keeps_stop(text, after, abbreviation.follows) { Dot::Last(after) } else { Dot::Apart };
        }
        if !matches!(next, Class::Letter | Class::Digit) {
            return Dot::Apart;
        }
        let on = letters(text, after);
        if on - start <= LONGEST && self.look_up(text, start, on).abbreviation.is_some() {
            // "Ph.D."
            let stop = text.as_bytes().get(on) == Some(&b'.') && !self.sentence_follows(text, on + 1, Follows::Word);
            return Dot::Last(on + usize::from(stop));
        }
        let last = word.bytes().next_back();
        let inside = if next == Class::Digit {
            last.is_some_and(|b| b.is_ascii_digit())
        } else {
            // "example.com" and "REPORT.DOC", but "over.The".
            let part = &text[after..on];
            !part.starts_with(char::is_uppercase)
                || part.len() > 1 && part.bytes().chain(last).all(|b| !b.is_ascii_lowercase())
        };
        if inside { Dot::Inside(on) } else { Dot::Apart }
    }

    /// Letters each with a stop: "U.S.", "e.g.", "J.K.". `at` is behind the first stop.
    fn acronym(&mut self, text: &str, start: usize, mut at: usize) -> Dot {
        let bytes = text.as_bytes();
        while let (Class::Letter, length) = class_at(text, at) {
            let letter = at + length;
            if bytes.get(letter) == Some(&b'.') {
                at = letter + 1;
            } else if !matches!(class_at(text, letter).0, Class::Letter | Class::Digit) {
                return Dot::Last(letter);
            } else {
                break;
            }
        }
        let known = self.look_up(text, start, at - 1).abbreviation.map(|a| a.follows);
        let capital = text[start..].starts_with(char::is_uppercase);
        let ends = self.sentence_follows(text, at, known.unwrap_or(Follows::Word));
        if !ends {
            return Dot::Last(at);
        }
        if capital {
            // "in the U.S." keeps its stop, or the name would lose it.
            self.stops.push(Stop { token: self.tokens.len(), kind: StopKind::Abbreviation });
            return Dot::Last(at);
        }
        Dot::Last(at - 1)
    }

    /// Whether the stop before `at` is the abbreviation's own.
    fn keeps_stop(&self, text: &str, at: usize, follows: Follows) -> bool {
        match follows {
            Follows::Name => at < text.len(),
            Follows::Number => text[at..].trim_start_matches([' ', '\u{A0}']).starts_with(|c: char| c.is_ascii_digit()),
            Follows::Inside => {
                let next = text[at..].trim_start_matches([' ', '\u{A0}']).chars().next();
                next.is_some_and(|c| matches!(c, ',' | ';' | ')' | '-') || c.is_ascii_digit() || c.is_lowercase())
            }
            Follows::Word | Follows::End => !self.sentence_follows(text, at, follows),
        }
    }

    /// Whether the stop before `at`, behind a single capital, is an initial's: a name goes on, or at least no sentence
    /// begins ("Charles G. and David H. Lind").
    fn is_initial(&self, text: &str, at: usize) -> bool {
        let word = at + text[at..].bytes().take(2).take_while(|&b| b == b' ').count();
        let next = text[word..].chars().next();
        let starter = || self.look_up(text, word, letters(text, word)).is(List::Starter);
        next.is_some_and(|c| matches!(c, ',' | '(') || c.is_lowercase() || c.is_uppercase() && !starter())
    }

    /// Whether a sentence begins after an abbreviation whose stop is before `at`.
    fn sentence_follows(&self, text: &str, at: usize, follows: Follows) -> bool {
        let (mut word, mut quoted, mut spaced) = (at, false, false);
        for c in text[at..].chars().take(LOOK_AHEAD) {
            let (class, length) = class_at(text, word);
            let closing = !spaced && closes(c);
            if class != Class::Space && !closing && !opens(c) {
                break;
            }
            quoted |= closing && !matches!(c, ')' | ']' | '}');
            spaced |= class == Class::Space;
            word += length;
        }
        let Some(c) = text[word..].chars().next() else { return true };
        if !c.is_uppercase() || !spaced {
            return false;
        }
        let next = self.look_up(text, word, letters(text, word));
        match follows {
            Follows::End => !next.is(List::Calendar),
            Follows::Name | Follows::Number => false,
            _ => quoted || next.is(List::Starter),
        }
    }
}

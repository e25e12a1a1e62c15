//! Web and e-mail addresses: one token each.

use super::characters::{Class, class_at};
use super::tokens::Scanner;

/// Longest part before the "@" of an e-mail address, in bytes (RFC 5321).
const LOCAL_PART: usize = 64;

impl Scanner<'_> {
    /// Where the address ends that begins at `start`, if one does.
    pub(super) fn address(&mut self, text: &str, start: usize) -> Option<usize> {
        if matches!(text.as_bytes()[start] | 0x20, b'h' | b'w' | b'f' | b'm') {
            let rest = &text.as_bytes()[start..];
            let begins = |scheme: &&str| {
                rest.get(..scheme.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(scheme.as_bytes()))
            };
            if let Some(scheme) = ["http://", "https://", "www.", "ftp://", "mailto:"].into_iter().find(begins) {
                let end = web_end(text, start);
                return (end > start + scheme.len()).then_some(end);
            }
        }
        self.email(text, start)
    }

    /// The same for e-mail alone.
    pub(super) fn email(&mut self, text: &str, start: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        if self.next_at_sign < start {
            self.next_at_sign = at_sign(text, start);
        }
        let at_sign = self.next_at_sign;
        if at_sign > start.saturating_add(LOCAL_PART) {
            return None;
        }
        let local = bytes[start..at_sign].iter().all(|&b| b.is_ascii_alphanumeric() || b"._%+-'".contains(&b));
        let is_domain = |b: &&u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        let mut end = at_sign + 1 + bytes[at_sign + 1..].iter().take_while(is_domain).count();
        while b"._-@".contains(&bytes[end - 1]) && end > at_sign {
            end -= 1;
        }
        (local && end > at_sign + 1).then_some(end)
    }
}

/// Where the next "@" is.
pub(super) fn at_sign(text: &str, start: usize) -> usize {
    memchr::memchr(b'@', &text.as_bytes()[start..]).map_or(usize::MAX, |i| start + i)
}

/// Where a web address ends that begins at `start`, without the punctuation of the sentence around it.
pub(super) fn web_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for c in text[start..].chars() {
        if matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '—') || class_at(text, end).0 == Class::Space {
            break;
        }
        end += c.len_utf8();
    }
    let bracket = text[start..end].contains('(');
    let loose = |c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ']' | '}' | '\'' | '’' | '…' | '*') || c == ')' && !bracket
    };
    start + text[start..end].trim_end_matches(loose).len()
}

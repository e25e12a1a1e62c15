//! Character references (`&amp;`, `&#8217;`) to characters.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A named reference: its one or two characters, and whether the semicolon may be missing.
struct Named {
    name: &'static str,
    characters: [Option<char>; 2],
    bare: bool,
}

static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let lines = include_str!("references.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(named).collect()
});

fn named(line: &'static str) -> Named {
    let mut fields = line.split('\t');
    let name = fields.next().unwrap_or_default();
    let mut points = fields.next().unwrap_or_default().split(' ').map(|p| u32::from_str_radix(p, 16).ok());
    let mut next = || points.next().flatten().and_then(char::from_u32);
    Named { name, characters: [next(), next()], bare: fields.next() == Some("bare") }
}

/// Longest name in the list, so that nothing is looked at twice.
const LONGEST: usize = 32;
/// Longest name that may go without a semicolon.
const LONGEST_BARE: usize = 6;

fn find(name: &str) -> Option<&'static Named> {
    NAMED.binary_search_by(|n| n.name.cmp(name)).ok().map(|i| &NAMED[i])
}

/// What the reference that `rest`, the text after an `&`, begins with stands for, and how long it is.
///
/// In attribute values a name without semicolon counts only where no letter, digit or `=` follows, for addresses
/// have `&copy=`.
pub(super) fn reference(rest: &str, in_attribute: bool) -> Option<([Option<char>; 2], usize)> {
    let bytes = rest.as_bytes();
    if bytes.first() == Some(&b'#') {
        return numeric(bytes);
    }
    let length = bytes.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(named) = find(&rest[..length])
    {
        return Some((named.characters, length + 1));
    }
    let bare = (2..=length.min(LONGEST_BARE)).rev().find_map(|n| find(&rest[..n]).filter(|named| named.bare))?;
    let next = bytes.get(bare.name.len());
    let refused = in_attribute && next.is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'=');
    (!refused).then_some((bare.characters, bare.name.len()))
}

/// `#8217;`, `#x2019;`, the semicolon optional.
fn numeric(bytes: &[u8]) -> Option<([Option<char>; 2], usize)> {
    let hex = matches!(bytes.get(1), Some(b'x' | b'X'));
    let (start, radix) = if hex { (2, 16) } else { (1, 10) };
    let digits = bytes[start..].iter().take_while(|b| char::from(**b).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let value = bytes[start..start + digits].iter().fold(0_u32, |value, &b| {
        value.saturating_mul(radix).saturating_add(char::from(b).to_digit(radix).unwrap_or(0))
    });
    let end = start + digits;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    let character = match value {
        0x80..=0x9F => WINDOWS_1252[value as usize - 0x80],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some(([Some(character), None], length))
}

/// What the control characters 0x80 to 0x9F are read as: pages that have them mean windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// An attribute value with its references resolved.
pub(super) fn resolve(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match reference(rest, true) {
            Some((characters, length)) => {
                out.extend(characters.into_iter().flatten());
                rest = &rest[length..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_well_formed() {
        assert!(NAMED.is_sorted_by(|a, b| a.name < b.name));
        assert!(NAMED.iter().all(|n| n.name.len() <= LONGEST && n.characters[0].is_some()));
        assert!(NAMED.iter().all(|n| !n.bare || n.name.len() <= LONGEST_BARE));
    }

    #[test]
    fn references_are_resolved() {
        for (given, expected, why) in [
            ("a &amp; b", "a & b", "named"),
            ("&ldquo;x&rdquo;&hellip;", "“x”…", "typographic"),
            ("&#8217;&#x2019;&#X2019", "’’’", "numeric, the last without semicolon"),
            ("&#146;&#128;", "’€", "windows-1252 by number"),
            ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}", "no characters"),
            ("AT&T &; &# &#x; &nosuch;", "AT&T &; &# &#x; &nosuch;", "no references"),
            ("&eacute &eacutes", "é &eacutes", "a missing semicolon, not before a letter"),
            ("?a=1&copy=2&lt=3", "?a=1&copy=2&lt=3", "addresses stay"),
            ("&NotEqualTilde;", "≂̸", "two characters"),
            ("&&amp;&", "&&&", "ampersands alone"),
        ] {
            assert_eq!(resolve(given), expected, "{why}");
        }
        assert_eq!(reference("eacutes", false).map(|r| r.1), Some(6), "in text it counts before a letter");
    }
}

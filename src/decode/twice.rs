//! Text that was encoded twice: “don’t” that somebody read as windows-1252 and wrote as UTF-8 again, so that it says
//! "donâ€™t", or the same by way of Latin-1 with control characters in it.

use encoding_rs::WINDOWS_1252;
use memchr::memchr2_iter;

/// So many places leave no doubt: one could be an article about it.
const ENOUGH: usize = 3;
/// Longest character of UTF-8.
const LONGEST: usize = 4;

/// The text as it was before it was encoded again, and how many characters that makes; None where it was not.
pub(super) fn mended(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    // Control characters of Latin-1 stand in no text, and `â€` hardly.
    let is_sign = |&at: &usize| match bytes[at] {
        0xC2 => bytes.get(at + 1).is_some_and(|b| *b < 0xA0),
        _ => bytes[at..].starts_with("â€".as_bytes()),
    };
    let signs = memchr2_iter(0xC2, 0xC3, bytes).filter(is_sign);
    if signs.take(ENOUGH).count() < ENOUGH {
        return None;
    }
    let (mut out, mut rest, mut certain, mut count) = (String::with_capacity(text.len()), text, 0, 0);
    while let Some(at) = memchr::memchr(0xC3, rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((character, length)) = once(rest) {
            out.push(character);
            let written = &rest[..length];
            certain += usize::from(written.starts_with("â€") || written.chars().any(char::is_control));
            count += 1;
            rest = &rest[length..];
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    (certain >= ENOUGH).then_some((out, count))
}

/// The character that the text begins with if its characters are the bytes of one, and how long it is written.
fn once(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; LONGEST];
    let mut length = 0;
    for (i, c) in text.chars().take(LONGEST).enumerate() {
        bytes[i] = byte(c)?;
        length += c.len_utf8();
        match std::str::from_utf8(&bytes[..=i]) {
            Ok(_) if i == 0 => return None,
            Ok(character) => return Some((character.chars().next()?, length)),
            Err(error) if error.error_len().is_some() => return None,
            Err(_) => {}
        }
    }
    None
}

/// The byte that windows-1252, or Latin-1, reads as this character.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut utf8));
    (!unmappable).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn only_what_was_encoded_twice_is_mended() {
        for (given, expected, why) in [
            ("donâ€™t, canâ€™t, wonâ€™t", Some("don’t, can’t, won’t"), "by way of windows-1252"),
            (
                "don\u{E2}\u{80}\u{99}t \u{E2}\u{80}\u{93} caf\u{C3}\u{A9} \u{E2}\u{80}\u{A6}",
                Some("don’t – café …"),
                "by way of Latin-1",
            ),
            ("Ð\u{9F}Ñ\u{80}Ð¸Ð²ÐµÑ\u{82}", Some("Привет"), "Cyrillic"),
            ("â€œÃ‰tÃ©,â€\u{9D} naÃ¯ve “sic” â€¦", Some("“Été,” naïve “sic” …"), "what is right stays"),
            ("It said donâ€™t.", None, "once is an example"),
            ("Até já, São João. Âmbar, pâte, château, ÂNGELA", None, "letters are letters"),
            ("no\u{A0}break\u{A0}space\u{A0}« x »", None, "no control characters"),
            ("x\u{80}y\u{81}z\u{82}", None, "control characters that are no character's bytes"),
        ] {
            assert_eq!(mended(given).map(|(text, _)| text).as_deref(), expected, "{why}");
        }
    }
}

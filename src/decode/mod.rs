//! Bytes to text: byte order mark, declared character set, detection.
//!
//! In order of trust: a byte order mark; being UTF-8 (bytes of another encoding hardly ever are, whatever the label
//! says); the label the server gave; the one the page declares; a guess by chardetng. What was encoded twice is mended.

mod label;
mod twice;

use crate::article::{Warning, WarningKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text, and how it was read.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text; the very bytes given where they are UTF-8. Empty for binary input.
    pub text: Cow<'a, str>,
    /// The encoding's name as the WHATWG standard has it.
    pub encoding: &'static str,
    /// What could not be decoded.
    pub warnings: Vec<Warning>,
}

/// How much of the input decides whether it is text at all.
const BINARY_WITHIN: usize = 4 << 10;
/// How much is given to the detector, which reads about 100 MB/s.
const DETECT_WITHIN: usize = 1 << 20;

/// Reads `bytes` as text; `label` is the character set a server declared, if any, or its whole Content-Type header.
pub fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    let mut decoded = read(bytes, label);
    if let Some((text, count)) = twice::mended(&decoded.text) {
        decoded.text = Cow::Owned(text);
        let message = format!("{count} characters had been encoded twice and were mended");
        decoded.warnings.push(Warning::new(WarningKind::Guessed, message));
    }
    if let Some(label) = label.filter(|label| label::given(label).is_none() && label::is_told(label)) {
        let message = format!("no character set is called {:?}", label.chars().take(40).collect::<String>());
        decoded.warnings.push(Warning::new(WarningKind::Unreadable, message));
    }
    decoded
}

fn read<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return with(encoding, bytes);
    }
    if is_binary(bytes) {
        let warning = Warning::new(WarningKind::Binary, "the input is binary data, not text");
        return Decoded { text: Cow::Borrowed(""), encoding: "UTF-8", warnings: vec![warning] };
    }
    let (given, declared) = (label.and_then(label::given), label::declared(bytes));
    if given.or(declared).is_none_or(Encoding::is_ascii_compatible) {
        let decoded = with(UTF_8, bytes);
        if decoded.warnings.is_empty() || is_nearly_utf8(bytes) {
            return decoded;
        }
    }
    let told = [given, declared].into_iter().flatten().find(|told| *told != UTF_8 && fits(told, bytes));
    with(told.unwrap_or_else(|| detect(bytes)), bytes)
}

/// Decodes and says how many characters were lost.
fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let mut warnings = Vec::new();
    if malformed {
        let written = if encoding == UTF_8 { memchr::memmem::find_iter(bytes, "\u{FFFD}").count() } else { 0 };
        let lost = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count().saturating_sub(written);
        let message = format!("{lost} malformed characters of {} became U+FFFD", encoding.name());
        warnings.push(Warning::new(WarningKind::Replaced, message));
    }
    Decoded { text, encoding: encoding.name(), warnings }
}

/// UTF-16 without a mark: of the first bytes nearly all of one parity are zero, as markup is ASCII.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |parity| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match pairs {
        0..4 => None,
        _ if odd * 10 > pairs * 8 && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 10 > pairs * 8 && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// How well-known binary formats begin.
const MAGIC: &[&[u8]] = &[
    b"\x89PNG",
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"GIF87a",
    b"GIF89a",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B",
    b"BZh9",
    b"\xFD7zXZ\0",
    b"7z\xBC\xAF\x27\x1C",
    b"\x28\xB5\x2F\xFD",
    b"Rar!\x1A",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
    b"\x7FELF",
    b"\0asm",
    b"\xD0\xCF\x11\xE0",
    b"SQLite format 3\0",
];

/// Whether this is no text: a known beginning, or a twentieth of control characters (bytes at random have a tenth).
fn is_binary(bytes: &[u8]) -> bool {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    let head = &bytes[..bytes.len().min(BINARY_WITHIN)];
    // ISO-2022 escapes and shifts (0x1B, 0x0E, 0x0F) are text.
    let control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x0E | 0x0F | 0x1B);
    head.iter().filter(|&&b| control(b)).count() * 20 > head.len()
}

/// Whether bytes with broken places are UTF-8 all the same: they are few in a text that has many sound ones.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(DETECT_WITHIN)].utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A cut through the last character alone counts for nothing.
    broken <= 1 && sound > 0 || broken * 5 < sound
}

/// Whether a declared encoding reads the bytes with hardly a loss.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(DETECT_WITHIN)];
    let (text, malformed) = encoding.decode_without_bom_handling(sample);
    !malformed || {
        let lost = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count();
        lost * 20 <= text.bytes().filter(|&b| b >= 0xC0).count()
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The first non-ASCII byte may come late: the ASCII before it says nothing.
    let start = Encoding::ascii_valid_up_to(bytes).saturating_sub(64);
    let sample = &bytes[start..bytes.len().min(start + DETECT_WITHIN)];
    if detector.feed(sample, true) { detector.guess(None, Utf8Detection::Allow) } else { UTF_8 }
}

#[cfg(test)]
mod tests {
    use super::{decode, is_binary};
    use crate::article::WarningKind;

    /// Input, label given, text, encoding, why.
    type Case<'a> = (&'a [u8], Option<&'a str>, &'a str, &'a str, &'a str);

    #[test]
    fn each_encoding_is_found() {
        let cases: &[Case<'_>] = &[
            (b"", None, "", "UTF-8", "nothing"),
            (b"plain", None, "plain", "UTF-8", "ASCII is UTF-8"),
            (b"\xEF\xBB\xBFna\xC3\xAFve", None, "naïve", "UTF-8", "mark dropped"),
            (b"\xFF\xFEh\0i\0", Some("utf-8"), "hi", "UTF-16LE", "the mark beats the label"),
            (b"\xFE\xFF\0h\0i", None, "hi", "UTF-16BE", "big-endian"),
            (b"<\0p\0>\0h\0i\0", None, "<p>hi", "UTF-16LE", "UTF-16 without a mark"),
            ("“naïve”".as_bytes(), Some("iso-8859-1"), "“naïve”", "UTF-8", "valid UTF-8 beats a wrong label"),
            (b"caf\xE9", Some("ISO-8859-1"), "café", "windows-1252", "label, as the web reads it"),
            (b"<meta charset=\"koi8-r\">\xF0\xD2", None, "<meta charset=\"koi8-r\">Пр", "KOI8-R", "declared"),
            (
                b"<META http-equiv=x content='text/html; charset = gb2312'>\xD6\xD0",
                None,
                "<META http-equiv=x content='text/html; charset = gb2312'>中",
                "GBK",
                "declared in http-equiv",
            ),
            (
                b"<meta charset=;;'Shift_JIS;x'>\x93\xFA\x96\x7B",
                None,
                "<meta charset=;;'Shift_JIS;x'>日本",
                "Shift_JIS",
                "rubbish after charset=",
            ),
            (
                b"<?xml version='1.0' encoding='windows-1251'?>\xCF\xF0",
                None,
                "<?xml version='1.0' encoding='windows-1251'?>Пр",
                "windows-1251",
                "XML declaration",
            ),
            (b"<meta charset=utf-16><p>hi", None, "<meta charset=utf-16><p>hi", "UTF-8", "cannot be UTF-16"),
            (b"\x93Voil\xE0 l'\xEEle\x94, dit-il", None, "“Voilà l'île”, dit-il", "windows-1252", "undeclared"),
            (b"na\xC3\xAFve caf\xC3", None, "naïve caf\u{FFFD}", "UTF-8", "cut through a character"),
            (b"caf\xE9", Some("text/html; charset=\"windows-1252\""), "café", "windows-1252", "a whole header"),
            (b"\xCF\xF0\xE8", Some("charset=windows-1251"), "При", "windows-1251", "a piece of one"),
            (
                b"<p>Le caf\xE9 o\xF9 l'\xE9t\xE9 s'ach\xE8ve",
                Some("utf-8"),
                "<p>Le café où l'été s'achève",
                "windows-1252",
                "no UTF-8, whatever the server says",
            ),
            (b"<p>hi", Some("utf-16le"), "<p>hi", "UTF-8", "no UTF-16, whatever the server says"),
            (b"<p>hi", Some("utf-7"), "<p>hi", "UTF-8", "a label nobody knows"),
            (
                b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xCF\xF0",
                None,
                "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>Пр",
                "windows-1251",
                "not in a comment",
            ),
            (
                b"<meta charset=windows-1251>\xCF\xF0",
                Some("koi8-r"),
                "<meta charset=windows-1251>оП",
                "KOI8-R",
                "the server before the page",
            ),
            (
                b"<meta charset=koi8-r>\xF0\xD2",
                Some("text/html; charset=utf-8"),
                "<meta charset=koi8-r>Пр",
                "KOI8-R",
                "the page where the server is wrong",
            ),
            (b"\xC3\xA9t\xC3\xA9 \xE9", Some("latin1"), "été \u{FFFD}", "UTF-8", "UTF-8 with one byte that is not"),
            (
                b"\xE2\x82x\xE2\x82\xACx\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
                None,
                "\u{FFFD}x€xééééé",
                "UTF-8",
                "half a character is one",
            ),
            (
                b"don\xC3\xA2\xC2\x80\xC2\x99t \xC3\xA2\xC2\x80\xC2\x93 \xC3\xA2\xC2\x80\xC2\xA6",
                None,
                "don’t – …",
                "UTF-8",
                "encoded twice",
            ),
        ];
        for &(bytes, label, text, encoding, why) in cases {
            let decoded = decode(bytes, label);
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding), "{why}");
        }
    }

    #[test]
    fn lost_characters_are_counted() {
        let page = b"<p>d\xC3\xA9j\xC3\xA0 vu, \xC3\xA9t\xC3\xA9, o\xC3\xB9 \xC3\xA9l\xC3\xA8ve \xFF\xFE caf\xC3\xA9 \xEF\xBF\xBD th\xC3\xA9 na\xC3\xAFf \xC3\xA9";
        let decoded = decode(page, None);
        assert!(decoded.text.contains("vu, été, où élève \u{FFFD}\u{FFFD} café \u{FFFD} thé"), "{}", decoded.text);
        assert_eq!(decoded.warnings[0].kind, WarningKind::Replaced);
        assert!(decoded.warnings[0].message.starts_with("2 malformed"), "{}", decoded.warnings[0]);
    }

    #[test]
    fn labels_nobody_knows_are_told() {
        for (label, told, why) in [
            ("utf-8", false, "a name"),
            ("text/html; charset=koi8-r", false, "a header"),
            ("text/html", false, "a header that names none"),
            ("", false, "nothing"),
            ("utf-7", true, "a name nobody knows"),
            ("text/html; charset=klingon", true, "one in a header"),
        ] {
            assert_eq!(!decode(b"<p>hi", Some(label)).warnings.is_empty(), told, "{why}");
        }
    }

    #[test]
    fn binary_input_has_no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0"[..], b"%PDF-1.7", b"PK\x03\x04....", &[0; 100], &[1, 2, 3, 4, 5, 6]] {
            let decoded = decode(bytes, None);
            assert_eq!((&*decoded.text, decoded.warnings[0].kind), ("", WarningKind::Binary), "{bytes:?}");
        }
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert!(is_binary(&all.repeat(400)), "every byte there is, over and over");
        assert!(!is_binary(b"<p>A page with a stray \0 in it</p>"));
    }
}

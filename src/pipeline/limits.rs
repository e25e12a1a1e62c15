//! How much of an article is read. What is beyond is cut, and `warnings` says so.
//!
//! Limits count bytes and tokens, not seconds, so that the same article is cut at the same place on every machine. All
//! work is linear in them: they bound time and memory whatever comes.

use crate::article::{Article, Warning, WarningKind};
use crate::decode;
use std::borrow::Cow;

/// How much of an article is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of the source, or of the text it is decoded to. At most [`Limits::MOST_BYTES`].
    pub bytes: usize,
    /// Tokens: names, times and quotations are looked for in so many. Blocks are not counted.
    pub tokens: usize,
}

impl Default for Limits {
    /// More than any article has: of 1,260 pages of news and blogs the largest has 3 MB, the longest 12,000 tokens.
    fn default() -> Self {
        Self { bytes: 64 << 20, tokens: 1_000_000 }
    }
}

impl Limits {
    /// Spans are `u32`, and decoding may make a source longer: a byte of an old encoding becomes up to three.
    pub const MOST_BYTES: usize = 1 << 30;

    fn most(&self) -> usize {
        self.bytes.min(Self::MOST_BYTES)
    }

    /// What is read of a text.
    pub(super) fn text<'a>(&self, text: &'a str) -> (Cow<'a, str>, Vec<Warning>) {
        let kept = &text[..text.floor_char_boundary(self.most())];
        (Cow::Borrowed(kept), Vec::from_iter(cut(kept.len(), text.len())))
    }

    /// What is read of bytes.
    pub(super) fn bytes<'a>(&self, bytes: &'a [u8], encoding: Option<&str>) -> (Cow<'a, str>, Vec<Warning>) {
        let kept = &bytes[..border(bytes, self.most())];
        let mut decoded = decode::decode(kept, encoding);
        let mut said = cut(kept.len(), bytes.len());
        let end = decoded.text.floor_char_boundary(self.most());
        if end < decoded.text.len() {
            said = said.or_else(|| cut(end, decoded.text.len()));
            match &mut decoded.text {
                Cow::Borrowed(text) => *text = &text[..end],
                Cow::Owned(text) => text.truncate(end),
            }
        }
        decoded.warnings.splice(0..0, said);
        (decoded.text, decoded.warnings)
    }
}

/// What is said of an article with more tokens than were read.
pub(super) fn unread(article: &Article) -> Warning {
    let end = article.tokens.last().map_or(0, |token| token.span.end);
    let (read, of) = (article.tokens.len(), article.text.len());
    let message = format!("read the first {read} tokens, up to byte {end} of {of}: names, times and quotations");
    Warning::new(WarningKind::Cut, message)
}

/// Where to cut bytes whose encoding is not known yet: at an even place, for UTF-16, and not in a character of UTF-8.
fn border(bytes: &[u8], most: usize) -> usize {
    if bytes.len() <= most {
        return bytes.len();
    }
    let even = most & !1;
    let begins = (even.saturating_sub(3)..=even).rev().find(|&at| bytes[at] & 0xC0 != 0x80);
    begins.filter(|&at| at == even || bytes[at] >= 0xC0).unwrap_or(even)
}

fn cut(read: usize, of: usize) -> Option<Warning> {
    (read < of).then(|| Warning::new(WarningKind::Cut, format!("read the first {read} of {of} bytes")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use crate::pipeline::{Format, Given};

    fn limited(bytes: usize, tokens: usize) -> Pipeline {
        Pipeline { limits: Limits { bytes, tokens }, ..Pipeline::default() }
    }

    #[test]
    fn bytes_are_cut_between_characters() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for (bytes, most, expected, why) in [
            (b"Ada Holm".to_vec(), 8, "Ada Holm", "as long as may be"),
            (b"Ada Holm".to_vec(), 4, "Ada ", "longer"),
            ("Zoë Ek".into(), 4, "Zoë", "after two bytes of a character"),
            ("Zoë Ek".into(), 3, "Zo", "an even number, for UTF-16"),
            ("a🌉".into(), 4, "a", "of four bytes, three are no character"),
            ([&[0xFF, 0xFE][..], &utf16("Zoë Ek")].concat(), 8, "Zoë", "UTF-16"),
            (b"Ada".to_vec(), 0, "", "nothing"),
        ] {
            let limits = Limits { bytes: most, ..Limits::default() };
            let (text, warnings) = limits.bytes(&bytes, None);
            assert_eq!(text, expected, "{why}");
            assert_eq!(warnings.iter().any(|w| w.kind == WarningKind::Cut), most < bytes.len(), "{why}");
            assert!(warnings.iter().all(|w| w.kind != WarningKind::Replaced), "{why}: {warnings:?}");
        }
    }

    #[test]
    fn text_is_cut_between_characters() {
        let article = limited(4, 100).parse("a🌉 Ada", &Given::default());
        assert_eq!(article.text, "a");
        assert_eq!(article.warnings[0].message, "read the first 1 of 9 bytes");
    }

    #[test]
    fn what_decoding_makes_longer_is_cut_too() {
        let (text, warnings) = Limits { bytes: 8, tokens: 1 }.bytes(&[0xE4; 8], Some("koi8-r"));
        assert_eq!(text, "ДДДД");
        assert_eq!(warnings[0].message, "read the first 8 of 16 bytes");
    }

    #[test]
    fn tokens_are_cut_between_sentences() {
        let text = "Ada Holm spoke. Bo Lund spoke. “Never,” said Jo Reed.\n\nAda Holm left.";
        for (tokens, expected, why) in [
            (100, 3, "everything"),
            (8, 2, "two sentences"),
            (9, 2, "the third has begun"),
            (2, 1, "not even one, so it is read as far as may be"),
        ] {
            let given = Given { format: Some(Format::Prose), ..Given::default() };
            let article = limited(1000, tokens).parse(text, &given);
            let people = article.entities.iter().filter(|entity| entity.name.contains(' ')).count();
            assert_eq!(people, expected, "{why}: {:?}", article.entities);
            assert_eq!(article.warnings.iter().any(|w| w.kind == WarningKind::Cut), tokens < 100, "{why}");
            assert_eq!(article.text, text, "{why}: the text is whole");
            assert_eq!(article.blocks.len(), 2, "{why}: so are the blocks");
        }
    }
}

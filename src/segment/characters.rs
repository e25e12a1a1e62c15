//! What a character is to the tokenizer.

use crate::article::is_blank;

/// What a character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Stands between tokens: see [`is_blank`].
    Space,
    /// Part of a word.
    Letter,
    /// A decimal digit.
    Digit,
    /// Joins the character before it: combining marks, joiners, soft hyphens.
    Joined,
    /// A word of its own: Chinese and Japanese characters, which no spaces separate.
    Ideograph,
    /// May end a sentence.
    Stop,
    /// May be inside a word or begin one.
    Apostrophe,
    /// A token with its repetitions: "--", "***".
    Repeated,
    /// A token by itself.
    Mark,
}

/// The class of every ASCII character.
const ASCII: [Class; 128] = {
    let mut table = [Class::Mark; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            0..=b' ' | 0x7F => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'.' | b'!' | b'?' => Class::Stop,
            b'\'' | b'`' => Class::Apostrophe,
            b'-' | b'=' | b'*' | b'_' | b'~' | b'+' | b'#' | b'<' | b'>' => Class::Repeated,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

/// The class of the character that starts at byte `at`, and its length in bytes; a space past the end.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> (Class, usize) {
    match text.as_bytes().get(at) {
        None => (Class::Space, 0),
        Some(&byte) if byte < 128 => (ASCII[byte as usize], 1),
        Some(_) => text[at..].chars().next().map_or((Class::Space, 0), |c| (class(c), c.len_utf8())),
    }
}

/// The class of any character.
pub(super) fn class(c: char) -> Class {
    match c {
        '\0'..='\x7F' => ASCII[c as usize],
        '“' | '”' | '‘' => Class::Mark,
        '’' | 'ʼ' | '＇' => Class::Apostrophe,
        '…' | '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' => Class::Stop,
        '—' | '–' | '―' | '─' | '━' => Class::Repeated,
        _ if is_blank(c) => Class::Space,
        _ if is_ideograph(c) => Class::Ideograph,
        _ if is_joined(c) => Class::Joined,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Mark,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '々' | '〇')
        && !matches!(c, '・')
}

/// Marks that Unicode does not count as alphabetic (accents, viramas, vowel points) but that sit on or between letters.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{93C}' | '\u{94D}' | '\u{9BC}' | '\u{9CD}' | '\u{A3C}' | '\u{A4D}' | '\u{ABC}'
        | '\u{ACD}' | '\u{B3C}' | '\u{B4D}' | '\u{BCD}' | '\u{C4D}' | '\u{CBC}' | '\u{CCD}' | '\u{D4D}' | '\u{DCA}'
        | '\u{E38}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200C}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// Opens a quotation or a bracket.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '«'
            | '„'
            | '‚'
            | '‹'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '('
            | '['
            | '{'
            | '"'
            | '\''
            | '¿'
            | '¡'
            | '（'
    )
}

/// Closes a quotation or a bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '»' | '›' | '」' | '』' | '》' | '〉' | ')' | ']' | '}' | '"' | '\'' | '“' | '‘' | '«' | '）'
    )
}

/// Marks that close even after a space, as French sets them.
pub(super) fn only_closes(c: char) -> bool {
    matches!(c, '”' | '»' | '›' | '」' | '』' | '》' | '〉' | ')' | ']' | '}' | '）')
}

//! Characters of which nothing is to be seen.

/// Whether the character is white space, a control, or invisible between words (zero-width spaces, a byte order mark,
/// directions of writing). Blocks neither begin nor end with one, and no token has one between its words.
pub fn is_blank(c: char) -> bool {
    let invisible = matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    invisible || c.is_control() || c.is_whitespace()
}

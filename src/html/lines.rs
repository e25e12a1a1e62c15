//! Text as a reader sees it: references resolved, white space collapsed.

use super::references::reference;

/// Appends text to a string, collapsing white space as a browser does.
///
/// No-break and ideographic spaces become spaces, soft hyphens, zero-width spaces, byte order marks and control
/// characters are dropped: they are layout, and they split words for whoever reads the text next.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// White space was seen since the last character.
    pending: bool,
    /// A cell of a table began since the last character.
    cell: bool,
    /// Something stands in the line already.
    begun: bool,
}

/// Bytes that need a closer look: white space, `&`, control characters, first bytes of the characters above.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i <= b' ' as usize {
        table[i] = true;
        i += 1;
    }
    table[b'&' as usize] = true;
    table[0x7F] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table[0xEF] = true;
    table
};

/// Where a stretch that stays as it is ends: of other characters, and single spaces between them.
#[inline]
fn plain(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|&b| SPECIAL[b as usize]).unwrap_or(bytes.len() - at);
        match bytes[at..] {
            [b' ', next, ..] if at > from && !SPECIAL[next as usize] => at += 2,
            _ => return at,
        }
    }
}

impl Line {
    /// White space.
    #[inline]
    pub(super) fn space(&mut self) {
        self.pending = true;
    }

    /// The next cell of a row.
    pub(super) fn cell(&mut self) {
        self.cell = true;
    }

    /// A line break inside the block.
    pub(super) fn new_line(&mut self, out: &mut String) {
        if self.begun {
            out.push('\n');
        }
        (self.cell, self.pending, self.begun) = (false, false, false);
    }

    /// Characters that are no white space.
    #[inline]
    fn push(&mut self, out: &mut String, text: &str) {
        if self.begun && (self.cell || self.pending) {
            out.push(if self.cell { '\t' } else { ' ' });
        }
        (self.cell, self.pending) = (false, false);
        self.begun = true;
        out.push_str(text);
    }

    fn character(&mut self, out: &mut String, c: char) {
        match c {
            _ if c.is_whitespace() => self.pending = true,
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if c.is_control() => {}
            _ => self.push(out, c.encode_utf8(&mut [0; 4])),
        }
    }

    /// Text that means itself, `&amp;` and all.
    pub(super) fn write_raw(&mut self, out: &mut String, text: &str) {
        text.chars().for_each(|c| self.character(out, if c == '\0' { char::REPLACEMENT_CHARACTER } else { c }));
    }

    /// Text as written in the page.
    pub(super) fn write(&mut self, out: &mut String, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = plain(bytes, at);
            if run > at {
                self.push(out, &text[at..run]);
                at = run;
                continue;
            }
            if bytes[at] == b'&' {
                at += 1;
                if let Some((characters, length)) = reference(&text[at..], false) {
                    characters.into_iter().flatten().for_each(|c| self.character(out, c));
                    at += length;
                } else {
                    self.push(out, "&");
                }
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            self.character(out, c);
            at += c.len_utf8();
        }
    }
}

/// A value such as a title as one line of text.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    Line::default().write(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn white_space_is_collapsed() {
        for (given, expected, why) in [
            ("  a \n\t b  ", "a b", "runs and ends"),
            ("a&nbsp;\u{A0}&#32;b", "a b", "no-break spaces and references"),
            ("日本\u{3000}語", "日本 語", "ideographic space"),
            ("co&shy;op\u{200B}er\u{FEFF}ate\0", "cooperate", "layout characters"),
            ("R&amp;D &lt;b&gt; AT&T", "R&D <b> AT&T", "references once"),
            ("â “é” ｅ", "â “é” ｅ", "other characters with the same first byte"),
        ] {
            assert_eq!(one_line(given), expected, "{why}");
        }
    }
}

//! Bytes inside, Unicode code points outside.

/// Translates between byte offsets and code point offsets of one text, both ways, without scanning it each time.
///
/// One count is kept per 64 bytes of text; a look-up counts within the last of them. Pure ASCII keeps nothing.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    /// Code points before byte 64·i; empty when the text is ASCII.
    before: Vec<u32>,
}

const STEP: usize = 64;

#[inline]
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| starts_character(b)).count()
}

impl Offsets {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(total);
            total += count(chunk) as u32;
        }
        Self { before }
    }

    /// Code points before byte `at` of `text`, the text this was made from.
    pub fn code_point(&self, text: &str, at: usize) -> usize {
        if self.before.is_empty() {
            return at;
        }
        let step = (at / STEP).min(self.before.len() - 1);
        self.before[step] as usize + count(&text.as_bytes()[step * STEP..at])
    }

    /// The byte at which code point `at` of `text` starts; None past its end.
    pub fn byte(&self, text: &str, at: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (at <= text.len()).then_some(at);
        }
        let step = self.before.partition_point(|&b| b as usize <= at) - 1;
        let (mut left, bytes) = (at - self.before[step] as usize, text.as_bytes());
        for (i, &byte) in bytes.iter().enumerate().skip(step * STEP) {
            if starts_character(byte) {
                if left == 0 {
                    return Some(i);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Offsets;

    #[test]
    fn bytes_and_code_points_agree_at_every_character() {
        let long = "naïve “€” 😀 ".repeat(40);
        for text in ["", "plain", "é", "“Xi”", "日本語", "a😀b", long.as_str()] {
            let offsets = Offsets::new(text);
            let borders = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            for (code_point, byte) in borders.enumerate() {
                assert_eq!(offsets.code_point(text, byte), code_point, "{text:?} byte {byte}");
                assert_eq!(offsets.byte(text, code_point), Some(byte), "{text:?} code point {code_point}");
            }
            assert_eq!(offsets.byte(text, text.chars().count() + 1), None, "{text:?}");
        }
    }
}

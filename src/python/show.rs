//! How things show: in a `repr` short, on one line, nothing that a terminal would obey; in a notebook as a page.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// Longest text shown, in characters.
const LONGEST: usize = 60;

/// White space closed up, control characters left out, and the end too when it is long.
pub(super) fn shorten(text: &str) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        for c in std::iter::once(' ').chain(word.chars()).skip(usize::from(length == 0)) {
            if length >= LONGEST {
                short.truncate(short.trim_end().len());
                short.push('…');
                return short;
            }
            if !c.is_control() {
                short.push(c);
                length += 1;
            }
        }
    }
    short
}

/// The text, shortened, as a Python literal.
pub(super) fn literal(py: Python<'_>, text: &str) -> PyResult<String> {
    Ok(PyString::new(py, &shorten(text)).repr()?.to_string())
}

/// What `copydesk.page` makes of something; it is Python's, and loaded by the first who looks.
pub(super) fn page(shown: &Bound<'_, PyAny>, kind: &str) -> PyResult<String> {
    shown.py().import("copydesk.page")?.call_method1(kind, (shown,))?.extract()
}

//! `utf8`: bytes whose character set a server declared.

use super::error::guard;
use crate::decode::decode;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::borrow::Cow;

/// The mark that says in the text itself that it is UTF-8; it outranks what a page declares.
const MARK: &str = "\u{FEFF}";

/// Bytes that `parse` reads as a server's `charset` has them: those given, or the same text in UTF-8 with a byte order
/// mark where the declaration is what decides.
#[pyfunction]
pub(super) fn utf8<'py>(source: &Bound<'py, PyBytes>, charset: &str) -> PyResult<Bound<'py, PyBytes>> {
    let (py, bytes) = (source.py(), source.as_bytes());
    let decoded = guard(py, || decode(bytes, Some(charset)))?;
    Ok(match decoded.text {
        Cow::Owned(text) if decoded.encoding != "UTF-8" => PyBytes::new(py, (MARK.to_owned() + &text).as_bytes()),
        _ => source.clone(),
    })
}

//! The arguments of `parse`, taken apart.

use crate::{Error, Format};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};
use pyo3::{PyTypeInfo, type_hint_union};

/// The name of what was given, for an error's words.
pub(super) fn kind(given: Borrowed<'_, '_, PyAny>) -> PyResult<String> {
    Ok(given.get_type().name()?.to_string())
}

/// The argument `source`.
pub(super) enum Source<'py> {
    /// Text as given.
    Text(Bound<'py, PyString>),
    /// Text in which each lone surrogate has become U+FFFD, and how many there were.
    Mended(String, usize),
    /// Bytes.
    Bytes(Bound<'py, PyBytes>),
}

impl<'py> FromPyObject<'_, 'py> for Source<'py> {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr =
        type_hint_union!(PyString::TYPE_HINT, PyBytes::TYPE_HINT, PyByteArray::TYPE_HINT, PyMemoryView::TYPE_HINT);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return if text.to_str().is_ok() { Ok(Self::Text(text.to_owned())) } else { mend(&text) };
        }
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.to_owned()));
        }
        // Both may change or go away while the core reads, so they are copied.
        if given.is_instance_of::<PyByteArray>() || given.is_instance_of::<PyMemoryView>() {
            let copy = given.py().get_type::<PyBytes>().call1((given,))?;
            return Ok(Self::Bytes(copy.cast_into()?));
        }
        let advice = if given.hasattr("read_bytes")? {
            ": read it first, with its read_bytes()"
        } else if given.hasattr("read")? {
            ": read it first, with its read()"
        } else {
            ""
        };
        Err(PyTypeError::new_err(format!("source must be str or bytes, not {}{advice}", kind(given)?)))
    }
}

/// Each lone surrogate as U+FFFD. Both are three bytes long, so offsets stay as they are.
fn mend<'py>(text: &Bound<'py, PyString>) -> PyResult<Source<'py>> {
    let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
    let mut bytes = encoded.cast::<PyBytes>()?.as_bytes().to_vec();
    let mut count = 0;
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
            bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
            count += 1;
        }
    }
    let text = String::from_utf8(bytes).map_err(|e| Error::new(format!("source cannot be read as text: {e}")))?;
    Ok(Source::Mended(text, count))
}

/// A place, counted from 0.
#[derive(Clone, Copy)]
pub(super) struct Index(pub(super) usize);

impl<'py> FromPyObject<'_, 'py> for Index {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = <usize as FromPyObject<'_, 'py>>::INPUT_TYPE;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        given.extract().map(Self).map_err(|error| {
            let outside = error.is_instance_of::<PyOverflowError>(given.py());
            let said = || format!("a place in an article is counted from 0, and is not {}", given.to_owned());
            if outside { Error::new(said()).into() } else { error }
        })
    }
}

/// The argument `url`.
pub(super) struct Url(pub(super) String);

impl<'py> FromPyObject<'_, 'py> for Url {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<PyString>() {
            Ok(text) => Ok(Self(text.to_string_lossy().into_owned())),
            Err(_) => Err(PyTypeError::new_err(format!("url must be str or None, not {}", kind(given)?))),
        }
    }
}

/// The argument `encoding`.
pub(super) struct Encoding(pub(super) String);

impl<'py> FromPyObject<'_, 'py> for Encoding {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<PyString>() {
            Ok(text) => Ok(Self(text.to_string_lossy().into_owned())),
            Err(_) => Err(PyTypeError::new_err(format!("encoding must be str or None, not {}", kind(given)?))),
        }
    }
}

/// The argument `format`.
pub(super) struct Layout(pub(super) Format);

impl<'py> FromPyObject<'_, 'py> for Layout {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(name) = given.cast::<PyString>() {
            return Ok(Self(name.to_string_lossy().parse()?));
        }
        let message = format!("format must be \"html\", \"text\", \"prose\" or None, not {}", kind(given)?);
        Err(PyTypeError::new_err(message))
    }
}

/// The argument `json`.
pub(super) enum Json {
    /// Text.
    Text(PyBackedStr),
    /// Text in UTF-8.
    Bytes(PyBackedBytes),
}

impl AsRef<[u8]> for Json {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Json {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(PyString::TYPE_HINT, PyBytes::TYPE_HINT);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyString>() {
            let text = given.extract();
            return text.map(Self::Text).map_err(|_| Error::new("json must not have lone surrogates").into());
        }
        match given.cast::<PyBytes>() {
            Ok(bytes) => Ok(Self::Bytes(bytes.to_owned().into())),
            Err(_) => Err(PyTypeError::new_err(format!("json must be str or bytes, not {}", kind(given)?))),
        }
    }
}

//! Timestamps to Python's `datetime` and back.

use super::arguments::kind;
use crate::Error;
use crate::article::Timestamp;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_union};

static DATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static DATETIME: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// A timestamp on its way to Python, where it becomes a `datetime`: aware where the offset is known, midnight where it
/// is a day alone.
pub(super) struct Moment(pub(super) Timestamp);

impl<'py> IntoPyObject<'py> for Moment {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("datetime", "datetime");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        DATETIME.import(py, "datetime", "datetime")?.call_method1("fromisoformat", (self.0.to_string(),))
    }
}

/// The argument `published`.
pub(super) struct Published(pub(super) Timestamp);

impl<'py> FromPyObject<'_, 'py> for Published {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(
        PyString::TYPE_HINT,
        type_hint_identifier!("datetime", "date"),
        type_hint_identifier!("datetime", "datetime")
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text = if given.is_instance_of::<PyString>() {
            given.to_owned()
        } else if given.is_instance(DATE.import(given.py(), "datetime", "date")?)? {
            given.call_method0("isoformat")?
        } else {
            let kind = kind(given)?;
            let message = format!("published must be an ISO date as str, a date, a datetime or None, not {kind}");
            return Err(PyTypeError::new_err(message));
        };
        let text = text.cast::<PyString>()?.to_string_lossy();
        Timestamp::parse_iso(&text).map(Self).ok_or_else(|| {
            let message = "published must be an ISO date such as \"2025-02-24\" or \"2025-02-24T08:00+01:00\"";
            Error::new(format!("{message}, a date or a datetime, not {text:?}")).into()
        })
    }
}

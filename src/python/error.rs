//! Errors and panics as Python exceptions.

use crate::Error;
use pyo3::exceptions::PyValueError;
use pyo3::{PyErr, create_exception};
use std::any::Any;

create_exception!(copydesk, CopydeskError, PyValueError, "What was given cannot be used; the message says why.");

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        CopydeskError::new_err(error.to_string())
    }
}

/// A panic that was caught, as an exception that `except Exception` sees.
pub(super) fn from_panic(payload: &(dyn Any + Send)) -> PyErr {
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    CopydeskError::new_err(format!("copydesk failed on this article, which is a bug: {}", said.unwrap_or("no message")))
}

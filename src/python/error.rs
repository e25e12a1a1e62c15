//! Errors and panics as Python exceptions.

use crate::Error;
use pyo3::prelude::*;
use pyo3::{PyErr, import_exception};
use std::panic::{AssertUnwindSafe, catch_unwind};

// The class is Python's, so that its documentation and type are where the package is.
import_exception!(copydesk, CopydeskError);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        CopydeskError::new_err(error.to_string())
    }
}

/// The one door to work longer than microseconds: the interpreter is free meanwhile, and a panic becomes an error that
/// `except Exception` sees.
pub(super) fn guard<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work))).map_err(|payload| {
        let said = payload.downcast_ref::<&str>().copied();
        let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        CopydeskError::new_err(format!("this is a bug in copydesk: {}", said.unwrap_or("it panicked")))
    })
}

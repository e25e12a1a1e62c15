//! Errors and panics as Python exceptions.

use super::gate;
use crate::Error;
use crate::pipeline::many::catch;
use pyo3::prelude::*;
use pyo3::{PyErr, import_exception};

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
    Ok(py.detach(|| gate::inside(|| catch(work)))?)
}

/// The same for work that is the caller's and may come back to Python.
pub(super) fn guard_callback<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    Ok(py.detach(|| catch(work))?)
}

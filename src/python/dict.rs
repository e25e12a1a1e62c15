//! What is written as JSON, as a `dict`.

use crate::article::json::to_string;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript};
use serde::Serialize;

/// A `dict` of plain values, made by reading the JSON: the two cannot differ.
pub(super) struct Dict<'py>(Bound<'py, PyAny>);

impl<'py> Dict<'py> {
    /// What that part of the form says.
    pub(super) fn of(py: Python<'py>, form: &impl Serialize) -> PyResult<Self> {
        py.import("json")?.call_method1("loads", (to_string(form),)).map(Self)
    }
}

impl<'py> IntoPyObject<'py> for Dict<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(PyDict::TYPE_HINT, PyString::TYPE_HINT, type_hint_identifier!("typing", "Any"));

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Self::Output> {
        Ok(self.0)
    }
}

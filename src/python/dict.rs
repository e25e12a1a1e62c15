//! A `dict` of plain values: what is written as JSON, or what a Python function made.

use crate::article::json::to_string;
use pyo3::call::PyCallArgs;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript};
use serde::Serialize;

/// A `dict` of plain values.
pub(super) struct Dict<'py>(Bound<'py, PyAny>);

impl<'py> Dict<'py> {
    /// What that part of the form says, made by reading the JSON: the two cannot differ.
    pub(super) fn of(py: Python<'py>, form: &impl Serialize) -> PyResult<Self> {
        py.import("json")?.call_method1("loads", (to_string(form),)).map(Self)
    }

    /// What a function of a Python module makes of these arguments.
    pub(super) fn made(
        py: Python<'py>,
        module: &str,
        function: &str,
        arguments: impl PyCallArgs<'py>,
    ) -> PyResult<Self> {
        py.import(module)?.call_method1(function, arguments).map(Self)
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

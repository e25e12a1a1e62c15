//! `TimeExpression`: a date or time expression and its value.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::part::Part;
use super::show;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A date or time expression, as TIMEX3 has it.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct TimeExpression(pub(super) Part<core::TimeExpression>);

#[pymethods]
impl TimeExpression {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("text", "kind", "value")
    }

    #[new]
    fn new(article: Py<Article>, index: Index) -> PyResult<Self> {
        Part::new(article, index.0).map(Self)
    }

    /// The article it belongs to.
    #[getter]
    fn article(&self) -> &Py<Article> {
        self.0.owner()
    }

    /// Its first code point in `article.text`.
    #[getter]
    fn start(&self) -> usize {
        self.0.article().point(self.0.core().span.start)
    }

    /// One past its last code point.
    #[getter]
    fn end(&self) -> usize {
        self.0.article().point(self.0.core().span.end)
    }

    /// Its words.
    #[getter]
    fn text(&self) -> &str {
        self.0.article().words(self.0.core().span)
    }

    /// What it is: "DATE", "TIME", "DURATION" or "SET".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// Its value as TIMEX3 writes ISO 8601: "2025-02-24", "2025-W08", "P10Y", "PRESENT_REF".
    #[getter]
    fn value(&self) -> &str {
        &self.0.core().value
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::time)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("TimeExpression({}, {})", show::literal(py, self.text())?, self.value()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

//! `Warning`: something a user should know about how an article was read.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::part::Part;
use super::show;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// Something a user should know about how an article was read.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Warning(pub(super) Part<core::Warning>);

#[pymethods]
impl Warning {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("kind", "message")
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

    /// What sort of thing happened: "empty", "binary", "replaced", "cut", "no_article", "guessed",
    /// "unreadable" or "organisation".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// In words, with what was found.
    #[getter]
    fn message(&self) -> &str {
        &self.0.core().message
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, |_, warning| Writer::warning(warning))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Warning({}, {})", self.kind(), show::literal(py, self.message())?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

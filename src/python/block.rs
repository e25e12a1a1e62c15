//! `Block`: a part of the article as a reader sees it.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::part::Part;
use super::show;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A part of the article as a reader sees it: the headline, a paragraph, a caption …
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Block(pub(super) Part<core::Block>);

#[pymethods]
impl Block {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("kind", "text")
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

    /// What it is: "section", "headline", "standfirst", "byline", "dateline", "timestamp", "heading", "paragraph",
    /// "list_item", "blockquote", "caption", "credit" or "note".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::block)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Block({}, {})", self.kind(), show::literal(py, self.text())?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

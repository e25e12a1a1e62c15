//! `Sentence`: a sentence and its tokens.

use super::arguments::Index;
use super::article::Article;
use super::block::Block;
use super::dict::Dict;
use super::part::Part;
use super::show;
use super::token::Token;
use super::tuple::Tuple;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A sentence: a stretch of one block, and its tokens.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Sentence(pub(super) Part<core::Sentence>);

#[pymethods]
impl Sentence {
    #[classattr]
    fn __match_args__() -> (&'static str,) {
        ("text",)
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

    /// Its tokens.
    #[getter]
    fn tokens(&self, py: Python<'_>) -> Tuple<Token> {
        let indices: Vec<u32> = self.0.core().tokens.clone().collect();
        Part::some(self.0.owner(), py, &indices).map(Token).collect()
    }

    /// The token on which all others depend, directly or not; None when it has no tokens.
    #[getter]
    fn root(&self, py: Python<'_>) -> PyResult<Option<Token>> {
        let root = self.0.article().dependencies(py)?.root(self.0.core().token_range());
        root.map(|root| Part::new(self.0.owner().clone_ref(py), root).map(Token)).transpose()
    }

    /// The block it stands in.
    #[getter]
    fn block(&self, py: Python<'_>) -> PyResult<Block> {
        Part::new(self.0.owner().clone_ref(py), self.0.core().block as usize).map(Block)
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::sentence)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Sentence({})", show::literal(py, self.text())?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

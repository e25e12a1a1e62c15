//! `Token`: a word, number or punctuation mark.

use super::article::Article;
use super::dict::Dict;
use super::part::Part;
use super::show;
use crate::article as core;
use crate::article::json::Writer;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A word, number or punctuation mark, cut as the treebanks cut them ("do" "n't", "Xi" "'s").
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Token(pub(super) Part<core::Token>);

#[pymethods]
impl Token {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("text", "lemma", "pos")
    }

    #[new]
    fn new(article: Py<Article>, index: usize) -> PyResult<Self> {
        Part::new(article, index).map(Self)
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

    /// Its dictionary form.
    #[getter]
    fn lemma(&self) -> &str {
        self.0.article().read.words.get(self.0.core().lemma)
    }

    /// Its part of speech as Universal Dependencies has it: "NOUN", "VERB" …
    #[getter]
    fn pos(&self) -> &'static str {
        self.0.core().pos.as_str()
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::token)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Token({}, {})", show::literal(py, self.text())?, self.pos()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

//! `Token`: a word, number or punctuation mark.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::part::Part;
use super::show;
use super::tuple::Tuple;
use crate::article::json::Writer;
use crate::article::{self as core, Tag};
use crate::tagger::parser::Dependencies;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A word, number or punctuation mark, cut as the treebanks cut them ("do" "n't", "Xi" "'s").
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Token(pub(super) Part<core::Token>);

impl Token {
    fn dependencies(&self, py: Python<'_>) -> PyResult<&Dependencies> {
        self.0.article().dependencies(py)
    }

    /// Tokens of the same article.
    fn others(&self, py: Python<'_>, indices: &[u32]) -> Tuple<Self> {
        Part::some(self.0.owner(), py, indices).map(Self).collect()
    }
}

#[pymethods]
impl Token {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("text", "lemma", "pos")
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

    /// The same with inflection, as the Penn Treebank has it: "NNS", "VBD" …; None in an article read from an older
    /// version's JSON.
    #[getter]
    fn tag(&self) -> Option<&'static str> {
        self.0.core().tag.map(Tag::as_str)
    }

    /// The token it depends on; None for the root of its sentence. Dependencies are worked out for the whole article when
    /// first asked for, and are no part of its JSON.
    #[getter]
    fn head(&self, py: Python<'_>) -> PyResult<Option<Self>> {
        let head = self.dependencies(py)?.head(self.0.index());
        Ok(head.and_then(|head| self.others(py, &[head as u32]).0.pop()))
    }

    /// What it is to its head, as Universal Dependencies has it: "nsubj", "obj" …; "root" when it has none.
    #[getter]
    fn relation(&self, py: Python<'_>) -> PyResult<&'static str> {
        Ok(self.dependencies(py)?.relation(self.0.index()).as_str())
    }

    /// The tokens that depend on it, in reading order.
    #[getter]
    fn children(&self, py: Python<'_>) -> PyResult<Tuple<Self>> {
        Ok(self.others(py, self.dependencies(py)?.children(self.0.index())))
    }

    /// It and all that depends on it, directly or not, in reading order.
    #[getter]
    fn subtree(&self, py: Python<'_>) -> PyResult<Tuple<Self>> {
        Ok(self.others(py, &self.dependencies(py)?.subtree(self.0.index())))
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

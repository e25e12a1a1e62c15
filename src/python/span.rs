//! `Span`: a stretch of an article's text.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::error::CopydeskError;
use super::show;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::hash::{Hash, Hasher};

/// A stretch of an article's text, in code points: `article.text[span.start:span.end]`, which is also `str(span)`.
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Span {
    article: Py<Article>,
    span: crate::Span,
}

impl Span {
    /// That stretch of that article.
    pub(super) fn of(article: &Py<Article>, py: Python<'_>, span: crate::Span) -> Self {
        Self { article: article.clone_ref(py), span }
    }

    fn words(&self) -> &str {
        self.article.get().words(self.span)
    }
}

impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span && self.article.get() == other.article.get()
    }
}

impl Eq for Span {}

impl Hash for Span {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.span.hash(state);
        self.words().hash(state);
    }
}

#[pymethods]
impl Span {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("start", "end", "text")
    }

    #[new]
    fn new(article: Py<Article>, start: Index, end: Index) -> PyResult<Self> {
        let (Index(start), Index(end)) = (start, end);
        let (from, to) = (article.get().byte(start), article.get().byte(end));
        match (from, to) {
            (Some(from), Some(to)) if from <= to => Ok(Self { article, span: crate::Span::new(from, to) }),
            _ => {
                Err(CopydeskError::new_err(format!("start and end must lie in the text, in order, not {start}, {end}")))
            }
        }
    }

    /// The article it belongs to.
    #[getter]
    fn article(&self) -> &Py<Article> {
        &self.article
    }

    /// Its first code point.
    #[getter]
    fn start(&self) -> usize {
        self.article.get().point(self.span.start)
    }

    /// One past its last code point.
    #[getter]
    fn end(&self) -> usize {
        self.article.get().point(self.span.end)
    }

    /// Its words.
    #[getter]
    fn text(&self) -> &str {
        self.words()
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        Dict::of(py, &self.article.get().writer().span(self.span))
    }

    fn __str__(&self) -> &str {
        self.words()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Span({}, {}, {})", self.start(), self.end(), show::literal(py, self.words())?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize, usize)) {
        let span = slf.get();
        (slf.get_type(), (span.article.clone_ref(slf.py()), span.start(), span.end()))
    }
}

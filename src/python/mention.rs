//! `Mention`: a place in the text that names or stands for something.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::entity::Entity;
use super::part::Part;
use super::show;
use crate::article as core;
use crate::article::json::{Writer, number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A place in the text that names or stands for something, without a leading article or a trailing possessive.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Mention(pub(super) Part<core::Mention>);

#[pymethods]
impl Mention {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str) {
        ("text", "kind", "form", "entity")
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

    /// What kind of thing it is: "PERSON", "ORG", "GPE" …
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// How it refers: "name", "pronoun" or "nominal".
    #[getter]
    fn form(&self) -> &'static str {
        self.0.core().form.as_str()
    }

    /// Who or what it is, or None.
    #[getter]
    fn entity(&self, py: Python<'_>) -> Option<Entity> {
        Part::new(self.0.owner().clone_ref(py), self.0.core().entity? as usize).ok().map(Entity)
    }

    /// How sure that is, 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 {
        number(self.0.core().confidence)
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::mention)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = show::literal(py, self.text())?;
        let entity = self.entity(py).map(|e| e.name().to_owned()).filter(|name| name != self.text());
        Ok(match entity {
            Some(name) => format!("Mention({text}, {}, {name})", self.kind()),
            None => format!("Mention({text}, {})", self.kind()),
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

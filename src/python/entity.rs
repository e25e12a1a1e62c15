//! `Entity`: a person, organisation, place … and every mention of it.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::mention::Mention;
use super::part::Part;
use super::show;
use super::tuple::Tuple;
use crate::article as core;
use crate::article::json::{Writer, number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A person, organisation, place … and every mention of it.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Entity(pub(super) Part<core::Entity>);

#[pymethods]
impl Entity {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("name", "kind")
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

    /// The fullest name in the article: "Xi Jinping".
    #[getter]
    pub(super) fn name(&self) -> &str {
        &self.0.core().name
    }

    /// What kind of thing it is: "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT",
    /// "LAW", "MONEY", "PERCENT" or "QUANTITY".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// The other names it goes by here, in order of first appearance.
    #[getter]
    fn aliases(&self) -> Tuple<&str> {
        self.0.core().aliases.iter().map(String::as_str).collect()
    }

    /// Titles and functions given here: "President", "professor".
    #[getter]
    fn roles(&self) -> Tuple<&str> {
        self.0.core().roles.iter().map(String::as_str).collect()
    }

    /// The country or organisation a person stands for here, or None.
    #[getter]
    fn affiliation(&self) -> Option<&str> {
        self.0.core().affiliation.as_deref()
    }

    /// Its id in Wikidata, "Q145", or in the table given as `knowledge`; None where that has none.
    #[getter]
    fn wikidata(&self) -> Option<&str> {
        self.0.core().wikidata.as_deref()
    }

    /// Which pronouns go with it, "feminine" or "masculine", or None where that is not known.
    #[getter]
    fn gender(&self) -> Option<&'static str> {
        self.0.core().gender.map(core::Gender::as_str)
    }

    /// Every mention of it, in reading order.
    #[getter]
    fn mentions(&self, py: Python<'_>) -> Tuple<Mention> {
        Part::some(self.0.owner(), py, &self.0.core().mentions).map(Mention).collect()
    }

    /// How much the article is about it, 0 to 1.
    #[getter]
    fn salience(&self) -> f64 {
        number(self.0.core().salience)
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, |_, entity| Writer::entity(entity))
    }

    /// The entity and where it stands, for a notebook.
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::page(slf.as_any(), "entity")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let name = show::literal(py, self.name())?;
        Ok(match self.0.core().roles.first() {
            Some(role) => format!("Entity({name}, {}, {})", self.kind(), show::literal(py, role)?),
            None => format!("Entity({name}, {})", self.kind()),
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

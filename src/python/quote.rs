//! `Quote`: something somebody said, wrote or thought, and who that was.

use super::arguments::Index;
use super::article::Article;
use super::dict::Dict;
use super::entity::Entity;
use super::part::Part;
use super::show;
use super::span::Span;
use super::tuple::Tuple;
use crate::article as core;
use crate::article::json::{Writer, number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// Something somebody said, wrote or thought, and who that was.
#[derive(PartialEq, Eq, Hash)]
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Quote(pub(super) Part<core::Quote>);

#[pymethods]
impl Quote {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("text", "speaker", "kind")
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
        self.0.article().point(self.0.core().extent().start)
    }

    /// One past its last code point.
    #[getter]
    fn end(&self) -> usize {
        self.0.article().point(self.0.core().extent().end)
    }

    /// How much of it stands in quotation marks: "direct" (all), "mixed" (some) or "indirect" (none).
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.core().kind.as_str()
    }

    /// Its words, quotation marks included; where it is split, the pieces joined by " … ".
    #[getter]
    fn text(&self) -> String {
        self.0.article().read.content(self.0.core())
    }

    /// Its pieces: one, or several when it is split ("…," she said, "…").
    #[getter]
    fn spans(&self, py: Python<'_>) -> Tuple<Span> {
        self.0.core().spans.iter().map(|&span| Span::of(self.0.owner(), py, span)).collect()
    }

    /// The stretches inside quotation marks, marks included.
    #[getter]
    fn quoted(&self, py: Python<'_>) -> Tuple<Span> {
        self.0.core().quoted.iter().map(|&span| Span::of(self.0.owner(), py, span)).collect()
    }

    /// The word or words that report ("said", "according to"), or None.
    #[getter]
    fn cue(&self, py: Python<'_>) -> Option<Span> {
        self.0.core().cue.map(|span| Span::of(self.0.owner(), py, span))
    }

    /// The words that name the speaker, title and apposition included, or None.
    #[getter]
    fn source(&self, py: Python<'_>) -> Option<Span> {
        self.0.core().source.map(|span| Span::of(self.0.owner(), py, span))
    }

    /// Who said it; empty when no entity stands behind the source.
    #[getter]
    fn speakers(&self, py: Python<'_>) -> Tuple<Entity> {
        Part::some(self.0.owner(), py, &self.0.core().speakers).map(Entity).collect()
    }

    /// The speakers' full names joined by " and ", or the source's own words ("a senior official"), or None.
    #[getter]
    fn speaker(&self) -> Option<String> {
        self.0.article().read.speaker(self.0.core())
    }

    /// Who passed it on ("according to the official readout"), or None.
    #[getter]
    fn via(&self, py: Python<'_>) -> Option<Span> {
        self.0.core().via.map(|span| Span::of(self.0.owner(), py, span))
    }

    /// Which of `article.paragraphs` it starts in, or None when it stands elsewhere, as in a headline.
    #[getter]
    fn paragraph(&self) -> Option<u32> {
        self.0.article().paragraph(self.0.core().extent())
    }

    /// Whether it is reported as said: "affirmed", "negated" ("did not say that"), "conditional" ("if she says") or "asked".
    #[getter]
    fn polarity(&self) -> &'static str {
        self.0.core().polarity.as_str()
    }

    /// How sure the attribution is, 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 {
        number(self.0.core().confidence)
    }

    /// Why it was attributed so, in words; the first is "speech", "writing", "belief" or "plan".
    #[getter]
    fn rule(&self) -> &str {
        &self.0.core().rule
    }

    /// Its sentences with content, source and cue underlined, who said it and why we think so, as plain text.
    fn explain(&self) -> String {
        crate::quotes::explain(&self.0.article().read, self.0.core())
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        self.0.dict(py, Writer::quote)
    }

    /// The quotation in its sentences, for a notebook.
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::page(slf.as_any(), "quote")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = show::literal(py, &self.text())?;
        Ok(match self.speaker() {
            Some(speaker) => format!("Quote({text} – {}, {})", show::shorten(&speaker), self.kind()),
            None => format!("Quote({text}, {})", self.kind()),
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (Py<Article>, usize)) {
        (slf.get_type(), slf.get().0.arguments(slf.py()))
    }
}

//! `Article`: owns what the core read.

use super::arguments::Json;
use super::block::Block;
use super::dict::Dict;
use super::entity::Entity;
use super::mention::Mention;
use super::moment::Moment;
use super::part::Part;
use super::quote::Quote;
use super::sentence::Sentence;
use super::time_expression::TimeExpression;
use super::token::Token;
use super::tuple::Tuple;
use super::warning::Warning;
use super::{error, show};
use crate::article::json::{Writer, to_string};
use crate::article::{self as core, BlockKind, Offsets, Paragraphs};
use crate::tagger::Model;
use crate::tagger::parser::{self, Dependencies};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// The package that writes articles in other programs' forms.
const INTERCHANGE: &str = "copydesk.interchange";

/// A news article and everything found in it.
///
/// Every list is a tuple, and every member of it a view: it knows its article and copies nothing.
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Article {
    /// What the core read.
    pub(super) read: core::Article,
    offsets: Offsets,
    paragraphs: Paragraphs,
    /// Of the text; worked out once, since every part's hash begins with it.
    hash: u64,
    text: PyOnceLock<Py<PyString>>,
    /// Worked out when first asked for.
    dependencies: OnceLock<Dependencies>,
}

impl Article {
    /// What the core read, ready for Python.
    pub(super) fn new(read: core::Article) -> Self {
        let (offsets, paragraphs) = (Offsets::new(&read.text), Paragraphs::new(&read));
        let mut hasher = DefaultHasher::new();
        read.text.hash(&mut hasher);
        let hash = hasher.finish();
        Self { read, offsets, paragraphs, hash, text: PyOnceLock::new(), dependencies: OnceLock::new() }
    }

    /// The same, when `text` is the very string that was read.
    pub(super) fn with_text(read: core::Article, text: &Bound<'_, PyString>) -> Self {
        let article = Self::new(read);
        if text.to_str().is_ok_and(|given| given == article.read.text) {
            let _ = article.text.set(text.py(), text.clone().unbind());
        }
        article
    }

    /// Code points before that byte.
    pub(super) fn point(&self, byte: u32) -> usize {
        self.offsets.code_point(&self.read.text, byte as usize)
    }

    /// The byte at which that code point starts.
    pub(super) fn byte(&self, point: usize) -> Option<usize> {
        self.offsets.byte(&self.read.text, point)
    }

    /// The words of a span.
    pub(super) fn words(&self, span: crate::Span) -> &str {
        self.read.words_of(span)
    }

    /// What hangs on what, by the library's own model, so that it is the same after a round trip. Threads that ask at the
    /// same time may each work it out, and find the same.
    pub(super) fn dependencies(&self, py: Python<'_>) -> PyResult<&Dependencies> {
        if let Some(known) = self.dependencies.get() {
            return Ok(known);
        }
        let found = error::guard(py, || parser::parse(&self.read, &Model::embedded()))?;
        Ok(self.dependencies.get_or_init(|| found))
    }

    /// Which of `paragraphs` the span starts in.
    pub(super) fn paragraph(&self, span: crate::Span) -> Option<u32> {
        self.paragraphs.of(&self.read, span)
    }

    /// Writes it or its parts.
    pub(super) fn writer(&self) -> Writer<'_> {
        Writer::new(&self.read, &self.offsets, &self.paragraphs)
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || (self.hash == other.hash && self.read == other.read)
    }
}

impl Hash for Article {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

#[pymethods]
impl Article {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("headline", "body")
    }

    /// The article that `to_json` wrote. CopydeskError says what is wrong and where when it is anything else.
    #[classmethod]
    fn from_json(cls: &Bound<'_, PyType>, json: Json) -> PyResult<Self> {
        let read = error::guard(cls.py(), move || core::Article::from_json(json.as_ref()))??;
        Ok(Self::new(read))
    }

    /// The article as one line of JSON. Offsets are code points; what follows from the rest is repeated for readers.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        error::guard(py, || to_string(&self.writer().article()))
    }

    /// The same as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        Dict::of(py, &self.writer().article())
    }

    /// Schema.org's NewsArticle with those it mentions and its Quotations, as a dict for `json.dumps`.
    fn to_jsonld<'py>(slf: &Bound<'py, Self>) -> PyResult<Dict<'py>> {
        Dict::made(slf.py(), INTERCHANGE, "jsonld", (slf,))
    }

    /// Quotations, mentions and dates as a W3C Web Annotation collection, as a dict for `json.dumps`.
    fn to_annotations<'py>(slf: &Bound<'py, Self>) -> PyResult<Dict<'py>> {
        Dict::made(slf.py(), INTERCHANGE, "annotations", (slf,))
    }

    /// The article as a TEI document, with speech, names and dates marked where they stand.
    fn to_tei(slf: &Bound<'_, Self>) -> PyResult<String> {
        slf.py().import(INTERCHANGE)?.call_method1("tei", (slf,))?.extract()
    }

    /// The article as Markdown, and under it, unless `quotes` is False, who said what.
    #[pyo3(signature = (quotes=true))]
    fn to_markdown(slf: &Bound<'_, Self>, quotes: bool) -> PyResult<String> {
        slf.py().import(INTERCHANGE)?.call_method1("markdown", (slf, quotes))?.extract()
    }

    /// A spaCy Doc of the same text: names and dates in `ents`, quotations and everything else in `spans`.
    ///
    /// `nlp` is the pipeline whose vocabulary it shares, a blank English one by default; nothing of it is run.
    #[pyo3(signature = (nlp=None))]
    fn to_spacy<'py>(slf: &Bound<'py, Self>, nlp: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import(INTERCHANGE)?.call_method1("spacy", (slf, nlp))
    }

    /// What displaCy draws with `manual=True`: quotations for the style "span", names and dates for "ent".
    #[pyo3(signature = (style="span"))]
    fn to_displacy<'py>(slf: &Bound<'py, Self>, style: &str) -> PyResult<Dict<'py>> {
        Dict::made(slf.py(), INTERCHANGE, "displacy", (slf, style))
    }

    /// The text that every span points into: the very string given when that was plain text, otherwise the blocks
    /// joined by blank lines.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.text.get_or_init(py, || PyString::new(py, &self.read.text).unbind()).bind(py).clone()
    }

    /// The parts in reading order.
    #[getter]
    fn blocks(slf: &Bound<'_, Self>) -> Tuple<Block> {
        Part::all(slf).map(Block).collect()
    }

    /// The headline, or None.
    #[getter]
    fn headline(&self) -> Option<&str> {
        self.read.part(BlockKind::Headline)
    }

    /// The summary under the headline, or None.
    #[getter]
    fn standfirst(&self) -> Option<&str> {
        self.read.part(BlockKind::Standfirst)
    }

    /// The desk or kicker above the headline ("World"), or None.
    #[getter]
    fn section(&self) -> Option<&str> {
        self.read.part(BlockKind::Section)
    }

    /// The line that says who wrote it, or None.
    #[getter]
    fn byline(&self) -> Option<&str> {
        self.read.part(BlockKind::Byline)
    }

    /// Names of the people who wrote it.
    #[getter]
    fn authors(&self) -> Tuple<&str> {
        self.read.metadata.authors.iter().map(String::as_str).collect()
    }

    /// The news agency it comes from ("Reuters", "AP"), or None.
    #[getter]
    fn agency(&self) -> Option<&str> {
        self.read.metadata.agency.as_deref()
    }

    /// The site or paper, or None.
    #[getter]
    fn publisher(&self) -> Option<&str> {
        self.read.metadata.publisher.as_deref()
    }

    /// When it first appeared, or None: with a time zone where one is known; a day alone is its midnight.
    #[getter]
    fn published(&self) -> Option<Moment> {
        self.read.metadata.published.map(Moment)
    }

    /// When it was last changed, or None.
    #[getter]
    fn modified(&self) -> Option<Moment> {
        self.read.metadata.modified.map(Moment)
    }

    /// The language as ISO 639-1 has it ("en"), or None.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.read.metadata.language.as_deref()
    }

    /// The canonical address, or None.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.read.metadata.url.as_deref()
    }

    /// The address of the lead image, or None.
    #[getter]
    fn image(&self) -> Option<&str> {
        self.read.metadata.image.as_deref()
    }

    /// Tags, as the page gives them.
    #[getter]
    fn keywords(&self) -> Tuple<&str> {
        self.read.metadata.keywords.iter().map(String::as_str).collect()
    }

    /// The page's own summary, or None.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.read.metadata.description.as_deref()
    }

    /// Who may read it: "free", "metered", "subscriber", or None where the page does not say.
    #[getter]
    fn access(&self) -> Option<&'static str> {
        self.read.metadata.access.map(core::Access::as_str)
    }

    /// The texts of the body: its paragraphs, headings, list items and block quotations.
    #[getter]
    fn paragraphs(&self) -> Tuple<&str> {
        self.read.body_blocks().map(|(_, block)| self.words(block.span)).collect()
    }

    /// The paragraphs joined by blank lines.
    #[getter]
    fn body(&self) -> String {
        self.read.body()
    }

    /// The sentences, in reading order.
    #[getter]
    fn sentences(slf: &Bound<'_, Self>) -> Tuple<Sentence> {
        Part::all(slf).map(Sentence).collect()
    }

    /// The words, numbers and punctuation marks, in reading order.
    #[getter]
    fn tokens(slf: &Bound<'_, Self>) -> Tuple<Token> {
        Part::all(slf).map(Token).collect()
    }

    /// The places that name or stand for something, by start, then longest first.
    #[getter]
    fn mentions(slf: &Bound<'_, Self>) -> Tuple<Mention> {
        Part::all(slf).map(Mention).collect()
    }

    /// The people, organisations, places …, most salient first.
    #[getter]
    fn entities(slf: &Bound<'_, Self>) -> Tuple<Entity> {
        Part::all(slf).map(Entity).collect()
    }

    /// The dates and times, in reading order.
    #[getter]
    fn times(slf: &Bound<'_, Self>) -> Tuple<TimeExpression> {
        Part::all(slf).map(TimeExpression).collect()
    }

    /// The quotations, by start, then longest first.
    #[getter]
    fn quotes(slf: &Bound<'_, Self>) -> Tuple<Quote> {
        Part::all(slf).map(Quote).collect()
    }

    /// What was cut, guessed or given up.
    #[getter]
    fn warnings(slf: &Bound<'_, Self>) -> Tuple<Warning> {
        Part::all(slf).map(Warning).collect()
    }

    /// The reading view, for a notebook.
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::page(slf.as_any(), "article")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let read = &self.read;
        let title = read.part(BlockKind::Headline).unwrap_or(&read.text);
        let (words, entities, quotes) = (read.tokens.len(), read.entities.len(), read.quotes.len());
        Ok(format!("Article({}, {words} tokens, {entities} entities, {quotes} quotes)", show::literal(py, title)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().read.to_brief_json(),)))
    }

    fn __copy__(slf: &Bound<'_, Self>) -> Py<Self> {
        slf.clone().unbind()
    }

    fn __deepcopy__(slf: &Bound<'_, Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf.clone().unbind()
    }
}

//! `Pipeline` and `parse`: settings, and one article from beginning to end.

use super::arguments::{Layout, Source, Url};
use super::article::Article;
use super::error::guard;
use super::knowledge::Knowledge;
use super::moment::Published;
use super::settings::{Cues, Names, QuoteKinds};
use super::tuple::Tuple;
use crate::article::{QuoteKind, Warning, WarningKind};
use crate::entities;
use crate::names::UserNames;
use crate::pipeline::{self as core, Given};
use crate::quotes::Settings;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

static DEFAULT: LazyLock<core::Pipeline> = LazyLock::new(core::Pipeline::default);

/// Reads articles with settings of one's own. Make one and keep it; it is safe to share between threads.
///
/// `names` adds names that are found wherever they stand, by kind: `{"ORG": ["Bridge Trust"]}`. `cues` adds verbs
/// that introduce quotations, in their dictionary form: `["whinge"]`. `quotes` says which kinds of quotations to find, None
/// for all of them. `knowledge` is a table of what there is to know instead of the built-in one, a path to a TSV or JSON
/// file or an iterable of dicts: `[{"name": "Bridge Trust", "kind": "ORG", "id": "Q1", "aliases": ["the Trust"]}]`;
/// where a row has `roles`, an article must give one of them. The ids are then in `Entity.wikidata`.
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Pipeline {
    names: Names,
    core: core::Pipeline,
}

impl Pipeline {
    fn settings(&self) -> (&Names, &[String], &[QuoteKind], Option<&entities::Knowledge>) {
        (&self.names, self.core.quotes.cues(), self.core.quotes.kinds(), self.core.knowledge.as_ref())
    }

    /// What makes the same pipeline again.
    fn arguments(&self) -> Arguments {
        (self.names(), self.cues(), self.quotes(), self.knowledge())
    }
}

/// What the constructor takes.
type Arguments = (Names, Tuple<String>, Tuple<&'static str>, Option<Knowledge>);

impl PartialEq for Pipeline {
    fn eq(&self, other: &Self) -> bool {
        self.settings() == other.settings()
    }
}

impl Eq for Pipeline {}

impl Hash for Pipeline {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.settings().hash(state);
    }
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (names=None, cues=None, quotes=None, knowledge=None))]
    fn new(
        names: Option<Names>,
        cues: Option<Cues>,
        quotes: Option<QuoteKinds>,
        knowledge: Option<Knowledge>,
    ) -> PyResult<Self> {
        let names = names.unwrap_or_default();
        let kinds = quotes.map_or_else(|| QuoteKind::ALL.to_vec(), |quotes| quotes.0);
        let settings = Settings::new(kinds, cues.map(|cues| cues.0).unwrap_or_default())?;
        let core = core::Pipeline {
            names: UserNames::new(names.pairs().map(|(kind, name)| (kind, name.to_owned())))?,
            quotes: settings,
            knowledge: knowledge.map(|knowledge| knowledge.0),
            ..core::Pipeline::default()
        };
        Ok(Self { names, core })
    }

    /// The names added, by kind.
    #[getter]
    fn names(&self) -> Names {
        self.names.clone()
    }

    /// The cue verbs added.
    #[getter]
    fn cues(&self) -> Tuple<String> {
        self.core.quotes.cues().iter().cloned().collect()
    }

    /// The kinds of quotations it finds.
    #[getter]
    fn quotes(&self) -> Tuple<&'static str> {
        self.core.quotes.kinds().iter().map(|kind| kind.as_str()).collect()
    }

    /// The table of names, kinds and ids, or None for the built-in one.
    #[getter]
    fn knowledge(&self) -> Option<Knowledge> {
        self.core.knowledge.clone().map(Knowledge)
    }

    /// Reads one article with these settings; the arguments are those of `copydesk.parse`.
    #[pyo3(signature = (source, url=None, published=None, format=None))]
    fn parse(
        &self,
        py: Python<'_>,
        source: Source<'_>,
        url: Option<Url>,
        published: Option<Published>,
        format: Option<Layout>,
    ) -> PyResult<Article> {
        read(py, &self.core, source, url, published, format)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (names, cues, quotes, knowledge) = self.arguments();
        let names = names.into_pyobject(py)?.repr()?;
        let (cues, quotes) = (cues.into_pyobject(py)?.repr()?, quotes.into_pyobject(py)?.repr()?);
        let knowledge = match knowledge {
            Some(rows) => format!(", knowledge={}", rows.into_pyobject(py)?.repr()?),
            None => String::new(),
        };
        Ok(format!("Pipeline(names={names}, cues={cues}, quotes={quotes}{knowledge})"))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, Arguments) {
        (slf.get_type(), slf.get().arguments())
    }

    fn __copy__(slf: &Bound<'_, Self>) -> Py<Self> {
        slf.clone().unbind()
    }

    fn __deepcopy__(slf: &Bound<'_, Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf.clone().unbind()
    }
}

/// Reads one article with the default settings.
///
/// `source` is the article: str, or bytes whose encoding is found out. `url` says where it was found; `published` is
/// what relative dates count from when the article does not say. `format` is "html", "text" (a plain-text article with
/// a headline and so on), "prose" (running text), or None to decide by looking.
#[pyfunction]
#[pyo3(signature = (source, url=None, published=None, format=None))]
pub(super) fn parse(
    py: Python<'_>,
    source: Source<'_>,
    url: Option<Url>,
    published: Option<Published>,
    format: Option<Layout>,
) -> PyResult<Article> {
    read(py, &DEFAULT, source, url, published, format)
}

fn read(
    py: Python<'_>,
    pipeline: &core::Pipeline,
    source: Source<'_>,
    url: Option<Url>,
    published: Option<Published>,
    format: Option<Layout>,
) -> PyResult<Article> {
    let url = url.map(|url| url.0);
    let given = Given { url: url.as_deref(), published: published.map(|p| p.0), format: format.map(|f| f.0) };
    match source {
        Source::Text(text) => {
            let words = text.to_str()?;
            Ok(Article::with_text(guard(py, || pipeline.parse(words, &given))?, &text))
        }
        Source::Bytes(bytes) => {
            let bytes = bytes.as_bytes();
            Ok(Article::new(guard(py, || pipeline.parse(bytes, &given))?))
        }
        Source::Mended(text, count) => {
            let mut article = guard(py, || pipeline.parse(text.as_str(), &given))?;
            let message = format!("{count} lone surrogates became U+FFFD");
            article.warnings.insert(0, Warning::new(WarningKind::Replaced, message));
            Ok(Article::new(article))
        }
    }
}

//! `Pipeline` and `parse`: settings, and one article from beginning to end.

use super::arguments::{Encoding, Layout, Source, Url};
use super::article::Article;
use super::error::guard;
use super::knowledge::Knowledge;
use super::moment::Published;
use super::settings::{Cues, Efforts, MaxBytes, MaxTokens, Names, Patterns, QuoteKinds, Until};
use super::tuple::Tuple;
use crate::article::{QuoteKind, Warning, WarningKind};
use crate::names::UserNames;
use crate::pipeline::{self as core, Given, Limits, Stage};
use crate::quotes::Settings;
use crate::tagger::{Effort, Model};
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

static DEFAULT: LazyLock<Arc<core::Pipeline>> = LazyLock::new(Arc::default);

/// Reads articles with settings of one's own. Make one and keep it; it is safe to share between threads.
///
/// `names` adds names that are found wherever they stand, by kind: `{"ORG": ["Bridge Trust"]}`. `patterns` adds regular
/// expressions, which have to match whole words, and patterns of tokens in the vocabulary of spaCy's matcher:
/// `{"LAW": [r"Bill [A-Z]-\d+"], "ORG": [[{"LOWER": "bank"}, {"LOWER": "of"}, {"POS": "PROPN", "OP": "+"}]]}`. Both win
/// over the model; of those that overlap, the longest. `cues` adds verbs that introduce quotations, in their dictionary
/// form: `["whinge"]`. `quotes` says which kinds of quotations to find, None for all of them. `model` is the path of a
/// model file, None for the one that comes with the library. `until` says how far to read: "article" (blocks and
/// metadata alone, many times as fast), "tokens", "entities", "times" or "quotes"; None for everything. `knowledge` is a
/// table of names, kinds and ids instead of the built-in one, the path of a TSV or JSON file or an iterable of dicts:
/// `[{"name": "Bridge Trust", "kind": "ORG", "id": "Q1", "aliases": ["the Trust"]}]`; where a row has `roles`, an article
/// must give one of them. `Entity.wikidata` has the ids. `effort` is "full", or "fast" for linear models and rules alone:
/// sooner done, with fewer names and fewer of the reported words right. `max_bytes` is how much of a source is read, None
/// for 64 MB; `max_tokens` how many tokens names, times and quotations are looked for in, None for a million. What is
/// beyond is left out, and `Article.warnings` says so.
#[pyclass(frozen, eq, hash, module = "copydesk")]
pub(super) struct Pipeline {
    names: Names,
    patterns: Patterns,
    model: Option<PathBuf>,
    core: Arc<core::Pipeline>,
}

impl Pipeline {
    /// The one given or the default one, to share with other threads.
    pub(super) fn shared(given: Option<&Bound<'_, Self>>) -> Arc<core::Pipeline> {
        Arc::clone(given.map_or(&DEFAULT, |pipeline| &pipeline.get().core))
    }

    fn settings(&self) -> impl PartialEq + Hash {
        let Self { names, patterns, model, core } = self;
        (
            names,
            patterns,
            core.quotes.cues(),
            core.quotes.kinds(),
            model,
            core.until,
            &core.knowledge,
            core.effort,
            core.limits,
        )
    }

    /// What makes the same pipeline again.
    fn arguments(&self) -> Arguments {
        let (patterns, model, until) = (self.patterns(), self.model(), self.until());
        let limits = (self.max_bytes(), self.max_tokens());
        let (knowledge, effort) = (self.knowledge(), self.effort());
        (self.names(), self.cues(), self.quotes(), patterns, model, until, knowledge, effort, limits.0, limits.1)
    }
}

/// What the constructor takes.
type Arguments = (
    Names,
    Tuple<String>,
    Tuple<&'static str>,
    Patterns,
    Option<PathBuf>,
    Option<&'static str>,
    Option<Knowledge>,
    Option<&'static str>,
    Option<usize>,
    Option<usize>,
);

/// Their names.
const ARGUMENTS: [&str; 10] =
    ["names", "cues", "quotes", "patterns", "model", "until", "knowledge", "effort", "max_bytes", "max_tokens"];

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
    #[allow(clippy::too_many_arguments, reason = "each is one setting, given by name")]
    #[pyo3(signature = (
        names=None, cues=None, quotes=None, patterns=None, model=None, until=None, knowledge=None, effort=None,
        max_bytes=None, max_tokens=None,
    ))]
    fn new(
        names: Option<Names>,
        cues: Option<Cues>,
        quotes: Option<QuoteKinds>,
        patterns: Option<Patterns>,
        model: Option<PathBuf>,
        until: Option<Until>,
        knowledge: Option<Knowledge>,
        effort: Option<Efforts>,
        max_bytes: Option<MaxBytes>,
        max_tokens: Option<MaxTokens>,
    ) -> PyResult<Self> {
        let (names, patterns) = (names.unwrap_or_default(), patterns.unwrap_or_default());
        let kinds = quotes.map_or_else(|| QuoteKind::ALL.to_vec(), |quotes| quotes.0);
        let core = core::Pipeline {
            effort: effort.map(|effort| effort.0).unwrap_or_default(),
            model: model.as_ref().map_or_else(|| Ok(Model::embedded()), |path| Model::open(path).map(Arc::new))?,
            names: UserNames::new(&names.0, &patterns.0)?,
            knowledge: knowledge.map(|knowledge| knowledge.0),
            quotes: Settings::new(kinds, cues.map(|cues| cues.0).unwrap_or_default())?,
            until: until.map(|until| until.0).unwrap_or_default(),
            limits: Limits {
                bytes: max_bytes.map_or(Limits::default().bytes, |most| most.0),
                tokens: max_tokens.map_or(Limits::default().tokens, |most| most.0),
            },
        };
        Ok(Self { names, patterns, model, core: Arc::new(core) })
    }

    /// The names added, by kind.
    #[getter]
    fn names(&self) -> Names {
        self.names.clone()
    }

    /// The patterns added, by kind.
    #[getter]
    fn patterns(&self) -> Patterns {
        self.patterns.clone()
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

    /// The path of the model file; None for the model that comes with the library.
    #[getter]
    fn model(&self) -> Option<PathBuf> {
        self.model.clone()
    }

    /// How far it reads; None for everything.
    #[getter]
    fn until(&self) -> Option<&'static str> {
        (self.core.until < Stage::default()).then(|| self.core.until.as_str())
    }

    /// The table of names, kinds and ids; None for the one that comes with the library.
    #[getter]
    fn knowledge(&self) -> Option<Knowledge> {
        self.core.knowledge.clone().map(Knowledge)
    }

    /// "fast" for linear models alone; None for everything.
    #[getter]
    fn effort(&self) -> Option<&'static str> {
        (self.core.effort != Effort::default()).then(|| self.core.effort.as_str())
    }

    /// How many bytes of a source it reads; None for 64 MB.
    #[getter]
    fn max_bytes(&self) -> Option<usize> {
        Some(self.core.limits.bytes).filter(|&most| most != Limits::default().bytes)
    }

    /// In how many tokens it looks for names, times and quotations; None for a million.
    #[getter]
    fn max_tokens(&self) -> Option<usize> {
        Some(self.core.limits.tokens).filter(|&most| most != Limits::default().tokens)
    }

    /// Reads one article with these settings; the arguments are those of `copydesk.parse`.
    #[pyo3(signature = (source, url=None, published=None, format=None, encoding=None))]
    fn parse(
        &self,
        py: Python<'_>,
        source: Source<'_>,
        url: Option<Url>,
        published: Option<Published>,
        format: Option<Layout>,
        encoding: Option<Encoding>,
    ) -> PyResult<Article> {
        read(py, &self.core, source, (url, published, format, encoding))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let arguments = slf.get().arguments().into_pyobject(slf.py())?;
        let mut shown = Vec::new();
        for (name, value) in ARGUMENTS.iter().zip(&arguments) {
            // What was not given is left out.
            if value.is_truthy()? {
                shown.push(format!("{name}={}", value.repr()?));
            }
        }
        Ok(format!("Pipeline({})", shown.join(", ")))
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
/// a headline and so on), "prose" (running text), or None to decide by looking. `encoding` is what the server said
/// about bytes: a character set such as "windows-1252", or a Content-Type header; where the bytes say otherwise, they
/// are believed.
#[pyfunction]
#[pyo3(signature = (source, url=None, published=None, format=None, encoding=None))]
pub(super) fn parse(
    py: Python<'_>,
    source: Source<'_>,
    url: Option<Url>,
    published: Option<Published>,
    format: Option<Layout>,
    encoding: Option<Encoding>,
) -> PyResult<Article> {
    read(py, &DEFAULT, source, (url, published, format, encoding))
}

/// What may be said about a source besides its text.
type About = (Option<Url>, Option<Published>, Option<Layout>, Option<Encoding>);

fn read(py: Python<'_>, pipeline: &core::Pipeline, source: Source<'_>, about: About) -> PyResult<Article> {
    let (url, published, format, encoding) = about;
    let given = Given {
        url: url.as_ref().map(|url| url.0.as_str()),
        encoding: encoding.as_ref().map(|encoding| encoding.0.as_str()),
        published: published.map(|p| p.0),
        format: format.map(|f| f.0),
    };
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
            article.warnings.insert(0, replaced(count));
            Ok(Article::new(article))
        }
    }
}

/// What is said of a text with so many lone surrogates.
pub(super) fn replaced(count: usize) -> Warning {
    Warning::new(WarningKind::Replaced, format!("{count} lone surrogates became U+FFFD"))
}

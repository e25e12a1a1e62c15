//! `Pipeline` and `parse`: settings, and one article from beginning to end.

use super::arguments::{Layout, Source, Url};
use super::article::Article;
use super::error;
use super::moment::Published;
use crate::article::{Warning, WarningKind};
use crate::pipeline::{self as core, Given};
use pyo3::prelude::*;
use pyo3::types::{PyBytesMethods, PyStringMethods};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

static DEFAULT: LazyLock<core::Pipeline> = LazyLock::new(core::Pipeline::default);

/// Reads one article; the interpreter is free meanwhile, and a panic becomes an error.
fn read<'a>(
    py: Python<'_>,
    pipeline: &core::Pipeline,
    source: impl Into<crate::Source<'a>>,
    given: &Given<'_>,
) -> PyResult<crate::Article> {
    let source = source.into();
    py.detach(|| catch_unwind(AssertUnwindSafe(|| pipeline.parse(source, given))))
        .map_err(|payload| error::from_panic(payload.as_ref()))
}

fn parse_with(
    py: Python<'_>,
    pipeline: &core::Pipeline,
    source: Source<'_>,
    url: Option<Url>,
    published: Option<Published>,
    format: Option<Layout>,
) -> PyResult<Article> {
    let given = Given {
        url: url.as_ref().map(|url| url.0.as_str()),
        published: published.map(|p| p.0),
        format: format.map(|f| f.0),
    };
    Ok(match source {
        Source::Text(text) => {
            let article = read(py, pipeline, text.to_str()?, &given)?;
            Article::with_text(article, &text)
        }
        Source::Bytes(bytes) => Article::new(read(py, pipeline, bytes.as_bytes(), &given)?),
        Source::Mended(text, count) => {
            let mut article = read(py, pipeline, text.as_str(), &given)?;
            let message = format!("{count} lone surrogates became U+FFFD");
            article.warnings.insert(0, Warning::new(WarningKind::Replaced, message));
            Article::new(article)
        }
    })
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
    parse_with(py, &DEFAULT, source, url, published, format)
}

//! `Articles`: many articles on their way, read by threads while Python goes on.

use super::arguments::{Encoding, Layout, Source, Url, kind};
use super::article::Article;
use super::error::CopydeskError;
use super::gate;
use super::moment::Published;
use super::pipeline::{Pipeline, replaced};
use super::settings::{Policy, Threads};
use crate::Error;
use crate::article::{self as core, Warning};
use crate::pipeline::{Errors, Format, Text, Unread, Workers};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyString, PyTuple};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

/// Articles that one thread may have in work, waiting or read and not yet taken. So many keep every thread busy while
/// one of them reads an article that takes ten times as long as the others.
const AHEAD: usize = 32;

/// Bytes that may be in work or waiting, if they are more than one article.
const AHEAD_BYTES: usize = 64 << 20;

/// Between two looks at whether Ctrl-C was pressed.
pub(super) const PATIENCE: Duration = Duration::from_millis(10);

/// The arguments of `parse`, in order.
const ARGUMENTS: [&str; 5] = ["source", "url", "published", "format", "encoding"];

/// Articles in the order of their sources, an iterator; `copydesk.parse_many` makes it.
#[pyclass(frozen, module = "copydesk")]
pub(super) struct Articles {
    state: Mutex<State>,
}

struct State {
    /// What is still to be read; None once it ended.
    items: Option<Py<PyIterator>>,
    pending: VecDeque<Pending>,
    workers: Workers<Unread, core::Article>,
    /// Of all that is pending.
    bytes: usize,
    /// How many items were taken.
    count: usize,
    format: Option<Format>,
    errors: Errors,
}

/// An item on its way.
enum Pending {
    /// It is being read.
    Unread { number: usize, text: Option<Py<PyString>>, warning: Option<Warning>, bytes: usize },
    /// It cannot be read.
    Unusable(usize, PyErr),
    /// There was none: the caller's iterator failed.
    Failed(PyErr),
}

#[pymethods]
impl Articles {
    #[new]
    #[pyo3(signature = (items, threads=None, errors=Policy(Errors::Raise), format=None, pipeline=None))]
    fn new(
        items: &Bound<'_, PyAny>,
        threads: Option<Threads>,
        errors: Policy,
        format: Option<Layout>,
        pipeline: Option<&Bound<'_, Pipeline>>,
    ) -> PyResult<Self> {
        let wrong = || PyTypeError::new_err("articles must be an iterable of sources, not one source");
        if Source::extract(items.as_borrowed()).is_ok() || items.is_instance_of::<PyDict>() {
            return Err(wrong());
        }
        let Ok(iterator) = items.try_iter() else {
            let kind = kind(items.as_borrowed())?;
            return Err(PyTypeError::new_err(format!("articles must be an iterable of sources, not {kind}")));
        };
        let pipeline = Pipeline::shared(pipeline);
        let state = State {
            items: Some(iterator.unbind()),
            pending: VecDeque::new(),
            workers: Workers::new(threads.map(|t| t.0), move |article: Unread| {
                gate::inside(|| article.read(&pipeline))
            })?,
            bytes: 0,
            count: 0,
            format: format.map(|format| format.0),
            errors: errors.0,
        };
        Ok(Self { state: Mutex::new(state) })
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // Not waited for: the other may be waiting for the interpreter.
        let busy = |_| Error::new("these articles are being taken elsewhere: give each thread its own");
        let mut state = self.state.try_lock().map_err(busy)?;
        let next = state.next(py);
        if next.is_err() {
            state.end();
        }
        next
    }
}

impl State {
    fn next<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        loop {
            // One is given for one that is taken; more, while the next article to take is not there.
            while self.has_room() && self.give(py) && !self.is_ready()? {}
            let (number, error) = match self.pending.pop_front() {
                None => return Ok(None),
                Some(Pending::Failed(error)) => return Err(error),
                Some(Pending::Unusable(number, error)) => (number, error),
                Some(Pending::Unread { number, text, warning, bytes }) => {
                    self.bytes -= bytes;
                    match self.wait(py)? {
                        Err(error) => (number, error.into()),
                        Ok(mut read) => {
                            read.warnings.splice(0..0, warning);
                            let article = match text {
                                Some(text) => Article::with_text(read, text.bind(py)),
                                None => Article::new(read),
                            };
                            return Ok(Some(Bound::new(py, article)?.into_any()));
                        }
                    }
                }
            };
            let named = CopydeskError::new_err(format!("item {number}: {}", error.value(py)));
            named.set_cause(py, Some(error));
            match self.errors {
                Errors::Raise => return Err(named),
                Errors::Skip => py.check_signals()?,
                Errors::Record => return Ok(Some(named.into_value(py).into_bound(py).into_any())),
            }
        }
    }

    fn has_room(&self) -> bool {
        let room = self.pending.len() < self.workers.threads() * AHEAD && self.bytes < AHEAD_BYTES;
        self.items.is_some() && (room || self.pending.is_empty())
    }

    /// Takes one item from the caller's iterator and has it read; false when there was none.
    fn give(&mut self, py: Python<'_>) -> bool {
        let Some(items) = &self.items else { return false };
        let number = self.count;
        let pending = match items.bind(py).clone().next() {
            None => {
                self.items = None;
                return false;
            }
            Some(Err(error)) => {
                self.items = None;
                Pending::Failed(error)
            }
            Some(Ok(item)) => self.read(number, &item).unwrap_or_else(|error| Pending::Unusable(number, error)),
        };
        self.count += 1;
        self.pending.push_back(pending);
        true
    }

    fn read(&mut self, number: usize, item: &Bound<'_, PyAny>) -> PyResult<Pending> {
        let Item { source, url, published, format, encoding } = Item::new(item)?;
        let (source, text, warning) = match source {
            Source::Text(text) => (Text::Text(text.to_str()?.to_owned()), Some(text.unbind()), None),
            Source::Mended(text, count) => (Text::Text(text), None, Some(replaced(count))),
            Source::Bytes(bytes) => (Text::Bytes(bytes.as_bytes().to_vec()), None, None),
        };
        let bytes = source.len();
        let mut unread = Unread::new(source);
        unread.url = url.map(|url| url.0);
        unread.published = published.map(|published| published.0);
        unread.format = format.map(|format| format.0).or(self.format);
        unread.encoding = encoding.map(|encoding| encoding.0);
        self.workers.give(unread)?;
        self.bytes += bytes;
        Ok(Pending::Unread { number, text, warning, bytes })
    }

    fn is_ready(&mut self) -> PyResult<bool> {
        Ok(!matches!(self.pending.front(), Some(Pending::Unread { .. })) || self.workers.is_ready()?)
    }

    /// The next article, waited for with the interpreter free.
    fn wait(&mut self, py: Python<'_>) -> PyResult<Result<core::Article, Error>> {
        loop {
            if let Some(read) = py.detach(|| self.workers.take(PATIENCE))? {
                return Ok(read);
            }
            py.check_signals()?;
        }
    }

    /// Nothing comes after an error, as with a generator.
    fn end(&mut self) {
        self.items = None;
        self.pending.clear();
    }
}

/// What an item says: a source, or the arguments of `parse` as a tuple or a dict.
struct Item<'py> {
    source: Source<'py>,
    url: Option<Url>,
    published: Option<Published>,
    format: Option<Layout>,
    encoding: Option<Encoding>,
}

impl<'py> Item<'py> {
    fn new(item: &Bound<'py, PyAny>) -> PyResult<Self> {
        let arguments = if let Ok(tuple) = item.cast::<PyTuple>() {
            let arguments: Vec<_> = tuple.iter().collect();
            if arguments.is_empty() || arguments.len() > ARGUMENTS.len() {
                let message = format!(
                    "a tuple must be ({}), of which all but the first can be left out, not",
                    ARGUMENTS.join(", ")
                );
                return Err(PyTypeError::new_err(format!("{message} of {}", arguments.len())));
            }
            ARGUMENTS.into_iter().zip(arguments).collect()
        } else if let Ok(dict) = item.cast::<PyDict>() {
            Self::named(dict)?
        } else {
            vec![("source", item.clone())]
        };
        let find =
            |name| arguments.iter().find(|(given, value)| *given == name && !value.is_none()).map(|(_, value)| value);
        let source = arguments.iter().find(|(name, _)| *name == "source").map(|(_, value)| value);
        let source = source.ok_or_else(|| Error::new("a dict must have a \"source\""))?;
        Ok(Self {
            source: source.extract()?,
            url: find("url").map(PyAnyMethods::extract).transpose()?,
            published: find("published").map(PyAnyMethods::extract).transpose()?,
            format: find("format").map(PyAnyMethods::extract).transpose()?,
            encoding: find("encoding").map(PyAnyMethods::extract).transpose()?,
        })
    }

    fn named(dict: &Bound<'py, PyDict>) -> PyResult<Vec<(&'static str, Bound<'py, PyAny>)>> {
        let named = dict.iter().map(|(key, value)| {
            let key = key.str()?;
            let key = key.to_string_lossy();
            let argument = ARGUMENTS.into_iter().find(|&argument| argument == key);
            let wrong = || format!("a dict must have the keys {}, not {key:?}", ARGUMENTS.join(", "));
            Ok((argument.ok_or_else(|| Error::new(wrong()))?, value))
        });
        named.collect()
    }
}

//! The arguments of `Pipeline`, taken apart.

use super::arguments::kind;
use crate::Error;
use crate::article::{EntityKind, QuoteKind};
use crate::names::Pattern;
use crate::pipeline::{Errors, Limits, Stage};
use crate::table::Table;
use crate::tagger::Effort;
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList, PyString, PyTuple};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};
use std::collections::BTreeMap;

const STRINGS: PyStaticExpr =
    type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), PyString::TYPE_HINT);

/// An iterable of strings. One string is refused, since it would be taken letter by letter.
pub(super) fn strings(name: &str, given: Borrowed<'_, '_, PyAny>) -> PyResult<Vec<String>> {
    let wrong = |given| -> PyResult<_> {
        Ok(PyTypeError::new_err(format!("{name} must be an iterable of str, not {}", kind(given)?)))
    };
    if given.is_instance_of::<PyString>() {
        return Err(wrong(given)?);
    }
    let Ok(items) = given.try_iter() else { return Err(wrong(given)?) };
    items
        .map(|item| {
            let item = item?;
            let text = item.cast::<PyString>().map_err(|_| match kind(item.as_borrowed()) {
                Ok(kind) => PyTypeError::new_err(format!("{name} must be an iterable of str, not of {kind}")),
                Err(error) => error,
            })?;
            Ok(text.to_string_lossy().into_owned())
        })
        .collect()
}

/// The value with that written name, or an error that lists them all.
fn named<T: Copy>(argument: &str, name: &str, all: &[T], written: fn(T) -> &'static str) -> Result<T, Error> {
    all.iter().copied().find(|&value| written(value) == name).ok_or_else(|| {
        let accepted: Vec<_> = all.iter().map(|&value| written(value)).collect();
        Error::new(format!("{argument} must be among {}, not {name:?}", accepted.join(", ")))
    })
}

/// A dictionary whose keys are kinds of entities; each value as `read` makes it of the argument's name and the value.
fn by_kind<T>(
    argument: &str,
    example: &str,
    given: Borrowed<'_, '_, PyAny>,
    read: impl Fn(&str, Borrowed<'_, '_, PyAny>) -> PyResult<T>,
) -> PyResult<BTreeMap<EntityKind, T>> {
    let Ok(dict) = given.cast::<PyDict>() else {
        let message = format!("{argument} must be a dict from kind to {argument}, such as {example}, not");
        return Err(PyTypeError::new_err(format!("{message} {}", kind(given)?)));
    };
    let mut map = BTreeMap::new();
    for (key, value) in dict.iter() {
        let key = key.str()?;
        let key = key.to_string_lossy();
        let kind = named(&format!("kinds in {argument}"), &key, EntityKind::ALL, EntityKind::as_str)?;
        map.insert(kind, read(&format!("{argument}[{key:?}]"), value.as_borrowed())?);
    }
    Ok(map)
}

/// The argument `names`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Names(pub(super) BTreeMap<EntityKind, Vec<String>>);

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(PyDict::TYPE_HINT, PyString::TYPE_HINT, STRINGS);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        by_kind("names", "{\"ORG\": [\"Bridge Trust\"]}", given, strings).map(Self)
    }
}

impl<'py> IntoPyObject<'py> for Names {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        PyDict::TYPE_HINT,
        PyString::TYPE_HINT,
        <super::tuple::Tuple<String> as IntoPyObject>::OUTPUT_TYPE
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let dict = PyDict::new(py);
        for (kind, names) in self.0 {
            dict.set_item(kind.as_str(), PyTuple::new(py, names)?)?;
        }
        Ok(dict)
    }
}

/// The argument `patterns`: regular expressions, and lists of what each token has to be.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Patterns(pub(super) BTreeMap<EntityKind, Vec<Pattern>>);

const PATTERN: PyStaticExpr = type_hint_union!(
    PyString::TYPE_HINT,
    type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Sequence"),
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Mapping"),
            PyString::TYPE_HINT,
            type_hint_identifier!("typing", "Any")
        )
    )
);

impl<'py> FromPyObject<'_, 'py> for Patterns {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        PyDict::TYPE_HINT,
        PyString::TYPE_HINT,
        type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), PATTERN)
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        by_kind("patterns", "{\"LAW\": [r\"Bill [A-Z]-\\d+\"]}", given, |name, given| {
            let wrong = "a regular expression or a list of token tests, such as [{\"LOWER\": \"bank\"}]";
            if given.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err(format!("{name} must be a list of patterns, not one str")));
            }
            let Ok(items) = given.try_iter() else {
                return Err(PyTypeError::new_err(format!("{name} must be a list of patterns, not {}", kind(given)?)));
            };
            let dumps = given.py().import("json")?.getattr("dumps")?;
            let pattern = |(number, item): (usize, PyResult<Bound<'_, PyAny>>)| -> PyResult<Pattern> {
                let item = item?;
                if let Ok(regex) = item.cast::<PyString>() {
                    return Ok(Pattern::Regex(regex.to_string_lossy().into_owned()));
                }
                let wrong = |why: &str| PyTypeError::new_err(format!("{name}[{number}] must be {wrong}: {why}"));
                let json = dumps.call1((&item,)).map_err(|error| wrong(&error.to_string()))?.extract::<String>()?;
                serde_json::from_str(&json).map(Pattern::Tokens).map_err(|error| wrong(&reason(&error)))
            };
            items.enumerate().map(pattern).collect()
        })
        .map(Self)
    }
}

/// Why JSON was refused, without the place in it, which the user has never seen.
fn reason(error: &serde_json::Error) -> String {
    let error = error.to_string();
    error.split(" at line ").next().unwrap_or_default().to_owned()
}

impl<'py> IntoPyObject<'py> for Patterns {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr =
        type_hint_subscript!(PyDict::TYPE_HINT, PyString::TYPE_HINT, type_hint_subscript!(PyList::TYPE_HINT, PATTERN));

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let dict = PyDict::new(py);
        let loads = py.import("json")?.getattr("loads")?;
        for (kind, patterns) in self.0 {
            let json = serde_json::to_string(&patterns).map_err(|error| Error::new(error.to_string()))?;
            dict.set_item(kind.as_str(), loads.call1((json,))?)?;
        }
        Ok(dict)
    }
}

/// The argument `cues`.
pub(super) struct Cues(pub(super) Vec<String>);

impl<'py> FromPyObject<'_, 'py> for Cues {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = STRINGS;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        strings("cues", given).map(Self)
    }
}

/// The argument `quotes`.
pub(super) struct QuoteKinds(pub(super) Vec<QuoteKind>);

impl<'py> FromPyObject<'_, 'py> for QuoteKinds {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = STRINGS;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let names = strings("quotes", given)?;
        let kinds = names.iter().map(|name| named("quotes", name, QuoteKind::ALL, QuoteKind::as_str));
        Ok(Self(kinds.collect::<Result<_, _>>()?))
    }
}

/// The argument `until`.
pub(super) struct Until(pub(super) Stage);

impl<'py> FromPyObject<'_, 'py> for Until {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<PyString>() {
            Ok(name) => Ok(Self(named("until", &name.to_string_lossy(), Stage::ALL, Stage::as_str)?)),
            Err(_) => Err(PyTypeError::new_err(format!("until must be str or None, not {}", kind(given)?))),
        }
    }
}

/// The argument `effort`.
pub(super) struct Efforts(pub(super) Effort);

impl<'py> FromPyObject<'_, 'py> for Efforts {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match given.cast::<PyString>() {
            Ok(name) => Ok(Self(named("effort", &name.to_string_lossy(), Effort::ALL, Effort::as_str)?)),
            Err(_) => Err(PyTypeError::new_err(format!("effort must be str or None, not {}", kind(given)?))),
        }
    }
}

/// A whole number from 1 to `most`; `none` is what None stands for.
fn count(argument: &str, given: Borrowed<'_, '_, PyAny>, most: usize, none: &str) -> PyResult<usize> {
    if !given.is_instance_of::<PyInt>() {
        return Err(PyTypeError::new_err(format!("{argument} must be int or None, not {}", kind(given)?)));
    }
    let count = given.extract::<usize>().ok().filter(|count| (1..=most).contains(count));
    let wrong = || format!("{argument} must be from 1 to {most}, or None for {none}, not {}", given.to_owned());
    Ok(count.ok_or_else(|| Error::new(wrong()))?)
}

/// The argument `threads`.
pub(super) struct Threads(pub(super) usize);

/// More are refused: a slip of the keyboard must not bring the system down.
const MOST_THREADS: usize = 1024;

impl<'py> FromPyObject<'_, 'py> for Threads {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyInt::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        count("threads", given, MOST_THREADS, "one a core").map(Self)
    }
}

/// The argument `max_bytes`.
pub(super) struct MaxBytes(pub(super) usize);

impl<'py> FromPyObject<'_, 'py> for MaxBytes {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyInt::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        count("max_bytes", given, Limits::MOST_BYTES, "64 MB").map(Self)
    }
}

/// The argument `max_tokens`.
pub(super) struct MaxTokens(pub(super) usize);

impl<'py> FromPyObject<'_, 'py> for MaxTokens {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyInt::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        // A token has at least a byte.
        count("max_tokens", given, Limits::MOST_BYTES, "a million").map(Self)
    }
}

/// The argument `errors`.
#[derive(Clone, Copy)]
pub(super) struct Policy(pub(super) Errors);

impl<'py> FromPyObject<'_, 'py> for Policy {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = PyString::TYPE_HINT;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(name) = given.cast::<PyString>() else {
            let message = format!("errors must be \"raise\", \"skip\" or \"record\", not {}", kind(given)?);
            return Err(PyTypeError::new_err(message));
        };
        Ok(Self(named("errors", &name.to_string_lossy(), Errors::ALL, Errors::as_str)?))
    }
}

/// The argument `tables`.
pub(super) struct TableNames(pub(super) Vec<Table>);

impl<'py> FromPyObject<'_, 'py> for TableNames {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = STRINGS;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let names = strings("tables", given)?;
        let tables = names.iter().map(|name| named("tables", name, Table::ALL, Table::as_str));
        Ok(Self(tables.collect::<Result<_, _>>()?))
    }
}

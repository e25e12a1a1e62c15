//! The arguments of `Pipeline`, taken apart.

use super::arguments::kind;
use crate::Error;
use crate::article::{EntityKind, QuoteKind};
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript};
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

/// The argument `names`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Names(BTreeMap<EntityKind, Vec<String>>);

impl Names {
    /// Each name with its kind.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (EntityKind, &str)> {
        self.0.iter().flat_map(|(&kind, names)| names.iter().map(move |name| (kind, name.as_str())))
    }
}

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_subscript!(PyDict::TYPE_HINT, PyString::TYPE_HINT, STRINGS);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(dict) = given.cast::<PyDict>() else {
            let message = "names must be a dict from kind to names, such as {\"ORG\": [\"Bridge Trust\"]}, not";
            return Err(PyTypeError::new_err(format!("{message} {}", kind(given)?)));
        };
        let mut names = BTreeMap::new();
        for (key, value) in dict.iter() {
            let key = key.str()?;
            let key = key.to_string_lossy();
            let kind = named("kinds in names", &key, EntityKind::ALL, EntityKind::as_str)?;
            names.insert(kind, strings(&format!("names[{key:?}]"), value.as_borrowed())?);
        }
        Ok(Self(names))
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

//! The argument `knowledge`: a table of names, kinds and ids.

use super::arguments::kind;
use super::dict::Dict;
use super::settings::strings;
use crate::Error;
use crate::entities::{self, Known};
use pyo3::exceptions::PyTypeError;
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use pyo3::{PyTypeInfo, type_hint_identifier, type_hint_subscript, type_hint_union};
use std::path::{Path, PathBuf};

const ROWS: PyStaticExpr =
    type_hint_subscript!(type_hint_identifier!("collections.abc", "Iterable"), <Dict<'_> as IntoPyObject>::OUTPUT_TYPE);
const PATH: PyStaticExpr = type_hint_subscript!(type_hint_identifier!("os", "PathLike"), PyString::TYPE_HINT);

/// The table.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Knowledge(pub(super) entities::Knowledge);

impl<'py> FromPyObject<'_, 'py> for Knowledge {
    type Error = PyErr;

    const INPUT_TYPE: PyStaticExpr = type_hint_union!(PyString::TYPE_HINT, PATH, ROWS);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(path) = given.extract::<PathBuf>() {
            return Ok(Self(read(&path)?));
        }
        let wrong = |what: &str, given| -> PyResult<PyErr> {
            let accepted = "a path or an iterable of dicts such as {\"name\": \"Bridge Trust\", \"kind\": \"ORG\", \"id\": \"Q1\"}";
            Ok(PyTypeError::new_err(format!("knowledge must be {accepted}, not {what}{}", kind(given)?)))
        };
        let items = given.try_iter().ok().filter(|_| !given.is_instance_of::<PyDict>());
        let Some(items) = items else { return Err(wrong("", given)?) };
        let mut rows = Vec::new();
        for item in items {
            let item = item?;
            let Ok(dict) = item.cast::<PyDict>() else { return Err(wrong("of ", item.as_borrowed())?) };
            rows.push(row(rows.len() + 1, dict)?);
        }
        Ok(Self(entities::Knowledge::new(rows)?))
    }
}

fn read(path: &Path) -> Result<entities::Knowledge, Error> {
    let wrong = |error: &dyn std::fmt::Display| Error::new(format!("knowledge: {}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let json = text.trim_start().starts_with('[');
    let table = if json { entities::Knowledge::from_json(&text) } else { entities::Knowledge::from_tsv(&text) };
    table.map_err(|error| wrong(&error))
}

fn row(number: usize, dict: &Bound<'_, PyDict>) -> PyResult<Known> {
    let mut row = Known::default();
    for (key, value) in dict.iter() {
        let key = key.str()?.to_string_lossy().into_owned();
        let name = format!("{key} in knowledge row {number}");
        let text = || match value.cast::<PyString>() {
            Ok(text) => Ok(text.to_string_lossy().into_owned()),
            Err(_) => Err(PyTypeError::new_err(format!("{name} must be str, not {}", kind(value.as_borrowed())?))),
        };
        match key.as_str() {
            "name" => row.name = text()?,
            "kind" => row.kind = text()?,
            "id" => row.id = text()?,
            "aliases" => row.aliases = strings(&name, value.as_borrowed())?,
            "roles" => row.roles = strings(&name, value.as_borrowed())?,
            _ => {
                let message = format!("knowledge row {number} must have name, kind, id, aliases or roles, not {key:?}");
                return Err(Error::new(message).into());
            }
        }
    }
    Ok(row)
}

impl<'py> IntoPyObject<'py> for Knowledge {
    type Target = pyo3::types::PyTuple;
    type Output = Bound<'py, Self::Target>;
    type Error = PyErr;

    const OUTPUT_TYPE: PyStaticExpr = <super::tuple::Tuple<Dict<'py>> as IntoPyObject>::OUTPUT_TYPE;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let rows = self.0.rows().iter().map(|row| {
            let dict = PyDict::new(py);
            dict.set_item("name", &row.name)?;
            dict.set_item("kind", &row.kind)?;
            dict.set_item("id", &row.id)?;
            dict.set_item("aliases", &row.aliases)?;
            dict.set_item("roles", &row.roles)?;
            Ok(dict)
        });
        pyo3::types::PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }
}

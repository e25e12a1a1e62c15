//! `Table`: rows in Arrow's form, for any library that takes it.

use super::arguments::kind;
use super::capsule;
use super::cells::cells;
use super::moment::Published;
use crate::Error;
use crate::table::unusable;
use arrow_array::builder::LargeBinaryBuilder;
use arrow_array::{ArrayRef, LargeStringArray, RecordBatch};
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyFloat, PyString};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows that a batch has at least when small ones are joined, if there are so many.
const BATCH_ROWS: usize = 1 << 16;
/// Bytes up to which small batches are joined: far from the two gigabytes at which 32-bit offsets end.
const BATCH_BYTES: usize = 64 << 20;

/// Rows in Arrow's form: pandas, polars, pyarrow, DuckDB and others take it as it is, by `__arrow_c_stream__`.
#[pyclass(frozen, module = "copydesk")]
pub(super) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// A table of these batches.
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }
}

/// Columns as lists, each with its name.
type Lists<'a, 'py> = Vec<(&'a str, Vec<Bound<'py, PyAny>>)>;

#[pymethods]
impl Table {
    /// The rows of several tables of one schema, in order; small batches become large ones.
    #[staticmethod]
    fn concat(py: Python<'_>, tables: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let Some(first) = tables.first() else { return Err(PyTypeError::new_err("there must be a table")) };
        let schema = Arc::clone(&first.schema);
        let batches: Vec<_> = tables.into_iter().flat_map(|table| table.batches.clone()).collect();
        py.detach(|| {
            let mut joined = Vec::new();
            let (mut small, mut rows, mut bytes) = (Vec::new(), 0, 0);
            for batch in batches {
                rows += batch.num_rows();
                bytes += batch.get_array_memory_size();
                small.push(batch);
                if rows >= BATCH_ROWS || bytes >= BATCH_BYTES {
                    joined.push(concat_batches(&schema, &std::mem::take(&mut small)).map_err(unusable)?);
                    (rows, bytes) = (0, 0);
                }
            }
            if rows > 0 {
                joined.push(concat_batches(&schema, &small).map_err(unusable)?);
            }
            Ok(Self::new(schema, joined))
        })
    }

    /// A table of lists: text, bytes, dates and None.
    #[staticmethod]
    fn from_lists(lists: BTreeMap<String, Bound<'_, PyAny>>) -> PyResult<Self> {
        let columns = lists.into_iter().map(|(name, list)| column(&name, &list).map(|array| (name, array, true)));
        let columns = columns.collect::<PyResult<Vec<_>>>()?;
        let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(unusable)?;
        Ok(Self::new(batch.schema(), vec![batch]))
    }

    /// The columns as lists, each with its name.
    fn to_lists<'py>(&self, py: Python<'py>) -> PyResult<Lists<'_, 'py>> {
        let list = |index| -> PyResult<Vec<_>> {
            let columns = self.batches.iter().map(|batch| cells(py, batch.column(index)));
            Ok(columns.collect::<PyResult<Vec<_>>>()?.concat())
        };
        self.schema
            .fields()
            .iter()
            .enumerate()
            .map(|(index, field)| Ok((field.name().as_str(), list(index)?)))
            .collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The rows as an Arrow stream, by the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = requested_schema; // a wish that need not be granted
        capsule::export(py, Arc::clone(&self.schema), self.batches.clone())
    }

    /// The schema, by the same interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        capsule::export_schema(py, &self.schema)
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("Table({} rows: {})", self.__len__(), names.join(", "))
    }
}

/// A list as a column: text where all of it is text, otherwise bytes.
fn column(name: &str, list: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (mut cells, mut is_text) = (LargeBinaryBuilder::new(), true);
    for (row, cell) in list.try_iter()?.enumerate() {
        let cell = cell?;
        if row % BATCH_ROWS == 0 {
            list.py().check_signals()?;
        }
        if let Ok(text) = cell.cast::<PyString>() {
            cells.append_value(text.to_string_lossy().as_bytes());
        } else if let Ok(bytes) = cell.cast::<PyBytes>() {
            is_text = false;
            cells.append_value(bytes.as_bytes());
        } else if cell.is_none() || cell.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan()) {
            cells.append_null();
        } else if let Ok(Published(moment)) = cell.extract() {
            cells.append_value(moment.to_string());
        } else {
            let kind = kind(cell.as_borrowed())?;
            let message = format!("column {name:?} must hold str, bytes, dates or None, not {kind} (row {row})");
            return Err(Error::new(message).into());
        }
    }
    let cells = cells.finish();
    if !is_text {
        return Ok(Arc::new(cells));
    }
    let (offsets, values, nulls) = cells.into_parts();
    Ok(Arc::new(LargeStringArray::try_new(offsets, values, nulls).map_err(unusable)?))
}

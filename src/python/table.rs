//! `Table`: rows in Arrow's form, for any library that takes it.

use super::arguments::kind;
use super::capsule;
use super::cells::cells;
use super::moment::Published;
use crate::table::unusable;
use arrow_array::{ArrayRef, LargeBinaryArray, LargeStringArray, RecordBatch};
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyFloat, PyList, PyString};
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

#[pymethods]
impl Table {
    /// The rows of several tables of one schema, in order; small batches become large ones.
    #[staticmethod]
    fn concat(py: Python<'_>, tables: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let Some(first) = tables.first() else { return Err(PyTypeError::new_err("there must be a table")) };
        let schema = Arc::clone(&first.schema);
        let batches: Vec<_> = tables.iter().flat_map(|table| table.batches.iter().cloned()).collect();
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
    fn from_lists(lists: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut columns = Vec::with_capacity(lists.len());
        for (name, list) in lists.iter() {
            let name = name.extract::<String>()?;
            let array = column(&name, &list)?;
            columns.push((name, array, true));
        }
        let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(unusable)?;
        Ok(Self::new(batch.schema(), vec![batch]))
    }

    /// The rows as a dict of lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (index, field) in self.schema.fields().iter().enumerate() {
            let list = PyList::empty(py);
            for batch in &self.batches {
                cells(py, batch.column(index))?.into_iter().try_for_each(|cell| list.append(cell))?;
            }
            dict.set_item(field.name(), list)?;
        }
        Ok(dict)
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
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema; // a wish that need not be granted
        capsule::export(py, Arc::clone(&self.schema), self.batches.clone())
    }

    /// The schema, by the same interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, &self.schema)
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("Table({} rows: {})", self.__len__(), names.join(", "))
    }
}

/// A list as a column: text where all of it is text, otherwise bytes.
fn column(name: &str, list: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let mut cells: Vec<Option<Vec<u8>>> = Vec::new();
    let mut is_text = true;
    for (row, cell) in list.try_iter()?.enumerate() {
        let cell = cell?;
        cells.push(if let Ok(text) = cell.cast::<PyString>() {
            Some(text.to_string_lossy().into_owned().into_bytes())
        } else if let Ok(bytes) = cell.cast::<PyBytes>() {
            is_text = false;
            Some(bytes.as_bytes().to_vec())
        } else if cell.is_none() || cell.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan()) {
            None
        } else if let Ok(Published(moment)) = cell.extract() {
            Some(moment.to_string().into_bytes())
        } else {
            let kind = kind(cell.as_borrowed())?;
            return Err(PyTypeError::new_err(format!(
                "column {name:?} must hold str, bytes, dates or None, not {kind} (row {row})"
            )));
        });
    }
    Ok(if is_text {
        Arc::new(LargeStringArray::from_iter(cells.into_iter().map(|cell| String::from_utf8(cell?).ok())))
    } else {
        Arc::new(LargeBinaryArray::from_iter(cells))
    })
}

//! The cells of a column as Python values, for those who use no library of tables.

use super::moment::Moment;
use crate::article::Timestamp;
use crate::article::json::number;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::DataType;
use jiff::Timestamp as Instant;
use jiff::tz::Offset;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

type Cells<'py> = PyResult<Vec<Bound<'py, PyAny>>>;

/// Every cell of a column that [`Table`](crate::table::Table) makes.
pub(super) fn cells<'py>(py: Python<'py>, column: &ArrayRef) -> Cells<'py> {
    let each = |cell: &dyn Fn(usize) -> PyResult<Bound<'py, PyAny>>| -> Cells<'py> {
        (0..column.len())
            .map(|row| if column.is_null(row) { Ok(py.None().into_bound(py)) } else { cell(row) })
            .collect()
    };
    match column.data_type() {
        DataType::Utf8 => each(&|row| column.as_string::<i32>().value(row).into_bound_py_any(py)),
        DataType::LargeUtf8 => each(&|row| column.as_string::<i64>().value(row).into_bound_py_any(py)),
        DataType::Int32 => each(&|row| column.as_primitive::<Int32Type>().value(row).into_bound_py_any(py)),
        DataType::Int64 => each(&|row| column.as_primitive::<Int64Type>().value(row).into_bound_py_any(py)),
        DataType::Float32 => each(&|row| number(column.as_primitive::<Float32Type>().value(row)).into_bound_py_any(py)),
        DataType::Timestamp(_, zone) => {
            let counts = column.as_primitive::<TimestampMicrosecondType>();
            let offset = zone.is_some().then_some(Offset::UTC);
            each(&|row| {
                let instant = Instant::from_microsecond(counts.value(row)).unwrap_or_default();
                Moment(Timestamp::at(Offset::UTC.to_datetime(instant), offset)).into_bound_py_any(py)
            })
        }
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary();
            let (keys, names) = (dictionary.normalized_keys(), cells(py, dictionary.values())?);
            each(&|row| Ok(names[keys[row]].clone()))
        }
        DataType::List(_) => {
            let lists = column.as_list::<i32>();
            each(&|row| Ok(PyList::new(py, cells(py, &lists.value(row))?)?.into_any()))
        }
        DataType::Struct(_) => dicts(py, column.as_struct()),
        other => Err(PyTypeError::new_err(format!("no Python value stands for {other}"))),
    }
}

fn dicts<'py>(py: Python<'py>, rows: &StructArray) -> Cells<'py> {
    let dicts: Vec<_> = (0..rows.len()).map(|_| PyDict::new(py)).collect();
    for (name, column) in rows.column_names().iter().zip(rows.columns()) {
        for (dict, cell) in dicts.iter().zip(cells(py, column)?) {
            dict.set_item(name, cell)?;
        }
    }
    Ok(dicts.into_iter().map(Bound::into_any).collect())
}

//! The Arrow C data interface as Python has it: tables in and out, whatever library holds them.

use super::arguments::kind;
use crate::table::unusable;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";

/// The batches of anything that has `__arrow_c_stream__`.
pub(super) fn import(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !table.hasattr("__arrow_c_stream__")? {
        let kind = kind(table.as_borrowed())?;
        return Err(PyTypeError::new_err(format!("a table must have __arrow_c_stream__, which {kind} has not")));
    }
    let capsule = table.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: by the Arrow PyCapsule interface, a capsule of this name holds a valid ArrowArrayStream. `from_raw` moves
    // it out and leaves a released one behind, so the capsule, which lives until the end of this function, does not
    // release it again.
    #[allow(unsafe_code, reason = "a capsule is a pointer and a promise")]
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.cast().as_ptr()) };
    Ok(RecordBatchStreamReader::try_new(stream).map_err(unusable)?)
}

/// The capsule of a table's batches. It leaves as any object, since the type of capsules has a name from Python 3.13 on.
pub(super) fn export(py: Python<'_>, schema: SchemaRef, batches: Vec<RecordBatch>) -> PyResult<Bound<'_, PyAny>> {
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM).map(Bound::into_any)
}

/// The capsule of a table's schema.
pub(super) fn export_schema<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyAny>> {
    let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(unusable)?;
    PyCapsule::new_with_value(py, schema, SCHEMA).map(Bound::into_any)
}

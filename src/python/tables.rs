//! `Extraction`: a table's rows on their way into tables, read by threads while Python goes on.

use super::arguments::Layout;
use super::capsule;
use super::error::guard_callback;
use super::gate;
use super::many::PATIENCE;
use super::pipeline::Pipeline;
use super::settings::{Policy, TableNames, Threads};
use super::table::Table;
use crate::Error;
use crate::pipeline::{Errors, Workers};
use crate::table::{self as core, Input, Settings, unusable};
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::SchemaRef;
use pyo3::prelude::*;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Rows that a thread reads at a time: few enough that two threads end together.
const ROWS: usize = 32;
/// Bytes that a thread reads at a time, if they are more than one row.
const BYTES: usize = 1 << 20;
/// Portions that may be in work or waiting for each thread.
const AHEAD: usize = 3;

/// What was read of some rows: how many, and each table by its name.
type Portion = (usize, BTreeMap<&'static str, Table>);
type Batches = BTreeMap<core::Table, RecordBatch>;

/// The tables of a table's rows, some rows at a time, an iterator; `copydesk.tables` and `extract_batches` make it.
#[pyclass(frozen, module = "copydesk")]
pub(super) struct Extraction {
    state: Mutex<State>,
    settings: Arc<Settings>,
    schema: SchemaRef,
}

struct State {
    reader: Option<RecordBatchStreamReader>,
    /// The rows of the latest batch that were not given yet.
    portions: VecDeque<(Arc<Input>, Range<usize>)>,
    workers: Workers<(Arc<Input>, Range<usize>), Batches>,
    /// How many rows each portion in work has.
    pending: VecDeque<usize>,
    /// How many rows came before.
    rows: usize,
}

#[pymethods]
impl Extraction {
    #[new]
    #[pyo3(signature = (
        table, tables, text=None, html=None, url=None, published=None, id=None, format=None, threads=None,
        errors=Policy(Errors::Raise), plain=false, pipeline=None,
    ))]
    #[allow(clippy::too_many_arguments, reason = "each is one column or one choice, all given by name")]
    fn new(
        table: &Bound<'_, PyAny>,
        tables: TableNames,
        text: Option<String>,
        html: Option<String>,
        url: Option<String>,
        published: Option<String>,
        id: Option<String>,
        format: Option<Layout>,
        threads: Option<Threads>,
        errors: Policy,
        plain: bool,
        pipeline: Option<&Bound<'_, Pipeline>>,
    ) -> PyResult<Self> {
        let (errors, format) = (errors.0, format.map(|format| format.0));
        let settings = Settings { text, html, url, published, id, format, tables: tables.0, errors, plain };
        let settings = Arc::new(settings);
        let reader = capsule::import(table)?;
        let schema = reader.schema();
        // What is wrong with the columns is said now, and not after the first hour.
        Input::new(&RecordBatch::new_empty(Arc::clone(&schema)), 0, &settings)?;
        let pipeline = Pipeline::shared(pipeline);
        let work = {
            let settings = Arc::clone(&settings);
            move |(input, rows): (Arc<Input>, Range<usize>)| gate::inside(|| input.read(rows, &pipeline, &settings))
        };
        let state = State {
            reader: Some(reader),
            portions: VecDeque::new(),
            workers: Workers::new(threads.map(|threads| threads.0), work)?,
            pending: VecDeque::new(),
            rows: 0,
        };
        Ok(Self { state: Mutex::new(state), settings, schema })
    }

    /// Each table by its name, without rows.
    fn empty(&self) -> PyResult<BTreeMap<&'static str, Table>> {
        let tables = self
            .settings
            .tables
            .iter()
            .map(|&table| Ok((table.as_str(), Table::new(self.settings.schema(table, &self.schema)?, Vec::new()))));
        tables.collect()
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Portion>> {
        // Not waited for: the other may be waiting for the interpreter.
        let busy = |_| Error::new("these tables are being taken elsewhere: give each thread its own");
        let mut state = self.state.try_lock().map_err(busy)?;
        let next = state.next(py, &self.settings);
        if next.is_err() {
            state.end();
        }
        next
    }
}

impl State {
    fn next(&mut self, py: Python<'_>, settings: &Settings) -> PyResult<Option<Portion>> {
        while self.pending.len() < self.workers.threads() * AHEAD && self.give(py, settings)? {
            if self.workers.is_ready()? {
                break;
            }
        }
        let Some(rows) = self.pending.pop_front() else { return Ok(None) };
        let batches = loop {
            if let Some(batches) = py.detach(|| self.workers.take(PATIENCE))? {
                break batches?;
            }
            py.check_signals()?;
        };
        let tables = batches.into_iter().map(|(name, batch)| (name.as_str(), Table::new(batch.schema(), vec![batch])));
        Ok(Some((rows, tables.collect())))
    }

    /// Gives a portion of rows to the threads; false when there are no more.
    fn give(&mut self, py: Python<'_>, settings: &Settings) -> PyResult<bool> {
        while self.portions.is_empty() {
            let Some(reader) = &mut self.reader else { return Ok(false) };
            // Whoever makes the batches may need the interpreter for it, in another thread.
            let Some(batch) = guard_callback(py, || reader.next())? else {
                self.reader = None;
                return Ok(false);
            };
            py.check_signals()?;
            let batch = batch.map_err(|error| unusable(&error))?;
            let input = Arc::new(Input::new(&batch, self.rows, settings)?);
            self.rows += batch.num_rows();
            self.portions = input.portions(ROWS, BYTES).into_iter().map(|rows| (Arc::clone(&input), rows)).collect();
        }
        let Some((input, rows)) = self.portions.pop_front() else { return Ok(false) };
        self.pending.push_back(rows.len());
        self.workers.give((input, rows))?;
        Ok(true)
    }

    /// Nothing comes after an error, as with a generator.
    fn end(&mut self) {
        self.reader = None;
        self.portions.clear();
        self.pending.clear();
    }
}

/// The columns of each table after its key: name, type, and what it says.
#[pyfunction]
pub(super) fn columns() -> BTreeMap<&'static str, Vec<(String, String, &'static str)>> {
    let table = |table: core::Table| {
        let columns = table.columns().into_iter();
        columns.map(|(field, said)| (field.name().clone(), core::type_name(field.data_type()), said)).collect()
    };
    core::Table::ALL.iter().map(|&name| (name.as_str(), table(name))).collect()
}

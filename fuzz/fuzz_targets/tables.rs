//! Arrow in: columns of every type that is taken, and of some that are not, with nulls anywhere.

#![no_main]

use arbitrary::Arbitrary;
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    ArrayRef, BinaryArray, BinaryViewArray, Date32Array, Date64Array, DictionaryArray, Int64Array, LargeBinaryArray,
    LargeStringArray, NullArray, RecordBatch, StringArray, StringViewArray, TimestampMicrosecondArray,
    TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
};
use copydesk::pipeline::{Errors, Stage};
use copydesk::table::{Input, Settings, Table};
use copydesk::{Format, Pipeline};
use std::sync::{Arc, LazyLock};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline { until: Stage::Tokens, ..Pipeline::default() });
const COLUMNS: [&str; 5] = ["text", "html", "url", "published", "id"];

#[derive(Arbitrary, Debug)]
struct Caller {
    columns: Vec<(u8, Column)>,
    /// Which arguments name a column, and which.
    arguments: [Option<u8>; 5],
    slice: (u8, u8),
    first: u32,
    rows: u8,
    bytes: u16,
    errors: u8,
    format: u8,
    plain: bool,
}

#[derive(Arbitrary, Debug)]
enum Column {
    Text(Vec<Option<String>>),
    LargeText(Vec<Option<String>>),
    TextView(Vec<Option<String>>),
    Bytes(Vec<Option<Vec<u8>>>),
    LargeBytes(Vec<Option<Vec<u8>>>),
    BytesView(Vec<Option<Vec<u8>>>),
    Dictionary(Vec<Option<String>>),
    SmallDictionary(Vec<Option<u8>>),
    Null(u8),
    Numbers(Vec<Option<i64>>),
    Days(Vec<Option<i32>>),
    Milliseconds(Vec<Option<i64>>),
    Moments(u8, bool, Vec<Option<i64>>),
}

fn array(column: &Column) -> ArrayRef {
    let zone = |there: bool| there.then_some("Europe/Oslo");
    match column {
        Column::Text(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<StringArray>()),
        Column::LargeText(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<LargeStringArray>()),
        Column::TextView(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<StringViewArray>()),
        Column::Bytes(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<BinaryArray>()),
        Column::LargeBytes(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<LargeBinaryArray>()),
        Column::BytesView(cells) => Arc::new(cells.iter().map(Option::as_deref).collect::<BinaryViewArray>()),
        Column::Dictionary(cells) => {
            Arc::new(cells.iter().map(Option::as_deref).collect::<DictionaryArray<Int32Type>>())
        }
        Column::SmallDictionary(cells) => {
            let words = ["“Never,” said Ada Holm.", "2025-02-24", ""];
            let cells = cells.iter().map(|cell| cell.map(|cell| words[usize::from(cell) % words.len()]));
            Arc::new(cells.collect::<DictionaryArray<Int8Type>>())
        }
        Column::Null(length) => Arc::new(NullArray::new(usize::from(*length))),
        Column::Numbers(cells) => Arc::new(Int64Array::from(cells.clone())),
        Column::Days(cells) => Arc::new(Date32Array::from(cells.clone())),
        Column::Milliseconds(cells) => Arc::new(Date64Array::from(cells.clone())),
        Column::Moments(unit, there, cells) => match unit % 4 {
            0 => Arc::new(TimestampSecondArray::from(cells.clone()).with_timezone_opt(zone(*there))),
            1 => Arc::new(TimestampMillisecondArray::from(cells.clone()).with_timezone_opt(zone(*there))),
            2 => Arc::new(TimestampMicrosecondArray::from(cells.clone()).with_timezone_opt(zone(*there))),
            _ => Arc::new(TimestampNanosecondArray::from(cells.clone()).with_timezone_opt(zone(*there))),
        },
    }
}

fn read(caller: &Caller) -> Option<()> {
    let arrays: Vec<_> = caller.columns.iter().take(6).map(|(name, column)| (name, array(column))).collect();
    let rows = arrays.iter().map(|(_, array)| array.len()).min()?;
    let named = |name: &u8| COLUMNS[usize::from(*name) % COLUMNS.len()];
    let arrays = arrays.iter().map(|(name, array)| (named(name), array.slice(0, rows)));
    let batch = RecordBatch::try_from_iter(arrays).ok()?;
    let start = usize::from(caller.slice.0) % (rows + 1);
    let batch = batch.slice(start, usize::from(caller.slice.1) % (rows - start + 1));
    let column = |at: usize| caller.arguments[at].as_ref().map(|name| named(name).to_owned());
    let settings = Settings {
        text: column(0),
        html: column(1),
        url: column(2),
        published: column(3),
        id: column(4),
        format: [None, Some(Format::Html), Some(Format::Text), Some(Format::Prose)][usize::from(caller.format) % 4],
        tables: Table::ALL.to_vec(),
        errors: Errors::ALL[usize::from(caller.errors) % Errors::ALL.len()],
        plain: caller.plain,
    };
    let input = Input::new(&batch, caller.first as usize, &settings).ok()?;
    let portions = input.portions(usize::from(caller.rows) + 1, usize::from(caller.bytes));
    let covered: usize = portions.iter().map(ExactSizeIterator::len).sum();
    assert_eq!(covered, batch.num_rows(), "every row is in one portion");
    for portion in portions {
        let count = portion.len();
        let Ok(read) = input.read(portion, &PIPELINE, &settings) else { continue };
        let articles = read[&Table::Articles].num_rows();
        assert!(articles == count || settings.errors == Errors::Skip && articles < count);
        for (table, batch) in read {
            assert_eq!(settings.schema(table, &input_schema(caller)).ok().as_ref(), Some(&batch.schema()));
        }
    }
    Some(())
}

fn input_schema(caller: &Caller) -> arrow_schema::Schema {
    let named = |name: &u8| COLUMNS[usize::from(*name) % COLUMNS.len()];
    let arrays: Vec<_> = caller.columns.iter().take(6).map(|(name, column)| (named(name), array(column))).collect();
    let rows = arrays.iter().map(|(_, array)| array.len()).min().unwrap_or_default();
    let batch = RecordBatch::try_from_iter(arrays.iter().map(|(name, array)| (*name, array.slice(0, rows))));
    batch.map_or_else(|_| arrow_schema::Schema::empty(), |batch| batch.schema().as_ref().clone())
}

libfuzzer_sys::fuzz_target!(|caller: Caller| {
    let _ = read(&caller);
});

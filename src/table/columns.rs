//! A column: its name, its type, what it says, and how a row's cell is found. All four stand in one line of the schema.

use crate::article::{Article, Offsets, Paragraphs, Timestamp};
use crate::{Error, Span};
use arrow_array::builder::{ArrayBuilder, Int32Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Float32Array, Int8Array, Int32Array, StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{DataType, Field, Fields, TimeUnit};
use jiff::tz::Offset;
use std::borrow::Cow;
use std::sync::Arc;

/// An article that was read, and what its rows need.
pub(super) struct Read {
    /// Which row of the input it came from.
    pub(super) row: usize,
    pub(super) article: Article,
    /// Why it could not be read.
    pub(super) error: Option<Error>,
    offsets: Offsets,
    paragraphs: Paragraphs,
}

impl Read {
    pub(super) fn new(row: usize, article: Article, error: Option<Error>) -> Self {
        let (offsets, paragraphs) = (Offsets::new(&article.text), Paragraphs::new(&article));
        Self { row, article, error, offsets, paragraphs }
    }

    /// Code points before that byte.
    fn point(&self, byte: u32) -> usize {
        self.offsets.code_point(&self.article.text, byte as usize)
    }
}

/// One row: something of an article, and its number among the article's.
pub(super) struct Row<'a, T> {
    pub(super) read: &'a Read,
    pub(super) number: usize,
    pub(super) item: &'a T,
}

impl<'a, T> Row<'a, T> {
    pub(super) fn article(&self) -> &'a Article {
        &self.read.article
    }

    /// The words of a span.
    pub(super) fn words(&self, span: Span) -> Cow<'a, str> {
        Cow::Borrowed(self.article().words_of(span))
    }

    /// The first code point of a span.
    pub(super) fn start(&self, span: Span) -> usize {
        self.read.point(span.start)
    }

    /// One past the last code point of a span.
    pub(super) fn end(&self, span: Span) -> usize {
        self.read.point(span.end)
    }

    /// Which paragraph a span starts in.
    pub(super) fn paragraph(&self, span: Span) -> Option<u32> {
        self.read.paragraphs.of(self.article(), span)
    }
}

/// How a row's cell is found, by the type of the column.
pub(super) enum Cells<T> {
    /// A number that every row has.
    Count(fn(&Row<'_, T>) -> usize),
    /// A number that a row may lack.
    Number(fn(&Row<'_, T>) -> Option<u32>),
    /// 0 to 1.
    Share(fn(&Row<'_, T>) -> f32),
    /// Text.
    Text(for<'a> fn(&Row<'a, T>) -> Option<Cow<'a, str>>),
    /// One of a closed vocabulary, as its index there.
    Kind(ArrayRef, fn(&Row<'_, T>) -> Option<usize>),
    /// Several texts.
    Texts(for<'a> fn(&Row<'a, T>) -> Vec<Cow<'a, str>>),
    /// Several numbers.
    Numbers(for<'a> fn(&Row<'a, T>) -> &'a [u32]),
    /// Several stretches of text, each as its start and its end.
    Spans(for<'a> fn(&Row<'a, T>) -> &'a [Span]),
    /// A moment, in UTC.
    Instant(fn(&Row<'_, T>) -> Option<Timestamp>),
    /// What calendar and clock showed where it was written.
    WallClock(fn(&Row<'_, T>) -> Option<Timestamp>),
}

/// A column of a table whose rows are `T`.
pub(super) struct Column<T> {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) cells: Cells<T>,
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

/// A stretch of text.
fn stretch() -> Fields {
    Fields::from(vec![Field::new("start", DataType::Int32, false), Field::new("end", DataType::Int32, false)])
}

impl<T> Column<T> {
    /// The column's name and type; `plain` has text where otherwise a dictionary stands.
    pub(super) fn field(&self, plain: bool) -> Field {
        let kind = match &self.cells {
            Cells::Count(_) | Cells::Number(_) => DataType::Int32,
            Cells::Share(_) => DataType::Float32,
            Cells::Kind(..) if !plain => DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)),
            Cells::Text(_) | Cells::Kind(..) => DataType::Utf8,
            Cells::Texts(_) => list_of(DataType::Utf8),
            Cells::Numbers(_) => list_of(DataType::Int32),
            Cells::Spans(_) => list_of(DataType::Struct(stretch())),
            Cells::Instant(_) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Cells::WallClock(_) => DataType::Timestamp(TimeUnit::Microsecond, None),
        };
        let always = matches!(
            self.cells,
            Cells::Count(_) | Cells::Share(_) | Cells::Texts(_) | Cells::Numbers(_) | Cells::Spans(_)
        );
        Field::new(self.name, kind, !always)
    }

    /// The cells of these rows.
    pub(super) fn build(&self, rows: &[Row<'_, T>], plain: bool) -> ArrayRef {
        match &self.cells {
            Cells::Count(of) => Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| signed(of(row))))),
            Cells::Number(of) => {
                let cells = rows.iter().map(|row| of(row).map(|number| signed(number as usize)));
                Arc::new(cells.collect::<Int32Array>())
            }
            Cells::Share(of) => Arc::new(Float32Array::from_iter_values(rows.iter().map(of))),
            Cells::Text(of) => Arc::new(rows.iter().map(of).collect::<StringArray>()),
            Cells::Kind(names, of) => kinds(names, rows.iter().map(of), plain),
            Cells::Texts(of) => {
                let mut list = ListBuilder::new(StringBuilder::new());
                for row in rows {
                    list.append_value(of(row).iter().map(Some));
                }
                Arc::new(list.finish())
            }
            Cells::Numbers(of) => {
                let mut list = ListBuilder::new(Int32Builder::new());
                for row in rows {
                    list.append_value(of(row).iter().map(|&number| Some(signed(number as usize))));
                }
                Arc::new(list.finish())
            }
            Cells::Spans(of) => {
                let ends = || Box::new(Int32Builder::new()) as Box<dyn ArrayBuilder>;
                let mut list = ListBuilder::new(StructBuilder::new(stretch(), vec![ends(), ends()]));
                for row in rows {
                    for &span in of(row) {
                        let stretch = list.values();
                        for (column, end) in [row.start(span), row.end(span)].into_iter().enumerate() {
                            stretch
                                .field_builder::<Int32Builder>(column)
                                .into_iter()
                                .for_each(|c| c.append_value(signed(end)));
                        }
                        stretch.append(true);
                    }
                    list.append(true);
                }
                Arc::new(list.finish())
            }
            Cells::Instant(of) => {
                let cells = rows.iter().map(|row| microseconds(of(row)?, true));
                Arc::new(cells.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
            }
            Cells::WallClock(of) => {
                let cells = rows.iter().map(|row| microseconds(of(row)?, false));
                Arc::new(cells.collect::<TimestampMicrosecondArray>())
            }
        }
    }
}

/// Signed, since that is what pandas and Spark count in. No text is longer: it is cut at a gigabyte.
fn signed(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn kinds(names: &ArrayRef, cells: impl Iterator<Item = Option<usize>>, plain: bool) -> ArrayRef {
    if plain {
        let names = arrow_array::cast::AsArray::as_string::<i32>(names);
        return Arc::new(cells.map(|cell| cell.map(|index| names.value(index))).collect::<StringArray>());
    }
    let keys: Int8Array = cells.map(|cell| cell.and_then(|index| i8::try_from(index).ok())).collect();
    Arc::new(DictionaryArray::<Int8Type>::new(keys, Arc::clone(names)))
}

/// Microseconds since 1970. What has no time of day is its midnight, what has no offset is taken as UTC.
fn microseconds(timestamp: Timestamp, is_instant: bool) -> Option<i64> {
    let offset = timestamp.offset.filter(|_| is_instant).unwrap_or(Offset::UTC);
    let local = timestamp.date.to_datetime(timestamp.time.unwrap_or_default());
    Some(offset.to_timestamp(local).ok()?.as_microsecond())
}

/// A table's columns, whatever its rows are.
pub(super) trait Layout: Send + Sync {
    /// Name and type of each column, and what it says.
    fn fields(&self, plain: bool) -> Vec<(Field, &'static str)>;

    /// For each row the article it belongs to, as an index into `read`; and the cells, column by column.
    fn build(&self, read: &[Read], plain: bool) -> (Vec<usize>, Vec<ArrayRef>);
}

/// The columns of a table with a row for each `T` of an article.
pub(super) struct Columns<T> {
    pub(super) items: for<'a> fn(&'a Read) -> &'a [T],
    pub(super) columns: Vec<Column<T>>,
}

impl<T: Sync> Layout for Columns<T> {
    fn fields(&self, plain: bool) -> Vec<(Field, &'static str)> {
        self.columns.iter().map(|column| (column.field(plain), column.description)).collect()
    }

    fn build(&self, read: &[Read], plain: bool) -> (Vec<usize>, Vec<ArrayRef>) {
        let rows_of =
            |read| (self.items)(read).iter().enumerate().map(move |(number, item)| Row { read, number, item });
        let rows: Vec<_> = read.iter().flat_map(rows_of).collect();
        let owners = read.iter().enumerate().flat_map(|(at, read)| (self.items)(read).iter().map(move |_| at));
        (owners.collect(), self.columns.iter().map(|column| column.build(&rows, plain)).collect())
    }
}

//! The columns of the input: texts, and moments of publication, in whatever type a library keeps them.

use crate::Error;
use crate::article::Timestamp;
use crate::pipeline::Source;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, GenericBinaryArray, LargeBinaryArray, OffsetSizeTrait,
};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp as Instant;
use jiff::tz::Offset;
use std::borrow::Cow;

/// A column of texts. Those that say they are UTF-8 are looked at before they are believed.
pub(super) struct Texts {
    bytes: Bytes,
    is_text: bool,
}

/// A column of bytes.
enum Bytes {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// A dictionary's keys, the same as indices, and its values.
    Dictionary(ArrayRef, Vec<usize>, Box<Bytes>),
    /// Nulls only.
    Nothing,
}

impl Texts {
    /// The column of that name.
    ///
    /// # Errors
    /// When it holds neither text nor bytes.
    pub(super) fn new(name: &str, array: &ArrayRef) -> Result<Self, Error> {
        let wrong = || Error::new(format!("column {name:?} must hold text or bytes, not {}", array.data_type()));
        let kind = match array.data_type() {
            DataType::Dictionary(_, values) => values,
            kind => kind,
        };
        let is_text = matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        Ok(Self { bytes: Bytes::new(array).ok_or_else(wrong)?, is_text })
    }

    /// The cell of that row; None where it is null.
    pub(super) fn get(&self, row: usize) -> Option<Source<'_>> {
        let bytes = self.bytes.get(row)?;
        let text = self.is_text.then(|| std::str::from_utf8(bytes).ok()).flatten();
        Some(text.map_or(Source::Bytes(bytes), Source::Text))
    }

    /// The cell of that row as text.
    pub(super) fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        self.bytes.get(row).map(String::from_utf8_lossy)
    }

    /// How long the cell of that row is, in bytes.
    pub(super) fn len(&self, row: usize) -> usize {
        self.bytes.get(row).map_or(0, <[u8]>::len)
    }
}

fn bytes<O: OffsetSizeTrait>(array: &ArrayRef) -> GenericBinaryArray<O> {
    match array.as_string_opt::<O>() {
        Some(text) => {
            let (offsets, values, nulls) = text.clone().into_parts();
            GenericBinaryArray::new(offsets, values, nulls)
        }
        None => array.as_binary::<O>().clone(),
    }
}

impl Bytes {
    fn new(array: &ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 | DataType::Binary => Self::Small(bytes(array)),
            DataType::LargeUtf8 | DataType::LargeBinary => Self::Large(bytes(array)),
            DataType::Utf8View => Self::View(array.as_string_view().clone().to_binary_view()),
            DataType::BinaryView => Self::View(array.as_binary_view().clone()),
            DataType::Dictionary(..) => {
                let dictionary = array.as_any_dictionary();
                let values = Box::new(Self::new(dictionary.values())?);
                if dictionary.values().is_empty() {
                    return Some(Self::Nothing);
                }
                Self::Dictionary(dictionary.keys().slice(0, array.len()), dictionary.normalized_keys(), values)
            }
            DataType::Null => Self::Nothing,
            _ => return None,
        })
    }

    fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary(keys, indices, values) => keys.is_valid(row).then(|| values.get(indices[row]))?,
            Self::Nothing => None,
        }
    }
}

/// A column that says when articles were published.
pub(super) enum Moments {
    /// As text, ISO 8601.
    Written(String, Texts),
    /// As days and times, with an offset or without.
    Counted(Vec<Option<Timestamp>>),
}

impl Moments {
    /// The column of that name.
    ///
    /// # Errors
    /// When it holds neither dates nor text.
    pub(super) fn new(name: &str, array: &ArrayRef) -> Result<Self, Error> {
        let wrong = || {
            let kind = array.data_type();
            Error::new(format!("column {name:?} must hold dates, timestamps or ISO dates as text, not {kind}"))
        };
        let length = array.len();
        let cells = |cell: &dyn Fn(usize) -> Option<Timestamp>| {
            (0..length).map(|row| array.is_valid(row).then(|| cell(row))?).collect()
        };
        // What is a moment keeps UTC; what is a day and a time keeps none.
        let is_instant = matches!(array.data_type(), DataType::Timestamp(_, Some(_)));
        let at = |instant: Result<Instant, jiff::Error>| {
            let offset = is_instant.then_some(Offset::UTC);
            Some(Timestamp::at(Offset::UTC.to_datetime(instant.ok()?), offset))
        };
        Ok(Self::Counted(match array.data_type() {
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>();
                cells(&|row| day(i64::from(days.value(row)) * 86_400))
            }
            DataType::Date64 => {
                let milliseconds = array.as_primitive::<Date64Type>();
                cells(&|row| day(milliseconds.value(row).div_euclid(1_000)))
            }
            DataType::Timestamp(TimeUnit::Second, _) => {
                let counts = array.as_primitive::<TimestampSecondType>();
                cells(&|row| at(Instant::from_second(counts.value(row))))
            }
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                let counts = array.as_primitive::<TimestampMillisecondType>();
                cells(&|row| at(Instant::from_millisecond(counts.value(row))))
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                let counts = array.as_primitive::<TimestampMicrosecondType>();
                cells(&|row| at(Instant::from_microsecond(counts.value(row))))
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                let counts = array.as_primitive::<TimestampNanosecondType>();
                cells(&|row| at(Instant::from_nanosecond(i128::from(counts.value(row)))))
            }
            _ => {
                let written = Texts::new(name, array).map_err(|_| wrong())?;
                return Ok(Self::Written(name.to_owned(), written));
            }
        }))
    }

    /// The cell of that row; None where it is null or empty.
    ///
    /// # Errors
    /// When it cannot be read as a date.
    pub(super) fn get(&self, row: usize) -> Result<Option<Timestamp>, Error> {
        match self {
            Self::Counted(cells) => Ok(cells[row]),
            Self::Written(name, texts) => {
                let Some(text) = texts.text(row).filter(|text| !text.trim().is_empty()) else { return Ok(None) };
                let wrong = || format!("column {name:?} must hold ISO dates such as \"2025-02-24\", not {text:?}");
                Timestamp::parse_iso(&text).map(Some).ok_or_else(|| Error::new(wrong()))
            }
        }
    }
}

/// A day without a time, from seconds since 1970.
fn day(seconds: i64) -> Option<Timestamp> {
    Some(Timestamp::day(Offset::UTC.to_datetime(Instant::from_second(seconds).ok()?).date()))
}

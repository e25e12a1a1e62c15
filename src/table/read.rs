//! The caller's rows, read into tables.

use super::columns::Read;
use super::input::{Moments, Texts};
use super::{Settings, Table, find, unusable};
use crate::Error;
use crate::article::Article;
use crate::pipeline::{Errors, Format, Given, Pipeline, Source};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::SchemaRef;
use arrow_select::take::take;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A batch of the caller's rows, its columns found.
pub struct Input {
    text: Option<Texts>,
    html: Option<Texts>,
    url: Option<Texts>,
    published: Option<Moments>,
    key: Option<ArrayRef>,
    schema: SchemaRef,
    /// The number of its first row.
    first: usize,
    length: usize,
}

impl Input {
    /// The rows of `batch`, of which the first has the number `first`.
    ///
    /// # Errors
    /// When a column is not there, or holds something else.
    pub fn new(batch: &RecordBatch, first: usize, settings: &Settings) -> Result<Self, Error> {
        let schema = batch.schema();
        let column = |name: &Option<String>, argument| {
            let Some(name) = name else { return Ok(None) };
            let index = find(name, argument, &schema)?;
            Ok::<_, Error>(Some((name.clone(), Arc::clone(batch.column(index)))))
        };
        let texts = |name: &Option<String>, argument| {
            column(name, argument)?.map(|(name, array)| Texts::new(&name, &array)).transpose()
        };
        let published = column(&settings.published, "published")?;
        Ok(Self {
            text: texts(&settings.text, "text")?,
            html: texts(&settings.html, "html")?,
            url: texts(&settings.url, "url")?,
            published: published.map(|(name, array)| Moments::new(&name, &array)).transpose()?,
            key: column(&settings.id, "id")?.map(|(_, array)| array),
            schema,
            first,
            length: batch.num_rows(),
        })
    }

    /// The rows in portions of at most so many rows, and no more than so many bytes where that is more than one row.
    pub fn portions(&self, rows: usize, bytes: usize) -> Vec<Range<usize>> {
        let length = |row| [&self.text, &self.html].into_iter().flatten().map(|texts| texts.len(row)).sum::<usize>();
        let mut portions = Vec::new();
        let (mut start, mut held) = (0, 0);
        for row in 0..self.length {
            let more = length(row);
            if row > start && (row - start == rows || held + more > bytes) {
                portions.push(start..row);
                (start, held) = (row, 0);
            }
            held += more;
        }
        if start < self.length {
            portions.push(start..self.length);
        }
        portions
    }

    /// Reads these rows into one batch for each table wanted.
    ///
    /// # Errors
    /// When an article cannot be read and errors are to be raised.
    pub fn read(
        &self,
        rows: Range<usize>,
        pipeline: &Pipeline,
        settings: &Settings,
    ) -> Result<BTreeMap<Table, RecordBatch>, Error> {
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            match (self.article(row, pipeline, settings.format), settings.errors) {
                (Ok(article), _) => read.push(Read::new(row, article, None)),
                (Err(_), Errors::Skip) => {}
                (Err(error), Errors::Record) => read.push(Read::new(row, Article::default(), Some(error))),
                (Err(error), Errors::Raise) => return Err(Error::new(format!("row {}: {error}", self.first + row))),
            }
        }
        settings.tables.iter().map(|&table| Ok((table, self.build(table, &read, settings)?))).collect()
    }

    fn article(&self, row: usize, pipeline: &Pipeline, format: Option<Format>) -> Result<Article, Error> {
        let url = self.url.as_ref().and_then(|urls| urls.text(row));
        let published = self.published.as_ref().map_or(Ok(None), |moments| moments.get(row))?;
        let page = self.html.as_ref().and_then(|pages| pages.get(row));
        let format = if page.is_some() { Some(Format::Html) } else { format };
        let text = self.text.as_ref().and_then(|texts| texts.get(row));
        // A row without either is an article of which nothing can be read, and says so.
        let source = page.or(text).unwrap_or(Source::Text(""));
        pipeline.try_parse(source, &Given { url: url.as_deref(), published, format, encoding: None })
    }

    fn build(&self, table: Table, read: &[Read], settings: &Settings) -> Result<RecordBatch, Error> {
        let (owners, mut columns) = table.layout().build(read, settings.plain);
        if settings.records(table) {
            let said = read.iter().map(|read| read.error.as_ref().map(Error::to_string));
            columns.push(Arc::new(said.collect::<StringArray>()));
        }
        let rows = owners.iter().map(|&at| read[at].row);
        let key = match &self.key {
            Some(key) => take(key.as_ref(), &UInt64Array::from_iter_values(rows.map(|row| row as u64)), None)
                .map_err(unusable)?,
            None => Arc::new(rows.map(|row| i64::try_from(self.first + row).ok()).collect::<Int64Array>()),
        };
        columns.insert(0, key);
        RecordBatch::try_new(settings.schema(table, &self.schema)?, columns).map_err(unusable)
    }
}

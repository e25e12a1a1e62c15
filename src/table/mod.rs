//! Articles as Arrow tables: the one place where columns are named.
//!
//! A batch of the caller's rows goes in ([`Input`]); what was read comes out as one batch for each [`Table`], keyed by
//! the row it came from. Rows become cells column by column, and no string is made that the article does not hold.

mod columns;
mod input;
mod read;
mod schema;

pub use read::Input;

use crate::Error;
use crate::pipeline::{Errors, Format};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row an article.
    Articles,
    /// One row a block.
    Blocks,
    /// One row an entity.
    Entities,
    /// One row a mention.
    Mentions,
    /// One row a quotation.
    Quotes,
    /// One row a date or time.
    Times,
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Self] =
        &[Self::Articles, Self::Blocks, Self::Entities, Self::Mentions, Self::Quotes, Self::Times];

    /// The written name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Blocks => "blocks",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Quotes => "quotes",
            Self::Times => "times",
        }
    }

    /// Name and type of each column after the key, and what it says.
    pub fn columns(self) -> Vec<(Field, &'static str)> {
        self.layout().fields(false)
    }
}

/// Which columns of the caller's table hold what, and what is wanted of it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The column with articles as text.
    pub text: Option<String>,
    /// The column with articles as HTML pages; where a row has both, this is read.
    pub html: Option<String>,
    /// The column with their addresses.
    pub url: Option<String>,
    /// The column that says when they were published.
    pub published: Option<String>,
    /// The column that becomes the key; None to number the rows.
    pub id: Option<String>,
    /// How the texts are laid out; None to decide by looking.
    pub format: Option<Format>,
    /// The tables to make.
    pub tables: Vec<Table>,
    /// What becomes of an article that cannot be read.
    pub errors: Errors,
    /// Text instead of dictionaries in the columns of kinds, for what knows no dictionaries.
    pub plain: bool,
}

/// The name of the key in every table.
const KEY: &str = "article";

impl Settings {
    /// The type of each table's rows, given that of the caller's table.
    ///
    /// # Errors
    /// When a column is not there.
    pub fn schema(&self, table: Table, input: &Schema) -> Result<SchemaRef, Error> {
        let key = match &self.id {
            Some(name) => input.field(find(name, "id", input)?).clone().with_name(KEY),
            None => Field::new(KEY, DataType::Int64, false),
        };
        let columns = table.layout().fields(self.plain).into_iter().map(|(field, _)| field);
        let error = self.records(table).then(|| Field::new("error", DataType::Utf8, true));
        Ok(Arc::new(Schema::new([key].into_iter().chain(columns).chain(error).collect::<Vec<_>>())))
    }

    /// Whether that table says which articles could not be read.
    fn records(&self, table: Table) -> bool {
        table == Table::Articles && self.errors == Errors::Record
    }
}

/// Where the column is that an argument names.
fn find(name: &str, argument: &str, input: &Schema) -> Result<usize, Error> {
    input.index_of(name).map_err(|_| {
        let names: Vec<_> = input.fields().iter().map(|field| format!("{:?}", field.name())).collect();
        let there =
            if names.is_empty() { "there are none".to_owned() } else { format!("there are {}", names.join(", ")) };
        Error::new(format!("{argument} must name a column, not {name:?}: {there}"))
    })
}

/// What Arrow says is wrong with a table.
pub fn unusable(error: ArrowError) -> Error {
    Error::new(format!("the table cannot be used: {error}"))
}

/// A column's type in words that people in Python know.
pub fn type_name(kind: &DataType) -> String {
    match kind {
        DataType::Dictionary(..) => "category".to_owned(),
        DataType::Utf8 => "string".to_owned(),
        DataType::Int32 => "int32".to_owned(),
        DataType::Float32 => "float32".to_owned(),
        DataType::Timestamp(_, None) => "timestamp".to_owned(),
        DataType::Timestamp(_, Some(zone)) => format!("timestamp, {zone}"),
        DataType::List(item) => format!("list of {}", type_name(item.data_type())),
        DataType::Struct(fields) => fields.iter().map(|field| field.name().as_str()).collect::<Vec<_>>().join(" and "),
        other => other.to_string(),
    }
}

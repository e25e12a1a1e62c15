//! Reads a news article, an HTML page or plain text, and says what is in it: its parts (section, headline, standfirst,
//! byline, paragraphs), whom and what it names, and above all who said what.
//!
//! ```
//! let article = copydesk::parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday.");
//! assert_eq!(article.part(copydesk::article::BlockKind::Headline), Some("Council backs bridge"));
//! ```
//!
//! # The way through
//!
//! Each stage is one module, in this order, and uses only those before it. Each fills its own fields of the
//! [`Article`] and reads those of the stages before.
//!
//! ```text
//! bytes ─ decode ─ html ┐
//!                       ├─ article (blocks) ─ segment ─ tagger ─ names ─ entities ─ times ─ quotes ─ pipeline ─ table ─ python
//! str ──────── layout ──┘                    sentences  POS, head              who is who
//! ```
//!
//! # Types to know
//!
//! - [`Pipeline`]: the settings, and [`Pipeline::parse`].
//! - [`Article`]: the text and everything found in it, as [`Span`]s of bytes into that text.
//! - [`article::Offsets`]: from bytes to Unicode code points, which is what Python and JSON count in.

pub mod article;
pub mod colophon;
pub mod decode;
pub mod entities;
mod error;
pub mod html;
pub mod layout;
pub mod names;
pub mod pipeline;
#[cfg(feature = "python")]
mod python;
pub mod quotes;
pub mod segment;
mod span;
#[cfg(feature = "table")]
pub mod table;
pub mod tagger;
pub mod times;
mod trees;

pub use article::Article;
pub use error::Error;
pub use pipeline::{Format, Pipeline, Source, parse};
pub use span::Span;

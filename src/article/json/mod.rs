//! Articles as JSON and back.
//!
//! Offsets are Unicode code points, indices count from 0 into the article's own lists. For people and for `jq` the
//! form repeats what follows from the rest: the words of every span, the headline, the body, a speaker's name. On
//! reading back, those are left aside and everything else is checked.

mod form;
mod read;
mod write;

pub(crate) use write::Writer;
#[cfg(feature = "python")]
pub(crate) use write::number;

use super::{Article, Offsets, Paragraphs};
use crate::Error;
use serde::Serialize;

/// Goes up when what is written would be misread by an older reader.
const VERSION: u32 = 1;

impl Article {
    /// The article as one line of JSON.
    pub fn to_json(&self) -> String {
        let (offsets, paragraphs) = (Offsets::new(&self.text), Paragraphs::new(self));
        to_string(&Writer::new(self, &offsets, &paragraphs).article())
    }

    /// The same without what follows from the rest: half as long, for machines.
    pub fn to_brief_json(&self) -> String {
        let (offsets, paragraphs) = (Offsets::new(&self.text), Paragraphs::default());
        to_string(&Writer::new(self, &offsets, &paragraphs).brief().article())
    }

    /// The article that [`Article::to_json`] or [`Article::to_brief_json`] wrote.
    ///
    /// # Errors
    /// When it is no such JSON: not well-formed, from a newer version, a span outside the text, an index outside its
    /// list, a kind that does not exist. The message says what and where.
    pub fn from_json(json: &[u8]) -> Result<Self, Error> {
        read::article(json)
    }
}

/// Any part of the form as JSON.
pub(crate) fn to_string(part: &impl Serialize) -> String {
    // Maps have string keys and nothing is fallible, so there is nothing that could fail.
    serde_json::to_string(part).unwrap_or_default()
}

#[cfg(test)]
mod tests;

//! The form itself: one struct for each object, in the order in which it is written.

use crate::article::{
    Access, BlockKind, EntityKind, Form, Gender, Polarity, Pos, QuoteKind, Tag, TimeKind, WarningKind,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What follows from the rest: told to readers, null included, so that every article has the same fields; left out of
/// the brief form that pickles use; not believed on the way in.
#[derive(Serialize, Default)]
#[serde(untagged)]
pub(crate) enum Derived<T> {
    #[default]
    LeftOut,
    Told(T),
}

impl<T> Derived<T> {
    fn is_left_out(&self) -> bool {
        matches!(self, Self::LeftOut)
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ArticleForm<'a> {
    /// The version of the form.
    pub(super) copydesk: u32,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) headline: Derived<Option<&'a str>>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) standfirst: Derived<Option<&'a str>>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) section: Derived<Option<&'a str>>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) byline: Derived<Option<&'a str>>,
    #[serde(borrow)]
    pub(super) authors: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) agency: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) publisher: Option<Cow<'a, str>>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    #[serde(borrow)]
    pub(super) language: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) image: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) keywords: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) description: Option<Cow<'a, str>>,
    pub(super) access: Option<Access>,
    #[serde(borrow)]
    pub(super) text: Cow<'a, str>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) body: Derived<String>,
    #[serde(borrow)]
    pub(super) blocks: Vec<BlockForm<'a>>,
    #[serde(borrow)]
    pub(super) quotes: Vec<QuoteForm<'a>>,
    #[serde(borrow)]
    pub(super) entities: Vec<EntityForm<'a>>,
    #[serde(borrow)]
    pub(super) mentions: Vec<MentionForm<'a>>,
    #[serde(borrow)]
    pub(super) times: Vec<TimeForm<'a>>,
    #[serde(borrow)]
    pub(super) sentences: Vec<SentenceForm<'a>>,
    #[serde(borrow)]
    pub(super) tokens: Vec<TokenForm<'a>>,
    #[serde(borrow)]
    pub(super) warnings: Vec<WarningForm<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SpanForm<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct BlockForm<'a> {
    pub(super) kind: BlockKind,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct QuoteForm<'a> {
    pub(super) kind: QuoteKind,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) start: Derived<usize>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) end: Derived<usize>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) speaker: Derived<Option<String>>,
    /// Indices into `entities`.
    pub(super) speakers: Vec<u32>,
    #[serde(borrow)]
    pub(super) cue: Option<SpanForm<'a>>,
    #[serde(borrow)]
    pub(super) source: Option<SpanForm<'a>>,
    #[serde(borrow)]
    pub(super) via: Option<SpanForm<'a>>,
    #[serde(borrow)]
    pub(super) spans: Vec<SpanForm<'a>>,
    #[serde(borrow)]
    pub(super) quoted: Vec<SpanForm<'a>>,
    /// Index into the body's blocks.
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) paragraph: Derived<Option<u32>>,
    #[serde(default = "affirmed")]
    pub(super) polarity: Polarity,
    pub(super) confidence: f64,
    #[serde(borrow)]
    pub(super) rule: Cow<'a, str>,
}

/// What a quotation is that was stored before reports were told apart.
fn affirmed() -> Polarity {
    Polarity::Affirmed
}

#[derive(Serialize, Deserialize)]
pub(crate) struct EntityForm<'a> {
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    pub(super) kind: EntityKind,
    #[serde(borrow)]
    pub(super) aliases: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) roles: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) affiliation: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(super) wikidata: Option<Cow<'a, str>>,
    pub(super) gender: Option<Gender>,
    /// Indices into `mentions`.
    pub(super) mentions: Vec<u32>,
    pub(super) salience: f64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct MentionForm<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
    pub(super) kind: EntityKind,
    pub(super) form: Form,
    /// Index into `entities`.
    pub(super) entity: Option<u32>,
    pub(super) confidence: f64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct TimeForm<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
    pub(super) kind: TimeKind,
    #[serde(borrow)]
    pub(super) value: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SentenceForm<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
    /// Index into `blocks`.
    pub(super) block: u32,
    /// From the first token to one past the last, as indices into `tokens`.
    pub(super) tokens: [u32; 2],
}

#[derive(Serialize, Deserialize)]
pub(crate) struct TokenForm<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(skip_deserializing, skip_serializing_if = "Derived::is_left_out")]
    pub(super) text: Derived<&'a str>,
    /// The lower-cased form, where lower-casing the text does not give it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) lower: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) lemma: Cow<'a, str>,
    pub(super) pos: Pos,
    #[serde(default)]
    pub(super) tag: Option<Tag>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WarningForm<'a> {
    pub(super) kind: WarningKind,
    #[serde(borrow)]
    pub(super) message: Cow<'a, str>,
}

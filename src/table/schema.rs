//! The tables and their columns. A column is one line here: its name, what it says, and how its cell is found.

use super::Table;
use super::columns::{Cells, Column, Columns, Layout, Read, Row};
use crate::article::{
    Access, Block, BlockKind, Entity, EntityKind, Form, Gender, Mention, Polarity, Quote, QuoteKind, TimeExpression,
    TimeKind,
};
use arrow_array::{ArrayRef, StringArray};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// The columns of each table, in the order of [`Table`]. Made once, so that all dictionaries of a vocabulary are one.
static LAYOUTS: LazyLock<[Box<dyn Layout>; 6]> = LazyLock::new(|| {
    [
        Box::new(Columns { items: std::slice::from_ref, columns: articles() }),
        Box::new(Columns { items: |read| &read.article.blocks, columns: blocks() }),
        Box::new(Columns { items: |read| &read.article.entities, columns: entities() }),
        Box::new(Columns { items: |read| &read.article.mentions, columns: mentions() }),
        Box::new(Columns { items: |read| &read.article.quotes, columns: quotes() }),
        Box::new(Columns { items: |read| &read.article.times, columns: times() }),
    ]
});

impl Table {
    /// Its columns after the key.
    pub(super) fn layout(self) -> &'static dyn Layout {
        LAYOUTS[self as usize].as_ref()
    }
}

fn column<T>(name: &'static str, cells: Cells<T>, description: &'static str) -> Column<T> {
    Column { name, description, cells }
}

fn text<T>(
    name: &'static str,
    of: for<'a> fn(&Row<'a, T>) -> Option<Cow<'a, str>>,
    description: &'static str,
) -> Column<T> {
    column(name, Cells::Text(of), description)
}

fn count<T>(name: &'static str, of: fn(&Row<'_, T>) -> usize, description: &'static str) -> Column<T> {
    column(name, Cells::Count(of), description)
}

fn number<T>(name: &'static str, of: fn(&Row<'_, T>) -> Option<u32>, description: &'static str) -> Column<T> {
    column(name, Cells::Number(of), description)
}

fn kind<T, K: Copy>(all: &[K], written: fn(K) -> &'static str, of: fn(&Row<'_, T>) -> Option<usize>) -> Cells<T> {
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(all.iter().map(|&kind| written(kind))));
    Cells::Kind(names, of)
}

fn part<'a>(row: &Row<'a, Read>, kind: BlockKind) -> Option<Cow<'a, str>> {
    row.article().part(kind).map(Cow::Borrowed)
}

fn borrowed(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn all(texts: &[String]) -> Vec<Cow<'_, str>> {
    texts.iter().map(|text| Cow::Borrowed(text.as_str())).collect()
}

/// Null where there is nothing.
fn some(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    Some(text).filter(|text| !text.is_empty())
}

#[rustfmt::skip] // one line a column
fn articles() -> Vec<Column<Read>> {
    vec![
        text("headline", |r| part(r, BlockKind::Headline), "The headline"),
        text("standfirst", |r| part(r, BlockKind::Standfirst), "The summary under the headline"),
        text("section", |r| part(r, BlockKind::Section), "The desk or kicker above the headline"),
        text("byline", |r| part(r, BlockKind::Byline), "The line that says who wrote it"),
        column("authors", Cells::Texts(|r| all(&r.article().metadata.authors)), "The people who wrote it"),
        text("agency", |r| borrowed(r.article().metadata.agency.as_ref()), "The news agency it comes from"),
        text("publisher", |r| borrowed(r.article().metadata.publisher.as_ref()), "The site or paper"),
        column("published", Cells::Instant(|r| r.article().metadata.published), "When it first appeared. UTC is assumed where no zone is given, midnight where no time is"),
        column("published_local", Cells::WallClock(|r| r.article().metadata.published), "The same as written: what calendar and clock showed there"),
        column("modified", Cells::Instant(|r| r.article().metadata.modified), "When it was last changed, as `published`"),
        text("language", |r| borrowed(r.article().metadata.language.as_ref()), "ISO 639-1: \"en\""),
        text("url", |r| borrowed(r.article().metadata.url.as_ref()), "The canonical address"),
        text("image", |r| borrowed(r.article().metadata.image.as_ref()), "The address of the lead image"),
        column("keywords", Cells::Texts(|r| all(&r.article().metadata.keywords)), "Tags, as the page gives them"),
        text("description", |r| borrowed(r.article().metadata.description.as_ref()), "The page's own summary"),
        column("access", kind(Access::ALL, Access::as_str, |r| r.article().metadata.access.map(|a| a as usize)), "Who may read it, where the page says so"),
        text("body", |r| some(r.article().body().into()), "The paragraphs joined by blank lines"),
        text("text", |r| some(Cow::Borrowed(&r.article().text)), "The text that every `start` and `end` counts in"),
        column("warnings", Cells::Texts(|r| r.article().warnings.iter().map(|w| format!("{}: {w}", w.kind).into()).collect()), "What was cut, guessed or given up"),
    ]
}

#[rustfmt::skip]
fn blocks() -> Vec<Column<Block>> {
    vec![
        count("block", |r| r.number, "Its number in the article, from 0"),
        column("kind", kind(BlockKind::ALL, BlockKind::as_str, |r| Some(r.item.kind as usize)), "What it is"),
        text("text", |r| Some(r.words(r.item.span)), "Its words"),
        count("start", |r| r.start(r.item.span), "Its first code point in the article's text"),
        count("end", |r| r.end(r.item.span), "One past its last code point"),
    ]
}

#[rustfmt::skip]
fn entities() -> Vec<Column<Entity>> {
    vec![
        count("entity", |r| r.number, "Its number in the article, from 0, the most salient"),
        text("name", |r| Some(Cow::Borrowed(&r.item.name)), "The fullest name in the article"),
        column("kind", kind(EntityKind::ALL, EntityKind::as_str, |r| Some(r.item.kind as usize)), "What kind of thing it is"),
        column("aliases", Cells::Texts(|r| all(&r.item.aliases)), "The other names it goes by here"),
        column("roles", Cells::Texts(|r| all(&r.item.roles)), "Titles and functions given here"),
        text("affiliation", |r| borrowed(r.item.affiliation.as_ref()), "The country or organisation a person stands for here"),
        text("wikidata", |r| borrowed(r.item.wikidata.as_ref()), "Its id in Wikidata, or in the table of knowledge given"),
        column("gender", kind(Gender::ALL, Gender::as_str, |r| r.item.gender.map(|g| g as usize)), "Which pronouns go with it, where that is known"),
        count("mentions", |r| r.item.mentions.len(), "How many mentions it has"),
        column("salience", Cells::Share(|r| r.item.salience), "How much the article is about it, 0 to 1"),
    ]
}

#[rustfmt::skip]
fn mentions() -> Vec<Column<Mention>> {
    vec![
        count("mention", |r| r.number, "Its number in the article, from 0"),
        number("entity", |r| r.item.entity, "The number of its entity"),
        text("text", |r| Some(r.words(r.item.span)), "Its words"),
        column("kind", kind(EntityKind::ALL, EntityKind::as_str, |r| Some(r.item.kind as usize)), "What kind of thing it is"),
        column("form", kind(Form::ALL, Form::as_str, |r| Some(r.item.form as usize)), "How it refers"),
        count("start", |r| r.start(r.item.span), "Its first code point in the article's text"),
        count("end", |r| r.end(r.item.span), "One past its last code point"),
        column("confidence", Cells::Share(|r| r.item.confidence), "How sure that is, 0 to 1"),
    ]
}

#[rustfmt::skip]
fn quotes() -> Vec<Column<Quote>> {
    vec![
        count("quote", |r| r.number, "Its number in the article, from 0"),
        column("kind", kind(QuoteKind::ALL, QuoteKind::as_str, |r| Some(r.item.kind as usize)), "How much of it stands in quotation marks"),
        text("text", |r| Some(r.article().content(r.item).into()), "Its words; where it is split, the pieces joined by \" … \""),
        text("speaker", |r| r.article().speaker(r.item).map(Cow::Owned), "The speakers' full names, or the source's own words"),
        column("speakers", Cells::Numbers(|r| &r.item.speakers), "The numbers of the entities that said it"),
        text("cue", |r| r.item.cue.map(|s| r.words(s)), "The words that report: \"said\""),
        text("source", |r| r.item.source.map(|s| r.words(s)), "The words that name the speaker"),
        text("via", |r| r.item.via.map(|s| r.words(s)), "Who passed it on"),
        count("start", |r| r.start(r.item.extent()), "Its first code point in the article's text"),
        count("end", |r| r.end(r.item.extent()), "One past its last code point"),
        column("spans", Cells::Spans(|r| &r.item.spans), "Start and end of each of its pieces"),
        column("quoted", Cells::Spans(|r| &r.item.quoted), "Start and end of each stretch inside quotation marks"),
        number("paragraph", |r| r.paragraph(r.item.extent()), "Which paragraph of the body it starts in, from 0"),
        column("polarity", kind(Polarity::ALL, Polarity::as_str, |r| Some(r.item.polarity as usize)), "Whether it is reported as said, negated, a condition or asked"),
        column("confidence", Cells::Share(|r| r.item.confidence), "How sure the attribution is, 0 to 1"),
        text("rule", |r| Some(Cow::Borrowed(&r.item.rule)), "Why it was attributed so"),
    ]
}

#[rustfmt::skip]
fn times() -> Vec<Column<TimeExpression>> {
    vec![
        count("time", |r| r.number, "Its number in the article, from 0"),
        text("text", |r| Some(r.words(r.item.span)), "Its words"),
        column("kind", kind(TimeKind::ALL, TimeKind::as_str, |r| Some(r.item.kind as usize)), "What it is, as TIMEX3 has it"),
        text("value", |r| Some(Cow::Borrowed(&r.item.value)), "Its value as TIMEX3 writes ISO 8601"),
        count("start", |r| r.start(r.item.span), "Its first code point in the article's text"),
        count("end", |r| r.end(r.item.span), "One past its last code point"),
    ]
}

//! Date and time expressions and their values.
//!
//! [`find`] reads each sentence from left to right. At every item (a token, or a part of one that hyphens join) the
//! small grammars below are tried, each looks at a bounded number of items, and the longest reading wins:
//!
//! | grammar | reads |
//! |---|---|
//! | `day` | "Feb. 24, 2025", "24/02/2025", "last Friday", "yesterday", "Christmas" |
//! | `period` | "March", "spring 1997", "1998", "the nineties", "the year" |
//! | `pointed` | "last week", "next year", "this spring", "the following month" |
//! | `quarter` | "the third quarter of 1998", "the year-ago period", "Q1 2025", "the first half of 2024" |
//! | `clock` | "8 p.m. ET on Friday", "noon", "Thursday night", "this morning" |
//! | `length` | "three days", "the past decade", "five-year", "two years ago" |
//! | `recurring` | "every Monday", "twice a week", "daily" |
//! | `vague` | "now", "recently", "in the future" |
//!
//! A reading becomes a [`value::Value`], which is written as TIMEX3. What the text leaves open (the year of "Feb. 24",
//! the week of "Monday") comes from the day the article was published and from the tense around the expression. With
//! no such day it stays open: `XXXX-02-24`, `XXXX-WXX-1`, `XXXX` for "last year".
//!
//! Extents follow TimeBank: articles and words like "nearly", "early" or "the end of" belong to the expression,
//! prepositions do not. Ages ("42 years old") are no time expressions.

mod calendar;
mod clock;
mod day;
mod holidays;
mod item;
mod length;
mod lexicon;
mod numerals;
mod period;
mod pointed;
mod quarter;
mod reader;
mod recurring;
mod tense;
mod vague;
mod value;

use crate::article::{Article, EntityKind, Form, Mention, TimeExpression, Timestamp, Warning, WarningKind};
use crate::span::Span;
use item::Table;
use reader::{Reader, Scene};
use value::{Point, Value};

/// Most warnings about impossible dates that one article gets.
const MOST_WARNINGS: usize = 20;

/// Most names that begin before an expression and end behind its start.
const MOST_NESTED: usize = 4;

/// Fills `times`; relative expressions count from `reference`, the day the article was published.
///
/// What looks like a date but is none ("30 February") gets a warning instead of a value.
pub fn find(article: &mut Article, reference: Option<Timestamp>) {
    let table = Table::new(article);
    let mut scene = Scene::new(reference.map(|reference| reference.date));
    let (mut items, mut times, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    let mut names = Names::new(&article.mentions);
    for sentence in &article.sentences {
        table.read(article, sentence, &mut items);
        let mut at = 0;
        while at < items.len() {
            let Some((end, value)) = Reader::new(&article.text, &items, &scene).read(at) else {
                at += 1;
                continue;
            };
            let span = items[at].span.cover(items[end - 1].span);
            at = end;
            if names.hold(span) {
                continue;
            }
            if let Value::Date(Point::Never) | Value::Time(Point::Never, _) = value {
                warnings.push(unreadable(&article.text, span));
            } else {
                scene.remember(value);
                times.push(TimeExpression::new(span, value.kind(), value.to_string()));
            }
        }
    }
    warnings.truncate(MOST_WARNINGS);
    article.times = times;
    article.warnings.extend(warnings);
}

/// The names that may hold what looks like a time: "April Jones", "The Sunday Times".
struct Names<'a>(&'a [Mention]);

impl<'a> Names<'a> {
    fn new(mentions: &'a [Mention]) -> Self {
        Self(mentions)
    }

    /// Whether a name holds `span` and more. Asked in the order of the text.
    fn hold(&mut self, span: Span) -> bool {
        let passed = self.0.iter().take_while(|mention| mention.span.end <= span.start).count();
        self.0 = &self.0[passed..];
        self.0.iter().take(MOST_NESTED).take_while(|mention| mention.span.start <= span.start).any(|mention| {
            let kind = matches!(mention.kind, EntityKind::Person | EntityKind::Org | EntityKind::WorkOfArt);
            kind && mention.form == Form::Name && mention.span.contains(span) && mention.span != span
        })
    }
}

fn unreadable(text: &str, span: Span) -> Warning {
    let shown: String = span.of(text).chars().take(60).collect();
    Warning::new(WarningKind::Unreadable, format!("{shown:?} is no day of the calendar"))
}

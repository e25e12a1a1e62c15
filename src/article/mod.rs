//! The document that every stage passes along: a text, and what was found in it as spans into that text.
//!
//! Plain data. Each field is filled by exactly one stage, named on the field, and read by the stages after it.

mod agencies;
mod blank;
mod given_names;
mod grammar;
pub(crate) mod json;
mod kinds;
mod months;
mod offsets;
mod paragraphs;
mod timestamp;
mod warnings;
mod words;

pub use agencies::{agency, closing_agency};
pub use blank::is_blank;
pub use given_names::{Bearer, given_name};
pub use grammar::{Pos, Relation, Tag};
pub use kinds::{Access, BlockKind, EntityKind, Form, Gender, Polarity, QuoteKind, TimeKind, WarningKind};
pub use months::{is_month, month};
pub use offsets::Offsets;
pub use paragraphs::Paragraphs;
pub use timestamp::Timestamp;
pub use warnings::Warning;
pub use words::{Word, Words};

use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A news article and everything found in it.
///
/// Two are equal when they say the same, however their words are numbered.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Article {
    /// The text that every span points into. From `html` or `layout`.
    pub text: String,
    /// The parts in reading order, not overlapping. From `html` or `layout`.
    pub blocks: Vec<Block>,
    /// What the page says about itself. From `html` or `layout`.
    pub metadata: Metadata,
    /// In reading order; none crosses a block. From `segment`.
    pub sentences: Vec<Sentence>,
    /// In reading order. Spans and words from `segment`, the rest from `tagger`.
    pub tokens: Vec<Token>,
    /// The words that tokens point to. From `segment` and `tagger`.
    pub words: Words,
    /// Names by `names`; pronouns and nominals by `entities`; the speakers' own "I" and "we" by `quotes`; sorted by start, then longest first.
    pub mentions: Vec<Mention>,
    /// Most salient first. From `entities`.
    pub entities: Vec<Entity>,
    /// In reading order. From `times`.
    pub times: Vec<TimeExpression>,
    /// By start, then longest first. From `quotes`.
    pub quotes: Vec<Quote>,
    /// What was cut, guessed or given up, by any stage.
    pub warnings: Vec<Warning>,
}

/// A part of the article as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without surrounding white space.
    pub span: Span,
}

impl Block {
    /// A block of that kind.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span }
    }
}

/// What the page or the text says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// People who wrote it, without "By".
    pub authors: Vec<String>,
    /// A news agency: "Reuters", "AP".
    pub agency: Option<String>,
    /// The site or paper.
    pub publisher: Option<String>,
    /// When it first appeared.
    pub published: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// ISO 639-1, lower case.
    pub language: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Address of the lead image.
    pub image: Option<String>,
    /// Tags, as the page gives them.
    pub keywords: Vec<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// Who may read it, where the page says so.
    pub access: Option<Access>,
}

/// A sentence: a stretch of text and its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Indices into [`Article::tokens`].
    pub tokens: Range<u32>,
    /// Index into [`Article::blocks`].
    pub block: u32,
}

impl Sentence {
    /// A sentence of these tokens in that block.
    pub fn new(span: Span, tokens: Range<u32>, block: u32) -> Self {
        Self { span, tokens, block }
    }

    /// The tokens as a range for slicing [`Article::tokens`].
    pub fn token_range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// A word, number or punctuation mark, cut as the treebanks cut them ("do" "n't", "Xi" "'s").
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its lower-cased form, curly apostrophes made straight.
    pub lower: Word,
    /// Its dictionary form; the lower-cased form until `tagger` has run.
    pub lemma: Word,
    /// Part of speech; `X` until `tagger` has run.
    pub pos: Pos,
    /// The same with inflection, as the Penn Treebank has it. From `tagger`.
    pub tag: Option<Tag>,
}

impl Token {
    /// A token that no tagger has seen yet.
    pub fn new(span: Span, lower: Word) -> Self {
        Self { span, lower, lemma: lower, pos: Pos::X, tag: None }
    }
}

/// A place in the text that names or stands for something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mention {
    /// The words, without a leading article or a trailing possessive.
    pub span: Span,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Name, pronoun or nominal.
    pub form: Form,
    /// Index into [`Article::entities`]; None until `entities` has run, or when it could not tell.
    pub entity: Option<u32>,
    /// How sure the finder is, 0 to 1.
    pub confidence: f32,
}

impl Mention {
    /// A mention that belongs to no entity yet.
    pub fn new(span: Span, kind: EntityKind, form: Form, confidence: f32) -> Self {
        Self { span, kind, form, entity: None, confidence }
    }
}

/// A person, organisation, place … and every mention of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entity {
    /// The fullest name in the article: "Xi Jinping".
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// The other names it goes by here, in order of first appearance, without repeats.
    pub aliases: Vec<String>,
    /// Titles and functions given here: "President", "professor".
    pub roles: Vec<String>,
    /// The country or organisation a person stands for here.
    pub affiliation: Option<String>,
    /// Its id in Wikidata, "Q145", or in the user's own table.
    pub wikidata: Option<String>,
    /// Which pronouns go with it, where that is known.
    pub gender: Option<Gender>,
    /// Indices into [`Article::mentions`], in reading order.
    pub mentions: Vec<u32>,
    /// How much the article is about it, 0 to 1.
    pub salience: f32,
}

impl Entity {
    /// An entity of which only name and kind are known.
    pub fn new(name: impl Into<String>, kind: EntityKind) -> Self {
        Self {
            name: name.into(),
            kind,
            aliases: Vec::new(),
            roles: Vec::new(),
            affiliation: None,
            wikidata: None,
            gender: None,
            mentions: Vec::new(),
            salience: 0.0,
        }
    }
}

/// A date or time expression, as TIMEX3 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// Date, time of day, duration or set.
    pub kind: TimeKind,
    /// ISO 8601 as TIMEX3 writes it: "2025-02-24", "2025-W08", "P10Y", "PRESENT_REF".
    pub value: String,
}

impl TimeExpression {
    /// An expression with its value.
    pub fn new(span: Span, kind: TimeKind, value: impl Into<String>) -> Self {
        Self { span, kind, value: value.into() }
    }
}

/// Something somebody said, wrote or thought, and who that was.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quote {
    /// All words inside quotation marks, some, or none; see [`QuoteKind`].
    pub kind: QuoteKind,
    /// The content, quotation marks included; several spans when it is split ("…," she said, "…").
    pub spans: Vec<Span>,
    /// The stretches inside quotation marks, marks included; without those of a quotation embedded in this one.
    pub quoted: Vec<Span>,
    /// The word or words that report: "said", "according to".
    pub cue: Option<Span>,
    /// The words that name the speaker, title and apposition included.
    pub source: Option<Span>,
    /// Indices into [`Article::entities`]; empty when no entity stands behind the source.
    pub speakers: Vec<u32>,
    /// Who passed it on: "the official readout".
    pub via: Option<Span>,
    /// Whether it is reported as said: "did not say that" is negated.
    pub polarity: Polarity,
    /// How sure the attribution is, 0 to 1.
    pub confidence: f32,
    /// Why it was attributed so, in words; the first says whether it is speech, writing, a belief or a plan.
    pub rule: Cow<'static, str>,
}

impl Quote {
    /// A quotation nobody is known to have said.
    pub fn new(kind: QuoteKind, spans: Vec<Span>) -> Self {
        Self {
            kind,
            spans,
            quoted: Vec::new(),
            cue: None,
            source: None,
            speakers: Vec::new(),
            via: None,
            polarity: Polarity::Affirmed,
            confidence: 0.0,
            rule: Cow::Borrowed(""),
        }
    }

    /// From the start of the first span to the end of the last.
    pub fn extent(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

impl Article {
    /// An article of which only the text is known.
    pub fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The words of a span.
    pub fn words_of(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The first block of that kind, as text.
    pub fn part(&self, kind: BlockKind) -> Option<&str> {
        self.blocks.iter().find(|b| b.kind == kind).map(|b| b.span.of(&self.text))
    }

    /// The blocks that make up the body: paragraphs, headings, list items and block quotations.
    pub fn body_blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_body())
    }

    /// The body as one string, paragraphs joined by blank lines.
    pub fn body(&self) -> String {
        self.body_blocks().map(|(_, b)| b.span.of(&self.text)).collect::<Vec<_>>().join("\n\n")
    }

    /// The words of a quotation; where it is split, the pieces joined by " … ".
    pub fn content(&self, quote: &Quote) -> String {
        quote.spans.iter().map(|s| s.of(&self.text)).collect::<Vec<_>>().join(" … ")
    }

    /// The full names of a quotation's speakers joined by " and ", or the source's own words.
    pub fn speaker(&self, quote: &Quote) -> Option<String> {
        if quote.speakers.is_empty() {
            return quote.source.map(|s| s.of(&self.text).to_owned());
        }
        let names = quote.speakers.iter().map(|&e| self.entities[e as usize].name.as_str());
        Some(names.collect::<Vec<_>>().join(" and "))
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Token, b: &Token| {
            let same_word = |a: Word, b: Word| self.words.get(a) == other.words.get(b);
            a.span == b.span
                && (a.pos, a.tag) == (b.pos, b.tag)
                && same_word(a.lower, b.lower)
                && same_word(a.lemma, b.lemma)
        };
        let Self { text, blocks, metadata, sentences, tokens, words: _, mentions, entities, times, quotes, warnings } =
            self;
        *text == other.text
            && *blocks == other.blocks
            && *metadata == other.metadata
            && *sentences == other.sentences
            && tokens.len() == other.tokens.len()
            && tokens.iter().zip(&other.tokens).all(|(a, b)| same(a, b))
            && *mentions == other.mentions
            && *entities == other.entities
            && *times == other.times
            && *quotes == other.quotes
            && *warnings == other.warnings
    }
}

//! Quotations as annotators marked them.

use crate::corpus;
use copydesk::article::{Article, Offsets};
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, Span};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;

/// An article and its quotations.
pub(crate) struct Document {
    pub(crate) article: Article,
    pub(crate) quotes: Vec<Quote>,
    /// Every stretch in double quotation marks, as the scorer sees them.
    pub(crate) marked: Vec<Span>,
}

/// A quotation.
pub(crate) struct Quote {
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) source: Vec<Span>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    content: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    #[serde(default)]
    nested: bool,
}

/// The articles of a file, read by the library as running text.
pub(crate) fn documents(path: &Path, pipeline: &Pipeline) -> Vec<Document> {
    let given = Given { format: Some(Format::Prose), ..Given::default() };
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = BufReader::new(GzDecoder::new(file)).lines().map(|line| line.expect("text"));
    lines.map(|line| document(&serde_json::from_str(&line).expect("an article"), pipeline, &given)).collect()
}

/// News that nobody has marked: the passages of a corpus of names, and the bodies of pages.
pub(crate) fn news(data: &Path, pipeline: &Pipeline) -> Vec<Document> {
    #[derive(Deserialize)]
    struct Page {
        body: String,
    }
    let given = Given { format: Some(Format::Prose), ..Given::default() };
    let passages = corpus::passages(&data.join("ner/worldwide.train.jsonl.gz"));
    let joined = corpus::documents(&passages).into_iter().map(|passages| {
        let paragraphs: Vec<String> = passages.iter().map(corpus::Passage::text).collect();
        paragraphs.join("\n\n")
    });
    let pages = corpus::lines::<Page>(&data.join("articles/news_en.jsonl.gz")).map(|page| page.body);
    let read = |text: String| Document {
        article: pipeline.parse(text.as_str(), &given),
        quotes: Vec::new(),
        marked: Vec::new(),
    };
    joined.chain(pages).map(read).collect()
}

fn document(line: &Line, pipeline: &Pipeline, given: &Given<'_>) -> Document {
    let article = pipeline.parse(line.text.as_str(), given);
    let offsets = Offsets::new(&article.text);
    let byte = |at: usize| offsets.byte(&article.text, at).unwrap_or(article.text.len());
    let spans = |all: &[(usize, usize)]| all.iter().map(|&(a, b)| Span::new(byte(a), byte(b))).collect();
    let quotes = line.quotes.iter().filter(|quote| !quote.nested).map(|quote| Quote {
        content: spans(&quote.content),
        cue: spans(&quote.cue),
        source: spans(&quote.source),
    });
    let quotes = quotes.collect();
    let marked = marked(&article.text);
    Document { article, quotes, marked }
}

/// Stretches in double marks; one left open runs to the end of its paragraph.
fn marked(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\n', Some(start)) => found.push(Span::new(start, at)),
            ('“' | '„' | '«' | '"', None) => {
                open = Some(at);
                continue;
            }
            ('”' | '»' | '"', Some(start)) => found.push(Span::new(start, at + c.len_utf8())),
            _ => continue,
        }
        open = None;
    }
    found.extend(open.map(|start| Span::new(start, text.len())));
    found
}

/// The tokens that a span touches.
pub(crate) fn tokens_of(article: &Article, span: Span) -> Range<usize> {
    let start = article.tokens.partition_point(|t| t.span.end <= span.start);
    let end = article.tokens.partition_point(|t| t.span.start < span.end);
    start..end.max(start)
}

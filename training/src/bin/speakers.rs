//! Writes what `training/speakers.py` learns from: everyone who may have said the words in marks of a set of articles.
//!
//! A line a candidate: the article, the number of the quotation in it, whether the rules are sure of its speaker, whether
//! this candidate is the one, and what is said of it.

use copydesk::article::{Article, Offsets};
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, Span, quotes};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdout};

/// Words in marks are those of a quotation when this share of them lies inside it.
const SHARE: usize = 8;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    quotes: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    content: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    #[serde(default)]
    nested: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: speakers GOLD.jsonl.gz > rows.tsv")?;
    let pipeline = Pipeline::default();
    let given = Given { format: Some(Format::Prose), ..Given::default() };
    let mut out = BufWriter::new(stdout().lock());
    for line in BufReader::new(GzDecoder::new(File::open(path)?)).lines() {
        let document: Document = serde_json::from_str(&line?)?;
        let article = pipeline.parse(document.text.as_str(), &given);
        let gold = golden(&document, &article);
        for (number, choice) in quotes::choices(&article, &pipeline.quotes).iter().enumerate() {
            let length = choice.words.range().len();
            let theirs = gold.iter().find(|(content, _)| {
                let inside: usize = content.iter().map(|span| shared(*span, choice.words)).sum();
                inside * 10 >= length * SHARE
            });
            let Some((_, source)) = theirs.filter(|(_, source)| !source.is_empty()) else { continue };
            for (place, features) in &choice.candidates {
                let label = source.iter().any(|span| span.overlaps(*place));
                let features: Vec<String> = features.iter().map(ToString::to_string).collect();
                let (id, sure) = (&document.id, u8::from(choice.sure));
                writeln!(out, "{id}\t{number}\t{sure}\t{}\t{}", u8::from(label), features.join(","))?;
            }
        }
    }
    Ok(())
}

/// The content and the source of each quotation, in bytes.
fn golden(document: &Document, article: &Article) -> Vec<(Vec<Span>, Vec<Span>)> {
    let offsets = Offsets::new(&article.text);
    let byte = |at: usize| offsets.byte(&article.text, at).unwrap_or(article.text.len());
    let spans = |all: &[(usize, usize)]| all.iter().map(|&(a, b)| Span::new(byte(a), byte(b))).collect();
    let quotes = document.quotes.iter().filter(|quote| !quote.nested);
    quotes.map(|quote| (spans(&quote.content), spans(&quote.source))).collect()
}

/// How many bytes two spans share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize
}

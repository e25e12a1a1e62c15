//! What `speakers.py` learns from: everyone who may have said the words in marks.
//!
//! A line a candidate: the article, the number of the quotation in it, whether the rules are sure of its speaker, whether
//! this candidate is the one, and what is said of it. Every article comes twice: read with a network that has not seen it,
//! and by rules alone.

use super::gold::{self, Document};
use copydesk::quotes::Sample;
use copydesk::{Pipeline, Span};
use std::fmt::Write;
use std::path::Path;

/// Words in marks are those of a quotation when this share of them lies inside it, in tenths.
const SHARE: usize = 8;

/// Writes the candidates of the training part.
pub(crate) fn write(data: &Path, folder: &Path) {
    let pipeline = Pipeline::default();
    let networks = super::halves(folder);
    let mut rows = String::new();
    let documents = gold::documents(&data.join("polnear.train.jsonl.gz"), &pipeline);
    for (number, document) in documents.iter().enumerate() {
        let article = &document.article;
        let forms = pipeline.model.forms(article);
        let sample = Sample { article, forms: &forms };
        let asked = sample.choices(Some(&networks[number % 2]));
        for (nth, choice) in asked.into_iter().chain(sample.choices(None)).enumerate() {
            let Some(source) = source(document, choice.words) else { continue };
            for (place, features) in &choice.candidates {
                let right = u8::from(source.iter().any(|span| span.overlaps(*place)));
                let features: Vec<String> = features.iter().map(ToString::to_string).collect();
                let sure = u8::from(choice.sure);
                writeln!(rows, "{number}\t{nth}\t{sure}\t{right}\t{}", features.join(","))
                    .expect("a string takes everything");
            }
        }
    }
    std::fs::write(folder.join("speakers.tsv"), rows).expect("a file to write to");
}

/// The source of the quotation that words in marks belong to; None where there is none.
fn source(document: &Document, words: Span) -> Option<&[Span]> {
    let length = words.range().len();
    let shared = |span: &Span| span.end.min(words.end).saturating_sub(span.start.max(words.start)) as usize;
    let theirs = document.quotes.iter().find(|quote| {
        let inside: usize = quote.content.iter().map(shared).sum();
        inside * 10 >= length * SHARE
    });
    theirs.map(|quote| quote.source.as_slice()).filter(|source| !source.is_empty())
}

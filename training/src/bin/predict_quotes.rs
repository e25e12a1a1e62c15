//! Shows the quotations found, for scoring and for reading.
//!
//! `--model FILE` before the path reads with another model, `--fast` without the network of quotations.
//!
//!     predict_quotes GOLD.jsonl.gz > PRED.jsonl   one JSON object a line as the scorer wants it, in code points
//!     predict_quotes [--prose] ARTICLE.txt        one quotation a line: kind | content | cue | source | speaker | via | rule

use copydesk::article::{Article, Offsets};
use copydesk::pipeline::{Format, Given};
use copydesk::tagger::{Effort, Model};
use copydesk::{Pipeline, Span};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().next_back().ok_or("which gold file or article?")?;
    let prose = std::env::args().any(|a| a == "--prose");
    let mut pipeline = Pipeline::default();
    if std::env::args().any(|a| a == "--fast") {
        pipeline.effort = Effort::Fast;
    }
    if let Some(at) = std::env::args().position(|a| a == "--model") {
        let path = std::env::args().nth(at + 1).ok_or("which model?")?;
        pipeline.model = Arc::new(Model::open(path)?);
    }
    let gold = std::path::Path::new(&path).extension().is_some_and(|ending| ending == "gz");
    let given = Given { format: (prose || gold).then_some(Format::Prose), ..Given::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if !gold {
        let article = pipeline.parse(std::fs::read(path)?.as_slice(), &given);
        for quote in &article.quotes {
            let words = |span: Option<Span>| span.map_or("-", |s| article.words_of(s));
            let content: Vec<_> = quote.spans.iter().map(|&s| article.words_of(s)).collect();
            let (cue, source, via) = (words(quote.cue), words(quote.source), words(quote.via));
            let speaker = article.speaker(quote).unwrap_or_default();
            let content = content.join(" … ");
            writeln!(out, "{} | {content} | {cue} | {source} | {speaker} | {via} | {}", quote.kind, quote.rule)?;
        }
        return Ok(());
    }
    for line in BufReader::new(flate2::read::GzDecoder::new(std::fs::File::open(path)?)).lines() {
        let gold: Value = serde_json::from_str(&line?)?;
        let article = pipeline.parse(gold["text"].as_str().unwrap_or_default(), &given);
        writeln!(out, "{}", json!({"id": gold["id"], "quotes": scored(&article)}))?;
    }
    Ok(())
}

/// The quotations with offsets in code points.
fn scored(article: &Article) -> Vec<Value> {
    let offsets = Offsets::new(&article.text);
    let point = |at: u32| offsets.code_point(&article.text, at as usize);
    let pair = |span: Span| json!([point(span.start), point(span.end)]);
    let list = |span: Option<Span>| span.map(pair).into_iter().collect::<Vec<_>>();
    let all = article.quotes.iter().map(|q| {
        json!({
            "kind": q.kind,
            "content": q.spans.iter().copied().map(pair).collect::<Vec<_>>(),
            "cue": list(q.cue),
            "source": list(q.source),
            "speaker": article.speaker(q),
            "rule": q.rule,
            "confidence": q.confidence,
        })
    });
    all.collect()
}

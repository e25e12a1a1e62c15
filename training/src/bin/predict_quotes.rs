//! Writes the quotations found in a gold file as the scorer wants them: one JSON object a line, offsets in code points.
//!
//!     predict_quotes GOLD.jsonl.gz > PRED.jsonl

use copydesk::article::Offsets;
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, Span};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which gold file?")?;
    let lines = BufReader::new(flate2::read::GzDecoder::new(std::fs::File::open(path)?)).lines();
    let pipeline = Pipeline::default();
    let given = Given { format: Some(Format::Prose), ..Given::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in lines {
        let gold: serde_json::Value = serde_json::from_str(&line?)?;
        let article = pipeline.parse(gold["text"].as_str().unwrap_or_default(), &given);
        let offsets = Offsets::new(&article.text);
        let point = |at: u32| offsets.code_point(&article.text, at as usize);
        let pair = |span: Span| json!([point(span.start), point(span.end)]);
        let list = |span: Option<Span>| span.map(pair).into_iter().collect::<Vec<_>>();
        let quotes: Vec<_> = article
            .quotes
            .iter()
            .map(|q| {
                json!({
                    "kind": q.kind,
                    "content": q.spans.iter().copied().map(pair).collect::<Vec<_>>(),
                    "cue": list(q.cue),
                    "source": list(q.source),
                    "speaker": article.speaker(q),
                    "rule": q.rule,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"id": gold["id"], "quotes": quotes}))?;
    }
    Ok(())
}

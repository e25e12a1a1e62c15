//! What quotations cost.

use super::gold;
use copydesk::pipeline::{Format, Given, Stage};
use copydesk::quotes::Sample;
use copydesk::tagger::Effort;
use copydesk::{Pipeline, Source};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// Every measurement is the least of so many: the machine has other things to do.
const ROUNDS: usize = 3;
/// How many pages of news are read.
const PAGES: usize = 60;

#[derive(Deserialize)]
struct Page {
    html: String,
}

/// Prints how much of the pipeline's time quotations take, on running text and on pages.
pub(crate) fn print(data: &Path) {
    let pipeline = |until, effort| Pipeline { until, effort, ..Pipeline::default() };
    let documents = gold::documents(&data.join("quotes/polnear.dev.jsonl.gz"), &pipeline(Stage::Tokens, Effort::Full));
    let texts: Vec<String> = documents.iter().map(|document| document.article.text.clone()).collect();
    let pages = File::open(data.join("articles/news_en.jsonl.gz")).expect("pages of news");
    let pages = BufReader::new(GzDecoder::new(pages)).lines().take(PAGES).map(|line| line.expect("text"));
    let pages: Vec<String> = pages.map(|line| serde_json::from_str::<Page>(&line).expect("a page").html).collect();
    for (name, sources, format) in [("running text", &texts, Format::Prose), ("pages of news", &pages, Format::Html)] {
        for &effort in Effort::ALL {
            let [before, whole] = [Stage::Times, Stage::Quotes]
                .map(|until| time(&pipeline(until, effort), sources, format).as_secs_f64());
            println!(
                "{name}, effort {}: {:.0} ms, quotations {:.0} % of it",
                effort.as_str(),
                1000.0 * whole,
                100.0 * (whole - before) / whole
            );
        }
    }
    let (mut tokens, mut read) = (0, 0);
    let pipeline = Pipeline::default();
    for document in gold::documents(&data.join("quotes/polnear.dev.jsonl.gz"), &pipeline) {
        let forms = pipeline.model.forms(&document.article);
        tokens += document.article.tokens.len();
        read += Sample { article: &document.article, forms: &forms }.tokens();
    }
    println!(
        "{tokens} tokens, {:.0} % of them in paragraphs that the network reads",
        100.0 * read as f32 / tokens as f32
    );
}

fn time(pipeline: &Pipeline, sources: &[String], format: Format) -> Duration {
    let given = Given { format: Some(format), ..Given::default() };
    let round = || {
        let started = Instant::now();
        for source in sources {
            std::hint::black_box(pipeline.parse(Source::Text(source), &given));
        }
        started.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

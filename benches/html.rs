//! How long the parts of reading a page take: `cargo bench --bench html`.
//!
//! The pages are a sample of `../shared/data/articles` where that is there, and otherwise made up.

use copydesk::pipeline::{Given, Stage};
use copydesk::{Format, Pipeline, Source, decode, html};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::LazyLock;

static PAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let found: Vec<_> = ["news_en", "news_world", "blogs"].iter().flat_map(|set| sample(set)).collect();
    if found.is_empty() { (1..20).map(made_up).collect() } else { found }
});

static TEXTS: LazyLock<Vec<String>> =
    LazyLock::new(|| PAGES.iter().map(|page| decode::decode(page, None).text.into_owned()).collect());

/// One page in twenty of a set.
fn sample(set: &str) -> Vec<Vec<u8>> {
    let Ok(file) = File::open(format!("../shared/data/articles/{set}.jsonl.gz")) else { return Vec::new() };
    let lines = BufReader::new(GzDecoder::new(file)).lines().step_by(20);
    let bytes = |line: String| {
        let page: serde_json::Value = serde_json::from_str(&line).ok()?;
        // Each byte is written as the character of that number.
        Some(page["html"].as_str()?.chars().map(|c| c as u8).collect())
    };
    lines.map_while(Result::ok).filter_map(bytes).collect()
}

/// A page with `n` times ten paragraphs between menus and scripts.
fn made_up(n: usize) -> Vec<u8> {
    let paragraph = "<p class=text>The council voted on <a href=/m>Monday</a> to build the bridge over the bay.</p>\n";
    let item = "<li class=menu__item><a href=\"/news\">News</a></li>\n";
    let script = "<script>window.dataLayer = window.dataLayer || []; dataLayer.push(arguments);</script>\n";
    format!(
        "<!doctype html><html lang=en><head><title>Council backs bridge</title>{}</head><body><ul>{}</ul><article>\
         <h1>Council backs bridge</h1>{}</article></body></html>",
        script.repeat(n * 30),
        item.repeat(n * 10),
        paragraph.repeat(n * 10)
    )
    .into_bytes()
}

fn texts<T>(bencher: Bencher<'_, '_>, read: impl Fn(&str) -> T + Sync) {
    let bytes: usize = TEXTS.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| TEXTS.iter().for_each(|text| drop(black_box(read(text)))));
}

#[divan::bench]
fn decoding(bencher: Bencher<'_, '_>) {
    let bytes: usize = PAGES.iter().map(Vec::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| PAGES.iter().for_each(|page| drop(black_box(decode::decode(page, None)))));
}

/// The tree, and all text in it.
#[divan::bench]
fn tree(bencher: Bencher<'_, '_>) {
    texts(bencher, html::shown);
}

/// The tree, its blocks, and what is known of each.
#[divan::bench]
fn content(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| html::candidates(text, None, html::Model::embedded()));
}

/// What the head says, alone: the page up to its body.
#[divan::bench]
fn metadata(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| html::read(&text[..text.find("<body").unwrap_or(text.len())], None));
}

/// The article with its metadata.
#[divan::bench]
fn article(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| html::read(text, None));
}

/// The same from bytes, as a user asks for it.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let pipeline = Pipeline { until: Stage::Article, ..Pipeline::default() };
    let given = Given { format: Some(Format::Html), ..Given::default() };
    let bytes: usize = PAGES.iter().map(Vec::len).sum();
    let read = |page: &Vec<u8>| drop(black_box(pipeline.parse(Source::Bytes(page), &given)));
    bencher.counter(BytesCount::new(bytes)).bench_local(|| PAGES.iter().for_each(read));
}

fn main() {
    divan::main();
}

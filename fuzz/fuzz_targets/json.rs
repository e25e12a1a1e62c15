//! JSON that says it is an article: it is refused, or it is one.

#![no_main]

use copydesk::{Article, Pipeline, tagger};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::default);

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    let Ok(article) = Article::from_json(json) else { return };
    copydesk_fuzz::check(&article);
    let _ = (article.body(), article.quotes.iter().map(|quote| article.speaker(quote)).count());
    let _ = tagger::parser::parse(&article, &PIPELINE.model);
});

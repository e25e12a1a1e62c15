//! Text to quotations: running text, or an article with a layout, and which words hang on which.

#![no_main]

use copydesk::pipeline::Given;
use copydesk::{Format, Pipeline, tagger};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::default);

libfuzzer_sys::fuzz_target!(|text: &str| {
    for format in [Format::Prose, Format::Text] {
        let article = PIPELINE.parse(text, &Given { format: Some(format), ..Given::default() });
        assert_eq!(article.text, text, "the text is kept as given");
        copydesk_fuzz::check(&article);
        let _ = tagger::parser::parse(&article, &PIPELINE.model);
    }
});

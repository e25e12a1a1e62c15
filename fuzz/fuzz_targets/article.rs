//! Bytes to an article: decoding, laying out, everything that is found.

#![no_main]

use copydesk::Pipeline;
use copydesk::pipeline::Given;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::default);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let given = Given { url: Some("https://www.northby.example/2025/02/24/bridge"), ..Given::default() };
    copydesk_fuzz::check(&PIPELINE.parse(bytes, &given));
});

//! Date and time expressions, counted from any day.

#![no_main]

use arbitrary::Arbitrary;
use copydesk::article::Timestamp;
use copydesk::pipeline::{Given, Stage};
use copydesk::{Format, Pipeline};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline { until: Stage::Times, ..Pipeline::default() });

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    year: i16,
    month: u8,
    day: u8,
    text: &'a str,
}

libfuzzer_sys::fuzz_target!(|input: Input| {
    let Input { year, month, day, text } = input;
    let date = format!("{:04}-{:02}-{:02}", i32::from(year).rem_euclid(10_000), month % 14, day % 33);
    let published = Timestamp::parse_iso(&date);
    let given = Given { published, format: Some(Format::Prose), ..Given::default() };
    let article = PIPELINE.parse(text, &given);
    assert!(article.times.iter().all(|time| !time.value.is_empty()));
    copydesk_fuzz::check(&article);
});

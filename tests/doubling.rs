//! Twice the input takes about twice the time and twice the memory, through the whole pipeline, however it is made to hurt.
//! One test, for memory is that of all threads.

mod clock;
mod growth;
mod hostile;

use clock::time_on_core;
use copydesk::{Format, Pipeline, pipeline::Given};
use growth::{MOST, growth};
use peak_alloc::PeakAlloc;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What texts are made of that readers stumble over.
const UNITS: &[&str] = &[
    "a",
    " ",
    "\n",
    "“",
    "\"",
    "‘",
    "'",
    ".",
    ", ",
    "(",
    "—",
    "a.b.",
    "1 ",
    "1,",
    "said ",
    "said that ",
    "she ",
    "Ada ",
    "Ada Holm ",
    "Ada Holm, ",
    "Ada Holm and ",
    "President ",
    "Mayor Ada Holm said. ",
    "May ",
    "last week ",
    "two years ago ",
    "Feb. ",
    "$5 billion ",
    "the ",
    "of ",
    "and ",
    "who ",
    "according to ",
    "U.S. ",
    "“It will be built,” Mayor Ada Holm of Northby said on Monday. ",
    "“It will ‘be built’ ",
    "Yes, he said.\n\n",
    "Ada Holm said that Bo Lund said that ",
    "“Yes,” she said. “No,” he said. ",
    "a\nb\n\n",
    "- item\n",
    "By Jane Doe\n",
    "e\u{301}",
    "😀",
    "東京。",
    "\u{202e}",
    "http://a.b/c ",
    "a@b.c ",
    "<",
    "&",
];

/// Memories below this say nothing.
const LITTLE: usize = 2_000_000;

struct Cost {
    time: Duration,
    memory: usize,
}

fn cost(pipeline: &Pipeline, source: &[u8], given: &Given<'_>) -> Cost {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = time_on_core();
    let article = pipeline.parse(source, given);
    let time = time_on_core().saturating_sub(start);
    let memory = MEMORY.peak_usage().saturating_sub(before);
    drop(article);
    Cost { time, memory }
}

/// What is wrong with how the cost grows; None where nothing is.
fn cost_grows(pipeline: &Pipeline, make: &dyn Fn(usize) -> Vec<u8>, given: &Given<'_>) -> Option<String> {
    let cost = |times: usize| cost(pipeline, &make(times), given);
    if let Some(said) = growth(|times| cost(times).time) {
        return Some(said);
    }
    let (one, two) = (cost(1).memory, cost(2).memory);
    (two > LITTLE && two as f64 > one as f64 * MOST).then(|| format!("{one} bytes, then {two}"))
}

#[test]
fn twice_the_input_takes_twice_the_time_and_memory() {
    let pipeline = Pipeline::default();
    // What is kept for good is loaded first.
    pipeline.parse("<p>“Never,” said Ada Holm on Monday.", &Given::default());
    let mut wrong = Vec::new();
    for &(name, make, size, _) in hostile::CASES {
        let given = Given { format: Some(Format::Html), ..Given::default() };
        let said = cost_grows(&pipeline, &|times| make(size / 10 * times), &given);
        wrong.extend(said.map(|said| format!("{name}: {said}")));
    }
    for unit in UNITS {
        for format in [Format::Text, Format::Prose] {
            let text = |times: usize| unit.repeat(60_000 / unit.len() * times).into_bytes();
            let given = Given { format: Some(format), ..Given::default() };
            let said = cost_grows(&pipeline, &text, &given);
            wrong.extend(said.map(|said| format!("{unit:?} as {format:?}: {said}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

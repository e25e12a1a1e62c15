//! How much memory reading a page takes, at most, in times the page. One test, for it counts what all threads take.

use copydesk::{Format, Pipeline, pipeline::Given, pipeline::Stage};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const PARAGRAPH: &str = "<p class=\"story__paragraph text\">The council voted on <a href=\"/monday/the-vote-in-full\">Monday</a> to \
    build the bridge over the bay, after a debate of nine hours.</p>\n";
const ITEM: &str = "<li class=\"menu__item menu__item--second\"><a href=\"https://harbour.example/news\" class=\"link\">News</a></li>\n";
const SCRIPT: &str =
    "<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);}</script>\n";

/// Name, what is repeated, times the page that may be taken.
const PAGES: &[(&str, &[&str], f64)] = &[
    ("scripts", &[SCRIPT], 1.5),
    ("scripts, menus and text, as pages are", &[SCRIPT, SCRIPT, ITEM, PARAGRAPH], 3.5),
    ("text", &[PARAGRAPH], 4.5),
    ("menus", &[ITEM], 5.5),
    ("empty tags", &["<i></i>"], 6.0),
    ("references", &["&amp;"], 2.0),
    // Where a few bytes make a block, or an element that stays open, they take more, but no more than so many times
    // their length: what is known of a block is larger than `<p>a`.
    ("unclosed paragraphs", &["<p>a"], 75.0),
    ("nested elements", &["<div>"], 25.0),
];

#[test]
fn memory_is_a_fixed_multiple_of_the_page() {
    let pipeline = Pipeline { until: Stage::Article, ..Pipeline::default() };
    let given = Given { format: Some(Format::Html), ..Given::default() };
    let read = |page: &str| pipeline.parse(page, &given);
    // What is kept for good is loaded first.
    read(PARAGRAPH);
    for &(name, parts, most) in PAGES {
        let part = parts.concat();
        let times = |length: usize| {
            let page = part.repeat(length / part.len());
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let article = read(&page);
            let taken = MEMORY.peak_usage() - before;
            drop(article);
            taken as f64 / page.len() as f64
        };
        let (half, whole) = (times(500_000), times(1_000_000));
        println!("{name}: {half:.1} and {whole:.1} times the page");
        assert!(whole <= most, "{name}: {whole:.1} times the page");
        assert!(whole <= half * 1.6, "{name}: {half:.1} times half a page, {whole:.1} times a page twice as long");
    }
}

//! The tree against html5ever's: the same text in the same order, in the same block elements.

mod browser;

use browser::soup::{TAGS, TEXTS};
use copydesk::html::{self, Stretch};
use flate2::read::GzDecoder;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// One page in so many is looked at, so that the test takes seconds; `COPYDESK_ALL_PAGES=1` looks at all.
const ONE_IN: usize = 9;

/// Stretches as text to compare; where the page has no `body`, ours have no such element.
fn lines(stretches: &[Stretch]) -> Vec<String> {
    let element = |s: &Stretch| if matches!(s.element, "html" | "head") { "body" } else { s.element };
    stretches.iter().map(|s| format!("{}: {}", element(s), s.text)).collect()
}

#[test]
fn pages_show_what_a_browser_shows() {
    let all = std::env::var_os("COPYDESK_ALL_PAGES").is_some();
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for set in ["news_en", "news_world", "blogs"] {
        let Ok(file) = File::open(Path::new("../shared/data/articles").join(format!("{set}.jsonl.gz"))) else {
            println!("skipped: ../shared/data/articles/{set}.jsonl.gz is not there");
            continue;
        };
        let pages = BufReader::new(GzDecoder::new(file)).lines().map(|line| line.expect("gzip"));
        for page in pages.step_by(if all { 1 } else { ONE_IN }) {
            let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
            // Each byte is written as the character of that number.
            let bytes: Vec<u8> = page["html"].as_str().unwrap_or_default().chars().map(|c| c as u8).collect();
            let text = copydesk::decode::decode(&bytes, None).text;
            let (ours, theirs) = (lines(&html::shown(&text)), lines(&browser::shown(&text)));
            looked_at += 1;
            if ours != theirs {
                let at = ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
                wrong.push(format!(
                    "{set} {}, stretch {at}:\n  {:?}\n  {:?}",
                    page["id"],
                    ours.get(at),
                    theirs.get(at)
                ));
            }
        }
    }
    println!("{looked_at} pages, {} differ", wrong.len());
    assert!(wrong.is_empty(), "ours, then html5ever's:\n{}", wrong.join("\n"));
}

#[test]
fn cases_show_what_a_browser_shows() {
    let cases = include_str!("cases/html_tree.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    for case in cases {
        let [page, expected, why] = case.split('\t').collect::<Vec<_>>()[..] else {
            panic!("page, tab, what it shows, tab, why: {case:?}")
        };
        let page = page.replace("\\n", "\n").replace("\\0", "\0");
        for (of, shown) in [("ours", html::shown(&page)), ("html5ever", browser::shown(&page))] {
            let shown = lines(&shown).join(" | ");
            if shown != expected {
                wrong.push(format!("{why}: {page}\n  {of} {shown}\n  not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn soup() -> impl Strategy<Value = String> {
    let tag = proptest::sample::select(TAGS);
    let text = proptest::sample::select(TEXTS);
    let part = prop_oneof![
        4 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        3 => tag.clone().prop_map(|tag| format!("</{tag}>")),
        1 => tag.prop_map(|tag| format!("<{tag} class=x />")),
        4 => text.prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 1..25).prop_map(|parts| parts.concat())
}

/// How many random pages; `COPYDESK_SOUP=1000000` looks for the rare ones.
fn cases() -> u32 {
    std::env::var("COPYDESK_SOUP").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn tag_soup_shows_what_a_browser_shows(page in soup()) {
        prop_assert_eq!(lines(&html::shown(&page)), lines(&browser::shown(&page)));
    }
}

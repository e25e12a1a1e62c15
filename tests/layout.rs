//! Plain-text articles of every style, laid out line by line in `cases/layout/`.
//!
//! `== name` begins an article; each line is the kind expected and, behind a bar, the line of the text itself; `+` goes
//! on with the block above; `=` states what the metadata must be.

use copydesk::article::{Article, BlockKind, Timestamp};
use copydesk::layout;

#[derive(Default)]
struct Case {
    name: String,
    text: String,
    blocks: Vec<(BlockKind, String)>,
    metadata: Vec<(String, String)>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some((field, value)) = line.strip_prefix("= ").and_then(|l| l.split_once(": ")) {
            case.metadata.push((field.to_owned(), value.to_owned()));
        } else if let Some((kind, text)) = line.split_once('|') {
            let text = text.strip_prefix(' ').unwrap_or(text);
            case.text.extend([text, "\n"]);
            match kind.trim() {
                "" => {}
                "+" => case.blocks.last_mut().expect(line).1.extend(["\n", text]),
                kind => case.blocks.push((BlockKind::from_name(kind).expect(line), text.to_owned())),
            }
        }
    }
    cases
}

fn metadata(article: &Article, field: &str) -> String {
    let metadata = &article.metadata;
    let day = |t: Option<Timestamp>| t.map(|t| t.to_string());
    let value = match field {
        "authors" => (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        "agency" => metadata.agency.clone(),
        "published" => day(metadata.published),
        "modified" => day(metadata.modified),
        "language" => metadata.language.clone(),
        _ => panic!("no such field: {field}"),
    };
    value.unwrap_or_else(|| "none".to_owned())
}

/// What is wrong with how the text is read, with these line breaks.
fn wrong(case: &Case, text: &str) -> Option<String> {
    let article = layout::read(text.to_owned());
    let found: Vec<_> = article.blocks.iter().map(|b| (b.kind, b.span.of(text).replace("\r\n", "\n"))).collect();
    let same = found.len() == case.blocks.len()
        && found.iter().zip(&case.blocks).all(|(a, b)| a.0 == b.0 && !a.1.is_empty() && b.1.trim_end().ends_with(&a.1));
    let mut report = Vec::new();
    if !same {
        let start = |text: &str| text.chars().take(60).collect::<String>();
        for i in 0..found.len().max(case.blocks.len()) {
            let (expected, found) = (case.blocks.get(i), found.get(i));
            if expected.map(|b| (b.0, b.1.len())) != found.map(|b| (b.0, b.1.len())) {
                report.push(format!("  expected {:?}", expected.map(|b| (b.0.as_str(), start(&b.1)))));
                report.push(format!("     found {:?}", found.map(|b| (b.0.as_str(), start(&b.1)))));
            }
        }
    }
    for (field, expected) in &case.metadata {
        let found = metadata(&article, field);
        if found != *expected {
            report.push(format!("  {field}: expected {expected}, found {found}"));
        }
    }
    (!report.is_empty()).then(|| format!("{}\n{}\n", case.name, report.join("\n")))
}

#[test]
fn every_layout() {
    let mut report = Vec::new();
    let mut count = 0;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/layout");
    for entry in std::fs::read_dir(folder).expect("the folder is in the repository") {
        let path = entry.expect("a readable folder").path();
        for case in cases(&std::fs::read_to_string(&path).expect("a case file is UTF-8")) {
            count += 1;
            report.extend(wrong(&case, &case.text));
            report.extend(wrong(&case, &case.text.replace('\n', "\r\n")).map(|r| format!("with CRLF: {r}")));
        }
    }
    assert!(report.is_empty(), "{} of {count}\n{}", report.len(), report.join("\n"));
    assert!(count >= 30, "only {count} layouts");
}

#[test]
fn a_byte_order_mark_tabs_and_form_feeds_are_no_text() {
    let text = "\u{FEFF}Council backs bridge\r\n\r\n\tThe council backed a bridge on Monday.\x0CIt will be built in May, she said.\n";
    let article = layout::read(text.to_owned());
    let found: Vec<_> = article.blocks.iter().map(|b| (b.kind.as_str(), b.span.of(text))).collect();
    assert_eq!(
        found,
        [
            ("headline", "Council backs bridge"),
            ("paragraph", "The council backed a bridge on Monday."),
            ("paragraph", "It will be built in May, she said."),
        ]
    );
}

#[test]
fn prose_has_paragraphs_only_and_unwraps_hard_wrapped_lines() {
    let wrapped = "The council met on Monday in the old town hall, where the lights\n\
                   went out twice before anybody had said a word about the bridge\n\
                   that the town has wanted since the ferry sank.\n\n\
                   It will meet again.\n";
    for (text, paragraphs) in [
        (wrapped, 2),
        ("One paragraph.\nAnother one.\n\nA third.", 3),
        ("Council backs bridge\nBy Jane Doe\n- One\n", 3),
        ("", 0),
        ("\n \n\t\n", 0),
    ] {
        let article = layout::prose(text.to_owned());
        assert_eq!(article.blocks.len(), paragraphs, "{text:?}");
        assert!(article.blocks.iter().all(|b| b.kind == BlockKind::Paragraph), "{text:?}");
    }
}

#[test]
fn the_article_it_all_began_with() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/seed");
    let Ok(text) = std::fs::read_to_string(format!("{folder}/article.txt")) else {
        eprintln!("skipped: {folder} is not there");
        return;
    };
    let gold = std::fs::read_to_string(format!("{folder}/gold.json")).expect("gold stands beside the article");
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("gold is JSON");
    let expected: Vec<_> = gold["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|block| {
            let at = |i: usize| block["span"][i].as_u64().expect("an offset");
            (block["kind"].as_str().expect("a kind").to_owned(), at(0), at(1))
        })
        .collect();
    let article = layout::read(text.clone());
    let count = |byte: u32| text[..byte as usize].chars().count() as u64;
    let found: Vec<_> =
        article.blocks.iter().map(|b| (b.kind.as_str().to_owned(), count(b.span.start), count(b.span.end))).collect();
    assert_eq!(found, expected);
    assert_eq!((article.metadata.agency.as_deref(), article.metadata.authors.len()), (Some("Reuters"), 0));
}

#[test]
fn the_example_has_every_part() {
    let text = include_str!("../examples/article.txt");
    let article = layout::read(text.to_owned());
    let mut kinds: Vec<_> = article.blocks.iter().map(|b| b.kind.as_str()).collect();
    let paragraphs = kinds.iter().filter(|kind| **kind == "paragraph").count();
    kinds.dedup();
    let expected = "section headline standfirst byline timestamp caption paragraph heading paragraph heading list_item paragraph note";
    assert_eq!((kinds.join(" ").as_str(), paragraphs), (expected, 12));
    let metadata = &article.metadata;
    let (published, modified) = (metadata.published.map(|t| t.to_string()), metadata.modified.map(|t| t.to_string()));
    assert_eq!(metadata.authors, ["Isla Marwick"]);
    assert_eq!((metadata.agency.as_deref(), metadata.language.as_deref()), (Some("PA Media"), Some("en")));
    assert_eq!(published.as_deref(), Some("2025-02-24T16:40:00Z"));
    assert_eq!(modified.as_deref(), Some("2025-02-25T09:05:00Z"));
}

//! Names in news, as the shipped model and the lists find them.

use copydesk::article::{EntityKind, Form};
use copydesk::names::UserNames;
use copydesk::pipeline::{Format, Given};
use copydesk::{Article, Pipeline};
use std::fmt::Write;

fn read(pipeline: &Pipeline, text: &str) -> Article {
    pipeline.parse(text, &Given { format: Some(Format::Prose), ..Given::default() })
}

/// The names of an article as the case files write them: "[PERSON Ada Holm] said".
fn marked(article: &Article) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for mention in article.mentions.iter().filter(|mention| mention.form == Form::Name) {
        let range = mention.span.range();
        let (before, name) = (&article.text[at..range.start], &article.text[range.clone()]);
        write!(marked, "{before}[{} {name}]", mention.kind).expect("a string takes all");
        at = range.end;
    }
    marked + &article.text[at..]
}

/// The line without its marks.
fn unmarked(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (name, behind) = after.split_once(']').unwrap_or((after, ""));
        text += before;
        text += name.split_once(' ').map_or(name, |(_, words)| words);
        rest = behind;
    }
    text + rest
}

#[test]
fn names_in_news() {
    let pipeline = Pipeline::default();
    let mut wrong = Vec::new();
    for line in include_str!("cases/names.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let found = marked(&read(&pipeline, &unmarked(line)));
        if found != line {
            wrong.push(format!("expected {line}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The pipeline with these names, and these patterns as JSON.
fn with(names: &[(EntityKind, &[&str])], patterns: &[(EntityKind, &str)]) -> Pipeline {
    let owned = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect();
    let names = names.iter().map(|&(kind, list)| (kind, owned(list))).collect();
    let read = |json| serde_json::from_str(json).expect("good patterns");
    let patterns = patterns.iter().map(|&(kind, json)| (kind, read(json))).collect();
    Pipeline { names: UserNames::new(&names, &patterns).expect("good names"), ..Pipeline::default() }
}

#[test]
fn a_users_names_win() {
    let pipeline = with(&[(EntityKind::Product, &["Holm"]), (EntityKind::Org, &["the harbour people"])], &[]);
    let article = read(&pipeline, "Mayor Ada Holm met the harbour people on Monday.");
    assert_eq!(marked(&article), "Mayor Ada [PRODUCT Holm] met [ORG the harbour people] on Monday.");
}

#[test]
fn a_users_patterns_win() {
    // Patterns, and what they find.
    let table = [
        (r#"["Bill [A-Z]-\\d+"]"#, "Senators read Bill C-12 twice.", "Senators read [LAW Bill C-12] twice."),
        (
            r#"[[{"LOWER": "bill"}, {"IS_UPPER": true}]]"#,
            "They read bill C on Friday.",
            "They read [LAW bill C] on Friday.",
        ),
        (
            r#"[[{"LOWER": "the"}, {"POS": {"IN": ["ADJ", "NOUN"]}, "OP": "+"}, {"LEMMA": "rule"}]]"#,
            "He broke the long harbour rules again.",
            "He broke [LAW the long harbour rules] again.",
        ),
        (
            r#"[[{"TEXT": "Rule"}, {"IS_DIGIT": true, "OP": "?"}]]"#,
            "Under Rule 7 or Rule.",
            "Under [LAW Rule 7] or [LAW Rule].",
        ),
        (
            r#"[[{"LOWER": "rule"}, {"LOWER": "book", "OP": "!"}]]"#,
            "A rule book; a rule applies.",
            "A rule book; a [LAW rule applies].",
        ),
        (r#"[[{"ORTH": {"REGEX": "^R\\d+$"}}]]"#, "See R12 now.", "See [LAW R12] now."),
        (
            r#"["Rule \\d", [{"LOWER": "rule"}, {"IS_DIGIT": true}, {"LOWER": "b"}]]"#,
            "Rule 7 b holds.",
            "[LAW Rule 7 b] holds.",
        ),
    ];
    for (patterns, text, expected) in table {
        let pipeline = with(&[], &[(EntityKind::Law, patterns)]);
        assert_eq!(marked(&read(&pipeline, text)), expected, "{patterns}");
    }
}

#[test]
fn names_and_patterns_that_cannot_be_used_are_named() {
    let table = [
        (r#"{"ORG": ["Bridge Trust", ""]}"#, "{}", r#"names["ORG"][1]: "" has no letter or figure"#),
        (r#"{"ORG": ["Holm"], "PERSON": ["Holm"]}"#, "{}", r#"names["ORG"][0]: "Holm" is also given as PERSON"#),
        ("{}", r#"{"LAW": ["Act", "("]}"#, r#"patterns["LAW"][1]: "(" is no regular expression: unclosed group"#),
        ("{}", r#"{"LAW": ["x*"]}"#, r#"patterns["LAW"][0]: "x*" matches where nothing stands"#),
        ("{}", r#"{"LAW": [[]]}"#, r#"patterns["LAW"][0]: a pattern has 1 to 63 parts, not 0"#),
        ("{}", r#"{"LAW": [[{"LOWER": "a", "OP": "*"}]]}"#, "content with no token at all"),
        ("{}", r#"{"LAW": [[{"LOWER": {"REGEX": "["}}]]}"#, r#"patterns["LAW"][0]: "[" is no regular expression"#),
    ];
    for (names, patterns, expected) in table {
        let (names, patterns) =
            (serde_json::from_str(names).expect("JSON"), serde_json::from_str(patterns).expect("JSON"));
        let error = UserNames::new(&names, &patterns).expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn mentions_are_in_order_and_sure_within_bounds() {
    let text = include_str!("cases/names.txt");
    let article = read(&Pipeline::default(), text);
    let names: Vec<_> = article.mentions.iter().filter(|mention| mention.form == Form::Name).collect();
    assert!(!names.is_empty());
    for pair in names.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{:?} and {:?} overlap", pair[0], pair[1]);
    }
    for name in names {
        assert!((0.0..=1.0).contains(&name.confidence), "{name:?}");
        let words = article.words_of(name.span);
        assert!(!words.starts_with("the ") && !words.ends_with("’s") && words.trim() == words, "{words:?}");
    }
}

#[test]
fn odd_texts_are_read_without_harm() {
    let pipeline = Pipeline::default();
    for text in [
        "A".repeat(100_000),
        "A ".repeat(50_000),
        "Ada-".repeat(20_000),
        "of and the ".repeat(10_000),
        "1.".repeat(50_000),
        "$".repeat(50_000),
        "\u{301}\u{200d}\u{feff}’s ’s the The".repeat(100),
        "İstanbul ﬁnance ẞ ǅ 𝐁𝐨𝐥𝐝 𝕏 said İİİİ".repeat(50),
        "习近平主席在北京会见了普京。".repeat(1000),
    ] {
        read(&pipeline, &text);
    }
}

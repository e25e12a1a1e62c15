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

#[test]
fn a_users_names_win() {
    let names = [(EntityKind::Product, "Holm".to_owned()), (EntityKind::Org, "the harbour people".to_owned())];
    let pipeline = Pipeline { names: UserNames::new(names).expect("good names"), ..Pipeline::default() };
    let article = read(&pipeline, "Mayor Ada Holm met the harbour people on Monday.");
    assert_eq!(marked(&article), "Mayor Ada [PRODUCT Holm] met [ORG the harbour people] on Monday.");
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

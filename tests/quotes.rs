//! Who said what: the cases a journalist would check, and what must hold for every text.

use copydesk::article::{Article, Quote};
use copydesk::pipeline::{Format, Given};
use copydesk::{Pipeline, Span};
use proptest::prelude::*;

fn parse(text: &str) -> Article {
    Pipeline::default().parse(text, &Given { format: Some(Format::Prose), ..Given::default() })
}

/// kind | content | cue | source | speaker | rule
fn line(article: &Article, quote: &Quote) -> String {
    let words = |span: Option<Span>| span.map_or("-", |s| article.words_of(s));
    let content: Vec<_> = quote.spans.iter().map(|&s| article.words_of(s)).collect();
    let speaker = article.speaker(quote).unwrap_or_else(|| "-".to_owned());
    let (content, cue, source) = (content.join(" … "), words(quote.cue), words(quote.source));
    format!("{} | {content} | {cue} | {source} | {speaker} | {}", quote.kind, quote.rule)
}

#[test]
fn quotations_are_found_as_a_journalist_marks_them() {
    let file = include_str!("cases/quotes.txt");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for case in file.split("\n## ").skip(1) {
        let (title, rest) = case.split_once('\n').unwrap_or((case, ""));
        let text: Vec<_> = rest.lines().filter(|l| !l.is_empty() && !l.starts_with("= ")).collect();
        let expected: Vec<_> = rest.lines().filter_map(|l| l.strip_prefix("= ")).filter(|l| *l != "none").collect();
        let article = parse(&text.join("\n"));
        let got: Vec<_> = article.quotes.iter().map(|q| line(&article, q)).collect();
        if got != expected {
            wrong.push(format!("## {title}\n  expected {expected:#?}\n  got {got:#?}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{} of {cases} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 80);
}

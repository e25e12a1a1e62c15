//! Tokens and sentences, case by case.

use copydesk::article::{Article, Block, BlockKind};
use copydesk::{Span, segment};

fn segmented(text: &str) -> Article {
    let mut article = Article::new(text.to_owned());
    article.blocks.push(Block::new(BlockKind::Paragraph, Span::new(0, text.len())));
    segment::segment(&mut article);
    article
}

fn cases(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn tokens() {
    let mut wrong = Vec::new();
    for line in cases(include_str!("cases/tokens.txt")) {
        let (text, expected) = line.split_once('\t').expect(line);
        let article = segmented(text);
        let found = article.tokens.iter().map(|t| t.span.of(text)).collect::<Vec<_>>().join("|");
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn sentences() {
    let mut wrong = Vec::new();
    for line in cases(include_str!("cases/sentences.txt")) {
        let text = line.replace(" | ", " ");
        let article = segmented(&text);
        let found = article.sentences.iter().map(|s| s.span.of(&text)).collect::<Vec<_>>().join(" | ");
        if found != line {
            wrong.push(format!("  expected {line}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn words_are_known_by_their_lower_case_with_straight_apostrophes() {
    for (text, expected) in [("Xi’s", "xi|'s"), ("DON’T", "do|n't"), ("ÉTÉ", "été"), ("soft\u{AD}ly", "softly")]
    {
        let article = segmented(text);
        let found = article.tokens.iter().map(|t| article.words.get(t.lower)).collect::<Vec<_>>().join("|");
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_sentence_never_crosses_a_block_and_a_line_break_is_a_space() {
    let text = "Council backs\nbridge\n\nIt will be\nbuilt. So they\nsaid";
    let mut article = Article::new(text.to_owned());
    for (start, end) in [(0, 20), (22, text.len())] {
        article.blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, end)));
    }
    segment::segment(&mut article);
    let found: Vec<_> = article.sentences.iter().map(|s| (s.span.of(text), s.block)).collect();
    assert_eq!(found, [("Council backs\nbridge", 0), ("It will be\nbuilt.", 1), ("So they\nsaid", 1)]);
}

//! What must hold of blocks, sentences and tokens whatever the text.

mod clock;

use clock::time_on_core;
use copydesk::article::{Article, is_blank};
use copydesk::{layout, segment};
use proptest::prelude::*;
use std::time::Duration;

/// Blocks in order, inside the text, trimmed; outside them only blanks and markers.
fn check_blocks(article: &Article, text: &str) {
    assert_eq!(article.text, text, "the text is kept as given");
    let mut end = 0;
    for block in &article.blocks {
        let (start, words) = (block.span.start as usize, block.span.of(text));
        assert!(start >= end, "blocks in order: {block:?}");
        check_marker(&text[end..start]);
        assert!(!words.is_empty() && !words.starts_with(is_blank) && !words.ends_with(is_blank), "trimmed: {words:?}");
        end = block.span.end as usize;
    }
    check_marker(&text[end..]);
}

/// Between two blocks nothing is lost but the marker of an item, a quotation or a heading.
fn check_marker(between: &str) {
    let left: String = between.chars().filter(|&c| !is_blank(c)).collect();
    let figures = left.bytes().filter(u8::is_ascii_digit).count();
    let hashes = left.bytes().filter(|&b| b == b'#').count();
    assert!(left.chars().count() - figures.min(3) - hashes.min(6) <= 2, "lost: {between:?}");
}

/// Tokens in order, inside their blocks, and every character that can be seen in exactly one.
fn check_tokens(article: &Article) {
    let text = &article.text;
    let mut token = article.tokens.iter().peekable();
    for block in &article.blocks {
        let mut at = block.span.start;
        while let Some(found) = token.next_if(|t| t.span.end <= block.span.end) {
            assert!(found.span.start >= at && !found.span.is_empty(), "{found:?}");
            assert!(text[at as usize..found.span.start as usize].chars().all(is_blank), "lost before {found:?}");
            assert_eq!(article.words.get(found.lemma), article.words.get(found.lower));
            at = found.span.end;
        }
        assert!(text[at as usize..block.span.end as usize].chars().all(is_blank), "lost at the end of {block:?}");
    }
    assert!(token.next().is_none(), "a token outside all blocks");
    let (mut next, mut block) = (0, 0);
    for sentence in &article.sentences {
        assert!(sentence.tokens.start == next && sentence.tokens.end > next && sentence.block >= block, "{sentence:?}");
        let tokens = &article.tokens[sentence.token_range()];
        assert_eq!(sentence.span, tokens[0].span.cover(tokens[tokens.len() - 1].span));
        assert!(article.blocks[sentence.block as usize].span.contains(sentence.span));
        (next, block) = (sentence.tokens.end, sentence.block);
    }
    assert_eq!(next as usize, article.tokens.len(), "a token outside all sentences");
}

fn check(text: &str) {
    for read in [layout::read, layout::prose] {
        let mut article = read(text.to_owned());
        check_blocks(&article, text);
        segment::segment(&mut article);
        check_tokens(&article);
    }
}

/// Text as desks get it, and worse: pieces that the readers look at closely, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "By ",
        "Jane Doe",
        "REUTERS",
        "(AP)",
        " — ",
        "Feb. 24, 2025",
        "3:04 PM EST",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "    ",
        "- ",
        "1. ",
        "• ",
        "> ",
        "## ",
        "LONDON",
        ", ",
        ". ",
        ".",
        "...",
        "?!",
        "“",
        "”",
        "\"",
        "’s",
        "n't",
        "'",
        "``",
        "U.S.",
        "a.m.",
        "J. K.",
        "No. 5",
        "Ph.D.",
        "www.",
        "http://a.b/c",
        "@",
        "a@b.c",
        "#tag",
        "$5bn",
        "3,000",
        "1-2-3",
        "12/12/2012",
        "pro-Russian",
        "Photo: ",
        "Read more",
        "Updated ",
        "Notes to editors:",
        "word",
        "The",
        "é",
        "\u{AD}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{301}",
        "東京。",
        "👩‍👩‍👧",
        "🇳🇴",
        "said",
        " ",
        "\u{A0}",
        "\u{2028}",
        "\x0C",
        "\0",
        "(",
        ")",
        "[1]",
        "İ",
        "ß",
        "-",
        "--",
        "/",
        "&",
        "_",
        "*",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_lines(text in "(\\PC|[ \\n\\t.,“”'\"’-]){0,200}") {
        check(&text);
    }

    #[test]
    fn any_newsroom_pieces(text in pieces()) {
        check(&text);
    }
}

fn time(text: &str) -> Duration {
    let start = time_on_core();
    let mut article = layout::read(text.to_owned());
    segment::segment(&mut article);
    check_tokens(&article);
    time_on_core().saturating_sub(start)
}

/// Sixteen times the text may take sixteen times the time and something for a busy machine; squared, it were 256 times.
#[test]
fn time_is_linear_in_the_text() {
    let units = [
        "a",
        " ",
        "\n",
        ".",
        "“",
        "\"",
        "’",
        "'",
        "-",
        "a.",
        "A.B.",
        "a-",
        "a'",
        "a’t",
        "1,",
        "1.",
        "1-2-",
        "9/",
        "a/",
        "a&",
        "@",
        "a@",
        "a@b.",
        "www.",
        "www.!",
        "http://",
        "U.S. ",
        "Mr. ",
        "a.m.",
        "(",
        "[1]",
        "?\" ",
        "“Go!” ",
        "A. ",
        "No. ",
        "non-",
        "\u{AD}",
        "\u{301}",
        "🇳🇴",
        "👩\u{200D}",
        "東",
        "word ",
        "The end. ",
        "By Jane Doe\n",
        "a\nb\n\n",
        "- item\n",
        "> quote\n",
        "Feb 24\n",
        "Photo: a\n",
        "\r\n",
        "    a\n",
        "Notes to editors\n",
        "The same line once more and again.\n",
        "wrapped lines of some length that end without a stop and then go on in the\n",
    ];
    for unit in units {
        let once = unit.repeat(40_000 / unit.len());
        let small = (0..3).map(|_| time(&once)).min().unwrap_or_default();
        let large = (0..2).map(|_| time(&once.repeat(16))).min().unwrap_or_default();
        let allowed = small * 40 + Duration::from_millis(100);
        assert!(large < allowed, "{unit:?}: {small:?} for {}, {large:?} for sixteen times as much", once.len());
    }
}

#[test]
#[ignore = "ten megabytes each; cargo test --release --test text_properties -- --ignored --nocapture"]
fn ten_megabytes() {
    const SIZE: usize = 10_000_000;
    for unit in ["a", "word ", "\n", "\"", "“", "A headline\n", "a.b."] {
        println!("{unit:?}: {:?}", time(&unit.repeat(SIZE / unit.len())));
    }
}

//! What must hold for the library as a whole, whatever the article.

use copydesk::{Article, Error, Pipeline, Span, article, parse};
use std::panic::{RefUnwindSafe, UnwindSafe};

#[test]
fn public_types_can_go_anywhere() {
    fn anywhere<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
    anywhere::<Article>();
    anywhere::<Pipeline>();
    anywhere::<Error>();
    anywhere::<Span>();
    anywhere::<article::Offsets>();
}

#[test]
fn same_text_same_answer() {
    let text = "Council backs bridge\n\nBy Jo Reed\n\n“It will be built,” Mayor Ada Holm said on Monday.";
    assert_eq!(parse(text), parse(text));
    assert_eq!(parse(text), parse(text.as_bytes()), "bytes and text are read alike");
}

#[test]
fn nothing_to_read_is_said() {
    for text in ["", " ", "\n\n\t", "\u{feff}"] {
        let article = parse(text);
        assert!(article.blocks.is_empty(), "{text:?}");
        assert!(!article.warnings.is_empty(), "{text:?}");
    }
}

/// Every index and every span that an article hands out must be good: a reader slices with them.
fn check(article: &Article) {
    let good = |span: Span| {
        assert!(span.start <= span.end);
        assert!(article.text.get(span.range()).is_some(), "{span:?} is not in the text or cuts a character");
    };
    article.blocks.iter().for_each(|b| good(b.span));
    article.sentences.iter().for_each(|s| good(s.span));
    article.tokens.iter().for_each(|t| good(t.span));
    article.times.iter().for_each(|t| good(t.span));
    for (index, mention) in article.mentions.iter().enumerate() {
        good(mention.span);
        if let Some(entity) = mention.entity {
            assert!(article.entities[entity as usize].mentions.contains(&(index as u32)));
        }
    }
    for entity in &article.entities {
        assert!((0.0..=1.0).contains(&entity.salience), "{}", entity.name);
        assert!(entity.mentions.iter().all(|&m| (m as usize) < article.mentions.len()));
    }
    for quote in &article.quotes {
        assert!(!quote.spans.is_empty());
        let rest = quote.cue.iter().chain(&quote.source).chain(&quote.via);
        quote.spans.iter().chain(&quote.quoted).chain(rest).for_each(|&s| good(s));
        assert!(quote.speakers.iter().all(|&e| (e as usize) < article.entities.len()));
    }
}

#[test]
fn every_span_and_index_is_good_whatever_comes() {
    let long = "“".repeat(5_000);
    for text in [
        "x",
        "“",
        "\u{0}\u{1}\u{fffd}",
        "“Go,” she said. “Now.”",
        "شاعر قال: «نعم» \u{202e}abc",
        "日本語「そうだ」と彼は言った。",
        "He said “",
        "said said said said",
        "On 30 February 99999, “I”, said I.",
        "<p>“It’s on,” said <b>Jo Reed</b>.",
        long.as_str(),
    ] {
        check(&parse(text));
        check(&parse(text.as_bytes()));
    }
}

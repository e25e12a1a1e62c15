//! What must hold of an article, whatever it was made of; every target asks it.

use copydesk::{Article, Span};

/// Panics where the article contradicts itself, or is another one after it has been written down and read again.
pub fn check(article: &Article) {
    spans(article);
    indices(article);
    let json = article.to_json();
    let again = Article::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{error} in {json}"));
    assert_eq!(again.to_json(), json, "what is written is read");
    assert!(Article::from_json(article.to_brief_json().as_bytes()).is_ok_and(|brief| brief == again));
}

/// Every span lies in the text, on borders of characters, and what is in reading order is so.
fn spans(article: &Article) {
    let text = &article.text;
    let good = |span: Span| {
        assert!(span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
    };
    let mut end = 0;
    for block in &article.blocks {
        good(block.span);
        assert!(block.span.start >= end, "{block:?} begins before the one before it ends");
        end = block.span.end;
    }
    end = 0;
    for token in &article.tokens {
        good(token.span);
        assert!(token.span.start >= end && !token.span.is_empty(), "{token:?}");
        end = token.span.end;
    }
    article.sentences.iter().for_each(|sentence| good(sentence.span));
    article.times.iter().for_each(|time| good(time.span));
    for mention in &article.mentions {
        good(mention.span);
        assert!((0.0..=1.0).contains(&mention.confidence), "{mention:?}");
    }
    for quote in &article.quotes {
        assert!(!quote.spans.is_empty() && (0.0..=1.0).contains(&quote.confidence), "{quote:?}");
        let rest = quote.cue.iter().chain(&quote.source).chain(&quote.via);
        quote.spans.iter().chain(&quote.quoted).chain(rest).for_each(|&span| good(span));
    }
}

/// Every index points into its list, and mentions and entities agree on who belongs to whom.
fn indices(article: &Article) {
    for (index, mention) in article.mentions.iter().enumerate() {
        if let Some(entity) = mention.entity {
            assert!(article.entities[entity as usize].mentions.contains(&u32::try_from(index).unwrap_or(u32::MAX)));
        }
    }
    for entity in &article.entities {
        assert!((0.0..=1.0).contains(&entity.salience), "{}", entity.name);
        assert!(entity.mentions.iter().all(|&mention| (mention as usize) < article.mentions.len()));
    }
    for quote in &article.quotes {
        assert!(quote.speakers.iter().all(|&entity| (entity as usize) < article.entities.len()));
    }
    for sentence in &article.sentences {
        assert!(sentence.token_range().end <= article.tokens.len() && (sentence.block as usize) < article.blocks.len());
    }
}

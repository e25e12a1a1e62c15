//! What quotations tell of those who speak: whom "I" and "we" inside them stand for, and who is heard how often.

use crate::article::{Article, EntityKind, Form, Mention, QuoteKind};
use crate::entities;
use crate::span::Span;

/// How sure one is of "I", and of "we", which may be more people than the speaker.
const CONFIDENCE: [f32; 2] = [0.8, 0.5];

/// Adds the pronouns of speakers inside quotation marks to `mentions`, linked to the first speaker, and ranks entities
/// again, now with those who are quoted higher.
pub(super) fn hear(article: &mut Article) {
    let said = spoken(article);
    let own = pronouns(article, &said);
    article.mentions.extend(own);
    article.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    entities::rank(article);
}

/// What stands inside quotation marks, by start, and who says it; the inner of two comes later.
fn spoken(article: &Article) -> Vec<(Span, Option<u32>)> {
    let quotes = article.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
    let mut said: Vec<(Span, Option<u32>)> =
        quotes.flat_map(|quote| quote.quoted.iter().map(|&span| (span, quote.speakers.first().copied()))).collect();
    said.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    said
}

fn pronouns(article: &Article, said: &[(Span, Option<u32>)]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (number, &(span, speaker)) in said.iter().enumerate() {
        let Some(speaker) = speaker else { continue };
        // What another says inside is not this speaker's.
        let end = said.get(number + 1).map_or(span.end, |(next, _)| next.start.min(span.end));
        let kind = article.entities.get(speaker as usize).map_or(EntityKind::Person, |entity| entity.kind);
        let first = article.tokens.partition_point(|token| token.span.start < span.start);
        for token in article.tokens[first..].iter().take_while(|token| token.span.end <= end) {
            let confidence = match article.words.get(token.lower) {
                "i" | "me" | "my" | "mine" | "myself" if kind == EntityKind::Person => CONFIDENCE[0],
                "we" | "us" | "our" | "ours" | "ourselves" => CONFIDENCE[1],
                _ => continue,
            };
            // "the US" is no pronoun.
            if article.words_of(token.span) != "US" {
                let mention = Mention::new(token.span, kind, Form::Pronoun, confidence);
                found.push(Mention { entity: Some(speaker), ..mention });
            }
        }
    }
    found
}

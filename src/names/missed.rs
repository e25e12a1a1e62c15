//! Countries and peoples that the model missed: "Russian" of "pro-Russian", "Chad" of a list.

use super::{Named, is_large, lists, lower, spell, written};
use crate::article::{Article, EntityKind};
use std::ops::Range;

/// How sure one is of them.
const CONFIDENCE: f32 = 0.6;
/// Most tokens in a country's name.
const LONGEST: usize = 4;

/// Adds them where no name stands and none goes on: "German Shepherd" is no German.
pub(super) fn add(article: &Article, names: Vec<Named>) -> Vec<Named> {
    let starts = article.words.map(lists::starts_land);
    let mut with = Vec::with_capacity(names.len() + 4);
    let mut rest = names.into_iter().peekable();
    let mut spelt = String::new();
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        let mut at = tokens.start;
        while at < tokens.end.min(article.tokens.len()) {
            with.extend(std::iter::from_fn(|| rest.next_if(|name| name.tokens.end <= at)));
            if let Some(name) = rest.peek().filter(|name| name.tokens.start <= at) {
                at = name.tokens.end.max(at + 1);
                continue;
            }
            if !starts[article.tokens[at].lower.index()] || !is_large(article, at) {
                at += 1;
                continue;
            }
            let end = rest.peek().map_or(tokens.end, |name| name.tokens.start).min(tokens.end).min(at + LONGEST);
            let land = (at + 1..=end).rev().find_map(|end| {
                spell(article, at..end, &mut spelt);
                let country = lists::country(&spelt).map(|_| EntityKind::Gpe);
                let kind = country.or_else(|| lists::people(&spelt).map(|_| EntityKind::Norp))?;
                Some((at..end, kind))
            });
            match land.filter(|(land, _)| is_alone(article, land, &tokens)) {
                Some((land, kind)) => {
                    at = land.end;
                    with.push(Named { tokens: land, kind, confidence: CONFIDENCE });
                }
                None => at += 1,
            }
        }
    }
    with.extend(rest);
    with
}

/// Whether the words are those of a country or people and of nothing else.
fn is_alone(article: &Article, land: &Range<usize>, sentence: &Range<usize>) -> bool {
    let word = lower(article, land.start);
    let small = |at: usize| !is_large(article, at);
    let before = land.start <= sentence.start + 1 && !matches!(word, "polish" | "sweet") || small(land.start - 1);
    let dollar = written(article, land.end).starts_with(|c: char| c == '$' || c.is_ascii_digit());
    let after = land.end >= sentence.end || small(land.end) && !dollar;
    // "Jordan" and "Chad" are given names, "US" is no "us", "SWEDE" and "CO" are set in capitals.
    let known = land.len() > 1 || lists::given_name(word).is_none();
    let shouted = !written(article, land.start).contains(char::is_lowercase);
    before
        && after
        && known
        && (!shouted || matches!(written(article, land.start), "US" | "UK" | "U.S." | "U.K." | "UAE"))
}

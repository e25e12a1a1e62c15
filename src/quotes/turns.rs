//! Interviews, transcripts and headlines: "HOLM: I did not know.", "Q: Why? A: Because.", "Holm: no new bridge".
//!
//! A label is believed when it is in capitals or comes back, so that a list ("Iowa: cold") is not taken for a talk.

use super::attribution::Attribution;
use super::view::{Class, View};
use crate::article::BlockKind;
use std::collections::HashMap;
use std::ops::Range;

/// Longest label, in tokens: "FORMER SEN. ADA HOLM (O-OSTBY)".
const LABEL: usize = 9;

/// Words that open a headline and name nobody.
const DESKS: &[&str] = &[
    "exclusive",
    "breaking",
    "update",
    "updated",
    "watch",
    "video",
    "opinion",
    "analysis",
    "live",
    "photos",
    "latest",
    "review",
    "explainer",
    "profile",
    "byline",
    "note",
    "name",
    "guide",
    "recap",
    "gallery",
    "correction",
    "editorial",
    "q&a",
    "obituary",
];

/// A paragraph that begins with a speaker's label.
struct Turn {
    label: Range<usize>,
    colon: usize,
    block: Range<usize>,
    capitals: bool,
    headline: bool,
}

/// Finds the turns and seals their words: what is said inside belongs to the talk.
pub(super) fn attribute(view: &mut View<'_>) -> Vec<Attribution> {
    let mut turns = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let body = view.article.blocks.iter().position(|b| b.kind.is_body()).unwrap_or(0);
    for number in 0..view.article.blocks.len() {
        let kind = view.article.blocks[number].kind;
        let headline = kind == BlockKind::Headline || number == body && kind == BlockKind::Paragraph;
        if let Some(turn) = turn(view, view.block(number), headline) {
            *counts.entry(view.written(turn.label.end - 1)).or_default() += 1;
            turns.push(turn);
        }
    }
    // Two voices at least, one of them twice: a talk.
    let talk = turns.len() >= 3 && counts.len() >= 2 && counts.values().any(|&c| c >= 2);
    turns.retain(|t| talk && !t.headline || t.capitals || t.headline && short(view, t) && names_somebody(view, t));
    let mut found = Vec::new();
    for turn in turns {
        let words = turn.colon + 1..turn.block.end;
        // Words in marks after a colon are quotations like any other.
        if view
            .region(words.start)
            .is_some_and(|r| view.regions[r].depth == 0 && view.regions[r].span.end >= view.span(&words).end)
        {
            continue;
        }
        let rule = if turn.headline && !talk { "N: … in a headline" } else { "a turn in a talk" };
        found.push(Attribution {
            cue: Some(turn.colon..turn.colon + 1),
            source: Some(turn.label),
            via: None,
            content: vec![view.span(&words)],
            confidence: 0.9,
            rule,
        });
        view.seal(words);
    }
    found
}

fn turn(view: &View<'_>, block: Range<usize>, headline: bool) -> Option<Turn> {
    let colon = (block.start..block.end.min(block.start + LABEL)).find(|&i| view.class(i) == Class::Colon)?;
    let label = block.start..colon;
    let room = colon + 1 < block.end && !view.article.tokens[colon].span.overlaps(view.article.tokens[colon + 1].span);
    let written = |i: usize| view.written(i);
    let word = |i: usize| written(i).starts_with(char::is_alphanumeric);
    let named = label.clone().filter(|&i| word(i)).all(|i| written(i).starts_with(char::is_uppercase));
    if label.is_empty() || !room || !named || !word(label.start) || !label.clone().any(word) {
        return None;
    }
    let letters: usize = label.clone().map(|i| written(i).chars().filter(|c| c.is_alphabetic()).count()).sum();
    let capitals =
        letters >= 4 && label.clone().all(|i| !written(i).chars().any(char::is_lowercase)) && colon + 2 < block.end;
    Some(Turn { label, colon, block, capitals, headline })
}

fn short(view: &View<'_>, turn: &Turn) -> bool {
    turn.block.len() <= 40 && turn.label.len() <= 4 && view.class(turn.block.end - 1) != Class::Colon
}

fn names_somebody(view: &View<'_>, turn: &Turn) -> bool {
    turn.label.clone().all(|i| {
        !DESKS.contains(&view.word(i)) && matches!(view.class(i), Class::Name | Class::Noun | Class::Adjective)
    })
}

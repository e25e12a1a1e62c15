//! Interviews, transcripts and headlines: "HOLM: I did not know.", "Q: Why? A: Because.", "Holm: no new bridge".
//!
//! A label is believed when it is in capitals or comes back, so that a list ("Iowa: cold") is not taken for a talk.

use super::attribution::Attribution;
use super::view::{Class, View, may_speak};
use crate::article::{BlockKind, EntityKind, Form};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Longest label, in tokens: "FORMER SEN. ADA HOLM (O-OSTBY)".
const LABEL: usize = 9;

/// Whether a label is a desk's or a link's and names nobody: "READ MORE", "Opinion".
fn names_nobody(label: &str) -> bool {
    static LABELS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| include_str!("labels.txt").lines().filter(|l| !l.starts_with('#')).collect());
    LABELS.contains(label.to_lowercase().replace('’', "'").as_str())
}

/// Who asks and who answers, where the labels do not say.
const QUESTION: &[&str] = &["q", "question"];
const ANSWER: &[&str] = &["a", "answer"];

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
        if !may_speak(kind) || kind == BlockKind::Caption {
            continue;
        }
        let headline = kind == BlockKind::Headline || number == body && kind == BlockKind::Paragraph;
        if let Some(turn) = turn(view, view.block(number), headline) {
            *counts.entry(view.written(turn.label.end - 1)).or_default() += 1;
            turns.push(turn);
        }
    }
    // Two voices at least, one of them twice: a talk.
    let talk = turns.len() >= 3 && counts.len() >= 2 && counts.values().any(|&c| c >= 2);
    // "Ostby: 3", "Flour: two cups": a table, not a talk.
    let spoken = turns.iter().filter(|t| t.block.end > t.colon + 3).count();
    let talk = talk && 2 * spoken >= turns.len();
    let table = turns.len() >= 3 && !talk;
    turns.retain(|t| {
        talk && !t.headline || t.capitals || t.headline && !table && short(view, t) && names_somebody(view, t)
    });
    let first = turns.first().map_or(0, |t| t.block.start);
    let answering = interviewee(view, first);
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
        let label = view.word(turn.label.start);
        let alone = turn.label.len() == 1;
        let source = match () {
            () if alone && QUESTION.contains(&label) => None,
            () if alone && ANSWER.contains(&label) => answering.clone(),
            () => Some(turn.label),
        };
        let rule = if turn.headline && !talk { "N: … in a headline" } else { "a turn in a talk" };
        found.push(Attribution {
            cue: Some(turn.colon..turn.colon + 1),
            source,
            via: None,
            content: vec![view.span(&words)],
            confidence: 0.9,
            rule,
            learned: None,
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
    if label.is_empty()
        || !room
        || !named
        || !word(label.start)
        || names_nobody(view.span(&label).of(&view.article.text))
    {
        return None;
    }
    // "NEW DELHI: The army …": where it was written.
    if headline && is_place(view, &label) {
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
    turn.label.clone().all(|i| matches!(view.class(i), Class::Name | Class::Noun | Class::Adjective))
}

/// Whether the label is written in capitals as a dateline is, and is a place.
fn is_place(view: &View<'_>, label: &Range<usize>) -> bool {
    let span = view.span(label);
    let at = view.article.mentions.partition_point(|m| m.span.start < span.start);
    let mention = view.article.mentions.get(at).filter(|m| m.span == span);
    let place = mention.is_some_and(|m| matches!(m.kind, EntityKind::Gpe | EntityKind::Loc));
    place && !span.of(&view.article.text).contains(char::is_lowercase)
}

/// The one person whom headline and standfirst, or else the paragraphs before the first turn, name.
fn interviewee(view: &View<'_>, first: usize) -> Option<Range<usize>> {
    let article = view.article;
    let until = article.tokens.get(first)?.span.start;
    let only = |display: bool| {
        let inside = |at: u32| {
            let block = article.blocks.partition_point(|b| b.span.start <= at).checked_sub(1)?;
            Some(matches!(article.blocks[block].kind, BlockKind::Headline | BlockKind::Standfirst))
        };
        let mut people =
            article.mentions.iter().take_while(|m| m.span.start < until).filter(|m| {
                m.kind == EntityKind::Person && m.form == Form::Name && inside(m.span.start) == Some(display)
            });
        let one = people.next()?;
        (one.entity.is_some() && people.all(|m| m.entity == one.entity)).then_some(one.span)
    };
    only(true).or_else(|| only(false)).map(|span| view.tokens_of(span))
}

#[cfg(test)]
mod tests {
    #[test]
    fn labels_are_sorted_in_lower_case_and_without_repeats() {
        let labels: Vec<_> = include_str!("labels.txt").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(labels.is_sorted_by(|a, b| a < b));
        assert!(labels.iter().all(|l| !l.contains(char::is_uppercase) && *l == l.trim() && !l.is_empty()));
    }
}

//! What the model takes for one name and is two, or a name and a title: "Republican Ada Holm", "Sen. Holm", "Norway's
//! Lind", "Supreme Court Justice Ada Holm". And what is no name at all: "Eastern Standard Time", "(D-Mass.)".

use super::{is_large, lists, lower, spell};
use crate::article::{Article, EntityKind};
use lists::TitleKind;
use std::ops::Range;

/// Most tokens of a name that is looked into.
const LONGEST: usize = 16;

/// Hands on the names in a name, in reading order.
pub(super) fn cut(
    article: &Article,
    tokens: Range<usize>,
    kind: EntityKind,
    mut name: impl FnMut(Range<usize>, EntityKind),
) {
    if tokens.len() > LONGEST {
        return name(tokens, kind);
    }
    if is_nothing(article, &tokens) {
        return;
    }
    match kind {
        EntityKind::Person => person(article, tokens, &mut name),
        EntityKind::Org | EntityKind::Gpe if tokens.len() > 1 => body(article, tokens, kind, &mut name),
        _ => name(tokens, kind),
    }
}

/// Zones of time, and the party and state of members of Congress.
fn is_nothing(article: &Article, tokens: &Range<usize>) -> bool {
    let word = |at: usize| lower(article, at);
    let zone = tokens.len() == 3
        && word(tokens.end - 1) == "time"
        && matches!(word(tokens.end - 2), "standard" | "daylight" | "summer" | "mean");
    let seat = tokens.start > 0
        && word(tokens.start - 1) == "("
        && (["r-", "d-", "i-"].iter().any(|party| word(tokens.start).starts_with(party))
            || matches!(word(tokens.start), "r" | "d" | "i") && word(tokens.start + 1) == "-");
    zone || seat
}

fn person(article: &Article, tokens: Range<usize>, name: &mut impl FnMut(Range<usize>, EntityKind)) {
    let mut start = tokens.start;
    // "Norway's Lind".
    if let Some(owner) = (tokens.start + 1..tokens.end - 1).find(|&at| lower(article, at) == "'s") {
        let mut spelt = String::new();
        spell(article, tokens.start..owner, &mut spelt);
        if lists::place(&spelt).is_some() {
            name(tokens.start..owner, EntityKind::Gpe);
            start = owner + 1;
        }
    }
    // "Republican Ada Holm", "Sen. Holm"; "Christian" and "Dean" are given names.
    while start + 1 < tokens.end {
        let word = lower(article, start);
        if lists::given_name(word).is_some() {
            break;
        }
        let people = tokens.end - start > 2 && (lists::group(word) || lists::people(word).is_some());
        if people {
            name(start..start + 1, EntityKind::Norp);
        } else if !is_title(word) {
            break;
        }
        start += 1;
    }
    name(start..tokens.end, EntityKind::Person);
}

/// Whether a word before a name is no part of it: "Sen.", "Mr", "President". Others are, now and then: "Dr. Who", "St
/// Anne", "King Charles".
fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "mr" | "mrs"
            | "ms"
            | "sir"
            | "dame"
            | "sen"
            | "rep"
            | "gov"
            | "gen"
            | "lt"
            | "sgt"
            | "president"
            | "senator"
            | "congressman"
            | "congresswoman"
            | "governor"
            | "mayor"
            | "chancellor"
            | "secretary"
    )
}

/// Camps that go by a state or a people: "Nevada Democrats"; "Christian Democrats" and "Roman Catholics" are one name.
fn is_camp(word: &str) -> bool {
    matches!(word, "republican" | "republicans" | "democrat" | "democrats" | "democratic")
}

fn body(article: &Article, tokens: Range<usize>, kind: EntityKind, name: &mut impl FnMut(Range<usize>, EntityKind)) {
    let last = tokens.end - 1;
    let mut front = String::new();
    // "Nevada Democratic", "Jewish Republicans".
    if is_camp(lower(article, last)) {
        spell(article, tokens.start..last, &mut front);
        let place = lists::place(&front).is_some();
        let people = lists::group(&front) || lists::people(&front).is_some();
        if place || people && lists::given_name(&front).is_none() {
            name(tokens.start..last, if place { EntityKind::Gpe } else { EntityKind::Norp });
            return name(last..tokens.end, EntityKind::Norp);
        }
    }
    // "Vermont Sen.", with the name behind.
    if matches!(lower(article, last), "sen." | "rep." | "gov." | "lt." | "sens." | "reps." | "gen." | "sgt.") {
        return name(tokens.start..last, kind);
    }
    // "Supreme Court Justice Ada Holm".
    let office = (tokens.start + 1..tokens.end.saturating_sub(2)).find(|&at| {
        let given = lower(article, at + 1);
        let is_office = lists::title(lower(article, at)).is_some_and(|title| title.kind == TitleKind::Role);
        is_office && is_large(article, at + 2) && lists::given_name(given).is_some() && lists::place(given).is_none()
    });
    match office {
        Some(at) if tokens.end - at <= 5 => {
            name(tokens.start..at, kind);
            name(at + 1..tokens.end, EntityKind::Person);
        }
        _ => name(tokens, kind),
    }
}

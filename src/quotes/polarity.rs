//! Whether somebody is reported to have said it, or not to have said it; or whether that is a condition or a question.

use super::attribution::Attribution;
use super::view::{Class, View};
use crate::article::Polarity;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How far before a cue its verb group begins at most, and its clause.
const GROUP: usize = 6;
const CLAUSE: usize = 16;

fn has(list: &str, word: &str) -> bool {
    static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let lines = include_str!("polarity.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t')).map(|(list, words)| (list, words.split(' ').collect())).collect()
    });
    LISTS.get(list).is_some_and(|words| words.contains(&word))
}

/// Of one report. Words in marks say nothing about who reports them.
pub(super) fn polarity(view: &View<'_>, attribution: &Attribution) -> Polarity {
    let Some(cue) = attribution.cue.clone().filter(|cue| !cue.is_empty()) else { return Polarity::Affirmed };
    if asked(view, attribution, &cue) {
        return Polarity::Asked;
    }
    let nobody = attribution.source.as_ref().is_some_and(|source| has("nobody", view.word(source.start)));
    if nobody || negated(view, attribution, &cue) {
        return Polarity::Negated;
    }
    match opener(view, attribution, &cue) {
        Some(word) if has("condition", word) => Polarity::Conditional,
        Some("whether") => Polarity::Asked,
        _ => Polarity::Affirmed,
    }
}

/// "did not say", "refused to say", "would never have said".
fn negated(view: &View<'_>, attribution: &Attribution, cue: &Range<usize>) -> bool {
    let floor = view.sentence(cue.start).start.max(cue.start.saturating_sub(GROUP));
    let group = (floor..cue.start).rev().take_while(|&i| {
        free(view, attribution, i)
            && (matches!(view.class(i), Class::Auxiliary | Class::Adverb | Class::Not | Class::To)
                || has("not", view.word(i))
                || has("refusing", view.word(i)))
    });
    let words: Vec<&str> = group.map(|i| view.word(i)).chain(cue.clone().map(|i| view.word(i))).collect();
    let refused = words.iter().any(|word| has("refusing", word)) && words.len() > 1;
    // "refused to comment": the cue is the refusal, what it governs would have been the report.
    let comments = cue.len() == 1 && has("refusing", words.last().copied().unwrap_or_default()) && {
        let to = cue.end;
        view.class(to) == Class::To && view.verb(to + 1).is_some_and(|(cue, _)| cue.tier == super::cues::Tier::Speech)
    };
    refused || comments || words.iter().any(|word| has("not", word))
}

/// The word that opens the clause of a cue: "if", "whether".
fn opener<'a>(view: &View<'a>, attribution: &Attribution, cue: &Range<usize>) -> Option<&'a str> {
    let floor = view.sentence(cue.start).start.max(cue.start.saturating_sub(CLAUSE));
    let clause = (floor..cue.start).rev().take_while(|&i| {
        free(view, attribution, i)
            && !matches!(view.class(i), Class::Comma | Class::Semicolon | Class::Colon | Class::That)
    });
    clause.map(|i| view.word(i)).find(|word| matches!(*word, "whether" | "if" | "unless" | "provided" | "suppose"))
}

/// "Did she say that …?"
fn asked(view: &View<'_>, attribution: &Attribution, cue: &Range<usize>) -> bool {
    let sentence = view.sentence(cue.start);
    let ends = sentence.clone().rev().take(2).any(|i| view.word(i) == "?" && view.region(i).is_none());
    let first = sentence.start;
    ends && first < cue.start && free(view, attribution, first) && has("question", view.word(first))
}

/// Whether a token stands outside of what is reported.
fn free(view: &View<'_>, attribution: &Attribution, i: usize) -> bool {
    let span = view.article.tokens[i].span;
    !view.is_sealed(i) && !attribution.content.iter().any(|content| content.contains(span))
}

//! What somebody is in a sentence, as far as the words beside the name tell: there is no tree to ask.

use super::page::{Case, Page, Sort};
use crate::article::Pos;
use crate::names::lists;
use std::ops::Range;

/// What somebody is in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Subject,
    Object,
    /// Behind a preposition.
    Oblique,
    /// "Ada's", "her".
    Owner,
    /// Before a noun: "the Holm campaign".
    Modifier,
    Other,
}

/// What the words at a place are in their sentence, as far as the words beside them tell.
pub(super) fn part(page: &Page<'_>, tokens: &Range<usize>) -> Part {
    match page.sort(tokens.start) {
        Sort::Pronoun(_, Case::Subject) => return Part::Subject,
        Sort::Pronoun(_, Case::Possessive) => return Part::Owner,
        _ => {}
    }
    if page.sort(tokens.end) == Sort::Possessive {
        return Part::Owner;
    }
    // Over the title, the article and adjectives before the name.
    let mut before = tokens.start;
    for _ in 0..6 {
        let Some(at) = before.checked_sub(1) else { break };
        let noun = matches!(page.pos(at), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Det | Pos::Num);
        let title = page.pos(at) == Pos::X && lists::title(page.lower(at)).is_some();
        if !(noun || title || matches!(page.sort(at), Sort::Determiner | Sort::Possessive)) {
            break;
        }
        before = at;
    }
    let after = (tokens.end..tokens.end + 3).find(|&t| page.pos(t) != Pos::Adv).unwrap_or(tokens.end);
    if page.is_verb(after) || page.is_verb(over_aside(page, after)) {
        return Part::Subject;
    }
    if page.pos(after) == Pos::Noun {
        return Part::Modifier;
    }
    let Some(before) = before.checked_sub(1) else { return Part::Subject };
    match page.sort(before) {
        // "According to Ada Holm" reports as "Ada Holm said" does.
        Sort::Preposition if before > 0 && page.lower(before - 1) == "according" => Part::Subject,
        Sort::Preposition => Part::Oblique,
        // "…," said Ada Holm.
        _ if is_speech(page.lower(before)) => Part::Subject,
        Sort::Stop | Sort::Mark if page.sort(tokens.end) == Sort::Comma => Part::Subject,
        Sort::Other if page.is_verb(before) => Part::Object,
        _ => Part::Other,
    }
}

/// The token behind an aside in brackets or commas: "(D-Mass.)", ", the mayor,".
fn over_aside(page: &Page<'_>, at: usize) -> usize {
    let close = match page.sort(at) {
        Sort::Open => ")",
        Sort::Comma => ",",
        _ => return at,
    };
    let end = (at + 1..at + 16).find(|&t| page.lower(t) == close || page.sort(t) == Sort::Mark);
    end.filter(|&t| page.lower(t) == close).map_or(at, |t| t + 1)
}

/// Whether somebody says something there: "Holm said", "said Holm".
pub(super) fn speaks(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    let after = over_aside(page, tokens.end);
    let before = tokens.start.checked_sub(1);
    let according = tokens.start >= 2 && page.lower(tokens.start - 2) == "according";
    according
        || is_speech(page.lower(after))
        || is_speech(page.lower(after + 1))
        || before.is_some_and(|t| is_speech(page.lower(t)))
}

fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "added"
            | "adds"
            | "asked"
            | "asks"
            | "wrote"
            | "writes"
            | "replied"
            | "argued"
            | "argues"
            | "explained"
            | "explains"
            | "recalled"
            | "told"
            | "tells"
            | "tweeted"
            | "insisted"
            | "noted"
            | "notes"
            | "continued"
            | "claimed"
            | "claims"
            | "warned"
            | "warns"
            | "announced"
            | "acknowledged"
            | "admitted"
            | "concluded"
            | "called"
            | "believes"
            | "believed"
            | "thinks"
    )
}

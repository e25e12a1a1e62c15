//! People named again where the finder of names missed them: "Xi" in a headline without verbs, when the text below says
//! "Xi" often.

use super::page::{Page, words_of};
use crate::article::{EntityKind, Form, Mention};
use crate::names::lists;

/// What an article does with a word.
#[derive(Clone, Copy, Default)]
struct Use {
    /// It ends a person's name.
    person: bool,
    /// It is written small, or names something else.
    other: bool,
}

/// How sure one is of such a name.
const CONFIDENCE: f32 = 0.6;

/// Names of people that stand in no mention, sorted by start. `mentions` are sorted.
pub(super) fn missed(page: &Page<'_>, mentions: &[Mention]) -> Vec<Mention> {
    let mut uses = vec![Use::default(); page.words.len()];
    let mut inside = vec![false; page.tokens.len()];
    for (mention, place) in mentions.iter().zip(&page.places) {
        for token in place.tokens.clone() {
            inside[token] = true;
        }
        let Some(last) = place.tokens.clone().last() else { continue };
        let word = &mut uses[page.tokens[last].lower.index()];
        word.person |= mention.kind == EntityKind::Person;
        word.other |= mention.kind != EntityKind::Person;
    }
    for (token, inside) in page.tokens.iter().zip(&inside) {
        let word = &mut uses[token.lower.index()];
        word.other |= word.person && !inside && words_of(page.text, token.span).starts_with(char::is_lowercase);
    }
    let stands_alone = |at: usize| {
        let large = |at: usize| page.written(at).starts_with(char::is_uppercase) && !inside[at];
        !(at > 0 && large(at - 1) || at + 1 < inside.len() && large(at + 1))
    };
    let mut missed = Vec::new();
    for (at, token) in page.tokens.iter().enumerate().filter(|&(at, _)| !inside[at]) {
        let word = uses[token.lower.index()];
        if word.person && !word.other && token.span.len() > 1 && stands_alone(at) && !is_common(page.lower(at)) {
            missed.push(Mention::new(token.span, EntityKind::Person, Form::Name, CONFIDENCE));
        }
    }
    missed
}

/// Whether a family name is more often something else: "May", "London", "Judge".
fn is_common(lower: &str) -> bool {
    matches!(lower, "march" | "april" | "may" | "june" | "august" | "i")
        || !lower.starts_with(char::is_alphabetic)
        || lists::place(lower).is_some()
        || lists::title(lower).is_some()
}

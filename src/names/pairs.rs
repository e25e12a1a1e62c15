//! Two names joined by a hyphen: "the Trump-Putin summit" names two people, "Anne-Marie" and "Guinea-Bissau" one each.
//!
//! A pair is cut only where something says so: both persons are named elsewhere in the article, or both places are in
//! the lists and the whole is not.

use super::{lists, spell};
use crate::article::{Article, EntityKind, Word};
use crate::tagger::Name;
use std::collections::HashSet;
use std::ops::Range;

/// Cuts the pairs among the names; `kind` tells what each name is.
pub(super) fn cut(article: &Article, names: Vec<Name>, kind: impl Fn(&Name) -> EntityKind) -> Vec<Name> {
    if !names.iter().any(|name| hyphen(article, &name.tokens).is_some()) {
        return names;
    }
    let persons: HashSet<Word> = names
        .iter()
        .filter(|name| kind(name) == EntityKind::Person && hyphen(article, &name.tokens).is_none())
        .filter_map(|name| article.tokens[name.tokens.clone()].last().map(|token| token.lower))
        .collect();
    let mut cut = Vec::with_capacity(names.len() + 1);
    for name in names {
        let halves = hyphen(article, &name.tokens).map(|at| [name.tokens.start..at, at + 1..name.tokens.end]);
        match halves {
            Some(halves) if are_two(article, &name, &halves, kind(&name), &persons) => {
                cut.extend(halves.map(|tokens| Name { tokens, ..name.clone() }));
            }
            _ => cut.push(name),
        }
    }
    cut
}

/// The only hyphen inside a name, with a word on either side and no space.
fn hyphen(article: &Article, tokens: &Range<usize>) -> Option<usize> {
    let inner = tokens.start + 1..tokens.end.saturating_sub(1);
    let mut hyphens = inner.filter(|&at| matches!(article.words.get(article.tokens[at].lower), "-" | "–"));
    let at = hyphens.next().filter(|_| hyphens.next().is_none())?;
    let [before, here, after] = [at - 1, at, at + 1].map(|i| article.tokens[i].span);
    (before.end == here.start && here.end == after.start).then_some(at)
}

fn are_two(
    article: &Article,
    name: &Name,
    halves: &[Range<usize>; 2],
    kind: EntityKind,
    persons: &HashSet<Word>,
) -> bool {
    let is_place = |tokens: &Range<usize>| {
        let mut lower = String::new();
        spell(article, tokens.clone(), &mut lower);
        lists::place(&lower).is_some()
    };
    match kind {
        EntityKind::Person => {
            halves.iter().all(|half| half.len() == 1 && persons.contains(&article.tokens[half.start].lower))
        }
        EntityKind::Gpe => !is_place(&name.tokens) && halves.iter().all(is_place),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout, segment};

    #[test]
    fn pairs() {
        // The kind of every name, the text with each name in brackets, and what the hyphenated ones become.
        let table: &[(EntityKind, &str, &[&str])] = &[
            (EntityKind::Person, "[Holm] and [Ada Reed]: the [Holm-Reed] plan", &["Holm", "Ada Reed", "Holm", "Reed"]),
            (EntityKind::Person, "[Anne-Marie] met [Anne]", &["Anne-Marie", "Anne"]),
            (EntityKind::Gpe, "The [China-Russia] border", &["China", "Russia"]),
            (EntityKind::Gpe, "In [Guinea-Bissau]", &["Guinea-Bissau"]),
            (EntityKind::Org, "[China-Russia] Bank", &["China-Russia"]),
        ];
        for (kind, marked, expected) in table {
            let mut article = layout::prose(marked.replace(['[', ']'], ""));
            segment::segment(&mut article);
            let mut names = Vec::new();
            let mut at = 0;
            for (i, part) in marked.split(['[', ']']).enumerate() {
                let inside = |i: &usize| {
                    let span = article.tokens[*i].span;
                    (at..at + part.len()).contains(&(span.start as usize))
                };
                let tokens: Vec<usize> = (0..article.tokens.len()).filter(inside).collect();
                if i % 2 == 1 {
                    names.push(Name { tokens: tokens[0]..tokens[tokens.len() - 1] + 1, kind: 0, probability: 1.0 });
                }
                at += part.len();
            }
            let cut = cut(&article, names, |_| *kind);
            let words = |name: &Name| {
                let tokens = &article.tokens[name.tokens.clone()];
                tokens[0].span.cover(tokens[tokens.len() - 1].span).of(&article.text)
            };
            assert_eq!(cut.iter().map(words).collect::<Vec<_>>(), *expected, "{marked}");
        }
    }
}

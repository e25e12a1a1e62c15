//! Short names in capitals are of the kind of the long name they stand for: "the National Harbour Agency (NHA)" and the
//! "NHA" of the next paragraph.

use super::{Named, lists, lower, spell, written};
use crate::article::{Article, EntityKind, Word};
use std::collections::HashMap;

/// How sure one is of a short name that the model does not see.
const CONFIDENCE: f32 = 0.8;
/// Most tokens of a long name.
const LONGEST: usize = 14;

/// What a short name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Long {
    /// A name of that kind.
    Name(EntityKind),
    /// Words that are no name: "search engine optimisation (SEO)".
    Words,
}

/// Gives short names the kind of the long ones, and adds those that were missed.
pub(super) fn join(article: &Article, names: &mut Vec<Named>) {
    organise(article, names);
    let said = said(article, names);
    let made = made(article, names);
    if said.is_empty() && made.is_empty() {
        return;
    }
    let mut taken = vec![false; article.tokens.len()];
    names.retain_mut(|name| {
        taken[name.tokens.clone()].fill(true);
        let Some(word) = short(article, name) else { return true };
        match said.get(&word) {
            Some(Long::Words) => return name.kind == EntityKind::Org,
            Some(Long::Name(kind)) => name.kind = *kind,
            // What nobody says may be chance: only the kinds of names that have no initials give way.
            None => {
                if let Some(&kind) = made.get(&word).filter(|_| !matches!(name.kind, EntityKind::Gpe | EntityKind::Loc))
                {
                    name.kind = kind;
                }
            }
        }
        true
    });
    let mut missed = Vec::new();
    for (at, token) in article.tokens.iter().enumerate().filter(|&(at, _)| !taken[at]) {
        if let Some(Long::Name(kind)) = said.get(&token.lower).filter(|_| is_short(written(article, at))) {
            missed.push(Named { tokens: at..at + 1, kind: *kind, confidence: CONFIDENCE });
        }
    }
    if !missed.is_empty() {
        names.append(&mut missed);
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// What has a short name in brackets and is no listed place is an organisation, where the model has a place or a people.
fn organise(article: &Article, names: &mut [Named]) {
    let mut spelt = String::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() > 1 && name.tokens.len() <= LONGEST) {
        let bracket = lower(article, name.tokens.end) == "("
            && lower(article, name.tokens.end + 2) == ")"
            && is_short(written(article, name.tokens.end + 1));
        if bracket && matches!(name.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Norp | EntityKind::WorkOfArt)
        {
            spell(article, name.tokens.clone(), &mut spelt);
            if lists::place(&spelt).is_none() {
                name.kind = EntityKind::Org;
            }
        }
    }
}

/// The only word of a short name.
fn short(article: &Article, name: &Named) -> Option<Word> {
    (name.tokens.len() == 1 && is_short(written(article, name.tokens.start)))
        .then(|| article.tokens[name.tokens.start].lower)
}

/// Two to eight capitals, with figures at most: "NHA", "G20".
fn is_short(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Short names in brackets behind the long ones.
fn said(article: &Article, names: &[Named]) -> HashMap<Word, Long> {
    let mut said = HashMap::new();
    let mut spelt = String::new();
    let mut ends: HashMap<usize, usize> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        ends.insert(name.tokens.end, i);
    }
    for open in 1..article.tokens.len().saturating_sub(2) {
        if lower(article, open) != "(" || lower(article, open + 2) != ")" || !is_short(written(article, open + 1)) {
            continue;
        }
        let word = article.tokens[open + 1].lower;
        let letters = article.words.get(word);
        let long = match ends.get(&open).and_then(|&i| names.get(i)) {
            Some(long) if long.tokens.len() > 1 && long.tokens.len() <= LONGEST && long.kind != EntityKind::Person => {
                spell(article, long.tokens.clone(), &mut spelt);
                is_within(letters, &spelt).then_some(Long::Name(long.kind))
            }
            Some(_) => None,
            None => is_of(article, letters, open).then_some(Long::Words),
        };
        if let Some(long) = long {
            said.entry(word).or_insert(long);
        }
    }
    said
}

/// Whether the letters begin the small words right before a token, one each.
fn is_of(article: &Article, letters: &str, end: usize) -> bool {
    let Some(start) = end.checked_sub(letters.len()) else { return false };
    let begins = |(at, letter): (usize, char)| {
        written(article, at).starts_with(char::is_lowercase) && lower(article, at).starts_with(letter)
    };
    (start..end).zip(letters.chars()).all(begins)
}

/// Whether the letters are in the name, in order, the first of both the same.
fn is_within(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    name.chars().next() == letters.chars().next() && letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// The initials of organisations, with their small words and without.
fn made(article: &Article, names: &[Named]) -> HashMap<Word, EntityKind> {
    let mut made = HashMap::new();
    for name in names.iter().filter(|n| n.kind == EntityKind::Org && (3..=LONGEST).contains(&n.tokens.len())) {
        let (mut large, mut all) = (String::new(), String::new());
        for at in name.tokens.clone() {
            let Some(first) = lower(article, at).chars().next().filter(|c| c.is_alphanumeric()) else { continue };
            all.push(first);
            if super::is_large(article, at) {
                large.push(first);
            }
        }
        for letters in [large, all].iter().filter(|letters| letters.len() > 2) {
            if let Some(word) = article.words.find(letters) {
                made.insert(word, EntityKind::Org);
            }
        }
    }
    made
}

//! Names that the text itself says are one: "the National Harbour Agency (NHA)", "Linkville, now called Holm Falls".
//!
//! Two names that follow each other are one where nothing but words of `alias_words.tsv` stands between them and one of
//! these tells it, or where the second is all that stands in brackets.

use super::group::Class;
use super::page::{Page, Place, Sort, words_of};
use super::person::fold;
use crate::article::{EntityKind, Mention};
use crate::names::lists;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word between two names does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Says that both are one: "formerly".
    Tells,
    /// The same, but not of people: "Ada Holm was named Bo Lind's deputy".
    TellsOfThings,
    /// The same inside brackets: "(now Oslo)".
    TellsInBrackets,
    /// Tells in the passive, or with another word behind a comma: "was called", ", also called".
    Verb,
    /// May stand there too: "also", "commonly".
    Fills,
}

static WORDS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
    let rows = include_str!("alias_words.tsv").lines().filter(|line| !line.starts_with('#'));
    let word = |(word, class): (&'static str, &str)| {
        let class = match class {
            "tells" => Word::Tells,
            "things" => Word::TellsOfThings,
            "brackets" => Word::TellsInBrackets,
            "verb" => Word::Verb,
            _ => Word::Fills,
        };
        (word, class)
    };
    rows.filter_map(|line| line.split_once('\t')).map(word).collect()
});

/// Most words between the two names.
const REACH: usize = 9;

/// Pairs of neighbouring mentions, sorted by start, of which the text says that they are one.
pub(super) fn told(page: &Page<'_>, mentions: &[Mention]) -> Vec<(u32, u32)> {
    let pairs = mentions.windows(2).zip(page.places.windows(2)).enumerate();
    let is_one = |(_, (names, places)): &(usize, (&[Mention], &[Place]))| {
        let (Some(class), Some(other)) = (class(names[0].kind), class(names[1].kind)) else { return false };
        class == other && is_told(page, class, [&names[0], &names[1]], [&places[0], &places[1]])
    };
    pairs.filter(is_one).map(|(i, _)| (i as u32, i as u32 + 1)).collect()
}

/// None is a person.
fn class(kind: EntityKind) -> Option<Option<Class>> {
    if kind == EntityKind::Person { Some(None) } else { Class::of(kind).map(Some) }
}

fn is_told(page: &Page<'_>, class: Option<Class>, names: [&Mention; 2], places: [&Place; 2]) -> bool {
    let between = places[0].tokens.end..places[1].tokens.start;
    if between.start >= between.end || between.len() > REACH || places[0].sentence != places[1].sentence {
        return false;
    }
    let aside = page.sort(between.start) == Sort::Comma;
    let (mut brackets, mut passive, mut told, mut bare) = (false, false, false, true);
    for token in between {
        match page.sort(token) {
            Sort::Open => {
                brackets = true;
                continue;
            }
            Sort::Mark | Sort::Comma => continue,
            _ => {}
        }
        let word = page.lower(token);
        if matches!(word, ")" | "]") {
            brackets = false;
            continue;
        }
        let Some(&known) = WORDS.get(word) else { return false };
        match known {
            Word::Tells => told = true,
            Word::TellsOfThings => told |= class.is_some(),
            Word::TellsInBrackets => told |= brackets,
            Word::Verb => told |= brackets || passive || aside && !bare,
            Word::Fills => passive |= class.is_some() && page.sort(token) == Sort::Auxiliary,
        }
        bare &= word == "the";
    }
    // "Ada Holm, formerly Bo Lind's aide".
    if page.sort(places[1].tokens.end) == Sort::Possessive {
        return false;
    }
    let closed = || {
        let after = places[1].tokens.end;
        let after = after + usize::from(page.sort(after) == Sort::Mark);
        matches!(page.lower(after), ")" | "]")
    };
    told || brackets && bare && closed() && is_only_name(page, class, names)
}

/// Whether brackets around a name alone hold another name of the thing: not of "Derek (Patrick Holm)", who plays him, nor
/// of "Springfield (Illinois)", where it lies.
fn is_only_name(page: &Page<'_>, class: Option<Class>, names: [&Mention; 2]) -> bool {
    let name = |mention: &Mention| fold(words_of(page.text, mention.span));
    match class {
        None => false,
        // Nor of "Germany (Saxony)".
        Some(Class::Place) => lists::place(&name(names[1])).is_none() && lists::country(&name(names[0])).is_none(),
        Some(_) => true,
    }
}

/// For each of so many things the first of those that pairs of them make one.
pub(super) fn join(count: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut first: Vec<u32> = (0..count as u32).collect();
    let root = |first: &mut Vec<u32>, mut at: u32| {
        while first[at as usize] != at {
            // Halves the way for those who come after.
            first[at as usize] = first[first[at as usize] as usize];
            at = first[at as usize];
        }
        at
    };
    for (a, b) in pairs {
        let (a, b) = (root(&mut first, a), root(&mut first, b));
        first[a.max(b) as usize] = a.min(b);
    }
    (0..count as u32).map(|at| root(&mut first, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_known() {
        let rows: Vec<&str> = include_str!("alias_words.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        let classes = ["tells", "things", "brackets", "verb", "fills"];
        assert!(rows.iter().all(|row| row.split_once('\t').is_some_and(|(_, class)| classes.contains(&class))));
    }

    #[test]
    fn pairs_become_sets() {
        assert_eq!(join(6, [(4, 5), (1, 4), (2, 3)].into_iter()), [0, 1, 2, 2, 1, 1]);
    }
}

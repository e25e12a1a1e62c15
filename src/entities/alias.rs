//! Names that the text itself says are one: "the National Harbour Agency (NHA)", "Linkville, now called Holm Falls".
//!
//! Two names that follow each other are one where nothing but words of `alias_words.tsv` stands between them and one of
//! these tells it, or where the second is all that stands in brackets.

use super::group::Class;
use super::page::{Page, Place, Sort, words_of};
use super::person::fold;
use crate::article::{EntityKind, Mention};
use crate::names::lists;
use std::collections::{HashMap, HashSet};
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
        let Some(sort) = Named::of(names[0].kind) else { return false };
        Named::of(names[1].kind) == Some(sort) && is_told(page, sort, [&names[0], &names[1]], [&places[0], &places[1]])
    };
    let mut told: Vec<(u32, u32)> = pairs.filter(is_one).map(|(i, _)| (i as u32, i as u32 + 1)).collect();
    told.extend(written_twice(page, mentions));
    told
}

/// Pairs of a name and the same name in another script: "Osaka Bay (大阪湾)", "Ada Holm (Ukrainian: Ада Гольм)", where the
/// language may be a name as well.
fn written_twice(page: &Page<'_>, mentions: &[Mention]) -> Vec<(u32, u32)> {
    let before = |i: usize| (i.saturating_sub(2)..i).rev();
    let foreign = (1..mentions.len()).filter(|&i| is_foreign(words_of(page.text, mentions[i].span)));
    let pairs = foreign.filter_map(|i| {
        let known = |&first: &usize| {
            let same = Named::of(mentions[first].kind).is_some_and(|sort| Named::of(mentions[i].kind) == Some(sort));
            same && !is_foreign(words_of(page.text, mentions[first].span)) && opens(page, first, i)
        };
        Some((before(i).find(known)? as u32, i as u32))
    });
    pairs.collect()
}

/// Whether a bracket opens between two names and holds nothing before the second but the name of a language.
fn opens(page: &Page<'_>, first: usize, second: usize) -> bool {
    let (start, end) = (page.places[first].tokens.end, page.places[second].tokens.start);
    let language = |token: usize| lists::people(page.lower(token)).is_some() || LANGUAGES.contains(page.lower(token));
    start < end
        && end - start <= 4
        && page.sort(start) == Sort::Open
        && (start + 1..end).all(|t| matches!(page.lower(t), ":" | ";" | ",") || language(t))
}

/// Languages that are no people's of the lists.
static LANGUAGES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("languages.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether a name begins with a letter of another script.
fn is_foreign(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| c > '\u{24f}' && !('\u{1e00}'..='\u{1eff}').contains(&c))
}

/// What both names are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Person,
    Thing(Class),
}

impl Named {
    fn of(kind: EntityKind) -> Option<Self> {
        if kind == EntityKind::Person { Some(Self::Person) } else { Class::of(kind).map(Self::Thing) }
    }
}

fn is_told(page: &Page<'_>, sort: Named, names: [&Mention; 2], places: [&Place; 2]) -> bool {
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
            Word::TellsOfThings => told |= sort != Named::Person,
            Word::TellsInBrackets => told |= brackets,
            Word::Verb => told |= brackets || passive || aside && !bare,
            Word::Fills => passive |= sort != Named::Person && page.sort(token) == Sort::Auxiliary,
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
    told || brackets && bare && closed() && is_only_name(page, sort, names)
}

/// Whether brackets around a name alone hold another name of the thing: not of "Derek (Patrick Holm)", who plays him, nor
/// of "Springfield (Illinois)", where it lies.
fn is_only_name(page: &Page<'_>, sort: Named, names: [&Mention; 2]) -> bool {
    let name = |mention: &Mention| fold(words_of(page.text, mention.span));
    match sort {
        Named::Person => false,
        // Nor of "Germany (Saxony)".
        Named::Thing(Class::Place) => {
            lists::place(&name(names[1])).is_none() && lists::country(&name(names[0])).is_none()
        }
        Named::Thing(_) => true,
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

//! Names that are the same thing's: countries, organisations, places, events. People are in [`super::people`].
//!
//! Every rule is a look-up of a key, so the work grows with the length of the names and not with their number squared.
//! Longer names come first and leave keys for the shorter: the initials of "Federal Emergency Management Agency", the
//! "Boeing" of "Boeing Company".

use super::capital;
use super::page::{Page, words_of};
use super::person::fold;
use crate::article::{EntityKind, Mention};
use crate::names::lists;
use std::collections::HashMap;

/// Mentions that are one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The name to use, where a list says so: "United States".
    pub(super) usual: Option<&'static str>,
    /// Indices of mentions, in reading order.
    pub(super) mentions: Vec<u32>,
}

/// Most words a name may have to leave keys for shorter ones.
const LONGEST: usize = 12;

/// Kinds of things that share names: "Brightwater" the town and "Brightwater" the town hall's voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Place,
    Organisation,
    People,
    Other,
}

impl Class {
    fn of(kind: EntityKind) -> Option<Self> {
        match kind {
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => Some(Self::Place),
            EntityKind::Org => Some(Self::Organisation),
            EntityKind::Norp => Some(Self::People),
            EntityKind::Event | EntityKind::WorkOfArt | EntityKind::Product | EntityKind::Law => Some(Self::Other),
            // People are grouped elsewhere, and an amount is nobody.
            EntityKind::Person | EntityKind::Money | EntityKind::Percent | EntityKind::Quantity => None,
        }
    }
}

/// What different mentions share: how they are written, and what the list of countries says.
struct Surface {
    class: Class,
    /// Folded words.
    words: Vec<String>,
    land: Option<Land>,
    mentions: Vec<u32>,
}

/// A country or its people.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Land {
    Country(&'static str),
    People(&'static str),
}

/// Groups the mentions that are no people's.
pub(super) fn things(page: &Page<'_>, mentions: &[Mention]) -> Vec<Group> {
    let surfaces = surfaces(page, mentions);
    let mut order: Vec<usize> = (0..surfaces.len()).collect();
    // Stable, so that names of the same length stay in reading order.
    order.sort_by_key(|&i| std::cmp::Reverse(surfaces[i].words.len()));
    let brackets = brackets(page, mentions);

    let mut groups: Vec<Group> = Vec::new();
    let mut lands: HashMap<Land, usize> = HashMap::new();
    let mut names: HashMap<(Class, String), usize> = HashMap::new();
    let mut shorts: HashMap<(Class, String), usize> = HashMap::new();
    for i in order {
        let surface = &surfaces[i];
        let keys = Keys::of(surface);
        let known = match surface.land {
            Some(land) => lands.get(&land).copied(),
            None => names
                .get(&(surface.class, keys.whole.clone()))
                .or_else(|| shorts.get(&(surface.class, keys.whole.clone())))
                .or_else(|| names.get(&(surface.class, keys.content.clone())))
                .copied()
                .or_else(|| names.get(&brackets.get(&(surface.class, keys.whole.clone()))?.clone()).copied()),
        };
        let group = known.unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        if let Some(land) = surface.land {
            lands.insert(land, group);
            groups[group].usual = match land {
                Land::Country(name) => Some(name),
                Land::People(_) => None,
            };
        }
        names.entry((surface.class, keys.content)).or_insert(group);
        names.entry((surface.class, keys.whole)).or_insert(group);
        for short in keys.shorts {
            for class in [surface.class, Class::Organisation] {
                shorts.entry((class, short.clone())).or_insert(group);
            }
        }
        groups[group].mentions.extend(&surface.mentions);
    }
    for group in &mut groups {
        group.mentions.sort_unstable();
    }
    groups
}

fn surfaces(page: &Page<'_>, mentions: &[Mention]) -> Vec<Surface> {
    let mut known: HashMap<(Class, Option<Land>, String), usize> = HashMap::new();
    let mut surfaces: Vec<Surface> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let Some(class) = Class::of(mention.kind) else { continue };
        let words = words(words_of(page.text, mention.span));
        if words.is_empty() {
            continue;
        }
        let name = words.join(" ");
        let land = land(class, &name).or_else(|| {
            let acts = class != Class::People && page.places.get(i).is_some();
            let country = if acts { capital::government(page, &page.places[i], &name) } else { None };
            country.map(|c| Land::Country(c.name))
        });
        let surface = *known.entry((class, land, name)).or_insert_with(|| {
            surfaces.push(Surface { class, words, land, mentions: Vec::new() });
            surfaces.len() - 1
        });
        surfaces[surface].mentions.push(i as u32);
    }
    surfaces
}

/// The words of a name, folded, without a leading article, a trailing possessive and the stops of "U.N.".
pub(super) fn words(name: &str) -> Vec<String> {
    let name = name.trim();
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let mut words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            let word =
                word.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '(' | ')' | ',' | '`'));
            let mut word = fold(word);
            if word.len() > 2 && word.ends_with('.') && !word[..word.len() - 1].contains('.') {
                word.pop();
            }
            word
        })
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

fn land(class: Class, name: &str) -> Option<Land> {
    if class == Class::Other {
        return None;
    }
    if class != Class::People
        && let Some(country) = lists::country(name)
    {
        return Some(Land::Country(country.name));
    }
    // "Chinese" is a people of its own, whatever kind a finder gives it: a reader does not read "China".
    lists::people(name).map(|country| Land::People(country.name))
}

/// The keys of a name.
struct Keys {
    /// Its words without stops and the forms of companies.
    whole: String,
    /// The same without small words, sorted: "University of Oxford" and "Oxford University".
    content: String,
    /// What it may be called for short.
    shorts: Vec<String>,
}

impl Keys {
    fn of(surface: &Surface) -> Self {
        let mut words: Vec<&str> = surface.words.iter().map(String::as_str).collect();
        if surface.class == Class::People
            && let [only] = words.as_mut_slice()
        {
            *only = only.strip_suffix('s').unwrap_or(only);
        }
        while words.len() > 1 && words.last().is_some_and(|w| is_company_form(w)) {
            words.pop();
        }
        let whole = if words.len() == 1 { words[0].replace('.', "") } else { words.join(" ") };
        let mut shorts = Vec::new();
        if words.len() > LONGEST {
            return Self { content: whole.clone(), whole, shorts };
        }
        let mut content: Vec<&str> = words.iter().copied().filter(|w| !is_small(w)).collect();
        if words.len() > 1 {
            let initials = |words: &[&str]| {
                let parts = words.iter().flat_map(|w| w.split('-'));
                parts.filter_map(|part| part.chars().next()).filter(|c| c.is_alphanumeric()).collect::<String>()
            };
            shorts.extend([initials(&content), initials(&words)]);
            shorts.retain(|short| short.chars().count() > 1);
            // "Supreme Court" of "United States Supreme Court".
            if let Some(own) = without_place(&words) {
                shorts.push(own.join(" "));
            }
            // "the Court", in capitals.
            if surface.class != Class::Place && lists::head(words[words.len() - 1]).is_some() {
                shorts.push(words[words.len() - 1].to_owned());
            }
            // "Boeing" of "Boeing Company", unless the rest is a place: "Oxford" is not the university.
            let mut front = words.len();
            while front > 1 && shortens(surface.class, words[front - 1]) {
                front -= 1;
                let short = words[..front].join(" ");
                if lists::place(&short).is_none() && !lists::group(&short) && lists::people(&short).is_none() {
                    shorts.push(short);
                }
            }
        }
        content.sort_unstable();
        Self { whole, content: content.join(" "), shorts }
    }
}

/// The words behind the country, state or city that a name begins with, when there are at least two.
fn without_place<'a, 'b>(words: &'b [&'a str]) -> Option<&'b [&'a str]> {
    let most = words.len().saturating_sub(2).min(3);
    let place = |n: &usize| {
        let name = words[..*n].join(" ");
        lists::place(&name).is_some() || lists::people(&name).is_some()
    };
    (1..=most).rev().find(place).map(|n| &words[n..])
}

/// Whether a name may be used without that last word.
fn shortens(class: Class, last: &str) -> bool {
    match class {
        Class::Organisation => lists::head(last) == Some(EntityKind::Org),
        Class::Place => last == "river",
        Class::People | Class::Other => false,
    }
}

pub(super) fn is_company_form(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "corp"
            | "corporation"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "co"
            | "company"
            | "ag"
            | "gmbh"
            | "sa"
            | "nv"
    )
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "at" | "on" | "&" | "to" | "de" | "la" | "des" | "du" | "del")
}

/// Short names that the text puts in brackets behind the long one: "the Bureau of Quiet Affairs (BQA)". Short to long.
fn brackets(page: &Page<'_>, mentions: &[Mention]) -> HashMap<(Class, String), (Class, String)> {
    let mut brackets = HashMap::new();
    for pair in mentions.windows(2) {
        let (long, short) = (&pair[0], &pair[1]);
        let between = page.text.get(long.span.end as usize..short.span.start as usize);
        let (Some(class), Some(short_class), Some(between)) = (Class::of(long.kind), Class::of(short.kind), between)
        else {
            continue;
        };
        let between = between.trim();
        if !matches!(between, "(" | "(the" | "( the") {
            continue;
        }
        let (long, short) = (words(words_of(page.text, long.span)), words(words_of(page.text, short.span)));
        let [letters] = short.as_slice() else { continue };
        let letters = letters.replace('.', "");
        let name = long.join(" ");
        if long.len() > 1 && name.chars().next() == letters.chars().next() && is_within(&letters, &name) {
            brackets.entry((short_class, letters)).or_insert((class, name));
        }
    }
    brackets
}

/// Whether all letters of the one are in the other, in order.
fn is_within(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

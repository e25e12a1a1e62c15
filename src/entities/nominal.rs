//! Descriptions that stand for something named before: "the president", "the company", "the city".

use super::keys;
use super::page::{Page, Place, Sort, words_of};
use crate::article::{Entity, EntityKind, Gender, Mention, Pos, Tag};
use crate::names::lists::{self, PlaceKind, TitleKind};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a noun describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// "The president".
    Person,
    /// "The 19-year-old".
    Aged,
    /// "The university": something whose name ends in that very word.
    Called(EntityKind),
    /// "The company".
    Company,
    /// "The country", "the province", "the city".
    Place(PlaceKind),
}

impl Kind {
    /// The kind of its mentions.
    pub(super) fn entity(self) -> EntityKind {
        match self {
            Self::Person | Self::Aged => EntityKind::Person,
            Self::Called(kind) => kind,
            Self::Company => EntityKind::Org,
            Self::Place(place) => place.entity(),
        }
    }
}

/// A noun phrase without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// From the article to the noun.
    pub(super) tokens: Range<usize>,
    /// Its last token.
    head: usize,
    pub(super) kind: Kind,
    pub(super) gender: Option<Gender>,
    /// "the", "this": somebody already known.
    definite: bool,
    /// "French", where it says so.
    people: Option<&'static str>,
}

/// How many names a description looks back, and how many sentences for places and companies.
const REACH: usize = 60;
const NEAR: usize = 3;
/// How often a place or company must be named to be meant from further away, and a place that no list has at all.
const OFTEN: usize = 3;
/// How many words may stand between article and noun.
const WIDTH: usize = 4;
/// How many tokens before an age are searched for somebody else of that age.
const AGES: usize = 600;
/// The tokens of an age behind its number.
const OLD: [&str; 4] = ["-", "year", "-", "old"];

/// Nouns for places and companies, and offices that a word stands for: "leader" for "president".
static NOUNS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows(include_str!("nouns.tsv")));
static OFFICES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows(include_str!("offices.tsv")));

fn rows(list: &'static str) -> HashMap<&'static str, &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// The description that begins at a token with its article: "the former president", "a woman".
pub(super) fn at(page: &Page<'_>, at: usize, end: usize) -> Option<Described> {
    if page.sort(at) != Sort::Determiner {
        return None;
    }
    let definite = matches!(page.lower(at), "the" | "this" | "that");
    let mut people = None;
    if definite && is_age(page, at + 1, end) && !is_noun(page, at + 2 + OLD.len()) {
        let tokens = at..at + 2 + OLD.len();
        return Some(Described { tokens, head: at + 1, kind: Kind::Aged, gender: None, definite, people });
    }
    for start in at + 1..(at + 1 + WIDTH).min(end) {
        let described = |end: usize, kind: Kind, gender: Option<Gender>| {
            Some(Described { tokens: at..end, head: end - 1, kind, gender, definite, people })
        };
        if let Some((words, title)) = page.title_starting(start).filter(|(_, t)| t.kind == TitleKind::Role) {
            let after = start + words;
            // "the school teacher": the last noun counts.
            if page.title_starting(after).is_some_and(|(_, t)| t.kind == TitleKind::Role) {
                continue;
            }
            return if is_noun(page, after) { None } else { described(after, Kind::Person, title.gender) };
        }
        let word = page.lower(start);
        let gender = match word {
            "woman" | "girl" | "lady" => Some(Gender::Feminine),
            "man" | "boy" | "gentleman" => Some(Gender::Masculine),
            _ => None,
        };
        let kind = if gender.is_some() { Some(Kind::Person) } else { thing(word).filter(|_| definite) };
        if let Some(kind) = kind.filter(|_| !is_noun(page, start + 1)) {
            return described(start + 1, kind, gender);
        }
        let adjective = matches!(page.pos(start), Pos::Adj | Pos::Noun | Pos::Num | Pos::Propn | Pos::Adv)
            || lists::title(word).is_some_and(|t| t.kind == TitleKind::Modifier);
        if page.sort(start) != Sort::Other || !adjective || is_another(page, start) {
            return None;
        }
        people = people.or_else(|| lists::people(word).map(|country| country.name));
    }
    None
}

/// Whether "19-year-old" stands there.
fn is_age(page: &Page<'_>, at: usize, end: usize) -> bool {
    at + OLD.len() < end && (0..OLD.len()).all(|n| page.lower(at + 1 + n) == OLD[n])
}

/// Whether a noun goes on there: "the president election" is none of a president.
fn is_noun(page: &Page<'_>, at: usize) -> bool {
    page.pos(at) == Pos::Noun
}

/// "the other company", "the largest city": not the one before.
fn is_another(page: &Page<'_>, at: usize) -> bool {
    let tag = page.tokens.get(at).and_then(|token| token.tag);
    matches!(tag, Some(Tag::Jjs | Tag::Rbs))
        || matches!(page.lower(at), "other" | "another" | "next" | "second" | "only")
}

/// What a noun describes that is no person.
fn thing(word: &str) -> Option<Kind> {
    match NOUNS.get(word) {
        Some(&"country") => return Some(Kind::Place(PlaceKind::Country)),
        Some(&"state") => return Some(Kind::Place(PlaceKind::State)),
        Some(&"city") => return Some(Kind::Place(PlaceKind::City)),
        Some(&"company") => return Some(Kind::Company),
        Some(_) => return None,
        None => {}
    }
    lists::head(word)
        .filter(|kind| matches!(kind, EntityKind::Org | EntityKind::Loc | EntityKind::Fac))
        .map(Kind::Called)
}

impl Described {
    /// The entity it stands for, among the names before it.
    pub(super) fn who(
        &self,
        page: &Page<'_>,
        entities: &[Entity],
        names: &[Mention],
        places: &[Place],
        sentence: usize,
    ) -> Option<u32> {
        let after = self.tokens.end;
        // "the mayor of Brightwater" is told by the town, "the city that never sleeps" by its clause.
        if !self.definite || page.lower(after) == "of" {
            return None;
        }
        let restricted = page.sort(after) == Sort::Relative || matches!(page.lower(after), "that" | "where");
        if restricted && self.kind != Kind::Person {
            return None;
        }
        // "the Holm Turnpike" is a name that nobody marked.
        let large =
            |t: usize| page.written(t).starts_with(char::is_uppercase) && lists::people(page.lower(t)).is_none();
        if self.kind != Kind::Person && self.tokens.clone().skip(1).any(large) {
            return None;
        }
        let before = names.iter().zip(places).rev().take(REACH);
        let before = before.filter(|(_, place)| place.tokens.end <= self.tokens.start);
        if self.kind == Kind::Aged {
            return self.of_that_age(page, before, sentence);
        }
        let mut seen: Vec<u32> = Vec::new();
        let mut best: Option<(usize, u32)> = None;
        for (name, place) in before {
            let Some(index) = name.entity.filter(|index| !seen.contains(index)) else { continue };
            seen.push(index);
            let Some(entity) = entities.get(index as usize) else { continue };
            if !self.fits(page, name, entity) {
                continue;
            }
            // People come and go; "the city" is the one that the article is about.
            let count = entity.mentions.len();
            if self.kind == Kind::Person {
                return Some(index);
            }
            let near = count >= OFTEN || matches!(self.kind, Kind::Called(_)) || place.sentence + NEAR >= sentence;
            if near && best.is_none_or(|(most, _)| count > most) {
                best = Some((count, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Whose age was given as that: "Ada Holm, 19,". Else, if nobody else was said to be so old, the only person named in
    /// the last sentence that names any, if that is near.
    fn of_that_age<'p>(
        &self,
        page: &Page<'_>,
        before: impl Iterator<Item = (&'p Mention, &'p Place)>,
        sentence: usize,
    ) -> Option<u32> {
        let age = page.lower(self.head);
        let mut last: Option<(usize, u32)> = None;
        let mut several = false;
        for (name, place) in before.filter(|(name, _)| name.kind == EntityKind::Person) {
            let Some(entity) = name.entity else { continue };
            let end = place.tokens.end;
            let given = page.sort(end) == Sort::Comma && page.pos(end + 1) == Pos::Num;
            if given && page.lower(end + 1) == age {
                return Some(entity);
            }
            match last {
                None if given => several = true,
                None => last = Some((place.sentence, entity)),
                Some((same, first)) => several |= place.sentence == same && (entity != first || given),
            }
        }
        let unnamed = || {
            let mut before = self.tokens.start.saturating_sub(AGES)..self.tokens.start;
            before.any(|at| page.lower(at) == age && is_age(page, at, self.tokens.start))
        };
        let near = last.filter(|(named, _)| named + NEAR > sentence && !several && !unnamed());
        near.map(|(_, entity)| entity)
    }

    fn fits(&self, page: &Page<'_>, name: &Mention, entity: &Entity) -> bool {
        let head = page.lower(self.head);
        match self.kind {
            Kind::Aged => false,
            Kind::Person => {
                let other = |people| {
                    entity
                        .affiliation
                        .as_deref()
                        .is_some_and(|body| body != people && lists::country(&body.to_lowercase()).is_some())
                };
                name.kind == EntityKind::Person && holds(entity, head) && !self.people.is_some_and(other)
            }
            Kind::Called(kind) => {
                let place = matches!(kind, EntityKind::Loc | EntityKind::Fac);
                let same = if place { is_place(name.kind) } else { name.kind == EntityKind::Org };
                same && is_called(page, name, head, place)
            }
            Kind::Company => name.kind == EntityKind::Org && is_company(page, name),
            Kind::Place(kind) => name.kind == EntityKind::Gpe && is_one(entity, kind),
        }
    }
}

fn is_place(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac)
}

/// Whether somebody holds that office, or one that the word stands for.
fn holds(entity: &Entity, head: &str) -> bool {
    let narrower = OFFICES.get(head).copied().unwrap_or("");
    let fits = |last: &str| {
        let last = last.trim_end_matches('.');
        last.eq_ignore_ascii_case(head) || narrower.split(';').any(|office| last.eq_ignore_ascii_case(office))
    };
    entity.roles.iter().any(|role| role.rsplit(' ').next().is_some_and(fits))
}

/// Whether a name ends in that word, or a place's name begins with it: "Lake Holm".
fn is_called(page: &Page<'_>, name: &Mention, head: &str, place: bool) -> bool {
    let words = keys::words(words_of(page.text, name.span));
    let Some(last) = words.last().filter(|_| words.len() > 1) else { return false };
    last == head || place && words[0] == head
}

/// Whether it may be a company: it says so, or nothing in its name says what else it is.
fn is_company(page: &Page<'_>, name: &Mention) -> bool {
    let words = keys::words(words_of(page.text, name.span));
    let Some(last) = words.last() else { return false };
    lists::is_company_form(last) && words.len() > 1
}

/// Whether a place is of that kind, as far as the lists know; a place that no list has is a town, if it is named often.
fn is_one(entity: &Entity, kind: PlaceKind) -> bool {
    match lists::place(&entity.name.to_lowercase()) {
        Some(place) => place.kind == kind,
        None => kind == PlaceKind::City && entity.mentions.len() >= OFTEN,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        for list in [include_str!("nouns.tsv"), include_str!("offices.tsv")] {
            let rows: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(rows.is_sorted_by(|a, b| a < b));
            assert!(rows.iter().all(|row| row.split('\t').count() == 2));
        }
    }
}

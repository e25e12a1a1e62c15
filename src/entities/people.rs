//! Which names are one person's.
//!
//! Full names come first, longest first; then, in reading order, the names that are part of one: the family name, the
//! family name in front ("Xi" of "Xi Jinping"), the given name. Where two people share it, the title decides ("Mrs Holm"),
//! then whom the article names in full more often, then whom it named first: relatives come later. Last, names that the
//! text itself calls one ([`alias`]).

use super::alias;
use super::page::{Page, words_of};
use super::person::PersonName;
use super::role::Left;
use crate::article::{EntityKind, Gender, Mention};
use std::collections::HashMap;

/// The names of one person.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The fullest name.
    pub(super) name: PersonName,
    /// What titles and given names say.
    pub(super) gender: Option<Gender>,
    /// Indices of mentions, in reading order.
    pub(super) mentions: Vec<u32>,
    /// How many of them are full names, and the first that is.
    full: usize,
    first: u32,
    /// The offices that stand before the full name.
    offices: Vec<String>,
}

/// How many people of one name are compared before a further one is simply someone else.
const BEARERS: usize = 24;

/// What a word is in a full name; better reasons first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Last,
    First,
    Middle,
}

#[derive(Default)]
struct Directory {
    people: Vec<Person>,
    /// For each word of a full name, who has it.
    bearers: HashMap<String, Vec<(Part, u32)>>,
    /// For each name that is no full one and nobody's part, who is called so.
    alone: HashMap<String, Vec<u32>>,
}

/// Groups the mentions of people; `lefts` holds what stands before each mention.
pub(super) fn people(page: &Page<'_>, mentions: &[Mention], lefts: &HashMap<u32, Left>) -> Vec<Person> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<(PersonName, Vec<u32>)> = Vec::new();
    let mut in_order: Vec<(u32, usize)> = Vec::new();
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityKind::Person) {
        let written = words_of(page.text, mention.span);
        let name = *known.entry(written).or_insert_with(|| {
            names.push((PersonName::read(written), Vec::new()));
            names.len() - 1
        });
        if !names[name].0.words.is_empty() {
            names[name].1.push(i as u32);
            in_order.push((i as u32, name));
        }
    }
    let mut directory = Directory::default();
    let mut full: Vec<usize> = (0..names.len()).filter(|&n| names[n].0.words.len() > 1).collect();
    full.sort_by_key(|&n| std::cmp::Reverse(names[n].0.words.len()));
    let mut owners: Vec<Option<u32>> = vec![None; names.len()];
    for n in full {
        owners[n] = Some(directory.enter(&names[n].0, &names[n].1, lefts));
    }
    let mut bearers: Vec<Option<u32>> = vec![None; mentions.len()];
    for (mention, name) in in_order {
        let person = match owners[name] {
            Some(person) => person,
            None => directory.short(&names[name].0, lefts.get(&mention)),
        };
        bearers[mention as usize] = Some(person);
        directory.people[person as usize].mentions.push(mention);
    }
    join(page, mentions, &bearers, directory.people)
}

/// Makes one of the people of whom the text says so.
fn join(page: &Page<'_>, mentions: &[Mention], bearers: &[Option<u32>], people: Vec<Person>) -> Vec<Person> {
    let pairs = alias::told(page, mentions).into_iter();
    let mut pairs = pairs
        .filter_map(|(a, b)| Some((bearers[a as usize]?, bearers[b as usize]?)))
        .filter(|(a, b)| a != b)
        .peekable();
    if pairs.peek().is_none() {
        return people;
    }
    let first = alias::join(people.len(), pairs);
    let mut joined: Vec<Person> = Vec::new();
    let mut places = vec![0; people.len()];
    for (i, person) in people.into_iter().enumerate() {
        if first[i] as usize == i {
            places[i] = joined.len();
            joined.push(person);
        } else {
            let whole = &mut joined[places[first[i] as usize]];
            whole.gender = whole.gender.or(person.gender);
            whole.mentions.extend(person.mentions);
            whole.mentions.sort_unstable();
        }
    }
    joined
}

impl Directory {
    /// The person with that full name, new or known.
    fn enter(&mut self, name: &PersonName, mentions: &[u32], lefts: &HashMap<u32, Left>) -> u32 {
        let titles = mentions.iter().find_map(|m| lefts.get(m)?.gender);
        let gender = titles.or_else(|| name.gender());
        let mut offices: Vec<String> =
            mentions.iter().filter_map(|m| lefts.get(m)?.office.clone()).take(BEARERS).collect();
        offices.extend(name.office.clone());
        offices.retain(|office| is_high(office) || is_rank(office));
        let ends = [name.last(), name.words[0].as_str()];
        let known = ends.iter().flat_map(|word| self.bearers.get(*word).into_iter().flatten()).take(BEARERS);
        let person = known.map(|&(_, p)| p).find(|&p| self.people[p as usize].name.agrees(name));
        if let Some(p) = person {
            let person = &mut self.people[p as usize];
            person.gender = titles.or(person.gender).or(gender);
            person.full += mentions.len();
            person.first = person.first.min(mentions.first().copied().unwrap_or(u32::MAX));
            person.offices.append(&mut offices);
            person.offices.truncate(BEARERS);
            return p;
        }
        let p = self.people.len() as u32;
        let count = name.words.len();
        for (i, word) in name.words.iter().enumerate().filter(|(_, w)| w.chars().count() > 1) {
            let part = match i {
                0 if name.by_place() => Part::Last,
                _ if name.by_place() => Part::Middle,
                _ if i + 1 == count => Part::Last,
                0 => Part::First,
                _ => Part::Middle,
            };
            let bearers = self.bearers.entry(word.clone()).or_default();
            if bearers.len() < BEARERS {
                bearers.push((part, p));
            }
        }
        let (full, first) = (mentions.len(), mentions.first().copied().unwrap_or(u32::MAX));
        self.people.push(Person { name: name.clone(), gender, mentions: Vec::new(), full, first, offices });
        p
    }

    /// The person called by a part of the name at one place in the text.
    fn short(&mut self, name: &PersonName, left: Option<&Left>) -> u32 {
        let gender = name.gender.or_else(|| left.and_then(|l| l.gender));
        let office = name.office.clone().or_else(|| left.and_then(|l| l.office.clone()));
        let suits = |person: &Person| {
            // "President Holm" is not "First Lady Ada Holm".
            let holds =
                |office: &String| !is_high(office) || person.offices.is_empty() || person.offices.contains(office);
            !matches!((gender, person.gender), (Some(a), Some(b)) if a != b)
                && office.as_ref().is_none_or(holds)
                && person.name.may_be_numbered(name)
        };
        let word = name.last();
        let bearers = self.bearers.get(word).into_iter().flatten();
        // With an honorific it is the family name that follows.
        let formal = left.is_some_and(|l| l.honorific) || name.gender.is_some();
        let best = bearers
            .filter(|&&(part, p)| suits(&self.people[p as usize]) && !(formal && part == Part::Middle))
            .min_by_key(|&&(part, p)| {
                let person = &self.people[p as usize];
                (part, std::cmp::Reverse(person.full), person.first)
            })
            .map(|&(_, p)| p);
        let alone = self.alone.get(word).into_iter().flatten().copied().find(|&p| suits(&self.people[p as usize]));
        if let Some(p) = best.or(alone) {
            let person = &mut self.people[p as usize];
            person.gender = person.gender.or(gender);
            person.name.number = person.name.number.take().or_else(|| name.number.clone());
            return p;
        }
        let p = self.people.len() as u32;
        self.people.push(Person {
            name: name.clone(),
            gender,
            mentions: Vec::new(),
            full: 0,
            first: u32::MAX,
            offices: office.into_iter().filter(|office| is_high(office)).collect(),
        });
        self.alone.entry(word.to_owned()).or_default().push(p);
        p
    }
}

/// Offices of which somebody who is called by another rank is no holder.
fn is_high(office: &str) -> bool {
    matches!(office, "president" | "premier" | "chancellor" | "minister" | "lady")
}

fn is_rank(office: &str) -> bool {
    matches!(
        office,
        "senator" | "sen" | "governor" | "gov" | "representative" | "rep" | "secretary" | "mayor" | "judge"
    )
}

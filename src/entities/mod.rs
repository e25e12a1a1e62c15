//! Who is who: mentions grouped into entities, roles, pronouns.
//!
//! In this order, each step using the ones before:
//!
//! 1. [`pair`] and [`again`]: names that were found as one, or not found; [`role`]: titles and appositions of every
//!    person named.
//! 2. [`people`] and [`group`]: which names are one person's, one country's, one organisation's; [`alias`]: which of them
//!    the text itself calls one.
//! 3. [`anaphora`] and [`nominal`]: "she", "the president", "the company"; with full effort [`syntax`] helps.
//! 4. [`salience`], which also decides the order, and does so again when quotations have speakers ([`rank`]).
//!
//! Sums of money, percentages and measurements belong to no entity. [`plurals`] tells whom "the two leaders" means.

mod again;
mod alias;
mod anaphora;
mod capital;
mod clause;
mod clipped;
mod evidence;
mod group;
mod keys;
mod knowledge;
mod nominal;
mod page;
mod pair;
mod part;
mod people;
mod person;
mod plural;
mod ranker;
mod role;
mod salience;
mod syntax;

use crate::article::{Article, Entity, EntityKind, Mention};
use crate::tagger::{Effort, Forms, Model};
pub use evidence::{COUNT, Candidate, Choice, Evidence};
use group::Group;
pub use knowledge::{Knowledge, Known, identify};
use page::{Page, words_of};
use people::Person;
pub use plural::{Plurals, plurals};
use role::Fact;
use std::collections::{HashMap, HashSet};
use syntax::Trees;

/// Fills `entities`, adds pronouns and nominals to `mentions`, and links every mention it can.
pub fn resolve(article: &mut Article, forms: &Forms, model: &Model, effort: Effort) {
    read(article, forms, model, effort, None);
}

/// Like [`resolve`]; returns every pronoun with everybody it may stand for.
pub fn choices(article: &mut Article, forms: &Forms, model: &Model, effort: Effort) -> Vec<Choice> {
    read(article, forms, model, effort, Some(Vec::new()))
}

/// Ranks entities by how much the article is about them, its quotations counted. Indices in mentions, entities and
/// quotations are made to fit; `mentions` are sorted.
pub fn rank(article: &mut Article) {
    let (mut entities, mut quotes) = (std::mem::take(&mut article.entities), std::mem::take(&mut article.quotes));
    let mut mentions = std::mem::take(&mut article.mentions);
    salience::rank(&Page::new(article, &[]), &mut mentions, &mut entities, &mut quotes);
    (article.mentions, article.entities, article.quotes) = (mentions, entities, quotes);
}

fn read(
    article: &mut Article,
    forms: &Forms,
    model: &Model,
    effort: Effort,
    choices: Option<Vec<Choice>>,
) -> Vec<Choice> {
    let mut mentions = std::mem::take(&mut article.mentions);
    pair::split(&article.text, &mut mentions);
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    for mention in &mut mentions {
        mention.entity = None;
    }
    let mut page = Page::new(article, &mentions);
    mentions.extend(again::missed(&page, &mentions));
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    page.places = page.locate(mentions.iter().map(|m| m.span));
    let (lefts, facts) = role::read(&page, &mentions);
    let people = people::people(&page, &mentions, &lefts);
    let things = group::things(&page, &mentions);
    let mut entities: Vec<Entity> = Vec::with_capacity(people.len() + things.len());
    entities.extend(people.iter().map(|person| person_entity(&page, &mentions, person)));
    entities.extend(things.iter().map(|group| thing_entity(&page, &mentions, group)));
    link(&entities, &mut mentions);
    tell(&page, &mentions, &facts, &mut entities);
    let trees = (effort >= Effort::Full).then(|| Trees::new(article, forms, model));
    let (more, choices) = anaphora::follow(&page, &mentions, &facts, &mut entities, choices, trees);
    mentions.extend(more);
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    salience::rank(&page, &mut mentions, &mut entities, &mut []);
    article.mentions = mentions;
    article.entities = entities;
    choices
}

fn person_entity(page: &Page<'_>, mentions: &[Mention], person: &Person) -> Entity {
    let written = written(page, mentions, &person.mentions);
    // The most words; of those the most often used; of those the first.
    let full = |name: &str| name.split_whitespace().filter(|w| !is_title(w)).count();
    let name = written.iter().rev().max_by_key(|(name, count)| (full(name), !is_shouted(name), *count));
    let mut name: &str = name.map_or("", |(name, _)| name);
    while let Some((first, rest)) = name.split_once(' ') {
        if !is_title(first) {
            break;
        }
        name = rest;
    }
    let mut entity = entity(name, EntityKind::Person, &written, &person.mentions);
    entity.gender = person.gender;
    entity
}

fn is_title(word: &str) -> bool {
    person::inside(&word.to_lowercase()).is_some()
}

fn thing_entity(page: &Page<'_>, mentions: &[Mention], group: &Group) -> Entity {
    let written = written(page, mentions, &group.mentions);
    let longest =
        || written.iter().rev().max_by_key(|(name, count)| (name.split(' ').count(), !is_shouted(name), *count));
    let name = group.usual.or_else(|| longest().map(|(name, _)| name.as_str())).unwrap_or("");
    let mut kinds: HashMap<EntityKind, f32> = HashMap::new();
    for mention in group.mentions.iter().filter_map(|&m| mentions.get(m as usize)) {
        *kinds.entry(mention.kind).or_default() += mention.confidence.max(0.1);
    }
    let kind = kinds.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    entity(name, kind.map_or(EntityKind::Org, |(kind, _)| kind), &written, &group.mentions)
}

fn entity(name: &str, kind: EntityKind, written: &[(String, u32)], mentions: &[u32]) -> Entity {
    let mut entity = Entity::new(name, kind);
    entity.aliases = written.iter().map(|(alias, _)| alias).filter(|alias| *alias != name).cloned().collect();
    entity.mentions = mentions.to_vec();
    entity
}

/// The different ways a thing is written, with white space made single, and how often, in order of first appearance.
fn written(page: &Page<'_>, mentions: &[Mention], which: &[u32]) -> Vec<(String, u32)> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut forms: Vec<(String, u32)> = Vec::new();
    for mention in which.iter().filter_map(|&m| mentions.get(m as usize)) {
        let words = words_of(page.text, mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let form = *known.entry(words).or_insert_with_key(|words| {
            forms.push((words.clone(), 0));
            forms.len() - 1
        });
        forms[form].1 += 1;
    }
    forms
}

/// Whether it is set in capitals, as headlines are.
fn is_shouted(name: &str) -> bool {
    name.len() > 4 && !name.contains(char::is_lowercase)
}

fn link(entities: &[Entity], mentions: &mut [Mention]) {
    for (i, entity) in entities.iter().enumerate() {
        for &mention in &entity.mentions {
            if let Some(mention) = mentions.get_mut(mention as usize) {
                mention.entity = Some(i as u32);
            }
        }
    }
}

/// Gives people their roles, affiliations and what their roles say of their gender.
fn tell(page: &Page<'_>, mentions: &[Mention], facts: &[Fact], entities: &mut [Entity]) {
    let owner = |mention: u32| mentions.get(mention as usize).and_then(|m| m.entity);
    let mut known: HashSet<(u32, String)> = HashSet::new();
    for fact in facts {
        let Some(person) = owner(fact.mention) else { continue };
        let named = fact.affiliation.and_then(|body| affiliation(page, mentions, entities, body));
        let affiliation = named.or_else(|| fact.country.map(str::to_owned));
        let Some(entity) = entities.get_mut(person as usize) else { continue };
        if !fact.role.is_empty() && known.insert((person, fact.role.to_lowercase())) {
            entity.roles.push(fact.role.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        entity.gender = entity.gender.or(fact.gender);
        entity.affiliation = entity.affiliation.take().or(affiliation);
    }
}

/// What somebody stands for whose title goes with that mention: "Russian" is Russia.
fn affiliation(page: &Page<'_>, mentions: &[Mention], entities: &[Entity], body: u32) -> Option<String> {
    let mention = mentions.get(body as usize)?;
    if mention.kind == EntityKind::Norp {
        let lower = words_of(page.text, mention.span).to_lowercase();
        return Some(
            crate::names::lists::people(&lower)
                .map_or_else(|| words_of(page.text, mention.span).to_owned(), |country| country.name.to_owned()),
        );
    }
    entities.get(mention.entity? as usize).map(|e| e.name.clone())
}

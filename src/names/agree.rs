//! One answer an article: a name that the model takes for a person once and for a place four times is a place.
//!
//! The mentions of a name vote, each as loud as the model is sure; what stands around them votes as well: titles and
//! full names for people, "in" and "the island of" for places. Countries and cities are organisations now and then
//! (teams, governments), so those two are left as they are.

use super::{Named, is_large, lists, lower, spell};
use crate::article::{Article, EntityKind, Word};
use crate::tagger::hash;
use lists::TitleKind;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What the mentions of one name say.
#[derive(Clone, Debug, Default)]
struct Votes {
    /// By kind, in order of first appearance.
    kinds: Vec<(EntityKind, f32)>,
    /// How many mentions stand where only places do, and whether "the island of" says that it is none with a council.
    places: u32,
    nature: bool,
    /// Something beside the model says that it is a person.
    person: bool,
}

/// How much a title or a full name adds.
const PERSON: f32 = 1.5;
/// How much louder than a known person's the others must be.
const LOUDER: f32 = 1.2;

/// Makes the kinds of the same names agree.
pub(super) fn agree(article: &Article, names: &mut [Named]) {
    let parts = parts(article, names);
    let mut votes: HashMap<u64, Votes> = HashMap::new();
    for name in names.iter() {
        let votes = votes.entry(key(article, name)).or_default();
        votes.add(name.kind, name.confidence.max(0.1));
        if name.kind == EntityKind::Person && is_person(article, name, &parts) {
            votes.add(EntityKind::Person, PERSON);
            votes.person = true;
        } else if let Some(nature) = placed(article, name) {
            votes.places += 1;
            votes.nature |= nature;
        } else if name.kind == EntityKind::Gpe && is_part(article, name, &parts) {
            // "Late Sørensen strike sinks champions", and Jonas Sørensen below.
            votes.add(EntityKind::Person, PERSON);
            votes.person = true;
        }
    }
    for votes in votes.values_mut() {
        votes.turn();
    }
    for name in names.iter_mut() {
        let Some(votes) = votes.get(&key(article, name)).filter(|votes| votes.kinds.len() > 1) else { continue };
        let Some(winner) = votes.winner() else { continue };
        let people = name.kind == EntityKind::Person || winner == EntityKind::Person;
        let team = |kind| matches!(kind, EntityKind::Org | EntityKind::Gpe | EntityKind::Loc | EntityKind::Norp);
        if people || name.tokens.len() > 1 || !(team(name.kind) && team(winner)) {
            name.kind = winner;
        }
    }
    let companies = companies(article, names);
    if !companies.is_empty() {
        for name in names.iter_mut() {
            let key = key(article, name);
            if companies.contains(&key) && votes.get(&key).is_none_or(|votes| !votes.person) {
                name.kind = EntityKind::Org;
            }
        }
    }
    if !votes.values().any(|votes| votes.nature) {
        return;
    }
    let mut spelt = String::new();
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Gpe) {
        if votes.get(&key(article, name)).is_some_and(|votes| votes.nature) {
            spell(article, name.tokens.clone(), &mut spelt);
            if lists::place(&spelt).is_none() {
                name.kind = EntityKind::Loc;
            }
        }
    }
}

impl Votes {
    fn add(&mut self, kind: EntityKind, weight: f32) {
        match self.kinds.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, sum)) => *sum += weight,
            None => self.kinds.push((kind, weight)),
        }
    }

    /// What stands where only places do, and nothing says that it is a person, is a place.
    fn turn(&mut self) {
        if let [(EntityKind::Person, sum)] = self.kinds.as_slice()
            && self.places > 0
            && *sum < PERSON + self.places as f32
        {
            self.add(EntityKind::Gpe, LOUDER * sum + 1.0);
        }
    }

    /// The loudest kind; None where it is a person that only the model knows.
    fn winner(&self) -> Option<EntityKind> {
        let weight = |&(kind, sum): &(EntityKind, f32)| match kind {
            EntityKind::Person if self.person => sum * LOUDER,
            EntityKind::Person => sum / LOUDER,
            _ => sum,
        };
        let best = self.kinds.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
        Some(best.0).filter(|&kind| kind != EntityKind::Person || self.person)
    }
}

/// The words of a name as one number.
fn key(article: &Article, name: &Named) -> u64 {
    words(article, name.tokens.clone())
}

fn words(article: &Article, tokens: Range<usize>) -> u64 {
    article.tokens[tokens].iter().fold(0, |key, token| hash::join(key, u64::from(token.lower.0) + 1))
}

/// The first and last words of the full names of people, but for those that are places as well.
fn parts(article: &Article, names: &[Named]) -> HashSet<Word> {
    let full = names.iter().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
    full.flat_map(|name| [name.tokens.start, name.tokens.end - 1])
        .filter(|&at| lists::place(lower(article, at)).is_none())
        .map(|at| article.tokens[at].lower)
        .collect()
}

/// The companies that are named in full somewhere: "Zenta shares" are those of Zenta Plc.
fn companies(article: &Article, names: &[Named]) -> HashSet<u64> {
    let full = names.iter().filter(|name| name.kind == EntityKind::Org && name.tokens.len() > 1);
    let full = full.filter(|name| lists::is_company_form(lower(article, name.tokens.end - 1).trim_end_matches('.')));
    full.map(|name| name.tokens.start..name.tokens.end - 1)
        .filter(|short| short.len() > 1 || lists::place(lower(article, short.start)).is_none())
        .map(|short| words(article, short))
        .collect()
}

/// Whether it is one word of somebody's full name.
fn is_part(article: &Article, name: &Named, parts: &HashSet<Word>) -> bool {
    name.tokens.len() == 1 && parts.contains(&article.tokens[name.tokens.start].lower)
}

/// Whether something beside the model says that it is a person.
fn is_person(article: &Article, name: &Named, parts: &HashSet<Word>) -> bool {
    let first = lower(article, name.tokens.start);
    let before = name.tokens.start.checked_sub(1).map_or("", |at| lower(article, at));
    let titled = lists::title(before.trim_end_matches('.')).is_some_and(|title| title.kind != TitleKind::Modifier);
    let full = if name.tokens.len() > 1 { lists::given_name(first).is_some() } else { is_part(article, name, parts) };
    titled || full || lower(article, name.tokens.end) == "who"
}

/// Whether it stands where a place does, and whether the words before say of nature it is.
fn placed(article: &Article, name: &Named) -> Option<bool> {
    let before = |n: usize| name.tokens.start.checked_sub(n).map_or("", |at| lower(article, at));
    let article_word = usize::from(before(1) == "the");
    match before(1 + article_word) {
        "of" => match before(2 + article_word) {
            "island" | "isle" | "peninsula" | "archipelago" | "islet" => Some(true),
            "city" | "town" | "village" | "province" | "port" | "district" | "county" | "municipality" | "suburb"
            | "hamlet" | "parish" | "mayor" | "outskirts" | "streets" | "suburbs" => Some(false),
            _ => None,
        },
        // "interest in", "in Holm's words", "in Holm and Lind".
        "in" => {
            let after = lower(article, name.tokens.end);
            let noun = matches!(
                before(2 + article_word),
                "interest"
                    | "confidence"
                    | "faith"
                    | "trust"
                    | "believe"
                    | "believes"
                    | "belief"
                    | "invest"
                    | "invested"
                    | "stake"
                    | "share"
                    | "shares"
                    | "investment"
            );
            let modifies = matches!(after, "'s" | "'" | "-") || is_large(article, name.tokens.end);
            (!noun && !modifies && article_word == 0).then_some(false)
        }
        _ => None,
    }
}

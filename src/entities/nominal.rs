//! Descriptions that stand for somebody named before: "the president", "the company".

use super::keys;
use super::page::{Page, Place, Sort, words_of};
use crate::article::{Entity, EntityKind, Gender, Mention, Pos};
use crate::names::lists::{self, TitleKind};
use std::ops::Range;

/// A noun phrase without a name that stands for a person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// From the article to the noun.
    pub(super) tokens: Range<usize>,
    /// Its last token.
    head: usize,
    /// A person, not an organisation.
    pub(super) person: bool,
    pub(super) gender: Option<Gender>,
    /// "the", "this": somebody already known.
    definite: bool,
}

/// How many names a description looks back.
const REACH: usize = 60;
/// How many words may stand between article and noun.
const WIDTH: usize = 4;

/// The description that begins at a token with its article: "the former president", "a woman".
pub(super) fn at(page: &Page<'_>, at: usize, end: usize) -> Option<Described> {
    if page.sort(at) != Sort::Determiner {
        return None;
    }
    let definite = matches!(page.lower(at), "the" | "this" | "that");
    for start in at + 1..(at + 1 + WIDTH).min(end) {
        if let Some((words, title)) = page.title_starting(start).filter(|(_, t)| t.kind == TitleKind::Role) {
            let after = start + words;
            // "the school teacher": the last noun counts.
            if page.title_starting(after).is_some_and(|(_, t)| t.kind == TitleKind::Role) {
                continue;
            }
            if is_noun(page, after) {
                return None;
            }
            let described =
                Described { tokens: at..after, head: after - 1, person: true, gender: title.gender, definite };
            return Some(described);
        }
        let word = page.lower(start);
        let gender = match word {
            "woman" | "girl" | "lady" => Some(Gender::Feminine),
            "man" | "boy" | "gentleman" => Some(Gender::Masculine),
            _ => None,
        };
        let body = definite && is_body(word);
        if (gender.is_some() || body) && !is_noun(page, start + 1) {
            let person = gender.is_some();
            return Some(Described { tokens: at..start + 1, head: start, person, gender, definite });
        }
        let adjective = matches!(page.pos(start), Pos::Adj | Pos::Noun | Pos::Num | Pos::Propn | Pos::Adv)
            || lists::title(word).is_some_and(|t| t.kind == TitleKind::Modifier);
        if page.sort(start) != Sort::Other || !adjective {
            return None;
        }
    }
    None
}

/// Whether a noun goes on there: "the president election" is none of a president.
fn is_noun(page: &Page<'_>, at: usize) -> bool {
    page.pos(at) == Pos::Noun
}

impl Described {
    /// The entity it stands for, among the names before it.
    pub(super) fn who(&self, page: &Page<'_>, entities: &[Entity], names: &[Mention], places: &[Place]) -> Option<u32> {
        if !self.definite {
            return None;
        }
        let head = page.lower(self.head);
        let of = page.lower(self.tokens.end) == "of";
        let kind = if self.person { EntityKind::Person } else { EntityKind::Org };
        let before = names.iter().zip(places).rev().filter(|(name, _)| name.kind == kind).take(REACH);
        let mut last = None;
        for (name, _) in before {
            let Some(index) = name.entity.filter(|_| name.entity != last) else { continue };
            last = Some(index);
            let Some(entity) = entities.get(index as usize) else { continue };
            let fits = if self.person { holds(entity, head) && !of } else { is_called(page, name, head) };
            if fits {
                return Some(index);
            }
        }
        None
    }
}

/// Whether somebody holds that office.
fn holds(entity: &Entity, head: &str) -> bool {
    entity.roles.iter().any(|role| role.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(head)))
}

/// Whether an organisation's name ends in that word, or in one that makes it a company.
fn is_called(page: &Page<'_>, name: &Mention, head: &str) -> bool {
    let words = keys::words(words_of(page.text, name.span));
    let Some(last) = words.last().filter(|_| words.len() > 1) else { return false };
    last == head || matches!(head, "company" | "firm") && keys::is_company_form(last)
}

/// Nouns that stand for an organisation named before.
fn is_body(word: &str) -> bool {
    lists::head(word) == Some(EntityKind::Org) && !matches!(word, "times" | "sun" | "mail" | "post" | "church" | "city")
        || matches!(word, "firm")
}

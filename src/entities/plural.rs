//! Whom plural descriptions and pronouns stand for: "the two leaders", "both sides", "the pair", "they".

use super::page::{Page, Place, Sort};
use crate::article::{Article, EntityKind, Form, Mention, Pos};
use crate::names::lists::{self, TitleKind};
use crate::span::Span;
use std::collections::VecDeque;
use std::ops::Range;

/// The plural descriptions and pronouns of an article whose people or countries are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plurals {
    found: Vec<(Span, Vec<u32>)>,
}

impl Plurals {
    /// The entities that the first plural inside a span stands for; empty when there is none, or nobody knows.
    pub fn of(&self, span: Span) -> &[u32] {
        let first = self.found.partition_point(|(plural, _)| plural.start < span.start);
        match self.found.get(first) {
            Some((plural, entities)) if span.contains(*plural) => entities,
            _ => &[],
        }
    }

    /// Each with its words, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &[u32])> {
        self.found.iter().map(|(span, entities)| (*span, entities.as_slice()))
    }
}

/// Finds the plurals of an article that `resolve` has read.
pub fn plurals(article: &Article) -> Plurals {
    let page = Page::new(article, &article.mentions);
    let mut reader =
        Reader { page: &page, mentions: &article.mentions, named: VecDeque::new(), groups: VecDeque::new() };
    let mut found = Vec::new();
    let mut next = 0;
    for sentence in 0..page.sentences.len() {
        reader.sentence(sentence, &mut next, &mut found);
    }
    Plurals { found }
}

/// How many sentences back people may have been named.
const NEAR: usize = 4;
/// How many sentences a description is remembered.
const FAR: usize = 30;
/// How many groups and names are remembered.
const MOST: usize = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    People,
    /// Countries, organisations.
    Bodies,
}

/// Several named together, or once described together.
#[derive(Clone, Debug)]
struct Group {
    class: Class,
    entities: Vec<u32>,
    sentence: usize,
    /// Described before, not only named in a row.
    described: bool,
}

/// A plural noun phrase.
struct Plural {
    tokens: Range<usize>,
    /// None for "they", which may be either.
    class: Option<Class>,
    /// How many, where it says so.
    count: Option<usize>,
}

struct Reader<'a> {
    page: &'a Page<'a>,
    mentions: &'a [Mention],
    /// Lately named, oldest first: sentence, class, entity.
    named: VecDeque<(usize, Class, u32)>,
    /// Oldest first.
    groups: VecDeque<Group>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: usize, next: &mut usize, found: &mut Vec<(Span, Vec<u32>)>) {
        let tokens = self.page.sentence(sentence);
        let mut at = tokens.start;
        while at < tokens.end {
            while self.place(*next).is_some_and(|p| p.tokens.start < at) {
                *next += 1;
            }
            while self.place(*next).is_some_and(|p| p.tokens.start == at && !p.tokens.is_empty()) {
                self.name(*next, sentence);
                *next += 1;
            }
            if let Some(plural) = self.plural(at, tokens.end) {
                if let Some((class, entities)) = self.who(&plural, sentence) {
                    found.push((self.page.span(plural.tokens.clone()), entities.clone()));
                    self.remember(Group { class, entities, sentence, described: true });
                }
                at = plural.tokens.end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }

    fn place(&self, mention: usize) -> Option<&Place> {
        self.page.places.get(mention)
    }

    fn name(&mut self, index: usize, sentence: usize) {
        let Some((class, entity)) = self.mentions.get(index).and_then(who_named) else { return };
        if self.named.len() == MOST {
            self.named.pop_front();
        }
        self.named.push_back((sentence, class, entity));
        // "Ada and Bo", "Ada, Bo and Cy": a row grows by one.
        let row = index.checked_sub(1).filter(|&before| self.are_joined(before, index));
        let Some((other, before)) = row.and_then(|b| self.mentions.get(b).and_then(who_named)) else { return };
        if other != class || before == entity {
            return;
        }
        match self.groups.back_mut() {
            Some(group) if !group.described && group.sentence == sentence && group.entities.last() == Some(&before) => {
                if !group.entities.contains(&entity) {
                    group.entities.push(entity);
                }
            }
            _ => self.remember(Group { class, entities: vec![before, entity], sentence, described: false }),
        }
    }

    /// Whether only "and", titles and adjectives stand between two mentions.
    fn are_joined(&self, before: usize, after: usize) -> bool {
        let (Some(before), Some(after)) = (self.place(before), self.place(after)) else { return false };
        let between = before.tokens.end..after.tokens.start;
        if between.is_empty() || between.len() > 5 {
            return false;
        }
        let joint = self.page.sort(between.start) == Sort::And || matches!(self.page.lower(between.start), "-" | "–");
        joint && between.skip(1).all(|t| self.page.sort(t) == Sort::Other && !self.page.is_verb(t))
    }

    fn remember(&mut self, group: Group) {
        if self.groups.len() == MOST {
            self.groups.pop_front();
        }
        self.groups.push_back(group);
    }

    /// The plural that begins at a token.
    fn plural(&self, at: usize, end: usize) -> Option<Plural> {
        let page = self.page;
        if page.sort(at) == Sort::They {
            return Some(Plural { tokens: at..at + 1, class: None, count: None });
        }
        let both = page.lower(at) == "both";
        if !both && !matches!(page.lower(at), "the" | "these" | "those") {
            return None;
        }
        let mut count = both.then_some(2);
        for t in at + 1..(at + 5).min(end) {
            let word = page.lower(t);
            let plural = |class, count| Some(Plural { tokens: at..t + 1, class: Some(class), count });
            match word {
                "two" => count = Some(2),
                "three" => count = Some(3),
                "four" => count = Some(4),
                "pair" | "couple" | "duo" if page.lower(t + 1) != "of" => return plural(Class::People, Some(2)),
                "trio" => return plural(Class::People, Some(3)),
                "sides" => return plural(Class::Bodies, count.or(Some(2))),
                "countries" | "nations" | "governments" | "neighbours" | "neighbors" | "powers" | "companies"
                | "firms" | "states" | "parties" | "clubs" | "teams" | "capitals" => {
                    return plural(Class::Bodies, Some(count?));
                }
                "leaders" | "men" | "women" | "presidents" | "ministers" => return plural(Class::People, count),
                _ if count.is_some() && is_role(word) => return plural(Class::People, count),
                _ if page.sort(t) == Sort::Other && matches!(page.pos(t), Pos::Adj | Pos::Noun | Pos::Propn) => {}
                _ => return None,
            }
        }
        None
    }

    fn who(&self, plural: &Plural, sentence: usize) -> Option<(Class, Vec<u32>)> {
        let suits = |group: &&Group| {
            plural.class.is_none_or(|class| class == group.class)
                && plural.count.is_none_or(|count| count == group.entities.len())
        };
        let Some(class) = plural.class else {
            // "they": those just named in a row or described.
            let near = self.groups.back().filter(|group| sentence - group.sentence <= 1);
            return near.map(|group| (group.class, group.entities.clone()));
        };
        let described = self.groups.iter().rev().find(|g| suits(g) && g.described && sentence - g.sentence <= FAR);
        let joined = self.groups.iter().rev().find(|g| suits(g) && sentence - g.sentence <= NEAR);
        // Those named together in this sentence come before those described long ago.
        let here = joined.filter(|group| group.sentence == sentence);
        if let Some(group) = here.or(described).or(joined) {
            return Some((class, group.entities.clone()));
        }
        // The nearest sentence that names just as many.
        let mut back = self.named.iter().rev().filter(|(_, c, _)| *c == class).peekable();
        while let Some(&&(here, _, _)) = back.peek() {
            if sentence - here > NEAR {
                return None;
            }
            let mut entities: Vec<u32> = Vec::new();
            while let Some(&(_, _, entity)) = back.next_if(|(s, _, _)| *s == here) {
                if !entities.contains(&entity) {
                    entities.insert(0, entity);
                }
            }
            if entities.len() == plural.count.unwrap_or(2) {
                return Some((class, entities));
            }
        }
        None
    }
}

fn who_named(mention: &Mention) -> Option<(Class, u32)> {
    let class = match (mention.kind, mention.form) {
        (EntityKind::Person, Form::Name) => Class::People,
        (EntityKind::Gpe | EntityKind::Org, Form::Name) => Class::Bodies,
        _ => return None,
    };
    Some((class, mention.entity?))
}

/// Whether it is the plural of a role: "senators".
fn is_role(word: &str) -> bool {
    let singular = word.strip_suffix('s');
    singular.and_then(lists::title).is_some_and(|title| title.kind == TitleKind::Role)
}

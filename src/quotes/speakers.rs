//! Which entities a source names.
//!
//! The head of the phrase speaks, not what hangs on it: in "a spokesman for Holm" nobody of the table does, in "Lee,
//! professor at Ostby University" Lee does. Where the head is a description, a name in its apposition serves.

use crate::article::{Article, EntityKind, Form, Mention, Pos};
use crate::entities::{self, Plurals};
use crate::span::Span;
use std::collections::HashMap;

/// Most words of a title before a name.
const LONGEST_TITLE: usize = 5;

/// Pronouns whose noun follows.
const POSSESSIVE: [&str; 7] = ["his", "her", "its", "their", "my", "our", "your"];

/// Who can speak in an article, looked up once for all its quotations.
pub(super) struct Speakers<'a> {
    article: &'a Article,
    plurals: Plurals,
    /// The person whose name has that word; None when several have.
    by_word: HashMap<&'a str, Option<u32>>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        let mut by_word: HashMap<&str, Option<u32>> = HashMap::new();
        for (number, entity) in article.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person) {
            for word in entity.name.split_whitespace() {
                let number = number as u32;
                by_word.entry(word).and_modify(|n| *n = n.filter(|&n| n == number)).or_insert(Some(number));
            }
        }
        Self { article, plurals: entities::plurals(article), by_word }
    }

    /// The entities behind the words of a source; none when nobody in the table is meant.
    pub(super) fn of(&self, source: Span) -> Vec<u32> {
        let found = mentioned(self.article, &self.plurals, source);
        if !found.is_empty() {
            return found;
        }
        // "China's Xi" in a headline, where nothing tells the finder of names that it is one.
        let head = head(self.article, source).of(&self.article.text);
        let last = head.split_whitespace().next_back().and_then(|word| self.by_word.get(word));
        last.copied().flatten().into_iter().collect()
    }
}

/// The entities of the mentions in the head of a source.
fn mentioned(article: &Article, plurals: &Plurals, source: Span) -> Vec<u32> {
    let first = article.mentions.partition_point(|m| m.span.start < source.start);
    let inside: Vec<&Mention> = article.mentions[first..]
        .iter()
        .take_while(|m| m.span.start < source.end)
        .filter(|m| source.contains(m.span) && m.entity.is_some())
        .take(16)
        .collect();
    let head = head(article, source);
    let in_head: Vec<&Mention> =
        inside.iter().copied().filter(|m| head.contains(m.span) && stands_alone(article, source, m)).collect();
    // "Clinton aide Jo Reed" is one person, "Clinton and Reed" are two: the last, and those joined to it.
    let people = |all: &[&Mention]| -> Vec<u32> {
        let mut next: Option<Span> = None;
        let people = all.iter().rev().filter(|m| m.kind == EntityKind::Person && m.form != Form::Nominal);
        let joined = people.take_while(|m| {
            let joined = next.is_none_or(|n| {
                let between = Span { start: m.span.end.min(n.start), end: n.start }.of(&article.text);
                [" and ", " & ", ", "].iter().any(|j| between.contains(j))
            });
            next = Some(m.span);
            joined
        });
        let mut found = distinct(joined.filter_map(|m| m.entity));
        found.reverse();
        found
    };
    let found = people(&in_head);
    if !found.is_empty() {
        return found;
    }
    // "the two leaders", "both sides", "they"
    let several = plurals.of(head);
    if !several.is_empty() {
        return several.to_vec();
    }
    // The mention that ends where the head ends: "Beijing", "the White House", "he".
    let last: Vec<u32> = distinct(
        in_head.iter().filter(|m| ends_head(article, head, m.span) || joined(article, m.span)).filter_map(|m| m.entity),
    );
    if !last.is_empty() {
        return last;
    }
    // "the mayor, Ada Holm", "one of them, Governor Ada Holm"
    let apposed = inside
        .iter()
        .find(|m| m.kind == EntityKind::Person && m.form == Form::Name && in_apposition(article, source, m.span));
    apposed.and_then(|m| m.entity).into_iter().collect()
}

fn distinct(all: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut found = Vec::new();
    for entity in all {
        if !found.contains(&entity) {
            found.push(entity);
        }
    }
    found
}

/// The source up to its apposition or its clause.
fn head(article: &Article, source: Span) -> Span {
    let words = source.of(&article.text);
    let cut =
        [", ", " who ", " (", " — ", " - "].iter().filter_map(|mark| words.find(mark)).min().unwrap_or(words.len());
    Span::new(source.start as usize, source.start as usize + cut)
}

/// Whether no preposition leads to the mention and nothing behind it is its own: "Holm's deputy", "her deputy".
fn stands_alone(article: &Article, source: Span, mention: &Mention) -> bool {
    let before = Span { start: source.start, end: mention.span.start }.of(&article.text);
    let after = Span { start: mention.span.end, end: source.end }.of(&article.text);
    let possessive = mention.form == Form::Pronoun
        && POSSESSIVE.iter().any(|own| own.eq_ignore_ascii_case(article.words_of(mention.span)));
    let owner =
        ["'s ", "’s ", "' ", "’ "].iter().any(|mark| after.starts_with(mark)) || possessive && !after.is_empty();
    let led = before.split_whitespace().rev().take(3).any(|w| {
        matches!(
            w,
            "of" | "for" | "at" | "from" | "with" | "by" | "in" | "to" | "near" | "behind" | "against" | "about"
        )
    });
    let title = before.split_whitespace().next_back().is_some_and(|w| w.starts_with(char::is_uppercase));
    !owner && (!led || title)
}

fn ends_head(article: &Article, head: Span, mention: Span) -> bool {
    let rest = Span { start: mention.end, end: head.end.max(mention.end) }.of(&article.text);
    rest.is_empty() || [" in ", " at ", " of ", "'s", "’s"].iter().any(|p| rest.starts_with(p))
}

/// "China and Russia": a name before "and".
fn joined(article: &Article, mention: Span) -> bool {
    article.text[mention.end as usize..].starts_with(" and ")
}

/// Whether nothing but a title or trade stands between a comma and the mention.
fn in_apposition(article: &Article, source: Span, mention: Span) -> bool {
    let behind = article.tokens.partition_point(|token| token.span.start < mention.start);
    let before = article.tokens[..behind].iter().rev().take_while(|token| token.span.start >= source.start);
    let title = |pos: Pos| matches!(pos, Pos::Noun | Pos::Propn | Pos::Adj);
    before
        .take(LONGEST_TITLE + 1)
        .find(|token| !title(token.pos))
        .is_some_and(|token| article.words_of(token.span) == ",")
}

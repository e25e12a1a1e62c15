//! Which of two spans belong together: what is known of the two, in small whole numbers, for boosted trees.

use super::super::candidates::{few, percent};
use super::super::view::{Class, View};
use super::spans::{Part, Role};
use crate::article::Form;
use crate::trees::Trees;
use std::ops::Range;
use std::sync::LazyLock;

/// Spans farther apart than this have nothing to do with each other, in tokens.
pub(super) const FARTHEST: usize = 140;

/// What is said of a pair: the first of the two is a content, a cue or a source, the second a content.
pub(super) const FEATURES: [&str; 35] = [
    "the first is a cue",
    "the first is a source",
    "the first stands before",
    "tokens between",
    "length of the first",
    "length of the second",
    "sentences apart",
    "blocks apart",
    "contents between",
    "cues between",
    "sources between",
    "commas between",
    "stops between",
    "conjunctions between",
    "verbs between",
    "share of the first in marks",
    "share of the second in marks",
    "the same marks",
    "class before the first",
    "class of the first's first",
    "class of the first's last",
    "class after the first",
    "class before the second",
    "class of the second's first",
    "class of the second's last",
    "class after the second",
    "the first begins large",
    "the second begins large",
    "likelihood of the first",
    "likelihood of the second",
    "nth of its role from the second",
    "nth content from the first",
    "tier of the first as a cue",
    "tier of the nearest cue between",
    "pronoun or name",
];

/// One pair as the trees see it.
pub(super) type Features = [i8; FEATURES.len()];

/// What is not there.
const NONE: i8 = -1;

static TREES: LazyLock<[Trees; 3]> = LazyLock::new(|| {
    let file = include_str!("../../../models/quotes_pairs.txt");
    let mut parts = file.split("## ").skip(1);
    std::array::from_fn(|_| {
        let lines = parts.next().and_then(|part| part.split_once('\n')).map_or("", |(_, lines)| lines);
        Trees::read(lines.trim_end(), FEATURES.len()).unwrap_or_default()
    })
});

/// How sure it is that the two belong together, 0 to 1.
pub(super) fn likely(role: Role, features: &Features) -> f32 {
    let forest = match role {
        Role::Content => 0,
        Role::Cue => 1,
        Role::Source => 2,
    };
    1.0 / (1.0 + (-0.001 * TREES[forest].points(features) as f32).exp())
}

/// The spans of a stretch, and what is asked of them more than once.
pub(super) struct Pairs<'a> {
    view: &'a View<'a>,
    parts: &'a [Part],
}

impl<'a> Pairs<'a> {
    pub(super) fn new(view: &'a View<'a>, parts: &'a [Part]) -> Self {
        Self { view, parts }
    }

    /// How far apart two spans are.
    pub(super) fn gap(&self, a: usize, b: usize) -> usize {
        let (a, b) = (&self.parts[a].tokens, &self.parts[b].tokens);
        b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
    }

    /// What is known of two spans, the second a content.
    pub(super) fn features(&self, one: usize, other: usize) -> Features {
        let view = self.view;
        let (a, b) = (&self.parts[one], &self.parts[other]);
        let before = a.tokens.start <= b.tokens.start;
        let (left, right) = if before { (one, other) } else { (other, one) };
        let between = self.parts[left].tokens.end..self.parts[right].tokens.start.max(self.parts[left].tokens.end);
        let inside = &self.parts[left + 1..right.max(left + 1)];
        let of_role = |role: Role| few(inside.iter().filter(|p| p.role == role).count());
        let mut classes = [0_usize; 4];
        for i in between.clone() {
            let kind = match view.class(i) {
                Class::Comma => 0,
                Class::Stop | Class::Semicolon => 1,
                Class::Conjunction => 2,
                Class::Verb => 3,
                _ => continue,
            };
            classes[kind] += 1;
        }
        let apart = |a: usize, b: usize| if a < b { -few(b - a) } else { few(a - b) };
        let marked = |part: &Part| {
            let count = part.tokens.clone().filter(|&i| view.region(i).is_some()).count();
            percent(count as f32 / part.tokens.len().max(1) as f32)
        };
        let class = |i: Option<usize>| i.map_or(NONE, |i| view.class(i) as i8);
        let edges = |part: &Part| {
            [
                class(part.tokens.start.checked_sub(1)),
                class(Some(part.tokens.start)),
                class(part.tokens.end.checked_sub(1)),
                class(Some(part.tokens.end)),
            ]
        };
        let ([a1, a2, a3, a4], [b1, b2, b3, b4]) = (edges(a), edges(b));
        let is = i8::from;
        let large = |part: &Part| is(part.tokens.clone().take(2).any(|i| view.is_capital(i)));
        let nth = |role: Role| few(inside.iter().filter(|p| p.role == role).count());
        let cue_between = inside.iter().rev().find(|p| p.role == Role::Cue);
        let same = view.region(a.tokens.start).is_some() && view.region(a.tokens.start) == view.region(b.tokens.start);
        [
            is(a.role == Role::Cue),
            is(a.role == Role::Source),
            is(before),
            few(between.len()),
            few(a.tokens.len()),
            few(b.tokens.len()),
            apart(view.sentence_number(a.tokens.start), view.sentence_number(b.tokens.start)),
            apart(view.block_of(a.tokens.start), view.block_of(b.tokens.start)),
            of_role(Role::Content),
            of_role(Role::Cue),
            of_role(Role::Source),
            few(classes[0]),
            few(classes[1]),
            few(classes[2]),
            few(classes[3]),
            marked(a),
            marked(b),
            is(same),
            a1,
            a2,
            a3,
            a4,
            b1,
            b2,
            b3,
            b4,
            large(a),
            large(b),
            percent(a.likely),
            percent(b.likely),
            nth(a.role),
            nth(Role::Content),
            tier(view, &a.tokens),
            cue_between.map_or(NONE, |cue| tier(view, &cue.tokens)),
            self.naming(&a.tokens),
        ]
    }

    /// Whether a source is a pronoun, and which, or a name.
    fn naming(&self, tokens: &Range<usize>) -> i8 {
        let view = self.view;
        match view.word(tokens.start) {
            "he" | "she" if tokens.len() == 1 => 1,
            "they" | "we" if tokens.len() == 1 => 2,
            "i" | "you" if tokens.len() == 1 => 3,
            "it" if tokens.len() == 1 => 4,
            "who" | "that" | "which" => 5,
            _ => {
                let span = view.span(tokens);
                let from = view.article.mentions.partition_point(|m| m.span.start < span.start);
                let named = view.article.mentions[from..].iter().take_while(|m| m.span.start < span.end);
                let named = named.take(8).any(|m| m.form == Form::Name && span.contains(m.span));
                if named { 6 } else { 7 }
            }
        }
    }
}

/// How a span reports: one more than the tier of its surest word in the lexicon.
pub(super) fn tier(view: &View<'_>, tokens: &Range<usize>) -> i8 {
    let known = tokens.clone().take(8).filter_map(|i| {
        let cue = view.any_verb(i).map(|(cue, _)| cue).or_else(|| view.any_noun(i))?;
        Some(cue.tier as i8 + 1)
    });
    known.min().unwrap_or(0)
}

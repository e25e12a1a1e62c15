//! How sure it is that a quotation's words and its speaker are both right: trees that have learned from how often they
//! were, on articles that the network had not seen.
//!
//! `models/quotes_sure.txt` is written by `training/quotes_sure.py`.

use super::attribution::Attribution;
use super::candidates::{few, percent};
use super::family::Family;
use super::view::View;
use crate::article::{Form, Quote, QuoteKind};
use crate::trees::Trees;
use std::sync::LazyLock;

/// What is said of a quotation.
pub(super) const FEATURES: [&str; 24] = [
    "direct",
    "indirect",
    "how sure the rule is",
    "likelihood of the content",
    "of the cue",
    "of the source",
    "the network read it",
    "has a source",
    "has a cue",
    "the source is the network's",
    "family",
    "pieces",
    "length",
    "length of the source",
    "the source names somebody",
    "length of the cue",
    "share in marks",
    "tokens from the cue to the content",
    "tokens from the source to the cue",
    "blocks from the source to the content",
    "the source stands before the content",
    "sentences",
    "polarity",
    "speakers",
];

/// One quotation as the trees see it.
pub(super) type Features = [i8; FEATURES.len()];

static TREES: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_str!("../../models/quotes_sure.txt"), FEATURES.len()).unwrap_or_default());

/// How likely words and speaker are right, 0 to 1.
pub(super) fn confidence(features: &Features) -> f32 {
    1.0 / (1.0 + (-0.001 * TREES.points(features) as f32).exp())
}

/// What is known of a quotation. `inside` and `outside` are its words in marks and not.
pub(super) fn features(
    view: &View<'_>,
    found: &Attribution,
    quote: &Quote,
    family: Family,
    [inside, outside]: [usize; 2],
) -> Features {
    let is = i8::from;
    let learned = found.learned.as_ref();
    let content: Vec<_> = found.content.iter().map(|&span| view.tokens_of(span)).collect();
    let (start, end) = (content.first().map_or(0, |c| c.start), content.last().map_or(0, |c| c.end));
    let gap = |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| {
        few(b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end)))
    };
    let near = |tokens: &std::ops::Range<usize>| content.iter().map(|c| gap(tokens, c)).min().unwrap_or(0);
    let apart = |a: usize, b: usize| if a < b { -few(b - a) } else { few(a - b) };
    let same = learned.and_then(|l| l.source.as_ref()).zip(found.source.as_ref());
    let named = found.source.as_ref().map_or(-1, |source| {
        let span = view.span(source);
        let from = view.article.mentions.partition_point(|m| m.span.start < span.start);
        let mentions = view.article.mentions[from..].iter().take_while(|m| m.span.start < span.end).take(8);
        mentions.map(|m| if m.form == Form::Name { 2 } else { 1 }).max().unwrap_or(0)
    });
    [
        is(quote.kind == QuoteKind::Direct),
        is(quote.kind == QuoteKind::Indirect),
        percent(found.confidence),
        learned.map_or(-1, |l| percent(l.likely)),
        learned.map_or(-1, |l| percent(l.cue_likely)),
        learned.map_or(-1, |l| percent(l.source_likely)),
        is(learned.is_some()),
        is(found.source.is_some()),
        is(found.cue.is_some()),
        is(same.is_some_and(|(a, b)| a.start < b.end && b.start < a.end)),
        family as i8,
        few(content.len()),
        few(content.iter().map(ExactSizeIterator::len).sum()),
        found.source.as_ref().map_or(0, |s| few(s.len())),
        named,
        found.cue.as_ref().map_or(0, |c| few(c.len())),
        percent(inside as f32 / (inside + outside).max(1) as f32),
        found.cue.as_ref().map_or(-1, near),
        found.cue.as_ref().zip(found.source.as_ref()).map_or(-1, |(cue, source)| gap(cue, source)),
        found.source.as_ref().map_or(0, |s| apart(view.block_of(s.start), view.block_of(start))),
        found.source.as_ref().map_or(-1, |s| is(s.start < start)),
        few(view.sentence_number(end.saturating_sub(1)).saturating_sub(view.sentence_number(start))),
        quote.polarity as i8,
        few(quote.speakers.len()),
    ]
}

//! Second thoughts on the speakers that the rules are not sure of: trees learned from newspaper articles give points to
//! everyone near the words, and the one with the most has said them.
//!
//! `models/speakers.txt` is written by `training/speakers.py`.

use super::attribution::Attribution;
use super::candidates::{Candidate, FEATURES, Field, Memory};
use super::view::View;
use crate::span::Span;
use crate::trees::Trees;
use std::ops::Range;
use std::sync::LazyLock;

/// Rules as sure as this, or less, are asked again.
const UNSURE: f32 = 0.955;

/// Where the rules know nobody, somebody has to be more likely than this.
const ANYBODY: f32 = 0.4;

/// What a point is worth in log odds.
const POINT: f32 = 0.001;

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    Trees::read(include_str!("../../models/speakers.txt"), FEATURES.len()).expect("a test holds the file")
});

/// Looks again at every attribution of words in marks whose speaker is a guess; `asked` says whether the network was.
pub(super) fn review(view: &View<'_>, asked: bool, found: &mut [Attribution]) {
    if found.iter().all(|a| a.confidence > UNSURE) {
        return;
    }
    let field = Field::new(view, asked);
    let mut memory = Memory::default();
    for n in in_order(found) {
        if found[n].confidence <= UNSURE
            && let Some(tokens) = words(view, &found[n])
        {
            let candidates = field.candidates(&tokens, &found[n], &memory);
            let points = candidates.iter().map(|c| (TREES.points(&c.features), c));
            // The first of those with equal points is the nearest before the words.
            if let Some((points, best)) = points.rev().max_by_key(|&(points, _)| points) {
                let likely = 1.0 / (1.0 + (-POINT * points as f32).exp());
                if found[n].source.is_some() || likely > ANYBODY {
                    settle(view, &mut found[n], best, likely);
                }
            }
        }
        if let Some(source) = &found[n].source {
            field.note(&mut memory, source);
        }
    }
}

/// Makes the best candidate the source, with the verb that goes with it where there was no cue.
fn settle(view: &View<'_>, attribution: &mut Attribution, best: &Candidate, likely: f32) {
    attribution.confidence = likely.clamp(0.1, 0.9);
    let agreed = attribution.source.as_ref().is_some_and(|source| source.contains(&best.head));
    if !agreed {
        // The network knows best where the phrase ends, and which cue goes with it.
        let learned = attribution.learned.as_ref();
        let learned = learned.filter(|l| l.source.as_ref().is_some_and(|source| source.contains(&best.head))).cloned();
        if let Some(learned) = learned {
            attribution.source = learned.source;
            attribution.cue = learned.cue.or(attribution.cue.take());
            attribution.rule = "N is named around it, and the words go together";
            return;
        }
        let sentence = view.sentence(best.head);
        let whole = view.full_phrase(best.start, sentence.end);
        let source = if whole.contains(&best.head) { whole } else { best.start..best.head + 1 };
        attribution.source = Some(source);
        attribution.rule = "of those named around it, N is the likeliest";
    }
    if !agreed || attribution.cue.is_none() {
        let source = attribution.source.clone().unwrap_or_default();
        let cue = best.cue.or(best.verb).filter(|cue| !source.contains(cue)).map(|cue| cue..cue + 1);
        attribution.cue = cue.or(attribution.cue.take());
    }
}

/// In reading order.
fn in_order(found: &[Attribution]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&n| found[n].content.first().map(|s| s.start));
    order
}

/// The tokens of the first region of an attribution; None when nothing of it stands in marks.
fn words(view: &View<'_>, attribution: &Attribution) -> Option<Range<usize>> {
    attribution.content.iter().find_map(|&span| {
        let region = view.tokens_of(span).find_map(|i| view.region(i))?;
        let tokens = view.tokens_of(view.regions[region].span);
        (!tokens.is_empty()).then_some(tokens)
    })
}

/// A quotation and everyone who may have said it, for training.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The words in marks.
    pub words: Span,
    /// Whether the rules are sure of the speaker.
    pub sure: bool,
    /// The candidates: where each stands, and what is said of it.
    pub candidates: Vec<(Span, Vec<i8>)>,
}

pub(super) fn choices(view: &View<'_>, asked: bool, found: &[Attribution]) -> Vec<Choice> {
    let field = Field::new(view, asked);
    let mut memory = Memory::default();
    let mut choices = Vec::new();
    for n in in_order(found) {
        if let Some(tokens) = words(view, &found[n]) {
            let candidates = field.candidates(&tokens, &found[n], &memory);
            choices.push(Choice {
                words: view.span(&tokens),
                sure: found[n].confidence > UNSURE,
                candidates: candidates
                    .iter()
                    .map(|c| (view.span(&(c.start..c.head + 1)), c.features.to_vec()))
                    .collect(),
            });
        }
        if let Some(source) = &found[n].source {
            field.note(&mut memory, source);
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::TREES;

    #[test]
    fn the_file_is_sound() {
        assert!(TREES.points(&[0; super::FEATURES.len()]) != 0);
    }
}

//! Finds the names of an article: the linear chain, and where that is in doubt, a second opinion.

use super::crf::{Decoder, Found, SCORED, Scores, Steps, UNIT, WIDE};
use super::forms::Forms;
use super::model::Model;
use super::name_features::{Place, REACH, Usage, alone};
use super::name_network::Reader;
use super::sums::Sums;
use crate::article::Article;
use std::ops::Range;

/// A name: its tokens, its kind as the model counts kinds, and how sure the model is.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Tokens of the article.
    pub tokens: Range<usize>,
    /// Index into the model's kinds.
    pub kind: usize,
    /// 0 to 1.
    pub probability: f32,
}

/// How much work goes into an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// Linear models and rules alone.
    Fast,
    /// The networks as well, wherever they may know better.
    #[default]
    Full,
}

impl Effort {
    /// All of them, the least first.
    pub const ALL: &'static [Self] = &[Self::Fast, Self::Full];

    /// The written name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Full => "full",
        }
    }
}

/// A sentence with a token whose best label is less likely than this gets a second opinion.
const DOUBT: f32 = 0.65;
/// How much the second opinion counts, of 1.
const SECOND: f32 = 0.6;
/// What brings the probability of a name to how often such names are right: a factor and a summand of its log odds.
/// `training reliability` prints what is still missing, on the development sets.
const SURE: [(f32, f32); 2] = [(0.71, 0.11), (0.74, -0.19)];
/// Labels less likely than this are all as unlikely.
const LEAST: f32 = 1e-6;

/// The names of an article, in reading order. `forms` are those that [`tag`](super::tag) gave back.
pub fn names(article: &Article, forms: &Forms, model: &Model, effort: Effort) -> Vec<Name> {
    let mut decoder = Decoder::default();
    let (mut found, mut names) = (Vec::<Found>::new(), Vec::new());
    let mut reader = if effort >= Effort::Full { Reader::new(model, forms) } else { None };
    let free = Steps::default();
    let (mut shares, mut mixed) = (Vec::new(), Vec::new());
    linear(article, forms, model, |place, tokens, scores| {
        let (mut steps, mut scores) = (model.name_steps(), scores);
        if let Some(reader) = &mut reader {
            shares.clear();
            shares.extend(decoder.shares(steps, scores));
            let sure = |shares: &[f32; WIDE]| shares.iter().any(|share| *share >= DOUBT);
            if !shares.iter().all(sure) {
                mixed.clear();
                mixed.extend(shares.iter().zip(reader.scores(place, tokens.clone())).map(|(a, b)| mix(a, &b)));
                (steps, scores) = (&free, &mixed);
            }
        }
        decoder.find(steps, scores, &mut found);
        names.extend(found.iter().map(|name| Name {
            tokens: tokens.start + name.start..tokens.start + name.end,
            kind: name.kind,
            probability: sure(name.probability, effort),
        }));
    });
    names
}

/// How often a name of that probability is right.
fn sure(probability: f32, effort: Effort) -> f32 {
    let (factor, summand) = if effort >= Effort::Full { SURE[1] } else { SURE[0] };
    let odds = probability / (1.0 - probability).max(f32::EPSILON);
    let odds = odds.powf(factor) * summand.exp();
    odds / (1.0 + odds)
}

/// Scores from what is likely by the linear chain and what the network says: the mean of the logarithms.
fn mix(shares: &[f32; WIDE], second: &[f32; SCORED]) -> Scores {
    let outside = shares[SCORED].max(LEAST).ln();
    let mut scores = [0; WIDE];
    for ((score, share), second) in scores.iter_mut().zip(shares).zip(second) {
        let first = share.max(LEAST).ln() - outside;
        *score = (UNIT * ((1.0 - SECOND) * first + SECOND * second)).round() as i16;
    }
    scores
}

/// Calls `see` with the tokens of each sentence and the scores that the linear weights give them.
pub fn linear(
    article: &Article,
    forms: &Forms,
    model: &Model,
    mut see: impl FnMut(&Place<'_>, Range<usize>, &[Scores]),
) {
    let weights = model.name_weights();
    let usage = Usage::new(article, forms);
    let sums = Sums::new(forms, weights, REACH, alone);
    let mut place = Place::new(forms, &usage);
    let mut seen = Vec::new();
    let mut scores = Vec::new();
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        place.enter(article, tokens.clone());
        scores.clear();
        for token in tokens.clone() {
            let mut sum = sums.at(forms, &tokens, token);
            seen.clear();
            place.features(token, &mut seen);
            weights.add(&seen, &mut sum);
            scores.push(sum);
        }
        see(&place, tokens, &scores);
    }
}

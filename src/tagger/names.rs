//! Finds the names of an article with the linear chain.

use super::crf::{Decoder, Found, Scores};
use super::forms::Forms;
use super::model::Model;
use super::name_features::{Place, REACH, Usage, alone};
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

/// The names of an article, in reading order. `forms` are those that [`tag`](super::tag) gave back.
pub fn names(article: &Article, forms: &Forms, model: &Model) -> Vec<Name> {
    let mut decoder = Decoder::default();
    let (mut found, mut names) = (Vec::<Found>::new(), Vec::new());
    linear(article, forms, model, |tokens, scores| {
        decoder.find(model.name_steps(), scores, &mut found);
        names.extend(found.iter().map(|name| Name {
            tokens: tokens.start + name.start..tokens.start + name.end,
            kind: name.kind,
            probability: name.probability,
        }));
    });
    names
}

/// Calls `see` with the tokens of each sentence and the scores that the linear weights give them.
pub fn linear(article: &Article, forms: &Forms, model: &Model, mut see: impl FnMut(Range<usize>, &[Scores])) {
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
        see(tokens, &scores);
    }
}

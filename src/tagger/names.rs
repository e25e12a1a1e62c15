//! Finds the names of an article with the linear chain.

use super::crf::{Decoder, Found, SCORED, Scores};
use super::forms::Forms;
use super::model::Model;
use super::name_features::{Place, REACH, Usage, alone};
use super::rows::Rows;
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

/// The names of an article, in reading order.
pub fn names(article: &Article, model: &Model) -> Vec<Name> {
    let weights = model.name_weights();
    let forms = Forms::new(article, &model.clusters());
    let usage = Usage::new(article, &forms);
    let alone = Alone::new(&forms, weights);
    let mut place = Place::new(&forms, &usage);
    let mut decoder = Decoder::default();
    let (mut scores, mut found, mut names) = (Vec::new(), Vec::<Found>::new(), Vec::new());
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        place.enter(article, tokens.clone());
        scores.clear();
        for token in tokens.clone() {
            let mut sum = alone.sum(&forms, &tokens, token);
            place.features(token, &mut |feature| weights.add(feature, &mut sum));
            scores.push(sum);
        }
        decoder.find(model.name_steps(), &scores, &mut found);
        names.extend(found.iter().map(|name| Name {
            tokens: tokens.start + name.start..tokens.start + name.end,
            kind: name.kind,
            probability: name.probability,
        }));
    }
    names
}

/// What every form says at every distance, summed once.
struct Alone {
    // By distance, then by form; the edge comes last.
    sums: [Vec<Scores>; 2 * REACH + 1],
}

impl Alone {
    fn new(forms: &Forms, weights: Rows<'_, SCORED>) -> Self {
        let sums = std::array::from_fn(|i| {
            let distance = i as isize - REACH as isize;
            let sum = |form| {
                let mut sum = [0; SCORED];
                alone(form, distance, &mut |feature| weights.add(feature, &mut sum));
                sum
            };
            forms.all().iter().map(sum).collect()
        });
        Self { sums }
    }

    #[inline]
    fn sum(&self, forms: &Forms, sentence: &Range<usize>, token: usize) -> Scores {
        let mut sum = [0_i16; SCORED];
        for (i, sums) in self.sums.iter().enumerate() {
            let at = (token + i).checked_sub(REACH).filter(|at| sentence.contains(at));
            let form = at.map_or(sums.len() - 1, |at| forms.of_tokens()[at] as usize);
            for (to, from) in sum.iter_mut().zip(&sums[form]) {
                *to = to.wrapping_add(*from);
            }
        }
        sum
    }
}

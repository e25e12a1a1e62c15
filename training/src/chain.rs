//! The linear chain in training: sums over all sequences of labels, over those that are allowed, and the step between.

use crate::adagrad::Weights;
use crate::features::Random;
use crate::names::Data;
use copydesk::tagger::crf::{LABELS, OUTSIDE, SCORED, follows};
use std::ops::Range;

/// Labels, padded to a whole number of registers.
pub(crate) const WIDE: usize = 16;
/// One number for each label.
pub(crate) type Row = [f32; WIDE];

/// Room for the sums over one sentence.
#[derive(Default)]
pub(crate) struct Chain {
    kept: Vec<Vec<u32>>,
    scores: Vec<Row>,
    free: Sums,
    bound: Sums,
}

impl Chain {
    /// One step on one sentence; its loss.
    #[expect(clippy::too_many_arguments, reason = "the state of training, taken apart for the borrow checker")]
    pub(crate) fn learn(
        &mut self,
        data: &Data,
        tokens: Range<usize>,
        weight: f32,
        rate: f32,
        dropout: f32,
        random: &mut Random,
        weights: &mut Weights<WIDE>,
        steps: &mut Weights<WIDE>,
    ) -> f32 {
        let limit = Random::limit(dropout, 32);
        let scale = 1.0 / (1.0 - dropout);
        self.scores.clear();
        self.kept.resize(tokens.len().max(self.kept.len()), Vec::new());
        for (kept, token) in self.kept.iter_mut().zip(tokens.clone()) {
            kept.clear();
            let mut sum = [0.0; WIDE];
            for pair in data.token(token).chunks(2) {
                let bits = random.next();
                for (&feature, bits) in pair.iter().zip([bits & 0xFFFF_FFFF, bits >> 32]) {
                    if bits >= limit {
                        kept.push(feature);
                        for (to, from) in sum.iter_mut().zip(&weights.rows[feature as usize]) {
                            *to += from;
                        }
                    }
                }
            }
            self.scores.push(sum.map(|s| s * scale));
        }
        let odds = odds(|from, to| steps.rows[from][to]);
        let allowed = &data.allowed[tokens.clone()];
        let all = self.free.run(&self.scores, &odds, None);
        let right = self.bound.run(&self.scores, &odds, Some(allowed));
        if !(all.is_finite() && right.is_finite()) {
            return 0.0;
        }
        for (i, kept) in self.kept[..tokens.len()].iter().enumerate() {
            let gradient: Row = std::array::from_fn(|label| {
                let difference = self.bound.shares[i][label] - self.free.shares[i][label];
                if label < SCORED { weight * difference } else { 0.0 }
            });
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for &feature in kept {
                weights.step(feature as usize, &gradient, rate);
            }
        }
        for from in 0..LABELS {
            let gradient = std::array::from_fn(|to| weight * (self.bound.steps[from][to] - self.free.steps[from][to]));
            steps.step(from, &gradient, rate);
        }
        weight * (all - right)
    }
}

/// The odds of each label after each other.
pub(crate) fn odds(score: impl Fn(usize, usize) -> f32) -> [Row; LABELS] {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if to < LABELS && follows(from, to) { score(from, to).exp() } else { 0.0 })
    })
}

/// Forward and backward sums.
#[derive(Default)]
pub(crate) struct Sums {
    emit: Vec<Row>,
    forward: Vec<Row>,
    /// The share of each label at each token.
    pub(crate) shares: Vec<Row>,
    /// How often one label follows another, expected.
    steps: [Row; LABELS],
}

impl Sums {
    /// The logarithm of the sum over all sequences, or all that are allowed.
    pub(crate) fn run(&mut self, scores: &[Row], odds: &[Row; LABELS], allowed: Option<&[u16]>) -> f32 {
        let mut total = 0.0;
        self.emit.clear();
        self.forward.clear();
        self.steps = [[0.0; WIDE]; LABELS];
        let mut now = [0.0; WIDE];
        now[OUTSIDE] = 1.0;
        for (i, score) in scores.iter().enumerate() {
            let mask = allowed.map_or(0x7FFF, |allowed| allowed[i]);
            let may = |label: usize| mask >> label & 1 == 1;
            let top = (0..LABELS).filter(|&l| may(l)).map(|l| score[l]).fold(f32::MIN, f32::max);
            let emit: Row = std::array::from_fn(|l| if may(l) { (score[l] - top).max(-60.0).exp() } else { 0.0 });
            let mut next = [0.0; WIDE];
            for (weight, row) in now.iter().zip(odds) {
                for (sum, odds) in next.iter_mut().zip(row) {
                    *sum += weight * odds;
                }
            }
            for (sum, emit) in next.iter_mut().zip(&emit) {
                *sum *= emit;
            }
            let sum: f32 = next.iter().sum();
            total += top + sum.ln();
            now = next.map(|w| w / sum);
            self.emit.push(emit);
            self.forward.push(now);
        }
        self.shares.clear();
        self.shares.resize(scores.len(), [0.0; WIDE]);
        let mut later = [0.0; WIDE];
        later[..LABELS].fill(1.0);
        let mut start = [0.0; WIDE];
        start[OUTSIDE] = 1.0;
        for i in (0..scores.len()).rev() {
            let products: Row = std::array::from_fn(|l| self.forward[i][l] * later[l]);
            let sum: f32 = products.iter().sum();
            self.shares[i] = products.map(|p| p / sum);
            let ahead: Row = std::array::from_fn(|l| self.emit[i][l] * later[l]);
            let before = if i == 0 { start } else { self.forward[i - 1] };
            let mut sums = [0.0; WIDE];
            for (sum, row) in sums.iter_mut().zip(odds) {
                *sum = row.iter().zip(&ahead).map(|(a, b)| a * b).sum();
            }
            let whole: f32 = before.iter().zip(&sums).map(|(a, b)| a * b).sum();
            for from in 0..LABELS {
                let weight = before[from] / whole;
                for to in 0..WIDE {
                    self.steps[from][to] += weight * odds[from][to] * ahead[to];
                }
            }
            let scale: f32 = sums.iter().sum();
            later = sums.map(|s| s / scale);
        }
        total
    }
}

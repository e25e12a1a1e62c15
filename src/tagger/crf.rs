//! The best sequence of labels for a sentence, and how sure it is: a linear chain.
//!
//! Labels are begin and inside of each kind, and outside. Outside always scores 0, so a row of weights has one number
//! for each of the other labels. Scores are integers, thirty-seconds of a natural logarithm.

use crate::Error;
use std::sync::LazyLock;

/// Kinds of names the model tells apart. Places are one kind here; `names` tells them apart by lists.
pub const KINDS: usize = 7;
/// Labels that have weights: begin and inside of every kind.
pub const SCORED: usize = 2 * KINDS;
/// Those and outside.
pub const LABELS: usize = SCORED + 1;
/// The label of a token that is in no name.
pub const OUTSIDE: usize = SCORED;
/// One unit of the natural logarithm in scores.
pub const UNIT: f32 = 32.0;

/// Labels are padded to sixteen, a whole number of registers.
pub const WIDE: usize = 16;
const NEVER: i16 = -16_000;

/// Scores of a token: those of the labels but outside, and two that mean nothing.
pub type Scores = [i16; WIDE];

/// The label that begins a name of that kind.
pub const fn begin(kind: usize) -> usize {
    2 * kind
}

/// The label of a further token of a name of that kind.
pub const fn inside(kind: usize) -> usize {
    2 * kind + 1
}

/// Whether `to` may follow `from`: inside only goes on what has begun.
pub const fn follows(from: usize, to: usize) -> bool {
    to == OUTSIDE || to.is_multiple_of(2) || from == to || from + 1 == to
}

/// Scores of one label after another. A sentence begins as if after outside.
#[derive(Clone, Debug)]
pub struct Steps {
    // [from][to]
    scores: [[i16; WIDE]; LABELS],
    odds: [[f32; WIDE]; LABELS],
    // The same as [to][from].
    scores_back: [[i16; WIDE]; LABELS],
    odds_back: [[f32; WIDE]; LABELS],
}

impl Default for Steps {
    fn default() -> Self {
        Self::new(&[[0; LABELS]; LABELS])
    }
}

impl Steps {
    /// From a table of `[from][to]`; what may not follow is forbidden whatever it says.
    pub fn new(table: &[[i16; LABELS]; LABELS]) -> Self {
        let mut steps = Self {
            scores: [[NEVER; WIDE]; LABELS],
            odds: [[0.0; WIDE]; LABELS],
            scores_back: [[i16::MIN; WIDE]; LABELS],
            odds_back: [[0.0; WIDE]; LABELS],
        };
        for (from, row) in table.iter().enumerate() {
            for (to, &score) in row.iter().enumerate().filter(|&(to, _)| follows(from, to)) {
                steps.scores[from][to] = score.clamp(-900, 900);
                steps.odds[from][to] = (f32::from(steps.scores[from][to]) / UNIT).exp();
            }
        }
        for (from, to) in (0..LABELS).flat_map(|from| (0..LABELS).map(move |to| (from, to))) {
            steps.scores_back[to][from] = steps.scores[from][to];
            steps.odds_back[to][from] = steps.odds[from][to];
        }
        steps
    }

    /// From the bytes of the model file.
    ///
    /// # Errors
    /// When their number is not that of the labels; a model without names may have none.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let expected = 2 * LABELS * LABELS;
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        if bytes.len() != expected {
            return Err(Error::new(format!("section \"name-steps\" has {} bytes, not {expected}", bytes.len())));
        }
        let mut table = [[0; LABELS]; LABELS];
        for (to, from) in table.as_flattened_mut().iter_mut().zip(bytes.as_chunks().0) {
            *to = i16::from_le_bytes(*from);
        }
        Ok(Self::new(&table))
    }

    /// The score of one label after another.
    pub fn score(&self, from: usize, to: usize) -> i16 {
        self.scores[from][to]
    }

    /// The bytes for the model file.
    pub fn write(&self) -> Vec<u8> {
        self.scores.iter().flat_map(|row| row[..LABELS].iter().flat_map(|score| score.to_le_bytes())).collect()
    }
}

/// A name in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// First token, counted in the sentence.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Its kind, below [`KINDS`].
    pub kind: usize,
    /// The probability the model gives to exactly this name, 0 to 1.
    pub probability: f32,
}

/// Finds best sequences; keeps its memory from sentence to sentence.
#[derive(Debug, Default)]
pub struct Decoder {
    // The best scores before each token.
    ways: Vec<Scores>,
    labels: Vec<u8>,
    emitted: Vec<[f32; WIDE]>,
    forward: Vec<[f32; WIDE]>,
    backward: Vec<[f32; WIDE]>,
}

impl Decoder {
    /// The names in a sentence, from the scores of its tokens.
    pub fn find(&mut self, steps: &Steps, scores: &[Scores], found: &mut Vec<Found>) {
        found.clear();
        self.best(steps, scores);
        let mut start = 0;
        while let Some(at) = self.labels[start..].iter().position(|&label| usize::from(label) != OUTSIDE) {
            let first = start + at;
            let kind = usize::from(self.labels[first]) / 2;
            let more = self.labels[first + 1..].iter().take_while(|&&label| usize::from(label) == inside(kind));
            start = first + 1 + more.count();
            found.push(Found { start: first, end: start, kind, probability: 1.0 });
        }
        if !found.is_empty() {
            self.sum(steps, scores);
            self.weigh(steps, found);
        }
    }

    /// The probability of every label of every token, by the same sums.
    pub fn shares(&mut self, steps: &Steps, scores: &[Scores]) -> impl Iterator<Item = [f32; WIDE]> {
        self.sum(steps, scores);
        self.forward.iter().zip(&self.backward).map(|(forward, backward)| {
            let mut products = [0.0; WIDE];
            for ((product, forward), backward) in products.iter_mut().zip(forward).zip(backward) {
                *product = forward * backward;
            }
            scaled(products)
        })
    }

    /// The best label of every token, by Viterbi.
    pub fn best(&mut self, steps: &Steps, scores: &[Scores]) -> &[u8] {
        self.ways.clear();
        let mut now = [NEVER; WIDE];
        now[OUTSIDE] = 0;
        for token in scores {
            self.ways.push(now);
            let mut next = [i16::MIN; WIDE];
            for (base, row) in now.iter().zip(&steps.scores) {
                for (best, step) in next.iter_mut().zip(row) {
                    *best = (*best).max(base.saturating_add(*step));
                }
            }
            for (score, emitted) in next.iter_mut().zip(&token[..SCORED]) {
                *score = score.saturating_add(*emitted);
            }
            // Only differences count; this keeps them from running out of sixteen bits.
            let top = next[..LABELS].iter().copied().max().unwrap_or(0);
            now = next.map(|score| score.saturating_sub(top).max(NEVER));
        }
        self.labels.clear();
        self.labels.resize(scores.len(), OUTSIDE as u8);
        let mut label = (0..LABELS).max_by_key(|&label| now[label]).unwrap_or(OUTSIDE);
        // Where each score came from is asked on the way back alone, of one label a token.
        for (at, way) in self.labels.iter_mut().zip(&self.ways).rev() {
            *at = label as u8;
            let mut sums = *way;
            for (sum, step) in sums.iter_mut().zip(&steps.scores_back[label]) {
                *sum = sum.saturating_add(*step);
            }
            let top = sums.iter().copied().max();
            label = sums[..LABELS].iter().position(|&sum| Some(sum) == top).unwrap_or(OUTSIDE);
        }
        &self.labels
    }

    /// Forward and backward sums over all sequences, each token's scaled to one.
    fn sum(&mut self, steps: &Steps, scores: &[Scores]) {
        let table = ODDS.as_slice();
        self.emitted.clear();
        self.emitted.extend(scores.iter().map(|token| emission(token, table)));
        let emit = &self.emitted;
        self.forward.clear();
        let mut now = [0.0; WIDE];
        now[OUTSIDE] = 1.0;
        for token in emit {
            let mut next = [0.0; WIDE];
            for (weight, row) in now.iter().zip(&steps.odds) {
                for (sum, odds) in next.iter_mut().zip(row) {
                    *sum += weight * odds;
                }
            }
            now = scaled(std::array::from_fn(|label| next[label] * token[label]));
            self.forward.push(now);
        }
        self.backward.clear();
        self.backward.resize(emit.len(), [0.0; WIDE]);
        let mut later = [0.0; WIDE];
        later[..LABELS].fill(1.0);
        for (at, token) in emit.iter().enumerate().rev() {
            self.backward[at] = later;
            let mut sums = [0.0; WIDE];
            for ((later, token), row) in later.iter().zip(token).zip(&steps.odds_back) {
                let ahead = later * token;
                for (sum, odds) in sums.iter_mut().zip(row) {
                    *sum += odds * ahead;
                }
            }
            later = scaled(sums);
        }
    }

    /// The probability of each of these names, from the sums.
    fn weigh(&self, steps: &Steps, found: &mut [Found]) {
        let emit = &self.emitted;
        for name in found {
            // Up to the last token of the name, the path is one; behind it, anything but going on.
            let (open, go) = (begin(name.kind), inside(name.kind));
            let last = name.end - 1;
            let ends = if name.start == last { open } else { go };
            let all: f32 = self.forward[last].iter().zip(&self.backward[last]).map(|(a, b)| a * b).sum();
            let mut share = self.forward[last][ends] * self.backward[last][ends] / all;
            // The share of those ways to be at its last token that also began at its first.
            for at in (name.start + 1..name.end).rev() {
                let from = if at - 1 == name.start { open } else { go };
                let ways =
                    self.forward[at - 1][open] * steps.odds[open][go] + self.forward[at - 1][go] * steps.odds[go][go];
                share *= self.forward[at - 1][from] * steps.odds[from][go] / ways;
            }
            if let (Some(next), Some(later)) = (emit.get(name.end), self.backward.get(name.end)) {
                let on = steps.odds[ends][go] * next[go] * later[go];
                let any: f32 = (0..LABELS).map(|to| steps.odds[ends][to] * next[to] * later[to]).sum();
                share *= 1.0 - on / any;
            }
            name.probability = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        }
    }
}

/// Odds of every label against the best, so that nothing overflows. `table` is [`ODDS`].
fn emission(scores: &Scores, table: &[f32]) -> [f32; WIDE] {
    let mut scores = *scores;
    scores[OUTSIDE] = 0;
    let top = scores[..LABELS].iter().copied().max().unwrap_or(0);
    let mut emission = scores.map(|score| odds(score.saturating_sub(top), table));
    emission[LABELS..].fill(0.0);
    emission
}

/// How far down scores are told apart: below e^-30 nothing matters, and products of two stay normal numbers.
const DEEPEST: usize = 30 * 32;

static ODDS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..=DEEPEST).map(|i| (-(i as f32) / UNIT).exp()).collect());

/// The odds of a score that is not above 0; of one above, those of 0.
fn odds(score: i16, table: &[f32]) -> f32 {
    let depth = usize::try_from(-i32::from(score)).unwrap_or(0);
    table[depth.min(DEEPEST)]
}

fn scaled(weights: [f32; WIDE]) -> [f32; WIDE] {
    let sum: f32 = weights.iter().sum();
    if sum > 0.0 { weights.map(|w| w / sum) } else { weights }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(labels: &[(usize, i16)]) -> Scores {
        let mut scores = [-64; WIDE];
        for &(label, score) in labels {
            scores[label] = score;
        }
        scores
    }

    fn find(scores: &[Scores]) -> Vec<Found> {
        let mut found = Vec::new();
        Decoder::default().find(&Steps::default(), scores, &mut found);
        found
    }

    #[test]
    fn names_are_whole_and_legal() {
        // Begin and inside of kinds 0 and 1 are labels 0 to 3.
        type Places<'a> = &'a [(usize, usize, usize)];
        let cases: &[(&str, &[Scores], Places<'_>)] = &[
            ("nothing", &[token(&[]), token(&[])], &[]),
            ("one token", &[token(&[]), token(&[(0, 64)]), token(&[])], &[(1, 2, 0)]),
            ("two tokens", &[token(&[(0, 64)]), token(&[(1, 64)])], &[(0, 2, 0)]),
            ("two names side by side", &[token(&[(0, 64)]), token(&[(0, 64)])], &[(0, 1, 0), (1, 2, 0)]),
            ("inside needs a beginning", &[token(&[(0, 40)]), token(&[(1, 96), (2, 90)])], &[(0, 2, 0)]),
            ("no name is entered half way", &[token(&[]), token(&[(3, 20)])], &[]),
        ];
        for (why, scores, expected) in cases {
            let names: Vec<_> = find(scores).iter().map(|f| (f.start, f.end, f.kind)).collect();
            assert_eq!(&names, expected, "{why}");
        }
    }

    /// Every sequence, weighed one by one.
    fn by_hand(scores: &[Scores], name: &Found) -> f32 {
        let (mut hits, mut all) = (0.0, 0.0);
        for code in 0..LABELS.pow(scores.len() as u32) {
            let path: Vec<usize> = (0..scores.len()).map(|i| code / LABELS.pow(i as u32) % LABELS).collect();
            if path.iter().zip(std::iter::once(&OUTSIDE).chain(&path)).any(|(&to, &from)| !follows(from, to)) {
                continue;
            }
            let weight =
                path.iter().zip(scores).map(|(&l, s)| if l == OUTSIDE { 0.0 } else { f32::from(s[l]) }).sum::<f32>();
            let weight = (weight / UNIT).exp();
            all += weight;
            let label = |i: usize| if i == name.start { begin(name.kind) } else { inside(name.kind) };
            let ends = path.get(name.end).is_none_or(|&next| next != inside(name.kind));
            hits += if ends && (name.start..name.end).all(|i| path[i] == label(i)) { weight } else { 0.0 };
        }
        hits / all
    }

    #[test]
    fn probabilities_are_those_of_all_sequences() {
        let sentences: [Vec<Scores>; 3] = [
            vec![token(&[(0, 30), (2, 20)]), token(&[(1, 10), (3, 25), (0, 12)]), token(&[(1, -20), (3, 5)])],
            vec![token(&[(4, 50)]), token(&[]), token(&[(0, 8)])],
            vec![token(&[(0, 40)]), token(&[(1, 40)]), token(&[(1, 3)]), token(&[(1, 2)])],
        ];
        for scores in &sentences {
            for name in find(scores) {
                let expected = by_hand(scores, &name);
                assert!((name.probability - expected).abs() < 1e-4, "{name:?}, by hand {expected}");
            }
        }
    }

    #[test]
    fn extremes_stay_within_bounds() {
        for score in [i16::MIN / 2, -9000, 0, 9000, i16::MAX / 2] {
            for name in find(&vec![[score; WIDE]; 300]) {
                assert!((0.0..=1.0).contains(&name.probability));
            }
        }
    }
}

//! Trains the names: a linear chain over labels, by AdaGrad, with feature dropout and averaged weights.

use crate::adagrad::{Weights, falling};
use crate::corpus::Document;
use crate::features::{Counts, Index, Random};
use copydesk::article::Article;
use copydesk::tagger::ClusterTable;
use copydesk::tagger::crf::{LABELS, OUTSIDE, SCORED, Steps, UNIT, follows};
use copydesk::tagger::forms::Forms;
use copydesk::tagger::name_features::{Place, REACH, Usage, alone};
use std::time::Instant;

const WIDE: usize = 16;
type Row = [f32; WIDE];

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Passes over the data; weights of the last three are averaged.
    pub epochs: usize,
    /// Step size at the start, falling to a fifth.
    pub rate: f32,
    /// Share of features left out at random.
    pub dropout: f32,
    /// Features seen less often are not learned.
    pub least: u32,
    /// Rows whose largest weight is below are left out of the model.
    pub prune: f32,
    /// Least denominator of AdaGrad: holds back the first steps of a feature.
    pub floor: f32,
    /// Start of the random numbers.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 5, rate: 0.1, dropout: 0.3, least: 1, prune: 0.1, floor: 1.0, seed: 1 }
    }
}

impl Settings {
    /// Changes one setting, for trying things out; other names are left alone.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let number = || value.parse().unwrap_or_else(|_| panic!("{name}: {value:?} is no number"));
        match name {
            "--epochs" => self.epochs = number() as usize,
            "--rate" => self.rate = number(),
            "--dropout" => self.dropout = number(),
            "--least" => self.least = number() as u32,
            "--prune" => self.prune = number(),
            "--floor" => self.floor = number(),
            "--seed" => self.seed = number() as u64,
            _ => {}
        }
    }
}

/// What was learned.
pub(crate) struct Learned {
    /// Rows of weights by feature.
    pub rows: Vec<(u64, [i8; SCORED])>,
    /// One label after another.
    pub steps: Steps,
}

/// Calls `see` with each token's features; the flag is true at the first feature of a token.
pub(crate) fn features(article: &Article, clusters: &ClusterTable<'_>, mut see: impl FnMut(usize, u64)) {
    let forms = Forms::new(article, clusters);
    let usage = Usage::new(article, &forms);
    let mut place = Place::new(&forms, &usage);
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        place.enter(article, tokens.clone());
        for token in tokens.clone() {
            for distance in -(REACH as isize)..=REACH as isize {
                let at = token.checked_add_signed(distance).filter(|at| tokens.contains(at));
                let form = at.map_or(forms.edge(), |at| forms.of(at));
                alone(form, distance, &mut |feature| see(token, feature));
            }
            place.features(token, &mut |feature| see(token, feature));
        }
    }
}

/// Sentences as numbers.
#[derive(Default)]
struct Data {
    features: Vec<u32>,
    // Where the features of each token end.
    ends: Vec<u32>,
    allowed: Vec<u16>,
    // Tokens of each sentence and its weight.
    sentences: Vec<(std::ops::Range<usize>, f32)>,
}

impl Data {
    fn new(documents: &[Document], clusters: &ClusterTable<'_>, index: &Index) -> Self {
        let mut data = Self::default();
        for document in documents {
            let offset = data.ends.len();
            let mut last = None;
            features(&document.article, clusters, |token, feature| {
                if last.is_some_and(|last| last != token) {
                    data.ends.push(data.features.len() as u32);
                }
                last = Some(token);
                data.features.extend(index.get(feature));
            });
            if last.is_some() {
                data.ends.push(data.features.len() as u32);
            }
            assert_eq!(data.ends.len() - offset, document.article.tokens.len(), "every token is in a sentence");
            data.allowed.extend(&document.allowed);
            data.sentences.extend(document.article.sentences.iter().map(|sentence| {
                let tokens = sentence.token_range();
                (offset + tokens.start..offset + tokens.end, document.weight)
            }));
        }
        data
    }

    fn token(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.features[start..self.ends[token] as usize]
    }
}

/// Learns from the documents.
pub(crate) fn train(documents: &[Document], clusters: &ClusterTable<'_>, settings: &Settings) -> Learned {
    let started = Instant::now();
    let mut counts = Counts::default();
    for document in documents {
        features(&document.article, clusters, |_, feature| counts.see(feature));
    }
    let index = counts.index(settings.least);
    let data = Data::new(documents, clusters, &index);
    eprintln!(
        "names: {} tokens, {} sentences, {} features, {:.1} a token; {:.1} s",
        data.ends.len(),
        data.sentences.len(),
        index.features.len(),
        data.features.len() as f32 / data.ends.len() as f32,
        started.elapsed().as_secs_f32(),
    );
    let mut weights = Weights::<WIDE>::new(index.features.len(), settings.floor);
    let mut steps = Weights::<WIDE>::new(LABELS, settings.floor);
    let mut random = Random(settings.seed);
    let mut order: Vec<u32> = (0..data.sentences.len() as u32).collect();
    let mut chain = Chain::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for (done, &sentence) in order.iter().enumerate() {
            let progress = (epoch as f32 + done as f32 / order.len() as f32) / settings.epochs as f32;
            let rate = falling(settings.rate, progress);
            let (tokens, weight) = data.sentences[sentence as usize].clone();
            loss += chain.learn(&data, tokens, weight, rate, settings.dropout, &mut random, &mut weights, &mut steps);
        }
        if epoch + 3 >= settings.epochs {
            weights.sum();
            steps.sum();
        }
        eprintln!("names: epoch {} loss {loss:.0}; {:.1} s", epoch + 1, started.elapsed().as_secs_f32());
    }
    let rows: Vec<_> = index
        .features
        .iter()
        .zip(weights.mean())
        .filter(|(_, row)| row[..SCORED].iter().any(|w| w.abs() >= settings.prune))
        .map(|(&feature, row)| (feature, std::array::from_fn(|i| (row[i] * UNIT).round().clamp(-127.0, 127.0) as i8)))
        .collect();
    let mean_steps: Vec<Row> = steps.mean().collect();
    let table: [[i16; LABELS]; LABELS] = std::array::from_fn(|from| {
        std::array::from_fn(|to| if follows(from, to) { (mean_steps[from][to] * UNIT).round() as i16 } else { 0 })
    });
    eprintln!("names: {} rows kept", rows.len());
    Learned { rows, steps: Steps::new(&table) }
}

/// Room for the sums over one sentence.
#[derive(Default)]
struct Chain {
    kept: Vec<Vec<u32>>,
    scores: Vec<Row>,
    free: Sums,
    bound: Sums,
}

impl Chain {
    /// One step on one sentence; its loss.
    #[expect(clippy::too_many_arguments, reason = "the state of training, taken apart for the borrow checker")]
    fn learn(
        &mut self,
        data: &Data,
        tokens: std::ops::Range<usize>,
        weight: f32,
        rate: f32,
        dropout: f32,
        random: &mut Random,
        weights: &mut Weights<WIDE>,
        steps: &mut Weights<WIDE>,
    ) -> f32 {
        let limit = (f64::from(dropout) * 2f64.powi(32)) as u64;
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
        let odds: [Row; LABELS] = std::array::from_fn(|from| {
            std::array::from_fn(|to| if to < LABELS && follows(from, to) { steps.rows[from][to].exp() } else { 0.0 })
        });
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

/// Forward and backward sums.
#[derive(Default)]
struct Sums {
    emit: Vec<Row>,
    forward: Vec<Row>,
    /// The share of each label at each token.
    shares: Vec<Row>,
    /// How often one label follows another, expected.
    steps: [Row; LABELS],
}

impl Sums {
    /// The logarithm of the sum over all sequences, or all that are allowed.
    fn run(&mut self, scores: &[Row], odds: &[Row; LABELS], allowed: Option<&[u16]>) -> f32 {
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

//! Trains the names: a linear chain over labels, by AdaGrad, with feature dropout and averaged weights.

use crate::adagrad::{Weights, falling};
use crate::chain::{Chain, Row, WIDE};
use crate::corpus::Document;
use crate::features::{Counts, Index, Random};
use crate::number;
use copydesk::article::Article;
use copydesk::tagger::ClusterTable;
use copydesk::tagger::crf::{LABELS, OUTSIDE, SCORED, Steps, UNIT, follows};
use copydesk::tagger::forms::Forms;
use copydesk::tagger::name_features::{Place, REACH, Usage, alone};
use std::ops::Range;
use std::time::Instant;

/// Added to the score of beginning a name, in thirty-seconds: with feature dropout the model learns to be too careful.
const LIFT: i16 = 8;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Passes over the data; weights of the last three are averaged.
    pub(crate) epochs: usize,
    /// Step size at the start, falling to a fifth.
    pub(crate) rate: f32,
    /// Share of features left out at random.
    pub(crate) dropout: f32,
    /// Features seen less often are not learned.
    pub(crate) least: u32,
    /// Rows whose largest weight is below are left out of the model.
    pub(crate) prune: f32,
    /// Least denominator of AdaGrad: holds back the first steps of a feature.
    pub(crate) floor: f32,
    /// Share of documents that are read once more in capitals.
    pub(crate) capitals: f32,
    /// Start of the random numbers.
    pub(crate) seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 5, rate: 0.1, dropout: 0.3, least: 1, prune: 0.1, floor: 1.0, capitals: 0.1, seed: 1 }
    }
}

impl Settings {
    /// Changes one setting, for trying things out; other names are left alone.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match name {
            "--epochs" => self.epochs = number(name, value),
            "--rate" => self.rate = number(name, value),
            "--dropout" => self.dropout = number(name, value),
            "--least" => self.least = number(name, value),
            "--prune" => self.prune = number(name, value),
            "--floor" => self.floor = number(name, value),
            "--capitals" => self.capitals = number(name, value),
            "--seed" => self.seed = number(name, value),
            _ => {}
        }
    }
}

/// What was learned.
pub(crate) struct Learned {
    /// Rows of weights by feature.
    pub(crate) rows: Vec<(u64, [i8; WIDE])>,
    /// One label after another.
    pub(crate) steps: Steps,
}

/// Calls `see` with the features of each token.
pub(crate) fn features(article: &Article, clusters: &ClusterTable<'_>, mut see: impl FnMut(&[u64])) {
    let mut seen = Vec::new();
    let forms = Forms::new(article, clusters);
    let usage = Usage::new(article, &forms);
    let mut place = Place::new(&forms, &usage);
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        place.enter(article, tokens.clone());
        for token in tokens.clone() {
            seen.clear();
            for distance in -REACH.cast_signed()..=REACH.cast_signed() {
                let at = token.checked_add_signed(distance).filter(|at| tokens.contains(at));
                let form = at.map_or(forms.edge(), |at| forms.of(at));
                alone(form, distance, &mut seen);
            }
            place.features(token, &mut seen);
            see(&seen);
        }
    }
}

/// Sentences as numbers.
#[derive(Default)]
pub(crate) struct Data {
    features: Vec<u32>,
    // Where the features of each token end.
    ends: Vec<u32>,
    pub(crate) allowed: Vec<u16>,
    // Tokens of each sentence and its weight.
    sentences: Vec<(Range<usize>, f32)>,
}

impl Data {
    fn new(documents: &[Document], clusters: &ClusterTable<'_>, index: &Index) -> Self {
        let mut data = Self::default();
        for document in documents {
            let offset = data.ends.len();
            features(&document.article, clusters, |seen| {
                data.features.extend(seen.iter().filter_map(|&feature| index.get(feature)));
                data.ends.push(data.features.len() as u32);
            });
            assert_eq!(data.ends.len() - offset, document.article.tokens.len(), "every token is in a sentence");
            data.allowed.extend(&document.allowed);
            data.sentences.extend(document.article.sentences.iter().map(|sentence| {
                let tokens = sentence.token_range();
                (offset + tokens.start..offset + tokens.end, document.weight)
            }));
        }
        data
    }

    pub(crate) fn token(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.features[start..self.ends[token] as usize]
    }
}

/// Learns from the documents.
pub(crate) fn train(documents: &[Document], clusters: &ClusterTable<'_>, settings: &Settings) -> Learned {
    let started = Instant::now();
    let mut counts = Counts::default();
    for document in documents {
        features(&document.article, clusters, |seen| seen.iter().for_each(|&feature| counts.see(feature)));
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
        std::array::from_fn(|to| {
            let begins = to != OUTSIDE && to.is_multiple_of(2);
            let lift = if begins { LIFT } else { 0 };
            if follows(from, to) { (mean_steps[from][to] * UNIT).round() as i16 + lift } else { 0 }
        })
    });
    eprintln!("names: {} rows kept", rows.len());
    Learned { rows, steps: Steps::new(&table) }
}

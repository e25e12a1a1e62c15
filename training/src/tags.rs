//! Trains parts of speech: from left to right, each token's label given the two labels the model itself gave before.

use crate::adagrad::{Weights, falling};
use crate::features::{Counts, Index, Random};
use crate::number;
use crate::treebank::Tree;
use copydesk::article::Article;
use copydesk::tagger::ClusterTable;
use copydesk::tagger::forms::Forms;
use copydesk::tagger::tag_features::{REACH, START, alone, labelled, pairs};
use copydesk::tagger::tags::{TAGS, WIDE};
use std::time::Instant;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    epochs: usize,
    rate: f32,
    dropout: f32,
    floor: f32,
    least: u32,
    prune: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 6, rate: 0.1, dropout: 0.3, floor: 0.5, least: 2, prune: 0.2 }
    }
}

impl Settings {
    /// Changes one setting, for trying things out; other names are left alone.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match name {
            "--tag-epochs" => self.epochs = number(name, value),
            "--tag-rate" => self.rate = number(name, value),
            "--tag-dropout" => self.dropout = number(name, value),
            "--tag-floor" => self.floor = number(name, value),
            "--tag-least" => self.least = number(name, value),
            "--tag-prune" => self.prune = number(name, value),
            _ => {}
        }
    }
}

/// The features of a token, given the labels before it.
fn see_all(forms: &Forms, article: &Article, token: usize, before: [usize; 2], see: &mut Vec<u64>) {
    see.clear();
    let sentence = 0..article.tokens.len();
    for distance in -REACH.cast_signed()..=REACH.cast_signed() {
        let at = token.checked_add_signed(distance).filter(|at| sentence.contains(at));
        alone(at.map_or(forms.edge(), |at| forms.of(at)), distance, see);
    }
    pairs(forms, &sentence, token, see);
    labelled(forms, &sentence, token, before, see);
}

/// Rows of weights by feature.
pub(crate) fn train(trees: &[&Tree], clusters: &ClusterTable<'_>, settings: &Settings) -> Vec<(u64, [i8; WIDE])> {
    let started = Instant::now();
    let forms: Vec<Forms> = trees.iter().map(|tree| Forms::new(&tree.article, clusters)).collect();
    let mut counts = Counts::default();
    let mut seen = Vec::new();
    for (tree, forms) in trees.iter().zip(&forms) {
        let mut before = [START; 2];
        for (token, &label) in tree.labels.iter().enumerate() {
            see_all(forms, &tree.article, token, before, &mut seen);
            for &feature in &seen {
                counts.see(feature);
            }
            before = [label, before[0]];
        }
    }
    let index: Index = counts.index(settings.least);
    let mut weights = Weights::<WIDE>::new(index.features.len(), settings.floor);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random(1);
    let mut kept = Vec::new();
    let limit = Random::limit(settings.dropout, 64);
    let scale = 1.0 / (1.0 - settings.dropout);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let mut wrong = 0;
        for (done, &number) in order.iter().enumerate() {
            let progress = (epoch as f32 + done as f32 / order.len() as f32) / settings.epochs as f32;
            let rate = falling(settings.rate, progress);
            let (tree, forms) = (&trees[number], &forms[number]);
            let mut before = [START; 2];
            for (token, &right) in tree.labels.iter().enumerate() {
                see_all(forms, &tree.article, token, before, &mut seen);
                kept.clear();
                kept.extend(seen.iter().filter(|_| random.next() >= limit).filter_map(|&feature| index.get(feature)));
                let mut scores = [0.0; WIDE];
                for &row in &kept {
                    for (score, weight) in scores.iter_mut().zip(&weights.rows[row as usize]) {
                        *score += weight * scale;
                    }
                }
                let best = (0..TAGS).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                wrong += usize::from(best != right);
                let mut gradient = [0.0; WIDE];
                for label in 0..TAGS {
                    gradient[label] = (scores[label] - scores[best]).exp();
                }
                let sum: f32 = gradient.iter().sum();
                for (label, share) in gradient.iter_mut().enumerate() {
                    *share = f32::from(u8::from(label == right)) - *share / sum;
                }
                if gradient[right] > 1e-3 {
                    for &row in &kept {
                        weights.step(row as usize, &gradient, rate);
                    }
                }
                before = [best, before[0]];
            }
        }
        if epoch + 3 >= settings.epochs {
            weights.sum();
        }
        eprintln!("tags: epoch {} wrong {wrong}; {:.1} s", epoch + 1, started.elapsed().as_secs_f32());
    }
    let kept: Vec<_> = index
        .features
        .iter()
        .zip(weights.mean())
        .filter(|(_, row)| row[..TAGS].iter().any(|w| w.abs() >= settings.prune))
        .map(|(&feature, row)| (feature, std::array::from_fn(|l| (row[l] * 32.0).round().clamp(-127.0, 127.0) as i8)))
        .collect();
    eprintln!("tags: {} features, {} rows kept", index.features.len(), kept.len());
    kept
}

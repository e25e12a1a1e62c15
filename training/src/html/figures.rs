//! How near a body is to its gold, as `eval/articles.py` counts it, and paragraph by paragraph.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words as the evaluation cuts them.
pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect()
}

/// A number for a run of words.
pub(crate) fn shingle(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// How often four words follow each other, by number; of fewer words, all of them.
pub(crate) fn shingles(words: &[&str]) -> HashMap<u64, i64> {
    let mut counts = HashMap::new();
    let runs = words.windows(words.len().clamp(1, 4)).map(shingle);
    runs.for_each(|run| *counts.entry(run).or_insert(0) += 1);
    counts
}

/// In both, only in the guess, only in the gold.
pub(crate) type Counts = (i64, i64, i64);

fn overlap<K: Eq + Hash>(gold: &HashMap<K, i64>, guess: &HashMap<K, i64>) -> Counts {
    let both: i64 = gold.iter().map(|(k, n)| guess.get(k).map_or(0, |m| *n.min(m))).sum();
    (both, guess.values().sum::<i64>() - both, gold.values().sum::<i64>() - both)
}

/// Shingles of four words.
pub(crate) fn compare(gold: &str, guess: &str) -> Counts {
    overlap(&shingles(&words(gold)), &shingles(&words(guess)))
}

/// Whole paragraphs, equal in their words: a line is a paragraph, and a gold list has hyphens before its items.
pub(crate) fn paragraphs(gold: &str, guess: &str) -> Counts {
    let counted = |text: &str| {
        let mut counts = HashMap::new();
        let lines = text.lines().map(|line| words(line).join(" "));
        lines.filter(|line| !line.is_empty()).for_each(|line| *counts.entry(line).or_insert(0) += 1);
        counts
    };
    overlap(&counted(gold), &counted(guess))
}

/// F1 of one page, 0 to 1.
pub(crate) fn f1((both, extra, missing): Counts) -> f64 {
    2.0 * both as f64 / (2 * both + extra + missing).max(1) as f64
}

/// The benchmark's own mean: of precision and of recall over pages, then their F1.
#[derive(Default)]
pub(crate) struct Body {
    precision: Vec<f64>,
    recall: Vec<f64>,
    exact: Vec<f64>,
}

impl Body {
    pub(crate) fn add(&mut self, gold: &str, guess: &str) {
        let (both, extra, missing) = compare(gold, guess);
        if both + extra > 0 {
            self.precision.push(both as f64 / (both + extra) as f64);
        }
        if both + missing > 0 {
            self.recall.push(both as f64 / (both + missing) as f64);
        }
        self.exact.push(f1(paragraphs(gold, guess)));
    }

    pub(crate) fn figures(&self) -> String {
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len().max(1) as f64;
        let (p, r) = (mean(&self.precision), mean(&self.recall));
        let f1 = 200.0 * p * r / (p + r).max(1e-9);
        let exact = 100.0 * mean(&self.exact);
        format!("P {:.1} R {:.1} F1 {f1:.2}, paragraph-exact {exact:.1}", 100.0 * p, 100.0 * r)
    }
}

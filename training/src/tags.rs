//! Trains parts of speech: an averaged perceptron that goes from left to right.

use crate::features::{Counts, Index, Random};
use crate::treebank::Tree;
use copydesk::article::Article;
use copydesk::tagger::ClusterTable;
use copydesk::tagger::forms::Forms;
use copydesk::tagger::tag_features::{REACH, START, alone, features};
use copydesk::tagger::tags::TAGS;
use std::time::Instant;

const EPOCHS: usize = 6;
const WIDE: usize = 32;
type Row = [f32; WIDE];

/// The features of a token, given the labels before it.
fn see_all(forms: &Forms, article: &Article, token: usize, before: [usize; 2], see: &mut impl FnMut(u64)) {
    let sentence = 0..article.tokens.len();
    for distance in -(REACH as isize)..=REACH as isize {
        let at = token.checked_add_signed(distance).filter(|at| sentence.contains(at));
        alone(at.map_or(forms.edge(), |at| forms.of(at)), distance, see);
    }
    features(forms, &sentence, token, before, see);
}

/// Rows of weights by feature.
pub(crate) fn train(trees: &[Tree], clusters: &ClusterTable<'_>) -> Vec<(u64, [i8; TAGS])> {
    let started = Instant::now();
    let forms: Vec<Forms> = trees.iter().map(|tree| Forms::new(&tree.article, clusters)).collect();
    let mut counts = Counts::default();
    for (tree, forms) in trees.iter().zip(&forms) {
        let mut before = [START; 2];
        for (token, &label) in tree.labels.iter().enumerate() {
            see_all(forms, &tree.article, token, before, &mut |feature| counts.see(feature));
            before = [label, before[0]];
        }
    }
    let index: Index = counts.index(2);
    let mut rows: Vec<Row> = vec![[0.0; WIDE]; index.features.len()];
    let mut sums: Vec<Row> = rows.clone();
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random(1);
    let mut seen = Vec::new();
    let mut time = 1.0;
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let mut wrong = 0;
        for &number in &order {
            let (tree, forms) = (&trees[number], &forms[number]);
            let mut before = [START; 2];
            for (token, &right) in tree.labels.iter().enumerate() {
                seen.clear();
                see_all(forms, &tree.article, token, before, &mut |feature| seen.extend(index.get(feature)));
                let mut scores = [0.0; WIDE];
                for &row in &seen {
                    for (score, weight) in scores.iter_mut().zip(&rows[row as usize]) {
                        *score += weight;
                    }
                }
                let best = (0..TAGS).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                if best != right {
                    wrong += 1;
                    for &row in &seen {
                        rows[row as usize][right] += 1.0;
                        rows[row as usize][best] -= 1.0;
                        sums[row as usize][right] += time;
                        sums[row as usize][best] -= time;
                    }
                }
                time += 1.0;
                before = [best, before[0]];
            }
        }
        eprintln!("tags: epoch {} wrong {wrong}; {:.1} s", epoch + 1, started.elapsed().as_secs_f32());
    }
    let mean = |row: usize, label: usize| rows[row][label] - sums[row][label] / time;
    // One unit is a fraction of a step of the perceptron; the largest weights are cut off.
    let unit = 8.0;
    let kept: Vec<_> = index
        .features
        .iter()
        .enumerate()
        .map(|(row, &feature)| {
            (feature, std::array::from_fn(|l| (mean(row, l) * unit).round().clamp(-127.0, 127.0) as i8))
        })
        .filter(|(_, row): &(u64, [i8; TAGS])| row.iter().any(|w| w.unsigned_abs() >= 8))
        .collect();
    eprintln!("tags: {} features, {} rows kept", index.features.len(), kept.len());
    kept
}

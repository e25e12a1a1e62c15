//! The three measures of coreference whose average the CoNLL shared tasks count: MUC, B³ and CEAFe.
//!
//! Clusters are sets of numbered mentions, every mention in at most one.

use std::collections::HashMap;

/// Right and all, for precision and for recall, summed over documents.
#[derive(Clone, Copy, Default)]
pub(crate) struct Measure {
    right: [f64; 2],
    all: [f64; 2],
}

impl Measure {
    fn add(&mut self, side: usize, right: f64, all: f64) {
        self.right[side] += right;
        self.all[side] += all;
    }

    /// Precision, recall and F1 in per cent.
    pub(crate) fn figures(&self) -> [f64; 3] {
        let [p, r] = [0, 1].map(|side| 100.0 * self.right[side] / self.all[side].max(1e-9));
        [p, r, 2.0 * p * r / (p + r).max(1e-9)]
    }
}

/// The measures, by name.
#[derive(Default)]
pub(crate) struct Scores {
    muc: Measure,
    b3: Measure,
    ceaf: Measure,
}

impl Scores {
    /// Counts a document.
    pub(crate) fn add(&mut self, found: &[Vec<usize>], gold: &[Vec<usize>]) {
        for (side, (ours, theirs)) in [(found, gold), (gold, found)].into_iter().enumerate() {
            let owner: HashMap<usize, usize> =
                theirs.iter().enumerate().flat_map(|(c, all)| all.iter().map(move |&m| (m, c))).collect();
            for cluster in ours {
                let mut shared: HashMap<usize, usize> = HashMap::new();
                let of = cluster.iter().filter_map(|m| owner.get(m));
                of.for_each(|&c| *shared.entry(c).or_default() += 1);
                let alone = cluster.len() - shared.values().sum::<usize>();
                self.muc.add(side, (cluster.len() - shared.len() - alone) as f64, (cluster.len() - 1) as f64);
                let square: usize = shared.values().map(|n| n * n).sum();
                self.b3.add(side, square as f64 / cluster.len() as f64, cluster.len() as f64);
            }
        }
        let similarity = similarity(found, gold);
        self.ceaf.add(0, similarity, found.len() as f64);
        self.ceaf.add(1, similarity, gold.len() as f64);
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut sum = 0.0;
        for (name, measure) in [("MUC", self.muc), ("B³", self.b3), ("CEAFe", self.ceaf)] {
            let [p, r, f1] = measure.figures();
            write!(f, "{name} {f1:.1} (precision {p:.1}, recall {r:.1}), ")?;
            sum += f1;
        }
        write!(f, "average {:.1}", sum / 3.0)
    }
}

/// The sum of 2 |K ∩ R| / (|K| + |R|) over the best assignment of clusters to clusters.
fn similarity(found: &[Vec<usize>], gold: &[Vec<usize>]) -> f64 {
    let (short, long) = if found.len() <= gold.len() { (found, gold) } else { (gold, found) };
    let cost = |a: &[usize], b: &[usize]| {
        let shared = a.iter().filter(|m| b.contains(m)).count();
        -2.0 * shared as f64 / (a.len() + b.len()) as f64
    };
    let costs: Vec<Vec<f64>> = short.iter().map(|a| long.iter().map(|b| cost(a, b)).collect()).collect();
    assignment(&costs).iter().enumerate().map(|(row, &column)| -costs[row][column]).sum()
}

/// The column of each row for the least sum of costs (the Hungarian method with potentials); no more rows than columns.
fn assignment(costs: &[Vec<f64>]) -> Vec<usize> {
    let columns = costs.first().map_or(0, Vec::len);
    // Row and column 0 stand for "none".
    let (mut of_row, mut of_column) = (vec![0.0; costs.len() + 1], vec![0.0; columns + 1]);
    let mut owner = vec![0; columns + 1];
    for row in 1..=costs.len() {
        owner[0] = row;
        let (mut least, mut way) = (vec![f64::INFINITY; columns + 1], vec![0; columns + 1]);
        let mut seen = vec![false; columns + 1];
        let mut at = 0;
        while owner[at] != 0 {
            seen[at] = true;
            let (here, mut delta, mut next) = (owner[at], f64::INFINITY, 0);
            for column in (1..=columns).filter(|&c| !seen[c]) {
                let cost = costs[here - 1][column - 1] - of_row[here] - of_column[column];
                if cost < least[column] {
                    (least[column], way[column]) = (cost, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if seen[column] {
                    of_row[owner[column]] += delta;
                    of_column[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            owner[at] = owner[way[at]];
            at = way[at];
        }
    }
    let mut answer = vec![0; costs.len()];
    for column in (1..=columns).filter(|&c| owner[c] != 0) {
        answer[owner[column] - 1] = column - 1;
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_case() {
        // {a b c} {d e f g} against {a b} {c d} {f g h i}, as in the reference scorer's paper.
        let (gold, found) = (vec![vec![0, 1, 2], vec![3, 4, 5, 6]], vec![vec![0, 1], vec![2, 3], vec![5, 6, 7, 8]]);
        let mut scores = Scores::default();
        scores.add(&found, &gold);
        let close = |measure: Measure, p: f64, r: f64| {
            let [precision, recall, _] = measure.figures();
            assert!((precision - p).abs() < 0.01 && (recall - r).abs() < 0.01, "{precision} {recall}");
        };
        close(scores.muc, 40.0, 40.0);
        close(scores.b3, 50.0, 41.67);
        close(scores.ceaf, 43.33, 65.0);
    }
}

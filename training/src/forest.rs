//! Boosted decision trees over binned features: grown leaf by leaf, log loss.

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) trees: usize,
    pub(crate) leaves: usize,
    pub(crate) rate: f32,
    /// Least weight of rows in a leaf.
    pub(crate) least: f32,
    /// Share of the features each tree may use.
    pub(crate) features: f32,
    pub(crate) seed: u64,
}

/// Most bins of a feature.
const BINS: usize = 64;

/// Rows with every feature in bins.
pub(crate) struct Data {
    /// Column by column.
    pub(crate) columns: Vec<Vec<u8>>,
    /// Upper border of each bin but the last, per feature.
    pub(crate) borders: Vec<Vec<f32>>,
    pub(crate) labels: Vec<f32>,
    pub(crate) weights: Vec<f32>,
    /// Lengths of the runs of rows of which one is to be chosen; none where every row is a question of its own.
    choices: Vec<usize>,
}

impl Data {
    /// Bins `rows` at borders chosen so that bins are about equally full.
    pub(crate) fn new(rows: &[&[f32]], labels: Vec<f32>, weights: Vec<f32>) -> Self {
        let count = rows.first().map_or(0, |r| r.len());
        let borders: Vec<Vec<f32>> = (0..count)
            .map(|f| {
                let mut values: Vec<f32> = rows.iter().step_by(rows.len() / 40_000 + 1).map(|r| r[f]).collect();
                values.sort_by(f32::total_cmp);
                let mut borders: Vec<f32> = (1..BINS).map(|b| values[b * (values.len() - 1) / BINS]).collect();
                borders.dedup();
                // The greatest value is no border: nothing is to its right.
                borders.retain(|b| *b < values[values.len() - 1]);
                borders
            })
            .collect();
        let bin = |f: usize, value: f32| borders[f].partition_point(|b| *b < value) as u8;
        let columns = (0..count).map(|f| rows.iter().map(|r| bin(f, r[f])).collect()).collect();
        Self { columns, borders, labels, weights, choices: Vec::new() }
    }
}

impl Data {
    /// Makes every run of rows with these lengths a choice of one among them.
    pub(crate) fn choosing(mut self, lengths: Vec<usize>) -> Self {
        self.choices = lengths;
        self
    }

    /// How likely each row is: by itself, or among those of its choice.
    fn shares(&self, scores: &[f32]) -> Vec<f32> {
        if self.choices.is_empty() {
            return scores.iter().map(|s| 1.0 / (1.0 + (-s).exp())).collect();
        }
        let mut shares = Vec::with_capacity(scores.len());
        let mut rest = scores;
        for &length in &self.choices {
            let (of, others) = rest.split_at(length);
            let most = of.iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = of.iter().map(|s| (s - most).exp()).sum();
            shares.extend(of.iter().map(|s| (s - most).exp() / sum));
            rest = others;
        }
        shares
    }
}

#[derive(Clone, Debug)]
enum Node {
    Split { feature: usize, threshold: f32, left: usize, right: usize },
    Leaf(f32),
}

/// A feature, whether it is above the bound, the bound.
pub(crate) type Test = (usize, bool, f32);

/// Trees whose leaves add up to log odds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    trees: Vec<Vec<Node>>,
    /// Loss saved by the splits on each feature.
    pub(crate) gains: Vec<f64>,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    gradient: f64,
    hessian: f64,
}

/// A leaf that may be split.
struct Open {
    node: usize,
    rows: Vec<u32>,
    bins: Vec<Bin>,
    best: Option<(f64, usize, usize)>,
}

impl Forest {
    pub(crate) fn grow(data: &Data, settings: &Settings) -> Self {
        let count = data.labels.len();
        let positive: f32 = data.labels.iter().zip(&data.weights).map(|(l, w)| l * w).sum();
        let prior = (positive / (data.weights.iter().sum::<f32>() - positive)).ln();
        let mut forest = Self { trees: vec![vec![Node::Leaf(prior)]], gains: vec![0.0; data.columns.len()] };
        let mut scores = vec![prior; count];
        let (mut gradients, mut hessians) = (vec![0.0_f32; count], vec![0.0_f32; count]);
        let mut random = settings.seed | 1;
        for _ in 0..settings.trees {
            let shares = data.shares(&scores);
            for i in 0..count {
                let p = shares[i];
                gradients[i] = data.weights[i] * (p - data.labels[i]);
                hessians[i] = data.weights[i] * (p * (1.0 - p)).max(1e-6);
            }
            let used: Vec<usize> = (0..data.columns.len())
                .filter(|_| {
                    random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (random >> 40) as f32 / (1 << 24) as f32 <= settings.features
                })
                .collect();
            forest.tree(data, settings, &used, &gradients, &hessians, &mut scores);
        }
        forest
    }

    fn tree(
        &mut self,
        data: &Data,
        settings: &Settings,
        used: &[usize],
        gradients: &[f32],
        hessians: &[f32],
        scores: &mut [f32],
    ) {
        let histogram = |rows: &[u32]| {
            let mut bins = vec![Bin::default(); used.len() * BINS];
            for (k, &f) in used.iter().enumerate() {
                let (column, bins) = (&data.columns[f], &mut bins[k * BINS..(k + 1) * BINS]);
                for &row in rows {
                    let bin = &mut bins[column[row as usize] as usize];
                    bin.gradient += f64::from(gradients[row as usize]);
                    bin.hessian += f64::from(hessians[row as usize]);
                }
            }
            bins
        };
        let best = |bins: &[Bin]| {
            let mut best: Option<(f64, usize, usize)> = None;
            for k in 0..used.len() {
                let bins = &bins[k * BINS..(k + 1) * BINS];
                let (g, h) = bins.iter().fold((0.0, 0.0), |a, b| (a.0 + b.gradient, a.1 + b.hessian));
                let (mut gl, mut hl) = (0.0, 0.0);
                for (b, bin) in bins.iter().enumerate().take(data.borders[used[k]].len()) {
                    gl += bin.gradient;
                    hl += bin.hessian;
                    let (gr, hr) = (g - gl, h - hl);
                    if hl < f64::from(settings.least) || hr < f64::from(settings.least) {
                        continue;
                    }
                    let gain = gl * gl / (hl + 1.0) + gr * gr / (hr + 1.0) - g * g / (h + 1.0);
                    if gain > best.map_or(1e-3, |b| b.0) {
                        best = Some((gain, k, b));
                    }
                }
            }
            best
        };
        let mut nodes = vec![Node::Leaf(0.0)];
        let rows: Vec<u32> = (0..data.labels.len() as u32).collect();
        let bins = histogram(&rows);
        let mut open = vec![Open { node: 0, best: best(&bins), rows, bins }];
        while open.len() < settings.leaves {
            let Some(at) = (0..open.len())
                .filter(|&i| open[i].best.is_some())
                .max_by(|&a, &b| open[a].best.map(|x| x.0).partial_cmp(&open[b].best.map(|x| x.0)).expect("no NaN"))
            else {
                break;
            };
            let Open { node, rows, mut bins, best: split } = open.swap_remove(at);
            let Some((gain, k, b)) = split else { break };
            self.gains[used[k]] += gain;
            let column = &data.columns[used[k]];
            let (left, right): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(|&r| column[r as usize] as usize <= b);
            let smaller = if left.len() < right.len() { &left } else { &right };
            let less = histogram(smaller);
            for (all, less) in bins.iter_mut().zip(&less) {
                all.gradient -= less.gradient;
                all.hessian -= less.hessian;
            }
            let (of_left, of_right) = if left.len() < right.len() { (less, bins) } else { (bins, less) };
            let (l, r) = (nodes.len(), nodes.len() + 1);
            nodes[node] = Node::Split { feature: used[k], threshold: data.borders[used[k]][b], left: l, right: r };
            nodes.extend([Node::Leaf(0.0), Node::Leaf(0.0)]);
            open.push(Open { node: l, best: best(&of_left), rows: left, bins: of_left });
            open.push(Open { node: r, best: best(&of_right), rows: right, bins: of_right });
        }
        for leaf in open {
            let (g, h) = leaf.rows.iter().fold((0.0_f64, 0.0_f64), |a, &r| {
                (a.0 + f64::from(gradients[r as usize]), a.1 + f64::from(hessians[r as usize]))
            });
            let value = (-g / (h + 1.0)) as f32 * settings.rate;
            nodes[leaf.node] = Node::Leaf(value);
            for row in leaf.rows {
                scores[row as usize] += value;
            }
        }
        self.trees.push(nodes);
    }

    /// How likely, 0 to 1.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let leaf = |tree: &Vec<Node>| {
            let mut at = 0;
            loop {
                match tree[at] {
                    Node::Leaf(value) => return value,
                    Node::Split { feature, threshold, left, right } => {
                        at = if row[feature] <= threshold { left } else { right };
                    }
                }
            }
        };
        let sum: f32 = self.trees.iter().map(leaf).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// Every leaf as a weight and the tests that lead to it: a feature, whether it is above, the bound.
    pub(crate) fn rules(&self) -> Vec<(f32, Vec<Test>)> {
        let mut rules = Vec::new();
        for tree in &self.trees {
            let mut waiting = vec![(0, Vec::new())];
            while let Some((at, tests)) = waiting.pop() {
                match tree[at] {
                    Node::Leaf(weight) => rules.push((weight, tests)),
                    Node::Split { feature, threshold, left, right } => {
                        let with = |above| tests.iter().copied().chain([(feature, above, threshold)]).collect();
                        waiting.push((right, with(true)));
                        waiting.push((left, with(false)));
                    }
                }
            }
        }
        rules
    }
}

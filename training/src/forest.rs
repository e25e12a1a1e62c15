//! Boosted decision trees over binned features: grown leaf by leaf, log loss, of every row by itself or of a choice among
//! several.

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) trees: usize,
    pub(crate) leaves: usize,
    pub(crate) rate: f32,
    /// Least weight of rows in a leaf.
    pub(crate) least: f32,
    /// Pull of a leaf towards nothing.
    pub(crate) pull: f32,
    /// Share of the features each tree may use.
    pub(crate) features: f32,
    /// Trees after which rows that are settled are looked at less; None where there are few rows.
    pub(crate) warm: Option<usize>,
    pub(crate) seed: u64,
}

/// Most bins of a feature.
const BINS: usize = 64;
/// Rows nearer to their label than this are settled: a tree looks at one in [`ONE_IN`] of them, at its weight.
const SETTLED: f32 = 0.02;
const ONE_IN: u64 = 6;
/// In the file: no split, and a leaf of 1 (`src/html/trees.rs`).
const LEAF: u8 = u8::MAX;
const ONE: f32 = 4096.0;

/// Rows with every feature in bins.
pub(crate) struct Data {
    /// Column by column.
    columns: Vec<Vec<u8>>,
    /// Upper border of each bin but the last, per feature.
    borders: Vec<Vec<f32>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    /// The part of the sites each row is of; none where that does not matter.
    folds: Vec<u8>,
    /// Lengths of the runs of rows of which one is to be chosen; none where every row is a question of its own.
    choices: Vec<usize>,
}

impl Data {
    /// Bins the first `count` features of `rows` at borders chosen so that bins are about equally full.
    pub(crate) fn new(count: usize, rows: &[&[f32]], labels: Vec<f32>, weights: Vec<f32>) -> Self {
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
        Self { columns, borders, labels, weights, folds: Vec::new(), choices: Vec::new() }
    }

    /// Says which part of the sites each row is of.
    pub(crate) fn of_folds(mut self, folds: Vec<u8>) -> Self {
        self.folds = folds;
        self
    }

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
    Split { feature: usize, bin: u8, border: f32, left: usize, right: usize },
    Leaf(f32),
}

/// A feature, whether it is above the bound, the bound.
pub(crate) type Test = (usize, bool, f32);

/// Trees whose leaves add up to log odds.
pub(crate) struct Forest {
    trees: Vec<Vec<Node>>,
    /// Loss saved by the splits on each feature.
    gains: Vec<f64>,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    gradient: f32,
    hessian: f32,
}

/// A row that a tree looks at.
#[derive(Clone, Copy)]
struct Row {
    at: u32,
    gradient: f32,
    hessian: f32,
}

/// A leaf that may be split.
struct Open {
    node: usize,
    rows: Vec<Row>,
    bins: Vec<Bin>,
    best: Option<(f32, usize, usize)>,
}

/// Deterministic numbers that look random.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

impl Forest {
    /// Grows a forest from all rows but those of a fold, if one is left out.
    pub(crate) fn grow(data: &Data, without: Option<usize>, settings: &Settings) -> Self {
        let fold = |i: usize| data.folds.get(i).copied().map(usize::from);
        let used: Vec<u32> = (0..data.labels.len() as u32)
            .filter(|&i| (without.is_none() || fold(i as usize) != without) && data.weights[i as usize] > 0.0)
            .collect();
        let (mut positive, mut whole) = (0.0_f64, 0.0_f64);
        for &i in &used {
            whole += f64::from(data.weights[i as usize]);
            positive += f64::from(data.weights[i as usize] * data.labels[i as usize]);
        }
        let prior = (positive / (whole - positive)).ln() as f32;
        let mut forest = Self { trees: vec![vec![Node::Leaf(prior)]], gains: vec![0.0; data.columns.len()] };
        let mut scores = vec![prior; data.labels.len()];
        let mut state = settings.seed;
        for tree in 0..settings.trees {
            let features: Vec<usize> = (0..data.columns.len())
                .filter(|_| (random(&mut state) as f32) < settings.features * (1_u64 << 31) as f32)
                .collect();
            let shares = data.shares(&scores);
            let warm = settings.warm.is_some_and(|warm| tree >= warm);
            let mut rows = Vec::with_capacity(used.len());
            for &row in &used {
                let i = row as usize;
                let p = shares[i];
                let mut weight = data.weights[i];
                if warm && (p - data.labels[i]).abs() < SETTLED {
                    if !random(&mut state).is_multiple_of(ONE_IN) {
                        continue;
                    }
                    weight *= ONE_IN as f32;
                }
                let gradient = weight * (p - data.labels[i]);
                rows.push(Row { at: row, gradient, hessian: weight * (p * (1.0 - p)).max(1e-6) });
            }
            let nodes = forest.tree(data, settings, &features, rows);
            for &row in &used {
                scores[row as usize] += leaf(&nodes, |feature, bin, _| data.columns[feature][row as usize] <= bin);
            }
            forest.trees.push(nodes);
        }
        forest
    }

    fn tree(&mut self, data: &Data, settings: &Settings, used: &[usize], rows: Vec<Row>) -> Vec<Node> {
        let histogram = |rows: &[Row]| {
            let mut bins = vec![Bin::default(); used.len() * BINS];
            for (k, &f) in used.iter().enumerate() {
                let (column, bins) = (&data.columns[f], &mut bins[k * BINS..(k + 1) * BINS]);
                for row in rows {
                    let bin = &mut bins[column[row.at as usize] as usize];
                    bin.gradient += row.gradient;
                    bin.hessian += row.hessian;
                }
            }
            bins
        };
        let best = |bins: &[Bin]| {
            let mut best: Option<(f32, usize, usize)> = None;
            for k in 0..used.len() {
                let bins = &bins[k * BINS..(k + 1) * BINS];
                let (g, h) = bins.iter().fold((0.0, 0.0), |a, b| (a.0 + b.gradient, a.1 + b.hessian));
                let (mut gl, mut hl) = (0.0, 0.0);
                for (b, bin) in bins.iter().enumerate().take(data.borders[used[k]].len()) {
                    gl += bin.gradient;
                    hl += bin.hessian;
                    let (gr, hr) = (g - gl, h - hl);
                    if hl < settings.least || hr < settings.least {
                        continue;
                    }
                    let gain =
                        gl * gl / (hl + settings.pull) + gr * gr / (hr + settings.pull) - g * g / (h + settings.pull);
                    if gain > best.map_or(1e-3, |b| b.0) {
                        best = Some((gain, k, b));
                    }
                }
            }
            best
        };
        let mut nodes = vec![Node::Leaf(0.0)];
        let bins = histogram(&rows);
        let mut open = vec![Open { node: 0, best: best(&bins), rows, bins }];
        while open.len() < settings.leaves {
            let gain = |i: &usize| open[*i].best.map_or(0.0, |best| best.0);
            let Some(at) = (0..open.len()).max_by(|a, b| gain(a).total_cmp(&gain(b))) else { break };
            let Some((gain, k, b)) = open[at].best else { break };
            let Open { node, rows, mut bins, .. } = open.swap_remove(at);
            self.gains[used[k]] += f64::from(gain);
            let column = &data.columns[used[k]];
            let (left, right): (Vec<Row>, Vec<Row>) =
                rows.into_iter().partition(|r| column[r.at as usize] as usize <= b);
            let less = histogram(if left.len() < right.len() { &left } else { &right });
            for (all, less) in bins.iter_mut().zip(&less) {
                all.gradient -= less.gradient;
                all.hessian -= less.hessian;
            }
            let (of_left, of_right) = if left.len() < right.len() { (less, bins) } else { (bins, less) };
            let (l, r) = (nodes.len(), nodes.len() + 1);
            nodes[node] =
                Node::Split { feature: used[k], bin: b as u8, border: data.borders[used[k]][b], left: l, right: r };
            nodes.extend([Node::Leaf(0.0), Node::Leaf(0.0)]);
            open.push(Open { node: l, best: best(&of_left), rows: left, bins: of_left });
            open.push(Open { node: r, best: best(&of_right), rows: right, bins: of_right });
        }
        for Open { node, rows, .. } in open {
            let sum = |part: fn(&Row) -> f32| rows.iter().map(|r| f64::from(part(r))).sum::<f64>();
            nodes[node] = Node::Leaf(
                (-sum(|r| r.gradient) / (sum(|r| r.hessian) + f64::from(settings.pull))) as f32 * settings.rate,
            );
        }
        nodes
    }

    /// The features that save most, for the log.
    pub(crate) fn told(&self) -> String {
        let mut gains: Vec<(usize, f64)> = self.gains.iter().copied().enumerate().collect();
        gains.sort_by(|a, b| b.1.total_cmp(&a.1));
        let whole: f64 = self.gains.iter().sum();
        let share = |(feature, gain): &(usize, f64)| format!("{feature} {:.1} %", 100.0 * gain / whole);
        gains.iter().take(40).map(share).collect::<Vec<_>>().join(", ")
    }

    /// What speaks for a row, in log odds.
    pub(crate) fn odds(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|tree| leaf(tree, |feature, _, border| row[feature] <= border)).sum()
    }

    /// Every leaf as a weight and the tests that lead to it.
    pub(crate) fn rules(&self) -> Vec<(f32, Vec<Test>)> {
        let mut rules = Vec::new();
        for tree in &self.trees {
            let mut waiting = vec![(0, Vec::new())];
            while let Some((at, tests)) = waiting.pop() {
                match tree[at] {
                    Node::Leaf(weight) => rules.push((weight, tests)),
                    Node::Split { feature, border, left, right, .. } => {
                        let with = |above| tests.iter().copied().chain([(feature, above, border)]).collect();
                        waiting.push((right, with(true)));
                        waiting.push((left, with(false)));
                    }
                }
            }
        }
        rules
    }

    /// As the library reads it: the borders of each feature, then parents before children, left before right.
    pub(crate) fn written(&self, data: &Data) -> Vec<u8> {
        let mut out = Vec::new();
        for borders in &data.borders {
            out.push(borders.len() as u8);
            for border in borders {
                out.extend(border.to_le_bytes());
            }
        }
        for tree in &self.trees {
            let mut waiting = vec![0];
            while let Some(at) = waiting.pop() {
                match tree[at] {
                    Node::Leaf(value) => {
                        out.push(LEAF);
                        out.extend(((value * ONE).round() as i16).to_le_bytes());
                    }
                    Node::Split { feature, bin, left, right, .. } => {
                        out.extend([feature as u8, bin]);
                        waiting.extend([right, left]);
                    }
                }
            }
        }
        out
    }
}

/// The value of the leaf that a row falls into, by what says whether one of its features is in a bin or below its border.
fn leaf(tree: &[Node], is_below: impl Fn(usize, u8, f32) -> bool) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split { feature, bin, border, left, right } => {
                at = if is_below(feature, bin, border) { left } else { right };
            }
        }
    }
}

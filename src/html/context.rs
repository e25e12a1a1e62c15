//! What the likely blocks of a page say about the others: a paragraph among unlikely ones is seldom the article's, a
//! short line among likely ones often is.

use super::blocks::Blocks;
use super::containers::{Containers, holder};
use super::features::Table;
use super::sieve::Row;
use super::tree::{NodeId, Tree};

/// How many features are made here.
pub(super) const COUNT: usize = 29;

/// The smallest element with this share of what is likely holds the article.
const MOST: f32 = 0.6;

/// How much text, and how much of it is likely the article's.
#[derive(Clone, Copy, Default)]
struct Mass {
    text: f32,
    likely: f32,
}

impl Mass {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.likely += other.likely;
    }

    /// Mean probability of its text.
    fn mean(self) -> f32 {
        self.likely / self.text.max(1.0)
    }
}

/// From log odds to a probability.
pub(super) fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// What the log odds of all blocks say of each.
pub(super) struct Context<'a> {
    tree: &'a Tree<'a>,
    blocks: &'a Blocks,
    containers: &'a Containers,
    table: &'a Table<'a>,
    /// Per block.
    each: Vec<Mass>,
    /// Likely text up to each block, without it.
    before: Vec<f32>,
    /// Per element, everything inside; and what stands directly in it.
    inside: Vec<Mass>,
    lines: Vec<Mass>,
    makes: Vec<Mass>,
    /// Steps from the element that holds the article to each element above it; `u16::MAX` elsewhere.
    holds: Vec<u16>,
    /// Blocks to the nearest likely one before and after.
    since: Vec<u16>,
    until: Vec<u16>,
    total: f32,
}

impl<'a> Context<'a> {
    pub(super) fn new(odds: &[f32], table: &'a Table<'a>) -> Self {
        let (tree, blocks, containers) = (table.tree, table.blocks, table.containers);
        let mut inside = vec![Mass::default(); containers.len()];
        let mut lines = inside.clone();
        let mut makes = vec![Mass::default(); table.makes()];
        let (mut each, mut before) = (Vec::with_capacity(odds.len()), Vec::with_capacity(odds.len()));
        let mut total = 0.0;
        for (i, block) in blocks.list.iter().enumerate() {
            let text = block.span.len() as f32;
            let mass = Mass { text, likely: text * probability(odds[i]) };
            inside[containers.number(block.owner)].add(mass);
            lines[containers.number(holder(tree, block))].add(mass);
            makes[table.make(i)].add(mass);
            each.push(mass);
            before.push(total);
            total += mass.likely;
        }
        for n in (1..inside.len()).rev() {
            let mass = inside[n];
            inside[containers.around(n)].add(mass);
        }
        // Later elements are smaller: the last that holds most is the smallest.
        let mut n = (0..inside.len()).rfind(|&n| inside[n].likely >= MOST * total).unwrap_or(0);
        let mut holds = vec![u16::MAX; inside.len()];
        for step in 0.. {
            holds[n] = step;
            if n == 0 || step == u16::MAX - 1 {
                break;
            }
            n = containers.around(n);
        }
        let near = |order: &mut dyn Iterator<Item = usize>| {
            let (mut steps, mut distance) = (vec![0; odds.len()], 99_u16);
            for i in order {
                steps[i] = distance;
                distance = if odds[i] > 0.0 { 0 } else { distance.saturating_add(1) };
            }
            steps
        };
        let since = near(&mut (0..odds.len()));
        let until = near(&mut (0..odds.len()).rev());
        Self { tree, blocks, containers, table, each, before, inside, lines, makes, holds, since, until, total }
    }

    /// Writes the last features of a block's row, given its log odds.
    pub(super) fn fill(&self, mut out: Row<'_>, i: usize, odds: f32) {
        let (block, total) = (&self.blocks.list[i], self.total.max(1.0));
        out.put(odds);
        let make = self.makes[self.table.make(i)];
        out.put(make.mean());
        out.put(make.likely / total);

        let number = |id: NodeId| self.containers.number(id);
        let own = number(block.owner);
        let mut n = self.containers.around(own);
        for _ in 0..3 {
            out.put(self.inside[n].mean());
            out.put(self.inside[n].likely / total);
            n = self.containers.around(n);
        }
        let lines = self.lines[number(holder(self.tree, block))];
        out.put(lines.mean());
        out.put(lines.likely / total);

        let at =
            |offset: isize| i.checked_add_signed(offset).and_then(|i| self.each.get(i)).copied().unwrap_or_default();
        for offset in [-2, -1, 1, 2] {
            out.put(at(offset).mean());
        }
        let sum = |from: isize, to: isize| {
            let mut mass = Mass::default();
            (from..=to).for_each(|offset| mass.add(at(offset)));
            mass.mean()
        };
        out.put(sum(-5, -1));
        out.put(sum(1, 5));

        // Up to the nearest element that holds the article as well.
        let (mut n, mut up) = (own, 0_u16);
        while self.holds[n] == u16::MAX && up < 32 {
            n = self.containers.around(n);
            up += 1;
        }
        out.put(f32::from(up));
        out.put(f32::from(self.holds[n]));
        out.put(self.inside[n].mean());
        let place = self.containers.place(block.owner);
        let meet = self.inside[number(place.meet)];
        out.put(meet.mean());
        out.put(meet.likely / total);
        out.put(self.inside[number(place.article)].likely / total);

        out.put(self.before[i] / total);
        out.put((total - self.before[i] - self.each[i].likely) / total);
        out.put(f32::from(self.since[i]));
        out.put(f32::from(self.until[i]));
        out.put(self.before[i]);
        out.put(self.total);
        debug_assert_eq!(out.left(), 0);
    }
}

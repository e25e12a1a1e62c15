//! The network of the parser: how well every token would do as the head of every other, and what a token is to its head.
//!
//! A token is a bag of features: those of its form and of its part of speech. Two recurrent layers read the sentence
//! from both ends. Of what they say, one dense layer makes four views of every token: as a child and as a head, once to
//! find arcs and once to name them, and a guess of how far away its head is. An arc is worth the product of child and
//! head plus that guess; its name comes from the sum of child and head.

use super::features::{of_label, see};
use super::tree::Arcs;
use crate::Error;
use crate::article::Relation;
use crate::tagger::forms::Forms;
use crate::tagger::network::{Bag, Dense, Lstm, Memory, Room, Tensors};
use std::ops::Range;

/// What errors call the section.
const SECTION: &str = "parser";
/// How far away a head may be, in one direction: from so many tokens on.
const REACHES: [usize; 8] = [1, 2, 3, 4, 5, 7, 10, 16];

/// The layers.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    bag: Bag,
    lower: Lstm,
    upper: Lstm,
    views: Dense,
    arcs: Dense,
    arc_root: Vec<f32>,
    names: Dense,
    name_root: Vec<f32>,
}

/// Room to work in, kept from one sentence to the next, and what the forms of the article say.
#[derive(Clone, Debug, Default)]
pub(super) struct Memories {
    // One row for each form of the article, filled when it is first met.
    forms: Vec<f32>,
    known: Vec<bool>,
    seen: Vec<u64>,
    inputs: Vec<f32>,
    below: Vec<f32>,
    above: Vec<f32>,
    memory: Memory,
    room: Room,
    views: Vec<f32>,
    heads: Vec<f32>,
    wanted: Vec<f32>,
    pairs: Vec<f32>,
    names: Vec<f32>,
}

impl Network {
    /// The network in a section of the model file.
    ///
    /// # Errors
    /// When it is not whole or its layers do not fit together; the message says which.
    pub(crate) fn read(section: &[u8]) -> Result<Self, Error> {
        let tensors = Tensors::read(SECTION, section)?;
        let [arcs, names] = ["arcs", "names"].map(|name| Dense::read(&tensors, name));
        let (arcs, names) = (arcs?, names?);
        let network = Self {
            bag: Bag::read(&tensors, "bag")?,
            lower: Lstm::read(&tensors, "low")?,
            upper: Lstm::read(&tensors, "high")?,
            views: Dense::read(&tensors, "views")?,
            arc_root: tensors.numbers("arcs.root", arcs.inputs())?,
            name_root: tensors.numbers("names.root", names.inputs())?,
            arcs,
            names,
        };
        let Self { bag, lower, upper, views, arcs, names, .. } = &network;
        let views_for = 2 * (arcs.inputs() + names.inputs() + REACHES.len());
        for (what, found, needed) in [
            ("inputs of \"low\"", lower.inputs(), bag.columns()),
            ("inputs of \"high\"", upper.inputs(), lower.outputs()),
            ("inputs of \"views\"", views.inputs(), upper.outputs()),
            ("outputs of \"views\"", views.outputs(), views_for),
            ("outputs of \"arcs\"", arcs.outputs(), arcs.inputs()),
            ("outputs of \"names\"", names.outputs(), Relation::ALL.len()),
        ] {
            if found != needed {
                return Err(tensors.error(format!("{what}: {found}, not {needed}")));
            }
        }
        Ok(network)
    }

    /// Reads some tokens of one sentence, given the label of each. `section` is the one the network was read from.
    pub(super) fn look(
        &self,
        section: &[u8],
        forms: &Forms,
        tokens: Range<usize>,
        labels: &[usize],
        at: &mut Memories,
    ) {
        self.fill(section, forms, tokens.clone(), labels, at);
        at.below.clear();
        at.below.resize(tokens.len() * self.lower.outputs(), 0.0);
        self.lower.run(&at.inputs, &mut at.memory, self.lower.outputs(), &mut at.below);
        at.above.clear();
        at.above.resize(tokens.len() * self.upper.outputs(), 0.0);
        self.upper.run(&at.below, &mut at.memory, self.upper.outputs(), &mut at.above);
        self.views.run(&at.above, &mut at.room, &mut at.views);
    }

    /// What the bags of the tokens say.
    fn fill(&self, section: &[u8], forms: &Forms, tokens: Range<usize>, labels: &[usize], at: &mut Memories) {
        let columns = self.bag.columns();
        at.inputs.clear();
        for (token, &label) in tokens.zip(labels) {
            let number = forms.of_tokens()[token] as usize;
            if at.known.len() <= number {
                at.known.resize(number + 1, false);
                at.forms.resize((number + 1) * columns, 0.0);
            }
            let sums = &mut at.forms[number * columns..][..columns];
            if !std::mem::replace(&mut at.known[number], true) {
                at.seen.clear();
                see(forms.of(token), &mut at.seen);
                self.bag.add(section, &at.seen, sums);
            }
            let start = at.inputs.len();
            at.inputs.extend_from_slice(sums);
            self.bag.add(section, &[of_label(label)], &mut at.inputs[start..]);
        }
    }

    /// How well each would do as the head of each, of the tokens last looked at.
    pub(super) fn arcs(&self, at: &mut Memories) -> Arcs {
        let (wide, size) = (self.views.wide(), self.arcs.inputs());
        let count = at.views.len() / wide;
        // Heads and children are what is above 0.
        at.heads.clear();
        at.heads.extend_from_slice(&self.arc_root);
        at.pairs.clear();
        for view in at.views.chunks_exact(wide) {
            at.heads.extend(view[..size].iter().map(|x| x.max(0.0)));
            at.pairs.extend(view[size..2 * size].iter().map(|x| x.max(0.0)));
        }
        self.arcs.run(&at.pairs, &mut at.room, &mut at.wanted);
        let mut arcs = Arcs::new(count);
        for (child, wanted) in at.wanted.chunks_exact(self.arcs.wide()).enumerate() {
            let guess = &at.views[child * wide + self.views.outputs() - 2 * REACHES.len()..][..2 * REACHES.len()];
            for (head, (score, of_head)) in arcs.of(child + 1).iter_mut().zip(at.heads.chunks_exact(size)).enumerate() {
                let far = if head == 0 || head == child + 1 { 0.0 } else { guess[reach(child + 1, head)] };
                *score = f64::from(dot(&wanted[..size], of_head) + far);
            }
        }
        arcs
    }

    /// What each of the tokens last looked at is to its head, by nodes: 0 is the root.
    pub(super) fn names<'a>(&self, heads: &[usize], at: &'a mut Memories) -> impl Iterator<Item = Relation> + 'a {
        let (wide, size, first) = (self.views.wide(), self.names.inputs(), 2 * self.arcs.inputs());
        at.pairs.clear();
        for (child, &head) in heads.iter().skip(1).enumerate() {
            let as_head = match head.checked_sub(1) {
                Some(head) => &at.views[head * wide + first..][..size],
                None => &self.name_root,
            };
            let as_child = &at.views[child * wide + first + size..][..size];
            at.pairs.extend(as_child.iter().zip(as_head).map(|(a, b)| (a + b).max(0.0)));
        }
        self.names.run(&at.pairs, &mut at.room, &mut at.names);
        at.names.chunks_exact(self.names.wide()).map(|scores| {
            let best = (0..Relation::ALL.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
            best.map_or(Relation::Dep, |best| Relation::ALL[best])
        })
    }
}

/// Which guess of a distance holds between two nodes.
fn reach(child: usize, head: usize) -> usize {
    let distance = child.abs_diff(head);
    let far = REACHES.iter().rposition(|&reach| reach <= distance).unwrap_or(0);
    if head > child { REACHES.len() + far } else { far }
}

/// The sum of products, in an order that does not depend on the processor.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.0.iter().zip(b.0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + a.1.iter().zip(b.1).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (child, head, which) in
            [(5, 4, 0), (5, 1, 3), (5, 6, 8), (1, 6, 12), (1, 7, 12), (1, 8, 13), (9, 0, 5), (1, 99, 15)]
        {
            assert_eq!(reach(child, head), which, "from {child} to {head}");
        }
    }
}

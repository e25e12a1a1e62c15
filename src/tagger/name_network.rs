//! The second opinion on names: a network that reads the sentence from both ends.
//!
//! A token is a bag of features, each of which has a row of numbers in the model. Most are of its form ([`of_form`]):
//! summed once for each form of an article. The others are of its place ([`Place::of_network`]). The sums, evened out, go
//! through a recurrent layer; the scores of the labels are weighted sums of what comes out and of what went in.

use super::crf::{LABELS, OUTSIDE, SCORED};
use super::forms::{Form, Forms};
use super::hash;
use super::model::{Model, Section};
use super::name_features::Place;
use super::network::{Bag, Dense, Lstm, Memory, Norm, Room, Tensors};
use crate::Error;
use std::ops::Range;

/// The first number of the templates.
const FORM: u64 = 2000;

/// The feature that is the word itself, given the hash of its lower-cased form with digits folded. Words of the
/// vectors have a row even where training never saw them.
pub fn word(lower: u64) -> u64 {
    hash::feature(FORM, lower)
}

/// What a form says by itself; the word comes first.
pub fn of_form(form: &Form, see: &mut Vec<u64>) {
    let capital = u64::from(form.capital);
    see.push(word(form.lower));
    see.push(hash::feature(FORM + 1, form.shape));
    see.push(hash::feature(FORM + 2, form.short));
    see.push(hash::feature(FORM + 3, form.case as u64));
    let affixes = form.prefixes.into_iter().chain(form.suffixes).enumerate();
    see.extend(affixes.filter(|(_, affix)| *affix > 0).map(|(i, affix)| hash::feature(FORM + 4 + i as u64, affix)));
    for (i, cluster) in form.clusters.into_iter().enumerate().filter(|(_, cluster)| *cluster > 0) {
        see.push(hash::feature(FORM + 12 + i as u64, hash::join(cluster, capital)));
    }
}

/// The layers, as the model file has them.
#[derive(Clone, Debug)]
pub struct NameNetwork {
    bag: Bag,
    norm: Norm,
    lstm: Lstm,
    out: Dense,
}

impl NameNetwork {
    /// The network in a section of the model file; None when it is empty.
    ///
    /// # Errors
    /// When a part is missing or does not fit the others; the message says which.
    pub fn read(section: &[u8]) -> Result<Option<Self>, Error> {
        if section.is_empty() {
            return Ok(None);
        }
        let tensors = Tensors::read(Section::NameNetwork.name(), section)?;
        let bag = Bag::read(&tensors, "bag")?;
        let norm = Norm::read(&tensors, "norm", bag.columns())?;
        let network = Self { bag, norm, lstm: Lstm::read(&tensors, "lstm0")?, out: Dense::read(&tensors, "out")? };
        let Self { bag, lstm, out, .. } = &network;
        let wide = lstm.outputs() + bag.columns();
        if lstm.inputs() != bag.columns() || out.inputs() != wide || out.outputs() != LABELS {
            return Err(tensors.error(format!(
                "the layers do not fit: a bag of {}, a recurrent layer of {} to {}, an output layer of {} to {}, not {wide} \
                 to {LABELS}",
                bag.columns(),
                lstm.inputs(),
                lstm.outputs(),
                out.inputs(),
                out.outputs(),
            )));
        }
        Ok(Some(network))
    }
}

/// A network at work on an article; keeps what it has worked out for each form.
#[derive(Debug)]
pub struct Reader<'a> {
    network: &'a NameNetwork,
    section: &'a [u8],
    forms: &'a Forms,
    // The sum of each form's rows, where it has been asked for.
    sums: Vec<f32>,
    summed: Vec<bool>,
    seen: Vec<u64>,
    inputs: Vec<f32>,
    states: Vec<f32>,
    outputs: Vec<f32>,
    memory: Memory,
    room: Room,
}

impl<'a> Reader<'a> {
    /// For an article of these forms; None when the model has no network.
    pub fn new(model: &'a Model, forms: &'a Forms) -> Option<Self> {
        let network = model.name_network()?;
        let count = forms.all().len();
        Some(Self {
            network,
            section: model.section(Section::NameNetwork),
            forms,
            sums: vec![0.0; count * network.bag.columns()],
            summed: vec![false; count],
            seen: Vec::new(),
            inputs: Vec::new(),
            states: Vec::new(),
            outputs: Vec::new(),
            memory: Memory::default(),
            room: Room::default(),
        })
    }

    /// Scores of the labels of each token of a sentence against being outside, natural logarithms.
    pub fn scores(&mut self, place: &Place<'_>, tokens: Range<usize>) -> impl Iterator<Item = [f32; SCORED]> {
        let NameNetwork { bag, norm, lstm, out } = self.network;
        let columns = bag.columns();
        self.inputs.clear();
        for token in tokens.clone() {
            let number = self.forms.of_tokens()[token] as usize;
            let sum = &mut self.sums[number * columns..][..columns];
            if !self.summed[number] {
                self.summed[number] = true;
                self.seen.clear();
                of_form(self.forms.of(token), &mut self.seen);
                bag.add(self.section, &self.seen, sum);
            }
            let start = self.inputs.len();
            self.inputs.extend_from_slice(sum);
            self.seen.clear();
            place.of_network(token, &mut self.seen);
            bag.add(self.section, &self.seen, &mut self.inputs[start..]);
        }
        norm.run(&mut self.inputs);
        let wide = out.inputs();
        self.states.clear();
        self.states.resize(tokens.len() * wide, 0.0);
        lstm.run(&self.inputs, &mut self.memory, wide, &mut self.states);
        for (states, inputs) in self.states.chunks_exact_mut(wide).zip(self.inputs.chunks_exact(columns)) {
            states[wide - columns..].copy_from_slice(inputs);
        }
        out.run(&self.states, &mut self.room, &mut self.outputs);
        let scores = |outputs: &[f32]| std::array::from_fn(|label| outputs[label] - outputs[OUTSIDE]);
        self.outputs.chunks_exact(out.wide()).map(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::Builder;
    use super::*;
    use crate::article::Article;
    use crate::tagger::crf::Steps;
    use crate::tagger::model::write;
    use crate::tagger::names::{Effort, names};
    use crate::{layout, segment};

    /// A network of these sizes whose weights are all the same, but for the bias of one label.
    fn section(row: usize, units: usize, labels: usize) -> Vec<u8> {
        let mut builder = Builder::default();
        Bag::write(&mut builder, "bag", &[1, 2, 3], row, &vec![0.5; 3 * row]);
        builder.real("norm.scale", &vec![1.0; row]);
        builder.real("norm.shift", &vec![0.0; row]);
        for side in ["forward", "backward"] {
            builder.scaled(&format!("lstm0.{side}.input"), row, &vec![0.1; 4 * units * row]);
            builder.real(&format!("lstm0.{side}.input.bias"), &vec![0.0; 4 * units]);
            builder.scaled(&format!("lstm0.{side}.state"), units, &vec![0.1; 4 * units * units]);
        }
        builder.scaled("out", 2 * units + row, &vec![0.1; labels * (2 * units + row)]);
        let mut bias = vec![0.0; labels];
        bias[0] = 60.0;
        builder.real("out.bias", &bias);
        builder.write()
    }

    fn article(text: &str) -> Article {
        let mut article = layout::prose(text.to_owned());
        segment::segment(&mut article);
        article
    }

    #[test]
    fn doubt_asks_the_network_and_haste_does_not() {
        // A chain that finds no names but is in doubt about everything; a network that takes every token for a person.
        let mut steps = [[-60; LABELS]; LABELS];
        for row in &mut steps {
            row[OUTSIDE] = 0;
        }
        let sections =
            [(Section::NameSteps, Steps::new(&steps).write()), (Section::NameNetwork, section(8, 8, LABELS))];
        let model = Model::from_bytes(write(&sections)).unwrap();
        let article = article("It rained. Ada left.");
        let forms = model.forms(&article);
        for (effort, found) in [(Effort::Full, article.tokens.len()), (Effort::Fast, 0)] {
            assert_eq!(names(&article, &forms, &model, effort).len(), found, "{effort:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(NameNetwork::read(&[]).unwrap().is_none());
        assert!(NameNetwork::read(&section(8, 8, LABELS)).unwrap().is_some());
        for (row, units, labels, message) in
            [(8, 8, LABELS - 1, "the layers do not fit"), (8, 6, LABELS, "\"lstm0.forward\": 24 gates of 6 units")]
        {
            let error = NameNetwork::read(&section(row, units, labels)).unwrap_err().to_string();
            assert!(error.contains("section \"name-network\"") && error.contains(message), "{error}");
        }
        let whole = section(8, 8, LABELS);
        for end in 1..whole.len() {
            assert!(NameNetwork::read(&whole[..end]).is_err(), "cut at byte {end}");
        }
    }

    #[test]
    fn wild_numbers_do_no_harm() {
        let whole = section(8, 8, LABELS);
        let article = article("Ada left Brightwater on Monday, ill.");
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at..(at + 4).min(whole.len())].fill(0xFF);
            if let Ok(model) = Model::from_bytes(write(&[(Section::NameNetwork, bytes)])) {
                let forms = model.forms(&article);
                for name in names(&article, &forms, &model, Effort::Full) {
                    assert!((0.0..=1.0).contains(&name.probability));
                }
            }
        }
    }
}

//! The network: a label for every word of a stretch.
//!
//! The features of a word are summed up, and four words that matter to it are looked up in one table; a recurrent layer
//! reads the stretch from both ends; a linear chain finds the best sequence of labels. `models/quotes.bin` holds it.

use super::Stretch;
use super::features::WORDS;
use crate::Error;
use crate::tagger::network::{Bag, Dense, Lstm, Memory, Room, Tensors};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Nothing of the kind.
    Outside,
    /// The first word of a source.
    BeginSource,
    /// Another word of it.
    InSource,
    /// The first word of a cue.
    BeginCue,
    /// Another word of it.
    InCue,
    /// The first word of a content, or of a piece of it.
    BeginContent,
    /// Another word of it.
    InContent,
}

/// The labels in the order of the network's outputs.
pub const LABELS: [Label; 7] = [
    Label::Outside,
    Label::BeginSource,
    Label::InSource,
    Label::BeginCue,
    Label::InCue,
    Label::BeginContent,
    Label::InContent,
];

const COUNT: usize = LABELS.len();

/// How the file begins: what it is and which version.
const MAGIC: &[u8; 8] = b"cdquote1";

/// What errors call the file.
const SECTION: &str = "quotes";

/// The layers.
#[derive(Clone, Debug)]
pub struct Network {
    section: Cow<'static, [u8]>,
    features: Bag,
    words: Bag,
    lstm: Lstm,
    labels: Dense,
    steps: Vec<f32>,
    first: Vec<f32>,
}

/// Room to work in, kept from one stretch to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Memories {
    inputs: Vec<f32>,
    outputs: Vec<f32>,
    memory: Memory,
    room: Room,
    scores: Vec<f32>,
    back: Vec<[u8; COUNT]>,
}

impl Network {
    /// The one that the library was built with.
    pub fn embedded() -> Option<&'static Self> {
        static NETWORK: LazyLock<Option<Network>> =
            LazyLock::new(|| Network::read(Cow::Borrowed(Network::embedded_bytes())).ok());
        NETWORK.as_ref()
    }

    /// The bytes of the one that the library was built with.
    pub fn embedded_bytes() -> &'static [u8] {
        include_bytes!("../../../models/quotes.bin")
    }

    /// Reads a file as training writes it: a magic, the checksum of what follows, and the layers.
    ///
    /// # Errors
    /// When it is not whole or its layers do not fit together; the message says which.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        let wrong = |what: &str| Error::new(format!("section \"{SECTION}\": {what}"));
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("it does not begin with \"cdquote1\""))?;
        let (sum, rest) = rest.split_first_chunk().ok_or_else(|| wrong("it breaks off before its checksum"))?;
        if u64::from_le_bytes(*sum) != checksum(rest) {
            return Err(wrong("the checksum does not fit"));
        }
        let from = bytes.len() - rest.len();
        let section = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[from..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[from..].to_vec()),
        };
        let tensors = Tensors::read(SECTION, &section)?;
        let features = Bag::read(&tensors, "features")?;
        let words = Bag::read(&tensors, "words")?;
        let lstm = Lstm::read(&tensors, "lstm")?;
        let labels = Dense::read(&tensors, "labels")?;
        let steps = tensors.numbers("steps", COUNT * COUNT)?;
        let first = tensors.numbers("first", COUNT)?;
        let fits = lstm.inputs() == features.columns() + WORDS * words.columns()
            && labels.inputs() == lstm.outputs()
            && labels.outputs() == COUNT;
        if !fits {
            return Err(tensors.error("the layers do not fit together"));
        }
        Ok(Self { section, features, words, lstm, labels, steps, first })
    }

    /// The file of a section of layers.
    pub fn file(section: &[u8]) -> Vec<u8> {
        [MAGIC, checksum(section).to_le_bytes().as_slice(), section].concat()
    }

    /// The labels of a stretch, and how likely each is.
    pub(super) fn label(&self, stretch: &Stretch, at: &mut Memories) -> (Vec<Label>, Vec<f32>) {
        let wide = self.lstm.inputs();
        at.inputs.clear();
        at.inputs.resize(stretch.tokens.len() * wide, 0.0);
        for (row, (features, words)) in
            at.inputs.chunks_exact_mut(wide).zip(stretch.features.iter().zip(&stretch.words))
        {
            let (sum, looked) = row.split_at_mut(self.features.columns());
            self.features.add(&self.section, features, sum);
            for (word, slot) in words.iter().zip(looked.chunks_exact_mut(self.words.columns())) {
                self.words.add(&self.section, std::slice::from_ref(word), slot);
            }
        }
        at.outputs.clear();
        at.outputs.resize(stretch.tokens.len() * self.lstm.outputs(), 0.0);
        self.lstm.run(&at.inputs, &mut at.memory, self.lstm.outputs(), &mut at.outputs);
        self.labels.run(&at.outputs, &mut at.room, &mut at.scores);
        self.best(at)
    }

    /// The best sequence of labels for the scores at hand; how likely a label is where only its own word is looked at.
    fn best(&self, at: &mut Memories) -> (Vec<Label>, Vec<f32>) {
        let rows = at.scores.chunks_exact(self.labels.wide()).map(|row| row.first_chunk::<COUNT>());
        let rows: Vec<&[f32; COUNT]> = rows.flatten().collect();
        at.back.clear();
        let mut sums: [f32; COUNT] = std::array::from_fn(|label| self.first[label]);
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                let (mut back, mut next) = ([0; COUNT], [f32::NEG_INFINITY; COUNT]);
                for (label, (back, next)) in back.iter_mut().zip(&mut next).enumerate() {
                    for (before, sum) in sums.iter().enumerate() {
                        let path = sum + self.steps[before * COUNT + label];
                        if path > *next {
                            (*back, *next) = (before as u8, path);
                        }
                    }
                }
                at.back.push(back);
                sums = next;
            }
            sums.iter_mut().zip(*row).for_each(|(sum, score)| *sum += score);
        }
        let mut label = (0..COUNT).max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0);
        let mut labels = vec![0; rows.len()];
        for number in (0..rows.len()).rev() {
            labels[number] = label;
            if let Some(back) = number.checked_sub(1).and_then(|n| at.back.get(n)) {
                label = usize::from(back[label]);
            }
        }
        let likely = rows.iter().zip(&labels).map(|(row, &label)| {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let all: f32 = row.iter().map(|score| (score - top).exp()).sum();
            (row[label] - top).exp() / all
        });
        let likely = likely.collect();
        (labels.into_iter().map(|label| LABELS[label]).collect(), likely)
    }
}

/// Of all bytes.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(4096).fold(0, |sum, block| crate::tagger::hash::join(sum, crate::tagger::hash::text(block)))
}

//! What a trained network reads: word by word, what is content, what is a cue, what is a source.
//!
//! ```text
//! features ─ network ─ spans ─ pairs ─ groups
//! ```
//!
//! A paragraph is read when a word of it may report something or stands in marks. [`features`] says what the network is
//! shown, [`network`] labels the words. Which of the contents, cues and sources belong together is for trees to say
//! ([`pairs`], [`groups`]).

mod features;
mod groups;
mod network;
mod pairs;
mod spans;

pub use features::{FEATURES, WORDS};
pub(super) use groups::Group;
pub use network::{LABELS, Label, Network};
pub use spans::{Part, Role};

use super::view::{View, may_speak};
use crate::tagger::forms::Forms;
use features::Sight;
use network::Memories;
use pairs::{FARTHEST, Pairs};
use std::ops::Range;

/// A paragraph of more tokens than this is read in parts.
const LONGEST: usize = 320;

/// Part of an article as the network sees it, for training.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Indices into [`crate::Article::tokens`].
    pub tokens: Range<usize>,
    /// The features of each token.
    pub features: Vec<[u64; FEATURES]>,
    /// The words looked up for each token.
    pub words: Vec<[u64; WORDS]>,
}

/// An article being read: what stands where.
pub(super) struct Reading<'a> {
    view: &'a View<'a>,
    forms: &'a Forms,
    mentions: Vec<u8>,
    stretches: Vec<Range<usize>>,
}

impl<'a> Reading<'a> {
    /// What there is to read.
    pub(super) fn new(view: &'a View<'a>, forms: &'a Forms) -> Self {
        Self { view, forms, mentions: features::mentions(view), stretches: stretches(view) }
    }

    /// What the network sees, for training.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        self.stretches.iter().map(|tokens| self.stretch(tokens)).collect()
    }

    /// What somebody said, as the network and the trees read it.
    pub(super) fn groups(&self, network: &Network) -> Vec<Group> {
        let mut memories = Memories::default();
        let groups = |tokens| groups::groups(self.view, &self.parts(network, tokens, &mut memories));
        self.stretches.iter().flat_map(groups).collect()
    }

    /// Every two spans that may belong together and what is said of them, for training.
    pub(super) fn pairs(&self, network: &Network) -> Vec<Pair> {
        let mut memories = Memories::default();
        let mut found = Vec::new();
        for tokens in &self.stretches {
            let parts = self.parts(network, tokens, &mut memories);
            let pairs = Pairs::new(self.view, &parts);
            for (other, content) in parts.iter().enumerate().filter(|(_, part)| part.role == Role::Content) {
                let near = (0..parts.len()).filter(|&one| one != other && pairs.gap(one, other) <= FARTHEST);
                for one in near.filter(|&one| parts[one].role != Role::Content || one < other) {
                    let features = pairs.features(one, other).to_vec();
                    found.push(Pair { parts: [parts[one].clone(), content.clone()], features });
                }
            }
        }
        found
    }

    /// How many tokens the network reads.
    pub(super) fn tokens(&self) -> usize {
        self.stretches.iter().map(ExactSizeIterator::len).sum()
    }

    fn stretch(&self, tokens: &Range<usize>) -> Stretch {
        let sight = Sight::new(self.view, self.forms, &self.mentions, tokens.clone());
        let features = tokens.clone().map(|i| sight.features(i));
        let words = tokens.clone().map(|i| sight.words(i)).collect();
        Stretch { features: features.collect(), words, tokens: tokens.clone() }
    }

    fn parts(&self, network: &Network, tokens: &Range<usize>, memories: &mut Memories) -> Vec<Part> {
        let (labels, likely) = network.label(&self.stretch(tokens), memories);
        spans::parts(self.view, tokens, &labels, &likely)
    }
}

/// Two spans, the second a content, for training.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The two.
    pub parts: [Part; 2],
    /// What is said of them.
    pub features: Vec<i8>,
}

/// The paragraphs to read, the long ones cut between sentences.
fn stretches(view: &View<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, block) in view.article.blocks.iter().enumerate() {
        let tokens = view.block(number);
        if tokens.is_empty() || !may_speak(block.kind) || !may_report(view, &tokens) {
            continue;
        }
        let mut start = tokens.start;
        let mut at = start;
        while at < tokens.end {
            let end = view.sentence(at).end.clamp(at + 1, at + LONGEST);
            if end - start > LONGEST {
                found.push(start..at);
                start = at;
            }
            at = end;
        }
        found.push(start..at.min(tokens.end));
    }
    found
}

/// Whether a stretch has a word that may report, or words in marks.
fn may_report(view: &View<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|i| view.region(i).is_some() || view.is_cue_word(i))
}

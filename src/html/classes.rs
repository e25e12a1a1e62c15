//! What words of class, id and the like have meant on other sites: a learned weight for each word and each distance
//! between the element that has it and the text.
//!
//! The hand-written list (`vocabulary`) says what an element is for; the weights say how often text in such an element
//! was the article's. Every element is looked up once; a block adds up what the elements around it have.

use super::blocks::Block;
use super::names::{Name, Tag};
use super::tokens::Attribute;
use super::tree::{NodeId, Tree};
use super::vocabulary::{self, Direct, Roles};
use crate::Span;
use std::collections::HashMap;

/// How far the element is from the text: an inline element around it, its block element, the parent of that, the
/// second and third, further up.
pub(super) const LEVELS: usize = 5;
/// The level of everything further up.
pub(super) const FAR: usize = LEVELS - 1;
/// A weight of 1, the log odds of 1, is this many.
pub(super) const ONE: f32 = 16.0;

/// A word, attribute and all, as a number of 29 bits: training keeps the level in the other three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word(pub(super) u32);

impl Word {
    fn new(kind: u64, hash: u64) -> Self {
        Self(((hash ^ kind.rotate_left(40)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 35) as u32)
    }

    fn of_attribute(name: Name, hash: u64) -> Self {
        let kind = match name {
            Name::ID => 1,
            Name::ITEMPROP => 2,
            Name::ROLE => 3,
            Name::ARIA_LABEL => 4,
            _ => 0,
        };
        Self::new(kind, hash)
    }

    fn of_tag(tag: Tag) -> Self {
        Self::new(5, u64::from(tag.0))
    }

    /// A tag and the two it stands in.
    fn of_tags(tree: &Tree<'_>, id: NodeId) -> Self {
        let parent = tree.nodes[id as usize].parent;
        let tag = |id: NodeId| u64::from(tree.nodes[id as usize].tag.0);
        Self::new(6, tag(id) | tag(parent) << 16 | tag(tree.nodes[parent as usize].parent) << 32)
    }
}

/// The weights of the words.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes(HashMap<u32, [i8; LEVELS], Direct>);

/// Bytes of a word in the file: the word, then a weight for each level.
pub(super) const ENTRY: usize = 4 + LEVELS;

impl Classes {
    /// Reads weights as `training` writes them; None when `bytes` ends within one.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let entries = bytes.chunks(ENTRY).map(|entry| {
            let (word, weights) = entry.split_first_chunk::<4>()?;
            let weights: [u8; LEVELS] = weights.try_into().ok()?;
            Some((u32::from_le_bytes(*word), weights.map(u8::cast_signed)))
        });
        entries.collect::<Option<_>>().map(Self)
    }

    #[inline]
    fn add(&self, sums: &mut [i16; LEVELS], word: Word) {
        if let Some(weights) = self.0.get(&word.0) {
            sums.iter_mut().zip(weights).for_each(|(sum, &w)| *sum = sum.saturating_add(i16::from(w)));
        }
    }
}

/// What an attribute's words add up to.
#[derive(Clone, Copy, Default)]
struct Sums {
    roles: Roles,
    weights: [i16; LEVELS],
}

/// An attribute that was read.
#[derive(Clone, Copy)]
struct Known {
    name: Name,
    value: Span,
    sums: Sums,
}

/// So many attributes are remembered.
const SLOTS: usize = 512;

/// Reads the attributes of a page. Most of them have been on an element before: what their words came to is remembered
/// until another falls into the same slot.
pub(super) struct Reader<'c> {
    classes: &'c Classes,
    known: Vec<Option<Known>>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(classes: &'c Classes) -> Self {
        Self { classes, known: vec![None; SLOTS] }
    }

    /// The roles that an element's own words give it, and what they add up to at each level.
    pub(super) fn of_element(&mut self, tree: &Tree<'_>, id: NodeId) -> (Roles, [i16; LEVELS]) {
        let mut all = Sums::default();
        self.classes.add(&mut all.weights, Word::of_tag(tree.nodes[id as usize].tag));
        self.classes.add(&mut all.weights, Word::of_tags(tree, id));
        for attribute in tree.attributes(id).iter().filter(|a| vocabulary::says_what_for(a.name)) {
            let sums = self.of_attribute(tree.page, attribute);
            all.roles |= sums.roles;
            all.weights.iter_mut().zip(sums.weights).for_each(|(all, sum)| *all = all.saturating_add(sum));
        }
        (all.roles, all.weights)
    }

    fn of_attribute(&mut self, page: &str, &Attribute { name, value }: &Attribute) -> Sums {
        let text = value.of(page);
        let slot = (vocabulary::hash(text.as_bytes()) >> 32) as usize % SLOTS;
        if let Some(known) = &self.known[slot]
            && known.name == name
            && known.value.of(page) == text
        {
            return known.sums;
        }
        let mut sums = Sums::default();
        vocabulary::words_of(text, |word| {
            sums.roles |= vocabulary::roles_of(word);
            self.classes.add(&mut sums.weights, Word::of_attribute(name, word));
        });
        self.known[slot] = Some(Known { name, value, sums });
        sums
    }
}

/// The elements around a block whose words count, nearest first, each with its level; `body` and the root do not.
pub(super) fn around<'t>(tree: &'t Tree<'_>, block: &Block) -> impl Iterator<Item = (NodeId, usize)> + use<'t> {
    let line = tree.nodes[block.first as usize].parent;
    let inline = (line != block.owner).then_some((line, 0));
    let mut next = (block.owner, 1);
    let outer = std::iter::from_fn(move || {
        let (id, step) = next;
        let node = &tree.nodes[id as usize];
        next = (node.parent, step + 1);
        (id != 0 && node.tag != Tag::BODY).then_some((
            id,
            match step {
                1 | 2 => step,
                3 | 4 => 3,
                _ => FAR,
            },
        ))
    });
    inline.into_iter().chain(outer)
}

/// Every word around a block with its level, for training: the word times eight, plus the level.
pub(super) fn words(tree: &Tree<'_>, block: &Block) -> Vec<u32> {
    let mut words = Vec::new();
    for (id, level) in around(tree, block) {
        let mut put = |word: Word| words.push(word.0 << 3 | level as u32);
        put(Word::of_tag(tree.nodes[id as usize].tag));
        put(Word::of_tags(tree, id));
        vocabulary::each_word(tree, id, |name, word| put(Word::of_attribute(name, word)));
    }
    words
}

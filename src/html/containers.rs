//! What every element has inside it, what it stands in, and which one holds the article.

use super::blocks::{Block, Blocks};
use super::classes::{Classes, FAR, LEVELS, ONE, Reader};
use super::names::Tag;
use super::tree::{NodeId, Tree};
use super::vocabulary::{Direct, Roles, SEED};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What stands inside an element, all levels together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    /// Bytes of text, of text in links, of running text.
    pub(super) text: u32,
    pub(super) links: u32,
    pub(super) good: u32,
    /// Blocks, and those that are running text.
    pub(super) blocks: u32,
    pub(super) paragraphs: u32,
    /// Words that ask something of the reader.
    pub(super) pleas: u32,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.text = self.text.saturating_add(other.text);
        self.links = self.links.saturating_add(other.links);
        self.good = self.good.saturating_add(other.good);
        self.blocks += other.blocks;
        self.paragraphs += other.paragraphs;
        self.pleas += other.pleas;
    }

    /// Share of the text that is in links.
    pub(super) fn link_share(self) -> f32 {
        self.links as f32 / self.text.max(1) as f32
    }
}

/// What an element stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) depth: u16,
    /// See the constants below.
    pub(super) within: u16,
    /// Roles of the element alone, of it and its two nearest, of it and all around it but `body`.
    pub(super) own: Roles,
    pub(super) near: Roles,
    pub(super) far: Roles,
    /// Roles from the element up to where the best container's path is met.
    pub(super) inner: Roles,
    /// Nearest `article` element around it, 0 for none, and how many there are.
    pub(super) article: NodeId,
    pub(super) articles: u16,
    /// Steps up to the nearest element that holds the best container too, and from the best container to there.
    pub(super) up: u16,
    pub(super) down: u16,
    /// That element.
    pub(super) meet: NodeId,
    /// What the words of the element's classes weigh for text at each distance, and for text far inside, all elements
    /// around it together.
    learned: [i16; LEVELS],
    far_learned: i32,
}

pub(super) const IN_NAV: u16 = 1;
pub(super) const IN_ASIDE: u16 = 1 << 1;
pub(super) const IN_FOOTER: u16 = 1 << 2;
pub(super) const IN_HEADER: u16 = 1 << 3;
pub(super) const IN_FIGURE: u16 = 1 << 4;
pub(super) const IN_ITEM: u16 = 1 << 5;
pub(super) const IN_TABLE: u16 = 1 << 6;
pub(super) const IN_BLOCKQUOTE: u16 = 1 << 7;
pub(super) const IN_MAIN: u16 = 1 << 8;
pub(super) const IN_FORM: u16 = 1 << 9;
pub(super) const IN_BUTTON: u16 = 1 << 10;
pub(super) const IN_HEADING: u16 = 1 << 11;
pub(super) const IN_DIALOG: u16 = 1 << 12;
pub(super) const IN_CAPTION: u16 = 1 << 13;
pub(super) const IN_PRE: u16 = 1 << 14;
pub(super) const IN_SECTION: u16 = 1 << 15;

fn within(tag: Tag) -> u16 {
    match tag {
        Tag::NAV | Tag::MENU => IN_NAV,
        Tag::ASIDE => IN_ASIDE,
        Tag::FOOTER => IN_FOOTER,
        Tag::HEADER => IN_HEADER,
        Tag::FIGURE => IN_FIGURE,
        Tag::FIGCAPTION | Tag::CAPTION => IN_CAPTION,
        Tag::LI | Tag::DD | Tag::DT => IN_ITEM,
        Tag::TABLE => IN_TABLE,
        Tag::BLOCKQUOTE => IN_BLOCKQUOTE,
        Tag::MAIN => IN_MAIN,
        Tag::FORM => IN_FORM,
        Tag::BUTTON => IN_BUTTON,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => IN_HEADING,
        Tag::DIALOG | Tag::DETAILS => IN_DIALOG,
        Tag::PRE => IN_PRE,
        Tag::SECTION => IN_SECTION,
        _ => 0,
    }
}

/// The elements of a page that have text in them, numbered in document order; those without take no room.
pub(super) struct Containers {
    /// Per node, its number, or that of the nearest element around it that has one.
    numbers: Vec<u32>,
    /// Per number, its node and the number of the element around it.
    elements: Vec<Element>,
    sums: Vec<Sum>,
    places: Vec<Place>,
    /// Per block, whether it is running text.
    pub(super) running: Vec<bool>,
    /// Per block, its words that ask something of the reader.
    pub(super) pleas: Vec<u32>,
    /// The element whose own paragraphs make up most running text.
    pub(super) best: NodeId,
    /// Running text that stands directly in each, or one step further down at half the weight.
    direct: Vec<u32>,
}

/// An element with text in it.
#[derive(Clone, Copy)]
struct Element {
    node: NodeId,
    around: u32,
}

/// So many bytes of a block say what it is: one of megabytes is no longer read again for each question.
const TELLING: usize = 64 << 10;

/// The beginning of a block, or all of it.
pub(super) fn telling(words: &str) -> &str {
    &words[..words.floor_char_boundary(TELLING)]
}

/// Whether a block is running text: long enough, hardly linked, with the end of a sentence in it.
pub(super) fn is_running(block: &Block, words: &str) -> bool {
    let length = words.len() as u32;
    length >= 60 && block.links * 20 < length * 7 && has_sentence_end(telling(words))
}

fn has_sentence_end(words: &str) -> bool {
    const WIDE: [char; 6] = ['。', '！', '？', '।', '؟', '۔'];
    let bytes = words.as_bytes();
    let end = words.trim_end_matches(['"', '”', '\'', '’', '»', ')', ']']);
    end.ends_with(['.', '?', '!', '…', ':', '。', '！', '？', '।', '؟', '۔'])
        || memchr::memchr3_iter(b'.', b'?', b'!', bytes).any(|at| bytes.get(at + 1) == Some(&b' '))
        || !words.is_ascii() && words.contains(WIDE)
}

static PLEAS: LazyLock<HashSet<u64, Direct>> = LazyLock::new(|| {
    let lines = include_str!("plea_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|word| first_word(word.as_bytes()).0).collect()
});

/// A hash of the word that a text begins with, and how long it is.
#[inline]
fn first_word(text: &[u8]) -> (u64, usize) {
    let (mut word, mut length) = (0_u64, 0);
    while let Some(&byte) = text.get(length)
        && LETTERS[usize::from(byte)] != 0
    {
        word = word.rotate_left(5) ^ u64::from(LETTERS[usize::from(byte)]);
        length += 1;
    }
    (word.wrapping_mul(SEED), length)
}

/// How many words of a text ask something of the reader.
fn count_pleas(words: &str) -> u32 {
    let pleas = &*PLEAS;
    let (mut rest, mut count) = (words.as_bytes(), 0);
    while !rest.is_empty() {
        let (word, length) = first_word(rest);
        if (3..=16).contains(&length) && pleas.contains(&word) {
            count += 1;
        }
        let between = if rest.get(length) == Some(&PUNCTUATION) { 3 } else { 1 };
        rest = rest.get(length + between..).unwrap_or_default();
    }
    count
}

/// General punctuation, which parts words as white space does, begins with this byte of three.
const PUNCTUATION: u8 = 0xE2;

/// Bytes of words, in lower case; 0 for those between words. The list is ASCII.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < letters.len() {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() || b == b'-' || b >= 0x80 && b != PUNCTUATION {
            letters[byte] = b.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

impl Containers {
    pub(super) fn new(tree: &Tree<'_>, blocks: &Blocks, classes: &Classes) -> Self {
        let (numbers, elements) = with_text(tree, blocks);
        let number = |id: NodeId| numbers[id as usize] as usize;
        let mut sums = vec![Sum::default(); elements.len()];
        let mut direct = vec![0_u32; elements.len()];
        let pleas: Vec<u32> = blocks.list.iter().map(|b| count_pleas(telling(blocks.words(b)))).collect();
        let running: Vec<bool> = blocks.list.iter().map(|b| is_running(b, blocks.words(b))).collect();
        for ((block, &pleas), &running) in blocks.list.iter().zip(&pleas).zip(&running) {
            let words = blocks.words(block);
            let good = if running && !block.hidden { words.len() as u32 } else { 0 };
            let text = words.len() as u32;
            let paragraphs = u32::from(good > 0);
            sums[number(block.owner)].add(Sum { text, links: block.links, good, blocks: 1, paragraphs, pleas });
            let inner = number(holder(tree, block));
            let outer = elements[inner].around as usize;
            direct[inner] = direct[inner].saturating_add(good);
            direct[outer] = direct[outer].saturating_add(good / 2);
        }
        for n in (1..elements.len()).rev() {
            let sum = sums[n];
            sums[elements[n].around as usize].add(sum);
        }
        let weight = |n: usize| direct[n] as f32 * (1.0 - sums[n].link_share());
        let best = (0..elements.len()).fold(0, |best, n| if weight(n) > weight(best) { n } else { best });
        let places = places(tree, &elements, best, classes);
        let best = elements[best].node;
        Self { numbers, elements, sums, places, running, pleas, best, direct }
    }

    /// How many elements have text in them.
    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }

    /// The number of an element with text in it; for other nodes that of the nearest one around them.
    #[inline]
    pub(super) fn number(&self, id: NodeId) -> usize {
        self.numbers[id as usize] as usize
    }

    /// The number of what that one stands in.
    #[inline]
    pub(super) fn around(&self, number: usize) -> usize {
        self.elements[number].around as usize
    }

    /// Whether it is an element with text in it.
    pub(super) fn holds_text(&self, id: NodeId) -> bool {
        self.elements[self.number(id)].node == id
    }

    /// What an element stands in, or the nearest one with text around a node.
    #[inline]
    pub(super) fn place(&self, id: NodeId) -> &Place {
        &self.places[self.number(id)]
    }

    /// What stands inside an element.
    #[inline]
    pub(super) fn sum(&self, id: NodeId) -> Sum {
        if self.holds_text(id) { self.sums[self.number(id)] } else { Sum::default() }
    }

    /// Running text that stands directly in an element with text.
    pub(super) fn direct(&self, id: NodeId) -> u32 {
        self.direct[self.number(id)]
    }

    /// The log odds that the words of the classes around a block give it: those of its own elements, all together.
    pub(super) fn learned(&self, tree: &Tree<'_>, block: &Block) -> (f32, f32) {
        let line = tree.nodes[block.first as usize].parent;
        let learned = |id: NodeId, level: usize| i32::from(self.place(id).learned[level]);
        let own = learned(block.owner, 1) + if line == block.owner { 0 } else { learned(line, 0) };
        let above = |id: NodeId| tree.nodes[id as usize].parent;
        let parent = above(block.owner);
        let (second, third) = (above(parent), above(above(parent)));
        let near = learned(parent, 2) + learned(second, 3) + learned(third, 3);
        let all = own + near + self.place(above(third)).far_learned;
        (own as f32 / ONE, all as f32 / ONE)
    }
}

/// The element that a block stands in as one of its lines.
pub(super) fn holder(tree: &Tree<'_>, block: &Block) -> NodeId {
    let owner = &tree.nodes[block.owner as usize];
    let is_line = matches!(owner.tag, Tag::P | Tag::LI | Tag::BLOCKQUOTE) || within(owner.tag) & IN_HEADING != 0;
    if is_line { owner.parent } else { block.owner }
}

/// Numbers the elements that have text in them.
fn with_text(tree: &Tree<'_>, blocks: &Blocks) -> (Vec<u32>, Vec<Element>) {
    const YES: u32 = 1;
    let mut numbers = vec![0; tree.nodes.len()];
    numbers[0] = YES;
    for block in &blocks.list {
        // Up to what an earlier block stands in as well.
        for mut id in [block.owner, tree.nodes[block.first as usize].parent] {
            while numbers[id as usize] != YES {
                numbers[id as usize] = YES;
                id = tree.nodes[id as usize].parent;
            }
        }
    }
    let mut elements = Vec::with_capacity(numbers.iter().filter(|number| **number == YES).count());
    for (id, node) in tree.nodes.iter().enumerate() {
        // Parents come before their children.
        let around = numbers[node.parent as usize];
        if numbers[id] == YES {
            numbers[id] = elements.len() as u32;
            elements.push(Element { node: id as NodeId, around: if id == 0 { 0 } else { around } });
        } else {
            numbers[id] = around;
        }
    }
    (numbers, elements)
}

/// One loop from front to back.
fn places(tree: &Tree<'_>, elements: &[Element], best: usize, classes: &Classes) -> Vec<Place> {
    let mut classes = Reader::new(classes);
    let mut steps = vec![u16::MAX; elements.len()];
    let (mut n, mut step) = (best, 0);
    loop {
        steps[n] = step;
        if n == 0 {
            break;
        }
        n = elements[n].around as usize;
        step = step.saturating_add(1).min(u16::MAX - 1);
    }
    let mut places: Vec<Place> = Vec::with_capacity(elements.len());
    places.push(Place { down: steps[0], ..Place::default() });
    for (&Element { node: id, around }, &steps) in elements.iter().zip(&steps).skip(1) {
        let (node, parent) = (&tree.nodes[id as usize], places[around as usize]);
        let (mut own, mut learned) = (0, [0; LEVELS]);
        if node.tag != Tag::BODY {
            (own, learned) = classes.of_element(tree, id);
        }
        let above = places[elements[around as usize].around as usize].own;
        let is_article = node.tag == Tag::ARTICLE;
        let on_path = steps != u16::MAX;
        places.push(Place {
            depth: parent.depth.saturating_add(1),
            within: parent.within | within(node.tag),
            own,
            near: own | parent.own | above,
            far: parent.far | own,
            inner: if on_path { 0 } else { parent.inner | own },
            article: if is_article { id } else { parent.article },
            articles: parent.articles.saturating_add(u16::from(is_article)),
            up: if on_path { 0 } else { parent.up.saturating_add(1) },
            down: if on_path { steps } else { parent.down },
            meet: if on_path { id } else { parent.meet },
            learned,
            far_learned: parent.far_learned.saturating_add(i32::from(learned[FAR])),
        });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pleas_are_counted() {
        let lines: Vec<_> = include_str!("plea_words.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), PLEAS.len(), "no word twice");
        assert!(lines.iter().all(|l| l.len() <= 16 && *l == l.to_ascii_lowercase()));
        assert_eq!(count_pleas("Sign up for our newsletter: Subscribe! Größe"), 3);
    }

    #[test]
    fn the_best_container_holds_the_running_text() {
        let sentence = "The council voted on Monday to build the bridge after all, the mayor said. ";
        let page = format!(
            "<nav><a>{sentence}</a></nav><main><article class=story-body><p>{sentence}<p>{sentence}<p>{sentence}</article>\
             <aside><p>{sentence}</aside></main>"
        );
        let tree = Tree::new(&page);
        let containers = Containers::new(&tree, &Blocks::new(&tree), &Classes::default());
        assert_eq!(tree.nodes[containers.best as usize].tag, Tag::ARTICLE);
        assert_eq!(containers.sum(containers.best).paragraphs, 3);
        let aside = tree.nodes.iter().position(|n| n.tag == Tag::ASIDE).expect("there is one");
        let place = containers.place(aside as NodeId);
        assert_eq!((place.up, place.down), (1, 1));
    }
}

//! What is known of each block when it is decided whether it belongs to the article.

use super::blocks::{Block, Blocks};
use super::body::is_related;
use super::containers::{
    Containers, IN_ASIDE, IN_BLOCKQUOTE, IN_BUTTON, IN_CAPTION, IN_DIALOG, IN_FIGURE, IN_FOOTER, IN_FORM, IN_HEADER,
    IN_HEADING, IN_ITEM, IN_MAIN, IN_NAV, IN_PRE, IN_SECTION, IN_TABLE, holder, telling,
};
use super::context;
use super::names::{Name, Tag};
use super::sieve::{Row, Sieve};
use super::tree::{NodeId, Tree};
use super::vocabulary::{self, Keyed, SEED, hash};
use std::collections::{HashMap, HashSet};

/// What the page says elsewhere about its article.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints<'a> {
    pub(super) headline: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    /// The whole text, from JSON-LD.
    pub(super) body: Option<&'a str>,
}

/// How many features a block has, and how many of them are known before any block is scored.
pub(super) const COUNT: usize = BASE + context::COUNT;
pub(super) const BASE: usize = NUMBERS + 2 * vocabulary::COUNT;
const NUMBERS: usize = 115;

/// What a block may stand in, in the order of its features.
const WITHIN: [u16; 16] = [
    IN_NAV,
    IN_ASIDE,
    IN_FOOTER,
    IN_HEADER,
    IN_FIGURE,
    IN_ITEM,
    IN_TABLE,
    IN_BLOCKQUOTE,
    IN_MAIN,
    IN_FORM,
    IN_BUTTON,
    IN_HEADING,
    IN_DIALOG,
    IN_CAPTION,
    IN_PRE,
    IN_SECTION,
];

/// Blocks of the same make (tag and classes, its own and its parent's), all over the page.
#[derive(Clone, Copy, Default)]
struct Make {
    count: u32,
    text: u32,
    links: u32,
    good: u32,
}

/// What is needed of a block for itself and for its neighbours.
#[derive(Clone, Copy, Default)]
struct Facts {
    text: f32,
    links: f32,
    good: f32,
    /// Its place in [`Table::makes`].
    make: u32,
    rank: f32,
    parent: NodeId,
    learned: f32,
}

/// The features of all blocks of a page.
pub(super) struct Table<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) blocks: &'a Blocks,
    pub(super) containers: &'a Containers,
    facts: Vec<Facts>,
    surfaces: Vec<Surface>,
    makes: Vec<Make>,
    /// Place of the block that is the headline.
    pub(super) headline: Option<usize>,
    description: Option<usize>,
    shingles: Option<HashSet<u64, Keyed>>,
}

/// The letters and digits of a text in lower case, for comparing texts that differ in typography.
pub(super) fn squash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_letter(text, |c| out.push(c));
    out
}

/// A hash of that.
pub(super) fn squashed_hash(text: &str) -> u64 {
    let mut hash = SEED;
    each_letter(text, |c| hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3));
    hash
}

/// ASCII letters and digits in lower case; 0 for other bytes.
const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < lower.len() {
        if (byte as u8).is_ascii_alphanumeric() {
            lower[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

#[inline]
fn each_letter(text: &str, mut each: impl FnMut(char)) {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let letter = LOWER[usize::from(byte)];
            if letter != 0 {
                each(char::from(letter));
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { return };
            if c.is_alphanumeric() {
                c.to_lowercase().for_each(&mut each);
            }
            at += c.len_utf8();
        }
    }
}

/// Whether a text, squashed, begins with something squashed; with `whole`, whether it is that.
pub(super) fn squashes_to(text: &str, wanted: &str, whole: bool) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    wanted.chars().all(|c| letters.next() == Some(c)) && (!whole || letters.next().is_none())
}

/// A hash for every three words that follow each other; of the whole text where it has fewer.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| hash(w.as_bytes()));
    let (mut a, mut b) = (words.next().unwrap_or(0), words.next().unwrap_or(0));
    words.map(move |c| {
        let three = a.rotate_left(17) ^ b.rotate_left(34) ^ c;
        (a, b) = (b, c);
        three
    })
}

/// From what is most often a paragraph to what is least often one.
fn rank(tag: Tag) -> f32 {
    match tag {
        Tag::P => 0.0,
        Tag::BLOCKQUOTE => 1.0,
        Tag::H2 => 2.0,
        Tag::H3 => 3.0,
        Tag::H4 | Tag::H5 | Tag::H6 => 4.0,
        Tag::LI | Tag::DD | Tag::DT => 5.0,
        Tag::DIV | Tag::BODY => 6.0,
        Tag::ARTICLE | Tag::SECTION | Tag::MAIN => 7.0,
        Tag::TD | Tag::TH | Tag::TR | Tag::CAPTION => 8.0,
        Tag::PRE => 9.0,
        Tag::FIGCAPTION | Tag::FIGURE => 10.0,
        Tag::H1 => 11.0,
        Tag::HEADER | Tag::FOOTER | Tag::NAV | Tag::ASIDE => 12.0,
        Tag::BUTTON | Tag::LEGEND | Tag::SUMMARY => 13.0,
        _ => 14.0,
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, blocks: &'a Blocks, containers: &'a Containers, hints: &Hints<'_>) -> Self {
        let mut makes: Vec<Make> = Vec::new();
        let mut places: HashMap<u64, u32, Keyed> = HashMap::default();
        let class = |id: NodeId| tree.attribute(id, Name::CLASS).map_or(0, |c| hash(c.as_bytes()));
        let facts: Vec<Facts> = blocks
            .list
            .iter()
            .zip(&containers.running)
            .map(|(block, &running)| {
                let (owner, words) = (&tree.nodes[block.owner as usize], blocks.words(block));
                let parent = &tree.nodes[owner.parent as usize];
                let tags = u64::from(owner.tag.0) << 16 | u64::from(parent.tag.0);
                let make =
                    tags.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ class(block.owner).rotate_left(7) ^ class(owner.parent);
                let good = if running { words.len() as u32 } else { 0 };
                let make = *places.entry(make).or_insert(makes.len() as u32);
                if make as usize == makes.len() {
                    makes.push(Make::default());
                }
                let of_make = &mut makes[make as usize];
                of_make.count += 1;
                of_make.text += words.len() as u32;
                of_make.links += block.links;
                of_make.good += good;
                Facts {
                    text: words.len() as f32,
                    links: block.links as f32,
                    good: good as f32,
                    make,
                    rank: rank(owner.tag),
                    parent: owner.parent,
                    learned: containers.learned(tree, block).1,
                }
            })
            .collect();
        let headline = hints.headline.and_then(|headline| headline_block(tree, blocks, headline));
        let description = hints.description.map(squash).filter(|d| d.len() >= 20).and_then(|description| {
            let same = |b: &Block| {
                let words = blocks.words(b);
                words.len() < 2000 && squashes_to(words, &description, false)
            };
            // Looked for where standfirsts stand, not on the whole page.
            blocks.list.iter().skip(headline.unwrap_or(0)).take(60).position(same).map(|i| i + headline.unwrap_or(0))
        });
        let shingles = hints.body.filter(|b| b.len() >= 200).map(|b| shingles(b).collect());
        let surfaces = blocks.list.iter().map(|block| Surface::new(telling(blocks.words(block)))).collect();
        Self { tree, blocks, containers, facts, surfaces, makes, headline, description, shingles }
    }

    /// What a block is made like, as a number.
    pub(super) fn make(&self, i: usize) -> usize {
        self.facts[i].make as usize
    }

    /// How many of these there are.
    pub(super) fn makes(&self) -> usize {
        self.makes.len()
    }

    /// Writes the features of every wanted block into a sieve, in order, and says of which block they are; those of its
    /// context come after.
    pub(super) fn each<'t>(
        &self,
        wanted: impl Fn(usize) -> bool,
        sieve: &mut Sieve<'t>,
        mut see: impl FnMut(usize, &mut Sieve<'t>),
    ) {
        let total = self.containers.sum(0);
        let mut until_good = vec![99.0; self.facts.len()];
        for i in (1..self.facts.len()).rev() {
            until_good[i - 1] = if self.facts[i].good > 0.0 { 0.0 } else { until_good[i] + 1.0 };
        }
        let (mut text_before, mut good_before, mut since_good) = (0.0, 0.0, 0.0);
        let mut h1_before = 0.0;
        let mut heading = Heading::default();
        let (mut articles, mut last_article) = (0.0, 0);
        let mut seen: HashSet<u64, Keyed> = HashSet::default();
        for (i, block) in self.blocks.list.iter().enumerate() {
            let facts = self.facts[i];
            let running = Running {
                text_before: text_before / total.text.max(1) as f32,
                good_before: good_before / total.good.max(1) as f32,
                since_good,
                h1_before,
                repeated: !seen.insert(hash(self.blocks.words(block).as_bytes())),
                heading,
                articles,
                until_good: until_good[i],
            };
            if wanted(i) {
                self.fill(&mut sieve.row(0), i, block, &running);
                see(i, sieve);
            }
            text_before += facts.text;
            good_before += facts.good;
            since_good = if facts.good > 0.0 { 0.0 } else { since_good + 1.0 };
            h1_before += f32::from(u8::from(self.tree.nodes[block.owner as usize].tag == Tag::H1));
            let place = self.containers.place(block.owner);
            if place.article > last_article {
                (articles, last_article) = (articles + 1.0, place.article);
            }
            heading.since += 1.0;
            if place.within & IN_HEADING != 0 {
                let words = self.blocks.words(block);
                heading =
                    Heading { since: 0.0, length: facts.text, learned: facts.learned, related: is_related(words) };
            }
        }
    }

    /// One block's features.
    fn fill(&self, row: &mut Row<'_>, i: usize, block: &Block, running: &Running) {
        let left = row.left();
        row.put(running.until_good);
        self.of_text(row, i, block);
        row.flag(running.repeated);
        self.of_place(row, i, block, running);
        self.of_elements(row, i, block);
        self.of_neighbours(row, i, block);
        self.of_classes(row, i, block);
        self.of_parts(row, i, block, running);
        debug_assert_eq!(left - row.left(), NUMBERS);
        let place = self.containers.place(block.owner);
        let line = self.containers.place(block.first);
        let (near, inner, far) = (place.near | line.own, place.inner | line.own, place.far);
        for bit in 0..vocabulary::COUNT {
            row.put((near >> bit & 1) as f32);
        }
        for bit in 0..vocabulary::COUNT {
            row.put(((inner >> bit & 1) + (far >> bit & 1)) as f32);
        }
        debug_assert_eq!(left - row.left(), BASE);
    }

    /// The text itself.
    fn of_text(&self, out: &mut Row<'_>, i: usize, block: &Block) {
        let (facts, surface) = (self.facts[i], &self.surfaces[i]);
        let length = facts.text.max(1.0);
        out.put(facts.text);
        out.put(facts.links / length);
        out.put(block.bold as f32 / length);
        out.put(block.italic as f32 / length);
        out.put(surface.words);
        out.put(surface.commas);
        out.put(surface.ends);
        out.flag(surface.ended);
        out.put(surface.digits / length);
        out.put(surface.capitals / surface.words.max(1.0));
        out.put(facts.good);
        out.put(surface.first);
        out.flag(block.hidden);
    }

    /// Where it stands.
    fn of_place(&self, out: &mut Row<'_>, i: usize, block: &Block, running: &Running) {
        let place = self.containers.place(block.owner);
        out.put(self.facts[i].rank);
        out.put(f32::from(place.depth));
        out.put(f32::from(place.up));
        out.put(f32::from(place.down));
        out.put(f32::from(place.articles));
        for bit in WITHIN {
            out.flag(place.within & bit != 0);
        }
        out.put(i as f32);
        out.put((self.blocks.list.len() - i) as f32);
        out.put(running.text_before);
        out.put(running.good_before);
        out.put(running.since_good);
        out.put(running.h1_before);
        out.put(self.headline.map_or(-99.0, |h| i as f32 - h as f32));
    }

    /// The elements around it, and blocks of the same make.
    fn of_elements(&self, out: &mut Row<'_>, i: usize, block: &Block) {
        let place = self.containers.place(block.owner);
        let sum = |id: NodeId| self.containers.sum(id);
        let total = sum(0).good.max(1) as f32;
        let mut id = block.owner;
        for _ in 0..4 {
            let sum = sum(id);
            out.put(sum.text as f32);
            out.put(sum.link_share());
            out.put(sum.good as f32 / total);
            out.put(sum.blocks as f32);
            id = self.tree.nodes[id as usize].parent;
        }
        out.put(sum(place.article).good as f32 / total);
        out.put(sum(self.containers.best).good as f32 / total);
        out.flag(place.up == 0 || place.down == 0);
        let make = self.makes[self.make(i)];
        out.put(make.count as f32);
        out.put(make.text as f32 / make.count.max(1) as f32);
        out.put(make.links as f32 / make.text.max(1) as f32);
        out.put(make.good as f32 / total);
    }

    /// The blocks before and after it, what the page says elsewhere, and what is asked of the reader here.
    fn of_neighbours(&self, out: &mut Row<'_>, i: usize, block: &Block) {
        let at =
            |offset: isize| i.checked_add_signed(offset).and_then(|i| self.facts.get(i)).copied().unwrap_or_default();
        for offset in [-1, 1] {
            let other = at(offset);
            out.put(other.text);
            out.put(other.links / other.text.max(1.0));
            out.put(other.rank);
            out.flag(other.parent == self.facts[i].parent);
        }
        let window = self.near(i.saturating_sub(3), i + 4);
        out.put(window.good / window.text.max(1.0));
        out.put(window.links / window.text.max(1.0));

        out.put(self.in_body(self.blocks.words(block)));
        out.put(self.description.map_or(-99.0, |d| i as f32 - d as f32));
        out.flag(Some(i) == self.headline);

        let pleas = &self.containers.pleas;
        out.put(pleas[i] as f32);
        out.put(pleas[i] as f32 / self.surfaces[i].words.max(1.0));
        let parent = self.tree.nodes[block.owner as usize].parent;
        for id in [parent, self.tree.nodes[parent as usize].parent] {
            let sum = self.containers.sum(id);
            out.put(sum.pleas as f32 / sum.text.max(1) as f32);
        }
        let near = &pleas[i.saturating_sub(3)..(i + 4).min(pleas.len())];
        out.put(near.iter().sum::<u32>() as f32 / window.text.max(1.0));
    }

    /// What the class words of the block and of its neighbours have meant elsewhere.
    fn of_classes(&self, out: &mut Row<'_>, i: usize, block: &Block) {
        let (own, all) = self.containers.learned(self.tree, block);
        out.put(all);
        out.put(own);
        out.put(all - own);
        for offset in [-1, 1] {
            let other = i.checked_add_signed(offset).and_then(|i| self.facts.get(i));
            out.put(other.map_or(-9.0, |f| f.learned));
            out.flag(other.is_some_and(|f| f.make == self.facts[i].make));
        }
        let mean = |facts: &[Facts]| facts.iter().map(|f| f.learned).sum::<f32>() / facts.len().max(1) as f32;
        out.put(mean(&self.facts[i.saturating_sub(4)..i]));
        out.put(mean(&self.facts[i + 1..(i + 5).min(self.facts.len())]));
        let make = self.makes[self.make(i)];
        out.put(make.good as f32 / make.text.max(1) as f32);
    }

    /// The part of the page that it stands in: under which heading, in which article, how far from the best container.
    fn of_parts(&self, out: &mut Row<'_>, i: usize, block: &Block, running: &Running) {
        let containers = self.containers;
        let place = containers.place(block.owner);
        let total = containers.sum(0).good.max(1) as f32;
        let mut id = block.owner;
        for _ in 0..3 {
            let sum = containers.sum(id);
            out.put(sum.good as f32 / sum.text.max(1) as f32);
            id = self.tree.nodes[id as usize].parent;
        }
        out.put(containers.direct(holder(self.tree, block)) as f32 / total);
        let (meet, best) = (containers.sum(place.meet), containers.best);
        out.put(rank(self.tree.nodes[place.meet as usize].tag));
        out.put(meet.good as f32 / total);
        out.put(meet.link_share());
        out.put(meet.blocks as f32);
        out.flag(place.article == containers.place(best).article);
        let headline = self.headline.map(|h| containers.place(self.blocks.list[h].owner).article);
        out.flag(headline == Some(place.article));
        out.put(running.articles);
        out.put(running.heading.since);
        out.put(running.heading.length);
        out.put(running.heading.learned);
        out.flag(running.heading.related);

        for near in [self.near(i.saturating_sub(6), i), self.near(i + 1, i + 7)] {
            out.put(near.good / near.text.max(1.0));
            out.put(near.links / near.text.max(1.0));
        }
        out.put(self.blocks.list.len() as f32);
        out.put(total);
    }

    /// What these blocks have together.
    fn near(&self, from: usize, to: usize) -> Facts {
        let count = self.facts.len();
        let mut sum = Facts::default();
        for facts in &self.facts[from.min(count)..to.min(count)] {
            sum.good += facts.good;
            sum.text += facts.text;
            sum.links += facts.links;
        }
        sum
    }

    /// Share of the block's words that JSON-LD has in its text, −1 when it has none.
    fn in_body(&self, words: &str) -> f32 {
        let Some(known) = &self.shingles else { return -1.0 };
        let (all, found) =
            shingles(telling(words)).fold((0, 0), |(n, hits), s| (n + 1, hits + u32::from(known.contains(&s))));
        if all == 0 { -0.5 } else { found as f32 / all as f32 }
    }
}

/// What a loop over the blocks carries along.
struct Running {
    text_before: f32,
    good_before: f32,
    since_good: f32,
    h1_before: f32,
    repeated: bool,
    heading: Heading,
    articles: f32,
    /// Blocks to the next running text.
    until_good: f32,
}

/// The last heading before a block.
#[derive(Clone, Copy, Default)]
struct Heading {
    /// Blocks since.
    since: f32,
    length: f32,
    learned: f32,
    /// It heads a list of other articles.
    related: bool,
}

/// Counts of one text.
struct Surface {
    words: f32,
    commas: f32,
    ends: f32,
    ended: bool,
    digits: f32,
    capitals: f32,
    first: f32,
}

/// What a byte is where words are counted.
const SPACE: u8 = 0;
const STOP: u8 = 1;
const COMMA: u8 = 2;
const DIGIT: u8 = 3;
const CAPITAL: u8 = 4;
const OTHER: u8 = 5;
const KINDS: usize = 8;

const KIND: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < kinds.len() {
        kinds[byte] = match byte as u8 {
            b' ' | b'\n' | b'\t' => SPACE,
            b'.' | b'?' | b'!' => STOP,
            b',' => COMMA,
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => CAPITAL,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

/// Bits of each count in [`COUNTS`]: words, commas, sentence ends, digits, words that begin with a capital.
const BITS: u32 = 12;

/// What one byte after another adds, by the kinds of both.
const COUNTS: [[u64; KINDS]; KINDS] = {
    let mut counts = [[0; KINDS]; KINDS];
    let mut before = 0;
    while before < KINDS {
        let mut kind = 0;
        while kind < KINDS {
            let (after_space, is) = (before as u8 == SPACE, kind as u8);
            let adds = [
                after_space && is != SPACE,
                !after_space && is == COMMA,
                before as u8 == STOP && is == SPACE,
                is == DIGIT,
                after_space && is == CAPITAL,
            ];
            let mut n = 0;
            while n < adds.len() {
                counts[before][kind] |= (adds[n] as u64) << (n as u32 * BITS);
                n += 1;
            }
            kind += 1;
        }
        before += 1;
    }
    counts
};

impl Surface {
    fn new(text: &str) -> Self {
        let mut counts = [0_u32; 5];
        let mut before = SPACE;
        // No count of a chunk is too much for its bits.
        for bytes in text.as_bytes().chunks((1 << BITS) - 1) {
            let mut sum = 0;
            for &byte in bytes {
                let kind = KIND[usize::from(byte)];
                sum += COUNTS[usize::from(before) % KINDS][usize::from(kind) % KINDS];
                before = kind;
            }
            for (n, count) in counts.iter_mut().enumerate() {
                *count += (sum >> (n as u32 * BITS)) as u32 & ((1 << BITS) - 1);
            }
        }
        let [words, commas, ends, digits, capitals] = counts;
        let bare = text.trim_end_matches(['"', '”', '\'', '’', '»', ')', ' ']);
        let ended = bare.ends_with(['.', '?', '!', '…', '。', '！', '？', '।', '؟', '۔']);
        let first = match text.chars().next() {
            Some(c) if c.is_uppercase() => 0.0,
            Some('"' | '“' | '‘' | '\'' | '«' | '„' | '「') => 1.0,
            Some(c) if c.is_alphabetic() => 2.0,
            Some(c) if c.is_numeric() => 3.0,
            _ => 4.0,
        };
        Self {
            words: words as f32,
            commas: commas as f32,
            ends: (ends + u32::from(ended)) as f32,
            ended,
            digits: digits as f32,
            capitals: capitals as f32,
            first,
        }
    }
}

/// The block that is the headline: an h1 before anything else that reads the same.
fn headline_block(tree: &Tree<'_>, blocks: &Blocks, headline: &str) -> Option<usize> {
    let wanted = squash(headline);
    if wanted.is_empty() {
        return None;
    }
    let alike = |block: &Block| {
        let words = blocks.words(block);
        words.len() < headline.len() * 2 + 40 && squashes_to(words, &wanted, true)
    };
    let first = |only_h1: bool| {
        blocks.list.iter().position(|b| (!only_h1 || tree.nodes[b.owner as usize].tag == Tag::H1) && alike(b))
    };
    first(true).or_else(|| first(false))
}

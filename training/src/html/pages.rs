//! The pages to learn from, cut into blocks, and what their gold says of each block.

use super::figures::{shingle, shingles, words};
use copydesk::decode;
use copydesk::html::{self, Model};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// A page and its gold, as the files have them.
#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    html: String,
    pub(crate) body: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) authors: Option<Vec<String>>,
    pub(crate) date: Option<String>,
}

impl Gold {
    /// The page's bytes, which the files hold as characters of the same numbers.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.html.chars().map(|c| c as u8).collect()
    }
}

/// The pages of a file.
pub(crate) fn pages(path: &str) -> impl Iterator<Item = Gold> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.expect("readable")).expect("a page a line"))
}

/// How many parts the sites are cut into.
pub(crate) const FOLDS: usize = 5;

/// The site an address belongs to, as a number.
pub(crate) fn site(url: Option<&str>) -> u64 {
    let host =
        url.and_then(|u| u.split("://").nth(1)).and_then(|r| r.split(['/', '?', ':']).next()).unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len() >= 3 && labels[labels.len() - 2].len() <= 3 && labels[labels.len() - 1].len() == 2;
    let from = labels.len().saturating_sub(if second { 3 } else { 2 });
    let site = labels[from..].join(".");
    site.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// The part that a page's site is in.
pub(crate) fn fold_of(url: Option<&str>) -> usize {
    (site(url) % FOLDS as u64) as usize
}

/// A page as it is learned from.
pub(crate) struct Page {
    pub(crate) file: usize,
    pub(crate) site: u64,
    pub(crate) fold: usize,
    pub(crate) url: Option<String>,
    pub(crate) html: String,
    pub(crate) gold: String,
    /// Per block: the words of the classes around it, whether the gold has it, what it weighs.
    pub(crate) classes: Vec<Vec<u32>>,
    pub(crate) labels: Vec<bool>,
    pub(crate) weights: Vec<f32>,
    /// The blocks that the gold has as one text.
    pub(crate) labelled: String,
}

impl Page {
    pub(crate) fn new(file: usize, page: Gold) -> Self {
        let html = decode::decode(&page.bytes(), None).text.into_owned();
        let gold = page.body.unwrap_or_default();
        let blocks = html::candidates(&html, page.url.as_deref(), &Model::default());
        let cut: Vec<Vec<&str>> = blocks.iter().map(|b| words(&b.text)).collect();
        let all = words(&gold);
        let labels = labels(&blocks, &cut, &all, &gold);
        let known = (all.len() + 100) as f32;
        let weigh = |(words, label): (&Vec<&str>, &Label)| match label {
            Label::Again => 0.0,
            _ => 4.0 * ((words.len() + 2) as f32 / known).sqrt(),
        };
        let weights = cut.iter().zip(&labels).map(weigh).collect();
        let chosen = blocks.iter().zip(&labels).filter(|(b, label)| **label == Label::Body && !b.headline);
        let labelled = chosen.map(|(b, _)| b.text.as_str()).collect::<Vec<_>>().join("\n\n");
        Self {
            file,
            site: site(page.url.as_deref()),
            fold: fold_of(page.url.as_deref()),
            labels: labels.iter().map(|label| *label != Label::Not).collect(),
            weights,
            labelled,
            classes: blocks.into_iter().map(|b| b.classes).collect(),
            url: page.url,
            html,
            gold,
        }
    }
}

/// What the gold says of a block.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Body,
    /// It has it, but not as often as the page: which of them is meant cannot be told.
    Again,
    Not,
}

/// Which blocks the gold text has: half of their shingles; short ones where they join a neighbour that it has.
fn labels(blocks: &[html::Candidate], cut: &[Vec<&str>], all: &[&str], gold: &str) -> Vec<Label> {
    let mut left = shingles(all);
    let known = left.clone();
    let has = |counts: &HashMap<u64, i64>, words: &[&str]| {
        words.windows(4).filter(|w| counts.get(&shingle(w)).is_some_and(|n| *n > 0)).count()
    };
    // Scripts without spaces have clauses for words; there the characters are looked for.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let dense = |text: &str| text.chars().filter(|c| *c >= '\u{2E80}').count() >= 8;
    let written = if dense(gold) { letters(gold) } else { String::new() };
    let mut labels: Vec<Label> = blocks
        .iter()
        .zip(cut)
        .map(|(block, words)| {
            if words.len() < 4 || dense(&block.text) {
                let found = dense(&block.text) && written.contains(&letters(&block.text));
                return if found { Label::Body } else { Label::Not };
            }
            let enough = |found: usize| found * 2 >= words.len() - 3;
            if !enough(has(&known, words)) {
                return Label::Not;
            }
            let label = if enough(has(&left, words)) { Label::Body } else { Label::Again };
            for run in words.windows(4) {
                left.entry(shingle(run)).and_modify(|n| *n -= 1);
            }
            label
        })
        .collect();
    let joined = |before: &[&str], after: &[&str]| {
        let all: Vec<&str> = before.iter().chain(after).copied().collect();
        all.len() >= 4 && has(&known, &all) == all.len() - 3
    };
    for i in 0..blocks.len() {
        if cut[i].is_empty() || cut[i].len() >= 4 || labels[i] != Label::Not {
            continue;
        }
        let near = |j: &usize| labels[*j] == Label::Body;
        let before = (i.saturating_sub(6)..i).rev().find(near).map(|j| &cut[j][cut[j].len().saturating_sub(3)..]);
        let after = (i + 1..blocks.len().min(i + 6)).find(near).map(|j| &cut[j][..cut[j].len().min(3)]);
        if before.is_some_and(|b| joined(b, &cut[i])) || after.is_some_and(|a| joined(&cut[i], a)) {
            labels[i] = Label::Body;
        }
    }
    labels
}

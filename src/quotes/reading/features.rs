//! What the network sees of a token. Training and reading share these templates.

use super::super::cues::{Inflection, Tier};
use super::super::view::View;
use crate::article::Form;
use crate::tagger::forms::Forms;
use crate::tagger::{hash, tags};
use std::ops::Range;

/// How many words are looked up for a token: itself, and the nearest that may report before and after it.
pub const WORDS: usize = 3;

/// How many features a token has.
pub const FEATURES: usize = 12;

const WORD: u64 = 3000;
const FEATURE: u64 = 3010;

/// What stands for a value that is not there.
const NONE: u64 = u64::MAX;

/// How far away a word may be: from so many tokens on.
const REACHES: [usize; 8] = [1, 2, 3, 4, 5, 7, 10, 16];

/// What the features of a stretch of tokens are made from.
pub(super) struct Sight<'a> {
    view: &'a View<'a>,
    forms: &'a Forms,
    /// One more than the kind and form of the mention that each token stands in; 0 where there is none.
    mentions: &'a [u8],
    tokens: Range<usize>,
    /// The nearest words that may report, before and after each token, in its sentence.
    near: Vec<[Option<usize>; 2]>,
}

/// One more than the kind and form of the mention that each token stands in; 0 where there is none.
pub(super) fn mentions(view: &View<'_>) -> Vec<u8> {
    let mut found = vec![0; view.article.tokens.len()];
    for mention in view.article.mentions.iter().filter(|m| m.form != Form::Pronoun) {
        let sort = 1 + 2 * mention.kind as u8 + u8::from(mention.form == Form::Nominal);
        found[view.tokens_of(mention.span)].fill(sort);
    }
    found
}

impl<'a> Sight<'a> {
    pub(super) fn new(view: &'a View<'a>, forms: &'a Forms, mentions: &'a [u8], tokens: Range<usize>) -> Self {
        let mut near = vec![[None; 2]; tokens.len()];
        for side in [0, 1] {
            let (mut sentence, mut last) = (None, None);
            for step in 0..tokens.len() {
                let place = if side == 0 { step } else { tokens.len() - 1 - step };
                let i = tokens.start + place;
                let number = Some(view.sentence_number(i));
                if number != std::mem::replace(&mut sentence, number) {
                    last = None;
                }
                near[place][side] = last;
                if view.is_cue_word(i) {
                    last = Some(i);
                }
            }
        }
        Self { view, forms, mentions, tokens, near }
    }

    /// The features of token `i`.
    pub(super) fn features(&self, i: usize) -> [u64; FEATURES] {
        let Self { view, forms, mentions, tokens, near } = self;
        let token = &view.article.tokens[i];
        let form = forms.of(i);
        let cue = |j: Option<usize>| j.map_or(NONE, |j| hash::join(reach(i, j), cue_sort(view, j)));
        let [left, right] = near[i - tokens.start];
        let values = [
            tags::label(token.pos, token.tag) as u64,
            form.suffixes[2],
            form.short,
            self.marks(i),
            u64::from(i == tokens.start) + u64::from(i == view.sentence(i).start),
            form.clusters[1],
            form.clusters[3],
            form.clusters[4],
            cue_sort(view, i),
            u64::from(mentions[i]),
            cue(left),
            cue(right),
        ];
        std::array::from_fn(|number| hash::feature(FEATURE + number as u64, values[number]))
    }

    /// The words that are looked up for token `i`.
    pub(super) fn words(&self, i: usize) -> [u64; WORDS] {
        let lemma = |j: Option<usize>| {
            let lemma = j.map(|j| self.view.article.words.get(self.view.article.tokens[j].lemma));
            lemma.map_or(NONE, |lemma| hash::feature(WORD, hash::text(lemma.as_bytes())))
        };
        let [left, right] = self.near[i - self.tokens.start];
        [hash::feature(WORD, self.forms.of(i).lower), lemma(left), lemma(right)]
    }

    /// Where token `i` stands in words in marks, and whether those are long.
    fn marks(&self, i: usize) -> u64 {
        let Some(region) = self.view.region(i) else { return 0 };
        let tokens = self.view.tokens_of(self.view.regions[region].span);
        let place = match i {
            _ if i == tokens.start => 1,
            _ if i + 1 == tokens.end => 2,
            _ => 3,
        };
        // Two marks and so many words.
        place + 3 * u64::from(tokens.len() > 4) + 3 * u64::from(tokens.len() > 8)
    }
}

/// What the lexicon knows of a token as a cue.
fn cue_sort(view: &View<'_>, i: usize) -> u64 {
    let tier = |tier: Tier| tier as u64;
    match (view.any_verb(i), view.any_noun(i)) {
        (Some((cue, form)), _) => 1 + 2 * tier(cue.tier) + u64::from(form == Inflection::Ing),
        (None, Some(cue)) => 20 + tier(cue.tier),
        (None, None) => 0,
    }
}

/// In which direction a word stands, and about how far.
fn reach(i: usize, other: usize) -> u64 {
    let distance = i.abs_diff(other);
    let far = REACHES.iter().rposition(|&reach| reach <= distance).unwrap_or(0);
    (if other > i { REACHES.len() + far } else { far }) as u64
}

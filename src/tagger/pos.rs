//! Part of speech, inflection and lemma of every token: the best label from left to right.

use super::forms::Forms;
use super::model::{Model, Section};
use super::sums::Sums;
use super::tag_features::{REACH, START, alone, labelled, pairs};
use super::tags::{LABELS, TAGS, WIDE};
use crate::article::{Article, Pos, Word};

/// Fills part of speech, inflection and lemma of every token; gives back the forms, which finding names needs too.
pub fn tag(article: &mut Article, model: &Model) -> Forms {
    let forms = Forms::new(article, &model.clusters());
    if model.section(Section::TagWeights).is_empty() {
        return forms;
    }
    let weights = model.tag_weights();
    let sums = Sums::new(&forms, weights, REACH, alone);
    let (mut seen, mut scores) = (Vec::new(), Vec::new());
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        // First all that does not wait for the label of the token before.
        scores.clear();
        scores.extend(tokens.clone().map(|token| {
            let mut sum = sums.at(&forms, &tokens, token);
            seen.clear();
            pairs(&forms, &tokens, token, &mut seen);
            weights.add(&seen, &mut sum);
            sum
        }));
        let mut before = [START; 2];
        for (token, mut scores) in tokens.clone().zip(scores.drain(..)) {
            seen.clear();
            labelled(&forms, &tokens, token, before, &mut seen);
            weights.add(&seen, &mut scores);
            let label = best(&scores);
            (article.tokens[token].pos, article.tokens[token].tag) = LABELS[label];
            before = [label, before[0]];
        }
    }
    lemmas(article, model);
    forms
}

/// The first label with the highest score.
fn best(scores: &[i16; WIDE]) -> usize {
    let top = scores[..TAGS].iter().copied().max();
    scores[..TAGS].iter().position(|&score| Some(score) == top).unwrap_or(0)
}

/// Fills the lemmas; the last answer for each word is kept, since a word rarely changes its part of speech.
fn lemmas(article: &mut Article, model: &Model) {
    let (words, endings) = (model.section(Section::LemmaWords), model.section(Section::LemmaEndings));
    let mut known: Vec<Option<(Pos, Word)>> = vec![None; article.words.len()];
    for token in &mut article.tokens {
        let lemma = match known[token.lower.index()] {
            Some((pos, lemma)) if pos == token.pos => lemma,
            _ => {
                let found = model.lemmas().find(words, endings, article.words.get(token.lower), token.pos);
                found.map_or(token.lower, |lemma| article.words.intern(&lemma))
            }
        };
        known[token.lower.index()] = Some((token.pos, lemma));
        token.lemma = lemma;
    }
}

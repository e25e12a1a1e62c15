//! Part of speech, Penn tag and lemma of every token: the best label from left to right, and what follows from it.

use super::forms::Forms;
use super::lemma::look_up;
use super::model::{Model, Section};
use super::sums::Sums;
use super::tag_features::{REACH, START, alone, labelled, pairs};
use super::tags::{LABELS, TAGS, WIDE, label, usual};
use crate::article::{Article, Pos, Tag, Word};

/// Fills part of speech, Penn tag and lemma of every token; gives back the forms, which finding names needs too.
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
    words(article, model);
    forms
}

/// The first label with the highest score.
fn best(scores: &[i16; WIDE]) -> usize {
    let top = scores[..TAGS].iter().copied().max();
    scores[..TAGS].iter().position(|&score| Some(score) == top).unwrap_or(0)
}

/// Fills tags and lemmas; the last answer for each word is kept, since a word rarely changes its part of speech.
fn words(article: &mut Article, model: &Model) {
    let [words, endings] = [Section::LemmaWords, Section::LemmaEndings].map(|section| model.section(section));
    let [tag_words, tag_endings] = [Section::TagWords, Section::TagEndings].map(|section| model.section(section));
    let mut known: Vec<Option<Known>> = vec![None; article.words.len()];
    for token in &mut article.tokens {
        let place = token.lower.index();
        let answer = match known[place] {
            Some(answer) if (answer.pos, answer.inflection) == (token.pos, token.tag) => answer,
            _ => {
                let word = article.words.get(token.lower);
                let label = label(token.pos, token.tag);
                let tag = look_up(tag_words, tag_endings, word, label as u64);
                let tag = tag.and_then(|tag| Tag::ALL.get(usize::from(tag))).copied().unwrap_or(usual(label));
                let lemma = model.lemmas().find(words, endings, word, token.pos);
                let lemma = lemma.map_or(token.lower, |lemma| article.words.intern(&lemma));
                Known { pos: token.pos, inflection: token.tag, tag, lemma }
            }
        };
        known[place] = Some(answer);
        (token.tag, token.lemma) = (Some(answer.tag), answer.lemma);
    }
}

/// What was found for a word with a label.
#[derive(Clone, Copy)]
struct Known {
    pos: Pos,
    inflection: Option<Tag>,
    tag: Tag,
    lemma: Word,
}

//! Words in marks that a headline, a heading or a caption takes from the body: there they stand with their speaker.

use super::attribution::Attribution;
use super::view::View;
use crate::article::{BlockKind, Word};
use std::collections::HashMap;

/// How many quotations of display lines are looked up, and how many words of each.
const MOST: usize = 64;

/// Three words in a row, lower-cased.
type Run = [Word; 3];

/// Gives quotations on display whose speaker is a guess the one who says the same in the body.
pub(super) fn attribute(view: &View<'_>, found: &mut [Attribution]) {
    let displayed = |a: &Attribution| {
        let kind = a.block(view).and_then(|b| view.article.blocks.get(b)).map(|b| b.kind);
        !kind.is_some_and(|k| matches!(k, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote))
    };
    let wanted: Vec<usize> = (0..found.len())
        .filter(|&n| found[n].confidence <= GUESS && in_marks(view, &found[n]) && displayed(&found[n]))
        .take(MOST)
        .collect();
    if wanted.is_empty() {
        return;
    }
    let mut said: HashMap<Run, usize> = HashMap::new();
    for (number, attribution) in found.iter().enumerate() {
        if attribution.source.is_some() && attribution.confidence > GUESS && !displayed(attribution) {
            for run in runs(view, attribution) {
                said.entry(run).or_insert(number);
            }
        }
    }
    for number in wanted {
        let all: Vec<Run> = runs(view, &found[number]).take(MOST).collect();
        let Some(&sayer) = all.iter().find_map(|run| said.get(run)) else { continue };
        let shared = all.iter().filter(|&run| said.get(run) == Some(&sayer)).count();
        if shared * 2 >= all.len() {
            let source = found[sayer].source.clone();
            found[number].source = source;
            found[number].confidence = 0.8;
            found[number].rule = "N says the same further down";
        }
    }
}

/// Up to this confidence a speaker is a guess.
const GUESS: f32 = 0.6;

fn in_marks(view: &View<'_>, attribution: &Attribution) -> bool {
    attribution.content.iter().all(|&span| view.region(view.tokens_of(span).start).is_some())
}

/// The runs of three words of a content.
fn runs(view: &View<'_>, attribution: &Attribution) -> impl Iterator<Item = Run> {
    let words: Vec<Word> = attribution
        .content
        .iter()
        .flat_map(|&span| view.tokens_of(span))
        .filter(|&i| view.written(i).starts_with(char::is_alphanumeric))
        .map(|i| view.article.tokens[i].lower)
        .collect();
    (2..words.len()).map(move |i| [words[i - 2], words[i - 1], words[i]])
}

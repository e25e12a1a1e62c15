//! Learns lemmas: endings that decide, and the words that do not follow them.

use crate::treebank::Tree;
use copydesk::article::Pos;
use copydesk::tagger::lemma::{Edit, LONGEST_ENDING, Lemmas, ending_key, word_key, write_table};
use copydesk::tagger::model::Section;
use std::collections::BTreeMap;

type Votes = BTreeMap<Edit, u32>;

/// The sections of the model file.
pub(crate) fn train(trees: &[Tree]) -> Vec<(Section, Vec<u8>)> {
    let mut words: BTreeMap<(String, Pos), Votes> = BTreeMap::new();
    for tree in trees {
        for ((token, lemma), &pos) in tree.article.tokens.iter().zip(&tree.lemmas).zip(&tree.pos) {
            let word = tree.article.words.get(token.lower);
            // Typos are given the lemma of what was meant: such edits teach nothing.
            let edit = if lemma == "_" { Edit::between(word, word) } else { Edit::between(word, lemma) };
            *words.entry((word.to_owned(), pos)).or_default().entry(edit).or_default() += 1;
        }
    }
    // Each different word votes once for what its endings do, so that "said" does not speak for all in "-aid".
    let mut endings: BTreeMap<(String, Pos), Votes> = BTreeMap::new();
    for ((word, pos), votes) in &words {
        let Some(edit) = most(votes) else { continue };
        for (at, _) in word.char_indices().rev().take(LONGEST_ENDING) {
            *endings.entry((word[at..].to_owned(), *pos)).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut number = |edit: &Edit| {
        let known = edits.iter().position(|e| e == edit);
        known.unwrap_or_else(|| {
            edits.push(edit.clone());
            edits.len() - 1
        }) as u16
    };
    let rule = |ending: &str, pos: Pos| {
        let votes = endings.get(&(ending.to_owned(), pos))?;
        let edit = most(votes)?;
        let count = votes[edit];
        (count >= 2 && 2 * count > votes.values().sum()).then_some(edit)
    };
    let by_ending = |word: &str, pos: Pos| {
        let starts: Vec<usize> = word.char_indices().rev().take(LONGEST_ENDING).map(|(at, _)| at).collect();
        starts
            .iter()
            .rev()
            .find_map(|&at| rule(&word[at..], pos))
            .cloned()
            .unwrap_or(Edit { cut: 0, put: String::new() })
    };
    let mut ending_table = Vec::new();
    for (ending, pos) in endings.keys() {
        // An ending that says what the shorter one says is not needed.
        let shorter = ending.char_indices().nth(1).map_or("", |(at, _)| &ending[at..]);
        if let Some(edit) = rule(ending, *pos).filter(|edit| by_ending(shorter, *pos) != **edit) {
            ending_table.push((ending_key(ending, *pos), number(edit)));
        }
    }
    let mut word_table = Vec::new();
    for ((word, pos), votes) in &words {
        if let Some(edit) = most(votes).filter(|edit| by_ending(word, *pos) != **edit) {
            word_table.push((word_key(word, *pos), number(edit)));
        }
    }
    eprintln!("lemmas: {} words, {} endings, {} edits", word_table.len(), ending_table.len(), edits.len());
    vec![
        (Section::LemmaWords, write_table(word_table)),
        (Section::LemmaEndings, write_table(ending_table)),
        (Section::LemmaEdits, Lemmas::write(&edits)),
    ]
}

/// The edit with most votes, the first among equals.
fn most(votes: &Votes) -> Option<&Edit> {
    votes.iter().rev().max_by_key(|(_, n)| **n).map(|(edit, _)| edit)
}

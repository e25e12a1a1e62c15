//! Learns lemmas and Penn tags: endings that decide, and the words that do not follow them.

use crate::endings::{Words, learn};
use crate::treebank::Tree;
use copydesk::article::Tag;
use copydesk::tagger::lemma::{Edit, Lemmas, write_table};
use copydesk::tagger::model::Section;
use copydesk::tagger::tags;

/// The sections of lemmas.
pub(crate) fn train(trees: &[Tree]) -> Vec<(Section, Vec<u8>)> {
    let mut words = Words::new();
    for tree in trees {
        for ((token, lemma), &pos) in tree.article.tokens.iter().zip(&tree.lemmas).zip(&tree.pos) {
            let word = tree.article.words.get(token.lower);
            // Typos are given the lemma of what was meant: such edits teach nothing.
            let edit = if lemma == "_" { Edit::between(word, word) } else { Edit::between(word, lemma) };
            *words.entry((word.to_owned(), pos as u64)).or_default().entry(edit).or_default() += 1;
        }
    }
    let learned = learn(&words, |_| Edit { cut: 0, put: String::new() });
    let mut edits: Vec<Edit> = Vec::new();
    let mut number = |(key, edit): &(u32, Edit)| {
        let known = edits.iter().position(|e| e == edit);
        let number = known.unwrap_or_else(|| {
            edits.push(edit.clone());
            edits.len() - 1
        });
        (*key, number as u16)
    };
    let endings: Vec<_> = learned.endings.iter().map(&mut number).collect();
    let words: Vec<_> = learned.words.iter().map(&mut number).collect();
    eprintln!("lemmas: {} words, {} endings, {} edits", words.len(), endings.len(), edits.len());
    vec![
        (Section::LemmaWords, write_table(words)),
        (Section::LemmaEndings, write_table(endings)),
        (Section::LemmaEdits, Lemmas::write(&edits)),
    ]
}

/// The sections of Penn tags, given the label.
pub(crate) fn train_tags(trees: &[Tree]) -> Vec<(Section, Vec<u8>)> {
    let mut words = Words::new();
    for tree in trees {
        for ((token, tag), &label) in tree.article.tokens.iter().zip(&tree.tags).zip(&tree.labels) {
            let Some(tag) = Tag::from_name(tag) else { continue };
            let word = tree.article.words.get(token.lower);
            *words.entry((word.to_owned(), label as u64)).or_default().entry(tag).or_default() += 1;
        }
    }
    let learned = learn(&words, |label| tags::usual(label as usize));
    let number = |(key, tag): &(u32, Tag)| (*key, Tag::ALL.iter().position(|t| t == tag).unwrap_or(0) as u16);
    let [words, endings] = [learned.words, learned.endings].map(|table| table.iter().map(number).collect::<Vec<_>>());
    eprintln!("tags: {} words, {} endings", words.len(), endings.len());
    vec![(Section::TagWords, write_table(words)), (Section::TagEndings, write_table(endings))]
}

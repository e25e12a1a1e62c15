//! Learns what follows from a word's ending, and which words do not follow it.

use copydesk::tagger::lemma::{LONGEST_ENDING, ending_key, word_key};
use std::collections::BTreeMap;

/// How often each answer was given.
pub(crate) type Votes<T> = BTreeMap<T, u32>;

/// Words with a number that says of what kind they are, and the answers given for them.
pub(crate) type Words<T> = BTreeMap<(String, u64), Votes<T>>;

/// What the tables of the model hold: words and endings by their keys.
pub(crate) struct Learned<T> {
    pub(crate) words: Vec<(u32, T)>,
    pub(crate) endings: Vec<(u32, T)>,
}

/// The answers for endings and, where these say something else, for words. `usual` is the answer of a kind.
pub(crate) fn learn<T: Clone + Ord>(words: &Words<T>, usual: impl Fn(u64) -> T) -> Learned<T> {
    // Each different word votes once for what its endings do, so that "said" does not speak for all in "-aid".
    let mut endings: Words<T> = BTreeMap::new();
    for ((word, kind), votes) in words {
        let Some(answer) = most(votes) else { continue };
        for (at, _) in word.char_indices().rev().take(LONGEST_ENDING) {
            *endings.entry((word[at..].to_owned(), *kind)).or_default().entry(answer.clone()).or_default() += 1;
        }
    }
    let rule = |ending: &str, kind: u64| {
        let votes = endings.get(&(ending.to_owned(), kind))?;
        let answer = most(votes)?;
        let count = votes[answer];
        (count >= 2 && 2 * count > votes.values().sum()).then_some(answer)
    };
    let by_ending = |word: &str, kind: u64| {
        let starts: Vec<usize> = word.char_indices().rev().take(LONGEST_ENDING).map(|(at, _)| at).collect();
        starts.iter().rev().find_map(|&at| rule(&word[at..], kind)).cloned().unwrap_or_else(|| usual(kind))
    };
    let mut learned = Learned { words: Vec::new(), endings: Vec::new() };
    for (ending, kind) in endings.keys() {
        // An ending that says what the shorter one says is not needed.
        let shorter = ending.char_indices().nth(1).map_or("", |(at, _)| &ending[at..]);
        if let Some(answer) = rule(ending, *kind).filter(|answer| by_ending(shorter, *kind) != **answer) {
            learned.endings.push((ending_key(ending, *kind), answer.clone()));
        }
    }
    for ((word, kind), votes) in words {
        if let Some(answer) = most(votes).filter(|answer| by_ending(word, *kind) != **answer) {
            learned.words.push((word_key(word, *kind), answer.clone()));
        }
    }
    learned
}

/// The answer with most votes, the first among equals.
fn most<T: Ord>(votes: &Votes<T>) -> Option<&T> {
    votes.iter().rev().max_by_key(|(_, n)| **n).map(|(answer, _)| answer)
}

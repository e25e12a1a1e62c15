//! What `quotes.py` learns from, as numbers: the features of every word, made by the library itself, and its label.

use super::gold::{self, Document, tokens_of};
use crate::features::{Counts, Index};
use copydesk::quotes::{Label, Sample, Stretch};
use copydesk::{Pipeline, Span};
use std::path::Path;

/// Features and words seen less often have no row.
const LEAST_FEATURE: u32 = 12;
const LEAST_WORD: u32 = 8;

/// Writes the numbers of the gold's two parts, and of news that nobody has marked, into a folder.
pub(crate) fn write(data: &Path, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder to write to");
    let put = |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes).expect("a file to write to");
    let pipeline = Pipeline::default();
    let mut index = None;
    for part in ["train", "dev", "news"] {
        let documents = match part {
            "news" => gold::news(data, &pipeline),
            _ => gold::documents(&data.join(format!("quotes/polnear.{part}.jsonl.gz")), &pipeline),
        };
        let read = |document: &Document| {
            let forms = pipeline.model.forms(&document.article);
            Sample { article: &document.article, forms: &forms }.stretches()
        };
        let stretches: Vec<Vec<Stretch>> = documents.iter().map(read).collect();
        let (features, words) = index.get_or_insert_with(|| count(&stretches));
        let save = |name: &str, bytes: Vec<u8>| put(&format!("{part}.{name}"), bytes);
        let (mut rows, mut looked, mut labels, mut ends) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut whole, mut seen, mut lost) = (0, 0, 0);
        for (number, (document, stretches)) in documents.iter().zip(&stretches).enumerate() {
            let marked = marked(document);
            whole += document.article.tokens.len();
            lost += marked.iter().filter(|l| **l == Label::BeginContent).count();
            for stretch in stretches {
                seen += stretch.tokens.len();
                let of = |index: &Index, feature: u64| index.get(feature).map_or(0, |row| row + 1).to_le_bytes();
                rows.extend(stretch.features.iter().flatten().flat_map(|&f| of(features, f)));
                looked.extend(stretch.words.iter().flatten().flat_map(|&w| of(words, w)));
                labels.extend(marked[stretch.tokens.clone()].iter().map(|&label| label as u8));
                lost -= marked[stretch.tokens.clone()].iter().filter(|l| **l == Label::BeginContent).count();
                ends.extend([number as u32, stretch.tokens.len() as u32].map(u32::to_le_bytes).into_iter().flatten());
            }
        }
        save("features.u32", rows);
        save("words.u32", looked);
        save("labels.u8", labels);
        save("stretches.u32", ends);
        eprintln!("{part}: {} articles, {whole} tokens, {seen} read, {lost} pieces of content not", documents.len());
        if part == "train" {
            let bytes = |index: &Index| index.features.iter().flat_map(|f| f.to_le_bytes()).collect::<Vec<u8>>();
            put("features.u64", bytes(features));
            put("words.u64", bytes(words));
            eprintln!("{} features, {} words", features.features.len(), words.features.len());
        }
    }
}

/// Numbers for what was seen often.
fn count(stretches: &[Vec<Stretch>]) -> (Index, Index) {
    let (mut features, mut words) = (Counts::default(), Counts::default());
    for stretch in stretches.iter().flatten() {
        stretch.features.iter().flatten().for_each(|&feature| features.see(feature));
        stretch.words.iter().flatten().for_each(|&word| words.see(word));
    }
    (features.index(LEAST_FEATURE), words.index(LEAST_WORD))
}

/// The label of every token; of contents in one another, the longer.
pub(crate) fn marked(document: &Document) -> Vec<Label> {
    let mut labels = vec![Label::Outside; document.article.tokens.len()];
    let mut quotes: Vec<_> = document.quotes.iter().collect();
    quotes.sort_by_key(|quote| std::cmp::Reverse(quote.content.iter().map(|s| s.range().len()).sum::<usize>()));
    let mut mark = |spans: &[Span], begin: Label, inside: Label| {
        for &span in spans {
            let mut label = begin;
            for token in tokens_of(&document.article, span) {
                if labels[token] == Label::Outside {
                    labels[token] = label;
                    label = inside;
                }
            }
        }
    };
    for quote in &quotes {
        mark(&quote.content, Label::BeginContent, Label::InContent);
    }
    for quote in quotes {
        mark(&quote.cue, Label::BeginCue, Label::InCue);
        mark(&quote.source, Label::BeginSource, Label::InSource);
    }
    labels
}

//! What the names network learns from, written as numbers for `names_network.py`.
//!
//! Into a folder, all little-endian: `vocabulary` (u64 features by row, the first row is 1), `words` (text: row, a tab,
//! the word), `of_words` (u8 by row: whether it is a word), and for each of `train` and the development sets NAME: `NAME.ids` (u32 rows of features), `NAME.ends` (u32: where
//! the ids of each token end; those of its place come last), `NAME.allowed` (u16 masks of labels), `NAME.sentences`
//! (u32: where each sentence ends), `NAME.weights` (f32, one each) and `NAME.linear` (f32: the linear chain's
//! probabilities of the labels, for the development sets).

use crate::corpus::{self, Document};
use crate::features::{Counts, Index};
use copydesk::tagger::crf::{Decoder, LABELS};
use copydesk::tagger::forms::Forms;
use copydesk::tagger::name_features::{Place, Usage};
use copydesk::tagger::name_network::{of_form, word};
use copydesk::tagger::{ClusterTable, Model, hash, linear};
use flate2::read::GzDecoder;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Features seen less often have no row.
const LEAST: u32 = 3;
/// So many words of the vectors have a row, seen in training or not.
const WORDS: usize = 50_000;

/// Writes the training set and the development sets.
pub(crate) fn export(data: &Path, model: &Model, out: &Path) {
    let clusters = model.section(copydesk::tagger::model::Section::Clusters);
    let clusters = ClusterTable::new(clusters);
    let training = corpus::training_set(data, 0.1);
    let mut counts = Counts::default();
    let mut of_words = HashSet::new();
    for document in &training {
        features(document, &clusters, |seen| {
            of_words.insert(seen[0]);
            for &feature in seen {
                counts.see(feature);
            }
        });
    }
    let file = File::open(data.join("words/embedding_clusters.tsv.gz")).expect("the word clusters");
    let lines = BufReader::new(GzDecoder::new(file)).lines().take(WORDS);
    let words: Vec<String> =
        lines.map(|line| line.expect("text").split('\t').next().unwrap_or("").to_owned()).collect();
    for text in &words {
        (0..LEAST).for_each(|_| counts.see(word(hash::text(text.as_bytes()))));
    }
    let index = counts.index(LEAST);
    let row = |feature| index.get(feature).map(|row| row + 1);
    std::fs::create_dir_all(out).expect("a folder to write to");
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(out.join(name), bytes).expect("a file to write to");
    write("vocabulary", index.features.iter().flat_map(|feature| feature.to_le_bytes()).collect());
    let listed = words.iter().filter_map(|text| Some(format!("{}\t{text}\n", row(word(hash::text(text.as_bytes())))?)));
    write("of_words", index.features.iter().map(|feature| u8::from(of_words.contains(feature))).collect());
    write("words", listed.collect::<String>().into_bytes());
    eprintln!("network: {} rows", index.features.len());
    let set = |name: &str, documents: &[Document], linear: Option<&Model>| {
        let set = Set::new(documents, &clusters, &index, linear);
        eprintln!("network: {name}: {} tokens, {} ids", set.ends.len(), set.ids.len());
        let words = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        let reals = |numbers: &[f32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
        write(&format!("{name}.ids"), words(&set.ids));
        write(&format!("{name}.ends"), words(&set.ends));
        write(&format!("{name}.sentences"), words(&set.sentences));
        write(&format!("{name}.weights"), reals(&set.weights));
        write(&format!("{name}.linear"), reals(&set.linear));
        write(&format!("{name}.allowed"), set.allowed.iter().flat_map(|n| n.to_le_bytes()).collect());
    };
    set("train", &training, None);
    for name in ["worldwide.dev", "uner_ewt.dev", "crossner_politics.dev"] {
        let path = data.join(format!("ner/{name}.jsonl.gz"));
        let corpus = corpus::corpus_of(&path).expect("a known corpus");
        let passages = corpus::passages(&path);
        let documents: Vec<Document> = passages.chunks(1).map(|group| corpus::document(corpus, group)).collect();
        set(name, &documents, Some(model));
    }
}

/// Calls `see` with the features of each token.
fn features(document: &Document, clusters: &ClusterTable<'_>, mut see: impl FnMut(&[u64])) {
    let article = &document.article;
    let mut seen = Vec::new();
    let forms = Forms::new(article, clusters);
    let usage = Usage::new(article, &forms);
    let mut place = Place::new(&forms, &usage);
    for sentence in &article.sentences {
        place.enter(article, sentence.token_range());
        for token in sentence.token_range() {
            seen.clear();
            of_form(forms.of(token), &mut seen);
            place.of_network(token, &mut seen);
            see(&seen);
        }
    }
}

#[derive(Default)]
struct Set {
    ids: Vec<u32>,
    ends: Vec<u32>,
    allowed: Vec<u16>,
    sentences: Vec<u32>,
    weights: Vec<f32>,
    linear: Vec<f32>,
}

impl Set {
    fn new(documents: &[Document], clusters: &ClusterTable<'_>, index: &Index, model: Option<&Model>) -> Self {
        let mut set = Self::default();
        for document in documents {
            let offset = set.ends.len() as u32;
            features(document, clusters, |seen| {
                set.ids.extend(seen.iter().filter_map(|&feature| index.get(feature)).map(|row| row + 1));
                set.ends.push(set.ids.len() as u32);
            });
            set.allowed.extend(&document.allowed);
            for sentence in &document.article.sentences {
                set.sentences.push(offset + sentence.token_range().end as u32);
                set.weights.push(document.weight);
            }
            if let Some(model) = model {
                let mut decoder = Decoder::default();
                let forms = model.forms(&document.article);
                linear(&document.article, &forms, model, |_, _, scores| {
                    for shares in decoder.shares(model.name_steps(), scores) {
                        set.linear.extend(&shares[..LABELS]);
                    }
                });
            }
        }
        set
    }
}

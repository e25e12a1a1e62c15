//! What the parser learns from, as numbers for `parser.py`: the features of every form, made by the library itself,
//! and the trees with parts of speech as the tagger gives them to text it has not seen.

use crate::clusters;
use crate::tags as tagging;
use crate::treebank::{self, Tree};
use copydesk::article::Article;
use copydesk::tagger::forms::Forms;
use copydesk::tagger::model::{Section, write as write_model};
use copydesk::tagger::network::{Bag, Builder};
use copydesk::tagger::parser::{PARTS, features, write_vectors};
use copydesk::tagger::tags::{self, LABELS};
use copydesk::tagger::{ClusterTable, Model, Rows, tag};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The tagger is trained so many times, each time on all but one part of the treebanks, which it then tags.
const FOLDS: usize = 5;

/// Where numbers and weights are kept while training.
const FOLDER: &str = "target/parser";

/// Trains a parser; the section of the model file. `vectors` is the package that `vectors.py` names.
pub(crate) fn train(data: &Path, vectors: &Path, python: &str) -> Vec<u8> {
    let folder = Path::new(FOLDER);
    write(data, folder);
    run(Command::new(python).arg("training/vectors.py").arg(vectors).arg("--out").arg(folder));
    run(Command::new(python).arg("training/parser.py").arg(folder).arg("--out").arg(folder));
    section(folder)
}

fn run(command: &mut Command) {
    let ended = command.status().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(ended.success(), "{command:?} ended with {ended}");
}

/// Writes the numbers, a file for each kind, into a folder.
fn write(data: &Path, out: &Path) {
    let table = clusters::build(data);
    let clusters = ClusterTable::new(&table);
    let mut numbers = Numbers::default();
    let train = treebank::both(data, "train");
    for fold in 0..FOLDS {
        let is_out = |i: usize| i * FOLDS / train.len() == fold;
        let rest: Vec<&Tree> = train.iter().enumerate().filter(|(i, _)| !is_out(*i)).map(|(_, tree)| tree).collect();
        let model = tagger(&rest, &clusters, &table);
        train
            .iter()
            .enumerate()
            .filter(|(i, _)| is_out(*i))
            .for_each(|(_, tree)| numbers.add(0, tree, &model, &clusters));
    }
    let model = tagger(&train.iter().collect::<Vec<_>>(), &clusters, &table);
    for (split, name) in [(1, "ewt"), (2, "gum")] {
        for tree in treebank::read(&data.join(format!("treebank/{name}.dev.conllu.gz"))) {
            numbers.add(split, &tree, &model, &clusters);
        }
    }
    numbers.write(out);
}

/// A model of parts of speech learned from these sentences.
fn tagger(trees: &[&Tree], clusters: &ClusterTable<'_>, table: &[u8]) -> Model {
    let weights = Rows::write(&tagging::train(trees, clusters, &tagging::Settings::default()));
    let steps = (Section::NameSteps, copydesk::tagger::crf::Steps::default().write());
    let sections = [(Section::TagWeights, weights), (Section::Clusters, table.to_vec()), steps];
    Model::from_bytes(write_model(&sections)).expect("a model just written")
}

/// Numbers by what they are.
#[derive(Default)]
struct Numbers {
    /// Features by number.
    features: BTreeMap<u64, u32>,
    /// Which forms have been seen, by all their features.
    forms: BTreeMap<Vec<u64>, u32>,
    by_form: Vec<Vec<u64>>,
    /// Form, label by the tagger, part of speech, tag, head and relation of every token.
    tokens: Vec<[u32; 6]>,
    /// Part of the data and length of every sentence.
    sentences: Vec<[u32; 2]>,
    pos: BTreeMap<String, u32>,
    tags: BTreeMap<String, u32>,
    relations: BTreeMap<String, u32>,
}

fn number(names: &mut BTreeMap<String, u32>, name: &str) -> u32 {
    let next = names.len() as u32;
    *names.entry(name.to_owned()).or_insert(next)
}

impl Numbers {
    fn add(&mut self, split: u32, tree: &Tree, model: &Model, clusters: &ClusterTable<'_>) {
        let mut article: Article = tree.article.clone();
        tag(&mut article, model);
        let forms = Forms::new(&article, clusters);
        for (i, token) in article.tokens.iter().enumerate() {
            let mut seen = Vec::new();
            features::see(forms.of(i), &mut seen);
            let next = self.by_form.len() as u32;
            let form = *self.forms.entry(seen.clone()).or_insert_with(|| {
                self.by_form.push(seen);
                next
            });
            let label = tags::label(token.pos, token.tag) as u32;
            self.tokens.push([
                form,
                label,
                number(&mut self.pos, tree.pos[i].as_str()),
                number(&mut self.tags, &tree.tags[i]),
                tree.heads[i] as u32,
                number(&mut self.relations, &tree.relations[i]),
            ]);
        }
        self.sentences.push([split, article.tokens.len() as u32]);
    }

    fn write(mut self, out: &Path) {
        std::fs::create_dir_all(out).expect("a folder to write to");
        let save = |name: &str, bytes: Vec<u8>| std::fs::write(out.join(name), bytes).expect("a file to write to");
        let mut bags = Vec::new();
        let mut ends = Vec::new();
        for form in &self.by_form {
            for feature in form {
                let next = self.features.len() as u32;
                bags.push(*self.features.entry(*feature).or_insert(next));
            }
            ends.push(bags.len() as u32);
        }
        let mut features = vec![0; self.features.len()];
        for (feature, number) in &self.features {
            features[*number as usize] = *feature;
        }
        save("features.u64", features.iter().flat_map(|f| f.to_le_bytes()).collect());
        save("bags.u32", bags.iter().flat_map(|f| f.to_le_bytes()).collect());
        save("ends.u32", ends.iter().flat_map(|f| f.to_le_bytes()).collect());
        save("tokens.u32", self.tokens.iter().flatten().flat_map(|f| f.to_le_bytes()).collect());
        save("sentences.u32", self.sentences.iter().flatten().flat_map(|f| f.to_le_bytes()).collect());
        for (name, names) in [("pos", &self.pos), ("tags", &self.tags), ("relations", &self.relations)] {
            let mut sorted: Vec<_> = names.iter().collect();
            sorted.sort_by_key(|(_, number)| **number);
            save(
                &format!("{name}.txt"),
                sorted.iter().flat_map(|(name, _)| format!("{name}\n").into_bytes()).collect(),
            );
        }
    }
}

/// The section of the model file, from the weights that `parser.py` learned from the numbers in a folder.
fn section(folder: &Path) -> Vec<u8> {
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let numbers = read("tensors.f32");
    let mut numbers = numbers.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four));
    let hashes =
        |name: &str| -> Vec<u64> { read(name).as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight)).collect() };
    let mut builder = Builder::default();
    let list = String::from_utf8(read("tensors.txt")).expect("text");
    for line in list.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, sort, count, columns] = fields[..] else { panic!("{line:?} is no tensor") };
        let tensor: Vec<f32> = numbers.by_ref().take(count.parse().expect("a number")).collect();
        let columns: usize = columns.parse().expect("a number");
        match (name, sort) {
            ("bag", _) => {
                let mut seen = hashes("bag.u64");
                seen.extend((0..PARTS).flat_map(|part| (0..=u8::MAX).map(move |code| features::of_code(part, code))));
                seen.extend((0..LABELS.len()).map(features::of_label));
                assert_eq!(seen.len() * columns, tensor.len(), "a row for each feature");
                Bag::write(&mut builder, name, &seen, columns, &tensor);
            }
            (_, "scaled") => builder.scaled(name, columns, &tensor),
            _ => builder.real(name, &tensor),
        }
    }
    let codes = read("codes.u8");
    let words: Vec<(u64, [u8; PARTS])> =
        hashes("words.u64").into_iter().zip(codes.as_chunks().0.iter().copied()).collect();
    write_vectors(&mut builder, &words);
    builder.write()
}

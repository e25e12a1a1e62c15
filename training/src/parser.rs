//! What the parser learns from, as numbers for `parser.py`: the features of every form, made by the library itself,
//! and the trees with parts of speech as the tagger gives them to text it has not seen.

use crate::clusters;
use crate::tags as tagging;
use crate::tensors;
use crate::treebank::{self, Tree};
use copydesk::article::Article;
use copydesk::tagger::forms::{Form, Forms};
use copydesk::tagger::model::{Section, write as write_model};
use copydesk::tagger::parser::{PARTS, features, write_vectors};
use copydesk::tagger::tags::{self, LABELS};
use copydesk::tagger::{ClusterTable, Model, Rows, tag};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The tagger is trained so many times, each time on all but one part of the treebanks, which it then tags.
const FOLDS: usize = 5;

/// Words whose vectors go into the model. Of twice as many the rest gained nothing: they have features enough.
const WORDS: usize = 30_000;
/// Where numbers and weights are kept while training.
const FOLDER: &str = "target/parser";

/// Trains a parser; the section of the model file. `package` has the word vectors, see `vectors.py`; without it nothing
/// is trained and the weights of the last time are taken.
pub(crate) fn train(data: &Path, package: Option<&Path>, python: &str) -> Vec<u8> {
    let folder = Path::new(FOLDER);
    if let Some(package) = package {
        run(Command::new(python).arg("training/vectors.py").arg(package).arg("--out").arg(folder));
        numbers(data, &Vectors::read(folder)).write(folder);
        run(Command::new(python).arg("training/parser.py").arg(folder));
    }
    section(folder, &Vectors::read(folder))
}

fn run(command: &mut Command) {
    let ended = command.status().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(ended.success(), "{command:?} ended with {ended}");
}

/// The treebanks as numbers.
fn numbers(data: &Path, vectors: &Vectors) -> Numbers {
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
            .for_each(|(_, tree)| numbers.add(0, tree, &model, &clusters, vectors));
    }
    let model = tagger(&train.iter().collect::<Vec<_>>(), &clusters, &table);
    for (split, name) in [(1, "ewt"), (2, "gum")] {
        for tree in treebank::read(&data.join(format!("treebank/{name}.dev.conllu.gz"))) {
            numbers.add(split, &tree, &model, &clusters, vectors);
        }
    }
    numbers
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
    /// One more than the row of each form's vector, or 0.
    vectors: Vec<u32>,
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
    fn add(&mut self, split: u32, tree: &Tree, model: &Model, clusters: &ClusterTable<'_>, vectors: &Vectors) {
        let mut article: Article = tree.article.clone();
        tag(&mut article, model);
        let forms = Forms::new(&article, clusters);
        for (i, token) in article.tokens.iter().enumerate() {
            let mut seen = Vec::new();
            features::see(forms.of(i), &mut seen);
            let next = self.by_form.len() as u32;
            let form = *self.forms.entry(seen.clone()).or_insert_with(|| {
                self.by_form.push(seen);
                let row = vectors.rows.get(&forms.of(i).lower);
                self.vectors.push(row.map_or(0, |row| *row as u32 + 1));
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

    /// Writes the numbers, a file for each kind.
    fn write(mut self, folder: &Path) {
        let (mut bags, mut ends) = (Vec::new(), Vec::new());
        for form in &self.by_form {
            for feature in form {
                let next = self.features.len() as u32;
                bags.push(*self.features.entry(*feature).or_insert(next));
            }
            ends.push(bags.len() as u32);
        }
        let mut features: Vec<(u32, u64)> = self.features.iter().map(|(feature, number)| (*number, *feature)).collect();
        features.sort_unstable();
        let codes = (0..PARTS).flat_map(|part| (0..=u8::MAX).map(move |code| features::of_code(part, code)));
        save(folder, "features.u64", features.into_iter().map(|(_, feature)| feature.to_le_bytes()));
        save(folder, "codes.u64", codes.map(u64::to_le_bytes));
        save(folder, "labels.u64", (0..LABELS.len()).map(|label| features::of_label(label).to_le_bytes()));
        save(folder, "bags.u32", bags.into_iter().map(u32::to_le_bytes));
        save(folder, "ends.u32", ends.into_iter().map(u32::to_le_bytes));
        save(folder, "vectors.u32", self.vectors.into_iter().map(u32::to_le_bytes));
        save(folder, "tokens.u32", self.tokens.into_iter().flatten().map(u32::to_le_bytes));
        save(folder, "sentences.u32", self.sentences.into_iter().flatten().map(u32::to_le_bytes));
        for (name, names) in [("pos.txt", self.pos), ("tags.txt", self.tags), ("relations.txt", self.relations)] {
            let mut sorted: Vec<_> = names.into_iter().collect();
            sorted.sort_by_key(|(_, number)| *number);
            save(folder, name, sorted.iter().map(|(name, _)| format!("{name}\n").into_bytes()));
        }
    }
}

fn save<T: AsRef<[u8]>>(folder: &Path, name: &str, parts: impl Iterator<Item = T>) {
    let mut bytes = Vec::new();
    parts.for_each(|part| bytes.extend_from_slice(part.as_ref()));
    std::fs::write(folder.join(name), bytes).expect("a file to write to");
}

/// The section of the model file, from the weights that `parser.py` learned.
fn section(folder: &Path, vectors: &Vectors) -> Vec<u8> {
    let mut builder = tensors::builder(&folder.join("tensors"), &folder.join("vocabulary"));
    let common = vectors.rows.iter().filter(|(_, row)| **row < WORDS);
    let words: Vec<(u64, [u8; PARTS])> = common.map(|(word, row)| (*word, vectors.codes[*row])).collect();
    write_vectors(&mut builder, &words);
    builder.write()
}

/// Word vectors as `vectors.py` squeezed them.
struct Vectors {
    /// Number of the row by the hash of a word, digits folded as in a form; the commonest of those that become the same.
    rows: BTreeMap<u64, usize>,
    codes: Vec<[u8; PARTS]>,
}

impl Vectors {
    fn read(folder: &Path) -> Self {
        let words = std::fs::read_to_string(folder.join("words.txt")).expect("the words of the vectors");
        let codes = std::fs::read(folder.join("codes.u8")).expect("the codes of the vectors").as_chunks().0.to_vec();
        let mut rows = BTreeMap::new();
        for (row, word) in words.lines().enumerate() {
            let form = Form::new(word, &word.to_lowercase(), &ClusterTable::new(&[]));
            rows.entry(form.lower).or_insert(row);
        }
        Self { rows, codes }
    }
}

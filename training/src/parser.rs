//! What the parser learns from, as numbers for `parser.py`: the features of every form, made by the library itself,
//! and the trees with parts of speech as the tagger gives them to text it has not seen.

use crate::clusters;
use crate::tags as tagging;
use crate::tensors;
use crate::treebank::{self, Tree};
use copydesk::article::Article;
use copydesk::tagger::forms::Forms;
use copydesk::tagger::model::{Section, write as write_model};
use copydesk::tagger::parser::features;
use copydesk::tagger::tags::{self, LABELS};
use copydesk::tagger::{ClusterTable, Model, Rows, tag};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// The tagger is trained so many times, each time on all but one part of the treebanks, which it then tags.
const FOLDS: usize = 5;

/// Where numbers and weights are kept while training.
const FOLDER: &str = "target/parser";

/// Trains a parser with a Python that has `PyTorch`; the section of the model file. Without a Python the weights of the
/// last time are taken.
pub(crate) fn train(data: &Path, python: Option<&str>) -> Vec<u8> {
    let folder = Path::new(FOLDER);
    if let Some(python) = python {
        std::fs::create_dir_all(folder).expect("a folder to write to");
        numbers(data).write(folder);
        let mut command = Command::new(python);
        let ended = command.arg("training/parser.py").arg(folder).status();
        assert!(ended.as_ref().is_ok_and(ExitStatus::success), "{command:?}: {ended:?}");
    }
    tensors::section(&folder.join("tensors"), &folder.join("vocabulary"))
}

/// The treebanks as numbers.
fn numbers(data: &Path) -> Numbers {
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
        save(folder, "features.u64", features.into_iter().map(|(_, feature)| feature.to_le_bytes()));
        save(folder, "labels.u64", (0..LABELS.len()).map(|label| features::of_label(label).to_le_bytes()));
        save(folder, "bags.u32", bags.into_iter().map(u32::to_le_bytes));
        save(folder, "ends.u32", ends.into_iter().map(u32::to_le_bytes));
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

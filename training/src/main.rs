//! Trains the models that copydesk embeds.
//!
//! ```text
//! cargo run --release -p training -- all --data ../shared/data --out models
//! ```

mod clusters;
mod corpus;
mod features;
mod lemmas;
mod names;
mod score;
mod tags;
mod treebank;

use copydesk::tagger::model::{Section, write};
use copydesk::tagger::{ClusterTable, Model, Rows};
use corpus::{Cut, Document};
use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let options: Vec<String> = arguments.collect();
    let option = |name: &str| options.iter().position(|o| o == name).and_then(|i| options.get(i + 1)).cloned();
    let data = PathBuf::from(option("--data").unwrap_or("../shared/data".into()));
    let out = PathBuf::from(option("--out").unwrap_or("models".into()));
    let cut = if options.iter().any(|o| o == "--gold-tokens") { Cut::Gold } else { Cut::Own };
    let mut settings = names::Settings::default();
    if let Some(v) = option("--epochs") {
        settings.epochs = v.parse().unwrap()
    }
    if let Some(v) = option("--dropout") {
        settings.dropout = v.parse().unwrap()
    }
    if let Some(v) = option("--least") {
        settings.least = v.parse().unwrap()
    }
    if let Some(v) = option("--prune") {
        settings.prune = v.parse().unwrap()
    }
    if let Some(v) = option("--rate") {
        settings.rate = v.parse().unwrap()
    }
    if let Some(v) = option("--seed") {
        settings.seed = v.parse().unwrap()
    }
    match command.as_str() {
        "all" => {
            let only = option("--only");
            let does = |part: &str| only.as_deref().is_none_or(|only| only == part);
            let table = clusters::build(&data);
            let clusters = ClusterTable::new(&table);
            let mut sections = vec![(Section::About, b"English names".to_vec())];
            if does("tags") {
                let trees = trees(&data, "train");
                sections.push((Section::TagWeights, Rows::write(&tags::train(&trees, &clusters))));
                sections.extend(lemmas::train(&trees));
            }
            if does("names") {
                let documents = training_set(&data, cut);
                let learned = names::train(&documents, &clusters, &settings);
                sections.push((Section::NameWeights, Rows::write(&learned.rows)));
                sections.push((Section::NameSteps, learned.steps.write()));
            }
            sections.push((Section::Clusters, table));
            let bytes = write(&sections);
            std::fs::create_dir_all(&out).expect("a folder to write to");
            std::fs::write(out.join("english.bin"), &bytes).expect("a file to write to");
            eprintln!("model: {:.1} MB", bytes.len() as f32 / 1e6);
            let model = Model::from_bytes(bytes).expect("what was written can be read");
            report(&data, cut, &model);
        }
        "score" => report(&data, cut, &Model::open(out.join("english.bin")).expect("a model")),
        "empty" => {
            let bytes = write(&[(Section::About, b"Knows nothing.".to_vec())]);
            std::fs::write(out.join("english.bin"), bytes).expect("a file to write to");
        }
        _ => panic!("{command:?} is none of: all, score, empty"),
    }
}

/// All that may be trained on.
fn training_set(data: &Path, cut: Cut) -> Vec<Document> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(data.join("ner")).expect("the corpora").map(|f| f.expect("a file").path()).collect();
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let held_out = name.starts_with("crossner_politics")
            || name == "worldwide.dev.jsonl.gz"
            || name == "uner_ewt.dev.jsonl.gz";
        let Some(corpus) = corpus::corpus_of(&path).filter(|_| !held_out) else { continue };
        let passages = corpus::passages(&path);
        for (i, group) in corpus::documents(&passages).into_iter().enumerate() {
            // Half the documents are read whole, half passage by passage, as short texts come.
            if i % 2 == 0 {
                documents.push(corpus::document(corpus, group, cut));
            } else {
                documents.extend(group.iter().map(|p| corpus::document(corpus, std::slice::from_ref(p), cut)));
            }
        }
    }
    documents
}

/// The trees of both treebanks.
fn trees(data: &Path, part: &str) -> Vec<treebank::Tree> {
    ["ewt", "gum"]
        .iter()
        .flat_map(|name| treebank::read(&data.join(format!("treebank/{name}.{part}.conllu.gz"))))
        .collect()
}

fn report_tags(data: &Path, model: &Model) {
    for name in ["ewt", "gum"] {
        let (mut pos, mut label, mut lemma, mut all) = (0, 0, 0, 0);
        for mut tree in treebank::read(&data.join(format!("treebank/{name}.dev.conllu.gz"))) {
            copydesk::tagger::tag(&mut tree.article, model);
            for (i, token) in tree.article.tokens.iter().enumerate() {
                all += 1;
                pos += usize::from(token.pos == tree.pos[i]);
                label += usize::from((token.pos, token.tag) == copydesk::tagger::tags::LABELS[tree.labels[i]]);
                lemma += usize::from(tree.article.words.get(token.lemma) == tree.lemmas[i]);
            }
        }
        let share = |n: usize| 100.0 * n as f32 / all as f32;
        println!("{name}.dev\tUPOS {:.2}\twith inflection {:.2}\tlemma {:.2}", share(pos), share(label), share(lemma));
    }
}

fn report(data: &Path, cut: Cut, model: &Model) {
    report_tags(data, model);
    let mut sum = 0.0;
    for (file, whole) in
        [("worldwide.dev", false), ("uner_ewt.dev", false), ("crossner_politics.dev", false), ("worldwide.dev", true)]
    {
        let path = data.join(format!("ner/{file}.jsonl.gz"));
        let corpus = corpus::corpus_of(&path).expect("a known corpus");
        let passages = corpus::passages(&path);
        let groups: Vec<&[corpus::Passage]> =
            if whole { corpus::documents(&passages) } else { passages.chunks(1).collect() };
        let documents: Vec<Document> = groups.into_iter().map(|group| corpus::document(corpus, group, cut)).collect();
        let [all, person, organisation, place] = score::score(&documents, model);
        if !whole {
            sum += all / 3.0
        }
        println!(
            "{file}{}\t{all:.2}\tPER {person:.1}\tORG {organisation:.1}\tLOC {place:.1}",
            if whole { " by article" } else { "" }
        );
    }
    println!("mean\t{sum:.2}");
}

//! Trains the models that copydesk embeds.
//!
//! ```text
//! cargo run --release -p training -- all --data ../shared/data --out models    # one command makes english.bin
//! cargo run --release -p training -- score --data ../shared/data --out models  # scores it on the development sets
//! cargo run --release -p training -- parser --python PYTHON --data ../shared/data --out models  # puts the parser into it
//! cargo run --release -p training -- trees --data ../shared/data --out models  # scores tags and trees alone
//! cargo run --release -p training -- speed --data ../shared/data --out models  # tokens a second on this machine
//! cargo run --release -p training -- read TEXTS.jsonl --out models             # names, for eval/entities.py
//! cargo run --release -p training -- html train ../shared/data/articles/*.jsonl.gz  # html.bin, the reader of pages
//! cargo run --release -p training -- quotes train --python PYTHON                  # quotes.bin, what reads quotations
//! cargo run --release -p training -- metadata score ../shared/data/articles/*.jsonl.gz  # headline, authors, day
//! ```

mod adagrad;
mod chain;
mod clusters;
mod corpus;
mod endings;
mod features;
mod forest;
mod html;
mod lemmas;
mod metadata;
mod names;
mod network;
mod parser;
mod quotes;
mod reliability;
mod report;
mod syntax;
mod tags;
mod tensors;
mod treebank;

use copydesk::Pipeline;
use copydesk::tagger::model::{Section, replace, write};
use copydesk::tagger::{ClusterTable, Effort, Model, Rows};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

const ABOUT: &str = "English: names, parts of speech, lemmas, dependencies. See english.md.";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let data = PathBuf::from(option("--data").map_or("../shared/data", String::as_str));
    let out = PathBuf::from(option("--out").map_or("models", String::as_str));
    let path = out.join("english.bin");
    let fast = option("--effort").is_some_and(|effort| effort == "fast");
    let effort = if fast { Effort::Fast } else { Effort::Full };
    let open = || Model::open(&path).unwrap_or_else(|e| panic!("{e}"));
    let save = |bytes: Vec<u8>| {
        std::fs::create_dir_all(&out).expect("a folder to write to");
        std::fs::write(&path, &bytes).expect("a file to write to");
        eprintln!("{}: {:.1} MB", path.display(), bytes.len() as f32 / 1e6);
    };
    match arguments.first().map_or("", String::as_str) {
        "all" => {
            let mut settings = (tags::Settings::default(), names::Settings::default());
            for (name, value) in arguments.iter().zip(&arguments[1..]) {
                settings.0.set(name, value);
                settings.1.set(name, value);
            }
            let only = option("--only").map(String::as_str);
            let sections = train(&data, &settings, only);
            save(if only.is_some() { replace(&open(), sections) } else { write(&sections) });
            report::scores(&data, &open(), effort);
        }
        "score" => report::scores(&data, &open(), effort),
        "export" => network::export(&data, &open(), Path::new(&arguments[1])),
        "pack" => {
            let folder = Path::new(&arguments[1]);
            let section = tensors::section(&folder.join("tensors"), &folder.join("vocabulary"));
            save(replace(&open(), vec![(Section::NameNetwork, section)]));
        }
        "parser" => {
            let section = parser::train(&data, option("--python").map(String::as_str));
            save(replace(&open(), vec![(Section::Parser, section)]));
            syntax::scores(&data, &open());
        }
        "trees" => syntax::scores(&data, &open()),
        "reliability" => {
            let pipeline = Pipeline { model: Arc::new(open()), effort, ..Pipeline::default() };
            reliability::table(&data, &pipeline);
        }
        "speed" => report::speed(&data, &Arc::new(open())),
        "read" => report::read(Path::new(&arguments[1]), open(), effort),
        "html" => html::main(&arguments[1..]),
        "metadata" => metadata::main(&arguments[1..]),
        "quotes" => quotes::main(&data, &arguments[1..]),
        // To build the library before there is a model.
        "empty" => save(write(&[(Section::About, b"Knows nothing.".to_vec())])),
        other => panic!("{other:?} is none of: all, parser, score, trees, speed, read, html, metadata, quotes, empty"),
    }
}

/// The sections of a model. `only` names the one part to train.
fn train(data: &Path, settings: &(tags::Settings, names::Settings), only: Option<&str>) -> Vec<(Section, Vec<u8>)> {
    let does = |part: &str| only.is_none_or(|only| only == part);
    let table = clusters::build(data);
    let clusters = ClusterTable::new(&table);
    let mut sections = vec![(Section::About, ABOUT.as_bytes().to_vec())];
    if does("tags") {
        let trees = treebank::both(data, "train");
        sections.push((
            Section::TagWeights,
            Rows::write(&tags::train(&trees.iter().collect::<Vec<_>>(), &clusters, &settings.0)),
        ));
        sections.extend(lemmas::train(&trees));
        sections.extend(lemmas::train_tags(&trees));
    }
    if does("names") {
        let learned = names::train(&corpus::training_set(data, settings.1.capitals), &clusters, &settings.1);
        sections.push((Section::NameWeights, Rows::write(&learned.rows)));
        sections.push((Section::NameSteps, learned.steps.write()));
    }
    sections.push((Section::Clusters, table));
    for (section, bytes) in &sections {
        eprintln!("{:16}{:>9} bytes", section.name(), bytes.len());
    }
    sections
}

/// The value of a setting.
fn number<T: FromStr>(name: &str, value: &str) -> T {
    value.parse().unwrap_or_else(|_| panic!("{name}: {value:?} is no such number"))
}

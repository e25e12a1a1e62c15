//! Trains and scores what finds quotations. `train` makes everything; the other commands are its steps, and figures.

mod choices;
mod gold;
mod numbers;
mod pairs;
mod score;
mod speed;

use crate::tensors;
use copydesk::Pipeline;
use copydesk::quotes::Network;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where numbers and weights are kept while training.
const FOLDER: &str = "target/quotes";

/// Runs a command.
pub(crate) fn main(data: &Path, arguments: &[String]) {
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let out = PathBuf::from(option("--out").map_or("models", String::as_str));
    let python = option("--python").map_or("python3", String::as_str);
    let everything = data;
    let data = data.join("quotes");
    let folder = option("--folder").map_or(Path::new(FOLDER), |folder| Path::new(folder));
    match arguments.first().map_or("", String::as_str) {
        "train" => {
            numbers::write(everything, folder);
            let learn =
                |options: &[&str]| run(Command::new(python).arg("training/quotes.py").arg(folder).args(options));
            learn(&["--teacher", "1"]);
            learn(&["--teacher", "2"]);
            learn(&[]);
            pack(folder, &out);
            learn(&["--without", "0"]);
            learn(&["--without", "1"]);
            pairs::write(&data, folder);
            run(Command::new(python).arg("training/quotes_pairs.py").arg(folder).arg(out.join("quotes_pairs.txt")));
            eprintln!("build again, so that the library has the pairs; then: training quotes speakers");
        }
        // The trees that choose a speaker learn from what the library makes of the pairs.
        "speakers" => {
            choices::write(&data, folder);
            run(Command::new(python)
                .arg("training/speakers.py")
                .arg(folder.join("speakers.tsv"))
                .arg(out.join("speakers.txt")));
        }
        "classes" => {
            let documents = gold::documents(&data.join("polnear.dev.jsonl.gz"), &Pipeline::default());
            score::classes(&documents);
            score::speech(&documents);
        }
        "speed" => speed::print(everything),
        "reliability" => {
            score::reliability(&gold::documents(&data.join("polnear.dev.jsonl.gz"), &Pipeline::default()));
        }
        "numbers" => numbers::write(everything, folder),
        "pack" => pack(folder, &out),
        "pairs" => pairs::write(&data, folder),
        other => panic!("{other:?} is none of: train, numbers, pack, pairs, speakers, classes, reliability, speed"),
    }
}

fn run(command: &mut Command) {
    let ended = command.status().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(ended.success(), "{command:?} ended with {ended}");
}

/// The file of a network, from the weights that `quotes.py` learned.
fn file(folder: &Path, name: &str) -> Vec<u8> {
    let [words, features] = ["words", "features.u64"].map(|name| folder.join(name));
    Network::file(&tensors::with_bags(&folder.join(name), &[("words", &words), ("features", &features)]))
}

fn pack(folder: &Path, out: &Path) {
    let bytes = file(folder, "network");
    eprintln!("quotes.bin: {} bytes", bytes.len());
    std::fs::write(out.join("quotes.bin"), bytes).expect("a file to write to");
}

/// Two networks that have seen every second article: the first not the even ones, the second not the odd ones.
fn halves(folder: &Path) -> [Network; 2] {
    ["half0", "half1"].map(|name| Network::read(Cow::Owned(file(folder, name))).unwrap_or_else(|e| panic!("{e}")))
}

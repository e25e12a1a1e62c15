//! One model from all pages, and one for each part of the sites from the others.
//!
//! Class words, first forest and second forest build on each other, so each learns from what the one before says of
//! pages it has not seen: page by page, the model without the page's part of the sites. The second forest without a part
//! thus learns from scores whose makers had seen that part; it sees nothing of those pages itself.

use super::figures::Body;
use super::pages::{FOLDS, Page, pages};
use super::weights;
use crate::forest::{Data, Forest, Settings};
use copydesk::html::{self, MAGIC, Model};
use std::path::PathBuf;

const FIRST: Settings =
    Settings { trees: 220, leaves: 31, rate: 0.09, least: 2.0, pull: 3.0, features: 0.3, warm: Some(10), seed: 7 };
const SECOND: Settings = Settings { trees: 130, leaves: 24, rate: 0.08, features: 0.35, seed: 11, ..FIRST };

/// The parts of a model as bytes; parts that come later may be empty.
#[derive(Clone, Default)]
struct Parts([Vec<u8>; 3]);

impl Parts {
    fn bytes(&self) -> Vec<u8> {
        let sections = self.0.iter().flat_map(|part| [(part.len() as u32).to_le_bytes().to_vec(), part.clone()]);
        MAGIC.iter().copied().chain(sections.flatten()).collect()
    }

    fn model(&self) -> Model {
        Model::read(&self.bytes()).expect("what was written can be read")
    }
}

/// Where the model without a part is kept, so that a change of rules can be scored without learning again.
fn path_without(fold: usize) -> PathBuf {
    PathBuf::from(format!("target/html/without_{fold}.bin"))
}

/// The models without each part of the sites, if they were learned for these features.
pub(super) fn folds() -> Option<Vec<Model>> {
    (0..FOLDS).map(|fold| Model::read(&std::fs::read(path_without(fold)).ok()?)).collect()
}

/// Runs jobs, as many at once as there are processors, and gives their results in order.
fn each<T: Send>(count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let mut results = Vec::new();
    for start in (0..count).step_by(at_once) {
        std::thread::scope(|scope| {
            let job = &job;
            let running: Vec<_> = (start..count.min(start + at_once)).map(|i| scope.spawn(move || job(i))).collect();
            results.extend(running.into_iter().map(|r| r.join().expect("a job that ends")));
        });
    }
    results
}

fn read(files: &[&str]) -> Vec<Page> {
    let all = files.iter().enumerate().flat_map(|(i, path)| pages(path).map(move |page| Page::new(i, page)));
    let all: Vec<Page> = all.collect();
    eprintln!("{} pages, {} blocks", all.len(), all.iter().map(|p| p.labels.len()).sum::<usize>());
    all
}

/// Prints the figures of each file, every page read with the model that has not seen its part.
fn print(files: &[&str], all: &[Page], models: &[Model], how: &str) {
    for (file, path) in files.iter().enumerate() {
        let (mut body, mut ceiling) = (Body::default(), Body::default());
        for page in all.iter().filter(|p| p.file == file) {
            let article = html::read_with(&page.html, page.url.as_deref(), &models[page.fold]);
            body.add(&page.gold, &article.body());
            ceiling.add(&page.gold, &page.labelled);
        }
        println!("{path}: {how} {}; every block right {}", body.figures(), ceiling.figures());
    }
}

/// Learns by cross-validation over sites and prints the figures; with `whole`, learns from all pages too and writes the
/// library's model.
pub(super) fn train(files: &[&str], whole: bool) {
    let known = folds().filter(|_| !whole);
    let all = read(files);
    let models = known.unwrap_or_else(|| {
        let mut parts = learn(&all, FOLDS, whole);
        std::fs::create_dir_all("target/html").expect("the repository's root");
        for (fold, parts) in parts.iter().enumerate().take(FOLDS) {
            std::fs::write(path_without(fold), parts.bytes()).expect("a folder to write to");
        }
        if let Some(parts) = parts.get(FOLDS) {
            let bytes = parts.bytes();
            println!("html.bin: {} bytes, {:?}", bytes.len(), parts.0.each_ref().map(Vec::len));
            std::fs::write("models/html.bin", bytes).expect("the repository's root");
        }
        parts.truncate(FOLDS);
        parts.iter().map(Parts::model).collect()
    });
    print(files, &all, &models, "cross-validated");
}

/// Prints the figures of each file with a model learned from the other files.
pub(super) fn sets(files: &[&str]) {
    let mut all = read(files);
    for page in &mut all {
        page.fold = page.file;
    }
    let models: Vec<Model> = learn(&all, files.len(), false).iter().map(Parts::model).collect();
    print(files, &all, &models, "learned from the other files");
}

/// The parts of the models without each of `folds` parts, then, with `whole`, of all pages.
fn learn(all: &[Page], folds: usize, whole: bool) -> Vec<Parts> {
    let count = folds + usize::from(whole);
    let classes = each(count, |fold| weights::learn(all.iter().filter(|p| p.fold != fold)));
    let mut parts: Vec<Parts> = classes.into_iter().map(|classes| Parts([classes, Vec::new(), Vec::new()])).collect();
    for (stage, settings) in [FIRST, SECOND].iter().enumerate() {
        let models: Vec<Model> = parts.iter().map(Parts::model).collect();
        let rows: Vec<Vec<f32>> = all
            .iter()
            .flat_map(|page| html::candidates(&page.html, page.url.as_deref(), &models[page.fold]))
            .map(|block| block.features)
            .collect();
        let data = Data::new(
            Model::FEATURES[stage],
            &rows.iter().map(Vec::as_slice).collect::<Vec<_>>(),
            all.iter().flat_map(|p| p.labels.iter().map(|&l| f32::from(u8::from(l)))).collect(),
            all.iter().flat_map(|p| p.weights.iter().copied()).collect(),
        )
        .of_folds(all.iter().flat_map(|p| p.labels.iter().map(|_| p.fold as u8)).collect());
        drop(rows);
        let forests = each(count, |fold| Forest::grow(&data, Some(fold), settings));
        for (parts, forest) in parts.iter_mut().zip(&forests) {
            parts.0[stage + 1] = forest.written(&data);
        }
        println!("stage {}: {}", stage + 1, forests[0].told());
    }
    parts
}

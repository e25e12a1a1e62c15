//! The scorer of HTML blocks: `training html train|cross|score|worst FILE.jsonl.gz …`.
//!
//! `train` grows the forest by cross-validation over sites (no site is in both training and test), prints the body
//! figures of each file and writes the forest grown on all pages to `models/html_blocks.txt`. `cross` prints the
//! cross-validated figures with the forests of the last `train`, `score` those of the library as it is, `worst` the pages furthest from their gold.

use crate::forest::{Data, Forest, Settings};
use copydesk::{decode, html};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};

#[derive(Deserialize)]
struct Gold {
    id: String,
    url: Option<String>,
    html: String,
    body: Option<String>,
    title: Option<String>,
    authors: Option<Vec<String>>,
    date: Option<String>,
}

impl Gold {
    /// The page's bytes, which the files hold as characters of the same numbers.
    fn bytes(&self) -> Vec<u8> {
        self.html.chars().map(|c| c as u8).collect()
    }
}

fn pages(path: &str) -> impl Iterator<Item = Gold> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.expect("readable")).expect("a page a line"))
}

/// Runs the sub-command.
pub(crate) fn main(arguments: &[String]) {
    match arguments.split_first() {
        Some((command, files)) if command == "train" => train(files, true),
        Some((command, files)) if command == "cross" => train(files, false),
        Some((command, files)) if command == "score" => score(files, 0),
        Some((command, files)) if command == "worst" => score(files, 25),
        Some((command, files)) if command == "show" => show(&files[0], &files[1]),
        _ => eprintln!("training html train|cross|score|worst FILE.jsonl.gz … | show FILE ID"),
    }
}

// ---- figures, as eval/articles.py has them

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect()
}

fn shingles<'a>(words: &[&'a str]) -> HashMap<Vec<&'a str>, i64> {
    let mut counts = HashMap::new();
    for i in 0..words.len().saturating_sub(3).max(1) {
        let part = words[i..(i + 4).min(words.len())].to_vec();
        if !part.is_empty() {
            *counts.entry(part).or_insert(0) += 1;
        }
    }
    counts
}

/// Shingles in both, only in the guess, only in the gold.
fn compare(gold: &str, guess: &str) -> (i64, i64, i64) {
    let (g, p) = (shingles(&words(gold)), shingles(&words(guess)));
    let both: i64 = g.iter().map(|(k, n)| p.get(k).map_or(0, |m| *n.min(m))).sum();
    (both, p.values().sum::<i64>() - both, g.values().sum::<i64>() - both)
}

#[derive(Default)]
struct Body {
    precision: Vec<f64>,
    recall: Vec<f64>,
}

impl Body {
    fn add(&mut self, (both, extra, missing): (i64, i64, i64)) {
        if both + extra > 0 {
            self.precision.push(both as f64 / (both + extra) as f64);
        }
        if both + missing > 0 {
            self.recall.push(both as f64 / (both + missing) as f64);
        }
    }

    fn figures(&self) -> String {
        let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len().max(1) as f64;
        let (p, r) = (mean(&self.precision), mean(&self.recall));
        format!("P {:.1} R {:.1} F1 {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r).max(1e-9))
    }
}

/// Seconds this thread has run, as Linux counts them; other people's load does not count.
fn seconds_on_core() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn author(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let leads = ["by ", "von ", "par ", "por ", "di ", "av ", "door "];
    let bare = leads.iter().find_map(|l| lower.strip_prefix(l)).unwrap_or(&lower);
    bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn score(files: &[String], worst: usize) {
    for path in files {
        let mut body = Body::default();
        let mut hits: HashMap<&str, (u32, u32)> = HashMap::new();
        let (mut seconds, mut size, mut count) = (0.0, 0_usize, 0);
        let mut each = Vec::new();
        for page in pages(path) {
            let bytes = page.bytes();
            size += bytes.len();
            count += 1;
            let start = seconds_on_core();
            let decoded = decode::decode(&bytes, None);
            let article = html::read(&decoded.text, page.url.as_deref());
            seconds += seconds_on_core() - start;
            if let Some(gold) = &page.body {
                let counts = compare(gold, &article.body());
                body.add(counts);
                let f1 = 200.0 * counts.0 as f64 / (2 * counts.0 + counts.1 + counts.2).max(1) as f64;
                each.push((f1, counts, page.id.clone(), page.url.clone().unwrap_or_default()));
            }
            let mut hit = |what, right: bool| {
                let entry = hits.entry(what).or_default();
                entry.0 += u32::from(right);
                entry.1 += 1;
            };
            if let Some(title) = page.title.as_deref().filter(|t| !t.is_empty()) {
                let got = article.part(copydesk::article::BlockKind::Headline).unwrap_or_default();
                hit("headline", squash(title) == squash(got));
                if worst > 0 && squash(title) != squash(got) {
                    println!("H {} gold {title:?} got {got:?}", page.id);
                }
            }
            if let Some(authors) = &page.authors {
                let set = |names: &[String]| {
                    names.iter().map(|n| author(n)).filter(|n| !n.is_empty()).collect::<HashSet<_>>()
                };
                let (gold, got) = (set(authors), set(&article.metadata.authors));
                if gold.is_empty() {
                    hit("false_authors", !got.is_empty());
                } else {
                    hit("authors", gold == got);
                }
                if worst > 0 && gold != got {
                    println!(
                        "A {} gold {authors:?} got {:?} {:?}",
                        page.id, article.metadata.authors, article.metadata.agency
                    );
                }
            }
            if let Some(date) = page.date.as_deref().filter(|d| !d.is_empty()) {
                let got = article.metadata.published.map(|t| t.date.to_string());
                hit("date", got.as_deref() == Some(date));
                if worst > 0 && got.as_deref() != Some(date) {
                    println!("D {} gold {date} got {got:?} {}", page.id, page.url.as_deref().unwrap_or_default());
                }
            }
        }
        println!("{path}: {count} pages, body {}", body.figures());
        let mut hits: Vec<_> = hits.into_iter().collect();
        hits.sort_unstable();
        for (what, (right, of)) in hits {
            println!("  {what} {:.1} of {of}", 100.0 * f64::from(right) / f64::from(of));
        }
        println!("  {:.0} pages/s, {:.0} MB/s", f64::from(count) / seconds, size as f64 / 1e6 / seconds);
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, counts, id, url) in each.iter().take(worst) {
            println!("  {f1:5.1} {counts:?} {id} {url}");
        }
    }
}

fn show(path: &str, id: &str) {
    for page in pages(path).filter(|p| p.id.starts_with(id)) {
        let bytes = page.bytes();
        let article = html::read(&decode::decode(&bytes, None).text, page.url.as_deref());
        println!("{:#?}\n{:?}", article.metadata, article.warnings);
        for block in &article.blocks {
            println!("[{}] {}", block.kind, block.span.of(&article.text));
        }
        println!("---- gold {:?} {:?} {:?}\n{}", page.title, page.authors, page.date, page.body.unwrap_or_default());
    }
}

// ---- training

/// The blocks of a page with what the gold says of each.
struct Page {
    file: usize,
    fold: usize,
    blocks: Vec<html::Candidate>,
    labels: Vec<bool>,
    gold: String,
}

const FOLDS: usize = 5;
const SETTINGS: Settings = Settings { trees: 140, leaves: 22, rate: 0.1, least: 1.0, features: 0.4, seed: 7 };

/// The site an address belongs to, as a number.
fn site(url: Option<&str>) -> u64 {
    let host =
        url.and_then(|u| u.split("://").nth(1)).and_then(|r| r.split(['/', '?', ':']).next()).unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len() >= 3 && labels[labels.len() - 2].len() <= 3 && labels[labels.len() - 1].len() == 2;
    let from = labels.len().saturating_sub(if second { 3 } else { 2 });
    labels[from..]
        .join(".")
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// Which blocks the gold text has: half of their shingles; short ones where they join a kept neighbour.
fn labels(blocks: &[html::Candidate], gold: &str) -> Vec<bool> {
    let gold = shingles(&words(gold));
    let cut: Vec<Vec<&str>> = blocks.iter().map(|b| words(&b.text)).collect();
    let mut labels: Vec<bool> = cut
        .iter()
        .map(|w| {
            let found = w.windows(4).filter(|s| gold.contains_key(*s)).count();
            w.len() >= 4 && found * 2 >= w.len() - 3
        })
        .collect();
    let joined = |before: &[&str], after: &[&str]| {
        let all: Vec<&str> = before.iter().chain(after).copied().collect();
        all.len() >= 4 && all.windows(4).all(|s| gold.contains_key(s))
    };
    for i in 0..blocks.len() {
        if cut[i].is_empty() || cut[i].len() >= 4 {
            continue;
        }
        let before =
            (i.saturating_sub(6)..i).rev().find(|&j| labels[j]).map(|j| &cut[j][cut[j].len().saturating_sub(3)..]);
        let after = (i + 1..blocks.len().min(i + 6)).find(|&j| labels[j]).map(|j| &cut[j][..cut[j].len().min(3)]);
        labels[i] = before.is_some_and(|b| joined(b, &cut[i])) || after.is_some_and(|a| joined(&cut[i], a));
    }
    labels
}

/// Where the forest grown without a fold is kept, so that a change of rules can be scored without growing it again.
fn fold_path(fold: usize) -> String {
    format!("target/html_without_fold_{fold}.txt")
}

fn train(files: &[String], write: bool) {
    let mut all = Vec::new();
    for (file, path) in files.iter().enumerate() {
        for page in pages(path) {
            let bytes = page.bytes();
            let blocks = html::candidates(&decode::decode(&bytes, None).text, page.url.as_deref());
            let gold = page.body.unwrap_or_default();
            let labels = labels(&blocks, &gold);
            all.push(Page { file, fold: (site(page.url.as_deref()) % FOLDS as u64) as usize, blocks, labels, gold });
        }
    }
    eprintln!("{} pages, {} blocks", all.len(), all.iter().map(|p| p.blocks.len()).sum::<usize>());
    let grow = |skip: Option<usize>| {
        let of = || all.iter().filter(|p| Some(p.fold) != skip);
        let rows: Vec<&[f32]> = of().flat_map(|p| p.blocks.iter().map(|b| b.features.as_slice())).collect();
        let labels = of().flat_map(|p| p.labels.iter().map(|&l| f32::from(u8::from(l)))).collect();
        let weights = of()
            .flat_map(|p| {
                let gold = words(&p.gold).len();
                p.blocks.iter().map(move |b| ((words(&b.text).len() + 2) as f32 / (gold + 100) as f32).sqrt() * 4.0)
            })
            .collect();
        Forest::grow(&Data::new(&rows, labels, weights), &SETTINGS)
    };
    let mut forests = Vec::new();
    if write {
        let folds: Vec<usize> = (0..FOLDS).collect();
        for pair in folds.chunks(2) {
            std::thread::scope(|scope| {
                let running: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || grow(Some(fold)))).collect();
                forests.extend(running.into_iter().map(|r| r.join().expect("a forest")));
            });
        }
        for (fold, forest) in forests.iter().enumerate() {
            std::fs::write(fold_path(fold), forest.written()).expect("the repository's root, built");
        }
    } else {
        let read = |fold| Forest::read(&std::fs::read_to_string(fold_path(fold)).ok()?);
        forests.extend((0..FOLDS).map(|fold| read(fold).expect("`train` has been run")));
    }
    // The whole reader is scored, with the trees of the other folds in it.
    for (file, path) in files.iter().enumerate() {
        let (mut body, mut ceiling) = (Body::default(), Body::default());
        for (page, known) in pages(path).zip(all.iter().filter(|p| p.file == file)) {
            let decoded = decode::decode(&page.bytes(), None).text.into_owned();
            let forest = &forests[known.fold];
            let article = html::read_with(&decoded, page.url.as_deref(), |row| forest.probability(row));
            body.add(compare(&known.gold, &article.body()));
            ceiling.add(compare(&known.gold, &labelled(known)));
        }
        println!("{path}: cross-validated {}; every block right {}", body.figures(), ceiling.figures());
    }
    if !write {
        return;
    }
    let forest = grow(None);
    let mut gains: Vec<(usize, f64)> = forest.gains.iter().copied().enumerate().collect();
    gains.sort_by(|a, b| b.1.total_cmp(&a.1));
    println!("gains: {:?}", gains.iter().take(40).map(|g| (g.0, g.1.round())).collect::<Vec<_>>());
    let text = format!("# Which blocks belong to the article. Written by `training html train`.\n{}", forest.written());
    std::fs::write("models/html_blocks.txt", text).expect("the repository's root");
}

/// The blocks that the gold has as one text, repeats dropped as the library drops them.
fn labelled(page: &Page) -> String {
    let mut seen = HashSet::new();
    let chosen = page.blocks.iter().zip(&page.labels);
    let chosen = chosen.filter(|(b, label)| **label && !b.headline && (b.text.len() < 30 || seen.insert(&b.text)));
    chosen.map(|(b, _)| b.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

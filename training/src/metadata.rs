//! Headline, authors and day of HTML pages: `training metadata score|misses FILE.jsonl.gz …`.
//!
//! `score` prints the figures as `eval/articles.py` has them, `misses` the pages that are wrong too, each with the
//! blocks of the page that hold what the gold has.

use crate::forest::{Data, Forest, Settings};
use copydesk::article::{Article, BlockKind};
use copydesk::{decode, html};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};

#[derive(Deserialize)]
struct Gold {
    id: String,
    url: Option<String>,
    html: String,
    title: Option<String>,
    authors: Option<Vec<String>>,
    date: Option<String>,
}

fn pages(path: &str) -> impl Iterator<Item = Gold> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.expect("readable")).expect("a page a line"))
}

impl Gold {
    /// The page as text; the files hold its bytes as characters of the same numbers.
    fn text(&self) -> String {
        let bytes: Vec<u8> = self.html.chars().map(|c| c as u8).collect();
        decode::decode(&bytes, None).text.into_owned()
    }
}

/// Runs the sub-command.
pub(crate) fn main(arguments: &[String]) {
    match arguments.split_first() {
        Some((command, files)) if command == "score" => score(files, false),
        Some((command, files)) if command == "misses" => score(files, true),
        Some((command, files)) if command == "train" => train(files),
        _ => eprintln!("training metadata score|misses FILE.jsonl.gz …"),
    }
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

fn set(names: &[String]) -> HashSet<String> {
    names.iter().map(|n| author(n)).filter(|n| !n.is_empty()).collect()
}

/// What is scored, with what the gold has and what was found, and whether they agree.
fn compared(gold: &Gold, article: &Article) -> Vec<(&'static str, bool, String)> {
    let mut all = Vec::new();
    if let Some(title) = gold.title.as_deref().filter(|t| !t.is_empty()) {
        let found = article.part(BlockKind::Headline).unwrap_or_default();
        all.push(("headline", squash(title) == squash(found), format!("{title:?} not {found:?}")));
    }
    if let Some(authors) = &gold.authors {
        let (wanted, found) = (set(authors), set(&article.metadata.authors));
        let what = if wanted.is_empty() { "anonymous" } else { "authors" };
        let told = format!("{authors:?} not {:?} {:?}", article.metadata.authors, article.metadata.agency);
        all.push((what, wanted == found, told));
    }
    if let Some(date) = gold.date.as_deref().filter(|d| !d.is_empty()) {
        let found = article.metadata.published.map(|t| t.to_string()).unwrap_or_default();
        all.push(("day", found.get(..10) == Some(date), format!("{date} not {found}")));
    }
    all
}

fn score(files: &[String], misses: bool) {
    for path in files {
        let mut hits: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for page in pages(path) {
            let text = page.text();
            let article = html::read(&text, page.url.as_deref());
            for (what, right, told) in compared(&page, &article) {
                let (of, all) = hits.entry(what).or_default();
                *of += u32::from(right);
                *all += 1;
                if misses && !right {
                    println!("{what} {} {told} {}", page.id, page.url.as_deref().unwrap_or_default());
                    show(&page, &text, what);
                }
            }
        }
        let figure = |(what, (right, all)): (&&str, &(u32, u32))| {
            format!("{what} {:.1} of {all}", 100.0 * f64::from(*right) / f64::from(*all))
        };
        println!("{path}: {}", hits.iter().map(figure).collect::<Vec<_>>().join(", "));
    }
}

/// The blocks that hold what the gold has, by their distance from the headline.
fn show(page: &Gold, text: &str, what: &str) {
    let wanted: Vec<String> = match what {
        "authors" => page.authors.iter().flatten().cloned().collect(),
        "day" => return,
        _ => return,
    };
    let blocks = html::candidates(text, page.url.as_deref());
    let headline = blocks.iter().position(|b| b.headline).unwrap_or(0);
    for (i, block) in blocks.iter().enumerate().filter(|(_, b)| wanted.iter().any(|w| b.text.contains(w.as_str()))).take(4) {
        let shown: String = block.text.chars().take(110).collect();
        println!("    {:+} {shown:?}", i as isize - headline as isize);
    }
}

// ---- training

const WEIGHTS: [f32; 3] = [1.7, 4.0, 1.0];
const FOLDS: u64 = 5;
const SETTINGS: Settings = Settings { trees: 60, leaves: 6, rate: 0.15, least: 3.0, features: 0.5, seed: 7 };

/// What a page says about one question, and which of it is right.
struct Asked {
    fold: u64,
    file: usize,
    id: String,
    rows: Vec<Vec<f32>>,
    right: Vec<bool>,
    told: Vec<String>,
}

fn train(files: &[String]) {
    let (mut headlines, mut authors, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let (mut headline_names, mut author_names, mut day_names): (&[&str], &[&str], &[&str]) = (&[], &[], &[]);
    for (file, path) in files.iter().enumerate() {
        for page in pages(path) {
            let (text, url) = (page.text(), page.url.as_deref());
            let fold = site(url) % FOLDS;
            let ask = |all: &mut Vec<Asked>, choices: Vec<html::Choice>, right: &dyn Fn(&[String]) -> bool| {
                let right = choices.iter().map(|c| right(&c.value)).collect();
                let told = choices.iter().map(|c| c.value.join("|")).collect();
                let rows = choices.into_iter().map(|c| c.features).collect();
                all.push(Asked { fold, file, id: page.id.clone(), rows, right, told });
            };
            if let Some(title) = page.title.as_deref().filter(|t| !t.is_empty()) {
                let (choices, names) = html::headlines(&text, url);
                headline_names = names;
                ask(&mut headlines, choices, &|value| squash(&value[0]) == squash(title));
            }
            if let Some(date) = page.date.as_deref().filter(|d| !d.is_empty()) {
                let (choices, names) = html::days(&text, url);
                day_names = names;
                ask(&mut days, choices, &|value| value[0] == date);
            }
            if let Some(gold) = &page.authors {
                let (choices, names) = html::authors(&text, url);
                author_names = names;
                ask(&mut authors, choices, &|value| set(value) == set(gold));
            }
        }
    }
    let only = std::env::var("ONLY").unwrap_or_default();
    for (what, asked, names) in [("headline", &headlines, headline_names), ("authors", &authors, author_names), ("day", &days, day_names)] {
        if only.is_empty() || only == what {
            question(what, asked, files, names);
        }
    }
}

fn grow(asked: &[Asked], skip: Option<u64>) -> Forest {
    // Where nothing is right nothing is learned.
    let of = || asked.iter().filter(|a| Some(a.fold) != skip && a.right.contains(&true));
    let rows: Vec<&[f32]> = of().flat_map(|a| a.rows.iter().map(Vec::as_slice)).collect();
    let labels: Vec<f32> = of().flat_map(|a| a.right.iter().map(|&r| f32::from(u8::from(r)))).collect();
    let counts: Vec<usize> = of().map(|a| a.rows.len()).collect();
    let weights: Vec<f32> = of().flat_map(|a| a.rows.iter().map(|_| WEIGHTS[a.file.min(2)])).collect();
    let mut settings = SETTINGS;
    let var = |n: &str, d: f32| std::env::var(n).ok().and_then(|v| v.parse::<f32>().ok()).unwrap_or(d);
    settings.trees = var("T", 60.0) as usize;
    settings.leaves = var("L", 6.0) as usize;
    settings.rate = var("R", 0.15);
    settings.least = var("M", 3.0);
    settings.features = var("F", 0.5);
    let weights = weights.iter().map(|w| w.powf(var("W", 1.0))).collect();
    let right: Vec<Vec<f32>> = of().map(|a| { let n = a.right.iter().filter(|r| **r).count() as f32; a.right.iter().map(|&r| if r { 1.0/n } else { 0.0 }).collect() }).collect();
    let labels = if var("S", 1.0) > 0.0 { right.concat() } else { labels };
    let data = Data::new(&rows, labels, weights);
    Forest::grow(&if var("S", 1.0) > 0.0 { data.choosing(counts) } else { data }, &settings)
}

fn question(what: &str, asked: &[Asked], files: &[String], names: &[&str]) {
    let folds: Vec<Forest> = (0..FOLDS).map(|fold| grow(asked, Some(fold))).collect();
    let all = grow(asked, None);
    let chosen = |a: &Asked, forest: &Forest| {
        let scores = a.rows.iter().map(|r| forest.probability(r)).enumerate();
        scores.reduce(|best, next| if next.1 > best.1 { next } else { best }).is_some_and(|(at, _)| a.right[at])
    };
    if std::env::var("SHOW").is_ok() {
        for a in asked {
            let scores: Vec<f32> = a.rows.iter().map(|r| folds[a.fold as usize].probability(r)).collect();
            let Some(best) = (0..scores.len()).reduce(|b, n| if scores[n] > scores[b] { n } else { b }) else { continue };
            if a.right[best] { continue }
            let say = |i: usize| {
                let f: Vec<String> = names.iter().zip(&a.rows[i]).filter(|(_, v)| **v != 0.0).map(|(n, v)| format!("{n}={v:.2}")).collect();
                println!("   {:?} {:.2} {}", a.told[i], scores[i], f.join(" "));
            };
            println!("{} {}", a.file, a.id);
            say(best);
            for i in (0..scores.len()).filter(|i| a.right[*i]) { say(i) }
        }
    }
    for (file, path) in files.iter().enumerate() {
        let of = || asked.iter().filter(|a| a.file == file);
        let share = |right: usize| 100.0 * right as f64 / of().count().max(1) as f64;
        println!(
            "{what} {path}: cross-validated {:.1}, in sample {:.1}, possible {:.1} of {}",
            share(of().filter(|a| chosen(a, &folds[a.fold as usize])).count()),
            share(of().filter(|a| chosen(a, &all)).count()),
            share(of().filter(|a| a.right.contains(&true)).count()),
            of().count(),
        );
        if what == "authors" {
            let empty = |a: &&Asked| a.right[0];
            let named = || of().filter(|a| !a.right[0]).count().max(1) as f64;
            let (right, anonymous) = (of().filter(|a| !a.right[0]).filter(|a| chosen(a, &folds[a.fold as usize])).count(), of().filter(empty).count());
            let wrong = of().filter(empty).filter(|a| !chosen(a, &folds[a.fold as usize])).count();
            println!("authors  of named {:.1}; false on anonymous {:.1} of {anonymous}", 100.0 * right as f64 / named(), 100.0 * wrong as f64 / anonymous.max(1) as f64);
        }
    }
    let mut gains: Vec<(&str, f64)> = names.iter().copied().zip(all.gains.iter().copied()).collect();
    gains.sort_by(|a, b| b.1.total_cmp(&a.1));
    println!("gains: {:?}", gains.iter().map(|g| (g.0, g.1.round())).collect::<Vec<_>>());
    let mut text = format!("# What speaks for a {what}: a weight, then its tests. Written by `training metadata train`.\n");
    for (weight, tests) in all.rules() {
        let tests: Vec<String> = tests
            .iter()
            .map(|(feature, above, bound)| format!("{}{}{bound}", names[*feature], if *above { ">" } else { "<=" }))
            .collect();
        writeln!(text, "{weight:.3}\t{}", tests.join(" ")).expect("strings take everything");
    }
    std::fs::write(format!("src/html/metadata/{what}.rules"), text).expect("the repository's root");
}

/// The site an address belongs to, as a number.
fn site(url: Option<&str>) -> u64 {
    let host =
        url.and_then(|u| u.split("://").nth(1)).and_then(|r| r.split(['/', '?', ':']).next()).unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len() >= 3 && labels[labels.len() - 2].len() <= 3 && labels[labels.len() - 1].len() == 2;
    let from = labels.len().saturating_sub(if second { 3 } else { 2 });
    let name = labels[from..].join(".");
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

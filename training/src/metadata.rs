//! Headline, authors and day of HTML pages: `training metadata train|score|misses FILE.jsonl.gz …`.
//!
//! `train` learns how much each thing that a page says counts, cross-validated over sites (no site is in both training
//! and test), prints the share of pages that is right and writes `src/html/metadata/*.rules`. `score` prints the
//! figures of the library as it is, as `eval/articles.py` has them, and the share of pages on which everybody the gold
//! names is found, agencies and the publisher in their own fields (`credited`); `misses` the pages that are wrong too.

use crate::forest::{Data, Forest, Settings};
use copydesk::article::{Article, BlockKind, agency};
use copydesk::html::{Choice, Choices, Question};
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

    /// Whether an answer is right; None where the gold has none to the question.
    fn agrees(&self, question: Question, answer: &[String]) -> Option<bool> {
        let first = answer.first().map_or("", String::as_str);
        match question {
            Question::Headline => {
                let title = self.title.as_deref().filter(|t| !t.is_empty())?;
                Some(squash(title) == squash(first))
            }
            Question::Authors => Some(set(self.authors.as_ref()?) == set(answer)),
            Question::Day => {
                let date = self.date.as_deref().filter(|d| !d.is_empty())?;
                Some(date == first)
            }
        }
    }

    /// Whether the article has everybody the gold names, organisations as agency or publisher, and nobody else.
    fn credits(&self, article: &Article) -> bool {
        let (gold, metadata) = (self.authors.as_deref().unwrap_or_default(), &article.metadata);
        let publisher = metadata.publisher.as_deref().map(squash);
        let apart = |name: &&String| {
            let agency = agency(name);
            agency.is_some() && agency == metadata.agency.as_deref() || publisher == Some(squash(name))
        };
        let people: Vec<String> = gold.iter().filter(|name| !apart(name)).cloned().collect();
        let found = set(&metadata.authors);
        found == set(&people) || found == set(gold)
    }

    fn is_anonymous(&self) -> bool {
        self.authors.as_ref().is_some_and(|a| set(a).is_empty())
    }
}

/// Runs the sub-command.
pub(crate) fn main(arguments: &[String]) {
    match arguments.split_first() {
        Some((command, files)) if command == "train" => train(files),
        Some((command, files)) if command == "score" => score(files, false),
        Some((command, files)) if command == "misses" => score(files, true),
        _ => eprintln!("training metadata train|score|misses FILE.jsonl.gz …"),
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

// ---- figures

/// What the library answers.
fn answer(article: &Article, question: Question) -> Vec<String> {
    match question {
        Question::Headline => article.part(BlockKind::Headline).map(str::to_owned).into_iter().collect(),
        Question::Authors => article.metadata.authors.clone(),
        Question::Day => article.metadata.published.map(|t| t.date.to_string()).into_iter().collect(),
    }
}

fn score(files: &[String], misses: bool) {
    for path in files {
        let mut hits: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for page in pages(path) {
            let article = html::read(&page.text(), page.url.as_deref());
            for question in Question::ALL {
                let found = answer(&article, question);
                let Some(right) = page.agrees(question, &found) else { continue };
                let anonymous = question == Question::Authors && page.is_anonymous();
                if question == Question::Authors && !anonymous {
                    let (of, all) = hits.entry("credited").or_default();
                    *of += u32::from(page.credits(&article));
                    *all += 1;
                }
                let (of, all) = hits.entry(if anonymous { "anonymous" } else { question.name() }).or_default();
                *of += u32::from(right);
                *all += 1;
                if misses && !right {
                    let gold = (&page.title, &page.authors, &page.date);
                    println!("{} {} {found:?} {gold:?} {:?}", question.name(), page.id, page.url);
                }
            }
        }
        let figure = |(what, (right, all)): (&&str, &(u32, u32))| {
            format!("{what} {:.1} of {all}", 100.0 * f64::from(*right) / f64::from(*all))
        };
        println!("{path}: {}", hits.iter().map(figure).collect::<Vec<_>>().join(", "));
    }
}

// ---- training

const FOLDS: u64 = 5;
const SETTINGS: Settings =
    Settings { trees: 60, leaves: 6, rate: 0.15, least: 3.0, pull: 1.0, features: 0.5, warm: None, seed: 7 };

/// What a page says about one question, and which of it is right.
struct Asked {
    file: usize,
    fold: u64,
    anonymous: bool,
    rows: Vec<Vec<f32>>,
    right: Vec<bool>,
}

fn train(files: &[String]) {
    let mut asked: Vec<Vec<Asked>> = Question::ALL.iter().map(|_| Vec::new()).collect();
    for (file, path) in files.iter().enumerate() {
        for page in pages(path) {
            let fold = site(page.url.as_deref()) % FOLDS;
            let choices = Choices::new(&page.text(), page.url.as_deref());
            for (question, asked) in Question::ALL.into_iter().zip(&mut asked) {
                let of = choices.of(question);
                if page.agrees(question, &[]).is_none() {
                    continue;
                }
                let right = of.iter().map(|c| page.agrees(question, &c.value) == Some(true)).collect();
                let rows = of.iter().map(|c: &Choice| c.features.clone()).collect();
                let anonymous = question == Question::Authors && page.is_anonymous();
                asked.push(Asked { file, fold, anonymous, rows, right });
            }
        }
    }
    for (question, asked) in Question::ALL.into_iter().zip(&asked) {
        learn(question, asked, files);
    }
}

/// A forest over the pages of all folds but one.
fn grow(asked: &[Asked], files: usize, skip: Option<u64>) -> Forest {
    // Where nothing is right nothing is learned.
    let of = || asked.iter().filter(|a| Some(a.fold) != skip && a.right.contains(&true));
    // Sets count alike, but no page more than four times.
    let sizes: Vec<usize> = (0..files).map(|file| asked.iter().filter(|a| a.file == file).count()).collect();
    let most = sizes.iter().copied().max().unwrap_or(1);
    let (mut rows, mut labels, mut weights, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for page in of() {
        let right = page.right.iter().filter(|r| **r).count() as f32;
        let weight = (most as f32 / sizes[page.file] as f32).min(4.0);
        rows.extend(page.rows.iter().map(Vec::as_slice));
        labels.extend(page.right.iter().map(|&r| if r { 1.0 / right } else { 0.0 }));
        weights.extend(page.rows.iter().map(|_| weight));
        counts.push(page.rows.len());
    }
    let count = rows.first().map_or(0, |row| row.len());
    Forest::grow(&Data::new(count, &rows, labels, weights).choosing(counts), None, &SETTINGS)
}

fn is_right(page: &Asked, forest: &Forest) -> bool {
    let scores = page.rows.iter().map(|r| forest.odds(r)).enumerate();
    scores.reduce(|best, next| if next.1 > best.1 { next } else { best }).is_some_and(|(at, _)| page.right[at])
}

fn learn(question: Question, asked: &[Asked], files: &[String]) {
    let folds: Vec<Forest> = (0..FOLDS).map(|fold| grow(asked, files.len(), Some(fold))).collect();
    let all = grow(asked, files.len(), None);
    for (file, path) in files.iter().enumerate() {
        for anonymous in [false, true] {
            let of: Vec<&Asked> = asked.iter().filter(|a| a.file == file && a.anonymous == anonymous).collect();
            if of.is_empty() {
                continue;
            }
            let share = |right: &dyn Fn(&Asked) -> bool| {
                100.0 * of.iter().filter(|a| right(a)).count() as f64 / of.len() as f64
            };
            println!(
                "{}{} {path}: cross-validated {:.1}, in sample {:.1}, possible {:.1} of {}",
                question.name(),
                if anonymous { " of anonymous pages" } else { "" },
                share(&|a| is_right(a, &folds[a.fold as usize])),
                share(&|a| is_right(a, &all)),
                share(&|a| a.right.contains(&true)),
                of.len(),
            );
        }
    }
    let names = question.features();
    let about = "What speaks for a candidate: a weight, then its tests. Written by `training metadata train`.";
    let mut text = format!("# {about}\n");
    for (weight, tests) in all.rules() {
        let sign = |above: bool| if above { ">" } else { "<=" };
        let tests = tests.iter().map(|&(feature, above, bound)| format!("{}{}{bound}", names[feature], sign(above)));
        writeln!(text, "{weight:.3}\t{}", tests.collect::<Vec<_>>().join(" ")).expect("strings take everything");
    }
    std::fs::write(format!("src/html/metadata/{}.rules", question.name()), text).expect("the repository's root");
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

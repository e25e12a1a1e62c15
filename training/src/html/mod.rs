//! The model of HTML pages: `training html train|cross|sets|score|worst FILE.jsonl.gz … | show FILE ID`.
//!
//! `train` learns by cross-validation over sites (no site is in both training and test), prints the body figures of
//! each file and writes what is learned from all pages to `models/html.bin`. `cross` prints the cross-validated figures
//! alone, with the models of the last `train` or `cross` if `target/html` has them; `sets` learns from all files but
//! one, for each. `score` prints the figures of the library as it is, `worst` the pages furthest from their gold as
//! well, `show` one page with the log odds of its blocks; with `--cross` they take the cross-validated models.

mod figures;
mod learn;
mod pages;
mod weights;

use copydesk::article::{BlockKind, WarningKind};
use copydesk::html::Model;
use copydesk::{decode, html};
use figures::{Body, compare, f1};
use pages::{Gold, fold_of, pages};
use std::collections::{HashMap, HashSet};

/// Runs the sub-command.
pub(crate) fn main(arguments: &[String]) {
    let files: Vec<&str> = arguments.iter().skip(1).map(String::as_str).filter(|a| !a.starts_with("--")).collect();
    let models = arguments.iter().any(|a| a == "--cross").then(|| learn::folds().expect("`html cross` has been run"));
    match arguments.first().map(String::as_str) {
        Some("train") => learn::train(&files, true),
        Some("cross") => learn::train(&files, false),
        Some("sets") => learn::sets(&files),
        Some("score") => score(&files, 0, models.as_deref()),
        Some("worst") => score(&files, 25, models.as_deref()),
        Some("show") if files.len() == 2 => show(files[0], files[1], models.as_deref()),
        _ => eprintln!("training html train|cross|sets|score|worst FILE.jsonl.gz … | show FILE ID"),
    }
}

/// The model that has not seen a page, if there are such.
fn model_for<'m>(page: &Gold, models: Option<&'m [Model]>) -> &'m Model {
    models.map_or(Model::embedded(), |models| &models[fold_of(page.url.as_deref())])
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

fn score(files: &[&str], worst: usize, models: Option<&[Model]>) {
    for path in files {
        let mut body = Body::default();
        let mut hits: HashMap<&str, (u32, u32)> = HashMap::new();
        let (mut seconds, mut size, mut count) = (0.0, 0_usize, 0);
        let mut each = Vec::new();
        for page in pages(path) {
            let model = model_for(&page, models);
            let bytes = page.bytes();
            size += bytes.len();
            count += 1;
            let start = seconds_on_core();
            let decoded = decode::decode(&bytes, None);
            let article = html::read_with(&decoded.text, page.url.as_deref(), model);
            seconds += seconds_on_core() - start;
            if let Some(gold) = &page.body {
                body.add(gold, &article.body());
                let counts = compare(gold, &article.body());
                each.push((100.0 * f1(counts), counts, page.id.clone(), page.url.clone().unwrap_or_default()));
            }
            let mut hit = |what, right: bool| {
                let entry = hits.entry(what).or_default();
                entry.0 += u32::from(right);
                entry.1 += 1;
            };
            for kind in article.warnings.iter().map(|w| w.kind) {
                if matches!(kind, WarningKind::NoArticle | WarningKind::Guessed) {
                    hit(if kind == WarningKind::NoArticle { "warned: no article" } else { "warned: guessed" }, true);
                    if worst > 0 {
                        println!("W {} {:?}", page.id, article.warnings);
                    }
                }
            }
            if let Some(title) = page.title.as_deref().filter(|t| !t.is_empty()) {
                let got = article.part(BlockKind::Headline).unwrap_or_default();
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
            if what.starts_with("warned") {
                println!("  {what} {of} pages");
            } else {
                println!("  {what} {:.1} of {of}", 100.0 * f64::from(right) / f64::from(of));
            }
        }
        println!("  {:.0} pages/s, {:.0} MB/s", f64::from(count) / seconds, size as f64 / 1e6 / seconds);
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, counts, id, url) in each.iter().take(worst) {
            println!("  {f1:5.1} {counts:?} {id} {url}");
        }
    }
}

fn show(path: &str, id: &str, models: Option<&[Model]>) {
    for page in pages(path).filter(|p| p.id.starts_with(id)) {
        let bytes = page.bytes();
        let (decoded, model) = (decode::decode(&bytes, None).text, model_for(&page, models));
        let article = html::read_with(&decoded, page.url.as_deref(), model);
        println!("{:#?}\n{:?}", article.metadata, article.warnings);
        for block in html::candidates(&decoded, page.url.as_deref(), model) {
            println!("{:6.2} {:?}", block.odds, block.text);
        }
        for block in &article.blocks {
            println!("[{}] {}", block.kind, block.span.of(&article.text));
        }
        println!("---- gold {:?} {:?} {:?}\n{}", page.title, page.authors, page.date, page.body.unwrap_or_default());
    }
}

//! How well mentions are grouped and pronouns resolved: B³ on Re-DocRED's gold mentions, F1 on GAP, and the three
//! measures of the CoNLL shared tasks on GUM.
//!
//! `cargo run --release -p training --bin coreference [-- --model PATH] [--wrong]`; `--wrong` prints what is grouped
//! otherwise, `--train` takes GUM's training part alone. With `rows` it prints what `training/pronouns.py` learns from.

use copydesk::article::{Article, EntityKind, Form, Mention};
use copydesk::names::{self, UserNames};
use copydesk::tagger::{self, Effort, Model};
use copydesk::{Span, entities, layout, segment};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

mod conll;
mod gum;
mod rows;

type Choices = Vec<copydesk::entities::Choice>;

fn main() {
    let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/coreference"));
    let arguments: Vec<String> = std::env::args().collect();
    let wrong = arguments.iter().any(|argument| argument == "--wrong");
    let train = arguments.iter().any(|argument| argument == "--train");
    let path = arguments.iter().position(|a| a == "--model").and_then(|i| arguments.get(i + 1));
    let model = path.map(|path| Arc::new(Model::open(Path::new(path)).unwrap_or_else(|e| panic!("{e}"))));
    let model = model.unwrap_or_else(Model::embedded);
    if arguments.iter().any(|a| a == "rows") {
        rows::gap(&data.join("gap.dev.tsv.gz"), &model);
        rows::gum(&data.join("../treebank/gum.train.conllu.gz"), &model);
        rows::news(&data.join("../quotes/polnear.train.silver_speakers.jsonl.gz"), &model);
        return;
    }
    if train {
        return gum(&data.join("../treebank/gum.train.conllu.gz"), &model, wrong);
    }
    redocred(&data.join("redocred.dev.json.gz"), &model, wrong);
    gap(&data.join("gap.dev.tsv.gz"), &model, wrong);
    gum(&data.join("../treebank/gum.dev.conllu.gz"), &model, wrong);
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "vertexSet")]
    vertices: Vec<Vec<Vertex>>,
    sents: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Vertex {
    pos: (usize, usize),
    sent_id: usize,
    #[serde(rename = "type")]
    kind: String,
}

fn redocred(path: &Path, model: &Model, wrong: bool) {
    let documents: Vec<Document> = serde_json::from_str(&unpack(path)).expect("Re-DocRED is JSON");
    let mut scores: HashMap<&str, Score> = HashMap::new();
    for document in &documents {
        let (mut text, mut places) = (String::new(), Vec::new());
        for sentence in &document.sents {
            let mut spans = Vec::new();
            for token in sentence {
                let start = text.len();
                text.push_str(token);
                spans.push(Span::new(start, text.len()));
                text.push(' ');
            }
            places.push(spans);
        }
        let mut gold: HashMap<Span, (usize, &str)> = HashMap::new();
        for (cluster, vertex) in document.vertices.iter().enumerate() {
            for mention in vertex {
                let tokens = &places[mention.sent_id][mention.pos.0..mention.pos.1];
                let span = tokens.iter().copied().reduce(Span::cover).unwrap_or_default();
                gold.insert(span, (cluster, mention.kind.as_str()));
            }
        }
        let given = gold.iter().filter_map(|(&span, &(_, kind))| {
            let kind = match kind {
                "PER" => EntityKind::Person,
                "ORG" => EntityKind::Org,
                "LOC" => EntityKind::Gpe,
                "MISC" => EntityKind::Event,
                _ => return None,
            };
            Some(Mention::new(span, kind, Form::Name, 1.0))
        });
        let article = read(text, given.collect(), model, false);
        let found: HashMap<Span, u32> = article
            .mentions
            .iter()
            .filter(|m| m.form == Form::Name)
            .filter_map(|m| Some((m.span, m.entity?)))
            .collect();
        let mut golds: HashMap<usize, HashSet<Span>> = HashMap::new();
        let mut answers: HashMap<u32, HashSet<Span>> = HashMap::new();
        for (&span, &(cluster, _)) in gold.iter().filter(|(span, _)| found.contains_key(span)) {
            golds.entry(cluster).or_default().insert(span);
            answers.entry(found[&span]).or_default().insert(span);
        }
        for (span, entity) in &found {
            let Some(&(cluster, kind)) = gold.get(span) else { continue };
            let (truth, answer) = (&golds[&cluster], &answers[entity]);
            let shared = truth.intersection(answer).count() as f64;
            for group in [kind, "all"] {
                scores.entry(group).or_default().add(shared / answer.len() as f64, shared / truth.len() as f64);
            }
            if wrong && truth != answer {
                let list =
                    |spans: &HashSet<Span>| spans.iter().map(|s| s.of(&article.text)).collect::<Vec<_>>().join(" | ");
                println!("{kind}\t{}\tgold {}\tfound {}", span.of(&article.text), list(truth), list(answer));
            }
        }
    }
    for kind in ["PER", "ORG", "LOC", "MISC", "all"] {
        println!("Re-DocRED {kind}: {}", scores.entry(kind).or_default());
    }
}

/// Sums of precision and recall over mentions.
#[derive(Default)]
struct Score {
    precision: f64,
    recall: f64,
    mentions: f64,
}

impl Score {
    fn add(&mut self, precision: f64, recall: f64) {
        self.precision += precision;
        self.recall += recall;
        self.mentions += 1.0;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p, r) = (self.precision / self.mentions, self.recall / self.mentions);
        write!(f, "B³ {:.1} (precision {:.1}, recall {:.1})", 200.0 * p * r / (p + r), 100.0 * p, 100.0 * r)
    }
}

/// For one gender of pronouns: right, wrongly said, missed.
#[derive(Default)]
struct Counts([u32; 3]);

impl Counts {
    fn f1(&self) -> f64 {
        let [right, extra, missed] = self.0.map(f64::from);
        200.0 * right / (2.0 * right + extra + missed)
    }
}

fn gap(path: &Path, model: &Model, wrong: bool) {
    let table = unpack(path);
    let (mut masculine, mut feminine) = (Counts::default(), Counts::default());
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, text, pronoun, pronoun_at, a, a_at, a_is, b, b_at, b_is, ..] = cells[..] else { continue };
        let span = |at: &str, words: &str| {
            let start = at.parse().ok().and_then(|n| text.char_indices().nth(n)).map_or(0, |(i, _)| i);
            Span::new(start, start + words.len())
        };
        let names = [(span(a_at, a), a_is), (span(b_at, b), b_is)];
        let place = span(pronoun_at, pronoun);
        let given = names.iter().map(|&(span, _)| Mention::new(span, EntityKind::Person, Form::Name, 1.0));
        let article = read(text.to_owned(), given.collect(), model, true);
        let entity_at = |span: Span, form: Form| {
            article.mentions.iter().filter(|m| m.form == form && m.span.overlaps(span)).find_map(|m| m.entity)
        };
        let answer = entity_at(place, Form::Pronoun);
        let masculine_pronoun = pronoun.to_lowercase().starts_with('h') && !pronoun.to_lowercase().starts_with("her");
        let counts = if masculine_pronoun { &mut masculine } else { &mut feminine };
        let mut right = true;
        for (span, truth) in names {
            let said = answer.is_some() && entity_at(span, Form::Name) == answer;
            match (said, truth == "TRUE") {
                (true, true) => counts.0[0] += 1,
                (true, false) => counts.0[1] += 1,
                (false, true) => counts.0[2] += 1,
                (false, false) => {}
            }
            right &= said == (truth == "TRUE");
        }
        if wrong && !right {
            let who = answer.map_or("nobody", |e| article.entities[e as usize].name.as_str());
            println!("{id}\t{pronoun} is {who}, not {a} {a_is} / {b} {b_is}\t{text}");
        }
    }
    let all = Counts(std::array::from_fn(|i| masculine.0[i] + feminine.0[i]));
    println!("GAP: F1 {:.1} (masculine {:.1}, feminine {:.1})", all.f1(), masculine.f1(), feminine.f1());
}

/// GUM's clusters of two and more, of everything and of people, organisations and places only, against what is found in
/// the bare text. A mention found is the smallest phrase of the gold that holds it and whose head it holds.
fn gum(path: &Path, model: &Model, wrong: bool) {
    let (mut all, mut named) = (conll::Scores::default(), conll::Scores::default());
    let mut linked: HashMap<&str, [u32; 2]> = HashMap::new();
    for document in gum::read(path) {
        let (article, _) = read_choices(document.text.clone(), Vec::new(), model);
        links(&document, &article, wrong, &mut linked);
        for (scores, kinds) in [(&mut all, None), (&mut named, Some(["person", "organization", "place"]))] {
            let wanted = |kind: &str| kinds.is_none_or(|kinds| kinds.contains(&kind));
            let mut gold: HashMap<&str, Vec<usize>> = HashMap::new();
            for (number, mention) in document.mentions.iter().enumerate().filter(|(_, m)| wanted(&m.kind)) {
                gold.entry(&mention.cluster).or_default().push(number);
            }
            let mut found: HashMap<u32, Vec<usize>> = HashMap::new();
            let mut taken: HashSet<usize> = HashSet::new();
            for (number, mention) in article.mentions.iter().enumerate() {
                let Some(entity) = mention.entity else { continue };
                let phrases = document.mentions.iter().enumerate();
                let held = phrases.filter(|(_, g)| g.span.contains(mention.span) && mention.span.contains(g.head));
                let phrase = held.min_by_key(|(_, g)| g.span.len());
                let known = phrase.filter(|&(phrase, _)| taken.insert(phrase));
                if known.is_none_or(|(_, g)| wanted(&g.kind)) {
                    let place = known.map_or(document.mentions.len() + number, |(phrase, _)| phrase);
                    found.entry(entity).or_default().push(place);
                }
            }
            let several = |clusters: Vec<Vec<usize>>| clusters.into_iter().filter(|c| c.len() > 1).collect::<Vec<_>>();
            scores.add(&several(found.into_values().collect()), &several(gold.into_values().collect()));
        }
    }
    println!("GUM, all: {all}");
    println!("GUM, people, organisations, places: {named}");
    for form in ["pronoun", "nominal"] {
        let [right, all] = linked.get(form).copied().unwrap_or_default();
        println!("GUM, {form}s linked to a name: {all}, {right} of them rightly");
    }
}

/// Counts the pronouns and descriptions that stand in a gold cluster with one of the names that they are linked to.
fn links(document: &gum::Document, article: &Article, wrong: bool, linked: &mut HashMap<&'static str, [u32; 2]>) {
    let cluster = |span: Span| {
        let held = document.mentions.iter().filter(|g| g.span.contains(span) && span.contains(g.head));
        held.min_by_key(|g| g.span.len()).map(|g| g.cluster.as_str())
    };
    for mention in &article.mentions {
        let Some(entity) = mention.entity.map(|e| &article.entities[e as usize]) else { continue };
        let form = match mention.form {
            Form::Name => continue,
            Form::Pronoun => "pronoun",
            _ => "nominal",
        };
        let names = entity.mentions.iter().map(|&m| &article.mentions[m as usize]).filter(|m| m.form == Form::Name);
        let here = cluster(mention.span);
        let right = here.is_some() && names.into_iter().any(|name| cluster(name.span) == here);
        let counts = linked.entry(form).or_default();
        counts[0] += u32::from(right);
        counts[1] += 1;
        if wrong {
            let sign = if right { '+' } else { '-' };
            println!("{sign}{form}\t{}\t{}\t{}", document.id, article.words_of(mention.span), entity.name);
        }
    }
}

/// The text read with those names and, where `more`, the model's own that do not touch them.
fn read(text: String, mut given: Vec<Mention>, model: &Model, more: bool) -> Article {
    let mut article = layout::prose(text);
    segment::segment(&mut article);
    let forms = tagger::tag(&mut article, model);
    if more {
        names::find(&mut article, &forms, model, Effort::Full, &UserNames::default());
        article.mentions.retain(|found| !given.iter().any(|g| g.span.overlaps(found.span)));
    }
    article.mentions.append(&mut given);
    entities::resolve(&mut article, &forms, model, Effort::Full);
    article
}

fn read_choices(text: String, mut given: Vec<Mention>, model: &Model) -> (Article, Choices) {
    let mut article = layout::prose(text);
    segment::segment(&mut article);
    let forms = tagger::tag(&mut article, model);
    names::find(&mut article, &forms, model, Effort::default(), &UserNames::default());
    article.mentions.retain(|found| !given.iter().any(|g| g.span.overlaps(found.span)));
    article.mentions.append(&mut given);
    let choices = entities::choices(&mut article, &forms, model, Effort::Full);
    (article, choices)
}

fn unpack(path: &Path) -> String {
    let file = std::fs::File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).expect("gold is UTF-8");
    text
}

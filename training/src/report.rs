//! What a model can do: names as the evaluation scores them, parts of speech, lemmas, speed.

use crate::corpus::{self, Document, Passage, trim};
use crate::syntax;
use copydesk::article::{Article, Form, Offsets};
use copydesk::pipeline::{Format, Given};
use copydesk::segment::segment;
use copydesk::tagger::{Effort, Model, names, parser, tag};
use copydesk::{Pipeline, Span, layout};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

const PERSON: &[&str] =
    &["PER", "person", "Person", "PERSON", "politician", "scientist", "musicalartist", "writer", "researcher"];
const ORGANISATION: &[&str] = &[
    "ORG",
    "organisation",
    "organization",
    "Organization",
    "Organisation",
    "corporation",
    "group",
    "politicalparty",
    "band",
    "university",
];
const PLACE: &[&str] = &["LOC", "GPE", "FAC", "location", "Location", "Facility", "country"];

/// Person, organisation, place: the number of a label's kind in the evaluation; None for others.
pub(crate) fn coarse(label: &str) -> Option<usize> {
    [PERSON, ORGANISATION, PLACE].iter().position(|labels| labels.contains(&label))
}

/// Right, in the gold, found.
#[derive(Clone, Copy, Debug, Default)]
struct Tally([usize; 3]);

impl Tally {
    /// The harmonic mean of precision and recall, in percent.
    fn f1(self) -> f32 {
        let [right, gold, found] = self.0;
        200.0 * right as f32 / (gold + found).max(1) as f32
    }
}

/// The names of the gold and those found, persons, organisations and places alone; found ones with their probability.
type Names = (HashSet<(Span, usize)>, Vec<((Span, usize), f32)>);

fn names_of(document: &Document, model: &Model, effort: Effort) -> Names {
    let text = &document.article.text;
    let gold = document.gold.iter().flatten().filter_map(|(span, label)| Some((*span, coarse(label)?)));
    let tokens = &document.article.tokens;
    let found = names(&document.article, &model.forms(&document.article), model, effort)
        .into_iter()
        .filter(|name| name.kind < 3)
        .map(|name| {
            let span = tokens[name.tokens.start].span.cover(tokens[name.tokens.end - 1].span);
            ((trim(text, span), name.kind), name.probability)
        });
    (gold.collect(), found.collect())
}

/// F1 of persons, organisations and places together, then of each, strict spans, by the weights alone.
fn score(documents: &[Document], model: &Model, effort: Effort) -> [f32; 4] {
    let mut tallies = [Tally::default(); 4];
    for document in documents {
        let (gold, found) = names_of(document, model, effort);
        for kind in 0..3 {
            let right = found.iter().filter(|(name, _)| name.1 == kind && gold.contains(name)).count();
            let gold = gold.iter().filter(|name| name.1 == kind).count();
            let found = found.iter().filter(|(name, _)| name.1 == kind).count();
            for tally in [0, kind + 1] {
                for (sum, n) in tallies[tally].0.iter_mut().zip([right, gold, found]) {
                    *sum += n;
                }
            }
        }
    }
    tallies.map(Tally::f1)
}

/// Prints how many of the names are right that the model is so sure of.
fn confidence(documents: &[Document], model: &Model, effort: Effort) {
    let steps = [0.0, 0.5, 0.7, 0.9, 0.99, 1.1];
    let mut counts = [(0, 0); 5];
    for document in documents {
        let (gold, found) = names_of(document, model, effort);
        for (name, probability) in found {
            let step = steps[1..].iter().position(|&s| probability < s).unwrap_or(4);
            counts[step].0 += usize::from(gold.contains(&name));
            counts[step].1 += 1;
        }
    }
    for (step, (right, all)) in steps.iter().zip(counts) {
        println!("confidence from {step}\t{all} names\t{:.0} % right", 100.0 * right as f32 / all.max(1) as f32);
    }
}

/// Prints what the model reaches on the development sets.
pub(crate) fn scores(data: &Path, model: &Model, effort: Effort) {
    syntax::scores(data, model);
    let mut mean = 0.0;
    for (file, how) in [
        ("worldwide.dev", ""),
        ("uner_ewt.dev", ""),
        ("crossner_politics.dev", ""),
        ("worldwide.dev", "by article"),
        ("worldwide.dev", "as headlines"),
    ] {
        let path = data.join(format!("ner/{file}.jsonl.gz"));
        let corpus = corpus::corpus_of(&path).expect("a known corpus");
        let mut passages = corpus::passages(&path);
        if how == "as headlines" {
            passages = passages.iter().map(|passage| passage.shouted(1)).collect();
        }
        let groups: Vec<&[Passage]> =
            if how == "by article" { corpus::documents(&passages) } else { passages.chunks(1).collect() };
        let documents: Vec<Document> = groups.into_iter().map(|group| corpus::document(corpus, group)).collect();
        let [all, person, organisation, place] = score(&documents, model, effort);
        if file == "worldwide.dev" && how.is_empty() {
            confidence(&documents, model, effort);
        }
        mean += if how.is_empty() { all / 3.0 } else { 0.0 };
        println!("{file} {how}\t{all:.2}\tPER {person:.1}\tORG {organisation:.1}\tLOC {place:.1}");
    }
    println!("mean\t{mean:.2}");
}

/// Prints tokens a second for each stage, best of five, on one core, over news articles.
pub(crate) fn speed(data: &Path, model: &Arc<Model>) {
    let passages = corpus::passages(&data.join("ner/worldwide.dev.jsonl.gz"));
    let mut articles: Vec<Article> = corpus::documents(&passages)
        .into_iter()
        .map(|group| {
            let mut text = String::new();
            for passage in group {
                text.push_str(if text.is_empty() { "" } else { "\n\n" });
                corpus::join(&passage.tokens, &mut text);
            }
            layout::prose(text)
        })
        .collect();
    let cut = cpu();
    articles.iter_mut().for_each(segment);
    let cut = cpu().saturating_sub(cut);
    let tokens: usize = articles.iter().map(|article| article.tokens.len()).sum();
    println!("{} articles, {tokens} tokens", articles.len());
    let print = |what: &str, time: Duration| {
        println!("{what}\t{:.0} tokens/s", tokens as f64 / time.as_secs_f64());
    };
    print("segment", cut);
    let best = |mut run: Box<dyn FnMut() + '_>| {
        let time = |()| {
            let started = cpu();
            run();
            cpu().saturating_sub(started)
        };
        [(); 5].map(time).into_iter().min().unwrap_or_default()
    };
    let mut forms = Vec::new();
    let time = best(Box::new(|| forms = articles.iter_mut().map(|article| tag(article, model)).collect()));
    print("tag", time);
    for (what, effort) in [("names, fast", Effort::Fast), ("names, full", Effort::Full)] {
        let mut found = 0;
        let time = best(Box::new(|| {
            found =
                articles.iter().zip(&forms).map(|(article, forms)| names(article, forms, model, effort).len()).sum();
        }));
        print(what, time);
        println!("{found} names");
    }
    let time = best(Box::new(|| articles.iter().for_each(|article| drop(parser::parse(article, model)))));
    print("parse", time);
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    for (what, effort) in [("all stages, fast", Effort::Fast), ("all stages, full", Effort::Full)] {
        let pipeline = Pipeline { model: model.clone(), effort, ..Pipeline::default() };
        let given = Given { format: Some(Format::Prose), ..Given::default() };
        print(what, best(Box::new(|| texts.iter().for_each(|text| drop(pipeline.parse(*text, &given))))));
    }
}

/// The time this thread has been on a core, so that other programs do not count; elsewhere than on Linux, the time.
fn cpu() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|line| line.split(' ').next()?.parse().ok());
    spent.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// A text as `eval/entities.py --texts` writes it.
#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// Names as `eval/entities.py --predictions` reads them.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    entities: Vec<(usize, usize, &'static str)>,
}

/// Prints the names in texts, one JSON object a line.
pub(crate) fn read(path: &Path, model: Model, effort: Effort) {
    let pipeline = Pipeline { model: Arc::new(model), effort, ..Pipeline::default() };
    let file = std::fs::File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    for line in BufReader::new(file).lines() {
        let given: Text = serde_json::from_str(&line.expect("text")).expect("an id and a text");
        let settings = Given { format: Some(Format::Prose), ..Given::default() };
        let article = pipeline.parse(given.text.as_str(), &settings);
        let offsets = Offsets::new(&article.text);
        let place = |at: u32| offsets.code_point(&article.text, at as usize);
        let names = article.mentions.iter().filter(|mention| mention.form == Form::Name);
        let entities = names.map(|m| (place(m.span.start), place(m.span.end), m.kind.as_str())).collect();
        println!("{}", serde_json::to_string(&Answer { id: &given.id, entities }).expect("JSON"));
    }
}

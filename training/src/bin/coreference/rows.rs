//! Pronouns with everybody they may stand for and whether they do, to train `models/pronouns.txt` on: one candidate a
//! line, `source text pronoun label is_a is_b evidence`, and a line `truth` for each text of GAP.

use super::Choices;
use copydesk::Span;
use copydesk::article::{Article, EntityKind, Form, Mention};
use copydesk::entities::Candidate;
use copydesk::tagger::Model;
use std::path::Path;

/// Prints a candidate; label 1 is meant, 0 is not, -1 nobody knows.
fn row(source: &str, id: &str, pronoun: Span, label: i32, ab: &str, c: &Candidate) {
    let e: Vec<String> = c.evidence.iter().map(ToString::to_string).collect();
    println!("{source}\t{id}\t{}\t{label}\t{ab}\t{}", pronoun.start, e.join(","));
}

/// GAP: two names and a pronoun a text.
pub(crate) fn gap(path: &Path, model: &Model) {
    let table = super::unpack(path);
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, text, pronoun, pronoun_at, a, a_at, a_is, b, b_at, b_is, ..] = cells[..] else { continue };
        let span = |at: &str, words: &str| {
            let start = at.parse().ok().and_then(|n| text.char_indices().nth(n)).map_or(0, |(i, _)| i);
            Span::new(start, start + words.len())
        };
        let (pa, pb, place) = (span(a_at, a), span(b_at, b), span(pronoun_at, pronoun));
        let given = [pa, pb].map(|span| Mention::new(span, EntityKind::Person, Form::Name, 1.0));
        let (article, choices): (Article, Choices) = super::read_choices(text.to_owned(), given.to_vec(), model);
        let at = |span: Span| {
            article.mentions.iter().filter(|m| m.form == Form::Name && m.span.overlaps(span)).find_map(|m| m.entity)
        };
        let (ea, eb) = (at(pa), at(pb));
        let (ta, tb) = (a_is == "TRUE", b_is == "TRUE");
        let mut seen = false;
        for choice in choices.iter().filter(|c| c.pronoun == place) {
            seen = true;
            for c in &choice.candidates {
                let e = c.entity.and_then(|_| at(c.span));
                let (is_a, is_b) = (e.is_some() && e == ea, e.is_some() && e == eb);
                let label = if is_a && ta || is_b && tb {
                    1
                } else if is_a || is_b || ta || tb {
                    0
                } else {
                    -1
                };
                row("gap", id, place, label, &format!("{}\t{}", u8::from(is_a), u8::from(is_b)), c);
            }
        }
        if !seen {
            eprintln!("no choice for {id} {pronoun}");
        }
        println!(
            "truth\t{id}\t{}\t{}\t{}\t{}",
            u8::from(ta),
            u8::from(tb),
            u8::from(ea.is_some() && ea == eb),
            pronoun
        );
    }
}

/// GUM: the gold clusters.
pub(crate) fn gum(path: &Path, model: &Model) {
    for d in super::gum::read(path) {
        let given = d
            .mentions
            .iter()
            .filter(|m| m.kind == "person")
            .filter_map(|m| m.name)
            .map(|span| Mention::new(span, EntityKind::Person, Form::Name, 1.0));
        let mut given: Vec<Mention> = given.collect();
        given.sort_by_key(|m| m.span.start);
        given.dedup_by_key(|m| m.span);
        let (_, choices) = super::read_choices(d.text.clone(), given, model);
        for choice in &choices {
            let Some(gold) = d.mentions.iter().find(|m| m.span == choice.pronoun) else { continue };
            let labels: Vec<i32> = choice
                .candidates
                .iter()
                .map(|c| i32::from(d.mentions.iter().any(|m| m.cluster == gold.cluster && c.span.contains(m.head))))
                .collect();
            if !labels.contains(&1) {
                continue;
            }
            for (c, label) in choice.candidates.iter().zip(labels) {
                row("gum", &d.id, choice.pronoun, label, "0\t0", c);
            }
        }
    }
}

#[derive(serde::Deserialize)]
struct News {
    id: String,
    text: String,
    quotes: Vec<Silver>,
}

#[derive(serde::Deserialize)]
struct Silver {
    source: Vec<(usize, usize)>,
    speaker_silver: Option<String>,
}

/// Speakers that another tool found for "he said": noisy, but news.
pub(crate) fn news(path: &Path, model: &Model) {
    for line in super::unpack(path).lines() {
        let news: News = serde_json::from_str(line).expect("an article a line");
        let starts: Vec<usize> = news.text.char_indices().map(|(at, _)| at).chain([news.text.len()]).collect();
        let (article, choices) = super::read_choices(news.text.clone(), Vec::new(), model);
        for quote in &news.quotes {
            let ([(start, end)], Some(speaker)) = (&quote.source[..], &quote.speaker_silver) else { continue };
            let place = Span::new(starts[*start], starts[*end]);
            let last = speaker.split_whitespace().last().unwrap_or("");
            for choice in choices.iter().filter(|choice| choice.pronoun == place) {
                let named = |c: &Candidate| {
                    let entity = article
                        .mentions
                        .iter()
                        .filter(|m| m.form == Form::Name && m.span == c.span)
                        .find_map(|m| m.entity);
                    i32::from(
                        entity.is_some_and(|e| article.entities[e as usize].name.split(' ').next_back() == Some(last)),
                    )
                };
                let labels: Vec<i32> = choice.candidates.iter().map(named).collect();
                if labels.iter().sum::<i32>() == 1 {
                    for (c, label) in choice.candidates.iter().zip(labels) {
                        row("news", &news.id, place, label, "0\t0", c);
                    }
                }
            }
        }
    }
}

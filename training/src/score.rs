//! Scores names as the evaluation does: strict spans of persons, organisations and places, in running text.

use crate::corpus::{Document, trim};
use copydesk::Span;
use copydesk::tagger::{Model, names};
use std::collections::HashSet;

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

/// Right, in the gold, found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally([usize; 3]);

impl Tally {
    /// The harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f32 {
        let [right, gold, found] = self.0;
        200.0 * right as f32 / (gold + found).max(1) as f32
    }
}

/// F1 of all three kinds together, then of each, by the weights of the model alone.
pub fn score(documents: &[Document], model: &Model) -> [f32; 4] {
    let mut tallies = [Tally::default(); 4];
    for document in documents {
        let text = &document.article.text;
        let gold: HashSet<(Span, usize)> = document
            .gold
            .iter()
            .flatten()
            .filter_map(|(span, label)| {
                let kind = [PERSON, ORGANISATION, PLACE].iter().position(|labels| labels.contains(&label.as_str()))?;
                Some((*span, kind))
            })
            .collect();
        let tokens = &document.article.tokens;
        let found: HashSet<(Span, usize)> = names(&document.article, model)
            .into_iter()
            .filter(|name| name.kind < 3)
            .map(|name| (trim(text, tokens[name.tokens.start].span.cover(tokens[name.tokens.end - 1].span)), name.kind))
            .collect();
        for kind in 0..3 {
            let of = |set: &HashSet<(Span, usize)>| set.iter().filter(|(_, k)| *k == kind).count();
            let right = gold.intersection(&found).filter(|(_, k)| *k == kind).count();
            for tally in [0, kind + 1] {
                for (sum, n) in tallies[tally].0.iter_mut().zip([right, of(&gold), of(&found)]) {
                    *sum += n;
                }
            }
        }
    }
    tallies.map(Tally::f1)
}

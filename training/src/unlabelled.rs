//! News without labels: a first model labels it, and a second learns from the sentences of which the first was sure.

use crate::chain::{Row, Sums, WIDE, odds};
use crate::corpus::{Document, lines};
use crate::features::Random;
use crate::names::{Learned, features};
use copydesk::layout;
use copydesk::segment::segment;
use copydesk::tagger::crf::{LABELS, OUTSIDE, SCORED, UNIT, follows};
use copydesk::tagger::{ClusterTable, Rows};
use serde::Deserialize;
use std::path::Path;

/// A sentence counts when the least sure of its labels has this probability.
const SURE: f32 = 0.7;
/// How much it counts against one labelled by hand.
const WEIGHT: f32 = 0.5;
/// Of sentences without a name, one in so many is kept.
const NAMELESS: u64 = 3;

#[derive(Deserialize)]
struct Quotes {
    text: String,
}

#[derive(Deserialize)]
struct Page {
    title: Option<String>,
    body: Option<String>,
}

/// Articles of news, labelled by what was learned.
pub(crate) fn documents(data: &Path, clusters: &ClusterTable<'_>, learned: &Learned) -> Vec<Document> {
    let quotes = lines(&data.join("quotes/polnear.train.jsonl.gz")).map(|quotes: Quotes| quotes.text);
    let pages = lines(&data.join("articles/news_en.jsonl.gz"))
        .filter_map(|page: Page| Some(format!("{}\n\n{}", page.title?, page.body?)));
    let mut teacher = Teacher { learned, table: Rows::write(&learned.rows), sums: Sums::default(), random: Random(7) };
    quotes.chain(pages).map(|text| teacher.label(text, clusters)).collect()
}

struct Teacher<'a> {
    learned: &'a Learned,
    table: Vec<u8>,
    sums: Sums,
    random: Random,
}

impl Teacher<'_> {
    /// The article of this text; sentences the teacher is not sure of have weight 0.
    fn label(&mut self, text: String, clusters: &ClusterTable<'_>) -> Document {
        let mut article = layout::prose(text);
        segment(&mut article);
        let table = Rows::<WIDE>::new(&self.table);
        let mut scores = vec![[0; WIDE]; article.tokens.len()];
        features(&article, clusters, |token, seen| table.add(seen, &mut scores[token]));
        let odds = odds(|from, to| f32::from(self.learned.steps.score(from, to)) / UNIT);
        let mut allowed = Vec::with_capacity(article.tokens.len());
        let mut weights = Vec::with_capacity(article.sentences.len());
        for sentence in &article.sentences {
            let rows: Vec<Row> = scores[sentence.token_range()]
                .iter()
                .map(|scores| std::array::from_fn(|l| if l < SCORED { f32::from(scores[l]) / UNIT } else { 0.0 }))
                .collect();
            self.sums.run(&rows, &odds, None);
            let best: Vec<usize> = self.sums.shares.iter().map(|share| most(share)).collect();
            let sure = best.iter().zip(&self.sums.shares).all(|(&label, share)| share[label] >= SURE);
            let legal = best.iter().zip([&OUTSIDE].into_iter().chain(&best)).all(|(&to, &from)| follows(from, to));
            let named = best.iter().any(|&label| label != OUTSIDE) || self.random.next().is_multiple_of(NAMELESS);
            weights.push(if sure && legal && named { WEIGHT } else { 0.0 });
            allowed.extend(best.iter().map(|label| 1 << label));
        }
        Document { article, allowed, weights, gold: Vec::new() }
    }
}

/// The label with the largest share.
fn most(share: &Row) -> usize {
    (0..LABELS).max_by(|&a, &b| share[a].total_cmp(&share[b])).unwrap_or(OUTSIDE)
}

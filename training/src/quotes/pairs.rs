//! What `quotes_pairs.py` learns from: two spans as a network found them that has not seen the article, and whether they
//! belong to one quotation.

use super::gold::{self, Document, tokens_of};
use copydesk::Pipeline;
use copydesk::quotes::{Part, Role, Sample};
use std::fmt::Write;
use std::path::Path;

/// Writes a line a pair: the article, the role of the first, whether they belong together, and what is said of them.
pub(crate) fn write(data: &Path, folder: &Path) {
    let pipeline = Pipeline::default();
    let networks = super::halves(folder);
    let mut rows = String::new();
    for (number, document) in gold::documents(&data.join("polnear.train.jsonl.gz"), &pipeline).iter().enumerate() {
        let article = &document.article;
        let forms = pipeline.model.forms(article);
        let sample = Sample { article, forms: &forms };
        let places = Places::new(document);
        for pair in sample.pairs(&networks[number % 2]) {
            let [one, other] = pair.parts.each_ref().map(|part| places.quote(part));
            // What belongs to no quotation of the gold has nothing to learn from.
            let Some(other) = other else { continue };
            let features: Vec<String> = pair.features.iter().map(ToString::to_string).collect();
            let together = u8::from(one == Some(other));
            let role = pair.parts[0].role as u8;
            writeln!(rows, "{number}\t{role}\t{together}\t{}", features.join(",")).expect("a string takes everything");
        }
    }
    std::fs::write(folder.join("pairs.tsv"), rows).expect("a file to write to");
}

/// Which quotation each token belongs to, by role.
struct Places([Vec<Option<u32>>; 3]);

impl Places {
    fn new(document: &Document) -> Self {
        let mut places = [(); 3].map(|()| vec![None; document.article.tokens.len()]);
        for (number, quote) in document.quotes.iter().enumerate() {
            for (role, spans) in
                [(Role::Source, &quote.source), (Role::Cue, &quote.cue), (Role::Content, &quote.content)]
            {
                for token in spans.iter().flat_map(|&span| tokens_of(&document.article, span)) {
                    places[role as usize][token] = Some(number as u32);
                }
            }
        }
        Self(places)
    }

    /// The quotation that most of a span belongs to.
    fn quote(&self, part: &Part) -> Option<u32> {
        let places = &self.0[part.role as usize][part.tokens.clone()];
        let count = |quote: u32| places.iter().filter(|place| **place == Some(quote)).count();
        places.iter().flatten().copied().max_by_key(|&quote| count(quote))
    }
}

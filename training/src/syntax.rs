//! How well parts of speech, tags, lemmas and dependencies are read.
//!
//! Each word counts once; of dependencies, words that are punctuation in the gold do not count, and relations count
//! without their subtypes (UAS: the head is right; LAS: the relation too). Parts of speech are always our own. Over the
//! treebank's tokens a figure is a share of them; over our own, cut from running text, it is F1: a word is right when its
//! span is, and a head when the head's is.

use crate::treebank::{self, Tree};
use copydesk::Span;
use copydesk::article::{Article, Block, BlockKind};
use copydesk::segment::segment;
use copydesk::tagger::{Model, parser, tag};
use std::collections::HashMap;
use std::path::Path;

/// What there is to be right about a word.
const COLUMNS: [&str; 6] = ["UPOS", "tag", "lemma", "UAS", "LAS", "LAS with subtypes"];

/// What is said of a word, by the treebank or by us.
struct Word {
    pos: &'static str,
    tag: String,
    lemma: String,
    /// None for the root.
    head: Option<Span>,
    relation: String,
}

/// The words of a text by their spans.
type Words = HashMap<Span, Word>;

/// Prints what the model reaches on the development sets.
pub(crate) fn scores(data: &Path, model: &Model) {
    for name in ["ewt", "gum"] {
        let trees = treebank::read(&data.join(format!("treebank/{name}.dev.conllu.gz")));
        for (how, figures) in [("gold", over_gold(&trees, model)), ("our", over_ours(&trees, model))] {
            print!("{name}.dev, {how} tokens");
            for (column, figure) in COLUMNS.iter().zip(figures) {
                print!("\t{column} {figure:.2}");
            }
            println!();
        }
    }
}

/// Right words of each column; gold words and ours, all and without punctuation.
#[derive(Default)]
struct Tally {
    right: [usize; COLUMNS.len()],
    gold: [usize; 2],
    ours: [usize; 2],
}

impl Tally {
    fn add(&mut self, gold: &Words, ours: &Words) {
        for (span, word) in ours {
            let is_word = gold.get(span).unwrap_or(word).relation != "punct";
            self.ours[0] += 1;
            self.ours[1] += usize::from(is_word);
        }
        for (span, word) in gold {
            let is_word = word.relation != "punct";
            self.gold[0] += 1;
            self.gold[1] += usize::from(is_word);
            let Some(ours) = ours.get(span) else { continue };
            let base = |relation: &str| relation.split(':').next().map(str::to_owned);
            let head = is_word && ours.head == word.head;
            let right = [
                ours.pos == word.pos,
                ours.tag == word.tag,
                ours.lemma == word.lemma,
                head,
                head && base(&ours.relation) == base(&word.relation),
                head && ours.relation == word.relation,
            ];
            for (sum, right) in self.right.iter_mut().zip(right) {
                *sum += usize::from(right);
            }
        }
    }

    fn percent(&self) -> [f64; COLUMNS.len()] {
        std::array::from_fn(|i| {
            let which = usize::from(i > 2);
            200.0 * self.right[i] as f64 / (self.gold[which] + self.ours[which]).max(1) as f64
        })
    }
}

fn over_gold(trees: &[Tree], model: &Model) -> [f64; COLUMNS.len()] {
    let mut tally = Tally::default();
    for tree in trees {
        let mut article = tree.article.clone();
        tally.add(&gold(std::slice::from_ref(tree)), &read(&mut article, model));
    }
    tally.percent()
}

fn over_ours(trees: &[Tree], model: &Model) -> [f64; COLUMNS.len()] {
    let mut tally = Tally::default();
    for paragraph in trees.chunk_by(|_, next| !next.begins) {
        let text: String = paragraph.iter().map(|tree| tree.article.text.as_str()).collect();
        let whole = Span::new(0, text.len());
        let mut article = Article::new(text);
        article.blocks.push(Block::new(BlockKind::Paragraph, whole));
        segment(&mut article);
        tally.add(&gold(paragraph), &read(&mut article, model));
    }
    tally.percent()
}

/// The words of sentences that follow one another, as the treebank has them.
fn gold(trees: &[Tree]) -> Words {
    let (mut words, mut start) = (Words::new(), 0);
    for tree in trees {
        let span = |token: usize| {
            let span = tree.article.tokens[token].span;
            Span::new(start + span.start as usize, start + span.end as usize)
        };
        for token in 0..tree.article.tokens.len() {
            let word = Word {
                pos: tree.pos[token].as_str(),
                tag: tree.tags[token].clone(),
                lemma: tree.lemmas[token].clone(),
                head: tree.heads[token].checked_sub(1).map(span),
                relation: tree.relations[token].clone(),
            };
            words.insert(span(token), word);
        }
        start += tree.article.text.len();
    }
    words
}

/// The words as we read them.
fn read(article: &mut Article, model: &Model) -> Words {
    tag(article, model);
    let dependencies = parser::parse(article, model);
    let word = |(i, token): (usize, &copydesk::article::Token)| {
        let word = Word {
            pos: token.pos.as_str(),
            tag: token.tag.map_or_else(String::new, |tag| tag.as_str().to_owned()),
            lemma: article.words.get(token.lemma).to_owned(),
            head: dependencies.head(i).map(|head| article.tokens[head].span),
            relation: dependencies.relation(i).as_str().to_owned(),
        };
        (token.span, word)
    };
    article.tokens.iter().enumerate().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_reads_syntax_worse() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let data = root.join("../shared/data/treebank/ewt.dev.conllu.gz");
        if !data.exists() {
            eprintln!("skipped: {} is not there", data.display());
            return;
        }
        let model = Model::open(&root.join("models/english.bin")).expect("the model shipped");
        let figures = over_gold(&treebank::read(&data), &model);
        let floors = [95.3, 93.7, 98.5, 89.2, 86.1, 85.9];
        for ((column, figure), floor) in COLUMNS.iter().zip(figures).zip(floors) {
            assert!(figure >= floor, "ewt.dev, {column}: {figure:.2}, the floor is {floor}");
        }
    }
}

//! Dependencies: which word hangs on which, and how.
//!
//! - [`parse`]: the dependencies of a whole article.
//! - [`Parser`]: sentence by sentence, for those who need a few.
//!
//! Reading costs as much a token as everything else together, so nothing is parsed until something asks for it.
//! What comes out follows from the text, the tokens and their parts of speech alone, and so is never stored.

mod dependencies;
pub mod features;
mod network;
mod pieces;
mod tree;

pub use dependencies::Dependencies;
pub(crate) use network::Network;

use super::forms::Forms;
use super::model::Model;
use super::tags;
use crate::article::{Article, Relation, Sentence};
use network::Memories;
use pieces::pieces;

/// The dependencies of an article. Without a parser in the model every sentence is flat: its first word the root, and
/// all others [`Relation::Dep`] on it.
pub fn parse(article: &Article, model: &Model) -> Dependencies {
    let forms = model.forms(article);
    let mut parser = Parser::new(article, &forms, model);
    let mut all = Dependencies::flat(article);
    for sentence in &article.sentences {
        for (token, arc) in sentence.token_range().zip(parser.sentence(sentence)) {
            all.set(token, *arc);
        }
    }
    all.finish()
}

/// A token's head, as its index in the article, and what it is to it. The root is its own head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Index of the head in [`Article::tokens`].
    pub head: u32,
    /// What the token is to it.
    pub relation: Relation,
}

/// Parses sentences of one article.
#[derive(Debug)]
pub struct Parser<'a> {
    article: &'a Article,
    forms: &'a Forms,
    model: &'a Model,
    memories: Memories,
    labels: Vec<usize>,
    arcs: Vec<Arc>,
}

impl<'a> Parser<'a> {
    /// A parser for the sentences of the article with these forms.
    pub fn new(article: &'a Article, forms: &'a Forms, model: &'a Model) -> Self {
        Self { article, forms, model, memories: Memories::default(), labels: Vec::new(), arcs: Vec::new() }
    }

    /// The arcs of a sentence's tokens. A sentence of hundreds of tokens is cut where it pauses, and the pieces are hung
    /// side by side on the first, as [`Relation::Parataxis`].
    pub fn sentence(&mut self, sentence: &Sentence) -> &[Arc] {
        self.arcs.clear();
        let Some((network, section)) = self.model.parser() else {
            let first = sentence.tokens.start;
            self.arcs.extend(sentence.tokens.clone().map(|token| {
                let relation = if token == first { Relation::Root } else { Relation::Dep };
                Arc { head: first, relation }
            }));
            return &self.arcs;
        };
        let mut top = None;
        for piece in pieces(self.article, sentence) {
            let tokens = &self.article.tokens[piece.clone()];
            self.labels.clear();
            self.labels.extend(tokens.iter().map(|token| tags::label(token.pos, token.tag)));
            network.look(section, self.forms, piece.clone(), &self.labels, &mut self.memories);
            let heads = network.arcs(&mut self.memories).heads();
            let relations = network.names(&heads, &mut self.memories);
            for ((token, &head), relation) in piece.clone().zip(&heads[1..]).zip(relations) {
                let arc = match (head, top) {
                    (0, None) => {
                        top = Some(token);
                        Arc { head: token as u32, relation: Relation::Root }
                    }
                    (0, Some(top)) => Arc { head: top as u32, relation: Relation::Parataxis },
                    _ => Arc { head: (piece.start + head - 1) as u32, relation },
                };
                self.arcs.push(arc);
            }
        }
        &self.arcs
    }
}

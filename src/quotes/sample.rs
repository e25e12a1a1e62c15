//! What training asks of an article: what the network and the trees see of it.

use super::marks;
use super::ranker::{self, Choice};
use super::reading::{Group, Network, Pair, Reading, Stretch};
use super::view::View;
use super::{Settings, attributions};
use crate::article::Article;
use crate::span::Span;
use crate::tagger::parser::Parser;
use crate::tagger::{Forms, Model};

/// An article to learn from, read up to the stage before quotations.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its forms.
    pub forms: &'a Forms,
    /// The model whose parser is asked.
    pub model: &'a Model,
}

impl Sample<'_> {
    /// What the network sees.
    pub fn stretches(&self) -> Vec<Stretch> {
        self.view(|view| self.read(view).stretches())
    }

    /// Spans that may belong together.
    pub fn pairs(&self, network: &Network) -> Vec<Pair> {
        self.view(|view| self.read(view).pairs(network))
    }

    /// What belongs together.
    pub fn groups(&self, network: &Network) -> Vec<Group> {
        self.view(|view| self.read(view).groups(network))
    }

    /// Everyone who may have said each of the words in marks.
    pub fn choices(&self, network: &Network) -> Vec<Choice> {
        self.view(|view| {
            let (found, _) = attributions(view, &Settings::default(), |view| Some(self.read(view).groups(network)));
            ranker::choices(view, &found)
        })
    }

    /// How many tokens stand in sentences that had to be parsed.
    pub fn parsed(&self) -> usize {
        self.view(|view| self.read(view).parsed())
    }

    fn view<T>(&self, ask: impl FnOnce(&mut View<'_>) -> T) -> T {
        let paragraphs: Vec<Span> = self.article.blocks.iter().map(|b| b.span).collect();
        let regions = marks::regions(&self.article.text, &paragraphs);
        let settings = Settings::default();
        ask(&mut View::new(self.article, &regions, settings.lexicon()))
    }

    fn read<'v>(&'v self, view: &'v View<'_>) -> Reading<'v> {
        Reading::new(view, self.forms, &mut Parser::new(self.article, self.forms, self.model))
    }
}

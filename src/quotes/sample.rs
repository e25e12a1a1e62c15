//! What training asks of an article: what the network and the trees see of it.

use super::marks;
use super::ranker::{self, Choice};
use super::reading::{Network, Pair, Reading, Stretch};
use super::view::View;
use super::{Settings, attributions};
use crate::article::Article;
use crate::span::Span;
use crate::tagger::Forms;

/// An article to learn from, read up to the stage before quotations.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its forms.
    pub forms: &'a Forms,
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

    /// Everyone who may have said each of the words in marks, with the network's answers or without.
    pub fn choices(&self, network: Option<&Network>) -> Vec<Choice> {
        self.view(|view| {
            let read = |view: &View<'_>| network.map(|network| self.read(view).groups(network));
            let (found, _) = attributions(view, &Settings::default(), read);
            ranker::choices(view, network.is_some(), &found)
        })
    }

    /// How many tokens stand in paragraphs that the network reads.
    pub fn tokens(&self) -> usize {
        self.view(|view| self.read(view).tokens())
    }

    fn view<T>(&self, ask: impl FnOnce(&mut View<'_>) -> T) -> T {
        let paragraphs: Vec<Span> = self.article.blocks.iter().map(|b| b.span).collect();
        let regions = marks::regions(&self.article.text, &paragraphs);
        let settings = Settings::default();
        ask(&mut View::new(self.article, &regions, settings.lexicon()))
    }

    fn read<'v>(&'v self, view: &'v View<'_>) -> Reading<'v> {
        Reading::new(view, self.forms)
    }
}

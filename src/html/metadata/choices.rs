//! What a page says about its headline, authors and day, laid open for training.

use super::{days, headline, people};
use crate::html::Model;
use crate::html::article::{Page, Scores};
use crate::html::context::probability;

/// Something that is chosen among what the page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which text is the headline.
    Headline,
    /// Which set of names are the authors.
    Authors,
    /// Which day is that of publication.
    Day,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Headline, Self::Authors, Self::Day];

    /// Its name, which is that of its file of rules.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Authors => "authors",
            Self::Day => "day",
        }
    }

    /// Names of what is known of each candidate.
    pub const fn features(self) -> &'static [&'static str] {
        match self {
            Self::Headline => headline::Known::NAMES,
            Self::Authors => people::Known::NAMES,
            Self::Day => days::Known::NAMES,
        }
    }
}

/// A candidate, with what is known of it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The headline; the authors; the day.
    pub value: Vec<String>,
    /// Numbers named by [`Question::features`].
    pub features: Vec<f32>,
}

/// All candidates of a page.
#[derive(Clone, Debug)]
pub struct Choices([Vec<Choice>; 3]);

impl Choices {
    /// Reads a page. Authors and day are looked for around the headline and the body that the library as it is chooses.
    pub fn new(page: &str, url: Option<&str>) -> Self {
        let model = Model::embedded();
        let page = Page::new(page, url, model);
        let Scores { odds, headline } = page.score(model, None);
        let likely: Vec<f32> = odds.iter().map(|&odds| probability(odds)).collect();
        let kept = page.keep(&likely, headline);
        let around = page.around(headline, &kept);
        let headlines = headline::candidates(&page.tree, &page.facts, url).into_iter();
        let sets = people::candidates(&page.facts, &around, page.facts.publisher().as_deref(), url).into_iter();
        let days = days::candidates(&page.facts, &around, url).into_iter();
        Self([
            headlines.map(|c| Choice { features: c.row().to_vec(), value: vec![c.text] }).collect(),
            sets.map(|c| Choice { features: c.row().to_vec(), value: c.names() }).collect(),
            days.map(|c| Choice { features: c.row().to_vec(), value: vec![c.stamp.date.to_string()] }).collect(),
        ])
    }

    /// The candidates for one question.
    pub fn of(&self, question: Question) -> &[Choice] {
        &self.0[question as usize]
    }
}

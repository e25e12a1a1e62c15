//! Settings, and one article from beginning to end.

mod limits;
pub(crate) mod many;

pub use limits::Limits;
pub use many::{Errors, Text, Unread, Workers};

use crate::article::{Article, Timestamp, Warning, WarningKind};
use crate::tagger::{Effort, Model};
use crate::{Error, entities, html, layout, names, quotes, segment, tagger, times};
use std::str::FromStr;
use std::sync::Arc;

/// What an article is made from.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// Bytes whose encoding has to be found out.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

/// How a source is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An HTML page.
    Html,
    /// A plain-text article with a headline and so on.
    Text,
    /// Running text, no layout to look for.
    Prose,
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "html" => Ok(Self::Html),
            "text" => Ok(Self::Text),
            "prose" => Ok(Self::Prose),
            _ => Err(Error::new(format!("format must be \"html\", \"text\", \"prose\" or None, not {name:?}"))),
        }
    }
}

/// How far an article is read; each includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Blocks and metadata.
    Article,
    /// Sentences and tokens.
    Tokens,
    /// Mentions and entities.
    Entities,
    /// Date and time expressions.
    Times,
    /// Quotations: everything.
    #[default]
    Quotes,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: &[Self] = &[Self::Article, Self::Tokens, Self::Entities, Self::Times, Self::Quotes];

    /// Its written name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Tokens => "tokens",
            Self::Entities => "entities",
            Self::Times => "times",
            Self::Quotes => "quotes",
        }
    }
}

/// What is known about one source besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Where it was found.
    pub url: Option<&'a str>,
    /// The character set that the server declared: its name, or the whole Content-Type header.
    pub encoding: Option<&'a str>,
    /// What relative dates count from when the article does not say.
    pub published: Option<Timestamp>,
    /// How it is laid out; None to decide by looking.
    pub format: Option<Format>,
}

/// The stages with their settings. Cheap to share between threads.
#[derive(Debug)]
pub struct Pipeline {
    /// The trained model.
    pub model: Arc<Model>,
    /// How much work goes into an article.
    pub effort: Effort,
    /// Names a user adds.
    pub names: names::UserNames,
    /// Which entities have which ids; None for the table that comes with the library.
    pub knowledge: Option<entities::Knowledge>,
    /// Which quotations to find, and by which cues.
    pub quotes: quotes::Settings,
    /// How far articles are read.
    pub until: Stage,
    /// How much of an article is read.
    pub limits: Limits,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self {
            model: Model::embedded(),
            effort: Effort::default(),
            names: names::UserNames::default(),
            knowledge: None,
            quotes: quotes::Settings::default(),
            until: Stage::default(),
            limits: Limits::default(),
        }
    }
}

impl Pipeline {
    /// Reads one article. Never fails: what cannot be read is in the article's warnings.
    pub fn parse<'a>(&self, source: impl Into<Source<'a>>, given: &Given<'_>) -> Article {
        let mut article = self.lay_out(source.into(), given);
        if article.metadata.published.is_none() {
            article.metadata.published = given.published;
        }
        if article.metadata.url.is_none() {
            article.metadata.url = given.url.map(str::to_owned);
        }
        self.understand(&mut article);
        article
    }

    /// The stages after the blocks, as far as they are wanted.
    fn understand(&self, article: &mut Article) {
        if self.until < Stage::Tokens {
            return;
        }
        if !segment::segment_to(article, self.limits.tokens) {
            article.warnings.push(limits::unread(article));
        }
        let forms = tagger::tag(article, &self.model);
        if self.until < Stage::Entities {
            return;
        }
        names::find(article, &forms, &self.model, self.effort, &self.names);
        entities::resolve(article, &forms, &self.model, self.effort);
        entities::identify(article, self.knowledge.as_ref().unwrap_or(entities::Knowledge::built_in()));
        if self.until < Stage::Times {
            return;
        }
        let reference = article.metadata.published;
        times::find(article, reference);
        if self.until < Stage::Quotes {
            return;
        }
        quotes::find(article, &forms, self.effort, &self.quotes);
    }

    /// Source to blocks.
    fn lay_out(&self, source: Source<'_>, given: &Given<'_>) -> Article {
        let (text, mut warnings) = match source {
            Source::Text(text) => self.limits.text(text),
            Source::Bytes(bytes) => self.limits.bytes(bytes, given.encoding),
        };
        let looks = || if html::looks_like_html(&text) { Format::Html } else { Format::Text };
        let mut article = match given.format.unwrap_or_else(looks) {
            Format::Html => html::read(&text, given.url),
            Format::Text => layout::read(text.into_owned()),
            Format::Prose => layout::prose(text.into_owned()),
        };
        article.warnings.splice(0..0, warnings.drain(..));
        if article.blocks.is_empty() {
            article.warnings.push(Warning::new(WarningKind::Empty, "there is no text to read"));
        }
        article
    }
}

/// Reads one article with the default settings.
pub fn parse<'a>(source: impl Into<Source<'a>>) -> Article {
    Pipeline::default().parse(source, &Given::default())
}

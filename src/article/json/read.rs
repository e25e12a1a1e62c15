//! From the form back to the article, nothing taken on trust.

use super::VERSION;
use super::form::{ArticleForm, EntityForm, MentionForm, QuoteForm, SentenceForm, SpanForm};
use super::write::lowered;
use crate::Error;
use crate::article::{
    Article, Block, Entity, Mention, Metadata, Offsets, Quote, Sentence, TimeExpression, Timestamp, Token, Warning,
};
use crate::span::Span;
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt::Display;

fn wrong(message: impl Display) -> Error {
    Error::new(format!("article JSON: {message}"))
}

/// Only the version, so that a newer form is refused as such and not for its first strange field.
#[derive(Deserialize)]
struct Version {
    copydesk: u32,
}

pub(super) fn article(json: &[u8]) -> Result<Article, Error> {
    let version: Version = serde_json::from_slice(json).map_err(wrong)?;
    if version.copydesk != VERSION {
        return Err(wrong(format_args!("version must be {VERSION}, not {}", version.copydesk)));
    }
    let form: ArticleForm<'_> = serde_json::from_slice(json).map_err(wrong)?;
    if u32::try_from(form.text.len()).is_err() {
        return Err(wrong(format_args!("text must be shorter than 4 GiB, not {} bytes", form.text.len())));
    }
    let offsets = Offsets::new(&form.text);
    let known = Known {
        offsets: &offsets,
        text: &form.text,
        blocks: form.blocks.len(),
        tokens: form.tokens.len(),
        mentions: form.mentions.len(),
        entities: form.entities.len(),
    };
    known.read(&form)
}

/// What spans and indices are checked against.
struct Known<'a> {
    offsets: &'a Offsets,
    text: &'a str,
    blocks: usize,
    tokens: usize,
    mentions: usize,
    entities: usize,
}

fn owned(list: &[Cow<'_, str>]) -> Vec<String> {
    list.iter().map(|s| s.clone().into_owned()).collect()
}

fn each<F, T>(name: &str, forms: &[F], read: impl Fn(&dyn Display, &F) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    forms.iter().enumerate().map(|(i, form)| read(&format_args!("{name}[{i}]"), form)).collect()
}

impl Known<'_> {
    fn read(&self, form: &ArticleForm<'_>) -> Result<Article, Error> {
        let mut article = Article::new(self.text.to_owned());
        article.metadata = metadata(form)?;
        article.blocks = each("blocks", &form.blocks, |at, b| Ok(Block::new(b.kind, self.span(at, b.start, b.end)?)))?;
        in_order("blocks", article.blocks.iter().map(|b| b.span))?;
        article.tokens = each("tokens", &form.tokens, |at, t| {
            Ok(Token {
                pos: t.pos,
                tag: t.tag,
                ..Token::new(self.span(at, t.start, t.end)?, crate::article::Word::default())
            })
        })?;
        in_order("tokens", article.tokens.iter().map(|t| t.span))?;
        if let Some(empty) = article.tokens.iter().position(|t| t.span.is_empty()) {
            return Err(wrong(format_args!("tokens[{empty}] has no characters")));
        }
        for (token, form) in article.tokens.iter_mut().zip(&form.tokens) {
            token.lower = match &form.lower {
                Some(lower) => article.words.intern(lower),
                None => article.words.intern(&lowered(token.span.of(self.text))),
            };
            token.lemma = article.words.intern(&form.lemma);
        }
        article.sentences = each("sentences", &form.sentences, |at, s| self.sentence(at, s))?;
        article.mentions = each("mentions", &form.mentions, |at, m| self.mention(at, m))?;
        article.entities = each("entities", &form.entities, |at, e| self.entity(at, e))?;
        agree(&article)?;
        article.times = each("times", &form.times, |at, t| {
            Ok(TimeExpression::new(self.span(at, t.start, t.end)?, t.kind, t.value.clone()))
        })?;
        article.quotes = each("quotes", &form.quotes, |at, q| self.quote(at, q))?;
        article.warnings = form.warnings.iter().map(|w| Warning::new(w.kind, w.message.clone().into_owned())).collect();
        Ok(article)
    }

    /// Code points to a span of bytes.
    fn span(&self, at: &dyn Display, start: usize, end: usize) -> Result<Span, Error> {
        let (from, to) = (self.offsets.byte(self.text, start), self.offsets.byte(self.text, end));
        match (from, to) {
            (Some(from), Some(to)) if from <= to => Ok(Span::new(from, to)),
            _ => {
                let length = self.offsets.code_point(self.text, self.text.len());
                Err(wrong(format_args!("{at} from {start} to {end} does not lie in the text of {length} characters")))
            }
        }
    }

    fn sentence(&self, at: &dyn Display, form: &SentenceForm<'_>) -> Result<Sentence, Error> {
        let span = self.span(at, form.start, form.end)?;
        index(at, "block", form.block, self.blocks)?;
        let [first, last] = form.tokens;
        if first > last || last as usize > self.tokens {
            let message = format_args!("{at} has tokens {first} to {last}, but there are {}", self.tokens);
            return Err(wrong(message));
        }
        Ok(Sentence::new(span, first..last, form.block))
    }

    fn mention(&self, at: &dyn Display, form: &MentionForm<'_>) -> Result<Mention, Error> {
        let span = self.span(at, form.start, form.end)?;
        if let Some(entity) = form.entity {
            index(at, "entity", entity, self.entities)?;
        }
        let confidence = share(at, "confidence", form.confidence)?;
        Ok(Mention { entity: form.entity, ..Mention::new(span, form.kind, form.form, confidence) })
    }

    fn entity(&self, at: &dyn Display, form: &EntityForm<'_>) -> Result<Entity, Error> {
        for &mention in &form.mentions {
            index(at, "mention", mention, self.mentions)?;
        }
        Ok(Entity {
            aliases: owned(&form.aliases),
            roles: owned(&form.roles),
            affiliation: form.affiliation.clone().map(Cow::into_owned),
            wikidata: form.wikidata.clone().map(Cow::into_owned),
            gender: form.gender,
            mentions: form.mentions.clone(),
            salience: share(at, "salience", form.salience)?,
            ..Entity::new(form.name.clone(), form.kind)
        })
    }

    fn quote(&self, at: &dyn Display, form: &QuoteForm<'_>) -> Result<Quote, Error> {
        let one = |name: &str, span: &Option<SpanForm<'_>>| {
            span.as_ref().map(|s| self.span(&format_args!("{at}.{name}"), s.start, s.end)).transpose()
        };
        let many = |name: &str, spans: &[SpanForm<'_>]| {
            each(&format!("{at}.{name}"), spans, |at, s| self.span(at, s.start, s.end))
        };
        if form.spans.is_empty() {
            return Err(wrong(format_args!("{at} has no spans")));
        }
        for &speaker in &form.speakers {
            index(at, "speaker", speaker, self.entities)?;
        }
        Ok(Quote {
            quoted: many("quoted", &form.quoted)?,
            cue: one("cue", &form.cue)?,
            source: one("source", &form.source)?,
            speakers: form.speakers.clone(),
            via: one("via", &form.via)?,
            polarity: form.polarity,
            confidence: share(at, "confidence", form.confidence)?,
            rule: Cow::Owned(form.rule.clone().into_owned()),
            ..Quote::new(form.kind, many("spans", &form.spans)?)
        })
    }
}

fn metadata(form: &ArticleForm<'_>) -> Result<Metadata, Error> {
    let text = |field: &Option<Cow<'_, str>>| field.clone().map(Cow::into_owned);
    let moment = |name: &str, field: &Option<String>| match field {
        Some(iso) => match Timestamp::parse_iso(iso) {
            Some(timestamp) => Ok(Some(timestamp)),
            None => Err(wrong(format_args!("{name} must be an ISO date, not {iso:?}"))),
        },
        None => Ok(None),
    };
    Ok(Metadata {
        authors: owned(&form.authors),
        agency: text(&form.agency),
        publisher: text(&form.publisher),
        published: moment("published", &form.published)?,
        modified: moment("modified", &form.modified)?,
        language: text(&form.language),
        url: text(&form.url),
        image: text(&form.image),
        keywords: owned(&form.keywords),
        description: text(&form.description),
        access: form.access,
    })
}

/// An entity lists every mention that says it belongs to it.
fn agree(article: &Article) -> Result<(), Error> {
    let mut listed = vec![false; article.mentions.len()];
    for (number, entity) in (0..).zip(&article.entities) {
        for &mention in &entity.mentions {
            listed[mention as usize] |= article.mentions[mention as usize].entity == Some(number);
        }
    }
    match article.mentions.iter().zip(listed).position(|(mention, listed)| mention.entity.is_some() && !listed) {
        Some(at) => Err(wrong(format_args!("mentions[{at}] has an entity that does not list it"))),
        None => Ok(()),
    }
}

fn index(at: &dyn Display, what: &str, given: u32, length: usize) -> Result<(), Error> {
    if (given as usize) < length {
        return Ok(());
    }
    Err(wrong(format_args!("{at} has {what} {given}, but there are {length}")))
}

fn share(at: &dyn Display, what: &str, given: f64) -> Result<f32, Error> {
    if (0.0..=1.0).contains(&given) {
        return Ok(given as f32);
    }
    Err(wrong(format_args!("{at} has {what} {given}, which is not between 0 and 1")))
}

fn in_order(name: &str, spans: impl Iterator<Item = Span>) -> Result<(), Error> {
    let mut last = 0;
    for (i, span) in spans.enumerate() {
        if span.start < last {
            return Err(wrong(format_args!("{name}[{i}] starts before the one before it ends")));
        }
        last = span.end;
    }
    Ok(())
}

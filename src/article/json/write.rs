//! From the article to the form.

use super::VERSION;
use super::form::{
    ArticleForm, BlockForm, Derived, EntityForm, MentionForm, QuoteForm, SentenceForm, SpanForm, TimeForm, TokenForm,
    WarningForm,
};
use crate::article::{
    Article, Block, BlockKind, Entity, Mention, Offsets, Paragraphs, Quote, Sentence, TimeExpression, Token, Warning,
};
use crate::span::Span;
use std::borrow::Cow;

/// Writes an article or its parts.
pub(crate) struct Writer<'a> {
    article: &'a Article,
    offsets: &'a Offsets,
    paragraphs: &'a Paragraphs,
    brief: bool,
}

/// An `f32` as a person would write it: the shortest digits that mean the same. Not a number becomes 0.
pub(crate) fn number(value: f32) -> f64 {
    value.to_string().parse().ok().filter(|f: &f64| f.is_finite()).unwrap_or_default()
}

/// What lower-casing a token's text gives when nothing else is known.
pub(super) fn lowered(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

fn borrow(list: &[String]) -> Vec<Cow<'_, str>> {
    list.iter().map(|s| Cow::Borrowed(s.as_str())).collect()
}

impl<'a> Writer<'a> {
    /// A writer of that article, with what is worked out from it.
    pub(crate) fn new(article: &'a Article, offsets: &'a Offsets, paragraphs: &'a Paragraphs) -> Self {
        Self { article, offsets, paragraphs, brief: false }
    }

    /// Without what follows from the rest.
    pub(super) fn brief(self) -> Self {
        Self { brief: true, ..self }
    }

    /// The whole article.
    pub(crate) fn article(&self) -> ArticleForm<'a> {
        let (article, metadata) = (self.article, &self.article.metadata);
        let part = |kind| self.derived(|| article.part(kind));
        ArticleForm {
            copydesk: VERSION,
            headline: part(BlockKind::Headline),
            standfirst: part(BlockKind::Standfirst),
            section: part(BlockKind::Section),
            byline: part(BlockKind::Byline),
            authors: borrow(&metadata.authors),
            agency: metadata.agency.as_deref().map(Cow::Borrowed),
            publisher: metadata.publisher.as_deref().map(Cow::Borrowed),
            published: metadata.published.map(|t| t.to_string()),
            modified: metadata.modified.map(|t| t.to_string()),
            language: metadata.language.as_deref().map(Cow::Borrowed),
            url: metadata.url.as_deref().map(Cow::Borrowed),
            image: metadata.image.as_deref().map(Cow::Borrowed),
            keywords: borrow(&metadata.keywords),
            description: metadata.description.as_deref().map(Cow::Borrowed),
            access: metadata.access,
            text: Cow::Borrowed(&article.text),
            body: self.derived(|| article.body()),
            blocks: article.blocks.iter().map(|b| self.block(b)).collect(),
            quotes: article.quotes.iter().map(|q| self.quote(q)).collect(),
            entities: article.entities.iter().map(Self::entity).collect(),
            mentions: article.mentions.iter().map(|m| self.mention(m)).collect(),
            times: article.times.iter().map(|t| self.time(t)).collect(),
            sentences: article.sentences.iter().map(|s| self.sentence(s)).collect(),
            tokens: article.tokens.iter().map(|t| self.token(t)).collect(),
            warnings: article.warnings.iter().map(Self::warning).collect(),
        }
    }

    /// What follows from the rest.
    fn derived<T>(&self, derive: impl FnOnce() -> T) -> Derived<T> {
        if self.brief { Derived::LeftOut } else { Derived::Told(derive()) }
    }

    fn at(&self, byte: u32) -> usize {
        self.offsets.code_point(&self.article.text, byte as usize)
    }

    fn words(&self, span: Span) -> Derived<&'a str> {
        self.derived(|| self.article.words_of(span))
    }

    /// A span.
    pub(crate) fn span(&self, span: Span) -> SpanForm<'a> {
        SpanForm { start: self.at(span.start), end: self.at(span.end), text: self.words(span) }
    }

    /// A block.
    pub(crate) fn block(&self, block: &Block) -> BlockForm<'a> {
        let SpanForm { start, end, text } = self.span(block.span);
        BlockForm { kind: block.kind, start, end, text }
    }

    /// A quotation.
    pub(crate) fn quote(&self, quote: &'a Quote) -> QuoteForm<'a> {
        let extent = quote.extent();
        let list = |spans: &[Span]| spans.iter().map(|&s| self.span(s)).collect();
        QuoteForm {
            kind: quote.kind,
            start: self.derived(|| self.at(extent.start)),
            end: self.derived(|| self.at(extent.end)),
            text: self.derived(|| self.article.content(quote)),
            speaker: self.derived(|| self.article.speaker(quote)),
            speakers: quote.speakers.clone(),
            cue: quote.cue.map(|s| self.span(s)),
            source: quote.source.map(|s| self.span(s)),
            via: quote.via.map(|s| self.span(s)),
            spans: list(&quote.spans),
            quoted: list(&quote.quoted),
            paragraph: self.derived(|| self.paragraphs.of(self.article, extent)),
            polarity: quote.polarity,
            confidence: number(quote.confidence),
            rule: Cow::Borrowed(&quote.rule),
        }
    }

    /// An entity.
    pub(crate) fn entity(entity: &'a Entity) -> EntityForm<'a> {
        EntityForm {
            name: Cow::Borrowed(&entity.name),
            kind: entity.kind,
            aliases: borrow(&entity.aliases),
            roles: borrow(&entity.roles),
            affiliation: entity.affiliation.as_deref().map(Cow::Borrowed),
            wikidata: entity.wikidata.as_deref().map(Cow::Borrowed),
            gender: entity.gender,
            mentions: entity.mentions.clone(),
            salience: number(entity.salience),
        }
    }

    /// A mention.
    pub(crate) fn mention(&self, mention: &Mention) -> MentionForm<'a> {
        let SpanForm { start, end, text } = self.span(mention.span);
        let Mention { kind, form, entity, .. } = *mention;
        MentionForm { start, end, text, kind, form, entity, confidence: number(mention.confidence) }
    }

    /// A time expression.
    pub(crate) fn time(&self, time: &'a TimeExpression) -> TimeForm<'a> {
        let SpanForm { start, end, text } = self.span(time.span);
        TimeForm { start, end, text, kind: time.kind, value: Cow::Borrowed(&time.value) }
    }

    /// A sentence.
    pub(crate) fn sentence(&self, sentence: &Sentence) -> SentenceForm<'a> {
        let SpanForm { start, end, text } = self.span(sentence.span);
        let tokens = [sentence.tokens.start, sentence.tokens.end];
        SentenceForm { start, end, text, block: sentence.block, tokens }
    }

    /// A token.
    pub(crate) fn token(&self, token: &Token) -> TokenForm<'a> {
        let SpanForm { start, end, text } = self.span(token.span);
        let words = &self.article.words;
        let lower = words.get(token.lower);
        let lower = (lower != lowered(self.article.words_of(token.span))).then_some(Cow::Borrowed(lower));
        let lemma = Cow::Borrowed(words.get(token.lemma));
        TokenForm { start, end, text, lower, lemma, pos: token.pos, tag: token.tag }
    }

    /// A warning.
    pub(crate) fn warning(warning: &'a Warning) -> WarningForm<'a> {
        WarningForm { kind: warning.kind, message: Cow::Borrowed(&warning.message) }
    }
}

//! The article as this stage reads it: where each mention stands among tokens and sentences.

use crate::article::{Article, Block, BlockKind, Gender, Mention, Pos, Sentence, Token, Word, Words};
use crate::names::lists::{self, LONGEST_TITLE, Title, TitleEnds};
use crate::span::Span;
use std::ops::Range;

/// The parts of an article that mentions are resolved in, with one answer per word and one place per mention.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a Words,
    pub(super) sentences: &'a [Sentence],
    pub(super) blocks: &'a [Block],
    /// Per word.
    sorts: Vec<Sort>,
    title_ends: Vec<TitleEnds>,
    /// Per mention, in their order.
    pub(super) places: Vec<Place>,
}

/// Where a mention stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its tokens; empty for a mention that touches none.
    pub(super) tokens: Range<usize>,
    /// Its sentence, counted from 0; the one before it for a mention outside all.
    pub(super) sentence: usize,
}

/// What a word is when no tagger has looked, for the closed classes that matter here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Other,
    /// He, she and their forms.
    Pronoun(Gender, Case),
    /// They and its forms.
    They,
    /// I, we, you and their forms.
    Speaker,
    /// The, a, this, his, its …
    Determiner,
    Preposition,
    And,
    Comma,
    /// Full stops and the like.
    Stop,
    /// Opening brackets.
    Open,
    Possessive,
    /// Is, was, has, will …
    Auxiliary,
    /// Who, which, that.
    Relative,
    /// Quotation marks.
    Mark,
}

/// The form of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// He, she.
    Subject,
    /// Him; her, when nothing tells it from the possessive.
    Object,
    /// His, her, hers.
    Possessive,
    /// Himself, herself.
    Reflexive,
}

impl<'a> Page<'a> {
    /// The article without its mentions, and where each of `mentions`, sorted by start, stands.
    pub(super) fn new(article: &'a Article, mentions: &[Mention]) -> Self {
        let mut page = Self {
            text: &article.text,
            tokens: &article.tokens,
            words: &article.words,
            sentences: &article.sentences,
            blocks: &article.blocks,
            sorts: article.words.map(sort),
            title_ends: article.words.map(lists::title_ends),
            places: Vec::new(),
        };
        page.places = page.locate(mentions.iter().map(|m| m.span));
        page
    }

    /// Where those spans, sorted by start, stand.
    pub(super) fn locate(&self, spans: impl Iterator<Item = Span>) -> Vec<Place> {
        let (mut token, mut sentence) = (0, 0);
        spans
            .map(|span| {
                while self.tokens.get(token).is_some_and(|t| t.span.end <= span.start) {
                    token += 1;
                }
                let inside = self.tokens[token..].iter().take_while(|t| t.span.start < span.end).count();
                while self.sentences.get(sentence + 1).is_some_and(|s| s.span.start <= span.start) {
                    sentence += 1;
                }
                Place { tokens: token..token + inside, sentence }
            })
            .collect()
    }

    /// The lower-cased form of a token; empty beyond the last.
    pub(super) fn lower(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |t| self.words.get(t.lower))
    }

    /// The dictionary form of a token; empty beyond the last.
    pub(super) fn lemma(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |t| self.words.get(t.lemma))
    }

    /// The token as it is written.
    pub(super) fn written(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |t| words_of(self.text, t.span))
    }

    /// What sort of word a token is; `Other` beyond the last.
    pub(super) fn sort(&self, token: usize) -> Sort {
        self.tokens.get(token).map_or(Sort::Other, |t| self.sort_of(t.lower))
    }

    fn sort_of(&self, word: Word) -> Sort {
        self.sorts.get(word.index()).copied().unwrap_or_default()
    }

    /// The part of speech of a token; `X` beyond the last.
    pub(super) fn pos(&self, token: usize) -> Pos {
        self.tokens.get(token).map_or(Pos::X, |t| t.pos)
    }

    /// Whether a verb stands there, as far as one can tell.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        match self.pos(token) {
            Pos::Verb | Pos::Aux => true,
            Pos::X => self.sort(token) == Sort::Auxiliary || self.lower(token).ends_with("ed"),
            _ => false,
        }
    }

    /// The tokens of a sentence.
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        self.sentences.get(index).map_or(0..0, |s| {
            let range = s.token_range();
            range.start.min(self.tokens.len())..range.end.min(self.tokens.len())
        })
    }

    /// What block a sentence stands in.
    pub(super) fn block(&self, sentence: usize) -> Option<BlockKind> {
        let block = self.sentences.get(sentence)?.block;
        self.blocks.get(block as usize).map(|b| b.kind)
    }

    /// The longest title that ends right before a token, and how many tokens it has.
    pub(super) fn title_ending(&self, at: usize) -> Option<(usize, Title)> {
        if !self.title_ends(at.checked_sub(1)?).last {
            return None;
        }
        (1..=LONGEST_TITLE.min(at)).rev().find_map(|n| Some((n, self.title(at - n..at)?)))
    }

    /// The longest title that starts at a token, and how many tokens it has.
    pub(super) fn title_starting(&self, at: usize) -> Option<(usize, Title)> {
        if !self.title_ends(at).first {
            return None;
        }
        let left = self.tokens.len().saturating_sub(at);
        (1..=LONGEST_TITLE.min(left)).rev().find_map(|n| Some((n, self.title(at..at + n)?)))
    }

    fn title_ends(&self, token: usize) -> TitleEnds {
        let word = self.tokens.get(token).map(|t| t.lower.index());
        word.and_then(|w| self.title_ends.get(w)).copied().unwrap_or_default()
    }

    fn title(&self, tokens: Range<usize>) -> Option<Title> {
        if !self.title_ends(tokens.start).first || !self.title_ends(tokens.end - 1).last {
            return None;
        }
        let word = |token: usize| {
            let word = self.lower(token);
            word.strip_suffix('.').filter(|w| !w.is_empty()).unwrap_or(word)
        };
        if tokens.len() == 1 {
            return lists::title(word(tokens.start));
        }
        lists::title(&tokens.map(word).collect::<Vec<_>>().join(" "))
    }

    /// The words from one token up to another, as written.
    pub(super) fn stretch(&self, tokens: Range<usize>) -> &'a str {
        let Some(tokens) = self.tokens.get(tokens) else { return "" };
        match tokens {
            [] => "",
            [first, .., last] => words_of(self.text, first.span.cover(last.span)),
            [only] => words_of(self.text, only.span),
        }
    }

    /// The span from one token up to another.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let tokens = self.tokens.get(tokens).unwrap_or_default();
        tokens.iter().map(|t| t.span).reduce(Span::cover).unwrap_or_default()
    }
}

/// The words of a span; empty for one that does not lie in the text on character borders.
pub(super) fn words_of(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

fn sort(word: &str) -> Sort {
    use Case::{Object, Possessive, Reflexive, Subject};
    use Gender::{Feminine, Masculine};
    match word {
        "he" => Sort::Pronoun(Masculine, Subject),
        "him" => Sort::Pronoun(Masculine, Object),
        "his" => Sort::Pronoun(Masculine, Possessive),
        "himself" => Sort::Pronoun(Masculine, Reflexive),
        "she" => Sort::Pronoun(Feminine, Subject),
        "her" => Sort::Pronoun(Feminine, Object),
        "hers" => Sort::Pronoun(Feminine, Possessive),
        "herself" => Sort::Pronoun(Feminine, Reflexive),
        "they" | "them" | "their" | "theirs" | "themselves" => Sort::They,
        "i" | "me" | "my" | "mine" | "we" | "us" | "our" | "ours" | "you" | "your" => Sort::Speaker,
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "its" => Sort::Determiner,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "to" | "into" | "onto" | "against" | "between"
        | "about" | "over" | "under" | "after" | "before" | "during" | "through" | "near" | "outside" | "inside"
        | "around" | "across" | "towards" | "toward" | "among" | "amid" | "alongside" | "behind" | "beside"
        | "despite" | "like" | "off" | "per" | "than" | "upon" | "via" | "within" | "without" | "since" | "until"
        | "including" => Sort::Preposition,
        "and" | "&" => Sort::And,
        "," => Sort::Comma,
        "." | "!" | "?" | ";" | ":" | "–" | "—" | "--" => Sort::Stop,
        "(" | "[" => Sort::Open,
        "'s" | "'" => Sort::Possessive,
        "is" | "was" | "are" | "were" | "be" | "been" | "being" | "has" | "have" | "had" | "will" | "would" | "can"
        | "could" | "may" | "might" | "must" | "shall" | "should" | "does" | "did" | "do" => Sort::Auxiliary,
        "who" | "whom" | "whose" | "which" => Sort::Relative,
        "\"" | "“" | "”" | "``" | "''" | "«" | "»" => Sort::Mark,
        _ => Sort::Other,
    }
}

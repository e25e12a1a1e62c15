//! The items a sentence is read by: its tokens, and the parts of those that hyphens join.

use super::lexicon::{self, Class, Key, Verb};
use crate::article::{Article, Pos, Sentence};
use crate::span::Span;

/// A token or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub span: Span,
    pub class: Class,
    /// Which way it makes the sentence look.
    pub cue: Option<Verb>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it follows the item before without a space.
    pub glued: bool,
    /// What it looks like.
    pub look: Look,
    /// What the tagger calls it.
    pub pos: Pos,
}

/// What a token looks like to someone who knows no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A number or a punctuation mark.
    Sign,
    Word,
    /// A noun in the plural, perhaps: "soldiers" yes, "people" no.
    Plural,
}

/// What every word of an article is, by [`Word::index`](crate::article::Word::index).
pub(super) struct Table(Vec<(Class, Option<Verb>)>);

impl Table {
    pub(super) fn new(article: &Article) -> Self {
        Self(article.words.map(|word| (lexicon::classify(word), lexicon::verb(word))))
    }

    /// The items of `sentence` into `items`, which is emptied before.
    pub(super) fn read(&self, article: &Article, sentence: &Sentence, items: &mut Vec<Item>) {
        items.clear();
        for token in article.tokens.get(sentence.token_range()).unwrap_or_default() {
            let (class, cue) = self.0.get(token.lower.index()).copied().unwrap_or((Class::Other, None));
            // A noun or adjective in -ed ("the United Nations") does not report the past; "due" still looks ahead.
            let names = matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj);
            // "May" the month looks nowhere.
            let cue = cue.filter(|cue| !(names && (*cue == Verb::Past || matches!(class, Class::Month(..)))));
            let glued = items.last().is_some_and(|before| before.span.end == token.span.start);
            let text = token.span.of(&article.text);
            if class == Class::Compound {
                split(token.span, text, glued, items);
            } else {
                items.push(Item { pos: token.pos, ..item(token.span, text, class, cue, glued) });
            }
        }
    }
}

fn item(span: Span, text: &str, class: Class, cue: Option<Verb>, glued: bool) -> Item {
    let bytes = text.as_bytes();
    let lower = bytes.first().is_some_and(u8::is_ascii_lowercase);
    let plural = lower && bytes.len() > 3 && bytes.ends_with(b"s") && !bytes.ends_with(b"ss");
    let first = text.chars().next();
    let look = match first {
        _ if plural => Look::Plural,
        Some(c) if c.is_alphabetic() => Look::Word,
        _ => Look::Sign,
    };
    Item { span, class, cue, capital: first.is_some_and(char::is_uppercase), glued, look, pos: Pos::X }
}

/// Cuts a word at its hyphens, which become items of their own.
fn split(span: Span, text: &str, glued: bool, items: &mut Vec<Item>) {
    let (mut start, mut glued) = (0, glued);
    let mut push = |from: usize, to: usize, class: Option<Class>| {
        if from < to {
            let part = &text[from..to];
            let class = class.unwrap_or_else(|| lexicon::classify(&part.to_lowercase()));
            let offset = span.start as usize;
            items.push(item(Span::new(offset + from, offset + to), part, class, None, glued));
            glued = true;
        }
    };
    for (at, hyphen) in text.match_indices(lexicon::is_hyphen) {
        push(start, at, None);
        start = at + hyphen.len();
        push(at, start, Some(Class::Key(Key::Hyphen)));
    }
    push(start, text.len(), None);
}

//! Names: where they are and of what kind.
//!
//! Several hands, each with its own file: the model finds names in running text ([`crate::tagger::names`]), the lists
//! settle their kinds, titles and second names are cut off, well-known events and countries that the model missed are
//! added, the mentions of one article are made to agree, a scanner finds amounts, and the user's own names win over all
//! of them.

mod acronyms;
mod agree;
mod amounts;
mod events;
mod kinds;
pub mod lists;
mod missed;
mod own;
mod pairs;
mod shape;

pub use own::{LONGEST_NAME, Part, Pattern, Test, Times, UserNames};

use crate::article::{Article, EntityKind, Form, Mention};
use crate::tagger::{self, Effort, Forms, Model};
use std::ops::Range;

/// How sure a rule is of an amount.
const AMOUNT: f32 = 0.95;

/// A name while this stage works on it.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    /// Tokens of the article; at least one.
    tokens: Range<usize>,
    kind: EntityKind,
    /// 0 to 1.
    confidence: f32,
}

/// Fills `mentions` with the names in the text. `forms` are those that [`tagger::tag`] gave back.
pub fn find(article: &mut Article, forms: &Forms, model: &Model, effort: Effort, own: &UserNames) {
    let mention = |span, kind, confidence| Mention::new(span, kind, Form::Name, confidence);
    let given: Vec<_> = own.find(article).into_iter().map(|(span, kind)| mention(span, kind, 1.0)).collect();
    let amounts = amounts::find(article).into_iter().map(|(span, kind)| mention(span, kind, AMOUNT)).collect();
    let modelled = named(article, forms, model, effort).into_iter().map(|name| {
        let [first, last] = [name.tokens.start, name.tokens.end - 1].map(|at| article.tokens[at].span);
        mention(first.cover(last), name.kind, name.confidence)
    });
    let modelled = modelled.collect();
    article.mentions = merge(merge(given, amounts), modelled);
}

/// The names of model and lists, in reading order, not overlapping.
fn named(article: &Article, forms: &Forms, model: &Model, effort: Effort) -> Vec<Named> {
    let mut lower = String::new();
    let mut names = Vec::new();
    for name in pairs::cut(article, tagger::names(article, forms, model, effort), |name| kinds::OF_MODEL[name.kind]) {
        let Some(tokens) = trim(article, name.tokens) else { continue };
        shape::cut(article, tokens, kinds::OF_MODEL[name.kind], |tokens, kind| {
            let Some(tokens) = trim(article, tokens) else { return };
            spell(article, tokens.clone(), &mut lower);
            names.push(Named { tokens, kind: kinds::settle(kind, &lower), confidence: name.probability });
        });
    }
    let names = events::add(article, names);
    let mut names = missed::add(article, names);
    acronyms::join(article, &mut names);
    agree::agree(article, &mut names);
    names
}

/// The lower-cased form of a token; empty beyond the last.
fn lower(article: &Article, at: usize) -> &str {
    article.tokens.get(at).map_or("", |token| article.words.get(token.lower))
}

/// A token as it is written; empty beyond the last.
fn written(article: &Article, at: usize) -> &str {
    article.tokens.get(at).map_or("", |token| token.span.of(&article.text))
}

/// Whether a token begins with a capital.
fn is_large(article: &Article, at: usize) -> bool {
    written(article, at).starts_with(char::is_uppercase)
}

/// Without a leading article, a trailing possessive, or quotation marks and the like at the ends; None when nothing is
/// left.
fn trim(article: &Article, mut tokens: Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| article.words.get(article.tokens[at].lower);
    let sign = |at: usize| !word(at).contains(char::is_alphanumeric);
    while tokens.start < tokens.end && (matches!(word(tokens.start), "the" | "'s") || sign(tokens.start)) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && (word(tokens.end - 1) == "'s" || sign(tokens.end - 1)) {
        tokens.end -= 1;
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// The lower-cased words of a name as the lists have them: joined by one space, but not where the text has none.
fn spell(article: &Article, tokens: Range<usize>, lower: &mut String) {
    lower.clear();
    let mut end = None;
    for token in &article.tokens[tokens] {
        if end.is_some_and(|end| end < token.span.start) {
            lower.push(' ');
        }
        end = Some(token.span.end);
        lower.push_str(article.words.get(token.lower));
    }
}

/// Both lists in reading order; of the second, only what overlaps nothing of the first.
fn merge(first: Vec<Mention>, second: Vec<Mention>) -> Vec<Mention> {
    if first.is_empty() {
        return second;
    }
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut rest = first.into_iter().peekable();
    let mut end = 0;
    for mention in second {
        while let Some(before) = rest.next_if(|f| f.span.start < mention.span.end) {
            end = before.span.end;
            merged.push(before);
        }
        if mention.span.start >= end {
            merged.push(mention);
        }
    }
    merged.extend(rest);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use EntityKind::{Money, Norp, Org, Person};

    fn mention(start: usize, end: usize, kind: EntityKind) -> Mention {
        Mention::new(Span::new(start, end), kind, Form::Name, 1.0)
    }

    #[test]
    fn the_first_list_wins_where_both_claim() {
        let first = vec![mention(0, 5, Org), mention(10, 20, Org)];
        let second = vec![mention(3, 8, Person), mention(8, 10, Person), mention(8, 12, Norp), mention(20, 22, Money)];
        let spans: Vec<_> = merge(first, second).iter().map(|m| (m.span.start, m.span.end)).collect();
        assert_eq!(spans, [(0, 5), (8, 10), (10, 20), (20, 22)]);
    }
}

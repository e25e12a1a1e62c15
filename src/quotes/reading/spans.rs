//! Labels to spans: contents, cues and sources, words in marks taken whole.

use super::super::view::{Class, View};
use super::Label;
use std::ops::Range;

/// What a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The words that name the speaker.
    Source,
    /// The words that report.
    Cue,
    /// What is reported, or a piece of it.
    Content,
}

/// A span with its role.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// Indices into [`crate::Article::tokens`].
    pub tokens: Range<usize>,
    /// How likely its words' labels are, in the mean.
    pub likely: f32,
}

/// The spans in the labels of some tokens, in reading order.
pub(super) fn parts(view: &View<'_>, tokens: &Range<usize>, labels: &[Label], likely: &[f32]) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    let mut open: Option<(Role, usize)> = None;
    let mut close = |open: &mut Option<(Role, usize)>, end: usize| {
        if let Some((role, start)) = open.take() {
            let sum: f32 = likely[start - tokens.start..end - tokens.start].iter().sum();
            found.push(Part { role, tokens: start..end, likely: sum / (end - start) as f32 });
        }
    };
    for (i, label) in tokens.clone().zip(labels) {
        let begins = match label {
            Label::Outside => {
                close(&mut open, i);
                None
            }
            Label::BeginSource => Some(Role::Source),
            Label::BeginCue => Some(Role::Cue),
            Label::BeginContent => Some(Role::Content),
            Label::InSource | Label::InCue | Label::InContent => None,
        };
        if let Some(role) = begins {
            close(&mut open, i);
            open = Some((role, i));
        }
    }
    close(&mut open, tokens.end);
    whole_marks(view, tokens, found)
}

/// Words in marks are content wholly or not at all: of a stretch of three words or more in marks, what is content of half
/// of it is content of all. Cues and sources inside are nobody's then.
fn whole_marks(view: &View<'_>, tokens: &Range<usize>, mut parts: Vec<Part>) -> Vec<Part> {
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(region) = view.region(at) else {
            at += 1;
            continue;
        };
        let all = view.tokens_of(view.regions[region].span);
        let marked = all.start.max(tokens.start)..all.end.min(tokens.end);
        at = marked.end.max(at + 1);
        let is_word = |i: &usize| !matches!(view.class(*i), Class::Mark | Class::Comma | Class::Stop);
        let words = marked.clone().filter(is_word).count();
        if words < 3 {
            continue;
        }
        let shared = |part: &Part| part.tokens.end.min(marked.end).saturating_sub(part.tokens.start.max(marked.start));
        let contents = || parts.iter().enumerate().filter(|(_, p)| p.role == Role::Content && shared(p) > 0);
        let covered: usize = contents().map(|(_, part)| shared(part)).sum();
        let Some((most, _)) = contents().max_by_key(|(_, part)| shared(part)) else { continue };
        if 2 * covered < marked.len() {
            // A word or two of what is in marks: nobody's quotation.
            continue;
        }
        let whole = parts[most].tokens.start.min(marked.start)..parts[most].tokens.end.max(marked.end);
        parts[most].tokens = whole;
        let mut number = 0;
        parts.retain_mut(|part| {
            number += 1;
            if number - 1 == most {
                return true;
            }
            // What reached in from before or from behind ends at the marks.
            if part.tokens.start < marked.start {
                part.tokens.end = part.tokens.end.min(marked.start);
            } else if part.tokens.end > marked.end {
                part.tokens.start = part.tokens.start.max(marked.end);
            } else if part.tokens.end > marked.start && part.tokens.start < marked.end {
                part.tokens.end = part.tokens.start;
            }
            !part.tokens.is_empty()
        });
    }
    parts.sort_by_key(|part| part.tokens.start);
    parts
}

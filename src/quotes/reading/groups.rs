//! Contents that belong together, with their cue and their source.

use super::super::cues::Inflection;
use super::super::view::{Class, View};
use super::pairs::{FARTHEST, Pairs, likely};
use super::spans::{Part, Role};
use std::ops::Range;

/// Two pieces more likely than this are one quotation.
const TOGETHER: f32 = 0.5;

/// A cue or a source less likely than this, in the mean over the pieces, is somebody else's.
const LEAST: f32 = 0.09;

/// How many contents ahead a piece is held against.
const AHEAD: usize = 3;

/// What somebody said, as the network reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Its pieces, in reading order.
    pub content: Vec<Range<usize>>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// The words that name the speaker.
    pub source: Option<Range<usize>>,
    /// How likely the labels of the content's words are.
    pub likely: f32,
    /// How likely its cue is this one's; 0 where the network marked none.
    pub cue_likely: f32,
    /// The same of its source.
    pub source_likely: f32,
}

/// The groups among the spans of a stretch.
pub(super) fn groups(view: &View<'_>, parts: &[Part]) -> Vec<Group> {
    let pairs = Pairs::new(view, parts);
    let contents: Vec<usize> = (0..parts.len()).filter(|&n| parts[n].role == Role::Content).collect();
    let mut first: Vec<usize> = (0..contents.len()).collect();
    for (i, &one) in contents.iter().enumerate() {
        for (j, &other) in contents.iter().enumerate().skip(i + 1).take(AHEAD) {
            if pairs.gap(one, other) > FARTHEST {
                break;
            }
            if likely(Role::Content, &pairs.features(one, other)) > TOGETHER {
                let (a, b) = (root(&first, i), root(&first, j));
                first[a.max(b)] = a.min(b);
            }
        }
    }
    let mut found = Vec::new();
    for i in 0..contents.len() {
        if root(&first, i) != i {
            continue;
        }
        let pieces: Vec<usize> = (i..contents.len()).filter(|&j| root(&first, j) == i).map(|j| contents[j]).collect();
        let best = |role: Role| best(&pairs, parts, &pieces, role);
        let (cue, source) = (best(Role::Cue), best(Role::Source));
        let likely: f32 = pieces.iter().map(|&p| parts[p].likely).sum::<f32>() / pieces.len() as f32;
        let mut group = Group {
            content: pieces.iter().map(|&p| parts[p].tokens.clone()).collect(),
            cue: cue.map(|(n, _)| parts[n].tokens.clone()),
            source: source.map(|(n, _)| trimmed(view, &parts[n].tokens)),
            likely,
            cue_likely: cue.map_or(0.0, |(_, sure)| sure),
            source_likely: source.map_or(0.0, |(_, sure)| sure),
        };
        if group.source.is_none() {
            group.source = group.cue.as_ref().and_then(|cue| subject(view, cue, &group.content));
        }
        found.push(group);
    }
    found
}

/// A source without the comma or the 's at its end.
fn trimmed(view: &View<'_>, tokens: &Range<usize>) -> Range<usize> {
    let last = |i: &usize| !matches!(view.class(*i), Class::Comma | Class::Possessive | Class::Dash);
    let end = tokens.clone().rev().find(last).map_or(tokens.end, |last| last + 1);
    tokens.start..end
}

/// The piece a group is called by: its first.
fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

/// The cue or the source that goes best with all pieces, and how likely it does.
fn best(pairs: &Pairs<'_>, parts: &[Part], pieces: &[usize], role: Role) -> Option<(usize, f32)> {
    // Spans stand in reading order, so those within reach are neighbours.
    let (&from, &to) = (pieces.first()?, pieces.last()?);
    let before = (0..from).rev().take_while(|&n| pairs.gap(n, from) <= FARTHEST);
    let after = (from..parts.len()).take_while(|&n| n < to || pairs.gap(n, to) <= FARTHEST);
    let candidates = before.chain(after).filter(|&n| parts[n].role == role);
    let share = |n: usize| {
        let near = pieces.iter().filter(|&&piece| pairs.gap(n, piece) <= FARTHEST);
        near.map(|&piece| likely(role, &pairs.features(n, piece))).sum::<f32>() / pieces.len() as f32
    };
    let shares = candidates.map(|n| (n, share(n)));
    shares.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|&(_, share)| share >= LEAST)
}

/// The subject of a cue by rule, where the network marked no source.
fn subject(view: &View<'_>, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
    let verb = cue.clone().rev().find(|&i| view.class(i) == Class::Verb).unwrap_or(cue.start);
    let floor = view.sentence(verb).start.max(verb.saturating_sub(FARTHEST));
    let form = view.any_verb(verb).map_or(Inflection::Base, |(_, form)| form);
    let subject = view.subject_of_cue(verb, form, floor)?;
    let taken = |i: usize| cue.contains(&i) || content.iter().any(|c| c.contains(&i));
    (!subject.clone().any(taken)).then_some(subject)
}

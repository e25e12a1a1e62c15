//! What the rules found and what the network read, brought together.
//!
//! The network says what was said: which words are content, and which belong together. Who said words in marks the rules
//! know better, and talks are the rules' alone. Everything else is as the network has it; what the rules know of the
//! same cue goes with it.

use super::attribution::{Attribution, Learned};
use super::cues::{Frames, Tier};
use super::reading::Group;
use super::view::View;
use super::wording::Wording;
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// Words in marks that the network leaves out are a quotation all the same when the rules are as sure as this.
const SURE: f32 = 0.9;

/// What the network leaves out altogether is reported all the same when the rules are as sure as this.
const FAIRLY_SURE: f32 = 0.65;

/// `found` by the rules, the first `talks` of them turns in talks; `groups` by the network.
pub(super) fn agree(
    view: &View<'_>,
    found: Vec<Attribution>,
    talks: usize,
    groups: Vec<Group>,
    wordings: &[Wording],
) -> Vec<Attribution> {
    let mut talked = vec![false; view.article.tokens.len()];
    for &span in found[..talks].iter().flat_map(|a| &a.content) {
        talked[view.tokens_of(span)].fill(true);
    }
    // Who has each region, and what the rules make of each cue.
    let mut of_region: Vec<Option<usize>> = vec![None; view.regions.len()];
    let mut of_cue: HashMap<usize, usize> = HashMap::new();
    for (number, attribution) in found.iter().enumerate() {
        for region in regions(view, &attribution.content) {
            of_region[region].get_or_insert(number);
        }
        if let Some(cue) = &attribution.cue {
            of_cue.entry(cue.start).or_insert(number);
        }
    }
    let mut read = vec![false; view.article.tokens.len()];
    let mut agreed = Vec::with_capacity(groups.len());
    for group in groups {
        if group.content.iter().any(|tokens| talked[tokens.start]) {
            continue;
        }
        let content: Vec<Span> = group.content.iter().map(|tokens| view.span(tokens)).collect();
        group.content.iter().for_each(|tokens| read[tokens.clone()].fill(true));
        let long = |&region: &usize| words(view, view.regions[region].span) >= 3;
        let in_marks = regions(view, &content).find(long).and_then(|region| of_region[region]);
        let same_cue = || group.cue.clone().and_then(|cue| cue.into_iter().find_map(|i| of_cue.get(&i).copied()));
        let learned = Some(Learned {
            source: group.source.clone(),
            cue: group.cue.clone(),
            likely: group.likely,
            cue_likely: group.cue_likely,
            source_likely: group.source_likely,
        });
        let attribution = match (in_marks, same_cue()) {
            (Some(rule), _) if found[rule].source.is_some() => {
                let cue = found[rule].cue.clone().or(group.cue);
                Attribution { content, learned, cue, ..found[rule].clone() }
            }
            (_, rule) => {
                let rule = rule.map(|rule| &found[rule]);
                Attribution {
                    via: rule.and_then(|rule| rule.via.clone()),
                    rule: rule.map_or_else(|| reason(view, &group), |rule| rule.rule),
                    confidence: group.likely * (0.5 + 0.5 * group.source_likely),
                    cue: group.cue,
                    source: group.source,
                    content,
                    learned,
                }
            }
        };
        agreed.push(attribution);
    }
    for (number, attribution) in found.into_iter().enumerate() {
        let unread = !attribution.content.iter().any(|&span| view.tokens_of(span).any(|i| read[i]));
        let in_marks = || {
            attribution.confidence >= SURE
                && regions(view, &attribution.content).any(|region| wordings[region] == Wording::Speech)
        };
        let own = || attribution.cue.as_ref().is_some_and(|cue| view.is_users_cue(cue.start));
        if number < talks || unread && (in_marks() || own() || attribution.confidence >= FAIRLY_SURE) {
            agreed.push(attribution);
        }
    }
    agreed
}

/// The outermost regions that contents hold at least half of.
fn regions<'a>(view: &'a View<'_>, content: &'a [Span]) -> impl Iterator<Item = usize> + 'a {
    content.iter().flat_map(move |&span| {
        let mut last = None;
        let inside = view.tokens_of(span).filter_map(move |i| {
            let region = view.region(i).filter(|&region| Some(region) != last)?;
            last = Some(region);
            Some(region)
        });
        inside.filter(move |&region| {
            let whole = view.regions[region].span;
            let shared = whole.end.min(span.end).saturating_sub(whole.start.max(span.start));
            2 * shared >= whole.end - whole.start
        })
    })
}

fn words(view: &View<'_>, span: Span) -> usize {
    view.tokens_of(span).filter(|&i| view.written(i).starts_with(char::is_alphanumeric)).take(3).count()
}

/// Why the network's reading is what it is, by its cue.
fn reason(view: &View<'_>, group: &Group) -> &'static str {
    let Some(cue) = &group.cue else { return "N is next to the words" };
    let after = group.content.iter().all(|tokens| tokens.start < cue.start);
    let known = cue.clone().find_map(|i| view.any_verb(i).map(|(cue, _)| cue).or_else(|| view.any_noun(i)));
    let opens = |tokens: &Range<usize>, word: &str| view.word(tokens.start) == word;
    let that = group.content.first().is_some_and(|content| opens(content, "that"));
    let to = group.content.first().is_some_and(|content| opens(content, "to"));
    match known.map(|known| (known.tier, known.frames)) {
        _ if view.word(cue.start) == "according" => "according to N",
        Some((Tier::Noun, _)) => "N's claim that …",
        Some((Tier::Adjective, _)) => "N is sure that …",
        _ if after => "…, N said",
        _ if that => "N said that …",
        _ if to => "N vowed to …",
        Some((_, frames)) if frames.has(Frames::OBJECT) => "N praised or blamed …",
        _ => "N said …",
    }
}

//! What the rules found and what the network read, brought together.
//!
//! The network says what was said: which words are content, and which belong together. Who said words in marks the rules
//! know better, and talks are the rules' alone. Everything else is as the network has it; what the rules know of the
//! same cue goes with it.

use super::attribution::{Attribution, Learned};
use super::cues::{Frames, Tier};
use super::reading::Group;
use super::view::{Class, View};
use super::wording::Wording;
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// Words in marks that the network leaves out are a quotation all the same when the rules are as sure as this.
const SURE: f32 = 0.9;

/// What the network leaves out altogether is reported all the same when the rules are as sure as this.
const FAIRLY_SURE: f32 = 0.65;

/// What the network takes for a report although its cue is in no lexicon is one when the network is as sure as this.
const LEAST: f32 = 0.5;

/// So few words beside a quotation that stands on its own are a slip of the network's.
const SLIP: usize = 4;

/// Most tokens of a hearer, a day and a place before what is said.
const HEARER: usize = 14;

/// How many pieces of a content are held against each other.
const MOST: usize = 16;

/// The rules' findings, looked up by what the network found.
struct Rules<'a> {
    view: &'a View<'a>,
    found: &'a [Attribution],
    /// Which of them has each region.
    of_region: Vec<Option<usize>>,
    /// Which of them begins its cue at a token.
    of_cue: HashMap<usize, usize>,
    /// Which of them has a token for its content.
    of_token: Vec<Option<u32>>,
}

/// `found` by the rules, the first `talks` of them turns in talks; `groups` by the network.
pub(super) fn agree(
    view: &View<'_>,
    found: &[Attribution],
    talks: usize,
    groups: Vec<Group>,
    wordings: &[Wording],
) -> Vec<Attribution> {
    let rules = Rules::new(view, found);
    let talked = |group: &Group| {
        let first = group.content.first().and_then(|tokens| rules.of_token[tokens.start]);
        first.is_some_and(|number| (number as usize) < talks)
    };
    let groups: Vec<Group> =
        groups.into_iter().filter(|group| !talked(group)).flat_map(|group| rules.apart(group)).collect();
    let mut read = vec![false; view.article.tokens.len()];
    let mut used = vec![false; found.len()];
    let mut agreed: Vec<Attribution> = Vec::with_capacity(groups.len());
    let mut last: Option<(usize, usize)> = None;
    for (number, group) in groups.iter().enumerate() {
        let content: Vec<Span> = group.content.iter().map(|tokens| rules.content(tokens, wordings)).collect();
        let long = |&region: &usize| words(view, view.regions[region].span) >= 3;
        let in_marks = regions(view, &content).find(|region| match wordings[*region] {
            Wording::Speech => true,
            Wording::Part => long(region),
            Wording::Name => false,
        });
        let rule = in_marks.and_then(|region| rules.of_region[region]).filter(|&rule| found[rule].source.is_some());
        if let Some(rule) = rule {
            // A quotation that goes on in the next paragraph: the network reads one at a time.
            let block = view.block_of(group.content[0].start);
            let content = rules.past_hearer(&found[rule], group, true).map_or(content, |span| vec![span]);
            mark(&mut read, &group.content);
            used[rule] = true;
            if let (Some(before), Some(same)) = (agreed.last_mut(), last)
                && same.0 == rule
                && same.1 < block
            {
                before.content.extend(content);
            } else {
                let cue = found[rule].cue.clone().or(group.cue.clone());
                let Attribution { source, via, confidence, rule: reason, .. } = &found[rule];
                agreed.push(Attribution {
                    cue,
                    source: source.clone(),
                    via: via.clone(),
                    content,
                    confidence: *confidence,
                    rule: reason,
                    learned: Some(rules.learned(group, Some(rule))),
                });
            }
            last = Some((rule, block));
            continue;
        }
        let same_cue = group.cue.clone().and_then(|cue| cue.into_iter().find_map(|i| rules.of_cue.get(&i).copied()));
        if in_marks.is_none() {
            if group.cue.is_none() && group.source.is_none() {
                // Nobody's words: what the rules make of them, or nothing.
                let rule = rules.most(group).filter(|&rule| found[rule].source.is_some());
                if let Some(rule) = rule.filter(|&rule| !std::mem::replace(&mut used[rule], true)) {
                    agreed.push(found[rule].clone());
                }
                continue;
            }
            let named = regions(view, &content).any(|region| wordings[region] == Wording::Name);
            let marked = same_cue.is_some_and(|rule| regions(view, &found[rule].content).next().is_some());
            let no_report = same_cue.is_none() && (named || is_doubtful(view, group));
            if no_report || is_slip(group, number, &groups, marked) {
                continue;
            }
            if let Some(rule) = same_cue.filter(|&rule| is_plain(&found[rule]) || rules.is_exact(rule, group)) {
                if !std::mem::replace(&mut used[rule], true) {
                    let content: Vec<_> = found[rule].content.iter().map(|&span| view.tokens_of(span)).collect();
                    mark(&mut read, &content);
                    mark(&mut read, &group.content);
                    let learned = Some(rules.learned(group, Some(rule)));
                    agreed.push(Attribution { learned, ..found[rule].clone() });
                }
                continue;
            }
        }
        let rule = same_cue.map(|rule| &found[rule]);
        mark(&mut read, &group.content);
        let content = rule.and_then(|rule| rules.past_hearer(rule, group, false)).map_or(content, |span| vec![span]);
        agreed.push(Attribution {
            via: rule.and_then(|rule| rule.via.clone()),
            rule: rule.map_or_else(|| reason(view, group), |rule| rule.rule),
            confidence: confidence(group),
            cue: group.cue.clone(),
            source: group.source.clone(),
            content,
            learned: Some(rules.learned(group, same_cue)),
        });
    }
    for (number, attribution) in found.iter().enumerate() {
        let unread = !attribution.content.iter().any(|&span| view.tokens_of(span).any(|i| read[i]));
        // A report inside a report: the network has one label for a word.
        let inside = |tokens: &Option<Range<usize>>| tokens.as_ref().is_some_and(|tokens| read[tokens.start]);
        let nested = inside(&attribution.cue) && inside(&attribution.source);
        let in_marks = || {
            attribution.confidence >= SURE
                && regions(view, &attribution.content).any(|region| wordings[region] == Wording::Speech)
        };
        let own = || attribution.cue.as_ref().is_some_and(|cue| view.is_users_cue(cue.start));
        let sure = attribution.confidence >= FAIRLY_SURE;
        if number < talks || nested && sure && !used[number] || unread && (in_marks() || own() || sure) {
            agreed.push(attribution.clone());
        }
    }
    agreed
}

impl<'a> Rules<'a> {
    fn new(view: &'a View<'a>, found: &'a [Attribution]) -> Self {
        let mut of_region = vec![None; view.regions.len()];
        let mut of_cue = HashMap::new();
        let mut of_token = vec![None; view.article.tokens.len()];
        for (number, attribution) in found.iter().enumerate() {
            for region in regions(view, &attribution.content) {
                of_region[region].get_or_insert(number);
            }
            if let Some(cue) = &attribution.cue {
                of_cue.entry(cue.start).or_insert(number);
            }
            for &span in &attribution.content {
                for token in &mut of_token[view.tokens_of(span)] {
                    token.get_or_insert(number as u32);
                }
            }
        }
        Self { view, found, of_region, of_cue, of_token }
    }

    /// Which of them has most words of a group.
    fn most(&self, group: &Group) -> Option<usize> {
        let tokens = || group.content.iter().flat_map(Clone::clone).filter_map(|token| self.of_token[token]);
        let count = |rule: u32| tokens().filter(|&other| other == rule).count();
        // Two or three rules share a group at most.
        let mut owners: Vec<u32> = tokens().collect();
        owners.dedup();
        owners.into_iter().max_by_key(|&rule| count(rule)).map(|rule| rule as usize)
    }

    /// A group cut where the rules are sure that somebody else begins to speak: “Never,” said Holm. “Soon,” said Lund.
    fn apart(&self, mut group: Group) -> Vec<Group> {
        let speaks = |tokens: &Range<usize>| {
            let rule = regions(self.view, &[self.view.span(tokens)]).find_map(|region| self.of_region[region])?;
            let sure = self.found[rule].confidence >= SURE && self.found[rule].source.is_some();
            (sure && self.found[rule].cue.is_some()).then_some(rule)
        };
        let pieces = std::mem::take(&mut group.content);
        let mut found = vec![group.clone()];
        let mut last = None;
        for tokens in pieces {
            let rule = speaks(&tokens);
            if rule.is_some() && last.is_some() && rule != last {
                found.push(Group { cue: None, source: None, ..group.clone() });
            }
            last = rule.or(last);
            if let Some(group) = found.last_mut() {
                group.content.push(tokens);
            }
        }
        found
    }

    /// Whether the network only adds to what a rule has that which does not belong to it: a clause of consequence ("…,
    /// straining its ties"), or what comes after words in marks ("his “no limits” partnership in a phone call").
    fn is_exact(&self, rule: usize, group: &Group) -> bool {
        let view = self.view;
        let ([theirs], &[ours]) = (group.content.as_slice(), self.found[rule].content.as_slice()) else { return false };
        let marked = || regions(view, &[ours]).next().is_some();
        let ours = view.tokens_of(ours);
        // Looked at first, so that every rule is looked through once at most.
        if ours.start != theirs.start || ours.end >= theirs.end {
            return false;
        }
        let is_edge = |i: &usize| matches!(view.class(*i), Class::Comma | Class::Stop);
        let end = ours.clone().rev().find(|i| !is_edge(i)).map_or(ours.end, |last| last + 1);
        let clause = || {
            view.class(end) == Class::Comma && view.class(end + 1) == Class::Verb && view.word(end + 1).ends_with("ing")
        };
        marked() || clause()
    }

    /// The only piece of a group without what the network lets it begin with and the rules know to be a hearer, a day or a
    /// place: "told [the court] the boy had left", "said [in a memo] that it was time". `that` asks for the word behind them.
    fn past_hearer(&self, rule: &Attribution, group: &Group, that: bool) -> Option<Span> {
        let ([theirs], [ours], Some(cue)) = (group.content.as_slice(), rule.content.as_slice(), &group.cue) else {
            return None;
        };
        let start = self.view.tokens_of(*ours).start;
        let behind = theirs.start == cue.end && theirs.start < start && start < theirs.end.min(theirs.start + HEARER);
        let said = !that || self.view.class(start) == Class::That;
        (behind && said).then(|| self.view.span(&(start..theirs.end)))
    }

    /// The words of a content; without the few beside a quotation that stands on its own, or who says it.
    fn content(&self, tokens: &Range<usize>, wordings: &[Wording]) -> Span {
        let view = self.view;
        let whole = view.span(tokens);
        let alone = regions(view, &[whole]).next().filter(|&region| wordings[region] == Wording::Speech);
        let Some((region, rule)) = alone.and_then(|region| Some((region, self.of_region[region]?))) else {
            return whole;
        };
        let marked = view.regions[region].span;
        let outside = tokens.len() - view.tokens_of(marked).len().min(tokens.len());
        let said = self.found[rule].cue.as_ref().is_some_and(|cue| tokens.contains(&cue.start));
        if (said || outside <= SLIP) && whole.contains(marked) { marked } else { whole }
    }
}

/// Notes that these tokens are somebody's words.
fn mark(read: &mut [bool], content: &[Range<usize>]) {
    for tokens in content {
        read[tokens.clone()].fill(true);
    }
}

/// Whether nothing but the network takes a word for a cue, and is not sure of it: "alarmed its allies".
fn is_doubtful(view: &View<'_>, group: &Group) -> bool {
    let known = group.cue.clone().is_some_and(|cue| cue.into_iter().any(|i| view.is_cue_word(i)));
    !known && confidence(group) < LEAST
}

/// How sure the network is of a group and its source.
fn confidence(group: &Group) -> f32 {
    group.likely * (0.5 + 0.5 * group.source_likely)
}

/// Whether a rule leaves nothing to doubt about where its content begins and ends: what follows or precedes "according to",
/// and a sentence that is only interrupted.
fn is_plain(rule: &Attribution) -> bool {
    let split = rule.rule == "…, N said" && rule.content.len() > 1;
    rule.rule == "according to N" || split
}

/// Whether a group is a few words beside what its cue reports in truth: another group, or words in marks.
fn is_slip(group: &Group, number: usize, groups: &[Group], marked: bool) -> bool {
    let Some(cue) = &group.cue else { return false };
    let length: usize = group.content.iter().map(ExactSizeIterator::len).sum();
    let mut beside = number.checked_sub(1).into_iter().chain([number + 1]).filter_map(|other| groups.get(other));
    length < SLIP && (marked || beside.any(|other| other.cue.as_ref() == Some(cue) && other.source.is_some()))
}

impl Rules<'_> {
    /// What the network makes of a group, beside what the rule for it does.
    fn learned(&self, group: &Group, rule: Option<usize>) -> Learned {
        let shared = rule.map_or(0.0, |rule| {
            let theirs = self.found[rule].content.iter().take(MOST).map(|&span| self.view.tokens_of(span));
            let theirs: Vec<Range<usize>> = theirs.collect();
            let length = |all: &[Range<usize>]| all.iter().map(ExactSizeIterator::len).sum::<usize>();
            let both: usize = group
                .content
                .iter()
                .take(MOST)
                .flat_map(|a| theirs.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start))))
                .sum();
            both as f32 / (length(&group.content) + length(&theirs)).saturating_sub(both).max(1) as f32
        });
        Learned {
            source: group.source.clone(),
            cue: group.cue.clone(),
            likely: group.likely,
            cue_likely: group.cue_likely,
            source_likely: group.source_likely,
            shared,
        }
    }
}

/// The outermost regions that contents hold at least half of.
fn regions(view: &View<'_>, content: &[Span]) -> impl Iterator<Item = usize> {
    let mut found = Vec::new();
    for &span in content {
        let mut last = None;
        for i in view.tokens_of(span) {
            let Some(region) = view.region(i).filter(|&region| Some(region) != last) else { continue };
            last = Some(region);
            let whole = view.regions[region].span;
            let shared = whole.end.min(span.end).saturating_sub(whole.start.max(span.start));
            if 2 * shared >= whole.end - whole.start {
                found.push(region);
            }
        }
    }
    found.into_iter()
}

fn words(view: &View<'_>, span: Span) -> usize {
    view.tokens_of(span).filter(|&i| view.written(i).starts_with(char::is_alphanumeric)).take(3).count()
}

/// Why the network's reading is what it is, by its cue.
fn reason(view: &View<'_>, group: &Group) -> &'static str {
    let Some(cue) = &group.cue else {
        return if group.source.is_some() { "N is next to the words" } else { "nobody near speaks" };
    };
    let after = group.content.iter().all(|tokens| tokens.start < cue.start);
    let known = cue.clone().find_map(|i| view.any_verb(i).map(|(cue, _)| cue).or_else(|| view.any_noun(i)));
    let opens = group.content.first().map(|content| view.class(content.start));
    match known.map(|known| (known.tier, known.frames)) {
        _ if view.word(cue.start) == "according" => "according to N",
        Some((Tier::Noun, _)) => "N's claim that …",
        Some((Tier::Adjective, _)) => "N is sure that …",
        _ if after => "…, N said",
        _ if opens == Some(Class::That) => "N said that …",
        _ if opens == Some(Class::To) => "N vowed to …",
        Some((_, frames)) if frames.has(Frames::OBJECT) => "N praised or blamed …",
        _ => "N said …",
    }
}

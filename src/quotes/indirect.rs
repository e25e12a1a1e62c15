//! Reported speech in the reporter's own words, wholly or in part: a cue, the clause or the object it governs, its
//! subject.
//!
//! Cues are read from left to right; what stands inside the content of one is not looked at again.

use super::attribution::Attribution;
use super::content::{Bound, GAP, REACH, another_voice, content_end, content_start, is_subordinate, trim_end};
use super::cues::{Cue, Frames, Inflection, Tier};
use super::view::{Class, View, may_speak};
use std::ops::Range;

/// Finds every reported clause outside the quotations that stand on their own. `direct` has its cues already.
pub(super) fn attribute(view: &View<'_>, direct: &[Attribution]) -> Vec<Attribution> {
    let mut used = vec![false; view.article.tokens.len()];
    let mut spoken: Vec<(usize, &Attribution)> = Vec::new();
    for attribution in direct {
        if let Some(cue) = attribution.cue.clone() {
            spoken.push((cue.start, attribution));
            used[cue].fill(true);
        }
    }
    spoken.sort_by_key(|s| s.0);
    let mut found: Vec<Attribution> = Vec::new();
    for sentence in &view.article.sentences {
        if !view.article.blocks.get(sentence.block as usize).is_some_and(|b| may_speak(b.kind)) {
            continue;
        }
        let sentence = sentence.token_range();
        let first = found.len();
        let mut i = sentence.start;
        while i < sentence.end {
            // A cue in quotation marks is part of what somebody else said.
            let free = view.region(i).is_none() && !view.is_sealed(i) && !used.get(i).copied().unwrap_or(false);
            let hit = if free { at_cue(view, i, &sentence, &found[first..], &spoken) } else { None };
            match hit {
                Some(hit) => {
                    // The words after the cue are its own; what a later cue says of the whole sentence is not.
                    let end =
                        hit.content.iter().map(|s| view.tokens_of(*s)).filter(|t| t.start > i).map(|t| t.end).max();
                    found.push(hit);
                    i = end.unwrap_or(i + 1).max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    found
}

fn at_cue(
    view: &View<'_>,
    i: usize,
    sentence: &Range<usize>,
    earlier: &[Attribution],
    spoken: &[(usize, &Attribution)],
) -> Option<Attribution> {
    if view.word(i) == "according" {
        return according(view, i, sentence);
    }
    let hidden = || view.hidden_verb(i).filter(|_| !(sentence.start..i).any(|j| view.begins_clause(j)));
    let verbal = matches!(view.class(i), Class::Verb | Class::Auxiliary);
    if let Some((cue, form)) = view.verb(i).filter(|_| verbal).or_else(hidden) {
        let before = earlier.last().or_else(|| {
            let last = spoken[..spoken.partition_point(|s| s.0 < i)].last()?;
            (view.block_of(last.0) == view.block_of(i) && i - last.0 < REACH).then_some(last.1)
        });
        return verb(view, i, cue, form, sentence, before);
    }
    let cue = view.noun(i)?;
    nominal(view, i, cue, sentence)
}

/// According to N, content. Content, according to N.
fn according(view: &View<'_>, i: usize, sentence: &Range<usize>) -> Option<Attribution> {
    if view.word(i + 1) != "to" {
        return None;
    }
    let source = view.full_phrase(i + 2, sentence.end);
    if source.is_empty() {
        return None;
    }
    let content = if i <= sentence.start + 1 {
        let start = (source.end..sentence.end).find(|&j| view.class(j) == Class::Comma)? + 1;
        start..trim_end(view, start, sentence.end)
    } else {
        let start = sentence.start.max(i.saturating_sub(REACH));
        let end = if view.class(i - 1) == Class::Comma { i - 1 } else { i };
        start..end
    };
    build(view, Some(i..i + 2), Some(source), &[content], 0.9, "according to N")
}

fn verb(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    form: Inflection,
    sentence: &Range<usize>,
    before: Option<&Attribution>,
) -> Option<Attribution> {
    let passive = matches!(form, Inflection::Past | Inflection::Participle) && is_passive(view, i, sentence.start);
    if cue.frames.has(Frames::RAISING) || passive {
        return raised(view, i, cue, sentence, passive);
    }
    // "the proposed plan", "a talking dog"
    if form != Inflection::Base
        && i > sentence.start
        && matches!(view.class(i - 1), Class::Det | Class::Possessive | Class::Adjective)
    {
        return None;
    }
    // "…, said Holm, a nurse."
    if form != Inflection::Ing && i > sentence.start + 2 && parts(view, i - 1) && cue.frames.has(Frames::QUOTE) {
        let source = view.full_phrase(i + 1, sentence.end);
        if !source.is_empty() && matches!(view.class(source.end), Class::Stop | Class::Comma | Class::Wh) {
            return afterthought(view, i, cue, sentence);
        }
    }
    let Some(start) = content_start(view, i, cue, sentence.end) else {
        return afterthought(view, i, cue, sentence);
    };
    // ", adding that …" shares the source of the cue before it.
    let shared = || {
        let follows = i > sentence.start && (parts(view, i - 1) || view.class(i - 1) == Class::Conjunction);
        let same = before.filter(|b| b.cue.as_ref().is_some_and(|c| sentence.contains(&c.start)) || parts(view, i - 1));
        (follows || form == Inflection::Ing).then(|| same.and_then(|b| b.source.clone())).flatten()
    };
    let own = || view.subject_of_cue(i, form, sentence.start);
    let participle = form == Inflection::Ing && i > sentence.start && parts(view, i - 1);
    let subject = if participle { shared().or_else(own) } else { own().or_else(shared) };
    let fronted = || {
        (form == Inflection::Ing || view.class(i.wrapping_sub(1)) == Class::To).then(|| {
            let comma = (start.at..sentence.end).find(|&j| view.class(j) == Class::Comma)?;
            let end = view.phrase_end(comma + 1, sentence.end);
            (end > comma + 1).then_some(comma + 1..end)
        })
    };
    // "Asked whether she would come, Holm smiled": nobody is known to have asked, and the clause ends with its comma.
    let fronts =
        subject.is_none() && matches!(form, Inflection::Past | Inflection::Participle) && i <= sentence.start + 1;
    let bounded = subject.is_none() && form == Inflection::Ing || fronts || is_subordinate(view, i, sentence.start);
    let subject = subject.or_else(|| fronted().flatten());
    // "Asked about the well, …": nobody is known to have asked.
    let clause = matches!(start.frame, Frames::THAT | Frames::BARE | Frames::WH | Frames::QUOTE);
    if subject.is_none() && !(cue.tier == Tier::Speech && clause) || view.is_name(start.at) {
        return None;
    }
    let bound = match start.frame {
        _ if bounded => Bound::Comma,
        Frames::OBJECT | Frames::PREPOSITION => Bound::Comma,
        Frames::TO => Bound::Participle,
        _ => Bound::Sentence,
    };
    let end = content_end(view, start.at, sentence.end, bound);
    // "you" is everybody, and nobody's speech is reported.
    if subject.as_ref().is_some_and(|s| s.len() == 1 && matches!(view.word(s.start), "you" | "one")) {
        return None;
    }
    let plain = start.frame == Frames::OBJECT && !(start.at..end).any(|j| view.region(j).is_some());
    // "can support growth": an ability, not an utterance.
    let able = form == Inflection::Base && i > 0 && view.class(i - 1) == Class::Auxiliary;
    if plain && able && cue.tier != Tier::Speech || says_nothing(view, start.at..end) {
        return None;
    }
    let confidence = match (cue.tier, start.frame) {
        _ if fronts => 0.3,
        _ if plain => 0.4,
        (Tier::Speech, Frames::THAT) => 0.95,
        (Tier::Speech, _) | (Tier::Frame, Frames::THAT) => 0.85,
        (Tier::Frame, _) => 0.7,
        (Tier::Belief, _) => 0.55,
        _ => 0.5,
    };
    let rule = match start.frame {
        Frames::THAT => "N said that …",
        Frames::TO => "N vowed to …",
        Frames::WH => "N asked whether …",
        Frames::OBJECT | Frames::PREPOSITION => "N praised or blamed …",
        _ => "N said …",
    };
    build(view, Some(i..start.cue_end), subject, std::slice::from_ref(&(start.at..end)), confidence, rule)
}

/// Whether the content is empty words: "told him", "argues that".
fn says_nothing(view: &View<'_>, mut content: Range<usize>) -> bool {
    content.len() < 4
        && content.all(|j| matches!(view.class(j), Class::That | Class::To | Class::Wh | Class::Pronoun | Class::Comma))
}

/// Whether a form of "be" governs the participle at `i`.
fn is_passive(view: &View<'_>, i: usize, floor: usize) -> bool {
    let floor = floor.max(i.saturating_sub(4));
    (floor..i)
        .rev()
        .take_while(|&j| matches!(view.class(j), Class::Auxiliary | Class::Adverb | Class::Not))
        .find(|&j| view.class(j) == Class::Auxiliary)
        .is_some_and(|j| {
            matches!(view.word(j), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" | "'re" | "am")
        })
}

/// "is expected to win", "was accused of theft by N", "seems to be open".
fn raised(view: &View<'_>, i: usize, cue: &Cue, sentence: &Range<usize>, passive: bool) -> Option<Attribution> {
    let next = i + 1;
    let agent = (next..sentence.end.min(next + GAP))
        .find(|&j| view.word(j) == "by")
        .map(|j| view.full_phrase(j + 1, sentence.end));
    let agent = agent.filter(|a| !a.is_empty() && passive);
    let open = view.class(next) == Class::To;
    let clause =
        matches!(view.class(next), Class::That | Class::Wh) || matches!(view.word(next), "whether" | "if" | "like");
    let subject = view.subject(i, sentence.start);
    if clause {
        let end = content_end(view, next, sentence.end, Bound::Sentence);
        return build(view, Some(i..next), agent, std::slice::from_ref(&(next..end)), 0.5, "it was said that …");
    }
    if open
        && (cue.frames.has(Frames::RAISING)
            || matches!(cue.tier, Tier::Belief)
            || cue.lemma == "say"
            || cue.lemma == "report")
    {
        let end = content_end(view, next, sentence.end, Bound::Comma);
        let subject = subject?;
        return build(view, Some(i..next), agent, &[subject, next..end], 0.4, "N is expected to …");
    }
    let agent = agent?;
    let subject = subject?;
    build(view, Some(i..next), Some(agent), std::slice::from_ref(&subject), 0.5, "praised by N")
}

/// Content, N said. Content, said N. The bridge, N said, would open.
fn afterthought(view: &View<'_>, i: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Attribution> {
    if !(cue.tier == Tier::Speech || cue.frames.has(Frames::BARE)) {
        return None;
    }
    let floor = sentence.start.max(i.saturating_sub(REACH));
    // "Holm, a nurse, told the Herald": who comes after "told" is the hearer.
    let source = if i > floor && parts(view, i - 1) && cue.lemma != "tell" {
        let source = view.full_phrase(i + 1, sentence.end);
        (!source.is_empty()).then_some((source.clone(), i - 1, source.end))
    } else {
        let source = view.subject(i, floor)?;
        let comma = source.start.checked_sub(1).filter(|&c| c > floor && parts(view, c))?;
        Some((source, comma, i + 1))
    };
    let (source, comma, resume) = source?;
    if view.is_sealed(comma.saturating_sub(1)) {
        return None;
    }
    // What follows the attribution: its own day or place, the rest of the sentence, or nothing.
    let follows = view.class(resume);
    let ends = matches!(follows, Class::Stop | Class::Comma | Class::Wh | Class::Conjunction) || resume >= sentence.end;
    let place = matches!(follows, Class::Time | Class::Preposition | Class::Adverb | Class::Name | Class::Det);
    if !(ends || cue.tier == Tier::Speech && place) {
        return None;
    }
    // A closing mark belongs to the content, its comma inside.
    let last = if view.class(comma) == Class::Mark { comma + 1 } else { comma };
    let before = after_dateline(view, sentence.start, comma).max(comma.saturating_sub(REACH))..last;
    let has_verb =
        |words: &Range<usize>| words.clone().any(|j| matches!(view.class(j), Class::Verb | Class::Auxiliary));
    let aside = matches!(view.class(before.start), Class::Subordinator | Class::Preposition | Class::Wh);
    let mut content = vec![before];
    // The rest of the sentence, when the attribution was only put in between.
    if view.class(resume) == Class::Comma && resume + 2 < sentence.end && !another_voice(view, resume + 1, sentence.end)
    {
        let end = trim_end(view, resume + 1, sentence.end.min(resume + REACH));
        if !(resume + 1..end).any(|j| view.is_sealed(j)) {
            content.push(resume + 1..end);
        }
    }
    let whole: usize = content.iter().map(Range::len).sum();
    if whole < 2 || !content.iter().any(has_verb) || aside && cue.tier != Tier::Speech {
        return None;
    }
    build(view, Some(i..i + 1), Some(source), &content, 0.85, "…, N said")
}

/// Whether token `i` parts what was said from who said it: a comma, or a closing mark with a comma in it.
fn parts(view: &View<'_>, i: usize) -> bool {
    match view.class(i) {
        Class::Comma => true,
        Class::Mark => i > 0 && !view.is_sealed(i) && matches!(view.class(i - 1), Class::Comma | Class::Stop),
        _ => false,
    }
}

/// Where a sentence begins after "OSTBY, May 3 (Reuters) —".
fn after_dateline(view: &View<'_>, start: usize, end: usize) -> usize {
    let dash = (start..end.min(start + 16)).find(|&j| view.class(j) == Class::Dash);
    let place = |j: usize| {
        matches!(
            view.class(j),
            Class::Name
                | Class::Auxiliary
                | Class::Comma
                | Class::Time
                | Class::Number
                | Class::OpenBracket
                | Class::CloseBracket
                | Class::Stop
        )
    };
    dash.filter(|&d| d > start && (start..d).all(place)).map_or(start, |d| d + 1)
}

/// X's claim that …, a call for …, confident that …
fn nominal(view: &View<'_>, i: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Attribution> {
    let next = i + 1;
    let frames = cue.frames;
    let preposition = frames.has(Frames::PREPOSITION) && cue.prepositions.iter().any(|p| p == view.word(next));
    let (at, cue_end) = match view.class(next) {
        Class::That if frames.has(Frames::THAT) => (next, next),
        Class::To if frames.has(Frames::TO) => (next, next),
        Class::Wh if frames.has(Frames::WH) => (next, next),
        _ if preposition => (next + 1, next + 1),
        _ => return None,
    };
    let source =
        if cue.tier == Tier::Adjective { view.subject(i, sentence.start) } else { owner(view, i, sentence.start) };
    let source = source?;
    let end = content_end(view, at, sentence.end, if cue.tier == Tier::Noun { Bound::Comma } else { Bound::Sentence });
    // "Holm's claim that the bridge was safe proved wrong": the last verb is the sentence's own.
    let end =
        if source.start == sentence.start && cue.tier == Tier::Noun { before_last_verb(view, at, end) } else { end };
    let (confidence, rule) =
        if cue.tier == Tier::Noun { (0.5, "N's claim that …") } else { (0.5, "N is sure that …") };
    build(view, Some(i..cue_end), Some(source), std::slice::from_ref(&(at..end)), confidence, rule)
}

/// Whose claim it is: "Holm's", "his"; or the subject of "made", "rejected".
fn owner(view: &View<'_>, noun: usize, floor: usize) -> Option<Range<usize>> {
    let floor = floor.max(noun.saturating_sub(8));
    let mut i = noun;
    while i > floor {
        i -= 1;
        match view.class(i) {
            Class::Possessive => return view.phrase_before(i, floor),
            Class::Det if matches!(view.word(i), "his" | "her" | "their" | "its" | "our" | "my") => {
                return Some(i..i + 1);
            }
            Class::Adjective | Class::Noun | Class::Number | Class::Det | Class::Name => {}
            Class::Verb | Class::Preposition => {
                let verb = (floor..=i).rev().find(|&j| view.class(j) == Class::Verb)?;
                return view.subject(verb, floor.saturating_sub(24));
            }
            _ => return None,
        }
    }
    None
}

fn build(
    view: &View<'_>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    content: &[Range<usize>],
    confidence: f32,
    rule: &'static str,
) -> Option<Attribution> {
    let whole = |r: &Range<usize>| {
        // Words in marks are not cut in two: the sentence may end inside them.
        let region = view.region(r.end - 1).map(|n| view.tokens_of(view.regions[n].span).end);
        view.span(&(r.start..region.map_or(r.end, |end| end.max(r.end))))
    };
    let content: Vec<_> = content.iter().filter(|r| !r.is_empty()).map(whole).collect();
    (!content.is_empty()).then_some(Attribution { cue, source, via: None, content, confidence, rule, learned: None })
}

/// Where the last finite verb begins, when a clause of its own stands before it.
fn before_last_verb(view: &View<'_>, start: usize, end: usize) -> usize {
    let finite =
        |&i: &usize| view.begins_clause(i) && !(i > start && matches!(view.class(i - 1), Class::Auxiliary | Class::To));
    let verbs = (start..end).filter(finite).count();
    let last = (start..end).rev().find(finite);
    match last.filter(|_| verbs >= 2) {
        Some(v) if !matches!(view.class(v - 1), Class::Pronoun | Class::Wh | Class::That | Class::Conjunction) => v,
        _ => end,
    }
}

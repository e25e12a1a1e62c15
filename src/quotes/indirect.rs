//! Reported speech in the reporter's own words, wholly or in part: a cue, the clause or the object it governs, its subject.
//!
//! Cues are read from left to right; what stands inside the content of one is not looked at again.

use super::attribution::Attribution;
use super::cues::{Cue, Frames, Inflection, Tier};
use super::view::{Class, View};
use std::ops::Range;

/// How far a content reaches, in tokens.
const REACH: usize = 160;

/// How many tokens may stand between a cue and its "that".
const GAP: usize = 12;

/// Finds every reported clause outside the quotations that stand on their own. `used` are cues already spoken for.
pub(super) fn attribute(view: &View<'_>, used: &[bool]) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for sentence in &view.article.sentences {
        let sentence = sentence.token_range();
        let first = found.len();
        let mut i = sentence.start;
        while i < sentence.end {
            let free = !view.is_sealed(i) && !used.get(i).copied().unwrap_or(false);
            let hit = if free { at_cue(view, i, &sentence, &found[first..]) } else { None };
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

fn at_cue(view: &View<'_>, i: usize, sentence: &Range<usize>, earlier: &[Attribution]) -> Option<Attribution> {
    if view.word(i) == "according" {
        return according(view, i, sentence);
    }
    if let Some((cue, form)) =
        view.verb(i).filter(|_| view.class(i) == Class::Verb || view.class(i) == Class::Auxiliary)
    {
        return verb(view, i, cue, form, sentence, earlier);
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
        let start = sentence.start;
        let end = if view.class(i - 1) == Class::Comma { i - 1 } else { i };
        start..end
    };
    build(view, Some(i..i + 2), Some(source), &[content], 0.9, "according to N")
}

/// Where the content of a verb begins and what kind of thing it is.
struct Start {
    at: usize,
    /// One past the last token of the cue: "called for", "pointed out".
    cue_end: usize,
    frame: Frames,
}

fn verb(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    form: Inflection,
    sentence: &Range<usize>,
    earlier: &[Attribution],
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
    if form != Inflection::Ing && i > sentence.start + 2 && view.class(i - 1) == Class::Comma {
        let source = view.full_phrase(i + 1, sentence.end);
        if !source.is_empty() && matches!(view.class(source.end), Class::Stop | Class::Comma) {
            return afterthought(view, i, cue, sentence);
        }
    }
    let Some(start) = content_start(view, i, cue, sentence.end) else {
        return afterthought(view, i, cue, sentence);
    };
    let subject = view.subject_of_cue(i, form, sentence.start).or_else(|| {
        // ", adding that …" shares the source of the cue before it.
        let shared = form == Inflection::Ing
            || i > sentence.start && matches!(view.class(i - 1), Class::Conjunction | Class::Comma);
        shared.then(|| earlier.last().and_then(|a| a.source.clone())).flatten()
    });
    let fronted = || {
        (form == Inflection::Ing || view.class(i.wrapping_sub(1)) == Class::To).then(|| {
            let comma = (start.at..sentence.end).find(|&j| view.class(j) == Class::Comma)?;
            let end = view.phrase_end(comma + 1, sentence.end);
            (end > comma + 1).then_some(comma + 1..end)
        })
    };
    let bounded = subject.is_none() && form == Inflection::Ing || is_subordinate(view, i, sentence.start);
    let subject = subject.or_else(|| fronted().flatten());
    if subject.is_none() && cue.tier != Tier::Speech {
        return None;
    }
    let bounded = bounded || start.frame.has(Frames::OBJECT) || start.frame.has(Frames::PREPOSITION);
    let end = content_end(view, start.at, sentence.end, bounded);
    let confidence = match (cue.tier, start.frame) {
        (Tier::Speech, Frames::THAT) => 0.95,
        (Tier::Speech, _) => 0.85,
        (Tier::Frame, Frames::THAT) => 0.85,
        (Tier::Frame, _) => 0.7,
        (Tier::Belief, _) => 0.55,
        _ => 0.5,
    };
    let rule = match start.frame {
        Frames::THAT => "N said that …",
        Frames::TO => "N vowed to …",
        Frames::WH => "N asked whether …",
        Frames::OBJECT | Frames::PREPOSITION => "N praised …",
        _ => "N said …",
    };
    build(view, Some(i..start.cue_end), subject, std::slice::from_ref(&(start.at..end)), confidence, rule)
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
    let open = view.class(next) == Class::To
        || cue.frames.has(Frames::RAISING)
            && !matches!(view.class(next), Class::Preposition | Class::Stop | Class::Comma);
    let clause =
        matches!(view.class(next), Class::That | Class::Wh) || matches!(view.word(next), "whether" | "if" | "like");
    let subject = view.subject(i, sentence.start);
    if clause {
        let end = content_end(view, next, sentence.end, false);
        return build(view, Some(i..next), agent, std::slice::from_ref(&(next..end)), 0.5, "it was said that …");
    }
    if open
        && (cue.frames.has(Frames::RAISING)
            || matches!(cue.tier, Tier::Belief)
            || cue.lemma == "say"
            || cue.lemma == "report")
    {
        let end = content_end(view, next, sentence.end, true);
        let subject = subject?;
        return build(view, Some(i..next), agent, &[subject, next..end], 0.4, "N is expected to …");
    }
    let agent = agent?;
    let subject = subject?;
    build(view, Some(i..next), Some(agent), std::slice::from_ref(&subject), 0.5, "praised by N")
}

fn is_clause_start(view: &View<'_>, at: usize, end: usize) -> bool {
    let stop = view.phrase_end(at, end);
    if stop == at {
        return matches!(view.word(at), "there" | "it");
    }
    let mut j = stop;
    let ceiling = end.min(stop + 16);
    while j < ceiling {
        match view.class(j) {
            Class::Auxiliary => return true,
            Class::Verb => return !view.written(j).ends_with("ing"),
            Class::Adverb
            | Class::Not
            | Class::Noun
            | Class::Name
            | Class::Det
            | Class::Adjective
            | Class::Preposition
            | Class::Possessive
            | Class::Number
            | Class::Dash => j += 1,
            _ => return false,
        }
    }
    false
}

/// Where the content begins, by what follows the verb.
fn content_start(view: &View<'_>, i: usize, cue: &Cue, end: usize) -> Option<Start> {
    let frames = cue.frames;
    let mut next = i + 1;
    if next >= end || view.is_sealed(next) {
        return None;
    }
    let mut cue_end = next;
    // "pointed out that", "called for": the particle is the cue's.
    let particle = frames.has(Frames::PREPOSITION) && cue.prepositions.iter().any(|p| p == view.word(next));
    if particle {
        next += 1;
        cue_end = next;
        if view.class(next) == Class::That || matches!(view.word(next), "how" | "why") {
            return Some(Start { at: next, cue_end, frame: Frames::THAT });
        }
        let out = view.word(next - 1) == "out";
        if out && is_clause_start(view, next, end) {
            return Some(Start { at: next, cue_end, frame: Frames::BARE });
        }
        let something = next < end
            && !matches!(view.class(next), Class::Stop | Class::Comma | Class::Preposition)
            && !view.is_sealed(next);
        return something.then_some(Start { at: next, cue_end, frame: Frames::PREPOSITION });
    }
    while next < end && matches!(view.class(next), Class::Adverb | Class::Time) {
        next += 1;
    }
    let at = |at: usize, frame: Frames| Some(Start { at, cue_end, frame });
    match view.class(next) {
        Class::That if frames.has(Frames::THAT) => return at(next, Frames::THAT),
        Class::To if frames.has(Frames::TO) => return at(next, Frames::TO),
        Class::Wh if frames.has(Frames::WH) => return at(next, Frames::WH),
        Class::Subordinator if frames.has(Frames::WH) && matches!(view.word(next), "whether" | "if") => {
            return at(next, Frames::WH);
        }
        Class::Stop | Class::Comma | Class::Colon | Class::Semicolon | Class::Dash | Class::CloseBracket => {
            return None;
        }
        _ => {}
    }
    // A hearer, a day, a place: "told reporters on Monday that …".
    if frames.has(Frames::THAT) || frames.has(Frames::HEARER) {
        let mut j = next;
        let ceiling = end.min(next + GAP);
        while j < ceiling {
            match view.class(j) {
                Class::That if j > next && frames.has(Frames::THAT) => return at(j, Frames::THAT),
                Class::To if j > next && frames.has(Frames::HEARER) && frames.has(Frames::TO) => {
                    return at(next, Frames::OBJECT);
                }
                Class::Wh if j > next && frames.has(Frames::HEARER) => return at(j, Frames::WH),
                Class::Subordinator if frames.has(Frames::HEARER) && matches!(view.word(j), "whether" | "if") => {
                    return at(j, Frames::WH);
                }
                Class::Time | Class::Adverb | Class::Preposition => j += 1,
                // "reported in June that", but not "reiterated the approach that"
                Class::Det
                | Class::Noun
                | Class::Name
                | Class::Number
                | Class::Adjective
                | Class::Possessive
                | Class::Pronoun
                    if j > next || frames.has(Frames::HEARER) =>
                {
                    j += 1;
                }
                Class::To if cue.tier == Tier::Speech && cue.lemma != "add" => j += 1,
                _ => break,
            }
        }
    }
    if frames.has(Frames::HEARER) && cue.tier == Tier::Speech && !frames.has(Frames::OBJECT) {
        // "told reporters the plan was dead"
        let hearer = view.phrase_end(next, end);
        if hearer > next && hearer < end {
            let mut j = hearer;
            while j < end && matches!(view.class(j), Class::Time | Class::Adverb) {
                j += 1;
            }
            if is_clause_start(view, j, end) || view.class(j) == Class::Mark {
                return at(j, Frames::BARE);
            }
        }
    }
    if frames.has(Frames::BARE)
        && (is_clause_start(view, next, end)
            || cue.lemma == "say" && !matches!(view.class(next), Class::Preposition | Class::Conjunction))
    {
        return at(next, Frames::BARE);
    }
    // "said in a statement the plan was dead", "said on Monday …"
    if frames.has(Frames::BARE) && view.class(next) == Class::Preposition {
        let mut j = view.phrase_end(next + 1, end);
        while j < end && matches!(view.class(j), Class::Time | Class::Adverb) {
            j += 1;
        }
        if j > next + 1 && is_clause_start(view, j, end) {
            return at(j, Frames::BARE);
        }
        if cue.lemma == "say"
            && !matches!(view.word(next), "in" | "on" | "at" | "during" | "of" | "after" | "before" | "by")
        {
            return at(next, Frames::BARE);
        }
    }
    let thing = matches!(
        view.class(next),
        Class::Det | Class::Noun | Class::Name | Class::Adjective | Class::Number | Class::Pronoun | Class::Mark
    );
    if frames.has(Frames::OBJECT) && thing {
        return at(next, Frames::OBJECT);
    }
    if frames.has(Frames::QUOTE) && view.class(next) == Class::Mark {
        return at(next, Frames::QUOTE);
    }
    None
}

/// Whether the cue stands in a clause that ends with a comma: "When Holm said …, the crowd left", "Holm, who said …, left".
fn is_subordinate(view: &View<'_>, i: usize, floor: usize) -> bool {
    let floor = floor.max(i.saturating_sub(REACH));
    let mut j = i;
    while j > floor {
        j -= 1;
        match view.class(j) {
            Class::Comma | Class::Semicolon | Class::Colon => return view.class(j + 1) == Class::Wh,
            Class::Subordinator => return j == floor || view.class(j - 1) == Class::Comma,
            Class::OpenBracket => return true,
            _ => {}
        }
    }
    false
}

/// One past the content that begins at `start`: the sentence's end, or where another voice takes over.
fn content_end(view: &View<'_>, start: usize, end: usize, bounded: bool) -> usize {
    let ceiling = end.min(start + REACH);
    let mut depth = 0usize;
    for j in start..ceiling {
        if view.is_sealed(j) {
            return trim_end(view, start, j);
        }
        match view.class(j) {
            Class::OpenBracket => depth += 1,
            Class::CloseBracket if depth == 0 => return trim_end(view, start, j),
            Class::CloseBracket => depth -= 1,
            Class::Semicolon => return trim_end(view, start, j),
            Class::Comma if depth == 0 && view.region(j).is_none() => {
                if bounded || another_voice(view, j + 1, end) {
                    return trim_end(view, start, j);
                }
            }
            // “… crisis,” noting
            Class::Mark if j > start && view.region(j).is_some() && view.region(j + 1) != view.region(j) => {
                let next = j + 1;
                if view.verb(next).is_some_and(|(_, f)| f == Inflection::Ing)
                    || another_voice(view, next, end) && view.class(j - 1) == Class::Comma
                {
                    return next;
                }
            }
            Class::Conjunction if depth == 0 && view.region(j).is_none() && new_verb(view, j + 1) => {
                return trim_end(view, start, j);
            }
            _ => {}
        }
    }
    trim_end(view, start, ceiling)
}

/// "and added", "but denied": the same subject reports again.
fn new_verb(view: &View<'_>, mut at: usize) -> bool {
    while matches!(view.class(at), Class::Adverb) {
        at += 1;
    }
    view.verb(at).is_some_and(|(cue, form)| {
        matches!(form, Inflection::Past | Inflection::Third)
            && matches!(cue.tier, Tier::Speech | Tier::Frame)
            && view.class(at) == Class::Verb
    })
}

/// Whether ", adding", ", according to", ", N said" or ", but N said" follows.
fn another_voice(view: &View<'_>, at: usize, end: usize) -> bool {
    let mut at = at;
    if view.word(at) == "according" {
        return true;
    }
    if matches!(view.class(at), Class::Conjunction) {
        at += 1;
    }
    while matches!(view.class(at), Class::Adverb) {
        at += 1;
    }
    if let Some((cue, form)) = view.verb(at) {
        let reports = matches!(cue.tier, Tier::Speech | Tier::Frame);
        return reports && form != Inflection::Base;
    }
    let stop = view.phrase_end(at, end);
    let mut verb = stop;
    while matches!(view.class(verb), Class::Auxiliary | Class::Adverb) {
        verb += 1;
    }
    stop > at && view.verb(verb).is_some_and(|(cue, form)| cue.tier == Tier::Speech && form != Inflection::Ing)
}

/// Without the full stop, comma or dash at the end; a closing mark stays.
fn trim_end(view: &View<'_>, start: usize, mut end: usize) -> usize {
    while end > start
        && view.region(end - 1).is_none()
        && matches!(
            view.class(end - 1),
            Class::Stop | Class::Comma | Class::Dash | Class::Colon | Class::Semicolon | Class::Conjunction
        )
    {
        end -= 1;
    }
    end
}

/// Content, N said. Content, said N. The bridge, N said, would open.
fn afterthought(view: &View<'_>, i: usize, cue: &Cue, sentence: &Range<usize>) -> Option<Attribution> {
    if !(cue.tier == Tier::Speech || cue.frames.has(Frames::BARE)) {
        return None;
    }
    let floor = sentence.start.max(i.saturating_sub(REACH));
    let source = if i > floor && view.class(i - 1) == Class::Comma {
        let source = view.full_phrase(i + 1, sentence.end);
        (!source.is_empty()).then_some((source.clone(), i - 1, source.end))
    } else {
        let source = view.subject(i, floor)?;
        let comma = source.start.checked_sub(1).filter(|&c| c > floor && view.class(c) == Class::Comma)?;
        Some((source, comma, i + 1))
    };
    let (source, comma, resume) = source?;
    if view.is_sealed(comma.saturating_sub(1)) {
        return None;
    }
    // What follows the attribution: its own day or place, the rest of the sentence, or nothing.
    let follows = view.class(resume);
    let ends = matches!(follows, Class::Stop | Class::Comma) || resume >= sentence.end;
    let place = matches!(follows, Class::Time | Class::Preposition | Class::Adverb | Class::Name | Class::Det);
    if !(ends || cue.tier == Tier::Speech && place) {
        return None;
    }
    let before = after_dateline(view, sentence.start, comma)..comma;
    let clause = before.clone().any(|j| matches!(view.class(j), Class::Verb | Class::Auxiliary));
    let aside = matches!(view.class(before.start), Class::Subordinator | Class::Preposition | Class::Wh);
    if before.len() < 2 || !clause || aside && cue.tier != Tier::Speech {
        return None;
    }
    let mut content = vec![before];
    // The rest of the sentence, when the attribution was only put in between.
    if view.class(resume) == Class::Comma && resume + 2 < sentence.end && !another_voice(view, resume + 1, sentence.end)
    {
        let end = trim_end(view, resume + 1, sentence.end);
        if !(resume + 1..end).any(|j| view.is_sealed(j)) {
            content.push(resume + 1..end);
        }
    }
    build(view, Some(i..i + 1), Some(source), &content, 0.85, "…, N said")
}

/// Where a sentence begins after "OSTBY, May 3 (Reuters) —".
fn after_dateline(view: &View<'_>, start: usize, end: usize) -> usize {
    let dash = (start..end.min(start + 16)).find(|&j| view.class(j) == Class::Dash);
    let place = |j: usize| {
        matches!(
            view.class(j),
            Class::Name
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
    let end = content_end(view, at, sentence.end, cue.tier == Tier::Noun);
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
    let content: Vec<_> = content.iter().filter(|r| !r.is_empty()).map(|r| view.span(r)).collect();
    (!content.is_empty()).then_some(Attribution { cue, source, via: None, content, confidence, rule })
}

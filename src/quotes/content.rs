//! Where the content of a cue begins and ends.

use super::cues::{Cue, Frames, Inflection, Tier};
use super::view::{Class, View};

/// How far a content reaches, in tokens.
pub(super) const REACH: usize = 160;

/// How many tokens may stand between a cue and its "that".
pub(super) const GAP: usize = 12;

/// Where the content of a verb begins and what kind of thing it is.
pub(super) struct Start {
    /// Its first token.
    pub(super) at: usize,
    /// One past the last token of the cue: "called for", "pointed out".
    pub(super) cue_end: usize,
    /// What follows the cue.
    pub(super) frame: Frames,
}

/// What ends a content before its sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Another voice only: a clause with "that" runs on.
    Sentence,
    /// A participle that says what came of it: "refused to pay, straining ties".
    Participle,
    /// Any comma: an object, a clause inside another.
    Comma,
}

/// Where the content begins, by what follows the verb.
pub(super) fn content_start(view: &View<'_>, i: usize, cue: &Cue, end: usize) -> Option<Start> {
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
    if let Some(start) = after_hearer(view, next, cue, cue_end, end) {
        return Some(start);
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

/// Past a hearer, a day, a place: "told reporters on Monday that …".
fn after_hearer(view: &View<'_>, next: usize, cue: &Cue, cue_end: usize, end: usize) -> Option<Start> {
    let frames = cue.frames;
    let at = |at: usize, frame: Frames| Some(Start { at, cue_end, frame });
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
    None
}

/// Whether the cue stands in a clause that ends with a comma: "When Holm said …, they left", "Holm, who said …, left".
pub(super) fn is_subordinate(view: &View<'_>, i: usize, floor: usize) -> bool {
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
pub(super) fn content_end(view: &View<'_>, start: usize, end: usize, bound: Bound) -> usize {
    let ceiling = end.min(start + REACH);
    let mut depth = 0usize;
    for j in start..ceiling {
        if view.is_sealed(j) {
            return trim_end(view, start, j);
        }
        match view.class(j) {
            _ if view.region(j).is_some() && view.class(j) != Class::Mark => {}
            Class::OpenBracket => depth += 1,
            Class::CloseBracket if depth == 0 => return trim_end(view, start, j),
            Class::CloseBracket => depth -= 1,
            Class::Semicolon => return trim_end(view, start, j),
            // "underscored - the two leaders said so - …"
            Class::Dash if bound != Bound::Sentence && depth == 0 && view.stands_apart(j) => {
                return trim_end(view, start, j);
            }
            // "his “no limits” partnership in a phone call": where and when it was said.
            Class::Preposition if bound == Bound::Comma && depth == 0 && aside(view, start, j) => {
                return trim_end(view, start, j);
            }
            Class::Comma if depth == 0 && view.region(j).is_none() => {
                let participle =
                    bound == Bound::Participle && view.class(j + 1) == Class::Verb && view.word(j + 1).ends_with("ing");
                let bounded = bound == Bound::Comma && !more_in_marks(view, start, j, end);
                if participle || bounded || another_voice(view, j + 1, end) {
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
            Class::Conjunction if depth == 0 && view.region(j).is_none() => {
                // "criticized the plan and left the hall"
                let moves_on = bound == Bound::Comma && view.class(j + 1) == Class::Verb && view.begins_clause(j + 1);
                if moves_on || new_verb(view, j + 1) {
                    return trim_end(view, start, j);
                }
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
pub(super) fn another_voice(view: &View<'_>, at: usize, end: usize) -> bool {
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
pub(super) fn trim_end(view: &View<'_>, start: usize, mut end: usize) -> usize {
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

/// Whether the sentence goes on in marks after the comma at `comma` as it did before: several fragments in one clause.
fn more_in_marks(view: &View<'_>, start: usize, comma: usize, end: usize) -> bool {
    let part = |i: usize| view.region(i).is_some() && !view.is_sealed(i);
    let ahead = (comma + 1..end.min(comma + 48)).take_while(|&i| part(i) || view.verb(i).is_none());
    (start..comma).any(part) && ahead.clone().any(part)
}

/// Whether a place, a time or an occasion follows words in marks that were the object's core.
fn aside(view: &View<'_>, start: usize, at: usize) -> bool {
    matches!(view.word(at), "in" | "on" | "during" | "after" | "before" | "at")
        && view.region(at).is_none()
        && (start..at).any(|i| view.region(i).is_some())
        && !(at + 1..at + 24).take_while(|&i| view.class(i) != Class::Stop).any(|i| view.region(i).is_some())
}

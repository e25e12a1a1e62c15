//! Quotations that stand on their own, and who said them: the surest pattern wins.
//!
//! “Q,” said N · “Q,” N said · N said: “Q” · according to N · the second half of a split one · a colon at the end of
//! the paragraph before · the speaker of the quotation before.

use super::attribution::Attribution;
use super::cues::{Cue, Frames, Inflection, Tier};
use super::view::{Class, View};
use crate::article::BlockKind;
use std::ops::Range;

/// How far from a quotation its cue is looked for, in tokens.
const REACH: usize = 48;

/// A quotation that stands on its own.
pub(super) struct Speech {
    /// Index into [`View::regions`].
    pub(super) region: usize,
    /// Its tokens, marks included.
    pub(super) tokens: Range<usize>,
}

/// Who said something and with which word.
#[derive(Clone, Debug, Default)]
struct Voice {
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    via: Option<Range<usize>>,
    confidence: f32,
    rule: &'static str,
}

/// Attributes every speech, in reading order; halves of one quotation are joined.
pub(super) fn attribute(view: &View<'_>, speeches: &[Speech]) -> Vec<Attribution> {
    let voices: Vec<Option<Voice>> = (0..speeches.len()).map(|k| voice(view, speeches, k)).collect();
    let mut found: Vec<Attribution> = Vec::new();
    for (k, speech) in speeches.iter().enumerate() {
        let span = view.regions[speech.region].span;
        let last = found.last_mut();
        let previous = k.checked_sub(1).map(|p| &speeches[p]);
        let same_block = previous.is_some_and(|p| view.block_of(p.tokens.start) == view.block_of(speech.tokens.start));
        match (&voices[k], last) {
            // “Q1,” N said, “q2”: one cue, one quotation.
            (Some(voice), Some(last)) if same_block && voice.cue.is_some() && voice.cue == last.cue => {
                last.content.push(span);
                last.take_via(voice.via.clone());
            }
            // N told Lund “Q1,” adding “Q2”
            (Some(voice), Some(last))
                if same_block && voice.source.is_none() && previous.is_some_and(|p| adds(view, voice, p)) =>
            {
                let source = last.source.clone();
                found.push(attribution(&Voice { source, confidence: 0.9, ..voice.clone() }, span));
            }
            (Some(voice), _) => found.push(attribution(voice, span)),
            // “Q1,” N said. “Q2”: it goes on.
            (None, Some(last)) if same_block && previous.is_some_and(|p| goes_on(view, p, speech)) => {
                last.content.push(span);
            }
            (None, Some(last)) if view.regions[speech.region].continues => last.content.push(span),
            (None, _) => {
                let next = voices.get(k + 1).and_then(Option::as_ref).filter(|_| {
                    let next = &speeches[k + 1];
                    next.tokens.start == speech.tokens.end
                        && view.block_of(next.tokens.start) == view.block_of(speech.tokens.start)
                });
                let guess = next.cloned().map(|v| Voice { rule: "the quotation right after it has a speaker", ..v });
                let guess = guess.or_else(|| around(view, speech, found.last(), same_block));
                let nobody = Voice { rule: "nobody near speaks", ..Voice::default() };
                found.push(attribution(&guess.unwrap_or(nobody), span));
            }
        }
    }
    found
}

fn attribution(voice: &Voice, span: crate::span::Span) -> Attribution {
    Attribution {
        cue: voice.cue.clone(),
        source: voice.source.clone(),
        via: voice.via.clone(),
        content: vec![span],
        confidence: voice.confidence,
        rule: voice.rule,
        learned: None,
    }
}

/// Whether nothing but the attribution of the one before stands between: “Q1,” N said. “Q2”.
fn goes_on(view: &View<'_>, previous: &Speech, speech: &Speech) -> bool {
    let between = previous.tokens.end..speech.tokens.start;
    let stops = between.clone().filter(|&i| view.class(i) == Class::Stop && !abbreviated(view, i)).count();
    stops <= 1 && between.len() <= REACH
}

fn abbreviated(view: &View<'_>, i: usize) -> bool {
    view.sentence(i).end != i + 1 || view.is_initial(i)
}

/// Whether the cue is a participle right after the quotation before: “Q1,” adding “Q2”.
fn adds(view: &View<'_>, voice: &Voice, previous: &Speech) -> bool {
    voice.cue.as_ref().is_some_and(|cue| {
        (previous.tokens.end..previous.tokens.end + 3).contains(&cue.start)
            && view.verb(cue.start).is_some_and(|(_, form)| form == Inflection::Ing)
    })
}

/// The surest of the patterns with a cue.
fn voice(view: &View<'_>, speeches: &[Speech], k: usize) -> Option<Voice> {
    let speech = &speeches[k];
    let ending = ending(view, speech);
    let tail = tail(view, speech, ending);
    let lead = lead(view, speeches, k);
    match (tail, lead) {
        (Some(tail), Some(lead)) => {
            // A full stop inside, and a cue right before: the words after it are another sentence.
            let before = ending == Some('.') || lead.confidence > tail.confidence;
            Some(if before { lead } else { tail })
        }
        (tail, lead) => tail.or(lead),
    }
}

/// The last character said, marks inside marks passed over: “… ‘no,’”
fn ending(view: &View<'_>, speech: &Speech) -> Option<char> {
    let inner = view.regions[speech.region].inner.of(&view.article.text);
    inner.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '"' | '”')).chars().next_back()
}

fn speaks<'a>(view: &View<'a>, i: usize) -> Option<(&'a Cue, Inflection)> {
    view.verb(i).filter(|(cue, _)| cue.frames.has(Frames::QUOTE) && !view.is_sealed(i))
}

/// “Q,” said N · “Q,” N said · “Q,” according to N.
fn tail(view: &View<'_>, speech: &Speech, ending: Option<char>) -> Option<Voice> {
    let block = view.block(view.block_of(speech.tokens.start));
    let mut at = speech.tokens.end;
    // A mark left over: "the word 'old-school,"' he said.
    while at < block.end && matches!(view.written(at), "'" | "’" | "\"" | "”") && !view.is_sealed(at) {
        at += 1;
    }
    let mut joined = matches!(ending, Some(',' | '?' | '!' | '—' | '–' | '-' | '…'));
    if matches!(view.class(at), Class::Comma | Class::Dash) {
        at += 1;
        joined = true;
    }
    if at > speech.tokens.end
        && view.class(at - 1) == Class::Dash
        && let Some(voice) = signature(view, at..block.end)
    {
        return Some(voice);
    }
    if at >= block.end {
        // The signature on a line of its own.
        let next = view.block(view.block_of(speech.tokens.start) + 1);
        let dash = !next.is_empty() && view.class(next.start) == Class::Dash;
        return if dash { signature(view, next.start + 1..next.end) } else { None };
    }
    if view.is_sealed(at) || matches!(view.class(at), Class::Stop | Class::Semicolon) {
        return None;
    }
    if let Some(found) = according(view, at, block.end) {
        return Some(Voice { confidence: 0.95, ..found });
    }
    let end = (at..block.end.min(at + REACH))
        .find(|&i| view.is_sealed(i) || view.class(i) == Class::Stop && !abbreviated(view, i))
        .unwrap_or(block.end.min(at + REACH));
    let mut first = at;
    while first < end && matches!(view.class(first), Class::Adverb | Class::Auxiliary) {
        first += 1;
    }
    if let Some((cue, form)) = speaks(view, first).filter(|(_, form)| *form != Inflection::Ing) {
        let source = inverted(view, first + 1, end);
        let passive = first > at && form != Inflection::Base;
        if source.is_some() || cue.tier == Tier::Speech || passive {
            let via = source.as_ref().and_then(|s| via(view, s.end, end));
            let confidence = if source.is_some() { 0.97 } else { 0.5 };
            return Some(Voice { cue: Some(first..first + 1), source, via, confidence, rule: "“…,” said N" });
        }
    }
    // "… N said", with whatever stands between N and the verb.
    // "Then Holm said"
    let at = if view.class(at) == Class::Adverb { at + 1 } else { at };
    let mut subject_end = view.phrase_end(at, end);
    let last = subject_end.saturating_sub(1);
    let mistaken =
        joined && last > at && view.mistaken_verb(last) && !(subject_end..end).any(|i| speaks(view, i).is_some());
    if mistaken {
        subject_end = last;
    }
    if subject_end == at {
        return afterwards(view, at, end);
    }
    let limit = if joined { end } else { end.min(at + 14) };
    let known = (subject_end..limit).find(|&i| {
        speaks(view, i).is_some_and(|(cue, form)| {
            form != Inflection::Ing && (cue.tier == Tier::Speech || i <= subject_end + 3)
                || form == Inflection::Ing && i == subject_end + 1 && view.class(i - 1) == Class::Auxiliary
        })
    });
    // “Q,” he surmised: where everything else fits, any verb will do.
    let any = || (subject_end..limit.min(subject_end + 3)).find(|&i| joined && view.class(i) == Class::Verb);
    let Some(cue) = known.or_else(any).or(mistaken.then_some(last)) else { return afterwards(view, at, end) };
    let source = view.subject(cue, at).filter(|s| s.start <= at + 12).unwrap_or(at..subject_end);
    // "“Q.” Holm said the plan was dead": a sentence of its own, unless the quotation ended with a comma.
    let ends_there = cue + 1 >= end
        || matches!(
            view.class(cue + 1),
            Class::Comma | Class::Preposition | Class::Time | Class::Dash | Class::Adverb | Class::Colon
        )
        || view.is_sealed(cue + 1);
    if !joined && !ends_there {
        return None;
    }
    let leads_on =
        !joined && end < block.end && view.is_sealed(end) && matches!(view.class(end - 1), Class::Comma | Class::Colon);
    if leads_on {
        return None;
    }
    let source = source.start..source.end.min(cue);
    let via = via(view, cue + 1, end);
    Some(Voice { cue: Some(cue..cue + 1), source: Some(source), via, confidence: 0.96, rule: "“…,” N said" })
}

/// A name and what it is, to the end of the line and without a verb: "Ada Holm, mayor of Ostby".
fn signature(view: &View<'_>, line: Range<usize>) -> Option<Voice> {
    let named = view.class(line.start) == Class::Name && view.is_capital(line.start);
    let verbless =
        !line.clone().take(20).any(|i| matches!(view.class(i), Class::Verb | Class::Auxiliary) || view.is_sealed(i));
    let end = if view.class(line.end.max(1) - 1) == Class::Stop { line.end - 1 } else { line.end };
    (named && verbless && line.len() <= 16 && end > line.start).then(|| Voice {
        cue: Some(line.start - 1..line.start),
        source: Some(line.start..end),
        via: None,
        confidence: 0.9,
        rule: "“…” — N",
    })
}

/// “Q” before the storm, N said. “Q” if it rained, said N.
fn afterwards(view: &View<'_>, from: usize, end: usize) -> Option<Voice> {
    let rule = "“…” …, N said";
    for comma in (from..end).filter(|&i| view.class(i) == Class::Comma) {
        let verb =
            |i: usize| speaks(view, i).is_some_and(|(cue, form)| cue.tier == Tier::Speech && form != Inflection::Ing);
        if verb(comma + 1) {
            let source = inverted(view, comma + 2, end)?;
            return Some(Voice {
                cue: Some(comma + 1..comma + 2),
                source: Some(source),
                via: None,
                confidence: 0.8,
                rule,
            });
        }
        let subject = view.phrase_end(comma + 1, end);
        if subject > comma + 1 && verb(subject) {
            let source = comma + 1..subject;
            return Some(Voice {
                cue: Some(subject..subject + 1),
                source: Some(source),
                via: None,
                confidence: 0.8,
                rule,
            });
        }
    }
    None
}

/// The noun phrase after an inverted cue: "said Lee, professor at …", "told reporters" has none.
fn inverted(view: &View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let found = view.full_phrase(start, end);
    (!found.is_empty() && view.class(start) != Class::Time).then_some(found)
}

/// "according to N" at `at`.
fn according(view: &View<'_>, at: usize, end: usize) -> Option<Voice> {
    if view.word(at) != "according" || view.word(at + 1) != "to" {
        return None;
    }
    let source = view.full_phrase(at + 2, end);
    (!source.is_empty()).then(|| Voice {
        cue: Some(at..at + 2),
        source: Some(source),
        via: None,
        confidence: 0.95,
        rule: "according to N",
    })
}

/// ", according to N" after another source: who passed it on.
fn via(view: &View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let at = (start..end.min(start + 12)).find(|&i| view.word(i) == "according" && view.word(i + 1) == "to")?;
    let found = view.full_phrase(at + 2, end);
    (!found.is_empty()).then_some(found)
}

/// N said: “Q” · N, saying “Q” · according to N, “Q” · N: “Q”.
fn lead(view: &View<'_>, speeches: &[Speech], k: usize) -> Option<Voice> {
    let speech = &speeches[k];
    let block = view.block(view.block_of(speech.tokens.start));
    let floor = block.start.max(speech.tokens.start.saturating_sub(REACH));
    if speech.tokens.start == block.start {
        return None;
    }
    let mut at = speech.tokens.start;
    let mark = view.class(at - 1);
    let introduced = matches!(mark, Class::Comma | Class::Colon | Class::Dash | Class::That);
    if introduced {
        at -= 1;
    }
    // Back to the nearest stop or quotation, for a cue.
    let mut start = at;
    while start > floor
        && !view.is_sealed(start - 1)
        && (view.class(start - 1) != Class::Stop || abbreviated(view, start - 1))
    {
        start -= 1;
    }
    if start == at {
        return None;
    }
    let immediate = at - 1;
    let cue = (start..at).rev().find(|&i| {
        speaks(view, i).is_some_and(|(cue, _)| {
            i == immediate || cue.tier == Tier::Speech || introduced && !matches!(cue.tier, Tier::Belief | Tier::Plan)
        })
    });
    if let Some(cue) = cue {
        let sure = if cue == immediate {
            0.95
        } else if introduced {
            0.9
        } else {
            0.7
        };
        // “Q1,” N said, “q2”: the cue of the half before; its subject may stand after it.
        let half = k > 0 && speeches[k - 1].tokens.end == start;
        if half {
            let ending = ending(view, &speeches[k - 1]);
            if let Some(voice) = tail(view, &speeches[k - 1], ending)
                .filter(|v| v.cue.as_ref().is_some_and(|c| c.start == cue || c.start < cue && cue != immediate))
            {
                return Some(voice);
            }
        }
        let form = view.verb(cue).map_or(Inflection::Past, |(_, form)| form);
        // "But, said Holm, “…”"
        let apart = cue == start || view.class(cue - 1) == Class::Comma;
        let turned = inverted(view, cue + 1, at).filter(|s| apart && s.end == at && form != Inflection::Ing);
        let source = turned.or_else(|| view.subject_of_cue(cue, form, start)).or_else(|| {
            let before = (half && form == Inflection::Ing).then(|| {
                let ending = ending(view, &speeches[k - 1]);
                tail(view, &speeches[k - 1], ending).and_then(|v| v.source)
            });
            before.flatten()
        });
        // "Said Holm: “…”"
        let source = source
            .or_else(|| inverted(view, cue + 1, at))
            .or_else(|| after_comma(view, cue, at))
            .or_else(|| first_phrase(view, start, cue));
        let sure = if source.is_some() { sure } else { 0.4 };
        return Some(Voice { cue: Some(cue..cue + 1), source, via: None, confidence: sure, rule: "N said: “…”" });
    }
    if let Some(voice) = (start..at).find_map(|i| according(view, i, at)) {
        return Some(voice);
    }
    if mark == Class::Colon {
        // "Holm: “No”" and "Holm was blunt: “No”".
        let phrase = view.phrase_before(at, start).filter(|p| p.start == start && at - start <= 8);
        let sure = if phrase.is_some() { 0.9 } else { 0.7 };
        let source = phrase.or_else(|| view.main_subject(&(start..at)))?;
        return Some(Voice {
            cue: Some(at..at + 1),
            source: Some(source),
            via: None,
            confidence: sure,
            rule: "N: “…”",
        });
    }
    None
}

/// The phrase a sentence begins with, when nothing better is known.
fn first_phrase(view: &View<'_>, start: usize, cue: usize) -> Option<Range<usize>> {
    let end = view.phrase_end(start, cue);
    (end > start && end < cue).then_some(start..end)
}

/// "Asked why, …": the subject of a fronted participle stands after its comma.
fn after_comma(view: &View<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let comma = (from..end).find(|&i| view.class(i) == Class::Comma)?;
    let stop = view.phrase_end(comma + 1, end);
    (stop > comma + 1).then_some(comma + 1..stop)
}

/// Without a cue: who was spoken of just before, or spoke last.
fn around(view: &View<'_>, speech: &Speech, last: Option<&Attribution>, same_block: bool) -> Option<Voice> {
    let block_number = view.block_of(speech.tokens.start);
    let block = view.block(block_number);
    // The same paragraph's last plain sentence: "Holm was furious. “A disgrace.”"
    if speech.tokens.start > block.start {
        let before = view.sentence(speech.tokens.start - 1);
        let before = before.start.max(block.start)..before.end.min(speech.tokens.start);
        if let Some(source) = teller(view, &before).or_else(|| view.main_subject(&before)) {
            return Some(Voice {
                source: Some(source),
                confidence: 0.5,
                rule: "the sentence before is about N",
                ..Voice::default()
            });
        }
        if let Some(last) = last.filter(|_| same_block && last_is_known(last)) {
            return Some(again(last, "N spoke just before", 0.6));
        }
    }
    // A headline, a heading or a caption goes on from nobody.
    let kind = view.article.blocks.get(block_number).map(|b| b.kind);
    if !matches!(kind, Some(BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Blockquote)) {
        return None;
    }
    let previous = (0..block_number).rev().map(|b| view.block(b)).take(3).find(|b| !b.is_empty())?;
    if view.class(previous.end - 1) == Class::Colon {
        let sentence = view.sentence(previous.end - 1);
        let cue = (sentence.clone()).rev().take(REACH).find(|&i| speaks(view, i).is_some());
        let source = cue.and_then(|c| view.subject(c, sentence.start)).or_else(|| view.main_subject(&sentence));
        if let Some(source) = source {
            let cue = cue.map(|c| c..c + 1);
            return Some(Voice {
                cue,
                source: Some(source),
                via: None,
                confidence: 0.85,
                rule: "the paragraph before ends with a colon",
            });
        }
    }
    // "Lund said the plan was dead." and then a paragraph in marks: it is Lund's, whoever was quoted before.
    let sentence = view.sentence(previous.end - 1);
    let quoted = last.is_some_and(|l| {
        l.cue.as_ref().is_some_and(|c| sentence.contains(&c.start))
            || l.content.last().is_some_and(|&s| view.tokens_of(s).end > sentence.start)
    });
    if !quoted
        && previous.end + 1 >= block.start
        && let Some(source) = teller(view, &sentence)
    {
        return Some(Voice {
            source: Some(source),
            confidence: 0.7,
            rule: "the paragraph before ends with N's words",
            ..Voice::default()
        });
    }
    let near = last.filter(|l| last_is_known(Some(l)) && l.block(view).is_some_and(|b| b + 2 >= block_number));
    if let Some(last) = near {
        return Some(again(last, "the speaker of the quotation before goes on", 0.7));
    }
    let source = view.main_subject(&sentence)?;
    Some(Voice { source: Some(source), confidence: 0.4, rule: "the paragraph before is about N", ..Voice::default() })
}

/// Who speaks last in a sentence of the reporter's: "That would hurt, Holm said."
fn teller(view: &View<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let from = sentence.start.max(sentence.end.saturating_sub(REACH));
    let cue = (from..sentence.end).rev().find(|&i| speaks(view, i).is_some_and(|(cue, _)| cue.tier == Tier::Speech))?;
    let (_, form) = speaks(view, cue)?;
    view.subject_of_cue(cue, form, sentence.start).or_else(|| inverted(view, cue + 1, sentence.end))
}

fn last_is_known(last: Option<&Attribution>) -> bool {
    last.is_some_and(|l| l.source.is_some())
}

fn again(last: &Attribution, rule: &'static str, confidence: f32) -> Voice {
    Voice { cue: None, source: last.source.clone(), via: None, confidence, rule }
}

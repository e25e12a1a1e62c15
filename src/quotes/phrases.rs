//! Noun phrases and subjects, found by walking over word classes: no parse is needed to see who stands before "said".
//!
//! Every walk is bounded, so that a text without full stops costs no more than any other.

use super::cues::Inflection;
use super::view::{Class, View};
use std::ops::Range;

/// How far a walk goes, in tokens.
const REACH: usize = 48;

/// Units of time that a subject and its verb may have between them.
const UNITS: [&str; 12] =
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "morning", "afternoon", "evening", "night"];

/// What stands after a name and is no name: degrees, honours, generations.
const SUFFIXES: [&str; 20] = [
    "md", "m.d.", "phd", "ph.d.", "msc", "mph", "mba", "rn", "jd", "esq", "jr", "jr.", "sr", "sr.", "mp", "mbe", "obe",
    "cbe", "iii", "ii",
];

/// How many "of the …" and appositions a phrase may have.
const LINKS: usize = 5;

impl View<'_> {
    /// Whether token `i` can stand inside a noun phrase.
    fn in_phrase(&self, i: usize) -> bool {
        if self.is_sealed(i) {
            return false;
        }
        match self.class(i) {
            Class::Noun | Class::Name | Class::Adjective | Class::Number | Class::Possessive => true,
            // "tight-lipped", "19-year-old"; "&"
            Class::Dash => self.written(i).len() == 1 && self.touches(i),
            Class::Conjunction => self.word(i) == "&",
            Class::Stop => self.is_initial(i),
            // The marks of a nickname.
            Class::Mark => self.is_name(i),
            Class::Other => matches!(self.word(i), "$" | "%" | "/" | "#" | "@"),
            _ => false,
        }
    }

    /// Whether white space stands on both sides of token `i`: a dash, not a hyphen.
    pub(super) fn stands_apart(&self, i: usize) -> bool {
        let tokens = &self.article.tokens;
        i > 0
            && i + 1 < tokens.len()
            && tokens[i - 1].span.end < tokens[i].span.start
            && tokens[i].span.end < tokens[i + 1].span.start
    }

    /// Whether no white space stands on either side of token `i`.
    fn touches(&self, i: usize) -> bool {
        let tokens = &self.article.tokens;
        i > 0
            && i + 1 < tokens.len()
            && tokens[i - 1].span.end == tokens[i].span.start
            && tokens[i].span.end == tokens[i + 1].span.start
    }

    /// Whether a noun phrase can end with token `i`.
    pub(super) fn ends_phrase(&self, i: usize) -> bool {
        !self.is_sealed(i)
            && match self.class(i) {
                Class::Noun | Class::Name | Class::Pronoun | Class::Number => true,
                // "many said", "the poor say"
                Class::Det => {
                    !matches!(self.word(i), "the" | "a" | "an" | "no" | "every" | "my" | "your" | "our" | "their")
                }
                Class::Adjective => i > 0 && matches!(self.class(i - 1), Class::Det | Class::Adjective),
                Class::Mark => i > 0 && self.is_name(i) && self.is_name(i - 1),
                _ => false,
            }
    }

    /// First token of the noun phrase that ends before `end`, at `floor` at the earliest. No prepositions inside.
    fn phrase_start(&self, end: usize, floor: usize) -> usize {
        let mut start = end;
        if start <= floor {
            return end;
        }
        if self.class(start - 1) == Class::Pronoun {
            return start - 1;
        }
        let floor = floor.max(end.saturating_sub(REACH));
        while start > floor {
            let i = start - 1;
            let class = self.class(i);
            if class == Class::Det {
                start = i;
                // "all the", "half of his": one more determiner; "Xi's", "of": the callers go on.
                if start > floor && self.class(start - 1) == Class::Det {
                    start -= 1;
                }
                break;
            }
            // "the proposed plan", "leading critics"
            let participle = class == Class::Verb
                && start < end
                && start - 1 > floor
                && matches!(self.class(start - 2), Class::Det | Class::Adjective | Class::Possessive)
                && matches!(self.class(start), Class::Noun | Class::Adjective | Class::Name);
            let modified = class == Class::Adverb && start < end && self.class(start) == Class::Adjective;
            if !(self.in_phrase(i) || participle || modified) {
                break;
            }
            start = i;
        }
        // A phrase begins with no 's and no hyphen.
        while start < end && matches!(self.class(start), Class::Possessive | Class::Dash | Class::Conjunction) {
            start += 1;
        }
        start
    }

    /// One past the last token of the noun phrase that begins at `start`; `start` itself when none does.
    pub(super) fn phrase_end(&self, start: usize, ceiling: usize) -> usize {
        let ceiling = ceiling.min(start + REACH);
        if start >= ceiling || self.is_sealed(start) {
            return start;
        }
        let mut end = start;
        if self.class(start) == Class::Pronoun {
            return start + 1;
        }
        while end < ceiling && matches!(self.class(end), Class::Det) {
            end += 1;
        }
        let head = end;
        while end < ceiling {
            let class = self.class(end);
            let participle = class == Class::Verb
                && (end > start || self.verb(end).is_none())
                && end + 1 < ceiling
                && matches!(self.class(end + 1), Class::Noun | Class::Name | Class::Adjective)
                && (end == head || matches!(self.class(end - 1), Class::Adjective));
            let modifier = class == Class::Adverb && self.class(end + 1) == Class::Adjective;
            if !(self.in_phrase(end) || participle && end > start || modifier) {
                break;
            }
            end += 1;
        }
        while end > head && !self.ends_phrase(end - 1) && self.class(end - 1) != Class::Adjective {
            end -= 1;
        }
        if end == head && !(end > start && self.ends_phrase(end - 1)) { start } else { end }
    }

    /// The same with what hangs on it: "of the party", ", professor at …", "and Lee".
    pub(super) fn full_phrase(&self, start: usize, ceiling: usize) -> Range<usize> {
        let mut end = self.phrase_end(start, ceiling);
        if end == start {
            return start..start;
        }
        for _ in 0..LINKS {
            let class = self.class(end);
            let joins = match class {
                Class::Preposition => {
                    !matches!(self.word(end), "on" | "after" | "before" | "during" | "since" | "until" | "as")
                }
                Class::Conjunction => self.word(end) == "and" && self.is_capital(end + 1) == self.is_capital(start),
                _ => false,
            };
            // "a summary published by the ministry"
            let passive = class == Class::Verb && self.word(end + 1) == "by" && self.written(end).ends_with("ed");
            if passive && self.phrase_end(end + 2, ceiling) > end + 2 {
                end = self.phrase_end(end + 2, ceiling);
                continue;
            }
            let next = if joins { self.phrase_end(end + 1, ceiling) } else { end };

            if next <= end + 1
                || self.class(end + 1) == Class::Pronoun
                || self.begins_clause(next) && class != Class::Preposition
            {
                break;
            }
            end = next;
        }
        // The apposition, up to its comma or the end.
        for _ in 0..LINKS {
            let opens = self.class(end) == Class::Comma && end + 1 < ceiling;
            if !opens || self.class(start) == Class::Pronoun {
                break;
            }
            let Some(next) = self.apposition(end + 1, ceiling) else { break };
            end = next;
        }
        start..end
    }

    /// Whether a finite verb follows, so that what stood before is a subject.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Auxiliary => true,
            Class::Verb => !self.written(at).ends_with("ing"),
            _ => false,
        }
    }

    /// End of the apposition that begins at `start`: a noun phrase with its prepositions and no verb after it.
    fn apposition(&self, start: usize, ceiling: usize) -> Option<usize> {
        if !matches!(self.class(start), Class::Det | Class::Noun | Class::Name | Class::Number | Class::Adjective) {
            return None;
        }
        let mut end = self.phrase_end(start, ceiling);
        if end == start {
            return None;
        }
        for _ in 0..LINKS {
            if !matches!(self.class(end), Class::Preposition | Class::Conjunction) {
                break;
            }
            let next = self.phrase_end(end + 1, ceiling);
            if next == end + 1 {
                break;
            }
            end = next;
        }
        // "…, Holm said": a clause of its own.
        (!self.begins_clause(end)).then_some(end)
    }

    /// The noun phrase that ends before `end`, with the phrases it hangs on: "the head of the union" for "union".
    pub(super) fn phrase_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        if end <= floor || !self.ends_phrase(end - 1) {
            return None;
        }
        let mut start = self.phrase_start(end, floor);
        for _ in 0..LINKS {
            if start <= floor + 1 {
                break;
            }
            let link = start - 1;
            let joins = match self.class(link) {
                Class::Preposition => {
                    !matches!(self.word(link), "after" | "before" | "during" | "since" | "until" | "as" | "on")
                }
                Class::Conjunction => self.word(link) == "and" && self.is_capital(start) == self.is_capital(link - 1),
                _ => false,
            };
            if !joins || !self.ends_phrase(link - 1) || self.class(link - 1) == Class::Pronoun {
                break;
            }
            let earlier = self.phrase_start(link, floor);
            // "told reporters in Ostby he …": the phrase before is an object, not what this one hangs on.
            if earlier > floor
                && self.class(link) == Class::Preposition
                && matches!(self.class(earlier - 1), Class::Verb)
            {
                break;
            }
            start = earlier;
        }
        (start < end).then_some(start..end)
    }

    /// The subject of the verb at `verb`, when it stands before it; `floor` is where the clause can begin.
    pub(super) fn subject(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        let floor = floor.max(verb.saturating_sub(REACH));
        let mut at = verb;
        let mut hops = 0;
        loop {
            at = self.before_verb(at, floor);
            if at <= floor {
                return None;
            }
            let i = at - 1;
            if self.is_sealed(i) {
                return None;
            }
            match self.class(i) {
                Class::CloseBracket => at = self.opening_bracket(i, floor)?,
                Class::Comma => return self.before_apposition(i, floor),
                Class::Dash => return self.before_dashes(i, floor),
                Class::Wh | Class::That if hops < 4 => {
                    // The antecedent: "the man who said", "Holm, who said"
                    at = i;
                    if at > floor && matches!(self.class(at - 1), Class::Preposition) {
                        at -= 1;
                    }
                    if at > floor && self.class(at - 1) == Class::Comma {
                        at -= 1;
                    }
                    if let Some(found) = self.phrase_before(at, floor) {
                        return Some(found);
                    }
                    return None;
                }
                Class::Conjunction if hops < 4 => {
                    // "laughed and said"
                    return self.earlier_subject(i, floor);
                }
                Class::Verb if hops < 4 && at < verb => {
                    // "wants to say", "went on to say"
                    at = i;
                }
                _ if self.ends_phrase(i) => {
                    let found = self.phrase_before(at, floor)?;
                    let object = found.start > floor && matches!(self.class(found.start - 1), Class::Verb | Class::To);
                    return if object { self.antecedent(found.start, floor).or(Some(found)) } else { Some(found) };
                }
                _ => return self.antecedent(at, floor),
            }
            hops += 1;
            if hops > 8 {
                return None;
            }
        }
    }

    /// The head of the relative clause that ends before `end`: "a man who asked not to be named".
    fn antecedent(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let floor = floor.max(end.saturating_sub(20));
        let stop =
            |i: usize| self.is_sealed(i) || matches!(self.class(i), Class::Comma | Class::Stop | Class::Semicolon);
        let wh =
            (floor..end).rev().take_while(|&i| !stop(i)).find(|&i| matches!(self.class(i), Class::Wh | Class::That))?;
        self.phrase_before(wh, floor.saturating_sub(12))
    }

    /// Left over auxiliaries, adverbs, days and the chain of "to" that belong to the verb.
    fn before_verb(&self, verb: usize, floor: usize) -> usize {
        let mut at = verb;
        while at > floor {
            match self.class(at - 1) {
                Class::Auxiliary | Class::Adverb | Class::Not | Class::Time => at -= 1,
                Class::Preposition if at < verb && self.class(at) == Class::Time => at -= 1,
                // "in recent months", "last week"
                Class::Noun if UNITS.contains(&self.word(at - 1)) => match self.time_phrase(at, floor) {
                    Some(start) => at = start,
                    None => break,
                },
                Class::To => {
                    at -= 1;
                    // "went on to", "is expected to", "was quick to"
                    if at > floor && matches!(self.class(at - 1), Class::Preposition) {
                        at -= 1;
                    }
                    if at > floor && matches!(self.class(at - 1), Class::Verb | Class::Adjective) {
                        at -= 1;
                    }
                }
                _ => break,
            }
        }
        at
    }

    /// Start of "in recent months" or "last week", when the words before `end` are that.
    fn time_phrase(&self, end: usize, floor: usize) -> Option<usize> {
        let from = floor.max(end.saturating_sub(5));
        let start = (from..end - 1).rev().take_while(|&i| {
            matches!(self.class(i), Class::Det | Class::Adjective | Class::Number | Class::Preposition | Class::Adverb)
        });
        let first = start.last()?;
        let led =
            self.class(first) == Class::Preposition || matches!(self.word(first), "last" | "this" | "next" | "earlier");
        (led && first > floor).then_some(first)
    }

    fn opening_bracket(&self, close: usize, floor: usize) -> Option<usize> {
        (floor..close).rev().take(REACH).find(|&i| self.class(i) == Class::OpenBracket)
    }

    /// The head before an apposition or a clause between commas; `comma` is the second one.
    fn before_apposition(&self, comma: usize, floor: usize) -> Option<Range<usize>> {
        let mut end = comma;
        for _ in 0..LINKS {
            let start = (floor..end).rev().take(REACH).find(|&i| self.class(i) == Class::Comma || self.is_sealed(i))?;
            if self.is_sealed(start) {
                return None;
            }
            let first = start + 1;
            let relative = matches!(self.class(first), Class::Wh)
                || self.class(first) == Class::Preposition && self.class(first + 1) == Class::Wh;
            let between = first..end;
            let apposed = !between.clone().any(|i| self.begins_clause(i) || self.class(i) == Class::Pronoun)
                && !matches!(self.class(first), Class::Conjunction | Class::Subordinator | Class::Pronoun | Class::To);
            let aside =
                matches!(self.class(first), Class::Verb | Class::Preposition | Class::Adverb | Class::Subordinator);
            if !(relative || apposed || aside) {
                return None;
            }
            // "Last week, Lee, a nurse, said": a day is nobody's head.
            let last = start.saturating_sub(1);
            if self.class(last) == Class::Time || UNITS.contains(&self.word(last)) {
                let named = self.has_name(&(first..end));
                return named.then_some(first..comma);
            }
            if let Some(head) = self.phrase_before(start, floor) {
                // "Lee, 45, a nurse from Ostby, said": an age or a place is not the head.
                let suffix = head.len() == 1 && SUFFIXES.contains(&self.word(head.start));
                let chained = head.start > floor
                    && self.class(head.start - 1) == Class::Comma
                    && (suffix || !self.has_name(&head));
                if !chained {
                    return Some(head.start..comma);
                }
            }
            end = start;
        }
        None
    }

    /// The head before an aside between dashes.
    fn before_dashes(&self, dash: usize, floor: usize) -> Option<Range<usize>> {
        let first = (floor..dash).rev().take(REACH).find(|&i| self.class(i) == Class::Dash)?;
        self.phrase_before(first, floor)
    }

    fn has_name(&self, range: &Range<usize>) -> bool {
        // "the foreign minister of France" names nobody.
        let base = range.clone().take_while(|&i| self.class(i) != Class::Preposition);
        base.into_iter().any(|i| self.class(i) == Class::Name)
    }

    /// The subject of the nearest finite verb before `at`, a clause inside another's content passed over.
    pub(super) fn earlier_subject(&self, at: usize, floor: usize) -> Option<Range<usize>> {
        let floor = floor.max(at.saturating_sub(REACH));
        let mut embedded = None;
        let mut tries = 0;
        let mut i = at;
        while i > floor && tries < 8 {
            i -= 1;
            let finite = self.region(i).is_none()
                && self.begins_clause(i)
                && (i == 0 || !matches!(self.class(i - 1), Class::To | Class::Auxiliary));
            if !finite {
                continue;
            }
            tries += 1;
            // Straight before the verb only: a walk inside a walk must stay short.
            let end = self.before_verb(i, floor);
            let found = if end > floor && self.class(end - 1) == Class::Comma {
                self.before_apposition(end - 1, floor)
            } else {
                self.phrase_before(end, floor)
            };
            let Some(found) = found else { continue };
            // "Holm said the move was made and added": who added is Holm.
            let inside = found.start > floor
                && matches!(
                    self.class(found.start - 1),
                    Class::That | Class::Wh | Class::Subordinator | Class::Verb | Class::Preposition | Class::Noun
                );
            if !inside {
                return Some(found);
            }
            embedded = embedded.or(Some(found));
        }
        embedded
    }

    /// The subject of the first finite verb of a sentence: who the sentence is about.
    pub(super) fn main_subject(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let end = sentence.end.min(sentence.start + REACH);
        let verb = (sentence.start..end)
            .find(|&i| !self.is_sealed(i) && self.begins_clause(i) && !(i > 0 && self.class(i - 1) == Class::To))?;
        self.subject(verb, sentence.start)
    }

    /// The subject that a verb form wants: straight before it, the main verb's for a participle.
    pub(super) fn subject_of_cue(&self, verb: usize, form: Inflection, floor: usize) -> Option<Range<usize>> {
        if form == Inflection::Ing && !(verb > 0 && self.class(verb - 1) == Class::Auxiliary) {
            // "with Holm saying that …", "a report saying that …"; but "Holm sent a letter saying that …"
            let before = verb > floor && matches!(self.class(verb - 1), Class::Noun | Class::Name);
            let phrase = if before { self.phrase_before(verb, floor) } else { None };
            let named = verb > floor && self.class(verb - 1) == Class::Name;
            if named && phrase.is_some() {
                return phrase;
            }
            return self.earlier_subject(verb, floor).or(phrase);
        }
        self.subject(verb, floor)
    }
}

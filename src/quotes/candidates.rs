//! Who may have said something: every noun phrase near it, described in small whole numbers for [`super::ranker`].

use super::attribution::{Attribution, Learned};
use super::cues::{Frames, Inflection, Tier};
use super::view::{Class, View};
use crate::article::{BlockKind, EntityKind, Form};
use std::ops::Range;

/// How many candidates stand before and after a quotation at most; the nearest ones.
const BEFORE: usize = 40;
const AFTER: usize = 16;

/// How far they are looked for, in tokens and in blocks.
const TOKENS_BEFORE: usize = 260;
const TOKENS_AFTER: usize = 90;
const BLOCKS_BEFORE: usize = 3;

/// Numbers above this are this.
const MOST: usize = 120;

/// What the network says where it left the words out; one less where it was not asked.
const NOTHING: i8 = -1;

/// What is said of a candidate, in this order.
pub(super) const FEATURES: [&str; 65] = [
    "after",
    "blocks apart",
    "sentences apart",
    "tokens apart",
    "nth on its side",
    "nth in its sentence",
    "pronoun he or she",
    "pronoun they",
    "pronoun it",
    "pronoun I or we",
    "pronoun you",
    "pronoun who",
    "other pronoun",
    "name",
    "first letter large",
    "person",
    "organisation",
    "place",
    "nominal",
    "plural",
    "mentions of the entity",
    "salience of the entity",
    "quotations of the entity so far",
    "speaker of the quotation before",
    "same word as the source before",
    "subject of the verb after",
    "that verb's strength",
    "tokens to that verb",
    "cue right before",
    "its strength",
    "tokens to it",
    "best cue between",
    "tokens from it to the quotation",
    "best cue of the sentence",
    "preposition before",
    "possessive after",
    "comma before",
    "comma after",
    "length of the phrase",
    "begins its sentence",
    "begins its block",
    "subject of its sentence",
    "commas between",
    "stops between",
    "quoted tokens between",
    "verbs between",
    "colon before the quotation",
    "dash before the candidate",
    "quotation begins its block",
    "quotation ends its block",
    "quotation begins large",
    "mark before the quotation",
    "comma inside the end",
    "stop inside the end",
    "length of the quotation",
    "tokens to the quotation before",
    "in the rule's source",
    "the rule's confidence",
    "the rule has a source",
    "the rule has a cue",
    "the rule's cue is this one's",
    "in the sentence of the rule's cue",
    "in the network's source",
    "the network has a source",
    "the network's cue is this one's",
];

/// One candidate.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The phrase, by tokens, and its head.
    pub(super) head: usize,
    /// Where the phrase begins.
    pub(super) start: usize,
    /// The verb it is the subject of, or that stands before it, when that may report.
    pub(super) cue: Option<usize>,
    /// The verb right after it, whatever it is.
    pub(super) verb: Option<usize>,
    /// What is said of it.
    pub(super) features: [i8; FEATURES.len()],
}

/// What the candidates of one article share.
pub(super) struct Field<'a> {
    view: &'a View<'a>,
    /// The mention each token stands in, by number; of several the last.
    mentions: Vec<Option<u32>>,
    /// How strong each token is as a cue, 0 to 100.
    strengths: Vec<i8>,
    /// Heads of noun phrases that may speak, in order.
    heads: Vec<usize>,
    counts: Vec<u32>,
    /// Whether the network was asked.
    asked: bool,
}

/// What was found out on the way from quotation to quotation.
#[derive(Default)]
pub(super) struct Memory {
    /// How often each entity has spoken.
    pub(super) spoken: Vec<u32>,
    /// The last source's head.
    pub(super) head: Option<usize>,
}

impl<'a> Field<'a> {
    pub(super) fn new(view: &'a View<'a>, asked: bool) -> Self {
        let article = view.article;
        let mut mentions = vec![None; article.tokens.len()];
        let mut counts = vec![0; article.entities.len()];
        for (number, mention) in article.mentions.iter().enumerate() {
            if let Some(count) = mention.entity.and_then(|e| counts.get_mut(e as usize)) {
                *count += 1;
            }
            for token in view.tokens_of(mention.span) {
                mentions[token] = Some(number as u32);
            }
        }
        let strengths = (0..article.tokens.len()).map(|i| strength(view, i)).collect();
        let heads = (0..article.tokens.len()).filter(|&i| is_head(view, i)).collect();
        Self { view, mentions, strengths, heads, counts, asked }
    }

    /// The entity that token `i` stands for.
    fn entity(&self, i: usize) -> Option<u32> {
        self.article_mention(i)?.entity
    }

    fn article_mention(&self, i: usize) -> Option<&'a crate::article::Mention> {
        self.view.article.mentions.get(self.mentions.get(i).copied().flatten()? as usize)
    }

    /// Keeps in mind who said a quotation.
    pub(super) fn note(&self, memory: &mut Memory, source: &Range<usize>) {
        let head = self.heads[self.heads.partition_point(|&h| h < source.start)..].first().copied();
        memory.head = head.filter(|&h| h < source.end).or(Some(source.start));
        let entity = source.clone().take(12).find_map(|i| self.entity(i));
        memory.spoken.resize(self.counts.len(), 0);
        if let Some(count) = entity.and_then(|e| memory.spoken.get_mut(e as usize)) {
            *count += 1;
        }
    }

    /// Everyone who may have said the words in `tokens`; `guess` is what the rules make of it.
    pub(super) fn candidates(&self, tokens: &Range<usize>, guess: &Attribution, memory: &Memory) -> Vec<Candidate> {
        let view = self.view;
        let block = view.block_of(tokens.start);
        let first_block = view.block(block.saturating_sub(BLOCKS_BEFORE)).start;
        let floor = first_block.max(tokens.start.saturating_sub(TOKENS_BEFORE)).min(tokens.start);
        let ceiling = view.block(block + 1).end.max(view.block(block).end).min(tokens.end + TOKENS_AFTER);
        let place = |at: usize| self.heads.partition_point(|&h| h < at);
        let before = place(floor).max(place(tokens.start).saturating_sub(BEFORE))..place(tokens.start);
        let after = place(tokens.end)..place(ceiling.max(tokens.end)).min(place(tokens.end) + AFTER);
        let shape = Shape::new(view, tokens);
        let mut found = Vec::with_capacity(before.len() + after.len());
        for (nth, &head) in self.heads[before].iter().rev().enumerate() {
            found.push(self.describe(head, nth, tokens, &shape, guess, memory));
        }
        for (nth, &head) in self.heads[after].iter().enumerate() {
            found.push(self.describe(head, nth, tokens, &shape, guess, memory));
        }
        found
    }

    #[allow(clippy::too_many_lines, reason = "one line a feature, in the order of their names")]
    fn describe(
        &self,
        head: usize,
        nth: usize,
        tokens: &Range<usize>,
        shape: &Shape,
        guess: &Attribution,
        memory: &Memory,
    ) -> Candidate {
        let view = self.view;
        let after = head >= tokens.end;
        let sentence = view.sentence(head);
        let start = view.phrase_before(head + 1, sentence.start.max(head.saturating_sub(12))).map_or(head, |p| p.start);
        let (from, to) = if after { (tokens.end, start) } else { (head + 1, tokens.start) };
        let between = from..to.max(from);
        let word = view.word(head);
        let is = i8::from;
        let mention = self.article_mention(head);
        let kind = |kinds: &[EntityKind]| is(mention.is_some_and(|m| kinds.contains(&m.kind)));
        let entity = mention.and_then(|m| m.entity);
        let spoken = entity.and_then(|e| memory.spoken.get(e as usize)).copied().unwrap_or(0);
        let last_entity = memory.head.and_then(|h| self.entity(h));

        let (verb, verb_at) = self.verb_after(head, sentence.end);
        let verb_strength = verb.map_or(0, |v| self.strengths[v]);
        let cue_before = (1..=3)
            .filter_map(|back| start.checked_sub(back))
            .take_while(|&i| i >= sentence.start && !view.is_sealed(i))
            .find(|&i| self.strengths[i] > 0);
        let best = between
            .clone()
            .take(120)
            .filter(|&i| !view.is_sealed(i) && self.strengths[i] > 0)
            .max_by_key(|&i| self.strengths[i]);
        let from_best = best.map_or(MOST, |b| if after { b - tokens.end } else { tokens.start - b });
        let of_sentence = sentence.clone().take(80).map(|i| self.strengths[i]).max().unwrap_or(0);
        let cue = verb.filter(|_| verb_strength > 0).or(cue_before);
        let main = view.main_subject(&sentence).is_some_and(|s| s.contains(&head));
        let count = |class: Class| few(between.clone().take(200).filter(|&i| view.class(i) == class).count());
        let rule_source = guess.source.as_ref().is_some_and(|s| s.contains(&head));
        let rule_cue = guess.cue.as_ref().map(|c| c.start);
        let apart = |a: usize, b: usize| if a < b { -few(b - a) } else { few(a - b) };
        let edge = if after { tokens.end - 1 } else { tokens.start };
        let learned = |what: &dyn Fn(&Learned) -> i8| match &guess.learned {
            Some(learned) => what(learned),
            None => NOTHING - is(!self.asked),
        };
        let values = [
            is(after),
            apart(view.block_of(head), view.block_of(tokens.start)),
            apart(view.sentence_number(head), view.sentence_number(edge)),
            few(between.len()),
            few(nth),
            few(self.heads.partition_point(|&h| h < head) - self.heads.partition_point(|&h| h < sentence.start)),
            is(matches!(word, "he" | "she")),
            is(word == "they"),
            is(word == "it"),
            is(matches!(word, "i" | "we")),
            is(word == "you"),
            is(matches!(word, "who" | "that" | "which")),
            is(view.class(head) == Class::Pronoun),
            is(view.class(head) == Class::Name),
            is(view.is_capital(head)),
            kind(&[EntityKind::Person]),
            kind(&[EntityKind::Org]),
            kind(&[EntityKind::Gpe, EntityKind::Loc, EntityKind::Norp]),
            is(mention.is_some_and(|m| m.form == Form::Nominal)),
            is(word.ends_with('s') && view.class(head) == Class::Noun),
            entity.and_then(|e| self.counts.get(e as usize)).map_or(0, |&n| few(n as usize)),
            entity.and_then(|e| view.article.entities.get(e as usize)).map_or(0, |e| percent(e.salience)),
            few(spoken as usize),
            is(entity.is_some() && entity == last_entity),
            is(memory.head.is_some_and(|h| view.word(h) == word)),
            is(verb.is_some()),
            verb_strength,
            few(verb_at),
            is(cue_before.is_some()),
            cue_before.map_or(0, |c| self.strengths[c]),
            cue_before.map_or(9, |c| few(start - c)),
            best.map_or(0, |b| self.strengths[b]),
            few(from_best),
            of_sentence,
            is(start > sentence.start && matches!(view.class(start - 1), Class::Preposition | Class::To)),
            is(view.class(head + 1) == Class::Possessive),
            is(start > sentence.start && view.class(start - 1) == Class::Comma),
            is(view.class(head + 1) == Class::Comma),
            few(head + 1 - start),
            is(start == sentence.start),
            is(start == view.block(view.block_of(head)).start),
            is(main),
            count(Class::Comma),
            count(Class::Stop),
            few(between.clone().take(200).filter(|&i| view.is_sealed(i)).count()),
            count(Class::Verb),
            shape.colon,
            is(start > 0 && view.class(start - 1) == Class::Dash),
            shape.begins_block,
            shape.ends_block,
            shape.large,
            shape.mark_before,
            shape.comma_inside,
            shape.stop_inside,
            shape.length,
            shape.to_previous,
            is(rule_source),
            percent(guess.confidence),
            is(guess.source.is_some()),
            is(rule_cue.is_some()),
            is(rule_cue.is_some() && rule_cue == cue),
            is(rule_cue.is_some_and(|c| sentence.contains(&c))),
            learned(&|l| l.source.as_ref().filter(|s| s.contains(&head)).map_or(0, |_| percent(l.source_likely))),
            learned(&|l| l.source.as_ref().map_or(0, |_| percent(l.source_likely))),
            learned(&|l| is(l.cue.as_ref().zip(cue).is_some_and(|(theirs, cue)| theirs.contains(&cue)))),
        ];
        let verb = verb.filter(|_| verb_at <= 3);
        Candidate { head, start, cue, verb, features: values }
    }

    /// The first verb after a phrase, past its appositions and clauses, and how far it is.
    fn verb_after(&self, head: usize, end: usize) -> (Option<usize>, usize) {
        let view = self.view;
        let mut at = head + 1;
        let stop = end.min(head + 24);
        while at < stop {
            match view.class(at) {
                Class::Verb if !view.is_sealed(at) => return (Some(at), at - head),
                Class::Stop | Class::Semicolon | Class::Colon => break,
                _ if view.is_sealed(at) => break,
                // Another noun as near to the verb has the better claim, but for what hangs on the phrase.
                _ => at += 1,
            }
        }
        (None, MOST)
    }
}

/// What is said of the quotation itself.
struct Shape {
    colon: i8,
    begins_block: i8,
    ends_block: i8,
    large: i8,
    mark_before: i8,
    comma_inside: i8,
    stop_inside: i8,
    length: i8,
    to_previous: i8,
}

impl Shape {
    fn new(view: &View<'_>, tokens: &Range<usize>) -> Self {
        let is = i8::from;
        let block = view.block(view.block_of(tokens.start));
        let word = |i: &usize| view.written(*i).contains(char::is_alphanumeric);
        let first = tokens.clone().take(4).find(word);
        let inside = |marks: &[&str]| tokens.clone().rev().take(3).any(|i| marks.contains(&view.written(i)));
        let mark = match tokens.start.checked_sub(1).map(|i| view.class(i)) {
            _ if tokens.start <= block.start => 0,
            Some(Class::Comma) => 1,
            Some(Class::Colon) => 2,
            Some(Class::Stop) => 3,
            Some(Class::That) => 4,
            Some(Class::Verb) => 5,
            _ => 6,
        };
        let back = tokens.start.saturating_sub(60).max(block.start);
        let previous = (back..tokens.start).rev().find(|&i| view.region(i).is_some());
        let colon_above = block.start > 0 && view.class(block.start - 1) == Class::Colon;
        Self {
            colon: is(mark == 2 || tokens.start == block.start && colon_above),
            begins_block: is(tokens.start <= block.start),
            ends_block: is(tokens.end + 1 >= block.end),
            large: is(first.is_some_and(|i| view.is_capital(i))),
            mark_before: mark,
            comma_inside: is(inside(&[","])),
            stop_inside: is(inside(&[".", "!", "?"])),
            length: few(tokens.len()),
            to_previous: few(previous.map_or(MOST, |p| tokens.start - p)),
        }
    }
}

/// Whether a noun phrase has its head at token `i`, in a place where somebody may be named.
fn is_head(view: &View<'_>, i: usize) -> bool {
    let class = view.class(i);
    let noun = |j: usize| matches!(view.class(j), Class::Noun | Class::Name) && !view.is_sealed(j);
    let head = match class {
        Class::Noun | Class::Name => !noun(i + 1) || view.block_of(i + 1) != view.block_of(i),
        Class::Pronoun => true,
        Class::Wh => view.word(i) == "who",
        _ => false,
    };
    let kind = view.article.blocks.get(view.block_of(i)).map(|b| b.kind);
    let speaks = !matches!(kind, Some(BlockKind::Credit | BlockKind::Timestamp | BlockKind::Section));
    head && speaks && !view.is_sealed(i)
}

/// How much a token speaks for a quotation beside it, 0 to 100, from what is known of it as a cue.
fn strength(view: &View<'_>, i: usize) -> i8 {
    if view.is_sealed(i) {
        return 0;
    }
    if view.word(i) == "according" {
        return 100;
    }
    let Some((cue, form)) = view.verb(i) else { return view.noun(i).map_or(0, |_| 15) };
    let tier = match cue.tier {
        _ if cue.lemma == "say" => 100,
        Tier::Speech => 90,
        Tier::Frame if cue.frames.has(Frames::QUOTE) => 70,
        Tier::Frame => 50,
        Tier::Belief => 40,
        Tier::Plan => 20,
        Tier::Noun | Tier::Adjective => 10,
    };
    tier - if form == Inflection::Ing { 5 } else { 0 }
}

/// A number as far as it matters.
pub(super) fn few(number: usize) -> i8 {
    number.min(MOST) as i8
}

pub(super) fn percent(share: f32) -> i8 {
    (share * 100.0).clamp(0.0, 100.0) as i8
}

//! Whom a pronoun may stand for, and what is known of each.
//!
//! Everybody named or described lately who agrees in gender is a candidate, once. What is known are small numbers, which
//! [`ranker`](super::ranker) weighs.

use super::page::{Case, Page, Sort};
use super::part::Part;
use super::syntax::{COMMANDS, DISTANCE, SAID, SAME_PART, SILENT, THEIR_PART, Trees};
use crate::article::{Entity, Form, Gender, Pos};
use crate::names::lists;
use crate::span::Span;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// How many sentences a pronoun looks back.
const SENTENCES: usize = 4;
/// How many words between two places are looked at.
const REACH: usize = 60;

/// Somebody named or described at a place.
#[derive(Clone, Debug)]
pub(super) struct Appearance {
    /// None for people without a name.
    pub(super) entity: Option<u32>,
    pub(super) gender: Option<Gender>,
    pub(super) part: Part,
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) form: Form,
    pub(super) speaks: bool,
    pub(super) in_marks: bool,
}

/// A pronoun and what is known of it.
pub(super) struct Pronoun {
    pub(super) at: usize,
    pub(super) sentence: usize,
    pub(super) gender: Gender,
    pub(super) case: Case,
    pub(super) in_marks: bool,
    pub(super) speaks: bool,
}

/// How many things are known of a candidate.
pub const COUNT: usize = STEPS + WORDS + SAID + RIVALS;
/// How many come from the order of candidates, from the words beside both, and from how the candidate is among the others.
const STEPS: usize = 10;
const WORDS: usize = 29;
const RIVALS: usize = 6;
/// Where two of them stand: how many sentences away, and how often the article names it.
const SENTENCES_AWAY: usize = STEPS;
const NAMED: usize = STEPS + 11;

/// What is known of a candidate, in the order in which [`Scene::candidates`] says it.
pub type Evidence = [i8; COUNT];

/// Somebody whom a pronoun may stand for.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index into the entities as they were when the pronoun was read; None for people without a name.
    pub entity: Option<u32>,
    /// Where it was named last, or first, when only pronouns stand for it nearby.
    pub span: Span,
    /// What is known of it.
    pub evidence: Evidence,
}

/// A pronoun and everybody it may stand for.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The pronoun.
    pub pronoun: Span,
    /// Latest first.
    pub candidates: Vec<Candidate>,
}

/// What is known when a pronoun is read.
pub(super) struct Scene<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) entities: &'a [Entity],
    /// How often each entity was mentioned so far.
    pub(super) counts: &'a HashMap<u32, usize>,
    /// The first person of the article.
    pub(super) topic: Option<u32>,
    /// What pronouns say of the gender of each entity of which nothing else says it.
    pub(super) guesses: &'a HashMap<u32, Guess>,
    /// The trees of the sentences near the pronoun, where somebody parses.
    pub(super) trees: Option<&'a Trees<'a>>,
}

/// How many pronouns went to somebody, by gender: some of them wrongly. A name that may be a given name counts as one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guess {
    feminine: usize,
    masculine: usize,
}

/// How many more pronouns of the other gender make a guess as good as known.
const CERTAIN: usize = 3;

impl Guess {
    /// What a name that may be a given name says: as much as one pronoun.
    pub(super) fn of(gender: Gender) -> Self {
        let mut guess = Self::default();
        guess.add(gender);
        guess
    }

    pub(super) fn add(&mut self, gender: Gender) {
        match gender {
            Gender::Feminine => self.feminine += 1,
            Gender::Masculine => self.masculine += 1,
        }
    }

    /// The gender of most.
    pub(super) fn gender(self) -> Option<Gender> {
        match self.feminine.cmp(&self.masculine) {
            Ordering::Greater => Some(Gender::Feminine),
            Ordering::Less => Some(Gender::Masculine),
            Ordering::Equal => None,
        }
    }

    /// 1 where most pronouns say that gender, -1 where most say the other, 0 where there is none; None where that many
    /// say the other that it cannot be.
    fn agreement(self, gender: Gender) -> Option<i8> {
        let (own, other) = match gender {
            Gender::Feminine => (self.feminine, self.masculine),
            Gender::Masculine => (self.masculine, self.feminine),
        };
        (other < own + CERTAIN).then_some(match own.cmp(&other) {
            Ordering::Greater => 1,
            Ordering::Equal => 0,
            Ordering::Less => -1,
        })
    }
}

impl Scene<'_> {
    /// How somebody's gender agrees with a pronoun's: 2 where it is known and the same, or else what [`Guess`] says;
    /// None where it is another.
    fn agreement(&self, who: &Appearance, gender: Gender) -> Option<i8> {
        let known = who.entity.map_or(who.gender, |e| self.entities.get(e as usize).and_then(|e| e.gender));
        match known {
            Some(known) => (known == gender).then_some(2),
            None => who.entity.and_then(|e| self.guesses.get(&e)).map_or(Some(0), |guess| guess.agreement(gender)),
        }
    }

    /// Those of `recent`, in reading order, and of the one named next, whom a pronoun may stand for.
    pub(super) fn candidates(&self, pronoun: &Pronoun, recent: &[Appearance], ahead: &[Appearance]) -> Vec<Candidate> {
        let near = &recent[recent.partition_point(|who| who.sentence + SENTENCES < pronoun.sentence)..];
        let agreement = |who: &Appearance| self.agreement(who, pronoun.gender);
        let fits = |who: &Appearance| agreement(who).is_some() && !is_bound(self.page, who, pronoun);
        // The last appearance of each.
        let mut last: Vec<&Appearance> = Vec::with_capacity(near.len() + 1);
        for who in near.iter().rev().chain(ahead).filter(|who| fits(who)) {
            if who.entity.is_none() || last.iter().all(|other| other.entity != who.entity) {
                last.push(who);
            }
        }
        let same = |a: &Appearance, b: &Appearance| a.entity.is_some() && a.entity == b.entity;
        let chain = near.iter().rev().find(|a| a.form == Form::Pronoun && a.gender == Some(pronoun.gender));
        let subject = near.iter().rev().find(|a| a.part == Part::Subject && fits(a));
        let certain = last.iter().filter(|who| agreement(who) > Some(0)).count();
        let mut subjects = 0;
        let mut candidates = Vec::with_capacity(last.len());
        for (rank, who) in last.iter().enumerate() {
            let all = || near.iter().filter(|a| same(a, who));
            let named = all().rev().find(|a| a.form != Form::Pronoun);
            let name = named.or(Some(*who).filter(|who| who.form != Form::Pronoun));
            let others: [i8; STEPS] = [
                // How many came after, and how many of those were subjects.
                small(rank),
                small(subjects),
                // How many agree, how many of them surely or likely, and how it is with this one.
                small(last.len()),
                small(certain),
                agreement(who).unwrap_or(0),
                // The last subject; the last such pronoun's, and how far that was.
                i8::from(subject.is_some_and(|s| same(s, who))),
                chain.map_or(-1, |c| i8::from(same(c, who))),
                chain.map_or(9, |c| small(pronoun.sentence - c.sentence)),
                small(all().filter(|a| a.part == Part::Subject).count()),
                small(all().filter(|a| a.form == Form::Pronoun).count()),
            ];
            subjects += usize::from(who.part == Part::Subject);
            let mut evidence = [0; COUNT];
            evidence[..STEPS].copy_from_slice(&others);
            evidence[STEPS..STEPS + WORDS].copy_from_slice(&self.evidence(who, name, pronoun));
            let said = self.trees.map_or(SILENT, |trees| {
                trees.say(self.page, (&who.tokens, who.sentence), (pronoun.at, pronoun.sentence))
            });
            evidence[STEPS + WORDS..STEPS + WORDS + SAID].copy_from_slice(&said);
            // Of somebody whom only pronouns name here, the first name in the article.
            let first = || {
                let entity = self.entities.get(who.entity? as usize)?;
                self.page.places.get(*entity.mentions.first()? as usize).map(|place| &place.tokens)
            };
            let tokens = name.map(|name| &name.tokens).or_else(first).unwrap_or(&who.tokens);
            let span = self.page.span(tokens.clone());
            candidates.push(Candidate { entity: who.entity, span, evidence });
        }
        compare(&mut candidates);
        candidates
    }

    /// What is known of one candidate by itself: where it appeared last, and where under a name.
    fn evidence(&self, who: &Appearance, name: Option<&Appearance>, pronoun: &Pronoun) -> [i8; WORDS] {
        let page = self.page;
        let behind = who.tokens.start > pronoun.at;
        let sentences = pronoun.sentence.saturating_sub(who.sentence);
        let between = between(who, pronoun);
        // Words of a sort in between, in the same sentence.
        let count = |is: &dyn Fn(usize) -> bool| {
            if sentences == 0 { small(between.clone().take(REACH).filter(|&t| is(t)).count()) } else { -1 }
        };
        let start = page.sentence(who.sentence).start;
        let position = |at: usize, sentence: usize| small(at.saturating_sub(page.sentence(sentence).start));
        let entity = who.entity.and_then(|e| self.entities.get(e as usize));
        let joined = |at: usize| page.sort(at) == Sort::And;
        [
            small(sentences),
            small(between.len()),
            who.part as i8,
            who.form as i8,
            i8::from(who.entity.is_none()),
            i8::from(behind),
            // The last name: how far, what in its sentence, how long.
            name.map_or(9, |n| small(pronoun.sentence.saturating_sub(n.sentence))),
            name.map_or(i8::MAX, |n| small(self::between(n, pronoun).len())),
            name.map_or(-1, |n| n.part as i8),
            name.map_or(0, |n| small(n.tokens.len())),
            // How often it was mentioned before, how often the article names it, and whether it named nobody earlier.
            small(who.entity.and_then(|e| self.counts.get(&e)).map_or(0, |&n| n.min(9))),
            entity.map_or(0, |e| small(e.mentions.len().min(9))),
            i8::from(self.topic.is_some() && self.topic == who.entity),
            self.named_behind(entity, pronoun),
            entity.map_or(0, |e| ending(&e.name)) * if pronoun.gender == Gender::Feminine { 1 } else { -1 },
            // The words around both.
            word(page, who.tokens.end),
            who.tokens.start.checked_sub(1).filter(|_| who.tokens.start > start).map_or(-1, |t| word(page, t)),
            edge(page, who.tokens.start, start),
            verb_behind(page, who.tokens.end),
            verb_behind(page, pronoun.at + 1),
            pronoun.at.checked_sub(1).map_or(-1, |t| word(page, t)),
            position(who.tokens.start, who.sentence),
            position(pronoun.at, pronoun.sentence),
            pronoun.case as i8,
            i8::from(joined(who.tokens.end) || who.tokens.start.checked_sub(1).is_some_and(joined)),
            i8::from(pronoun.in_marks) + 2 * i8::from(who.in_marks) + 4 * i8::from(pronoun.speaks && who.speaks),
            count(&|t| page.is_verb(t)),
            count(&|t| matches!(page.sort(t), Sort::Comma | Sort::Mark)),
            // "Her husband": what the noun that is had says.
            lists::title(page.lower(pronoun.at + 1)).and_then(|title| title.gender).map_or(0, |g| 1 + g as i8),
        ]
    }

    /// Whether it is named behind the pronoun: soon, later in the sentence, in the next. Who is named again right after
    /// a pronoun is rarely meant by it.
    fn named_behind(&self, entity: Option<&Entity>, pronoun: &Pronoun) -> i8 {
        let Some(entity) = entity else { return 0 };
        let place = |&m: &u32| self.page.places.get(m as usize);
        let next = entity.mentions.partition_point(|m| place(m).is_some_and(|p| p.tokens.start <= pronoun.at));
        match entity.mentions.get(next).and_then(place) {
            Some(p) if p.sentence == pronoun.sentence && p.tokens.start < pronoun.at + 12 => 3,
            Some(p) if p.sentence == pronoun.sentence => 2,
            Some(p) if p.sentence == pronoun.sentence + 1 => 1,
            _ => 0,
        }
    }
}

/// Says of each candidate how many of the others are better in what counts much: named more often, as near, a subject,
/// of the pronoun's own part, nearer in the tree, above the pronoun.
fn compare(candidates: &mut [Candidate]) {
    const TREE: usize = STEPS + WORDS;
    let better: [fn(&Evidence, &Evidence) -> bool; RIVALS] = [
        |other, own| other[NAMED] > own[NAMED],
        |other, own| other[SENTENCES_AWAY] <= own[SENTENCES_AWAY],
        |other, _| (0..=1).contains(&other[TREE + THEIR_PART]),
        |other, _| other[TREE + SAME_PART] == 1,
        |other, own| (0..own[TREE + DISTANCE]).contains(&other[TREE + DISTANCE]),
        |other, _| other[TREE + COMMANDS] & 1 == 1 && other[TREE + COMMANDS] > 0,
    ];
    for own in 0..candidates.len() {
        for (i, better) in better.iter().enumerate() {
            let others = candidates.iter().enumerate().filter(|&(other, _)| other != own);
            let count = others.filter(|(_, other)| better(&other.evidence, &candidates[own].evidence)).count();
            candidates[own].evidence[TREE + SAID + i] = small(count);
        }
    }
}

fn small(count: usize) -> i8 {
    i8::try_from(count).unwrap_or(i8::MAX)
}

fn between(who: &Appearance, pronoun: &Pronoun) -> Range<usize> {
    if who.tokens.start > pronoun.at { pronoun.at + 1..who.tokens.start } else { who.tokens.end..pronoun.at }
}

/// Whether a given name that no list has looks like a woman's: 1, or a man's: -1.
fn ending(name: &str) -> i8 {
    let given = name.split(' ').next().unwrap_or("").as_bytes();
    match given.last() {
        Some(b'a') => 1,
        Some(b'o' | b's' | b'd' | b'k' | b'r' | b'm') => -1,
        _ => 0,
    }
}

/// What a word does, roughly.
fn word(page: &Page<'_>, token: usize) -> i8 {
    match page.sort(token) {
        Sort::Preposition => match page.lower(token) {
            "of" => 0,
            "by" => 1,
            "to" => 2,
            "with" => 3,
            "for" => 4,
            "in" | "on" | "at" => 5,
            _ => 6,
        },
        Sort::And => 7,
        Sort::Comma => 8,
        Sort::Stop => 9,
        Sort::Open => 10,
        Sort::Possessive => 11,
        Sort::Auxiliary => 12,
        Sort::Relative => 13,
        Sort::Mark => 14,
        Sort::Determiner => 15,
        Sort::Pronoun(..) => 16,
        Sort::They | Sort::Speaker => 17,
        Sort::Other => match page.pos(token) {
            Pos::Aux => 12,
            Pos::Verb => 18,
            Pos::Sconj => 19,
            Pos::Noun => 20,
            Pos::Propn => 21,
            Pos::Adj => 22,
            Pos::Adv => 23,
            Pos::Cconj => 24,
            Pos::Num => 25,
            Pos::Pron => 26,
            _ => 27,
        },
    }
}

/// What stands before the whole noun phrase that a name ends: "her", "Bo's" and "," in "her brother Bo", "Bo's wife Ada"
/// and "the mayor, Ada", or else what [`word`] says.
fn edge(page: &Page<'_>, name: usize, start: usize) -> i8 {
    let mut at = name;
    for _ in 0..6 {
        let Some(before) = at.checked_sub(1).filter(|_| at > start) else { return -1 };
        match page.sort(before) {
            Sort::Possessive => return 30,
            Sort::Pronoun(Gender::Masculine, Case::Possessive) => return 31,
            Sort::Pronoun(Gender::Feminine, _) => return 32,
            Sort::Determiner => {}
            Sort::Other if matches!(page.pos(before), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num) => {}
            Sort::Comma if at == name && before > 0 && page.pos(before - 1) == Pos::Noun => return 33,
            _ => return word(page, before),
        }
        at = before;
    }
    29
}

/// The next verb of the sentence: at once or later, "was", another auxiliary, or a full verb.
fn verb_behind(page: &Page<'_>, at: usize) -> i8 {
    let verb = (at..at + 8).find(|&t| page.sort(t) == Sort::Stop || matches!(page.pos(t), Pos::Aux | Pos::Verb));
    let Some(t) = verb else { return 7 };
    let sort = match page.pos(t) {
        Pos::Aux if matches!(page.lower(t), "was" | "is" | "were" | "are") => 0,
        Pos::Aux => 1,
        Pos::Verb => 2,
        _ => return 6,
    };
    sort + if t == at { 0 } else { 3 }
}

/// Whether grammar forbids that they are one: "Ada saw her" is somebody else, "Ada saw herself" must be Ada.
fn is_bound(page: &Page<'_>, who: &Appearance, pronoun: &Pronoun) -> bool {
    let between = between(who, pronoun);
    let here = pronoun.sentence == who.sentence;
    match pronoun.case {
        Case::Reflexive => !here,
        Case::Object if here && between.len() <= 12 && who.tokens.start < pronoun.at => {
            let mut verbs = 0;
            for t in between.clone() {
                match page.sort(t) {
                    Sort::Comma | Sort::Stop | Sort::And | Sort::Relative | Sort::Mark => return false,
                    Sort::Other if page.is_verb(t) => verbs += 1,
                    _ => {}
                }
            }
            verbs <= 1 || between.is_empty()
        }
        Case::Object | Case::Possessive | Case::Subject => false,
    }
}

//! Pronouns and descriptions, in reading order: "she", "the president", "the company".
//!
//! Everybody named or described lately is remembered with the part in the sentence ([`Part`]); a pronoun goes to the
//! best of them that agrees in gender ([`EVIDENCE`]). People without a name are remembered too ("a senior official said
//! he …"), and a pronoun that is theirs is nobody's in the list of entities.

use super::nominal::{self, Described};
use super::page::{Case, Page, Sort};
use super::part::{Part, part, speaks};
use super::role::Fact;
use crate::article::{Entity, EntityKind, Form, Gender, Mention, Pos};
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// How many sentences a pronoun looks back.
const SENTENCES: usize = 3;
/// How many people are remembered.
const PEOPLE: usize = 24;

/// Somebody named or described at a place.
#[derive(Clone, Debug)]
struct Appearance {
    /// None for people without a name.
    entity: Option<u32>,
    gender: Option<Gender>,
    part: Part,
    tokens: Range<usize>,
    sentence: usize,
    form: Form,
    /// First person of the sentence.
    first: bool,
    speaks: bool,
    in_marks: bool,
}

/// A pronoun and what is known of it.
struct Pronoun {
    at: usize,
    sentence: usize,
    gender: Gender,
    case: Case,
    part: Part,
    in_marks: bool,
    speaks: bool,
}

/// What may speak for or against somebody, and by how many points: set by hand near a logistic fit to GAP's
/// development set, which is chosen to be hard and so makes too little of the last pronoun, quotation marks and people
/// without a name.
const EVIDENCE: [(&str, i32); 27] = [
    ("named one sentence before", -3),
    ("named two sentences before", -6),
    ("named three sentences before", -7),
    ("a subject", 4),
    ("an object", 3),
    ("behind a preposition", -2),
    ("an owner", 0),
    ("known to be of that gender", 1),
    ("both subjects", 5),
    ("both objects or both behind prepositions", 2),
    ("the first person of the sentence", 2),
    ("had the last such pronoun", 3),
    ("each further mention, up to four", 1),
    ("each eight tokens between, up to five times", -2),
    ("outside the quotation marks that the pronoun is in", -6),
    ("a subject, and the pronoun an owner in the same sentence", 2),
    ("an owner, and the pronoun too", 2),
    ("without a name", -3),
    ("a pronoun there", -7),
    ("named last", 2),
    ("named with a full name there", -2),
    ("one of a row", -3),
    ("named behind the pronoun", 0),
    ("no verb between, in the same sentence", 3),
    ("before a noun", -4),
    ("both say something", 7),
    ("inside quotation marks, and the pronoun outside", -8),
];

/// The points below which a pronoun is nobody's.
const LEAST: i32 = -20;

/// Reads on from the names: returns further mentions, linked, and tells entities what their pronouns say of them.
pub(super) fn follow(page: &Page<'_>, names: &[Mention], facts: &[Fact], entities: &mut [Entity]) -> Vec<Mention> {
    let told: HashSet<usize> = facts.iter().flat_map(|fact| fact.tokens.clone()).collect();
    let mut reader = Reader {
        page,
        entities,
        told,
        recent: VecDeque::new(),
        counts: HashMap::new(),
        in_marks: false,
        found: Vec::new(),
    };
    let mut next = 0;
    for sentence in 0..page.sentences.len() {
        reader.sentence(sentence, names, &mut next);
    }
    reader.found
}

struct Reader<'a> {
    page: &'a Page<'a>,
    entities: &'a mut [Entity],
    /// Tokens that tell the role of somebody named beside them.
    told: HashSet<usize>,
    /// Oldest first.
    recent: VecDeque<Appearance>,
    /// How often each entity was mentioned so far.
    counts: HashMap<u32, i32>,
    /// Between quotation marks; a paragraph begins outside.
    in_marks: bool,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: usize, names: &[Mention], next: &mut usize) {
        let tokens = self.page.sentence(sentence);
        let (mut at, mut first) = (tokens.start, true);
        let block = |sentence: usize| self.page.sentences.get(sentence).map(|s| s.block);
        self.in_marks &= sentence > 0 && block(sentence) == block(sentence - 1);
        while at < tokens.end {
            while *next < names.len() && self.page.places[*next].tokens.start < at {
                *next += 1;
            }
            if let Some(name) = names.get(*next).filter(|_| self.page.places[*next].tokens.start == at) {
                let place = &self.page.places[*next];
                let end = place.tokens.end.min(tokens.end);
                if let (EntityKind::Person, Some(entity)) = (name.kind, name.entity) {
                    let gender = self.entities.get(entity as usize).and_then(|e| e.gender);
                    self.appear(Some(entity), gender, at..end, sentence, Form::Name, &mut first);
                }
                *next += 1;
                at = end.max(at + 1);
                continue;
            }
            match self.page.sort(at) {
                Sort::Mark => {
                    self.in_marks = match self.page.lower(at) {
                        "“" | "``" | "«" => true,
                        "”" | "''" | "»" => false,
                        _ => !self.in_marks,
                    }
                }
                Sort::Pronoun(gender, case) => {
                    let case = self.case(at, case);
                    let part = match case {
                        Case::Possessive => Part::Owner,
                        Case::Object | Case::Reflexive => part(self.page, &(at..at + 1)),
                        Case::Subject => Part::Subject,
                    };
                    let speaks = case == Case::Subject && speaks(self.page, &(at..at + 1));
                    let pronoun = Pronoun { at, sentence, gender, case, part, in_marks: self.in_marks, speaks };
                    let entity = self.antecedent(&pronoun, names, *next);
                    if let Some(entity) = entity {
                        self.found.push(Mention {
                            entity: Some(entity),
                            ..Mention::new(self.page.span(at..at + 1), EntityKind::Person, Form::Pronoun, 0.7)
                        });
                        if let Some(entity) = self.entities.get_mut(entity as usize) {
                            entity.gender = entity.gender.or(Some(gender));
                        }
                    }
                    self.appear(entity, Some(gender), at..at + 1, sentence, Form::Pronoun, &mut first);
                }
                _ => {
                    if let Some(described) = nominal::at(self.page, at, tokens.end) {
                        let name = names.get(*next).filter(|_| {
                            let start = self.page.places[*next].tokens.start;
                            described.tokens.contains(&start)
                        });
                        // "the Supreme Court" is a name; "the French president" only has one in it.
                        let is_name = name.is_some_and(|n| !matches!(n.kind, EntityKind::Norp | EntityKind::Gpe));
                        if !is_name && !described.tokens.clone().any(|t| self.told.contains(&t)) {
                            self.describe(&described, sentence, names, *next, &mut first);
                        }
                        at = if is_name { at + 1 } else { described.tokens.end.max(at + 1) };
                        continue;
                    }
                }
            }
            at += 1;
        }
    }

    fn describe(&mut self, described: &Described, sentence: usize, names: &[Mention], next: usize, first: &mut bool) {
        // "the president" right before his name is his title.
        let title = names.get(next).is_some_and(|n| {
            n.kind == EntityKind::Person && self.page.places[next].tokens.start == described.tokens.end
        });
        if title {
            return;
        }
        let entity = described.who(self.page, self.entities, &names[..next.min(names.len())], &self.page.places);
        let kind = if described.person { EntityKind::Person } else { EntityKind::Org };
        if let Some(entity) = entity {
            let span = self.page.span(described.tokens.clone());
            self.found.push(Mention { entity: Some(entity), ..Mention::new(span, kind, Form::Nominal, 0.6) });
        }
        if described.person {
            let gender = entity.and_then(|e| self.entities.get(e as usize)?.gender).or(described.gender);
            self.appear(entity, gender, described.tokens.clone(), sentence, Form::Nominal, first);
        }
    }

    fn appear(
        &mut self,
        entity: Option<u32>,
        gender: Option<Gender>,
        tokens: Range<usize>,
        sentence: usize,
        form: Form,
        first: &mut bool,
    ) {
        let part = part(self.page, &tokens);
        if let Some(entity) = entity {
            *self.counts.entry(entity).or_default() += 1;
        }
        if self.recent.len() == PEOPLE {
            self.recent.pop_front();
        }
        let speaks = speaks(self.page, &tokens);
        self.recent.push_back(Appearance {
            entity,
            gender,
            part,
            tokens,
            sentence,
            form,
            first: *first,
            speaks,
            in_marks: self.in_marks,
        });
        *first &= part == Part::Modifier;
    }

    /// "her" is a possessive before a noun, an object before anything else.
    fn case(&self, at: usize, case: Case) -> Case {
        if case != Case::Object || self.page.lower(at) != "her" {
            return case;
        }
        let next = at + 1;
        let noun = match self.page.pos(next) {
            Pos::X => self.page.sort(next) == Sort::Other && next < self.page.tokens.len(),
            pos => matches!(pos, Pos::Noun | Pos::Adj | Pos::Propn | Pos::Num),
        };
        if noun { Case::Possessive } else { Case::Object }
    }

    fn antecedent(&self, pronoun: &Pronoun, names: &[Mention], next: usize) -> Option<u32> {
        let chain = self.recent.iter().rev().find(|a| a.form == Form::Pronoun && a.gender == Some(pronoun.gender));
        let chain = chain.filter(|a| pronoun.sentence - a.sentence <= 1).and_then(|a| a.entity);
        let mut best: Option<(i32, Option<u32>)> = None;
        let near = self.recent.iter().rev().take_while(|who| pronoun.sentence - who.sentence <= SENTENCES);
        let ahead = self.ahead(pronoun, names, next);
        for (nearness, who) in near.enumerate().chain(ahead.iter().map(|who| (PEOPLE, who))) {
            let known = who.entity.map_or(who.gender, |e| self.entities.get(e as usize).and_then(|e| e.gender));
            if known.is_some_and(|known| known != pronoun.gender) || self.is_bound(who, pronoun) {
                continue;
            }
            let evidence = self.evidence(who, pronoun, nearness, known.is_some(), chain);
            let score = evidence.iter().zip(EVIDENCE).map(|(times, (_, points))| times * points).sum();
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, who.entity));
            }
        }
        best.filter(|&(score, _)| score >= LEAST).and_then(|(_, who)| who)
    }

    /// How often each piece of [`EVIDENCE`] speaks.
    fn evidence(
        &self,
        who: &Appearance,
        pronoun: &Pronoun,
        nearness: usize,
        agrees: bool,
        chain: Option<u32>,
    ) -> [i32; EVIDENCE.len()] {
        let sentences = pronoun.sentence - who.sentence;
        let (subject, owner) = (who.part == Part::Subject, who.part == Part::Owner);
        let behind = who.tokens.start > pronoun.at;
        let between = if behind { pronoun.at..who.tokens.start } else { who.tokens.end..pronoun.at };
        let near = sentences == 0 && between.len() <= 30;
        let count = who.entity.map_or(0, |e| self.counts.get(&e).map_or(0, |n| (n - 1).min(4)));
        let row = self.page.sort(who.tokens.end) == Sort::And
            || who.tokens.start.checked_sub(1).is_some_and(|before| self.page.sort(before) == Sort::And);
        let parallel = who.part == pronoun.part;
        [
            i32::from(sentences == 1),
            i32::from(sentences == 2),
            i32::from(sentences == 3),
            i32::from(subject),
            i32::from(who.part == Part::Object),
            i32::from(who.part == Part::Oblique),
            i32::from(owner),
            i32::from(agrees),
            i32::from(subject && parallel),
            i32::from(parallel && matches!(who.part, Part::Object | Part::Oblique)),
            i32::from(who.first && who.part != Part::Modifier),
            i32::from(who.entity.is_some() && who.entity == chain),
            count,
            i32::try_from(between.len() / 8).map_or(5, |eights| eights.min(5)),
            i32::from(pronoun.in_marks && sentences == 0 && self.is_speaker(who, pronoun.at)),
            i32::from(subject && sentences == 0 && pronoun.part == Part::Owner),
            i32::from(owner && pronoun.part == Part::Owner),
            i32::from(who.entity.is_none()),
            i32::from(who.form == Form::Pronoun),
            i32::from(nearness == 0),
            i32::from(who.form != Form::Pronoun && who.tokens.len() > 1),
            i32::from(row),
            i32::from(behind),
            i32::from(near && !between.clone().any(|t| self.page.is_verb(t))),
            i32::from(who.part == Part::Modifier),
            i32::from(who.speaks && pronoun.speaks),
            i32::from(who.in_marks && !pronoun.in_marks),
        ]
    }

    /// "In her speech, Ada Holm said": the first person named later in the sentence.
    fn ahead(&self, pronoun: &Pronoun, names: &[Mention], next: usize) -> Option<Appearance> {
        if pronoun.part != Part::Owner {
            return None;
        }
        let places = self.page.places.get(next..)?;
        let near = names.get(next..)?.iter().zip(places).take_while(|(_, place)| place.sentence == pronoun.sentence);
        let (name, place) = near.take(6).find(|(name, _)| name.kind == EntityKind::Person)?;
        if place.tokens.is_empty() || !(pronoun.at..place.tokens.start).any(|t| self.page.sort(t) == Sort::Comma) {
            return None;
        }
        Some(Appearance {
            entity: Some(name.entity?),
            gender: None,
            part: part(self.page, &place.tokens),
            tokens: place.tokens.clone(),
            sentence: place.sentence,
            form: Form::Name,
            first: false,
            speaks: false,
            in_marks: false,
        })
    }

    /// Whether grammar forbids that they are one: "Ada saw her" is somebody else, "Ada saw herself" must be Ada.
    fn is_bound(&self, who: &Appearance, pronoun: &Pronoun) -> bool {
        let between = who.tokens.end..pronoun.at;
        let here = pronoun.sentence == who.sentence;
        match pronoun.case {
            Case::Reflexive => !here,
            Case::Object if here && between.len() <= 12 => {
                let mut verbs = 0;
                for t in between.clone() {
                    match self.page.sort(t) {
                        Sort::Comma | Sort::Stop | Sort::And | Sort::Relative | Sort::Mark => return false,
                        Sort::Other if self.page.is_verb(t) => verbs += 1,
                        _ => {}
                    }
                }
                verbs <= 1 || between.is_empty()
            }
            Case::Object | Case::Possessive | Case::Subject => false,
        }
    }

    /// Whether somebody stands outside the marks that the pronoun stands in.
    fn is_speaker(&self, who: &Appearance, at: usize) -> bool {
        (who.tokens.end..at).rev().take(60).any(|t| self.page.sort(t) == Sort::Mark)
    }
}

//! Pronouns and descriptions, in reading order: "she", "the president", "the company".
//!
//! Everybody named or described lately is remembered with the place in the sentence ([`Part`]); a pronoun goes to the
//! best of them that agrees in gender ([`Weights`]). People without a name are remembered too ("a senior official said
//! he …"), and a pronoun that is theirs is nobody's in the list of entities.

use super::nominal::{self, Described};
use super::page::{Case, Page, Sort};
use super::role::Fact;
use crate::article::{Entity, EntityKind, Form, Gender, Mention, Pos};
use crate::names::lists;
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// How many sentences a pronoun looks back.
const SENTENCES: usize = 3;
/// How many people are remembered.
const PEOPLE: usize = 24;

/// What somebody is in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Subject,
    Object,
    /// Behind a preposition.
    Oblique,
    /// "Ada's", "her".
    Owner,
    Other,
}

/// Somebody named or described at a place.
#[derive(Clone, Debug)]
struct Appearance {
    /// None for people without a name.
    entity: Option<u32>,
    gender: Option<Gender>,
    part: Part,
    tokens: Range<usize>,
    sentence: usize,
    pronoun: bool,
    /// First person of the sentence.
    first: bool,
}

/// What speaks for somebody, in points.
struct Weights {
    /// By how many sentences lie between.
    sentences: [i32; SENTENCES + 1],
    subject: i32,
    object: i32,
    oblique: i32,
    owner: i32,
    other: i32,
    /// The gender is known and agrees.
    agrees: i32,
    /// Both are subjects, or both are objects.
    parallel: i32,
    first: i32,
    /// The last pronoun of the same gender was theirs.
    chain: i32,
    /// For each further mention, up to four.
    often: i32,
    /// For each eight tokens between, up to five times.
    distance: i32,
    /// A pronoun in quotation marks, a speaker outside.
    across_marks: i32,
    /// Less than that, and the pronoun is nobody's.
    least: i32,
}

const WEIGHTS: Weights = Weights {
    sentences: [0, -4, -9, -13],
    subject: 6,
    object: 1,
    oblique: 0,
    owner: 2,
    other: 2,
    agrees: 2,
    parallel: 3,
    first: 2,
    chain: 4,
    often: 1,
    distance: -1,
    across_marks: -6,
    least: -12,
};

/// Reads on from the names: returns further mentions, linked, and tells entities what their pronouns say of them.
pub(super) fn follow(page: &Page<'_>, names: &[Mention], facts: &[Fact], entities: &mut [Entity]) -> Vec<Mention> {
    let told: HashSet<usize> = facts.iter().flat_map(|fact| fact.tokens.clone()).collect();
    let mut reader =
        Reader { page, entities, told, recent: VecDeque::new(), counts: HashMap::new(), found: Vec::new() };
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
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: usize, names: &[Mention], next: &mut usize) {
        let tokens = self.page.sentence(sentence);
        let (mut at, mut marks, mut first) = (tokens.start, 0_u32, true);
        while at < tokens.end {
            while *next < names.len() && self.page.places[*next].tokens.start < at {
                *next += 1;
            }
            if let Some(name) = names.get(*next).filter(|_| self.page.places[*next].tokens.start == at) {
                let place = &self.page.places[*next];
                let end = place.tokens.end.min(tokens.end);
                if let (EntityKind::Person, Some(entity)) = (name.kind, name.entity) {
                    let gender = self.entities.get(entity as usize).and_then(|e| e.gender);
                    self.appear(Some(entity), gender, at..end, sentence, false, &mut first);
                }
                *next += 1;
                at = end.max(at + 1);
                continue;
            }
            match self.page.sort(at) {
                Sort::Mark => marks += 1,
                Sort::Pronoun(gender, case) => {
                    let case = self.case(at, case);
                    let entity = self.antecedent(at, sentence, gender, case, marks % 2 == 1, names, *next);
                    if let Some(entity) = entity {
                        self.found.push(Mention {
                            entity: Some(entity),
                            ..Mention::new(self.page.span(at..at + 1), EntityKind::Person, Form::Pronoun, 0.7)
                        });
                        if let Some(entity) = self.entities.get_mut(entity as usize) {
                            entity.gender = entity.gender.or(Some(gender));
                        }
                    }
                    self.appear(entity, Some(gender), at..at + 1, sentence, true, &mut first);
                }
                _ => {
                    if let Some(described) = nominal::at(self.page, at, tokens.end) {
                        if !described.tokens.clone().any(|t| self.told.contains(&t)) {
                            self.describe(&described, sentence, names, *next, &mut first);
                        }
                        at = described.tokens.end.max(at + 1);
                        continue;
                    }
                }
            }
            at += 1;
        }
    }

    fn describe(&mut self, described: &Described, sentence: usize, names: &[Mention], next: usize, first: &mut bool) {
        // "the president" right before his name is his title.
        let named = names.get(next).is_some_and(|n| {
            n.kind == EntityKind::Person && self.page.places[next].tokens.start == described.tokens.end
        });
        if named {
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
            self.appear(entity, gender, described.tokens.clone(), sentence, false, first);
        }
    }

    fn appear(
        &mut self,
        entity: Option<u32>,
        gender: Option<Gender>,
        tokens: Range<usize>,
        sentence: usize,
        pronoun: bool,
        first: &mut bool,
    ) {
        let part = part(self.page, &tokens);
        if let Some(entity) = entity {
            *self.counts.entry(entity).or_default() += 1;
        }
        if self.recent.len() == PEOPLE {
            self.recent.pop_front();
        }
        self.recent.push_back(Appearance { entity, gender, part, tokens, sentence, pronoun, first: *first });
        *first = false;
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

    #[expect(clippy::too_many_arguments, reason = "where and what the pronoun is")]
    fn antecedent(
        &self,
        at: usize,
        sentence: usize,
        gender: Gender,
        case: Case,
        in_marks: bool,
        names: &[Mention],
        next: usize,
    ) -> Option<u32> {
        let chain = self.recent.iter().rev().find(|a| a.pronoun && a.gender == Some(gender));
        let chain = chain.filter(|a| sentence - a.sentence <= 1).and_then(|a| a.entity);
        let pronoun = match case {
            Case::Possessive => Part::Owner,
            Case::Object | Case::Reflexive => part(self.page, &(at..at + 1)),
            Case::Subject => Part::Subject,
        };
        let w = &WEIGHTS;
        let mut best: Option<(i32, Option<u32>)> = None;
        for who in self.recent.iter().rev() {
            let sentences = sentence - who.sentence;
            if sentences > SENTENCES {
                break;
            }
            let known = who.entity.map_or(who.gender, |e| self.entities.get(e as usize).and_then(|e| e.gender));
            if known.is_some_and(|known| known != gender) || self.is_bound(who, at, case, sentences) {
                continue;
            }
            let mut score = w.sentences[sentences];
            score += match who.part {
                Part::Subject => w.subject,
                Part::Object => w.object,
                Part::Oblique => w.oblique,
                Part::Owner => w.owner,
                Part::Other => w.other,
            };
            let parallel = who.part == pronoun && matches!(pronoun, Part::Subject | Part::Object | Part::Oblique);
            score += if known.is_some() { w.agrees } else { 0 };
            score += if parallel { w.parallel } else { 0 };
            score += if who.first { w.first } else { 0 };
            score += if who.entity.is_some() && who.entity == chain { w.chain } else { 0 };
            score += w.often * who.entity.map_or(0, |e| self.counts.get(&e).map_or(0, |n| (n - 1).min(4)));
            score += w.distance * ((at.saturating_sub(who.tokens.end) / 8).min(5) as i32);
            score += if in_marks && sentences == 0 && self.is_speaker(who, at) { w.across_marks } else { 0 };
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, who.entity));
            }
        }
        match best {
            Some((score, who)) if score >= w.least => who,
            _ => self.ahead(sentence, gender, case, names, next),
        }
    }

    /// "In her speech, Ada Holm said": the first person named later in the sentence, when nobody came before.
    fn ahead(&self, sentence: usize, gender: Gender, case: Case, names: &[Mention], next: usize) -> Option<u32> {
        if case != Case::Possessive {
            return None;
        }
        let places = self.page.places.get(next..)?;
        let near = names.get(next..)?.iter().zip(places).take_while(|(_, place)| place.sentence == sentence).take(6);
        let name = near.map(|(name, _)| name).find(|name| name.kind == EntityKind::Person)?;
        let known = self.entities.get(name.entity? as usize)?.gender;
        name.entity.filter(|_| known.is_none_or(|known| known == gender))
    }

    /// Whether grammar forbids that they are one: "Ada saw her" is somebody else, "Ada saw herself" must be Ada.
    fn is_bound(&self, who: &Appearance, at: usize, case: Case, sentences: usize) -> bool {
        let between = who.tokens.end..at;
        match case {
            Case::Reflexive => sentences > 0,
            Case::Object if sentences == 0 && between.len() <= 12 => {
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

/// What the words at a place are in their sentence, as far as the words beside them tell.
pub(super) fn part(page: &Page<'_>, tokens: &Range<usize>) -> Part {
    match page.sort(tokens.start) {
        Sort::Pronoun(_, Case::Subject) => return Part::Subject,
        Sort::Pronoun(_, Case::Possessive) => return Part::Owner,
        _ => {}
    }
    if page.sort(tokens.end) == Sort::Possessive {
        return Part::Owner;
    }
    // Over the title, the article and adjectives before the name.
    let mut before = tokens.start;
    for _ in 0..6 {
        let Some(at) = before.checked_sub(1) else { break };
        let noun = matches!(page.pos(at), Pos::Noun | Pos::Adj | Pos::Propn | Pos::Det | Pos::Num);
        let title = page.pos(at) == Pos::X && lists::title(page.lower(at)).is_some();
        if !(noun || title || matches!(page.sort(at), Sort::Determiner | Sort::Possessive)) {
            break;
        }
        before = at;
    }
    let follows_verb = |at: usize| (at..at + 3).find(|&t| page.pos(t) != Pos::Adv).is_some_and(|t| page.is_verb(t));
    if follows_verb(tokens.end) {
        return Part::Subject;
    }
    let Some(before) = before.checked_sub(1) else { return Part::Subject };
    match page.sort(before) {
        Sort::Preposition => Part::Oblique,
        // "…," said Ada Holm.
        _ if is_speech(page.lower(before)) => Part::Subject,
        Sort::Stop | Sort::Mark if page.sort(tokens.end) == Sort::Comma => Part::Subject,
        Sort::Other if page.is_verb(before) => Part::Object,
        _ => Part::Other,
    }
}

fn is_speech(word: &str) -> bool {
    matches!(word, "said" | "says" | "added" | "asked" | "wrote" | "replied" | "argued" | "explained" | "recalled")
}

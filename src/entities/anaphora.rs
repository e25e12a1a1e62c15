//! Pronouns and descriptions, in reading order: "she", "the president", "the company".
//!
//! Everybody named or described lately is remembered with the part in the sentence ([`Part`]); a pronoun goes to the
//! best of them that agrees in gender ([`Scene`], [`ranker`]). People without a name are remembered too ("a senior official said
//! he …"), and a pronoun that is theirs is nobody's in the list of entities.

use super::evidence::{Appearance, Choice, Guess, Pronoun, Scene};
use super::nominal::{self, Described};
use super::page::{Case, Page, Sort};
use super::part::{part, speaks};
use super::person::PersonName;
use super::ranker;
use super::role::Fact;
use super::syntax::Trees;
use crate::article::{Entity, EntityKind, Form, Gender, Mention, Pos};
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// How many people are remembered.
const PEOPLE: usize = 24;
/// How many names behind a pronoun are looked at.
const AHEAD: usize = 6;

/// Reads on from the names: returns further mentions, linked, and tells entities what their pronouns say of them.
pub(super) fn follow<'a>(
    page: &'a Page<'a>,
    names: &[Mention],
    facts: &[Fact],
    entities: &'a mut [Entity],
    choices: Option<Vec<Choice>>,
    trees: Option<Trees<'a>>,
) -> (Vec<Mention>, Vec<Choice>) {
    let told: HashSet<usize> = facts.iter().flat_map(|fact| fact.tokens.clone()).collect();
    // "Angela" alone is a woman, as far as one can guess; "Jones" is a man's given name too.
    let unknown = entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person && e.gender.is_none());
    let guesses =
        unknown.filter_map(|(i, e)| Some((i as u32, Guess::of(PersonName::read(&e.name).gender()?)))).collect();
    let mut reader = Reader {
        page,
        entities,
        told,
        recent: VecDeque::new(),
        counts: HashMap::new(),
        guesses,
        in_marks: false,
        found: Vec::new(),
        topic: None,
        choices,
        trees,
    };
    let mut next = 0;
    for sentence in 0..page.sentences.len() {
        reader.sentence(sentence, names, &mut next);
    }
    for (&entity, guess) in &reader.guesses {
        if let Some(entity) = reader.entities.get_mut(entity as usize) {
            entity.gender = entity.gender.or_else(|| guess.gender());
        }
    }
    (reader.found, reader.choices.unwrap_or_default())
}

struct Reader<'a> {
    page: &'a Page<'a>,
    entities: &'a mut [Entity],
    /// Tokens that tell the role of somebody named beside them.
    told: HashSet<usize>,
    /// Oldest first.
    recent: VecDeque<Appearance>,
    /// How often each entity was mentioned so far.
    counts: HashMap<u32, usize>,
    /// What pronouns say of their gender.
    guesses: HashMap<u32, Guess>,
    /// Between quotation marks; a paragraph begins outside.
    in_marks: bool,
    found: Vec<Mention>,
    /// The first person of the article.
    topic: Option<u32>,
    /// Where somebody asks for them.
    choices: Option<Vec<Choice>>,
    trees: Option<Trees<'a>>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: usize, names: &[Mention], next: &mut usize) {
        let tokens = self.page.sentence(sentence);
        let mut at = tokens.start;
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
                    self.appear(Some(entity), gender, at..end, sentence, Form::Name);
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
                Sort::Relative if self.page.lower(at) != "which" => self.relative(at),
                Sort::Pronoun(gender, case) => {
                    let case = self.case(at, case);
                    let speaks = case == Case::Subject && speaks(self.page, &(at..at + 1));
                    let pronoun = Pronoun { at, sentence, gender, case, in_marks: self.in_marks, speaks };
                    let entity = self.antecedent(&pronoun, names, *next);
                    if let Some(entity) = entity {
                        self.found.push(Mention {
                            entity: Some(entity),
                            ..Mention::new(self.page.span(at..at + 1), EntityKind::Person, Form::Pronoun, 0.7)
                        });
                        self.guesses.entry(entity).or_default().add(gender);
                    }
                    self.appear(entity, Some(gender), at..at + 1, sentence, Form::Pronoun);
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
                            self.describe(&described, sentence, names, *next);
                        }
                        at = if is_name { at + 1 } else { described.tokens.end.max(at + 1) };
                        continue;
                    }
                }
            }
            at += 1;
        }
    }

    /// "Ada Holm, who", "the mayor, whose".
    fn relative(&mut self, at: usize) {
        let comma = usize::from(at > 0 && self.page.sort(at - 1) == Sort::Comma);
        let last = self.recent.back().filter(|who| who.tokens.end + comma == at && who.form != Form::Pronoun);
        if let Some(entity) = last.and_then(|who| who.entity) {
            let mention = Mention::new(self.page.span(at..at + 1), EntityKind::Person, Form::Pronoun, 0.8);
            self.found.push(Mention { entity: Some(entity), ..mention });
        }
    }

    fn describe(&mut self, described: &Described, sentence: usize, names: &[Mention], next: usize) {
        // "the president" right before his name is his title.
        let title = names.get(next).is_some_and(|n| {
            n.kind == EntityKind::Person && self.page.places[next].tokens.start == described.tokens.end
        });
        if title {
            return;
        }
        let names = &names[..next.min(names.len())];
        let entity = described.who(self.page, self.entities, names, &self.page.places, sentence);
        let person = described.kind.entity() == EntityKind::Person;
        if let Some(entity) = entity {
            let span = self.page.span(described.tokens.clone());
            self.found.push(Mention {
                entity: Some(entity),
                ..Mention::new(span, described.kind.entity(), Form::Nominal, 0.6)
            });
        }
        if person {
            let gender = entity.and_then(|e| self.entities.get(e as usize)?.gender).or(described.gender);
            self.appear(entity, gender, described.tokens.clone(), sentence, Form::Nominal);
        }
    }

    fn appear(
        &mut self,
        entity: Option<u32>,
        gender: Option<Gender>,
        tokens: Range<usize>,
        sentence: usize,
        form: Form,
    ) {
        let part = part(self.page, &tokens);
        if let Some(entity) = entity {
            self.topic.get_or_insert(entity);
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
            speaks,
            in_marks: self.in_marks,
        });
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

    fn antecedent(&mut self, pronoun: &Pronoun, names: &[Mention], next: usize) -> Option<u32> {
        let ahead = self.ahead(pronoun, names, next);
        let recent = &*self.recent.make_contiguous();
        let candidates = |trees: Option<&Trees<'_>>| {
            let (page, entities, counts, topic) = (self.page, &*self.entities, &self.counts, self.topic);
            Scene { page, entities, counts, topic, guesses: &self.guesses, trees }.candidates(pronoun, recent, &ahead)
        };
        let mut found = candidates(None);
        if let Some(trees) = &mut self.trees
            && (self.choices.is_some() || ranker::in_doubt(&found))
        {
            trees.read(pronoun.sentence);
            trees.read(pronoun.sentence.saturating_sub(1));
            found = candidates(Some(trees));
        }
        let best = found.iter().rev().max_by_key(|candidate| ranker::score(&candidate.evidence));
        let entity = best.and_then(|candidate| candidate.entity);
        if let Some(choices) = &mut self.choices {
            choices.push(Choice { pronoun: self.page.span(pronoun.at..pronoun.at + 1), candidates: found });
        }
        entity
    }

    /// "In her speech, Ada Holm said", "When she spoke, Ada Holm was kind", "With her brother Bo, Ada left": the first
    /// person named later in the sentence, and the first right behind a comma, where what comes before stands in front.
    fn ahead(&self, pronoun: &Pronoun, names: &[Mention], next: usize) -> Vec<Appearance> {
        let owner = pronoun.case == Case::Possessive;
        if !owner && !self.is_fronted(pronoun) {
            return Vec::new();
        }
        let places = self.page.places.get(next..).unwrap_or_default();
        let near = names.get(next..).unwrap_or_default().iter().zip(places);
        let near = near.take_while(|(_, place)| place.sentence == pronoun.sentence).take(AHEAD);
        let mut people = near.filter(|(name, place)| name.kind == EntityKind::Person && !place.tokens.is_empty());
        let mut found: Vec<Appearance> = Vec::new();
        for (first, (name, place)) in (&mut people).enumerate() {
            let comma = (pronoun.at..place.tokens.start).any(|t| self.page.sort(t) == Sort::Comma);
            let behind = self.is_behind_comma(place.tokens.start);
            if comma && (behind || owner && first == 0) {
                found.push(Appearance {
                    entity: name.entity,
                    gender: None,
                    part: part(self.page, &place.tokens),
                    tokens: place.tokens.clone(),
                    sentence: place.sentence,
                    form: Form::Name,
                    speaks: false,
                    in_marks: false,
                });
            }
            if comma && behind {
                break;
            }
        }
        found.retain(|who| who.entity.is_some());
        found
    }

    /// Whether a pronoun stands in a clause or phrase in front of the sentence's own: "When she", "After meeting him".
    fn is_fronted(&self, pronoun: &Pronoun) -> bool {
        let start = self.page.sentence(pronoun.sentence).start;
        let opens = (start..pronoun.at).find(|&t| !matches!(self.page.sort(t), Sort::Mark | Sort::And));
        opens.is_some_and(|t| {
            let when = matches!(self.page.lower(t), "when" | "while" | "as" | "once" | "if" | "because" | "where");
            when || self.page.sort(t) == Sort::Preposition || matches!(self.page.pos(t), Pos::Sconj | Pos::Adp)
        }) && (start..pronoun.at).all(|t| !matches!(self.page.sort(t), Sort::Stop))
    }

    /// Whether only a title, an article and adjectives stand between a comma and a name.
    fn is_behind_comma(&self, name: usize) -> bool {
        let is_part = |t: usize| {
            self.page.sort(t) == Sort::Determiner || matches!(self.page.pos(t), Pos::Adj | Pos::Noun | Pos::Propn)
        };
        let before = (name.saturating_sub(4)..name).rev().find(|&t| !is_part(t));
        before.is_some_and(|t| self.page.sort(t) == Sort::Comma)
    }
}

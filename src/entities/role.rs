//! What the text says a person is: titles before the name, appositions and relative clauses behind it.

use super::page::{Page, Sort};
use crate::article::{EntityKind, Gender, Mention, Pos, Tag};
use crate::names::lists::{self, TitleKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What stands before one mention of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// "Mr", "Sir": a family name follows.
    pub(super) honorific: bool,
    /// What the title says.
    pub(super) gender: Option<Gender>,
    /// The last word of the office right before the name: "president".
    pub(super) office: Option<String>,
}

/// What one place in the text says a person is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fact {
    /// The mention of the person.
    pub(super) mention: u32,
    /// "president", "former mayor"; empty where only the affiliation is said.
    pub(super) role: String,
    /// The mention of the country or organisation.
    pub(super) affiliation: Option<u32>,
    /// The country, where an adjective that is no mention tells it.
    pub(super) country: Option<&'static str>,
    /// Where the role says it: "spokesman".
    pub(super) gender: Option<Gender>,
    /// The tokens of the role.
    pub(super) tokens: Range<usize>,
}

/// How many words may stand between a name and the noun that tells its bearer's role.
const REACH: usize = 8;

/// Reads all titles and appositions.
pub(super) fn read(page: &Page<'_>, mentions: &[Mention]) -> (HashMap<u32, Left>, Vec<Fact>) {
    let reader = Reader::new(page, mentions);
    let (mut lefts, mut facts) = (HashMap::new(), Vec::new());
    for (i, mention) in mentions.iter().enumerate() {
        let tokens = &page.places[i].tokens;
        if mention.kind != EntityKind::Person || tokens.is_empty() {
            continue;
        }
        let first = facts.len();
        let mut left = Left::default();
        reader.before(tokens.start, &mut left, &mut facts);
        reader.lead(tokens.start, &mut facts);
        reader.behind(tokens.end, &mut facts);
        for fact in &mut facts[first..] {
            fact.mention = i as u32;
            left.gender = left.gender.or(fact.gender);
        }
        if left != Left::default() {
            lefts.insert(i as u32, left);
        }
    }
    (lefts, facts)
}

pub(super) struct Reader<'a> {
    pub(super) page: &'a Page<'a>,
    mentions: &'a [Mention],
    /// The mention that begins at a token, and the one that ends before it.
    pub(super) starts: HashMap<usize, u32>,
    ends: HashMap<usize, u32>,
    /// Tokens of people's names.
    named: HashSet<usize>,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page<'a>, mentions: &'a [Mention]) -> Self {
        let (mut starts, mut ends, mut named) = (HashMap::new(), HashMap::new(), HashSet::new());
        for (i, place) in page.places.iter().enumerate().filter(|(_, p)| !p.tokens.is_empty()) {
            if is_body(mentions[i].kind) {
                starts.entry(place.tokens.start).or_insert(i as u32);
                ends.insert(place.tokens.end, i as u32);
            } else if mentions[i].kind == EntityKind::Person {
                named.insert(place.tokens.end - 1);
            }
        }
        Self { page, mentions, starts, ends, named }
    }

    /// "former US President Ada Holm", "China's President", "Mrs Holm".
    fn before(&self, name: usize, left: &mut Left, facts: &mut Vec<Fact>) {
        let mut fact = Fact::default();
        let (mut at, mut role): (usize, Option<Range<usize>>) = (name, None);
        let mut early: Option<Range<usize>> = None;
        for _ in 0..REACH {
            if let Some((words, title)) = self.page.title_ending(at) {
                match title.kind {
                    TitleKind::Honorific => {
                        left.honorific = true;
                        left.gender = left.gender.or(title.gender);
                    }
                    TitleKind::Role | TitleKind::Modifier if fact.affiliation.is_none() && fact.country.is_none() => {
                        if role.is_none() && title.kind == TitleKind::Modifier {
                            break;
                        }
                        // "presidential nominee" and "Gov." are two; "deputy" goes with what follows.
                        let apart = title.kind == TitleKind::Role && !(words == 1 && leads(self.page.lower(at - 1)));
                        if let Some(role) = role.clone().filter(|_| apart) {
                            let text = self.page.stretch(role.clone()).to_owned();
                            facts.push(Fact {
                                role: text,
                                tokens: role,
                                gender: fact.gender.take(),
                                ..Fact::default()
                            });
                        }
                        fact.gender = fact.gender.or(title.gender);
                        left.office.get_or_insert_with(|| self.page.lower(at - 1).trim_end_matches('.').to_owned());
                        role = Some(at - words..role.filter(|_| !apart).map_or(at, |r| r.end));
                    }
                    TitleKind::Modifier => early = Some(at - words..early.map_or(at, |r| r.end)),
                    TitleKind::Role => break,
                }
                at -= words;
            } else if let Some((mention, start)) = self.body_ending(at).filter(|_| role.is_some()) {
                if fact.affiliation.is_none() {
                    fact.affiliation = Some(mention);
                }
                at = start;
            } else if at > 0 && role.is_some() && fact.affiliation.is_none() && fact.country.is_none() {
                fact.country = lists::people(self.page.lower(at - 1)).map(|country| country.name);
                if fact.country.is_none() && !self.widens(at - 1) {
                    break;
                }
                at -= 1;
                role = role.map(|r| if fact.country.is_some() { r } else { at..r.end });
            } else {
                break;
            }
        }
        if role.is_none() && name > 0 && self.is_occupation(name - 1) {
            role = Some(name - 1..name);
            fact.gender = gender_of_noun(self.page.lower(name - 1));
            fact.affiliation = self.body_ending(name - 1).map(|(mention, _)| mention);
        }
        if let Some(role) = role {
            let early = early.map(|e| self.page.stretch(e));
            fact.tokens = role.clone();
            fact.role = early.into_iter().chain([self.page.stretch(role)]).collect::<Vec<_>>().join(" ");
            facts.push(fact);
        }
    }

    /// "the mayor of Brightwater, Ada Holm" and "the bank's chief executive, Ada Holm".
    fn lead(&self, name: usize, facts: &mut Vec<Fact>) {
        if name < 3 || self.page.sort(name - 1) != Sort::Comma {
            return;
        }
        let mut at = name - 1;
        let mut affiliation = None;
        if let Some(&mention) = self.ends.get(&at) {
            let start = self.page.places[mention as usize].tokens.start;
            let article = usize::from(start > 0 && self.page.sort(start - 1) == Sort::Determiner);
            let Some(preposition) = (start - article).checked_sub(1) else { return };
            if self.page.sort(preposition) != Sort::Preposition {
                return;
            }
            (at, affiliation) = (preposition, Some(mention));
        }
        let Some((words, title)) = self.page.title_ending(at).filter(|(_, t)| t.kind == TitleKind::Role) else {
            return;
        };
        let mut start = at - words;
        while let Some((words, _)) = self.page.title_ending(start).filter(|(_, t)| t.kind != TitleKind::Honorific) {
            start -= words;
        }
        let owner = self.body_ending(start);
        let definite = start > 0 && self.page.sort(start - 1) == Sort::Determiner;
        if definite || owner.is_some() {
            let affiliation = affiliation.or(owner.map(|(mention, _)| mention));
            let role = self.page.stretch(start..at).to_owned();
            facts.push(Fact { role, affiliation, gender: title.gender, tokens: start..at, ..Fact::default() });
        }
    }

    /// ", the mayor of Brightwater", ", 34, a teacher", ", who chairs the committee", " is the mayor".
    fn behind(&self, after: usize, facts: &mut Vec<Fact>) {
        let page = self.page;
        let mut at = after + 1;
        match page.sort(after) {
            Sort::Comma | Sort::Open => {
                if page.lower(at).starts_with(|c: char| c.is_ascii_digit()) && page.sort(at + 1) == Sort::Comma {
                    at += 2;
                }
                if page.sort(at) == Sort::Relative {
                    self.clause(at + 1, facts);
                    return;
                }
            }
            Sort::Auxiliary if matches!(page.lower(after), "is" | "was") => {
                if page.sort(at) != Sort::Determiner && self.page.title_starting(at).is_none() {
                    return;
                }
            }
            Sort::Stop if matches!(page.lower(after), "–" | "—" | "--") => {}
            _ => return,
        }
        self.phrase(at, facts);
    }

    /// A noun phrase with a role in it, from `at` on.
    pub(super) fn phrase(&self, mut at: usize, facts: &mut Vec<Fact>) {
        let page = self.page;
        let limit = at + REACH;
        let mut affiliation = None;
        let mut early: Option<usize> = None;
        while at < limit {
            if let Some((words, title)) = self.page.title_starting(at) {
                if title.kind == TitleKind::Role && !self.starts.contains_key(&(at + words)) {
                    let start = early.unwrap_or(at);
                    at += words;
                    let more = self.page.title_starting(at).filter(|(_, t)| t.kind == TitleKind::Role);
                    let end = at + more.map_or(0, |(words, _)| words);
                    // "Asked about Holm, a spokesman said".
                    if matches!(page.tokens.get(end).and_then(|token| token.tag), Some(Tag::Vbd | Tag::Vbz | Tag::Md)) {
                        return;
                    }
                    let role = page.stretch(start..end).to_owned();
                    let gender = title.gender.or(more.and_then(|(_, t)| t.gender));
                    let found = affiliation.or_else(|| self.affiliation(end));
                    facts.push(Fact { role, affiliation: found, gender, tokens: start..end, ..Fact::default() });
                    if page.sort(end) == Sort::And
                        && let Some((words, title)) = self.page.title_starting(end + 1)
                        && title.kind == TitleKind::Role
                    {
                        let tokens = end + 1..end + 1 + words;
                        let role = page.stretch(tokens.clone()).to_owned();
                        let affiliation = affiliation.or_else(|| self.affiliation(end + 1 + words));
                        if let Some(last) = facts.last_mut() {
                            last.affiliation = last.affiliation.or(affiliation);
                        }
                        facts.push(Fact { role, affiliation, gender: title.gender, tokens, ..Fact::default() });
                    }
                    return;
                }
                early = early.or(Some(at).filter(|_| title.kind == TitleKind::Modifier));
                at += words;
                continue;
            }
            if let Some(&mention) = self.starts.get(&at) {
                affiliation = Some(mention);
                early = None;
                at = page.places[mention as usize].tokens.end.max(at + 1);
                continue;
            }
            let adjective = matches!(page.pos(at), Pos::Adj | Pos::Noun | Pos::Num | Pos::Propn | Pos::Adv);
            match page.sort(at) {
                Sort::Determiner | Sort::Possessive | Sort::Pronoun(_, _) => {}
                Sort::Other if adjective || page.pos(at) == Pos::X => early = None,
                _ => return,
            }
            at += 1;
        }
    }

    /// "of Brightwater", "at the School of Tides, Holm University": the last organisation, or else the first place.
    pub(super) fn affiliation(&self, mut at: usize) -> Option<u32> {
        let page = self.page;
        let limit = at + 2 * REACH;
        let (mut organisation, mut place) = (None, None);
        let mut led = false;
        while at < limit {
            if let Some(&mention) = self.starts.get(&at) {
                if !led {
                    break;
                }
                let kind = self.mentions.get(mention as usize)?.kind;
                if matches!(kind, EntityKind::Org | EntityKind::Fac) {
                    organisation = Some(mention);
                } else {
                    place = place.or(Some(mention));
                }
                at = page.places[mention as usize].tokens.end.max(at + 1);
                // Another organisation right behind the comma is the one that the first belongs to.
                let next = at + 1 + usize::from(page.sort(at + 1) == Sort::Determiner);
                let larger = page.sort(at) == Sort::Comma && self.starts.contains_key(&next);
                match page.sort(at) {
                    Sort::Comma if larger && self.is_organisation(next) => at = next,
                    Sort::Preposition => at += 1,
                    _ => break,
                }
                continue;
            }
            match page.sort(at) {
                Sort::Preposition => led = true,
                Sort::Determiner | Sort::Other if led && !page.is_verb(at) => {}
                Sort::And if led => {}
                _ => break,
            }
            at += 1;
        }
        organisation.or(place)
    }

    fn is_organisation(&self, token: usize) -> bool {
        self.starts.get(&token).is_some_and(|&mention| self.is_organisation_mention(mention))
    }

    /// Whether a mention names an organisation.
    pub(super) fn is_organisation_mention(&self, mention: u32) -> bool {
        self.mentions.get(mention as usize).is_some_and(|m| m.kind == EntityKind::Org)
    }

    /// The country, people or organisation named right before a token, and where its name starts.
    fn body_ending(&self, at: usize) -> Option<(u32, usize)> {
        let possessive = usize::from(at > 0 && self.page.sort(at - 1) == Sort::Possessive);
        let &mention = self.ends.get(&(at - possessive))?;
        Some((mention, self.page.places[mention as usize].tokens.start))
    }

    /// Whether that token belongs to the role behind it, "sports" minister: as large or small as the role itself.
    fn widens(&self, token: usize) -> bool {
        let noun = matches!(self.page.pos(token), Pos::Noun | Pos::Adj | Pos::Propn);
        let large = |token: usize| self.page.written(token).starts_with(char::is_uppercase);
        noun && self.page.sort(token) == Sort::Other && large(token) == large(token + 1) && !self.named.contains(&token)
    }

    /// Whether a word that no list has looks like an occupation: "violist".
    fn is_occupation(&self, token: usize) -> bool {
        let word = self.page.lower(token);
        let small = self.page.written(token).starts_with(char::is_lowercase);
        let ending = ["ist", "man", "woman", "ician", "ologist"].iter().any(|ending| word.ends_with(ending));
        small && ending && word.len() > 5 && matches!(self.page.pos(token), Pos::Noun | Pos::X)
    }
}

/// Roles that only make a lesser one of the role behind them.
fn leads(word: &str) -> bool {
    matches!(word, "deputy" | "assistant" | "chief" | "associate" | "executive" | "principal" | "veteran" | "head")
}

/// What somebody can stand for.
fn is_body(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Org | EntityKind::Gpe | EntityKind::Norp | EntityKind::Loc | EntityKind::Fac)
}

fn gender_of_noun(word: &str) -> Option<Gender> {
    if word.ends_with("woman") {
        Some(Gender::Feminine)
    } else if word.ends_with("man") {
        Some(Gender::Masculine)
    } else {
        None
    }
}

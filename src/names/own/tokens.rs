//! Patterns of tokens: one test after the other, each with how often it may hold.
//!
//! The vocabulary is that of spaCy's matcher, so that patterns written for it can be brought along. A pattern is an
//! automaton of one state a part, kept in the bits of an integer; it starts only where its first word stands, when it
//! has one.

use super::chains::LONGEST_NAME;
use super::regexes::compile;
use crate::article::{Article, EntityKind, Token};
use crate::span::Span;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Most parts of a pattern: its states, and one more for its end, are bits of a `u64`.
const MOST_PARTS: usize = 63;

/// One part of a pattern: what a token has to be, and how many such tokens there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "UPPERCASE")]
pub struct Part {
    /// The token as it is written.
    #[serde(default, alias = "ORTH", skip_serializing_if = "Option::is_none")]
    pub text: Option<Test>,
    /// The token in lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Test>,
    /// Its dictionary form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lemma: Option<Test>,
    /// Its part of speech (UPOS): "PROPN".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pos: Option<Test>,
    /// Whether it begins with a capital and goes on in lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_title: Option<bool>,
    /// Whether all its letters are capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_upper: Option<bool>,
    /// Whether it is made of figures alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_digit: Option<bool>,
    /// How often: "1" (once, as when it is left out), "?", "*", "+", or "!" for one token that is not so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<Times>,
}

/// How many tokens a part stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Times {
    /// One.
    #[serde(rename = "1")]
    Once,
    /// None or one.
    #[serde(rename = "?")]
    Maybe,
    /// None or more.
    #[serde(rename = "*")]
    Any,
    /// One or more.
    #[serde(rename = "+")]
    Some,
    /// One for which the part does not hold.
    #[serde(rename = "!")]
    Not,
}

/// What a word has to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged, expecting = "a test is a string or one of {\"IN\": […]}, {\"NOT_IN\": […]}, {\"REGEX\": \"…\"}")]
pub enum Test {
    /// This word.
    Is(String),
    /// Among these.
    In {
        /// The words.
        #[serde(rename = "IN")]
        words: Vec<String>,
    },
    /// Not among these.
    NotIn {
        /// The words.
        #[serde(rename = "NOT_IN")]
        words: Vec<String>,
    },
    /// A regular expression finds something in it.
    Regex {
        /// The expression.
        #[serde(rename = "REGEX")]
        regex: String,
    },
}

/// Patterns of tokens, ready to run.
#[derive(Clone, Debug, Default)]
pub(super) struct TokenPatterns {
    patterns: Vec<Automaton>,
    /// Those that begin with a certain lower-cased word.
    beginning: HashMap<String, Vec<usize>>,
    /// The others.
    anywhere: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Automaton {
    kind: EntityKind,
    states: Vec<State>,
}

#[derive(Clone, Debug)]
struct State {
    checks: Vec<(Field, Check)>,
    flags: [Option<bool>; 3],
    times: Times,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Text,
    Lower,
    Lemma,
    Pos,
}

#[derive(Clone, Debug)]
enum Check {
    In(HashSet<String>),
    NotIn(HashSet<String>),
    Regex(Regex),
}

impl TokenPatterns {
    /// One more.
    ///
    /// # Errors
    /// Why it cannot be used: no part, too many, an expression that does not compile, or no token that it needs.
    pub(super) fn add(&mut self, kind: EntityKind, parts: &[Part]) -> Result<(), String> {
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return Err(format!("a pattern has 1 to {MOST_PARTS} parts, not {}", parts.len()));
        }
        let states = parts.iter().map(State::new).collect::<Result<_, _>>()?;
        let automaton = Automaton { kind, states };
        if automaton.skip(1) & automaton.end() != 0 {
            return Err("the pattern is content with no token at all; one part has to be there".to_owned());
        }
        let number = self.patterns.len();
        match automaton.first_words() {
            Some(words) => {
                for word in words {
                    self.beginning.entry(word.clone()).or_default().push(number);
                }
            }
            None => self.anywhere.push(number),
        }
        self.patterns.push(automaton);
        Ok(())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The longest match of each from every token, within sentences.
    pub(super) fn find(&self, article: &Article, found: &mut Vec<(Span, EntityKind)>) {
        if self.is_empty() {
            return;
        }
        let begins = article.words.map(|word| self.beginning.get(word).map_or(&[][..], Vec::as_slice));
        for sentence in &article.sentences {
            let tokens = sentence.token_range();
            for first in tokens.clone() {
                let word = article.tokens[first].lower;
                // Words that came later, as lemmas, begin no token.
                let here = begins.get(word.index()).copied().unwrap_or_default();
                for &number in here.iter().chain(&self.anywhere) {
                    let automaton = &self.patterns[number];
                    if let Some(last) = automaton.run(article, first..tokens.end) {
                        let span = article.tokens[first].span.cover(article.tokens[last].span);
                        found.push((span, automaton.kind));
                    }
                }
            }
        }
    }
}

impl Automaton {
    /// The bit of the state behind the last part.
    fn end(&self) -> u64 {
        1 << self.states.len()
    }

    /// The states, and those reached from them without a token.
    fn skip(&self, mut states: u64) -> u64 {
        for (i, state) in self.states.iter().enumerate() {
            if states >> i & 1 != 0 && matches!(state.times, Times::Maybe | Times::Any) {
                states |= 1 << (i + 1);
            }
        }
        states
    }

    /// The lower-cased words of which every match begins with one; None when it may begin with anything.
    fn first_words(&self) -> Option<&HashSet<String>> {
        let first = self.states.first().filter(|state| matches!(state.times, Times::Once | Times::Some))?;
        first.checks.iter().find_map(|(field, check)| match (field, check) {
            (Field::Lower, Check::In(words)) => Some(words),
            _ => None,
        })
    }

    /// The last token of the longest match from the first of these.
    fn run(&self, article: &Article, tokens: Range<usize>) -> Option<usize> {
        let mut last = None;
        let mut states = self.skip(1);
        for at in tokens.take(LONGEST_NAME) {
            let mut next = 0;
            for (i, state) in self.states.iter().enumerate() {
                if states >> i & 1 != 0 && state.holds(article, &article.tokens[at]) {
                    next |= 1 << (i + 1);
                    if matches!(state.times, Times::Any | Times::Some) {
                        next |= 1 << i;
                    }
                }
            }
            states = self.skip(next);
            if states & self.end() != 0 {
                last = Some(at);
            }
            if states & !self.end() == 0 {
                break;
            }
        }
        last
    }
}

impl State {
    fn new(part: &Part) -> Result<Self, String> {
        let fields = [
            (Field::Text, &part.text),
            (Field::Lower, &part.lower),
            (Field::Lemma, &part.lemma),
            (Field::Pos, &part.pos),
        ];
        let checks = fields.into_iter().filter_map(|(field, test)| Some((field, test.as_ref()?)));
        let checks =
            checks.map(|(field, test)| Ok((field, Check::new(field, test)?))).collect::<Result<_, String>>()?;
        let flags = [part.is_title, part.is_upper, part.is_digit];
        Ok(Self { checks, flags, times: part.op.unwrap_or(Times::Once) })
    }

    fn holds(&self, article: &Article, token: &Token) -> bool {
        let text = token.span.of(&article.text);
        let so = self.checks.iter().all(|(field, check)| {
            check.holds(match field {
                Field::Text => text,
                Field::Lower => article.words.get(token.lower),
                Field::Lemma => article.words.get(token.lemma),
                Field::Pos => token.pos.as_str(),
            })
        });
        let flags = self.flags.iter().zip([is_title, is_upper, is_digit]);
        let so = so && flags.into_iter().all(|(wanted, is)| wanted.is_none_or(|wanted| wanted == is(text)));
        so != (self.times == Times::Not)
    }
}

impl Check {
    fn new(field: Field, test: &Test) -> Result<Self, String> {
        // Words in the article have straight apostrophes and, but for the text itself, no capitals.
        let word = |word: &String| match field {
            Field::Text | Field::Pos => word.clone(),
            Field::Lower | Field::Lemma => word.to_lowercase().replace('’', "'"),
        };
        Ok(match test {
            Test::Is(one) => Self::In(HashSet::from([word(one)])),
            Test::In { words } => Self::In(words.iter().map(word).collect()),
            Test::NotIn { words } => Self::NotIn(words.iter().map(word).collect()),
            Test::Regex { regex } => Self::Regex(compile(regex)?),
        })
    }

    fn holds(&self, word: &str) -> bool {
        match self {
            Self::In(words) => words.contains(word),
            Self::NotIn(words) => !words.contains(word),
            Self::Regex(regex) => regex.is_match(word),
        }
    }
}

fn is_title(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
}

fn is_upper(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

fn is_digit(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

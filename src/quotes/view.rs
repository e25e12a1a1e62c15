//! What the rules look at: each token's class, its reading as a cue, and the quotation it stands in.
//!
//! Classes are coarser than parts of speech and hold a few words apart that matter here: "that", "to", "not". They come
//! from the closed list in `classes.tsv`, then from the tagger, then, where no tagger ran, from capitals and endings.

use super::cues::{Cue, Inflection, Lexicon, Reading};
use super::marks::Region;
use crate::article::{Article, BlockKind, Pos, Token};
use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A word's class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Noun,
    Name,
    Pronoun,
    /// Articles, demonstratives and possessive pronouns.
    Det,
    Adjective,
    Number,
    Preposition,
    To,
    Auxiliary,
    Verb,
    Adverb,
    /// and, or, but
    Conjunction,
    /// because, when, if
    Subordinator,
    /// who, which, what
    Wh,
    That,
    /// 's
    Possessive,
    Not,
    /// Monday, yesterday
    Time,
    Comma,
    Semicolon,
    Colon,
    Dash,
    /// . ? !
    Stop,
    /// ( [
    OpenBracket,
    /// ) ]
    CloseBracket,
    /// A quotation mark.
    Mark,
    Other,
}

/// Whether anybody can be quoted in a block of that kind.
pub(super) fn may_speak(kind: BlockKind) -> bool {
    use BlockKind::{Byline, Credit, Dateline, Note, Section, Timestamp};
    !matches!(kind, Section | Byline | Dateline | Timestamp | Credit | Note)
}

const NO_REGION: u32 = u32::MAX;

/// An article as the rules see it. Places are indices into [`Article::tokens`].
pub(super) struct View<'a> {
    /// The article.
    pub(super) article: &'a Article,
    /// Every region of quotation marks.
    pub(super) regions: &'a [Region],
    /// The cue lexicon in use.
    pub(super) lexicon: &'a Lexicon,
    classes: Vec<Class>,
    readings: Vec<Reading>,
    /// Outermost region of each token, or [`NO_REGION`].
    region_of: Vec<u32>,
    /// Tokens of a quotation that stands on its own: nothing inside it belongs to the sentence around it.
    sealed: Vec<bool>,
    /// Tokens of a name or title in quotation marks.
    named: Vec<bool>,
    /// Sentence of each token.
    sentence_of: Vec<u32>,
    /// Which tokens each block has.
    block_tokens: Vec<Range<usize>>,
}

fn class_from_name(name: &str) -> Option<Class> {
    Some(match name {
        "det" => Class::Det,
        "pronoun" => Class::Pronoun,
        "possessive" => Class::Possessive,
        "preposition" => Class::Preposition,
        "to" => Class::To,
        "auxiliary" => Class::Auxiliary,
        "not" => Class::Not,
        "conjunction" => Class::Conjunction,
        "subordinator" => Class::Subordinator,
        "wh" => Class::Wh,
        "that" => Class::That,
        "adverb" => Class::Adverb,
        "time" => Class::Time,
        _ => return None,
    })
}

fn closed(word: &str) -> Option<Class> {
    static CLOSED: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
        let lines = include_str!("classes.tsv").lines().filter(|l| !l.starts_with('#'));
        let mut map = HashMap::new();
        for (class, words) in lines.filter_map(|l| l.split_once('\t')) {
            for word in words.split(' ') {
                map.entry(word).or_insert_with(|| class_from_name(class).unwrap_or(Class::Other));
            }
        }
        map
    });
    CLOSED.get(word).copied()
}

fn punctuation(word: &str) -> Option<Class> {
    let c = word.chars().next()?;
    Some(match c {
        ',' => Class::Comma,
        ';' => Class::Semicolon,
        ':' => Class::Colon,
        '.' | '!' | '?' | '…' if word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…')) => Class::Stop,
        '-' | '–' | '—' | '―' => Class::Dash,
        '(' | '[' | '{' => Class::OpenBracket,
        ')' | ']' | '}' => Class::CloseBracket,
        '“' | '”' | '„' | '"' | '‘' | '«' | '»' | '‹' | '›' | '`' | '「' | '」' => Class::Mark,
        _ if word == "''" => Class::Mark,
        _ => return None,
    })
}

/// The class of an open-class word.
fn open(pos: Pos, capital: bool, word: &str, reading: Reading) -> Class {
    match pos {
        Pos::Noun => Class::Noun,
        Pos::Propn => Class::Name,
        Pos::Pron => Class::Pronoun,
        Pos::Det => Class::Det,
        Pos::Adj => Class::Adjective,
        Pos::Num => Class::Number,
        Pos::Adp => Class::Preposition,
        Pos::Aux => Class::Auxiliary,
        Pos::Verb => Class::Verb,
        Pos::Adv => Class::Adverb,
        Pos::Cconj => Class::Conjunction,
        Pos::Sconj => Class::Subordinator,
        Pos::Part | Pos::Intj | Pos::Punct | Pos::Sym => Class::Other,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Class::Number,
        _ if reading.verb.is_some() => Class::Verb,
        _ if capital => Class::Name,
        _ if word.ends_with("ly") => Class::Adverb,
        _ => Class::Noun,
    }
}

fn classify(token: &Token, text: &str, word: &str, fixed: Option<Class>, reading: Reading) -> Class {
    let capital = || token.span.of(text).starts_with(char::is_uppercase);
    match (fixed, token.pos) {
        (Some(Class::Possessive), Pos::Aux | Pos::Verb) => Class::Auxiliary,
        (Some(Class::Time), _) if !capital() && word == "march" || word == "may" => {
            open(token.pos, false, word, reading)
        }
        (Some(Class::Preposition), Pos::Sconj) => Class::Subordinator,
        (Some(Class::Subordinator), Pos::Adp) => Class::Preposition,
        (Some(Class::Det), Pos::Pron) if !matches!(word, "his" | "its" | "my" | "your" | "our" | "their" | "no") => {
            Class::Pronoun
        }
        // The country, not the pronoun.
        (Some(Class::Pronoun), _) if word == "us" && token.span.of(text) == "US" => Class::Name,
        (Some(class), _) => class,
        (None, Pos::Pron) if word == "her" => Class::Pronoun,
        (None, pos) if word == "her" => {
            if pos == Pos::X {
                Class::Det
            } else {
                Class::Pronoun
            }
        }
        (None, pos) => open(pos, capital(), word, reading),
    }
}

impl<'a> View<'a> {
    /// Reads the article once.
    pub(super) fn new(article: &'a Article, regions: &'a [Region], lexicon: &'a Lexicon) -> Self {
        let by_word = lexicon.read(&article.words);
        let fixed = article.words.map(|w| punctuation(w).or_else(|| closed(w)));
        let count = article.tokens.len();
        let mut view = Self {
            article,
            regions,
            lexicon,
            classes: Vec::with_capacity(count),
            readings: Vec::with_capacity(count),
            region_of: vec![NO_REGION; count],
            sealed: vec![false; count],
            named: vec![false; count],
            sentence_of: vec![0; count],
            block_tokens: vec![0..0; article.blocks.len()],
        };
        for token in &article.tokens {
            let reading = by_word[token.lower.index()];
            let word = article.words.get(token.lower);
            view.classes.push(classify(token, &article.text, word, fixed[token.lower.index()], reading));
            view.readings.push(reading);
        }
        for (number, sentence) in article.sentences.iter().enumerate() {
            let range = sentence.token_range();
            view.sentence_of[range.clone()].fill(number as u32);
            let block = &mut view.block_tokens[sentence.block as usize];
            *block =
                if block.start == block.end { range } else { block.start.min(range.start)..block.end.max(range.end) };
        }
        let mut at = 0;
        for (number, region) in regions.iter().enumerate().filter(|(_, r)| r.depth == 0) {
            while at < count && article.tokens[at].span.start < region.span.start {
                at += 1;
            }
            while at < count && article.tokens[at].span.end <= region.span.end {
                view.region_of[at] = number as u32;
                at += 1;
            }
        }
        view.capitals();
        view
    }

    /// A capital inside a sentence is a name's, whatever the tagger makes of it: names are what it has not seen.
    fn capitals(&mut self) {
        for sentence in &self.article.sentences {
            let range = sentence.token_range();
            let is_word = |i: &usize| self.written(*i).starts_with(char::is_alphabetic);
            let words = range.clone().filter(is_word).count();
            let capitals = range.clone().filter(|&i| self.is_capital(i)).count();
            // A headline in title case tells nothing.
            if capitals * 2 > words + 2 {
                continue;
            }
            for i in range.start.max(1)..range.end {
                let open_class = matches!(
                    self.classes[i],
                    Class::Verb | Class::Adjective | Class::Adverb | Class::Noun | Class::Other
                );
                if !open_class || !self.is_capital(i) {
                    continue;
                }
                let begins = match self.classes[i - 1] {
                    _ if i == range.start => !self.follows_comma_in_marks(i),
                    Class::Stop | Class::Colon | Class::OpenBracket | Class::Dash => true,
                    Class::Mark => !self.follows_comma_in_marks(i),
                    _ => false,
                };
                if !begins {
                    self.classes[i] = Class::Name;
                }
            }
        }
    }

    /// Whether “…,” stands right before token `i`.
    fn follows_comma_in_marks(&self, i: usize) -> bool {
        let closing = |j: usize| self.classes[j] == Class::Mark || matches!(self.word(j), "'" | "''");
        let mut j = i;
        while j > 0 && i - j < 3 && closing(j - 1) {
            j -= 1;
        }
        j > 0 && j < i && matches!(self.written(j - 1), "," | "?" | "!")
    }

    /// Class of token `i`.
    pub(super) fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or(Class::Stop)
    }

    /// Lower-cased form of token `i`.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.article.tokens.get(i).map_or("", |t| self.article.words.get(t.lower))
    }

    /// Token `i` as written.
    pub(super) fn written(&self, i: usize) -> &'a str {
        self.article.tokens.get(i).map_or("", |t| t.span.of(&self.article.text))
    }

    /// Whether token `i` is the full stop of an initial: "Elaine C. Moor".
    pub(super) fn is_initial(&self, i: usize) -> bool {
        let letter = |j: usize| self.written(j).chars().count() == 1 && self.is_capital(j);
        i > 1
            && self.word(i) == "."
            && letter(i - 1)
            && matches!(self.class(i - 1), Class::Name | Class::Noun | Class::Other)
            && self.class(i - 2) == Class::Name
            && self.is_capital(i + 1)
    }

    /// Token `i` as a verb although the tagger took it for a noun: "Holm points out".
    pub(super) fn mistaken_verb(&self, i: usize) -> bool {
        let form = self.readings.get(i).and_then(|r| r.verb).map(|(_, form)| form);
        self.class(i) == Class::Noun && form.is_some_and(|f| f != Inflection::Ing)
    }

    /// Whether token `i` begins with a capital.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.written(i).starts_with(char::is_uppercase)
    }

    /// Token `i` as a verb of the lexicon, unless the tagger says it is none.
    pub(super) fn verb(&self, i: usize) -> Option<(&'a Cue, Inflection)> {
        let (id, form) = self.readings.get(i)?.verb?;
        let pos = self.article.tokens[i].pos;
        // "According" is a verb to taggers that follow the treebanks; a participle may pass for an adjective.
        let may_be = matches!(pos, Pos::X | Pos::Verb | Pos::Aux) || self.lexicon.cue(id).lemma == "according";
        may_be.then(|| (self.lexicon.cue(id), form))
    }

    /// Token `i` as "plans" in "the firm plans to build", which taggers take for a noun.
    pub(super) fn hidden_verb(&self, i: usize) -> Option<(&'a Cue, Inflection)> {
        let (id, form) = self.readings.get(i)?.verb?;
        let fits = form == Inflection::Third && self.class(i + 1) == Class::To && i > 0;
        (fits && matches!(self.class(i - 1), Class::Noun | Class::Name)).then(|| (self.lexicon.cue(id), form))
    }

    /// Token `i` as a noun or an adjective of the lexicon.
    pub(super) fn noun(&self, i: usize) -> Option<&'a Cue> {
        let id = self.readings.get(i)?.noun?;
        let pos = self.article.tokens[i].pos;
        matches!(pos, Pos::X | Pos::Noun | Pos::Adj | Pos::Verb).then(|| self.lexicon.cue(id))
    }

    /// Token `i` as a verb of the lexicon, whatever the tagger says.
    pub(super) fn any_verb(&self, i: usize) -> Option<(&'a Cue, Inflection)> {
        let (id, form) = self.readings.get(i)?.verb?;
        Some((self.lexicon.cue(id), form))
    }

    /// Token `i` as a noun or an adjective of the lexicon, whatever the tagger says.
    pub(super) fn any_noun(&self, i: usize) -> Option<&'a Cue> {
        self.readings.get(i)?.noun.map(|id| self.lexicon.cue(id))
    }

    /// Whether token `i` is a verb that a user added.
    pub(super) fn is_users_cue(&self, i: usize) -> bool {
        self.readings.get(i).and_then(|reading| reading.verb).is_some_and(|(id, _)| self.lexicon.is_users(id))
    }

    /// Whether token `i` may report something.
    pub(super) fn is_cue_word(&self, i: usize) -> bool {
        self.readings.get(i).is_some_and(|reading| reading.verb.is_some() || reading.noun.is_some())
    }

    /// The outermost region that token `i` stands in.
    pub(super) fn region(&self, i: usize) -> Option<usize> {
        self.region_of.get(i).filter(|&&r| r != NO_REGION).map(|&r| r as usize)
    }

    /// The tokens of an outermost region, marks included.
    pub(super) fn tokens_of(&self, span: Span) -> Range<usize> {
        let tokens = &self.article.tokens;
        let start = tokens.partition_point(|t| t.span.end <= span.start);
        let end = tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The text of tokens, from the first to the last.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let tokens = &self.article.tokens[range.clone()];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The sentence of token `i`, as tokens.
    pub(super) fn sentence(&self, i: usize) -> Range<usize> {
        self.sentence_of
            .get(i)
            .and_then(|&s| self.article.sentences.get(s as usize))
            .map_or(i..i, crate::article::Sentence::token_range)
    }

    /// The number of the sentence of token `i`.
    pub(super) fn sentence_number(&self, i: usize) -> usize {
        self.sentence_of.get(i).map_or(0, |&s| s as usize)
    }

    /// The block of token `i`.
    pub(super) fn block_of(&self, i: usize) -> usize {
        self.sentence_of.get(i).and_then(|&s| self.article.sentences.get(s as usize)).map_or(0, |s| s.block as usize)
    }

    /// The tokens of block `b`.
    pub(super) fn block(&self, b: usize) -> Range<usize> {
        self.block_tokens.get(b).cloned().unwrap_or(0..0)
    }

    /// Marks the tokens of a quotation that stands on its own.
    pub(super) fn seal(&mut self, range: Range<usize>) {
        self.sealed[range].fill(true);
    }

    /// Marks the tokens of a name in quotation marks.
    pub(super) fn name(&mut self, range: Range<usize>) {
        self.named[range].fill(true);
    }

    /// Whether token `i` stands in a name in quotation marks.
    pub(super) fn is_name(&self, i: usize) -> bool {
        self.named.get(i).copied().unwrap_or(false)
    }

    /// Whether token `i` stands in a quotation of its own.
    pub(super) fn is_sealed(&self, i: usize) -> bool {
        self.sealed.get(i).copied().unwrap_or(false)
    }
}

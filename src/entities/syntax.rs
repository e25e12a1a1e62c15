//! What grammar says of a pronoun and somebody it may stand for: parts of the sentence, clauses, who commands whom.
//!
//! Parsing costs more than all else of this stage, so only sentences with a pronoun about which there is doubt and those
//! right before them are parsed, when they are first asked for.

use super::page::Page;
use crate::article::{Article, Pos, Relation};
use crate::tagger::parser::{Arc, Parser};
use crate::tagger::{Forms, Model};
use std::ops::Range;

/// How many things the trees say of a candidate.
pub(super) const SAID: usize = 20;

/// Longest sentence that is parsed, in tokens: what is longer is a list or a table.
const LONGEST: usize = 200;

/// Where the trees say nothing.
pub(super) const SILENT: [i8; SAID] = [-1; SAID];

/// The trees of an article's sentences.
pub(super) struct Trees<'a> {
    parser: Parser<'a>,
    article: &'a Article,
    /// Per sentence, once parsed.
    arcs: Vec<Option<Box<[Arc]>>>,
}

/// A token in the tree of its sentence.
#[derive(Clone, Copy)]
struct Node<'a> {
    arcs: &'a [Arc],
    /// The sentence's first token.
    start: usize,
    /// Index into the article's tokens.
    at: usize,
}

impl<'a> Trees<'a> {
    pub(super) fn new(article: &'a Article, forms: &'a Forms, model: &'a Model) -> Self {
        let arcs = vec![None; article.sentences.len()];
        Self { parser: Parser::new(article, forms, model), article, arcs }
    }

    /// Parses a sentence, unless it was before.
    pub(super) fn read(&mut self, sentence: usize) {
        let (Some(arcs), Some(tokens)) = (self.arcs.get_mut(sentence), self.article.sentences.get(sentence)) else {
            return;
        };
        if arcs.is_none() && tokens.tokens.len() <= LONGEST {
            *arcs = Some(self.parser.sentence(tokens).into());
        }
    }

    /// The head of a stretch of tokens, where its sentence was parsed.
    fn node(&self, tokens: &Range<usize>, sentence: usize) -> Option<Node<'_>> {
        let arcs = self.arcs.get(sentence)?.as_deref()?;
        let start = self.article.sentences.get(sentence)?.tokens.start as usize;
        let node = |at: usize| Node { arcs, start, at };
        let inside = tokens.start.max(start)..tokens.end.min(start + arcs.len());
        let mut heads = inside.clone().map(node);
        let head = heads.find(|node| node.up().is_none_or(|up| !inside.contains(&up.at)));
        head.or_else(|| inside.clone().next().map(node))
    }

    /// What the trees say of somebody named or described at a place, and a pronoun at another.
    pub(super) fn say(&self, page: &Page<'_>, who: (&Range<usize>, usize), pronoun: (usize, usize)) -> [i8; SAID] {
        let (at, here) = pronoun;
        let Some(this) = self.node(&(at..at + 1), here) else { return SILENT };
        let clause = this.clause(page);
        let mut said = SILENT;
        let (noun, flags) = this.phrase();
        said[0] = this.part();
        said[1] = noun.part();
        said[2] = flags;
        said[3] = small(clause.depth(page));
        said[4] = clause.sort(page);
        said[5] = clause.mark(page);
        let Some(other) = self.node(who.0, who.1) else { return said };
        let theirs = other.clause(page);
        let (noun, flags) = other.phrase();
        said[6] = other.part();
        said[7] = noun.part();
        said[8] = flags;
        said[9] = small(theirs.depth(page));
        said[10] = theirs.sort(page);
        said[11] = theirs.mark(page);
        said[12] = i8::from(said[1] == said[7]);
        said[13] = i8::from(noun.part() <= 1 && theirs.up().is_none());
        if who.1 == here {
            said[14] = i8::from(clause.at == theirs.at);
            said[15] = this.step_below(page, other);
            said[16] = other.step_below(page, this);
            said[17] = i8::from(other.commands(this)) + 2 * i8::from(this.commands(other));
            said[18] = small(this.distance(other));
            said[19] = i8::from(this.is_under(other)) + 2 * i8::from(other.is_under(this));
        }
        said
    }
}

impl Node<'_> {
    fn arc(self) -> Arc {
        self.arcs[self.at - self.start]
    }

    fn relation(self) -> Relation {
        self.arc().relation
    }

    /// The head; None for the root.
    fn up(self) -> Option<Self> {
        let head = self.arc().head as usize;
        let inside = (self.start..self.start + self.arcs.len()).contains(&head);
        (head != self.at && inside).then_some(Self { at: head, ..self })
    }

    /// The token and those above it. Trees have no circles, but nothing here relies on it.
    fn path(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |node| node.up()).take(self.arcs.len())
    }

    /// What it is in its clause.
    fn part(self) -> i8 {
        match self.relation() {
            Relation::Nsubj | Relation::NsubjOuter => 0,
            Relation::NsubjPass => 1,
            Relation::Obj => 2,
            Relation::Iobj => 3,
            Relation::Obl | Relation::OblUnmarked => 4,
            Relation::OblAgent => 5,
            Relation::Nmod | Relation::NmodUnmarked => 6,
            Relation::NmodPoss => 7,
            Relation::Appos => 8,
            Relation::Conj => 9,
            Relation::Compound | Relation::NmodDesc | Relation::Flat => 10,
            Relation::Root => 11,
            Relation::Parataxis | Relation::Vocative | Relation::Dislocated => 12,
            _ => 13,
        }
    }

    /// The noun phrase that hangs on a verb, in which it stands: "wife" of "Ada's wife"; 1 for those coordinated, 2 for
    /// appositions, 4 for owners, 8 for other modifiers on the way.
    fn phrase(self) -> (Self, i8) {
        let (mut at, mut flags) = (self, 0);
        loop {
            flags |= match at.relation() {
                Relation::Conj if !at.is_clause() => 1,
                Relation::Appos | Relation::Flat | Relation::NmodDesc => 2,
                Relation::NmodPoss => 4,
                Relation::Nmod | Relation::NmodUnmarked | Relation::Compound => 8,
                _ => return (at, flags),
            };
            let Some(up) = at.up() else { return (at, flags) };
            at = up;
        }
    }

    /// Whether a clause hangs there that has a subject of its own.
    fn is_clause(self) -> bool {
        let children = self.arcs.iter().enumerate().filter(|(_, arc)| arc.head as usize == self.at);
        children.map(|(_, arc)| arc.relation).any(|r| {
            matches!(r, Relation::Nsubj | Relation::NsubjPass | Relation::Aux | Relation::AuxPass | Relation::Cop)
        })
    }

    fn opens_clause(self, page: &Page<'_>) -> bool {
        match self.relation() {
            Relation::Root
            | Relation::Ccomp
            | Relation::Xcomp
            | Relation::Advcl
            | Relation::AdvclRelcl
            | Relation::Acl
            | Relation::AclRelcl
            | Relation::Csubj
            | Relation::Parataxis => true,
            Relation::Conj => matches!(page.pos(self.at), Pos::Verb | Pos::Aux),
            _ => false,
        }
    }

    /// The head of the clause it stands in.
    fn clause(self, page: &Page<'_>) -> Self {
        let mut path = self.path().skip(usize::from(!matches!(page.pos(self.at), Pos::Verb)));
        path.find(|node| node.opens_clause(page)).unwrap_or(self)
    }

    /// How many clauses are above a clause.
    fn depth(self, page: &Page<'_>) -> usize {
        self.path().filter(|node| node.opens_clause(page)).count()
    }

    /// How a clause hangs on another.
    fn sort(self, page: &Page<'_>) -> i8 {
        if !self.opens_clause(page) {
            return 9;
        }
        match self.relation() {
            Relation::Root => 0,
            Relation::Ccomp => 1,
            Relation::Xcomp => 2,
            Relation::Advcl | Relation::AdvclRelcl => 3,
            Relation::Acl => 4,
            Relation::AclRelcl => 5,
            Relation::Conj => 6,
            Relation::Parataxis => 7,
            _ => 8,
        }
    }

    /// The word that opens a clause: "that", "because", "after".
    fn mark(self, page: &Page<'_>) -> i8 {
        let mark = self.arcs.iter().position(|arc| arc.head as usize == self.at && arc.relation == Relation::Mark);
        let Some(mark) = mark else { return 0 };
        match page.lower(self.start + mark) {
            "to" => 1,
            "that" => 2,
            "because" | "since" | "as" => 3,
            "after" | "before" | "until" => 4,
            "when" | "while" | "once" => 5,
            "if" | "although" | "though" | "whether" => 6,
            _ => 7,
        }
    }

    /// How the topmost clause above it hangs that is not above the other as well; 10 where there is none.
    fn step_below(self, page: &Page<'_>, other: Self) -> i8 {
        let own = self.path().take_while(|node| !other.path().any(|above| above.at == node.at));
        own.filter(|node| node.opens_clause(page)).last().map_or(10, |clause| clause.sort(page))
    }

    /// Whether its head is above the other, but not it itself.
    fn commands(self, other: Self) -> bool {
        let up = self.up().map(|up| up.at);
        up.is_some_and(|up| other.path().any(|node| node.at == up)) && !other.is_under(self)
    }

    fn is_under(self, other: Self) -> bool {
        self.at != other.at && self.path().any(|node| node.at == other.at)
    }

    /// How many arcs lie between two tokens.
    fn distance(self, other: Self) -> usize {
        for (steps, node) in self.path().enumerate() {
            if let Some(more) = other.path().position(|above| above.at == node.at) {
                return steps + more;
            }
        }
        self.arcs.len()
    }
}

fn small(count: usize) -> i8 {
    i8::try_from(count).unwrap_or(i8::MAX)
}

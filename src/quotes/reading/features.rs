//! What the network sees of a token. Training and reading share these templates.

use super::super::cues::{Inflection, Tier};
use super::super::view::View;
use super::syntax::Syntax;
use crate::article::{Form, Relation};
use crate::tagger::forms::Forms;
use crate::tagger::{hash, tags};
use std::ops::Range;

/// How many words are looked up for a token: itself, its head, the verbs that govern its clause and the whole.
pub const WORDS: usize = 4;

const WORD: u64 = 3000;
const FEATURE: u64 = 3010;

/// What stands for a value that is not there.
const NONE: u64 = u64::MAX;

/// How far away a head may be, in one direction: from so many tokens on.
const REACHES: [usize; 8] = [1, 2, 3, 4, 5, 7, 10, 16];

/// What the features of a stretch of tokens are made from.
pub(super) struct Sight<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) forms: &'a Forms,
    pub(super) syntax: &'a Syntax,
    /// One more than the kind and form of the mention that each token stands in; 0 where there is none.
    pub(super) mentions: &'a [u8],
}

/// One more than the kind and form of the mention that each token stands in; 0 where there is none.
pub(super) fn mentions(view: &View<'_>) -> Vec<u8> {
    let mut found = vec![0; view.article.tokens.len()];
    for mention in view.article.mentions.iter().filter(|m| m.form != Form::Pronoun) {
        let sort = 1 + 2 * mention.kind as u8 + u8::from(mention.form == Form::Nominal);
        found[view.tokens_of(mention.span)].fill(sort);
    }
    found
}

impl Sight<'_> {
    /// The features of token `i`, whose paragraph or stretch begins at `start`.
    pub(super) fn features(&self, i: usize, start: usize, children: u16, seen: &mut Vec<u64>) {
        let Self { view, forms, syntax, mentions } = self;
        let token = &view.article.tokens[i];
        let form = forms.of(i);
        let label = |j: usize| tags::label(view.article.tokens[j].pos, view.article.tokens[j].tag) as u64;
        let relation = syntax.relation(i).map_or(NONE, |r| r as u64);
        let head = syntax.head(i);
        let far = head.map_or(NONE, |head| reach(i, head));
        let clause = self.clause(i);
        let whole = self.whole(i);
        let cue = |j: Option<usize>| j.map_or(NONE, |j| cue_sort(view, j));
        let edge = |j: Option<usize>| j.and_then(|j| syntax.relation(j)).map_or(NONE, |r| r as u64);
        seen.extend(hash::features(
            FEATURE,
            [
                tags::label(token.pos, token.tag) as u64,
                relation,
                head.map_or(NONE, label),
                far,
                form.suffixes[2],
                form.short,
                self.marks(i),
                u64::from(i == start) + u64::from(i == view.sentence(i).start),
                form.clusters[1],
                form.clusters[3],
                form.clusters[4],
                cue_sort(view, i),
                cue(head),
                hash::join(relation, cue(head)),
                u64::from(mentions[i]),
                u64::from(children),
                hash::join(edge(clause), cue(clause.and_then(|c| syntax.head(c)))),
                hash::join(edge(whole), cue(whole.and_then(|c| syntax.head(c)))),
            ],
        ));
    }

    /// The words that are looked up for token `i`.
    pub(super) fn words(&self, i: usize) -> [u64; WORDS] {
        let Self { view, forms, syntax, .. } = self;
        let lemma = |j: Option<usize>| {
            let lemma = j.and_then(|j| syntax.head(j)).map(|j| view.article.words.get(view.article.tokens[j].lemma));
            lemma.map_or(NONE, |lemma| hash::feature(WORD, hash::text(lemma.as_bytes())))
        };
        [hash::feature(WORD, forms.of(i).lower), lemma(Some(i)), lemma(self.clause(i)), lemma(self.whole(i))]
    }

    /// The head of the clause that token `i` stands in, when that hangs on something.
    fn clause(&self, i: usize) -> Option<usize> {
        use Relation::{Acl, AclRelcl, Advcl, Ccomp, Csubj, Parataxis, Xcomp};
        let clause = [Ccomp, Xcomp, Advcl, Acl, AclRelcl, Parataxis, Csubj];
        self.syntax.upwards(i).find(|&j| self.syntax.relation(j).is_some_and(|r| clause.contains(&r)))
    }

    /// The head of the longest clause around token `i` that something may have said.
    fn whole(&self, i: usize) -> Option<usize> {
        use Relation::{Ccomp, Parataxis, Xcomp};
        let said = |j: &usize| self.syntax.relation(*j).is_some_and(|r| matches!(r, Ccomp | Xcomp | Parataxis));
        self.syntax.upwards(i).filter(said).last()
    }

    /// Where token `i` stands in words in marks, and whether those are long.
    fn marks(&self, i: usize) -> u64 {
        let Some(region) = self.view.region(i) else { return 0 };
        let tokens = self.view.tokens_of(self.view.regions[region].span);
        let place = match i {
            _ if i == tokens.start => 1,
            _ if i + 1 == tokens.end => 2,
            _ => 3,
        };
        // Two marks and so many words.
        place + 3 * u64::from(tokens.len() > 4) + 3 * u64::from(tokens.len() > 8)
    }
}

/// What hangs on each token of a stretch: a bit for each relation that tells a cue.
pub(super) fn children(syntax: &Syntax, tokens: &Range<usize>) -> Vec<u16> {
    use Relation::{Advcl, Appos, AuxPass, Ccomp, Mark, Nsubj, NsubjPass, Obj, Parataxis, Xcomp};
    let telling = [Ccomp, Xcomp, Parataxis, Nsubj, NsubjPass, Obj, Mark, Advcl, Appos, AuxPass];
    let mut found = vec![0; tokens.len()];
    for i in tokens.clone() {
        let bit = syntax.relation(i).and_then(|r| telling.iter().position(|&t| t == r));
        if let Some((bit, head)) = bit.zip(syntax.head(i))
            && let Some(bits) = head.checked_sub(tokens.start).and_then(|head| found.get_mut(head))
        {
            *bits |= 1 << bit;
        }
    }
    found
}

/// What the lexicon knows of a token as a cue.
fn cue_sort(view: &View<'_>, i: usize) -> u64 {
    let tier = |tier: Tier| tier as u64;
    match (view.any_verb(i), view.any_noun(i)) {
        (Some((cue, form)), _) => 1 + 2 * tier(cue.tier) + u64::from(form == Inflection::Ing),
        (None, Some(cue)) => 20 + tier(cue.tier),
        (None, None) => 0,
    }
}

/// In which direction the head stands, and about how far.
fn reach(i: usize, head: usize) -> u64 {
    let distance = i.abs_diff(head);
    let far = REACHES.iter().rposition(|&reach| reach <= distance).unwrap_or(0);
    (if head > i { REACHES.len() + far } else { far }) as u64
}

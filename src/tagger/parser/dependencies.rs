//! The dependencies of an article: a tree for each sentence.

use super::Arc;
use crate::article::{Article, Relation};
use std::ops::Range;

/// Head, relation and children of every token of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependencies {
    arcs: Vec<Arc>,
    // The children of token i are those from number ends[i - 1] on to before ends[i].
    children: Vec<u32>,
    ends: Vec<u32>,
}

impl Dependencies {
    /// Every token on its own, a root.
    pub(super) fn flat(article: &Article) -> Self {
        let count = article.tokens.len() as u32;
        let arcs = (0..count).map(|head| Arc { head, relation: Relation::Root }).collect();
        Self { arcs, children: Vec::new(), ends: Vec::new() }
    }

    /// Sets the head of a token and its relation to it.
    pub(super) fn set(&mut self, token: usize, arc: Arc) {
        self.arcs[token] = arc;
    }

    /// The same with the children found.
    pub(super) fn finish(mut self) -> Self {
        let mut ends = vec![0_u32; self.arcs.len() + 1];
        let with_head =
            |(token, arc): (usize, &Arc)| (arc.head as usize != token).then_some((token, arc.head as usize));
        for (_, head) in self.arcs.iter().enumerate().filter_map(with_head) {
            ends[head + 1] += 1;
        }
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        // Each head's end stands at its start now and moves with every child that is put in.
        self.children = vec![0; ends.last().map_or(0, |&all| all as usize)];
        for (token, head) in self.arcs.iter().enumerate().filter_map(with_head) {
            self.children[ends[head] as usize] = token as u32;
            ends[head] += 1;
        }
        ends.pop();
        self.ends = ends;
        self
    }

    /// The head of a token; None for the root of a sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.arcs[token].head as usize;
        (head != token).then_some(head)
    }

    /// What a token is to its head.
    pub fn relation(&self, token: usize) -> Relation {
        self.arcs[token].relation
    }

    /// The tokens whose head it is, in order.
    pub fn children(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.children[start as usize..self.ends[token] as usize]
    }

    /// The token and all that hangs on it, directly or not, in order.
    pub fn subtree(&self, token: usize) -> Vec<u32> {
        let (mut found, mut next) = (vec![token as u32], 0);
        while let Some(&token) = found.get(next) {
            found.extend(self.children(token as usize));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The root among tokens of one sentence.
    pub fn root(&self, mut tokens: Range<usize>) -> Option<usize> {
        tokens.find(|&token| self.head(token).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::article::{Token, Word};

    /// A token; its head, its children and all under it.
    type Case<'a> = (usize, Option<usize>, &'a [u32], &'a [u32]);

    #[test]
    fn children_and_subtrees() {
        let tokens = vec![Token::new(Span::default(), Word::default()); 6];
        let article = Article { tokens, ..Article::default() };
        let mut dependencies = Dependencies::flat(&article);
        // Two sentences: 1 has 0 and 2, 2 has 3; 5 has 4.
        for (token, head) in [(0, 1), (2, 1), (3, 2), (4, 5)] {
            dependencies.set(token, Arc { head, relation: Relation::Dep });
        }
        let dependencies = dependencies.finish();
        let table: [Case<'_>; 6] = [
            (0, Some(1), &[], &[0]),
            (1, None, &[0, 2], &[0, 1, 2, 3]),
            (2, Some(1), &[3], &[2, 3]),
            (3, Some(2), &[], &[3]),
            (4, Some(5), &[], &[4]),
            (5, None, &[4], &[4, 5]),
        ];
        for (token, head, children, subtree) in table {
            assert_eq!(dependencies.head(token), head, "{token}");
            assert_eq!(dependencies.children(token), children, "{token}");
            assert_eq!(dependencies.subtree(token), subtree, "{token}");
        }
        assert_eq!(
            (dependencies.root(0..4), dependencies.root(4..6), dependencies.root(0..0)),
            (Some(1), Some(5), None)
        );
    }
}

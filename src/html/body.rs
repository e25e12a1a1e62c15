//! Which blocks are the body's: those that the trees find likely, less what leads elsewhere.

use super::article::Page;
use super::blocks::Block;
use super::containers::{IN_HEADING, IN_NAV, is_running};
use super::features::squash;
use super::vocabulary::{COMMENT, MODAL, RELATED};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Blocks at least this likely belong to the body. Precision and recall meet there.
const KEEP: f32 = 0.45;
/// Where nothing is that likely, the best container's blocks at least this likely do.
const KEEP_SOME: f32 = 0.15;
/// Less body text than this, in bytes, is no article unless the page says that it is one.
pub(super) const LEAST: usize = 250;

/// Headings of lists that lead to other articles, squashed.
static RELATED_HEADINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    include_str!("related_headings.txt").lines().filter(|line| !line.starts_with('#')).map(squash).collect()
});

impl Page<'_> {
    /// Which blocks are the body's, by how likely each is; `headline` is never.
    pub(super) fn keep(&self, likely: &[f32], headline: Option<usize>) -> Vec<bool> {
        let list = &self.blocks.list;
        let mut kept: Vec<bool> = likely.iter().map(|&p| p >= KEEP).collect();
        if self.lengths(&kept) < LEAST {
            let in_best = |b: &Block| self.containers.places[b.owner as usize].up == 0;
            for ((kept, block), &p) in kept.iter_mut().zip(list).zip(likely) {
                *kept |= p >= KEEP_SOME && in_best(block) && is_running(block, self.blocks.words(block));
            }
        }
        self.keep_headings(&mut kept);
        self.drop_boxes(&mut kept);
        self.drop_related(&mut kept);
        // Pages repeat themselves: pull quotes, versions for phones. The first stands where it is read first.
        let mut seen = HashSet::new();
        for (kept, block) in kept.iter_mut().zip(list).filter(|(kept, _)| **kept) {
            let words = self.blocks.words(block);
            *kept = words.len() < 30 || words.split_whitespace().count() < 6 && words.len() < 60 || seen.insert(words);
        }
        if let Some(headline) = headline {
            kept[headline] = false;
            if let Some(title) = self.headline.as_deref().map(squash) {
                let (first, same) = (kept.iter().position(|&k| k), |b: &Block| squash(self.blocks.words(b)) == title);
                if let Some(first) = first.filter(|&f| same(&list[f])) {
                    kept[first] = false;
                }
            }
        }
        kept
    }

    /// Bytes of the blocks kept.
    pub(super) fn lengths(&self, kept: &[bool]) -> usize {
        self.blocks.list.iter().zip(kept).filter(|(_, kept)| **kept).map(|(b, _)| b.span.len()).sum()
    }

    /// A heading right above a block of the body, in the same element and after the body began, is the body's as well:
    /// a few words say little about themselves.
    fn keep_headings(&self, kept: &mut [bool]) {
        let list = &self.blocks.list;
        let level = |block: &Block| self.containers.places[block.owner as usize].within & IN_HEADING != 0;
        let above = |id: u32| self.tree.nodes[id as usize].parent;
        let Some(first) = kept.iter().position(|&kept| kept) else { return };
        for i in first..list.len().saturating_sub(1) {
            let (heading, next) = (&list[i], &list[i + 1]);
            let (here, below) = (above(heading.owner), above(next.owner));
            let near = here == below || here == above(below);
            kept[i] |= kept[i + 1] && near && level(heading) && !level(next) && !Self::is_link(heading);
        }
    }

    /// Comments and what is laid over the page, where they are not what the page is about.
    fn drop_boxes(&self, kept: &mut [bool]) {
        for (kept, block) in kept.iter_mut().zip(&self.blocks.list) {
            let place = &self.containers.places[block.owner as usize];
            *kept &= place.inner & (COMMENT | MODAL) == 0;
        }
    }

    /// Whether a block is a link and little else.
    pub(super) fn is_link(block: &Block) -> bool {
        block.links as usize * 5 >= block.span.len() * 4
    }

    /// Lists of nothing but links, under a heading or in an element that says so: they lead to other articles.
    fn drop_related(&self, kept: &mut [bool]) {
        let list = &self.blocks.list;
        let place = |i: usize| &self.containers.places[list[i].owner as usize];
        let mut i = 0;
        while i < list.len() {
            let words = self.blocks.words(&list[i]);
            let labelled = words.len() <= 60 && RELATED_HEADINGS.contains(&squash(words));
            let after = i + usize::from(labelled || place(i).within & IN_HEADING != 0);
            let boxed = |j: usize| labelled || (place(j).inner & RELATED != 0 && place(j).within & IN_NAV == 0);
            let end = (after..list.len()).find(|&j| !Self::is_link(&list[j]) || !boxed(j)).unwrap_or(list.len());
            if end > after {
                kept[i..end].fill(false);
            }
            i = end.max(i + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_stands_twice() {
        let lines = include_str!("related_headings.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), RELATED_HEADINGS.len());
    }
}

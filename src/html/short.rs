//! Pages too short for the trees.
//!
//! The trees learned from whole pages of news. A page of two paragraphs, saved or written by hand, has nothing around
//! it that they could go by; there the structure decides: what stands in no menu, footer, form or side box is the
//! article.

use super::article::Page;
use super::containers::{
    IN_ASIDE, IN_BUTTON, IN_CAPTION, IN_DIALOG, IN_FOOTER, IN_FORM, IN_HEADER, IN_HEADING, IN_NAV, IN_PRE, IN_TABLE,
};
use super::no_article::refusal;
use super::vocabulary::{
    ADVERT, AUTHOR, COMMENT, DATED, HIDDEN, MODAL, NAVIGATION, NEWSLETTER, RELATED, SHARE, SIDE, TAGS,
};

/// With more visible text than this, in bytes, a page is long enough for the trees.
const SHORT: usize = 2500;
const AROUND: u16 = IN_NAV | IN_FOOTER | IN_ASIDE | IN_FORM | IN_BUTTON | IN_DIALOG | IN_CAPTION | IN_HEADER;
const BESIDE: u32 = COMMENT | MODAL | NEWSLETTER | NAVIGATION | SHARE | AUTHOR | DATED | TAGS | HIDDEN;
const LINKED: u32 = RELATED | ADVERT | SIDE;

impl Page<'_> {
    /// The blocks of a short page that are its article, by structure alone; None when it is long, full of links, or
    /// says that it is no article.
    pub(super) fn short(&self, headline: Option<usize>) -> Option<Vec<bool>> {
        let list = &self.blocks.list;
        let mut chosen = vec![false; list.len()];
        let (mut text, mut links, mut words) = (0, 0, 0);
        if self.headline.as_deref().is_some_and(|title| refusal(title, true).is_some()) {
            return None;
        }
        for (i, block) in list.iter().enumerate().filter(|(i, b)| Some(*i) != headline && !b.hidden) {
            let place = self.containers.place(block.owner);
            let line = self.containers.place(block.first);
            if place.within & AROUND != 0 {
                continue;
            }
            let written = self.blocks.words(block);
            text += written.len();
            links += block.links as usize;
            if text > SHORT || refusal(written, place.within & IN_HEADING != 0).is_some() {
                return None;
            }
            let linked = block.links as usize * 20 >= written.len() * 7;
            let near = place.near | line.own;
            let beside = near & BESIDE != 0 || linked || near & LINKED != 0 && block.links > 0;
            chosen[i] = !beside && !is_small_print(written);
            if chosen[i] && place.within & (IN_HEADING | IN_TABLE | IN_PRE) == 0 {
                words += written.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
                words += written.chars().filter(|c| *c >= '\u{2E80}').count();
            }
        }
        // A heading with nothing under it heads what was left out.
        for i in (0..list.len()).rev().filter(|&i| Some(i) != headline) {
            let heads = self.containers.place(list[i].owner).within & IN_HEADING != 0;
            chosen[i] &= !heads || list.get(i + 1).is_some() && chosen[i + 1];
        }
        let marked = self.tree.nodes.len() > 2;
        (marked && words >= 2 && links * 20 < text * 7).then_some(chosen)
    }
}

/// Whether a line is about rights, or names who wrote it.
pub(super) fn is_small_print(text: &str) -> bool {
    let lower = text.get(..text.floor_char_boundary(200)).unwrap_or_default().to_lowercase();
    ["©", "copyright ©", "copyright (c)", "copyright 2", "copyright 1"].iter().any(|with| lower.starts_with(with))
        || lower.contains("all rights reserved")
        || text.starts_with("By ") && text.len() < 60 && !text.ends_with(['.', '”', '"', '!', '?'])
}

//! Pages too short for the trees, and pages that only lead to others.
//!
//! The trees learned from whole pages of news. A page of two paragraphs, saved or written by hand, has nothing around
//! it that they could go by; there the structure decides: what stands in no menu, footer, form or side box is the
//! article. The front page of a site has more running text than that, in teasers: a linked headline and a line each.

use super::article::Page;
use super::containers::{
    IN_ASIDE, IN_BUTTON, IN_CAPTION, IN_DIALOG, IN_FOOTER, IN_FORM, IN_HEADER, IN_HEADING, IN_NAV, IN_PRE, IN_TABLE,
};
use super::vocabulary::{
    ADVERT, AUTHOR, COMMENT, DATED, HIDDEN, MODAL, NAVIGATION, NEWSLETTER, RELATED, SHARE, SIDE, TAGS,
};
use std::sync::LazyLock;

/// With more visible text than this, in bytes, a page is long enough for the trees.
const SHORT: usize = 2500;
/// So many teasers make a listing, when they are most of the text.
const TEASERS: usize = 4;
/// A teaser has no more blocks than this: headline, summary, author, date, section …
const IN_TEASER: u32 = 8;
/// Steps up from a summary to what holds its headline too.
const STEPS: usize = 4;

const AROUND: u16 = IN_NAV | IN_FOOTER | IN_ASIDE | IN_FORM | IN_BUTTON | IN_DIALOG | IN_CAPTION | IN_HEADER;
const BESIDE: u32 = COMMENT | MODAL | NEWSLETTER | NAVIGATION | SHARE | AUTHOR | DATED | TAGS | HIDDEN;
const LINKED: u32 = RELATED | ADVERT | SIDE;

static NO_ARTICLE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("no_article.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether a text is what errors, consent pages and doors say; in running text only longer phrases tell.
fn is_refusal(text: &str, heading: bool) -> bool {
    let text = text.to_lowercase();
    let tells = |phrase: &&&str| heading || phrase.split(' ').count() >= 3;
    NO_ARTICLE.iter().filter(tells).any(|phrase| text.contains(phrase))
}

impl Page<'_> {
    /// The blocks of a short page that are its article, by structure alone; None when it is long, full of links, or
    /// says that it is no article.
    pub(super) fn short(&self, headline: Option<usize>) -> Option<Vec<bool>> {
        let list = &self.blocks.list;
        let mut chosen = vec![false; list.len()];
        let (mut text, mut links, mut words) = (0, 0, 0);
        if self.headline.as_deref().is_some_and(|title| is_refusal(title, true)) {
            return None;
        }
        for (i, block) in list.iter().enumerate().filter(|(i, b)| Some(*i) != headline && !b.hidden) {
            let place = &self.containers.places[block.owner as usize];
            let line = &self.containers.places[block.first as usize];
            if place.within & AROUND != 0 {
                continue;
            }
            let written = self.blocks.words(block);
            text += written.len();
            links += block.links as usize;
            if text > SHORT || is_refusal(written, place.within & IN_HEADING != 0) {
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
            let heads = self.containers.places[list[i].owner as usize].within & IN_HEADING != 0;
            chosen[i] &= !heads || list.get(i + 1).is_some() && chosen[i + 1];
        }
        let marked = self.tree.nodes.len() > 2;
        (marked && words >= 2 && links * 20 < text * 7).then_some(chosen)
    }

    /// Whether most of what was kept are teasers: a short text beside a linked headline, in a box of their own.
    pub(super) fn is_listing(&self, kept: &[bool]) -> bool {
        let list = &self.blocks.list;
        let (mut teasers, mut teased) = (0, 0);
        for (i, block) in list.iter().enumerate().filter(|(i, b)| kept[*i] && b.span.len() < 500 && !Self::is_link(b)) {
            let mut before = (i.saturating_sub(3)..i).rev().map(|j| &list[j]);
            let Some(title) = before.find(|b| Self::is_link(b) && b.span.len() >= 15) else { continue };
            let mut id = block.owner;
            for _ in 0..STEPS {
                if id <= title.first {
                    break;
                }
                id = self.tree.nodes[id as usize].parent;
            }
            let sum = self.containers.sums[id as usize];
            if id <= title.first && sum.blocks <= IN_TEASER && sum.paragraphs <= 2 {
                teasers += 1;
                teased += block.span.len();
            }
        }
        teasers >= TEASERS && teased * 2 >= self.lengths(kept)
    }
}

/// Whether a line is about rights, or names who wrote it.
fn is_small_print(text: &str) -> bool {
    let lower = text.get(..text.floor_char_boundary(200)).unwrap_or_default().to_lowercase();
    lower.starts_with('©')
        || lower.starts_with("copyright")
        || lower.contains("all rights reserved")
        || text.starts_with("By ") && text.len() < 60 && !text.ends_with(['.', '”', '"', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_known() {
        for (text, heading, expected, why) in [
            ("404 Not Found", true, true, "a heading"),
            ("The body was not found, police said.", false, false, "two words are in any report"),
            ("Please enable JavaScript and cookies to continue.", false, true, "robots"),
            ("The page you are looking for is gone.", false, true, "an error"),
            ("Council backs bridge", true, false, "a headline"),
        ] {
            assert_eq!(is_refusal(text, heading), expected, "{why}");
        }
        assert!(NO_ARTICLE.is_sorted() && NO_ARTICLE.iter().all(|p| *p == p.to_lowercase()));
    }
}

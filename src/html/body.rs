//! Which blocks are the body's: those that the trees find likely, less what leads elsewhere.

use super::article::Page;
use super::blocks::Block;
use super::containers::{IN_HEADING, IN_NAV, IN_PRE, Place, is_running};
use super::features::{squash, squashed_hash, squashes_to};
use super::names::{Name, Tag};
use super::no_article::{Sort, refusal};
use super::phrases::any;
use super::short::is_small_print;
use super::tree::NodeId;
use super::vocabulary::{AUTHOR, COMMENT, DATED, Direct, HIDDEN, Keyed, MODAL, RELATED};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Blocks at least this likely belong to the body. Precision and recall meet there.
const KEEP: f32 = 0.45;
/// Where nothing is that likely, the best container's blocks at least this likely do.
const KEEP_SOME: f32 = 0.15;
/// A line that asks has fewer bytes than this.
const ASKED: usize = 300;
/// Classes of what is never shown.
const CONCEALED: [&str; 8] =
    ["hidden", "hide", "d-none", "is-hidden", "u-hidden", "sr-only", "visually-hidden", "screen-reader-text"];
/// What is said in the place of a post or a video has fewer bytes than this.
const EMBED: usize = 500;
/// Steps up that are looked at for them.
const STEPS: u16 = 40;
/// Hidden text of fewer bytes is a note to the page; longer text asks for something with one word in so many bytes.
const HIDDEN_NOTE: u32 = 400;
const PLEA: u32 = 500;
/// An article has more bytes than this; less may be a box over it.
const ARTICLE: usize = 1000;
/// Blocks around the heading of the next article that may name its date or author.
const ABOVE: usize = 6;
const BELOW: usize = 12;
/// So many headings after the headline are looked at for that of the next article.
const NEXT: usize = 100;
/// Less body text than this, in bytes, is no article unless the page says that it is one.
pub(super) const LEAST: usize = 250;

/// Headings of lists that lead to other articles, squashed and hashed.
static RELATED_HEADINGS: LazyLock<HashSet<u64, Direct>> = LazyLock::new(|| {
    include_str!("related_headings.txt").lines().filter(|line| !line.starts_with('#')).map(squashed_hash).collect()
});

/// What stands in the place of something that is shown only with the reader's consent.
static EMBEDS: LazyLock<Regex> = LazyLock::new(|| {
    let phrases = include_str!("embed_phrases.txt").lines().filter(|line| !line.starts_with('#'));
    any(&phrases.collect::<Vec<_>>())
});

/// Whether a heading is one of lists that lead to other articles.
pub(super) fn is_related(heading: &str) -> bool {
    heading.len() <= 60 && RELATED_HEADINGS.contains(&squashed_hash(heading))
}

/// Whether a block is data or program code that stands where text should: `"key":"value"`, `"key":[`, `f();`.
fn is_code(words: &str) -> bool {
    let bytes = words.as_bytes();
    let sign = |at: usize| match bytes[at] {
        b'"' => matches!(bytes[at + 1..], [b':', b'"' | b'{' | b'[', ..] | [b',', b'"', ..]),
        b';' => bytes[..at].ends_with(b"()"),
        _ => bytes.get(at + 1) == Some(&b'n'),
    };
    let found = memchr::memchr3_iter(b'"', b';', b'\\', bytes).filter(|&at| sign(at)).count();
    found * 60 > words.len() && memchr::memchr2(b'"', b';', bytes).is_some()
}

impl Page<'_> {
    /// Which blocks are the body's, by how likely each is; `headline` is never.
    pub(super) fn keep(&self, likely: &[f32], headline: Option<usize>) -> Vec<bool> {
        let list = &self.blocks.list;
        let mut kept: Vec<bool> = likely.iter().map(|&p| p >= KEEP).collect();
        if self.lengths(&kept) < LEAST {
            let in_best = |b: &Block| self.containers.place(b.owner).up == 0;
            for ((kept, block), &p) in kept.iter_mut().zip(list).zip(likely) {
                *kept |= p >= KEEP_SOME && in_best(block) && is_running(block, self.blocks.words(block));
            }
        }
        self.keep_headings(&mut kept);
        self.drop_boxes(&mut kept);
        self.drop_next(&mut kept, headline);
        self.drop_related(&mut kept);
        self.drop_titles(&mut kept, headline);
        self.drop_repeats(&mut kept);
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
        let level = |block: &Block| self.containers.place(block.owner).within & IN_HEADING != 0;
        let above = |id: u32| self.tree.nodes[id as usize].parent;
        let Some(first) = kept.iter().position(|&kept| kept) else { return };
        for i in first..list.len().saturating_sub(1) {
            let (heading, next) = (&list[i], &list[i + 1]);
            let (here, below) = (above(heading.owner), above(next.owner));
            let near = here == below || here == above(below);
            kept[i] |= kept[i + 1] && near && level(heading) && !level(next) && !Self::is_link(heading);
        }
    }

    /// Comments, what is laid over the page or not shown, where they are not what the page is about; code; what stands
    /// in the place of a post or a video; and lines that ask for consent or a subscription.
    fn drop_boxes(&self, kept: &mut [bool]) {
        // What asks stands where the text begins or breaks off.
        let (length, count) = (self.lengths(kept), kept.iter().filter(|kept| **kept).count());
        let blocks = kept.iter_mut().zip(&self.blocks.list).filter(|(kept, _)| **kept);
        for (n, (kept, block)) in blocks.enumerate() {
            let &Place { inner, within, .. } = self.containers.place(block.owner);
            let words = self.blocks.words(block);
            let at_end = n < 2 || n + 6 >= count;
            let asks = || {
                let spare = words.len() < ASKED && length > LEAST + words.len();
                at_end && (is_small_print(words) || spare && Self::asks(words))
            };
            *kept = inner & (COMMENT | MODAL) == 0
                && !(inner & HIDDEN != 0 && self.is_concealed(block.owner))
                && (within & IN_PRE != 0 || !is_code(words))
                && !(words.len() < EMBED && EMBEDS.is_match(words))
                && !asks();
        }
    }

    /// Whether a line asks for consent or a subscription, and quotes nobody.
    fn asks(words: &str) -> bool {
        matches!(refusal(words, false), Some(Sort::Consent | Sort::Wall)) && !words.contains(['“', '"', '„', '«'])
    }

    /// Whether an element stands in one that its class hides, away from the best container, and which is short or asks
    /// for something: the second half of an article may wait hidden for a click, and many a page has another class
    /// beside it that shows it on some screens.
    fn is_concealed(&self, owner: NodeId) -> bool {
        let mut id = owner;
        for _ in 0..self.containers.place(owner).up.min(STEPS) {
            let classes = self.tree.attribute(id, Name::CLASS).unwrap_or_default();
            let mut names = classes.split_ascii_whitespace();
            let sum = self.containers.sum(id);
            if (sum.text < HIDDEN_NOTE || sum.pleas * PLEA > sum.text)
                && names.clone().any(|name| CONCEALED.contains(&name))
                && names.all(|name| !name.contains(':') && !name.ends_with("-block") && !name.ends_with("-flex"))
            {
                return true;
            }
            id = self.tree.nodes[id as usize].parent;
        }
        false
    }

    /// The articles that a page has below its own, for a reader who never stops: they have an h1, or are an `article`
    /// beside the first.
    fn drop_next(&self, kept: &mut [bool], headline: Option<usize>) {
        let (list, nodes) = (&self.blocks.list, &self.tree.nodes);
        let Some(at) = headline else { return };
        let title = squash(self.blocks.words(&list[at]));
        let mut above = HashMap::new();
        let (mut id, mut below) = (list[at].owner, list[at].owner);
        while above.insert(id, below).is_none() {
            (below, id) = (id, nodes[id as usize].parent);
        }
        let heads = |i: &usize| self.containers.place(list[*i].owner).within & IN_HEADING != 0;
        for next in (at + 1..list.len()).filter(heads).take(NEXT) {
            // Up to what holds both headlines: `own` is the part with the first, `other` that with the next.
            let (mut id, mut other) = (list[next].owner, list[next].owner);
            while !above.contains_key(&id) {
                (other, id) = (id, nodes[id as usize].parent);
            }
            let own = above[&id];
            let articles = [own, other].iter().all(|&part| nodes[part as usize].tag == Tag::ARTICLE);
            let h1 = nodes[list[next].owner as usize].tag == Tag::H1 && other != list[next].owner;
            let inside = |part: NodeId| {
                let end = nodes[part as usize].end;
                list.partition_point(|b| b.first < part)..list.partition_point(|b| b.first < end)
            };
            let told = |part: NodeId| inside(part).filter(|&i| kept[i]).map(|i| list[i].span.len()).sum::<usize>();
            // The next article has a date or an author of its own.
            let signed = || {
                let near = &list[next.saturating_sub(ABOVE)..(next + BELOW).min(list.len())];
                near.iter().any(|b| b.first >= other && self.containers.place(b.first).near & (DATED | AUTHOR) != 0)
            };
            if own != id
                && (h1 || articles)
                && signed()
                && !squashes_to(self.blocks.words(&list[next]), &title, true)
                && told(own) >= ARTICLE
            {
                kept[inside(other).start..].fill(false);
                return;
            }
        }
    }

    /// What repeats the headline over the body.
    fn drop_titles(&self, kept: &mut [bool], headline: Option<usize>) {
        let list = &self.blocks.list;
        if let Some(headline) = headline {
            kept[headline] = false;
        }
        let Some(title) = self.headline.as_deref().map(squash).filter(|title| !title.is_empty()) else { return };
        for i in (0..list.len()).filter(|&i| kept[i]).take(3).collect::<Vec<_>>() {
            let heads = self.containers.place(list[i].owner).within & IN_HEADING != 0;
            let words = squash(self.blocks.words(&list[i]));
            kept[i] = words != title && !(heads && words.contains(&title));
            if kept[i] && !heads {
                return;
            }
        }
    }

    /// Pages repeat themselves: pull quotes, versions for phones. The first stands where it is read first.
    fn drop_repeats(&self, kept: &mut [bool]) {
        let mut seen: HashSet<u64, Keyed> = HashSet::default();
        for (kept, block) in kept.iter_mut().zip(&self.blocks.list).filter(|(kept, _)| **kept) {
            let words = self.blocks.words(block);
            let short = words.len() < 30 || words.len() < 60 && words.split_whitespace().count() < 6;
            *kept = short || seen.insert(squashed_hash(words));
        }
    }

    /// Whether a block is a link and little else.
    pub(super) fn is_link(block: &Block) -> bool {
        block.links as usize * 5 >= block.span.len() * 4
    }

    /// Lists of nothing but links, under a heading or in an element that says so: they lead to other articles.
    fn drop_related(&self, kept: &mut [bool]) {
        let list = &self.blocks.list;
        let place = |i: usize| self.containers.place(list[i].owner);
        let mut i = 0;
        while i < list.len() {
            let words = self.blocks.words(&list[i]);
            let labelled = is_related(words);
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

    #[test]
    fn what_stands_for_a_post_is_known() {
        for (words, expected) in [
            ("Empfohlener redaktioneller Inhalt", true),
            ("Ich bin damit einverstanden, dass mir der externe Inhalt angezeigt wird.", true),
            ("To display this content from Example, you must enable advertising.", true),
            ("The council displayed its plans for the bridge.", false),
        ] {
            assert_eq!(EMBEDS.is_match(words), expected, "{words}");
        }
    }
}

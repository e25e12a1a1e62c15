//! Blocks and metadata to the article that every later stage reads.

use super::blocks::{Blocks, text_between};
use super::body::LEAST;
use super::containers::{
    Containers, IN_BLOCKQUOTE, IN_BUTTON, IN_CAPTION, IN_FIGURE, IN_FORM, IN_HEADING, IN_ITEM, IN_NAV, Place,
};
use super::context::{Context, probability};
use super::features::{BASE, COUNT, Hints, Table, squash, squashes_to};
use super::metadata::{self, Around, Facts, headline};
use super::model::Model;
use super::names::Tag;
use super::no_article::{CUT_SHORT, Sort};
use super::sieve::Sieve;
use super::tree::Tree;
use super::vocabulary::{AUTHOR, CAPTION, COMMENT, DATED, KICKER, MODAL, NAVIGATION, RELATED, SHARE, STANDFIRST};
use crate::Span;
use crate::article::{Article, BlockKind, Metadata, Warning, WarningKind};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// With less running text than this, in bytes, not even a headline is taken from a page that is no article.
const MENTIONED: u32 = 200;
/// JSON-LD's text is taken when the page shows less than this share of it.
const SHOWN: f32 = 0.3;
/// Log odds within which the first forest has not decided, and the second: neither ever brought a block of the pages
/// it learned from back over the line that it would be kept at.
const OPEN: [Range<f32>; 2] = [-3.5..3.0, -2.0..1.5];
/// Blocks around the headline that are looked at for byline, date and standfirst.
const ABOVE: usize = 6;
const BELOW: usize = 16;

/// What stands above headlines and is no desk, squashed.
static WIDGETS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    include_str!("widget_words.txt").lines().filter(|line| !line.starts_with('#')).map(squash).collect()
});

/// A page taken apart.
pub(super) struct Page<'p> {
    pub(super) tree: Tree<'p>,
    pub(super) facts: Facts<'p>,
    pub(super) blocks: Blocks,
    pub(super) containers: Containers,
    pub(super) headline: Option<String>,
    warnings: Vec<Warning>,
}

/// What the model makes of the blocks of a page.
pub(super) struct Scores {
    pub(super) odds: Vec<f32>,
    pub(super) headline: Option<usize>,
}

impl<'p> Page<'p> {
    pub(super) fn new(page: &'p str, url: Option<&str>, model: &Model) -> Self {
        let mut warnings = Vec::new();
        let tree = Tree::new(page);
        let facts = Facts::new(&tree, &mut warnings);
        let blocks = Blocks::new(&tree);
        let containers = Containers::new(&tree, &blocks, &model.classes);
        let headline = headline(&tree, &facts, url);
        Self { tree, facts, blocks, containers, headline, warnings }
    }

    /// Each block's log odds, and which block is the headline; puts every block's features into `rows` if they are wanted.
    pub(super) fn score(&self, model: &Model, mut rows: Option<&mut Vec<Vec<f32>>>) -> Scores {
        let description = self.facts.description();
        let hints = Hints {
            headline: self.headline.as_deref(),
            description: description.as_deref(),
            body: self.facts.linked.body.as_deref(),
        };
        let table = Table::new(&self.tree, &self.blocks, &self.containers, &hints);
        let [open, open_again] = OPEN;
        let mut sieve = Sieve::new(&model.first, open.clone(), BASE, vec![0.0; self.blocks.list.len()]);
        table.each(|_| true, &mut sieve, |i, sieve| sieve.put(i));
        let first = sieve.odds();
        let context = Context::new(&first, &table);
        // What is hopeless by itself is so in any company.
        let asked = |i: usize| first[i] >= open.start && model.second.len() > 0;
        let all = rows.is_some();
        let mut sieve = Sieve::new(&model.second, open_again, COUNT, first.clone());
        table.each(
            |i| all || asked(i),
            &mut sieve,
            |i, sieve| {
                context.fill(sieve.row(BASE), i, first[i]);
                if let Some(rows) = &mut rows {
                    rows.push(sieve.written());
                }
                if asked(i) {
                    sieve.put(i);
                }
            },
        );
        Scores { odds: sieve.odds(), headline: table.headline }
    }

    /// Where metadata are looked for.
    pub(super) fn around(&self, headline: Option<usize>, kept: &[bool]) -> Around<'_> {
        let end = kept.iter().rposition(|&k| k);
        Around { tree: &self.tree, blocks: &self.blocks, containers: &self.containers, headline, end }
    }

    /// The article on the page.
    pub(super) fn read(mut self, url: Option<&str>, model: &Model) -> Article {
        let Scores { odds, headline: at } = self.score(model, None);
        let likely: Vec<f32> = odds.iter().map(|&odds| probability(odds)).collect();
        let mut kept = self.keep(&likely, at);
        let mut warnings = std::mem::take(&mut self.warnings);
        let metadata = metadata::read(&self.facts, &self.around(at, &kept), url, &mut warnings);
        self.warnings = warnings;
        let claims = self.facts.claims_article();
        let mut sort = self.sort(&kept, url);
        match (sort.is_none() && self.lengths(&kept) < LEAST).then(|| self.short(at)).flatten() {
            Some(guess) if !claims && self.is_listing(&guess) => sort = Some(Sort::Listing),
            Some(guess) => {
                kept.iter_mut().zip(guess).for_each(|(kept, guess)| *kept |= guess);
                let told = "a short page: everything outside menus, forms and side boxes was taken for the article";
                self.warnings.push(Warning::new(WarningKind::Guessed, told));
            }
            None => {}
        }
        let times = self.entries(&mut kept, url);
        let guessed = self.warnings.iter().any(|w| w.kind == WarningKind::Guessed);
        let mut writer = Writer::default();
        self.write_head(&mut writer, &mut kept, at, &metadata, url);
        let shown: usize = self.lengths(&kept);
        let told = self.facts.linked.body.as_deref().unwrap_or_default();
        if told.len() >= LEAST && (shown as f32) < told.len() as f32 * SHOWN {
            for paragraph in told.split('\n').map(super::lines::one_line).filter(|p| !p.is_empty()) {
                writer.block(BlockKind::Paragraph, &paragraph);
            }
        } else if sort.is_none() && (shown >= LEAST || shown > 0 && (claims || guessed)) {
            self.write_body(&mut writer, &kept, &times);
            if self.is_cut_short(&kept) {
                self.warnings.push(Warning::new(WarningKind::Guessed, CUT_SHORT));
            }
        } else {
            let found = sort.unwrap_or_else(|| self.sort_of_nothing());
            self.warnings.push(Warning::new(WarningKind::NoArticle, found.told()));
            // A headline over no running text at all is an error message or a menu's.
            if !claims && (sort.is_some() || self.containers.sum(0).good < MENTIONED) {
                writer = Writer::default();
            }
        }
        let mut article = Article::new(writer.text);
        article.blocks = writer.blocks;
        article.metadata = metadata;
        article.warnings = self.warnings;
        article
    }

    /// Section, headline, standfirst, byline and date, as the page shows them.
    fn write_head(
        &self,
        writer: &mut Writer,
        kept: &mut [bool],
        at: Option<usize>,
        metadata: &Metadata,
        url: Option<&str>,
    ) {
        let list = &self.blocks.list;
        let Some(headline) = self.headline.as_deref() else { return };
        let Some(at) = at else {
            writer.block(BlockKind::Headline, headline);
            return;
        };
        let end = (at + BELOW).min(list.len());
        let place = |i: usize| self.containers.place(list[i].first);
        let free = |i: &usize| self.is_free(kept, at, *i);
        let words = |i: usize| self.blocks.words(&list[i]);
        if let Some(i) =
            (at.saturating_sub(ABOVE)..at).rev().filter(free).find(|&i| self.is_section(words(i), place(i), url))
        {
            writer.block(BlockKind::Section, words(i));
        }
        writer.block(BlockKind::Headline, headline);
        let standfirst = self.standfirst(kept, at, end);
        if let Some(i) = standfirst {
            kept[i] = false;
        }
        let kept = &*kept;
        let free = |i: &usize| self.is_free(kept, at, *i);
        if let Some(i) = standfirst {
            writer.block(BlockKind::Standfirst, words(i));
        }
        let around =
            || (at + 1..end).chain(at.saturating_sub(ABOVE)..at).filter(free).filter(|i| Some(*i) != standfirst);
        let named = |text: &str| {
            metadata.authors.iter().any(|a| text.contains(a.as_str()))
                || metadata.agency.as_deref().is_some_and(|a| text.trim_start_matches("By ").eq_ignore_ascii_case(a))
        };
        let byline = around().find(|&i| words(i).len() < 200 && named(words(i)));
        if let Some(i) = byline {
            let owner = &self.tree.nodes[list[i].owner as usize];
            let end = list.get(i + 1).map_or(owner.end, |next| next.first.min(owner.end));
            writer.block(BlockKind::Byline, &text_between(&self.tree, list[i].first, end, 400));
        }
        let dated = around().filter(|i| Some(*i) != byline).find(|&i| {
            words(i).len() < 120
                && (place(i).near & (DATED | AUTHOR) != 0 || words(i).len() < 40)
                && metadata::has_date(words(i))
        });
        if let Some(i) = dated {
            writer.block(BlockKind::Timestamp, words(i));
        }
    }

    /// Whether a block around the headline is neither body nor headline, nor stands in a box.
    fn is_free(&self, kept: &[bool], headline: usize, i: usize) -> bool {
        let (block, place) = (&self.blocks.list[i], self.containers.place(self.blocks.list[i].first));
        !kept[i] && i != headline && place.near & (RELATED | COMMENT | MODAL) == 0 && !block.hidden
    }

    /// The block between headline and body that sums the story up: by its class, or because the description says the
    /// same; by both where it was taken for the body.
    fn standfirst(&self, kept: &[bool], at: usize, end: usize) -> Option<usize> {
        let description = self.facts.description().map(|d| squash(&d)).filter(|d| d.len() > 20);
        let is_dek = |i: usize| {
            let (block, text) = (&self.blocks.list[i], self.blocks.words(&self.blocks.list[i]));
            let place = self.containers.place(block.first);
            let classed = place.near & STANDFIRST != 0 && place.near & (CAPTION | NAVIGATION) == 0;
            let alike = || description.as_ref().is_some_and(|d| squashes_to(text, d, true));
            // Many a description is the first paragraph: what was taken for the body has to be called a dek as well.
            let is_told = || if kept[i] { classed && alike() } else { classed || alike() };
            (20..600).contains(&text.len()) && place.within & IN_NAV == 0 && block.links == 0 && is_told()
        };
        // At most the first block of the body, and only if there is more of it.
        let first = kept.iter().position(|&k| k).unwrap_or(end);
        let more = kept.iter().skip(first + 1).any(|&k| k);
        (at + 1..end.min(first + usize::from(more)).max(at + 1))
            .find(|&i| (i == first || self.is_free(kept, at, i)) && is_dek(i))
    }

    /// Whether a line above the headline names the desk: the page's own data or its address say so too, or, where
    /// they say nothing, it stands where desks stand and does nothing.
    fn is_section(&self, words: &str, at: &Place, url: Option<&str>) -> bool {
        let name = squash(words);
        if words.len() >= 40 || name.is_empty() || !words.chars().any(char::is_alphabetic) {
            return false;
        }
        let desk = self.facts.section().map(|desk| squash(&desk));
        let path = url.and_then(|u| u.split("://").nth(1)).and_then(|u| u.split(['?', '#']).next()).unwrap_or_default();
        let in_path = || path.split('/').skip(1).take(6).any(|part| squashes_to(part, &name, true));
        if desk.as_ref() == Some(&name) || in_path() {
            return true;
        }
        let bare = desk.is_none() && at.near & KICKER != 0 && at.near & (NAVIGATION | SHARE | DATED) == 0;
        bare && at.within & (IN_NAV | IN_BUTTON | IN_FORM) == 0 && !WIDGETS.contains(name.as_str())
    }

    /// The body, its captions among it; over each entry of a live blog stands its time.
    fn write_body(&self, writer: &mut Writer, kept: &[bool], times: &[(usize, String)]) {
        let list = &self.blocks.list;
        let Some(first) = kept.iter().position(|&k| k) else { return };
        let end = kept.iter().rposition(|&k| k).map_or(0, |last| last + 2).min(list.len());
        let mut captions = HashSet::new();
        let mut times = times.iter().peekable();
        for i in first.saturating_sub(4)..end {
            let (block, words) = (&list[i], self.blocks.words(&list[i]));
            let place = self.containers.place(block.owner);
            if let Some((_, time)) = times.next_if(|(at, _)| *at == i) {
                writer.block(BlockKind::Heading, time);
            }
            if kept[i] {
                writer.block(kind(words, self.tree.nodes[block.owner as usize].tag, place), words);
            } else if place.within & IN_CAPTION != 0
                && place.within & IN_FIGURE != 0
                && place.up <= 6
                && place.near & RELATED == 0
                && !block.hidden
                && captions.insert(words)
            {
                writer.block(BlockKind::Caption, words);
            }
        }
    }
}

/// What a block of the body is.
fn kind(words: &str, tag: Tag, place: &Place) -> BlockKind {
    if let Some(kind) = note(words) {
        return kind;
    }
    match () {
        () if place.within & IN_HEADING != 0 => BlockKind::Heading,
        () if tag == Tag::FIGCAPTION => BlockKind::Caption,
        () if place.within & IN_ITEM != 0 => BlockKind::ListItem,
        () if place.within & IN_BLOCKQUOTE != 0 => BlockKind::Blockquote,
        () => BlockKind::Paragraph,
    }
}

static NOTES: LazyLock<Vec<(&'static str, BlockKind)>> = LazyLock::new(|| {
    let lines = include_str!("notes.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|l| l.split_once('\t').and_then(|(t, kind)| Some((t, BlockKind::from_name(kind)?)))).collect()
});

fn note(words: &str) -> Option<BlockKind> {
    // A paragraph that goes on for long is text, however it begins.
    if words.len() > 300 {
        return None;
    }
    let first = words.bytes().next().map(|b| b.to_ascii_lowercase());
    let begins = |with: &str| {
        with.bytes().next() == first && words.get(..with.len()).is_some_and(|w| w.eq_ignore_ascii_case(with))
    };
    NOTES.iter().find(|(text, _)| begins(text)).map(|(_, kind)| *kind)
}

/// Puts blocks one after the other, blank lines between.
#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<crate::article::Block>,
}

impl Writer {
    fn block(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(crate::article::Block::new(kind, Span::new(start, self.text.len())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sound() {
        let lines = include_str!("notes.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), NOTES.len());
    }
}

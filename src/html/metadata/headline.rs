//! Which of the texts that could be the headline is it.
//!
//! Pages have it up to five times: in an h1, in JSON-LD, for social networks, in the `title` with the site's name, in
//! the address. What the reader sees counts most; agreement between the sources tells the headline from a section's
//! name or a logo. How much each thing counts was learned (`headline.rules`, by `training metadata train`).

use super::address::host;
use super::facts::Facts;
use super::rules::{Rules, features};
use super::separators::{is_label, separated, without_label, without_site};
use crate::html::blocks::{element_text, text_between};
use crate::html::features::squash;
use crate::html::names::Tag;
use crate::html::tree::{IS_HIDDEN, NodeId, Tree};
use crate::html::vocabulary::{AUTHOR, COMMENT, KICKER, MODAL, NAVIGATION, NEWSLETTER, RELATED, TAGS, TITLE, roles};
use std::sync::LazyLock;

features! {
    /// What is known of a text that could be the headline.
    Known {
        /// It is an h1; the first of the page; the only one; how many there are.
        h1, h1_first, h1_only, h1_count,
        /// The h1 stands in an article; in a menu, side box or dialog; is hidden; has the class of a title; a sum of
        /// what the elements around it say.
        h1_article, h1_aside, h1_hidden, h1_title, h1_around,
        /// It is an h2.
        h2,
        /// It is what these have, whole or cut.
        linked, linked_name, marked, og, twitter, title,
        /// It is an h1 without the element it begins with; that one has the class of a kicker.
        after_child, after_kicker,
        /// It is the whole of a text with a separator in it; a part: before a known name, before or after a separator,
        /// after a colon.
        whole, before_site, before_last, before_first, after_first, after_colon,
        /// So many of the sources have it; so many have more; so many have less.
        equal, longer, shorter,
        /// What the page has at all, and which of them agree.
        page_h1, page_linked, page_og, page_news, h1_is_linked, h1_is_og, og_is_linked,
        /// Shares of the words it has in common with these.
        like_h1, like_linked, like_og, like_title,
        /// Share of the address's words that it has, how many these are, share of its own that are there.
        slug, slug_words, in_slug,
        /// Its words and characters; how long it is beside the longest.
        words, characters, length,
        /// It is the site's name, or has it in it.
        is_site, has_site,
        separator, colon, lower, capitals, digit, question, bracket,
    }
}

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::read(include_str!("headline.rules"), Known::NAMES).unwrap_or_default());

/// Longer texts are no headlines.
const LONGEST: usize = 400;
/// So many h1 elements, and so many candidates, are looked at.
const MOST_H1: usize = 8;
const MOST: usize = 40;

/// A text that could be the headline.
pub(super) struct Candidate {
    pub(super) text: String,
    squashed: String,
    words: Vec<u64>,
    known: Known,
}

impl Candidate {
    pub(super) fn row(&self) -> [f32; Known::NAMES.len()] {
        self.known.row()
    }
}

/// Chooses the headline.
pub(in crate::html) fn headline(tree: &Tree<'_>, facts: &Facts<'_>, url: Option<&str>) -> Option<String> {
    let mut candidates = candidates(tree, facts, url);
    let rows: Vec<_> = candidates.iter().map(Candidate::row).collect();
    let best = RULES.best(rows.iter().map(<[f32; _]>::as_slice))?;
    Some(candidates.swap_remove(best).text)
}

/// A place that a page has its headline in, with the text as it stands there.
struct Source {
    text: String,
    squashed: String,
    words: Vec<u64>,
    known: Known,
}

impl Source {
    fn new(text: &str, known: Known) -> Option<Self> {
        let text = without_label(text).to_owned();
        let squashed = squash(&text);
        let words = words(&text);
        (!squashed.is_empty() && text.len() <= LONGEST).then_some(Self { text, squashed, words, known })
    }
}

/// All texts that could be the headline, each once, with what is known of them.
pub(super) fn candidates(tree: &Tree<'_>, facts: &Facts<'_>, url: Option<&str>) -> Vec<Candidate> {
    let sites = sites(facts, url);
    let sources = sources(tree, facts);
    let mut candidates: Vec<Candidate> = Vec::new();
    for source in &sources {
        for (text, part) in parts(&source.text, &sites) {
            add(&mut candidates, &text, source, &part);
        }
    }
    drop_cut(&mut candidates);
    let page = page(&sources, facts);
    let slug = url.map(slug_words).unwrap_or_default();
    let longest = candidates.iter().map(|c| c.squashed.len()).max().unwrap_or(1);
    for candidate in &mut candidates {
        compare(candidate, &sources, &page);
        describe(candidate, &sites, &slug);
        candidate.known.length = candidate.squashed.len() as f32 / longest as f32;
    }
    candidates
}

/// Drops what was cut for a lack of room, "Council backs the...", where the page has all of it.
fn drop_cut(candidates: &mut Vec<Candidate>) {
    let goes_on = |cut: &Candidate| {
        let longer = |c: &Candidate| c.squashed.len() > cut.squashed.len() && c.squashed.starts_with(&cut.squashed);
        (cut.text.ends_with('…') || cut.text.ends_with("...")) && candidates.iter().any(longer)
    };
    let keep: Vec<bool> = candidates.iter().map(|c| !goes_on(c)).collect();
    let mut keep = keep.iter();
    candidates.retain(|_| keep.next().is_some_and(|keep| *keep));
}

/// Names the site goes by, squashed.
fn sites(facts: &Facts<'_>, url: Option<&str>) -> Vec<String> {
    let host = url.and_then(host);
    let named = [facts.publisher(), facts.meta(&["og:site_name"]), facts.meta(&["application-name"])];
    let labels = host.map(|h| h.split('.').rev().skip(1).take(2)).into_iter().flatten();
    let all = named.iter().flatten().map(String::as_str).chain(host).chain(labels);
    let mut sites: Vec<String> = all.map(squash).filter(|s| s.len() >= 2).collect();
    sites.dedup();
    sites
}

fn sources(tree: &Tree<'_>, facts: &Facts<'_>) -> Vec<Source> {
    let mut sources = Vec::new();
    let only = f32::from(u8::from(facts.h1s.len() == 1));
    for (i, &id) in facts.h1s.iter().take(MOST_H1).enumerate() {
        let mut known = Known { h1: 1.0, h1_only: only, h1_first: f32::from(u8::from(i == 0)), ..Known::default() };
        known.h1_count = facts.h1s.len() as f32;
        surroundings(tree, id, &mut known);
        let whole = element_text(tree, id, LONGEST + 1);
        let Some((from, kicker)) = after_child(tree, id) else {
            sources.extend(Source::new(&whole, known));
            continue;
        };
        let text = text_between(tree, from, tree.nodes[id as usize].end, LONGEST + 1);
        // "Opinion" in an element of its own is as good as gone.
        if whole.strip_suffix(text.as_str()).is_some_and(is_label) {
            sources.extend(Source::new(&text, known));
        } else {
            sources.extend(Source::new(&whole, known));
            let known = Known { after_child: 1.0, after_kicker: kicker, ..Known::default() };
            sources.extend(Source::new(&text, known));
        }
    }
    for &id in facts.h2s.iter().take(2) {
        let known = Known { h2: 1.0, ..Known::default() };
        sources.extend(Source::new(&element_text(tree, id, LONGEST + 1), known));
    }
    let none = Known::default();
    let told = [
        (facts.linked.headline.clone(), Known { linked: 1.0, ..none }),
        (facts.linked.name.clone(), Known { linked_name: 1.0, ..none }),
        (facts.item("headline"), Known { marked: 1.0, ..none }),
        (facts.meta(&["og:title"]), Known { og: 1.0, ..none }),
        (facts.meta(&["twitter:title", "parsely-title", "sailthru.title", "dc.title"]), Known { twitter: 1.0, ..none }),
        (facts.title.clone(), Known { title: 1.0, ..none }),
    ];
    sources.extend(told.into_iter().filter_map(|(text, known)| Source::new(&text?, known)));
    sources
}

/// A text and what it could be cut to, with what was cut.
fn parts(text: &str, sites: &[String]) -> Vec<(String, Known)> {
    let none = Known::default();
    let mut parts = Vec::new();
    let mut add = |part: &str, known: Known| parts.push((part.trim().to_owned(), known));
    let (first, last) = (separated(text).next(), separated(text).next_back());
    let whole = f32::from(u8::from(last.is_some()));
    add(text, Known { whole, ..none });
    let site = without_site(text, sites);
    if site.len() < text.len() {
        add(&site, Known { before_site: 1.0, ..none });
    }
    if let (Some((first, sign)), Some((last, _))) = (first, last) {
        add(&text[..last], Known { before_last: 1.0, ..none });
        add(&text[..first], Known { before_first: 1.0, ..none });
        add(&text[first + sign.len()..], Known { after_first: 1.0, ..none });
    }
    if let Some(at) = text.find(": ") {
        add(&text[at + 2..], Known { after_colon: 1.0, ..none });
    }
    parts
}

fn add(candidates: &mut Vec<Candidate>, text: &str, source: &Source, part: &Known) {
    let squashed = squash(text);
    if squashed.is_empty() {
        return;
    }
    let at = candidates.iter().position(|c| c.squashed == squashed);
    let at = match at {
        Some(at) => at,
        None if candidates.len() == MOST => return,
        None => {
            let known = Known::default();
            candidates.push(Candidate { text: text.to_owned(), squashed, words: words(text), known });
            candidates.len() - 1
        }
    };
    candidates[at].known.either(&source.known);
    candidates[at].known.either(part);
}

impl Known {
    /// What is known from several sources together: the greatest of each number.
    fn either(&mut self, other: &Self) {
        macro_rules! greatest {
            ($($field:ident)+) => { $(self.$field = self.$field.max(other.$field);)+ };
        }
        greatest!(h1 h1_first h1_only h1_count h1_article h1_aside h1_hidden h1_title h1_around h2 after_child after_kicker linked linked_name marked og
            twitter title whole before_site before_last before_first after_first after_colon);
    }
}

/// Where an h1 goes on after an element that it begins with, and whether that has the class of a kicker.
fn after_child(tree: &Tree<'_>, h1: NodeId) -> Option<(NodeId, f32)> {
    let end = tree.nodes[h1 as usize].end;
    let first = (h1 + 1..end.min(h1 + 20)).find(|&id| tree.nodes[id as usize].tag == Tag::TEXT)?;
    let mut child = tree.nodes[first as usize].parent;
    // The outermost element around the first text that is not all of the h1.
    while child != h1 && tree.nodes[tree.nodes[child as usize].parent as usize].end < end {
        child = tree.nodes[child as usize].parent;
    }
    let from = tree.nodes[child as usize].end;
    let kicker = roles(tree, child) & (KICKER | TAGS) != 0;
    (child != h1 && from < end).then(|| (from, f32::from(u8::from(kicker))))
}

/// What the place of an h1 says.
fn surroundings(tree: &Tree<'_>, id: NodeId, known: &mut Known) {
    known.h1_title = f32::from(u8::from(roles(tree, id) & TITLE != 0));
    known.h1_hidden = f32::from(u8::from(tree.nodes[id as usize].flags & IS_HIDDEN != 0));
    // Above all that h1 elements in no special place have.
    known.h1_around = 2.0;
    let mut at = tree.nodes[id as usize].parent;
    for level in 0..12 {
        let tag = tree.nodes[at as usize].tag;
        match tag {
            Tag::ARTICLE => known.h1_article = 1.0,
            Tag::NAV | Tag::ASIDE | Tag::FOOTER | Tag::DIALOG => known.h1_aside = 1.0,
            _ => {}
        }
        if level < 3 && tag != Tag::BODY {
            let around = roles(tree, at);
            if around & TITLE == 0 {
                let other = around & (MODAL | NEWSLETTER | RELATED | COMMENT) != 0;
                let menu = around & NAVIGATION != 0 && tag != Tag::HEADER;
                known.h1_around -= if other { 0.4 } else { 0.0 } + if menu { 0.2 } else { 0.0 };
            }
            known.h1_around -= if around & AUTHOR != 0 { 0.2 } else { 0.0 };
        }
        if at == 0 || tag == Tag::ARTICLE {
            break;
        }
        at = tree.nodes[at as usize].parent;
    }
}

/// What the page has at all, the same for each of its candidates.
fn page(sources: &[Source], facts: &Facts<'_>) -> Known {
    let of = |wanted: fn(&Known) -> f32| sources.iter().find(|s| wanted(&s.known) > 0.0);
    let (h1, linked, og) = (of(|k| k.h1_first), of(|k| k.linked), of(|k| k.og));
    let same = |a: Option<&Source>, b: Option<&Source>| match (a, b) {
        (Some(a), Some(b)) => f32::from(u8::from(a.squashed == b.squashed)),
        _ => -1.0,
    };
    Known {
        page_h1: facts.h1s.len() as f32,
        page_linked: f32::from(u8::from(linked.is_some())),
        page_og: f32::from(u8::from(og.is_some())),
        page_news: f32::from(u8::from(facts.linked.is_news)),
        h1_is_linked: same(h1, linked),
        h1_is_og: same(h1, og),
        og_is_linked: same(og, linked),
        ..Known::default()
    }
}

/// A candidate beside the sources.
fn compare(candidate: &mut Candidate, sources: &[Source], page: &Known) {
    let known = &mut candidate.known;
    (known.page_h1, known.page_linked) = (page.page_h1, page.page_linked);
    (known.page_og, known.page_news) = (page.page_og, page.page_news);
    (known.h1_is_linked, known.h1_is_og, known.og_is_linked) = (page.h1_is_linked, page.h1_is_og, page.og_is_linked);
    for source in sources.iter().filter(|s| s.known.after_child == 0.0) {
        let (own, other) = (&candidate.squashed, &source.squashed);
        if own == other {
            known.equal += 1.0;
        } else if own.len() >= 12 && other.contains(own.as_str()) {
            known.longer += 1.0;
        } else if other.len() >= 12 && own.contains(other.as_str()) {
            known.shorter += 1.0;
        }
        let alike = alike(&candidate.words, &source.words);
        for (field, is) in [
            (&mut known.like_h1, source.known.h1),
            (&mut known.like_linked, source.known.linked),
            (&mut known.like_og, source.known.og),
            (&mut known.like_title, source.known.title),
        ] {
            if is > 0.0 {
                *field = field.max(alike);
            }
        }
    }
}

/// What the text itself says.
fn describe(candidate: &mut Candidate, sites: &[String], slug: &[u64]) {
    let (text, squashed, known) = (&candidate.text, &candidate.squashed, &mut candidate.known);
    let flag = |on: bool| f32::from(u8::from(on));
    let said = slug.iter().filter(|w| candidate.words.binary_search(w).is_ok()).count() as f32;
    known.slug = if slug.is_empty() { -1.0 } else { said / slug.len() as f32 };
    known.in_slug = if slug.is_empty() { -1.0 } else { said / candidate.words.len().max(1) as f32 };
    known.slug_words = slug.len() as f32;
    known.words = text.split_whitespace().count() as f32;
    known.characters = squashed.chars().count() as f32;
    known.is_site = flag(sites.contains(squashed));
    known.has_site = flag(sites.iter().any(|s| s.len() >= 4 && squashed.contains(s.as_str())));
    known.separator = flag(separated(text).next().is_some());
    known.colon = flag(text.contains(": "));
    known.lower = flag(text.starts_with(char::is_lowercase));
    known.capitals = flag(text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase));
    known.digit = flag(text.contains(|c: char| c.is_ascii_digit()));
    known.question = flag(text.ends_with(['?', '!']));
    known.bracket = flag(text.ends_with([')', ']']));
}

/// The words of a text as numbers, sorted, each once.
fn words(text: &str) -> Vec<u64> {
    let number = |word: &str| {
        let letters = word.chars().flat_map(char::to_lowercase);
        letters.fold(0xCBF2_9CE4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3))
    };
    let cut = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let mut words: Vec<u64> = cut.filter(|w| !w.is_empty()).map(number).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The share of the words of two texts that are in both.
fn alike(a: &[u64], b: &[u64]) -> f32 {
    let both = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

/// The words of the last part of an address that has several.
fn slug_words(url: &str) -> Vec<u64> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let cut = |part: &str| {
        let part = part.split('.').next().unwrap_or(part);
        let words = part.split(['-', '_']).filter(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_alphanumeric()));
        words.filter(|w| !(w.len() > 4 && w.bytes().any(|b| b.is_ascii_digit()))).flat_map(words_of).collect::<Vec<_>>()
    };
    path.split('/').skip(1).map(cut).filter(|w| w.len() >= 3).max_by_key(Vec::len).unwrap_or_default()
}

fn words_of(word: &str) -> Vec<u64> {
    words(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_chosen() {
        for (page, expected, why) in [
            ("<h1>Council backs bridge over the bay</h1>", "Council backs bridge over the bay", "one h1"),
            (
                "<title>Council backs bridge | Harbour Post</title><meta property=og:site_name content='Harbour Post'>\
                 <header><h1>Harbour Post</h1></header><article><h1>Council backs bridge</h1></article>",
                "Council backs bridge",
                "the logo is an h1 too",
            ),
            ("<title>Council backs bridge | Harbour Post</title><p>x", "Council backs bridge", "nothing but a title"),
        ] {
            let tree = Tree::new(page);
            let facts = Facts::new(&tree, &mut Vec::new());
            assert_eq!(headline(&tree, &facts, None).as_deref(), Some(expected), "{why}");
        }
    }
}

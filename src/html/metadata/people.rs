//! Who wrote it: people, and an agency apart.
//!
//! Every place that names authors gives a set of names; the sets are candidates, and one is chosen as a whole. What the
//! page's data and what a reader sees under the headline say together counts most. How much each thing counts was
//! learned (`authors.rules`, by `training metadata train`).
//!
//! A team or a company is an author only where the page credits nobody else and it is not the site itself; an agency
//! never is.

use super::address::host;
use super::credits::{Credits, Sort, after_lead, after_lead_within, is_lead, strange_words};
use super::dates::{Order, date_within};
use super::rules::{Rules, features};
use super::signature::signature;
use super::{Around, Facts};
use crate::article::given_name;
use crate::html::blocks::{Block, element_text};
use crate::html::features::squash;
use crate::html::lines::one_line;
use crate::html::names::{Name, Tag};
use crate::html::phrases::any;
use crate::html::tree::{NodeId, Tree};
use crate::html::vocabulary::{AUTHOR, COMMENT, DATED, RELATED};
use memchr::memmem::Finder;
use regex::Regex;
use std::sync::LazyLock;

features! {
    /// What is known of a set of names that could be the authors.
    Known {
        /// It is the empty set.
        none,
        /// The article's JSON-LD has it: as persons, as something else, as organisations; the page's has it.
        linked_person, linked_other, linked_group, linked_page,
        /// The site is called that, or its rights are theirs.
        site_name, rights,
        /// Meta elements have it: for readers' statistics, the card of a social network, the author's.
        counted, card, meta,
        /// Elements have it that are marked as the author's: one of them, all of them together; links to such pages.
        marked, marked_all, address,
        /// Elements with the class of authors have it: the text, the links, all alike together; which one, from 1.
        class, class_links, class_all, class_place, class_far,
        /// A line near the headline has it: after "by" at its beginning, in its middle; by itself; after a line that
        /// is "by"; a line further down that says "written by".
        by_line, by_within, bare, below_by, far_by,
        /// Blocks from the headline to the line, above and below; the share of the line that it is; whether a date
        /// stands in the line, or in the one before or after; whether it is in a place for authors or dates; a link.
        above, below, share, date, by_date, dated, link,
        /// So many kinds of data have it, and so many places a reader sees; so many other sets have more, have less.
        told, shown, larger, smaller,
        /// Names; shares that are persons, pen names, groups; that begin with a
        /// given name; those with words that are no names.
        names, persons, pens, groups, given, strange,
        /// Words of the longest name, characters of the shortest, capitals only, lower case only.
        words, characters, capitals, lower,
        /// The site goes by that name, or it has the site's name in it.
        is_site, has_site,
        /// Where the first name is read: blocks from the headline, above, below, not at all; how often in short lines.
        seen_above, seen_below, seen, seen_short,
        /// What the page has at all.
        page_linked, page_person, page_marked, page_class, page_by, page_news,
    }
}

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::read(include_str!("authors.rules"), Known::NAMES).unwrap_or_default());

/// Authors and agency of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) names: Vec<String>,
    pub(super) agency: Option<String>,
    /// The author is a team or a company.
    pub(super) group: bool,
}

/// Meta elements that statistics of readers are made from, and those of the author.
const COUNTED: [&str; 6] =
    ["parsely-author", "sailthru.author", "byl", "cxenseparse:author", "mrf:authors", "article:author_name"];
const META: [&str; 5] = ["author", "dc.creator", "dcterms.creator", "article:author", "authors"];

/// Elements that could be bylines are looked at up to this number, and so many sets are kept.
const MOST: usize = 12;
const MOST_SETS: usize = 40;
/// Longer texts are no bylines.
const LONGEST: usize = 240;
/// Blocks above and below the headline that bylines are looked for in.
const ABOVE: usize = 8;
const BELOW: usize = 16;
/// Nodes above the headline, and blocks below it, in which elements are looked at.
const NODES_ABOVE: NodeId = 60;
const BLOCKS_BELOW: usize = 30;

/// A set of names.
pub(super) struct Candidate {
    pub(super) credits: Credits,
    key: Vec<String>,
    known: Known,
}

impl Candidate {
    pub(super) fn names(&self) -> Vec<String> {
        self.credits.names.iter().map(|c| c.name.clone()).collect()
    }

    /// Whether a reader sees the names as the author's, which a team, a company or the site itself has to be; people
    /// need not be.
    fn is_credited(&self) -> bool {
        let known = &self.known;
        let group = self.credits.names.iter().all(|c| c.sort == Sort::Group)
            || self.known.is_site > 0.0 && self.known.persons == 0.0;
        let group = group || known.linked_group > 0.0 && known.is_site > 0.0;
        let near = (1.0..=12.0).contains(&known.seen_below) || (1.0..=6.0).contains(&known.seen_above);
        let shown = known.marked + known.address + known.class + known.class_links + known.by_line + known.below_by
            > 0.0
            || known.share > 0.6 && known.below <= 4.0;
        known.none > 0.0 || !group || near && shown
    }

    pub(super) fn row(&self) -> [f32; Known::NAMES.len()] {
        self.known.row()
    }
}

/// Finds them.
pub(super) fn find(facts: &Facts<'_>, around: &Around<'_>, publisher: Option<&str>, url: Option<&str>) -> People {
    let candidates = candidates(facts, around, publisher, url);
    let rows: Vec<_> = candidates.iter().map(Candidate::row).collect();
    let best = RULES.best(rows.iter().map(<[f32; _]>::as_slice)).unwrap_or(0);
    let Some(chosen) = candidates.get(best) else { return People::default() };
    // Also an agency that stands where the authors do not: an empty set is of every source that names nobody.
    let agency = chosen.credits.agency.or_else(|| candidates.iter().find_map(|c| c.credits.agency));
    let group = chosen.credits.names.iter().all(|c| c.sort == Sort::Group) && !chosen.credits.names.is_empty();
    let signed = || signature(around, &sites(facts, publisher, url)).map(|names| names.into_iter().map(|c| c.name));
    // Rare enough that nothing could be learned of it.
    let names = match chosen.names() {
        none if none.is_empty() => signed().into_iter().flatten().collect(),
        names => names,
    };
    People { names, agency: agency.map(str::to_owned), group }
}

/// All sets of names, the empty one first.
pub(super) fn candidates(
    facts: &Facts<'_>,
    around: &Around<'_>,
    publisher: Option<&str>,
    url: Option<&str>,
) -> Vec<Candidate> {
    let sites = sites(facts, publisher, url);
    let mut reader = Reader { sites, candidates: Vec::new() };
    reader.add([""], Known { none: 1.0, ..Known::default() });
    reader.told(facts);
    reader.elements(facts, around);
    reader.lines(around);
    reader.compare(facts, around);
    reader.candidates.retain(Candidate::is_credited);
    reader.candidates
}

/// Names the site goes by, squashed.
fn sites(facts: &Facts<'_>, publisher: Option<&str>, url: Option<&str>) -> Vec<String> {
    let of_page = [facts.meta(&["og:site_name"]), facts.meta(&["twitter:site"])];
    let host = url.and_then(host);
    let mut sites: Vec<String> = publisher
        .into_iter()
        .chain(of_page.iter().flatten().map(String::as_str))
        .chain(host)
        .chain(host.and_then(|h| h.split('.').rev().nth(1)))
        .map(squash)
        .filter(|s| s.len() >= 3)
        .collect();
    sites.dedup();
    sites
}

struct Reader {
    sites: Vec<String>,
    candidates: Vec<Candidate>,
}

impl Reader {
    /// Notes the names in these values, known from there.
    fn add<'v>(&mut self, values: impl IntoIterator<Item = &'v str>, known: Known) {
        self.add_read(Credits::read(values, &self.sites), known);
    }

    fn add_read(&mut self, credits: Credits, known: Known) {
        if credits.names.is_empty() && credits.agency.is_none() && known.none == 0.0 {
            return;
        }
        let mut key: Vec<String> = credits.names.iter().map(|c| c.squashed.clone()).collect();
        key.sort_unstable();
        if let Some(same) = self.candidates.iter_mut().find(|c| c.key == key) {
            same.known.either(&known);
            same.credits.agency = same.credits.agency.or(credits.agency);
        } else if self.candidates.len() < MOST_SETS {
            self.candidates.push(Candidate { credits, key, known });
        }
    }

    /// What the page's data say.
    fn told(&mut self, facts: &Facts<'_>) {
        let none = Known::default();
        let linked = &facts.linked.authors;
        let all = || linked.iter().map(|a| a.name.as_str());
        if linked.iter().all(|a| a.person == Some(true)) {
            self.add(all(), Known { linked_person: 1.0, ..none });
        } else if linked.iter().all(|a| a.person == Some(false)) {
            self.add(all(), Known { linked_group: 1.0, ..none });
        } else {
            self.add(all(), Known { linked_other: 1.0, ..none });
            let persons = linked.iter().filter(|a| a.person == Some(true)).map(|a| a.name.as_str());
            self.add(persons, Known { linked_person: 1.0, ..none });
        }
        self.add(facts.linked.page_authors.iter().map(|a| a.name.as_str()), Known { linked_page: 1.0, ..none });
        self.add(facts.meta(&["og:site_name"]).as_deref(), Known { site_name: 1.0, ..none });
        for key in COUNTED {
            self.add(facts.metas(&[key]).iter().map(String::as_str), Known { counted: 1.0, ..none });
        }
        for n in ["1", "2"] {
            let label = facts.meta(&[&format!("twitter:label{n}")]).unwrap_or_default();
            if is_lead(&label) {
                let told = facts.metas(&[&format!("twitter:data{n}")]);
                self.add(told.iter().map(String::as_str), Known { card: 1.0, ..none });
            }
        }
        // "Holm, Ada" is one person.
        let turned = |v: &String| match v.split_once(", ") {
            Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
            _ => v.clone(),
        };
        let cited: Vec<String> = facts.metas(&["citation_author"]).iter().map(turned).collect();
        self.add(cited.iter().map(String::as_str), Known { meta: 1.0, ..none });
        for key in META {
            let told = facts.metas(&[key]);
            let names = told.iter().map(String::as_str).filter(|v| !v.starts_with("http") && !v.contains(".com/"));
            self.add(names, Known { meta: 1.0, ..none });
        }
    }

    /// Elements near the headline that are marked or called the author's.
    fn elements(&mut self, facts: &Facts<'_>, around: &Around<'_>) {
        let tree = around.tree;
        let list = &around.blocks.list;
        let start = around.headline.map_or(0, |h| list[h].first);
        let until = around.headline.map_or(NodeId::MAX, |h| list[(h + BLOCKS_BELOW).min(list.len() - 1)].first);
        let none = Known::default();
        // A byline belongs to the headline before it, if it is not far away; further down they are other articles'.
        let range = start.saturating_sub(NODES_ABOVE)..=until;
        let near = facts.authors.iter().copied().filter(|id| range.contains(id));
        let marked: Vec<String> = near.take(MOST).map(|id| marked_text(tree, id)).collect();
        for text in &marked {
            self.add([text.as_str()], Known { marked: 1.0, ..none });
        }
        self.add(marked.iter().map(String::as_str), Known { marked_all: 1.0, ..none });
        if !self.classes(around, *range.start(), until, false) {
            self.classes(around, until, NodeId::MAX, true);
        }
        let links = addresses(tree, *range.start(), until);
        self.add(links.iter().map(String::as_str), Known { address: 1.0, ..none });
    }

    /// Elements whose class says author or byline, in order, the outermost first.
    fn classes(&mut self, around: &Around<'_>, start: NodeId, last: NodeId, far: bool) -> bool {
        let tree = around.tree;
        let none = Known { class_far: f32::from(u8::from(far)), ..Known::default() };
        let mut alike: Vec<(&str, Vec<String>)> = Vec::new();
        let (mut looked, mut id) = (0, start);
        while id <= last && (id as usize) < tree.nodes.len() && looked < MOST {
            let place = around.containers.place(id);
            let empty = !around.containers.holds_text(id);
            let other = place.far & (COMMENT | RELATED) != 0 && (far || place.up > 2) || place.near & COMMENT != 0;
            id += 1;
            if empty || place.own & AUTHOR == 0 || other {
                continue;
            }
            looked += 1;
            let text = element_text(tree, id - 1, LONGEST + 1);
            if text.len() > LONGEST {
                continue;
            }
            let class_place = looked as f32;
            let names = after_lead(&text).or_else(|| after_lead_within(&text)).unwrap_or(&text);
            self.add([names], Known { class: 1.0, class_place, ..none });
            let links = links(tree, id - 1);
            self.add(links.iter().map(String::as_str), Known { class_links: 1.0, class_place, ..none });
            let class = tree.attribute(id - 1, Name::CLASS).unwrap_or_default();
            match alike.iter_mut().find(|(c, _)| *c == class) {
                Some((_, texts)) => texts.push(text),
                None => alike.push((class, vec![text])),
            }
        }
        for (_, texts) in alike.iter().filter(|(_, texts)| texts.len() > 1) {
            self.add(texts.iter().map(String::as_str), Known { class_all: 1.0, ..none });
        }
        looked > 0
    }

    /// Lines near the headline, and those further down that say who wrote it.
    fn lines(&mut self, around: &Around<'_>) {
        let Some(h) = around.headline else { return };
        let list = &around.blocks.list;
        let is_dated = |block: &Block| {
            let words = around.blocks.words(block);
            words.len() <= 120
                && words.bytes().any(|b| b.is_ascii_digit())
                && (date_within(words, Order::MonthFirst).is_some() || words.contains("min"))
        };
        // Of the blocks near the headline, from one before them to one after.
        let first = h.saturating_sub(ABOVE);
        let known_dates = first.saturating_sub(1)..(h + BELOW + 2).min(list.len());
        let dated: Vec<bool> = list[known_dates.clone()].iter().map(is_dated).collect();
        let is_dated =
            |i: usize| i.checked_sub(known_dates.start).and_then(|i| dated.get(i)).is_some_and(|&dated| dated);
        let mut after_by = false;
        for (i, block) in list.iter().enumerate().skip(first) {
            let words = around.blocks.words(block);
            let near_comments = around.containers.place(block.first).near & COMMENT != 0;
            if i == h || words.len() > LONGEST || near_comments {
                after_by = false;
                continue;
            }
            let near = i <= h + BELOW;
            if !near && words.len() > 120 {
                after_by = false;
                continue;
            }
            let mut known = Known::default();
            if near {
                let flag = |on: bool| f32::from(u8::from(on));
                let place = around.containers.place(block.first);
                known.by_date = flag(is_dated(i + 1) || i > 0 && is_dated(i - 1));
                known.dated = flag(place.near & (DATED | AUTHOR) != 0);
                known.link = block.links as f32 / words.len().max(1) as f32;
            }
            if i < h {
                known.above = (h - i) as f32;
            } else {
                known.below = (i - h) as f32;
            }
            for line in words.lines() {
                self.line(line, near, after_by, known);
                after_by = is_lead(line);
            }
        }
    }

    fn line(&mut self, line: &str, near: bool, after_by: bool, mut known: Known) {
        let start = after_lead(line);
        if !near {
            static WRITTEN: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(" written by "));
            let written = || WRITTEN.find(line.as_bytes()).map(|at| &line[at + WRITTEN.needle().len()..]);
            let marked = || if line.is_ascii() { None } else { line.split_once('©') };
            let rights = || marked().map(|(_, names)| names.trim_start_matches(|c: char| !c.is_alphabetic()));
            if let Some(names) = start.filter(|names| line.len() - names.len() > 6).or_else(written) {
                self.add([names], Known { far_by: 1.0, ..known });
            } else if after_by {
                self.add([line], Known { far_by: 1.0, below_by: 1.0, ..known });
            } else if let Some(names) = rights() {
                let names = names.split('.').next().unwrap_or_default();
                self.add([names], Known { rights: 1.0, ..known });
            }
            return;
        }
        known.date = f32::from(u8::from(date_within(line, Order::MonthFirst).is_some()));
        match (start, after_lead_within(line)) {
            (Some(names), _) => self.add([names], Known { by_line: 1.0, ..known }),
            (None, Some(names)) => self.add([names], Known { by_within: 1.0, ..known }),
            _ if line.len() > 90 => {}
            _ => {
                let mut credits = Credits::read([line], &self.sites);
                // In German "Mehr" is a button, not Iran's agency.
                credits.agency = credits.agency.filter(|_| known.dated + known.by_date > 0.0 || after_by);
                let length: usize = credits.names.iter().map(|c| c.name.len()).sum();
                let (bare, below_by) = (1.0, f32::from(u8::from(after_by)));
                self.add_read(credits, Known { bare, below_by, share: length as f32 / line.len() as f32, ..known });
            }
        }
    }

    /// Every set beside the others and the page.
    fn compare(&mut self, facts: &Facts<'_>, around: &Around<'_>) {
        let any = |wanted: fn(&Known) -> f32| {
            f32::from(u8::from(self.candidates.iter().any(|c| !c.key.is_empty() && wanted(&c.known) > 0.0)))
        };
        let page = Known {
            page_linked: any(|k| k.linked_person + k.linked_other + k.linked_group + k.linked_page),
            page_person: any(|k| k.linked_person),
            page_marked: any(|k| k.marked),
            page_class: any(|k| k.class + k.class_links),
            page_by: any(|k| k.by_line + k.by_within),
            page_news: f32::from(u8::from(facts.linked.is_news)),
            ..Known::default()
        };
        let keys: Vec<Vec<String>> = self.candidates.iter().map(|c| c.key.clone()).collect();
        let part = |a: &[String], b: &[String]| a.len() < b.len() && a.iter().all(|n| b.contains(n));
        for candidate in &mut self.candidates {
            let key = &candidate.key;
            let filled = || keys.iter().filter(|k| !k.is_empty());
            candidate.known.larger = filled().filter(|k| part(key, k)).count() as f32;
            candidate.known.smaller = filled().filter(|k| part(k, key)).count() as f32;
            candidate.known.either(&page);
            describe(candidate, &self.sites);
        }
        // Sets often begin with the same name.
        let mut places: Vec<(String, Seen)> = Vec::new();
        for candidate in &mut self.candidates {
            let Some(name) = candidate.credits.names.first().map(|c| c.name.as_str()) else { continue };
            let known = places.iter().find(|(known, _)| known == name).map(|(_, seen)| *seen);
            let seen = known.unwrap_or_else(|| {
                let seen = seen(name, around);
                places.push((name.to_owned(), seen));
                seen
            });
            let known = &mut candidate.known;
            (known.seen, known.seen_short) = (f32::from(u8::from(seen.lines > 0.0)), seen.lines);
            (known.seen_above, known.seen_below) = (seen.above, seen.below);
        }
    }
}

impl Known {
    /// What is known from several places together: the greatest of each number.
    fn either(&mut self, other: &Self) {
        macro_rules! greatest {
            ($($field:ident)+) => { $(self.$field = self.$field.max(other.$field);)+ };
        }
        greatest!(none site_name rights linked_person linked_other linked_group linked_page counted card meta marked marked_all address
            class class_links class_all class_place class_far by_line by_within bare below_by far_by share date by_date dated link page_linked
            page_person page_marked page_class page_by page_news);
        // The nearest line counts.
        let nearest = |a: f32, b: f32| if a == 0.0 || b > 0.0 && b < a { b } else { a };
        self.above = nearest(self.above, other.above);
        self.below = nearest(self.below, other.below);
    }
}

/// What the names themselves say.
fn describe(candidate: &mut Candidate, sites: &[String]) {
    let (names, known) = (&candidate.credits.names, &mut candidate.known);
    let count = names.len().max(1) as f32;
    let share = |sort: Sort| names.iter().filter(|c| c.sort == sort).count() as f32 / count;
    let linked = known.linked_person.max(known.linked_other).max(known.linked_group).max(known.linked_page);
    known.told = linked + known.counted + known.card + known.meta;
    known.shown = known.marked.max(known.marked_all)
        + known.address
        + known.class.max(known.class_links)
        + known.by_line.max(known.by_within).max(known.below_by)
        + known.bare;
    known.names = names.len() as f32;
    known.persons = share(Sort::Person);
    known.pens = share(Sort::Pen);
    known.groups = share(Sort::Group);
    let first = |name: &str| name.split([' ', '-']).next().unwrap_or_default().to_lowercase();
    known.given = names.iter().filter(|c| given_name(&first(&c.name)).is_some()).count() as f32 / count;
    known.strange = names.iter().map(|c| strange_words(&c.name)).sum::<usize>() as f32;
    known.words = names.iter().map(|c| c.name.split_whitespace().count()).max().unwrap_or(0) as f32;
    known.characters = names.iter().map(|c| c.name.chars().count()).min().unwrap_or(0) as f32;
    let flag = |on: bool| f32::from(u8::from(on));
    known.capitals = flag(names.iter().any(|c| !c.name.contains(char::is_lowercase)));
    known.lower = flag(names.iter().any(|c| !c.name.contains(char::is_uppercase)));
    known.is_site = flag(names.iter().any(|c| sites.contains(&c.squashed)));
    known.has_site =
        flag(names.iter().any(|c| {
            sites.iter().any(|s| s.len() >= 4 && (c.squashed.contains(s.as_str()) || s.contains(&c.squashed)))
        }));
}

/// Where a reader sees a name: in how many short lines, and how many blocks above and below the headline the nearest is.
#[derive(Clone, Copy, Default)]
struct Seen {
    lines: f32,
    above: f32,
    below: f32,
}

fn seen(name: &str, around: &Around<'_>) -> Seen {
    let (text, list) = (&around.blocks.text, &around.blocks.list);
    let h = around.headline.unwrap_or(0);
    let mut seen = Seen::default();
    for at in memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).take(16) {
        let i = list.partition_point(|b| b.span.end as usize <= at).min(list.len().saturating_sub(1));
        if list[i].span.len() > 160 {
            continue;
        }
        seen.lines += 1.0;
        let (field, away) = if i < h { (&mut seen.above, h - i) } else { (&mut seen.below, i - h + 1) };
        *field = if *field == 0.0 { away as f32 } else { field.min(away as f32) };
    }
    seen
}

/// What an element marked as the author's says.
fn marked_text(tree: &Tree<'_>, id: NodeId) -> String {
    let end = tree.nodes[id as usize].end.min(id + 200);
    let inner = (id..end).find(|&i| tree.attribute(i, Name::ITEMPROP).is_some_and(|p| p.eq_ignore_ascii_case("name")));
    let told = inner.map(|i| tree.attribute(i, Name::CONTENT).map_or_else(|| element_text(tree, i, LONGEST), one_line));
    told.or_else(|| tree.attribute(id, Name::CONTENT).map(one_line)).unwrap_or_else(|| element_text(tree, id, LONGEST))
}

/// Links inside a byline, which are names more surely than the text around them.
fn links(tree: &Tree<'_>, id: NodeId) -> Vec<String> {
    let end = tree.nodes[id as usize].end.min(id + 80);
    let links = (id..end).filter(|&i| tree.nodes[i as usize].tag == Tag::A);
    links.take(8).map(|i| element_text(tree, i, 80)).collect()
}

/// How addresses of the pages of authors give themselves away.
static OF_AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
    any(&[
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/auteur/",
        "/contributor/",
        "/contributors/",
        "/writers/",
        "/profile/",
    ])
});

/// Texts of links to the pages of authors.
fn addresses(tree: &Tree<'_>, start: NodeId, last: NodeId) -> Vec<String> {
    let to_author = |id: &NodeId| {
        tree.nodes[*id as usize].tag == Tag::A
            && tree.attribute(*id, Name::HREF).is_some_and(|href| OF_AUTHORS.is_match(href))
    };
    let end = (tree.nodes.len() as NodeId).min(last);
    (start..end).filter(to_author).take(6).map(|id| element_text(tree, id, 80)).collect()
}

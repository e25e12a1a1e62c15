//! When the page was published and changed.
//!
//! Every date that could be meant is a candidate: those of JSON-LD, meta elements and `time` elements, the address,
//! and those a reader sees around the headline. How much each thing counts was learned (`day.rules`, by `training
//! metadata train`). A date of change is taken for the one of publication only when the page has no other.

use super::dates::{Order, date_within, in_address, timestamp};
use super::rules::{Rules, features};
use super::{Around, Facts};
use crate::article::{Timestamp, Warning, WarningKind};
use crate::html::blocks::element_text;
use crate::html::names::Name;
use crate::html::phrases::any;
use crate::html::references::resolve;
use crate::html::vocabulary::{AUTHOR, COMMENT, DATED, RELATED};
use jiff::tz::Offset;
use regex::Regex;
use std::sync::LazyLock;

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "og:published_time",
    "og:pubdate",
    "citation_publication_date",
    "citation_date",
    "datecreated",
    "published",
    "published-date",
    "date_published",
    "date-published",
    "w-published-date",
    "publication-date",
    "release_date",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article:modified",
    "article.updated",
    "revision_date",
    "updated",
    "updated-date",
    "modified-date",
    "date_modified",
    "dateupdated",
];

features! {
    /// What is known of a day that could be the one of publication.
    Known {
        /// JSON-LD has it: as the day the article was published, made, changed; the page was published, changed.
        linked, linked_created, linked_modified, linked_page, linked_page_modified,
        /// Meta elements have it: as the day of publication, of change, or just as a date.
        meta, meta_modified, meta_date,
        /// Elements have it that are marked as the day of publication, of change; `time` elements near the headline,
        /// with words of publication, of change; such elements anywhere.
        marked, marked_modified, time, time_published, time_updated, time_far,
        /// The address has it.
        address,
        /// A line near the headline has it: bare, with words of publication, of change; in a place for dates; its
        /// length. A line far from it that says "published", "updated", or is in a place for dates.
        text, text_published, text_updated, text_dated, text_length, far_published, far_updated, far_dated,
        /// Blocks from the headline to the nearest such line or element, above and below.
        above, below,
        /// Kinds of evidence: data, and what a reader sees.
        told, shown,
        /// Only words of change speak for it.
        only_updated,
        /// It is the first, or the last, of all; so many others; days after the one that JSON-LD or meta elements say.
        first, last, others, after_told, before_told,
        /// The time told is in UTC; its hour; the day before or after is shown to readers.
        utc, hour, before_shown, after_shown,
        /// What the page has at all.
        page_linked, page_meta, page_address, page_text, page_published, page_updated, page_news,
    }
}

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::read(include_str!("day.rules"), Known::NAMES).unwrap_or_default());

/// Blocks above and below the headline in which a date is the article's own.
const ABOVE: usize = 6;
const BELOW: usize = 12;
/// Elements far from the headline that are looked at, and days that are kept.
const MOST_FAR: usize = 6;
const MOST: usize = 40;

/// A day that could be the one of publication, as exactly as the page has it.
pub(super) struct Candidate {
    pub(super) stamp: Timestamp,
    known: Known,
}

impl Candidate {
    pub(super) fn row(&self) -> [f32; Known::NAMES.len()] {
        self.known.row()
    }
}

/// When it was published.
pub(super) fn published(facts: &Facts<'_>, around: &Around<'_>, url: Option<&str>) -> Option<Timestamp> {
    let candidates = candidates(facts, around, url);
    let rows: Vec<_> = candidates.iter().map(Candidate::row).collect();
    RULES.best(rows.iter().map(<[f32; _]>::as_slice)).map(|best| candidates[best].stamp)
}

/// When it was last changed.
pub(super) fn modified(facts: &Facts<'_>, warnings: &mut Vec<Warning>) -> Option<Timestamp> {
    let order = order(facts, None);
    let linked = facts.linked.modified.as_deref().and_then(|d| reading(d, order, warnings));
    linked.or_else(|| facts.meta(MODIFIED).and_then(|d| reading(&d, order, warnings)))
}

/// Dates that the page's data have and nobody can read.
pub(super) fn unreadable(facts: &Facts<'_>, warnings: &mut Vec<Warning>) {
    let order = order(facts, None);
    for told in [facts.linked.published.clone(), facts.meta(PUBLISHED)].into_iter().flatten() {
        reading(&told, order, warnings);
    }
}

fn reading(text: &str, order: Order, warnings: &mut Vec<Warning>) -> Option<Timestamp> {
    let date = timestamp(text, order);
    if date.is_none() {
        let shown: String = text.chars().take(60).collect();
        warnings.push(Warning::new(WarningKind::Unreadable, format!("not a date: {shown:?}")));
    }
    date
}

/// How the page writes dates in digits: as Americans do only where it is in English and not from elsewhere.
fn order(facts: &Facts<'_>, url: Option<&str>) -> Order {
    let elsewhere = [".uk", ".au", ".nz", ".in", ".ie", ".za", ".ng", ".ke", ".sg", ".my", ".pk", ".eu"];
    let host = url.and_then(super::address::host).unwrap_or_default();
    let english = facts.language().is_none_or(|l| l == "en");
    if english && !elsewhere.iter().any(|end| host.ends_with(end)) { Order::MonthFirst } else { Order::DayFirst }
}

/// All days that could be meant, each once; days of change only where there are no others.
pub(super) fn candidates(facts: &Facts<'_>, around: &Around<'_>, url: Option<&str>) -> Vec<Candidate> {
    let mut reader = Reader { order: order(facts, url), candidates: Vec::new() };
    reader.told(facts, url);
    reader.elements(facts, around);
    reader.lines(around);
    reader.compare(facts);
    if reader.candidates.iter().any(|c| c.known.only_updated == 0.0) {
        reader.candidates.retain(|c| c.known.only_updated == 0.0);
    }
    reader.candidates
}

struct Reader {
    order: Order,
    candidates: Vec<Candidate>,
}

impl Reader {
    fn add(&mut self, stamp: Option<Timestamp>, known: Known) {
        let Some(stamp) = stamp else { return };
        if let Some(same) = self.candidates.iter_mut().find(|c| c.stamp.date == stamp.date) {
            same.known.either(&known);
            let exact = |s: &Timestamp| u8::from(s.time.is_some()) + u8::from(s.offset.is_some());
            if exact(&stamp) > exact(&same.stamp) {
                same.stamp = stamp;
            }
        } else if self.candidates.len() < MOST {
            self.candidates.push(Candidate { stamp, known });
        }
    }

    /// What the page's data and its address say.
    fn told(&mut self, facts: &Facts<'_>, url: Option<&str>) {
        let none = Known::default();
        let linked = &facts.linked;
        for (told, known) in [
            (&linked.published, Known { linked: 1.0, ..none }),
            (&linked.created, Known { linked_created: 1.0, ..none }),
            (&linked.modified, Known { linked_modified: 1.0, ..none }),
            (&linked.page_published, Known { linked_page: 1.0, ..none }),
            (&linked.page_modified, Known { linked_page_modified: 1.0, ..none }),
        ] {
            self.add_told(told.as_deref(), known);
        }
        for (keys, known) in [
            (PUBLISHED, Known { meta: 1.0, ..none }),
            (MODIFIED, Known { meta_modified: 1.0, ..none }),
            (&["date"], Known { meta_date: 1.0, ..none }),
        ] {
            self.add_told(facts.meta(keys).as_deref(), known);
        }
        self.add(url.and_then(in_address), Known { address: 1.0, ..none });
    }

    fn add_told(&mut self, told: Option<&str>, mut known: Known) {
        let stamp = told.and_then(|t| timestamp(t, self.order));
        if let Some(time) = stamp.and_then(|s| s.time) {
            known.utc = f32::from(u8::from(stamp.and_then(|s| s.offset).is_none_or(Offset::is_zero)));
            known.hour = f32::from(time.hour());
        }
        self.add(stamp, known);
    }

    /// `time` elements and those marked as dates.
    fn elements(&mut self, facts: &Facts<'_>, around: &Around<'_>) {
        let (tree, list) = (around.tree, &around.blocks.list);
        let mut far = 0;
        for &id in &facts.times {
            let own = |name: Name, wanted: &[&str]| {
                tree.attribute(id, name).is_some_and(|p| wanted.iter().any(|w| p.eq_ignore_ascii_case(w)))
            };
            let marked = own(Name::ITEMPROP, &["datePublished", "dateCreated"]);
            let changed = own(Name::ITEMPROP, &["dateModified"]);
            let value = [Name::DATETIME, Name::CONTENT].iter().find_map(|&n| tree.attribute(id, n));
            let text = || element_text(tree, id, 80);
            let stamp = value.and_then(|v| timestamp(&resolve(v), self.order)).or_else(|| self.shown(&text()));
            if stamp.is_none() {
                continue;
            }
            let said = element_text(tree, tree.nodes[id as usize].parent, 80).to_lowercase();
            let class = tree.attribute(id, Name::CLASS).unwrap_or_default().to_ascii_lowercase();
            let updated = is_update(&said) || class.contains("updated") && !class.contains("published");
            let published = is_publication(&said) || class.contains("published");
            let block = list.partition_point(|b| b.first < id);
            let mut known = Known::default();
            let near = around.headline.is_none_or(|h| {
                known.place(block, h);
                block + ABOVE >= h && block <= h + BELOW
            });
            let flag = |on: bool| f32::from(u8::from(on));
            (known.marked, known.marked_modified) = (flag(marked), flag(changed));
            if near {
                known.time = flag(!updated && !changed);
                known.time_updated = flag(updated);
                known.time_published = flag(published && !updated);
            } else if !marked && !changed {
                far += 1;
                if far > MOST_FAR {
                    continue;
                }
                (known.time_far, known.above, known.below) = (1.0, 0.0, 0.0);
            }
            self.add(stamp, known);
        }
    }

    /// Lines around the headline, and those anywhere that say what their date is.
    fn lines(&mut self, around: &Around<'_>) {
        let h = around.headline.unwrap_or(0);
        let mut label = "";
        for (i, block) in around.blocks.list.iter().enumerate() {
            let words = around.blocks.words(block);
            let near = i + ABOVE >= h && i <= h + BELOW;
            if i == h && around.headline.is_some() || words.len() > if near { 200 } else { 90 } {
                continue;
            }
            if !words.bytes().any(|b| b.is_ascii_digit()) {
                // "Published", and the date in the next block.
                label = if words.len() < 30 { words } else { "" };
                continue;
            }
            let place = around.containers.place(block.first);
            let dated = place.near & (DATED | AUTHOR) != 0 && place.far & (COMMENT | RELATED) == 0;
            for line in words.lines() {
                self.line(line, near, dated, label, |known| known.place(i, h));
            }
            label = "";
        }
    }

    /// A line with digits in it, and the line before it where that may say what the date is.
    fn line(&mut self, line: &str, near: bool, dated: bool, label: &str, placed: impl Fn(&mut Known)) {
        let lower = line.to_lowercase();
        let label = label.to_lowercase();
        let flag = |on: bool| f32::from(u8::from(on));
        // "Updated … / Published …": each date belongs to the words before it.
        for part in parts(line, &lower) {
            let said = format!("{label} {}", part.to_lowercase());
            let (published, updated) = (is_publication(&said), is_update(&said));
            let mut known = Known::default();
            if near {
                placed(&mut known);
                known.text = flag(!updated);
                known.text_published = flag(published && !updated);
                known.text_updated = flag(updated);
                known.text_length = line.len() as f32;
                known.text_dated = flag(dated);
            } else if published || updated || dated {
                known.far_dated = flag(dated && !updated);
                known.far_published = flag(published && !updated);
                known.far_updated = flag(updated);
            } else {
                continue;
            }
            self.add(self.shown(part), known);
        }
    }

    /// The date in a text that readers see. "02/03/2025" is the second of March where the page's data have that day.
    fn shown(&self, text: &str) -> Option<Timestamp> {
        let date = date_within(text, self.order)?;
        let known = |d: &Timestamp| self.candidates.iter().any(|c| c.stamp.date == d.date);
        let turned = || date_within(text, self.order.other()).filter(known);
        if known(&date) { Some(date) } else { turned().or(Some(date)) }
    }

    /// Every day beside the others and the page.
    fn compare(&mut self, facts: &Facts<'_>) {
        let flag = |on: bool| f32::from(u8::from(on));
        let any = |wanted: fn(&Known) -> f32| flag(self.candidates.iter().any(|c| wanted(&c.known) > 0.0));
        let page = Known {
            page_linked: any(|k| k.linked),
            page_meta: any(|k| k.meta),
            page_address: any(|k| k.address),
            page_text: any(|k| k.text + k.time),
            page_published: any(|k| k.text_published + k.time_published + k.far_published),
            page_updated: any(|k| k.text_updated + k.time_updated + k.far_updated),
            page_news: flag(facts.linked.is_news),
            ..Known::default()
        };
        let told = |k: &Known| k.linked + k.meta + k.linked_page > 0.0;
        let shown = |k: &Known| k.text + k.time + k.marked + k.far_published > 0.0;
        let days: Vec<_> = self.candidates.iter().map(|c| (c.stamp.date, told(&c.known), shown(&c.known))).collect();
        for candidate in &mut self.candidates {
            let (day, known) = (candidate.stamp.date, &mut candidate.known);
            let apart = |other: jiff::civil::Date| day.since(other).map_or(0, |span| span.get_days());
            known.either(&page);
            known.told =
                known.linked.max(known.linked_page).max(known.linked_created) + known.meta.max(known.meta_date);
            known.shown =
                known.time.max(known.marked) + known.text + known.address + known.far_published.max(known.far_dated);
            let changed = known.linked_modified
                + known.meta_modified
                + known.marked_modified
                + known.text_updated
                + known.time_updated
                + known.far_updated
                + known.linked_page_modified;
            known.only_updated = flag(known.told + known.shown == 0.0 && changed > 0.0);
            known.first = flag(days.iter().all(|d| d.0 >= day));
            known.last = flag(days.iter().all(|d| d.0 <= day));
            known.others = days.len() as f32 - 1.0;
            if let Some(told) = days.iter().find(|d| d.1) {
                (known.after_told, known.before_told) = (apart(told.0).max(0) as f32, (-apart(told.0)).max(0) as f32);
            }
            known.before_shown = flag(days.iter().any(|d| d.2 && apart(d.0) == 1));
            known.after_shown = flag(days.iter().any(|d| d.2 && apart(d.0) == -1));
        }
    }
}

impl Known {
    /// Notes how far from the headline something stands.
    fn place(&mut self, block: usize, headline: usize) {
        if block < headline {
            self.above = (headline - block) as f32;
        } else {
            self.below = (block - headline) as f32 + 1.0;
        }
    }

    /// What is known from several places together: the greatest of each number.
    fn either(&mut self, other: &Self) {
        macro_rules! greatest {
            ($($field:ident)+) => { $(self.$field = self.$field.max(other.$field);)+ };
        }
        greatest!(linked linked_created linked_modified linked_page linked_page_modified meta meta_modified meta_date
            marked marked_modified time time_published time_updated time_far address text text_published text_updated
            text_dated text_length far_published far_updated far_dated utc hour page_linked page_meta page_address page_text
            page_published page_updated page_news);
        // The nearest counts.
        let nearest = |a: f32, b: f32| if a == 0.0 || b > 0.0 && b < a { b } else { a };
        self.above = nearest(self.above, other.above);
        self.below = nearest(self.below, other.below);
    }
}

/// A line cut where words of publication and change begin, if it has both.
fn parts<'l>(line: &'l str, lower: &str) -> Vec<&'l str> {
    // Lower case may have other lengths.
    let aligned = line.len() == lower.len();
    if !(aligned && is_update(lower) && is_publication(lower)) {
        return vec![line];
    }
    let mut cuts: Vec<usize> =
        PUBLICATION.iter().chain(UPDATE).flat_map(|w| lower.match_indices(w)).map(|(at, _)| at).collect();
    cuts.retain(|&at| line.is_char_boundary(at));
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).copied().chain([line.len()]);
    cuts.iter().zip(ends).map(|(&start, end)| &line[start..end]).collect()
}

/// Words before the day of a change, and of publication.
const UPDATE: &[&str] = &[
    "updated",
    "modified",
    "last reviewed",
    "revised",
    "last update",
    "edited on",
    "reviewed on",
    "aktualisiert",
    "mis à jour",
    "actualizado",
    "actualización",
    "aggiornato",
    "bijgewerkt",
    "oppdatert",
    "opdateret",
    "uppdaterad",
    "atualizado",
    "обновлено",
    "zaktualizowano",
    "更新",
    "수정",
];
const PUBLICATION: &[&str] = &[
    "publi",
    "posted",
    "veröffentlicht",
    "erschienen",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "udgivet",
    "julkaistu",
    "опубликовано",
    "written on",
    "created",
    "first published",
    "originally",
    "発行",
    "公開",
    "发布",
    "發布",
    "入力",
    "입력",
];

fn is_update(lower: &str) -> bool {
    static ANY: LazyLock<Regex> = LazyLock::new(|| any(UPDATE));
    ANY.is_match(lower)
}

fn is_publication(lower: &str) -> bool {
    static ANY: LazyLock<Regex> = LazyLock::new(|| any(PUBLICATION));
    ANY.is_match(lower)
}

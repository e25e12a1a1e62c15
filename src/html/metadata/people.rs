//! Who wrote it: people as `authors`, an agency apart, organisations nowhere.
//!
//! A set of names is chosen as a whole, from the first source that has one: JSON-LD persons, analytics meta elements,
//! what the reader sees in the byline, other JSON-LD, meta author. A wrong author annoys more than a missing one.

use super::address::host;
use super::dates::is_month;
use super::{Around, Facts};
use crate::article::agency;
use crate::html::blocks::element_text;
use crate::html::features::squash;
use crate::html::lines::one_line;
use crate::html::names::{Name, Tag};
use crate::html::tree::{NodeId, Tree};
use crate::html::vocabulary::{AUTHOR, COMMENT, RELATED};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Authors and agency of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    pub(super) names: Vec<String>,
    pub(super) agency: Option<String>,
}

/// Elements that could be bylines are looked at up to this number.
const MOST: usize = 60;
/// Longer texts are no bylines.
const LONGEST: usize = 240;

/// Finds them.
pub(super) fn find(facts: &Facts<'_>, around: &Around<'_>, publisher: Option<&str>, url: Option<&str>) -> People {
    let mut reader = Reader { sites: sites(facts, publisher, url), agency: None };
    let linked = &facts.linked.authors;
    let of =
        |wanted: fn(Option<bool>) -> bool| linked.iter().filter(move |a| wanted(a.person)).map(|a| a.name.as_str());
    let names = reader
        .set(of(|p| p == Some(true)), true)
        .or_else(|| {
            let told = [
                "parsely-author",
                "sailthru.author",
                "byl",
                "cxenseparse:author",
                "mrf:authors",
                "article:author_name",
            ];
            told.iter().find_map(|key| reader.set(facts.metas(&[key]).iter().map(String::as_str), true))
        })
        .or_else(|| reader.set(of(|p| p.is_none()), false))
        .or_else(|| reader.shown(facts, around))
        .or_else(|| {
            let told = facts.metas(&[
                "author",
                "dc.creator",
                "dcterms.creator",
                "article:author",
                "twitter:data1",
                "citation_author",
            ]);
            reader.set(told.iter().map(String::as_str).filter(|v| !v.starts_with("http")), false)
        })
        .or_else(|| reader.set(of(|p| p == Some(false)), false))
        .unwrap_or_default();
    People { names, agency: reader.agency }
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
    agency: Option<String>,
}

impl Reader {
    /// The people that these values name, None when there is nobody. `sure`: the source says they are persons.
    fn set<'v>(&mut self, values: impl Iterator<Item = &'v str>, sure: bool) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for value in values.take(30) {
            for piece in pieces(value) {
                let piece = self.without_agency(piece);
                if let Some(agency) = agency(&piece) {
                    self.agency.get_or_insert_with(|| agency.to_owned());
                } else if self.is_person(&piece, sure) && !names.iter().any(|n| squash(n) == squash(&piece)) {
                    names.push(piece);
                }
            }
        }
        (!names.is_empty()).then_some(names)
    }

    /// A name without the agency that follows it, which is noted: "Ada Holm The Associated Press".
    fn without_agency(&mut self, piece: String) -> String {
        if agency(&piece).is_some() {
            return piece;
        }
        for (at, _) in piece.match_indices(' ') {
            if let Some(found) = agency(&piece[at + 1..]) {
                self.agency.get_or_insert_with(|| found.to_owned());
                return piece[..at].to_owned();
            }
        }
        piece
    }

    fn is_person(&self, name: &str, sure: bool) -> bool {
        let squashed = squash(name);
        let is_site = |site: &String| *site == squashed || site.starts_with(&squashed) && squashed.len() > 8;
        // A person's own site may well go by the person's name.
        is_person_name(name, sure) && (sure && name.contains(' ') || !self.sites.iter().any(is_site))
    }

    /// The byline that a reader sees nearest to the headline.
    fn shown(&mut self, facts: &Facts<'_>, around: &Around<'_>) -> Option<Vec<String>> {
        let tree = around.tree;
        let start = around.headline.map_or(0, |h| around.blocks.list[h].first);
        // A byline belongs to the headline before it, if it is not far away; further down they are other articles'.
        let last = around.headline.map_or(NodeId::MAX, |h| {
            let list = &around.blocks.list;
            list[(h + 30).min(list.len() - 1)].first
        });
        let marked = facts.authors.iter().copied().filter(|&id| start == 0 || (start..=last).contains(&id));
        for id in marked.take(MOST) {
            let inner = (id..tree.nodes[id as usize].end)
                .find(|&i| tree.attribute(i, Name::ITEMPROP).is_some_and(|p| p.eq_ignore_ascii_case("name")));
            let text = inner
                .map(|i| tree.attribute(i, Name::CONTENT).map_or_else(|| element_text(tree, i, LONGEST), one_line));
            let text = text.unwrap_or_else(|| element_text(tree, id, LONGEST));
            if let Some(names) = self.set([text.as_str()].into_iter(), false) {
                return Some(names);
            }
        }
        self.by_class(around, start, last)
            .or_else(|| self.by_line(around))
            .or_else(|| self.by_address(tree, start, last))
    }

    /// Links to the page of an author.
    fn by_address(&mut self, tree: &Tree<'_>, start: NodeId, last: NodeId) -> Option<Vec<String>> {
        const PARTS: [&str; 8] = [
            "/author/",
            "/authors/",
            "/autor/",
            "/auteur/",
            "/contributor/",
            "/contributors/",
            "/writers/",
            "/profile/",
        ];
        let to_author = |id: &NodeId| {
            tree.nodes[*id as usize].tag == Tag::A
                && tree.attribute(*id, Name::HREF).is_some_and(|href| PARTS.iter().any(|part| href.contains(part)))
        };
        let end = (tree.nodes.len() as NodeId).min(last);
        let texts: Vec<String> =
            (start.saturating_sub(60)..end).filter(to_author).take(6).map(|id| element_text(tree, id, 80)).collect();
        texts.iter().find_map(|text| self.set([text.as_str()].into_iter(), true))
    }

    /// Elements whose class says author or byline, in order, the outermost first.
    fn by_class(&mut self, around: &Around<'_>, start: NodeId, last: NodeId) -> Option<Vec<String>> {
        let tree = around.tree;
        let mut looked = 0;
        let mut id = start.saturating_sub(60);
        while id <= last && (id as usize) < tree.nodes.len() && looked < MOST {
            let node = &tree.nodes[id as usize];
            let place = &around.containers.places[id as usize];
            if node.tag == Tag::TEXT || place.own & AUTHOR == 0 || place.far & (COMMENT | RELATED) != 0 && place.up > 2
            {
                id += 1;
                continue;
            }
            looked += 1;
            let text = element_text(tree, id, LONGEST + 1);
            if text.len() <= LONGEST {
                let linked = self.links_in(tree, id);
                let by = text_after_by(&text);
                let found = linked.or_else(|| self.set([by.unwrap_or(&text)].into_iter(), false));
                if found.is_some() {
                    return found;
                }
            }
            id += 1;
        }
        None
    }

    /// Links inside a byline are names more surely than the text around them.
    fn links_in(&mut self, tree: &Tree<'_>, id: NodeId) -> Option<Vec<String>> {
        let end = tree.nodes[id as usize].end.min(id + 80);
        let links = (id..end).filter(|&i| tree.nodes[i as usize].tag == Tag::A);
        let texts: Vec<String> = links.take(8).map(|i| element_text(tree, i, 80)).collect();
        self.set(texts.iter().map(String::as_str), false)
    }

    /// A line near the headline with "By" in it, or such a line alone and the next one.
    fn by_line(&mut self, around: &Around<'_>) -> Option<Vec<String>> {
        let h = around.headline?;
        let list = &around.blocks.list;
        let near = (h + 1..(h + 16).min(list.len())).chain(h.saturating_sub(4)..h);
        for i in near {
            let words = around.blocks.words(&list[i]);
            if words.len() > LONGEST {
                continue;
            }
            for line in words.lines() {
                let after = text_after_by(line).or_else(|| text_after_by_within(line));
                let after = match after {
                    None if is_lead(line) => list.get(i + 1).map(|b| around.blocks.words(b)).filter(|w| w.len() <= 80),
                    after => after,
                };
                if let Some(names) = after.and_then(|after| self.set([after].into_iter(), false)) {
                    return Some(names);
                }
            }
        }
        None
    }
}

/// Whether a line is nothing but "By" or "Written by:".
fn is_lead(line: &str) -> bool {
    is_kind(line.trim().trim_end_matches(':').to_lowercase().as_str(), "lead")
}

/// What follows a "by" in the middle of a line about the article: "24 February 2025 by Ada Holm".
fn text_after_by_within(line: &str) -> Option<&str> {
    const LEADS: [&str; 8] = [" by ", " By ", " BY ", "|by ", "|By ", " Von ", " von ", " par "];
    if line.len() > 120 {
        return None;
    }
    let found = LEADS.iter().filter_map(|lead| line.find(lead).map(|at| at + lead.len())).min();
    found.map(|at| &line[at..])
}

/// What follows "By " and the like at the beginning of a text.
fn text_after_by(text: &str) -> Option<&str> {
    let rest = without_lead(text);
    (rest.len() < text.len()).then_some(rest)
}

/// A text without the words that stand before names.
fn without_lead(text: &str) -> &str {
    let mut text = text.trim();
    // "Written by: by Ada Holm"
    for _ in 0..3 {
        let Some(lead) = (1..=2).rev().find_map(|n| lead_length(text, n)) else { break };
        text = text[lead..].trim_start_matches([' ', ':', '\u{a0}']);
    }
    text
}

/// The length of the first `n` words when they are such a lead and more follows.
fn lead_length(text: &str, n: usize) -> Option<usize> {
    let end = text.match_indices([' ', ':']).nth(n - 1)?.0;
    let lower = text[..end].to_lowercase();
    (word_kind(&lower) == Some("lead")).then_some(end + 1)
}

static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<_, Vec<_>> = HashMap::new();
    for line in include_str!("byline_words.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((word, kind)) = line.split_once('\t') {
            words.entry(word).or_default().push(kind);
        }
    }
    words
});

fn word_kind(lower: &str) -> Option<&'static str> {
    WORDS.get(lower).map(|kinds| kinds[0])
}

fn is_kind(lower: &str, kind: &str) -> bool {
    WORDS.get(lower).is_some_and(|kinds| kinds.contains(&kind))
}

/// A byline cut into what could be names, each cleaned.
fn pieces(value: &str) -> Vec<String> {
    let value = without_tags(&one_line(&value[..value.floor_char_boundary(2000)]));
    let mut pieces = Vec::new();
    for part in value.split([',', ';', '|', '/', '•', '·', '、', '\n', '&']) {
        let mut piece = String::new();
        for word in without_lead(part).split_whitespace() {
            if is_kind(word, "link") {
                pieces.push(std::mem::take(&mut piece));
            } else {
                if !piece.is_empty() {
                    piece.push(' ');
                }
                piece.push_str(word);
            }
        }
        pieces.push(piece);
    }
    pieces.iter().take(40).map(|p| clean(p)).filter(|p| !p.is_empty()).collect()
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// A name without what follows it: a date, a place of work, a credential.
fn clean(piece: &str) -> String {
    let piece = without_lead(piece).trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let mut words: Vec<&str> = Vec::new();
    for word in piece.split_whitespace() {
        let stop = word.starts_with(['(', '@', '-', '–', '—', '#'])
            || word.chars().any(|c| c.is_ascii_digit())
            || matches!(
                word.to_lowercase().as_str(),
                "for"
                    | "at"
                    | "on"
                    | "in"
                    | "of"
                    | "is"
                    | "special"
                    | "published"
                    | "updated"
                    | "posted"
                    | "contributed"
            );
        if stop && !words.is_empty() {
            break;
        }
        words.push(word);
    }
    // "Ada Holm February 24": the day stopped it, the month is left.
    if piece.contains(|c: char| c.is_ascii_digit()) && words.len() > 2 && is_month(words[words.len() - 1]) {
        words.pop();
    }
    while words.len() > 1 {
        let bare = words[words.len() - 1].replace('.', "").to_lowercase();
        if !is_kind(bare.trim_end_matches(','), "credential") {
            break;
        }
        words.pop();
    }
    // Names in capitals stay as they are: how they are written is not ours to decide.
    words.join(" ").trim_matches(|c: char| c == ',' || c == ':').trim_end_matches("'s").to_owned()
}

/// Whether a cleaned piece reads like the name of a person.
fn is_person_name(name: &str, sure: bool) -> bool {
    let count = name.split_whitespace().count();
    if name.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '_' | '©' | '!' | '?' | ':' | '"'))
        || name.len() > 60
    {
        return false;
    }
    let cjk =
        name.chars().filter(|c| ('\u{3040}'..='\u{9FFF}').contains(c) || ('\u{AC00}'..='\u{D7AF}').contains(c)).count();
    if cjk > 0 {
        return (2..=8).contains(&name.chars().count());
    }
    let capitals = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if !(1..=6).contains(&count) || count == 1 && (!sure || name.len() < 3 || capitals) {
        return false;
    }
    let lower = name.to_lowercase();
    if is_kind(&lower, "lead") || lower.starts_with("the ") {
        return false;
    }
    if lower.split(|c: char| c.is_whitespace() || c == '.').any(|w| is_kind(w, "role"))
        || lower.contains(".com")
        || lower.ends_with("'s")
    {
        return false;
    }
    let mut words = name.split_whitespace();
    words.all(|w| {
        w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            || is_kind(&w.to_lowercase(), "particle")
            || w.starts_with("d'")
            || w.starts_with("al-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        for (given, expected, why) in [
            ("By Ada Holm", "Ada Holm", "lead"),
            ("Written by: By Ada Holm and Jean de Witt", "Ada Holm|Jean de Witt", "two leads, two names, a particle"),
            ("Ada Holm, MD, Jon Berg Ph.D.", "Ada Holm|Jon Berg", "credentials"),
            ("ADA HOLM, Chief Reporter", "ADA HOLM", "a function is no name"),
            ("Harbour Post Staff", "", "nobody"),
            ("By Ada Holm for Harbour Weekly", "Ada Holm", "place of work"),
            ("Ada Holm Feb 24, 2025", "Ada Holm", "a date"),
            ("Von Ada Holm und Jörg Öhm", "Ada Holm|Jörg Öhm", "German"),
            ("J. R. Øst Jr. & Ana O’Neil-Vaz", "J. R. Øst Jr.|Ana O’Neil-Vaz", "initials and hyphens"),
            ("&lt;a href=x&gt;Ada Holm&lt;/a&gt;", "Ada Holm", "escaped tags"),
            ("https://n.example/ada", "", "an address"),
            ("admin", "", "an account"),
            ("山田太郎", "山田太郎", "Japanese"),
        ] {
            let names: Vec<_> = pieces(given).into_iter().filter(|p| is_person_name(p, false)).collect();
            assert_eq!(names.join("|"), expected, "{why}");
        }
    }

    #[test]
    fn the_list_is_sound() {
        for line in include_str!("byline_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (word, kind) = line.split_once('\t').expect(line);
            assert!(
                ["lead", "link", "role", "credential", "particle"].contains(&kind) && word == word.to_lowercase(),
                "{line}"
            );
        }
    }
}

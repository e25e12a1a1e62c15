//! Which of the texts that could be the headline is it.
//!
//! Pages have it up to five times: in an h1, in JSON-LD, for social networks, in the `title` with the site's name, in
//! the address. What the reader sees counts most; agreement between the sources tells the headline from a section's
//! name or a logo.

use super::address::host;
use super::facts::Facts;
use crate::html::blocks::element_text;
use crate::html::features::squash;
use crate::html::names::Tag;
use crate::html::tree::{IS_HIDDEN, NodeId, Tree};
use crate::html::vocabulary::{AUTHOR, COMMENT, MODAL, NAVIGATION, NEWSLETTER, RELATED, TITLE, roles};

struct Candidate {
    text: String,
    squashed: String,
    score: f32,
}

/// Longer texts are no headlines.
const LONGEST: usize = 400;
/// So many h1 elements are looked at.
const MOST: usize = 12;

/// Chooses the headline.
pub(in crate::html) fn headline(tree: &Tree<'_>, facts: &Facts<'_>, url: Option<&str>) -> Option<String> {
    let site = facts.publisher();
    let sites: Vec<String> = site
        .iter()
        .map(String::as_str)
        .chain(facts.meta(&["og:site_name"]).as_deref())
        .chain(url.and_then(host))
        .chain(url.and_then(host).and_then(|h| h.split('.').next()))
        .map(squash)
        .filter(|s| !s.is_empty())
        .collect();
    let mut candidates = Vec::new();
    for (i, &id) in facts.h1s.iter().take(MOST).enumerate() {
        let text = element_text(tree, id, LONGEST + 1);
        let only = facts.h1s.len() == 1;
        let score = 1.3 + if only { 0.9 } else { 0.0 } + if i == 0 { 0.3 } else { 0.0 } + surroundings(tree, id);
        add(&mut candidates, text, score);
    }
    let told = [
        (facts.linked.headline.clone(), 1.25),
        (facts.meta(&["og:title"]), 0.85),
        (facts.meta(&["twitter:title", "parsely-title", "sailthru.title", "dc.title"]), 0.5),
        (facts.title.clone(), 0.4),
    ];
    // The same text in several places is told by one voice only once for each kind of place.
    let mut support: Vec<String> = Vec::new();
    for (text, score) in told {
        let Some(text) = text else { continue };
        let cut = without_site(&text, &sites);
        support.push(squash(&cut));
        add(&mut candidates, cut, score);
    }
    for candidate in &mut candidates {
        without_kicker(candidate, &support);
    }
    let slug = url.map(slug_words).unwrap_or_default();
    for candidate in &mut candidates {
        candidate.score += worth(candidate, &support, &sites, &slug);
    }
    let best = candidates.into_iter().reduce(|best, c| if c.score > best.score { c } else { best })?;
    (best.score > 0.0).then_some(best.text)
}

fn add(candidates: &mut Vec<Candidate>, text: String, score: f32) {
    let squashed = squash(&text);
    if !squashed.is_empty() && text.len() <= LONGEST {
        candidates.push(Candidate { text, squashed, score });
    }
}

/// Drops up to three words before what the page elsewhere calls its headline: "Opinion", "Politics |".
fn without_kicker(candidate: &mut Candidate, support: &[String]) {
    let text = &candidate.squashed;
    let known = support.iter().filter(|s| s.len() >= 15 && s.len() < text.len() && text.ends_with(s.as_str()));
    let Some(known) = known.max_by_key(|s| s.len()).filter(|s| s.len() * 5 >= text.len() * 3) else { return };
    let starts =
        candidate.text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8()).take(4);
    let Some(start) = starts.clone().find(|&at| squash(&candidate.text[at..]) == *known) else { return };
    // A colon belongs to the sentence: "Bridge: council votes".
    if !candidate.text[..start].trim_end().ends_with(':') {
        let rest =
            candidate.text[start..].trim_start_matches(|c: char| !c.is_alphanumeric() && !"\"'“‘«„([".contains(c));
        candidate.text = rest.to_owned();
        candidate.squashed.clone_from(known);
    }
}

/// What the place of an h1 says for or against it.
fn surroundings(tree: &Tree<'_>, id: NodeId) -> f32 {
    let own = roles(tree, id);
    let mut score = if own & TITLE != 0 { 0.3 } else { 0.0 };
    if tree.nodes[id as usize].flags & IS_HIDDEN != 0 {
        score -= 1.0;
    }
    let mut at = tree.nodes[id as usize].parent;
    for level in 0..12 {
        let tag = tree.nodes[at as usize].tag;
        score += match tag {
            Tag::ARTICLE => 0.4,
            Tag::NAV | Tag::ASIDE | Tag::FOOTER | Tag::DIALOG => -1.0,
            _ => 0.0,
        };
        if level < 3 && tag != Tag::BODY {
            let around = roles(tree, at);
            if around & (MODAL | NEWSLETTER | RELATED | COMMENT) != 0 && around & TITLE == 0 {
                score -= 0.4;
            }
            if around & NAVIGATION != 0 && tag != Tag::HEADER && around & TITLE == 0 {
                score -= 0.2;
            }
            if around & AUTHOR != 0 {
                score -= 0.2;
            }
        }
        if at == 0 || tag == Tag::ARTICLE {
            break;
        }
        at = tree.nodes[at as usize].parent;
    }
    score
}

/// What the text itself and the others say for or against a candidate.
fn worth(candidate: &Candidate, support: &[String], sites: &[String], slug: &[String]) -> f32 {
    let text = &candidate.squashed;
    let words = candidate.text.split_whitespace().count();
    let mut score = 0.0;
    for other in support {
        if other == text {
            score += 0.45;
        } else if text.len() >= 15
            && (other.contains(text.as_str()) || other.len() >= 15 && text.contains(other.as_str()))
        {
            score += 0.25;
        }
    }
    let cjk = candidate.text.chars().filter(|c| *c >= '\u{2E80}').count() > 6;
    if words < 3 && !cjk {
        score -= if words == 1 { 1.2 } else { 0.6 };
    }
    if sites.iter().any(|site| site == text) {
        score -= 3.0;
    }
    if !slug.is_empty() {
        let lower = candidate.text.to_lowercase();
        let said = slug.iter().filter(|w| lower.contains(w.as_str())).count();
        score += 0.8 * said as f32 / slug.len() as f32;
    }
    score
}

/// The words of the last part of an address that has several.
fn slug_words(url: &str) -> Vec<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let words = |part: &str| {
        let part = part.split('.').next().unwrap_or(part).to_lowercase();
        let words = part.split(['-', '_']).filter(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic()));
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    path.split('/').skip(1).map(words).filter(|w| w.len() >= 3).max_by_key(Vec::len).unwrap_or_default()
}

const SEPARATORS: [&str; 12] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " › ", " ⋆ "];

/// A title without the site's name at its end or beginning.
pub(super) fn without_site(title: &str, sites: &[String]) -> String {
    let is_site = |part: &str| {
        let part = squash(part);
        sites
            .iter()
            .any(|s| *s == part || part.len() >= 4 && s.contains(&part) || s.len() >= 4 && part.contains(s.as_str()))
    };
    let mut text = title.trim();
    // Up to three tails: "Headline | Desk | Site".
    for _ in 0..3 {
        let Some((at, separator)) = SEPARATORS.iter().filter_map(|s| Some((text.rfind(s)?, *s))).max() else { break };
        let (head, tail) = (&text[..at], &text[at + separator.len()..]);
        let known = is_site(tail) && squash(tail).len() <= 40;
        // A tail that is no known name has to be short, and a bar or bullet rather than a dash between words.
        let guessed = tail.split_whitespace().count() <= 4
            && head.split_whitespace().count() >= 3
            && !matches!(separator, " - " | " – " | " — " | " / ");
        if !known && !guessed || head.trim().is_empty() {
            break;
        }
        text = head.trim();
    }
    if let Some((at, separator)) = SEPARATORS.iter().filter_map(|s| Some((text.find(s)?, *s))).min()
        && is_site(&text[..at])
        && text[at + separator.len()..].split_whitespace().count() >= 3
    {
        text = text[at + separator.len()..].trim();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_are_cut_off() {
        let sites = ["harbourpost".to_owned(), "harbourpostcom".to_owned()];
        for (title, expected) in [
            ("Council backs bridge | Harbour Post", "Council backs bridge"),
            ("Council backs bridge - Harbour Post", "Council backs bridge"),
            ("Council backs the bridge | News | Harbour Post", "Council backs the bridge"),
            ("Harbour Post: Council backs bridge", "Harbour Post: Council backs bridge"),
            ("Harbour Post | Council backs bridge", "Council backs bridge"),
            ("Bridge – what we know", "Bridge – what we know"),
            ("Council backs bridge", "Council backs bridge"),
        ] {
            assert_eq!(without_site(title, &sites), expected);
        }
    }

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
            (
                "<meta property=og:title content='Five things about the bridge that Ada Holm wants'><h1>What Holm wants</h1>",
                "What Holm wants",
                "what the reader sees beats the wording for networks",
            ),
            ("<title>Council backs bridge | Harbour Post</title><p>x", "Council backs bridge", "nothing but a title"),
        ] {
            let tree = Tree::new(page);
            let facts = Facts::new(&tree, &mut Vec::new());
            assert_eq!(headline(&tree, &facts, None).as_deref(), Some(expected), "{why}");
        }
    }
}

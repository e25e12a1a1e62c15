//! Pages that are no article, and which sort each is.
//!
//! Nothing is made up for them: a page that refuses, asks or only leads elsewhere has no body, whatever text stands on
//! it. A page that calls itself an article in its data is believed, unless nothing of it is there.

use super::article::Page;
use super::containers::IN_HEADING;
use super::features::squash;
use super::names::Tag;
use super::phrases::any;
use regex::Regex;
use std::sync::LazyLock;

/// What a page is instead of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Empty,
    Error,
    Robot,
    Consent,
    Wall,
    Listing,
    Video,
    Form,
    Links,
    Unclear,
}

impl Sort {
    /// The sort that a line of the list names.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "error" => Self::Error,
            "robot" => Self::Robot,
            "consent" => Self::Consent,
            "wall" => Self::Wall,
            "listing" => Self::Listing,
            _ => return None,
        })
    }

    /// For the warning.
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Empty => "no article: there is no text on the page",
            Self::Error => "no article: an error page",
            Self::Robot => "no article: a check for robots",
            Self::Consent => "no article: a cookie wall",
            Self::Wall => "no article: a paywall or a log-in",
            Self::Listing => "no article: a front page or another list of articles",
            Self::Video => "no article: a page around a video or a sound",
            Self::Form => "no article: a form",
            Self::Links => "no article: links and little else",
            Self::Unclear => "no article: the page does not look like one",
        }
    }
}

/// What is said of an article that goes on behind a paywall.
pub(super) const CUT_SHORT: &str = "a paywall: the page has the beginning of the article only";

/// So many teasers make a listing, when they are most of the text.
const TEASERS: usize = 4;
/// A teaser has no more blocks than this: headline, summary, author, date, section …
const IN_TEASER: u32 = 8;
/// Steps up from a summary to what holds its headline too.
const STEPS: usize = 4;
/// A headline that is a refusal has few bytes more than the phrase.
const MORE: usize = 24;
/// Less text than this, in bytes, beside a video is what it shows.
const SHOWN: usize = 1200;
/// An article whose beginning alone is free shows less than this, in bytes.
const FREE: usize = 1500;

static PHRASES: LazyLock<Vec<(&'static str, Sort)>> = LazyLock::new(|| {
    let lines = include_str!("no_article.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|l| l.split_once('\t').and_then(|(phrase, sort)| Some((phrase, Sort::named(sort)?)))).collect()
});

static ANY: LazyLock<Regex> = LazyLock::new(|| any(&PHRASES.iter().map(|phrase| phrase.0).collect::<Vec<_>>()));

/// What errors, consent pages and walls say; in running text only longer phrases tell.
pub(super) fn refusal(text: &str, heading: bool) -> Option<Sort> {
    let text = text.to_lowercase();
    if !ANY.is_match(&text) {
        return None;
    }
    let tells = |phrase: &&(&str, Sort)| {
        (heading || phrase.0.split(' ').count() >= 3 || phrase.0.chars().any(|c| c >= '\u{2E80}'))
            && text.contains(phrase.0)
    };
    PHRASES.iter().find(tells).map(|(_, sort)| *sort)
}

/// What a headline says that says nothing else.
fn refused_headline(headline: &str) -> Option<Sort> {
    let lower = headline.to_lowercase();
    let whole = |(phrase, _): &&(&str, Sort)| lower.len() <= phrase.len() + MORE && lower.contains(phrase);
    PHRASES.iter().find(whole).filter(|_| !lower.contains([':', '“', '"', '?'])).map(|(_, sort)| *sort)
}

impl Page<'_> {
    /// What the page is, however much text was kept, when it is no article.
    pub(super) fn sort(&self, kept: &[bool], url: Option<&str>) -> Option<Sort> {
        if self.facts.claims_article() {
            return None;
        }
        let refused = self.headline.as_deref().and_then(refused_headline);
        if refused.is_some() {
            return refused;
        }
        if self.is_listing(kept) || self.is_front(kept, url) {
            return Some(Sort::Listing);
        }
        (self.facts.is_video() && self.lengths(kept) < SHOWN).then_some(Sort::Video)
    }

    /// What a page is that has no body.
    pub(super) fn sort_of_nothing(&self) -> Sort {
        let list = &self.blocks.list;
        let heads = |i: usize| self.containers.place(list[i].owner).within & IN_HEADING != 0;
        let told = |i: usize| refusal(self.blocks.words(&list[i]), heads(i));
        let refused = || (0..list.len()).filter(|&i| list[i].span.len() < 600).take(200).find_map(told);
        let has = |tags: &[Tag]| self.tree.nodes.iter().any(|node| tags.contains(&node.tag));
        let sum = self.containers.sum(0);
        if self.facts.is_video() {
            return Sort::Video;
        }
        match self.headline.as_deref().and_then(|headline| refusal(headline, true)).or_else(refused) {
            Some(sort) => sort,
            None if sum.text == 0 => Sort::Empty,
            None if sum.links * 2 > sum.text => Sort::Links,
            None if has(&[Tag::VIDEO, Tag::AUDIO]) => Sort::Video,
            None if has(&[Tag::FORM, Tag::INPUT]) => Sort::Form,
            None => Sort::Unclear,
        }
    }

    /// Whether what was kept of an article is little and the page asks for a subscription.
    pub(super) fn is_cut_short(&self, kept: &[bool]) -> bool {
        let list = &self.blocks.list;
        let asks = |i: usize| {
            !kept[i] && list[i].span.len() < 300 && refusal(self.blocks.words(&list[i]), false) == Some(Sort::Wall)
        };
        let Some(end) = kept.iter().rposition(|&kept| kept).map(|i| i + 1) else { return false };
        // What asks stands where the text breaks off.
        self.lengths(kept) < FREE && (end..list.len().min(end + 11)).any(asks)
    }

    /// Whether most of what was kept are teasers.
    pub(super) fn is_listing(&self, kept: &[bool]) -> bool {
        let list = &self.blocks.list;
        let (mut teasers, mut teased) = (0, 0);
        for i in (0..list.len()).filter(|&i| kept[i] && self.is_teaser(i)) {
            teasers += 1;
            teased += list[i].span.len();
        }
        teasers >= TEASERS && teased * 2 >= self.lengths(kept)
    }

    /// Whether a block is a short text beside a linked headline, in a box of their own.
    fn is_teaser(&self, i: usize) -> bool {
        let list = &self.blocks.list;
        let block = &list[i];
        if block.span.len() >= 500 || Self::is_link(block) {
            return false;
        }
        let mut before = list[i.saturating_sub(3)..i].iter().rev();
        let Some(title) = before.find(|b| Self::is_link(b) && b.span.len() >= 15) else { return false };
        let mut id = block.owner;
        for _ in 0..STEPS {
            if id <= title.first {
                break;
            }
            id = self.tree.nodes[id as usize].parent;
        }
        let sum = self.containers.sum(id);
        id <= title.first && sum.blocks <= IN_TEASER && sum.paragraphs <= 2
    }

    /// Whether a site's first page has a list of linked headlines and no headline of its own over what was kept.
    fn is_front(&self, kept: &[bool], url: Option<&str>) -> bool {
        let Some((_, address)) = url.and_then(|url| url.split_once("://")) else { return false };
        let path = address.split(['?', '#']).next().unwrap_or_default().split_once('/').map_or("", |(_, path)| path);
        if !matches!(squash(path).as_str(), "" | "home" | "index" | "indexhtml" | "indexphp") {
            return false;
        }
        let linked = self.blocks.list.iter().zip(kept).filter(|(block, _)| {
            let heads = self.containers.place(block.first).within & IN_HEADING != 0;
            heads && Self::is_link(block) && block.span.len() >= 15
        });
        linked.count() > TEASERS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_known() {
        for (text, heading, expected, why) in [
            ("404 Not Found", true, Some(Sort::Error), "a heading"),
            ("The body was not found, police said.", false, None, "two words are in any report"),
            ("Please enable JavaScript and cookies to continue.", false, Some(Sort::Robot), "robots"),
            ("The page you are looking for is gone.", false, Some(Sort::Error), "an error"),
            ("Council backs bridge", true, None, "a headline"),
        ] {
            assert_eq!(refusal(text, heading), expected, "{why}");
        }
    }

    #[test]
    fn headlines_of_articles_are_no_refusals() {
        for (headline, expected) in [
            ("Page not found | Harbour Post", Some(Sort::Error)),
            ("Oops! Page not found", Some(Sort::Error)),
            ("Body of missing sailor not found after a week of searching", None),
            ("“Access denied”: how the harbour lost its library", None),
        ] {
            assert_eq!(refused_headline(headline), expected, "{headline}");
        }
    }

    #[test]
    fn the_list_is_sound() {
        let lines: Vec<_> = include_str!("no_article.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted() && lines.len() == PHRASES.len());
        assert!(PHRASES.iter().all(|(phrase, _)| *phrase == phrase.to_lowercase()));
    }
}

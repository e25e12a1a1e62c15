//! What a page says about itself: meta elements, JSON-LD, links, and what a reader can see.

mod address;
mod byline_words;
mod choices;
mod credits;
mod dates;
mod days;
mod facts;
mod headline;
mod lenient;
mod linked;
mod people;
mod rules;
mod separators;
mod signature;

pub use choices::{Choice, Choices, Question};
pub(super) use facts::Facts;
pub(super) use headline::headline;

use super::blocks::Blocks;
use super::containers::Containers;
use super::tree::Tree;
use crate::article::{Access, Metadata, Warning, WarningKind, agency};

/// What is found by looking at the blocks around the headline.
pub(super) struct Around<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) blocks: &'a Blocks,
    pub(super) containers: &'a Containers,
    /// Place of the headline among the blocks.
    pub(super) headline: Option<usize>,
    /// Place of the body's last block.
    pub(super) end: Option<usize>,
}

/// The metadata of a page.
pub(super) fn read(facts: &Facts<'_>, around: &Around<'_>, url: Option<&str>, warnings: &mut Vec<Warning>) -> Metadata {
    let linked = &facts.linked;
    let canonical = facts.canonical().and_then(|href| address::join(url, &href));
    let address = canonical.clone().or_else(|| url.map(str::to_owned));
    let base = address.as_deref();
    let publisher = facts.publisher();
    let people = people::find(facts, around, publisher.as_deref(), base);
    let modified = days::modified(facts, warnings);
    days::unreadable(facts, warnings);
    let pictures = ["og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src"];
    if people.group {
        let named = people.names.join(", ");
        warnings.push(Warning::new(WarningKind::Organisation, format!("the author is no person: {named:?}")));
    }
    let image = linked.image.clone().filter(|i| !i.is_empty()).or_else(|| facts.meta(&pictures));
    Metadata {
        published: days::published(facts, around, base),
        modified,
        agency: people.agency.or_else(|| publisher.as_deref().and_then(agency).map(str::to_owned)),
        authors: people.names,
        language: facts.language(),
        image: image.and_then(|src| address::join(base, &src)),
        keywords: facts.keywords(),
        description: facts.description(),
        access: access(facts),
        publisher,
        url: canonical,
    }
}

/// Who may read the page, as it says itself.
fn access(facts: &Facts<'_>) -> Option<Access> {
    let tier = facts.meta(&["article:content_tier", "content_tier", "lp:access", "access", "article.content_tier"]);
    match tier.map(|t| t.to_ascii_lowercase()).as_deref() {
        Some("free") => return Some(Access::Free),
        Some("metered") => return Some(Access::Metered),
        Some("locked" | "premium" | "paid" | "subscriber" | "subscription") => return Some(Access::Subscriber),
        _ => {}
    }
    facts.linked.free.map(|free| if free { Access::Free } else { Access::Subscriber })
}

/// Whether a date is written in the text.
pub(super) fn has_date(text: &str) -> bool {
    dates::date_within(text, dates::Order::MonthFirst).is_some()
}

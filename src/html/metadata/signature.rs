//! Who signs an article at its end: a line by itself under the text, set to the right, that is nothing but names.

use super::Around;
use super::credits::{Credit, Credits, Sort};
use crate::html::containers::{IN_BUTTON, IN_CAPTION, IN_FORM, IN_HEADING, IN_ITEM, IN_NAV};
use crate::html::names::Name;
use crate::html::tree::NodeId;
use crate::html::vocabulary::{COMMENT, RELATED, SHARE};

/// The longest signature, in bytes.
const LONGEST: usize = 60;
/// Blocks from the body's last one on that may be it.
const AFTER: usize = 3;

/// The people who sign, where they stand in line with the text and nothing else is said of them.
pub(super) fn signature(around: &Around<'_>, sites: &[String]) -> Option<Vec<Credit>> {
    const NOT_TEXT: u16 = IN_NAV | IN_BUTTON | IN_FORM | IN_HEADING | IN_CAPTION | IN_ITEM;
    let list = &around.blocks.list;
    let end = around.end.filter(|&end| around.headline.is_none_or(|h| end > h))?;
    let signs = |i: &usize| {
        let place = around.containers.place(list[*i].owner);
        list[*i].span.len() <= LONGEST
            && list[*i].links == 0
            && place.within & NOT_TEXT == 0
            && place.near & (COMMENT | RELATED | SHARE) == 0
            && is_right(around, list[*i].owner)
    };
    // Headings and menus are not set to the right, signatures are.
    (end..list.len().min(end + AFTER)).filter(signs).find_map(|i| {
        let line = around.blocks.words(&list[i]).trim_matches(|c: char| "()[]（）【】".contains(c));
        let credits = Credits::read([line], sites);
        let length: usize = credits.names.iter().map(|c| c.name.len()).sum();
        let people = !credits.names.is_empty() && credits.names.iter().all(|c| c.sort == Sort::Person);
        (people && length * 3 >= line.len() * 2).then_some(credits.names)
    })
}

/// Whether an element is set to the right.
fn is_right(around: &Around<'_>, id: NodeId) -> bool {
    let told = |name| around.tree.attribute(id, name).unwrap_or_default();
    let style = || told(Name::STYLE).split(';').filter_map(|rule| rule.split_once(':'));
    style().any(|(what, how)| what.trim() == "text-align" && matches!(how.trim(), "right" | "end"))
        || told(Name::CLASS).split_whitespace().any(|c| c.contains("align-right") || c.contains("text-right"))
}

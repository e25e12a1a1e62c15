//! SVG and MathML: what is written there has other rules until HTML begins again.

use super::build::Builder;
use crate::html::names::{BLOCK, Tag};

/// HTML elements that were put into SVG or MathML by mistake, and end it, besides most blocks.
const BREAKS_OUT: [Tag; 24] = [
    Tag::B,
    Tag::BIG,
    Tag::BR,
    Tag::CODE,
    Tag::EM,
    Tag::EMBED,
    Tag::HEAD,
    Tag::I,
    Tag::IMG,
    Tag::META,
    Tag::NOBR,
    Tag::RUBY,
    Tag::S,
    Tag::SMALL,
    Tag::SPAN,
    Tag::STRIKE,
    Tag::STRONG,
    Tag::SUB,
    Tag::SUP,
    Tag::TT,
    Tag::U,
    Tag::VAR,
    Tag::HR,
    Tag::MENU,
];

/// Blocks that end it as well; younger elements do not.
const BLOCKS: [Tag; 21] = [
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::CENTER,
    Tag::DD,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::LI,
    Tag::LISTING,
    Tag::OL,
    Tag::P,
    Tag::PRE,
    Tag::TABLE,
    Tag::UL,
    Tag::TEXT,
];

impl Builder<'_> {
    /// Inside SVG or MathML: whether this tag ends it. Then it has.
    pub(super) fn leaves_foreign(&mut self, tag: Tag) -> bool {
        let leaves = if tag.is(BLOCK) { BLOCKS.contains(&tag) } else { BREAKS_OUT.contains(&tag) }
            || tag == Tag::HR
            || tag == Tag::MENU;
        if leaves {
            while self.stack.top().foreign && !self.stack.top().host {
                self.pop();
            }
        }
        leaves
    }

    /// An element of SVG or MathML.
    pub(super) fn start_foreign(&mut self, tag: Tag, from: u32, to: u32, closed: bool) {
        // Only the outermost has a name: a `title` in SVG is not the page's.
        let outermost = !self.stack.top().foreign;
        let shown = if outermost { tag } else { Tag::NAMELESS };
        let node = self.insert(shown, from, to);
        if closed {
            return;
        }
        let above = self.stack.top();
        let svg = if above.host { tag == Tag::SVG } else { above.svg };
        let host = if svg {
            matches!(tag, Tag::FOREIGN | Tag::DESC | Tag::TITLE)
        } else {
            matches!(tag, Tag::MI | Tag::MO | Tag::MN | Tag::MS | Tag::MTEXT)
        };
        self.stack.push_foreign(node, tag, svg, host);
        self.tokens.foreign = true;
    }

    /// An end tag where the innermost element is of SVG or MathML: whether it is done with.
    pub(super) fn end_foreign(&mut self, tag: Tag) -> bool {
        if matches!(tag, Tag::BR | Tag::P) {
            while self.stack.top().foreign && !self.stack.top().host {
                self.pop();
            }
            return false;
        }
        let place = self.stack.foreign(tag);
        self.close(place);
        place > 0
    }
}

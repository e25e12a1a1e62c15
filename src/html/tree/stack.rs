//! The open elements, so that every question about them is answered at once however many there are.
//!
//! The standard's "is X open in scope" walks up the stack. Here each entry remembers the entry of the same tag before
//! it and the nearest ones that limit what an end tag reaches.

use super::NodeId;
use crate::html::names::{SCOPE, SKIP, SPECIAL, TABLE, Tag};

/// A place on the stack, plus one; 0 is none.
pub(super) type Place = u32;

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) node: NodeId,
    pub(super) tag: Tag,
    /// It is of SVG or MathML, and of SVG.
    pub(super) foreign: bool,
    pub(super) svg: bool,
    /// What is put into it follows the rules of HTML: all but most of SVG and MathML.
    pub(super) host: bool,
    /// The standard has taken it off the stack while elements inside it stay open.
    pub(super) closed: bool,
    /// Tables: white space stood before it.
    pub(super) space: bool,
    /// Length of the list of formatting elements when it began a list of its own.
    pub(super) formats: Option<u32>,
    /// The open element of the same tag before this one.
    same: Place,
    /// The nearest entries up to this one that limit scopes, are special, stop list items, are a part of a table or a
    /// template, are of HTML.
    scope: Place,
    special: Place,
    fence: Place,
    part: Place,
    html: Place,
}

impl Open {
    /// Whether text and elements put here go before the table instead.
    pub(super) fn fosters(&self) -> bool {
        !self.foreign && matches!(self.tag, Tag::TABLE | Tag::TBODY | Tag::THEAD | Tag::TFOOT | Tag::TR)
    }
}

pub(super) struct Stack {
    list: Vec<Open>,
    /// Per tag, those of HTML before the others: its innermost open element.
    last: Vec<Place>,
    /// How many open elements hold nothing to read.
    pub(super) skips: u32,
}

impl Stack {
    pub(super) fn new() -> Self {
        Self { list: Vec::with_capacity(64), last: vec![0; 2 * Tag::COUNT], skips: 0 }
    }

    pub(super) fn len(&self) -> Place {
        self.list.len() as Place
    }

    /// The innermost open element.
    #[inline]
    pub(super) fn top(&self) -> &Open {
        &self.list[self.list.len() - 1]
    }

    #[inline]
    pub(super) fn at(&self, place: Place) -> &Open {
        &self.list[place as usize - 1]
    }

    pub(super) fn at_mut(&mut self, place: Place) -> &mut Open {
        &mut self.list[place as usize - 1]
    }

    /// The innermost open HTML element of that tag.
    #[inline]
    pub(super) fn place(&self, tag: Tag) -> Place {
        self.last[tag.0 as usize]
    }

    /// The innermost of several tags.
    pub(super) fn innermost(&self, tags: &[Tag]) -> Place {
        tags.iter().map(|&tag| self.place(tag)).max().unwrap_or(0)
    }

    /// The innermost open element of that tag, if no barrier stands between.
    #[inline]
    pub(super) fn in_scope(&self, tag: Tag) -> Place {
        let place = self.place(tag);
        if place >= self.top().scope { place } else { 0 }
    }

    /// An open `p`, if no barrier and no button stands between.
    #[inline]
    pub(super) fn paragraph(&self) -> Place {
        let place = self.in_scope(Tag::P);
        if place > self.place(Tag::BUTTON) { place } else { 0 }
    }

    /// The innermost special element.
    pub(super) fn special(&mut self) -> Place {
        let (mut place, mut passed) = (self.top().special, 0);
        while place > 0 && self.at(place).closed {
            passed = place;
            place = self.at(place).special;
        }
        // The next question has a shorter way.
        if passed > 0 {
            let first = self.top().special;
            self.at_mut(first).special = place;
        }
        place
    }

    /// The innermost special element that is no `address`, `div` or `p`.
    pub(super) fn fence(&self) -> Place {
        self.top().fence
    }

    /// The innermost part of a table, or template.
    #[inline]
    pub(super) fn part(&self) -> Place {
        self.top().part
    }

    /// The innermost table, unless a template stands between.
    pub(super) fn table(&self) -> Place {
        let place = self.place(Tag::TABLE);
        if place > self.place(Tag::TEMPLATE) { place } else { 0 }
    }

    /// The element of that tag among the SVG or MathML elements that are innermost.
    pub(super) fn foreign(&self, tag: Tag) -> Place {
        let place = self.last[tag.0 as usize + Tag::COUNT];
        if place > self.top().html { place } else { 0 }
    }

    /// Opens an HTML element.
    pub(super) fn push(&mut self, node: NodeId, tag: Tag) {
        let (place, above) = self.next(tag);
        let is_special = tag.is(SPECIAL);
        let stops_items = is_special && !matches!(tag, Tag::ADDRESS | Tag::DIV | Tag::P);
        let is_part = tag.is(TABLE) || matches!(tag, Tag::TABLE | Tag::TEMPLATE);
        let open = Open { node, tag, foreign: false, host: true, html: place, same: self.place(tag), ..above };
        self.list.push(Open {
            scope: if tag.is(SCOPE) { place } else { above.scope },
            special: if is_special { place } else { above.special },
            fence: if stops_items { place } else { above.fence },
            part: if is_part { place } else { above.part },
            ..open
        });
        self.last[tag.0 as usize] = place;
    }

    /// Opens an element of SVG or MathML; in a `host`, such as `foreignObject`, HTML follows.
    pub(super) fn push_foreign(&mut self, node: NodeId, tag: Tag, svg: bool, host: bool) {
        let (place, above) = self.next(tag);
        let at = tag.0 as usize + Tag::COUNT;
        let open = Open { node, tag, foreign: true, svg, host, same: self.last[at], ..above };
        let limit = |nearest| if host { place } else { nearest };
        let (scope, special, fence) = (limit(above.scope), limit(above.special), limit(above.fence));
        self.list.push(Open { scope, special, fence, ..open });
        self.last[at] = place;
    }

    /// The place of the next entry, and one like that above it, of which nothing is known.
    fn next(&mut self, tag: Tag) -> (Place, Open) {
        self.skips += u32::from(tag.is(SKIP));
        let blank = Open {
            node: 0,
            tag,
            foreign: false,
            svg: false,
            host: true,
            closed: false,
            space: false,
            formats: None,
            same: 0,
            scope: 0,
            special: 0,
            fence: 0,
            part: 0,
            html: 0,
        };
        let above = self.list.last().map_or(blank, |above| Open {
            scope: above.scope,
            special: above.special,
            fence: above.fence,
            part: above.part,
            html: above.html,
            ..blank
        });
        (self.list.len() as Place + 1, above)
    }

    /// Takes the innermost element off the stack.
    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.list.pop()?;
        self.skips -= u32::from(open.tag.is(SKIP));
        if !open.closed {
            self.last[open.tag.0 as usize + if open.foreign { Tag::COUNT } else { 0 }] = open.same;
        }
        Some(open)
    }

    /// Marks an HTML element as closed that others are open in. Those of its tag inside it are passed one by one, which
    /// are formatting elements that go on, and so few.
    pub(super) fn close(&mut self, place: Place) {
        let above = if place > 1 { self.at(place - 1).special } else { 0 };
        let open = self.at_mut(place);
        open.closed = true;
        open.special = if open.special == place { above } else { open.special };
        let (tag, same) = (open.tag, open.same);
        let mut inside = self.place(tag);
        if inside == place {
            self.last[tag.0 as usize] = same;
            return;
        }
        while self.at(inside).same != place {
            inside = self.at(inside).same;
        }
        self.at_mut(inside).same = same;
    }
}

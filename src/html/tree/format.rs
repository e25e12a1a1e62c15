//! Formatting elements (`b`, `a`, `font` …), which go on where a block begins or ends inside them.

use super::build::Builder;
use super::stack::Place;
use super::{IS_HIDDEN, NodeId};
use crate::html::names::{SPECIAL, Tag};

/// More than these at a time, and the earliest are forgotten: pages that forget end tags must not take ever longer.
const MOST: usize = 64;
/// How many of one kind, attributes included, count at a time; the standard has it so.
const ALIKE: usize = 3;

/// A formatting element that goes on until its end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    tag: Tag,
    /// Where its attributes are.
    from: u32,
    to: u32,
    /// Where it is open, if it is.
    place: Place,
    node: NodeId,
}

/// The formatting elements that go on, those of each cell, caption and object apart.
pub(super) struct Formats {
    pub(super) list: Vec<Format>,
    /// Where those begin that count now.
    pub(super) start: usize,
    /// How many may still be opened again: each makes a node that the page did not write.
    budget: usize,
}

impl Formats {
    pub(super) fn new(page: usize) -> Self {
        Self { list: Vec::new(), start: 0, budget: page / 32 }
    }

    fn position(&self, tag: Tag) -> Option<usize> {
        let found = self.list[self.start..].iter().rposition(|f| f.tag == tag)?;
        Some(self.start + found)
    }
}

impl Builder<'_> {
    fn is_open(&self, format: &Format) -> bool {
        format.place <= self.stack.len() && {
            let open = self.stack.at(format.place);
            open.node == format.node && !open.closed
        }
    }

    /// Begins a formatting element.
    pub(super) fn start_format(&mut self, tag: Tag, from: u32, to: u32) {
        let node = self.insert(tag, from, to);
        self.open(node, tag);
        let attributes = &self.tokens.attributes;
        let written = |from: u32, to: u32| {
            attributes[from as usize..to as usize].iter().map(|a| (a.name, &self.page.as_bytes()[a.value.range()]))
        };
        let same =
            |f: &&Format| f.tag == tag && f.to - f.from == to - from && written(f.from, f.to).eq(written(from, to));
        let now = &self.formats.list[self.formats.start..];
        let alike = now.iter().filter(same).count() >= ALIKE;
        let oldest = if alike { now.iter().position(|f| same(&f)) } else { (now.len() >= MOST).then_some(0) };
        if let Some(oldest) = oldest {
            self.formats.list.remove(self.formats.start + oldest);
        }
        self.formats.list.push(Format { tag, from, to, place: self.stack.len(), node });
    }

    /// Opens again what goes on and was closed with a block around it.
    #[inline]
    pub(super) fn reopen(&mut self) {
        if let Some(last) = self.formats.list[self.formats.start..].last()
            && !self.is_open(last)
        {
            self.reopen_all();
        }
    }

    fn reopen_all(&mut self) {
        let now = &self.formats.list[self.formats.start..];
        let closed = now.iter().rev().take_while(|f| !self.is_open(f)).count();
        for at in self.formats.list.len() - closed..self.formats.list.len() {
            if self.formats.budget == 0 {
                return;
            }
            self.formats.budget -= 1;
            let Format { tag, from, to, .. } = self.formats.list[at];
            let node = self.insert(tag, from, to);
            self.open(node, tag);
            let format = &mut self.formats.list[at];
            (format.node, format.place) = (node, self.stack.len());
        }
    }

    /// Ends a formatting element. Where blocks are open in it, it stays on the stack but no longer counts: what the
    /// standard's adoption agency comes to for text.
    pub(super) fn end_format(&mut self, tag: Tag) {
        let Some(at) = self.formats.position(tag) else { return self.end_any(tag) };
        let format = self.formats.list[at];
        if !self.is_open(&format) {
            self.formats.list.remove(at);
        } else if format.place == self.stack.in_scope(tag) {
            self.formats.list.remove(at);
            self.close_format(format.place);
        }
    }

    /// Where a block is open in it, what is open between the two and is neither a block nor goes on itself ends with it.
    fn close_format(&mut self, place: Place) {
        let block = self.stack.special();
        if block < place {
            self.pop_to(place);
            return;
        }
        self.pop_to(block + 1);
        self.close_inside(place);
        for inside in (place + 1..block).rev() {
            let open = *self.stack.at(inside);
            if !open.closed && !open.foreign && !open.tag.is(SPECIAL) && !self.goes_on(inside, open.node) {
                self.close_inside(inside);
            }
        }
    }

    /// Whether an open element is in the list of those that go on.
    fn goes_on(&self, place: Place, node: NodeId) -> bool {
        self.formats.list[self.formats.start..].iter().any(|f| f.place == place && f.node == node)
    }

    /// Closes an element that others stay open in.
    fn close_inside(&mut self, place: Place) {
        let tag = self.stack.at(place).tag;
        self.stack.close(place);
        self.count(tag, false);
    }

    /// A link ends the link that is open, even out of a table.
    pub(super) fn end_link(&mut self) {
        self.end_format(Tag::A);
        if let Some(at) = self.formats.position(Tag::A) {
            let format = self.formats.list.remove(at);
            if format.place == self.stack.place(Tag::A) {
                self.close_format(format.place);
            }
        }
    }

    /// Counts what the text from here on is in.
    #[inline]
    pub(super) fn count(&mut self, tag: Tag, on: bool) {
        let count = match tag {
            Tag::A => &mut self.links,
            Tag::B | Tag::STRONG => &mut self.bolds,
            Tag::I | Tag::EM => &mut self.italics,
            _ => return,
        };
        *count = if on { *count + 1 } else { count.saturating_sub(1) };
    }

    /// What the text from here on is in, as flags of its node.
    #[inline]
    pub(super) fn flags(&self, parent: NodeId) -> u8 {
        let flag = |on: bool, flag: u8| if on { flag } else { 0 };
        flag(self.links > 0, super::IN_LINK)
            | flag(self.bolds > 0, super::IN_BOLD)
            | flag(self.italics > 0, super::IN_ITALIC)
            | (self.nodes[parent as usize].flags & IS_HIDDEN)
    }
}

//! Tokens to a tree that can be read in one go from front to back.
//!
//! One flat list of nodes in document order. Each knows its parent and the end of its subtree, so a sum over every
//! subtree is one loop from back to front, and nothing needs recursion however deep the page is nested.
//!
//! The rules are those of the parsing standard as far as they decide which text stands in which element and in which
//! order: implied end tags, scopes, misnested formatting. The standard's "is X open in scope" walks up the stack;
//! here each stack entry remembers the entry of the same tag before it and the nearest barriers, so every question is
//! answered at once and the whole page is linear. What is left out: text between table cells stays where it is written.

mod build;
mod foreign;
mod format;
mod stack;
mod tables;

use super::names::{Name, Tag};
use super::tokens::Attribute;
use crate::Span;
use build::Builder;

/// Number of a node; also "the nodes from here on" in document order.
pub(super) type NodeId = u32;

/// The text is inside a link.
pub(super) const IN_LINK: u8 = 1;
/// The text is bold.
pub(super) const IN_BOLD: u8 = 1 << 1;
/// White space stood before this text, in the page but not in the span.
pub(super) const AFTER_SPACE: u8 = 1 << 2;
/// The page hides it, or something it stands in, from readers.
pub(super) const IS_HIDDEN: u8 = 1 << 3;
/// The text is italic.
pub(super) const IN_ITALIC: u8 = 1 << 4;

/// Its character references are none: `&amp;` means itself.
pub(super) const AS_WRITTEN: u8 = 1 << 5;

/// An element, or a stretch of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The element it stands in; the root is its own parent.
    pub(super) parent: NodeId,
    /// One past the last node inside it.
    pub(super) end: NodeId,
    /// Elements: from where to where its attributes are. Text: its span in the page.
    from: u32,
    to: u32,
    /// Its name, or [`Tag::TEXT`].
    pub(super) tag: Tag,
    pub(super) flags: u8,
}

/// A page as a tree.
pub(super) struct Tree<'p> {
    pub(super) page: &'p str,
    pub(super) nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

impl<'p> Tree<'p> {
    /// Reads a page.
    pub(super) fn new(page: &'p str) -> Self {
        Builder::new(page).build()
    }

    /// The value of an attribute as written, with its character references.
    #[inline]
    pub(super) fn attribute(&self, id: NodeId, name: Name) -> Option<&'p str> {
        let found = self.attributes(id).iter().find(|a| a.name == name)?;
        Some(found.value.of(self.page))
    }

    /// The attributes of an element that somebody reads.
    #[inline]
    pub(super) fn attributes(&self, id: NodeId) -> &[Attribute] {
        let node = &self.nodes[id as usize];
        if node.tag == Tag::TEXT { &[] } else { &self.attributes[node.from as usize..node.to as usize] }
    }

    /// Where the text of a text node stands.
    #[inline]
    pub(super) fn text(&self, id: NodeId) -> &'p str {
        let node = &self.nodes[id as usize];
        if node.tag == Tag::TEXT { Span { start: node.from, end: node.to }.of(self.page) } else { "" }
    }

    /// The raw text inside an element such as `script`.
    pub(super) fn raw(&self, id: NodeId) -> &'p str {
        if self.nodes[id as usize].end > id + 1 { self.text(id + 1) } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets: `p(“a” b(“c”))`.
    fn shown(page: &str) -> String {
        let tree = Tree::new(page);
        let mut out = String::new();
        let mut ends = Vec::new();
        for id in 1..tree.nodes.len() as NodeId {
            while ends.last().is_some_and(|&end| end <= id) {
                ends.pop();
                out.push(')');
            }
            if !out.is_empty() && !out.ends_with('(') {
                out.push(' ');
            }
            let node = &tree.nodes[id as usize];
            if node.tag == Tag::TEXT {
                out += tree.text(id).trim();
            } else {
                out += if node.tag.as_str().is_empty() { "?" } else { node.tag.as_str() };
                out.push('(');
                ends.push(node.end);
            }
        }
        out + &")".repeat(ends.len())
    }

    #[test]
    fn trees_are_what_a_browser_builds() {
        for (page, expected, why) in [
            ("<p>a<p>b<div>c</div>d", "p(a) p(b) div(c) d", "blocks end a paragraph"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "ul(li(a) li(b ul(li(c))) li(d)) e", "items"),
            ("<ul><li><p>a<li>b</ul>", "ul(li(p(a)) li(b))", "an item ends the one before it through a paragraph"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a) dd(b) dt(c))", "terms"),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a) td(b)) tr(td(c))) d", "cells and rows"),
            (
                "<table><tbody><tr><td><table><tr><td>a</table>b</table>",
                "table(tbody(tr(td(table(tr(td(a))) b))))",
                "nested tables",
            ),
            ("<td>a</td>b", "a b", "a cell without a table is no element"),
            ("<div><p>a</div>b", "div(p(a)) b", "an end tag closes what is open inside"),
            ("<p>a</div>b", "p(a b)", "an end tag without a start"),
            ("<div>a</span></p>b</div>", "div(a p() b)", "two more, one of which makes an empty paragraph"),
            ("<span><div>a</span>b</div>", "span(div(a b))", "an inline end does not close a block"),
            ("<b><p>a</b>b</p>c", "b(p(a b)) c", "misnested formatting keeps the order of text"),
            ("<h2>a<h3>b</h2>c", "h2(a) h3(b) c", "headings do not nest; any heading's end ends one"),
            ("a<br>b</br>c<img>d", "a br() b br() c img() d", "void elements"),
            ("<x-card>a<p>b</x-card>c", "?(a p(b c))", "an unlisted element does not close a block"),
            ("<head><title>t</title>a", "head(title(t)) a", "text ends the head"),
            ("<head><meta><body class=x><p>a</body></html>b", "head(meta()) body(p(a b))", "after the end of the body"),
            ("<svg><title>t</title><path/></svg>a", "svg(?(t) ?()) a", "titles in SVG are no raw text"),
            ("<svg><path><p>a", "svg(?()) p(a)", "HTML ends SVG"),
            ("<a>a<a>b</a>c", "a(a) a(b) c", "links do not nest"),
            ("<template><p>a</template>b", "template(p(a)) b", "templates"),
            ("<button>a<p>b</button>c", "button(a p(b)) c", "a button is a scope for paragraphs"),
            ("<select><option>a<option>b</select>c", "select(option(a) option(b)) c", "options"),
        ] {
            assert_eq!(shown(page), expected, "{why}: {page}");
        }
    }

    #[test]
    fn text_knows_what_it_is_in() {
        for (page, flags, why) in [
            ("<a><div>x", IN_LINK, "a link around a block"),
            ("<a><div></a>x", 0, "a link that is ended inside a block"),
            ("<b><i>x", IN_BOLD | IN_ITALIC, "both"),
            ("<p> <b> x", IN_BOLD | AFTER_SPACE, "white space is kept as a flag"),
            ("<div hidden><p>x", IS_HIDDEN, "hidden by attribute"),
            ("<div style='color:red; DISPLAY : none'>x", IS_HIDDEN, "hidden by style"),
            ("<div aria-hidden=true>x", IS_HIDDEN, "hidden from screen readers"),
        ] {
            let tree = Tree::new(page);
            let node = tree.nodes.iter().find(|n| n.tag == Tag::TEXT).expect(why);
            assert_eq!(node.flags & !(AFTER_SPACE & !flags), flags, "{why}");
        }
    }
}

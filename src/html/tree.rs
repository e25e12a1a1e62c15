//! Tokens to a tree that can be read in one go from front to back.
//!
//! One flat list of nodes in document order. Each knows its parent and the end of its subtree, so a sum over every
//! subtree is one loop from back to front, and nothing needs recursion however deep the page is nested.
//!
//! The rules are those of the parsing standard as far as they decide which text stands in which element and in which
//! order: implied end tags, scopes, misnested formatting. The standard's "is X open in scope" walks up the stack;
//! here each stack entry remembers the entry of the same tag before it and the nearest barriers, so every question is
//! answered at once and the whole page is linear. What is left out: text between table cells stays where it is written.

use super::names::{BLOCK, ENDS_P, FORMAT, HEAD, HEADING, Name, SCOPE, SPECIAL, TABLE, Tag, VOID};
use super::tokens::{Attribute, Token, Tokens};
use crate::Span;

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

/// An open element.
struct Open {
    node: NodeId,
    tag: Tag,
    /// Place on the stack, plus one, of the open element of the same tag before this one.
    same: u32,
    /// Places, plus one, of the nearest entry up to this one that ends a scope, is special, or stops list items.
    scope: u32,
    special: u32,
    fence: u32,
    /// A formatting element whose end tag came while blocks were open in it.
    closed: bool,
}

struct Builder<'p> {
    tokens: Tokens<'p>,
    page: &'p str,
    nodes: Vec<Node>,
    stack: Vec<Open>,
    /// Per tag: place on the stack of the innermost open one, plus one; 0 when none is open.
    last: [u32; Tag::COUNT],
    links: u32,
    bolds: u32,
    italics: u32,
    /// White space was read and not yet put anywhere.
    space: bool,
    body: bool,
}

impl<'p> Builder<'p> {
    fn new(page: &'p str) -> Self {
        let root = Node { parent: 0, end: 0, from: 0, to: 0, tag: Tag::HTML, flags: 0 };
        let mut nodes = Vec::with_capacity(page.len() / 48);
        nodes.push(root);
        let mut builder = Self {
            tokens: Tokens::new(page),
            page,
            nodes,
            stack: Vec::with_capacity(64),
            last: [0; Tag::COUNT],
            links: 0,
            bolds: 0,
            italics: 0,
            space: false,
            body: false,
        };
        builder.open(0, Tag::HTML);
        builder
    }

    fn build(mut self) -> Tree<'p> {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Start { tag, attributes, closed } => self.start(tag, attributes, closed),
                Token::End(tag) => self.end(tag),
                Token::Text(span) => self.text(span),
            }
        }
        self.pop_to(1);
        Tree { page: self.page, nodes: self.nodes, attributes: self.tokens.attributes }
    }

    /// The place, plus one, of the innermost open element of that tag.
    #[inline]
    fn open_place(&self, tag: Tag) -> u32 {
        self.last[tag.0 as usize]
    }

    #[inline]
    fn top(&self) -> &Open {
        &self.stack[self.stack.len() - 1]
    }

    /// Puts an element that is already a node on the stack.
    fn open(&mut self, node: NodeId, tag: Tag) {
        let place = self.stack.len() as u32 + 1;
        let (scope, special, fence) = self.stack.last().map_or((0, 0, 0), |o| (o.scope, o.special, o.fence));
        let is_special = tag.is(SPECIAL);
        let stops_items = is_special && !matches!(tag, Tag::ADDRESS | Tag::DIV | Tag::P);
        self.stack.push(Open {
            node,
            tag,
            same: self.open_place(tag),
            scope: if tag.is(SCOPE) { place } else { scope },
            special: if is_special { place } else { special },
            fence: if stops_items { place } else { fence },
            closed: false,
        });
        self.last[tag.0 as usize] = place;
    }

    /// Closes everything from that place (plus one) of the stack on. The root stays.
    fn pop_to(&mut self, place: u32) {
        let end = self.nodes.len() as NodeId;
        while self.stack.len() as u32 >= place.max(1) {
            let Some(open) = self.stack.pop() else { return };
            self.nodes[open.node as usize].end = end;
            if !open.closed {
                self.last[open.tag.0 as usize] = open.same;
                self.format(open.tag, false);
            }
            if matches!(open.tag, Tag::SVG | Tag::MATH) {
                self.tokens.foreign = self.open_place(Tag::SVG) + self.open_place(Tag::MATH) > 0;
            }
        }
    }

    /// Counts what the text from here on is in.
    #[inline]
    fn format(&mut self, tag: Tag, on: bool) {
        let count = match tag {
            Tag::A => &mut self.links,
            Tag::B | Tag::STRONG => &mut self.bolds,
            Tag::I | Tag::EM => &mut self.italics,
            _ => return,
        };
        *count = if on { *count + 1 } else { count.saturating_sub(1) };
    }

    fn text(&mut self, span: Span) {
        let text = &self.page.as_bytes()[span.range()];
        if text.iter().all(u8::is_ascii_whitespace) {
            self.space = true;
            return;
        }
        if self.top().tag == Tag::HEAD {
            self.pop_to(self.stack.len() as u32);
        }
        let parent = self.top().node;
        let id = self.nodes.len() as NodeId;
        let flag = |on: bool, flag: u8| if on { flag } else { 0 };
        let flags = flag(self.links > 0, IN_LINK)
            | flag(self.bolds > 0, IN_BOLD)
            | flag(self.italics > 0, IN_ITALIC)
            | flag(self.space, AFTER_SPACE)
            | (self.nodes[parent as usize].flags & IS_HIDDEN);
        self.space = false;
        self.nodes.push(Node { parent, end: id + 1, from: span.start, to: span.end, tag: Tag::TEXT, flags });
    }

    fn start(&mut self, tag: Tag, attributes: u32, closed: bool) {
        if self.top().tag == Tag::HEAD && !tag.is(HEAD) {
            self.pop_to(self.stack.len() as u32);
        }
        if self.tokens.foreign && !self.leave_foreign(tag) {
            let node = self.push(tag, attributes);
            if !closed {
                self.open(node, tag);
            }
            return;
        }
        match tag {
            // A second one only adds attributes; the first has them already.
            Tag::HTML => {
                if self.nodes[0].from == self.nodes[0].to {
                    self.nodes[0].from = attributes;
                    self.nodes[0].to = self.tokens.attributes.len() as u32;
                }
                return;
            }
            Tag::BODY | Tag::HEAD if self.body => return,
            Tag::BODY => self.body = true,
            _ => {}
        }
        self.imply_ends(tag);
        if tag.is(TABLE) && self.open_place(Tag::TABLE) == 0 {
            return;
        }
        let node = self.push(tag, attributes);
        if !tag.is(VOID) {
            self.open(node, tag);
            if matches!(tag, Tag::SVG | Tag::MATH) && !closed {
                self.tokens.foreign = true;
            }
            self.format(tag, true);
            if closed && matches!(tag, Tag::SVG | Tag::MATH) {
                self.pop_to(self.stack.len() as u32);
            }
        }
    }

    fn push(&mut self, tag: Tag, attributes: u32) -> NodeId {
        let parent = self.top().node;
        let id = self.nodes.len() as NodeId;
        let above = self.nodes[parent as usize].flags & IS_HIDDEN;
        let hidden = if self.hides(attributes) { IS_HIDDEN } else { above };
        let to = self.tokens.attributes.len() as u32;
        self.nodes.push(Node { parent, end: id + 1, from: attributes, to, tag, flags: hidden });
        id
    }

    /// Whether the attributes from there on hide their element.
    fn hides(&self, attributes: u32) -> bool {
        self.tokens.attributes[attributes as usize..].iter().any(|a| {
            let value = || &self.page.as_bytes()[a.value.range()];
            match a.name {
                Name::HIDDEN => !value().eq_ignore_ascii_case(b"until-found"),
                Name::ARIA_HIDDEN => value().eq_ignore_ascii_case(b"true"),
                Name::STYLE => hides_by_style(value()),
                _ => false,
            }
        })
    }

    /// Closes what a start tag closes without an end tag.
    fn imply_ends(&mut self, tag: Tag) {
        let scope = self.top().scope;
        if tag.is(ENDS_P) {
            let p = self.open_place(Tag::P);
            if p > scope.max(self.open_place(Tag::BUTTON)) {
                self.pop_to(p);
            }
        }
        match tag {
            _ if tag.is(HEADING) && self.top().tag.is(HEADING) => self.pop_to(self.stack.len() as u32),
            Tag::LI => self.end_item(&[Tag::LI]),
            Tag::DD | Tag::DT => self.end_item(&[Tag::DD, Tag::DT]),
            Tag::A if self.open_place(Tag::A) > scope => self.end_format(Tag::A),
            Tag::BUTTON => {
                let button = self.open_place(Tag::BUTTON);
                if button > scope {
                    self.pop_to(button);
                }
            }
            Tag::OPTION | Tag::OPTGROUP => {
                if self.top().tag == Tag::OPTION {
                    self.pop_to(self.stack.len() as u32);
                }
                if tag == Tag::OPTGROUP && self.top().tag == Tag::OPTGROUP {
                    self.pop_to(self.stack.len() as u32);
                }
            }
            Tag::SELECT => {
                let select = self.open_place(Tag::SELECT);
                if select > scope {
                    self.pop_to(select);
                }
            }
            Tag::TABLE => {
                // A table among rows, not in a cell, ends the table.
                let (table, cell) = (self.open_place(Tag::TABLE), self.cell());
                if table > 0 && table == scope && cell < table && self.top().tag.is(TABLE) {
                    self.pop_to(table);
                }
            }
            _ if tag.is(TABLE) => self.end_table_parts(tag),
            _ => {}
        }
    }

    /// The innermost open cell or table caption.
    fn cell(&self) -> u32 {
        [Tag::TD, Tag::TH, Tag::CAPTION].map(|t| self.open_place(t)).into_iter().max().unwrap_or(0)
    }

    /// Closes the item of a list that is open, unless something else stands between.
    fn end_item(&mut self, tags: &[Tag]) {
        let fence = self.top().fence;
        if fence > 0 && tags.contains(&self.stack[fence as usize - 1].tag) {
            self.pop_to(fence);
        }
    }

    /// Closes cells, rows and row groups of the innermost table so that a part of that tag can begin.
    fn end_table_parts(&mut self, tag: Tag) {
        let table = self.open_place(Tag::TABLE);
        let ends: &[Tag] = match tag {
            Tag::TD | Tag::TH => &[Tag::TD, Tag::TH, Tag::CAPTION],
            Tag::TR => &[Tag::TR, Tag::CAPTION, Tag::COLGROUP],
            _ => &[Tag::TBODY, Tag::THEAD, Tag::TFOOT, Tag::CAPTION, Tag::COLGROUP, Tag::TR, Tag::TD, Tag::TH],
        };
        // The outermost of them inside this table: parts nest in one way only.
        let open = ends.iter().map(|&t| self.open_place(t)).filter(|&place| place > table).min();
        if let Some(place) = open {
            self.pop_to(place);
        }
    }

    /// Ends a formatting element. Where blocks are open in it, it stays on the stack but no longer counts.
    fn end_format(&mut self, tag: Tag) {
        let place = self.open_place(tag);
        if place == 0 {
            return;
        }
        if self.top().special < place {
            self.pop_to(place);
        } else {
            let open = &mut self.stack[place as usize - 1];
            open.closed = true;
            self.last[tag.0 as usize] = open.same;
            self.format(tag, false);
        }
    }

    fn end(&mut self, tag: Tag) {
        let (scope, special) = (self.top().scope, self.top().special);
        let place = self.open_place(tag);
        match tag {
            // What follows them still belongs to the body.
            Tag::HTML | Tag::BODY => {}
            // `</br>` is read as `<br>`.
            Tag::BR => {
                let none = self.tokens.attributes.len() as u32;
                self.push(Tag::BR, none);
            }
            Tag::P if place <= self.open_place(Tag::BUTTON) => {}
            _ if tag.is(HEADING) => {
                let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
                let open = headings.map(|t| self.open_place(t)).into_iter().max().unwrap_or(0);
                if open > scope {
                    self.pop_to(open);
                }
            }
            Tag::LI if place <= self.open_place(Tag::UL).max(self.open_place(Tag::OL)) => {}
            // These reach over scopes: over cells to their table.
            Tag::TABLE | Tag::TEMPLATE | Tag::SVG | Tag::MATH => {
                if place > 0 {
                    self.pop_to(place);
                }
            }
            _ if tag.is(TABLE) => {
                if place > self.open_place(Tag::TABLE) {
                    self.pop_to(place);
                }
            }
            _ if tag.is(FORMAT) => {
                if place > scope {
                    self.end_format(tag);
                }
            }
            _ if tag.is(SPECIAL) => {
                if place > scope || place > 0 && place == scope {
                    self.pop_to(place);
                }
            }
            _ => {
                if place > special {
                    self.pop_to(place);
                }
            }
        }
    }

    /// Inside SVG or MathML: whether this tag ends it, as HTML elements do that were put there by mistake.
    fn leave_foreign(&mut self, tag: Tag) -> bool {
        let foreign = self.open_place(Tag::SVG).max(self.open_place(Tag::MATH));
        let html = tag.is_any(BLOCK | ENDS_P) || matches!(tag, Tag::IMG | Tag::SPAN | Tag::META | Tag::BR | Tag::EM);
        let inside = self.open_place(Tag::FOREIGN) > foreign;
        if html && !inside {
            self.pop_to(foreign);
        }
        html && !inside
    }
}

/// `display: none` or `visibility: hidden` in a style attribute.
fn hides_by_style(style: &[u8]) -> bool {
    // Longer ones are not looked through to the end: they hold generated layout.
    style[..style.len().min(512)].split(|&b| b == b';').any(|rule| {
        let mut sides = rule.splitn(2, |&b| b == b':').map(<[u8]>::trim_ascii);
        let (property, value) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        let starts = |with: &[u8]| value.get(..with.len()).is_some_and(|v| v.eq_ignore_ascii_case(with));
        property.eq_ignore_ascii_case(b"display") && starts(b"none")
            || property.eq_ignore_ascii_case(b"visibility") && starts(b"hidden")
    })
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
            ("<div>a</span></p>b</div>", "div(a b)", "two more"),
            ("<span><div>a</span>b</div>", "span(div(a b))", "an inline end does not close a block"),
            ("<b><p>a</b>b</p>c", "b(p(a b) c)", "misnested formatting keeps the order of text"),
            ("<h2>a<h3>b</h2>c", "h2(a) h3(b) c", "headings do not nest; any heading's end ends one"),
            ("a<br>b</br>c<img>d", "a br() b br() c img() d", "void elements"),
            ("<x-card>a<p>b</x-card>c", "?(a p(b c))", "an unlisted element does not close a block"),
            ("<head><title>t</title>a", "head(title(t)) a", "text ends the head"),
            ("<head><meta><body class=x><p>a</body></html>b", "head(meta()) body(p(a b))", "after the end of the body"),
            (
                "<svg><title>t</title><path/></svg>a",
                "svg(title(t) path) a".replace(" path)", " ?())").as_str(),
                "titles in SVG are no raw text",
            ),
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

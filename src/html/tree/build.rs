//! Tokens to nodes, by the rules of the parsing standard for the body of a page.

use super::format::Formats;
use super::stack::{Place, Stack};
use super::{AFTER_SPACE, AS_WRITTEN, IS_HIDDEN, Node, NodeId, Tree, tables};
use crate::Span;
use crate::html::names::{ENDS_P, FORMAT, HEAD, HEADING, Name, RAW, SPECIAL, TABLE, Tag, VOID};
use crate::html::tokens::{Token, Tokens};

const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];

pub(super) struct Builder<'p> {
    pub(super) tokens: Tokens<'p>,
    pub(super) page: &'p str,
    pub(super) nodes: Vec<Node>,
    pub(super) stack: Stack,
    pub(super) formats: Formats,
    /// Elements and text that go before the table they were written in.
    pub(super) fostered: Vec<tables::Fostered>,
    pub(super) links: u32,
    pub(super) bolds: u32,
    pub(super) italics: u32,
    /// White space was read and not yet put anywhere.
    pub(super) space: bool,
    /// The body has begun, with a tag or without.
    body: bool,
    /// The open form, and where it is on the stack.
    form: Option<(NodeId, Place)>,
    /// Nothing was read yet that a set of frames could not replace.
    framable: bool,
    /// A page of frames has no text.
    frames: bool,
}

impl<'p> Builder<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        let mut nodes = Vec::with_capacity(page.len() / 48);
        nodes.push(Node { parent: 0, end: 0, from: 0, to: 0, tag: Tag::HTML, flags: 0 });
        let mut stack = Stack::new();
        stack.push(0, Tag::HTML);
        Self {
            tokens: Tokens::new(page),
            page,
            nodes,
            stack,
            formats: Formats::new(page.len()),
            fostered: Vec::new(),
            links: 0,
            bolds: 0,
            italics: 0,
            space: false,
            body: false,
            form: None,
            framable: true,
            frames: false,
        }
    }

    pub(super) fn build(mut self) -> Tree<'p> {
        while let Some(token) = self.tokens.next() {
            match token {
                _ if self.frames => {}
                Token::Start { tag, attributes, closed } => self.start(tag, attributes, closed),
                Token::End(tag) => self.end(tag),
                Token::Text(span) => self.text(span),
            }
        }
        self.pop_to(1);
        let nodes = tables::in_order(self.nodes, &self.fostered);
        Tree { page: self.page, nodes, attributes: self.tokens.attributes }
    }

    /// Puts an element that is already a node on the stack.
    #[inline]
    pub(super) fn open(&mut self, node: NodeId, tag: Tag) {
        self.stack.push(node, tag);
        self.tokens.foreign = false;
        self.count(tag, true);
        if matches!(tag, Tag::TD | Tag::TH | Tag::CAPTION | Tag::TEMPLATE | Tag::APPLET | Tag::MARQUEE | Tag::OBJECT) {
            let place = self.stack.len();
            self.stack.at_mut(place).formats = Some(self.formats.start as u32);
            self.formats.start = self.formats.list.len();
        }
    }

    /// Closes everything from that place of the stack on.
    pub(super) fn pop_to(&mut self, place: Place) {
        let end = self.nodes.len() as NodeId;
        while self.stack.len() >= place || self.stack.len() > 0 && self.stack.top().closed {
            let Some(open) = self.stack.pop() else { break };
            self.nodes[open.node as usize].end = end;
            if !open.closed && !open.foreign {
                self.count(open.tag, false);
            }
            if let Some(start) = open.formats {
                self.formats.list.truncate(self.formats.start);
                self.formats.start = start as usize;
            }
        }
        self.tokens.foreign = self.stack.len() > 0 && self.stack.top().foreign;
    }

    /// Closes the innermost element.
    pub(super) fn pop(&mut self) {
        self.pop_to(self.stack.len());
    }

    /// Closes the element at that place and all in it, if there is one.
    pub(super) fn close(&mut self, place: Place) {
        if place > 0 {
            self.pop_to(place);
        }
    }

    /// Adds an element where it stands.
    pub(super) fn push(&mut self, tag: Tag, from: u32, to: u32) -> NodeId {
        self.push_into(self.stack.top().node, tag, from, to)
    }

    pub(super) fn push_into(&mut self, parent: NodeId, tag: Tag, from: u32, to: u32) -> NodeId {
        let id = self.nodes.len() as NodeId;
        let above = self.nodes[parent as usize].flags & IS_HIDDEN;
        let flags = if self.hides(from, to) { IS_HIDDEN } else { above };
        self.nodes.push(Node { parent, end: id + 1, from, to, tag, flags });
        id
    }

    /// Adds an element where it stands, or before the table it must not stand in.
    #[inline]
    pub(super) fn insert(&mut self, tag: Tag, from: u32, to: u32) -> NodeId {
        if self.stack.top().fosters() { self.foster(tag, from, to) } else { self.push(tag, from, to) }
    }

    /// Whether the attributes hide their element.
    fn hides(&self, from: u32, to: u32) -> bool {
        self.tokens.attributes[from as usize..to as usize].iter().any(|a| {
            let value = || &self.page.as_bytes()[a.value.range()];
            match a.name {
                Name::HIDDEN => !value().eq_ignore_ascii_case(b"until-found"),
                Name::ARIA_HIDDEN => value().eq_ignore_ascii_case(b"true"),
                Name::STYLE => hides_by_style(value()),
                _ => false,
            }
        })
    }

    fn text(&mut self, mut span: Span) {
        let top = self.stack.top();
        let (tag, foreign, fosters) = (top.tag, top.foreign, top.fosters());
        if tag.is(RAW) && !foreign {
            return self.push_text(span, AS_WRITTEN);
        }
        let bytes = &self.page.as_bytes()[span.range()];
        if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
            let counts = self.stack.skips == 0 && !fosters && tag != Tag::COLGROUP;
            if counts && bytes.iter().any(u8::is_ascii_whitespace) {
                self.space = true;
                self.reopen();
            }
            // A NUL is nothing to read, but nothing that may stand before the body either.
            self.body |= bytes.contains(&0) && self.stack.place(Tag::TEMPLATE) == 0;
            return;
        }
        self.framable = false;
        self.body |= self.stack.place(Tag::TEMPLATE) == 0;
        if !foreign && matches!(tag, Tag::HEAD | Tag::COLGROUP) {
            // The white space at its beginning stays where it is.
            span.start += bytes.iter().take_while(|b| b.is_ascii_whitespace()).count() as u32;
            self.pop();
        }
        if self.stack.skips == 0 {
            self.reopen();
        }
        if self.stack.top().fosters() { self.foster_text(span) } else { self.push_text(span, 0) }
    }

    /// Adds text where it stands.
    pub(super) fn push_text(&mut self, span: Span, flags: u8) {
        self.push_text_into(self.stack.top().node, span, flags);
    }

    pub(super) fn push_text_into(&mut self, parent: NodeId, span: Span, flags: u8) {
        let id = self.nodes.len() as NodeId;
        let mut flags = flags | self.flags(parent);
        // White space before an element that holds nothing to read is for the text after it.
        if self.space && self.stack.skips == 0 {
            flags |= AFTER_SPACE;
            self.space = false;
        }
        self.nodes.push(Node { parent, end: id + 1, from: span.start, to: span.end, tag: Tag::TEXT, flags });
    }

    fn start(&mut self, tag: Tag, from: u32, closed: bool) {
        let to = self.tokens.attributes.len() as u32;
        if !self.stack.top().host && !self.leaves_foreign(tag) {
            self.start_foreign(tag, from, to, closed);
            return;
        }
        // `image` was never an element.
        let tag = if tag == Tag::IMAGE { Tag::IMG } else { tag };
        if self.stack.top().tag == Tag::HEAD && !tag.is(HEAD) {
            self.pop();
        }
        let before = matches!(tag, Tag::HTML | Tag::HEAD | Tag::BODY | Tag::FRAMESET) || tag.is(HEAD);
        self.body |= !before && self.stack.place(Tag::TEMPLATE) == 0;
        if (self.stack.part() > 0 || tag.is(TABLE)) && self.start_in_table(tag, from, to) {
            return;
        }
        self.start_in_body(tag, from, to, closed);
    }

    fn start_in_body(&mut self, tag: Tag, from: u32, to: u32, closed: bool) {
        match tag {
            // A second one only adds attributes; the first has them already.
            Tag::HTML => {
                if self.nodes[0].from == self.nodes[0].to {
                    (self.nodes[0].from, self.nodes[0].to) = (from, to);
                }
                return;
            }
            Tag::HEAD if self.stack.len() > 1 || self.body => return,
            Tag::BODY if self.body => {
                self.framable = false;
                return;
            }
            Tag::FRAME => return,
            Tag::FRAMESET => {
                self.frames = if self.body { self.framable } else { self.stack.place(Tag::TEMPLATE) == 0 };
                return;
            }
            Tag::FORM if self.form.is_some() && self.stack.place(Tag::TEMPLATE) == 0 => return,
            Tag::SELECT if self.stack.in_scope(tag) > 0 => return self.close(self.stack.in_scope(tag)),
            Tag::SVG | Tag::MATH => {
                self.reopen();
                return self.start_foreign(tag, from, to, closed);
            }
            _ => self.imply_ends(tag),
        }
        self.body |= tag == Tag::BODY;
        self.framable &= !bars_frames(tag);
        if tag.is(FORMAT) {
            self.reopen();
            return self.start_format(tag, from, to);
        }
        if !tag.is_any(ENDS_P | HEAD | VOID) && !matches!(tag, Tag::RB | Tag::RT | Tag::RP | Tag::RTC) {
            self.reopen();
        }
        // Scripts, styles and templates may stand in tables.
        let in_place = matches!(tag, Tag::SCRIPT | Tag::STYLE | Tag::TEMPLATE);
        let node = if in_place { self.push(tag, from, to) } else { self.insert(tag, from, to) };
        if tag.is(VOID) {
            return;
        }
        self.open(node, tag);
        let place = self.stack.len();
        match tag {
            Tag::TABLE => self.stack.at_mut(place).space = std::mem::take(&mut self.space),
            Tag::FORM if self.stack.place(Tag::TEMPLATE) == 0 => self.form = Some((node, place)),
            Tag::PLAINTEXT => self.tokens.rest_is_text(),
            _ if tag.is(RAW) => self.tokens.raw_text_follows(),
            _ => {}
        }
    }

    /// A form around the rows of a table: it is open for whoever fills it in, but holds nothing.
    pub(super) fn start_form_in_table(&mut self, from: u32, to: u32) {
        if self.form.is_none() && self.stack.place(Tag::TEMPLATE) == 0 {
            self.form = Some((self.push(Tag::FORM, from, to), 0));
        }
    }

    /// Closes what a start tag closes without an end tag.
    fn imply_ends(&mut self, tag: Tag) {
        match tag {
            Tag::LI => self.end_item(&[Tag::LI]),
            Tag::DD | Tag::DT => self.end_item(&[Tag::DD, Tag::DT]),
            _ => {}
        }
        if tag.is(ENDS_P) && (tag != Tag::TABLE || !self.tokens.quirks()) {
            self.close(self.stack.paragraph());
        }
        match tag {
            _ if tag.is(HEADING) && self.stack.top().tag.is(HEADING) => self.pop(),
            Tag::A => self.end_link(),
            Tag::NOBR if self.stack.in_scope(tag) > 0 => {
                self.reopen();
                self.end_format(tag);
            }
            Tag::BUTTON | Tag::INPUT => {
                self.close(self.stack.in_scope(if tag == Tag::INPUT { Tag::SELECT } else { tag }));
            }
            Tag::OPTION | Tag::OPTGROUP | Tag::HR if self.stack.in_scope(Tag::SELECT) > 0 => {
                while implied(self.stack.top().tag) && (tag != Tag::OPTION || self.stack.top().tag != Tag::OPTGROUP) {
                    self.pop();
                }
            }
            Tag::OPTION | Tag::OPTGROUP if self.stack.top().tag == Tag::OPTION => self.pop(),
            Tag::RB | Tag::RTC | Tag::RP | Tag::RT if self.stack.in_scope(Tag::RUBY) > 0 => {
                let inside = |open: Tag| matches!(tag, Tag::RP | Tag::RT) && open == Tag::RTC;
                while implied(self.stack.top().tag) && !inside(self.stack.top().tag) {
                    self.pop();
                }
            }
            _ => {}
        }
    }

    /// Closes the item of a list that is open, unless something else stands between.
    fn end_item(&mut self, tags: &[Tag]) {
        let fence = self.stack.fence();
        if fence > 0 && tags.contains(&self.stack.at(fence).tag) && !self.stack.at(fence).foreign {
            self.pop_to(fence);
        }
    }

    fn end(&mut self, tag: Tag) {
        if self.stack.top().foreign && self.end_foreign(tag) {
            return;
        }
        if self.stack.part() > 0 && self.end_in_table(tag) {
            return;
        }
        match tag {
            // What follows them still belongs to the body.
            Tag::HTML | Tag::BODY => self.body |= self.stack.place(Tag::TEMPLATE) == 0,
            // `</br>` is read as `<br>`.
            Tag::BR => {
                (self.body, self.framable) = (true, false);
                self.reopen();
                self.insert(Tag::BR, 0, 0);
            }
            // `</p>` alone is an empty paragraph.
            Tag::P if self.stack.paragraph() == 0 => {
                if self.body {
                    self.insert(Tag::P, 0, 0);
                }
            }
            Tag::P => self.close(self.stack.paragraph()),
            _ if tag.is(HEADING) => {
                let open = HEADINGS.map(|heading| self.stack.in_scope(heading)).into_iter().max();
                self.close(open.unwrap_or(0));
            }
            Tag::LI => {
                let item = self.stack.in_scope(tag);
                if item > self.stack.innermost(&[Tag::UL, Tag::OL]) {
                    self.pop_to(item);
                }
            }
            Tag::FORM if self.stack.place(Tag::TEMPLATE) == 0 => self.end_form(),
            Tag::TEMPLATE => self.close(self.stack.place(tag)),
            _ if tag.is(FORMAT) => self.end_format(tag),
            _ if tag.is(SPECIAL) || tag == Tag::DIALOG => self.close(self.stack.in_scope(tag)),
            _ => self.end_any(tag),
        }
    }

    /// What an end tag does that has no rules of its own.
    pub(super) fn end_any(&mut self, tag: Tag) {
        if self.stack.place(tag) > self.stack.special() {
            self.pop_to(self.stack.place(tag));
        }
    }

    /// Ends the form, but not what is open in it.
    fn end_form(&mut self) {
        let Some((node, place)) = self.form.take() else { return };
        if place == 0 || place > self.stack.len() || self.stack.at(place).node != node {
            return;
        }
        if self.stack.in_scope(Tag::FORM) != place {
            return;
        }
        while implied(self.stack.top().tag) {
            self.pop();
        }
        if self.stack.len() == place { self.pop() } else { self.stack.close(place) }
    }
}

/// Elements that end without an end tag when what they stand in does.
fn implied(tag: Tag) -> bool {
    use Tag as T;
    matches!(tag, T::DD | T::DT | T::LI | T::OPTGROUP | T::OPTION | T::P | T::RB | T::RP | T::RT | T::RTC)
}

/// Whether a page with this element cannot be a set of frames any more.
fn bars_frames(tag: Tag) -> bool {
    use Tag as T;
    matches!(
        tag,
        T::BODY | T::PRE | T::LISTING | T::LI | T::DD | T::DT | T::BUTTON | T::APPLET | T::MARQUEE | T::OBJECT
    ) || matches!(tag, T::TABLE | T::AREA | T::BR | T::EMBED | T::IMG | T::KEYGEN | T::WBR | T::INPUT | T::HR)
        || matches!(tag, T::TEXTAREA | T::XMP | T::IFRAME | T::SELECT)
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

//! A page to start tags, end tags and text, as spans into the page. Nothing is copied.
//!
//! Follows the parsing standard in what ends what. Comments, declarations and processing instructions are passed over.

use super::names::{Name, Packed, Tag};
use crate::Span;
use memchr::{memchr, memchr2, memmem};

/// An attribute that somebody reads, with its value as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) name: Name,
    pub(super) value: Span,
}

/// What comes next in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `<p class=x>`; its attributes are those from this place of [`Tokens::attributes`] on.
    Start { tag: Tag, attributes: u32, closed: bool },
    /// `</p>`
    End(Tag),
    /// Text with its character references as written.
    Text(Span),
}

/// What is text whatever it looks like.
#[derive(Clone, Copy)]
enum Raw {
    Element,
    Rest,
}

/// How a part of a script ends that `<!--` began: with the script, or before it.
enum Escaped {
    Script(usize),
    Over(usize),
}

/// Reads a page from front to back, each byte once.
pub(super) struct Tokens<'p> {
    page: &'p [u8],
    at: usize,
    /// The attributes of all start tags so far.
    pub(super) attributes: Vec<Attribute>,
    /// The name in the last start tag.
    name: Span,
    /// Text up to the end tag of that name comes next, or all the rest.
    raw: Option<Raw>,
    /// The document type, if it stands before all elements.
    doctype: Option<Span>,
    begun: bool,
    /// Inside SVG or MathML, where CDATA is text.
    pub(super) foreign: bool,
}

#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

/// Ends a tag's name, and an attribute's.
const TAG: u8 = 1;
const ATTRIBUTE: u8 = 1 << 1;
/// A capital letter, which ends nothing.
const CAPITAL: u8 = 1 << 2;

/// What each byte ends.
static ENDS: [u8; 256] = {
    let mut ends = [0; 256];
    let mut byte = 0;
    while byte < ends.len() {
        match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>' => ends[byte] = TAG | ATTRIBUTE,
            b'=' => ends[byte] = ATTRIBUTE,
            b'A'..=b'Z' => ends[byte] = CAPITAL,
            _ => {}
        }
        byte += 1;
    }
    ends
};

/// Beginnings of the public identifiers of document types that browsers still read by their own rules.
const OLD: [&str; 9] = [
    "+//silmaril//",
    "-//as//",
    "-//advasoft",
    "-//ietf//",
    "-//metrius//",
    "-//microsoft//",
    "-//netscape",
    "-//o'reilly",
    "-//w3c//dtd html 3",
];

/// Whether a document type is of that time; see the standard on "quirks mode".
fn is_old(doctype: &[u8]) -> bool {
    let text = String::from_utf8_lossy(doctype).to_ascii_lowercase();
    let mut words = text.trim_end_matches('>').splitn(3, |c: char| c.is_ascii_whitespace());
    let (name, rest) = (words.nth(1).unwrap_or_default(), words.next().unwrap_or_default().trim_start());
    let mut quoted = rest.split(['"', '\'']).skip(1).step_by(2);
    let id = quoted.next().unwrap_or_default();
    let transitional = ["-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"];
    let older = ["-//w3c//dtd html 4.0 ", "-//w3c//dtd html experimental", "-//w3c//dtd w3 html", "-//w3o//"];
    name != "html"
        || rest.starts_with("public")
            && (OLD.iter().chain(&older).any(|old| id.starts_with(old))
                || transitional.iter().any(|old| id.starts_with(old)) && quoted.next().is_none())
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start, end)
}

impl<'p> Tokens<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        let attributes = Vec::with_capacity(page.len() / 128);
        let name = Span::default();
        Self { page: page.as_bytes(), at: 0, attributes, name, raw: None, doctype: None, begun: false, foreign: false }
    }

    /// The next token; None at the end of the page.
    pub(super) fn next(&mut self) -> Option<Token> {
        if let Some(raw) = self.raw.take() {
            let start = self.at;
            self.at = match raw {
                Raw::Element => self.raw_end(),
                Raw::Rest => self.page.len(),
            };
            if self.at > start {
                return Some(Token::Text(span(start, self.at)));
            }
        }
        while self.at < self.page.len() {
            let start = self.at;
            let text = self.text();
            if text > start {
                self.at = text;
                return Some(Token::Text(span(start, text)));
            }
            // `at` is at a `<` that begins something.
            match self.page.get(self.at + 1) {
                Some(b'!') => {
                    if let Some(cdata) = self.declaration() {
                        return Some(Token::Text(cdata));
                    }
                }
                Some(b'/') => {
                    if let Some(end) = self.end_tag() {
                        return Some(end);
                    }
                }
                Some(b'?') => self.pass_over(b">"),
                _ => {
                    if let Some(start) = self.start_tag() {
                        return Some(start);
                    }
                }
            }
        }
        None
    }

    /// Where the text from here on ends: at the next `<` that begins a tag, a comment …
    #[inline]
    fn text(&self) -> usize {
        let mut from = self.at;
        // One tag after the other is common.
        let next = |from: usize| if self.page[from] == b'<' { Some(0) } else { memchr(b'<', &self.page[from..]) };
        while from < self.page.len()
            && let Some(found) = next(from)
        {
            let at = from + found;
            if let Some(&next) = self.page.get(at + 1)
                && (next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
            {
                return at;
            }
            from = at + 1;
        }
        self.page.len()
    }

    /// The element that has just begun holds text up to its end tag.
    pub(super) fn raw_text_follows(&mut self) {
        self.raw = Some(Raw::Element);
    }

    /// All the rest of the page is text.
    pub(super) fn rest_is_text(&mut self) {
        self.raw = Some(Raw::Rest);
    }

    /// Whether browsers read the page as pages were read before there was a standard: a table does not end a `p`.
    pub(super) fn quirks(&self) -> bool {
        self.doctype.is_none_or(|doctype| is_old(&self.page[doctype.range()]))
    }

    /// Where the text of a raw text element ends: at its end tag, or with the page.
    fn raw_end(&self) -> usize {
        let name = &self.page[self.name.range()];
        let is_script = name.eq_ignore_ascii_case(b"script");
        let (mut from, mut end) = (self.at, self.end_tag_of(name, self.at));
        // In a script `<!--` hides the end tags of scripts that are written out by this one, until `-->`.
        while is_script && let Some(found) = memmem::find(&self.page[from..end], b"<!--") {
            match self.escaped_end(from + found + 2) {
                Escaped::Script(end) => return end,
                Escaped::Over(at) => from = at,
            }
            if end < from {
                end = self.end_tag_of(name, from);
            }
        }
        end
    }

    /// The next end tag of that name, or the end of the page.
    fn end_tag_of(&self, name: &[u8], from: usize) -> usize {
        let mut ends = memmem::find_iter(&self.page[from..], b"</").map(|found| from + found);
        ends.find(|at| self.is_named(at + 2, name)).unwrap_or(self.page.len())
    }

    /// Whether that name stands there, and ends there.
    fn is_named(&self, at: usize, name: &[u8]) -> bool {
        let end = at + name.len();
        self.page.get(at..end).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
            && self.page.get(end).is_some_and(|&b| is_space(b) || matches!(b, b'/' | b'>'))
    }

    /// What ends the part of a script that `<!--` began, whose dashes stand there.
    fn escaped_end(&self, dashes: usize) -> Escaped {
        let (mut from, mut written) = (dashes, false);
        while let Some(found) = memchr2(b'<', b'>', &self.page[from..]) {
            let at = from + found;
            from = at + 1;
            if self.page[at] == b'>' {
                if self.page[dashes..at].ends_with(b"--") {
                    return Escaped::Over(from);
                }
            } else if written {
                written = !(self.page.get(from) == Some(&b'/') && self.is_named(from + 1, b"script"));
            } else if self.page.get(from) == Some(&b'/') && self.is_named(from + 1, b"script") {
                return Escaped::Script(at);
            } else {
                written = self.is_named(from, b"script");
            }
        }
        Escaped::Script(self.page.len())
    }

    /// Passes over everything up to and with `end`, or the rest of the page.
    fn pass_over(&mut self, end: &[u8]) {
        self.at = memmem::find(&self.page[self.at..], end).map_or(self.page.len(), |found| self.at + found + end.len());
    }

    /// `<!--…-->`, `<!DOCTYPE …>`, `<![CDATA[…]]>`; the text of the last where it counts.
    fn declaration(&mut self) -> Option<Span> {
        let rest = &self.page[self.at..];
        if rest.starts_with(b"<!--") {
            self.at += 4;
            match self.page.get(self.at..) {
                Some([b'>', ..]) => self.at += 1,
                Some([b'-', b'>', ..]) => self.at += 2,
                _ => self.comment(),
            }
            return None;
        }
        if self.foreign && rest.starts_with(b"<![CDATA[") {
            let start = self.at + 9;
            self.pass_over(b"]]>");
            let end = if self.page[..self.at].ends_with(b"]]>") { self.at - 3 } else { self.at };
            return (end > start).then(|| span(start, end));
        }
        let start = self.at;
        self.pass_over(b">");
        let declaration = &self.page[start..self.at];
        let is_doctype = declaration.get(2..9).is_some_and(|name| name.eq_ignore_ascii_case(b"doctype"));
        if is_doctype && !self.begun && self.doctype.is_none() {
            self.doctype = Some(span(start, self.at));
        }
        None
    }

    /// To after `-->` or `--!>`.
    fn comment(&mut self) {
        while let Some(found) = memmem::find(&self.page[self.at..], b"--") {
            self.at += found + 2;
            match self.page.get(self.at..) {
                Some([b'>', ..]) => {
                    self.at += 1;
                    return;
                }
                Some([b'!', b'>', ..]) => {
                    self.at += 2;
                    return;
                }
                // `--->` ends it as well.
                Some([b'-', ..]) => self.at -= 1,
                _ => {}
            }
        }
        self.at = self.page.len();
    }

    fn end_tag(&mut self) -> Option<Token> {
        self.at += 2;
        if !self.page.get(self.at)?.is_ascii_alphabetic() {
            self.pass_over(b">");
            return None;
        }
        let tag = Tag::new(self.name(self.at, TAG));
        // Attributes of an end tag mean nothing, but a `>` in a quoted value does not end it.
        let before = self.attributes.len();
        let ended = self.read_attributes();
        self.attributes.truncate(before);
        ended.map(|_| Token::End(tag))
    }

    fn start_tag(&mut self) -> Option<Token> {
        self.at += 1;
        let start = self.at;
        let tag = Tag::new(self.name(self.at, TAG));
        let name = span(start, self.at);
        let attributes = self.attributes.len() as u32;
        // A tag that the page's end cuts off is no tag.
        let closed = self.read_attributes()?;
        self.name = name;
        self.begun = true;
        Some(Token::Start { tag, attributes, closed })
    }

    /// The name that begins at `start` and goes on here, up to a byte that ends names of its kind.
    #[inline]
    fn name(&mut self, start: usize, kind: u8) -> Packed {
        let mut seen = ENDS[usize::from(self.page[start])];
        let mut at = self.at;
        while let Some(&byte) = self.page.get(at)
            && ENDS[usize::from(byte)] & kind == 0
        {
            seen |= ENDS[usize::from(byte)];
            at += 1;
        }
        self.at = at;
        Packed::of(self.page, start, at, seen & CAPITAL == 0)
    }

    /// To the next byte that is no space; None at the end of the page.
    #[inline]
    fn pass_space(&mut self) -> Option<()> {
        while is_space(*self.page.get(self.at)?) {
            self.at += 1;
        }
        Some(())
    }

    /// The attributes up to and with `>`: whether the tag closes itself, None when the page ends first.
    #[inline]
    fn read_attributes(&mut self) -> Option<bool> {
        let closed = self.attributes_until_end();
        if closed.is_none() {
            self.at = self.page.len();
        }
        closed
    }

    #[inline]
    fn attributes_until_end(&mut self) -> Option<bool> {
        let page = self.page;
        // Of each name only the first counts, which also bounds what one tag can have.
        let mut seen = 0_u32;
        loop {
            match *page.get(self.at)? {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' => {
                    self.at += 1;
                    if page.get(self.at) == Some(&b'>') {
                        self.at += 1;
                        return Some(true);
                    }
                }
                byte if is_space(byte) => self.at += 1,
                _ => {
                    let (name, value) = self.attribute()?;
                    if let Some(name) = Name::new(name)
                        && seen >> name.0 & 1 == 0
                    {
                        seen |= 1 << name.0;
                        self.attributes.push(Attribute { name, value });
                    }
                }
            }
        }
    }

    /// `name`, `name=value`, `name="value"`.
    #[inline]
    fn attribute(&mut self) -> Option<(Packed, Span)> {
        let page = self.page;
        // A name may begin with `=`, after that it ends the name.
        let start = self.at;
        self.at += 1;
        let name = self.name(start, ATTRIBUTE);
        let end = self.at;
        self.pass_space()?;
        if page[self.at] != b'=' {
            return Some((name, span(end, end)));
        }
        self.at += 1;
        self.pass_space()?;
        let value = match page[self.at] {
            quote @ (b'"' | b'\'') => {
                let from = self.at + 1;
                let to = from + memchr(quote, &page[from..])?;
                self.at = to + 1;
                span(from, to)
            }
            b'>' => span(self.at, self.at),
            _ => {
                let from = self.at;
                // Spaces other than the common two are rare in values: they are looked for in what memchr leaves.
                let rough = from + memchr2(b'>', b' ', &page[from..])?;
                self.at = page[from..rough].iter().position(|&b| is_space(b)).map_or(rough, |n| from + n);
                span(from, self.at)
            }
        };
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::RAW;
    use super::*;

    /// A page as its tokens: `p` `class=a` for a start, `/p` for an end, text in quotes.
    fn shown(page: &str) -> String {
        let mut tokens = Tokens::new(page);
        let mut out = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Start { tag, attributes, closed } => {
                    if tag.is(RAW) {
                        tokens.raw_text_follows();
                    }
                    let of_tag = &tokens.attributes[attributes as usize..];
                    let shown: Vec<_> = of_tag.iter().map(|a| format!(" {}={}", a.name.0, a.value.of(page))).collect();
                    out.push(format!("<{}{}{}", tag.as_str(), shown.concat(), if closed { "/>" } else { ">" }));
                }
                Token::End(tag) => out.push(format!("</{}>", tag.as_str())),
                Token::Text(text) => out.push(format!("{:?}", text.of(page))),
            }
        }
        out.join(" ")
    }

    #[test]
    fn pages_are_cut_as_the_standard_cuts_them() {
        for (page, expected, why) in [
            ("a<b>c</b>", r#""a" <b> "c" </b>"#, "plain"),
            ("1 < 2 <3", r#""1 < 2 <3""#, "a < that begins nothing is text"),
            ("<P CLASS=x ID='y z' hidden>", "<p 0=x 1=y z 12=>", "case, quotes, no value"),
            ("<p class=a class=b>", "<p 0=a>", "the first of two counts"),
            ("<br/><img src=/a/b/>", "<br/> <img>", "an unquoted value takes the slash"),
            ("<p id = \"a>b\">x", r#"<p 1=a>b> "x""#, "> inside quotes"),
            ("a<!-- <p> -->b<!---->c<!-->d<!--x--!>e", r#""a" "b" "c" "d" "e""#, "comments"),
            ("a<!-- open <p>b", r#""a""#, "an open comment takes the rest"),
            ("a<!--x--->b", r#""a" "b""#, "three dashes"),
            ("<!DOCTYPE html><?php x ?>a</ >b</>c", r#""a" "b" "c""#, "declarations and empty ends"),
            ("<script>if(a<b)'</p>'</script >c", r#"<script> "if(a<b)'</p>'" </script> "c""#, "raw text"),
            ("<title>a<b>&amp;</TITLE>", r#"<title> "a<b>&amp;" </title>"#, "end in another case"),
            ("<style>p{}</styles></style>", r#"<style> "p{}</styles>" </style>"#, "a longer name does not end it"),
            ("<script>open", r#"<script> "open""#, "an open script takes the rest"),
            ("<script></script>a", r#"<script> </script> "a""#, "empty"),
            ("a<p class=\"", r#""a""#, "a tag that is cut off is no tag"),
            ("</p x=\">\">a", r#"</p> "a""#, "attributes of an end tag"),
            ("<a href=x\ny>b", r#"<a 2=x> "b""#, "a new line ends a value"),
            ("<p =x=y>b", r#"<p> "b""#, "a name that begins with ="),
        ] {
            assert_eq!(shown(page), expected, "{why}");
        }
    }
}

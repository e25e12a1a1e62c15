//! Tag and attribute names as small integers, and what the tree has to know of each tag.

/// Starts a block of text; everything else is part of a line.
pub(super) const BLOCK: u16 = 1;
/// Never has content.
pub(super) const VOID: u16 = 1 << 1;
/// Its content is text up to its own end tag.
pub(super) const RAW: u16 = 1 << 2;
/// Nothing in it is for reading.
pub(super) const SKIP: u16 = 1 << 3;
/// Its start tag ends an open `p`.
pub(super) const ENDS_P: u16 = 1 << 4;
/// "Special" in the parsing standard: an end tag of another name does not reach over it.
pub(super) const SPECIAL: u16 = 1 << 5;
/// A scope of its own: no end tag reaches out of it.
pub(super) const SCOPE: u16 = 1 << 6;
/// Formatting: its end tag closes it even when a block is open inside it.
pub(super) const FORMAT: u16 = 1 << 7;
/// h1 to h6.
pub(super) const HEADING: u16 = 1 << 8;
/// May stand in `head`.
pub(super) const HEAD: u16 = 1 << 9;
/// Part of the structure of tables.
pub(super) const TABLE: u16 = 1 << 10;

/// A tag name; names that are not in the list share the numbers from [`Tag::UNKNOWN`] on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tag(pub(super) u16);

/// An attribute name that somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(pub(super) u8);

// One list gives the constants, the spelling and the traits.
macro_rules! tags {
    ($($constant:ident $text:literal $traits:expr;)+) => {
        // The list is of the standard's elements, whether or not the code asks for each by name.
        #[allow(dead_code, clippy::upper_case_acronyms)]
        enum Index { Text, $($constant),+ }
        #[allow(dead_code)]
        impl Tag { $(pub(super) const $constant: Tag = Tag(Index::$constant as u16);)+ }
        const TAGS: &[(&str, u16)] = &[("", 0), $(($text, $traits)),+];
    };
}

const FLOW: u16 = BLOCK | SPECIAL | ENDS_P;
const CELL: u16 = BLOCK | SPECIAL | SCOPE | TABLE;
const ROW: u16 = BLOCK | SPECIAL | TABLE;

tags! {
    A "a" FORMAT; ABBR "abbr" 0; ADDRESS "address" FLOW; APPLET "applet" SPECIAL | SCOPE | SKIP;
    AREA "area" SPECIAL | VOID; ARTICLE "article" FLOW; ASIDE "aside" FLOW; AUDIO "audio" SKIP; B "b" FORMAT;
    BASE "base" SPECIAL | VOID | HEAD; BIG "big" FORMAT; BLOCKQUOTE "blockquote" FLOW; BODY "body" BLOCK | SPECIAL;
    BR "br" SPECIAL | VOID; BUTTON "button" BLOCK | SPECIAL; CANVAS "canvas" SKIP; CAPTION "caption" CELL;
    CENTER "center" FLOW; CITE "cite" 0; CODE "code" FORMAT; COL "col" SPECIAL | VOID | TABLE;
    COLGROUP "colgroup" SPECIAL | TABLE; DD "dd" FLOW; DEL "del" 0; DETAILS "details" FLOW; DIALOG "dialog" BLOCK | ENDS_P;
    DIR "dir" FLOW; DIV "div" FLOW; DL "dl" FLOW; DT "dt" FLOW; EM "em" FORMAT; EMBED "embed" SPECIAL | VOID;
    FIELDSET "fieldset" FLOW; FIGCAPTION "figcaption" FLOW; FIGURE "figure" FLOW; FONT "font" FORMAT;
    FOOTER "footer" FLOW; FOREIGN "foreignobject" 0; FORM "form" FLOW; FRAME "frame" SPECIAL | VOID; H1 "h1" FLOW | HEADING;
    H2 "h2" FLOW | HEADING; H3 "h3" FLOW | HEADING; H4 "h4" FLOW | HEADING; H5 "h5" FLOW | HEADING;
    H6 "h6" FLOW | HEADING; HEADER "header" FLOW; HGROUP "hgroup" FLOW; HR "hr" FLOW | VOID;
    HTML "html" BLOCK | SPECIAL | SCOPE; I "i" FORMAT; IFRAME "iframe" SPECIAL | RAW | SKIP;
    IMG "img" SPECIAL | VOID; INPUT "input" SPECIAL | VOID; INS "ins" 0; KBD "kbd" 0; LABEL "label" 0;
    LEGEND "legend" BLOCK; LI "li" FLOW; LINK "link" SPECIAL | VOID | HEAD; LISTING "listing" FLOW; MAIN "main" FLOW;
    MARK "mark" 0; MARQUEE "marquee" BLOCK | SPECIAL | SCOPE; MATH "math" SKIP; MENU "menu" FLOW;
    META "meta" SPECIAL | VOID | HEAD; NAV "nav" FLOW; NOBR "nobr" FORMAT; NOEMBED "noembed" SPECIAL | RAW | SKIP;
    NOFRAMES "noframes" SPECIAL | RAW | SKIP | HEAD; NOSCRIPT "noscript" SPECIAL | RAW | SKIP | HEAD;
    OBJECT "object" SPECIAL | SCOPE | SKIP; OL "ol" FLOW; OPTGROUP "optgroup" 0; OPTION "option" 0; P "p" FLOW;
    PARAM "param" SPECIAL | VOID; PICTURE "picture" SKIP; PRE "pre" FLOW; Q "q" 0; RP "rp" SKIP; RT "rt" SKIP;
    RUBY "ruby" 0; S "s" FORMAT; SCRIPT "script" SPECIAL | RAW | SKIP | HEAD; SEARCH "search" FLOW;
    SECTION "section" FLOW; SELECT "select" SPECIAL | SCOPE | SKIP; SLOT "slot" 0; SMALL "small" FORMAT;
    SOURCE "source" SPECIAL | VOID; SPAN "span" 0; STRIKE "strike" FORMAT; STRONG "strong" FORMAT;
    STYLE "style" SPECIAL | RAW | SKIP | HEAD; SUB "sub" 0; SUMMARY "summary" FLOW; SUP "sup" 0; SVG "svg" SKIP;
    TABLE "table" FLOW | SCOPE; TBODY "tbody" ROW; TD "td" CELL; TEMPLATE "template" SPECIAL | SCOPE | SKIP | HEAD;
    TEXTAREA "textarea" SPECIAL | RAW | SKIP; TFOOT "tfoot" ROW; TH "th" CELL; THEAD "thead" ROW; TIME "time" 0;
    TITLE "title" SPECIAL | RAW | SKIP | HEAD; TR "tr" ROW; TRACK "track" SPECIAL | VOID; TT "tt" FORMAT;
    U "u" FORMAT; UL "ul" FLOW; VIDEO "video" SKIP; WBR "wbr" SPECIAL | VOID; XMP "xmp" FLOW | RAW;
    HEAD "head" SPECIAL | SKIP; BASEFONT "basefont" SPECIAL | VOID | HEAD; BGSOUND "bgsound" SPECIAL | VOID | HEAD;
    DESC "desc" 0; FRAMESET "frameset" SPECIAL | SKIP; IMAGE "image" SPECIAL | VOID; KEYGEN "keygen" SPECIAL | VOID;
    MI "mi" 0; MN "mn" 0; MO "mo" 0; MS "ms" 0; MTEXT "mtext" 0; PLAINTEXT "plaintext" FLOW | RAW; RB "rb" 0;
    RTC "rtc" 0; VAR "var" 0;
}

impl Tag {
    /// A stretch of text, not an element.
    pub(super) const TEXT: Self = Self(0);
    /// An element inside SVG or MathML, whatever its name.
    pub(super) const NAMELESS: Self = Self(Self::UNKNOWN);
    /// First of the numbers that unlisted names share by their hash.
    pub(super) const UNKNOWN: u16 = 256;
    /// One more than the greatest number.
    pub(super) const COUNT: usize = 1024;

    /// The number of a packed name.
    #[inline]
    pub(super) fn new(packed: Packed) -> Self {
        let shared = Self::COUNT as u64 - u64::from(Self::UNKNOWN);
        KNOWN_TAGS
            .find(packed)
            .map_or_else(|| Self(Self::UNKNOWN + (packed.hash() % shared) as u16), |place| Self(place.into()))
    }

    /// Whether it has all these traits.
    #[inline]
    pub(super) fn is(self, traits: u16) -> bool {
        TAGS.get(self.0 as usize).is_some_and(|tag| tag.1 & traits == traits)
    }

    /// Whether it has any of these traits.
    #[inline]
    pub(super) fn is_any(self, traits: u16) -> bool {
        TAGS.get(self.0 as usize).is_some_and(|tag| tag.1 & traits != 0)
    }

    /// The name, empty for text and unlisted names.
    pub(super) fn as_str(self) -> &'static str {
        TAGS.get(self.0 as usize).map_or("", |tag| tag.0)
    }
}

macro_rules! names {
    ($($constant:ident $text:literal;)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum NameIndex { $($constant),+ }
        impl Name { $(pub(super) const $constant: Name = Name(NameIndex::$constant as u8);)+ }
        const NAMES: [&str; [$($text),+].len()] = [$($text),+];
    };
}

names! {
    CLASS "class"; ID "id"; HREF "href"; CONTENT "content"; NAME "name"; PROPERTY "property";
    ITEMPROP "itemprop"; REL "rel"; DATETIME "datetime"; LANG "lang"; ROLE "role"; TYPE "type";
    HIDDEN "hidden"; STYLE "style"; ARIA_HIDDEN "aria-hidden"; ARIA_LABEL "aria-label"; TEST_ID "data-testid";
    COMPONENT "data-component"; MODULE "data-module"; XML_LANG "xml:lang";
}

impl Name {
    /// The number of a packed name, if somebody reads that attribute.
    #[inline]
    pub(super) fn new(packed: Packed) -> Option<Self> {
        KNOWN_NAMES.find(packed).map(Self)
    }
}

/// A lower-cased name of at most 16 bytes in one integer; longer names are folded, so compare them by hash only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed(u128);

impl Packed {
    /// The bytes of most names fit into it.
    const ROOM: usize = size_of::<u128>();

    /// The name with one more byte.
    const fn with(self, byte: u8) -> Self {
        Self(self.0.rotate_left(8) ^ byte.to_ascii_lowercase() as u128)
    }

    /// Packs a name.
    const fn new(name: &[u8]) -> Self {
        let (mut packed, mut at) = (Self(0), 0);
        while at < name.len() {
            packed = packed.with(name[at]);
            at += 1;
        }
        packed
    }

    /// Packs the part of a page from `start` to `end`, which has no capitals if `is_lower`: all its bytes at once.
    #[inline]
    pub(super) fn of(page: &[u8], start: usize, end: usize, is_lower: bool) -> Self {
        match page[start..].first_chunk::<{ Self::ROOM }>() {
            Some(bytes) if is_lower && (1..=Self::ROOM).contains(&(end - start)) => {
                Self(u128::from_be_bytes(*bytes) >> (8 * (Self::ROOM - (end - start))))
            }
            _ => Self::new(&page[start..end]),
        }
    }

    #[inline]
    const fn hash(self) -> u64 {
        ((self.0 as u64) ^ ((self.0 >> 64) as u64).rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40
    }
}

/// A small open-addressed table from names to their place in a list, worked out by the compiler.
struct Table<const N: usize> {
    names: [Packed; N],
    /// One more than the place in the list, 0 for none.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 1024;

impl<const N: usize> Table<N> {
    const fn new(list: [&str; N]) -> Self {
        let mut table = Self { names: [Packed(0); N], slots: [0; SLOTS] };
        let mut place = 0;
        while place < N {
            let name = Packed::new(list[place].as_bytes());
            let mut at = name.hash() as usize % SLOTS;
            while table.slots[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            table.names[place] = name;
            table.slots[at] = place as u8 + 1;
            place += 1;
        }
        table
    }

    #[inline]
    fn find(&self, name: Packed) -> Option<u8> {
        let mut at = name.hash() as usize % SLOTS;
        loop {
            let place = self.slots[at].checked_sub(1)?;
            if self.names[usize::from(place)] == name {
                return Some(place);
            }
            at = (at + 1) % SLOTS;
        }
    }
}

static KNOWN_TAGS: Table<{ TAGS.len() }> = Table::new({
    let (mut names, mut at) = ([""; TAGS.len()], 0);
    while at < names.len() {
        names[at] = TAGS[at].0;
        at += 1;
    }
    names
});
static KNOWN_NAMES: Table<{ NAMES.len() }> = Table::new(NAMES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_numbers_and_back() {
        for (i, (text, _)) in TAGS.iter().enumerate().skip(1) {
            assert!(text.len() <= 16);
            assert_eq!(Tag::new(Packed::new(text.to_ascii_uppercase().as_bytes())), Tag(i as u16), "{text}");
            assert_eq!(Tag(i as u16).as_str(), *text);
        }
        for (i, text) in NAMES.iter().enumerate() {
            assert_eq!(Name::new(Packed::new(text.as_bytes())), Some(Name(i as u8)), "{text}");
        }
        assert!(TAGS.len() < Tag::UNKNOWN as usize && NAMES.len() <= 32);
        let custom = Tag::new(Packed::new(b"news-card"));
        assert!(custom.0 >= Tag::UNKNOWN && custom == Tag::new(Packed::new(b"NEWS-CARD")));
        assert_eq!(Name::new(Packed::new(b"onclick")), None);
    }
}

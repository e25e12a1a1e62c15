//! A tree to blocks: runs of text that a reader sees as one paragraph, heading, list item, menu entry …

use super::lines::Line;
use super::names::{BLOCK, SKIP, Tag};
use super::tree::{AFTER_SPACE, AS_WRITTEN, IN_BOLD, IN_ITALIC, IN_LINK, IS_HIDDEN, NodeId, Tree};
use crate::Span;

/// A run of text inside its nearest block element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// The nearest block element.
    pub(super) owner: NodeId,
    /// The first text in it.
    pub(super) first: NodeId,
    /// Where it stands in [`Blocks::text`].
    pub(super) span: Span,
    /// How many bytes of it are inside links, bold, italic.
    pub(super) links: u32,
    pub(super) bold: u32,
    pub(super) italic: u32,
    /// Whether the page hides some of it.
    pub(super) hidden: bool,
}

/// All blocks of a page in document order, and their text.
pub(super) struct Blocks {
    pub(super) text: String,
    pub(super) list: Vec<Block>,
}

impl Blocks {
    /// Reads the text of a tree once.
    pub(super) fn new(tree: &Tree<'_>) -> Self {
        let mut reader = Reader::default();
        reader.text.reserve(tree.page.len() / 16);
        let mut id: NodeId = 1;
        while let Some(node) = tree.nodes.get(id as usize) {
            while reader.open.last().is_some_and(|&(end, _)| end <= id) {
                reader.flush();
                reader.open.pop();
            }
            if node.tag == Tag::TEXT {
                reader.write(id, node.flags, tree.text(id));
            } else if node.tag.is(SKIP) {
                id = node.end;
                continue;
            } else if node.tag == Tag::BR {
                reader.line_break();
            } else if matches!(node.tag, Tag::TD | Tag::TH) && is_plain(tree, id) {
                reader.line.cell();
            } else if node.tag.is(BLOCK) {
                reader.flush();
                reader.open.push((node.end, id));
            }
            id += 1;
        }
        reader.flush();
        Self { text: reader.text, list: reader.list }
    }

    /// The words of a block.
    pub(super) fn words(&self, block: &Block) -> &str {
        block.span.of(&self.text)
    }
}

/// A cell of a table of facts is shorter than this, in bytes; longer ones lay out a page.
const CELL: usize = 200;
/// Nodes looked at in a cell.
const IN_CELL: NodeId = 40;

/// Whether a cell is a word or a number in a row, not a place for paragraphs.
fn is_plain(tree: &Tree<'_>, id: NodeId) -> bool {
    let end = tree.nodes[id as usize].end;
    if end - id > IN_CELL {
        return false;
    }
    let mut length = 0;
    (id + 1..end).all(|at| {
        length += tree.text(at).len();
        !tree.nodes[at as usize].tag.is_any(BLOCK | SKIP) && length <= CELL
    })
}

/// Nodes of one element that are looked at for its text; a name or a headline has few.
const LOOKED_AT: NodeId = 1000;

/// The text of one element as one line, up to about `limit` bytes.
pub(super) fn element_text(tree: &Tree<'_>, id: NodeId, limit: usize) -> String {
    text_between(tree, id + 1, tree.nodes[id as usize].end, limit)
}

/// The text of these nodes as one line, up to about `limit` bytes, with spaces where style alone keeps names apart.
pub(super) fn text_between(tree: &Tree<'_>, from: NodeId, end: NodeId, limit: usize) -> String {
    let (mut out, mut line) = (String::new(), Line::default());
    let mut at = from;
    let end = end.min(at.saturating_add(LOOKED_AT));
    while at < end && out.len() < limit {
        let node = &tree.nodes[at as usize];
        if node.tag.is(SKIP) {
            at = node.end;
            continue;
        }
        if node.tag == Tag::BR || node.tag.is(BLOCK) || node.flags & AFTER_SPACE != 0 {
            line.space();
        }
        let text = tree.text(at);
        // Names and what follows them are often kept apart by style alone: `<b>Ada Holm</b><i>Editor</i>`.
        if out.ends_with(char::is_lowercase) && text.starts_with(char::is_uppercase) {
            line.space();
        }
        line.write(&mut out, &text[..text.floor_char_boundary(limit)]);
        at += 1;
    }
    out
}

#[derive(Default)]
struct Reader {
    text: String,
    list: Vec<Block>,
    /// Open block elements and where they end.
    open: Vec<(NodeId, NodeId)>,
    /// The block that is being read, once it has a character.
    block: Option<Block>,
    line: Line,
    /// Line breaks since the last character.
    breaks: u32,
}

impl Reader {
    fn write(&mut self, id: NodeId, flags: u8, text: &str) {
        if self.breaks >= 2 {
            self.flush();
        }
        if flags & AFTER_SPACE != 0 {
            self.line.space();
        }
        let owner = self.open.last().map_or(0, |&(_, id)| id);
        let start = self.text.len();
        if self.breaks == 1 && self.block.is_some() {
            self.line.new_line(&mut self.text);
        }
        let written = self.text.len();
        match flags & AS_WRITTEN {
            0 => self.line.write(&mut self.text, text),
            _ => self.line.write_raw(&mut self.text, text),
        }
        if self.text.len() == written {
            self.text.truncate(start);
            return;
        }
        self.breaks = 0;
        let length = (self.text.len() - written) as u32;
        let block = self.block.get_or_insert(Block {
            owner,
            first: id,
            span: Span::new(start, start),
            links: 0,
            bold: 0,
            italic: 0,
            hidden: false,
        });
        block.links += u32::from(flags & IN_LINK != 0) * length;
        block.bold += u32::from(flags & IN_BOLD != 0) * length;
        block.italic += u32::from(flags & IN_ITALIC != 0) * length;
        block.hidden |= flags & IS_HIDDEN != 0;
    }

    fn line_break(&mut self) {
        self.breaks += 1;
    }

    /// Ends the block.
    fn flush(&mut self) {
        self.line = Line::default();
        self.breaks = 0;
        if let Some(mut block) = self.block.take() {
            block.span.end = self.text.len() as u32;
            self.text.push('\n');
            self.list.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_cut_into_blocks() {
        for (page, expected, why) in [
            ("<p>a<p>b", "a|b", "paragraphs"),
            ("<div>a<p>b</p>c</div>", "a|b|c", "text around a paragraph"),
            ("<p>a <b>b</b><i>c</i> d", "a bc d", "inline elements join"),
            ("<p>a<br>b<br><br>c", "a\nb|c", "one break is a new line, two end a block"),
            ("<p>a<br> &nbsp; <br>b", "a|b", "with white space between"),
            ("<p><br>a<br></p>", "a", "breaks at the ends"),
            ("<p>a<script>x</script>b<svg><text>y</text></svg>c", "abc", "what is not for reading"),
            ("<p>a <span>b</span> <em>c", "a b c", "white space between elements"),
            ("<p>a</p> &nbsp; <p></p>", "a", "nothing but white space"),
            ("<ul><li>a<li>b<p>c</ul>", "a|b|c", "items"),
            ("<table><tr><th>a<th>b<tr><td>c <b>d</b><td><td>e", "a\tb|c d\te", "rows"),
            ("<table><tr><td><p>a</p><td>b<tr><td>c<div>d</div>", "a|b|c|d", "cells with blocks in them"),
            ("<button>a</button><label>b</label> c", "a|b c", "a button is a block, a label is not"),
        ] {
            let blocks = Blocks::new(&Tree::new(page));
            let shown: Vec<_> = blocks.list.iter().map(|b| blocks.words(b)).collect();
            assert_eq!(shown.join("|"), expected, "{why}");
        }
    }

    #[test]
    fn blocks_know_their_links() {
        let blocks = Blocks::new(&Tree::new("<p>ab <a>cde</a> <strong>f"));
        let block = blocks.list[0];
        // The space before a word belongs to it.
        assert_eq!((block.links, block.bold, block.span.len()), (4, 2, 8));
    }
}

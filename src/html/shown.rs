//! All that a page shows, chosen by nobody: for checks of the tree against other parsers.

use super::lines::Line;
use super::names::{BLOCK, SKIP, Tag};
use super::tree::{AFTER_SPACE, AS_WRITTEN, NodeId, Tree};

/// The text of a page between two borders of block elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The nearest block element around it.
    pub element: &'static str,
    /// Its words, white space collapsed.
    pub text: String,
}

/// All text that a page shows, in document order; `script`, `svg`, `select` and other elements that hold nothing to
/// read are left out.
pub fn shown(page: &str) -> Vec<Stretch> {
    let tree = Tree::new(page);
    let (mut list, mut text, mut line) = (Vec::new(), String::new(), Line::default());
    let mut open: Vec<NodeId> = vec![0];
    let end = |list: &mut Vec<Stretch>, element: NodeId, text: &mut String, line: &mut Line| {
        if !text.is_empty() {
            list.push(Stretch { element: tree.nodes[element as usize].tag.as_str(), text: std::mem::take(text) });
        }
        *line = Line::default();
    };
    let mut id: NodeId = 1;
    while let Some(node) = tree.nodes.get(id as usize) {
        while let Some(&last) = open.last().filter(|&&last| last > 0 && tree.nodes[last as usize].end <= id) {
            end(&mut list, last, &mut text, &mut line);
            open.pop();
        }
        let element = open.last().copied().unwrap_or_default();
        if node.tag == Tag::TEXT {
            if node.flags & AFTER_SPACE != 0 {
                line.space();
            }
            match node.flags & AS_WRITTEN {
                0 => line.write(&mut text, tree.text(id)),
                _ => line.write_raw(&mut text, tree.text(id)),
            }
        } else if node.tag.is(SKIP) {
            id = node.end;
            continue;
        } else if node.tag == Tag::BR {
            line.space();
        } else if node.tag.is(BLOCK) {
            end(&mut list, element, &mut text, &mut line);
            open.push(id);
        }
        id += 1;
    }
    end(&mut list, open.last().copied().unwrap_or_default(), &mut text, &mut line);
    list
}

//! Tables: what may stand in them, and what is moved before them because it may not.

use super::build::Builder;
use super::{Node, NodeId};
use crate::Span;
use crate::html::names::{TABLE, Tag};

/// An element or text that stands in the page between the cells of a table, and in the tree before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fostered {
    node: NodeId,
    table: NodeId,
}

impl Builder<'_> {
    /// What the innermost part of a table makes of a start tag: whether it is done with.
    pub(super) fn start_in_table(&mut self, tag: Tag, from: u32, to: u32) -> bool {
        let table = self.stack.table();
        if table == 0 {
            // Parts of tables are nothing elsewhere. What a template holds is not for reading.
            let nowhere = tag.is(TABLE) && self.stack.place(Tag::TEMPLATE) == 0;
            if tag.is(TABLE) && !nowhere && tag != Tag::COL {
                let node = self.push(tag, from, to);
                self.open(node, tag);
            }
            return tag.is(TABLE);
        }
        let part = self.stack.part();
        self.pass_space(tag);
        match self.stack.at(part).tag {
            Tag::TD | Tag::TH | Tag::CAPTION if tag.is(TABLE) => self.pop_to(part),
            Tag::TD | Tag::TH | Tag::CAPTION => return false,
            Tag::COLGROUP if !matches!(tag, Tag::COL | Tag::TEMPLATE) => self.pop_to(part),
            _ => {}
        }
        match tag {
            // A table among rows ends the table.
            Tag::TABLE => {
                while self.stack.table() > 0 && !matches!(self.part(), Tag::TD | Tag::TH | Tag::CAPTION) {
                    self.pop_to(self.stack.table());
                }
                false
            }
            Tag::FORM => {
                self.start_form_in_table(from, to);
                true
            }
            Tag::COL => {
                if self.part() != Tag::COLGROUP {
                    self.pop_to(table + 1);
                    self.stack.push(self.stack.top().node, Tag::COLGROUP);
                }
                self.push(tag, from, to);
                true
            }
            _ if tag.is(TABLE) => {
                self.start_part(tag, from, to);
                true
            }
            _ => false,
        }
    }

    /// White space between two parts of a table: what was fostered has it, unless it stood in a cell.
    fn pass_space(&mut self, next: Tag) {
        let table = self.stack.table();
        if table > 0 && next.is(TABLE) {
            let in_cell = matches!(self.part(), Tag::TD | Tag::TH | Tag::CAPTION);
            let space = std::mem::take(&mut self.space) && !in_cell;
            self.stack.at_mut(table).space |= space;
        }
    }

    /// The innermost part of a table.
    fn part(&self) -> Tag {
        self.stack.at(self.stack.part()).tag
    }

    /// Begins a cell, row, group of rows or columns, or caption, after closing what it cannot stand in.
    fn start_part(&mut self, tag: Tag, from: u32, to: u32) {
        let table = self.stack.table();
        let place = |tags: &[Tag]| self.stack.innermost(tags).max(table);
        let group = place(&[Tag::TBODY, Tag::THEAD, Tag::TFOOT]);
        let row = place(&[Tag::TR]).max(group);
        let stays = match tag {
            Tag::TD | Tag::TH => row,
            Tag::TR => group,
            _ => table,
        };
        self.pop_to(stays + 1);
        // What the page leaves out is open without being a node.
        if matches!(tag, Tag::TR | Tag::TD | Tag::TH) && stays == table {
            self.stack.push(self.stack.top().node, Tag::TBODY);
        }
        if matches!(tag, Tag::TD | Tag::TH) && self.part() != Tag::TR {
            self.stack.push(self.stack.top().node, Tag::TR);
        }
        let node = self.push(tag, from, to);
        self.open(node, tag);
    }

    /// What the innermost part of a table makes of an end tag: whether it is done with.
    pub(super) fn end_in_table(&mut self, tag: Tag) -> bool {
        let table = self.stack.table();
        if table > 0 && self.part() == Tag::COLGROUP && !matches!(tag, Tag::COL | Tag::COLGROUP | Tag::TEMPLATE) {
            self.pop_to(self.stack.part());
        }
        if tag != Tag::TABLE && !tag.is(TABLE) {
            return false;
        }
        let place = self.stack.place(tag);
        if table > 0 && place >= table {
            self.pass_space(tag);
            self.pop_to(place);
        }
        true
    }

    /// Adds an element before the table it was written in.
    pub(super) fn foster(&mut self, tag: Tag, from: u32, to: u32) -> NodeId {
        let Some((table, parent)) = self.foster_parent() else { return self.push(tag, from, to) };
        let node = self.push_into(parent, tag, from, to);
        self.fostered.push(Fostered { node, table });
        node
    }

    /// Adds text before the table it was written in.
    pub(super) fn foster_text(&mut self, span: Span) {
        let Some((table, parent)) = self.foster_parent() else { return };
        let node = self.nodes.len() as NodeId;
        self.push_text_into(parent, span, 0);
        self.fostered.push(Fostered { node, table });
    }

    /// The innermost table and what it stands in. White space before the table goes before what is fostered first.
    fn foster_parent(&mut self) -> Option<(NodeId, NodeId)> {
        let place = self.stack.table();
        if place == 0 {
            return None;
        }
        let table = self.stack.at_mut(place);
        self.space |= std::mem::take(&mut table.space);
        Some((table.node, self.nodes[table.node as usize].parent))
    }
}

/// The nodes with what was fostered before its table.
pub(super) fn in_order(nodes: Vec<Node>, fostered: &[Fostered]) -> Vec<Node> {
    if fostered.is_empty() {
        return nodes;
    }
    // Those of one table together, in the order they were written.
    let mut fostered = fostered.to_vec();
    fostered.sort_by_key(|f| f.table);
    let mut moved = vec![false; nodes.len()];
    for f in &fostered {
        moved[f.node as usize] = true;
    }
    let mut places: Vec<NodeId> = vec![0; nodes.len()];
    let mut ordered: Vec<Node> = Vec::with_capacity(nodes.len());
    // Stretches of nodes that are still to be put in order, the next one last.
    let mut steps = vec![Step::Pass(0, nodes.len() as NodeId)];
    while let Some(step) = steps.pop() {
        let (Step::Pass(id, end) | Step::Move(id, end) | Step::Put(id, end)) = step;
        if id >= end {
            continue;
        }
        let node = nodes[id as usize];
        match step {
            Step::Pass(..) if moved[id as usize] => steps.push(Step::Pass(node.end, end)),
            Step::Pass(..) | Step::Move(..) if node.tag == Tag::TABLE => {
                steps.push(Step::Put(id, end));
                let first = fostered.partition_point(|f| f.table < id);
                let of_table = fostered[first..].iter().take_while(|f| f.table == id);
                let before = steps.len();
                steps.extend(of_table.map(|f| Step::Move(f.node, nodes[f.node as usize].end)));
                steps[before..].reverse();
            }
            _ => {
                places[id as usize] = ordered.len() as NodeId;
                ordered.push(node);
                steps.push(Step::Pass(id + 1, end));
            }
        }
    }
    for node in &mut ordered {
        node.parent = places[node.parent as usize];
    }
    ends(&mut ordered);
    ordered
}

/// A stretch of nodes: from which on, and to where.
#[derive(Clone, Copy)]
enum Step {
    /// Those that were moved are left out.
    Pass(NodeId, NodeId),
    /// The first was moved here.
    Move(NodeId, NodeId),
    /// What was moved before the first stands there already.
    Put(NodeId, NodeId),
}

/// Sets anew where each subtree ends.
fn ends(nodes: &mut [Node]) {
    for (id, node) in nodes.iter_mut().enumerate() {
        node.end = id as NodeId + 1;
    }
    for id in (1..nodes.len()).rev() {
        let Node { parent, end, .. } = nodes[id];
        let above = &mut nodes[parent as usize];
        above.end = above.end.max(end);
    }
}

//! Live blogs: entries one below the other, each under the time it was written at.

use super::article::Page;
use super::blocks::element_text;
use super::containers::{IN_BUTTON, IN_CAPTION, IN_FORM, IN_NAV, is_running};
use super::names::Tag;
use super::tree::NodeId;
use super::vocabulary::{COMMENT, MODAL, RELATED, SHARE};
use std::collections::HashMap;

/// So many entries make a live blog.
const ENTRIES: u32 = 3;
/// A time has no more bytes than this.
const TIME: usize = 60;
/// How addresses and data of live blogs give themselves away.
const SIGNS: [&str; 5] = ["/live/", "liveblog", "live-blog", "live-updates", "liveticker"];

/// An element that reports from one moment.
struct Entry {
    id: NodeId,
    time: NodeId,
}

impl Page<'_> {
    /// The time of each entry with the block before which it stands, in order; where most entries of a live blog were
    /// kept, all are from here on.
    pub(super) fn entries(&self, kept: &mut [bool], url: Option<&str>) -> Vec<(usize, String)> {
        let says = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
        if !self.facts.is_live && !url.is_some_and(says) {
            return Vec::new();
        }
        let entries = self.timed();
        let list = &self.blocks.list;
        // Blocks stand in document order, as entries do.
        let blocks = |entry: &Entry| {
            let from = list.partition_point(|b| b.first < entry.id);
            from..list.partition_point(|b| b.first < self.tree.nodes[entry.id as usize].end)
        };
        let told = entries.iter().filter(|entry| blocks(entry).any(|i| kept[i])).count();
        if told * 2 < entries.len() {
            return Vec::new();
        }
        let mut times = Vec::new();
        for entry in &entries {
            let time = element_text(&self.tree, entry.time, TIME);
            let of_entry = blocks(entry);
            for i in of_entry.clone() {
                let place = self.containers.place(list[i].first);
                let beside = place.within & (IN_NAV | IN_BUTTON | IN_FORM | IN_CAPTION) != 0
                    || place.near & (RELATED | COMMENT | MODAL | SHARE) != 0;
                let words = self.blocks.words(&list[i]);
                kept[i] |= !beside && is_running(&list[i], words);
                kept[i] &= words != time;
            }
            if let Some(first) = of_entry.clone().find(|&i| kept[i]).filter(|_| !time.is_empty()) {
                times.push((first, time));
            }
        }
        times
    }

    /// The entries of the element that has most: its children with a time and running text.
    fn timed(&self) -> Vec<Entry> {
        let (nodes, sum) = (&self.tree.nodes, |id: NodeId| self.containers.sum(id));
        let mut times = vec![0_u32; nodes.len()];
        for id in (1..nodes.len()).rev() {
            times[id] += u32::from(nodes[id].tag == Tag::TIME);
            times[nodes[id].parent as usize] += times[id];
        }
        let mut of: HashMap<NodeId, Vec<Entry>> = HashMap::new();
        let mut done = 0;
        for (time, _) in nodes.iter().enumerate().filter(|(_, node)| node.tag == Tag::TIME) {
            // Up to a child of something that holds the times of others too; each element is climbed over once.
            let mut id = time as NodeId;
            while id > done && times[nodes[id as usize].parent as usize] < times[id as usize] + ENTRIES - 1 {
                id = nodes[id as usize].parent;
            }
            if id <= done {
                continue;
            }
            done = nodes[id as usize].end - 1;
            if sum(id).paragraphs > 0 {
                of.entry(nodes[id as usize].parent).or_default().push(Entry { id, time: time as NodeId });
            }
        }
        let good = |entries: &Vec<Entry>| entries.iter().map(|entry| u64::from(sum(entry.id).good)).sum::<u64>();
        let best = of.into_iter().filter(|(_, entries)| entries.len() >= ENTRIES as usize);
        best.max_by_key(|(parent, entries)| (good(entries), *parent)).map(|(_, entries)| entries).unwrap_or_default()
    }
}

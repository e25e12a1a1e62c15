//! What a page shows in a browser, by html5ever's tree, which follows the parsing standard.

pub(crate) mod soup;

use copydesk::html::Stretch;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements with text that no reader sees in the page, or that this library reads nothing in.
const NOT_READ: &str = "applet audio canvas frameset iframe math noembed noframes noscript object picture rp rt script \
    select style svg template textarea title video";

/// Elements that begin a block of text.
pub(crate) const BLOCKS: &str = "address article aside blockquote body button caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu \
    nav ol p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp";

/// What is done next with a node.
enum Step {
    Enter(Handle, &'static str),
    Leave(&'static str),
}

/// All text in document order, cut where a block element begins or ends, and the nearest block element of each: the
/// same that [`copydesk::html::shown`] gives.
pub(crate) fn shown(page: &str) -> Vec<Stretch> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let (mut list, mut text) = (Vec::new(), String::new());
    let mut steps = vec![Step::Enter(dom.document.clone(), "html")];
    while let Some(step) = steps.pop() {
        let (node, mut element) = match step {
            Step::Enter(node, element) => (node, element),
            Step::Leave(element) => {
                end(&mut list, element, &mut text);
                continue;
            }
        };
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } => {
                let name: &str = &name.local.to_ascii_lowercase();
                let named = |list: &'static str| list.split_ascii_whitespace().find(|other| *other == name);
                if named(NOT_READ).is_some() {
                    continue;
                }
                if name == "br" {
                    text.push(' ');
                } else if let Some(block) = named(BLOCKS) {
                    end(&mut list, element, &mut text);
                    element = block;
                    steps.push(Step::Leave(block));
                }
            }
            _ => {}
        }
        steps.extend(node.children.borrow().iter().rev().map(|child| Step::Enter(child.clone(), element)));
    }
    list
}

fn end(list: &mut Vec<Stretch>, element: &'static str, text: &mut String) {
    let words = words(&std::mem::take(text));
    if !words.is_empty() {
        list.push(Stretch { element, text: words });
    }
}

/// White space collapsed, and without the characters that are layout; all of this as [`copydesk::html`] does it.
fn words(text: &str) -> String {
    let is_layout = |c: char| matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let kept = |c: &char| c.is_whitespace() || !c.is_control() && !is_layout(*c);
    let text: String = text.chars().filter(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

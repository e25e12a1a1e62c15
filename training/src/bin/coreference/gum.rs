//! GUM's layer of entities: every noun phrase with its cluster.

use copydesk::Span;
use std::collections::HashMap;
use std::path::Path;

/// A text and its gold.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) mentions: Vec<Gold>,
}

/// A noun phrase of the gold.
pub(crate) struct Gold {
    pub(crate) span: Span,
    /// The word that the phrase hangs on.
    pub(crate) head: Span,
    /// The name in it, where its head is one.
    pub(crate) name: Option<Span>,
    pub(crate) cluster: String,
    /// "person", "organization", "abstract" …
    pub(crate) kind: String,
}

struct Token {
    span: Span,
    pos: String,
}

struct Open {
    cluster: String,
    kind: String,
    /// Counted from 1 in the phrase.
    head: usize,
    first: usize,
}

/// Reads the documents of a treebank.
pub(crate) fn read(path: &Path) -> Vec<Document> {
    let table = super::unpack(path);
    let mut documents: Vec<Document> = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: HashMap<String, Vec<Open>> = HashMap::new();
    let mut space = "";
    for line in table.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.push(Document { id: id.to_owned(), text: String::new(), mentions: Vec::new() });
            (tokens, open, space) = (Vec::new(), HashMap::new(), "");
        } else if line.starts_with("# newpar") {
            space = if space.is_empty() { "" } else { "\n\n" };
        }
        let Some(document) = documents.last_mut() else { continue };
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, _, pos, _, _, _, _, _, misc] = fields[..] else { continue };
        if number.contains('.') {
            continue;
        }
        // Words of a contraction stand on lines of their own; the line of the whole has only its form.
        if number.contains('-') {
            continue;
        }
        document.text.push_str(space);
        let start = document.text.len();
        document.text.push_str(form);
        space = if misc.contains("SpaceAfter=No") { "" } else { " " };
        tokens.push(Token { span: Span::new(start, document.text.len()), pos: pos.to_owned() });
        if let Some(entities) = misc.split('|').find_map(|field| field.strip_prefix("Entity=")) {
            brackets(entities, &tokens, &mut open, &mut document.mentions);
        }
    }
    documents
}

/// "(7-abstract-new-nnnss-cf6-2-coref(3-abstract-giv:act-sssss-cf1-1-coref)" and "7)6)".
fn brackets(entities: &str, tokens: &[Token], open: &mut HashMap<String, Vec<Open>>, mentions: &mut Vec<Gold>) {
    let here = tokens.len() - 1;
    let mut rest = entities;
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let fields: Vec<&str> = opened[..end].split('-').collect();
            let head = fields.get(5).and_then(|heads| heads.split(',').next()?.parse().ok()).unwrap_or(1);
            let cluster = fields[0].split('[').next().unwrap_or("").to_owned();
            let kind = fields.get(1).copied().unwrap_or("").to_owned();
            open.entry(cluster.clone()).or_default().push(Open { cluster: cluster.clone(), kind, head, first: here });
            rest = &opened[end..];
            if let Some(after) = rest.strip_prefix(')') {
                close(&cluster, tokens, open, mentions);
                rest = after;
            }
        } else {
            let Some((cluster, after)) = rest.split_once(')') else { return };
            close(cluster.split('[').next().unwrap_or(""), tokens, open, mentions);
            rest = after;
        }
    }
}

fn close(cluster: &str, tokens: &[Token], open: &mut HashMap<String, Vec<Open>>, mentions: &mut Vec<Gold>) {
    let Some(Open { cluster, kind, head, first }) = open.get_mut(cluster).and_then(Vec::pop) else { return };
    let last = tokens.len() - 1;
    let at = (first + head - 1).min(last);
    let name = (tokens[at].pos == "PROPN").then(|| {
        let (mut start, mut end) = (at, at);
        while start > first && tokens[start - 1].pos == "PROPN" {
            start -= 1;
        }
        while end < last && tokens[end + 1].pos == "PROPN" {
            end += 1;
        }
        tokens[start].span.cover(tokens[end].span)
    });
    mentions.push(Gold {
        span: tokens[first].span.cover(tokens[last].span),
        head: tokens[at].span,
        name,
        cluster,
        kind,
    });
}

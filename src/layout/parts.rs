//! Which line is which part of the article: the top of it first, then the body, then what trails after it.

use super::byline::{self, Byline};
use super::lines::Line;
use super::shape::{Dateline, Shape, begins, dateline, inline_agency, is_section, is_shouted};
use super::signs::{Marker, Sign, marker, sign};
use super::timestamp::{self, Stamp};
use crate::article::BlockKind;
use crate::span::Span;
use std::collections::HashSet;

/// How many lines may stand above the body.
const TOP: usize = 16;
/// How far a byline or a timestamp may stand below the standfirst.
const BELOW: usize = 4;
/// A longer line is no standfirst, in words.
const STANDFIRST: usize = 50;
/// Notes to editors have no more lines; what is longer is an article that has the word "contacts" in it.
const TAIL: usize = 24;
/// As many spaces set a quotation off.
const SET_OFF: usize = 3;

/// A line and what is known of it.
pub(super) struct Part<'a> {
    pub(super) kind: BlockKind,
    /// Without the marker of an item or a quotation.
    pub(super) span: Span,
    pub(super) words: &'a str,
    pub(super) byline: Option<Byline>,
    pub(super) stamp: Option<Stamp>,
    pub(super) agency: Option<&'static str>,
    shape: Shape,
    marker: Option<Marker>,
    sign: Option<Sign>,
    indent: usize,
}

impl<'a> Part<'a> {
    fn new(text: &'a str, line: Line) -> Self {
        let words = line.span.of(text);
        let stamp = timestamp::read(words);
        // "24. Februar 2025" is no item of a list.
        let marker = marker(words).filter(|_| stamp.is_none());
        let cut = marker.map_or(0, |(_, length)| length);
        let rest = &words[cut..];
        let inner = marker.filter(|(marker, _)| *marker != Marker::Quote);
        let sign = sign(words).or_else(|| inner.and_then(|_| sign(rest)));
        let bare = marker.is_none() && sign.is_none();
        Self {
            kind: BlockKind::Paragraph,
            span: line.span,
            words,
            byline: bare.then(|| byline::read(words)).flatten(),
            stamp: stamp.filter(|_| bare),
            agency: None,
            shape: Shape::of(words),
            marker: marker.map(|(marker, _)| marker),
            sign,
            indent: line.indent,
        }
    }

    /// What the line is wherever it stands, by what it says.
    fn told(&self) -> Option<BlockKind> {
        if let Some(sign) = self.sign {
            return Some(match sign {
                Sign::Caption => BlockKind::Caption,
                Sign::Credit => BlockKind::Credit,
                Sign::Note | Sign::Tail => BlockKind::Note,
            });
        }
        if self
            .byline
            .as_ref()
            .is_some_and(|b| b.opened && (!b.authors.is_empty() || b.agency.is_some() || !self.shape.stops))
        {
            return Some(BlockKind::Byline);
        }
        let stamp = self.stamp.filter(|stamp| stamp.labelled || stamp.timed || !stamp.dated)?;
        (stamp.labelled || stamp.timed || stamp.is_relative()).then_some(BlockKind::Timestamp)
    }

    /// The same above the body, where a name, an agency or a day alone is enough.
    fn told_above(&self) -> Option<BlockKind> {
        let kind = self.told().or_else(|| self.stamp.map(|_| BlockKind::Timestamp));
        kind.or_else(|| self.byline.as_ref().filter(|_| !self.shape.stops).map(|_| BlockKind::Byline))
    }

    /// Whether it names an agency and nobody else.
    fn is_agency(&self) -> bool {
        self.byline.as_ref().is_some_and(|byline| byline.agency.is_some() && byline.authors.is_empty())
    }

    fn is_bare_name(&self) -> bool {
        self.byline.as_ref().is_some_and(|byline| byline.bare)
    }

    /// Takes the marker off.
    fn unmark(&mut self, kind: BlockKind) {
        let cut = marker(self.words).map_or(0, |(_, length)| length);
        self.words = &self.words[cut..];
        self.span = Span::new(self.span.start as usize + cut, self.span.end as usize);
        self.kind = kind;
    }
}

/// Every line with its kind.
pub(super) fn parts(text: &str, lines: Vec<Line>) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = lines.into_iter().map(|line| Part::new(text, line)).collect();
    let body = top(&mut parts);
    self::body(&mut parts[body..]);
    parts
}

/// Kinds of the lines above the body; how many there are.
fn top(parts: &mut [Part<'_>]) -> usize {
    let mut at = 0;
    let Some(headline) = headline(parts) else {
        // Running text: what stands above it is only what says so itself.
        while let Some(kind) = parts.get(at).filter(|_| at < TOP).and_then(Part::told_above) {
            parts[at].kind = kind;
            at += 1;
        }
        return at;
    };
    for part in &mut parts[..headline] {
        let other = if part.is_agency() { BlockKind::Byline } else { BlockKind::Section };
        part.kind = part.told().or(part.stamp.map(|_| BlockKind::Timestamp)).unwrap_or(other);
    }
    parts[headline].kind = BlockKind::Headline;
    if parts[headline].marker == Some(Marker::Heading) {
        parts[headline].unmark(BlockKind::Headline);
    }
    at = headline + 1;
    let repeated = repeated(parts, at);
    let (mut signed, mut standfirsts) = (false, 0);
    while at < parts.len().min(headline + TOP) {
        // After one byline, a name alone is a heading: it is whom the article is about.
        let second = parts[at].is_bare_name() && parts[..at].iter().any(|part| part.kind == BlockKind::Byline);
        if let Some(kind) = parts[at].told_above().filter(|_| !second) {
            if parts[at].sign == Some(Sign::Tail) {
                break;
            }
            signed |= matches!(kind, BlockKind::Byline | BlockKind::Timestamp);
            parts[at].kind = kind;
        } else if let Some(dateline) = own_dateline(parts, at) {
            (parts[at].kind, parts[at].agency, signed) = (BlockKind::Dateline, dateline.agency, true);
        } else if standfirsts < 3 && is_standfirst(parts, at, signed, repeated.contains(&at)) {
            parts[at].kind = BlockKind::Standfirst;
            standfirsts += 1;
        } else {
            break;
        }
        at += 1;
    }
    at
}

/// Which line is the headline: the first that looks like one, below a section, a day or a picture; None in running
/// text.
fn headline(parts: &[Part<'_>]) -> Option<usize> {
    let candidate = |at: usize| {
        parts.get(at).is_some_and(|part| {
            let marked = matches!(part.marker, Some(Marker::Bullet | Marker::Quote));
            !marked
                && part.told().is_none()
                && part.shape.is_headline(part.words)
                && (begins(part.words) || parts.len() > 1)
        })
    };
    let mut at = 0;
    while parts.get(at).is_some_and(|part| part.told().is_some() || part.stamp.is_some() || part.is_agency()) {
        at += 1;
    }
    // A section is told by its name; a kicker by being short above something longer.
    while at < 3 && candidate(at) && candidate(at + 1) && is_above(&parts[at], &parts[at + 1]) {
        at += 1;
    }
    if candidate(at) {
        return Some(at);
    }
    // A headline with a full stop, when what is below it is no body yet.
    let part = parts.get(at)?;
    let below = parts.get(at + 1)?.told_above();
    (part.shape.words <= 15 && part.told().is_none() && matches!(below, Some(BlockKind::Byline | BlockKind::Timestamp)))
        .then_some(at)
}

fn is_above(part: &Part<'_>, next: &Part<'_>) -> bool {
    let named = next
        .byline
        .as_ref()
        .is_some_and(|byline| !is_section(next.words) && next.shape.words <= 4 && byline.stamp.is_none());
    let kicker = part.shape.words <= 3 && is_shouted(part.words) && !is_shouted(next.words);
    (is_section(part.words) || kicker) && !named && next.stamp.is_none()
        || part.shape.words <= 2 && next.shape.words >= 6 && !named && part.byline.is_none()
}

/// Indices of the first lines whose very words come again below.
fn repeated(parts: &[Part<'_>], from: usize) -> HashSet<usize> {
    let top = from..parts.len().min(from + BELOW);
    let below: HashSet<&str> = parts.iter().skip(from + 1).map(|part| part.words).collect();
    let again = |at: usize| parts[at + 1..].iter().any(|part| part.words == parts[at].words);
    top.filter(|&at| parts[at].shape.words > 3 && below.contains(parts[at].words) && again(at)).collect()
}

fn is_standfirst(parts: &[Part<'_>], at: usize, signed: bool, repeated: bool) -> bool {
    let part = &parts[at];
    if part.marker.is_some() || part.shape.words > STANDFIRST || part.shape.words < 4 {
        return false;
    }
    if repeated {
        return true;
    }
    let next = parts.get(at + 1);
    if !part.shape.stops && !part.words.ends_with([',', ';']) && !signed {
        // A second line without a stop; a heading would stand below text.
        return part.shape.words >= 6 && next.is_some();
    }
    let is_dateline = |part: &Part<'_>| inline_agency(part.words).is_some();
    if is_dateline(part) {
        return false;
    }
    if !signed && next.is_some_and(is_dateline) {
        return true;
    }
    let below = parts.iter().skip(at + 1).take(BELOW);
    let sign = below.enumerate().find(|(_, part)| part.told_above().is_some() || part.shape.words > STANDFIRST);
    let Some((distance, sign)) = sign else { return false };
    let close = matches!(sign.told_above(), Some(BlockKind::Byline | BlockKind::Timestamp));
    // Below a byline only a day on the very next line makes another standfirst of it.
    if at + distance + 2 >= parts.len() {
        // A byline at the very end has no body below it.
        return false;
    }
    let near = if sign.is_bare_name() { 0 } else { 2 };
    close && if signed { distance == 0 && sign.stamp.is_some_and(|s| s.dated) } else { distance <= near }
}

/// A dateline that has its line for itself above the first paragraph.
fn own_dateline(parts: &[Part<'_>], at: usize) -> Option<Dateline> {
    let (part, next) = (&parts[at], parts.get(at + 1)?);
    let town = is_shouted(part.words) && part.shape.words <= 2 && !part.shape.stops;
    let found = dateline(part.words).or(town.then_some(Dateline { agency: None }))?;
    (part.marker.is_none() && next.shape.is_prose()).then_some(found)
}

/// Kinds of the lines from the first paragraph on.
fn body(parts: &mut [Part<'_>]) {
    let set_off = parts.iter().filter(|part| part.indent >= SET_OFF).count();
    // Where every paragraph is indented, none is set off.
    let quotes = set_off * 3 <= parts.len();
    let mut tail = false;
    for at in 0..parts.len() {
        let (before, next) = (at.checked_sub(1).map(|i| parts[i].kind), parts.get(at + 1));
        let part = &parts[at];
        tail |= part.sign == Some(Sign::Tail) && parts.len() - at <= TAIL;
        let told = part.told().filter(|_| part.marker != Some(Marker::Quote));
        let prose_next = next.is_some_and(|n| n.shape.is_prose() && n.marker.is_none() && n.told().is_none());
        let last = next.is_none();
        match part.marker {
            _ if tail => parts[at].kind = BlockKind::Note,
            Some(Marker::Quote) => parts[at].unmark(BlockKind::Blockquote),
            _ if told.is_some() => parts[at].kind = told.unwrap_or(BlockKind::Note),
            Some(Marker::Heading) => parts[at].unmark(BlockKind::Heading),
            Some(Marker::Number) if prose_next && part.shape.words <= 13 && !part.shape.stops => {
                parts[at].kind = BlockKind::Heading;
            }
            Some(Marker::Bullet | Marker::Number) if is_item(parts, at) => parts[at].unmark(BlockKind::ListItem),
            _ if quotes && part.indent >= SET_OFF => parts[at].kind = BlockKind::Blockquote,
            _ if last && part.is_agency() => {
                parts[at].kind = BlockKind::Byline;
            }
            _ if part.shape.is_heading(part.words) && before != Some(BlockKind::Heading) && heads(part, next) => {
                parts[at].kind = BlockKind::Heading;
            }
            _ => {}
        }
    }
}

/// A dash or a number makes an item when its neighbour has one too, or when it stands alone with a bullet.
fn is_item(parts: &[Part<'_>], at: usize) -> bool {
    let same = |i: usize| parts.get(i).is_some_and(|part| part.marker == parts[at].marker);
    let dash = parts[at].words.starts_with(['–', '—']);
    same(at + 1) || at > 0 && (same(at - 1) || matches!(parts[at - 1].kind, BlockKind::ListItem)) || !dash
}

/// Whether text follows that the line can be the heading of.
fn heads(part: &Part<'_>, next: Option<&Part<'_>>) -> bool {
    next.is_some_and(|next| {
        let longer = next.shape.is_prose() && next.shape.words > part.shape.words;
        next.told().is_none() && (longer || next.marker.is_some())
    })
}

//! Regions of quotation marks, found on characters before anything else is known of the text.
//!
//! Marks are mistyped, mixed and forgotten, and ’ is an apostrophe more often than not, so no mark is believed on its
//! own: its shape (what stands before and after), what is open, and what follows in the same paragraph decide. A
//! mistake ends with its paragraph; the next one starts afresh. One pass over the characters and one over the marks.

use crate::span::Span;

/// A stretch inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// From the opening mark to the closing mark, both included; to the paragraph's end where none closes it.
    pub(super) span: Span,
    /// The same without the marks.
    pub(super) inner: Span,
    /// How many regions it stands in.
    pub(super) depth: u8,
    /// Whether its closing mark is there.
    pub(super) closed: bool,
    /// Whether it goes on from the paragraph before, which left it open.
    pub(super) continues: bool,
}

/// Which marks can close which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// “ ” „ " `` ''
    Double,
    /// ‘ ’ ‚ '
    Single,
    /// « »
    Guillemet,
    /// ‹ ›
    Angle,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
}

/// What a mark looks like from its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Opens,
    Closes,
    Either,
}

/// One mark in the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    shape: Shape,
    /// Straight or otherwise without a direction of its own.
    straight: bool,
    /// A closing mark that could as well be the apostrophe of a plural or an inch: the teachers’ union, a 12" pipe.
    doubtful: bool,
    /// Nothing but white space before it in its paragraph.
    first: bool,
}

/// Deeper marks than this are left alone; news has three levels at most.
const DEEPEST: usize = 6;

/// Every region of `text`, by start, then longest first. Paragraphs are read one by one.
pub(super) fn regions(text: &str, paragraphs: &[Span]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut left_open = None;
    let mut marks = Vec::new();
    for &paragraph in paragraphs {
        marks.clear();
        collect(text, paragraph, &mut marks);
        left_open = pair(paragraph, &marks, left_open, &mut found);
    }
    found
}

/// Words that begin with an apostrophe: 'em, 'tis.
const CLIPPED: [&str; 20] = [
    "em", "n", "tis", "twas", "til", "till", "cause", "cos", "bout", "round", "cept", "nuff", "ere", "im", "er", "un",
    "neath", "sup", "nother", "kay",
];

/// The marks of one paragraph; apostrophes, inches and minutes are none.
fn collect(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
    let (bytes, end) = (text.as_bytes(), paragraph.end as usize);
    let mut before = None;
    let mut at = paragraph.start as usize;
    // Inside the value of an HTML attribute: class="…".
    let mut attribute = false;
    while let Some(c) = text[at..end].chars().next() {
        let mut width = c.len_utf8();
        if c.is_ascii() && !matches!(c, '"' | '\'' | '`') || c.is_alphanumeric() {
            (before, at) = (Some(c), at + width);
            continue;
        }
        let twin = matches!(c, '`' | '\'') && at + 1 < end && bytes[at + 1] == c as u8;
        width += usize::from(twin);
        let after = text[at + width..end].chars().next();
        let family = match c {
            '“' | '”' | '„' | '‟' | '"' | '＂' => Some(Family::Double),
            '`' | '\'' if twin => Some(Family::Double),
            '‘' | '’' | '‚' | '‛' | '\'' | '`' => Some(Family::Single),
            '«' | '»' => Some(Family::Guillemet),
            '‹' | '›' => Some(Family::Angle),
            '「' | '」' => Some(Family::Corner),
            '『' | '』' => Some(Family::WhiteCorner),
            _ => None,
        };
        if let Some(family) = family {
            let first = text[paragraph.start as usize..at].bytes().rev().all(|b| b.is_ascii_whitespace());
            let shape = shape(c, twin, before, after);
            let is_mark = match family {
                Family::Single => !is_apostrophe(c, &text[paragraph.start as usize..at], &text[at + width..end]),
                Family::Double if c == '"' && (attribute || before == Some('=')) => {
                    attribute = !attribute;
                    false
                }
                Family::Double if c == '"' => !is_inches(text, paragraph.start as usize, at),
                _ => true,
            };
            if is_mark {
                let straight = matches!(c, '"' | '＂' | '\'');
                let plural = family == Family::Single && before == Some('s');
                let inches = c == '"' && before.is_some_and(|b| b.is_ascii_digit());
                let goes_on = continues_in_small_letters(&text[at + width..end]);
                let doubtful = shape == Shape::Closes && (plural || inches) && goes_on;
                marks.push(Mark { span: Span::new(at, at + width), family, shape, straight, doubtful, first });
            }
        }
        (before, at) = (Some(c), at + width);
    }
}

/// Whether a space and a small letter follow, so that "the teachers’" may go on.
fn continues_in_small_letters(rest: &str) -> bool {
    let mut characters = rest.chars();
    characters.next() == Some(' ') && characters.next().is_some_and(char::is_lowercase)
}

/// What the mark looks like: by its own direction, else by its neighbours.
fn shape(c: char, twin: bool, before: Option<char>, after: Option<char>) -> Shape {
    let room_before = before.is_none_or(|b| b.is_whitespace() || is_opening(b));
    let room_after = after.is_none_or(|a| a.is_whitespace() || is_ending(a));
    match c {
        // A curly mark the wrong way round is one typed by a machine that guessed: “no“ and ”no”.
        '“' | '‘' | '«' | '‹' if !room_before && room_after => Shape::Either,
        '»' | '›' if room_before && !room_after => Shape::Opens,
        '”' if room_before && !room_after && before != Some('—') && before != Some('–') => Shape::Either,
        '“' | '‘' | '«' | '‹' | '„' | '‚' | '‛' | '‟' | '「' | '『' | '`' => Shape::Opens,
        '”' | '’' | '»' | '›' | '」' | '』' => Shape::Closes,
        _ if twin && c == '\'' && !room_before => Shape::Closes,
        _ if room_before && !room_after => Shape::Opens,
        _ if !room_before && room_after => Shape::Closes,
        // he said—"no" and "no"—he said
        _ if before.is_some_and(is_dash) && !room_after => Shape::Opens,
        _ => Shape::Either,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '/' | '…')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '"' | '«' | '‹' | '„' | '‚' | '「' | '『' | '¿' | '¡')
}

fn is_ending(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '"' | '\'' | '»' | '›' | '」' | '』' | '…'
    ) || is_dash(c)
}

/// Whether a single mark is an apostrophe, a minute or a foot, from its neighbours alone.
fn is_apostrophe(c: char, head: &str, rest: &str) -> bool {
    let (before, after) = (head.chars().next_back(), rest.chars().next());
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    match (word_before, word_after) {
        (true, true) => true,
        (false, true) if c == '’' => true,
        (false, true) => {
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).take(8).count();
            let word = rest[..length].to_ascii_lowercase();
            let years = word.bytes().take(2).all(|b| b.is_ascii_digit()) && (word.len() == 2 || word.ends_with('s'));
            let closed_at_once = rest[length..].starts_with(['’', '\'']) && word != "n";
            !closed_at_once && (length >= 2 && years || CLIPPED.contains(&word.as_str()))
        }
        // rock 'n' roll
        (true, false) => head.ends_with("'n") || head.ends_with("’n"),
        (false, false) => c != '‘' && before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace),
    }
}

/// 6'2": digits, a foot mark, digits before the inch mark.
fn is_inches(text: &str, from: usize, at: usize) -> bool {
    let head = &text.as_bytes()[from..at];
    let inches = head.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    let feet = &head[..head.len() - inches];
    inches > 0 && feet.len() > 1 && feet.ends_with(b"'") && feet[feet.len() - 2].is_ascii_digit()
}

/// An opening mark that waits for its partner.
#[derive(Clone, Copy)]
struct Open {
    mark: Mark,
    region: usize,
}

/// Pairs the marks of one paragraph; returns the family left open at its end, if any.
fn pair(paragraph: Span, marks: &[Mark], left_open: Option<Family>, found: &mut Vec<Region>) -> Option<Family> {
    let base = found.len();
    let mut open: Vec<Open> = Vec::new();
    let mut marked = false;
    // An opening single mark after the last one that can close is an apostrophe.
    let last_single = marks.iter().rposition(|m| m.family == Family::Single && m.shape != Shape::Opens);
    for (i, mark) in marks.iter().enumerate() {
        let mine = open.iter().rposition(|o| o.mark.family == mark.family);
        let verdict = if mark.family == Family::Single {
            single(i, marks, mine.is_some(), last_single.is_some_and(|last| last > i))
        } else {
            double(i, marks, mine.is_some(), left_open == Some(mark.family) && !marked)
        };
        marked |= left_open == Some(mark.family);
        match (verdict, mine) {
            (Verdict::Reopens, Some(place)) => {
                // The closing mark was forgotten: what was open ends where the next one opens.
                for o in open.drain(place..) {
                    found[o.region].span.end = mark.span.start;
                    found[o.region].inner.end = mark.span.start;
                }
            }
            // A single mark does not close across double ones: there it is an apostrophe.
            (Verdict::Closes, Some(place)) if mark.family != Family::Single || place + 1 == open.len() => {
                // A single mark opened inside and not closed was an apostrophe.
                for inner in open.drain(place + 1..) {
                    found[inner.region].span.end = found[inner.region].span.start;
                }
                if let Some(o) = open.pop() {
                    let region = &mut found[o.region];
                    region.span.end = mark.span.end;
                    region.inner.end = mark.span.start;
                    region.closed = true;
                }
            }
            (Verdict::ClosesFromBefore, _) => found.push(Region {
                span: Span { start: paragraph.start, end: mark.span.end },
                inner: Span { start: paragraph.start, end: mark.span.start },
                depth: 0,
                closed: true,
                continues: true,
            }),
            _ => {}
        }
        if matches!(verdict, Verdict::Opens | Verdict::Reopens) && open.len() < DEEPEST {
            open.push(Open { mark: *mark, region: found.len() });
            found.push(Region {
                span: Span { start: mark.span.start, end: paragraph.end },
                inner: Span { start: mark.span.end, end: paragraph.end },
                depth: 0,
                closed: false,
                continues: mark.first && left_open == Some(mark.family),
            });
        }
    }
    let left = open.first().map(|o| o.mark).filter(|m| m.family != Family::Single || m.first && !m.straight);
    for o in open.iter().skip(usize::from(left.is_some())).filter(|o| o.mark.family == Family::Single) {
        found[o.region].span.end = found[o.region].span.start;
    }
    settle(base, found);
    left.map(|m| m.family)
}

/// Drops what turned out to be an apostrophe or holds nothing, orders the rest and counts how deep each stands.
fn settle(base: usize, found: &mut Vec<Region>) {
    let mut kept = base;
    for i in base..found.len() {
        if !found[i].span.is_empty() && !found[i].inner.is_empty() {
            found[kept] = found[i];
            kept += 1;
        }
    }
    found.truncate(kept);
    found[base..].sort_by_key(|r| (r.span.start, u32::MAX - r.span.end));
    let mut around: Vec<u32> = Vec::new();
    for region in &mut found[base..] {
        around.retain(|&end| end > region.span.start);
        region.depth = around.len() as u8;
        around.push(region.span.end);
    }
}

#[derive(Clone, Copy)]
enum Verdict {
    Opens,
    /// Opens although its like is open already: the partner was forgotten.
    Reopens,
    Closes,
    /// Closes what the paragraph before left open, with no mark at the start of this one.
    ClosesFromBefore,
    Nothing,
}

/// What the single mark `i` does, given whether its like is `open` and whether another can close further on.
fn single(i: usize, marks: &[Mark], open: bool, closer_ahead: bool) -> Verdict {
    let mark = &marks[i];
    match mark.shape {
        Shape::Closes | Shape::Either if !open => Verdict::Nothing,
        Shape::Closes if mark.doubtful && surer_closer_ahead(i, marks) => Verdict::Nothing,
        Shape::Closes | Shape::Either => Verdict::Closes,
        // British papers leave it open at a paragraph's end when the speech goes on.
        Shape::Opens if closer_ahead || mark.first && !mark.straight => Verdict::Opens,
        Shape::Opens => Verdict::Nothing,
    }
}

/// How many marks ahead are looked at.
const AHEAD: usize = 32;

/// What any other mark `i` does, given whether its like is `open` or was left open by the paragraph before.
fn double(i: usize, marks: &[Mark], open: bool, left_open: bool) -> Verdict {
    let mark = &marks[i];
    let mut like = marks[i + 1..].iter().take(AHEAD).filter(|m| m.family == mark.family).map(|m| m.shape);
    let (next, second) = (like.next(), like.next());
    let both_close = next == Some(Shape::Closes) && second == Some(Shape::Closes);
    match (mark.shape, open) {
        // "He said "no" to me," she said.
        (Shape::Opens, true) if both_close => Verdict::Opens,
        // "He will go. She said "never" again.
        (Shape::Opens, true) if !mark.straight || next == Some(Shape::Closes) => Verdict::Reopens,
        (Shape::Closes, true) if mark.doubtful && surer_closer_ahead(i, marks) => Verdict::Nothing,
        // "I agree, "he said. "It works."
        (_, true) => Verdict::Closes,
        (Shape::Opens, false) => Verdict::Opens,
        (_, false) if left_open && !mark.first => Verdict::ClosesFromBefore,
        (Shape::Either, false) if mark.first || next.is_some_and(|s| s != Shape::Opens) => Verdict::Opens,
        // ” at a paragraph's start, with a partner: typed the wrong way round.
        (Shape::Closes, false) if mark.first && next == Some(Shape::Closes) => Verdict::Opens,
        _ => Verdict::Nothing,
    }
}

/// Whether a mark of the same family that surely closes comes before the next opening one.
fn surer_closer_ahead(i: usize, marks: &[Mark]) -> bool {
    let family = marks[i].family;
    let mut like = marks[i + 1..].iter().take(AHEAD).filter(|m| m.family == family && !m.doubtful);
    like.next().is_some_and(|m| m.shape == Shape::Closes)
}

#[cfg(test)]
mod tests {
    use super::{Region, regions};
    use crate::span::Span;

    /// Paragraphs are the lines.
    fn read(text: &str) -> Vec<Region> {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let span = Span::new(start, start + line.len()).trim(text);
            start += line.len();
            span
        });
        regions(text, &lines.collect::<Vec<_>>())
    }

    /// The text with ⟦ and ⟧ around every region.
    fn shown(text: &str) -> String {
        let found = read(text);
        let mut out = String::new();
        for (at, c) in text.char_indices().map(|(at, c)| (at as u32, Some(c))).chain([(text.len() as u32, None)]) {
            out.extend(found.iter().filter(|r| r.span.end == at).map(|_| '⟧'));
            out.extend(found.iter().filter(|r| r.span.start == at).map(|_| '⟦'));
            out.extend(c);
        }
        out
    }

    #[test]
    fn marks_are_read_as_a_reader_does() {
        let mut wrong = Vec::new();
        let cases: Vec<_> = include_str!("../../tests/cases/marks.txt")
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
            .collect();
        for case in &cases {
            let (expected, why) = case.split_once('\t').unwrap_or((case, ""));
            let expected = expected.replace(" ¶ ", "\n");
            let got = shown(&expected.replace(['⟦', '⟧'], ""));
            if got != expected {
                wrong.push(format!("{why}\n  expected {expected}\n  got      {got}"));
            }
        }
        assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
        assert!(cases.len() >= 80);
    }

    #[test]
    fn ten_thousand_marks_take_no_longer_than_their_number() {
        for mark in ["\"", "'", "“", "’", "' \"", " “", "«", "s’ a", "12\" a"] {
            assert!(read(&mark.repeat(10_000)).len() <= 20_000);
        }
    }
}

//! Lines of a text, and lines that belong together because somebody wrapped them.

use crate::article::is_blank;
use crate::span::Span;

/// A stretch of text that is one block, whatever its kind: a line, or several that were wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without surrounding white space.
    pub(super) span: Span,
    /// Whether a blank line or a page break stands before it.
    pub(super) gap: bool,
    /// White space before it, in characters; a tab counts four.
    pub(super) indent: usize,
    /// Length in characters, indentation included.
    width: usize,
}

/// Wrapped text is no wider than this, in characters.
const WIDEST: usize = 120;
/// And no narrower: below, lines are a list or a poem.
const NARROWEST: usize = 30;
const TAB: usize = 4;

/// The lines that have something in them.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut start, mut gap) = (Vec::new(), 0, false);
    let mut push = |start: usize, end: usize, gap: &mut bool| {
        let whole = &text[start..end];
        let words = whole.trim_start_matches(is_blank);
        let (before, words) = (&whole[..whole.len() - words.len()], words.trim_end_matches(is_blank));
        if words.is_empty() {
            // The very first line of a text has no gap before it.
            *gap |= !lines.is_empty();
            return;
        }
        let indent = before.chars().map(|c| if c == '\t' { TAB } else { usize::from(c.is_whitespace()) }).sum();
        let first = start + before.len();
        let width = indent + words.chars().count();
        lines.push(Line { span: Span::new(first, first + words.len()), gap: std::mem::take(gap), indent, width });
    };
    for (at, c) in text.char_indices() {
        if !matches!(c, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        let after = at + c.len_utf8();
        if c == '\n' && start == at && text[..at].ends_with('\r') {
            start = after;
            continue;
        }
        push(start, at, &mut gap);
        gap |= matches!(c, '\x0C' | '\u{2029}');
        start = after;
    }
    push(start, text.len(), &mut gap);
    lines
}

/// The lines with those joined that hard wrapping broke. `stands_alone` tells of a line that it begins a block of its
/// own, whatever is before it.
pub(super) fn unwrap(text: &str, lines: Vec<Line>, stands_alone: impl Fn(&str) -> bool) -> Vec<Line> {
    let Some(width) = wrapped(text, &lines) else { return lines };
    let mut joined: Vec<Line> = Vec::new();
    let mut last: Option<Line> = None;
    for line in lines {
        let joins = last
            .is_some_and(|before| !line.gap && goes_on(text, before, line, width) && !stands_alone(line.span.of(text)));
        match joined.last_mut() {
            Some(block) if joins => block.span = block.span.cover(line.span),
            _ => joined.push(line),
        }
        last = Some(line);
    }
    joined
}

/// The width the text was wrapped at, if it was: lines without a blank line between that end where the next word had
/// no room, in the middle of sentences.
fn wrapped(text: &str, lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].gap).map(|pair| (pair[0], pair[1]));
    let width = pairs().map(|(line, _)| line.width).max()?;
    let wider = |line: &&Line| line.width > width.max(NARROWEST) + TAB && line.span.of(text).contains(' ');
    if !(NARROWEST..=WIDEST).contains(&width) || lines.iter().any(|line| wider(&line)) {
        return None;
    }
    let full = pairs().filter(|&(line, next)| is_full(text, line, next, width));
    let (full, open) =
        full.fold((0, 0), |(full, open), (line, _)| (full + 1, open + usize::from(!stops(line.span.of(text)))));
    (full >= 2 && full * 10 >= pairs().count() * 6 && open * 2 >= full).then_some(width)
}

/// Whether the next line's first word would have had no room.
fn is_full(text: &str, line: Line, next: Line, width: usize) -> bool {
    let word = next.span.of(text).chars().take(WIDEST).take_while(|c| !c.is_whitespace()).count();
    line.width + 1 + word > width
}

fn goes_on(text: &str, line: Line, next: Line, width: usize) -> bool {
    if next.indent > line.indent + 1 && stops(line.span.of(text)) {
        return false;
    }
    let small = next.span.of(text).starts_with(char::is_lowercase);
    is_full(text, line, next, width) || small && !stops(line.span.of(text)) && line.width * 2 >= width
}

/// Whether the words end as sentences do, closing marks aside.
pub(super) fn stops(words: &str) -> bool {
    let words = words.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»', '“']);
    words.ends_with(['.', '!', '?', '…', '。', '！', '？', ':'])
}

//! Decides at each stop of a block whether a sentence ends there.

use super::characters::{Class, class_at, closes, only_closes, opens};
use super::lexicon::List;
use super::tokens::{Scanner, Stop, StopKind};
use crate::article::{Sentence, Token};

/// How many opening marks may stand before the first word of a sentence.
const OPENERS: usize = 4;
/// How many words a speaker's name may have between a quotation and its verb.
const NAME: usize = 5;

/// What comes after a stop.
struct After {
    /// The first token of the sentence that may begin.
    next: usize,
    /// Whether a closing quotation mark stands between.
    quoted: bool,
    /// Whether a closing bracket does.
    bracketed: bool,
}

/// Sentences of the block whose tokens begin at `first` and have just been scanned.
pub(super) fn cut(text: &str, scanner: &Scanner<'_>, first: usize, block: u32, sentences: &mut Vec<Sentence>) {
    let tokens = &scanner.tokens[..];
    let mut start = first;
    let mut push = |start: usize, end: usize| {
        if start < end {
            let span = tokens[start].span.cover(tokens[end - 1].span);
            sentences.push(Sentence::new(span, start as u32..end as u32, block));
        }
    };
    for stop in &scanner.stops {
        if stop.token < start {
            continue;
        }
        let after = after(text, tokens, stop.token);
        if ends(text, scanner, start, *stop, &after) {
            push(start, after.next);
            start = after.next;
        }
    }
    push(start, tokens.len());
}

/// Closing marks and brackets stay with the sentence they end.
fn after(text: &str, tokens: &[Token], stop: usize) -> After {
    let (mut next, mut quoted, mut bracketed) = (stop + 1, false, false);
    while let Some(token) = tokens.get(next) {
        let touches = token.span.start == tokens[next - 1].span.end;
        let free = !matches!(class_at(text, token.span.end as usize).0, Class::Letter | Class::Digit);
        let word = token.span.of(text);
        let closing = match single(word) {
            Some(c) => touches && (free && closes(c) || only_closes(c)) || free && only_closes(c),
            None => word == "''",
        };
        if !closing {
            break;
        }
        let bracket = matches!(word, ")" | "]" | "}");
        quoted |= !bracket;
        bracketed |= bracket;
        next += 1;
    }
    next += footnotes(text, &tokens[next..]);
    After { next, quoted, bracketed }
}

/// Tokens of the footnote marks that come next: "[17]", "[a]".
fn footnotes(text: &str, tokens: &[Token]) -> usize {
    let is_mark = |note: &&[Token]| {
        let [open, mark, close] = *note else { return false };
        open.span.of(text) == "["
            && mark.span.len() <= 3
            && close.span.of(text) == "]"
            && open.span.end == mark.span.start
    };
    3 * tokens.chunks_exact(3).take_while(is_mark).count()
}

fn ends(text: &str, scanner: &Scanner<'_>, start: usize, stop: Stop, after: &After) -> bool {
    let tokens = &scanner.tokens[..];
    let Some(next) = tokens.get(after.next) else { return false };
    let touches = next.span.start == tokens[after.next - 1].span.end;
    let word = tokens[after.next..]
        .iter()
        .take(OPENERS)
        .map(|t| t.span.of(text))
        .find(|w| single(w).is_none_or(|c| !opens(c)));
    let Some(word) = word else { return true };
    let small = word.starts_with(char::is_lowercase) && !word.chars().skip(1).any(char::is_uppercase);
    if word.starts_with('.') || matches!(word, "," | ";" | ":" | "/" | "%" | ")" | "]") {
        return false;
    }
    match stop.kind {
        StopKind::Abbreviation => true,
        StopKind::Full if is_marker(text, tokens, start, stop.token) => false,
        StopKind::Full if stop.token > start && tokens[stop.token - 1].span.of(text) == "." => !small,
        StopKind::Full => !small || !touches && !after.quoted && !after.bracketed,
        StopKind::Excited if small && (after.quoted || after.bracketed) => false,
        StopKind::Excited if small => !touches && tokens[stop.token].span.of(text).ends_with('?'),
        StopKind::Excited => !(after.quoted && is_speaker(text, scanner, after.next)),
        StopKind::Ellipsis => !small,
    }
}

/// "1." or "a." at the start of a block numbers what follows.
fn is_marker(text: &str, tokens: &[Token], start: usize, stop: usize) -> bool {
    let marker = tokens[start].span.of(text);
    stop == start + 1 && marker.len() <= 3 && (marker.bytes().all(|b| b.is_ascii_digit()) || marker.len() == 1)
}

/// Whether a name and a verb of saying follow: “Why?” Kim asked.
fn is_speaker(text: &str, scanner: &Scanner<'_>, next: usize) -> bool {
    for token in scanner.tokens[next..].iter().take(NAME) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        if scanner.look_up(text, start, end).is(List::Saying) {
            return true;
        }
        let word = &text[start..end];
        if !word.starts_with(char::is_uppercase) && !matches!(word, "the" | "of" | "de" | "van" | "von" | "-") {
            return false;
        }
    }
    false
}

fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

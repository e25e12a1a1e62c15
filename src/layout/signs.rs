//! What a line says about itself by its first words or marks: a caption, a credit, a note, an item of a list.

use super::byline;
use super::phrases::{List, begins, fold, is, within};
use crate::article::{agency, is_blank};

/// Longest stretch of a line that is looked at, in bytes.
const LOOK: usize = 400;
/// A longer line is a note only by its first words, in bytes.
const NOTE: usize = 220;
/// A line of more words is no credit.
const CREDIT: usize = 16;

/// What a line says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Caption,
    Credit,
    Note,
    /// A note after which only notes follow: "Notes to editors".
    Tail,
}

/// What stands before the words of an item or a quotation and is no part of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// "- ", "• ".
    Bullet,
    /// "1. ", "(2) ".
    Number,
    /// "> ".
    Quote,
    /// "## ".
    Heading,
}

/// The marker a line begins with, and its length in bytes with the space after it.
pub(super) fn marker(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let spaces = |from: usize| line[from..].len() - line[from..].trim_start_matches(is_blank).len();
    let (marker, end) = match first {
        '•' | '‣' | '◦' | '▪' | '●' | '■' | '–' | '-' | '*' | '·' | '—' | '⁃' => {
            (Marker::Bullet, first.len_utf8())
        }
        '>' => (Marker::Quote, 1),
        '#' => (Marker::Heading, line.bytes().take(6).take_while(|&b| b == b'#').count()),
        '(' | '0'..='9' => {
            let open = usize::from(first == '(');
            let figures = line[open..].bytes().take(3).take_while(u8::is_ascii_digit).count();
            let end = open + figures;
            let after = line.as_bytes().get(end).copied();
            let closed = after == Some(b')') || open == 0 && after == Some(b'.');
            (figures > 0 && closed).then_some((Marker::Number, end + 1))?
        }
        _ => return None,
    };
    let after = spaces(end);
    let glued = matches!(first, '•' | '‣' | '◦' | '▪' | '●' | '■' | '>');
    (end + after < line.len() && (after > 0 || glued)).then_some((marker, end + after))
}

/// The sign of a line.
pub(super) fn sign(line: &str) -> Option<Sign> {
    let folded = fold(line, LOOK);
    if !folded.contains(char::is_alphanumeric) {
        // "___", "***": lines that part.
        return Some(Sign::Note);
    }
    let start = folded.trim_start_matches(['(', '[', '*', '•', '_', ' ', '—', '–']);
    let bare = start.trim_end_matches([')', ']', ':', '.', '*', '_', ' ', '»', '→', '›']);
    if is(List::Tail, bare) || begins(List::Tail, start).is_some_and(|n| start[n..].starts_with(':')) {
        return Some(Sign::Tail);
    }
    if is(List::Note, folded.trim())
        || is(List::NoteWord, folded.trim())
        || is(List::NoteWord, bare)
        || is(List::Note, bare)
    {
        return Some(Sign::Note);
    }
    let words = line.split_whitespace().take(LOOK).count();
    photo(&folded, start, words).or_else(|| note(line, &folded, start))
}

/// Captions and credits of pictures.
fn photo(folded: &str, start: &str, words: usize) -> Option<Sign> {
    let named = |text: &str| within(List::AgencyPhoto, text) || agency(text.trim_matches([' ', '.', ')'])).is_some();
    if let Some(length) = begins(List::Credit, start)
        && words <= CREDIT
    {
        let (phrase, rest) = start.split_at(length);
        let told = rest.trim_start().starts_with([':', ',', '-', '–', '|', '/'])
            || phrase.ends_with("by")
            || phrase.ends_with(['/', '©']);
        if told || rest.is_empty() || named(start) {
            return Some(Sign::Credit);
        }
    }
    if let Some(length) = begins(List::Caption, start) {
        let (phrase, rest) = start.split_at(length);
        let rest = rest.trim_start();
        let told = rest.starts_with([':', '-', '–', '—', ',', '|', '(']) || phrase.ends_with(['-', '–', '—']);
        if told || phrase.contains("this ") || phrase.starts_with("an undated") {
            // "Photo: Jane Doe/Getty" names who took it, "Photo: The bridge" what it shows.
            let credit =
                phrase.starts_with(['p', 'i', 'f']) && rest.starts_with(':') && words <= 8 && named(&rest[1..]);
            return Some(if credit { Sign::Credit } else { Sign::Caption });
        }
    }
    let end = &folded[folded.ceil_char_boundary(folded.len().saturating_sub(60))..];
    if words <= 80 && !folded.contains("said") && within(List::AgencyPhoto, end) {
        return Some(if words <= 6 { Sign::Credit } else { Sign::Caption });
    }
    None
}

/// Reporting credits, pointers elsewhere, corrections.
fn note(line: &str, folded: &str, start: &str) -> Option<Sign> {
    if begins(List::Note, start).is_some() {
        return Some(Sign::Note);
    }
    let label = begins(List::NoteWord, start).is_some_and(|n| start[n..].trim_start().starts_with([':', '|']));
    // "Jane Doe reported from Lind."
    let reporter = folded.find(" reported from ").and_then(|at| byline::read(line.get(..at)?));
    if line.len() < LOOK && reporter.is_some_and(|byline| !byline.authors.is_empty()) {
        return Some(Sign::Note);
    }
    (label || line.len() < NOTE && within(List::NoteInside, folded)).then_some(Sign::Note)
}

#[cfg(test)]
mod tests {
    use super::{Marker, Sign, marker, sign};

    #[test]
    fn what_lines_say_they_are() {
        for (line, expected) in [
            ("FILE PHOTO: The bridge at dawn, January 3, 2025. REUTERS/Jane Doe", Some(Sign::Caption)),
            ("File photo of the bridge", None),
            ("Photo: The bridge at dawn", Some(Sign::Caption)),
            ("Photo: Jane Doe/Getty", Some(Sign::Credit)),
            ("Photograph: Jane Doe/Getty Images", Some(Sign::Credit)),
            ("Photographs of the bridge show cracks in all four pillars.", None),
            ("Image source, Getty Images", Some(Sign::Credit)),
            ("Image caption, The bridge was closed on Monday", Some(Sign::Caption)),
            ("The bridge at dawn on Monday, seen from the harbour (AP Photo/Jane Doe)", Some(Sign::Caption)),
            ("(Reporting by Jane Doe; editing by John Roe)", Some(Sign::Note)),
            ("Read more: How the bridge was built", Some(Sign::Note)),
            ("Correction: An earlier version misspelt a name.", Some(Sign::Note)),
            ("Correction officers walked out on Monday.", None),
            ("This article was amended on 25 February 2025.", Some(Sign::Note)),
            ("Sign up for our newsletter", Some(Sign::Note)),
            ("Following the vote, the council rose.", None),
            ("Watch the water, she said.", None),
            ("Advertisement", Some(Sign::Note)),
            ("ENDS", Some(Sign::Note)),
            ("###", Some(Sign::Note)),
            ("Notes to editors:", Some(Sign::Tail)),
            ("Contact with the ferry was lost.", None),
            ("Associated Press writer Jane Doe in Oslo contributed to this report.", Some(Sign::Note)),
        ] {
            assert_eq!(sign(line), expected, "{line}");
        }
    }

    #[test]
    fn markers() {
        for (line, expected) in [
            ("- Wash the pears", Some((Marker::Bullet, 2))),
            ("•Wash", Some((Marker::Bullet, 3))),
            ("1. Wash", Some((Marker::Number, 3))),
            ("(2) Dry", Some((Marker::Number, 4))),
            ("> “It is”", Some((Marker::Quote, 2))),
            ("## Bread", Some((Marker::Heading, 3))),
            ("3.5 per cent", None),
            ("-5 degrees", None),
            ("1", None),
            ("2025 was dry", None),
            ("-", None),
        ] {
            assert_eq!(marker(line), expected, "{line}");
        }
    }
}

//! A quotation in its sentences, marked for a reader at a terminal.

use crate::article::{Article, Polarity, Quote};
use crate::span::Span;
use std::fmt::Write;

/// Columns of a line at most, where words allow.
const WIDTH: usize = 78;

/// What marks what.
const CONTENT: char = '-';
const SOURCE: char = '=';
const CUE: char = '^';
const VIA: char = '~';

/// The sentences of a quotation with content, cue and source underlined, and below them who said it and why we think so.
///
/// ```
/// let article = copydesk::parse("“It will be built,” Mayor Ada Holm said on Monday.");
/// println!("{}", copydesk::quotes::explain(&article, &article.quotes[0]));
/// ```
pub fn explain(article: &Article, quote: &Quote) -> String {
    let mut marked: Vec<(Span, char)> = quote.spans.iter().map(|&span| (span, CONTENT)).collect();
    marked.extend(
        [(quote.source, SOURCE), (quote.cue, CUE), (quote.via, VIA)].map(|(s, c)| Some((s?, c))).into_iter().flatten(),
    );
    let mut text = String::new();
    let touched = |span: Span| marked.iter().any(|(other, _)| other.overlaps(span));
    let mut last: Option<usize> = None;
    for (number, sentence) in article.sentences.iter().enumerate().filter(|(_, s)| touched(s.span)) {
        if last.is_some_and(|last| last + 1 < number) {
            text.push_str("  […]\n");
        }
        last = Some(number);
        underline(article, sentence.span, &marked, &mut text);
    }
    text.push('\n');
    let legend = [
        ("content", Some(quote.extent()), CONTENT),
        ("source", quote.source, SOURCE),
        ("cue", quote.cue, CUE),
        ("via", quote.via, VIA),
    ];
    let legend: Vec<String> = legend
        .iter()
        .filter(|(_, span, _)| span.is_some())
        .map(|(name, _, mark)| format!("{name} {}", mark.to_string().repeat(3)))
        .collect();
    let speaker = article.speaker(quote).unwrap_or_else(|| "nobody named".to_owned());
    let polarity = match quote.polarity {
        Polarity::Affirmed => String::new(),
        other => format!(", {other}"),
    };
    let via = quote.via.map(|via| format!(", passed on by {}", via.of(&article.text))).unwrap_or_default();
    // A string takes everything.
    let _ = writeln!(text, "  {}", legend.join("  "));
    let _ = writeln!(text, "  {}{polarity}: {speaker}{via}", quote.kind);
    let _ = writeln!(text, "  {} ({:.0} % sure)", quote.rule, 100.0 * quote.confidence);
    text
}

/// A sentence in lines, each with its marks below it.
fn underline(article: &Article, sentence: Span, marked: &[(Span, char)], text: &mut String) {
    let (mut line, mut marks) = (String::new(), String::new());
    let mut flush = |line: &mut String, marks: &mut String| {
        for part in [&*line, &*marks] {
            if !part.trim().is_empty() {
                text.push_str("  ");
                text.push_str(part.trim_end());
                text.push('\n');
            }
        }
        line.clear();
        marks.clear();
    };
    let words = sentence.of(&article.text);
    let marked: Vec<(Span, char)> = marked.iter().copied().filter(|(span, _)| span.overlaps(sentence)).collect();
    let mut columns = 0;
    let mut at = sentence.start;
    for word in words.split_inclusive(char::is_whitespace) {
        let wide = word.chars().count();
        if columns + wide > WIDTH && columns > 0 {
            flush(&mut line, &mut marks);
            columns = 0;
        }
        columns += wide;
        for c in word.chars() {
            let here = Span { start: at, end: at + c.len_utf8() as u32 };
            let mark = marked.iter().rev().find(|(span, _)| span.contains(here)).map_or(' ', |&(_, mark)| mark);
            line.push(if c.is_whitespace() || c.is_control() { ' ' } else { c });
            marks.push(mark);
            at = here.end;
        }
    }
    flush(&mut line, &mut marks);
}

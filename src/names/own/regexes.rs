//! Regular expressions of a user: each runs over the text in linear time, and finds whole words.

use super::excerpt;
use crate::article::EntityKind;
use crate::span::Span;
use regex::{Regex, RegexBuilder};

/// Most bytes read at once: one search is linear, but finding every match may look at what is left again and again.
const STRETCH: usize = 4_096;

/// Most bytes that one compiled expression may take.
const SIZE: usize = 1 << 20;

/// Regular expressions, each with the kind of what it finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Regexes(Vec<(Regex, EntityKind)>);

impl Regexes {
    /// One more.
    ///
    /// # Errors
    /// Why it cannot be used: it does not compile, or it finds nothing at all everywhere.
    pub(super) fn add(&mut self, kind: EntityKind, regex: &str) -> Result<(), String> {
        let compiled = compile(regex)?;
        if compiled.is_match("") {
            return Err(format!("{} matches where nothing stands", excerpt(regex)));
        }
        self.0.push((compiled, kind));
        Ok(())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where they match whole words in a stretch of the text.
    pub(super) fn find(&self, text: &str, block: Span, found: &mut Vec<(Span, EntityKind)>) {
        if self.is_empty() {
            return;
        }
        for stretch in stretches(text, block) {
            for (regex, kind) in &self.0 {
                for found_at in regex.find_iter(stretch.of(text)) {
                    let matched = found_at.as_str();
                    let start =
                        stretch.start as usize + found_at.start() + (matched.len() - matched.trim_start().len());
                    let span = Span::new(start, start + matched.trim().len());
                    if span.start < span.end && whole(text, span) {
                        found.push((span, *kind));
                    }
                }
            }
        }
    }
}

/// The expression, ready to run.
pub(super) fn compile(regex: &str) -> Result<Regex, String> {
    RegexBuilder::new(regex).size_limit(SIZE).build().map_err(|error| {
        // The last line of the message says what is wrong; those before draw the place.
        let error = error.to_string();
        let reason = error.lines().last().unwrap_or_default();
        format!("{} is no regular expression: {}", excerpt(regex), reason.trim_start_matches("error: "))
    })
}

/// A block in pieces of at most [`STRETCH`] bytes, cut at white space where there is any.
fn stretches(text: &str, block: Span) -> impl Iterator<Item = Span> {
    let mut at = block.start as usize;
    let end = block.end as usize;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.get(start..end).filter(|rest| !rest.is_empty())?;
        let length = if rest.len() <= STRETCH {
            rest.len()
        } else {
            let most = rest.floor_char_boundary(STRETCH);
            rest[..most].rfind(char::is_whitespace).filter(|&space| space > 0).unwrap_or(most)
        };
        at = start + length;
        Some(Span::new(start, at))
    })
}

/// Whether a span cuts no word in two.
fn whole(text: &str, span: Span) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = span.of(text);
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let begins = !(word(before.chars().next_back()) && word(inside.chars().next()));
    let ends = !(word(inside.chars().next_back()) && word(after.chars().next()));
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::Law;

    fn found(regex: &str, text: &str) -> Vec<String> {
        let mut regexes = Regexes::default();
        regexes.add(Law, regex).unwrap();
        let mut found = Vec::new();
        regexes.find(text, Span::new(0, text.len()), &mut found);
        found.iter().map(|(span, _)| span.of(text).to_owned()).collect()
    }

    #[test]
    fn whole_words_that_match() {
        let table: &[(&str, &str, &[&str])] = &[
            (
                r"Directive \d{4}/\d+",
                "Under Directive 2019/790 and Directive 2001/29.",
                &["Directive 2019/790", "Directive 2001/29"],
            ),
            (r"\d{4}", "In 20190 pages of 2019.", &["2019"]),
            (r"Bill [A-Z]-\d+", "Bill C-12’s fate", &["Bill C-12"]),
            (r"\s*Act\s*", "The Act was read.", &["Act"]),
            (r"(?i)bill c-\d+", "BILL C-7", &["BILL C-7"]),
            (r"Ø\w+", "Ørsted pays.", &["Ørsted"]),
        ];
        for (regex, text, expected) in table {
            assert_eq!(&found(regex, text), expected, "{regex} in {text}");
        }
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        for (regex, why) in [
            ("(", "\"(\" is no regular expression: unclosed group"),
            ("a{9999999}", "is no regular expression"),
            (r"\w{900}{900}", "is no regular expression"),
            ("x*", "\"x*\" matches where nothing stands"),
            ("", "\"\" matches where nothing stands"),
        ] {
            let error = Regexes::default().add(Law, regex).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn a_long_block_without_white_space_is_read_in_pieces() {
        let text = "ß".repeat(10_000);
        let spans: Vec<_> = stretches(&text, Span::new(0, text.len())).collect();
        assert!(spans.iter().all(|span| span.range().len() <= STRETCH && text.get(span.range()).is_some()));
        assert_eq!(spans.last().map(|span| span.range().end), Some(text.len()));
    }
}

//! Lists of names: found as they are written, whole words only, the longest first.
//!
//! A name is a chain of words. Every beginning of every name is kept by its hash, so reading goes on from a word only
//! as long as some name goes on: a million names cost no more time than ten.

use super::excerpt;
use crate::article::EntityKind;
use crate::span::Span;
use crate::tagger::hash;
use std::collections::HashMap;

/// Most words in a name, signs counted as words; most tokens that a pattern of tokens covers.
pub const LONGEST_NAME: usize = 64;

/// Lists of names.
///
/// Upper and lower case matter; curly and straight apostrophes are one; any white space stands for any other.
#[derive(Clone, Debug, Default)]
pub(super) struct Chains {
    // Hash of the first words of a name, and its kind where the name ends there.
    beginnings: HashMap<u64, Option<EntityKind>>,
}

impl Chains {
    /// One more name. Given twice under one kind, it is there once.
    ///
    /// # Errors
    /// Why it cannot be used: no letter or figure, too many words, or another kind already.
    pub(super) fn add(&mut self, kind: EntityKind, name: &str) -> Result<(), String> {
        if !name.contains(char::is_alphanumeric) {
            return Err(format!("{} has no letter or figure", excerpt(name)));
        }
        let words = || Words { text: name, at: 0 };
        let count = words().count();
        if count > LONGEST_NAME {
            return Err(format!("{} has {count} words; at most {LONGEST_NAME} are accepted", excerpt(name)));
        }
        let mut chain = 0;
        for (i, word) in words().enumerate() {
            chain = link(chain, word.of(name));
            let end = self.beginnings.entry(chain).or_default();
            if i + 1 == count {
                match end {
                    Some(other) if *other != kind => {
                        return Err(format!("{} is also given as {other}; a name has one kind", excerpt(name)));
                    }
                    _ => *end = Some(kind),
                }
            }
        }
        Ok(())
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.beginnings.is_empty()
    }

    /// Where they stand in a stretch of the text, not overlapping.
    pub(super) fn find(&self, text: &str, stretch: Span, found: &mut Vec<(Span, EntityKind)>) {
        let words: Vec<Span> = Words { text: stretch.of(text), at: 0 }.collect();
        let place = |span: Span| Span { start: span.start + stretch.start, end: span.end + stretch.start };
        let mut at = 0;
        while at < words.len() {
            let mut chain = 0;
            let mut best = None;
            for (i, word) in words[at..].iter().enumerate() {
                chain = link(chain, word.of(stretch.of(text)));
                match self.beginnings.get(&chain) {
                    Some(Some(kind)) => best = Some((at + i, *kind)),
                    Some(None) => {}
                    None => break,
                }
            }
            match best {
                Some((last, kind)) => {
                    found.push((place(words[at].cover(words[last])), kind));
                    at = last + 1;
                }
                None => at += 1,
            }
        }
    }
}

/// The hash of a chain of words with one more.
fn link(chain: u64, word: &str) -> u64 {
    let word = if word == "’" { "'" } else { word };
    hash::join(chain, hash::text(word.as_bytes()))
}

/// Runs of letters and figures, and every other character that is no white space by itself.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let length = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        self.at = start + length;
        Some(Span::new(start, self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::{Org, Person, Product};

    fn names(list: &[(EntityKind, &str)]) -> Result<Chains, String> {
        let mut chains = Chains::default();
        list.iter().try_for_each(|&(kind, name)| chains.add(kind, name))?;
        Ok(chains)
    }

    #[test]
    fn found_where_they_stand() {
        let own = names(&[
            (Org, "Harbour Board"),
            (Org, "Harbour Board of Brightwater"),
            (Person, "Li"),
            (Person, "Ada O'Hara"),
            (Product, "C++"),
            (Org, "Ørsted"),
        ])
        .unwrap();
        let table: &[(&str, &[&str])] = &[
            ("The Harbour Board met.", &["Harbour Board"]),
            ("The Harbour Board of Brightwater met.", &["Harbour Board of Brightwater"]),
            ("The Harbour Board of trade met.", &["Harbour Board"]),
            ("The Harbour\nBoard’s chair", &["Harbour\nBoard"]),
            ("harbour board", &[]),
            ("Li said Lisbon and Eli were fine; Li's not.", &["Li", "Li"]),
            ("Ada O’Hara and Ada O'Hara", &["Ada O’Hara", "Ada O'Hara"]),
            ("It is written in C++, not C+.", &["C++"]),
            ("Ørsted and Ørsteds", &["Ørsted"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let mut found = Vec::new();
            own.find(text, Span::new(0, text.len()), &mut found);
            let found: Vec<_> = found.iter().map(|(span, _)| span.of(text)).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let long = "word ".repeat(65);
        for (list, message) in [
            (vec![(Org, "Harbour Board"), (Org, "")], "\"\" has no letter or figure"),
            (vec![(Org, " ")], "\" \" has no letter or figure"),
            (vec![(Org, "--")], "has no letter or figure"),
            (vec![(Org, &long)], "has 65 words; at most 64 are accepted"),
            (vec![(Org, "Ada Holm"), (Person, "Ada Holm")], "\"Ada Holm\" is also given as ORG; a name has one kind"),
        ] {
            let error = names(&list).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
        assert!(names(&[(Org, "Harbour Board"), (Org, "Harbour Board")]).is_ok());
    }

    #[test]
    fn many_names_and_long_texts_are_fine() {
        let mut own = Chains::default();
        for i in 0..200_000 {
            own.add(Org, &format!("a a a Firm {i}")).unwrap();
        }
        let text = "a ".repeat(100_000) + "a a a Firm 77";
        let mut found = Vec::new();
        own.find(&text, Span::new(0, text.len()), &mut found);
        assert_eq!(found.len(), 1);
    }
}

//! A user's own names: found as they are written, whole words only, the longest first.
//!
//! A name is a chain of words. Every beginning of every name is kept by its hash, so reading goes on from a word only
//! as long as some name goes on: a million names cost no more time than ten.

use crate::Error;
use crate::article::EntityKind;
use crate::span::Span;
use crate::tagger::hash;
use std::collections::HashMap;

/// Most words in a name, signs counted as words.
pub const LONGEST_NAME: usize = 64;

/// Names a user adds: found wherever they stand, whatever the model says.
///
/// Upper and lower case matter; curly and straight apostrophes are one; any white space stands for any other.
#[derive(Clone, Debug, Default)]
pub struct UserNames {
    // Hash of the first words of a name, and its kind where the name ends there.
    beginnings: HashMap<u64, Option<EntityKind>>,
}

impl UserNames {
    /// These names. When one is given twice, the last kind counts.
    ///
    /// # Errors
    /// When a name has no letter or figure, or more than [`LONGEST_NAME`] words; the message says which.
    pub fn new(names: impl IntoIterator<Item = (EntityKind, String)>) -> Result<Self, Error> {
        let mut beginnings: HashMap<u64, Option<EntityKind>> = HashMap::new();
        for (number, (kind, name)) in names.into_iter().enumerate() {
            let words: Vec<Span> = Words { text: &name, at: 0 }.collect();
            if !name.contains(char::is_alphanumeric) {
                return Err(Error::new(format!(
                    "names: entry {number} is {name:?}; a name has at least one letter or figure"
                )));
            }
            if words.len() > LONGEST_NAME {
                let begins: String = name.chars().take(40).collect();
                return Err(Error::new(format!(
                    "names: entry {number}, {begins:?}…, has {} words; at most {LONGEST_NAME} are accepted",
                    words.len()
                )));
            }
            let mut chain = 0;
            for (i, word) in words.iter().enumerate() {
                chain = link(chain, word.of(&name));
                let end = beginnings.entry(chain).or_default();
                if i + 1 == words.len() {
                    *end = Some(kind);
                }
            }
        }
        Ok(Self { beginnings })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
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

    fn names(list: &[(EntityKind, &str)]) -> Result<UserNames, Error> {
        UserNames::new(list.iter().map(|&(kind, name)| (kind, name.to_owned())))
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
    fn what_is_no_name_is_refused_by_number() {
        for (list, message) in [
            (vec![(Org, "Harbour Board"), (Org, "")], "entry 1 is \"\""),
            (vec![(Org, " ")], "entry 0 is \" \""),
            (vec![(Org, "--")], "entry 0 is \"--\""),
            (vec![(Org, "word ".repeat(65).leak() as &str)], "has 65 words"),
        ] {
            let error = names(&list).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn many_names_and_long_texts_are_fine() {
        let own = UserNames::new((0..200_000).map(|i| (Org, format!("a a a Firm {i}")))).unwrap();
        let text = "a ".repeat(100_000) + "a a a Firm 77";
        let mut found = Vec::new();
        own.find(&text, Span::new(0, text.len()), &mut found);
        assert_eq!(found.len(), 1);
    }
}

//! Dictionary forms: a word and its part of speech are looked up; what is not listed goes by its ending.
//!
//! A way to make a lemma is an edit: cut so many characters from the end, put these there. Words and endings are kept
//! as 32 bits of a hash, sorted, with the number of their edit. The Penn tags of words are kept likewise.

use super::hash;
use crate::Error;
use crate::article::Pos;

/// Longest ending that decides, in characters.
pub const LONGEST_ENDING: usize = 5;

/// How the end of a word changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// So many characters go.
    pub cut: usize,
    /// These come.
    pub put: String,
}

impl Edit {
    /// What makes the lemma of the word.
    pub fn between(word: &str, lemma: &str) -> Self {
        let same = word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Self { cut: word.chars().count() - same, put: lemma.chars().skip(same).collect() }
    }

    /// The lemma of a word. None when the word is too short to be cut.
    pub fn apply(&self, word: &str) -> Option<String> {
        let kept = word.chars().count().checked_sub(self.cut)?;
        let lemma: String = word.chars().take(kept).chain(self.put.chars()).collect();
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// The edits of a model.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    edits: Vec<Edit>,
}

impl Lemmas {
    /// From the lines of the model file: characters to cut, a tab, characters to put.
    ///
    /// # Errors
    /// When a line is not of that form.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let wrong = |what: &str| Error::new(format!("section \"lemma-edits\": {what}"));
        let text = std::str::from_utf8(bytes).map_err(|e| wrong(&e.to_string()))?;
        let edits = text.lines().enumerate().map(|(number, line)| {
            let (cut, put) = line.split_once('\t').ok_or_else(|| wrong(&format!("line {} has no tab", number + 1)))?;
            let cut = cut.parse().map_err(|_| wrong(&format!("line {}: {cut:?} is no number", number + 1)))?;
            Ok(Edit { cut, put: put.to_owned() })
        });
        Ok(Self { edits: edits.collect::<Result<_, _>>()? })
    }

    /// The lines for the model file.
    pub fn write(edits: &[Edit]) -> Vec<u8> {
        edits.iter().flat_map(|edit| format!("{}\t{}\n", edit.cut, edit.put).into_bytes()).collect()
    }

    /// The lemma of a lower-cased word, or None when it is its own. `words` and `endings` are sections of the model.
    pub fn find(&self, words: &[u8], endings: &[u8], word: &str, pos: Pos) -> Option<String> {
        let edit = look_up(words, endings, word, pos as u64)?;
        self.edits.get(usize::from(edit))?.apply(word).filter(|lemma| lemma != word)
    }
}

/// What the tables say of a word of that kind: what they have of the word itself, else of its longest known ending.
pub(super) fn look_up(words: &[u8], endings: &[u8], word: &str, kind: u64) -> Option<u16> {
    find(words, word_key(word, kind)).or_else(|| {
        let longest = word.char_indices().rev().take(LONGEST_ENDING).last().map_or(0, |(at, _)| at);
        let ending = &word[longest..];
        ending.char_indices().find_map(|(at, _)| find(endings, ending_key(&ending[at..], kind)))
    })
}

/// What a word is kept as, with a part of speech or another number below 100 that says of what kind it is.
pub fn word_key(word: &str, kind: u64) -> u32 {
    (hash::feature(kind, hash::text(word.as_bytes())) >> 32) as u32
}

/// What an ending is kept as, likewise.
pub fn ending_key(ending: &str, kind: u64) -> u32 {
    (hash::feature(100 + kind, hash::text(ending.as_bytes())) >> 32) as u32
}

/// The bytes of a table of keys and edits.
pub fn write_table(mut entries: Vec<(u32, u16)>) -> Vec<u8> {
    entries.sort_unstable();
    entries.dedup_by_key(|(key, _)| *key);
    entries.iter().flat_map(|(key, edit)| key.to_le_bytes().into_iter().chain(edit.to_le_bytes())).collect()
}

fn find(table: &[u8], key: u32) -> Option<u16> {
    let entries = table.as_chunks::<6>().0;
    let place = entries.binary_search_by_key(&key, |[a, b, c, d, ..]| u32::from_le_bytes([*a, *b, *c, *d]));
    place.ok().map(|i| u16::from_le_bytes([entries[i][4], entries[i][5]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_lead_from_word_to_lemma() {
        for (word, lemma, cut, put) in [
            ("said", "say", 2, "y"),
            ("ministers", "minister", 1, ""),
            ("was", "be", 3, "be"),
            ("house", "house", 0, ""),
            ("citées", "cité", 2, ""),
        ] {
            let edit = Edit::between(word, lemma);
            assert_eq!((edit.cut, edit.put.as_str()), (cut, put), "{word}");
            assert_eq!(edit.apply(word).as_deref(), Some(lemma));
        }
        assert_eq!(Edit { cut: 3, put: String::new() }.apply("is"), None, "longer than the word");
    }

    #[test]
    fn words_before_endings_before_nothing() {
        let edits = [Edit { cut: 1, put: String::new() }, Edit { cut: 2, put: "y".into() }];
        let lemmas = Lemmas::read(&Lemmas::write(&edits)).unwrap();
        let words = write_table(vec![(word_key("said", Pos::Verb as u64), 1)]);
        let endings = write_table(vec![(ending_key("s", Pos::Noun as u64), 0)]);
        for (word, pos, lemma) in [
            ("said", Pos::Verb, Some("say")),
            ("said", Pos::Adj, None),
            ("bridges", Pos::Noun, Some("bridge")),
            ("bridges", Pos::Propn, None),
            ("s", Pos::Noun, None),
            ("", Pos::Noun, None),
        ] {
            assert_eq!(lemmas.find(&words, &endings, word, pos).as_deref(), lemma, "{word} {pos}");
        }
    }

    #[test]
    fn wrong_lines_are_named() {
        assert!(Lemmas::read(b"1\ty\n2 s\n").unwrap_err().to_string().contains("line 2"));
        assert!(Lemmas::read(b"one\ty\n").unwrap_err().to_string().contains("no number"));
    }
}

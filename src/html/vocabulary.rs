//! What the words of class, id and the like say about an element.

use super::names::Name;
use super::tree::{NodeId, Tree};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A set of roles, one bit each.
pub(super) type Roles = u32;

macro_rules! roles {
    ($($constant:ident $text:literal;)+) => {
        // Every role is a feature, whether or not the code asks for it by name.
        #[allow(dead_code, clippy::upper_case_acronyms)]
        enum Place { $($constant),+ }
        $(#[allow(dead_code)] pub(super) const $constant: Roles = 1 << Place::$constant as u32;)+
        const ROLES: &[&str] = &[$($text),+];
        /// How many roles there are.
        pub(super) const COUNT: usize = ROLES.len();
    };
}

roles! {
    BODY "body"; CONTENT "content"; PARAGRAPH "paragraph"; COMMENT "comment"; RELATED "related"; TEASER "teaser";
    SHARE "share"; NEWSLETTER "newsletter"; NAVIGATION "navigation"; SIDE "side"; ADVERT "advert"; AUTHOR "author";
    DATED "dated"; CAPTION "caption"; HIDDEN "hidden"; MODAL "modal"; LEGAL "legal"; TAGS "tags";
    STANDFIRST "standfirst"; TITLE "title"; KICKER "kicker"; QUOTED "quoted"; BOXED "boxed"; PLATFORM "platform";
}

/// Each word or pair of words, by hash.
static WORDS: LazyLock<HashMap<u64, Roles, Direct>> = LazyLock::new(|| {
    let mut words = HashMap::with_hasher(Direct);
    for line in include_str!("class_words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((text, role)) = line.split_once('\t') else { continue };
        let bit = ROLES.iter().position(|r| *r == role).map_or(0, |i| 1 << i);
        let hash = text.split(' ').map(|w| w.bytes().fold(SEED, step)).reduce(pair).unwrap_or(SEED);
        *words.entry(hash).or_insert(0) |= bit;
    }
    words
});

/// For tables whose keys are hashes already; the tables are ours, so nobody can choose what is in them.
#[derive(Clone, Copy, Default)]
pub(super) struct Direct;

/// The key as it is.
pub(super) struct Same(u64);

impl BuildHasher for Direct {
    type Hasher = Same;
    fn build_hasher(&self) -> Same {
        Same(0)
    }
}

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &b| step(hash, b));
    }
    fn write_u32(&mut self, hash: u32) {
        // The table looks at the highest bits and at the lowest.
        self.0 = u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// For tables whose keys come from the page: nobody can choose some that fall together, since how they are mixed is drawn
/// once per process.
#[derive(Clone, Copy)]
pub(super) struct Keyed(u64);

impl Default for Keyed {
    fn default() -> Self {
        static KEY: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(SEED));
        Self(*KEY)
    }
}

/// A key, mixed.
pub(super) struct Mixed(u64);

impl BuildHasher for Keyed {
    type Hasher = Mixed;
    fn build_hasher(&self) -> Mixed {
        Mixed(self.0)
    }
}

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(hash(bytes));
    }
    fn write_u64(&mut self, key: u64) {
        let product = u128::from(key ^ self.0) * 0x9E37_79B9_7F4A_7C15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// A hash of some bytes, eight at a time.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, part: u64| (hash.rotate_left(23) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (parts, rest) = bytes.as_chunks::<8>();
    let hash = parts.iter().fold(SEED ^ bytes.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(last))
}

/// Where the hash of a word begins.
pub(super) const SEED: u64 = 0xCBF2_9CE4_8422_2325;

/// The hash with one more byte.
#[inline]
pub(super) fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
}

#[inline]
fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(21) ^ second).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Attributes longer than this are generated; their first words say enough.
const READ_WITHIN: usize = 400;

/// Whether an attribute says what its element is for.
#[inline]
pub(super) fn says_what_for(name: Name) -> bool {
    use Name as N;
    matches!(name, N::CLASS | N::ID | N::ITEMPROP | N::ROLE | N::ARIA_LABEL | N::TEST_ID | N::COMPONENT | N::MODULE)
}

/// The words of the attributes that say what an element is for: `each` gets every word and every pair of words that
/// follow each other, hashed, with the attribute they stand in.
pub(super) fn each_word(tree: &Tree<'_>, id: NodeId, mut each: impl FnMut(Name, u64)) {
    for attribute in tree.attributes(id) {
        if says_what_for(attribute.name) {
            words_of(attribute.value.of(tree.page), |word| each(attribute.name, word));
        }
    }
}

/// The roles that an element's own attributes give it.
pub(super) fn roles(tree: &Tree<'_>, id: NodeId) -> Roles {
    let mut found = 0;
    each_word(tree, id, |_, word| found |= roles_of(word));
    found
}

/// The roles that a word or a pair of words stands for.
#[inline]
pub(super) fn roles_of(word: u64) -> Roles {
    WORDS.get(&word).copied().unwrap_or(0)
}

/// The words of `value`, hashed, and the pairs of neighbours among them.
pub(super) fn words_of(value: &str, mut each: impl FnMut(u64)) {
    let value = value.as_bytes();
    let (mut hash, mut length, mut before) = (SEED, 0, SEED);
    let mut last_lower = false;
    let mut ended = |hash: u64, length: usize, before: &mut u64| {
        if (2..=20).contains(&length) {
            each(hash);
            if *before != SEED {
                each(pair(*before, hash));
            }
        }
        if length > 0 {
            *before = hash;
        }
    };
    for &byte in &value[..value.len().min(READ_WITHIN)] {
        let letter = byte.is_ascii_alphabetic();
        if !letter || byte.is_ascii_uppercase() && last_lower {
            ended(hash, length, &mut before);
            (hash, length) = (SEED, 0);
        }
        if letter {
            hash = step(hash, byte.to_ascii_lowercase());
            length += 1;
        } else if byte == b' ' {
            before = SEED;
        }
        last_lower = byte.is_ascii_lowercase();
    }
    ended(hash, length, &mut before);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_sound() {
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("class_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (words, role) = line.split_once('\t').expect(line);
            assert!(ROLES.contains(&role), "{line}");
            assert!(seen.insert(line), "twice: {line}");
            assert!(words.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{line}");
        }
    }

    #[test]
    fn words_are_found_however_they_are_joined() {
        for (value, expected) in [
            ("article-body", BODY | CONTENT),
            ("ArticleBody__wrapper", BODY | CONTENT),
            ("articleBody", BODY | CONTENT),
            ("c-article body", CONTENT),
            ("commentary", 0),
            ("post-comments", CONTENT | COMMENT),
            ("css-1x2y3", 0),
            ("", 0),
        ] {
            let mut found = 0;
            words_of(value, |word| found |= roles_of(word));
            assert_eq!(found, expected, "{value}");
        }
    }
}

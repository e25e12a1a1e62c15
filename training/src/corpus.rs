//! The corpora of names: read, joined to running text, cut into our own tokens, and labelled with what each token may
//! be.
//!
//! Corpora differ in what they annotate. A label of theirs allows a set of our labels, and a token they leave
//! outside may still be of a kind they do not annotate. Training sums over all that is allowed.

use crate::features::Random;
use copydesk::Span;
use copydesk::article::{Article, Block, BlockKind};
use copydesk::segment::segment;
use copydesk::tagger::crf::{KINDS, LABELS, OUTSIDE, begin, inside};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A passage as the files have it.
#[derive(Debug, Deserialize)]
pub(crate) struct Passage {
    /// "document#number" where documents are known.
    pub(crate) id: String,
    /// Tokens of the corpus.
    pub(crate) tokens: Vec<String>,
    /// BIO tags in the corpus's own labels.
    pub(crate) tags: Vec<String>,
}

impl Passage {
    /// Its running text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        join(&self.tokens, &mut text);
        text
    }

    /// The same as headlines are written: Capitals on Words, or ALL CAPITALS.
    pub(crate) fn shouted(&self, random: u64) -> Self {
        let tokens = self.tokens.iter().enumerate().map(|(i, token)| {
            let small = i > 0 && SMALL_WORDS.contains(&token.as_str());
            match token.chars().next() {
                _ if random.is_multiple_of(4) => token.to_uppercase(),
                Some(first) if !small => first.to_uppercase().chain(token[first.len_utf8()..].chars()).collect(),
                _ => token.clone(),
            }
        });
        Self { id: self.id.clone(), tokens: tokens.collect(), tags: self.tags.clone() }
    }
}

/// Words that headlines leave small.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "n't", "of", "on", "or", "over", "the",
    "to", "via", "vs", "with", "'s", "’s",
];

/// A corpus: the start of its file names, how much its sentences count, and what its labels allow.
pub(crate) struct Corpus {
    /// Start of the file names.
    pub(crate) name: &'static str,
    /// Weight of its sentences.
    pub(crate) weight: f32,
    /// Label and kinds allowed, in letters as in [`KIND_LETTERS`], with "O" when it may also be no name.
    labels: &'static [(&'static str, &'static str)],
    /// Kinds it does not annotate.
    silent: &'static str,
}

/// Person, organisation, place, nationality or group, event, work, product.
const KIND_LETTERS: &str = "POLNEWD";

/// What each corpus's labels allow; "*" is any other label.
pub(crate) const CORPORA: &[Corpus] = &[
    Corpus {
        name: "worldwide.",
        weight: 1.0,
        labels: &[
            ("Person", "P"),
            ("Organization", "O"),
            ("Location", "L"),
            ("Facility", "L"),
            ("NORP", "N"),
            ("Product", "D"),
            ("Misc", "NEWD-"),
            ("*", "-"),
        ],
        silent: "",
    },
    Corpus {
        name: "uner_ewt.",
        weight: 1.0,
        labels: &[("PER", "P"), ("ORG", "O"), ("LOC", "L"), ("*", "NEWD-")],
        silent: "WD",
    },
    Corpus { name: "btc_", weight: 0.7, labels: &[("PER", "P"), ("ORG", "O"), ("LOC", "L")], silent: "NEWD" },
    Corpus {
        name: "wnut17.",
        weight: 0.7,
        labels: &[
            ("person", "P"),
            ("location", "L"),
            ("corporation", "O"),
            ("group", "O"),
            ("product", "D"),
            ("creative-work", "W"),
        ],
        silent: "NE",
    },
    Corpus {
        name: "redocred.",
        weight: 1.0,
        labels: &[("PER", "P"), ("ORG", "O"), ("LOC", "LN"), ("TIME", "-"), ("NUM", "-"), ("*", "NEWD-")],
        silent: "",
    },
    Corpus {
        name: "crossner_",
        weight: 1.0,
        labels: &[
            ("person", "P"),
            ("politician", "P"),
            ("scientist", "P"),
            ("musicalartist", "P"),
            ("writer", "P"),
            ("researcher", "P"),
            ("organisation", "O"),
            ("politicalparty", "O"),
            ("band", "O"),
            ("university", "O"),
            ("location", "L"),
            ("country", "L"),
            ("event", "E"),
            ("election", "E"),
            ("conference", "E"),
            ("book", "W"),
            ("poem", "W"),
            ("album", "W"),
            ("song", "W"),
            ("product", "D"),
            ("programlang", "D"),
            ("award", "EW-"),
            ("magazine", "OW-"),
            ("academicjournal", "OW-"),
            ("misc", "NEWD-"),
            ("*", "D-"),
        ],
        silent: "",
    },
];

/// The set of kinds in these letters, and whether "-" is among them.
fn kinds(letters: &str) -> ([bool; KINDS], bool) {
    let mut set = [false; KINDS];
    for (kind, letter) in KIND_LETTERS.chars().enumerate() {
        set[kind] = letters.contains(letter);
    }
    (set, letters.contains('-'))
}

/// A document ready to learn from.
pub(crate) struct Document {
    /// Text, sentences and tokens.
    pub(crate) article: Article,
    /// For each token the labels it may have, one bit each.
    pub(crate) allowed: Vec<u16>,
    /// How much its sentences count.
    pub(crate) weight: f32,
    /// The names of each passage as the corpus has them.
    pub(crate) gold: Vec<Vec<(Span, String)>>,
}

/// Files that only score.
fn held_out(name: &str) -> bool {
    name.starts_with("crossner_politics") || name == "worldwide.dev.jsonl.gz" || name == "uner_ewt.dev.jsonl.gz"
}

/// How much a copy in capitals counts against the original.
const CAPITALS: f32 = 0.5;

/// All that may be trained on, and a share of it once more in the capitals of headlines.
pub(crate) fn training_set(data: &Path, capitals: f32) -> Vec<Document> {
    let mut random = Random(3);
    let folder = std::fs::read_dir(data.join("ner")).expect("the corpora");
    let mut paths: Vec<PathBuf> = folder.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let held_out = path.file_name().and_then(|name| name.to_str()).is_none_or(held_out);
        let Some(corpus) = corpus_of(&path).filter(|_| !held_out) else { continue };
        let passages = passages(&path);
        for (i, group) in self::documents(&passages).into_iter().enumerate() {
            if random.next() as f32 / u64::MAX as f32 <= capitals {
                let group: Vec<Passage> = group.iter().map(|passage| passage.shouted(random.next())).collect();
                let mut document = document(corpus, &group);
                document.weight *= CAPITALS;
                documents.push(document);
            }
            // Half the documents are read whole, half passage by passage, as short texts come.
            if i % 2 == 0 {
                documents.push(document(corpus, group));
            } else {
                documents.extend(group.iter().map(|passage| document(corpus, std::slice::from_ref(passage))));
            }
        }
    }
    documents
}

/// The objects of a file, one a line.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path) -> impl Iterator<Item = T> + use<T> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.expect("text")).expect("the fields asked for"))
}

/// The passages of a file.
pub(crate) fn passages(path: &Path) -> Vec<Passage> {
    lines(path).collect()
}

/// The corpus a file belongs to.
pub(crate) fn corpus_of(path: &Path) -> Option<&'static Corpus> {
    let name = path.file_name()?.to_str()?;
    CORPORA.iter().find(|corpus| name.starts_with(corpus.name))
}

/// Passages grouped to documents; those of corpora without documents stand alone.
pub(crate) fn documents(passages: &[Passage]) -> Vec<&[Passage]> {
    let document = |passage: &Passage| passage.id.split_once('#').map(|(document, _)| document.to_owned());
    passages.chunk_by(|a, b| document(a).is_some() && document(a) == document(b)).collect()
}

/// A document of these passages, each a paragraph.
pub(crate) fn document(corpus: &Corpus, passages: &[Passage]) -> Document {
    let mut article = Article::default();
    let mut gold = Vec::new();
    for passage in passages {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        let spans = join(&passage.tokens, &mut article.text);
        gold.push(names(&article.text, &spans, &passage.tags));
        article.blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, article.text.len())));
    }
    segment(&mut article);
    let allowed = allowed(&article, corpus, &gold);
    Document { article, allowed, weight: corpus.weight, gold }
}

const NO_SPACE_BEFORE: &[&str] = &[
    ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'", "’", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "n't",
    "’re", "’ve", "’ll", "n’t", "''",
];
const NO_SPACE_AFTER: &[&str] = &["(", "[", "{", "$", "£", "€", "“", "‘", "`", "``", "#"];

/// Running text of tokens, appended to `text`: no space before a comma, and so on. Where each token lies.
pub(crate) fn join(tokens: &[String], text: &mut String) -> Vec<Span> {
    let (mut open, mut glue) = (false, true);
    tokens
        .iter()
        .map(|token| {
            let straight = token == "\"";
            if !(glue || NO_SPACE_BEFORE.contains(&token.as_str()) || straight && open) {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(token);
            glue = NO_SPACE_AFTER.contains(&token.as_str()) || straight && !open;
            open ^= straight;
            Span::new(start, text.len())
        })
        .collect()
}

/// The names that BIO tags say, without "the" and "'s" at the ends.
fn names(text: &str, spans: &[Span], tags: &[String]) -> Vec<(Span, String)> {
    let mut names: Vec<(Span, String)> = Vec::new();
    let mut last = "O";
    for (&span, tag) in spans.iter().zip(tags) {
        if let Some((position, label)) = tag.split_once('-') {
            match names.last_mut() {
                Some((name, _)) if position == "I" && last.get(2..) == Some(label) => *name = name.cover(span),
                _ => names.push((span, label.to_owned())),
            }
        }
        last = tag;
    }
    for (name, _) in &mut names {
        *name = trim(text, *name);
    }
    names
}

/// Without a leading article and a trailing possessive.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    for article in ["the ", "The ", "THE "] {
        if text[start as usize..end as usize].starts_with(article) {
            start += article.len() as u32;
        }
    }
    let words = &text[start as usize..end as usize];
    if let Some(possessive) = ["'s", "’s", "'", "’"].iter().find(|p| words.len() > p.len() && words.ends_with(**p))
    {
        end -= possessive.len() as u32;
    }
    Span { start, end }.trim(text)
}

/// What each token may be.
fn allowed(article: &Article, corpus: &Corpus, gold: &[Vec<(Span, String)>]) -> Vec<u16> {
    let (silent, _) = kinds(corpus.silent);
    let mut names = gold.iter().flatten().peekable();
    let mut last = None;
    article
        .tokens
        .iter()
        .map(|token| {
            while names.peek().is_some_and(|(name, _)| name.end <= token.span.start) {
                names.next();
            }
            let name = names.peek().filter(|(name, _)| name.overlaps(token.span));
            let Some((name, label)) = name else {
                last = None;
                let capital = token.span.of(&article.text).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
                return (0..KINDS)
                    .filter(|&kind| silent[kind])
                    .fold(1 << OUTSIDE, |mask, kind| mask | 1 << inside(kind) | u16::from(capital) << begin(kind));
            };
            let known = corpus.labels.iter().find(|(l, _)| l == label || *l == "*");
            let (set, outside) = kinds(known.map_or("-", |(_, letters)| letters));
            let place: fn(usize) -> usize = if last == Some(*name) { inside } else { begin };
            last = Some(*name);
            (0..KINDS)
                .filter(|&kind| set[kind])
                .fold(u16::from(outside) << OUTSIDE, |mask, kind| mask | 1 << place(kind))
        })
        .collect()
}

const _: () = assert!(LABELS <= 16);

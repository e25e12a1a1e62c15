//! The corpora of names: read, joined to running text, cut into our own tokens, and labelled with what each token may
//! be.
//!
//! Corpora differ in what they annotate. A label of theirs allows a set of our labels, and a token they leave
//! outside may still be of a kind they do not annotate. Training sums over all that is allowed.

use copydesk::Span;
use copydesk::article::{Article, Block, BlockKind, Sentence, Token};
use copydesk::segment::segment;
use copydesk::tagger::crf::{KINDS, LABELS, OUTSIDE, begin, inside};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A passage as the files have it.
#[derive(Debug, Deserialize)]
pub struct Passage {
    /// "document#number" where documents are known.
    pub id: String,
    /// Tokens of the corpus.
    pub tokens: Vec<String>,
    /// BIO tags in the corpus's own labels.
    pub tags: Vec<String>,
}

/// A corpus: the start of its file names, how much its sentences count, and what its labels allow.
pub struct Corpus {
    /// Start of the file names.
    pub name: &'static str,
    /// Weight of its sentences.
    pub weight: f32,
    /// Label and kinds allowed, in letters as in [`KIND_LETTERS`], with "O" when it may also be no name.
    labels: &'static [(&'static str, &'static str)],
    /// Kinds it does not annotate.
    silent: &'static str,
}

/// Person, organisation, place, nationality or group, event, work, product.
const KIND_LETTERS: &str = "POLNEWD";

/// What each corpus's labels allow; "*" is any other label.
pub const CORPORA: &[Corpus] = &[
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
pub struct Document {
    /// Text, sentences and tokens.
    pub article: Article,
    /// For each token the labels it may have, one bit each.
    pub allowed: Vec<u16>,
    /// How much its sentences count.
    pub weight: f32,
    /// The names of each passage as the corpus has them.
    pub gold: Vec<Vec<(Span, String)>>,
}

/// How tokens and sentences are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// As the library cuts running text.
    Own,
    /// As the corpus has them; sentences by full stops.
    Gold,
}

/// The passages of a file.
pub fn passages(path: &Path) -> Vec<Passage> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map(|line| serde_json::from_str(&line.expect("text")).expect("a passage")).collect()
}

/// The corpus a file belongs to.
pub fn corpus_of(path: &Path) -> Option<&'static Corpus> {
    let name = path.file_name()?.to_str()?;
    CORPORA.iter().find(|corpus| name.starts_with(corpus.name))
}

/// Passages grouped to documents; those of corpora without documents stand alone.
pub fn documents(passages: &[Passage]) -> Vec<&[Passage]> {
    let document = |passage: &Passage| passage.id.split_once('#').map(|(document, _)| document.to_owned());
    passages.chunk_by(|a, b| document(a).is_some() && document(a) == document(b)).collect()
}

/// A document of these passages, each a paragraph.
pub fn document(corpus: &Corpus, passages: &[Passage], cut: Cut) -> Document {
    let mut article = Article::default();
    let mut gold = Vec::new();
    for passage in passages {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        let spans = join(&passage.tokens, &mut article.text);
        gold.push(names(&article.text, &spans, &passage.tags));
        let block = article.blocks.len() as u32;
        article.blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, article.text.len())));
        if cut == Cut::Gold {
            add_tokens(&mut article, &spans, block);
        }
    }
    if cut == Cut::Own {
        segment(&mut article);
    }
    let allowed = allowed(&article, corpus, &gold);
    Document { article, allowed, weight: corpus.weight, gold }
}

/// Adds given tokens, with a sentence end after each full stop that a capital follows.
pub fn add_tokens(article: &mut Article, spans: &[Span], block: u32) {
    let mut first = article.tokens.len();
    for (i, &span) in spans.iter().enumerate() {
        let surface = span.of(&article.text);
        let lower = article.words.intern(&surface.to_lowercase().replace('’', "'"));
        article.tokens.push(Token::new(span, lower));
        let stop = matches!(surface, "." | "!" | "?");
        let next = spans.get(i + 1).and_then(|next| next.of(&article.text).chars().next());
        if next.is_none() || stop && next.is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“')) {
            let tokens = first as u32..article.tokens.len() as u32;
            let span = article.tokens[first].span.cover(span);
            article.sentences.push(Sentence::new(span, tokens, block));
            first = article.tokens.len();
        }
    }
}

const NO_SPACE_BEFORE: &[&str] = &[
    ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'", "’", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "n't",
    "’re", "’ve", "’ll", "n’t", "''",
];
const NO_SPACE_AFTER: &[&str] = &["(", "[", "{", "$", "£", "€", "“", "‘", "`", "``", "#"];

/// Running text of tokens, appended to `text`: no space before a comma, and so on. Where each token lies.
pub fn join(tokens: &[String], text: &mut String) -> Vec<Span> {
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
pub fn trim(text: &str, span: Span) -> Span {
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

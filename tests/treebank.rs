//! Tokens and sentences held against the UD English treebanks, from their running text.
//!
//! `cargo test --test treebank -- --nocapture` prints the figures; set `DIFFER` to see where the two differ.

use copydesk::article::{Article, Block, BlockKind};
use copydesk::{Span, segment};
use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

/// A treebank's documents, rebuilt as running text, and where its tokens and sentences stand in it.
#[derive(Default)]
struct Treebank {
    text: String,
    blocks: Vec<Block>,
    tokens: HashSet<(usize, usize)>,
    sentences: HashSet<(usize, usize)>,
}

impl Treebank {
    fn read(conllu: &str) -> Self {
        let (mut bank, mut block, mut sentence, mut multiword_end, mut space) =
            (Self::default(), 0, None, 0, String::new());
        for line in conllu.lines().chain([""]) {
            if line.starts_with("# newdoc") || line.starts_with("# newpar") {
                bank.close(&mut block);
                space.clear();
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, .., misc] = fields[..] else {
                if let (true, Some(start)) = (line.is_empty(), sentence.take()) {
                    bank.sentences.insert((start, bank.text.len()));
                }
                continue;
            };
            let after = if misc.split('|').any(|m| m == "SpaceAfter=No") { "" } else { " " };
            if let Some((_, last)) = id.split_once('-') {
                bank.text.push_str(&std::mem::take(&mut space));
                multiword_end = last.parse().unwrap_or(0);
                space = format!("-{after}");
                continue;
            }
            let Ok(id) = id.parse::<usize>() else { continue };
            let inside = id <= multiword_end;
            if !inside {
                bank.text.push_str(&space);
            }
            let start = bank.text.len();
            bank.text.push_str(form);
            bank.tokens.insert((start, bank.text.len()));
            sentence = sentence.or(Some(start));
            if inside && id == multiword_end {
                (space, multiword_end) = (space.trim_start_matches('-').to_owned(), 0);
            } else if !inside {
                after.clone_into(&mut space);
            }
        }
        bank.close(&mut block);
        bank
    }

    /// Ends a paragraph.
    fn close(&mut self, start: &mut usize) {
        if *start < self.text.len() {
            self.blocks.push(Block::new(BlockKind::Paragraph, Span::new(*start, self.text.len())));
            self.text.push_str("\n\n");
        }
        *start = self.text.len();
    }
}

fn f1(found: &HashSet<(usize, usize)>, gold: &HashSet<(usize, usize)>) -> f64 {
    200.0 * found.intersection(gold).count() as f64 / (found.len() + gold.len()) as f64
}

/// A treebank's text, or None where the folder with the data is not there.
fn read(name: &str) -> Option<Treebank> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/treebank").join(format!("{name}.conllu.gz"));
    let Ok(file) = std::fs::File::open(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let mut conllu = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut conllu).expect("a treebank is UTF-8");
    Some(Treebank::read(&conllu))
}

fn segmented(bank: &Treebank) -> Article {
    let mut article = Article::new(bank.text.clone());
    article.blocks.clone_from(&bank.blocks);
    segment::segment(&mut article);
    article
}

fn score(name: &str) -> Option<(f64, f64)> {
    let bank = read(name)?;
    let article = segmented(&bank);
    let pair = |span: Span| (span.start as usize, span.end as usize);
    let tokens = article.tokens.iter().map(|t| pair(t.span)).collect();
    let sentences = article.sentences.iter().map(|s| pair(s.span)).collect();
    let figures = (f1(&tokens, &bank.tokens), f1(&sentences, &bank.sentences));
    println!("{name}: tokens F1 {:.2}, sentences F1 {:.2}", figures.0, figures.1);
    if let Ok(what) = std::env::var("DIFFER") {
        let (found, gold) = if what == "tokens" { (&tokens, &bank.tokens) } else { (&sentences, &bank.sentences) };
        let mut differing: Vec<_> = found.symmetric_difference(gold).collect();
        differing.sort_unstable();
        for &&(start, end) in &differing {
            let context = bank.text.floor_char_boundary(start.saturating_sub(20));
            let until = bank.text.ceil_char_boundary((end + 20).min(bank.text.len()));
            let side = if found.contains(&(start, end)) { "ours" } else { "gold" };
            println!("{side}\t{:?}\t{:?}", &bank.text[start..end], &bank.text[context..until]);
        }
    }
    Some(figures)
}

#[test]
fn tokens_and_sentences_as_in_the_treebanks() {
    for (name, tokens, sentences) in [("ewt.dev", 99.0, 85.0), ("gum.dev", 99.6, 95.5)] {
        let Some(found) = score(name) else { return };
        assert!(found.0 >= tokens && found.1 >= sentences, "{name}: {found:?}, held to {tokens} and {sentences}");
    }
}

#[test]
#[ignore = "a measurement: cargo test --release --test treebank -- --ignored --nocapture"]
fn tokens_per_second() {
    let Some(bank) = read("ewt.dev") else { return };
    let start = std::time::Instant::now();
    let tokens: usize = (0..200).map(|_| segmented(&bank).tokens.len()).sum();
    println!("{:.1} million tokens/s", tokens as f64 / start.elapsed().as_secs_f64() / 1e6);
}

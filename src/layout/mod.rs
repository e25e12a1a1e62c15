//! The lines of a plain-text article: which is the headline, the byline, a paragraph.
//!
//! `lines` finds the lines and joins those that somebody wrapped; `signs`, `byline`, `timestamp` and `shape` each know
//! what one line can be; `parts` reads them together from the top, because most lines are what they are by where they
//! stand. The phrases are lists that anyone can extend: `phrases.txt`, `zones.tsv`.
//!
//! The text is kept as given. Only markers ("- ", "1. ", "> ") stand outside every block.

mod byline;
mod language;
mod lines;
mod parts;
mod phrases;
mod shape;
mod signs;
mod timestamp;

use crate::article::{Article, Block, BlockKind, Metadata, Warning, WarningKind};
use parts::Part;
use shape::{closing_agency, inline_agency};

/// How many paragraphs from the top may have a dateline.
const DATELINES: usize = 3;

/// Reads a plain-text article with a headline, byline and so on. The text is kept as given.
pub fn read(text: String) -> Article {
    let lines = lines::unwrap(&text, lines::lines(&text), stands_alone);
    let parts = parts::parts(&text, lines);
    let (metadata, warnings) = metadata(&text, &parts);
    let blocks = parts.iter().map(|part| Block::new(part.kind, part.span)).collect();
    let mut article = Article::new(text);
    (article.blocks, article.metadata, article.warnings) = (blocks, metadata, warnings);
    article
}

/// Reads running text: every paragraph is a paragraph. The text is kept as given.
pub fn prose(text: String) -> Article {
    let lines = lines::unwrap(&text, lines::lines(&text), |_| false);
    let mut article = Article::new(text);
    article.blocks = lines.iter().map(|line| Block::new(BlockKind::Paragraph, line.span)).collect();
    article.metadata.language = language::guess(&article.text).map(str::to_owned);
    article
}

/// Whether a line begins a block of its own even in wrapped text.
fn stands_alone(line: &str) -> bool {
    signs::marker(line).is_some()
        || signs::sign(line).is_some()
        || timestamp::read(line).is_some()
        || byline::read(line).is_some_and(|byline| byline.opened)
}

/// What bylines, datelines and timestamps say.
fn metadata(text: &str, parts: &[Part<'_>]) -> (Metadata, Vec<Warning>) {
    let (mut metadata, mut warnings) = (Metadata::default(), Vec::new());
    let mut agency = None;
    for part in parts {
        let byline = part.byline.as_ref().filter(|_| part.kind == BlockKind::Byline);
        if let Some(byline) = byline {
            for author in byline.authors.iter().filter(|a| !metadata.authors.contains(a)).cloned().collect::<Vec<_>>() {
                metadata.authors.push(author);
            }
            agency = agency.or(byline.agency);
        }
        let own = part.stamp.filter(|_| part.kind == BlockKind::Timestamp);
        if let Some(stamp) = own.or(byline.and_then(|b| b.stamp)) {
            metadata.published = metadata.published.or(stamp.published);
            metadata.modified = metadata.modified.or(stamp.modified);
            if stamp.is_unreadable() {
                let message = format!("no date could be made of {:?}", part.words);
                warnings.push(Warning::new(WarningKind::Unreadable, message));
            }
        }
        agency = agency.or(part.agency);
    }
    let paragraphs = || parts.iter().filter(|part| part.kind == BlockKind::Paragraph);
    let inline = || paragraphs().take(DATELINES).find_map(|part| inline_agency(part.words));
    let closing = || paragraphs().next_back().and_then(|part| closing_agency(part.words));
    metadata.agency = agency.or_else(inline).or_else(closing).map(str::to_owned);
    metadata.language = language::guess(text).map(str::to_owned);
    (metadata, warnings)
}

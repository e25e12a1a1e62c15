//! What a line looks like: a headline, prose, a dateline.

use super::lines::stops;
use super::phrases::{List, fold, is};
use crate::article::{agency, month};

/// Counting stops here; a line of so many words is prose.
const MANY: usize = 60;

/// Figures about a line that the reading of it needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Words, or pairs of Chinese or Japanese characters; at most 60.
    pub(super) words: usize,
    /// Ends as a sentence does.
    pub(super) stops: bool,
    /// Nearly all its long words have a capital.
    pub(super) titled: bool,
    /// A stop and a capital after it: more than one sentence.
    sentences: bool,
}

impl Shape {
    pub(super) fn of(line: &str) -> Self {
        let (mut words, mut long, mut capitals, mut ideographs) = (0, 0, 0, 0);
        let (mut sentences, mut stopped) = (false, false);
        for word in line.split_whitespace().take(MANY) {
            words += 1;
            let capital = word
                .trim_start_matches(['“', '‘', '"', '\'', '('])
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            sentences |= stopped && capital;
            let letters = word.chars().take(MANY).filter(|c| c.is_alphabetic()).count();
            stopped = letters > 3 && stops(word) && !word.ends_with(':');
            ideographs += word
                .chars()
                .take(2 * MANY)
                .filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
                .count();
            if letters > 3 {
                long += 1;
                capitals += usize::from(capital);
            }
        }
        Self {
            words: words.max(ideographs / 2).min(MANY),
            stops: stops(line) && !ends_with_acronym(line),
            titled: long >= 3 && capitals * 4 >= long * 3,
            sentences,
        }
    }

    /// Whether it can be a headline: short, one sentence, without a full stop unless in title case.
    pub(super) fn is_headline(&self, line: &str) -> bool {
        let full = self.stops && !line.ends_with(['?', '!']) && !(line.ends_with('.') && self.titled);
        self.words <= 30
            && line.len() <= 300
            && !full
            && !line.ends_with([',', ';', ':'])
            && !(self.sentences && self.stops)
    }

    /// Whether it reads as text and not as a label.
    pub(super) fn is_prose(&self) -> bool {
        self.stops && self.words >= 4 || self.words >= 25
    }

    /// Whether it can be a heading in the body.
    pub(super) fn is_heading(&self, line: &str) -> bool {
        // "Q: What now?" is somebody's turn to speak.
        let turn = line.split_whitespace().take(3).any(|word| word.ends_with(':'));
        let closed = !self.stops || line.ends_with('?');
        self.words <= 12
            && line.len() <= 100
            && closed
            && !turn
            && begins(line)
            && !line.ends_with([',', ';', '”', '"', '-', '—'])
    }
}

/// Whether the first letter or figure is no small letter.
pub(super) fn begins(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// "in the U.S." ends with a stop that is no full stop.
fn ends_with_acronym(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    line.ends_with('.')
        && last.len() <= 8
        && last.trim_end_matches('.').contains('.')
        && last.contains(char::is_uppercase)
}

/// Whether the line is a desk or a kicker by its words: "World", "News | Europe".
pub(super) fn is_section(line: &str) -> bool {
    let folded = fold(line, 80);
    let known = |part: &str| is(List::Section, part.trim_matches([' ', ':', '.']));
    line.len() <= 80
        && (known(&folded)
            || folded.split(['|', '>', '/', '›', '»', '·']).all(|part| part.split_whitespace().count() <= 3)
                && folded.split(['|', '>', '/', '›', '»', '·']).any(known))
}

/// A dateline that is a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dateline {
    pub(super) agency: Option<&'static str>,
}

/// Whether the line is a place and a day, or a place and a dash: "LONDON, Feb 24", "PARIS (AFP) —".
pub(super) fn dateline(line: &str) -> Option<Dateline> {
    if line.len() > 80 {
        return None;
    }
    let (open, words) = (line.trim_end_matches([' ', '-', '–', '—', ':']), Shape::of(line).words);
    let (mut by, mut place) = (None, open);
    if let Some((before, bracket)) = open.split_once('(') {
        by = Some(agency(bracket.trim_end_matches(')'))?);
        place = before.trim_end();
    }
    let (town, day) = place.split_once(',').unwrap_or((place, ""));
    let shouted = is_shouted(town);
    let dated = day.split([',', ' ']).any(|word| month(&fold(word, 16)).is_some());
    let told = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = day.split([',', ' ']).filter(|word| !word.is_empty()).all(told);
    let town = !town.is_empty() && town.split(' ').all(told) && !town.contains(|c: char| c.is_ascii_digit());
    let sure = dated || by.is_some() || shouted && open.len() < line.len();
    (town && capitals && sure && words <= 9 && (shouted || dated || by.is_some())).then_some(Dateline { agency: by })
}

/// Whether all letters are capitals, and there are some.
pub(super) fn is_shouted(words: &str) -> bool {
    words.chars().any(char::is_alphabetic) && !words.contains(char::is_lowercase)
}

/// The agency in a paragraph's dateline: "LONDON, Feb 24 (Reuters) - ", "Moscow, February 24. /TASS/."
pub(super) fn inline_agency(paragraph: &str) -> Option<&'static str> {
    let start = &paragraph[..paragraph.floor_char_boundary(100)];
    let (before, rest) = start.split_once(['(', '/'])?;
    let (name, _) = rest.split_once([')', '/'])?;
    let town = before.split([',', ' ']).next().unwrap_or_default();
    (town.starts_with(char::is_uppercase) && before.len() <= 60 && !before.contains(['“', '"', '?']))
        .then(|| agency(name))?
}

/// The agency at a text's end: "he said. — AFP", "/Reuters".
pub(super) fn closing_agency(paragraph: &str) -> Option<&'static str> {
    let end = &paragraph[paragraph.ceil_char_boundary(paragraph.len().saturating_sub(40))..];
    let (_, name) = end.rsplit_once(['—', '–', '-', '/', '('])?;
    agency(name.trim_matches([' ', '.', ')']))
}

//! Well-known events, and those that a pattern tells: "Hurricane Ada", "the Battle of Brightwater", "the Norwegian War",
//! "the 2019 Norwegian general election".

use super::{Named, is_large, lists, lower, spell, written};
use crate::article::{Article, EntityKind};
use std::ops::Range;

/// Most tokens in the name of an event.
const LONGEST: usize = 7;
/// Most tokens between the year and the election.
const FARTHEST: usize = 9;
/// How sure one is of them.
const CONFIDENCE: f32 = 0.9;

/// What a word may begin.
#[derive(Clone, Copy, Default)]
struct Start {
    listed: bool,
    pattern: Option<Pattern>,
}

/// The words that make an event of a name beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Storm,
    Battle,
    Treaty,
    War,
    Year,
}

/// Adds the events; they win over what lies inside them, and a name that ends in one is one.
pub(super) fn add(article: &Article, names: Vec<Named>) -> Vec<Named> {
    let starts = article.words.map(|word| Start {
        listed: lists::starts_event(word),
        pattern: match word {
            "hurricane" | "typhoon" | "cyclone" => Some(Pattern::Storm),
            "battle" | "siege" => Some(Pattern::Battle),
            "treaty" => Some(Pattern::Treaty),
            "war" | "wars" => Some(Pattern::War),
            _ => is_year(word).then_some(Pattern::Year),
        },
    });
    let mut with = Vec::with_capacity(names.len() + 4);
    let mut rest = names.into_iter().peekable();
    for sentence in &article.sentences {
        let tokens = sentence.token_range();
        let mut at = tokens.start;
        while at < tokens.end.min(article.tokens.len()) {
            let start = starts[article.tokens[at].lower.index()];
            let large = || written(article, at).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            let any = start.listed || start.pattern.is_some();
            let Some((event, kind)) =
                Some(()).filter(|()| any && large()).and_then(|()| event(article, start, at, &tokens))
            else {
                at += 1;
                continue;
            };
            at = event.end;
            with.extend(std::iter::from_fn(|| rest.next_if(|name| name.tokens.end <= event.start)));
            let mut event = Named { tokens: event, kind, confidence: CONFIDENCE };
            if with.last().is_some_and(|name| name.tokens.end > event.tokens.start) {
                continue;
            }
            while let Some(name) = rest.next_if(|name| name.tokens.start < event.tokens.end) {
                if name.tokens.end > event.tokens.end {
                    // "World Cup Stadium" is none.
                    event = name;
                } else if name.tokens.start < event.tokens.start {
                    // "Brightwater World Cup" is one.
                    event.tokens.start = name.tokens.start;
                }
            }
            at = at.max(event.tokens.end);
            with.push(event);
        }
    }
    with.extend(rest);
    with
}

fn event(article: &Article, start: Start, at: usize, sentence: &Range<usize>) -> Option<(Range<usize>, EntityKind)> {
    let left = sentence.end.min(article.tokens.len()) - at;
    if start.listed {
        let mut spelt = String::new();
        let listed = (1..=LONGEST.min(left)).rev().find_map(|n| {
            spell(article, at..at + n, &mut spelt);
            Some((at..at + n, lists::event(&spelt)?))
        });
        if listed.is_some() {
            return listed;
        }
    }
    if start.pattern == Some(Pattern::Storm) && left > 1 && is_large(article, at + 1) {
        return Some((at..at + 2, EntityKind::Event));
    }
    if matches!(start.pattern, Some(Pattern::Battle | Pattern::Treaty))
        && left > 2
        && lower(article, at + 1) == "of"
        && is_large(article, at)
    {
        let place = at + 2 + usize::from(lower(article, at + 2) == "the");
        let end =
            (place..(place + 3).min(at + left)).find(|&t| !is_large(article, t)).unwrap_or((place + 3).min(at + left));
        let kind = if start.pattern == Some(Pattern::Treaty) { EntityKind::Law } else { EntityKind::Event };
        return (end > place).then_some((at..end, kind));
    }
    if start.pattern == Some(Pattern::War) {
        // The country or people before it.
        let most = (at - sentence.start).min(3);
        let mut spelt = String::new();
        return (1..=most).rev().find_map(|n| {
            spell(article, at - n..at, &mut spelt);
            let land = lists::country(&spelt).is_some() || n == 1 && lists::people(&spelt).is_some();
            (land && is_large(article, at - n)).then_some((at - n..at + 1, EntityKind::Event))
        });
    }
    if start.pattern == Some(Pattern::Year) {
        return election(article, at, sentence).map(|event| (event, EntityKind::Event));
    }
    None
}

fn is_year(word: &str) -> bool {
    matches!(word.as_bytes(), [b'1', b'7'..=b'9', _, _] | [b'2', b'0', _, _])
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// An election, by the year before and whose it is: "the 2019 Norwegian general election", "the February 1974 Brightwater
/// City Council by-election". Without a name between, it is none: "the 2019 general election".
fn election(article: &Article, year: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut named = false;
    for at in year + 1..sentence.end.min(article.tokens.len()).min(year + FARTHEST) {
        match lower(article, at) {
            "election" | "elections" | "by-election" | "by-elections" | "byelection" | "referendum" | "summit"
                if named =>
            {
                let month = year > sentence.start && is_month(lower(article, year - 1));
                return Some(year - usize::from(month)..at + 1);
            }
            "general" | "presidential" | "federal" | "parliamentary" | "legislative" | "local" | "state"
            | "council" | "gubernatorial" | "mayoral" | "provincial" | "municipal" | "regional" | "leadership"
            | "snap" | "senatorial" | "special" | "constitutional" | "primary" | "assembly" | "senate"
            | "independence" => {}
            "of" | "and" | "-" | "–" | "by" if named => {}
            _ if is_large(article, at) => named = true,
            _ => return None,
        }
    }
    None
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

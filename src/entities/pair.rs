//! Two names that a hyphen makes one word: "the Holm-Lind summit" names Holm and Lind.
//!
//! One of the two known is enough, unless somebody has the whole for a last name.

use super::page::words_of;
use super::person::fold;
use crate::article::{EntityKind, Mention};
use crate::names::lists;
use crate::span::Span;
use std::collections::HashSet;

/// Splits them, where both halves are people named elsewhere in the article, or both are countries. "Sino-Russian"
/// stays one name, with "Russian" in it.
pub(super) fn split(text: &str, mentions: &mut Vec<Mention>) {
    let inner: Vec<Mention> = mentions.iter().filter_map(|m| people(text, m)).collect();
    mentions.extend(inner);
    if !mentions.iter().any(|m| halves(text, m).is_some()) {
        return;
    }
    let people = mentions.iter().filter(|m| m.kind == EntityKind::Person && halves(text, m).is_none());
    let known: HashSet<String> = people.flat_map(|m| words_of(text, m.span).split_whitespace().map(fold)).collect();
    let full = mentions.iter().filter(|m| m.kind == EntityKind::Person);
    let mut last: HashSet<String> = HashSet::new();
    let mut doubles: HashSet<String> = HashSet::new();
    for name in full.filter_map(|m| words_of(text, m.span).rsplit_once(char::is_whitespace)) {
        let set = if name.1.contains(['-', '–']) { &mut doubles } else { &mut last };
        set.insert(fold(name.1));
    }
    let mut more = Vec::new();
    for mention in mentions.iter_mut() {
        let Some((front, back)) = halves(text, mention) else { continue };
        let both = |is: &dyn Fn(&str) -> bool| [front, back].iter().all(|half| is(&fold(words_of(text, *half))));
        let one = || [front, back].iter().any(|half| last.contains(&fold(words_of(text, *half))));
        let alone = || !doubles.contains(&fold(words_of(text, mention.span)));
        let person = mention.kind == EntityKind::Person;
        if both(&|half| known.contains(half)) || person && alone() && one() && both(&|half| is_surname(half)) {
            mention.kind = EntityKind::Person;
        } else if both(&|half| lists::country(half).is_some()) {
            mention.kind = EntityKind::Gpe;
        } else {
            continue;
        }
        mention.span = front;
        more.push(Mention { span: back, ..mention.clone() });
    }
    mentions.append(&mut more);
}

/// Whether it is no given name, as "Anne" of "Anne-Marie".
fn is_surname(half: &str) -> bool {
    lists::given_name(half).is_none()
}

/// The second of two peoples around a hyphen.
fn people(text: &str, mention: &Mention) -> Option<Mention> {
    let name = words_of(text, mention.span);
    let (front, back) = name.split_once(['-', '–']).filter(|_| mention.kind == EntityKind::Norp && name.len() < 60)?;
    let known = |half: &str| lists::people(&half.to_lowercase()).is_some();
    let end = mention.span.end as usize;
    let inner = Mention { span: Span::new(end - back.len(), end), ..mention.clone() };
    (known(front) && known(back)).then_some(inner)
}

/// The two words around the one hyphen of a name without blanks.
fn halves(text: &str, mention: &Mention) -> Option<(Span, Span)> {
    let name = words_of(text, mention.span);
    if mention.kind == EntityKind::Norp || name.len() > 60 || name.contains(char::is_whitespace) {
        return None;
    }
    let (front, back) = name.split_once(['-', '–'])?;
    let capital = |half: &str| half.chars().next().is_some_and(char::is_uppercase);
    if !capital(front) || !capital(back) || back.contains(['-', '–']) {
        return None;
    }
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    Some((Span::new(start, start + front.len()), Span::new(end - back.len(), end)))
}

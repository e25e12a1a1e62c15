//! Capitals that stand for governments: "Beijing has refused" is China, "in Beijing" is the city.

use super::page::{Page, Place, Sort};
use crate::article::Pos;
use crate::names::lists;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Which words show that a capital acts.
#[derive(Clone, Copy, Default)]
struct Act {
    verb: bool,
    noun: bool,
}

static ACTS: LazyLock<HashMap<&str, Act>> = LazyLock::new(|| {
    let mut acts: HashMap<&str, Act> = HashMap::new();
    let rows = include_str!("capitals.tsv").lines().filter(|line| !line.starts_with('#'));
    for (word, class) in rows.filter_map(|line| line.split_once('\t')) {
        let act = acts.entry(word).or_default();
        act.verb |= class == "verb";
        act.noun |= class == "noun";
    }
    acts
});

/// How far to look to either side, in tokens.
const REACH: usize = 6;

/// The country for which the city at that place stands here, when it does.
pub(super) fn government(page: &Page<'_>, place: &Place, lower: &str) -> Option<&'static lists::Country> {
    let country = lists::seat(lower)?;
    (acts(page, place.tokens.end) || is_acted_on(page, place.tokens.start)).then_some(country)
}

/// "Beijing has refused", "Beijing and Moscow agreed", "Washington's European allies".
fn acts(page: &Page<'_>, after: usize) -> bool {
    let mut at = after;
    if page.sort(at) == Sort::Possessive {
        // The noun that is had, behind at most three adjectives.
        return (at + 1..at + 5)
            .take_while(|&t| !matches!(page.sort(t), Sort::Comma | Sort::Stop | Sort::Preposition))
            .any(|t| is_act(page, t, |act| act.noun));
    }
    if page.sort(at) == Sort::And && page.tokens.len() > at + 1 && lists::seat(page.lower(at + 1)).is_some() {
        at += 2;
    }
    for t in at..at + REACH {
        match page.sort(t) {
            Sort::Auxiliary => {}
            // "Beijing's", "Beijing, which" and the like are other stories; adverbs and "n't" may stand in between.
            Sort::Other if is_act(page, t, |act| act.verb) && is_finite(page, t, t > at) => return true,
            Sort::Other if matches!(page.pos(t), Pos::Adv | Pos::Part | Pos::Aux) => {}
            _ => return false,
        }
    }
    false
}

/// "ties with Moscow", "pressure on Tehran", "condemn Moscow".
fn is_acted_on(page: &Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    match page.sort(before) {
        Sort::Preposition if !matches!(page.lower(before), "in" | "at" | "from" | "near" | "outside" | "through") => {
            before.checked_sub(1).is_some_and(|noun| is_act(page, noun, |act| act.noun || act.verb))
        }
        // "ties between Beijing and Moscow".
        Sort::And if at >= 4 => lists::seat(page.lower(at - 2)).is_some() && is_acted_on(page, at - 2),
        Sort::Other => is_act(page, before, |act| act.verb) && page.pos(before) != Pos::Noun,
        _ => false,
    }
}

fn is_act(page: &Page<'_>, token: usize, class: impl Fn(Act) -> bool) -> bool {
    let known = |word: &str| ACTS.get(word).is_some_and(|&act| class(act));
    if page.pos(token) != Pos::X {
        return known(page.lemma(token));
    }
    // Without a tagger, by their endings.
    let word = page.lower(token);
    let stem = |ending: &str, instead: &str| word.strip_suffix(ending).is_some_and(|s| known(&format!("{s}{instead}")));
    known(word) || stem("s", "") || stem("ies", "y") || stem("ed", "") || stem("d", "") || word == "said"
}

/// Whether a verb stands there and not a noun: "Beijing talks" are held in the city.
fn is_finite(page: &Page<'_>, token: usize, behind_auxiliary: bool) -> bool {
    match page.pos(token) {
        Pos::Verb | Pos::Aux => true,
        Pos::X => behind_auxiliary || page.lower(token).ends_with("ed") || page.lower(token).ends_with("id"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_and_without_repeats() {
        let rows: Vec<&str> = include_str!("capitals.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert!(rows.iter().all(|row| row.ends_with("\tverb") || row.ends_with("\tnoun")));
    }
}

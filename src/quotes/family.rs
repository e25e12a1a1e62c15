//! What kind of report it is: speech, writing, a belief or a plan. The first word of every rule says so.

use super::attribution::Attribution;
use super::cues::{Lexicon, Tier};
use super::view::{Class, View};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Speech,
    Writing,
    Belief,
    Plan,
}

/// How far behind a cue "in a statement" is looked for.
const REACH: usize = 8;

impl Family {
    fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Writing => "writing",
            Self::Belief => "belief",
            Self::Plan => "plan",
        }
    }
}

/// What a word is in `families.tsv`; "tweet" is both.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    family: Option<Family>,
    medium: bool,
}

fn listed(word: &str) -> Listed {
    static LISTED: LazyLock<HashMap<&str, Listed>> = LazyLock::new(|| {
        let mut listed = HashMap::<&str, Listed>::new();
        for (name, words) in include_str!("families.tsv").lines().filter_map(|line| line.split_once('\t')) {
            for word in words.split(' ') {
                let known = listed.entry(word).or_default();
                match name {
                    "writing" => known.family = Some(Family::Writing),
                    "belief" => known.family = Some(Family::Belief),
                    "plan" => known.family = Some(Family::Plan),
                    _ => known.medium = true,
                }
            }
        }
        listed
    });
    LISTED.get(word).copied().unwrap_or_default()
}

/// The family of a cue, by its surest word.
fn of_words<'a>(lexicon: &'a Lexicon, words: impl Iterator<Item = &'a str>) -> Option<Family> {
    let known = words.filter_map(|word| {
        let cue = lexicon.find(word)?;
        Some((cue.tier, cue.lemma.as_str()))
    });
    let (tier, lemma) = known.min()?;
    Some(listed(lemma).family.unwrap_or(match tier {
        Tier::Belief => Family::Belief,
        Tier::Plan => Family::Plan,
        _ => Family::Speech,
    }))
}

/// Whether a cue reports speech, as its words say.
pub fn is_speech(cue: &str) -> bool {
    let words: Vec<String> = cue.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let lexicon = Lexicon::standard();
    let saying = |word: &String| lexicon.find(word).is_some_and(|cue| cue.tier == Tier::Speech);
    words.iter().any(saying)
}

/// The family of a report.
pub(super) fn family(view: &View<'_>, attribution: &Attribution) -> Family {
    let Some(cue) = &attribution.cue else { return Family::Speech };
    let family = of_words(view.lexicon, cue.clone().map(|i| view.word(i))).unwrap_or(Family::Speech);
    if family == Family::Speech && (is_in_writing(view, attribution, cue) || speaks_from_paper(view, attribution)) {
        return Family::Writing;
    }
    family
}

/// "said in a statement", "wrote on his blog".
fn is_in_writing(view: &View<'_>, attribution: &Attribution, cue: &Range<usize>) -> bool {
    let content = |i: usize| {
        view.article.tokens.get(i).is_some_and(|token| attribution.content.iter().any(|span| span.contains(token.span)))
    };
    let end = view.sentence(cue.start).end.min(cue.end + REACH);
    let behind = (cue.end..end).take_while(|&i| !content(i) && view.class(i) != Class::Stop);
    let mut led = false;
    for i in behind {
        match view.class(i) {
            Class::Preposition => led = matches!(view.word(i), "in" | "on" | "via" | "through"),
            Class::Noun | Class::Name if led && is_medium(view.word(i)) => return true,
            Class::Comma => led = false,
            _ => {}
        }
    }
    false
}

/// "the report said"
fn speaks_from_paper(view: &View<'_>, attribution: &Attribution) -> bool {
    let Some(source) = &attribution.source else { return false };
    let head = source.clone().take_while(|&i| matches!(view.class(i), Class::Det | Class::Adjective | Class::Noun));
    head.last().is_some_and(|i| is_medium(view.word(i)))
}

fn is_medium(word: &str) -> bool {
    listed(word).medium
}

/// The rule in words: its family, and why.
pub(super) fn reason(family: Family, rule: &'static str) -> Cow<'static, str> {
    static REASONS: LazyLock<HashMap<&str, [&str; 3]>> = LazyLock::new(|| {
        let lines = include_str!("reasons.tsv").lines().filter(|line| !line.starts_with('#'));
        let read = |line: &'static str| {
            let mut fields = line.split('\t');
            Some((fields.next()?, [fields.next()?, fields.next()?, fields.next()?]))
        };
        lines.filter_map(read).collect()
    });
    let other = REASONS.get(rule).map(|reasons| match family {
        Family::Speech => "-",
        Family::Writing => reasons[0],
        Family::Belief => reasons[1],
        Family::Plan => reasons[2],
    });
    let rule = other.filter(|&other| other != "-").unwrap_or(rule);
    Cow::Owned(format!("{}: {rule}", family.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_by_the_words_of_a_cue() {
        let table = [
            ("said", Some(Family::Speech)),
            ("wrote", Some(Family::Writing)),
            ("tweeted", Some(Family::Writing)),
            ("believes", Some(Family::Belief)),
            ("is hoping", Some(Family::Belief)),
            ("plans", Some(Family::Plan)),
            ("is determined", Some(Family::Plan)),
            ("said he hoped", Some(Family::Speech)),
            ("walked", None),
        ];
        for (cue, family) in table {
            assert_eq!(of_words(Lexicon::standard(), cue.split(' ')), family, "{cue}");
        }
    }

    #[test]
    fn tables_are_sound() {
        for line in include_str!("families.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (name, words) = line.split_once('\t').expect("a family and its words");
            assert!(["writing", "belief", "plan", "medium"].contains(&name), "{line}");
            let known = |word: &str| Lexicon::standard().find(word).is_some();
            assert!(
                name == "medium" || words.split(' ').all(|w| known(w) || ["blog", "email", "publish"].contains(&w)),
                "{line}"
            );
        }
        let reasons: Vec<_> = include_str!("reasons.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(reasons.iter().all(|line| line.split('\t').count() == 4));
        assert_eq!(reason(Family::Belief, "N said that …"), "belief: N believes that …");
        assert_eq!(reason(Family::Speech, "N said that …"), "speech: N said that …");
    }
}

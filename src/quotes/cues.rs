//! The words that report: which lemmas they are, what may follow each, and every inflected form.
//!
//! The lexicon is `cues.tsv`. A word of the article is looked up once, whatever the number of its tokens.

use crate::article::Words;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How sure a word is to report speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Saying, at home beside a quotation: say, add, insist.
    Speech,
    /// Saying, when quotation marks, "that", an infinitive or an object follow: call, accuse, reject.
    Frame,
    /// Thinking and feeling: believe, hope.
    Belief,
    /// Meaning to do: want, plan.
    Plan,
    /// Nouns with a content: claim that, call for.
    Noun,
    /// Adjectives with a content: confident that.
    Adjective,
}

impl Tier {
    const NAMES: [(&'static str, Self); 6] = [
        ("speech", Self::Speech),
        ("frame", Self::Frame),
        ("belief", Self::Belief),
        ("plan", Self::Plan),
        ("noun", Self::Noun),
        ("adjective", Self::Adjective),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|&(_, tier)| tier)
    }
}

/// What may follow a cue; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames(u16);

impl Frames {
    /// Words in quotation marks.
    pub(super) const QUOTE: Self = Self(1);
    /// A clause with "that".
    pub(super) const THAT: Self = Self(2);
    /// A clause without.
    pub(super) const BARE: Self = Self(4);
    /// whether, how, what …
    pub(super) const WH: Self = Self(8);
    /// An infinitive.
    pub(super) const TO: Self = Self(16);
    /// A noun phrase that is the content or its beginning.
    pub(super) const OBJECT: Self = Self(32);
    /// A person first, then the content.
    pub(super) const HEARER: Self = Self(64);
    /// A preposition of [`Cue::prepositions`] and an object.
    pub(super) const PREPOSITION: Self = Self(128);
    /// Its own subject belongs to the content: "the road seems to be open".
    pub(super) const RAISING: Self = Self(256);

    const NAMES: [(&'static str, Self); 8] = [
        ("quote", Self::QUOTE),
        ("that", Self::THAT),
        ("bare", Self::BARE),
        ("wh", Self::WH),
        ("to", Self::TO),
        ("object", Self::OBJECT),
        ("hearer", Self::HEARER),
        ("raising", Self::RAISING),
    ];

    fn from_name(name: &str) -> Option<Self> {
        if name.starts_with('+') {
            return Some(Self::PREPOSITION);
        }
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|&(_, frame)| frame)
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of `other` is among them.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Which form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// say; also a noun's or an adjective's only form
    Base,
    /// says
    Third,
    /// said
    Past,
    /// taken, where it differs from the past
    Participle,
    /// saying
    Ing,
}

/// One entry of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// The dictionary form.
    pub(super) lemma: String,
    /// How sure it is.
    pub(super) tier: Tier,
    /// What may follow.
    pub(super) frames: Frames,
    /// The prepositions (and particles) that may lead to the content: "for" in "called for".
    pub(super) prepositions: Vec<String>,
}

/// What a word of the article can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// As a verb: place in the lexicon, and the form.
    pub(super) verb: Option<(u16, Inflection)>,
    /// As a noun or an adjective.
    pub(super) noun: Option<u16>,
}

/// Every cue and every form of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    cues: Vec<Cue>,
    forms: HashMap<String, Reading>,
    /// How many of the cues come with the library; those after them are the user's.
    built_in: usize,
}

impl Lexicon {
    /// The built-in lexicon.
    pub(super) fn standard() -> &'static Self {
        static STANDARD: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut lexicon = Lexicon::default();
            for line in include_str!("cues.tsv").lines().filter(|l| !l.starts_with('#')) {
                if let Some((cue, irregular)) = parse(line) {
                    lexicon.add(cue, &irregular);
                }
            }
            lexicon.built_in = lexicon.cues.len();
            lexicon
        });
        &STANDARD
    }

    /// The built-in lexicon and verbs of the user's own, which count as verbs of saying.
    pub(super) fn with_verbs(verbs: &[String]) -> Self {
        let mut lexicon = Self::standard().clone();
        for verb in verbs {
            let frames = Frames::QUOTE.with(Frames::THAT).with(Frames::BARE);
            let lemma = verb.trim().to_lowercase();
            lexicon.add(Cue { lemma, tier: Tier::Speech, frames, prepositions: Vec::new() }, &[]);
        }
        lexicon
    }

    fn add(&mut self, cue: Cue, irregular: &[&str]) {
        let id = self.cues.len() as u16;
        if matches!(cue.tier, Tier::Noun | Tier::Adjective) {
            self.forms.entry(cue.lemma.clone()).or_default().noun = Some(id);
            if cue.tier == Tier::Noun {
                self.forms.entry(third(&cue.lemma)).or_default().noun = Some(id);
            }
        } else {
            for (form, inflection) in forms(&cue.lemma, irregular) {
                self.forms.entry(form).or_default().verb.get_or_insert((id, inflection));
            }
        }
        self.cues.push(cue);
    }

    /// The entry with that number.
    pub(super) fn cue(&self, id: u16) -> &Cue {
        &self.cues[id as usize]
    }

    /// The entry of a word, in any form; of several the surest.
    pub(super) fn find(&self, word: &str) -> Option<&Cue> {
        let reading = self.forms.get(word)?;
        let id = reading.verb.map(|(id, _)| id).or(reading.noun)?;
        self.cues.get(usize::from(id))
    }

    /// Whether a user added the entry with that number.
    pub(super) fn is_users(&self, id: u16) -> bool {
        usize::from(id) >= self.built_in
    }

    /// What each word of an article can be, by [`crate::article::Word::index`].
    pub(super) fn read(&self, words: &Words) -> Vec<Reading> {
        words.map(|word| self.forms.get(word).copied().unwrap_or_default())
    }
}

fn parse(line: &str) -> Option<(Cue, Vec<&str>)> {
    let mut fields = line.split('\t');
    let (lemma, tier, frames, irregular) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let words = frames.split(' ');
    let cue = Cue {
        lemma: lemma.to_owned(),
        tier: Tier::from_name(tier)?,
        frames: words.clone().filter_map(Frames::from_name).fold(Frames::default(), Frames::with),
        prepositions: words.filter_map(|w| w.strip_prefix('+')).map(str::to_owned).collect(),
    };
    let irregular = if irregular == "-" { Vec::new() } else { irregular.split(' ').collect() };
    Some((cue, irregular))
}

/// Every form of a verb; `irregular` is past, participle and -ing form where given.
fn forms(lemma: &str, irregular: &[&str]) -> Vec<(String, Inflection)> {
    let stem = lemma.strip_suffix('e').filter(|s| !s.ends_with('e') && !s.ends_with('o')).unwrap_or(lemma);
    let past = match lemma.strip_suffix('y') {
        _ if lemma.ends_with('e') => format!("{lemma}d"),
        Some(consonant) if !consonant.ends_with(vowel) => format!("{consonant}ied"),
        _ => format!("{lemma}ed"),
    };
    let past = irregular.first().map_or(past, |&p| p.to_owned());
    let participle = irregular.get(1).map_or_else(|| past.clone(), |&p| p.to_owned());
    let ing = irregular.get(2).map_or_else(|| format!("{stem}ing"), |&p| p.to_owned());
    let mut all = vec![
        (lemma.to_owned(), Inflection::Base),
        (third(lemma), Inflection::Third),
        (past.clone(), Inflection::Past),
        (ing, Inflection::Ing),
    ];
    if participle != past {
        all.push((participle, Inflection::Participle));
    }
    // British spelling: labelled, signalling.
    if lemma.ends_with("el") || lemma.ends_with("al") {
        all.push((format!("{lemma}led"), Inflection::Past));
        all.push((format!("{lemma}ling"), Inflection::Ing));
    }
    all
}

fn vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The third person singular, which is also how nouns make their plural.
fn third(lemma: &str) -> String {
    match lemma.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
        _ if ["s", "x", "z", "sh", "ch"].iter().any(|e| lemma.ends_with(e)) => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Frames, Inflection, Lexicon, Tier, forms, parse};
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed_sorted_by_tier_and_without_repeats() {
        let mut seen = HashSet::new();
        let mut last = (Tier::Speech, String::new());
        for line in include_str!("cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 5, "{line}");
            let (cue, irregular) = parse(line).unwrap_or_else(|| panic!("{line}"));
            assert!(irregular.len() <= 3, "{line}");
            for frame in fields[2].split(' ') {
                assert!(Frames::from_name(frame).is_some(), "{frame} in {line}");
            }
            assert!(seen.insert((cue.lemma.clone(), fields[1])), "twice: {line}");
            assert!(last < (cue.tier, cue.lemma.clone()), "out of order: {line}");
            let words: Vec<String> =
                fields[4].to_lowercase().split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect();
            let all = forms(&cue.lemma, &irregular);
            assert!(words.iter().any(|w| all.iter().any(|(f, _)| f == w)), "the example lacks the cue: {line}");
            last = (cue.tier, cue.lemma);
        }
        assert!(seen.len() > 250);
    }

    #[test]
    fn every_form_is_found() {
        let cases = [
            ("said", "say", Inflection::Past),
            ("says", "say", Inflection::Third),
            ("saying", "say", Inflection::Ing),
            ("denied", "deny", Inflection::Past),
            ("cries", "cry", Inflection::Third),
            ("noting", "note", Inflection::Ing),
            ("admitted", "admit", Inflection::Past),
            ("written", "write", Inflection::Participle),
            ("labelled", "label", Inflection::Past),
            ("disagreeing", "disagree", Inflection::Ing),
            ("confesses", "confess", Inflection::Third),
        ];
        let lexicon = Lexicon::with_verbs(&["Confess".to_owned()]);
        for (form, lemma, inflection) in cases {
            let (id, found) = lexicon.forms[form].verb.unwrap_or_else(|| panic!("{form}"));
            assert_eq!((lexicon.cue(id).lemma.as_str(), found), (lemma, inflection), "{form}");
        }
    }
}

//! A user's own names, patterns, cue verbs and table of ids: each is refused, or an article is read with it.

#![no_main]

use arbitrary::Arbitrary;
use copydesk::article::{EntityKind, QuoteKind};
use copydesk::entities::Knowledge;
use copydesk::names::{Pattern, UserNames};
use copydesk::pipeline::Given;
use copydesk::{Format, Pipeline, quotes};
use std::collections::BTreeMap;

const TEXT: &str =
    "“It will be built,” Mayor Ada Holm of Northby said on Monday. “And soon,” whinged the Bridge Trust.";

#[derive(Arbitrary, Debug)]
struct Own<'a> {
    names: Vec<(u8, &'a str)>,
    patterns: Vec<(u8, &'a str)>,
    cues: Vec<&'a str>,
    kinds: u8,
    table: &'a str,
    rows: &'a str,
    text: Option<&'a str>,
}

fn by_kind<T>(items: impl Iterator<Item = (u8, T)>) -> BTreeMap<EntityKind, Vec<T>> {
    let mut map = BTreeMap::<_, Vec<T>>::new();
    for (kind, item) in items {
        map.entry(EntityKind::ALL[usize::from(kind) % EntityKind::ALL.len()]).or_default().push(item);
    }
    map
}

libfuzzer_sys::fuzz_target!(|own: Own| {
    let names = by_kind(own.names.iter().map(|&(kind, name)| (kind, name.to_owned())));
    let regexes = by_kind(own.patterns.iter().map(|&(kind, regex)| (kind, Pattern::Regex(regex.to_owned()))));
    let kinds = QuoteKind::ALL.iter().enumerate().filter(|(i, _)| own.kinds >> i & 1 == 1).map(|(_, &kind)| kind);
    let cues = own.cues.iter().map(|&cue| cue.to_owned()).collect();
    let pipeline = Pipeline {
        names: UserNames::new(&names, &regexes)
            .or_else(|_| UserNames::new(&names, &BTreeMap::new()))
            .unwrap_or_default(),
        quotes: quotes::Settings::new(kinds.collect(), cues).unwrap_or_default(),
        knowledge: Knowledge::from_tsv(own.table).or_else(|_| Knowledge::from_json(own.rows)).ok(),
        ..Pipeline::default()
    };
    let text = own.text.unwrap_or(TEXT);
    copydesk_fuzz::check(&pipeline.parse(text, &Given { format: Some(Format::Prose), ..Given::default() }));
});

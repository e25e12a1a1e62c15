//! Who is who, case by case, and what must hold for whatever mentions are given.

mod clock;
mod growth;

use clock::time_on_core;
use copydesk::article::{Article, EntityKind, Form, Mention};
use copydesk::pipeline::{Format, Given};
use copydesk::tagger::{self, Effort, Model};
use copydesk::{Span, entities, layout, segment};
use growth::growth;
use proptest::prelude::*;
use std::collections::HashSet;
use std::fmt::Write;

fn read(text: &str, mentions: Vec<Mention>) -> Article {
    let mut article = layout::prose(text.to_owned());
    segment::segment(&mut article);
    let model = Model::embedded();
    let forms = tagger::tag(&mut article, &model);
    article.mentions = mentions;
    entities::resolve(&mut article, &forms, &model, Effort::Full);
    article
}

/// "<P Ada Holm> left" as text and mentions.
fn unmark(marked: &str) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for (i, piece) in marked.split('<').enumerate() {
        let Some((name, rest)) = piece.split_once('>').filter(|_| i > 0) else {
            text.push_str(piece);
            continue;
        };
        let (kind, name) = name.split_once(' ').expect("a kind and a name");
        let kind = match kind {
            "P" => EntityKind::Person,
            "O" => EntityKind::Org,
            "G" => EntityKind::Gpe,
            "L" => EntityKind::Loc,
            "N" => EntityKind::Norp,
            "E" => EntityKind::Event,
            _ => panic!("no such kind: {kind}"),
        };
        mentions.push(Mention::new(Span::new(text.len(), text.len() + name.len()), kind, Form::Name, 1.0));
        text.push_str(name);
        text.push_str(rest);
    }
    (text, mentions)
}

fn answer(what: &str, article: &Article, asked: &str) -> String {
    let entity = article.entities.iter().find(|e| e.name == asked);
    let words = |m: &u32| article.words_of(article.mentions[*m as usize].span).to_owned();
    match what {
        "who" => entity.map_or("nobody".into(), |e| e.mentions.iter().map(words).collect::<Vec<_>>().join(" | ")),
        "role" => entity.map_or("nobody".into(), |e| {
            let affiliation = e.affiliation.as_ref().map_or(String::new(), |a| format!(" @ {a}"));
            format!("{}{affiliation}", e.roles.join("; "))
        }),
        "plural" => {
            let all = entities::plurals(article);
            let found = all.iter().find(|(span, _)| article.words_of(*span) == asked);
            let names = found.map_or(Vec::new(), |(_, who)| who.to_vec());
            names.iter().map(|&e| article.entities[e as usize].name.clone()).collect::<Vec<_>>().join(" | ")
        }
        _ => panic!("no such question: {what}"),
    }
}

#[test]
fn who_is_who() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/entities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [what, marked, expected, why] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        let (asked, expected) = expected.split_once(" =").expect("a name and what is expected");
        let (text, mentions) = unmark(marked);
        let article = read(&text, mentions);
        let got = answer(what, &article, asked);
        if got.trim() != expected.trim() {
            wrong.push(format!("{what}: {text}\n  {asked}: {got:?}, not {:?}: {why}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Every link goes both ways, and all orders hold.
fn check(article: &Article) {
    for (i, mention) in article.mentions.iter().enumerate() {
        if let Some(entity) = mention.entity {
            assert!(article.entities[entity as usize].mentions.contains(&(i as u32)), "mention {i} of {entity}");
        }
    }
    for (e, entity) in article.entities.iter().enumerate() {
        assert!(!entity.mentions.is_empty() && entity.mentions.is_sorted(), "{entity:?}");
        assert!((0.0..=1.0).contains(&entity.salience), "{entity:?}");
        assert!(!entity.aliases.contains(&entity.name), "{entity:?}");
        assert_eq!(entity.aliases.iter().collect::<HashSet<_>>().len(), entity.aliases.len(), "{entity:?}");
        for &mention in &entity.mentions {
            assert_eq!(article.mentions[mention as usize].entity, Some(e as u32));
        }
    }
    assert!(article.mentions.is_sorted_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end))));
    assert!(article.entities.is_sorted_by(|a, b| a.salience >= b.salience));
    for (_, who) in entities::plurals(article).iter() {
        assert!(who.iter().all(|&e| (e as usize) < article.entities.len()));
    }
}

fn kinds() -> impl Strategy<Value = EntityKind> {
    (0..EntityKind::ALL.len()).prop_map(|i| EntityKind::ALL[i])
}

proptest! {
    #[test]
    fn any_spans(text in "(\\PC{0,12}|[ .,]|Ada |Holm |she |the |mayor |of |’s |é){0,40}", spans in prop::collection::vec((0_u32..300, 0_u32..60, kinds(), 0.0_f32..1.0), 0..30)) {
        let mentions = spans.into_iter().map(|(start, length, kind, confidence)| {
            Mention::new(Span { start, end: start + length }, kind, Form::Name, confidence)
        });
        check(&read(&text, mentions.collect()));
    }

    #[test]
    fn any_names(words in prop::collection::vec(("(Ada|Bo|Holm|Lind|Mr|Mrs|President|the|of|and|said|he|her|they|both|leaders|Beijing|Chinese|University|[.,(“”’s-])", prop::option::of(kinds())), 0..80)) {
        let (mut text, mut mentions) = (String::new(), Vec::new());
        for (word, kind) in words {
            let start = text.len();
            text.push_str(&word);
            mentions.extend(kind.map(|k| Mention::new(Span::new(start, text.len()), k, Form::Name, 1.0)));
            text.push(' ');
        }
        check(&read(&text, mentions));
    }
}

#[test]
fn many_and_long_names_stay_quick() {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for i in 0_u32..50_000 {
        let (start, kind) = (text.len(), if i % 2 == 0 { EntityKind::Person } else { EntityKind::Org });
        write!(text, "Ada{} Holm{}", i % 700, i % 50).expect("a string takes all");
        mentions.push(Mention::new(Span::new(start, text.len()), kind, Form::Name, 1.0));
        text.push_str(if i % 3 == 0 { ", the mayor of " } else { " said she met the two leaders. " });
    }
    let start = text.len();
    text.push_str(&"Very Long Name ".repeat(1_000));
    for kind in [EntityKind::Person, EntityKind::Org, EntityKind::Gpe] {
        mentions.push(Mention::new(Span::new(start, text.len() - 1), kind, Form::Name, 1.0));
    }
    let begun = time_on_core();
    let article = read(&text, mentions);
    entities::plurals(&article);
    let taken = time_on_core().saturating_sub(begun);
    assert!(taken.as_secs() < 20, "{taken:?}");
}

/// An article of that many names, with pronouns and descriptions among them.
fn crowd(names: usize) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for i in 0..names {
        let (start, kind) = (text.len(), if i % 2 == 0 { EntityKind::Person } else { EntityKind::Org });
        write!(text, "Ada{} Holm{}", i % 7_000, i % 500).expect("a string takes all");
        mentions.push(Mention::new(Span::new(start, text.len()), kind, Form::Name, 1.0));
        text.push_str([" said she met him. ", ", the mayor of ", " and the president of "][i % 3]);
    }
    (text, mentions)
}

#[test]
fn twice_the_names_take_about_twice_the_time() {
    let model = Model::embedded();
    let crowds = [12_500, 25_000, 50_000].map(|names| {
        let (text, mentions) = crowd(names);
        let mut article = layout::prose(text);
        segment::segment(&mut article);
        let forms = tagger::tag(&mut article, &model);
        article.mentions = mentions;
        (article, forms)
    });
    let time = |times: usize| {
        let (article, forms) = &crowds[times.ilog2() as usize];
        let mut article = article.clone();
        let begun = time_on_core();
        // The parser goes sentence by sentence; `many_and_long_names_stay_quick` reads with it.
        entities::resolve(&mut article, forms, &model, Effort::Fast);
        time_on_core().saturating_sub(begun)
    };
    assert_eq!(growth(time), None);
}

#[test]
fn titles_that_go_round_end() {
    let circle = "Ada Holm, Bo Lind, the brother of Ada Holm, the sister of Bo Lind, ".repeat(200);
    check(&copydesk::parse(circle.as_str()));
    check(&copydesk::parse("the mayor of the mayor of ".repeat(2_000).as_str()));
}

#[test]
fn speakers_are_heard() {
    let text = "“I will not resign, and we are ready,” said Ada Holm. Bo Lind said I was wrong.";
    let article = copydesk::Pipeline::default().parse(text, &Given { format: Some(Format::Prose), ..Given::default() });
    check(&article);
    let holm = article.entities.iter().find(|e| e.name == "Ada Holm").expect("she is named");
    let words: Vec<&str> = holm.mentions.iter().map(|&m| article.words_of(article.mentions[m as usize].span)).collect();
    assert_eq!(words, ["I", "we", "Ada Holm"]);
    assert_eq!(article.speaker(&article.quotes[0]).as_deref(), Some("Ada Holm"));
}

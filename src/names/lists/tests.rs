//! The lists are well-formed, and say what a reader expects.

use super::{Bearer, LONGEST_TITLE, PlaceKind, TitleKind};
use crate::article::{EntityKind, Gender};

#[test]
fn every_list_is_sorted_and_without_repeats() {
    for (name, list, cells) in [
        ("countries", include_str!("countries.tsv"), 5),
        ("places", include_str!("places.tsv"), 4),
        ("cities", include_str!("cities.tsv"), 2),
        ("events", include_str!("events.tsv"), 2),
        ("company forms", include_str!("company_forms.txt"), 1),
        ("groups", include_str!("groups.txt"), 1),
        ("heads", include_str!("heads.tsv"), 2),
        ("titles", include_str!("titles.tsv"), 3),
        ("given_names", include_str!("../../article/given_names.tsv"), 2),
        ("nicknames", include_str!("nicknames.tsv"), 2),
    ] {
        let mut last = "";
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let key = line.split('\t').next().unwrap_or("");
            assert!(last < key, "{name}: {key:?} after {last:?}");
            assert_eq!(line.split('\t').count(), cells, "{name}: {line:?}");
            assert!(line.split(['\t', ';']).all(|value| value == value.trim()), "{name}: {line:?}");
            last = key;
        }
    }
}

#[test]
fn every_reference_is_known() {
    for list in [include_str!("places.tsv"), include_str!("cities.tsv")] {
        for [name, second, third] in super::rows::<3>(list) {
            let code = if matches!(second, "state" | "area") { third } else { second };
            assert!(second == "area" || super::CODES.contains_key(code) || islands(code), "{name}: {code}");
        }
    }
    for [word, kind] in super::rows(include_str!("heads.tsv")).chain(super::rows(include_str!("events.tsv"))) {
        assert!(EntityKind::from_name(kind).is_some(), "{word}: {kind}");
    }
    for [words, kind, gender] in super::rows(include_str!("titles.tsv")) {
        assert!(matches!(kind, "honorific" | "role" | "modifier"), "{words}: {kind}");
        assert!(matches!(gender, "" | "m" | "f"), "{words}: {gender}");
        assert!(words.split(' ').count() <= LONGEST_TITLE && words == words.to_lowercase(), "{words}");
    }
}

// Territories that have cities but no place of their own in the news.
fn islands(code: &str) -> bool {
    matches!(code, "CW" | "IM" | "JE" | "GG" | "MQ" | "RE" | "YT" | "SX" | "VI" | "AX" | "MP" | "AS")
}

#[test]
fn what_a_word_is() {
    let name = |c: Option<&super::Country>| c.map_or("", |c| c.name);
    for (word, expected) in
        [("u.s.", "United States"), ("britain", "United Kingdom"), ("uae", "United Arab Emirates"), ("paris", "")]
    {
        assert_eq!(name(super::country(word)), expected, "{word}");
    }
    for (word, expected) in
        [("chinese", "China"), ("sino", "China"), ("spaniards", "Spain"), ("iraqis", "Iraq"), ("china", "")]
    {
        assert_eq!(name(super::people(word)), expected, "{word}");
    }
    for (word, expected) in [("beijing", "China"), ("kyiv", "Ukraine"), ("shanghai", "")] {
        assert_eq!(name(super::seat(word)), expected, "{word}");
    }
    for (word, kind, country) in [
        ("china", PlaceKind::Country, "China"),
        ("beijing", PlaceKind::City, "China"),
        ("calif.", PlaceKind::State, "United States"),
        ("middle east", PlaceKind::Area, ""),
        ("são paulo", PlaceKind::City, "Brazil"),
    ] {
        let place = super::place(word).unwrap_or_else(|| panic!("{word} is unknown"));
        assert_eq!((place.kind, name(place.country)), (kind, country), "{word}");
    }
    for (word, expected) in [("european", true), ("muslims", true), ("tories", true), ("chinese", false)] {
        assert_eq!(super::group(word), expected, "{word}");
    }
    for (word, kind) in [
        ("university", Some(EntityKind::Org)),
        ("bridge", Some(EntityKind::Fac)),
        ("war", Some(EntityKind::Event)),
        ("holm", None),
    ] {
        assert_eq!(super::head(word), kind, "{word}");
    }
    for (word, kind, gender) in [
        ("mrs", TitleKind::Honorific, Some(Gender::Feminine)),
        ("prime minister", TitleKind::Role, None),
        ("spokesman", TitleKind::Role, Some(Gender::Masculine)),
        ("former", TitleKind::Modifier, None),
    ] {
        let title = super::title(word).unwrap_or_else(|| panic!("{word} is unknown"));
        assert_eq!((title.kind, title.gender), (kind, gender), "{word}");
    }
    assert_eq!(super::given_name("vladimir"), Some(Bearer::One(Gender::Masculine)));
    assert_eq!(super::given_name("kim"), Some(Bearer::Either));
    assert_eq!(super::given_name("bridge"), None);
    assert_eq!(super::nicknames("bill").collect::<Vec<_>>(), ["william"]);
}

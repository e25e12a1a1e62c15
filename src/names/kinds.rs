//! From the kinds of the model to those of the article, with what the lists know.
//!
//! The model sees one kind of place: that a name is a country, a river or an airport is told by lists, since no corpus
//! of news says it.

use super::lists::{self, PlaceKind};
use crate::article::EntityKind;
use crate::tagger::crf::KINDS;

/// The kinds of the model, in its order.
pub(super) const OF_MODEL: [EntityKind; KINDS] = [
    EntityKind::Person,
    EntityKind::Org,
    EntityKind::Gpe,
    EntityKind::Norp,
    EntityKind::Event,
    EntityKind::WorkOfArt,
    EntityKind::Product,
];

/// Words that begin the name of a place in nature.
const LANDSCAPE: &[&str] = &["mount", "mt", "mt.", "lake", "cape", "gulf", "river", "isle", "strait"];

/// Words that end the name of a house where an organisation is at home; taken for a place, it is the house.
const HOUSES: &[&str] = &[
    "academy",
    "church",
    "clinic",
    "college",
    "gallery",
    "hospital",
    "hotel",
    "library",
    "museum",
    "school",
    "university",
];

/// The kind of a name, given what the model says and the lower-cased name.
pub(super) fn settle(kind: EntityKind, lower: &str) -> EntityKind {
    let last = lower.rsplit(' ').next().unwrap_or(lower);
    match kind {
        EntityKind::Gpe => place(lower, last),
        EntityKind::Norp if !lists::group(lower) && lists::people(lower).is_none() => {
            match lists::place(lower).map(|place| place.kind) {
                Some(PlaceKind::Country) => EntityKind::Gpe,
                Some(PlaceKind::Area) => EntityKind::Loc,
                _ => EntityKind::Norp,
            }
        }
        // "Republicans", "Christian".
        EntityKind::Org if lists::group(lower) => EntityKind::Norp,
        EntityKind::Event | EntityKind::WorkOfArt | EntityKind::Org if lower.contains(' ') => match lists::head(last) {
            Some(EntityKind::Law) => EntityKind::Law,
            Some(EntityKind::Event) if kind == EntityKind::WorkOfArt => EntityKind::Event,
            _ => kind,
        },
        _ => kind,
    }
}

/// The kind of a name that the model takes for a place.
fn place(lower: &str, last: &str) -> EntityKind {
    if let Some(place) = lists::place(lower) {
        return place.kind.entity();
    }
    if lists::people(lower).is_some() || lists::group(lower) {
        return EntityKind::Norp;
    }
    let Some((first, rest)) = lower.split_once(' ') else { return EntityKind::Gpe };
    if LANDSCAPE.contains(&first) {
        return EntityKind::Loc;
    }
    if let Some(kind @ (EntityKind::Fac | EntityKind::Loc | EntityKind::Gpe)) = lists::head(last) {
        return kind;
    }
    if HOUSES.contains(&last) {
        return EntityKind::Fac;
    }
    // "southern Africa", "the northern Caucasus"; but "South Sudan" and "North Carolina" are in the lists.
    let direction = ["north", "south", "east", "west", "central", "upper", "lower", "middle"];
    if direction.iter().any(|d| first.starts_with(d)) && lists::place(rest).is_some() {
        return EntityKind::Loc;
    }
    EntityKind::Gpe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_settle_what_the_model_cannot_know() {
        use EntityKind::{Event, Fac, Gpe, Law, Loc, Norp, Org, Person, WorkOfArt};
        for (lower, said, kind) in [
            ("china", Gpe, Gpe),
            ("texas", Gpe, Gpe),
            ("london", Gpe, Gpe),
            ("brightwater", Gpe, Gpe),
            ("africa", Gpe, Loc),
            ("lake orla", Gpe, Loc),
            ("orla river", Gpe, Loc),
            ("southern africa", Gpe, Loc),
            ("brightwater airport", Gpe, Fac),
            ("brightwater museum", Gpe, Fac),
            ("brightwater museum", Org, Org),
            ("german", Gpe, Norp),
            ("german", Norp, Norp),
            ("republicans", Org, Norp),
            ("france", Norp, Gpe),
            ("clean harbours act", Org, Law),
            ("clean harbours act", WorkOfArt, Law),
            ("harbour championship", WorkOfArt, Event),
            ("harbour board", Org, Org),
            ("ada bridge", Person, Person),
            ("", Gpe, Gpe),
        ] {
            assert_eq!(settle(said, lower), kind, "{lower} as {said}");
        }
    }
}

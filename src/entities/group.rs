//! Names that are the same thing's: countries, organisations, places, events. People are in [`super::people`].
//!
//! Every rule is a look-up of a key, so the work grows with the length of the names and not with their number squared.
//! Longer names come first and leave keys for the shorter: the initials of "Federal Emergency Management Agency", the
//! "Boeing" of "Boeing Company".

use super::alias;
use super::capital;
use super::clipped::Clipped;
use super::keys::{Keys, is_realm, words};
use super::page::{Page, words_of};
use crate::article::{EntityKind, Mention};
use crate::names::lists;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Mentions that are one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The name to use, where a list says so: "United States".
    pub(super) usual: Option<&'static str>,
    /// Indices of mentions, in reading order.
    pub(super) mentions: Vec<u32>,
}

/// Kinds of things that share names: "Brightwater" the town and "Brightwater" the town hall's voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Place,
    Organisation,
    People,
    Other,
}

impl Class {
    pub(super) fn of(kind: EntityKind) -> Option<Self> {
        match kind {
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => Some(Self::Place),
            EntityKind::Org => Some(Self::Organisation),
            EntityKind::Norp => Some(Self::People),
            EntityKind::Event | EntityKind::WorkOfArt | EntityKind::Product | EntityKind::Law => Some(Self::Other),
            // People are grouped elsewhere, and an amount is nobody.
            EntityKind::Person | EntityKind::Money | EntityKind::Percent | EntityKind::Quantity => None,
        }
    }
}

/// What different mentions share: how they are written, and what the list of countries says.
pub(super) struct Surface {
    pub(super) class: Class,
    /// Folded words.
    pub(super) words: Vec<String>,
    land: Option<Land>,
    /// Indices, in reading order.
    pub(super) mentions: Vec<u32>,
}

/// A country, its people, or something else with names that share no word.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Land {
    Country(&'static str),
    People(&'static str),
    Other(&'static str),
}

/// Things with names that share no word: by class and name, the usual name.
static OTHER_NAMES: LazyLock<HashMap<(Class, String), &'static str>> = LazyLock::new(|| {
    let rows = include_str!("other_names.tsv").lines().filter(|line| !line.starts_with('#'));
    let names = rows.filter_map(|row| {
        let (kind, names) = row.split_once('\t')?;
        let class = EntityKind::from_name(kind).and_then(Class::of)?;
        let usual = names.split('\t').next()?;
        Some(names.split('\t').map(move |name| ((class, words(name).join(" ")), usual)))
    });
    names.flatten().collect()
});

/// Groups the mentions that are no people's.
pub(super) fn things(page: &Page<'_>, mentions: &[Mention]) -> Vec<Group> {
    let surfaces = surfaces(page, mentions);
    let mut order: Vec<usize> = (0..surfaces.len()).collect();
    // Stable, so that names of the same length stay in reading order.
    order.sort_by_key(|&i| std::cmp::Reverse(surfaces[i].words.len()));
    let brackets = brackets(page, mentions);
    let clipped = Clipped::new(&surfaces);

    let mut owners: Vec<Option<usize>> = vec![None; surfaces.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut lands: HashMap<Land, usize> = HashMap::new();
    let mut names: HashMap<(Class, String), usize> = HashMap::new();
    let mut shorts: HashMap<(Class, String), usize> = HashMap::new();
    for i in order {
        let surface = &surfaces[i];
        let keys = Keys::of(surface.class, &surface.words);
        let known = match surface.land {
            Some(land) => lands.get(&land).copied(),
            None => names
                .get(&(surface.class, keys.whole.clone()))
                .or_else(|| shorts.get(&(surface.class, keys.whole.clone())))
                .or_else(|| names.get(&(surface.class, keys.content.clone())))
                .copied()
                .or_else(|| names.get(&brackets.get(&(surface.class, keys.whole.clone()))?.clone()).copied())
                .or_else(|| owners[clipped.long(&surfaces, i)?]),
        };
        let group = known.unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        owners[i] = Some(group);
        if let Some(land) = surface.land {
            lands.insert(land, group);
            groups[group].usual = match land {
                Land::Country(name) => Some(name),
                Land::People(_) | Land::Other(_) => None,
            };
        }
        names.entry((surface.class, keys.content)).or_insert(group);
        names.entry((surface.class, keys.whole)).or_insert(group);
        for short in keys.shorts {
            for class in [surface.class, Class::Organisation] {
                shorts.entry((class, short.clone())).or_insert(group);
            }
        }
        groups[group].mentions.extend(&surface.mentions);
    }
    join(page, mentions, &mut groups);
    groups
}

/// Makes one of the groups of which the text says so; two countries stay two.
fn join(page: &Page<'_>, mentions: &[Mention], groups: &mut Vec<Group>) {
    let mut owners = vec![None; mentions.len()];
    for (i, group) in groups.iter().enumerate() {
        group.mentions.iter().for_each(|&m| owners[m as usize] = Some(i as u32));
    }
    let usual = |group: u32| groups[group as usize].usual;
    let pairs = alias::told(page, mentions).into_iter();
    let pairs = pairs.filter_map(|(a, b)| Some((owners[a as usize]?, owners[b as usize]?)));
    let pairs = pairs.filter(|&(a, b)| usual(a).is_none() || usual(b).is_none());
    let first = alias::join(groups.len(), pairs);
    let mut joined: Vec<Group> = Vec::new();
    let mut places = vec![0; groups.len()];
    for (i, group) in std::mem::take(groups).into_iter().enumerate() {
        if first[i] as usize == i {
            places[i] = joined.len();
            joined.push(group);
        } else {
            let whole = &mut joined[places[first[i] as usize]];
            whole.usual = whole.usual.or(group.usual);
            whole.mentions.extend(group.mentions);
        }
    }
    for group in &mut joined {
        group.mentions.sort_unstable();
    }
    *groups = joined;
}

fn surfaces(page: &Page<'_>, mentions: &[Mention]) -> Vec<Surface> {
    let mut known: HashMap<(Class, Option<Land>, String), usize> = HashMap::new();
    let mut surfaces: Vec<Surface> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let Some(class) = Class::of(mention.kind) else { continue };
        let words = words(words_of(page.text, mention.span));
        if words.is_empty() {
            continue;
        }
        let name = words.join(" ");
        let land = land(class, &name).or_else(|| {
            let acts = class != Class::People && page.places.get(i).is_some();
            let country = if acts { capital::government(page, &page.places[i], &name) } else { None };
            country.map(|c| Land::Country(c.name))
        });
        let surface = *known.entry((class, land, name)).or_insert_with(|| {
            surfaces.push(Surface { class, words, land, mentions: Vec::new() });
            surfaces.len() - 1
        });
        surfaces[surface].mentions.push(i as u32);
    }
    surfaces
}

fn land(class: Class, name: &str) -> Option<Land> {
    if let Some(usual) = OTHER_NAMES.get(&(class, name.to_owned())) {
        return Some(Land::Other(usual));
    }
    if class == Class::Other {
        return None;
    }
    if class != Class::People
        && let Some(country) = country(name)
    {
        return Some(Land::Country(country.name));
    }
    // "Chinese" is a people of its own, whatever kind a finder gives it: a reader does not read "China".
    lists::people(name).map(|country| Land::People(country.name))
}

/// The country of that name, also without its stops ("u.s") and in full dress: "the Republic of Kazakhstan".
fn country(name: &str) -> Option<&'static lists::Country> {
    let bare = || name.contains('.').then(|| lists::country(&name.replace('.', "")))?;
    let dressed = || {
        let (form, rest) = name.split_once(" of ")?;
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        is_realm(form.rsplit(' ').next()?).then(|| lists::country(rest))?
    };
    lists::country(name).or_else(bare).or_else(dressed)
}

/// Short names that the text puts in brackets behind the long one: "the Bureau of Quiet Affairs (BQA)". Short to long.
fn brackets(page: &Page<'_>, mentions: &[Mention]) -> HashMap<(Class, String), (Class, String)> {
    let mut brackets = HashMap::new();
    for pair in mentions.windows(2) {
        let (long, short) = (&pair[0], &pair[1]);
        let between = page.text.get(long.span.end as usize..short.span.start as usize);
        let (Some(class), Some(short_class), Some(between)) = (Class::of(long.kind), Class::of(short.kind), between)
        else {
            continue;
        };
        let between = between.trim();
        if !matches!(between, "(" | "(the" | "( the") {
            continue;
        }
        let (long, short) = (words(words_of(page.text, long.span)), words(words_of(page.text, short.span)));
        let [letters] = short.as_slice() else { continue };
        let letters = letters.replace('.', "");
        let name = long.join(" ");
        if long.len() > 1 && name.chars().next() == letters.chars().next() && is_within(&letters, &name) {
            brackets.entry((short_class, letters)).or_insert((class, name));
        }
    }
    brackets
}

/// Whether all letters of the one are in the other, in order.
fn is_within(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

//! What is known of names before reading: countries, places, given names, titles, and words that tell a name's kind.
//!
//! The lists are the `.tsv` and `.txt` files of this folder, each saying in its first lines what it holds. All look-ups
//! take lower-cased words, parts joined by one space. A list is parsed when it is first asked.
//!
//! - [`country`], [`people`] (nationalities), [`seat`] (capitals that stand for governments), [`place`], [`group`]
//! - [`event`]: well-known events, treaties and laws
//! - [`head`]: what kind of thing a name's last word makes it
//! - [`title`], [`given_name`], [`nicknames`]

#[cfg(test)]
mod tests;

pub use crate::article::{Bearer, given_name};
use crate::article::{EntityKind, Gender};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A country, past or present, or a land that news treats like one.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// Its usual name: "United States".
    pub name: &'static str,
    /// ISO 3166; empty for past and unrecognised ones.
    pub code: &'static str,
    /// "US", "U.S.", "America".
    pub other_names: Vec<&'static str>,
    /// Its people and what is theirs: "Spanish", "Spaniard". Plurals in -s are understood.
    pub people: Vec<&'static str>,
    /// Cities that stand for its government: "Beijing".
    pub seats: Vec<&'static str>,
}

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// China, Scotland, the Soviet Union.
    Country,
    /// A part of a country with a government or a council: Texas, Kent, Tigray.
    State,
    /// A town or a city.
    City,
    /// A continent, region, sea, river or mountain.
    Area,
}

impl PlaceKind {
    /// The kind of a name of such a place.
    pub const fn entity(self) -> EntityKind {
        match self {
            Self::Area => EntityKind::Loc,
            Self::Country | Self::State | Self::City => EntityKind::Gpe,
        }
    }
}

/// A place of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What sort of place.
    pub kind: PlaceKind,
    /// Where it lies; the country itself for a country.
    pub country: Option<&'static Country>,
}

/// What a title does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// Only ever with a name: "Mr", "Sir".
    Honorific,
    /// An office, a job, a relation: "prime minister", "coach", "mother".
    Role,
    /// Goes with a role: "former", "acting".
    Modifier,
}

/// A word or phrase that stands before or after a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// What it does.
    pub kind: TitleKind,
    /// Where the word says it: "Mrs", "spokesman".
    pub gender: Option<Gender>,
}

/// Where in titles a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TitleEnds {
    /// It begins one.
    pub first: bool,
    /// It ends one.
    pub last: bool,
}

/// The most words a title of the list has.
pub const LONGEST_TITLE: usize = 6;

/// Every country, by name.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country of that name, usual or other: "united states", "u.s.".
pub fn country(lower: &str) -> Option<&'static Country> {
    COUNTRY_NAMES.get(lower).copied()
}

/// The country whose people or adjective it is: "chinese", "spaniards". "sino", "anglo" and the like count.
pub fn people(lower: &str) -> Option<&'static Country> {
    singular(lower, |word| PEOPLE.get(word).copied())
}

/// The country whose government that city stands for: "beijing".
pub fn seat(lower: &str) -> Option<&'static Country> {
    SEATS.get(lower).copied()
}

/// The place of that name: country, state, area or city, in this order of preference.
pub fn place(lower: &str) -> Option<Place> {
    let country = |&country: &&'static Country| Place { kind: PlaceKind::Country, country: Some(country) };
    COUNTRY_NAMES.get(lower).map(country).or_else(|| PLACES.get(lower).copied()).or_else(|| {
        let code = CITIES.get(lower)?;
        Some(Place { kind: PlaceKind::City, country: CODES.get(code).copied() })
    })
}

/// Whether it is a people, faith or political camp that is no nationality: "muslim", "republicans", "european".
pub fn group(lower: &str) -> bool {
    singular(lower, |word| GROUPS.contains(word).then_some(())).is_some()
}

/// Whether a lower-case word at the end of a name says that it is a company's: "ltd".
pub(crate) fn is_company_form(lower: &str) -> bool {
    COMPANY_FORMS.contains(lower)
}

/// What a well-known event, treaty or law is: "world war two".
pub fn event(lower: &str) -> Option<EntityKind> {
    EVENTS.get(lower).copied()
}

/// Whether a name of [`event`] begins with that word; a quick no for most words.
pub fn starts_event(lower: &str) -> bool {
    EVENT_STARTS.contains(lower)
}

/// Whether the name of a country or of a people begins with that word; a quick no for most words.
pub fn starts_land(lower: &str) -> bool {
    singular(lower, |word| LAND_STARTS.contains(word).then_some(())).is_some()
}

/// What kind of thing a name ending in that word names: "university" is an organisation.
pub fn head(lower: &str) -> Option<EntityKind> {
    HEADS.get(lower).copied()
}

/// The title, without stops: "sen", "prime minister", "former".
pub fn title(lower: &str) -> Option<Title> {
    TITLES.get(lower).copied()
}

/// Where in a title that word may stand; a quick no for most words.
pub fn title_ends(lower: &str) -> TitleEnds {
    let lower = lower.strip_suffix('.').unwrap_or(lower);
    TITLE_ENDS.get(lower).copied().unwrap_or_default()
}

/// The given names that a short form stands for: "bill" for "william".
pub fn nicknames(lower: &str) -> impl Iterator<Item = &'static str> {
    NICKNAMES.get(lower).into_iter().flat_map(|full| full.split(';'))
}

/// The word as it stands, or without its plural ending: "republicans" as "republican", "tories" as "tory".
fn singular<T>(lower: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
    look(lower).or_else(|| {
        let stem = lower.strip_suffix('s')?;
        look(stem).or_else(|| look(&format!("{}y", stem.strip_suffix("ie")?)))
    })
}

/// The rows of a list, cut at tabs.
fn rows<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    list.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

/// The values of a cell.
fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').filter(|value| !value.is_empty())
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    rows(include_str!("countries.tsv"))
        .map(|[name, code, other_names, people, seats]| Country {
            name,
            code,
            other_names: values(other_names).collect(),
            people: values(people).collect(),
            seats: values(seats).collect(),
        })
        .collect()
});

/// Each country under those of its words that `which` picks.
fn by(which: impl Fn(&Country) -> Vec<&'static str>) -> HashMap<String, &'static Country> {
    let pairs = COUNTRIES.iter().flat_map(|c| which(c).into_iter().map(move |word| (word.to_lowercase(), c)));
    // The first country with a word keeps it: "Congolese".
    pairs.rev().collect()
}

static COUNTRY_NAMES: LazyLock<HashMap<String, &'static Country>> =
    LazyLock::new(|| by(|c| c.other_names.iter().copied().chain([c.name]).collect()));
static PEOPLE: LazyLock<HashMap<String, &'static Country>> = LazyLock::new(|| by(|c| c.people.clone()));
static SEATS: LazyLock<HashMap<String, &'static Country>> = LazyLock::new(|| by(|c| c.seats.clone()));
static CODES: LazyLock<HashMap<&str, &'static Country>> =
    LazyLock::new(|| COUNTRIES.iter().filter(|c| !c.code.is_empty()).map(|c| (c.code, c)).collect());

static PLACES: LazyLock<HashMap<String, Place>> = LazyLock::new(|| {
    let mut places = HashMap::new();
    for [name, kind, code, other_names] in rows(include_str!("places.tsv")) {
        let kind = if kind == "area" { PlaceKind::Area } else { PlaceKind::State };
        let place = Place { kind, country: CODES.get(code).copied() };
        for name in values(other_names).chain([name]) {
            places.insert(name.to_lowercase(), place);
        }
    }
    places
});

static CITIES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("cities.tsv")).map(|[name, code]| (name, code)).collect());

static GROUPS: LazyLock<HashSet<String>> =
    LazyLock::new(|| rows(include_str!("groups.txt")).map(|[name]| name.to_lowercase()).collect());

static COMPANY_FORMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("company_forms.txt")).map(|[form]| form).collect());

static EVENTS: LazyLock<HashMap<&str, EntityKind>> = LazyLock::new(|| {
    rows(include_str!("events.tsv")).filter_map(|[name, kind]| Some((name, EntityKind::from_name(kind)?))).collect()
});

static EVENT_STARTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| EVENTS.keys().filter_map(|name| name.split([' ', '-']).next()).collect());

static LAND_STARTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let names = COUNTRY_NAMES.keys().chain(PEOPLE.keys());
    names.filter_map(|name| name.split([' ', '-']).next()).collect()
});

static HEADS: LazyLock<HashMap<&str, EntityKind>> = LazyLock::new(|| {
    rows(include_str!("heads.tsv")).filter_map(|[word, kind]| Some((word, EntityKind::from_name(kind)?))).collect()
});

static TITLES: LazyLock<HashMap<&str, Title>> = LazyLock::new(|| {
    let title = |[words, kind, gender]: [&'static str; 3]| {
        let kind = match kind {
            "honorific" => TitleKind::Honorific,
            "modifier" => TitleKind::Modifier,
            _ => TitleKind::Role,
        };
        (words, Title { kind, gender: gender_of(gender) })
    };
    rows(include_str!("titles.tsv")).map(title).collect()
});

static TITLE_ENDS: LazyLock<HashMap<&str, TitleEnds>> = LazyLock::new(|| {
    let mut ends: HashMap<&str, TitleEnds> = HashMap::new();
    for words in TITLES.keys() {
        ends.entry(words.split(' ').next().unwrap_or("")).or_default().first = true;
        ends.entry(words.rsplit(' ').next().unwrap_or("")).or_default().last = true;
    }
    ends
});

static NICKNAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("nicknames.tsv")).map(|[short, full]| (short, full)).collect());

fn gender_of(letter: &str) -> Option<Gender> {
    match letter {
        "f" => Some(Gender::Feminine),
        "m" => Some(Gender::Masculine),
        _ => None,
    }
}

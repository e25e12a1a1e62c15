//! Which entry of Wikidata an entity is.
//!
//! A table of names, kinds and ids answers; the built-in one has countries, well-known cities, international bodies and
//! US officials, and a user may put another in its place. An official is only recognised when the article gives one of
//! the roles in the table: not every Adam Gray is the congressman.

use super::person::fold;
use crate::Error;
use crate::article::{Article, Entity, EntityKind};
use serde::Deserialize;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// One thing of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its usual name.
    pub name: String,
    /// Its kind, as [`EntityKind`] writes it.
    pub kind: String,
    /// Its id: "Q145".
    pub id: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where there are any, the article must give one: "senator".
    #[serde(default)]
    pub roles: Vec<String>,
}

/// A table of things and their ids.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    rows: Vec<Known>,
    /// By class and folded name; of two with one name the first whose roles fit counts.
    by_name: HashMap<(Class, String), Vec<u32>>,
}

/// Kinds that name finders confuse are looked up as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Person,
    Place,
    Body,
    People,
    Other,
}

impl Class {
    fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => Self::Place,
            EntityKind::Org => Self::Body,
            EntityKind::Norp => Self::People,
            _ => Self::Other,
        }
    }
}

static BUILT_IN: LazyLock<Knowledge> = LazyLock::new(|| {
    let text = concat!(include_str!("places.tsv"), include_str!("officials.tsv"));
    Knowledge::from_tsv(text).expect("a test holds the lists")
});

impl Knowledge {
    /// The table that comes with the library.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// A table of those rows. The error names the row, counted from 1, without a name or an id or with a kind that is
    /// none.
    pub fn new(rows: Vec<Known>) -> Result<Self, Error> {
        let mut by_name: HashMap<(Class, String), Vec<u32>> = HashMap::new();
        for (number, row) in rows.iter().enumerate() {
            let wrong = |message: String| Err(Error::new(format!("knowledge row {} {message}", number + 1)));
            if row.name.trim().is_empty() || row.id.trim().is_empty() {
                let lacks = if row.name.trim().is_empty() { "name" } else { "id" };
                return wrong(format!("has no {lacks}"));
            }
            let Some(kind) = EntityKind::ALL.iter().find(|kind| kind.as_str() == row.kind) else {
                let accepted: Vec<&str> = EntityKind::ALL.iter().map(|kind| kind.as_str()).collect();
                return wrong(format!("must have a kind among {}, not {:?}", accepted.join(", "), row.kind));
            };
            for name in row.aliases.iter().chain([&row.name]) {
                let numbers = by_name.entry((Class::of(*kind), key(name))).or_default();
                if !numbers.contains(&(number as u32)) {
                    numbers.push(number as u32);
                }
            }
        }
        Ok(Self { rows, by_name })
    }

    /// Reads lines of `name kind id aliases roles`, with tabs between them and `;` between several aliases or roles; the
    /// last two may be missing. Empty lines and lines that begin with `#` are left out.
    pub fn from_tsv(text: &str) -> Result<Self, Error> {
        let mut rows = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let (Some(&name), Some(&kind), Some(&id), 3..=5) = (cells.first(), cells.get(1), cells.get(2), cells.len())
            else {
                let count = cells.len();
                let message =
                    format!("knowledge line {} must have 3 to 5 cells with tabs between, not {count}", number + 1);
                return Err(Error::new(message));
            };
            let several = |cell: usize| {
                let all = cells.get(cell).copied().unwrap_or("").split(';').map(str::trim);
                all.filter(|one| !one.is_empty()).map(str::to_owned).collect()
            };
            rows.push(Known {
                name: name.to_owned(),
                kind: kind.to_owned(),
                id: id.to_owned(),
                aliases: several(3),
                roles: several(4),
            });
        }
        Self::new(rows)
    }

    /// Reads a JSON array of objects with `name`, `kind`, `id` and, if need be, `aliases` and `roles`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let rows =
            serde_json::from_str(text).map_err(|error| Error::new(format!("knowledge is no such JSON: {error}")))?;
        Self::new(rows)
    }

    /// What it was made from.
    pub fn rows(&self) -> &[Known] {
        &self.rows
    }

    /// The id of an entity.
    fn id(&self, entity: &Entity) -> Option<&str> {
        let class = Class::of(entity.kind);
        // A person's aliases are parts of the name.
        let aliases: &[String] = if class == Class::Person { &[] } else { &entity.aliases };
        let mut names = [&entity.name].into_iter().chain(aliases);
        let numbers = names.find_map(|name| self.by_name.get(&(class, key(name))))?;
        let mut rows = numbers.iter().filter_map(|&number| self.rows.get(number as usize));
        rows.find(|row| row.roles.is_empty() || entity.roles.iter().any(|role| is_one(role, &row.roles)))
            .map(|row| row.id.as_str())
    }
}

impl PartialEq for Knowledge {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Eq for Knowledge {}

impl Hash for Knowledge {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rows.hash(state);
    }
}

/// Gives the entities of an article their ids.
pub fn identify(article: &mut Article, knowledge: &Knowledge) {
    for entity in &mut article.entities {
        entity.wikidata = knowledge.id(entity).map(str::to_owned);
    }
}

/// A name as it is compared: folded, with single blanks and without a leading article.
fn key(name: &str) -> String {
    let folded: Vec<String> = name.split_whitespace().map(fold).collect();
    let article = usize::from(folded.len() > 1 && folded[0] == "the");
    folded[article..].join(" ")
}

/// Whether one of the words of a role, "former Sen.", is among those.
fn is_one(role: &str, roles: &[String]) -> bool {
    role.split(' ').any(|word| roles.iter().any(|role| role.eq_ignore_ascii_case(word.trim_end_matches('.'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_sound() {
        let rows = Knowledge::built_in().rows();
        assert!(rows.len() > 800);
        for row in rows {
            let number = row.id.strip_prefix('Q').expect("an id of Wikidata");
            assert!(number.parse::<u64>().is_ok(), "{row:?}");
            assert_eq!(row.kind == "PERSON", !row.roles.is_empty(), "{row:?}");
        }
        let places: Vec<&str> = include_str!("places.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(places.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_person_needs_the_role() {
        let id = |name: &str, role: &str| {
            let mut entity = Entity::new(name, EntityKind::Person);
            entity.roles = vec![role.to_owned()];
            Knowledge::built_in().id(&entity).map(str::to_owned)
        };
        assert_eq!(id("Maria Cantwell", "U.S. Sen.").as_deref(), Some("Q22250"));
        assert_eq!(id("Maria Cantwell", "violinist"), None);
        assert_eq!(id("Cantwell", "Senator"), None);
    }

    #[test]
    fn errors_name_the_row() {
        for (text, message) in [
            (
                "Holm\tPERSON\tQ1\nLund\tCAT\tQ2",
                "knowledge row 2 must have a kind among PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, WORK_OF_ART, PRODUCT, LAW, MONEY, PERCENT, QUANTITY, not \"CAT\"",
            ),
            ("# a comment\nHolm\tPERSON", "knowledge line 2 must have 3 to 5 cells with tabs between, not 2"),
            ("Holm\tPERSON\t", "knowledge row 1 has no id"),
            ("\tPERSON\tQ1", "knowledge row 1 has no name"),
        ] {
            assert_eq!(Knowledge::from_tsv(text).unwrap_err().to_string(), message);
        }
        assert!(Knowledge::from_json("[{\"name\": \"Holm\"}]").unwrap_err().to_string().contains("kind"));
        let json = "[{\"name\": \"Holm\", \"kind\": \"PERSON\", \"id\": \"Q1\", \"aliases\": [\"Ada\"]}]";
        assert_eq!(
            Knowledge::from_json(json).expect("sound"),
            Knowledge::from_tsv("Holm\tPERSON\tQ1\tAda").expect("sound")
        );
    }
}

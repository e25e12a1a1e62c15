//! JSON-LD, read leniently.

use super::lenient;
use crate::article::{Warning, WarningKind};
use crate::html::lines::one_line;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::HashMap;

/// An author as JSON-LD names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) name: String,
    /// Some(true) for a Person, Some(false) for an organisation, None when it does not say.
    pub(super) person: Option<bool>,
}

/// What JSON-LD says of the article on the page.
#[derive(Clone, Debug, Default)]
pub(in crate::html) struct Linked {
    pub(super) is_article: bool,
    /// Whether it is called news, not just an article.
    pub(super) is_news: bool,
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<Author>,
    /// Those of the page rather than of an article on it.
    pub(super) page_authors: Vec<Author>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) created: Option<String>,
    /// Those of the page rather than of an article on it.
    pub(super) page_published: Option<String>,
    pub(super) page_modified: Option<String>,
    pub(super) section: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) image: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) free: Option<bool>,
    /// The whole text.
    pub(in crate::html) body: Option<String>,
}

/// Objects beyond these are not looked at.
const MOST: usize = 20_000;
/// What holds other pages' articles.
const ELSEWHERE: &[&str] =
    &["itemListElement", "mentions", "hasPart", "comment", "citation", "relatedLink", "video", "review", "isPartOf"];

type Objects<'v> = HashMap<&'v str, &'v Map<String, Value>>;

impl Linked {
    /// Reads all scripts; one that cannot be read is left out with a warning.
    pub(super) fn read(scripts: &[&str], warnings: &mut Vec<Warning>) -> Self {
        let left = Cell::new(MOST * 4);
        let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script, &left, warnings)).collect();
        let (mut named, mut articles, mut site, mut page) = (Objects::new(), Vec::new(), None, None);
        let mut waiting: Vec<(&Value, bool)> = values.iter().rev().map(|v| (v, true)).collect();
        let mut budget = MOST;
        while let Some((value, here)) = waiting.pop() {
            budget -= 1;
            if budget == 0 {
                break;
            }
            match value {
                Value::Array(items) => waiting.extend(items.iter().take(budget).rev().map(|v| (v, here))),
                Value::Object(object) => {
                    if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                        named.entry(id).or_insert(object);
                    }
                    if here && is_article(object) {
                        articles.push(object);
                    }
                    if here && page.is_none() && !is_article(object) && is_type(object, is_of_page) {
                        page = Some(object);
                    }
                    if is_type(object, |t| t == "WebSite") && site.is_none() {
                        site = object.get("name").and_then(text);
                    }
                    let inner = object.iter().filter(|(_, v)| v.is_object() || v.is_array());
                    waiting.extend(inner.take(budget).map(|(k, v)| (v, here && !ELSEWHERE.contains(&k.as_str()))));
                }
                _ => {}
            }
        }
        // The one that says most: teasers of other articles have a headline and an address.
        let says = |o: &&&Map<String, Value>| {
            ["headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "publisher"]
                .iter()
                .filter(|k| o.contains_key(**k))
                .count()
        };
        let most = articles.iter().map(|o| says(&o)).max().unwrap_or(0);
        let mut linked = articles.iter().find(|o| says(o) == most).map(|o| Self::of(o, &named)).unwrap_or_default();
        linked.publisher = linked.publisher.or(site);
        if let Some(page) = page {
            let first = |key: &str| page.get(key).and_then(text);
            (linked.page_published, linked.page_modified) = (first("datePublished"), first("dateModified"));
            if let Some(authors) = page.get("author") {
                collect_authors(authors, &named, 4, &mut linked.page_authors);
            }
        }
        linked
    }

    fn of(article: &Map<String, Value>, named: &Objects<'_>) -> Self {
        let get = |key: &str| article.get(key);
        let first = |key: &str| get(key).and_then(|v| text(follow(v, named)));
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if let Some(value) = get(key).filter(|_| authors.is_empty()) {
                collect_authors(value, named, 4, &mut authors);
            }
        }
        Self {
            is_article: true,
            is_news: is_type(article, |t| t.ends_with("NewsArticle")),
            headline: first("headline"),
            name: first("name"),
            description: first("description"),
            authors,
            page_authors: Vec::new(),
            page_published: None,
            page_modified: None,
            published: first("datePublished"),
            created: first("dateCreated"),
            modified: first("dateModified"),
            section: first("articleSection"),
            publisher: get("publisher").and_then(|v| name(follow(v, named))),
            image: get("image").and_then(image),
            keywords: get("keywords").map(texts).unwrap_or_default(),
            url: first("url").or_else(|| get("mainEntityOfPage").and_then(address)).filter(|u| u.starts_with("http")),
            language: first("inLanguage"),
            free: get("isAccessibleForFree").and_then(truth),
            body: get("articleBody").and_then(Value::as_str).map(str::to_owned),
        }
    }
}

/// Parses one script.
fn parsed(script: &str, budget: &Cell<usize>, warnings: &mut Vec<Warning>) -> Option<Value> {
    match lenient::read(script, budget)? {
        Ok(value) => Some(value),
        Err(error) => {
            warnings.push(Warning::new(WarningKind::Unreadable, format!("JSON-LD was left out: {error}")));
            None
        }
    }
}

fn is_type(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    let wanted = |t: &str| wanted(t.rsplit(['/', '#', ':']).next().unwrap_or(t));
    match object.get("@type") {
        Some(Value::String(t)) => wanted(t),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}

/// The page, or something on it that has a day and authors as an article does.
fn is_of_page(name: &str) -> bool {
    name.ends_with("Page")
        || matches!(name, "CreativeWork" | "Guide" | "LearningResource" | "Course" | "Book" | "WebContent")
}

fn is_article(object: &Map<String, Value>) -> bool {
    is_type(object, |t| t.ends_with("Article") || t.ends_with("Posting") || matches!(t, "Report" | "Review" | "Recipe"))
}

/// The object that a bare `{"@id": …}` stands for.
fn follow<'v>(value: &'v Value, named: &Objects<'v>) -> &'v Value {
    value
        .as_object()
        .filter(|o| o.len() <= 2 && !o.contains_key("name"))
        .and_then(|o| o.get("@id")?.as_str())
        .and_then(|id| named.get(id))
        .and_then(|o| o.get("name"))
        .unwrap_or(value)
}

/// A string, or the first of several, or what an object has for a value.
fn text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(s) => one_line(s),
        Value::Number(n) => n.to_string(),
        Value::Array(items) => items.iter().find_map(Value::as_str).map(one_line)?,
        Value::Object(o) => o.get("@value").or_else(|| o.get("name")).and_then(Value::as_str).map(one_line)?,
        _ => return None,
    };
    // Many sites escape twice.
    let found = if found.contains('&') { one_line(&found) } else { found };
    (!found.is_empty()).then_some(found)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(|v| v.get("name").and_then(text).or_else(|| text(v))),
        Value::Object(o) => o.get("name").and_then(text),
        other => text(other),
    }
}

fn address(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("@id").and_then(Value::as_str)).map(str::to_owned)
}

fn image(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Array(items) => items.first().filter(|v| !v.is_array()).and_then(image),
        Value::Object(o) => o.get("url").or_else(|| o.get("contentUrl")).and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        Value::String(s) if s.trim().eq_ignore_ascii_case("true") => Some(true),
        Value::String(s) if s.trim().eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Names from strings, objects, references and lists of them.
fn collect_authors(value: &Value, named: &Objects<'_>, depth: usize, out: &mut Vec<Author>) {
    if depth == 0 || out.len() >= 50 {
        return;
    }
    match value {
        Value::String(s) => out.push(Author { name: s.clone(), person: None }),
        Value::Array(items) => items.iter().take(50).for_each(|v| collect_authors(v, named, depth - 1, out)),
        Value::Object(object) => {
            // A bare reference, or one with the name beside it: what is known of it stands elsewhere.
            let known = object.get("@id").and_then(Value::as_str).and_then(|id| named.get(id).copied());
            let has_name = ["name", "familyName"].iter().any(|k| object.contains_key(*k));
            let typed = if object.contains_key("@type") { object } else { known.unwrap_or(object) };
            let person = match () {
                () if is_type(typed, |t| t == "Person") => Some(true),
                () if is_type(typed, |t| t.ends_with("Organization")) => Some(false),
                () => None,
            };
            let object = if has_name { object } else { known.unwrap_or(object) };
            let part = |key: &str| object.get(key).and_then(text);
            match (object.get("name"), part("givenName"), part("familyName")) {
                (Some(Value::String(s)), ..) => out.push(Author { name: s.clone(), person }),
                (Some(inner @ (Value::Array(_) | Value::Object(_))), ..) => {
                    collect_authors(inner, named, depth - 1, out);
                }
                (_, Some(given), Some(family)) => out.push(Author { name: format!("{given} {family}"), person }),
                _ => {}
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> (Linked, usize) {
        let mut warnings = Vec::new();
        (Linked::read(&[script], &mut warnings), warnings.len())
    }

    #[test]
    fn articles_are_found_in_every_shape() {
        for (script, why) in [
            (r#"{"@type":"NewsArticle","headline":"H","author":{"@type":"Person","name":"Ada Holm"}}"#, "plain"),
            (r#"[{"@type":"WebPage"},{"@type":["Article","X"],"headline":"H","author":["Ada Holm"]}]"#, "list"),
            (
                r##"{"@graph":[{"@type":"Article","headline":"H","author":{"@id":"#a"}},{"@id":"#a","@type":"Person","name":"Ada Holm"}]}"##,
                "graph and reference",
            ),
            ("<!--\n{\"@type\":\"Article\",\"headline\":\"H\",\"author\":\"Ada Holm\"}\n-->", "comment"),
            ("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"H\",\"author\":\"Ada Holm\"}\n//]]>", "CDATA"),
            ("{\"@type\":\"Article\",\"headline\":\"H\",\"author\":[\"Ada Holm\",],}", "trailing commas"),
            (
                "{\"@type\":\"Article\",\"description\":\"a\nb\",\"headline\":\"H\",\"author\":\"Ada Holm\"};",
                "new line in a string",
            ),
            (r#"{"@type":"ItemList","itemListElement":[{"@type":"Article","headline":"Other"}]} {"x":1}"#, ""),
        ] {
            let (linked, warnings) = read(script);
            if why.is_empty() {
                assert_eq!(linked.headline, None, "an article in a list is another one");
            } else {
                assert_eq!(linked.headline.as_deref(), Some("H"), "{why}");
                assert_eq!(linked.authors[0].name, "Ada Holm", "{why}");
            }
            assert_eq!(warnings, 0, "{why}");
        }
    }

    #[test]
    fn bad_json_is_left_out_with_a_warning() {
        for script in [&"[".repeat(100_000), "{a:1}"] {
            let (linked, warnings) = read(script);
            assert_eq!((linked.headline, warnings), (None, 1));
        }
        assert_eq!(read("no json at all").1, 0);
    }
}

//! One walk over a tree that picks up everything metadata is made from.

use super::linked::Linked;
use crate::article::Warning;
use crate::html::blocks::element_text;
use crate::html::lines::one_line;
use crate::html::names::{Name, Tag};
use crate::html::references::resolve;
use crate::html::tree::{NodeId, Tree};

/// What was picked up, in document order.
pub(in crate::html) struct Facts<'p> {
    /// Names (lower case, as they are matched) and values of meta elements.
    metas: Vec<(String, &'p str)>,
    /// `rel` and `href` of link elements.
    links: Vec<(&'p str, &'p str)>,
    /// The `title` element.
    pub(super) title: Option<String>,
    /// h1 elements.
    pub(super) h1s: Vec<NodeId>,
    /// The first h2 elements.
    pub(super) h2s: Vec<NodeId>,
    /// `time` elements and whatever else has a `datetime`, and elements with a date `itemprop`.
    pub(super) times: Vec<NodeId>,
    /// Elements with `rel=author`, `itemprop=author`.
    pub(super) authors: Vec<NodeId>,
    /// Elements that microdata or RDFa mark as something else of the article, with what.
    items: Vec<(&'static str, String)>,
    lang: Option<&'p str>,
    /// JSON-LD says that the page has a live blog.
    pub(in crate::html) is_live: bool,
    /// JSON-LD.
    pub(in crate::html) linked: Linked,
}

/// Whether a script is JSON-LD.
fn is_linked(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.attribute(id, Name::TYPE).is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
}

/// The value of an element with a name in microdata, or its words.
fn said(tree: &Tree<'_>, id: NodeId) -> String {
    let end = tree.nodes[id as usize].end.min(id + 200);
    let named = (id + 1..end).find(|&i| tree.attribute(i, Name::ITEMPROP).is_some_and(|p| p == "name"));
    let id = named.unwrap_or(id);
    tree.attribute(id, Name::CONTENT).map_or_else(|| element_text(tree, id, 400), told)
}

/// A value as text; some sites escape twice.
fn told(value: &str) -> String {
    let once = one_line(value);
    if once.contains('&') { one_line(&once) } else { once }
}

const DATES: [&str; 3] = ["datePublished", "dateCreated", "dateModified"];
/// What microdata and RDFa say of an article beside its authors and dates.
const ITEMS: [&str; 6] = ["headline", "articleSection", "keywords", "publisher", "inLanguage", "isAccessibleForFree"];

/// More than these of one sort are a listing, or an attack.
const MOST: usize = 400;
const MOST_ITEMS: usize = ITEMS.len();

impl<'p> Facts<'p> {
    pub(in crate::html) fn new(tree: &Tree<'p>, warnings: &mut Vec<Warning>) -> Self {
        let mut facts = Self {
            metas: Vec::new(),
            links: Vec::new(),
            title: None,
            h1s: Vec::new(),
            h2s: Vec::new(),
            times: Vec::new(),
            authors: Vec::new(),
            items: Vec::new(),
            lang: tree.attribute(0, Name::LANG).or_else(|| tree.attribute(0, Name::XML_LANG)),
            is_live: false,
            linked: Linked::default(),
        };
        let mut scripts = Vec::new();
        for (id, node) in tree.nodes.iter().enumerate() {
            let id = id as NodeId;
            match node.tag {
                Tag::TEXT => continue,
                Tag::META => facts.meta_element(tree, id),
                Tag::LINK if facts.links.len() < MOST => {
                    if let (Some(rel), Some(href)) = (tree.attribute(id, Name::REL), tree.attribute(id, Name::HREF)) {
                        facts.links.push((rel, href));
                    }
                }
                Tag::TITLE if facts.title.is_none() && !tree.raw(id).trim().is_empty() => {
                    facts.title = Some(told(tree.raw(id)));
                }
                Tag::SCRIPT if is_linked(tree, id) => scripts.push(tree.raw(id)),
                Tag::H1 if facts.h1s.len() < MOST => facts.h1s.push(id),
                Tag::H2 if facts.h2s.len() < 4 => facts.h2s.push(id),
                _ => {}
            }
            facts.marked(tree, id);
        }
        facts.is_live = scripts.iter().any(|script| script.contains("\"LiveBlogPosting\""));
        facts.linked = Linked::read(&scripts, warnings);
        facts
    }

    fn meta_element(&mut self, tree: &Tree<'p>, id: NodeId) {
        let Some(content) = tree.attribute(id, Name::CONTENT).filter(|_| self.metas.len() < MOST) else { return };
        for name in [Name::PROPERTY, Name::NAME, Name::ITEMPROP] {
            if let Some(key) = tree.attribute(id, name).filter(|k| k.len() < 80) {
                self.metas.push((key.trim().to_ascii_lowercase(), content));
            }
        }
    }

    fn marked(&mut self, tree: &Tree<'p>, id: NodeId) {
        let (mut time, mut author) = (tree.nodes[id as usize].tag == Tag::TIME, false);
        for attribute in tree.attributes(id) {
            let value = || attribute.value.of(tree.page).trim();
            match attribute.name {
                Name::DATETIME => time = true,
                Name::REL => author |= value().split_ascii_whitespace().any(|v| v.eq_ignore_ascii_case("author")),
                Name::ITEMPROP | Name::PROPERTY if tree.nodes[id as usize].tag != Tag::META => {
                    // "schema:author", "https://schema.org/author"
                    let name = value().rsplit([':', '/', '#']).next().unwrap_or_default();
                    author |= name.eq_ignore_ascii_case("author") || name.eq_ignore_ascii_case("creator");
                    time |= DATES.iter().any(|d| name.eq_ignore_ascii_case(d));
                    let item = ITEMS.iter().find(|i| name.eq_ignore_ascii_case(i));
                    if let Some(item) = item.filter(|i| self.items.len() < MOST_ITEMS && self.item(i).is_none()) {
                        let said = said(tree, id);
                        if !said.is_empty() {
                            self.items.push((item, said));
                        }
                    }
                }
                Name::ITEMPROP => time |= DATES.iter().any(|d| value().eq_ignore_ascii_case(d)),
                _ => {}
            }
        }
        if time && self.times.len() < MOST {
            self.times.push(id);
        }
        if author && self.authors.len() < MOST && tree.nodes[id as usize].tag != Tag::META {
            self.authors.push(id);
        }
    }

    /// All values of the first of these meta elements that has one.
    pub(super) fn metas(&self, keys: &[&str]) -> Vec<String> {
        let values = |key: &str| {
            let of_key = self.metas.iter().filter(|(k, _)| k == key).map(|(_, v)| told(v));
            of_key.filter(|v| !v.is_empty()).collect::<Vec<_>>()
        };
        keys.iter().map(|key| values(key)).find(|v| !v.is_empty()).unwrap_or_default()
    }

    /// What microdata or RDFa give for an item.
    pub(super) fn item(&self, name: &str) -> Option<String> {
        self.items.iter().find(|(item, _)| *item == name).map(|(_, text)| text.clone())
    }

    /// The first value of the first of these meta elements that has one.
    pub(super) fn meta(&self, keys: &[&str]) -> Option<String> {
        let value =
            |key: &str| self.metas.iter().filter(|(k, _)| k == key).map(|(_, v)| told(v)).find(|v| !v.is_empty());
        keys.iter().find_map(|key| value(key))
    }

    /// The canonical address as the page gives it.
    pub(super) fn canonical(&self) -> Option<String> {
        let link =
            self.links.iter().find(|(rel, href)| rel.eq_ignore_ascii_case("canonical") && !href.trim().is_empty());
        let href = link.map(|(_, href)| resolve(href.trim()).into_owned());
        href.or_else(|| self.meta(&["og:url"])).or_else(|| self.linked.url.clone())
    }

    /// The site or paper.
    pub(in crate::html) fn publisher(&self) -> Option<String> {
        let name = self.linked.publisher.clone().filter(|p| !p.is_empty());
        let name = name.or_else(|| {
            self.meta(&[
                "og:site_name",
                "article:publisher_name",
                "application-name",
                "publisher",
                "dc.publisher",
                "cre",
            ])
        });
        let name = name.or_else(|| self.item("publisher"));
        name.filter(|n| !n.starts_with("http") && n.chars().count() <= 80)
    }

    /// The page's own summary.
    pub(in crate::html) fn description(&self) -> Option<String> {
        self.meta(&["og:description", "description", "twitter:description", "dc.description"])
            .or_else(|| self.linked.description.clone())
    }

    /// ISO 639-1, from the html element, Open Graph or JSON-LD.
    pub(super) fn language(&self) -> Option<String> {
        let declared = self.lang.map(str::to_owned);
        let others = || self.meta(&["og:locale", "language", "dc.language", "content-language"]);
        let code = |tag: &String| {
            let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
            (primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase())).then_some(primary)
        };
        declared
            .as_ref()
            .and_then(code)
            .or_else(|| others().as_ref().and_then(code))
            .or_else(|| self.linked.language.clone().or_else(|| self.item("inLanguage")).as_ref().and_then(code))
    }

    /// Tags, each once.
    pub(super) fn keywords(&self) -> Vec<String> {
        let mut all = self.linked.keywords.clone();
        if all.is_empty() {
            all = self.metas(&["article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
        }
        if all.is_empty() {
            all.extend(self.item("keywords"));
        }
        let mut keywords: Vec<String> = Vec::new();
        for keyword in all.iter().flat_map(|k| k.split([',', ';'])).map(str::trim).filter(|k| !k.is_empty()).take(100) {
            if !keywords.iter().any(|k| k == keyword) {
                keywords.push(keyword.to_owned());
            }
        }
        keywords
    }

    /// The desk the page belongs to.
    pub(in crate::html) fn section(&self) -> Option<String> {
        let section = self.linked.section.clone().filter(|s| !s.is_empty());
        section
            .or_else(|| self.meta(&["article:section", "parsely-section", "section", "dc.subject"]))
            .or_else(|| self.item("articleSection"))
    }

    /// Whether the page says that it is a video.
    pub(in crate::html) fn is_video(&self) -> bool {
        self.meta(&["og:type"]).is_some_and(|t| t.get(..5).is_some_and(|t| t.eq_ignore_ascii_case("video")))
    }

    /// Whether the page says that it is an article.
    pub(in crate::html) fn claims_article(&self) -> bool {
        self.linked.is_article || self.meta(&["og:type"]).is_some_and(|t| t.eq_ignore_ascii_case("article"))
    }
}

//! One walk over a tree that picks up everything metadata is made from.

use super::linked::Linked;
use crate::article::Warning;
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
    /// `time` elements and whatever else has a `datetime`, and elements with a date `itemprop`.
    pub(super) times: Vec<NodeId>,
    /// Elements with `rel=author`, `itemprop=author`.
    pub(super) authors: Vec<NodeId>,
    lang: Option<&'p str>,
    /// JSON-LD.
    pub(in crate::html) linked: Linked,
}

/// Whether a script is JSON-LD.
fn is_linked(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.attribute(id, Name::TYPE).is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
}

/// A value as text; some sites escape twice.
fn told(value: &str) -> String {
    let once = one_line(value);
    if once.contains('&') { one_line(&once) } else { once }
}

/// More than these of one sort are a listing, or an attack.
const MOST: usize = 400;

impl<'p> Facts<'p> {
    pub(in crate::html) fn new(tree: &Tree<'p>, warnings: &mut Vec<Warning>) -> Self {
        let mut facts = Self {
            metas: Vec::new(),
            links: Vec::new(),
            title: None,
            h1s: Vec::new(),
            times: Vec::new(),
            authors: Vec::new(),
            lang: tree.attribute(0, Name::LANG).or_else(|| tree.attribute(0, Name::XML_LANG)),
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
                    facts.title = Some(one_line(tree.raw(id)));
                }
                Tag::SCRIPT if is_linked(tree, id) => scripts.push(tree.raw(id)),
                Tag::H1 if facts.h1s.len() < MOST => facts.h1s.push(id),
                _ => {}
            }
            facts.marked(tree, id);
        }
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
                Name::ITEMPROP => {
                    author |= value().eq_ignore_ascii_case("author");
                    time |= ["datePublished", "dateCreated"].iter().any(|d| value().eq_ignore_ascii_case(d));
                }
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
            .or_else(|| self.linked.language.as_ref().and_then(code))
    }

    /// Tags, each once.
    pub(super) fn keywords(&self) -> Vec<String> {
        let mut all = self.linked.keywords.clone();
        if all.is_empty() {
            all = self.metas(&["article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
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
        section.or_else(|| self.meta(&["article:section", "parsely-section", "section", "dc.subject"]))
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

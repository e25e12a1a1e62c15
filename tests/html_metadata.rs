//! What pages say about themselves, one case a line of `cases/html_metadata.txt`.

use copydesk::article::{Article, BlockKind, Timestamp, WarningKind};
use copydesk::html;
use proptest::prelude::*;

const PARTS: &[(&str, &str)] = &[
    ("{h}", "<h1>Council backs bridge over the bay</h1>"),
    (
        "{p}",
        "<p>The council voted on Monday to build the bridge over the bay, after a debate of nine hours.</p><p>“It will be \
         built,” the mayor told the chamber, and most of the public stood up and cheered her.</p><p>Work begins in May, \
         the engineers said. The ferry will run until the last bolt is in its place.</p>",
    ),
    ("{ld}", "<script type=application/ld+json>"),
    ("{/ld}", "</script>"),
];

fn told(article: &Article, field: &str) -> String {
    let m = &article.metadata;
    let day = |t: Option<Timestamp>| t.map(|t| t.to_string());
    let told = match field {
        "headline" => article.part(BlockKind::Headline).map(str::to_owned),
        "authors" => Some(m.authors.join(" + ")),
        "agency" => m.agency.clone(),
        "publisher" => m.publisher.clone(),
        "published" => day(m.published),
        "modified" => day(m.modified),
        "language" => m.language.clone(),
        "url" => m.url.clone(),
        "image" => m.image.clone(),
        "keywords" => Some(m.keywords.join(" + ")),
        "description" => m.description.clone(),
        "access" => m.access.map(|a| a.to_string()),
        "warnings" => Some(article.warnings.iter().map(|w| w.kind.to_string()).collect::<Vec<_>>().join(" + ")),
        other => panic!("no field {other}"),
    };
    told.filter(|t| !t.is_empty()).unwrap_or_else(|| "-".to_owned())
}

#[test]
fn metadata_is_read_as_the_cases_say() {
    let lines = include_str!("cases/html_metadata.txt").lines();
    let mut wrong = Vec::new();
    for case in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = case.split('\t').collect();
        let [field, expected, page, why] = fields[..] else { panic!("four fields: {case}") };
        let page = PARTS.iter().fold(page.replace("\\n", "\n"), |page, (name, part)| page.replace(name, part));
        let article = html::read(&page, Some("https://harbour.example/news/council-backs-bridge"));
        let found = told(&article, field);
        if found != expected {
            wrong.push(format!("{why}: {field} is {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn json_of_any_length_is_read_in_time_and_memory() {
    let noise = "{\"@type\":\"Thing\",\"name\":\"x\"},".repeat(200_000);
    let page = format!(
        "<script type=application/ld+json>[{{\"@type\":\"NewsArticle\",\"headline\":\"Council backs bridge\",\
         \"author\":\"Ada Holm\"}},{noise}1]</script><h1>Council backs bridge</h1><p>The council voted on Monday."
    );
    let article = html::read(&page, None);
    assert_eq!(article.metadata.authors, ["Ada Holm"]);
    assert!(article.warnings.iter().all(|w| w.kind != WarningKind::Unreadable));
}

proptest! {
    /// Whatever stands in the script, the page is read.
    #[test]
    fn no_script_does_harm(script in r#"[\{\}\[\]:,"\\/*<!a-z0-9 \n-]{0,200}"#) {
        let page = format!("<script type=application/ld+json>{script}</script><h1>Council backs bridge</h1><p>It voted.");
        html::read(&page, None);
    }

    /// Whatever stands in a byline, no name is empty and none is longer than a name.
    #[test]
    fn no_byline_does_harm(byline in "\\PC{0,80}") {
        let page = format!("<h1>Council backs bridge</h1><p class=byline>{byline}</p><p>The council voted on Monday.");
        for name in html::read(&page, None).metadata.authors {
            prop_assert!(!name.trim().is_empty() && name.len() <= 70, "{name:?}");
        }
    }
}

//! Small pages and what is read from them, one case in three lines of `cases/html_pages.txt` and
//! `cases/html_short.txt`.

use copydesk::article::BlockKind;
use copydesk::html;

const PARTS: &[(&str, &str)] = &[
    ("{a}", "<p>{A}</p>"),
    ("{b}", "<p>{B}</p>"),
    ("{c}", "<p>{C}</p>"),
    ("{A}", "The council voted on Monday to build the bridge over the bay, after a debate of nine hours."),
    ("{B}", "“It will be built,” Mayor Ada Holm told the chamber, and most of the public stood up and cheered her."),
    ("{C}", "Work begins in May, the engineers said. The ferry will run until the last bolt is in its place."),
    ("{nav}", "<nav><ul><li><a href=/n>News</a><li><a href=/s>Sport</a><li><a href=/w>Weather</a></ul></nav>"),
    ("{foot}", "<footer><p>© Harbour Post. All rights reserved.</p><a href=/terms>Terms</a></footer>"),
    (
        "{teaser}",
        "<article class=card><h2><a href=/1>Ferry fares rise again in spring, operator says</a></h2><p>The operator said \
         on Monday that every ticket № would cost a tenth more from the first of May, and blamed the price of fuel.</p>\
         </article>",
    ),
    (
        "{teaser2}",
        "<article class=card><h2><a href=/2>Harbour fair draws record crowd on its last day</a></h2><p>More than nine \
         thousand people came to quay № on Sunday, the harbour master told this paper, most of them for the herring.</p>\
         </article>",
    ),
    (
        "{item}",
        "<li><div class=text><h3><a href=/1>Ferry fares rise again in spring, operator says</a></h3><span>2 hours ago\
         </span><p>Ticket № will cost a tenth more from the first of May. The operator blamed the price of fuel.</p>\
         </div></li>",
    ),
    (
        "{item2}",
        "<li><div class=text><h3><a href=/2>Harbour fair draws record crowd on its last day</a></h3><span>5 hours ago\
         </span><p>More than nine thousand people came to quay № on Sunday, the harbour master said, most of them for the herring.\
         </p></div></li>",
    ),
    (
        "{more}",
        "<aside class=related-stories><h3>More stories</h3><ul><li><a href=/1>Ferry fares rise again in spring, operator \
         says</a><li><a href=/2>Harbour fair draws record crowd on its last day</a></ul></aside>",
    ),
];

fn expanded(text: &str) -> String {
    let text = PARTS.iter().fold(text.to_owned(), |text, (name, part)| text.replace(name, part));
    // No text stands twice: each № is the next number.
    (1..=text.matches('№').count()).fold(text, |text, n| text.replacen('№', &n.to_string(), 1))
}

#[test]
fn pages_are_read_as_the_cases_say() {
    check(include_str!("cases/html_pages.txt"));
}

#[test]
fn short_pages_and_listings_are_read_as_the_cases_say() {
    check(include_str!("cases/html_short.txt"));
}

fn check(cases: &str) {
    let lines: Vec<&str> = cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for case in lines.chunks(3) {
        let [page, expected, why] = case else { panic!("three lines a case: {case:?}") };
        let article = html::read(&expanded(page), Some("https://harbour.example/bridge"));
        let blocks: Vec<String> =
            article.blocks.iter().map(|b| format!("{}: {}", b.kind, b.span.of(&article.text))).collect();
        if blocks.join(" | ") != expanded(expected.trim()) {
            wrong.push(format!("{}:\n  got {}\n  not {}", why.trim(), blocks.join(" | "), expanded(expected.trim())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_that_are_no_article_say_what_they_are() {
    let cases = include_str!("cases/html_sorts.txt");
    let lines: Vec<&str> = cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for case in lines.chunks(3) {
        let [page, expected, why] = case else { panic!("three lines a case: {case:?}") };
        let article = html::read(&expanded(page), Some("https://harbour.example/bridge"));
        let told: Vec<String> = article.warnings.iter().map(ToString::to_string).collect();
        if !told.iter().any(|told| told.ends_with(&format!("no article: {}", expected.trim())))
            || !article.body().is_empty()
        {
            wrong.push(format!("{}: {told:?}, {:?}", why.trim(), article.body()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_article_behind_a_wall_says_that_it_is_cut_short() {
    let page = "{nav}<main><article><h1>Council backs bridge</h1>{a}{b}{c}</article><div class=wall><h2>Subscribe to \
                continue reading</h2><p>Nine euros a month.</p></div></main>{foot}";
    let article = html::read(&expanded(page), Some("https://harbour.example/bridge"));
    assert_eq!(article.body(), expanded("{A}\n\n{B}\n\n{C}"));
    assert!(article.warnings.iter().any(|w| w.to_string().contains("paywall")), "{:?}", article.warnings);
}

#[test]
fn a_live_blog_has_its_times_over_its_entries() {
    let entry = |time: &str, part: &str| {
        format!("<article class=entry><time datetime=2025-02-24T{time}>{time}</time>{part}</article>")
    };
    let page = format!(
        "{{nav}}<main><h1>Bridge vote as it happened</h1><div class=entries>{}{}{}</div></main>{{foot}}",
        entry("21:40", "{a}"),
        entry("20:15", "{b}"),
        entry("19:00", "{c}")
    );
    let article = html::read(&expanded(&page), Some("https://harbour.example/live/bridge"));
    let headings: Vec<&str> =
        article.blocks.iter().filter(|b| b.kind == BlockKind::Heading).map(|b| b.span.of(&article.text)).collect();
    assert_eq!(headings, ["21:40", "20:15", "19:00"]);
    assert!(["{A}", "{B}", "{C}"].iter().all(|part| article.body().contains(&expanded(part))), "{}", article.body());
}

#[test]
fn the_next_article_is_not_read() {
    let next = "<article><header><h1>Ferry fares rise again</h1><time>24 Feb</time></header><p>Every ticket will cost a \
                tenth more from the first of May, the operator said on Monday, and blamed the price of fuel.</p><p>Nobody \
                asked the passengers, said one of them on the quay, who has taken the boat for thirty years.</p></article>";
    let own: String = (0..12)
        .map(|_| {
            "<p>Line № of the report says once more what the council of the town has decided \
                to do about the bridge, and who was for it and against.</p>"
        })
        .collect();
    let page = format!(
        "{{nav}}<main><article><header><h1>Council backs bridge</h1></header>{{a}}{own}</article>{next}</main>"
    );
    let article = html::read(&expanded(&page), Some("https://harbour.example/bridge"));
    assert!(article.body().contains("Line 12 of") && !article.body().contains("ticket"), "{}", article.body());
}

#[test]
fn metadata_is_read() {
    let page = expanded(
        r#"<html lang="en-GB"><head><title>Council backs bridge | Harbour Post</title>
        <link rel=canonical href="/2025/02/bridge"><meta property="og:site_name" content="Harbour Post">
        <meta property="og:image" content="//cdn.harbour.example/b.jpg"><meta name=description content="A vote &amp; a bridge">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council backs bridge",
        "datePublished":"2025-02-24T23:30:00-05:00","dateModified":"2025-02-25T08:00:00Z","articleSection":"City",
        "author":[{"@type":"Person","name":"Ada Holm"},{"@type":"Organization","name":"Reuters"},{"@type":"Person","name":"Harbour Post Staff"}],
        "isAccessibleForFree":false,"keywords":["bridge","ferry"]}</script></head>
        <body><article><h1>Council backs bridge</h1>{a}{b}{c}</article>"#,
    );
    let article = html::read(&page, Some("https://harbour.example/x?utm=1"));
    let m = &article.metadata;
    let text = |t: Option<copydesk::article::Timestamp>| t.map(|t| t.to_string()).unwrap_or_default();
    for (got, expected, what) in [
        (m.authors.join("|"), "Ada Holm", "people, no organisations, no staff"),
        (text(m.published), "2025-02-24T23:30:00-05:00", "the offset as written"),
        (text(m.modified), "2025-02-25T08:00:00Z", "changes apart"),
        (m.publisher.clone().unwrap_or_default(), "Harbour Post", "publisher"),
        (m.language.clone().unwrap_or_default(), "en", "language"),
        (m.url.clone().unwrap_or_default(), "https://harbour.example/2025/02/bridge", "canonical address"),
        (m.image.clone().unwrap_or_default(), "https://cdn.harbour.example/b.jpg", "image"),
        (m.keywords.join("|"), "bridge|ferry", "keywords"),
        (m.description.clone().unwrap_or_default(), "A vote & a bridge", "description"),
        (m.access.map(|a| a.to_string()).unwrap_or_default(), "subscriber", "access"),
    ] {
        assert_eq!(got, expected, "{what}");
    }
}

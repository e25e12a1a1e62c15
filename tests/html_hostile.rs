//! Pages made to hurt: each is read to its end, in time that grows with its length and no faster.

mod clock;

use clock::time_on_core;
use copydesk::article::{Article, WarningKind};
use copydesk::{Format, Pipeline, decode, html};
use proptest::prelude::*;
use std::time::Duration;

fn read(bytes: &[u8]) -> Article {
    html::read(&decode::decode(bytes, None).text, Some("https://news.example/bridge"))
}

const BODY: &str = "<p>The council voted on Monday to build the bridge over the bay, after a debate of nine hours.</p>\
    <p>“It will be built,” Mayor Ada Holm told the chamber, and most of the public stood up and cheered her.</p>\
    <p>Work begins in May, the engineers said. The ferry will run until the last bolt is in its place.</p>";

/// An article with something hostile before it.
fn with_body(hostile: &str) -> Vec<u8> {
    format!("<html><body>{hostile}<article><h1>Council backs bridge</h1>{BODY}{BODY}</article></body></html>")
        .into_bytes()
}

fn numbered(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().concat()
}

/// Name, the page made with a size, the size for about a megabyte, whether the body behind it must survive.
type Case = (&'static str, fn(usize) -> Vec<u8>, usize, bool);

const CASES: &[Case] = &[
    ("nested div", |n| with_body(&"<div>".repeat(n)), 100_000, true),
    ("nested div, closed", |n| with_body(&format!("{}{}", "<div>".repeat(n), "</div>".repeat(n))), 100_000, true),
    ("nested span and font", |n| with_body(&"<span><font>".repeat(n)), 60_000, true),
    ("one long paragraph", |n| format!("<p>{}", "word ".repeat(n)).into_bytes(), 200_000, false),
    ("empty tags", |n| with_body(&"<i></i>".repeat(n)), 140_000, true),
    ("attributes on one tag", |n| with_body(&format!("<div {}>", numbered(n, |i| format!("a{i}=x ")))), 100_000, true),
    ("the same attribute", |n| with_body(&format!("<div {}>", "class=x ".repeat(n))), 100_000, true),
    ("unclosed p", |n| with_body(&"<p>a".repeat(n)), 200_000, false),
    ("unclosed b", |n| with_body(&"<b><p>a".repeat(n)), 100_000, false),
    ("misnested a", |n| with_body(&"<a href=x><div>a</a>".repeat(n)), 50_000, false),
    ("links", |n| with_body(&"<a href=/x>link</a> ".repeat(n)), 50_000, true),
    ("nested tables", |n| with_body(&"<table><tr><td>".repeat(n)), 5_000, true),
    ("nested lists", |n| with_body(&"<ul><li>a".repeat(n)), 50_000, false),
    ("end tags", |n| with_body(&"</p></b></table></x>".repeat(n)), 50_000, true),
    ("many h1", |n| with_body(&"<h1>Council</h1>".repeat(n)), 50_000, false),
    (
        "many classes",
        |n| with_body(&format!("<div class='{}'></div>", "article-body comments ".repeat(n))),
        50_000,
        true,
    ),
    ("many time elements", |n| with_body(&"<time datetime=2025-02-24>x</time>".repeat(n)), 30_000, false),
    ("many bylines", |n| with_body(&"<span class=author>By no one</span> ".repeat(n)), 30_000, false),
    ("angle brackets", |n| with_body(&"<".repeat(n)), 1_000_000, true),
    ("dashes in a comment", |n| with_body(&format!("<!--{}-->", "-".repeat(n))), 1_000_000, true),
    ("ampersands", |n| with_body(&format!("<p>{}</p>", "&".repeat(n))), 1_000_000, true),
    ("character references", |n| with_body(&format!("<p>{}</p>", "&amp;&lt".repeat(n))), 125_000, false),
    ("open comment", |n| format!("<h1>x</h1><!--{}", "<p>a".repeat(n)).into_bytes(), 250_000, false),
    ("open comments", |n| "<!--".repeat(n).into_bytes(), 250_000, false),
    ("open script", |n| format!("<h1>x</h1><script>{}", "</scrip".repeat(n)).into_bytes(), 140_000, false),
    ("open quotes", |n| "<a href=\"".repeat(n).into_bytes(), 110_000, false),
    ("NUL bytes", |n| with_body(&format!("<p>{}</p>", "a\0".repeat(n))), 500_000, false),
    ("line breaks", |n| with_body(&"<br>".repeat(n)), 250_000, true),
    ("meta elements", |n| with_body(&"<meta name=author content='Ada Holm'>".repeat(n)), 30_000, false),
    ("JSON-LD of megabytes", |n| with_body(&linked(n)), 25_000, true),
    (
        "JSON-LD nested",
        |n| with_body(&format!("<script type=application/ld+json>{}</script>", "[".repeat(n))),
        100_000,
        true,
    ),
    ("JSON-LD scripts", |n| with_body(&"<script type=application/ld+json>{\"a\":</script>".repeat(n)), 20_000, true),
    ("svg", |n| with_body(&"<svg><g>".repeat(n)), 100_000, false),
    ("select", |n| with_body(&"<select><option>a".repeat(n)), 50_000, false),
    ("fostered text", |n| with_body(&format!("<table>{}</table>", "<tr>a".repeat(n))), 80_000, false),
    ("fostered tables", |n| with_body(&"<table><tr><div>".repeat(n)), 30_000, true),
    ("formatting of all sorts", |n| with_body(&numbered(n, |i| format!("<b id=b{i}><p>"))), 60_000, true),
    (
        "formatting that never ends",
        |n| with_body(&format!("{}{}", "<b><i><u>".repeat(30), "<p>a".repeat(n))),
        150_000,
        false,
    ),
    ("nested links", |n| with_body(&"<a href=x><p>".repeat(n)), 60_000, true),
    ("nested forms", |n| with_body(&"<form><b></form></i>".repeat(n)), 40_000, true),
    (
        "scripts in scripts",
        |n| with_body(&format!("<script>{}</script>", "<!-- --><!--<script".repeat(n))),
        50_000,
        false,
    ),
    (
        "ends of nothing in graphics",
        |n| with_body(&format!("<svg>{}{}", "<g>".repeat(n), "</x>".repeat(n))),
        100_000,
        false,
    ),
    ("unlisted elements", |n| with_body(&numbered(n, |i| format!("<x-{i}>a"))), 80_000, false),
];

/// What a page does, the page, and whether there is an article in it.
type Page = (&'static str, fn() -> Vec<u8>, bool);

/// Pages that stop other readers, at the size at which they do: name, page, whether the body behind it must survive.
const PEERS_STOP_AT: &[Page] = &[
    ("100,000 nested div", || with_body(&"<div>".repeat(100_000)), true),
    ("50 MB in one paragraph", || with_body(&format!("<p>{}", "word ".repeat(10_000_000))), false),
    ("a million empty tags", || with_body(&"<i></i>".repeat(500_000)), true),
    (
        "200,000 attributes on a tag",
        || with_body(&format!("<div {}>", numbered(200_000, |i| format!("a{i}=x ")))),
        true,
    ),
    ("300,000 unclosed p", || with_body(&"<p>a".repeat(300_000)), false),
    ("200,000 links", || with_body(&"<a href=/x>link</a> ".repeat(200_000)), true),
    ("5,000 nested tables", || with_body(&"<table><tr><td>".repeat(5_000)), true),
    ("10 MB of JSON-LD", || with_body(&linked(10_000_000 / 36)), true),
    ("a million bold paragraphs", || with_body(&"<b><p>a".repeat(150_000)), false),
    ("a million fostered words", || with_body(&format!("<table>{}</table>", "<tr>a".repeat(150_000))), false),
    ("PNG bytes", || [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 7, 200].repeat(100_000)].concat(), false),
];

/// A script of so many articles.
fn linked(n: usize) -> String {
    let items = numbered(n, |i| format!("{{\"@type\":\"Article\",\"headline\":\"h{i}\"}},"));
    format!("<script type=application/ld+json>[{items}{{}}]</script>")
}

/// A second, as the library is shipped; a build without much optimisation takes longer.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });

#[test]
fn hostile_pages_are_read_to_the_end() {
    let cases = CASES.iter().map(|&(name, make, size, survives)| (name, make(size), survives));
    let larger = PEERS_STOP_AT.iter().map(|&(name, make, survives)| (name, make(), survives));
    for (name, bytes, survives) in cases.chain(larger) {
        let start = time_on_core();
        let article = read(&bytes);
        let taken = time_on_core().saturating_sub(start);
        println!("{name}: {:.2} s for {:.1} MB", taken.as_secs_f32(), bytes.len() as f32 / 1e6);
        assert!(taken < LONGEST, "{name}: {taken:?} for {} bytes", bytes.len());
        if survives {
            assert!(article.body().contains("Work begins in May"), "{name}: the body is lost: {:?}", article.warnings);
        }
    }
}

#[test]
fn twice_the_page_takes_about_twice_the_time() {
    for &(name, make, size, _) in CASES {
        let time = |size: usize| {
            let bytes = make(size);
            // The best of several: other programs run on the machine too.
            let run = || {
                let start = time_on_core();
                let _ = read(&bytes);
                time_on_core().saturating_sub(start)
            };
            (0..3).map(|_| run()).min().unwrap_or_default()
        };
        // A quadratic step shows as a factor of four each time; short times, and a busy moment, say nothing.
        let (half, full, twice) = (time(size / 4), time(size / 2), time(size));
        let grew = |from: Duration, to: Duration| to > Duration::from_millis(60) && to > from * 22 / 10;
        assert!(!grew(half, full) || !grew(full, twice), "{name}: {half:?}, {full:?}, {twice:?} for each doubling");
    }
}

#[test]
fn a_page_may_end_anywhere() {
    let page = "<!DOCTYPE html><html lang=en><head><title>Council backs bridge</title><script type='application/ld+json'>\
        {\"@type\":\"NewsArticle\",\"headline\":\"Council backs bridge\"}</script><!-- x --></head><body class='a b'>\
        <article><h1>Council backs bridge</h1><p>“It will be built,” Mayor Ada Holm said &mdash; twice.<br>Öre &#8217;</p>\
        <table><tr><td>a</table><svg><title>t</title></svg></article></body></html>";
    for end in 0..page.len() {
        let _ = read(&page.as_bytes()[..end]);
    }
}

#[test]
fn pages_that_are_no_article_say_so() {
    for (page, why) in [
        ("", "nothing"),
        ("   \n", "white space"),
        ("<html></html>", "no text"),
        ("<h1>404 Not Found</h1><hr><center>nginx</center>", "an error page"),
        ("<ul><li><a href=/a>News</a><li><a href=/b>Sport</a><li><a href=/c>Weather</a></ul>", "a menu"),
        ("<form><label>Name</label><input><button>Log in</button></form>", "a form"),
        ("\u{89}PNG\r\n\0\0\0", "rubbish"),
    ] {
        let article = html::read(page, None);
        assert_eq!(article.body(), "", "{why}");
        assert!(article.warnings.iter().any(|w| w.kind == WarningKind::NoArticle), "{why}: {:?}", article.warnings);
        assert_eq!(article.metadata.published, None, "{why}");
        assert!(article.metadata.authors.is_empty(), "{why}");
    }
}

#[test]
fn every_encoding_gives_the_same_article() {
    let text = "<article><h1>Où va le pont</h1><p>Le maire a dit à l'été : « Ça ira très bien, même là-bas. » Voilà pour la forêt.</p>";
    let page = format!(
        "{text}{}",
        text.replace("<h1>Où va le pont</h1>", "<p>Le conseil a voté, dès lors, à l'unanimité.</p>").repeat(4)
    );
    let expected = html::read(&page, None).text;
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&page);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, why) in [(page.as_bytes(), "UTF-8"), (&latin, "windows-1252, undeclared"), (&utf16, "UTF-16")] {
        assert_eq!(read(bytes).text, expected, "{why}");
    }
    for (encoding, label, words) in [
        (encoding_rs::SHIFT_JIS, "shift_jis", "市長は月曜日、橋を建設すると述べた。"),
        (encoding_rs::GBK, "gb2312", "市长星期一表示，大桥将会建成。"),
        (encoding_rs::KOI8_R, "koi8-r", "Мэр заявила в понедельник, что мост будет построен."),
    ] {
        let page = format!(
            "<meta charset={label}><article><h1>{words}</h1>{}</article>",
            numbered(6, |i| format!("<p>{words}{i}. {words}</p>"))
        );
        let (bytes, ..) = encoding.encode(&page);
        let decoded = decode::decode(&bytes, None);
        assert!(decoded.text.contains(words), "{label}");
        let article = Pipeline::default()
            .parse(&bytes[..], &copydesk::pipeline::Given { format: Some(Format::Html), ..Default::default() });
        assert!(article.text.contains(words), "{label}: {:?}", article.text);
    }
}

/// Blocks stand in the text, in order, without surrounding white space, and no piece of markup is in them.
fn assert_sound(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        let words = block.span.of(&article.text);
        assert!(block.span.start >= end && !words.is_empty() && words.trim() == words, "{block:?} {words:?}");
        end = block.span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        assert_sound(&read(&bytes));
    }

    #[test]
    fn no_markup_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<p>", "</p>", "<div class='article-body'>", "</div>", "<a href=x>", "</a>", "<b>", "</b>", "<table>", "<tr>", "<td>",
        "</table>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>", "<svg>", "</svg>", "<foreignObject>", "<script>", "</script>",
        "<!--", "-->", "<![CDATA[", "]]>", "<br>", "</br>", "&amp;", "&#x", "&", "\0", "“Ada Holm said on Monday. ", "日本語。",
        "<template>", "</template>", "<select>", "<option>", "<button>", "<time datetime='2025-02-24'>", "<title>", "</title>",
        "<article>", "</article>", "By Ada Holm", "<meta property='og:title' content='x|y'>", "<", ">", "\"", "'", "=", " ",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[", "<html lang=en>", "<body>", "</body>", "</html>",
        "The council voted to build the bridge over the bay, after a long debate on Monday night. ",
    ]), 0..60)) {
        assert_sound(&html::read(&parts.concat(), Some("https://n.example/2025/02/24/x")));
    }
}

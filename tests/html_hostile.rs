//! Pages made to hurt: each is read to its end, in time that grows with its length and no faster.

mod clock;
mod growth;
mod hostile;

use clock::time_on_core;
use copydesk::article::{Article, WarningKind};
use copydesk::{Format, Pipeline, decode, html};
use growth::growth;
use hostile::{CASES, linked, numbered, with_body};
use proptest::prelude::*;
use std::time::Duration;

fn read(bytes: &[u8]) -> Article {
    html::read(&decode::decode(bytes, None).text, Some("https://news.example/bridge"))
}

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
    let mut wrong = Vec::new();
    for &(name, make, size, _) in CASES {
        let time = |times: usize| {
            let bytes = make(size / 4 * times);
            let start = time_on_core();
            let _ = read(&bytes);
            time_on_core().saturating_sub(start)
        };
        wrong.extend(growth(time).map(|said| format!("{name}: {said}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

//! Pages that are made to hurt, of any size.

const BODY: &str = "<p>The council voted on Monday to build the bridge over the bay, after a debate of nine hours.</p>\
    <p>“It will be built,” Mayor Ada Holm told the chamber, and most of the public stood up and cheered her.</p>\
    <p>Work begins in May, the engineers said. The ferry will run until the last bolt is in its place.</p>";

/// An article with something hostile before it.
pub(crate) fn with_body(hostile: &str) -> Vec<u8> {
    format!("<html><body>{hostile}<article><h1>Council backs bridge</h1>{BODY}{BODY}</article></body></html>")
        .into_bytes()
}

/// So many parts in a row.
pub(crate) fn numbered(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().concat()
}

/// Name, the page made with a size, the size for about a megabyte, whether the body behind it must survive.
pub(crate) type Case = (&'static str, fn(usize) -> Vec<u8>, usize, bool);

/// Pages made to hurt.
pub(crate) const CASES: &[Case] = &[
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

/// A script of so many articles.
pub(crate) fn linked(n: usize) -> String {
    let items = numbered(n, |i| format!("{{\"@type\":\"Article\",\"headline\":\"h{i}\"}},"));
    format!("<script type=application/ld+json>[{items}{{}}]</script>")
}

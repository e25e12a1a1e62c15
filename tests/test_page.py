"""The reading view: what it shows, and that nothing from an article gets out of its place."""

import html.parser
import json
import re
from html import unescape
from pathlib import Path

import copydesk
import pytest
from copydesk import Article, page
from copydesk.page import Gallery, Mark, Speakers, weave
from hypothesis import given
from hypothesis import strategies as st

VOID = {"meta", "br"}


class Reader(html.parser.HTMLParser):
    """Checks that every tag is closed in order, and keeps text and tags."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def classes(source: str) -> list[str]:
    return [str(attrs.get("class")) for tag, attrs in Reader(source).tags if tag == "span"]


def test_what_was_found_is_marked(article: Article) -> None:
    shown = page.article(article)
    marked = classes(shown)
    assert [kind for kind in marked if kind.startswith("q ")] == [
        "q direct s1",
        "q direct s1",
        "q mixed s2",
        "q indirect s3",
    ]
    assert {"cue", "source", "tip", "time", "name person", "name place"} <= set(marked)
    assert "Ada Holm</b><i>Mayor, Northby</i><i>direct · cue beside it · 80% sure</i>" in shown
    assert "· via the Northby Post" in shown
    assert '<sup class="n" aria-label="Ada Holm">1</sup>' in shown
    assert 'role="heading" aria-level="2"' in shown


def test_the_text_is_all_there(article: Article) -> None:
    shown = page.article(article)
    shown = re.sub(r'<span class="tip">.*?</span>|<sup.*?</sup>|<style>.*?</style>', "", shown)
    for block in article.blocks:
        assert block.text in Reader(shown).text


def test_a_quotation_and_an_entity_have_views(article: Article) -> None:
    shown = page.quote(article.quotes[0])
    assert "“It will be built,”" in shown
    assert "Mayor" in shown
    assert "Critics" not in shown
    shown = page.entity(article.entities[0])
    assert "Ada Holm" in shown
    assert "PERSON · Mayor, Northby" in shown


def test_a_notebook_shows_them(article: Article) -> None:
    assert article._repr_html_() == page.article(article)
    assert article.quotes[0]._repr_html_() == page.quote(article.quotes[0])
    assert article.entities[0]._repr_html_() == page.entity(article.entities[0])


def test_speakers_are_numbered_by_what_they_say(article: Article) -> None:
    assert Speakers(article.quotes).numbers == {"Ada Holm": 1, "Bo Lund": 2, "They": 3}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdefgh"),
        ([(0, 8, "x")], "<x>abcdefgh</x>"),
        ([(0, 8, "x"), (2, 4, "y")], "<x>ab<y>cd</y>efgh</x>"),
        ([(0, 4, "x"), (2, 6, "y")], "<x>ab<y>cd</y></x><y>ef</y>gh"),
        ([(2, 4, "x"), (2, 4, "y")], "ab<x><y>cd</y></x>efgh"),
        ([(0, 2, "x"), (2, 4, "y")], "<x>ab</x><y>cd</y>efgh"),
        ([(0, 4, "x"), (1, 6, "y"), (2, 8, "z")], "<x>a<y>b<z>cd</z></y></x><z><y>ef</y>gh</z>"),
    ],
)
def test_marks_nest(marks: list[tuple[int, int, str]], expected: str) -> None:
    given_marks = [Mark(s, e, 0, f"<{t}>", f"<{t}>", f"</{t}>", f"</{t}>") for s, e, t in marks]
    assert weave("abcdefgh", 0, 8, given_marks) == expected


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12))
def test_woven_text_is_the_text(text: str, pairs: list[tuple[int, int]]) -> None:
    text = text.replace("\ufffd", "")
    ends = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    marks = [Mark(a, b, 0, "<b>", "<b>", "</b>", "</b>") for a, b in ends if a < b]
    woven = weave(text, 0, len(text), marks)
    Reader(woven)
    assert unescape(re.sub("</?b>", "", woven)) == page._UNSEEN.sub("\ufffd", text)


# What a page may try, one thing a line: each is a headline, a name, an address and a publisher at once.
ATTACKS = """
<script>alert(1)</script>
</div></details><script>alert(1)</script>
"><img src=x onerror=alert(1)>
' onmouseover='alert(1)
</style><script>alert(1)</script>
</title><script>alert(1)</script>
<!-- <script>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;
<svg/onload=alert(1)>
javascript:alert(1)
JaVaScRiPt:alert(1)
data:text/html,<script>alert(1)</script>
https://example.org/"onclick="alert(1)
https://example.org/<script>
{{constructor.constructor('alert(1)')()}}
$$\\href{javascript:alert(1)}{x}$$
\u202egnp.exe
\u0000\u0008\u000c<b>
""".strip().split("\n")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_gets_out_of_its_place(article: Article, attack: str) -> None:
    known = article.to_dict()
    known |= {"publisher": attack, "url": attack, "authors": [attack], "agency": attack}
    known["entities"][0] |= {"name": attack, "affiliation": attack, "roles": [attack]}
    known["quotes"][0]["rule"] = attack
    bad = Article.from_json(json.dumps(known))
    read = copydesk.parse(f"{attack}\n\nBy {attack}\n\n“{attack},” said Ada Holm. “No,” {attack} said.", url=attack)
    gallery = Gallery([bad, read])
    pieces = [*map(page.article, (bad, read)), page.entity(bad.entities[0]), gallery._repr_html_()]
    pieces += map(page.quote, (*bad.quotes, *read.quotes))
    for piece in [*pieces, page.page(attack, pieces[0])]:
        seen = Reader(piece)
        assert {tag for tag, _ in seen.tags} <= ALLOWED
        for tag, attrs in seen.tags:
            assert set(attrs) <= {*ATTRIBUTES, *META.get(tag, ())}, attrs
            assert (attrs.get("href") or "https://").startswith(("https://", "http://"))
        assert "\x00" not in piece


ALLOWED = set("html head meta title body style div p span b i sup ol li small a details summary blockquote".split())
ATTRIBUTES = {"class", "title", "tabindex", "aria-label", "role", "aria-level", "dir", "href", "rel"}
META = {"meta": ("charset", "name", "content", "http-equiv"), "html": ("lang",)}


def test_the_style_asks_nobody() -> None:
    assert "url(" not in page.style()
    assert "@import" not in page.style()


def test_a_long_article_is_small_and_folded() -> None:
    sentence = "“The bridge will be built by May,” Mayor Ada Holm of Northby said on Monday. Critics of the plan left. "
    body = "\n\n".join([sentence * 2] * 60)
    long = copydesk.parse(f"Council backs bridge\n\n{body}")
    shown = page.article(long)
    words = len(long.text.split())
    assert len(shown.encode()) < 60_000 * words / 1_000
    assert shown.count("<details>") == 1


def test_a_gallery_shows_one_article_openly_and_many_folded(article: Article, tmp_path: Path) -> None:
    assert "<summary>" not in Gallery([article])._repr_html_()
    many = copydesk.view([article, article])
    assert (repr(many), repr(copydesk.view(article))) == ("Gallery(2 articles)", "Gallery(1 article)")
    assert many._repr_html_().count('<details class="card">') == 2
    assert many._repr_html_().count("<style>") == 1
    assert "no articles" in Gallery([])._repr_html_()
    path = tmp_path / "page.html"
    copydesk.view(article).save(path)
    saved = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in saved
    assert "<title>Council backs bridge 😀</title>" in saved

"""The reading view: what it shows, and that nothing from an article gets out of its place."""

import html.parser
import itertools
import re
import time
from html import unescape
from pathlib import Path
from typing import Any

import copydesk
import pytest
from attacks import attacks, read, replaced, tables
from copydesk import Article, page
from copydesk._copydesk import Table
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
    assert '<sup class="n" aria-hidden="true">1</sup>' in shown
    assert 'tabindex="0" role="group" aria-label="Bo Lund, mixed"' in shown
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


@pytest.mark.parametrize("attack", attacks())
def test_nothing_gets_out_of_its_place(attack: str) -> None:
    articles = [replaced(attack), *read(attack)]
    pieces = [*map(page.article, articles), Gallery(articles)._repr_html_(), tables([attack])._repr_html_()]
    for known in articles:
        pieces += [*map(page.quote, known.quotes), *map(page.entity, known.entities)]
    for piece in [*pieces, page.page(attack, pieces[0])]:
        seen = Reader(piece)
        assert {tag for tag, _ in seen.tags} <= ALLOWED
        for tag, attrs in seen.tags:
            assert set(attrs) <= {*ATTRIBUTES, *META.get(tag, ())}, attrs
            assert (attrs.get("href") or "https://").lower().startswith(("https://", "http://"))
        assert "\x00" not in piece


ALLOWED = set("html head meta title body main style div p span b i bdi br sup ol li small a details summary".split())
ALLOWED |= set("blockquote table thead tbody tr th td".split())
ATTRIBUTES = set("class title tabindex aria-label aria-hidden role aria-level dir href rel scope open".split())
META = {"meta": ("charset", "name", "content", "http-equiv"), "html": ("lang",)}


def test_the_style_asks_nobody() -> None:
    assert "url(" not in page.style()
    assert "@import" not in page.style()


def thousand_words() -> str:
    """The example, its paragraphs repeated until there are a thousand words."""
    text = (Path(__file__).resolve().parents[1] / "examples" / "article.txt").read_text(encoding="utf-8")
    parts = text.split("\n\n")
    again = itertools.cycle(parts[5:])
    while len(" ".join(parts).split()) < 1_000:
        parts.append(next(again))
    return "\n\n".join(parts)


def test_a_thousand_words_are_small_and_quick() -> None:
    long = copydesk.parse(thousand_words())
    assert 1_000 <= len(long.text.split()) < 1_100
    best, size = 1.0, 0
    for _ in range(30):
        begun = time.process_time()
        size = len(page.article(long).encode())
        best = min(best, time.process_time() - begun)
    print(f"{len(long.text.split())} words, {len(long.quotes)} quotations: {size} bytes, {best * 1000:.2f} ms")
    assert size < 60_000
    assert best < 0.004, "twice what it takes: the machine may be slow"
    assert page.article(long).count("<details>") <= 1


def test_a_long_article_is_folded() -> None:
    long = copydesk.parse("Plan\n\n" + "\n\n".join(["“It is my plan,” said Ada Holm. Nobody else did."] * 90))
    shown = page.article(long)
    assert shown.count("<details>") == 1
    assert "51 more paragraphs" in shown


@pytest.mark.parametrize("kind", ["dict", "pandas", "polars", "pyarrow", "duckdb", "ours"])
def test_tables_of_every_kind_show_themselves(kind: str) -> None:
    bodies = {"body": ["“Never,” said Ada Holm.", "“Soon,” said Bo Lund on Monday.", None] * 400}
    library: Any = pytest.importorskip("copydesk" if kind in ("dict", "ours") else kind)
    frame: Any = bodies
    if kind in ("pandas", "polars"):
        frame = library.DataFrame(bodies)
    elif kind == "pyarrow":
        frame = library.table(bodies)
    elif kind == "duckdb":
        frame = library.from_arrow(pytest.importorskip("pyarrow").table(bodies))
    elif kind == "ours":
        frame = Table.from_lists(bodies)
    found = copydesk.tables(frame, progress=False)
    shown = found._repr_html_()
    text = Reader(shown).text
    assert "quotes 800 rows" in text
    assert "articles 1,200 rows" in text
    assert "Ada Holm" in text
    assert text.count("Bo Lund") == 14, "in the first six rows of each"
    assert text.count("nan") + text.count("None") == 0
    assert len(shown) < 20_000


def test_tables_that_are_not_there_are_not_shown() -> None:
    found = copydesk.tables(["“Never,” said Ada Holm."], only="times", progress=False)
    assert "times 0 rows" in Reader(found._repr_html_()).text
    assert "quotes" not in Reader(found._repr_html_()).text
    assert "no tables" in copydesk.Tables()._repr_html_()


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

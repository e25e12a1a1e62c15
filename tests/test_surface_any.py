"""Whatever is given to whatever is public: an answer, or an error that says what is accepted; never a panic."""

from __future__ import annotations

import datetime
import io
import pathlib
from collections.abc import Callable
from typing import Any

import copydesk
import pytest
from copydesk import Article, CopydeskError, Pipeline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

REFUSED = (CopydeskError, TypeError)
"""What may be raised; OverflowError, IndexError or a PanicException would not name the argument."""

TEXT = "“It will be built,” Mayor Ada Holm said on Monday.\n\n“And soon,” Bo Lund added."
ARTICLE = copydesk.parse(TEXT, published="2025-02-24")

words = st.sampled_from(
    [
        TEXT,
        "“Never,” said Bo Lund.",
        "<p>“Yes,” said <b>Jo Reed",
        "PERSON",
        "ORG",
        "direct",
        "2025-02-24",
        "prose",
        "html",
    ]
)
texts = st.one_of(words, st.text(max_size=60), st.just("\ud800"), st.just("\x00"), st.just(""))
odd = st.recursive(
    st.one_of(
        texts,
        st.binary(max_size=60),
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from([0, -1, 2**31, 2**32, 2**63, 2**64, 10**30]),
        st.floats(),
        st.datetimes(timezones=st.none() | st.timezones()),
        st.dates(),
        st.builds(bytearray, st.binary(max_size=20)),
        st.builds(lambda data: memoryview(data)[::2], st.binary(max_size=20)),
        st.builds(pathlib.PurePath, st.just("no/such/file")),
        st.builds(io.StringIO, st.text(max_size=5)),
        st.just(ARTICLE),
        st.just(ARTICLE.quotes[0]),
        st.just(object),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(words, st.integers(), st.none()), inner, max_size=3),
        st.builds(iter, st.lists(inner, max_size=2)),
    ),
    max_leaves=6,
)


def parse_many(articles: Any, **rest: Any) -> object:
    return list(copydesk.parse_many(articles, progress=False, **rest))


def tables(frame: Any, **rest: Any) -> object:
    return copydesk.tables(frame, progress=False, **rest)


def extract_batches(batches: Any, **rest: Any) -> object:
    return list(copydesk.extract_batches(batches, **rest))


def view(articles: Any) -> object:
    return copydesk.view(articles)._repr_html_()


# What is called, and the names of its arguments.
CALLS: dict[str, tuple[Callable[..., object], list[str]]] = {
    "parse": (copydesk.parse, ["source", "url", "published", "format", "encoding"]),
    "Pipeline": (
        Pipeline,
        ["names", "cues", "quotes", "patterns", "model", "until", "knowledge", "effort", "max_bytes", "max_tokens"],
    ),
    "Pipeline.parse": (Pipeline().parse, ["source", "url", "published", "format", "encoding"]),
    "Article.from_json": (Article.from_json, ["json"]),
    "parse_many": (parse_many, ["articles", "errors", "format", "pipeline"]),
    "tables": (tables, ["frame", "text", "html", "url", "published", "id", "errors", "only", "format"]),
    "extract_batches": (extract_batches, ["batches", "text", "table"]),
    "Span": (copydesk.Span, ["article", "start", "end"]),
    "Block": (copydesk.Block, ["article", "index"]),
    "Sentence": (copydesk.Sentence, ["article", "index"]),
    "Token": (copydesk.Token, ["article", "index"]),
    "Mention": (copydesk.Mention, ["article", "index"]),
    "Entity": (copydesk.Entity, ["article", "index"]),
    "TimeExpression": (copydesk.TimeExpression, ["article", "index"]),
    "Quote": (copydesk.Quote, ["article", "index"]),
    "Warning": (copydesk.Warning, ["article", "index"]),
}
SENSIBLE = {"source": TEXT, "frame": [TEXT], "articles": [TEXT], "article": ARTICLE, "json": ARTICLE.to_json()}
"""So that the other arguments are looked at too."""


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_answer_or_an_error_in_words(name: str, data: st.DataObject) -> None:
    call, arguments = CALLS[name]
    given = {argument: SENSIBLE[argument] for argument in arguments if argument in SENSIBLE}
    chosen = data.draw(st.lists(st.sampled_from(arguments), max_size=3, unique=True))
    given |= {argument: data.draw(odd, label=argument) for argument in chosen}
    said = "an answer"
    try:
        call(**given)
    except REFUSED as error:
        said = str(error)
    assert said
    assert "this is a bug" not in said


@pytest.mark.parametrize("protocol", ["__getstate__", "__reduce__", "__hash__", "__repr__", "to_dict", "_repr_html_"])
@settings(max_examples=60, deadline=None)
@given(text=texts, layout=st.sampled_from(["html", "text", "prose"]))
def test_whatever_was_read_can_be_looked_at(protocol: str, text: str, layout: str) -> None:
    article = copydesk.parse(text, format=layout)
    parts = [article, *article.blocks, *article.tokens, *article.quotes, *article.entities, *article.warnings]
    for part in parts:
        if hasattr(part, protocol):
            getattr(part, protocol)()
    for token in article.tokens:
        assert token.head is None or token.head.article is article


@given(st.datetimes() | st.dates(), st.sampled_from(["last week", "two years ago", "on Monday", "in May"]))
@settings(max_examples=60, deadline=None)
def test_relative_dates_count_from_any_day(day: datetime.date, words: str) -> None:
    article = copydesk.parse(f"The council met {words}.", published=day, format="prose")
    assert all(time.value for time in article.times)

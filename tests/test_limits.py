"""`max_bytes` and `max_tokens`: what is beyond is left out, said, and the same everywhere."""

import pickle

import copydesk
import pytest
from copydesk import CopydeskError, Pipeline

SENTENCES = "“It will be built,” Mayor Ada Holm said. " * 50


def cuts(article: copydesk.Article) -> list[str]:
    return [warning.message for warning in article.warnings if warning.kind == "cut"]


@pytest.mark.parametrize(
    ("most", "source", "expected", "message"),
    [
        (100, "Ada Holm", "Ada Holm", None),
        (8, "Ada Holm", "Ada Holm", None),
        (7, "Ada Holm", "Ada Hol", "read the first 7 of 8 bytes"),
        (5, "Zoë Ek", "Zoë ", "read the first 5 of 7 bytes"),
        (3, "Zoë Ek", "Zo", "read the first 2 of 7 bytes"),
        (6, b"Zo\xc3\xab Ek", "Zoë E", "read the first 6 of 7 bytes"),
        (4, b"Zo\xc3\xab Ek", "Zoë", "read the first 4 of 7 bytes"),
        (1, "ë", "", "read the first 0 of 2 bytes"),
    ],
)
def test_bytes(most: int, source: str | bytes, expected: str, message: str | None) -> None:
    article = Pipeline(max_bytes=most).parse(source, format="prose")
    assert article.text == expected
    assert cuts(article) == ([message] if message else [])


@pytest.mark.parametrize("layout", ["html", "text", "prose"])
@pytest.mark.parametrize("most", [10, 99, 1000])
def test_tokens(most: int, layout: str) -> None:
    source = f"<p>{SENTENCES}</p>" if layout == "html" else SENTENCES
    article = Pipeline(max_tokens=most).parse(source, format=layout)
    whole = copydesk.parse(source, format=layout)
    assert article.text == whole.text
    assert article.blocks == whole.blocks or most < len(whole.tokens)
    assert len(article.tokens) <= max(most, 11)
    assert bool(cuts(article)) == (most < len(whole.tokens))
    assert article.quotes[0].speaker == "Ada Holm"


def test_a_batch_goes_on() -> None:
    pipeline = Pipeline(max_bytes=60, max_tokens=12)
    sources: list[str | bytes] = ["“Never,” said Bo Lund.", SENTENCES, SENTENCES.encode(), "x" * 1000]
    read = list(copydesk.parse_many(sources, pipeline=pipeline, progress=False, format="prose"))
    assert [bool(cuts(article)) for article in read] == [False, True, True, True]
    assert read == [pipeline.parse(source, format="prose") for source in sources]


def test_settings_are_kept() -> None:
    pipeline = Pipeline(max_bytes=1000, max_tokens=10)
    assert (pipeline.max_bytes, pipeline.max_tokens) == (1000, 10)
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline != Pipeline(max_bytes=1000)
    assert repr(pipeline).endswith("max_bytes=1000, max_tokens=10)")
    assert (Pipeline().max_bytes, Pipeline().max_tokens) == (None, None)


@pytest.mark.parametrize("name", ["max_bytes", "max_tokens"])
@pytest.mark.parametrize("given", [0, -1, 2**31, 10**30])
def test_out_of_range(name: str, given: int) -> None:
    with pytest.raises(CopydeskError, match=f"{name} must be from 1 to 1073741824, or None for"):
        Pipeline(**{name: given})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["max_bytes", "max_tokens"])
def test_no_number(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name} must be int or None, not str"):
        Pipeline(**{name: "9"})  # type: ignore[arg-type]

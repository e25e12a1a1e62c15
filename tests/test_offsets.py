"""Offsets are Unicode code points: `article.text[part.start:part.end]` is the part's text, whatever the text."""

import copydesk
import pytest
from copydesk import Article
from hypothesis import given
from hypothesis import strategies as st

TEXTS = {
    "plain": "Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday. She was glad.",
    "astral": "😀 Council 𝔟acks bridge\n\n“😀 It will be built 👩‍👩‍👧,” Mayor Ada Holm 😀 said on Monday.",
    "combining": "Zoë\u0308 said: “E\u0301te\u0301 is summer,” and Zoë\u0308 left in May.",
    "two bytes": "Åse Ærø said “blåbærsyltetøy” on Tuesday.",
    "right to left": "قال الوزير: “نعم” \u202e yes, said Jo Reed.",
    "no spaces": "日本語「そうだ」と彼は言った。",
    "line ends": "One.\r\n\r\nTwo “three”, said Four.\u2028Five.\x85Six.\x00",
    "surrogates": "\ud83d lone \udc00\ud83d “It is,” said Jo Reed.",
    "page": "<html><body><h1>Café 😀</h1><p>“It’s – yes – on 😀,” said <b>Zoë Ek</b> on Monday.</p></body></html>",
}


def check(article: Article) -> None:
    """Every place in the article is where it says it is."""
    text = article.text
    quotes = article.quotes
    spans = [span for q in quotes for span in (*q.spans, *q.quoted, q.cue, q.source, q.via) if span]
    lists = (article.blocks, article.sentences, article.tokens, article.mentions, article.times, spans)
    for part in (part for parts in lists for part in parts):
        assert text[part.start : part.end] == part.text
    for quote in quotes:
        assert quote.text == " … ".join(text[s.start : s.end] for s in quote.spans)
        assert (quote.start, quote.end) == (quote.spans[0].start, quote.spans[-1].end)
        if quote.paragraph is not None:
            assert quote.spans[0].text[:1] in article.paragraphs[quote.paragraph]


@pytest.mark.parametrize("name", TEXTS)
def test_places(name: str) -> None:
    source = TEXTS[name]
    article = copydesk.parse(source)
    check(article)
    assert article.tokens
    if name not in ("page", "surrogates"):
        assert article.text == source


def test_places_that_are_known(article: Article) -> None:
    check(article)


def test_a_lone_surrogate_becomes_one_character() -> None:
    source = TEXTS["surrogates"]
    article = copydesk.parse(source)
    assert len(article.text) == len(source)
    assert article.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in source)
    assert [w.kind for w in article.warnings] == ["replaced"]
    assert copydesk.parse(source.encode("utf-8", "surrogatepass")).text


@given(st.text(st.characters(codec=None), max_size=200))
def test_places_in_any_text(text: str) -> None:
    article = copydesk.parse(text)
    check(article)
    assert Article.from_json(article.to_json()) == article


@given(st.binary(max_size=200))
def test_places_in_any_bytes(source: bytes) -> None:
    check(copydesk.parse(source))

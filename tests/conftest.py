"""What several test files need: articles of which everything is known."""

import json

import copydesk
import pytest

pytest_plugins = ["chromium"]

TEXT = """Council backs bridge 😀

By Jo Reed

“It will be built,” Mayor Ada Holm of Northby said on Monday, “and soon.”

Critics “fear the cost”, according to Bo Lund, a professor, the Northby Post reported. They said it was too late."""


def _span(words: str, after: int = 0) -> dict[str, int]:
    start = TEXT.index(words, after)
    return {"start": start, "end": start + len(words)}


def known() -> dict[str, object]:
    """Everything in TEXT, as its JSON has it: no stage of the pipeline is asked."""
    lines = [line for line in TEXT.split("\n") if line]
    kinds = ["headline", "byline", "paragraph", "paragraph"]
    mention: dict[str, object] = {"kind": "PERSON", "form": "name", "confidence": 0.9}
    nothing = {"agency": None, "language": "en", "url": None, "image": None, "description": None, "access": None}
    entity: dict[str, object] = {"affiliation": None, "wikidata": None, "gender": None, "aliases": [], "roles": []}
    quote: dict[str, object] = {
        "cue": None,
        "source": None,
        "via": None,
        "polarity": "affirmed",
        "quoted": [],
        "confidence": 0.8,
        "rule": "cue beside it",
    }
    sentences = [(*_span(line).values(), block) for block, line in enumerate(lines)]
    tokens = [(start, start + len(word)) for word, start in _words()]
    return {
        "copydesk": 1,
        "text": TEXT,
        "authors": ["Jo Reed"],
        "publisher": "Northby Post",
        "published": "2025-02-24T08:00:00+01:00",
        "modified": "2025-02-25",
        "keywords": ["bridges"],
        **nothing,
        "blocks": [{"kind": kind, **_span(line)} for kind, line in zip(kinds, lines, strict=True)],
        "sentences": [
            {
                "start": start,
                "end": end,
                "block": block,
                "tokens": [sum(e <= start for _, e in tokens), sum(s < end for s, _ in tokens)],
            }
            for start, end, block in sentences
        ],
        "tokens": [
            {"start": start, "end": end, "lemma": TEXT[start:end].lower(), "pos": "NOUN"} for start, end in tokens
        ],
        "mentions": [
            {**mention, **_span("Ada Holm"), "entity": 0},
            {**mention, **_span("Northby"), "kind": "GPE", "entity": 2},
            {**mention, **_span("Bo Lund"), "entity": 1},
            {**mention, **_span("They"), "form": "pronoun", "entity": None},
        ],
        "entities": [
            {
                **entity,
                "name": "Ada Holm",
                "kind": "PERSON",
                "roles": ["Mayor"],
                "affiliation": "Northby",
                "gender": "feminine",
                "mentions": [0],
                "salience": 0.9,
            },
            {**entity, "name": "Bo Lund", "kind": "PERSON", "roles": ["professor"], "mentions": [2], "salience": 0.5},
            {**entity, "name": "Northby", "kind": "GPE", "mentions": [1], "salience": 0.1},
        ],
        "times": [{**_span("Monday"), "kind": "DATE", "value": "2025-02-24"}],
        "quotes": [
            {
                **quote,
                "kind": "direct",
                "spans": [_span("“It will be built,”"), _span("“and soon.”")],
                "quoted": [_span("“It will be built,”"), _span("“and soon.”")],
                "cue": _span("said"),
                "source": _span("Mayor Ada Holm of Northby"),
                "speakers": [0],
            },
            {
                **quote,
                "kind": "mixed",
                "spans": [_span("Critics “fear the cost”")],
                "quoted": [_span("“fear the cost”")],
                "cue": _span("according to"),
                "source": _span("Bo Lund, a professor"),
                "speakers": [1],
                "via": _span("the Northby Post"),
            },
            {
                **quote,
                "kind": "indirect",
                "spans": [_span("it was too late")],
                "cue": _span("said", TEXT.index("They")),
                "source": _span("They"),
                "speakers": [],
            },
        ],
        "warnings": [{"kind": "unreadable", "message": "a date could not be read"}],
    }


def _words() -> list[tuple[str, int]]:
    found, at = [], 0
    for word in TEXT.split():
        at = TEXT.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


@pytest.fixture
def article() -> copydesk.Article:
    """An article of which everything is known."""
    return copydesk.Article.from_json(json.dumps(known()))

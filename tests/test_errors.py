"""What cannot be used is refused in words that name the argument, what was given and what is accepted."""

import io
import json
import pathlib
from collections.abc import Callable
from typing import Any

import copydesk
import pytest
from copydesk import Article, CopydeskError, Pipeline

parse: Any = copydesk.parse
pipeline: Any = Pipeline
from_json: Any = Article.from_json
ARTICLE = copydesk.parse("Some text.")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: parse(), TypeError, "source"),
        (lambda: parse(3), TypeError, "source must be str or bytes, not int"),
        (lambda: parse(None), TypeError, "source must be str or bytes, not NoneType"),
        (lambda: parse(["a"]), TypeError, "source must be str or bytes, not list"),
        (lambda: parse(pathlib.PurePath("a")), TypeError, "source must be str or bytes, not PurePosixPath"),
        (lambda: parse(pathlib.Path("a")), TypeError, "Path: read it first, with its read_bytes()"),
        (lambda: parse(io.StringIO("a")), TypeError, "not StringIO: read it first, with its read()"),
        (lambda: parse("a", url=3), TypeError, "url must be str or None, not int"),
        (lambda: parse("a", format=3), TypeError, 'format must be "html", "text", "prose" or None, not int'),
        (lambda: parse("a", format="pdf"), CopydeskError, 'format must be "html", "text", "prose" or None, not "pdf"'),
        (
            lambda: parse("a", published=3),
            TypeError,
            "published must be an ISO date as str, a date, a datetime or None",
        ),
        (lambda: parse("a", published="soon"), CopydeskError, 'a date or a datetime, not "soon"'),
        (
            lambda: parse("a", published="2025-02-30"),
            CopydeskError,
            'published must be an ISO date such as "2025-02-24"',
        ),
        (lambda: parse("a", published="\ud800"), CopydeskError, "published must be"),
        (lambda: pipeline(names=["a"]), TypeError, 'names must be a dict from kind to names, such as {"ORG": ["'),
        (lambda: pipeline(names={"BAND": []}), CopydeskError, "kinds in names must be among PERSON, ORG, GPE"),
        (lambda: pipeline(names={"ORG": "a"}), TypeError, 'names["ORG"] must be an iterable of str, not str'),
        (lambda: pipeline(names={"ORG": [3]}), TypeError, 'names["ORG"] must be an iterable of str, not of int'),
        (lambda: pipeline(names={"ORG": ["a", ""]}), CopydeskError, 'names["ORG"][1]: "" has no letter or figure'),
        (
            lambda: pipeline(names={"ORG": ["a"], "LAW": ["a"]}),
            CopydeskError,
            'names["LAW"][0]: "a" is also given as ORG',
        ),
        (lambda: pipeline(patterns=["a"]), TypeError, "patterns must be a dict from kind to patterns, such as"),
        (lambda: pipeline(patterns={"LAW": "a"}), TypeError, 'patterns["LAW"] must be a list of patterns, not one str'),
        (
            lambda: pipeline(patterns={"LAW": ["("]}),
            CopydeskError,
            'patterns["LAW"][0]: "(" is no regular expression: ',
        ),
        (
            lambda: pipeline(patterns={"LAW": [[{"LOWR": "a"}]]}),
            TypeError,
            "unknown field `LOWR`, expected one of `ORTH`",
        ),
        (lambda: pipeline(patterns={"LAW": [[{"LOWER": 3}]]}), TypeError, 'a test is a string or one of {"IN": […]}'),
        (lambda: pipeline(patterns={"LAW": [3]}), TypeError, "must be a regular expression or a list of token tests"),
        (lambda: pipeline(model="no/such/file"), CopydeskError, "model no/such/file: No such file"),
        (lambda: pipeline(model=__file__), CopydeskError, 'not a copydesk model: it does not begin with "copydesk"'),
        (lambda: pipeline(names={"ORG": [" "]}), CopydeskError, "name"),
        (lambda: pipeline(cues="say"), TypeError, "cues must be an iterable of str, not str"),
        (lambda: pipeline(cues=3), TypeError, "cues must be an iterable of str, not int"),
        (lambda: pipeline(quotes=["said"]), CopydeskError, 'quotes must be among direct, mixed, indirect, not "said"'),
        (lambda: from_json(3), TypeError, "json must be str or bytes, not int"),
        (lambda: from_json(""), CopydeskError, "article JSON: EOF"),
        (lambda: from_json("{}"), CopydeskError, "article JSON: missing field `copydesk`"),
        (lambda: from_json(b"\xff"), CopydeskError, "article JSON: "),
        (lambda: from_json("\ud800"), CopydeskError, "json must not have lone surrogates"),
        (lambda: from_json("[" * 100_000), CopydeskError, "article JSON: "),
        (lambda: copydesk.Span(ARTICLE, 4, 3), CopydeskError, "start and end must lie in the text, in order, not 4, 3"),
        (lambda: copydesk.Span(ARTICLE, 0, 11), CopydeskError, "start and end must lie in the text"),
        (lambda: copydesk.Block(ARTICLE, 9), CopydeskError, "index must be below 1, the number of blocks, not 9"),
    ],
)
def test_refused(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert message in str(raised.value)


def test_one_base_class() -> None:
    assert issubclass(CopydeskError, ValueError)
    assert CopydeskError.__module__ == "copydesk"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["copydesk"], 2, "version must be 1, not 2"),
        (["blocks", 0, "kind"], "song", "unknown variant `song`, expected one of `section`"),
        (["blocks", 0, "end"], 9999, "blocks[0] from 0 to 9999 does not lie in the text of"),
        (["blocks", 1, "start"], 0, "blocks[1] starts before the one before it ends"),
        (["tokens", 1, "start"], 0, "tokens[1] starts before the one before it ends"),
        (["sentences", 0, "tokens"], [3, 2], "sentences[0] has tokens 3 to 2"),
        (["sentences", 0, "block"], 99, "sentences[0] has block 99, but there are 4"),
        (["mentions", 0, "entity"], 3, "mentions[0] has entity 3, but there are 3"),
        (["tokens", 1, "end"], 8, "tokens[1] has no characters"),
        (["mentions", 0, "entity"], 1, "mentions[0] has an entity that does not list it"),
        (["entities", 0, "mentions"], [], "mentions[0] has an entity that does not list it"),
        (["mentions", 0, "confidence"], -1, "mentions[0] has confidence -1, which is not between 0 and 1"),
        (["entities", 0, "mentions"], [7], "entities[0] has mention 7, but there are 4"),
        (["quotes", 1, "spans"], [], "quotes[1] has no spans"),
        (["quotes", 1, "speakers"], [-1], "invalid value: integer `-1`"),
        (["quotes", 1, "cue", "end"], 0, "quotes[1].cue from 136 to 0 does not lie in the text"),
        (["quotes", 1, "quoted", 0, "end"], 10**30, "article JSON: "),
        (["published"], "soon", 'published must be an ISO date, not "soon"'),
    ],
)
def test_json_that_is_wrong_says_where(article: Article, path: list[str | int], value: object, message: str) -> None:
    form: Any = article.to_dict()
    *way, last = path
    part = form
    for step in way:
        part = part[step]
    part[last] = value
    with pytest.raises(CopydeskError) as raised:
        Article.from_json(json.dumps(form))
    assert message in str(raised.value)

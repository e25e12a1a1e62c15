"""Articles as JSON and dicts, and back."""

import json
from typing import Any

import copydesk
import pytest
from copydesk import Article
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.sampled_from(
    ["“Yes,”", "said", "Ada Holm", "of", "Northby", "the", "on Monday", ".", "\n\n", "😀", "By", "according to", "“"]
)


def test_there_and_back(article: Article) -> None:
    for json_text in (article.to_json(), article.to_json().encode(), json.dumps(article.to_dict())):
        assert Article.from_json(json_text) == article


@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from(["text", "prose", "html"]))
def test_there_and_back_for_any_article(text: str, layout: str) -> None:
    article = copydesk.parse(text, published="2025-02-24", format=layout)
    again = Article.from_json(article.to_json())
    assert again == article
    assert again.to_json() == article.to_json()


def test_one_line_with_words_in_it(article: Article) -> None:
    line = article.to_json()
    assert "\n" not in line
    read = json.loads(line)
    assert read["headline"] == article.headline
    assert read["body"] == article.body
    assert read["standfirst"] is None, "what an article does not have is null, not left out"
    assert read["quotes"][0]["speaker"] == "Ada Holm"
    assert read["quotes"][0]["spans"][0]["text"] == "“It will be built,”"
    assert read["published"] == "2025-02-24T08:00:00+01:00"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ("blocks", "Block"),
        ("sentences", "Sentence"),
        ("tokens", "Token"),
        ("mentions", "Mention"),
        ("entities", "Entity"),
        ("times", "TimeExpression"),
        ("quotes", "Quote"),
        ("warnings", "Warning"),
    ],
)
def test_a_part_says_what_the_article_says(article: Article, parts: str, name: str) -> None:
    whole: Any = article.to_dict()
    assert [part.to_dict() for part in getattr(article, parts)] == whole[parts]
    assert type(getattr(article, parts)[0]).__name__ == name


def test_what_follows_from_the_rest_is_not_believed(article: Article) -> None:
    form = article.to_dict()
    form["headline"] = form["body"] = form["blocks"][0]["text"] = form["quotes"][0]["speaker"] = "something else"
    form["a later version's field"] = {"is": "left aside"}
    assert Article.from_json(json.dumps(form)) == article


def test_a_span_is_a_dict_too(article: Article) -> None:
    assert article.quotes[0].spans[0].to_dict() == {"start": 36, "end": 55, "text": "“It will be built,”"}

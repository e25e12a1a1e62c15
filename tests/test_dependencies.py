"""Which word hangs on which."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import copydesk
import pytest
from copydesk import Article, Token
from hypothesis import given
from hypothesis import strategies as st


def prose(text: str) -> Article:
    return copydesk.parse(text, format="prose")


def read(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """Word, tag, head and relation of every token."""
    return [
        (token.text, token.tag, None if token.head is None else token.head.text, token.relation)
        for token in prose(text).tokens
    ]


@pytest.mark.parametrize(
    ("text", "word", "expected", "why"),
    [
        (
            "Maria Lopez opened the bridge on Monday.",
            "opened",
            ("VBD", None, "root"),
            "carries the sentence",
        ),
        (
            "Maria Lopez opened the bridge on Monday.",
            "Maria",
            ("NNP", "opened", "nsubj"),
            "heads a name",
        ),
        (
            "Maria Lopez opened the bridge on Monday.",
            "Lopez",
            ("NNP", "Maria", "flat"),
            "the rest of it hangs on it",
        ),
        ("Maria Lopez opened the bridge on Monday.", "bridge", ("NN", "opened", "obj"), "what was opened"),
        (
            "Maria Lopez opened the bridge on Monday.",
            "on",
            ("IN", "Monday", "case"),
            "hangs on its noun",
        ),
        ("The bridge was opened by the mayor.", "bridge", ("NN", "opened", "nsubj:pass"), "done to, not doing"),
        ("The bridge was opened by the mayor.", "mayor", ("NN", "opened", "obl:agent"), "doing after all"),
        ("The mayor said that the bridge was safe.", "safe", ("JJ", "said", "ccomp"), "what was said"),
        ("The mayor said that the bridge was safe.", "that", ("IN", "safe", "mark"), "introduces it"),
        ("The town's oldest bridge is closed.", "'s", ("POS", "town", "case"), "a possessive ending"),
        ("The town's oldest bridge is closed.", "oldest", ("JJS", "bridge", "amod"), "a superlative"),
        ("She does not want to pay.", "pay", ("VB", "want", "xcomp"), "without a subject of its own"),
    ],
)
def test_words_hang_where_they_belong(text: str, word: str, expected: tuple[str, str | None, str], why: str) -> None:
    found = {form: rest for form, *rest in read(text)}
    assert tuple(found[word]) == expected, why


def test_round_a_token() -> None:
    sentence = prose("The old bridge was closed.").sentences[0]
    root = sentence.root
    assert root is not None
    assert root.text == "closed"
    assert root.head is None
    assert [child.text for child in root.children] == ["bridge", "was", "."]
    assert [token.text for token in root.children[0].subtree] == ["The", "old", "bridge"]
    assert root.subtree == sentence.tokens


def whole(article: Article) -> list[tuple[int | None, str]]:
    return [(None if token.head is None else token.head.start, token.relation) for token in article.tokens]


def test_the_same_after_a_round_trip() -> None:
    article = prose("Ada Holm opened the bridge. It was built in two years, she said, and paid for by the town.")
    for again in (Article.from_json(article.to_json()), pickle.loads(pickle.dumps(article))):
        assert whole(again) == whole(article)
        assert [token.tag for token in again.tokens] == [token.tag for token in article.tokens]


def test_asking_changes_nothing() -> None:
    asked, unasked = prose("Ada Holm opened the bridge."), prose("Ada Holm opened the bridge.")
    assert asked.tokens[0].relation
    assert asked == unasked
    assert asked.to_json() == unasked.to_json()


def test_many_threads_find_the_same() -> None:
    article = prose("Ada Holm opened the bridge, which had been closed for years. " * 20)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: whole(article), range(16)))
    assert all(one == found[0] for one in found)


WORDS = st.sampled_from(
    ["Ada", "the", "bridge", "said", "that", "opened", "of", ",", "“", ".", "\n\n", "😀", "…", "and"]
)


@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_every_sentence_is_a_tree(text: str) -> None:
    article = prose(text)
    for sentence in article.sentences:
        roots = [token for token in sentence.tokens if token.head is None]
        assert roots == [sentence.root]
        assert roots[0].relation == "root"
        assert roots[0].subtree == sentence.tokens
        for token in sentence.tokens:
            assert all(child.head == token for child in token.children)


@pytest.mark.parametrize("text", ["word " * 3000, "and, " * 3000, "“" * 2000, "(a) " * 1000])
def test_a_sentence_without_end(text: str) -> None:
    tokens: tuple[Token, ...] = prose(text).tokens
    assert sum(token.head is None for token in tokens) == len(prose(text).sentences)

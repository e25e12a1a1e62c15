"""The contract: names, types, and what every class can do."""

import copy
import datetime
import pickle
from collections.abc import Callable
from pathlib import Path

import copydesk
import pytest
from copydesk import Article

ATTRIBUTES = {
    "text": str,
    "blocks": tuple,
    "headline": str | None,
    "standfirst": str | None,
    "section": str | None,
    "byline": str | None,
    "authors": tuple,
    "agency": str | None,
    "publisher": str | None,
    "published": datetime.datetime | None,
    "modified": datetime.datetime | None,
    "language": str | None,
    "url": str | None,
    "image": str | None,
    "keywords": tuple,
    "description": str | None,
    "access": str | None,
    "paragraphs": tuple,
    "body": str,
    "sentences": tuple,
    "tokens": tuple,
    "mentions": tuple,
    "entities": tuple,
    "times": tuple,
    "quotes": tuple,
    "warnings": tuple,
}
ONE_OF_EACH: dict[str, Callable[[Article], object]] = {
    "Article": lambda a: a,
    "Block": lambda a: a.blocks[1],
    "Sentence": lambda a: a.sentences[1],
    "Token": lambda a: a.tokens[1],
    "Mention": lambda a: a.mentions[1],
    "Entity": lambda a: a.entities[1],
    "TimeExpression": lambda a: a.times[0],
    "Quote": lambda a: a.quotes[1],
    "Span": lambda a: a.quotes[1].cue,
    "Warning": lambda a: a.warnings[0],
    "Pipeline": lambda _: copydesk.Pipeline(
        names={"ORG": ["Bridge Trust"]},
        cues=["whinge"],
        quotes=["direct"],
        patterns={"LAW": [r"Bill [A-Z]-\d+", [{"LOWER": "bill"}, {"IS_UPPER": True}]]},
    ),
}
each_class = pytest.mark.parametrize("name", ONE_OF_EACH)


@pytest.mark.parametrize(("name", "kind"), ATTRIBUTES.items())
def test_every_article_has_every_attribute(article: Article, name: str, kind: type) -> None:
    for each in (article, copydesk.parse(""), copydesk.parse("A headline\n\n“Yes,” said Jo Reed in May.")):
        assert isinstance(getattr(each, name), kind)


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("headline", "Council backs bridge 😀"),
        ("byline", "By Jo Reed"),
        ("standfirst", None),
        ("authors", ("Jo Reed",)),
        ("publisher", "Northby Post"),
        ("published", datetime.datetime(2025, 2, 24, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))),
        ("modified", datetime.datetime(2025, 2, 25)),
        ("keywords", ("bridges",)),
        ("language", "en"),
    ],
)
def test_article(article: Article, attribute: str, expected: object) -> None:
    assert getattr(article, attribute) == expected


def test_the_body_is_its_paragraphs(article: Article) -> None:
    assert article.body == "\n\n".join(article.paragraphs)
    assert [p[:5] for p in article.paragraphs] == ["“It w", "Criti"]


def test_quotes(article: Article) -> None:
    direct, mixed, indirect = article.quotes
    assert direct.text == "“It will be built,” … “and soon.”"
    assert [str(span) for span in direct.spans] == ["“It will be built,”", "“and soon.”"]
    assert direct.speakers == (article.entities[0],)
    assert [q.kind for q in article.quotes] == ["direct", "mixed", "indirect"]
    assert [q.speaker for q in article.quotes] == ["Ada Holm", "Bo Lund", "They"]
    assert [q.paragraph for q in article.quotes] == [0, 1, 1]
    assert (str(mixed.cue), str(mixed.source), str(mixed.via)) == (
        "according to",
        "Bo Lund, a professor",
        "the Northby Post",
    )
    assert indirect.via is None
    assert indirect.quoted == ()
    assert direct.confidence == 0.8, "as a person would write it, not 0.800000011920929"
    assert article.text[direct.start : direct.end].startswith("“It will be built,” Mayor")


def test_mentions_and_entities_know_each_other(article: Article) -> None:
    for entity in article.entities:
        assert all(mention.entity == entity for mention in entity.mentions)
    assert article.mentions[-1].entity is None
    holm = article.entities[0]
    assert (holm.name, holm.kind, holm.roles, holm.affiliation, holm.gender) == (
        "Ada Holm",
        "PERSON",
        ("Mayor",),
        "Northby",
        "feminine",
    )


def test_sentences_have_tokens_and_a_block(article: Article) -> None:
    for sentence in article.sentences:
        assert sentence.tokens[0].start == sentence.start
        assert sentence.tokens[-1].end == sentence.end
        assert sentence.block.start <= sentence.start <= sentence.end <= sentence.block.end


def test_parts_know_their_article(article: Article) -> None:
    for name, of in ONE_OF_EACH.items():
        if name not in ("Article", "Pipeline"):
            assert of(article).article is article  # type: ignore[attr-defined]


@each_class
def test_equal_and_hashed_alike(article: Article, name: str) -> None:
    again = Article.from_json(article.to_json())
    one, other = ONE_OF_EACH[name](article), ONE_OF_EACH[name](again)
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1
    assert one != "something else"


@each_class
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickled(article: Article, name: str, protocol: int) -> None:
    one = ONE_OF_EACH[name](article)
    again = pickle.loads(pickle.dumps(one, protocol))
    assert again == one
    assert hash(again) == hash(one)
    assert type(again) is type(one)


def test_parts_pickled_together_share_their_article(article: Article) -> None:
    quotes = pickle.loads(pickle.dumps(article.quotes))
    assert quotes == article.quotes
    assert quotes[0].article is quotes[1].article


@each_class
def test_copied(article: Article, name: str) -> None:
    one = ONE_OF_EACH[name](article)
    assert copy.copy(one) == copy.deepcopy(one) == one


@each_class
def test_read_only(article: Article, name: str) -> None:
    one = ONE_OF_EACH[name](article)
    for attribute in ("text", "kind", "quotes", "anything"):
        with pytest.raises(AttributeError):
            setattr(one, attribute, "x")


@each_class
def test_matched_by_position(name: str) -> None:
    kind = getattr(copydesk, name)
    if name != "Pipeline":
        assert all(hasattr(kind, attribute) for attribute in kind.__match_args__)


def test_matching(article: Article) -> None:
    match article.quotes[0]:
        case copydesk.Quote(text, "Ada Holm", "direct"):
            assert text.startswith("“It will")
        case _:
            pytest.fail("a quotation is text, speaker, kind")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Article", "Article('Council backs bridge 😀', 41 tokens, 3 entities, 3 quotes)"),
        ("Block", "Block(byline, 'By Jo Reed')"),
        ("Sentence", "Sentence('By Jo Reed')"),
        ("Token", "Token('backs', NOUN)"),
        ("Mention", "Mention('Northby', GPE)"),
        ("Entity", "Entity('Bo Lund', PERSON, 'professor')"),
        ("TimeExpression", "TimeExpression('Monday', 2025-02-24)"),
        ("Quote", "Quote('Critics “fear the cost”' – Bo Lund, mixed)"),
        ("Span", "Span(136, 148, 'according to')"),
        ("Warning", "Warning(unreadable, 'a date could not be read')"),
        (
            "Pipeline",
            "Pipeline(names={'ORG': ('Bridge Trust',)}, cues=('whinge',), quotes=('direct',), "
            "patterns={'LAW': ['Bill [A-Z]-\\\\d+', [{'LOWER': 'bill'}, {'IS_UPPER': True}]]})",
        ),
    ],
)
def test_repr(article: Article, name: str, expected: str) -> None:
    assert repr(ONE_OF_EACH[name](article)) == expected


def test_repr_is_short_and_commands_no_terminal() -> None:
    shown = repr(copydesk.parse("\x1b[31mred\x1b[0m \u202e" + "word " * 1000, format="prose").blocks[0])
    assert len(shown) < 100
    assert shown.isprintable()


def test_text_given_is_text_kept() -> None:
    text = "A headline\r\n\r\n\tOne paragraph. \n"
    assert copydesk.parse(text).text is text
    assert copydesk.parse(text, format="prose").text is text


@pytest.mark.parametrize("source", [b"Just a text.", bytearray(b"Just a text."), memoryview(b"Just a text.")])
def test_bytes_of_every_sort(source: bytes | bytearray | memoryview) -> None:
    assert copydesk.parse(source).text == "Just a text."


@pytest.mark.parametrize(
    "published",
    ["2025-02-24", datetime.date(2025, 2, 24), datetime.datetime(2025, 2, 24), " 2025-02-24 "],
)
def test_published_in_every_form(published: str | datetime.date) -> None:
    assert copydesk.parse("Some text.", published=published).published == datetime.datetime(2025, 2, 24)


def test_published_keeps_its_zone() -> None:
    for moment in (
        datetime.datetime(2025, 2, 24, 8, 30, 1, 250_000, tzinfo=datetime.UTC),
        datetime.datetime(1880, 2, 24, tzinfo=datetime.timezone(datetime.timedelta(minutes=34, seconds=52))),
    ):
        read = copydesk.parse("Some text.", published=moment).published
        assert read == moment
        assert read is not None
        assert read.utcoffset() == moment.utcoffset()


def test_url_given_is_url_kept() -> None:
    assert copydesk.parse("Some text.", url="https://example.org/a").url == "https://example.org/a"


def test_settings() -> None:
    pipeline = copydesk.Pipeline(names={"ORG": ["Bridge Trust"], "PERSON": iter(["Ada Holm"])}, quotes=["direct"])
    assert pipeline.names == {"PERSON": ("Ada Holm",), "ORG": ("Bridge Trust",)}
    assert pipeline.quotes == ("direct",)
    assert copydesk.Pipeline().quotes == ("direct", "mixed", "indirect")
    text = "“It will be built and it will be soon,” said Ada Holm. Bo Lund said that it was too late."
    assert {quote.kind for quote in pipeline.parse(text, format="prose").quotes} <= {"direct"}


def test_default_settings_are_those_of_parse() -> None:
    text = "Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday."
    assert copydesk.Pipeline().parse(text, published="2025-02-24") == copydesk.parse(text, published="2025-02-24")


def test_a_model_file_reads_as_the_one_inside(tmp_path: Path) -> None:
    path = tmp_path / "english.bin"
    path.write_bytes((Path(__file__).resolve().parents[1] / "models" / "english.bin").read_bytes())
    pipeline = copydesk.Pipeline(model=path)
    text = "“It will be built,” Mayor Ada Holm of Northby said."
    assert pipeline.parse(text) == copydesk.parse(text)
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline != copydesk.Pipeline()
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(copydesk.CopydeskError, match="the file says it has"):
        copydesk.Pipeline(model=path)

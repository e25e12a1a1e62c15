"""The article in other programs' forms: they read it, and it says there what it says here."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import copydesk
import pytest
from conftest import TEXT
from copydesk.interchange import words as spacy_words
from hypothesis import given, settings
from hypothesis import strategies as st

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "article.txt"

HOSTILE = [
    "“<b>Bold</b> & ]]> \x00\x01\x0b\ufffe” Ada Holm said.",
    "# Not a heading\n\n“*Stars* and _lines_ and `code` and [a](b) and <i>tags</i>,” Ada Holm said. \\* 1. 2) |x|",
    "1990. It was said\n\n- “No,” Bo Lund said.\n\n> “Yes,” Ada Holm said.\n\n---\n\n===\n\n~~~\n\n+ plus",
    "“Ü\r\n😀\u202e\u2028”\r, Ada\u00a0Holm\tsaid   on   Monday. \r\r“Yes.”",
    "</said></TEI> “&amp;&#0;” Bo Lund said on Monday. <script>alert(1)</script>",
    "",
    " ",
    "“",
]


def hostile() -> st.SearchStrategy[str]:
    """Quotations by people of names, with whatever may break a form between them."""
    words = st.sampled_from(["Ada Holm", "said", "“", "”", "on Monday", ".", ",", "\n\n", "\n", " ", "She", "Bo Lund"])
    markup = st.sampled_from([*"<>&\"'*_#`[]\\|~-+=>\t\r", "]]>", "<!--", "\x00", "\x0b", "\ufffe", "\u2028", "1."])
    return st.lists(st.one_of(words, markup, st.text(max_size=4)), max_size=40).map("".join)


def articles(text: str) -> list[copydesk.Article]:
    return [copydesk.parse(text, format="text"), copydesk.parse(text, format="prose")]


# Schema.org


def test_jsonld(article: copydesk.Article) -> None:
    said = article.to_jsonld()
    assert (said["@context"], said["@type"]) == ("https://schema.org", "NewsArticle")
    assert said["headline"] == "Council backs bridge 😀"
    assert said["author"] == [{"@type": "Person", "name": "Jo Reed"}]
    assert said["publisher"] == {"@type": "Organization", "name": "Northby Post"}
    assert said["datePublished"] == "2025-02-24T08:00:00+01:00"
    assert "url" not in said, "what the article does not say is left out"
    people = {entity["@id"]: entity for entity in said["mentions"]}
    split, mixed, indirect = said["hasPart"]
    assert split["text"] == "“It will be built,” … “and soon.”"
    assert people[split["spokenByCharacter"][0]["@id"]] == {
        "@type": "Person",
        "@id": "_:entity-1",
        "name": "Ada Holm",
        "jobTitle": ["Mayor"],
        "affiliation": {"@type": "Organization", "name": "Northby"},
    }
    assert mixed["citation"] == "the Northby Post"
    assert indirect["spokenByCharacter"] == ["They"], "the words of a source without an entity"


def test_jsonld_of_an_address() -> None:
    said = copydesk.parse("“Yes,” Ada Holm said.", url="https://example.org/1", format="prose").to_jsonld()
    assert said["@id"] == said["url"] == "https://example.org/1"
    assert said["hasPart"][0]["@id"] == "https://example.org/1#quote-1"
    assert said["hasPart"][0]["spokenByCharacter"] == [{"@id": "https://example.org/1#entity-1"}]


# W3C Web Annotation


def test_annotations(article: copydesk.Article) -> None:
    said = article.to_annotations()
    items = said["first"]["items"]
    assert said["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (said["type"], said["first"]["type"], said["total"]) == ("AnnotationCollection", "AnnotationPage", 8)
    split = items[0]
    assert [body["value"] for body in split["body"]] == ["direct quotation", "Ada Holm"]
    assert [_exact(target) for target in split["target"]] == ["“It will be built,”", "“and soon.”"]
    assert [body["value"] for body in items[-1]["body"]] == ["DATE", "2025-02-24"]
    assert len({item["id"] for item in items}) == len(items)
    assert all(item["id"].startswith("urn:uuid:") for item in items)
    assert said == article.to_annotations(), "the same article has the same identifiers"


def _exact(target: dict[str, Any]) -> str:
    exact = target["selector"][1]["exact"]
    assert isinstance(exact, str)
    return exact


@given(hostile())
@settings(max_examples=100, deadline=None)
def test_annotations_give_back_the_text(text: str) -> None:
    for article in articles(text):
        for item in article.to_annotations()["first"]["items"]:
            for target in item["target"]:
                position, quote = target["selector"]
                assert article.text[position["start"] : position["end"]] == quote["exact"]
                around = quote["prefix"] + quote["exact"] + quote["suffix"]
                assert around in article.text


# TEI


def tei(article: copydesk.Article) -> ElementTree.Element:
    return ElementTree.fromstring(article.to_tei())


def whole(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def test_tei(article: copydesk.Article) -> None:
    root = tei(article)
    assert root.tag == f"{TEI}TEI"
    assert [child.tag.removeprefix(TEI) for child in root] == ["teiHeader", "standOff", "text"]
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == "Council backs bridge 😀"
    people = {person.get(ID): person.findtext(f"{TEI}persName") for person in root.iter(f"{TEI}person")}
    assert people == {"entity-1": "Ada Holm", "entity-2": "Bo Lund"}
    said = list(root.iter(f"{TEI}said"))
    assert [(whole(s), s.get("direct"), s.get("who")) for s in said] == [
        ("“It will be built,”", "true", "#entity-1"),
        ("“and soon.”", "true", "#entity-1"),
        ("Critics “fear the cost”", "false", "#entity-2"),
        ("it was too late", "false", "#speaker-3"),
    ]
    assert [whole(q) for q in root.iter(f"{TEI}q")] == ["“fear the cost”"]
    assert said[0].get("next") == f"#{said[1].get(ID)}"
    assert said[1].get("prev") == f"#{said[0].get(ID)}"
    assert [(whole(d), d.get("when")) for d in root.iter(f"{TEI}date") if whole(d) == "Monday"] == [
        ("Monday", "2025-02-24")
    ]
    assert [whole(place) for place in root.iterfind(f".//{TEI}p/{TEI}placeName")] == ["Northby"]
    assert [whole(rs) for rs in root.iter(f"{TEI}rs")] == ["They"]


def test_tei_of_a_quotation_over_paragraphs() -> None:
    text = "“It began at night,” Ada Holm said. “We ran.\n\n“Then it stopped. We went home.”"
    article = copydesk.parse(text, format="text")
    assert len(article.quotes) == 1
    said = list(tei(article).iter(f"{TEI}said"))
    assert [whole(piece) for piece in said] == [span.text for span in article.quotes[0].spans]
    assert [piece.get("prev") is None for piece in said] == [True, *[False] * (len(said) - 1)]


@pytest.mark.parametrize(
    ("words", "attribute", "value"),
    [
        ("on 3 May 2024", "when", "2024-05-03"),
        ("in 2019", "when", "2019"),
        ("at 3 p.m. on 3 May 2024", "when", "2024-05-03T15:00:00"),
        ("for two years", "dur", "P2Y"),
        ("for two weeks", "when-custom", "P2W"),
        ("next spring", "when-custom", "2025-SP"),
    ],
)
def test_tei_dates(words: str, attribute: str, value: str) -> None:
    article = copydesk.parse(f"The council met {words}.", published="2024-11-04", format="prose")
    body = tei(article).iterfind(f"{TEI}text//")
    found = [element.attrib for element in body if element.tag in (f"{TEI}date", f"{TEI}time")]
    assert found == [{attribute: value}]


@given(hostile())
@settings(max_examples=100, deadline=None)
def test_tei_is_well_formed_and_whole(text: str) -> None:
    for article in articles(text):
        root = tei(article)
        body = root.find(f"{TEI}text/{TEI}body")
        assert body is not None
        allowed = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", _lines(article))
        assert whole(body) == allowed
        ids = [element.get(ID) for element in root.iter() if element.get(ID)]
        assert len(ids) == len(set(ids))
        for element in root.iter():
            for name in ("who", "ref", "next", "prev"):
                assert all(target.removeprefix("#") in ids for target in element.get(name, "").split())


def _lines(article: copydesk.Article) -> str:
    return "".join(block.text for block in article.blocks).replace("\r\n", "\n").replace("\r", "\n")


def test_marks_that_cross_are_cut_and_deep_ones_left_out() -> None:
    form = json.loads(copydesk.parse("a" * 200, format="prose").to_json())
    mention = {"kind": "PERSON", "form": "name", "confidence": 1.0, "entity": None}
    form |= {"entities": [], "quotes": [], "times": []}
    crossing = [{**mention, "start": start, "end": start + 100} for start in range(100)]
    root = tei(copydesk.Article.from_json(json.dumps({**form, "mentions": crossing})))
    assert "a" * 200 in whole(root)


# Markdown


def test_markdown(article: copydesk.Article) -> None:
    assert article.to_markdown(quotes=False) == (
        "# Council backs bridge 😀\n\n*By Jo Reed*\n\n"
        "“It will be built,” Mayor Ada Holm of Northby said on Monday, “and soon.”\n\n"
        "Critics “fear the cost”, according to Bo Lund, a professor, the Northby Post reported."
        " They said it was too late.\n"
    )
    whole = article.to_markdown()
    assert "## Who said what\n\n> “It will be built,” … “and soon.”\n>\n> — **Ada Holm**, Mayor (direct)\n" in whole
    assert "> Critics “fear the cost”\n>\n> — **Bo Lund**, professor, via the Northby Post (mixed)\n" in whole


def rendered(markdown: str) -> str:
    """The words that a reader of the rendered Markdown sees."""
    markdown_it = pytest.importorskip("markdown_it")
    html = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return "".join(ElementTree.fromstring(f"<html>{html}</html>").itertext())


@given(hostile())
@settings(max_examples=200, deadline=None)
def test_markdown_shows_the_words_as_they_are(text: str) -> None:
    hidden = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
    for article in articles(text):
        shown = rendered(hidden.sub("", article.to_markdown(quotes=False)))
        expected = " ".join(hidden.sub("", " ".join(block.text.split())) for block in article.blocks)
        assert "".join(shown.split()) == "".join(expected.split())


# spaCy


@pytest.fixture(scope="module")
def nlp() -> Any:
    return pytest.importorskip("spacy").blank("en")


def test_spacy(article: copydesk.Article, nlp: Any) -> None:
    doc = article.to_spacy(nlp)
    assert doc.vocab is nlp.vocab
    assert doc.text == TEXT
    assert [(e.text, e.label_, e.ent_id_) for e in doc.ents] == [
        ("Ada Holm", "PERSON", "Ada Holm"),
        ("Northby", "GPE", "Northby"),
        ("Monday,", "DATE", "2025-02-24"),
        ("Bo Lund,", "PERSON", "Bo Lund"),
    ], "where a token is wider than the mention, the token counts"
    quotes = doc.spans["quotes"]
    assert [(q.text, q.label_, q.id_) for q in quotes][:2] == [
        ("“It will be built,”", "direct", "Ada Holm"),
        ("“and soon.”", "direct", "Ada Holm"),
    ]
    assert sorted(doc.spans) == ["cues", "mentions", "quotes", "sources", "times"]
    assert [s.start_char for s in doc.sents] == [s.start for s in article.sentences]
    assert doc[0].lemma_ == "council"


def test_a_doc_of_a_blank_pipeline(article: copydesk.Article, nlp: Any) -> None:
    assert article.to_spacy().text == TEXT


def test_a_doc_travels(article: copydesk.Article, nlp: Any) -> None:
    from spacy.tokens import DocBin

    bag = DocBin(docs=[article.to_spacy(nlp)], store_user_data=True)
    (back,) = DocBin().from_bytes(bag.to_bytes()).get_docs(nlp.vocab)
    assert next((q.label_, q.id_) for q in back.spans["quotes"]) == ("direct", "Ada Holm")


@given(hostile())
@settings(max_examples=100, deadline=None)
def test_a_doc_has_the_very_text(nlp: Any, text: str) -> None:
    for article in articles(text):
        doc = article.to_spacy(nlp)
        assert doc.text == article.text
        for group in ("quotes", "mentions", "times"):
            spans = [s for q in article.quotes for s in q.spans] if group == "quotes" else getattr(article, group)
            assert [(s.start_char, s.end_char) for s in doc.spans[group]] == [(s.start, s.end) for s in spans]


# displaCy


def test_displacy(article: copydesk.Article) -> None:
    ents = article.to_displacy("ent")
    assert [ents["text"][e["start"] : e["end"]] for e in ents["ents"]] == ["Ada Holm", "Northby", "Monday,", "Bo Lund,"]
    spans = article.to_displacy()
    first = spans["spans"][0]
    assert (first["label"], first["kb_id"]) == ("direct", "Ada Holm")
    assert spans["tokens"][first["start_token"] : first["end_token"]] == ["“It", "will", "be", "built,”"]


def test_displacy_draws_it(nlp: Any) -> None:
    from spacy import displacy

    article = copydesk.parse(EXAMPLE.read_text(encoding="utf-8"))
    drawn = displacy.render(article.to_displacy(), style="span", manual=True)
    assert all(kind in drawn for kind in ("direct", "indirect", "cue", "source", "Mairi Sinclair"))
    assert "PERSON" in displacy.render(article.to_displacy("ent"), style="ent", manual=True)


def test_displacy_of_another_style(article: copydesk.Article) -> None:
    with pytest.raises(copydesk.CopydeskError, match="style must be one of ent, span, not 'dep'"):
        article.to_displacy("dep")


# All of them


FORMS: list[Callable[[copydesk.Article], object]] = [
    copydesk.Article.to_jsonld,
    copydesk.Article.to_annotations,
    copydesk.Article.to_tei,
    copydesk.Article.to_markdown,
    copydesk.Article.to_displacy,
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_it_holds(form: Callable[[copydesk.Article], object], text: str) -> None:
    for article in articles(text):
        made = form(article)
        if isinstance(made, dict):
            assert json.loads(json.dumps(made)) == made


def test_a_long_article_in_linear_time() -> None:
    text = "“It will be built,” Mayor Ada Holm said on Monday. She was sure. " * 4000
    article = copydesk.parse(text, format="prose")
    for form in FORMS:
        form(article)
    assert len(list(spacy_words.words(article))) >= len(article.tokens)

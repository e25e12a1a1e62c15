"""Pictures: each says in words what it shows, whatever kind of table it is given."""

from collections.abc import Callable
from typing import Any

import copydesk
import pytest

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

import altair
from copydesk import CopydeskError, Tables, plot

QUOTES = {
    "article": [0, 0, 1, 1, 2],
    "text": ["two words", "one", "three more words", "a b c d", "nobody’s words"],
    "speaker": ["Ada Holm", "Bo Lund", "Ada Holm", "Cy Dorn", None],
    "cue": ["said", "added", "Said", "according to", None],
}
ARTICLES = {
    "article": [0, 1, 2],
    "published": ["2025-02-26T08:00:00+01:00", "2025-03-03", None],
}
ENTITIES = {
    "name": ["Ada Holm", "Northby", "Ada Holm"],
    "kind": ["PERSON", "GPE", "PERSON"],
    "salience": [0.9, 0.5, 0.2],
}
TABLES = Tables(articles=ARTICLES, quotes=QUOTES, entities=ENTITIES)

CHARTS: list[tuple[Callable[[], Any], str]] = [
    (lambda: plot.share_of_voice(TABLES), "Who gets to speak: Ada Holm 5, Cy Dorn 4, Bo Lund 1 (words)."),
    (
        lambda: plot.share_of_voice(QUOTES, by="quotations", top=2),
        "Who gets to speak: Ada Holm 2, Bo Lund 1 (quotations).",
    ),
    (
        lambda: plot.speakers_over_time(TABLES),
        "Who speaks, by week: from 2025-02-24 to 2025-03-03, Ada Holm 5, Cy Dorn 4, Bo Lund 1 (words).",
    ),
    (
        lambda: plot.speakers_over_time(QUOTES, ARTICLES, every="month", by="quotations", top=1),
        "Who speaks, by month: from 2025-02-01 to 2025-03-01, Ada Holm 2 (quotations).",
    ),
    (
        lambda: plot.quoted_together(QUOTES),
        "Who is quoted with whom: Ada Holm and Bo Lund in 1, Ada Holm and Cy Dorn in 1.",
    ),
    (lambda: plot.cue_verbs(QUOTES), "How speakers are reported: said 2, according to 1, added 1 (quotations)."),
    (lambda: plot.salience(TABLES), "Who and what it is about: Ada Holm 1.10, Northby 0.50."),
    (lambda: plot.salience(ENTITIES, kind="GPE"), "Who and what it is about: Northby 0.50."),
]


@pytest.mark.parametrize(("draw", "told"), CHARTS)
def test_a_chart_says_what_it_shows(draw: Callable[[], Any], told: str) -> None:
    chart = draw().to_dict()
    assert chart["description"] == told
    assert "http" not in str({key: value for key, value in chart.items() if key != "$schema"}), "nothing is fetched"


@pytest.mark.parametrize("draw", [plot.share_of_voice, plot.quoted_together, plot.cue_verbs])
def test_an_empty_table_is_an_empty_picture(draw: Callable[[Any], Any]) -> None:
    nothing: dict[str, list[object]] = {name: [] for name in QUOTES}
    assert draw(nothing).to_dict()["description"].endswith(("nothing was found.", "nobody shares an article."))


def test_any_kind_of_table_will_do() -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    told = plot.share_of_voice(QUOTES).to_dict()["description"]
    for table in (pandas.DataFrame(QUOTES), polars.DataFrame(QUOTES), pyarrow.table(QUOTES)):
        assert plot.share_of_voice(table).to_dict()["description"] == told


def test_dates_of_any_kind_will_do() -> None:
    pandas = pytest.importorskip("pandas")
    texts = ["“Never,” said Ada Holm."] * 2
    frame = pandas.DataFrame({"body": texts, "published": pandas.to_datetime(["2025-02-26", None])})
    found = copydesk.tables(frame, published="published", progress=False)
    told = plot.speakers_over_time(found).to_dict()["description"]
    assert told == "Who speaks, by week: from 2025-02-24 to 2025-02-24, Ada Holm 2 (words)."


def test_the_skyline_of_an_article(article: copydesk.Article) -> None:
    chart = plot.skyline(article).to_dict()
    assert chart["description"] == "Council backs bridge 😀: Ada Holm 6, Bo Lund 4, They 4 (words)."
    assert len(chart["data"]["values"]) == 4, "one tower a piece"


ANYTHING: Any = plot


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plot.share_of_voice(Tables()), "the picture needs the table 'quotes'"),
        (lambda: plot.share_of_voice({"text": []}), "the table quotes has no column 'speaker'"),
        (lambda: plot.share_of_voice([1]), "quotes must be a table such as copydesk.tables gives back, not list"),
        (lambda: ANYTHING.share_of_voice(QUOTES, by="letters"), 'by must be "words" or "quotations", not'),
        (lambda: ANYTHING.speakers_over_time(TABLES, every="hour"), 'every must be "day", "week" or "month", not'),
        (lambda: ANYTHING.skyline("text"), "article must be an Article, not str"),
    ],
)
def test_errors_say_what_to_do(draw: Callable[[], Any], message: str) -> None:
    with pytest.raises(CopydeskError, match=message.replace("(", r"\(")):
        draw()


def html(drawn: Any) -> str:
    """What a notebook is given to show."""
    return str(drawn._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize(("draw", "told"), CHARTS)
def test_a_notebook_is_given_a_picture(draw: Callable[[], Any], told: str) -> None:
    given = draw()._repr_mimebundle_()
    assert set(given) == {"text/html", "text/plain"}
    assert given["text/plain"] == told
    shown = given["text/html"]
    assert f'aria-label="{told}"' in shown
    assert "<title>" in shown, "each mark says what it is"
    assert not any(word in shown for word in ("<script", "<image", "href", "url(", "jsdelivr"))
    assert 'fill="#000"' not in shown, "it can be read in the dark"


def test_marks_say_what_they_are(article: copydesk.Article) -> None:
    assert "<title>Ada Holm and Bo Lund: 1 article</title>" in html(plot.quoted_together(QUOTES))
    assert "<title>Bo Lund, mixed: Critics “fear the cost”</title>" in html(plot.skyline(article))


def test_a_renderer_that_was_chosen_is_obeyed() -> None:
    drawn = plot.share_of_voice(QUOTES)
    with altair.renderers.enable("json"):
        assert set(drawn._repr_mimebundle_()[0]) == {"application/json", "text/plain"}
    assert altair.renderers.active == "default", "and nothing is chosen for anybody"


def test_composed_charts_show_themselves_in_the_same_way_when_asked() -> None:
    both = plot.share_of_voice(QUOTES) | plot.cue_verbs(QUOTES)
    with altair.renderers.enable("copydesk"):
        assert html(both).count("<svg") == 1


def test_what_is_changed_is_still_ours() -> None:
    drawn = plot.share_of_voice(QUOTES).properties(width=900).configure_axis(labelFontSize=14)
    assert "<svg" in html(drawn)


def test_saved_pages_need_nothing(tmp_path: Any) -> None:
    drawn = plot.cue_verbs(QUOTES)
    drawn.save(tmp_path / "chart.html")
    assert "<script src" not in (tmp_path / "chart.html").read_text(encoding="utf-8")
    drawn.save(tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


# A speaker's name, and how a picture has it.
NAMES = [
    ("Ada Holm", "Ada Holm"),
    ("</script><b>", "‹/script›‹b›"),
    ("two\nlines\t", "two lines"),
    ("\u202egnp.exe", "gnp.exe"),
    ("a\x00b", "ab"),
    ("constructor", "constructor\u2060"),
    ("__proto__", "__proto__\u2060"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_names_are_plain(name: str, shown: str) -> None:
    from copydesk.chart import plain

    assert plain(name) == shown
    drawn = plot.share_of_voice({"speaker": [name], "text": ["two words"]})
    assert drawn.to_dict()["description"] == f"Who gets to speak: {shown} 2 (words)."
    assert "2" in html(drawn)

"""Tables in, tables out, whatever library they are of; what cannot be used is refused in words that name it."""

import datetime
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import copydesk
import pytest
from copydesk import CopydeskError

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl: Any = pytest.importorskip("polars")

HOLM = "“It will be built,” Mayor Ada Holm of Northby said on Monday. She said it was late."
LUND = "“Never,” said Bo Lund."
PAGE = f"<html><body><article><h1>Council backs bridge</h1><p>{HOLM}</p><p>{LUND}</p></article></body></html>"
BODIES = [HOLM, None, LUND]
SPEAKERS = ["Ada Holm", "Ada Holm", "Bo Lund"]
tables: Any = copydesk.tables


def rows(table: Any) -> list[dict[str, Any]]:
    """Any of the tables as a list of rows."""
    if isinstance(table, dict):
        return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]
    if type(table).__name__ == "DuckDBPyRelation":
        table = table.arrow()
    if isinstance(table, pl.DataFrame):
        return list(table.to_dicts())
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    return list(pa.table(table).to_pylist())


def duckdb_relation(bodies: list[str | None]) -> Any:
    duckdb = pytest.importorskip("duckdb")
    return duckdb.from_arrow(pa.table({"body": bodies}))


def reader(bodies: list[str | None]) -> Any:
    return pa.table({"body": bodies}).to_reader(max_chunksize=1)


class Capsule:
    """Anything else that has `__arrow_c_stream__`."""

    def __init__(self, bodies: list[str | None]) -> None:
        self._table = pa.table({"body": bodies})

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


KINDS: list[tuple[str, Callable[[list[str | None]], Any], Any]] = [
    ("pandas", lambda b: pd.DataFrame({"body": b}), pd.DataFrame),
    ("pandas, objects", lambda b: pd.DataFrame({"body": pd.Series(b, dtype=object)}), pd.DataFrame),
    ("pandas, Arrow", lambda b: pd.DataFrame({"body": b}, dtype=pd.ArrowDtype(pa.string())), pd.DataFrame),
    ("pandas, string", lambda b: pd.DataFrame({"body": b}, dtype="string"), pd.DataFrame),
    ("pandas, category", lambda b: pd.DataFrame({"body": b}, dtype="category"), pd.DataFrame),
    ("pandas series", lambda b: pd.Series(b), pd.DataFrame),
    ("polars", lambda b: pl.DataFrame({"body": b}), pl.DataFrame),
    ("polars, category", lambda b: pl.DataFrame({"body": b}, schema={"body": pl.Categorical}), pl.DataFrame),
    ("polars, lazy", lambda b: pl.LazyFrame({"body": b}), pl.DataFrame),
    ("polars series", lambda b: pl.Series(b), pl.DataFrame),
    ("pyarrow", lambda b: pa.table({"body": b}), pa.Table),
    ("pyarrow batch", lambda b: pa.record_batch({"body": b}), pa.Table),
    ("pyarrow reader", reader, pa.Table),
    ("pyarrow array", lambda b: pa.array(b), pa.Table),
    ("pyarrow, large", lambda b: pa.table({"body": pa.array(b, pa.large_string())}), pa.Table),
    ("pyarrow, view", lambda b: pa.table({"body": pa.array(b, pa.string_view())}), pa.Table),
    ("pyarrow, dictionary", lambda b: pa.table({"body": pa.array(b).dictionary_encode()}), pa.Table),
    ("pyarrow, bytes", lambda b: pa.table({"body": pa.array(b).cast(pa.binary())}), pa.Table),
    ("pyarrow, large bytes", lambda b: pa.table({"body": pa.array(b).cast(pa.large_binary())}), pa.Table),
    ("pyarrow, view of bytes", lambda b: pa.table({"body": pa.array(b).cast(pa.binary_view())}), pa.Table),
    ("pyarrow, chunks", lambda b: pa.table({"body": pa.chunked_array([[cell] for cell in b], pa.string())}), pa.Table),
    ("pyarrow, sliced", lambda b: pa.table({"body": ["no", *b, "no"]}).slice(1, len(b)), pa.Table),
    (
        "pyarrow, dictionary, sliced",
        lambda b: pa.table({"body": pa.array(["n", *b]).dictionary_encode()}).slice(1),
        pa.Table,
    ),
    ("duckdb", duckdb_relation, None),
    ("anything", Capsule, copydesk._copydesk.Table),
    ("dict", lambda b: {"body": b}, dict),
    ("dict of bytes", lambda b: {"body": [cell and cell.encode() for cell in b]}, dict),
    ("list", lambda b: b, dict),
    ("tuple", tuple, dict),
]


@pytest.mark.parametrize(("make", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_every_kind_of_table(make: Callable[[list[str | None]], Any], kind: Any) -> None:
    given = make(BODIES)
    found = tables(given)
    assert all(isinstance(table, kind or type(given)) for table in found)
    assert [(q["article"], q["quote"], q["speaker"]) for q in rows(found.quotes)] == [
        (0, 0, "Ada Holm of Northby" if q["speaker"] == "Ada Holm of Northby" else "Ada Holm")
        if q["article"] == 0 and q["quote"] == 0
        else (q["article"], q["quote"], q["speaker"])
        for q in rows(found.quotes)
    ]
    assert [q["article"] for q in rows(found.quotes)] == [0, 0, 2]
    assert [a["text"] for a in rows(found.articles)] == BODIES
    assert [a["warnings"] for a in rows(found.articles)] == [[], ["empty: there is no text to read"], []]


def test_a_row_says_what_the_article_says() -> None:
    article = copydesk.parse(PAGE, url="https://example.org/1", published="2025-02-24T08:00+01:00")
    frame = {"page": [PAGE], "url": ["https://example.org/1"], "published": ["2025-02-24T08:00+01:00"]}
    found = tables(frame, html="page", url="url", published="published")
    for name, members in (
        ("blocks", article.blocks),
        ("entities", article.entities),
        ("mentions", article.mentions),
        ("quotes", article.quotes),
        ("times", article.times),
    ):
        table = rows(getattr(found, name))
        assert len(table) == len(members) > 0, name
        for number, (row, member) in enumerate(zip(table, members, strict=True)):
            assert row.pop("article") == 0
            assert row.pop(name[:-1] if name != "entities" else "entity") == number
            for column, cell in row.items():
                assert cell == _cell(article, name, column, getattr(member, column)), (name, column)
    (row,) = rows(found.articles)
    assert row.pop("article") == 0
    assert row.pop("published_local") == datetime.datetime(2025, 2, 24, 8)
    for column, cell in row.items():
        assert cell == _cell(article, "articles", column, getattr(article, column)), column


def _cell(article: Any, table: str, column: str, value: Any) -> Any:
    if table == "entities" and column == "mentions":
        return len(value)
    if table == "mentions" and column == "entity":
        return None if value is None else list(article.entities).index(value)
    if column == "speakers":
        return [list(article.entities).index(entity) for entity in value]
    if column in ("spans", "quoted"):
        return [{"start": span.start, "end": span.end} for span in value]
    if column == "warnings":
        return [f"{warning.kind}: {warning.message}" for warning in value]
    if isinstance(value, copydesk.Span):
        return value.text
    return list(value) if isinstance(value, tuple) else value


def test_offsets_count_in_the_text_of_the_article() -> None:
    found = tables(["😀 naïve " + HOLM, PAGE])
    texts = found.articles["text"]
    for table in (found.blocks, found.mentions, found.times):
        for row in rows(table):
            assert texts[row["article"]][row["start"] : row["end"]] == row["text"]
    for row in rows(found.quotes):
        pieces = [texts[row["article"]][span["start"] : span["end"]] for span in row["spans"]]
        assert " … ".join(pieces) == row["text"]


def test_types() -> None:
    found = tables(pa.table({"body": BODIES}), errors="record")
    schema = found.articles.schema
    assert schema.field("published").type == pa.timestamp("us", "UTC")
    assert schema.field("published_local").type == pa.timestamp("us")
    assert schema.field("error").type == pa.string()
    assert found.quotes.schema.field("kind").type == pa.dictionary(pa.int8(), pa.string())
    assert tables(pd.DataFrame({"body": BODIES})).quotes["kind"].dtype.name == "category"
    assert str(tables(pd.DataFrame({"body": BODIES})).articles["published"].dtype) == "datetime64[us, UTC]"
    assert tables(pl.DataFrame({"body": BODIES})).quotes.schema["kind"] == pl.Categorical


def test_the_schema_is_that_of_the_tables() -> None:
    found = tables([HOLM])
    for name, columns in copydesk.schema().items():
        assert ["article", *(column.name for column in columns)] == list(getattr(found, name)), name
        assert all(column.description and column.type for column in columns)


PUBLISHED: list[tuple[str, Any, list[Any]]] = [
    ("ISO dates", pa.array(["2025-02-24", None, ""]), ["2025-02-24", None, None]),
    ("days", pa.array([datetime.date(2025, 2, 24), None, None]), ["2025-02-24", None, None]),
    ("moments", pa.array([datetime.datetime(2025, 2, 24, 8), None, None]), ["2025-02-24T08:00", None, None]),
    (
        "zones",
        pa.array([1740384000, None, 0], pa.timestamp("s", "Europe/Berlin")),
        ["2025-02-24T08:00Z", None, "1970-01-01"],
    ),
    ("milliseconds", pa.array([1740384000000, None, 0], pa.timestamp("ms")), ["2025-02-24T08:00", None, "1970-01-01"]),
    (
        "nanoseconds",
        pa.array([1740384000000000000, None, 0], pa.timestamp("ns")),
        ["2025-02-24T08:00", None, "1970-01-01"],
    ),
    ("date64", pa.array([1740384000000, None, 0], pa.date64()), ["2025-02-24", None, "1970-01-01"]),
    (
        "dictionary",
        pa.array(["2025-02-24", None, "2025-02-25"]).dictionary_encode(),
        ["2025-02-24", None, "2025-02-25"],
    ),
    ("nothing", pa.nulls(3), [None, None, None]),
]


@pytest.mark.parametrize(("column", "dates"), [case[1:] for case in PUBLISHED], ids=[case[0] for case in PUBLISHED])
def test_published(column: Any, dates: list[str | None]) -> None:
    found = tables(pa.table({"body": [HOLM] * 3, "day": column}), published="day", only="times")
    expected = [copydesk.parse(HOLM, published=date).times[0].value for date in dates]
    assert found.times["value"].to_pylist() == expected


def test_published_as_pandas_has_it() -> None:
    day = pd.to_datetime(["2025-02-24", None])
    for column in (day, day.tz_localize("UTC"), day.tz_localize("America/New_York"), day.astype(object)):
        frame = pd.DataFrame({"body": [HOLM, HOLM], "day": column})
        assert list(tables(frame, published="day").times["value"]) == ["2025-02-24", "XXXX-WXX-1"], column.dtype


INDEXES: list[tuple[str, Any, list[Any]]] = [
    ("strings", pd.Index(["a", "b", "c"]), ["a", "a", "c"]),
    ("repeats", pd.Index(["a", "a", "a"]), ["a", "a", "a"]),
    ("numbers", pd.Index([7, 8, 9]), [7, 7, 9]),
    ("days", pd.date_range("2025-02-24", periods=3), list(pd.to_datetime(["2025-02-24", "2025-02-24", "2025-02-26"]))),
    ("two levels", pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")]), [(1, "a"), (1, "a"), (2, "a")]),
    ("objects", pd.Index([1, "a", None], dtype=object), [1, 1, None]),
]


@pytest.mark.parametrize(("index", "keys"), [case[1:] for case in INDEXES], ids=[case[0] for case in INDEXES])
def test_pandas_keys_by_its_index(index: Any, keys: list[Any]) -> None:
    quotes = copydesk.pandas.quotes(pd.DataFrame({"body": BODIES}, index=index))
    assert list(quotes["article"]) == keys
    assert list(quotes.index) == [0, 1, 2]


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, pa.table, dict], ids=["pandas", "polars", "pyarrow", "dict"]
)
def test_keys_by_a_column(make: Any) -> None:
    frame = make({"body": BODIES, "number": [10, 20, 30]})
    assert [row["article"] for row in rows(tables(frame, id="number").quotes)] == [10, 10, 30]


def test_pages_before_texts() -> None:
    frame = {"body": [HOLM, HOLM], "page": [PAGE, None]}
    assert tables(frame, text="body", html="page").articles["headline"] == ["Council backs bridge", None]
    assert tables(frame, html="page").articles["headline"] == ["Council backs bridge", None]
    assert tables(frame, html="page").articles["text"][1] is None


def test_only() -> None:
    found = tables([HOLM], only="quotes")
    assert found.quotes is not None
    assert found.articles is None
    found = tables([HOLM], only=["times", "blocks"])
    assert [name for name in found._fields if getattr(found, name) is not None] == ["blocks", "times"]


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, pa.table, dict], ids=["pandas", "polars", "arrow", "dict"]
)
def test_an_empty_frame_gives_empty_tables_of_the_same_columns(make: Any) -> None:
    empty, full = tables(make({"body": []})), tables(make({"body": [HOLM]}))
    for name in empty._fields:
        assert len(rows(getattr(empty, name))) == 0
        assert _columns(getattr(empty, name)) == _columns(getattr(full, name))


def _columns(table: Any) -> list[str]:
    return table.column_names if isinstance(table, pa.Table) else list(getattr(table, "columns", table))


def test_many_rows_stay_in_order() -> None:
    bodies = [f"“Number {number},” said Bo Lund." + " More." * (number * 37 % 300) for number in range(1_000)]
    quotes = tables(pa.table({"body": pa.chunked_array([bodies[:1], bodies[1:700], bodies[700:]])}), threads=3).quotes
    assert quotes["article"].to_pylist() == list(range(1_000))
    assert quotes["text"].to_pylist() == [f"“Number {number},”" for number in range(1_000)]
    assert quotes.column("text").num_chunks == 1


COLUMN, TEXT, DAYS = (
    "must name a column, not",
    "must hold text or bytes, not",
    "must hold dates, timestamps or ISO dates",
)
BAD: list[tuple[str, Any, dict[str, Any], str]] = [
    ("missing, pandas", pd.DataFrame({"a": [HOLM], 3: [1]}), {}, f'text {COLUMN} "body": there are "a", "3"'),
    ("missing, polars", pl.DataFrame({"a": [HOLM]}), {}, f'text {COLUMN} "body": there are "a"'),
    ("missing, pyarrow", pa.table({"a": [HOLM]}), {}, f'text {COLUMN} "body": there are "a"'),
    ("missing, dict", {"a": [HOLM]}, {}, f'text {COLUMN} "body": there are "a"'),
    ("no columns", {}, {}, f'text {COLUMN} "body": there are none'),
    ("missing url", {"body": [HOLM]}, {"url": "link"}, f'url {COLUMN} "link"'),
    ("missing id", pa.table({"body": [HOLM]}), {"id": "key"}, f'id {COLUMN} "key"'),
    (
        "twice",
        pd.DataFrame([[HOLM, HOLM]], columns=["body", "body"]),
        {},
        "text must name one column: there are several",
    ),
    ("numbers", pd.DataFrame({"body": [1, 2]}), {}, f'column "body" {TEXT} Int64'),
    ("numbers, polars", pl.DataFrame({"body": [1.5]}), {}, f'column "body" {TEXT} Float64'),
    ("moments", pd.DataFrame({"body": [pd.NaT, pd.Timestamp(0)]}), {}, f'column "body" {TEXT} Timestamp'),
    ("mixed", pd.DataFrame({"body": [HOLM, 3]}), {}, f'column "body" {TEXT} int'),
    ("mixed, dict", {"body": [HOLM, 3]}, {}, 'column "body" must hold str, bytes, dates or None, not int (row 1)'),
    ("lists", pa.table({"body": [[HOLM]]}), {}, f'column "body" {TEXT} List'),
    ("dictionary", pa.table({"body": pa.array([1]).dictionary_encode()}), {}, f'column "body" {TEXT} Dictionary'),
    (
        "number as day",
        pa.table({"body": [HOLM], "n": [3]}),
        {"published": "n"},
        f'column "n" {DAYS} as text, not Int64',
    ),
    (
        "no day",
        {"body": ["", ""], "day": ["", "soon"]},
        {"published": "day"},
        'row 1: column "day" must hold ISO dates',
    ),
    ("lengths", {"body": [HOLM], "url": []}, {"url": "url"}, 'must be of one length: "body" has 1, "url" has 0'),
    ("an article", HOLM, {}, "frame must be a pandas or polars frame"),
    ("a generator", (body for body in BODIES), {}, "not generator: copydesk.parse_many takes any iterable"),
    ("a number", 3, {}, "a dict of lists or a list, not int"),
    (
        "only",
        [HOLM],
        {"only": "quote"},
        'tables must be among articles, blocks, entities, mentions, quotes, times, not "qu',
    ),
    ("errors", [HOLM], {"errors": "ignore"}, "errors must be among raise, skip, record"),
]


@pytest.mark.parametrize(("frame", "options", "message"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_input(frame: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises((CopydeskError, TypeError)) as raised:
        tables(frame, **options)
    assert message in str(raised.value)


NOTHING: list[tuple[str, Any]] = [
    ("None", pd.DataFrame({"body": [HOLM, None]})),
    ("NaN", pd.DataFrame({"body": [HOLM, float("nan")]}, dtype=object)),
    ("NaT", pd.DataFrame({"body": [HOLM, pd.NaT]}, dtype=object)),
    ("NA", pd.DataFrame({"body": [HOLM, pd.NA]}, dtype="string")),
    ("NaN in a list", [HOLM, float("nan")]),
    ("empty", [HOLM, ""]),
    ("a dictionary without values", pa.table({"body": pa.array([None, None], pa.string()).dictionary_encode()})),
    ("NaN only", pd.DataFrame({"body": [float("nan"), float("nan")]})),
    ("nulls only", pa.table({"body": pa.nulls(2)})),
]


@pytest.mark.parametrize("frame", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_a_row_without_a_text_is_an_article_without_one(frame: Any) -> None:
    articles = rows(tables(frame).articles)
    assert articles[1]["text"] is None
    assert articles[1]["warnings"] == ["empty: there is no text to read"]


def test_errors() -> None:
    frame = {"body": [HOLM, LUND], "day": ["soon", "2025-02-24"]}
    skipped = tables(frame, published="day", errors="skip")
    assert skipped.articles["article"] == [1]
    assert skipped.quotes["article"] == [1]
    recorded = tables(frame, published="day", errors="record")
    assert recorded.articles["article"] == [0, 1]
    assert recorded.articles["error"] == ['column "day" must hold ISO dates such as "2025-02-24", not "soon"', None]
    assert recorded.quotes["article"] == [1]
    assert "error" not in tables(frame).articles


def test_bytes_that_are_no_text_are_read_as_parse_reads_them() -> None:
    wrong = pa.array([b"caf\xe9 and more", HOLM.encode()]).view(pa.string())
    assert tables(pa.table({"body": wrong})).articles["text"].to_pylist()[0] == copydesk.parse(b"caf\xe9 and more").text


def test_inputs_are_left_as_they_are() -> None:
    frame = pd.DataFrame({"body": pd.Series(BODIES, dtype=object), "n": [1, 2, 3]}, index=["a", "b", "c"])
    copy = frame.copy(deep=True)
    tables(frame, id="n", errors="record")
    pd.testing.assert_frame_equal(frame, copy)
    lists = {"body": list(BODIES), "day": ["2025-02-24"] * 3}
    tables(lists, published="day")
    assert lists == {"body": BODIES, "day": ["2025-02-24"] * 3}


def test_accessors() -> None:
    bodies = {"text": BODIES, "n": [1, 2, 3]}
    for frame in (pd.DataFrame(bodies), pl.DataFrame(bodies)):
        for name in copydesk.Tables._fields:
            read = getattr(frame.news, name)(text="text", id="n")
            assert rows(read) == rows(getattr(tables(frame, "text", id="n"), name)), name


def test_polars_lazily() -> None:
    frame = pl.DataFrame({"body": BODIES, "n": [1, 2, 3]})
    for name in copydesk.Tables._fields:
        lazy = getattr(frame.lazy().news, name)(id="n")
        assert lazy.collect_schema() == lazy.collect().schema
        assert lazy.collect().equals(getattr(tables(frame, id="n"), name)), name


def test_polars_expressions() -> None:
    frame = pl.DataFrame({"body": BODIES, "day": ["2025-02-24"] * 3})
    lazy = frame.lazy().with_columns(found=copydesk.polars.quotes(pl.col("body")))
    read = lazy.collect()
    assert lazy.collect_schema() == read.schema
    assert read["found"].list.len().to_list() == [2, 0, 1]
    flat = frame.with_row_index("article").with_columns(q=pl.col("body").news.quotes())
    flat = flat.filter(pl.col("q").list.len() > 0).explode("q").unnest("q")
    assert flat["text"].to_list() == tables(frame).quotes["text"].to_list()
    dated = frame.select(pl.col("body").news.times(published="day").list.first().struct.field("value"))
    assert dated["value"].to_list() == ["2025-02-24", None, None]
    articles = frame.select(pl.col("body").news.articles()).to_series()
    assert articles.struct.field("text").to_list() == BODIES
    grouped = frame.group_by("day").agg(pl.col("body").news.quotes().list.len().sum())
    assert grouped["body"].to_list() == [3]
    with pytest.raises(TypeError, match="text must be left out"):
        copydesk.polars.quotes(pl.col("body"), "body")
    with pytest.raises(TypeError, match="id must be left out"):
        copydesk.polars.quotes(pl.col("body"), id="day")


def test_pandas_without_pyarrow_says_what_is_missing() -> None:
    program = "import sys; sys.modules['pyarrow'] = None; import copydesk, pandas; copydesk.tables(pandas.DataFrame())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "copydesk needs pyarrow to read a pandas frame: pip install 'copydesk[pandas]'" in done.stderr


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import pandas as pd, copydesk; pd.DataFrame({'body': []}).news", "pandas is there before"),
        ("import pandas as pd, copydesk.pandas; pd.DataFrame({'body': []}).news", "asked for"),
        ("import copydesk, polars as pl; copydesk.polars; pl.DataFrame().news", "named"),
        ("import copydesk, sys; assert not {'pandas', 'polars', 'pyarrow', 'tqdm'} & set(sys.modules)", "nothing else"),
    ],
)
def test_imports(program: str, why: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


def test_batches() -> None:
    batches = pa.table({"body": BODIES, "n": [1, 2, 3]}).to_batches(max_chunksize=2)
    read = pa.Table.from_batches(copydesk.extract_batches(iter(batches), "quotes", id="n"))
    assert read["article"].to_pylist() == [1, 1, 3]
    assert read.schema.field("kind").type == pa.string()
    assert list(copydesk.extract_batches([])) == []
    with pytest.raises(CopydeskError, match="text must name a column"):
        list(copydesk.extract_batches(batches, text="page"))


def test_batches_without_end() -> None:
    def batches() -> Any:
        while True:
            yield pa.record_batch({"body": [HOLM] * 50})

    read = copydesk.extract_batches(batches(), threads=2)
    assert all(next(read).num_rows > 0 for _ in range(20))


def test_an_error_of_the_batches_is_raised() -> None:
    def batches() -> Any:
        yield pa.record_batch({"body": [HOLM]})
        raise OSError("the disk is gone")

    with pytest.raises(CopydeskError, match="the disk is gone"):
        list(copydesk.extract_batches(batches()))

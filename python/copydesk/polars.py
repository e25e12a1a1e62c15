"""For polars: `copydesk.polars.quotes(df)`, and the same as `df.news.quotes()`.

Each function takes a frame, a lazy frame or an expression and gives back the same. A frame becomes a table with a row
for each quotation, entity … and the column `article`, the number of the row it came from or the column that `id`
names. An expression stays a column: a list of structs for each article, or one struct for `articles`.

>>> import polars as pl
>>> import copydesk.polars
>>> frame = pl.DataFrame({"body": ["“Never,” said Ada Holm. “Soon,” said Bo Lund."]})
>>> frame.news.quotes().select("article", "speaker").rows()
[(0, 'Ada Holm'), (0, 'Bo Lund')]
>>> quotes = copydesk.polars.quotes(pl.col("body"))
>>> frame.lazy().with_columns(count=quotes.list.len()).collect()["count"].to_list()
[2]
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar, Unpack

import polars as pl

import copydesk
from copydesk._copydesk import Table
from copydesk.frames import Name, Options
from copydesk.given import Asked

T = TypeVar("T", pl.DataFrame, pl.LazyFrame, pl.Expr)


class Frame:
    """A polars frame or series; a lazy frame is collected."""

    def __init__(self, frame: pl.DataFrame | pl.LazyFrame | pl.Series, asked: Asked) -> None:
        """Make a series a frame of one column."""
        if isinstance(frame, pl.Series):
            frame = frame.to_frame(asked.html or asked.text)
        columns = asked.columns(frame.collect_schema().names())
        self._frame = frame.lazy().select(columns).collect()
        self.asked = asked
        self.rows: int | None = len(self._frame)

    def stream(self) -> Any:
        """Return its columns, text for those of no type: not every reader takes polars' arrays of nulls."""
        return self._frame.with_columns(pl.selectors.by_dtype(pl.Null).cast(pl.String))

    def table(self, read: Table) -> pl.DataFrame:
        """Return a frame."""
        return pl.DataFrame(read)


def articles(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row an article; the arguments are those of `copydesk.tables`."""
    return _read("articles", frame, text, options)


def blocks(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row a headline, paragraph, caption …; the arguments are those of `copydesk.tables`."""
    return _read("blocks", frame, text, options)


def entities(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row a person, organisation, place …; the arguments are those of `copydesk.tables`."""
    return _read("entities", frame, text, options)


def mentions(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row a mention of an entity; the arguments are those of `copydesk.tables`."""
    return _read("mentions", frame, text, options)


def quotes(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row a quotation; the arguments are those of `copydesk.tables`."""
    return _read("quotes", frame, text, options)


def times(frame: T, text: str | None = None, **options: Unpack[Options]) -> T:
    """One row a date or time; the arguments are those of `copydesk.tables`."""
    return _read("times", frame, text, options)


def _read(name: Name, given: T, text: str | None, options: Options) -> T:
    if isinstance(given, pl.Expr):
        return _column(name, given, text, options)
    if isinstance(given, pl.LazyFrame):
        return _later(name, given, text, options)
    return _table(name, given, text, **options)


def _table(name: Name, frame: pl.DataFrame, text: str | None, **options: Unpack[Options]) -> pl.DataFrame:
    found: pl.DataFrame = getattr(copydesk.tables(frame, text, only=name, **options), name)
    return found


def _later(name: Name, frame: pl.LazyFrame, text: str | None, options: Options) -> pl.LazyFrame:
    # An empty frame of the same columns tells what will come, and what is wrong with the arguments.
    schema = _table(name, pl.DataFrame(schema=frame.collect_schema()), text, **options).schema
    return frame.map_batches(lambda batch: _table(name, batch, text, **options), schema=schema)


def _column(name: Name, texts: pl.Expr, text: str | None, options: Options) -> pl.Expr:
    if text is not None:
        raise TypeError("text must be left out: the expression is the text")
    if options.get("id") is not None:
        raise TypeError("id must be left out: every row keeps its place")
    named = {"html": options.get("html"), "url": options.get("url"), "published": options.get("published")}
    columns = {argument: column for argument, column in named.items() if column is not None}
    inside: Any = {**options, "text": "text", **{argument: argument for argument in columns}, "progress": False}

    def read(rows: pl.Series) -> pl.Series:
        frame = rows.struct.unnest()
        found = _table(name, frame, **inside)
        row = pl.struct(pl.exclude("article"))
        found = found.select("article", found=row) if name == "articles" else _lists(found, row)
        places = pl.DataFrame({"article": pl.int_range(len(frame), eager=True)})
        placed = places.join(found, on="article", how="left", maintain_order="left")["found"]
        return placed if name == "articles" else placed.fill_null([])

    # What an empty column becomes tells the type of what will come, and what is wrong with the arguments.
    empty = pl.Series([], dtype=pl.Struct(dict.fromkeys(["text", *columns], pl.String)))
    rows = pl.struct(texts.alias("text"), *(pl.col(column).alias(argument) for argument, column in columns.items()))
    found = rows.map_batches(read, return_dtype=read(empty).dtype, is_elementwise=True)
    return found.alias(texts.meta.output_name(raise_if_undetermined=False) or name)


def _lists(found: pl.DataFrame, row: pl.Expr) -> pl.DataFrame:
    return found.group_by("article", maintain_order=True).agg(found=row)


class _News(Generic[T]):
    """What is in the articles of a column."""

    def __init__(self, frame: T) -> None:
        self._frame: T = frame

    def articles(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row an article; the arguments are those of `copydesk.tables`."""
        return articles(self._frame, text, **options)

    def blocks(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row a headline, paragraph, caption …; the arguments are those of `copydesk.tables`."""
        return blocks(self._frame, text, **options)

    def entities(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row a person, organisation, place …; the arguments are those of `copydesk.tables`."""
        return entities(self._frame, text, **options)

    def mentions(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row a mention of an entity; the arguments are those of `copydesk.tables`."""
        return mentions(self._frame, text, **options)

    def quotes(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row a quotation; the arguments are those of `copydesk.tables`."""
        return quotes(self._frame, text, **options)

    def times(self, text: str | None = None, **options: Unpack[Options]) -> T:
        """One row a date or time; the arguments are those of `copydesk.tables`."""
        return times(self._frame, text, **options)


pl.api.register_dataframe_namespace("news")(_News)
pl.api.register_lazyframe_namespace("news")(_News)
pl.api.register_expr_namespace("news")(_News)

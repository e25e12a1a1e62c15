"""For pandas: `copydesk.pandas.quotes(df)`, and the same as `df.news.quotes()`.

>>> import pandas as pd
>>> import copydesk.pandas
>>> frame = pd.DataFrame({"body": ["“Never,” said Ada Holm."]}, index=["a"])
>>> frame.news.quotes()[["article", "speaker", "kind"]]
  article   speaker    kind
0       a  Ada Holm  direct
"""

from __future__ import annotations

from typing import Any, Unpack

import pandas as pd

import copydesk
from copydesk._copydesk import Table
from copydesk.frames import Options
from copydesk.given import Asked, quoted

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("copydesk needs pyarrow to read a pandas frame: pip install 'copydesk[pandas]'") from error


class Frame:
    """A pandas frame or series; its index is the key."""

    def __init__(self, frame: pd.DataFrame | pd.Series[Any], asked: Asked) -> None:
        """Make a series a frame of one column."""
        if isinstance(frame, pd.Series):
            frame = frame.to_frame(asked.html or asked.text)
        columns = asked.columns(frame.columns)
        index = frame.index if asked.id is None else pd.Index(frame[asked.id])
        # One column of tuples, as the tables have one column for the key.
        self._key = index.to_flat_index() if isinstance(index, pd.MultiIndex) else index
        self.asked = asked._replace(id=None)
        self.rows: int | None = len(frame)
        self._frame = frame[self.asked.columns(columns)]

    def stream(self) -> Any:
        """Return its columns as Arrow, without a copy where pandas keeps them so."""
        return pa.table({name: _arrow(str(name), column) for name, column in self._frame.items()})

    def table(self, read: Table) -> pd.DataFrame:
        """Return a frame, its lists kept as Arrow has them."""
        found = pa.table(read)
        columns = {field.name: _pandas(field, found.column(field.name)) for field in found.schema}
        columns["article"] = self._key.take(columns["article"])
        return pd.DataFrame(columns, copy=False)


def articles(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row an article; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="articles", **options).articles


def blocks(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row a headline, paragraph, caption …; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="blocks", **options).blocks


def entities(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row a person, organisation, place …; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="entities", **options).entities


def mentions(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row a mention of an entity; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="mentions", **options).mentions


def quotes(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row a quotation; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="quotes", **options).quotes


def times(frame: pd.DataFrame, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
    """One row a date or time; the arguments are those of `copydesk.tables`."""
    return copydesk.tables(frame, text, only="times", **options).times


@pd.api.extensions.register_dataframe_accessor("news")
class News:
    """What is in the articles of a column: `df.news`."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Keep the frame."""
        self._frame = frame

    def articles(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row an article; the arguments are those of `copydesk.tables`."""
        return articles(self._frame, text, **options)

    def blocks(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row a headline, paragraph, caption …; the arguments are those of `copydesk.tables`."""
        return blocks(self._frame, text, **options)

    def entities(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row a person, organisation, place …; the arguments are those of `copydesk.tables`."""
        return entities(self._frame, text, **options)

    def mentions(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row a mention of an entity; the arguments are those of `copydesk.tables`."""
        return mentions(self._frame, text, **options)

    def quotes(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row a quotation; the arguments are those of `copydesk.tables`."""
        return quotes(self._frame, text, **options)

    def times(self, text: str | None = None, **options: Unpack[Options]) -> pd.DataFrame:
        """One row a date or time; the arguments are those of `copydesk.tables`."""
        return times(self._frame, text, **options)


def _arrow(name: str, column: pd.Series[Any]) -> Any:
    if pd.api.types.is_float_dtype(column.dtype) and column.isna().all():
        return pa.nulls(len(column))
    try:
        return pa.array(column, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        wrong = (cell for cell in column if not isinstance(cell, (str, bytes)) and not pd.isna(cell))
        kind = type(next(wrong, column.iloc[0])).__name__
        message = f"column {quoted(name)} must hold text or bytes, not {kind} among others"
        raise copydesk.CopydeskError(message) from error


def _pandas(field: pa.Field, column: pa.ChunkedArray) -> Any:
    if pa.types.is_list(field.type):
        return column.to_pandas(types_mapper=pd.ArrowDtype)
    if field.nullable and pa.types.is_integer(field.type):
        return column.to_pandas(types_mapper={pa.int32(): pd.Int32Dtype()}.get)
    return column.to_pandas()

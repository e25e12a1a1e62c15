"""The tables people have: how each goes in as Arrow, and how what was read becomes a table of the same kind."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import copydesk
from copydesk._copydesk import Table


class Asked(NamedTuple):
    """The arguments that name columns."""

    text: str | None
    html: str | None
    url: str | None
    published: str | None
    id: str | None

    @classmethod
    def of(cls, text: str | None, html: str | None, url: str | None, published: str | None, id: str | None) -> Asked:
        """Return the arguments as they were given; the text is "body" if nothing is said."""
        asked = cls("body" if text is None and html is None else text, html, url, published, id)
        for argument, name in asked._asdict().items():
            if isinstance(name, str) and any("\ud800" <= letter <= "\udfff" for letter in name):
                raise copydesk.CopydeskError(f"{argument} must not have lone surrogates, as {name!a} has")
        return asked

    def columns(self, there: Iterable[Any]) -> list[str]:
        """Return the columns to read; an error names those that are there."""
        there = list(there)
        for argument, name in self._asdict().items():
            if name is None or there.count(name) == 1:
                continue
            if name in there:
                raise copydesk.CopydeskError(f"{argument} must name one column: there are several {quoted(name)}")
            names = ", ".join(map(quoted, there)) or "none"
            raise copydesk.CopydeskError(f"{argument} must name a column, not {quoted(name)}: there are {names}")
        return list(dict.fromkeys(name for name in self if name is not None))


def quoted(name: object) -> str:
    """Return a name as errors write it."""
    return f'"{name}"'


class Given(Protocol):
    """A caller's table."""

    rows: int | None
    """How many it has; None where nobody knows."""
    asked: Asked
    """The columns to read; `id` only where the core is to make the key of it."""

    def stream(self) -> Any:
        """Return its columns as something with `__arrow_c_stream__`."""

    def table(self, read: Table) -> Any:
        """Return what was read as a table of its kind."""


def given(frame: Any, asked: Asked) -> Given:
    """Return what is needed of a table, whichever library made it."""
    if type(frame).__module__.startswith("pyspark."):
        # It would come to this one machine.
        raise TypeError("frame must not be a frame of Spark: copydesk.spark has the same for it")
    # Only a library that is loaded can have made it, so none is imported for the question.
    if (pandas := sys.modules.get("pandas")) and isinstance(frame, (pandas.DataFrame, pandas.Series)):
        from copydesk.pandas import Frame as PandasFrame

        return PandasFrame(frame, asked)
    if (polars := sys.modules.get("polars")) and isinstance(frame, (polars.DataFrame, polars.LazyFrame, polars.Series)):
        from copydesk.polars import Frame as PolarsFrame

        return PolarsFrame(frame, asked)
    if "pyarrow" in sys.modules and type(frame).__module__.startswith("pyarrow."):
        return Pyarrow(frame, asked)
    if "duckdb" in sys.modules and type(frame).__name__ == "DuckDBPyRelation":
        return Relation(frame, asked)
    if hasattr(frame, "__arrow_c_stream__"):
        return Arrow(frame, asked)
    if isinstance(frame, (Mapping, list, tuple)):
        return Lists(frame, asked)
    advice = ": copydesk.parse_many takes any iterable" if hasattr(frame, "__iter__") else ""
    raise TypeError(
        "frame must be a pandas or polars frame, a pyarrow table, a DuckDB relation, anything with "
        f"__arrow_c_stream__, a dict of lists or a list, not {type(frame).__name__}{advice}"
    )


class Arrow:
    """Anything with `__arrow_c_stream__`; what was read has it too."""

    def __init__(self, frame: Any, asked: Asked) -> None:
        """Take it as it is: the core looks for the columns."""
        self.frame, self.asked = frame, asked
        self.rows: int | None = len(frame) if hasattr(frame, "__len__") else None

    def stream(self) -> Any:
        """Return it."""
        return self.frame

    def table(self, read: Table) -> Any:
        """Return what was read, which any library of tables takes."""
        return read


class Pyarrow(Arrow):
    """A pyarrow table, batch, reader or array."""

    def __init__(self, frame: Any, asked: Asked) -> None:
        """Make an array a table of one column."""
        import pyarrow as pa

        if isinstance(frame, (pa.Array, pa.ChunkedArray)):
            frame = pa.table({asked.html or asked.text: frame})
        super().__init__(frame, asked)

    def table(self, read: Table) -> Any:
        """Return a pyarrow table."""
        import pyarrow as pa

        return pa.table(read)


class Relation(Arrow):
    """A DuckDB relation, read as the query runs."""

    def __init__(self, frame: Any, asked: Asked) -> None:
        """Leave the rows uncounted: counting would run the query twice."""
        self.frame, self.asked, self.rows = frame, asked, None

    def table(self, read: Table) -> Any:
        """Return a relation of DuckDB's default connection."""
        import duckdb
        import pyarrow as pa

        return duckdb.from_arrow(pa.table(read))


class Lists:
    """A dict of lists, or a list of articles."""

    def __init__(self, frame: Any, asked: Asked) -> None:
        """Make a list a dict."""
        lists = frame if isinstance(frame, Mapping) else {asked.html or asked.text: frame}
        self._columns = {name: lists[name] for name in asked.columns(lists)}
        lengths = {name: len(cells) for name, cells in self._columns.items()}
        if len(set(lengths.values())) > 1:
            said = ", ".join(f"{quoted(name)} has {length}" for name, length in lengths.items())
            raise copydesk.CopydeskError(f"the lists must be of one length: {said}")
        # Ids are taken over as they are, whatever they are.
        self._ids = self._columns[asked.id] if asked.id is not None else None
        self.rows: int | None = next(iter(lengths.values()), 0)
        self.asked = asked._replace(id=None)

    def stream(self) -> Any:
        """Return what is to be read."""
        return Table.from_lists({name: self._columns[name] for name in self.asked.columns(self._columns)})

    def table(self, read: Table) -> Any:
        """Return a dict of lists."""
        lists: dict[str, list[Any]] = dict(read.to_lists())
        if self._ids is not None:
            lists["article"] = [self._ids[row] for row in lists["article"]]
        return lists

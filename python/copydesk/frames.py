"""Tables in, tables out: pandas, polars, Arrow, DuckDB, dicts and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict

from copydesk._copydesk import Extraction, Table, columns
from copydesk.given import Asked, given
from copydesk.progress import Progress

if TYPE_CHECKING:
    import pyarrow as pa

    from copydesk import Pipeline

Name = Literal["articles", "blocks", "entities", "mentions", "quotes", "times"]
Errors = Literal["raise", "skip", "record"]


class BatchOptions(TypedDict, total=False):
    """The arguments of `extract_batches` that its shorter forms pass on."""

    html: str | None
    url: str | None
    published: str | None
    id: str | None
    format: str | None
    threads: int | None
    errors: Errors
    pipeline: Pipeline | None


class Options(BatchOptions, total=False):
    """The arguments of `tables` that its shorter forms pass on."""

    progress: bool


class Tables(NamedTuple):
    """What was read: a table of each sort, of the caller's own kind; None for those that `only` left out.

    Every table has a column `article`, the row of the input it came from: the index of a pandas frame, the column that
    `id` names, or else a number from 0.
    """

    articles: Any = None
    """One row an article: its parts, and what its page says about itself."""
    blocks: Any = None
    """One row a block: headline, paragraph, caption …"""
    entities: Any = None
    """One row a person, organisation, place …"""
    mentions: Any = None
    """One row a place in the text that names or stands for something."""
    quotes: Any = None
    """One row a quotation."""
    times: Any = None
    """One row a date or time."""

    def _repr_html_(self) -> str:
        from copydesk.sheet import tables  # only who looks pays for it

        return tables(self)


class Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    description: str


def schema() -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table, after the first, `article`.

    >>> import copydesk
    >>> [column.name for column in copydesk.schema()["times"]]
    ['time', 'text', 'kind', 'value', 'start', 'end']
    """
    known = columns()
    return {name: tuple(Column(*column) for column in known[name]) for name in Tables._fields}


def tables(
    frame: Any,
    text: str | None = None,
    *,
    html: str | None = None,
    url: str | None = None,
    published: str | None = None,
    id: str | None = None,
    only: Name | Iterable[Name] | None = None,
    format: str | None = None,
    threads: int | None = None,
    progress: bool = True,
    errors: Errors = "raise",
    pipeline: Pipeline | None = None,
) -> Tables:
    """Read a column of articles into tables of the caller's own kind.

    `frame` is a pandas or polars frame, a pyarrow table or reader, a DuckDB relation, anything with
    `__arrow_c_stream__`, a dict of lists or a list of articles. The other arguments name its columns: `text` ("body"
    if nothing is said) holds articles as text, `html` holds pages and is preferred where a row has both; `url` and
    `published` are what `parse` knows by these names; `id` becomes the column `article` of the tables. `only` names
    the tables wanted ("quotes", or several), None for all.

    `format`, `threads`, `progress` and `pipeline` are those of `parse_many`. `errors` says what becomes of a row that
    cannot be read: "raise" ends the work, "skip" leaves it out, "record" says why in the column `error` of `articles`.
    A row without a text is an article without one, which its `warnings` say.

    >>> import copydesk
    >>> found = copydesk.tables({"body": ["“Never,” said Ada Holm.", "“Soon,” said Bo Lund."]})
    >>> found.quotes["speaker"]
    ['Ada Holm', 'Bo Lund']
    """
    known = given(frame, Asked.of(text, html, url, published, id))
    wanted = _wanted(only)
    extraction = Extraction(
        known.stream(),
        wanted,
        **known.asked._asdict(),
        format=format,
        threads=threads,
        errors=errors,
        pipeline=pipeline,
    )
    parts = {name: [table] for name, table in extraction.empty().items()}
    with Progress(known.rows, progress) as bar:
        for rows, portion in extraction:
            for name, table in portion.items():
                parts[name].append(table)
            bar.update(rows)
    return Tables(**{name: known.table(Table.concat(parts.pop(name))) for name in wanted})


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    table: Name = "quotes",
    *,
    text: str | None = None,
    html: str | None = None,
    url: str | None = None,
    published: str | None = None,
    id: str | None = None,
    format: str | None = None,
    threads: int | None = 1,
    errors: Errors = "raise",
    pipeline: Pipeline | None = None,
) -> Iterator[pa.RecordBatch]:
    """Read batches of rows into batches of one table, without end if need be: what Spark and others call on workers.

    `table` says which; the other arguments are those of `tables`. Kinds are text, since not all that takes batches
    knows dictionaries. One thread reads, because a worker is one of many; without `id`, rows are numbered from 0 in
    each worker.

    >>> import copydesk
    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"body": ["“Never,” said Ada Holm."]})
    >>> next(copydesk.extract_batches([batch])).column("speaker").to_pylist()
    ['Ada Holm']
    """
    import pyarrow as pa

    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return
    extraction = Extraction(
        pa.RecordBatchReader.from_batches(first.schema, chain([first], batches)),
        [table],
        **Asked.of(text, html, url, published, id)._asdict(),
        format=format,
        threads=threads,
        errors=errors,
        plain=True,
        pipeline=pipeline,
    )
    for _, portion in extraction:
        yield from pa.table(portion[table]).to_batches()


def _wanted(only: str | Iterable[str] | None) -> list[str]:
    if only is None:
        return list(Tables._fields)
    return [only] if isinstance(only, str) else list(dict.fromkeys(only))

"""Inputs of a row an article: CSV, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from copydesk import CopydeskError
from copydesk.extract.rows import TOO_LONG, Asked, Columns, Row
from copydesk.extract.streams import LONGEST, lines, whole

BATCH = 64
"""Rows of Parquet that are held at once; a page may have megabytes."""
DELIMITERS = ",;\t|"


def read_csv(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    """The rows of a CSV file whose first line names its columns; a semicolon, a tab or a bar may be its comma."""
    csv.field_size_limit(LONGEST)
    encoding = "utf-8-sig" if asked.encoding.lower() in ("utf-8", "utf8") else asked.encoding
    try:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    except LookupError as error:
        raise CopydeskError(f"--encoding must name an encoding, not {asked.encoding!r}") from error
    try:
        first = text.readline(LONGEST)
        cells = csv.reader(chain([first], text), delimiter=max(DELIMITERS, key=first.count))
        names = next(cells, [])
        if not names:
            raise CopydeskError(f"{path} is empty: its first line must name its columns")
        columns = Columns.find(asked, names, path)
        for number, row in enumerate(filter(None, cells)):  # not the empty lines
            yield columns.row(dict(zip(names, row, strict=False)), f"{path}:{number}")
    except UnicodeDecodeError as error:
        raise CopydeskError(f"cannot read {path} as {asked.encoding}: --encoding says what else it is") from error
    except csv.Error as error:
        raise CopydeskError(f"cannot read {path} as CSV: {error}") from error
    finally:
        text.detach()  # whoever opened the stream closes it


def read_jsonl(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    """The rows of a file that has a JSON object on each line."""
    return _objects(((f"{path}:{number}", _parsed(line)) for number, line in enumerate(lines(stream))), path, asked)


def read_json(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    """The rows of a file that is one JSON object, a list of them, or, as often happens, has one on each line."""
    text = whole(stream)
    found = _parsed(text)
    if text is not None and isinstance(found, ValueError):
        return read_jsonl(io.BytesIO(text), path, asked)
    if isinstance(found, list):
        return _objects(((f"{path}:{number}", item) for number, item in enumerate(found)), path, asked)
    return _objects([(path, found)], path, asked)


def _parsed(text: bytes | None) -> Any:
    """What a text says, None where it is empty, or the error that it is."""
    if text is None:
        return ValueError(TOO_LONG)
    try:
        return json.loads(text) if text.strip() else None
    except (ValueError, RecursionError) as error:
        return ValueError(f"it is not JSON: {error}")


def _objects(named: Iterable[tuple[str, Any]], path: str, asked: Asked) -> Iterator[Row]:
    """The rows of objects and their names; the first object says which columns there are."""
    columns: Columns | None = None
    for name, found in named:
        if isinstance(found, ValueError):
            yield Row(name, error=str(found))
        elif isinstance(found, dict):
            columns = columns or Columns.find(asked, found, path)
            yield columns.row(found, name)
        elif found is not None:
            yield Row(name, error="it is not a JSON object")


def read_parquet(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    """The rows of a Parquet file."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise CopydeskError("Parquet needs pyarrow: pip install 'copydesk[parquet]'") from error
    if not stream.seekable():
        raise CopydeskError(f"{path}: Parquet cannot be read as a stream: give it as a file")
    try:
        file = parquet.ParquetFile(stream)
        names = file.schema_arrow.names
        columns = Columns.find(asked, names, path)
        wanted = [name for name in columns if name in names]
        batches = file.iter_batches(BATCH, columns=wanted)
        for number, cells in enumerate(chain.from_iterable(batch.to_pylist() for batch in batches)):
            yield columns.row(cells, f"{path}:{number}")
    except pa.ArrowException as error:
        raise CopydeskError(f"cannot read {path} as Parquet: {error}") from error

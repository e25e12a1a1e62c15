"""Inputs of a row an article: CSV, JSON Lines, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from copydesk import CopydeskError
from copydesk.extract.rows import TOO_LONG, Asked, Columns, Row
from copydesk.extract.streams import LONGEST, lines

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
    """The rows of a file that has a JSON object on each line; the first says which names there are."""
    columns: Columns | None = None
    for number, line in enumerate(lines(stream)):
        name = f"{path}:{number}"
        if line is None:
            yield Row(name, error=TOO_LONG)
        elif line.strip():
            try:
                cells = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Row(name, error=f"it is not JSON: {error}")
                continue
            if not isinstance(cells, dict):
                yield Row(name, error="it is not a JSON object")
                continue
            columns = columns or Columns.find(asked, cells, path)
            yield columns.row(cells, name)


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

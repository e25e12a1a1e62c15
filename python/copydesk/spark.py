"""For Spark: `copydesk.spark.quotes(df, text="body")`, read on the workers by `mapInArrow`.

Every worker needs the package and pyarrow, and nothing else: the model is in it. `id` names the column that becomes
`article`; without one, rows are numbered by `monotonically_increasing_id`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

import pyarrow as pa
from pyspark.sql.functions import monotonically_increasing_id
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructField, StructType

from copydesk._copydesk import Extraction
from copydesk.frames import BatchOptions, Errors, Name, extract_batches
from copydesk.given import Asked

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def articles(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row an article; the arguments are those of `copydesk.extract_batches`."""
    return _read("articles", frame, text, options)


def blocks(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row a headline, paragraph, caption …; the arguments are those of `copydesk.extract_batches`."""
    return _read("blocks", frame, text, options)


def entities(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row a person, organisation, place …; the arguments are those of `copydesk.extract_batches`."""
    return _read("entities", frame, text, options)


def mentions(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row a mention of an entity; the arguments are those of `copydesk.extract_batches`."""
    return _read("mentions", frame, text, options)


def quotes(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row a quotation; the arguments are those of `copydesk.extract_batches`."""
    return _read("quotes", frame, text, options)


def times(frame: DataFrame, text: str | None = None, **options: Unpack[BatchOptions]) -> DataFrame:
    """One row a date or time; the arguments are those of `copydesk.extract_batches`."""
    return _read("times", frame, text, options)


def _read(table: Name, frame: DataFrame, text: str | None, options: BatchOptions) -> DataFrame:
    asked = Asked.of(text, options.get("html"), options.get("url"), options.get("published"), options.get("id"))
    columns = [frame[column] for column in asked.columns(frame.columns)]
    if asked.id is None:
        columns.append(monotonically_increasing_id().alias("article"))
    id = asked.id or "article"
    frame = frame.select(columns)
    arguments: Any = {**options, "table": table, "text": asked.text, "id": id}
    key = StructField("article", frame.schema[id].dataType)
    schema = StructType([key, *_schema(table, options.get("errors", "raise"))])
    return frame.mapInArrow(partial(extract_batches, **arguments), schema)


def _schema(table: Name, errors: Errors) -> list[StructField]:
    empty = pa.table({"article": pa.array([], pa.string())})
    read = Extraction(empty, [table], text="article", errors=errors, plain=True).empty()
    return list(from_arrow_schema(pa.table(read[table]).schema).fields[1:])

"""On a real cluster: a master and two workers, each a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

import copydesk
import pytest

pytest.importorskip("pyspark", reason="pip install 'copydesk[spark]' runs these")
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
HOLM = "“It will be built,” Mayor Ada Holm said on Monday. She said it was late."
LUND = "“Never,” said Bo Lund."
BODIES = [HOLM, None, LUND] * 12


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java, which Spark needs: version 17 will do")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture
def frame(spark: Any) -> Any:
    rows = [(f"n{number}", body, "2025-02-24") for number, body in enumerate(BODIES)]
    return spark.createDataFrame(rows, "id string, body string, day string").repartition(2)


def test_every_table_is_that_of_one_machine(frame: Any) -> None:
    here = copydesk.tables(
        {"body": BODIES, "id": [f"n{number}" for number in range(len(BODIES))], "day": ["2025-02-24"] * len(BODIES)},
        published="day",
        id="id",
    )
    for name in copydesk.Tables._fields:
        found = getattr(copydesk.spark, name)(frame, id="id", published="day")
        rows = [row.asDict(recursive=True) for row in found.collect()]
        expected = getattr(here, name)
        assert found.columns == list(expected), name
        assert len(rows) == len(expected["article"]) > 0, name
        order = [column for column in ("article", name[:-1]) if column in found.columns]
        rows.sort(key=lambda row: tuple(row[column] for column in order))
        for column in ("article", "text"):
            if column in expected:
                assert sorted(map(str, expected[column])) == sorted(str(row[column]) for row in rows), name


def test_types(frame: Any) -> None:
    types = dict(copydesk.spark.articles(frame, published="day").dtypes)
    assert types["article"] == "bigint"
    assert types["published"] == "timestamp"
    assert types["published_local"] == "timestamp_ntz"
    assert types["authors"] == "array<string>"
    row = copydesk.spark.articles(frame, published="day").where("text is not null").first()
    assert row.published_local == datetime(2025, 2, 24)
    assert dict(copydesk.spark.quotes(frame).dtypes)["spans"] == "array<struct<start:int,end:int>>"


def test_rows_without_an_id_have_numbers_of_their_own(frame: Any) -> None:
    articles = copydesk.spark.articles(frame).select("article").distinct().count()
    assert articles == len(BODIES)


def test_work_goes_to_both_workers(frame: Any, spark: Any) -> None:
    def where(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in copydesk.extract_batches(batches, "quotes"):
            yield pa.record_batch({"pid": [os.getppid()] * batch.num_rows})

    # The parent of a Python worker is the daemon of its executor.
    assert frame.mapInArrow(where, "pid bigint").distinct().count() == 2


def test_in_sql(frame: Any, spark: Any) -> None:
    copydesk.spark.quotes(frame, id="id").createOrReplaceTempView("quotes")
    counted = spark.sql("select speaker, count(*) as n from quotes group by speaker order by n desc").collect()
    assert {row.speaker: row.n for row in counted} == {"Ada Holm": 24, "Bo Lund": 12}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"text": "page"}, 'text must name a column, not "page": there are "id", "body", "day"'),
        ({"id": "key"}, 'id must name a column, not "key"'),
        ({"text": "id", "published": "body"}, "must hold ISO dates"),
    ],
)
def test_bad_input(frame: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(Exception, match=message.replace("(", r"\(")):
        copydesk.spark.quotes(frame, **options).collect()


def test_errors_are_recorded(frame: Any) -> None:
    read = copydesk.spark.articles(frame, text="id", published="body", errors="record", id="id")
    said = [row.error for row in read.select("error").collect()]
    assert sum(error is None for error in said) == BODIES.count(None)
    assert "must hold ISO dates" in next(filter(None, said))


def test_a_pipeline_travels(frame: Any, spark: Any) -> None:
    pipeline = copydesk.Pipeline(cues=["whinge"], quotes=["direct"])
    quotes = copydesk.spark.quotes(
        spark.createDataFrame([("“Never,” whinged Bo Lund.",)], "body string"), pipeline=pipeline
    )
    assert [row.speaker for row in quotes.collect()] == ["Bo Lund"]
    assert {row.kind for row in copydesk.spark.quotes(frame, pipeline=pipeline).collect()} == {"direct"}


def test_a_frame_of_spark_is_told_where_to_go(frame: Any) -> None:
    with pytest.raises(TypeError, match=r"copydesk\.spark has the same for it"):
        copydesk.tables(frame)


# What docs/spark.md says of other engines, each over the same function.


def test_ray() -> None:
    ray = pytest.importorskip("ray", reason="pip install 'ray[data]' runs this")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        import pyarrow as pa

        def read(table: Any) -> Any:
            return pa.Table.from_batches(copydesk.extract_batches(table.to_batches(), "quotes", id="n"))

        data = ray.data.from_arrow(pa.table({"n": range(3), "body": [HOLM, None, LUND]}))
        quotes = data.map_batches(read, batch_format="pyarrow").to_pandas()
        assert sorted(quotes["article"]) == [0, 0, 2]
    finally:
        ray.shutdown()


def test_dask() -> None:
    dd = pytest.importorskip("dask.dataframe", reason="pip install 'dask[dataframe]' runs this")
    pd = pytest.importorskip("pandas")
    frame = dd.from_pandas(pd.DataFrame({"body": [HOLM, None, LUND]}, index=["a", "b", "c"]), npartitions=2)
    read = partial(copydesk.pandas.quotes, threads=1, progress=False)
    quotes = frame.map_partitions(read, meta=read(frame.head(0))).compute(scheduler="processes")
    assert list(quotes["article"]) == ["a", "a", "c"]


def test_duckdb(tmp_path: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    pa = pytest.importorskip("pyarrow")
    source, target = tmp_path / "articles.parquet", tmp_path / "quotes.parquet"
    duckdb.from_arrow(pa.table({"n": [1, 2, 3], "body": [HOLM, None, LUND]})).write_parquet(str(source))
    batches = duckdb.read_parquet(str(source)).to_arrow_reader(1_000)
    quotes = copydesk.extract_batches(batches, "quotes", id="n", threads=None)
    first = next(quotes)
    found = pa.RecordBatchReader.from_batches(first.schema, (batch for part in ([first], quotes) for batch in part))
    # The connection that reads is busy with it.
    duckdb.connect().from_arrow(found).write_parquet(str(target))
    assert duckdb.read_parquet(str(target)).filter("speaker = 'Bo Lund'").fetchall()[0][0] == 3


def test_the_worker_needs_nothing_but_the_package() -> None:
    program = "import copydesk, sys; from copydesk import extract_batches; assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)

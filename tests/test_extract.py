"""Files of articles into files of tables: every kind in, every kind out, and what happens when it is stopped."""

import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import copydesk
import pytest
from copydesk.extract import Asked, journal, streams, tabular, warc
from copydesk.extract import run as extract
from copydesk.extract.cells import cell

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

engine = sys.modules["copydesk.extract.run"]
"""The module: the package has the function under this name."""

SAID = "“It will be built,” Mayor Ada Holm said on Monday."
PAGE = f"<html><body><article><h1>Bridge over the river</h1><p>{SAID}</p></article></body></html>"
DENIED = "“Never,” said Bo Lund, a professor."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test in a folder of its own, where names are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quotes(path: str | Path = "out.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def said(path: str | Path = "out.jsonl") -> list[tuple[str, str]]:
    """Who said something in which article."""
    return [(quote["article"], quote["speaker"]) for quote in quotes(path)]


def jsonl(count: int, start: int = 0) -> bytes:
    lines = ({"id": f"n{i}", "body": SAID if i % 2 else DENIED} for i in range(start, start + count))
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


# What goes in


def record(
    url: str, body: bytes, http: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {http}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    block = head.encode() + body
    return (
        (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(url):032}>\r\n"
            f"WARC-Date: 2025-02-24T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def wet(url: str, text: str) -> bytes:
    body = text.encode()
    return (
        (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Date: 2025-02-24T10:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n\r\n"
    )


WARC = record("https://example.org/1", PAGE.encode()) + record("https://example.org/22", b"gone", "404 Not Found")


def table(**columns: list[Any]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def zstandard(content: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as packed:
        packed.write(content)
    return bytes(out.getvalue())


SHEET = f'id,body\na,"{SAID}"\n'


@pytest.mark.parametrize(
    ("name", "content", "article"),
    [
        ("a.html", PAGE.encode(), "a.html"),
        ("a.HTM", PAGE.encode(), "a.HTM"),
        ("a.html.gz", gzip.compress(PAGE.encode()), "a.html.gz"),
        ("a.html.zst", zstandard(PAGE.encode()), "a.html.zst"),
        ("a.txt", SAID.encode(), "a.txt"),
        ("a.txt", SAID.encode("cp1252"), "a.txt"),
        ("a.csv", SHEET.encode(), "a"),
        ("a.csv", b"\xef\xbb\xbf" + SHEET.encode(), "a"),
        ("a.csv", f"text\n\n{SAID}\n".replace(",", ";").encode(), "a.csv:0"),
        ("a.csv", f'url;content;n\r\nhttps://example.org/;"{SAID}";1\r\n'.encode(), "a.csv:0"),
        ("a.tsv", f"id\ttext\n1\t{SAID}\n".encode(), "1"),
        ("a.csv.gz", gzip.compress(SHEET.encode()), "a"),
        ("a.jsonl", jsonl(2)[len(jsonl(1)) :], "n1"),
        ("a.jsonl", b"\n" + json.dumps({"text": SAID, "id": 7}).encode(), "7"),
        ("a.ndjson", json.dumps({"html": PAGE}).encode(), "a.ndjson:0"),
        ("a.json", json.dumps({"text": SAID, "id": 7}, indent=1).encode(), "7"),
        ("a.json", json.dumps({"html": PAGE}).encode(), "a.json"),
        ("a.json", json.dumps([{"text": SAID}]).encode(), "a.json:0"),
        ("a.json", b'{"text": ""}\n' + json.dumps({"text": SAID}).encode(), "a.json:1"),
        ("a.jsonl.gz", gzip.compress(jsonl(2)[len(jsonl(1)) :]), "n1"),
        ("a.jsonl.zst", zstandard(jsonl(2)[len(jsonl(1)) :]), "n1"),
        ("a.parquet", table(id=[3], body=[SAID]), "3"),
        ("a.parquet", table(html=[PAGE.encode()]), "a.parquet:0"),
        ("a.warc", WARC, "https://example.org/1"),
        ("a.warc.gz", gzip.compress(WARC), "https://example.org/1"),
        ("a.warc.zst", zstandard(WARC), "https://example.org/1"),
        ("a.warc.wet.gz", gzip.compress(wet("https://example.org/3", SAID)), "https://example.org/3"),
    ],
)
def test_kinds_of_input(name: str, content: bytes, article: str) -> None:
    Path(name).write_bytes(content)
    summary = extract([name], "out.jsonl", ["quotes"], progress=False)
    assert said() == [(article, "Ada Holm")]
    assert (summary.errors, dict(summary.rows)) == (0, {"quotes": 1})


@pytest.mark.parametrize(
    ("stdin", "arguments"),
    [
        (PAGE.encode(), []),
        (SAID.encode(), ["--input", "prose"]),
        (jsonl(2)[len(jsonl(1)) :], []),
        (gzip.compress(jsonl(2)[len(jsonl(1)) :]), []),
        (WARC, []),
        (gzip.compress(WARC), []),
        (SHEET.encode(), ["--from", "csv"]),
    ],
)
def test_standard_input(stdin: bytes, arguments: list[str]) -> None:
    done = command("-", "-o", "out.jsonl", *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert [speaker for _, speaker in said()] == ["Ada Holm"]


def test_folders_and_patterns(here: Path) -> None:
    for name in ("news/b.txt", "news/a.txt", "news/deep/c.html", "news/.hidden/d.txt", "news/.e.txt", "news/f.jpg"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(PAGE if name.endswith("html") else SAID, encoding="utf-8")
    summary = extract(["news"], "news/out.jsonl", ["quotes"], progress=False)
    assert [article for article, _ in said("news/out.jsonl")] == ["news/a.txt", "news/b.txt", "news/deep/c.html"]
    assert "left out 1 file of other kinds: .jpg" in str(summary)
    extract(["news/*.txt", "news/a.txt", str(here / "news" / "a.txt")], "out.jsonl", ["quotes"], progress=False)
    assert [article for article, _ in said()] == ["news/a.txt", "news/b.txt"], "each once"
    extract(["news"], "news/out.jsonl", ["quotes"], progress=False, overwrite=True)
    assert len(said("news/out.jsonl")) == 3, "what it writes is not what it reads"
    with pytest.raises(copydesk.CopydeskError, match=r"out\.jsonl is where the tables are to go"):
        extract(["out.jsonl"], "out.jsonl", ["quotes"], progress=False)


def test_columns() -> None:
    line = {"a": "x", "b": PAGE, "c": "https://example.org/1", "d": "2025-03-04", "e": "first"}
    Path("a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    asked = Asked(text="a", html="b", url="c", published="d", id="e")
    extract(["a.jsonl"], "out", ["articles", "times"], asked=asked, progress=False)
    (article,) = parquet.read_table("out/articles.parquet").to_pylist()
    assert (article["article"], article["headline"], article["url"]) == ("first", "Bridge over the river", line["c"])
    assert parquet.read_table("out/times.parquet").to_pylist()[0]["value"] == "2025-03-03"


def test_dates_of_parquet() -> None:
    import datetime

    Path("a.parquet").write_bytes(table(body=[SAID], published=[datetime.date(2025, 3, 4)]))
    extract(["a.parquet"], "out.jsonl", ["times"], progress=False)
    assert quotes()[0]["value"] == "2025-03-03"


def test_a_warc_from_the_wild() -> None:
    german = "<p>„Nie“, sagte Bürgermeisterin Ada Höhn am Montag."
    pages = [
        record("https://example.org/latin", german.encode("cp1252"), kind="text/html; charset=iso-8859-1"),
        record("https://example.org/gzip", gzip.compress(PAGE.encode()), more="Content-Encoding: gzip\r\n"),
        record(
            "https://example.org/chunked",
            b"1a\r\n<p>The bridge will be red.\r\n0\r\n\r\n",
            more="Transfer-Encoding: chunked\r\n",
        ),
        record("https://example.org/pdf", b"%PDF-1.7", kind="application/pdf"),
        record("https://example.org/none", PAGE.encode(), kind=""),
    ]
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
    Path("a.warc.gz").write_bytes(b"".join(map(gzip.compress, [info, *pages])))
    extract(["a.warc.gz"], "out.jsonl", ["articles"], asked=Asked(id="WARC-Record-ID"), progress=False)
    read = {article["url"]: article["text"] for article in quotes()}
    assert list(read) == [f"https://example.org/{name}" for name in ("latin", "gzip", "chunked")]
    assert "Bürgermeisterin Ada Höhn" in read["https://example.org/latin"]
    assert "Ada Holm" in read["https://example.org/gzip"]
    assert read["https://example.org/chunked"] == "The bridge will be red."
    assert quotes()[0]["article"].startswith("urn:uuid:")


# What comes out


def test_kinds_of_output() -> None:
    Path("a.jsonl").write_bytes(jsonl(10))
    every = ["articles", "blocks", "entities", "mentions", "quotes", "times"]
    for name, tables in [("q.parquet", ["quotes"]), ("q.jsonl", ["quotes"]), ("q.csv", ["quotes"])]:
        extract(["a.jsonl"], name, tables, progress=False)
    extract(["a.jsonl"], "folder", every, progress=False)
    expected = parquet.read_table("q.parquet")
    assert expected.num_rows == 10
    assert expected["speaker"].to_pylist()[:2] == ["Bo Lund", "Ada Holm"]
    assert [quote["speaker"] for quote in quotes("q.jsonl")] == expected["speaker"].to_pylist()
    with open("q.csv", encoding="utf-8", newline="") as file:
        sheet = list(csv.DictReader(file))
    assert [quote["speaker"] for quote in sheet] == expected["speaker"].to_pylist()
    assert list(sheet[0]) == expected.column_names
    assert sheet[0]["spans"] == "0:8", "as Python writes a slice"
    assert sorted(os.listdir("folder")) == [f"{name}.parquet" for name in every]
    assert parquet.read_table("folder/quotes.parquet").equals(expected)


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    Path("a.jsonl").write_bytes(jsonl(10))
    extract(["a.jsonl"], "news.duckdb", ["quotes", "articles"], progress=False)
    with duckdb.connect("news.duckdb", read_only=True) as database:
        found = database.sql("SELECT speaker, kind, count(*) FROM quotes GROUP BY ALL ORDER BY ALL").fetchall()
        assert found == [("Ada Holm", "direct", 5), ("Bo Lund", "direct", 5)]
        assert database.sql("SELECT count(*) FROM articles JOIN quotes USING (article)").fetchall() == [(10,)]
    Path("b.jsonl").write_bytes(jsonl(4, start=10))
    extract(["a.jsonl", "b.jsonl"], "news.duckdb", ["quotes", "articles"], resume=True, progress=False)
    with duckdb.connect("news.duckdb", read_only=True) as database:
        assert database.sql("SELECT count(DISTINCT article), count(*) FROM quotes").fetchall() == [(14, 14)]


def test_no_articles_is_a_table_without_rows() -> None:
    Path("a.csv").write_text("body\n", encoding="utf-8")
    for name in ("q.parquet", "q.jsonl", "q.csv"):
        assert extract(["a.csv"], name, ["quotes"], progress=False).articles == 0
    assert parquet.read_table("q.parquet").num_rows == 0
    assert Path("q.jsonl").read_bytes() == b""
    assert Path("q.csv").read_text(encoding="utf-8").startswith("article,quote,kind,text,speaker")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Holm", "Ada Holm"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        (["=1", "b"], "'=1; b"),
        ([{"start": 1, "end": 5}, {"start": 7, "end": 9}], "1:5; 7:9"),
        (-1, -1),
        (None, None),
        ("", ""),
    ],
)
def test_no_cell_of_a_spreadsheet_is_a_formula(value: object, expected: object) -> None:
    assert cell(value) == expected


def test_formulas_in_an_article() -> None:
    Path("a.txt").write_text("“Yes,” said =cmd|' /C calc'!A0 Lund.\n\n=1+1", encoding="utf-8")
    extract(["a.txt"], "out.csv", ["blocks"], progress=False)
    with open("out.csv", encoding="utf-8", newline="") as file:
        assert not [value for row in csv.reader(file) for value in row if value.startswith(("=", "+", "@"))]


def test_settings_and_threads() -> None:
    Path("a.jsonl").write_bytes(jsonl(50))
    one = extract(["a.jsonl"], "one.jsonl", ["quotes"], threads=1, progress=False)
    extract(["a.jsonl"], "two.jsonl", ["quotes"], threads=2, progress=False)
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    assert one.articles == 50
    pipeline = copydesk.Pipeline(quotes=["indirect"])
    extract(["a.jsonl"], "none.jsonl", ["quotes"], pipeline=pipeline, progress=False)
    assert Path("none.jsonl").read_bytes() == b""


# What cannot be read


@pytest.mark.parametrize(
    ("name", "content", "arguments", "message"),
    [
        ("a.csv", b"x,y\n1,2\n", {}, 'a.csv: --text must say which column holds the articles: there are "x", "y"'),
        ("a.csv", b"x,y\n1,2\n", {"text": "z"}, 'a.csv has no column "z" for --text: there are "x", "y"'),
        ("a.csv", b"body\n1\n", {"url": "u"}, 'a.csv has no column "u" for --url: there are "body"'),
        ("a.jsonl", b'{"x": 1}\n', {}, 'a.jsonl: --text must say which column holds the articles: there are "x"'),
        ("a.parquet", table(x=[1]), {"text": "y"}, 'a.parquet has no column "y" for --text: there are "x"'),
        ("a.parquet", table(body=[1]), {}, 'a.parquet:0: column "body" must hold text, not int'),
        ("a.csv", b"", {}, "a.csv is empty: its first line must name its columns"),
        ("a.csv", b"body\n\xff\n", {}, "cannot read a.csv as utf-8: --encoding says what else it is"),
        ("a.csv", b"body\n1\n", {"encoding": "klingon"}, "--encoding must name an encoding, not 'klingon'"),
        ("a.jsonl", b'{"body": "a"}\n{"body": \n', {}, "a.jsonl:1: it is not JSON: "),
        ("a.jsonl", b'{"body": "a"}\n[1]\n', {}, "a.jsonl:1: it is not a JSON object"),
        ("a.jsonl", b"[" * 100_000 + b"\n", {}, "a.jsonl:0: it is not JSON: "),
        ("a.jsonl", b'{"body": "\xff"}\n', {}, "a.jsonl:0: it is not JSON: "),
        ("a.jsonl", b'{"body": "a", "published": "soon"}\n', {}, 'a.jsonl:0: column "published" must hold ISO dates'),
        ("a.json", b'["text", {"text": "a"}]', {}, "a.json:0: it is not a JSON object"),
        ("a.json", b'{"text": "a"', {}, "a.json:0: it is not JSON"),
        ("a.parquet", b"PAR1 not", {}, "cannot read a.parquet"),
        (
            "a.html.gz",
            gzip.compress(PAGE.encode())[:-20],
            {},
            "cannot read all of a.html.gz: it ends before it is whole",
        ),
        ("a.html.gz", b"no gzip", {}, "cannot read a.html.gz: Not a gzipped file"),
        ("a.jsonl.zst", b"no zstd", {}, "cannot read a.jsonl.zst: "),
        ("a.warc", WARC[:-200], {}, "cannot read all of a.warc: it ends before it is whole"),
        ("a.warc.gz", gzip.compress(WARC)[:-20], {}, "cannot read all of a.warc.gz: it ends before it is whole"),
        ("a.warc", b"hello world\n" * 9, {}, "cannot read a.warc as WARC: Invalid WARC header"),
        ("a.pdf", b"%PDF", {}, "a.pdf is of no known kind: --from says which; known by their names are .html"),
    ],
)
def test_inputs_that_cannot_be_read(name: str, content: bytes, arguments: dict[str, str], message: str) -> None:
    Path(name).write_bytes(content)
    with pytest.raises(copydesk.CopydeskError) as raised:
        extract([name], "out.jsonl", ["quotes"], asked=Asked(**arguments), progress=False)
    assert message in str(raised.value)
    assert not Path("out.jsonl").exists()
    if b'{"body": "a"}' not in content and name != "a.warc":
        assert os.listdir() == [name], "nothing is left behind where nothing was read"


def test_no_such_input() -> None:
    with pytest.raises(copydesk.CopydeskError, match="cannot read a b: there is no such file or folder"):
        extract(["a b"], "out.jsonl", ["quotes"], progress=False)
    Path("empty").mkdir()
    with pytest.raises(copydesk.CopydeskError, match="there are no articles in empty"):
        extract(["empty"], "out.jsonl", ["quotes"], progress=False)


@pytest.mark.parametrize("errors", ["skip", "record"])
def test_errors_that_do_not_stop_it(errors: Any) -> None:
    lines = [
        *jsonl(2).splitlines(),
        b"{",
        b'{"body": 1}',
        b'{"body": "a", "published": "soon"}',
        *jsonl(1, 2).splitlines(),
    ]
    Path("a.jsonl").write_bytes(b"\n".join(lines))
    Path("b.warc").write_bytes(WARC[:-200])
    Path("c.csv").write_bytes(b"x\n1\n")
    summary = extract(["a.jsonl", "b.warc", "c.csv"], "out.jsonl", ["quotes"], errors=errors, progress=False)
    assert [article for article, _ in said()] == ["n0", "n1", "n2", "https://example.org/1"]
    assert (summary.articles, summary.errors) == (4, 5)
    report = Path("out.jsonl.errors.jsonl")
    assert report.exists() == (errors == "record")
    if errors == "record":
        assert "out.jsonl.errors.jsonl says what could not be read and why" in str(summary)
        assert sorted((line["article"], line["error"].split(":")[0]) for line in quotes(report)) == [
            ("a.jsonl:2", "it is not JSON"),
            ("a.jsonl:3", 'column "body" must hold text, not int'),
            ("a.jsonl:4", 'column "published" must hold ISO dates such as "2025-02-24", not "soon"'),
            ("b.warc", "cannot read all of b.warc"),
            ("c.csv", "c.csv"),
        ]


def test_a_cut_warc_says_so_wherever_it_is_cut() -> None:
    two = record("https://example.org/1", PAGE.encode()) + record("https://example.org/2", PAGE.encode())
    first = len(record("https://example.org/1", PAGE.encode()))
    for cut in range(first + 1, len(two) - 4, 7):
        with pytest.raises(copydesk.CopydeskError, match=r"cannot read .*x\.warc"):
            list(warc.read_warc(io.BytesIO(two[:cut]), "x.warc", Asked()))
    assert len(list(warc.read_warc(io.BytesIO(two), "x.warc", Asked()))) == 2


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (streams, warc, tabular):
        monkeypatch.setattr(module, "LONGEST", 1_000_000)
    bomb = b"a" * (32 << 20)
    Path("a.html.gz").write_bytes(gzip.compress(bomb))
    Path("b.jsonl.gz").write_bytes(gzip.compress(b'{"body": "' + bomb + b'"}\n' + jsonl(1)))
    Path("c.warc.gz").write_bytes(gzip.compress(record("https://example.org/1", bomb)))
    packed = record("https://example.org/2", gzip.compress(bomb), more="Content-Encoding: gzip\r\n")
    Path("d.warc").write_bytes(packed)
    Path("e.csv.gz").write_bytes(gzip.compress(b"body\n" + bomb))
    summary = extract(
        ["a.html.gz", "b.jsonl.gz", "c.warc.gz", "d.warc", "e.csv.gz"],
        "out.jsonl",
        ["quotes"],
        errors="record",
        progress=False,
    )
    assert summary.errors == 5
    assert said() == [("n0", "Bo Lund")], "what comes after a line that is too long is read"
    assert all("longer than" in line["error"] or "field" in line["error"] for line in quotes("out.jsonl.errors.jsonl"))


# Where it cannot be written


@pytest.mark.parametrize(
    ("output", "tables", "message"),
    [
        ("out.xlsx", ["quotes"], r"the output must end in \.parquet, \.pq, \.jsonl"),
        ("no/such/out.jsonl", ["quotes"], r"cannot write no/such/out\.jsonl: No such file or directory"),
        ("a.txt/out.jsonl", ["quotes"], r"cannot write a\.txt/out\.jsonl: Not a directory"),
        ("out.csv", ["quotes", "times"], r"out\.csv can hold one table, not quotes, times: a folder or \.duckdb"),
        ("out.jsonl", ["words"], "table"),
    ],
)
def test_outputs_that_cannot_be(output: str, tables: list[str], message: str) -> None:
    Path("a.txt").write_text(SAID, encoding="utf-8")
    with pytest.raises(copydesk.CopydeskError, match=message):
        extract(["a.txt"], output, tables, progress=False)
    assert os.listdir() == ["a.txt"]


@pytest.fixture
def small_disk(here: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = here / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_a_full_disk(small_disk: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(engine, "ROWS", 20)
    Path("a.jsonl").write_bytes(jsonl(400))
    with pytest.raises(copydesk.CopydeskError, match=r"cannot write .*: .*No space left on device"):
        extract(["a.jsonl"], small_disk / name, ["quotes"], progress=False)
    assert not (small_disk / name).exists()
    subprocess.run(["mount", "-o", "remount,size=10m", str(small_disk)], check=True)
    summary = extract(["a.jsonl"], small_disk / name, ["quotes"], resume=True, progress=False)
    assert summary.before > 0
    assert summary.articles + summary.before == 400


# Stopped and resumed


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of ten articles."""
    monkeypatch.setattr(engine, "ROWS", 10)


def command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    whole = [sys.executable, "-m", "copydesk", "extract", *arguments]
    return subprocess.run(whole, input=stdin, capture_output=True, check=False)


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """The command in parts of four articles."""
    program = (
        "import sys, copydesk.cli, copydesk.extract\n"
        "sys.modules['copydesk.extract.run'].ROWS = 4\n"
        "sys.exit(copydesk.cli.main(['extract', *sys.argv[1:]]))"
    )
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE)


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_killed_and_resumed(name: str) -> None:
    Path("a.jsonl").write_bytes(jsonl(150))
    Path("b.txt").write_text(SAID, encoding="utf-8")
    Path("c.jsonl.gz").write_bytes(gzip.compress(jsonl(150, start=150)))
    inputs = ["a.jsonl", "b.txt", "c.jsonl.gz"]
    extract(inputs, f"whole-{name}", ["quotes"], progress=False)
    lines = Path(f"{name}.part/journal.jsonl")
    kills = 0
    for wanted in (3, 20, 45):
        running = started(*inputs, "-o", name, "--resume", "--quiet")
        deadline = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < deadline:
            if lines.exists() and lines.read_bytes().count(b"\n") > wanted:
                running.send_signal(signal.SIGKILL)
                kills += 1
                break
            time.sleep(0.001)
        running.communicate()
        assert not Path(name).exists() or running.returncode == 0, "no half file"
    assert kills >= 2
    last = started(*inputs, "-o", name, "--resume")
    assert b"added to" in last.communicate()[1]
    assert last.returncode == 0
    if name.endswith("jsonl"):
        assert Path(name).read_bytes() == Path(f"whole-{name}").read_bytes()
    else:
        assert parquet.read_table(name).equals(parquet.read_table(f"whole-{name}"))
    assert not lines.parent.exists()


@pytest.mark.usefixtures("parts")
def test_an_error_loses_nothing() -> None:
    Path("a.jsonl").write_bytes(jsonl(25) + b"{\n" + jsonl(25, start=25))
    with pytest.raises(copydesk.CopydeskError, match=r"a\.jsonl:25: it is not JSON.*\(25 articles before it are kept"):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], progress=False)
    assert not Path("out.jsonl").exists()
    with pytest.raises(
        copydesk.CopydeskError, match="was stopped: --resume goes on with it, --overwrite makes it anew"
    ):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], progress=False)
    summary = extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, errors="skip", progress=False)
    assert (summary.before, summary.articles, summary.errors) == (25, 25, 1)
    assert [article for article, _ in said()] == [f"n{i}" for i in range(50)]


def test_new_inputs_are_added() -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    for name in ("out.jsonl", "out.csv", "out.parquet", "folder"):
        Path("b.jsonl").unlink(missing_ok=True)
        extract(["a.jsonl"], name, ["quotes"], progress=False)
        with pytest.raises(copydesk.CopydeskError, match="exists: --resume adds to it, --overwrite makes it anew"):
            extract(["a.jsonl"], name, ["quotes"], progress=False)
        again = extract(["a.jsonl"], name, ["quotes"], resume=True, progress=False)
        assert (again.before, again.articles) == (3, 0)
        Path("b.jsonl").write_bytes(jsonl(2, start=3))
        more = extract(["b.jsonl", "a.jsonl"], name, ["quotes"], resume=True, progress=False)
        assert (more.before, more.articles) == (3, 2)
        assert not Path(f"{name}.part").exists()
    assert [article for article, _ in said()] == [f"n{i}" for i in range(5)]
    assert parquet.read_table("folder/quotes.parquet")["article"].to_pylist() == [f"n{i}" for i in range(5)]
    assert parquet.read_table("out.parquet")["article"].to_pylist() == [f"n{i}" for i in range(5)]
    assert Path("out.csv").read_text(encoding="utf-8").count("article,quote") == 1
    extract(["b.jsonl"], "out.jsonl", ["quotes"], overwrite=True, progress=False)
    assert [article for article, _ in said()] == ["n3", "n4"]


def test_what_cannot_be_resumed() -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    extract(["a.jsonl"], "out.jsonl", ["quotes"], progress=False)
    with pytest.raises(
        copydesk.CopydeskError, match="was begun with --table quotes, not times: --resume needs the same"
    ):
        extract(["a.jsonl"], "out.jsonl", ["times"], resume=True, progress=False)
    with pytest.raises(copydesk.CopydeskError, match="was begun with --text left out, not id"):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], asked=Asked(text="id"), resume=True, progress=False)
    Path("a.jsonl").write_bytes(jsonl(4))
    with pytest.raises(copydesk.CopydeskError, match=r"a\.jsonl has changed since its articles were read"):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, progress=False)
    Path(".out.jsonl.done").write_text("{}\n{}\n", encoding="utf-8")
    with pytest.raises(
        copydesk.CopydeskError, match=r"\.out\.jsonl\.done is damaged: --overwrite makes everything anew"
    ):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, progress=False)
    Path(".out.jsonl.done").unlink()
    with pytest.raises(copydesk.CopydeskError, match="exists, and nothing says what is in it"):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, progress=False)
    assert len(said()) == 3, "it is as it was"
    assert not Path("out.jsonl.part").exists()


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("stop", ["write", "end", "replace"])
def test_stopped_at_the_worst_moment(stop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.jsonl").write_bytes(jsonl(30))
    with monkeypatch.context() as patch:
        if stop == "write":  # in the middle of a line of the journal
            real: Callable[..., None] = journal.Journal.add

            def half(self: journal.Journal, entry: journal.Entry) -> None:
                if len(self.entries) == 1:
                    assert self._file
                    self._file.write(b'{"articles": 10, "ro')
                    raise KeyboardInterrupt
                real(self, entry)

            patch.setattr(journal.Journal, "add", half)
        else:  # the parts are joined: before that is written down, or after
            patch.setattr(*{"end": (journal.Journal, "end"), "replace": (journal.Journal, "_move")}[stop], interrupted)
        with pytest.raises(KeyboardInterrupt):
            extract(["a.jsonl"], "out.jsonl", ["quotes"], progress=False)
    assert not Path("out.jsonl").exists()
    summary = extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, progress=False)
    assert summary.before == (10 if stop == "write" else 30)
    assert [article for article, _ in said()] == [f"n{i}" for i in range(30)]
    assert not Path("out.jsonl.part").exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.duckdb"])
@pytest.mark.parametrize("stop", ["end", "_move"])
def test_stopped_while_it_is_added_to(name: str, stop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    Path("b.jsonl").write_bytes(jsonl(2, start=3))
    extract(["a.jsonl"], name, ["quotes"], progress=False)
    before = Path(name).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, stop, interrupted)
        with pytest.raises(KeyboardInterrupt):
            extract(["a.jsonl", "b.jsonl"], name, ["quotes"], resume=True, progress=False)
    assert Path(name).read_bytes() == before, "it is the old one until it is the new one"
    extract(["a.jsonl", "b.jsonl"], name, ["quotes"], resume=True, progress=False)
    extract(["a.jsonl", "b.jsonl"], f"whole-{name}", ["quotes"], progress=False)
    if name.endswith("duckdb"):
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect(name, read_only=True) as database:
            assert database.sql("SELECT count(*) FROM quotes").fetchall() == [(5,)]
    elif name.endswith("parquet"):
        assert parquet.read_table(name).equals(parquet.read_table(f"whole-{name}"))
    else:
        assert Path(name).read_bytes() == Path(f"whole-{name}").read_bytes()


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_runs_at_once() -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    other = journal.Journal(Path("out.jsonl"), [Path("out.jsonl")])
    other.begin({}, resume=False, overwrite=False)
    with pytest.raises(copydesk.CopydeskError, match=r"another run is writing out\.jsonl at this moment"):
        extract(["a.jsonl"], "out.jsonl", ["quotes"], resume=True, progress=False)
    other.drop()
    assert extract(["a.jsonl"], "out.jsonl", ["quotes"], progress=False).articles == 3


# The command


def test_the_command() -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    done = command("a.jsonl", "-o", "out.jsonl", "--threads", "1")
    assert done.returncode == 0
    assert done.stdout == b""
    assert done.stderr.decode().startswith("3 articles, 3 quotes in ")
    assert command("a.jsonl", "-o", "out.jsonl", "--resume", "--quiet").stderr == b""


def test_the_command_with_errors() -> None:
    Path("a.jsonl").write_bytes(jsonl(3) + b"{\n")
    done = command("a.jsonl", "-o", "out.jsonl")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("copydesk: a.jsonl:3: it is not JSON")
    done = command("a.jsonl", "-o", "out.jsonl", "--errors", "record", "--resume")
    assert done.returncode == 1, "the output is there, but not all is in it"
    assert "1 error in" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.jsonl"], "the following arguments are required: -o/--output"),
        (["a.jsonl", "-o", "out.jsonl", "--threads", "0"], "threads must be"),
        (["a.jsonl", "-o", "out.jsonl", "--table", "words"], "invalid choice: 'words'"),
        (["no.jsonl", "-o", "out.jsonl"], "cannot read no.jsonl: there is no such file"),
    ],
)
def test_errors_of_the_command(arguments: list[str], message: str) -> None:
    Path("a.jsonl").write_bytes(jsonl(3))
    done = command(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.html", "-o", "out.jsonl"], None),
        (["a.html", "-o", "out.csv"], None),
        (["a.html", "-o", "out.parquet"], "Parquet needs pyarrow: pip install 'copydesk[parquet]'"),
        (["a.html", "-o", "out.duckdb"], "DuckDB needs pyarrow: pip install 'copydesk[duckdb]'"),
        (["a.warc", "-o", "out.csv"], "WARC needs fastwarc: pip install 'copydesk[warc]'"),
        (["a.html.zst", "-o", "out.csv"], "files in .zst need pyarrow: pip install 'copydesk[parquet]'"),
        (["a.parquet", "-o", "out.csv"], "Parquet needs pyarrow: pip install 'copydesk[parquet]'"),
    ],
)
def test_without_what_it_does_not_require(arguments: list[str], message: str | None) -> None:
    contents = {"a.html": PAGE.encode(), "a.warc": WARC, "a.html.zst": b"x", "a.parquet": table(body=[SAID])}
    for name, content in contents.items():
        Path(name).write_bytes(content)
    program = (
        "import sys\n"
        "for name in ('pyarrow', 'duckdb', 'fastwarc', 'httpx'): sys.modules[name] = None\n"
        "import copydesk.cli\n"
        "sys.exit(copydesk.cli.main(['extract', *sys.argv[1:]]))"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=False)
    assert (done.returncode == 0) == (message is None), done.stderr
    assert message is None or done.stderr.decode() == f"copydesk: {message}\n"


def test_interrupted() -> None:
    Path("a.jsonl").write_bytes(jsonl(4000))
    running = started("a.jsonl", "-o", "out.jsonl", "--quiet")
    while not Path("out.jsonl.part/journal.jsonl").exists():
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, error = running.communicate(timeout=60)
    assert running.returncode == 130
    assert error == b"copydesk: interrupted; --resume goes on with what is done\n"
    assert not Path("out.jsonl").exists()


def test_the_page() -> None:
    root = Path(__file__).resolve().parents[1]
    Path("examples").symlink_to(root / "examples")
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (root / "docs" / "extract.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    commands = [line.split() for block in blocks for line in block.splitlines()]
    assert len(commands) > 3
    for _, _, *arguments in commands:
        done = command(*arguments)
        assert done.returncode == 0, done.stderr
    assert {"quotes.parquet", "entities.csv", "news", "news.duckdb", "all.jsonl"} < set(os.listdir())

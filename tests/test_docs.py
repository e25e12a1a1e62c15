"""The pages say what is so: every block of Python and of shell is run, and what is written by programs is up to date.

`python tests/test_docs.py` writes the columns of the tables and the options of the command line again.
"""

import doctest
import functools
import gzip
import http.server
import importlib
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import copydesk
import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
NEEDED = {
    "tables.md": ("pandas", "polars", "pyarrow"),
    "tutorial.md": ("pandas", "altair"),
    "plot.md": ("altair",),
    "interchange.md": ("spacy",),
}
"""What a page's examples import."""
TABLES = DOCS / "tables.md"
COMMAND = DOCS / "reference" / "command.md"
BEGIN, END = "<!-- columns: written by tests/test_docs.py -->\n", "<!-- /columns -->\n"
HELP, HELPED = "<!-- help: written by tests/test_docs.py -->\n", "<!-- /help -->\n"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Fence(NamedTuple):
    """A block of code."""

    page: str
    number: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.page}-{self.number}"


def fences() -> Iterator[Fence]:
    for page in PAGES:
        found = BLOCK.findall(page.read_text(encoding="utf-8"))
        yield from (Fence(page.name, number, *block) for number, block in enumerate(found))


def columns() -> str:
    """The columns of every table, as a page has them."""
    lines = []
    for name, known in copydesk.schema().items():
        lines += [f"### {name}", "", "| column | type | what |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.type} | {column.description} |" for column in known]
        lines.append("")
    return "\n".join(lines)


def options() -> str:
    """What the commands say of themselves."""
    said = []
    for command in ("parse", "extract"):
        done = run(f"copydesk {command} --help", ROOT)
        said += [f"## copydesk {command}", "", "```text", done.strip(), "```", ""]
    return "\n".join(said)


def between(page: Path, begin: str, written: str, end: str) -> str:
    before, rest = page.read_text(encoding="utf-8").split(begin)
    return before + begin + "\n" + written + "\n" + end + rest.split(end)[1]


def test_the_columns_are_those_of_the_code() -> None:
    assert TABLES.read_text(encoding="utf-8") == between(TABLES, BEGIN, columns(), END), "python tests/test_docs.py"


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse writes its help another way since 3.13")
def test_the_options_are_those_of_the_commands() -> None:
    assert COMMAND.read_text(encoding="utf-8") == between(COMMAND, HELP, options(), HELPED), "python tests/test_docs.py"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples in it, and a crawl."""
    monkeypatch.syspath_prepend(str(DOCS / "notebooks"))
    corpus = importlib.import_module("corpus")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    corpus.warc(tmp_path / "CC-NEWS-1.warc.gz", corpus.articles(5))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {fence.language for fence in fences()} <= {"python", "py", "sh", "text", ""}
    assert all(">>> " in fence.code or fence.page == "fetch.md" for fence in fences() if fence.language == "python")


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in page.read_text()], ids=lambda page: page.name)
def test_examples(page: Path, here: Path) -> None:
    for library in NEEDED.get(page.name, ()):
        pytest.importorskip(library)
    code = "".join(fence.code for fence in fences() if (fence.page, fence.language) == (page.name, "python"))
    test = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert result.attempted > 0
    assert not result.failed, "".join(said)


PROGRAMS = [fence for fence in fences() if fence.language in ("py", "python") and ">>> " not in fence.code]


@pytest.mark.filterwarnings("ignore")  # of the engines' own machinery
@pytest.mark.parametrize("program", PROGRAMS, ids=str)
def test_programs(program: Fence, here: Path, request: pytest.FixtureRequest) -> None:
    code, names = program.code, {"copydesk": copydesk}
    for name, used in {"spark": "spark.", "ray": "ray.", "frame": "frame.", "web": "example.org"}.items():
        if used in code:
            names[name] = request.getfixturevalue(name)
    if "articles" in code:
        pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        rows = {"id": [1, 2], "body": ["“Never,” said Bo Lund.", None], "day": ["2025-02-24", None], "n": [1, 2]}
        table = pa.table(rows)
        (here / "articles").mkdir()
        for path in ("articles/1.parquet", "articles.parquet"):
            parquet.write_table(table, path)
    if "fsspec" in code:
        pytest.importorskip("fsspec", reason="pip install fsspec runs this")
        (here / "warc.paths.gz").write_bytes(gzip.compress(b"CC-NEWS-1.warc.gz\n"))
        code = re.sub(r"s3://commoncrawl/[\w/-]+/(?=warc)", f"{here}/", code).replace("s3://commoncrawl", str(here))
    exec(compile(code.replace("s3://bucket", str(here)), str(program), "exec"), names)
    found = here / "quotes"
    if found.exists():
        assert "Bo Lund" in pytest.importorskip("pandas").read_parquet(found)["speaker"].tolist()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """example.org is this machine, and serves an example."""
    pytest.importorskip("httpx")
    fetch = copydesk.fetch

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((ROOT / "examples" / "article.html").read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setattr(
            copydesk, "fetch", lambda url: fetch(url.replace("https://example.org", there), private=True), raising=False
        )
        yield
        server.shutdown()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="pip install 'copydesk[spark]' runs this")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs: version 17 will do")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    spark = session.getOrCreate()
    yield spark
    spark.stop()


@pytest.fixture
def ray() -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="pip install 'ray[data]' runs this")
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


@pytest.fixture
def frame() -> Any:
    dd = pytest.importorskip("dask.dataframe", reason="pip install 'dask[dataframe]' runs this")
    pandas = pytest.importorskip("pandas")
    return dd.from_pandas(pandas.DataFrame({"body": ["“Never,” said Bo Lund."]}), npartitions=1)


def run(command: str, folder: Path) -> str:
    """What a line of a page prints."""
    command = re.sub(r"^copydesk\b", f'"{sys.executable}" -m copydesk', command)
    command = re.sub(r"^python\b", f'"{sys.executable}"', command)
    said = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=said, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


@functools.cache
def extras() -> set[str]:
    return set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])


ELSEWHERE = {
    "cargo ": "takes minutes; .ci/run builds and tests, tests/test_quality.py holds what is reached",
    "maturin ": ".ci/run does this",
    "python ../shared/": "takes minutes; tests/test_quality.py runs the scorers",
    "python bench/": "takes minutes and the data beside the repository",
    "python3 -m venv": ".ci/run does this",
    "source ": ".ci/run does this",
    "pytest": "this is it",
    "jupyter ": "tests/test_jupyter.py runs the notebooks",
    "zensical ": "tests/test_site.py builds the site",
}
"""What begins like this is not run here, and why."""


@pytest.mark.parametrize("page", sorted({fence.page for fence in fences() if fence.language == "sh"}))
def test_commands(page: str, here: Path) -> None:
    """The lines of a page, one after the other."""
    done, left = 0, []
    for fence in fences():
        lines = fence.code.splitlines() if (fence.page, fence.language) == (page, "sh") else []
        for part in (part for line in lines for part in line.split("#")[0].strip().split(" && ") if part):
            if part.startswith("copydesk "):
                done += 1
                assert run(part, here) or " -o " in part or " --html " in part
            elif part.startswith("pip install "):
                asked = {name for names in re.findall(r"\[([\w,]+)\]", part) for name in names.split(",")}
                assert asked <= extras(), part
                done += 1
            else:
                why = [reason for begin, reason in ELSEWHERE.items() if part.startswith(begin)]
                assert why, f"{page}: nothing runs {part!r}"
                left.append(f"{part}: {why[0]}")
                assert all((ROOT / script).exists() for script in re.findall(r"(?:bench|tests)/\w+\.py", part)), part
    if not done:
        pytest.skip("\n".join(left))


if __name__ == "__main__":
    TABLES.write_text(between(TABLES, BEGIN, columns(), END), encoding="utf-8")
    COMMAND.write_text(between(COMMAND, HELP, options(), HELPED), encoding="utf-8")

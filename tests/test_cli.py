"""The command line, run as people run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import copydesk
import pytest
from copydesk import page

TEXT = "Council backs bridge\n\nBy Jo Reed\n\n“It will be built,” Mayor Ada Holm said on Monday.\n"


def run(
    *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    command = [sys.executable, "-m", "copydesk", *arguments]
    variables = {**variables, "PYTHONUTF8": "1", **(environment or {})}
    return subprocess.run(command, input=stdin, capture_output=True, env=variables, check=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_for_people(file: str) -> None:
    done = run("parse", file, "--published", "2025-02-24")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert "Council backs bridge" in shown
    assert "24 February 2025" in shown
    assert "\x1b" not in shown, "no colours in a pipe"
    assert max(map(len, shown.splitlines())) <= 80


def test_for_programs(file: str) -> None:
    done = run("parse", file, "--format", "json", "--published", "2025-02-24", "--url", "https://example.org/a")
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1
    expected = copydesk.parse(TEXT, published="2025-02-24", url="https://example.org/a")
    assert copydesk.Article.from_json(done.stdout) == expected


def test_standard_input() -> None:
    done = run("parse", "-", "--format", "json", "--input", "prose", stdin=TEXT.encode())
    assert json.loads(done.stdout)["text"] == TEXT


def test_the_command_by_its_name(file: str) -> None:
    command = Path(sys.executable).with_name("copydesk")
    if not command.exists():
        pytest.skip("copydesk is not installed as a command")
    assert subprocess.run([command, "parse", file], capture_output=True, check=True).stdout


def test_version() -> None:
    assert run("--version").stdout.decode().splitlines()[0] == f"copydesk {copydesk.__version__}"


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always", "--format", "json"], {}, False),
    ],
)
def test_color(file: str, arguments: list[str], environment: dict[str, str], colored: bool) -> None:
    assert (b"\x1b[" in run("parse", file, *arguments, environment=environment).stdout) == colored


@pytest.mark.parametrize("columns", ["50", "90"])
def test_as_wide_as_the_terminal(file: str, columns: str) -> None:
    shown = run("parse", file, environment={"COLUMNS": columns}).stdout.decode()
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_a_page_to_look_at(file: str, tmp_path: Path) -> None:
    done = run("parse", file, "--html", str(tmp_path / "out.html"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out.html").read_text(encoding="utf-8") == page_of(file)


def page_of(file: str) -> str:
    article = copydesk.parse(Path(file).read_bytes())
    return page.page(article.headline or "", article._repr_html_())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse", "no such file"], "copydesk: cannot read no such file: No such file or directory"),
        (["parse", "."], "copydesk: cannot read .: Is a directory"),
        (["parse", "a\0b"], "copydesk: cannot read 'a\\x00b': embedded null byte"),
        (["parse", "http://127.0.0.1/"], "copydesk: 127.0.0.1 is at 127.0.0.1, which is not a public address"),
        (["parse", "-", "--html", "no/such/folder/out.html"], "copydesk: cannot write: No such file or directory"),
        (["parse", "-", "--published", "soon"], "copydesk: published must be an ISO date"),
        (["parse", "-", "--input", "pdf"], "invalid choice: 'pdf'"),
        (["parse"], "the following arguments are required: FILE"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_errors_are_one_line(arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    if any("\0" in argument for argument in arguments):
        from copydesk.cli import main

        assert main(arguments) == 2
        error = capfd.readouterr().err
    else:
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stdout == b""
        error = done.stderr.decode()
    assert message in error.splitlines()[-1]
    assert "Traceback" not in error


def test_a_reader_who_leaves_is_no_error(file: str) -> None:
    command = f'"{sys.executable}" -m copydesk parse "{file}" --format json | true'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_one_line(file: str) -> None:
    command = f'"{sys.executable}" -m copydesk parse "{file}" > /dev/full'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"copydesk: cannot write: No space left on device\n")


def test_an_output_that_cannot_hold_it(file: str) -> None:
    done = run("parse", file, environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_in_the_article_commands_the_terminal() -> None:
    text = (
        "\x1b]0;title\x07Council \x1b[31mbacks\x1b[0m bridge\n\n\u202e“It will\r be built,” Mayor \x9bAda Holm said.\n"
    )
    for layout in ("text", "prose"):
        shown = run("parse", "-", "--input", layout, stdin=text.encode()).stdout.decode()
        assert all(c.isprintable() or c == "\n" for c in shown), repr(shown)

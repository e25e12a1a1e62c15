"""The README says what is so: its Python is run, its commands are run, and its picture is the program's output.

`python tests/test_readme.py` draws the picture again.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from picture import svg

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPEAKERS = ("Mairi Sinclair", "Ewan Flett", "Tor Halvorsen")
"""Those of examples/article.txt whose words the README shows."""
PICTURE = ROOT / "examples" / "article.svg"
COLUMNS = 92


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(README.read_text(encoding="utf-8")) if name == language]


def run(command: str) -> str:
    """What a command of the README prints, run by this interpreter's `copydesk`."""
    command = re.sub(r"^copydesk\b", f'"{sys.executable}" -m copydesk', command)
    variables = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**variables, "PYTHONUTF8": "1", "COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def test_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest("".join(blocks("python")), {}, "README.md", str(README), 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(test, out=said.append)
    assert result.attempted > 0
    assert not result.failed, "".join(said)


def commands() -> list[str]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [part for line in lines for part in line.split(" && ") if part.startswith("copydesk ")]


@pytest.mark.parametrize("command", commands())
def test_command(command: str) -> None:
    assert run(command)


def picture() -> str:
    """What the program prints on a terminal, drawn: the title, and what three speakers said."""
    title, *parts = run("copydesk parse examples/article.txt --color always").split("\n\n")
    heading, speakers = "", []
    for part in parts:
        if "WHO SAID WHAT" in part:
            heading, part = part.split("\n", 1)
        if heading and any(name in part.split("\n", 1)[0] for name in SPEAKERS):
            speakers.append(part)
    return svg("\n\n".join([title, "…", heading + "\n" + "\n\n".join(speakers), "…"]))


def test_picture_is_the_programs() -> None:
    assert PICTURE.name in README.read_text(encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == picture(), "python tests/test_readme.py draws the picture again"


def test_the_package_says_the_same() -> None:
    import copydesk

    assert doctest.testmod(copydesk).failed == 0


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")

"""The README says what is so: its Python is run, its commands are run, and its output is the program's.

`python tests/test_readme.py` writes the program's output into it.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPEAKERS = ("Mairi Sinclair", "Ewan Flett", "Tor Halvorsen")
"""Those of examples/article.txt whose words the README shows."""
SHOWN = re.compile(r"(copydesk parse examples/article\.txt\n```\n\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(README.read_text(encoding="utf-8")) if name == language]


def run(command: str) -> str:
    """What a command of the README prints, run by this interpreter's `copydesk`."""
    command = re.sub(r"^copydesk\b", f'"{sys.executable}" -m copydesk', command)
    variables = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**variables, "PYTHONUTF8": "1"},
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


def excerpt() -> str:
    """What the program prints: the title, and what three speakers said."""
    title, *parts = run("copydesk parse examples/article.txt").split("\n\n")
    heading = "WHO SAID WHAT\n"
    said = [part.removeprefix(heading) for part in parts]
    shown = [part for name in SPEAKERS for part in said if part.startswith(f"  {name}\n")]
    return "\n\n".join([title, "…", heading + "\n\n".join(shown), "…\n"])


def test_output_is_the_programs() -> None:
    shown = SHOWN.search(README.read_text(encoding="utf-8"))
    assert shown, "the README shows what copydesk parse prints"
    assert shown[2] == excerpt(), "python tests/test_readme.py writes what copydesk prints now"


def test_the_package_says_the_same() -> None:
    import copydesk

    assert doctest.testmod(copydesk).failed == 0


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(SHOWN.sub(lambda shown: shown[1] + excerpt() + shown[3], text), encoding="utf-8")

"""What others build on: it changes only with a line in the changelog.

`tests/cases/surface.txt` is what the last release promised: names with their signatures, columns, the form of JSON, the
command line. Whatever differs from it must be named in backticks under [Unreleased] in CHANGELOG.md, as `max_bytes`.
A release writes the file anew: `python tests/test_surface.py`.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import copydesk
from conftest import known
from copydesk import cli
from copydesk._copydesk import columns

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOT = ROOT / "tests" / "cases" / "surface.txt"
MODULES = ["__init__", "many", "frames", "pandas", "polars", "plot", "spark", "page"]
"""The package's own modules that people import or get objects from."""


def signatures(path: Path, module: str, wanted: set[str] | None = None) -> Iterator[str]:
    """Public classes, their members, and functions of a module, as its source or its stubs declare them."""
    for node in ast.parse(path.read_text("utf-8")).body:
        name = getattr(node, "name", "_")
        if name.startswith("_") or (wanted is not None and name not in wanted):
            continue
        if isinstance(node, ast.FunctionDef):
            yield f"function {module}.{name}{arguments(node)}"
        elif isinstance(node, ast.ClassDef):
            yield f"class {module}.{name}"
            for member in node.body:
                if not isinstance(member, ast.FunctionDef) or (
                    member.name.startswith("_") and member.name not in ("__init__", "__new__")
                ):
                    continue
                is_property = any("property" in ast.unparse(d) for d in member.decorator_list)
                shown = f": {ast.unparse(member.returns)}" if is_property and member.returns else arguments(member)
                yield f"{'attribute' if is_property else 'method'} {module}.{name}.{member.name}{shown}"


def arguments(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


def options(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, child in action.choices.items():
                yield from options(child, f"{name} {command}")
        elif not isinstance(action, argparse._HelpAction):
            choices = f" {{{','.join(map(str, action.choices))}}}" if action.choices else ""
            yield f"command {name} {' '.join(action.option_strings) or action.metavar}{choices}"


def form(value: Any, name: str) -> Iterator[str]:
    """The keys of the JSON form, and what stands under each."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from form(inner, f"{name}.{key}")
    elif isinstance(value, list) and value:
        yield from form(value[0], f"{name}[]")
    else:
        yield f"json {name}"


def surface() -> list[str]:
    """Everything that is promised, a line each."""
    package = ROOT / "python" / "copydesk"
    public = set(copydesk.__all__)
    lines = {f"name copydesk.{name}" for name in public}
    lines |= set(signatures(package / "_copydesk.pyi", "copydesk", public))
    for module in MODULES:
        inside = "copydesk" if module == "__init__" else f"copydesk.{module}"
        wanted = {"Gallery"} if module == "page" else None
        lines |= set(signatures(package / f"{module}.py", inside, wanted))
    lines |= set(options(cli._options(), "copydesk"))
    for table, its in columns().items():
        lines |= {f"column {table}.{name}: {kind}" for name, kind, _ in its}
    article = copydesk.Article.from_json(json.dumps(known()))
    lines |= set(form(json.loads(article.to_json()), "article"))
    return sorted(lines)


def unnamed(promised: set[str], found: set[str], unreleased: str) -> list[str]:
    """What came or went that the changelog does not name."""
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", unreleased))))
    lines = [f"- {line}" for line in sorted(promised - found)] + [f"+ {line}" for line in sorted(found - promised)]
    return [line for line in lines if not named & subjects(line)]


def subjects(line: str) -> set[str]:
    """The last word of the name that a line is about; of a changed signature, it may be that of an argument."""
    _, kind, name, *rest = re.split(r"[ (:]", line)
    words = {re.split(r"\W", name.rstrip("[]"))[-1]}
    if kind == "command":
        words = set(re.findall(r"\w+", " ".join(rest)))
    return words | set(re.findall(r"(\w+)(?=[:=,)])", line.partition("(")[2]))


def unreleased() -> str:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## \[|\Z)", changelog, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def test_what_changed_is_in_the_changelog() -> None:
    promised = {line for line in SNAPSHOT.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    silent = unnamed(promised, set(surface()), unreleased())
    assert not silent, "name these in backticks under [Unreleased] in CHANGELOG.md:\n" + "\n".join(silent)


def test_a_silent_change_is_seen() -> None:
    before = {"name copydesk.parse", "function copydesk.parse(source: str) -> Article", "command copydesk parse --url"}
    argument = (before - {"function copydesk.parse(source: str) -> Article"}) | {
        "function copydesk.parse(source: str, limit: int=1) -> Article"
    }
    for after, said, missed in [
        (before, "", 0),
        (before | {"name copydesk.tell"}, "", 1),
        (before | {"name copydesk.tell"}, "tell tells", 1),
        (before | {"name copydesk.tell"}, "`copydesk.tell` tells", 0),
        (before - {"name copydesk.parse"}, "", 1),
        (before - {"command copydesk parse --url"}, "`--url` is gone", 0),
        (argument, "", 2),
        (argument, "`parse` takes `limit`", 0),
    ]:
        assert len(unnamed(before, after, said)) == missed, (said, unnamed(before, after, said))


if __name__ == "__main__":
    SNAPSHOT.write_text("# See tests/test_surface.py.\n" + "\n".join(surface()) + "\n", "utf-8")

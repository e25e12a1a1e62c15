"""The pages say what is so: their Python is run, and their columns are those of the code.

`python tests/test_docs.py` writes the columns again.
"""

import doctest
from pathlib import Path

import copydesk
import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
TABLES = DOCS / "tables.md"
NEEDED = {"tables.md": ("pandas", "polars", "pyarrow"), "interchange.md": ("spacy",)}
"""What a page's Python imports."""
BEGIN, END = "<!-- columns: written by tests/test_docs.py -->\n", "<!-- /columns -->\n"


def columns() -> str:
    """The columns of every table, as a page has them."""
    lines = []
    for name, known in copydesk.schema().items():
        lines += [f"### {name}", "", "| column | type | what |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.type} | {column.description} |" for column in known]
        lines.append("")
    return "\n".join(lines)


def written() -> str:
    before, rest = TABLES.read_text(encoding="utf-8").split(BEGIN)
    return before + BEGIN + "\n" + columns() + "\n" + END + rest.split(END)[1]


def test_the_columns_are_those_of_the_code() -> None:
    assert TABLES.read_text(encoding="utf-8") == written(), "python tests/test_docs.py"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_python(page: Path) -> None:
    for library in NEEDED.get(page.name, ()):
        pytest.importorskip(library)
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(page.read_text(encoding="utf-8"), {}, page.name, str(page), 0)
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not result.failed, "".join(said)


if __name__ == "__main__":
    TABLES.write_text(written(), encoding="utf-8")

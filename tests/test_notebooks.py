"""The notebooks run from the first cell to the last, and show what they promise."""

from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "notebooks"


def shown(cells: list[Any]) -> str:
    """Everything the cells show, as text and HTML."""
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    parts = [output.get("text", "") + str(output.get("data", "")) for output in outputs]
    return "\n".join(parts)


@pytest.mark.filterwarnings("ignore")  # of the kernel's own machinery
@pytest.mark.parametrize(
    ("name", "promised"),
    [
        ("one_article", ["copydesk tex2jax_ignore", "Lotte Verhaegen", "copydesk-chart", "2025-03-11"]),
        ("whose_voice", ["401 rows", "no_article", "copydesk-chart", "feminine", "of the words.", 'class="sheet"']),
        ("a_thousand_articles", ["Ada Holm", "Northby Post", "copydesk-chart", 'details class="card"']),
    ],
)
def test_notebooks_run(name: str, promised: list[str]) -> None:
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert not shown(notebook.cells), "outputs are made anew, and not kept"
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    found = shown(notebook.cells)
    for words in promised:
        assert words in found, words
    assert "<script" not in found, "nothing runs, and nothing is fetched"

"""How right it is, on sets that are not in the repository: no figure may fall below its floor.

The scorers stand beside the repository, in ../shared/eval; where they do not, these tests are skipped.
"""

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

# scorer, set, figure, floor
FLOORS = [
    ("articles.py", "articles/news_en.jsonl.gz", "body f1", 90.0),
    ("entities.py", "ner/worldwide.dev.jsonl.gz", "all f1", 80.0),
    ("entities.py", "ner/uner_ewt.dev.jsonl.gz", "all f1", 70.0),
    ("quotes.py", "quotes/polnear.dev.jsonl.gz", "end_to_end f1", 80.0),
    ("times.py", "times/timebank.jsonl.gz", "value f1", 50.0),
    ("seed.py", "", "percent", 85.0),
    ("seed.py", "", "blocks", 1.0),
]

pytestmark = pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason=f"there are no scorers in {SHARED}")


@functools.cache
def figures(scorer: str, gold: str) -> Any:
    """The scorer's last line, one JSON object a set."""
    command = [sys.executable, str(SHARED / "eval" / scorer), *([str(SHARED / "data" / gold)] if gold else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def value(figure: Any) -> float:
    """A figure as a number; "3/4" is 0.75."""
    if isinstance(figure, str):
        part, whole = figure.split("/")
        return int(part) / int(whole)
    return float(figure)


@pytest.mark.parametrize(("scorer", "gold", "figure", "floor"), FLOORS)
def test_not_below_its_floor(scorer: str, gold: str, figure: str, floor: float) -> None:
    found = figures(scorer, gold)
    for step in figure.split():
        found = found[step]
    assert value(found) >= floor, f"{figure} of {gold or scorer} is {found}"

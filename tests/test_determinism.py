"""The same article, the same answer: on any number of threads, in any process, on any machine."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import copydesk
import pytest

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
QEMU = platform.machine() == "x86_64" and shutil.which("qemu-x86_64")
SAY = "import test_determinism as t; print(t.digest(t.articles()))"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
PLACES = 3
"""Confidence and salience are compared to so many places: exponentials come from the system's C library."""


def articles() -> list[copydesk.Article]:
    """Pages, texts and running text of our own."""
    pages = [line.encode() for line in (CASES / "html_pages.txt").read_text("utf-8").splitlines() if line[:1] == "<"]
    texts = [case for file in ("quotes.txt", "names.txt") for case in (CASES / file).read_text("utf-8").split("\n\n")]
    days = [line.split("\t")[1] for line in (CASES / "times.tsv").read_text("utf-8").splitlines() if "\t" in line]
    whole = [path.read_bytes() for path in sorted((ROOT / "examples").glob("article.*")) if path.suffix != ".svg"]
    sources: list[str | bytes] = [*pages, *texts, "\n\n".join(days), *whole]
    read = [copydesk.parse(source, published="2025-02-24") for source in sources]
    for article in read[-2:]:
        assert article.sentences[0].root  # dependencies are worked out when asked for
    return read


def rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, PLACES)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def digest(read: list[copydesk.Article]) -> str:
    """What they say, as one number."""
    said = [json.dumps(rounded(article.to_dict()), ensure_ascii=True) for article in read]
    heads = [(token.head.start if token.head else None, token.relation) for a in read[-2:] for token in a.tokens]
    return hashlib.sha256("\n".join([*said, json.dumps(heads)]).encode()).hexdigest()


@pytest.fixture(scope="module")
def here() -> list[copydesk.Article]:
    return articles()


@pytest.mark.parametrize("threads", [1, 2, 3, 5, 8])
def test_on_any_number_of_threads(here: list[copydesk.Article], threads: int) -> None:
    sources = [(article.text, None, "2025-02-24", "prose") for article in here]
    alone = [copydesk.parse(text, None, published, layout).to_json() for text, _, published, layout in sources]
    together = [article.to_json() for article in copydesk.parse_many(sources, threads=threads, progress=False)]
    assert together == alone
    found = copydesk.tables([article.text for article in here], threads=threads, progress=False, format="prose")
    once = copydesk.tables([article.text for article in here], threads=1, progress=False, format="prose")
    assert found == once


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_in_any_process(here: list[copydesk.Article], seed: str) -> None:
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", SAY], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == digest(here), done.stderr


@pytest.mark.skipif(not QEMU, reason="qemu-x86_64 is not there to be another processor")
def test_on_a_processor_without_wide_instructions(here: list[copydesk.Article]) -> None:
    command = [str(QEMU), "-cpu", "Nehalem", sys.executable, "-c", SAY]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == digest(here), done.stderr


def test_again_and_in_any_order(here: list[copydesk.Article]) -> None:
    backwards = [copydesk.parse(a.text, published="2025-02-24", format="prose") for a in reversed(here)]
    forwards = [copydesk.parse(a.text, published="2025-02-24", format="prose") for a in here]
    assert forwards == backwards[::-1]

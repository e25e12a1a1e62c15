"""Reads the same HTML pages with copydesk and its peers, side by side, in one run on one thread.

    python bench/articles.py [PAGES …] [--pages N] [--rounds N] [--quality]

PAGES are the sets of `../shared/data/articles` (one page a line of gzipped JSON, its bytes under "html", each as the
character of that number), or folders of .html files; without any, all three sets. Every N-th page is read so that about
`--pages` are. copydesk, trafilatura and newspaper4k read the whole article with its metadata, resiliparse the body
alone.
Page by page they take turns, so that whatever else the machine does hits all alike; CPU time is what counts. A round is
all pages; the figures are medians over rounds. `--quality` scores what they read with `../shared/eval/articles.py`.

The peers are in the optional dependencies: `pip install '.[bench]'`. One that is missing is left out.
"""

import argparse
import gc
import gzip
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

SHARED = Path(__file__).resolve().parents[1] / "../shared"

Read = Callable[[bytes, str], object]


def copydesk() -> Read:
    import copydesk

    pipeline = copydesk.Pipeline(until="article")
    return lambda html, url: pipeline.parse(html, url=url, format="html")


def trafilatura() -> Read:
    import trafilatura

    return lambda html, url: trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)


def resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda html, _: extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True)


def newspaper4k() -> Read:
    import newspaper

    def read(html: bytes, url: str) -> object:
        article = newspaper.Article(url, fetch_images=False)  # nobody else asks the network
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return article

    return read


# What each is called on PyPI, and the module that tells whether it is there.
READERS = {
    "copydesk": (copydesk, "copydesk"),
    "trafilatura": (trafilatura, "trafilatura"),
    "resiliparse": (resiliparse, "resiliparse"),
    "newspaper4k": (newspaper4k, "newspaper"),
}


def pages(path: Path) -> Iterator[tuple[bytes, str]]:
    """Each page of a set or a folder, and its address."""
    if path.is_dir():
        for file in sorted(path.glob("*.html")):
            yield file.read_bytes(), f"https://example.com/{file.stem}"
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            yield page["html"].encode("latin-1"), page["url"] or "https://example.com/"


def seconds(read: Read, html: bytes, url: str) -> float:
    """The CPU time of reading one page; a page that it fails on counts all the same."""
    started = time.process_time()
    try:
        read(html, url)
    except Exception as error:
        print(f"{url[:60]}: {type(error).__name__}", file=sys.stderr)
    return time.process_time() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sets = [SHARED / "data/articles" / f"{name}.jsonl.gz" for name in ("news_en", "news_world", "blogs")]
    options.add_argument("paths", nargs="*", type=Path, default=sets, metavar="PAGES")
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--quality", action="store_true")
    given = options.parse_args()

    every = [page for path in given.paths for page in pages(path)]
    chosen = every[:: max(1, len(every) // given.pages)]
    size = sum(len(html) for html, _ in chosen)
    found = {name: make for name, (make, module) in READERS.items() if importlib.util.find_spec(module)}
    readers = {name: make() for name, make in found.items()}
    for read in readers.values():  # Imports, tables and models are loaded before the clock runs.
        seconds(read, *chosen[0])

    rounds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(given.rounds):
        spent = dict.fromkeys(readers, 0.0)
        for html, url in chosen:
            for name, read in readers.items():
                spent[name] += seconds(read, html, url)
            gc.collect()
        for name, total in spent.items():
            rounds[name].append(total)

    mean = size / len(chosen) / 1000
    print(f"{len(chosen)} pages of {mean:.0f} KB on average, medians of {given.rounds} rounds, CPU time")
    ours = rounds["copydesk"]
    for name, totals in rounds.items():
        ratio = statistics.median(theirs / mine for theirs, mine in zip(totals, ours, strict=True))
        median = statistics.median(totals)
        print(
            f"{name + ' ' + version(name):20} {len(chosen) / median:8.1f} pages/s {size / 1e6 / median:8.1f} MB/s"
            f"   copydesk is {ratio:6.1f} times as fast"
        )
    if given.quality:
        for name in readers:
            scorer = [sys.executable, str(SHARED / "eval/articles.py"), *map(str, given.paths), "--system", name]
            subprocess.run(scorer, check=True)


if __name__ == "__main__":
    main()

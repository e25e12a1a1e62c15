"""Gives every fuzz target something to begin with, in fuzz/corpus, which git leaves alone.

    python fuzz/seeds.py [PER_TARGET]

Our own cases, and pieces of the pages and texts in ../shared where those stand beside the repository.
"""

import gzip
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import copydesk

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "tests" / "cases"
DATA = HERE.parents[1] / "shared" / "data"
SIZE = 12_000
"""Longest seed in bytes: a fuzzer that reads whole pages tries little."""


def write(target: str, seed: bytes) -> None:
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def rows(path: str, count: int) -> Iterator[dict[str, str]]:
    """Some rows of a set, each time the same."""
    whole = DATA / path
    if not whole.exists():
        print(f"left out: {whole} is not there", file=sys.stderr)
        return
    with gzip.open(whole, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    yield from random.Random(0).sample(every, min(count, len(every)))


def pieces(page: bytes) -> Iterator[bytes]:
    """The head of a page, and the middle, where the article is."""
    yield page[:SIZE]
    middle = len(page) // 2
    yield page[middle : middle + SIZE]


def main(count: int) -> None:
    examples = [path.read_bytes() for path in (HERE.parent / "examples").glob("article.*") if path.suffix != ".svg"]
    texts = [path.read_text("utf-8") for path in [*CASES.glob("*.txt"), *CASES.glob("layout/*.txt")]]
    paragraphs = [part for text in texts for part in text.split("\n\n") if part]
    paragraphs += [row["text"][:SIZE] for row in rows("quotes/polnear.dev.jsonl.gz", count)]
    days = [line.split("\t")[1] for line in (CASES / "times.tsv").read_text("utf-8").splitlines() if "\t" in line]
    days += [row["text"][:2_000] for row in rows("times/timebank.jsonl.gz", count)]
    pages = [*examples, *(line.encode() for line in (CASES / "html_pages.txt").read_text("utf-8").splitlines())]
    for name in ("news_en", "news_world", "blogs"):
        for row in rows(f"articles/{name}.jsonl.gz", count // 3):
            pages += pieces(row["html"].encode("latin-1"))
    for page in pages:
        write("article", page)
    for text in paragraphs:
        write("quotes", text.encode())
        write("article", text.encode())
        article = copydesk.parse(text[:600], format="prose")
        write("json", article.to_json().encode())
    for day in days:
        write("times", b"\xe9\x07\x02\x18" + day.encode())
    whole = random.Random(0)
    for target in ("soup", "model", "pages", "tables", "settings"):
        for length in range(8, 8 * 40, 8):
            write(target, whole.randbytes(length))
    for folder in sorted((HERE / "corpus").iterdir()):
        print(folder.name, sum(1 for _ in folder.iterdir()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

"""Reads article after article and says what the process holds: memory must stay where it is.

    python bench/soak.py [ARTICLES] [--seconds N] [--way parse|many|json|tables]

ARTICLES are made up from words and pages of our own, no two alike, hostile ones among them; 20,000 if not said. A line
is printed for each tenth: articles, articles a second, resident memory, and the number of Python objects alive. It ends
with status 1 where memory at the end is over a tenth and 10 MB more than after the second tenth.
"""

import argparse
import gc
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import copydesk

NAMES = ["Ada Holm", "Bo Lund", "Jo Reed", "the Bridge Trust", "Northby Council", "Xi Li", "Zoë Ek"]
VERBS = ["said", "told the Northby Post", "warned", "added", "wrote", "promised"]
WORDS = (
    "the bridge over bay will cost more than anyone had thought and ferry runs until last bolt is in its place".split()
)
HOSTILE = ["<div>", "<p>a", "“", '"', "<table><tr><td>", "(", "a.b.", "<a href=x>", "\x00", "&amp", "1/", "é\u0301"]


def sentence(chance: random.Random) -> str:
    words = " ".join(chance.choices(WORDS, k=chance.randrange(6, 20)))
    quote = f"“{words.capitalize()},” {chance.choice(NAMES)} {chance.choice(VERBS)} on {chance.randrange(1, 28)} May. "
    return chance.choice([quote, f"{chance.choice(NAMES)} {chance.choice(VERBS)} that {words}. ", f"{words}. "])


def article(number: int) -> str | bytes:
    """The article of that number: the same each time."""
    chance = random.Random(number)
    if number % 50 == 0:
        return chance.choice(HOSTILE) * chance.randrange(1, 20_000)
    paragraphs = [
        "".join(sentence(chance) for _ in range(chance.randrange(1, 5))) for _ in range(chance.randrange(2, 9))
    ]
    if number % 3:
        return f"Council backs bridge {number}\n\n" + "\n\n".join(paragraphs)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><nav><a href=/>News</a></nav><article><h1>Bridge {number}</h1>{body}</article></body>".encode()


def parse(articles: Iterator[str | bytes]) -> Iterator[object]:
    for source in articles:
        yield copydesk.parse(source).quotes


def many(articles: Iterator[str | bytes]) -> Iterator[object]:
    yield from copydesk.parse_many(articles, threads=2, progress=False)


def as_json(articles: Iterator[str | bytes]) -> Iterator[object]:
    for source in articles:
        yield copydesk.Article.from_json(copydesk.parse(source).to_json())


def tables(articles: Iterator[str | bytes]) -> Iterator[object]:
    while batch := list(itertools.islice(articles, 200)):
        texts = [text if isinstance(text, str) else text.decode() for text in batch]
        copydesk.tables({"body": texts}, progress=False)
        yield from batch


WAYS: dict[str, Callable[[Iterator[str | bytes]], Iterator[object]]] = {
    "parse": parse,
    "many": many,
    "json": as_json,
    "tables": tables,
}


def resident() -> float:
    """What the process holds now, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("there is no VmRSS in /proc/self/status")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("articles", type=int, nargs="?", default=20_000)
    options.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    options.add_argument("--way", choices=WAYS, default="parse")
    given = options.parse_args()
    step, begun = max(given.articles // 10, 1), time.monotonic()
    held: list[float] = []
    count = 0
    for count, _ in enumerate(WAYS[given.way](map(article, range(given.articles))), 1):
        late = time.monotonic() - begun > given.seconds
        if count % step == 0 or late:
            gc.collect()
            held.append(resident())
            rate = count / (time.monotonic() - begun)
            print(f"{count:>9,} articles {rate:>7.0f} a second {held[-1]:>7.1f} MB {len(gc.get_objects()):>7,} objects")
            sys.stdout.flush()
        if late:
            break
    early = held[min(1, len(held) - 1)]
    print(f"{count:,} articles, memory at the end {held[-1] / early:.3f} times that after the second tenth")
    return int(held[-1] > max(early * 1.1, early + 10))


if __name__ == "__main__":
    sys.exit(main())

"""Pages made to hurt, as copydesk and its peers take them: CPU seconds and whether the article was found.

    python bench/hostile.py [--limit SECONDS] [--only NAME …]

Each page is read by each reader in a process of its own, which is stopped after `--limit` seconds of CPU time (K).
0: an empty answer and no error. lost: the paragraphs of the article are not in the answer, though they are in the page.
copydesk is measured twice: `pages` reads the page as the peers do (`until="article"`), `all` finds everything in it.

The peers are in the optional dependencies: `pip install '.[bench]'`; selectolax, which only parses, where it is there.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

BODY = (
    "<p>The council voted on Monday to build the bridge over the bay, after a debate of nine hours.</p>"
    "<p>“It will be built,” Mayor Ada Holm told the chamber, and most of the public stood up and cheered her.</p>"
    "<p>Work begins in May, the engineers said. The ferry will run until the last bolt is firmly in its place.</p>"
)
FOUND = "Work begins in May"


def page(hostile: str) -> bytes:
    """A page with something hostile before its article."""
    body = f"<html><body>{hostile}<article><h1>Council backs bridge</h1>{BODY}{BODY}</article></body></html>"
    return body.encode()


def linked() -> str:
    items = ",".join(f'{{"@type":"Article","headline":"h{number}"}}' for number in range(280_000))
    return f"<script type=application/ld+json>[{items}]</script>"


# The page, and what must be in the answer; for one long paragraph, all of it.
PAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "100,000 nested div": (lambda: page("<div>" * 100_000), FOUND),
    "50 MB in one p": (lambda: b"<html><body><p>" + b"word " * 10_000_000, "word " * 9_999_000),
    "a million empty tags": (lambda: page("<i></i>" * 500_000), FOUND),
    "200,000 attributes on a tag": (lambda: page(f"<div {' '.join(f'a{n}=x' for n in range(200_000))}>"), FOUND),
    "300,000 unclosed p": (lambda: page("<p>a" * 300_000), ""),
    "200,000 links": (lambda: page("<a href=/x>link</a> " * 200_000), FOUND),
    "5,000 nested tables": (lambda: page("<table><tr><td>" * 5_000), FOUND),
    "10 MB of JSON-LD": (lambda: page(linked()), FOUND),
    "PNG bytes": (lambda: b"\x89PNG\r\n\x1a\n" + bytes([0, 7, 200, 60, 97, 62, 65]) * 30_000, ""),
}


def copydesk_pages(html: bytes) -> str:
    import copydesk

    pipeline = copydesk.Pipeline(until="article")
    pipeline.parse(b"<p>a")  # what is loaded once
    return timed(lambda: pipeline.parse(html).body)


def copydesk_all(html: bytes) -> str:
    import copydesk

    copydesk.parse("<p>“Never,” said Ada Holm.")
    return timed(lambda: copydesk.parse(html).body)


def trafilatura(html: bytes) -> str:
    import trafilatura

    return timed(lambda: trafilatura.extract(html) or "")


def newspaper4k(html: bytes) -> str:
    import newspaper

    def read() -> str:
        article = newspaper.Article("https://www.example.org/a", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return timed(read)


def resiliparse(html: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return timed(lambda: extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True))


def selectolax(html: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return timed(lambda: LexborHTMLParser(html).text())


READERS: dict[str, Callable[[bytes], str]] = {
    "copydesk, pages": copydesk_pages,
    "copydesk, all": copydesk_all,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "selectolax": selectolax,
}
PACKAGES = {"newspaper4k": "newspaper"}


def timed(read: Callable[[], str]) -> str:
    """What one reader makes of it, in a cell's words."""
    begun = time.process_time()
    try:
        text = read()
    except Exception as error:  # whatever a peer raises
        return json.dumps([time.process_time() - begun, None, type(error).__name__])
    return json.dumps([time.process_time() - begun, text, None])


def cell(reader: str, name: str, limit: int) -> str:
    command = [sys.executable, __file__, "--one", reader, name]
    stop = lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit + 3, limit + 3))  # noqa: E731
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", preexec_fn=stop, check=False)
    if done.returncode != 0:
        return "K"
    seconds, text, error = json.loads(done.stdout)
    if error:
        return f"{seconds:.2f} {error}"
    if seconds > limit:
        return "K"
    if not text.strip():
        return f"{seconds:.2f} 0"
    if PAGES[name][1] not in text:
        return f"{seconds:.2f} lost"
    junk = f" {len(text) // 1000} KB of junk" if name == "PNG bytes" else ""
    return f"{seconds:.2f}{junk}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--limit", type=int, default=30)
    options.add_argument("--only", nargs="*", default=list(PAGES), choices=list(PAGES), metavar="NAME")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        reader, name = given.one
        print(READERS[reader](PAGES[name][0]()))
        return
    there = [name for name in READERS if importlib.util.find_spec(PACKAGES.get(name, name.split(",")[0]))]
    print(f"| page | {' | '.join(there)} |\n|---|{'---|' * len(there)}")
    for name in given.only:
        cells = [cell(reader, name, given.limit) for reader in there]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

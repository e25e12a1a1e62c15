"""Whatever comes in, an article comes out, in time that grows with the input and no faster."""

import threading
import time

import copydesk
import pytest

NOTHING: dict[str, str | bytes] = {
    "empty": "",
    "no bytes": b"",
    "white space": " \t\n\u00a0\n",
    "byte order mark": "\ufeff",
    "its bytes": b"\xef\xbb\xbf",
    "null": "\x00",
}
SOMETHING: dict[str, str | bytes] = {
    "one word": "Word",
    "one letter": "a",
    "one mark": "“",
    "binary": bytes(range(256)) * 40,
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(1000),
    "half a character": "“Yes,” said Zoë.".encode()[:-3],
    "UTF-16": "“Yes,” said Zoë Ek.".encode("utf-16"),
    "lone surrogates": "\ud800\udfff" * 100,
    "escapes": "\x1b[31m“Red,”\x1b[0m said \x07 Jo Reed.\x08\x08",
    "unclosed page": "<html><body><p>“Yes,” said <b>Jo Reed",
    "no page": "< < < << <>",
}
SIZE = 10_000_000
LONG = {
    "one word": "a",
    "one line": "“Yes,” said Ada Holm of Northby on Monday. ",
    "opening marks": "“",
    "straight marks": '"',
    "names": "Ada Holm ",
    "said": "said ",
    "commas": "Ada, ",
    "lines": "a\n",
    "paragraphs": "Yes, he said.\n\n",
    "full stops": ".",
    "brackets": "(",
    "numbers": "1 ",
    "months": "May ",
    "open tags": "<div>",
    "attributes": "<p a=b ",
    "combining": "e\u0301",
    "emoji": "😀",
}
FACTOR = 2.5
"""How much longer four times the length may take than four times as long."""


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_to_read(name: str) -> None:
    article = copydesk.parse(NOTHING[name])
    assert article.warnings or article.blocks
    assert article.quotes == ()
    assert article.headline is None or article.headline


@pytest.mark.parametrize("name", SOMETHING)
@pytest.mark.parametrize("layout", [None, "html", "text", "prose"])
def test_something_odd(name: str, layout: str | None) -> None:
    article = copydesk.parse(SOMETHING[name], format=layout)
    assert copydesk.Article.from_json(article.to_json()) == article


def seconds(text: str) -> float:
    started = time.thread_time()
    copydesk.parse(text)
    return time.thread_time() - started


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_input(name: str) -> None:
    short = (LONG[name] * SIZE)[: SIZE // 40]
    once = max(min(seconds(short) for _ in range(2)), 0.002)
    assert seconds(short * 4) < 4 * FACTOR * once, f"{name}: {len(short)} characters took {once:.3f} s"


def test_ten_megabytes_on_one_line() -> None:
    article_seconds = seconds(LONG["one line"] * (SIZE // len(LONG["one line"])))
    assert article_seconds < 60


def test_threads_read_side_by_side() -> None:
    text = "Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday."
    alone, found = copydesk.parse(text), []
    threads = [threading.Thread(target=lambda: found.append(copydesk.parse(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 8

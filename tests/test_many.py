"""Many articles come in order, on threads of their own, in constant memory, and stop when told to."""

import gc
import itertools
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import copydesk
import pytest

TEXT = "“It will be built,” Mayor Ada Holm said on Monday. “And soon,” said Bo Lund."
parse_many: Any = copydesk.parse_many


@pytest.mark.parametrize(
    ("item", "same_as"),
    [
        (TEXT, {"source": TEXT}),
        (TEXT.encode(), {"source": TEXT.encode()}),
        (bytearray(TEXT.encode()), {"source": TEXT.encode()}),
        ((TEXT,), {"source": TEXT}),
        ((TEXT, "https://example.org/1"), {"source": TEXT, "url": "https://example.org/1"}),
        ((TEXT, None, date(2025, 2, 26)), {"source": TEXT, "published": "2025-02-26"}),
        ((TEXT, None, None, "prose"), {"source": TEXT, "format": "prose"}),
        (("Привет".encode("koi8-r"), None, None, None, "koi8-r"), {"source": "Привет"}),
        ({"source": TEXT}, {"source": TEXT}),
        ({"source": TEXT, "published": "2025-02-26", "url": None}, {"source": TEXT, "published": "2025-02-26"}),
        ("a lone \ud800 surrogate", {"source": "a lone \ud800 surrogate"}),
        ("", {"source": ""}),
    ],
)
def test_an_item_is_what_parse_takes(item: Any, same_as: dict[str, Any]) -> None:
    assert list(parse_many([item])) == [copydesk.parse(**same_as)]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (3, "item 1: source must be str or bytes, not int"),
        (None, "item 1: source must be str or bytes, not NoneType"),
        (float("nan"), "item 1: source must be str or bytes, not float"),
        ((), "item 1: a tuple must be (source, url, published, format, encoding), of which all but the first can be"),
        ((None, "https://example.org/1"), "item 1: source must be str or bytes, not NoneType"),
        ((TEXT, 3), "item 1: url must be str or None, not int"),
        ((TEXT, None, "soon"), "item 1: published must be an ISO date"),
        ((TEXT, None, None, None, None, None), "of which all but the first can be left out, not of 6"),
        ({"source": TEXT, "encoding": 3}, "item 1: encoding must be str or None, not int"),
        ({"url": "https://example.org/1"}, 'item 1: a dict must have a "source"'),
        ({"source": TEXT, "text": TEXT}, "a dict must have the keys source, url, published, format, encoding"),
        ([TEXT], "item 1: source must be str or bytes, not list"),
    ],
)
def test_what_cannot_be_read(item: Any, message: str) -> None:
    articles = [TEXT, item, TEXT]
    with pytest.raises(copydesk.CopydeskError) as raised:
        list(parse_many(articles))
    assert message in str(raised.value)
    assert raised.value.__cause__ is not None
    read = copydesk.parse(TEXT)
    assert list(parse_many(articles, errors="skip")) == [read, read]
    first, second, third = parse_many(articles, errors="record")
    assert first == third == read
    assert isinstance(second, copydesk.CopydeskError)
    assert message in str(second)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: parse_many(TEXT), TypeError, "articles must be an iterable of sources, not one source"),
        (lambda: parse_many(TEXT.encode()), TypeError, "articles must be an iterable of sources, not one source"),
        (lambda: parse_many({"source": TEXT}), TypeError, "articles must be an iterable of sources, not one source"),
        (lambda: parse_many(3), TypeError, "articles must be an iterable of sources, not int"),
        (lambda: parse_many([], threads=0), copydesk.CopydeskError, "threads must be from 1 to 1024, or None"),
        (lambda: parse_many([], threads=-1), copydesk.CopydeskError, "threads must be from 1 to 1024, or None"),
        (lambda: parse_many([], threads=10**30), copydesk.CopydeskError, "threads must be from 1 to 1024, or None"),
        (lambda: parse_many([], threads="2"), TypeError, "threads must be int or None, not str"),
        (lambda: parse_many([], errors="ignore"), copydesk.CopydeskError, "errors must be among raise, skip, record"),
        (lambda: parse_many([], errors=None), TypeError, 'errors must be "raise", "skip" or "record", not NoneType'),
        (lambda: parse_many([], format="pdf"), copydesk.CopydeskError, "format must be"),
    ],
)
def test_arguments(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert message in str(raised.value)


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_order(threads: int | None) -> None:
    sources = [f"{TEXT} It is number {number}." + " More words." * (number * 37 % 200) for number in range(150)]
    assert [article.text for article in parse_many(sources, threads=threads)] == sources


def test_the_very_string_given_is_the_text() -> None:
    assert next(parse_many([TEXT])).text is TEXT


def test_nothing_in_nothing_out() -> None:
    assert list(parse_many([])) == []


def test_a_pipeline_and_a_format_are_used() -> None:
    pipeline = copydesk.Pipeline(cues=["whinge"], quotes=["direct"])
    item = "“Never,” whinged Ada Holm."
    assert list(parse_many([item], pipeline=pipeline, format="prose")) == [pipeline.parse(item, format="prose")]


def test_an_error_of_the_iterable_comes_after_the_articles_before_it() -> None:
    def sources() -> Iterator[str]:
        yield TEXT
        yield TEXT
        raise OSError("the disk is gone")

    for errors in ("raise", "skip", "record"):
        articles = parse_many(sources(), errors=errors)
        assert next(articles) == next(articles) == copydesk.parse(TEXT)
        with pytest.raises(OSError, match="the disk is gone"):
            next(articles)
        assert list(articles) == []


def test_an_endless_iterable_is_taken_as_it_is_needed() -> None:
    taken = itertools.count()

    def sources() -> Iterator[str]:
        while True:
            next(taken)
            yield TEXT

    articles = parse_many(sources(), threads=2)
    for _ in range(500):
        next(articles)
    assert next(taken) < 700


def test_a_slow_iterable_does_not_hold_back_what_is_read() -> None:
    pulled = []

    def sources() -> Iterator[str]:
        for number in range(50):
            pulled.append(number)
            time.sleep(0.02)
            yield TEXT

    next(parse_many(sources()))
    assert len(pulled) < 25


def test_memory_does_not_grow() -> None:
    resource = pytest.importorskip("resource")
    source = TEXT * 20
    articles = parse_many(itertools.repeat(source), threads=2)
    for _ in range(300):
        next(articles)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(3_000):
        next(articles)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB; the articles read are 300 MB


def test_threads_share_a_pipeline() -> None:
    pipeline = copydesk.Pipeline(cues=["whinge"])
    sources = [TEXT] * 20
    read = [pipeline.parse(TEXT)] * 20

    def run(_: int) -> bool:
        return list(parse_many(sources, threads=2, pipeline=pipeline)) == read

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(run, range(8)))


def test_two_threads_do_not_take_from_one() -> None:
    begun = threading.Event()

    def sources() -> Iterator[str]:
        begun.set()
        time.sleep(0.5)
        yield TEXT

    articles = parse_many(sources(), progress=False)
    thread = threading.Thread(target=lambda: next(articles))
    thread.start()
    begun.wait(10)
    with pytest.raises(copydesk.CopydeskError, match="give each thread its own"):
        next(articles)
    thread.join()


def test_python_goes_on_while_articles_are_read() -> None:
    count = 0
    done = threading.Event()

    def run() -> None:
        for _ in parse_many([TEXT * 2_000], threads=1):
            pass
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    while not done.is_set():
        count += 1
        time.sleep(0.001)
    thread.join()
    assert count > 5


INTERRUPTED = """
    import copydesk, itertools, sys, time

    TEXT = "“It will be built,” Mayor Ada Holm said on Monday. " * {length}
    print("begun", flush=True)
    try:
        for article in {call}:
            pass
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
@pytest.mark.parametrize(
    ("length", "call", "why"),
    [
        (10, "copydesk.parse_many(itertools.repeat(TEXT))", "many short articles"),
        (50_000, "copydesk.parse_many([TEXT] * 4)", "articles that take seconds each"),
        (50_000, "copydesk.parse_many([TEXT] * 4, errors='skip')", "no error of an article"),
        (10, "copydesk.tables([TEXT] * 1_000_000)", "tables"),
        (50_000, "copydesk.tables([TEXT] * 4, errors='record')", "tables of long articles"),
    ],
)
def test_ctrl_c_stops_at_once(length: int, call: str, why: str) -> None:
    program = textwrap.dedent(INTERRUPTED.format(length=length, call=call))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(1)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "stopped\n", why
        assert time.monotonic() - pressed < 1, why
        assert process.wait(10) == 0, why


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_what_was_begun_before_a_fork_says_so_after_it() -> None:
    articles = parse_many(itertools.repeat(TEXT))
    next(articles)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            next(articles)
        except copydesk.CopydeskError as error:
            os.write(write, str(error).encode())
            del articles
        finally:
            os._exit(0)
    os.close(write)
    assert b"begun in another process" in os.read(read, 1_000)
    os.close(read)
    os.waitpid(child, 0)
    assert next(articles) == copydesk.parse(TEXT)

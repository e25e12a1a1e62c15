"""Batches are read in whatever process they are asked for: forked, spawned, a worker's, on any thread."""

import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import copydesk
import pytest

TEXT = "“It will be built,” Mayor Ada Holm said on Monday. “And soon,” said Bo Lund."
BATCH = [TEXT] * 40
READ = (40, 80)


def read(_: int = 0) -> tuple[int, int]:
    """What a worker does: a batch, which goes through the threads, both ways."""
    articles = list(copydesk.parse_many(BATCH, threads=2))
    return len(articles), len(copydesk.tables(BATCH, threads=2, only="quotes").quotes["text"])


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_multiprocessing(method: str) -> None:
    assert read() == READ  # the parent has had threads
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool:
        assert list(pool.map(read, range(4), timeout=60)) == [READ] * 4
    assert read() == READ


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_joblib() -> None:
    joblib = pytest.importorskip("joblib")
    for backend in ("loky", "multiprocessing", "threading"):
        with joblib.parallel_backend(backend):
            assert joblib.Parallel(n_jobs=2)(joblib.delayed(read)(n) for n in range(4)) == [READ] * 4, backend


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_forked_while_threads_read() -> None:
    # As a web server forks a worker, or Spark's daemon does, while the parent is at work.
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            read()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            child = os.fork()
            if child == 0:
                os._exit(0 if read() == READ else 1)
            assert _wait(child) == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _wait(child: int) -> int:
    result: list[int] = []
    waiter = threading.Thread(target=lambda: result.append(os.waitpid(child, 0)[1]), daemon=True)
    waiter.start()
    waiter.join(60)
    assert result, "the child hangs"
    return result[0]


SERVER = """
    import os, socket, copydesk

    TEXT = "“Never,” said Bo Lund."
    assert len(list(copydesk.parse_many([TEXT] * 40))) == 40   # loaded before the fork, as with gunicorn --preload
    listener = socket.create_server(("127.0.0.1", 0))
    workers = []
    for _ in range(2):
        worker = os.fork()
        if worker == 0:
            client, _ = listener.accept()
            read = [a.quotes[0].speaker for a in copydesk.parse_many([TEXT] * 40)]
            client.sendall(str(len(read)).encode())
            client.close()
            os._exit(0)
        workers.append(worker)
    for _ in workers:
        with socket.create_connection(listener.getsockname()) as client:
            print(client.recv(100).decode())
    for worker in workers:
        os.waitpid(worker, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_a_web_server_that_forks_its_workers() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(SERVER)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["40", "40"], done.stderr


@pytest.mark.parametrize("work", [read, lambda _: (len(copydesk.parse(TEXT).quotes) * 20, 80)])
def test_threads(work: Callable[[int], tuple[int, int]]) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(16), timeout=60)) == [READ] * 16


FIRST = """
    import os, sys, threading, time
    import copydesk

    PAGE = "<article><h1>Council backs bridge</h1><p>“It will be built,” Mayor Ada Holm said on Monday.</p></article>"
    reader = threading.Thread(target=copydesk.parse, args=(PAGE,))
    reader.start()
    time.sleep(float(sys.argv[1]))
    child = os.fork()
    if child == 0:
        os._exit(0 if copydesk.parse(PAGE).quotes[0].speaker == "Ada Holm" else 1)
    for _ in range(2000):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.01)
    else:
        os.kill(child, 9)
        sys.exit("the child hangs")
    reader.join()
    sys.exit(status)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
@pytest.mark.parametrize("milliseconds", [0, 1, 2, 4, 6, 8, 12, 16, 24, 32])
def test_a_child_forked_while_another_thread_reads_the_very_first_article(milliseconds: int) -> None:
    # What is loaded once is being loaded by a thread that the child does not have.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(FIRST), str(milliseconds / 1000)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr

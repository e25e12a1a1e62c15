"""The next of something made while this one is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

PATIENCE = 0.1
"""Seconds after which the thread looks whether it is still wanted."""


class _End(Generic[T]):
    """Comes after the last, or in the place of one that could not be made."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


@contextmanager
def ahead(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """The same items, each made in a thread while the one before it is used; errors come when it is their turn."""
    queue: Queue[T | _End[T]] = Queue(maxsize=1)
    left = Event()

    def put(item: T | _End[T]) -> bool:
        while not left.is_set():
            try:
                queue.put(item, timeout=PATIENCE)
                return True
            except Full:
                pass
        return False

    def make() -> None:
        error = None
        try:
            for item in items:
                if not put(item):
                    return
        except BaseException as raised:  # whatever it is belongs to whoever waits
            error = raised
        put(_End(error))

    def take() -> Iterator[T]:
        while not isinstance(item := queue.get(), _End):
            yield item
        if item.error is not None:
            raise item.error

    # Nobody waits for its end: it may be waiting for standard input.
    Thread(target=make, daemon=True, name="copydesk-read-ahead").start()
    try:
        yield take()
    finally:
        left.set()

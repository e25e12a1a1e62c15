"""The files that were named, and how each is read."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from copydesk import CopydeskError
from copydesk.extract.rows import TOO_LONG, Asked, Row
from copydesk.extract.streams import PACKED, STANDARD_INPUT, opened, unpacked, whole
from copydesk.extract.tabular import read_csv, read_json, read_jsonl, read_parquet
from copydesk.extract.warc import read_warc

SUFFIXES = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""Kinds of inputs by the ending of their names, before one that says how they are packed."""
STARTS = {b"{": "jsonl", b"WARC/": "warc"}
"""Kinds of inputs by their first bytes, for standard input."""
GZIP = b"\x1f\x8b"


class Input(NamedTuple):
    """A file, or standard input."""

    path: str
    kind: str | None
    """None where the first bytes say it."""

    @property
    def identity(self) -> str:
        """The same however it was named."""
        return self.path if self.path == STANDARD_INPUT else os.path.abspath(self.path)

    def state(self) -> list[int]:
        """What changes when the file does; nothing where there is none."""
        try:
            found = os.stat(self.path)
        except OSError:
            return []
        return [found.st_size, found.st_mtime_ns]

    def rows(self, asked: Asked) -> Iterator[Row]:
        """Its articles; CopydeskError where it cannot be read any further."""
        with opened(self.path) as stream:
            kind = self.kind
            if kind is None:
                if stream.peek(len(GZIP)).startswith(GZIP):
                    stream = unpacked(stream, ".gz")
                first = stream.peek(8)
                kind = next((kind for start, kind in STARTS.items() if first.startswith(start)), "text")
            yield from READERS[kind](stream, self.path, asked)


def _page(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    page = whole(stream)
    if page is None:
        yield Row(path, error=TOO_LONG)
    elif asked.format:  # where a user says how articles are laid out, that counts
        yield Row(path, text=page)
    else:
        yield Row(path, html=page)


def _text(stream: BinaryIO, path: str, asked: Asked) -> Iterator[Row]:
    text = whole(stream)
    yield Row(path, error=TOO_LONG) if text is None else Row(path, text=text)


READERS: dict[str, Callable[[BinaryIO, str, Asked], Iterator[Row]]] = {
    "page": _page,
    "text": _text,
    "csv": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "warc": read_warc,
}


def kind_of(path: str) -> str | None:
    """What a file of that name is."""
    name = Path(path.lower())
    return SUFFIXES.get(Path(name.stem).suffix if name.suffix in PACKED else name.suffix)


def find(paths: Iterable[str], kind: str | None = None, but: Iterable[Path] = ()) -> tuple[list[Input], Counter[str]]:
    """The inputs that these paths name, each once, and the endings of files in folders that are none.

    A path is a file, a folder with all it holds, a pattern, or "-". `kind` is what all of them are, whatever their
    names; None to go by the names. Those in `but` are left out.
    """
    left_out = {os.path.abspath(path) for path in but}
    found: dict[str, Input] = {}
    others: Counter[str] = Counter()
    for path in paths:
        for file in _files(path):
            given = Input(file, kind or kind_of(file))
            if left_out.intersection(_within(given.identity)):
                if file == path:
                    raise CopydeskError(f"{path} is where the tables are to go, and cannot be read for them")
                continue
            if given.kind is None and file != STANDARD_INPUT:
                if file == path:
                    raise CopydeskError(f"{file} is of no known kind: --from says which; {_known()}")
                others["".join(Path(file).suffixes[-1:]) or "no ending"] += 1
                continue
            found.setdefault(given.identity, given)
    return list(found.values()), others


def _within(path: str) -> Iterator[str]:
    """The path and every folder it is in."""
    yield path
    yield from map(str, Path(path).parents)


def _known() -> str:
    return f"known by their names are {', '.join(SUFFIXES)}, also with {' or '.join(PACKED)}"


def _files(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT or os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (os.path.join(folder, name) for name in sorted(files) if not name.startswith("."))
    elif os.path.exists(path):  # a pipe, a device
        yield path
    elif matches := sorted(glob.glob(path, recursive=True)):
        for match in matches:
            yield from _files(match)
    else:
        raise CopydeskError(f"cannot read {path}: there is no such file or folder, and nothing that it matches")

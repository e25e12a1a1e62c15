"""Files as streams of bytes, unpacked on the way, never more of them in memory than is asked for."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from copydesk import CopydeskError

LONGEST = 64 << 20
"""Longest article, in bytes once it is unpacked, and longest line of a file that has one article a line."""
PACKED = (".gz", ".zst")
STANDARD_INPUT = "-"


@contextmanager
def opened(path: str) -> Iterator[io.BufferedReader]:
    """The bytes of a file, or of standard input, unpacked where its name says that it is packed.

    Whatever goes wrong while it is read becomes a CopydeskError that names it.
    """
    try:
        # Standard input is not Python's own object, which Python would close while a thread still waits for it.
        with open(0 if path == STANDARD_INPUT else path, "rb", closefd=path != STANDARD_INPUT) as raw:
            yield unpacked(raw, Path(path).suffix.lower())
    except EOFError as error:
        raise CopydeskError(f"cannot read all of {path}: it ends before it is whole") from error
    except (OSError, zlib.error) as error:
        raise CopydeskError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def unpacked(stream: io.BufferedReader, suffix: str) -> io.BufferedReader:
    """What a file of that name's ending holds."""
    if suffix == ".gz":
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=stream)))
    if suffix == ".zst":
        return io.BufferedReader(cast(io.RawIOBase, _zstandard(stream)))
    return stream


def _zstandard(stream: BinaryIO) -> Any:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise CopydeskError("files in .zst need pyarrow: pip install 'copydesk[parquet]'") from error
    return pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd")


def whole(stream: BinaryIO) -> bytes | None:
    """All of a stream that is one article; None where that is too long."""
    read = stream.read(LONGEST + 1)
    return read if len(read) <= LONGEST else None


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines, each with its end; None for one that is too long."""
    while line := stream.readline(LONGEST + 1):
        yield line if len(line) <= LONGEST else None
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)

"""What a server answers, taken no further than it is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

import httpx

from copydesk import CopydeskError

FORMATS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
"""Content types that are read, and how `parse` is told to read them."""
REDIRECTS = {301, 302, 303, 307, 308}
GZIP = 16 + zlib.MAX_WBITS
"""What zlib calls a gzip header."""


class Page(NamedTuple):
    """A page that came back."""

    url: str
    """Where it was in the end."""
    body: bytes
    charset: str | None
    """The character set the server declared."""
    format: str | None
    """How `parse` is told to read it; None where the server did not say what it is."""


def address(url: str | httpx.URL) -> httpx.URL:
    """An address that may be fetched, or CopydeskError."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise CopydeskError(f"url must be an address such as https://example.org/, not {url!r}: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise CopydeskError(f"url must begin with http:// or https:// and a host, not {str(url)!r}")
    if parsed.userinfo:
        raise CopydeskError("url must not hold a user's name or password")
    return parsed.copy_with(fragment=None)


@dataclass(frozen=True)
class Reply:
    """The answer to one request, its body still on the way."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    chunks: Iterable[bytes]

    @property
    def target(self) -> httpx.URL | None:
        """Where it redirects to, or None."""
        if self.status not in REDIRECTS:
            return None
        location = self.headers.get("location", "")
        try:
            return address(self.url.join(location) if location else "")
        except (CopydeskError, httpx.InvalidURL) as error:
            raise CopydeskError(f"{self.url} redirects to {location[:200]!r}, where nothing can be fetched") from error

    @property
    def answer(self) -> str:
        """The status in words: "404 Not Found"."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)

    def page(self, limit: int) -> Page:
        """The page, if it is one that can be read and is no longer than `limit` bytes."""
        if not 200 <= self.status < 300:
            raise CopydeskError(f"{self.url} answered {self.answer}")
        declared = httpx.Response(self.status, headers=self.headers)
        kind = declared.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind and kind not in FORMATS:
            raise CopydeskError(f"{self.url} is {kind[:60]!r}; what can be read is {', '.join(FORMATS)}")
        return Page(str(self.url), self._body(limit), declared.charset_encoding, FORMATS.get(kind))

    def start(self, limit: int) -> bytes:
        """The first `limit` bytes of the body."""
        return b"".join(self._pieces(limit))[:limit]

    def _body(self, limit: int) -> bytes:
        body = b"".join(self._pieces(limit))
        if len(body) > limit:
            raise CopydeskError(f"{self.url} is longer than {limit:,} bytes; limit= sets how much is read")
        return body

    def _pieces(self, limit: int) -> Iterator[bytes]:
        """The body, unpacked, up to where it passes the limit: never more than a chunk beyond is held."""
        encoding = self.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise CopydeskError(f"{self.url} is packed with {encoding[:60]!r}, though only gzip was asked for")
        packed = encoding.endswith("gzip")
        unpack = zlib.decompressobj(GZIP)
        left = limit + 1
        for chunk in self.chunks:
            try:
                piece = unpack.decompress(chunk, left) if packed else chunk
            except zlib.error as error:
                raise CopydeskError(f"{self.url} is not the gzip it says it is: {error}") from error
            yield piece
            left -= len(piece)
            if left <= 0:
                return
        if packed and not unpack.eof:
            raise CopydeskError(f"{self.url} ends before it is whole")

"""What every kind of input is made into: a row an article."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from copydesk import CopydeskError
from copydesk.extract.streams import LONGEST

TEXTS = ("text", "body", "content", "article", "html")
"""Columns that hold the articles where nobody says which; "html" holds pages."""
TOO_LONG = f"it is longer than {LONGEST:,} bytes"


class Asked(NamedTuple):
    """What a user says about the inputs."""

    text: str | None = None
    """The column that holds articles as text."""
    html: str | None = None
    """The column that holds pages."""
    url: str | None = None
    published: str | None = None
    id: str | None = None
    """The column that names each article; of a WARC, the header."""
    encoding: str = "utf-8"
    """Of CSV."""
    format: str | None = None
    """How articles are laid out: what `parse` calls `format`."""


class Row(NamedTuple):
    """One article, not yet read; or why there is none."""

    article: str
    """Its name in the tables."""
    text: str | bytes | None = None
    html: str | bytes | None = None
    url: str | None = None
    published: str | datetime.date | None = None
    error: str | None = None

    @property
    def size(self) -> int:
        """Its length, roughly in bytes."""
        return len(self.text or "") + len(self.html or "")


class Columns(NamedTuple):
    """Which column is what in one input."""

    text: str | None
    html: str | None
    url: str
    published: str
    id: str

    @classmethod
    def find(cls, asked: Asked, there: Iterable[str], path: str) -> Columns:
        """The columns of an input; CopydeskError names those that are there."""
        there = list(there)
        listed = ", ".join(f'"{name}"' for name in there) or "none"
        for argument in ("text", "html", "url", "published", "id"):
            name = getattr(asked, argument)
            if name is not None and name not in there:
                raise CopydeskError(f'{path} has no column "{name}" for --{argument}: there are {listed}')
        text, html = asked.text, asked.html
        if text is None and html is None:
            usual = next((name for name in TEXTS if name in there), None)
            if usual is None:
                raise CopydeskError(f"{path}: --text must say which column holds the articles: there are {listed}")
            text, html = (None, usual) if usual == "html" else (usual, None)
        return cls(text, html, asked.url or "url", asked.published or "published", asked.id or "id")

    def row(self, cells: Mapping[str, Any], fallback: str) -> Row:
        """The row of these cells; `fallback` names it where there is no id."""
        article = cells.get(self.id)
        article = fallback if article in (None, "") else str(article)
        texts = {"text": cells.get(self.text or ""), "html": cells.get(self.html or "")}
        for name, cell in texts.items():
            if not isinstance(cell, str | bytes | None):
                column = getattr(self, name)
                return Row(article, error=f'column "{column}" must hold text, not {type(cell).__name__}')
        url, published = cells.get(self.url), cells.get(self.published)
        if not isinstance(published, datetime.date):  # which datetime is too
            published = str(published) if published not in (None, "") else None
        return Row(article, url=str(url) if url else None, published=published, **texts)

r"""Reads a news article and says what is in it: its parts, its people, and who said what.

>>> import copydesk
>>> article = copydesk.parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday.")
>>> article.paragraphs[-1]
'“It will be built,” Mayor Ada Holm said on Monday.'
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from copydesk._copydesk import (
    Article,
    Block,
    Entity,
    Mention,
    Pipeline,
    Quote,
    Sentence,
    Span,
    TimeExpression,
    Token,
    Warning,
    __version__,
    parse,
)
from copydesk.frames import Column, Tables, extract_batches, schema, tables
from copydesk.many import parse_many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.page import Gallery
    from copydesk.web import fetch as fetch

__all__ = [
    "Article",
    "Block",
    "Column",
    "CopydeskError",
    "Entity",
    "Mention",
    "Pipeline",
    "Quote",
    "Sentence",
    "Span",
    "Tables",
    "TimeExpression",
    "Token",
    "Warning",
    "__version__",
    "extract_batches",
    "fetch",
    "parse",
    "parse_many",
    "schema",
    "tables",
    "view",
]


class CopydeskError(ValueError):
    """What was given cannot be used; the message names the argument, what was given and what is accepted."""


def view(articles: Article | Iterable[Article]) -> Gallery:
    r"""Show articles to look at: a notebook displays what it gives back, and its `save(path)` writes a page.

    >>> view(parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said."))
    Gallery(1 article)
    """
    from copydesk.page import Gallery  # only who looks pays for it

    return Gallery([articles] if isinstance(articles, Article) else articles)


def __getattr__(name: str) -> Any:
    if name == "fetch":  # few need it, and what it imports takes as long as the rest
        from copydesk.web import fetch

        return fetch
    # `copydesk.pandas` needs pandas, so it is imported by those who name it.
    if name in ("pandas", "plot", "polars", "spark"):
        return import_module(f"copydesk.{name}")
    raise AttributeError(f"module 'copydesk' has no attribute {name!r}")


# Where the library is there already, `df.news` is too.
for _name in ("pandas", "polars"):
    if _name in sys.modules:
        import_module(f"copydesk.{_name}")

r"""Reads a news article and says what is in it: its parts, its people, and who said what.

>>> import copydesk
>>> article = copydesk.parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday.")
>>> article.paragraphs[-1]
'“It will be built,” Mayor Ada Holm said on Monday.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.page import Gallery

__all__ = [
    "Article",
    "Block",
    "CopydeskError",
    "Entity",
    "Mention",
    "Pipeline",
    "Quote",
    "Sentence",
    "Span",
    "TimeExpression",
    "Token",
    "Warning",
    "__version__",
    "parse",
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

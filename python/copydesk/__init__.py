r"""Reads a news article and says what is in it: its parts, its people, and who said what.

>>> import copydesk
>>> article = copydesk.parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday.")
>>> article.paragraphs[-1]
'“It will be built,” Mayor Ada Holm said on Monday.'
"""

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
    from copydesk.web import fetch as fetch

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
    "fetch",
    "parse",
]


class CopydeskError(ValueError):
    """What was given cannot be used; the message names the argument, what was given and what is accepted."""


def __getattr__(name: str) -> object:
    # What most programs never ask for is imported when it is.
    if name == "fetch":
        from copydesk.web import fetch

        return fetch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

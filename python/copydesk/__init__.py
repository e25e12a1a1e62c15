r"""Reads a news article and says what is in it: its parts, its people, and who said what.

>>> import copydesk
>>> article = copydesk.parse("Council backs bridge\n\n“It will be built,” Mayor Ada Holm said on Monday.")
>>> article.paragraphs[-1]
'“It will be built,” Mayor Ada Holm said on Monday.'
"""

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
]


class CopydeskError(ValueError):
    """What was given cannot be used; the message names the argument, what was given and what is accepted."""

"""Many articles: in order, on every core, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any, Literal, overload

from copydesk._copydesk import Articles
from copydesk.progress import Progress, is_watched

if TYPE_CHECKING:
    from copydesk import Article, CopydeskError, Pipeline


@overload
def parse_many(
    articles: Iterable[Any],
    threads: int | None = None,
    progress: bool = True,
    errors: Literal["raise", "skip"] = "raise",
    *,
    format: str | None = None,
    pipeline: Pipeline | None = None,
) -> Iterator[Article]: ...


@overload
def parse_many(
    articles: Iterable[Any],
    threads: int | None = None,
    progress: bool = True,
    errors: Literal["record"] = ...,
    *,
    format: str | None = None,
    pipeline: Pipeline | None = None,
) -> Iterator[Article | CopydeskError]: ...


def parse_many(
    articles: Iterable[Any],
    threads: int | None = None,
    progress: bool = True,
    errors: str = "raise",
    *,
    format: str | None = None,
    pipeline: Pipeline | None = None,
) -> Iterator[Any]:
    r"""Read many articles; they come in the order of `articles`, which may be without end.

    An item of `articles` is what `parse` takes: a source (str or bytes), a tuple of its arguments in order (source,
    url, published, format, encoding; all but the first can be left out), or a dict of them by name. `format` is for
    those that say none.

    `threads` is how many articles are read at once, None for one a core. `progress` draws a bar where a person looks
    on: in a terminal or a notebook. `errors` says what becomes of an item that cannot be read: "raise" ends the work
    with its CopydeskError, "skip" leaves it out, "record" yields the error in the article's place. An error of the
    iterable itself is always raised, after the articles before it.

    >>> import copydesk
    >>> pages = ["“Never,” said Ada Holm.", ("“Soon,” said Bo Lund.", "https://example.org/2", "2025-02-24")]
    >>> [article.quotes[0].speaker for article in copydesk.parse_many(pages)]
    ['Ada Holm', 'Bo Lund']
    """
    read = Articles(articles, threads, errors, format, pipeline)
    return _counted(read, articles) if progress and is_watched() else read


def _counted(read: Articles, articles: Iterable[Any]) -> Iterator[Any]:
    with Progress(len(articles) if isinstance(articles, Sized) else None) as bar:
        for article in read:
            yield article
            bar.update(1)

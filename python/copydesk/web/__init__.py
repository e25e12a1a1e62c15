"""`copydesk.fetch`: an article from the web, politely, and from nowhere that it should not come from."""

from __future__ import annotations

import math
from datetime import date, datetime

from copydesk import CopydeskError
from copydesk._copydesk import Article, Pipeline, __version__, parse

AGENT = f"copydesk/{__version__}"
"""What a server is told, and the name that robots.txt is asked about."""
LIMIT = 16 << 20
"""Longest page, in bytes."""


def fetch(
    url: str,
    *,
    published: str | date | datetime | None = None,
    timeout: float = 30.0,
    limit: int = LIMIT,
    redirects: int = 5,
    robots: bool = True,
    private: bool = False,
    agent: str = AGENT,
    pipeline: Pipeline | None = None,
) -> Article:
    """Fetch one article and read it.

    It takes at most `timeout` seconds, robots.txt, redirects and a slow server included, and at most `limit` bytes,
    counted once the page is unpacked. At most `redirects` of them are followed, each checked as the first address is:
    http or https, allowed by the site's robots.txt unless `robots` is False, and at a public address, not on this
    machine or in its network, unless `private` is True. Proxies set in the environment are not used. `published` is as
    in `parse`; `pipeline` reads with settings of one's own.

    Whatever keeps it from being an article raises CopydeskError. Needs httpx: `pip install 'copydesk[fetch]'`.
    """
    try:
        from copydesk.web.client import Client
    except ImportError as error:
        raise ImportError("copydesk.fetch needs httpx: pip install 'copydesk[fetch]'") from error
    if not isinstance(url, str):
        raise TypeError(f"url must be str, not {type(url).__name__}")
    if not 0 < timeout < math.inf:
        raise CopydeskError(f"timeout must be a number of seconds above 0, not {timeout!r}")
    for name, value, least in (("limit", limit, 1), ("redirects", redirects, 0)):
        if value < least:
            raise CopydeskError(f"{name} must be {least} or more, not {value!r}")
    page = Client(timeout, limit, redirects, robots, private, agent).page(url)
    read = parse if pipeline is None else pipeline.parse
    article = read(page.body, url=page.url, published=published, format=page.format, encoding=page.charset)
    if any(warning.kind == "binary" for warning in article.warnings):
        raise CopydeskError(f"{page.url} is binary data, not a page or a text")
    return article

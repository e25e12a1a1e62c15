"""One page from the web: asks robots.txt, follows redirects, stops at the limits."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from copydesk import CopydeskError
from copydesk.web import robots
from copydesk.web.door import Door
from copydesk.web.reply import FORMATS, Page, Reply, address

ACCEPT = f"{', '.join(FORMATS)};q=0.9, */*;q=0.1"


@dataclass(frozen=True)
class Client:
    """Fetches a page; the fields are what `copydesk.fetch` takes."""

    timeout: float
    limit: int
    redirects: int
    robots: bool
    private: bool
    agent: str

    def page(self, given: str) -> Page:
        """The page at that address, or where it redirects to."""
        url = address(given)
        door = Door(private=self.private, seconds=self.timeout)
        with httpcore.ConnectionPool(_certificates(), network_backend=door) as pool:
            for _ in range(self.redirects + 1):
                if self.robots:
                    self._ask(pool, url)
                with self._get(pool, url) as reply:
                    if reply.target is None:
                        return reply.page(self.limit)
                    url = reply.target
        raise CopydeskError(f"{given} redirects more than {self.redirects} times; redirects= sets how often it may")

    def _ask(self, pool: httpcore.ConnectionPool, url: httpx.URL) -> None:
        """Raise unless the site's robots.txt lets this page be fetched."""
        site = url.copy_with(raw_path=b"/robots.txt")
        rules = robots.kept(str(site)) or robots.keep(str(site), self._rules(pool, site))
        if not rules.can_fetch(self.agent, str(url)):
            raise CopydeskError(f"{site} does not allow fetching {url}; robots=False fetches it all the same")

    def _rules(self, pool: httpcore.ConnectionPool, url: httpx.URL) -> RobotFileParser:
        for _ in range(robots.REDIRECTS + 1):
            with self._get(pool, url) as reply:
                if robots.in_trouble(reply.status):
                    raise CopydeskError(
                        f"{url} answered {reply.answer}, and until it can be read nothing may be fetched;"
                        " robots=False fetches it all the same"
                    )
                if reply.target is None:
                    return robots.read(reply.status, reply.start(robots.LIMIT))
                url = reply.target
        return robots.read(404, b"")

    @contextmanager
    def _get(self, pool: httpcore.ConnectionPool, url: httpx.URL) -> Iterator[Reply]:
        headers: dict[bytes | str, bytes | str]
        headers = {"Host": url.netloc, "User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        try:
            with pool.stream("GET", where, headers=headers) as response:
                yield Reply(url, response.status, httpx.Headers(response.headers), response.iter_stream())
        except httpcore.TimeoutException as error:
            message = f"{url} took longer than {self.timeout:g} seconds; timeout= sets how long it may take"
            raise CopydeskError(message) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise CopydeskError(f"{url} cannot be fetched: {error}") from error


@cache
def _certificates() -> ssl.SSLContext:
    # Reading them takes longer than reading an article.
    return httpx.create_ssl_context()

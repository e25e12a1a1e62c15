"""What robots.txt allows, as RFC 9309 has it; what one site said is kept for an hour."""

from __future__ import annotations

import time
from urllib.robotparser import RobotFileParser

LIMIT = 512 << 10
"""How much of a file is read, in bytes; the standard asks for 500 kibibytes at least."""
REDIRECTS = 5
"""How often a file may redirect; beyond that there is none."""
SECONDS = 3600.0
"""How long an answer is kept; the standard allows a day."""
SITES = 1000
"""How many answers are kept."""

_kept: dict[str, tuple[float, RobotFileParser]] = {}


def kept(site: str) -> RobotFileParser | None:
    """What that site's robots.txt said within the last hour."""
    until, rules = _kept.get(site, (0.0, None))
    return rules if time.monotonic() < until else None


def keep(site: str, rules: RobotFileParser) -> RobotFileParser:
    """Keep what it said, and forget what was kept first."""
    while len(_kept) >= SITES:
        _kept.pop(next(iter(_kept)), None)
    _kept[site] = (time.monotonic() + SECONDS, rules)
    return rules


def in_trouble(status: int) -> bool:
    """Whether a site that answers so cannot say what it allows; until it can, nothing is."""
    return status == 429 or status >= 500


def read(status: int, body: bytes) -> RobotFileParser:
    """The rules; a site without the file allows everything."""
    rules = RobotFileParser()
    rules.parse(body.decode("utf-8-sig", errors="replace").splitlines() if 200 <= status < 300 else [])
    return rules

"""An article on one screen, for a person to read."""

from __future__ import annotations

import datetime
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator

from copydesk._copydesk import Article, Entity, Quote

MOST = 12
"""How many people, and how many organisations, are listed before the rest are only counted."""
NARROWEST, WIDEST = 40, 100
"""Between these, in columns, the terminal decides."""
PLACES = {"GPE", "LOC", "FAC"}
DATES = {"DATE", "TIME"}


class Ink:
    """Colours, or none."""

    def __init__(self, colored: bool = False) -> None:
        """Colour everything, or nothing."""
        self._colored = colored

    def title(self, text: str) -> str:
        """Bold."""
        return self._in("1", text)

    def heading(self, text: str) -> str:
        """Bold and blue."""
        return self._in("1;34", text)

    def name(self, text: str) -> str:
        """Bold and cyan."""
        return self._in("1;36", text)

    def aside(self, text: str) -> str:
        """Dim."""
        return self._in("2", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colored and text else text


def show(article: Article, *, width: int | None = None, ink: Ink | None = None) -> str:
    """Say what is in an article: its title, its people and organisations, and who said what.

    `width` is in columns, the terminal's unless given. Nothing in the article can command the terminal: what cannot be
    printed is left out.
    """
    columns = width or min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    parts = map("\n".join, _View(columns, ink or Ink()).parts(article))
    return "\n\n".join(part for part in parts if part)


def clean(text: str) -> str:
    """White space closed up, and nothing that a terminal would obey: no control characters, no change of direction."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


class _View:
    """Writes each part of the screen as lines no wider than the screen."""

    def __init__(self, width: int, ink: Ink) -> None:
        self._width = width
        self._ink = ink

    def parts(self, article: Article) -> Iterator[Iterable[str]]:
        """Every part, from top to bottom; some have no lines."""
        yield self._title(article)
        yield self._entities("People", article, {"PERSON"})
        yield self._entities("Organisations", article, {"ORG"})
        yield self._list("Places", ", ", (entity.name for entity in article.entities if entity.kind in PLACES))
        dates = (time for time in article.times if time.kind in DATES and time.text != time.value)
        yield self._list("Dates", " · ", (f"{time.text} = {time.value}" for time in dates))
        for number, quotes in enumerate(_by_speaker(article.quotes)):
            yield [*([self._heading("Who said what")] if number == 0 else []), *self._said(quotes)]
        for warning in article.warnings:
            yield self._wrap(f"Note: {warning.message}", paint=self._ink.aside)

    def _wrap(self, text: str, indent: int = 0, paint: Callable[[str], str] = str) -> Iterator[str]:
        for line in textwrap.wrap(clean(text), self._width - indent):
            yield " " * indent + paint(line)

    def _heading(self, text: str) -> str:
        return self._ink.heading(text.upper())

    def _title(self, article: Article) -> Iterator[str]:
        if article.section:
            yield from self._wrap(article.section.upper(), paint=self._ink.aside)
        if article.headline:
            yield from self._wrap(article.headline, paint=self._ink.title)
        elif article.paragraphs:
            yield textwrap.shorten(clean(article.paragraphs[0][: self._width * 4]), self._width, placeholder=" …")
        if article.standfirst:
            yield from self._wrap(article.standfirst)
        facts = [*article.authors, article.agency, article.publisher, _day(article.published)]
        if article.modified and article.modified != article.published:
            facts.append(f"updated {_day(article.modified)}")
        yield from self._wrap(" · ".join(dict.fromkeys(fact for fact in facts if fact)), paint=self._ink.aside)

    def _entities(self, heading: str, article: Article, kinds: set[str]) -> Iterator[str]:
        entities = [entity for entity in article.entities if entity.kind in kinds]
        if not entities:
            return
        yield self._heading(heading)
        names = [clean(entity.name) for entity in entities[:MOST]]
        column = min(max(map(len, names)), self._width // 2)
        for name, entity in zip(names, entities, strict=False):
            name = textwrap.shorten(name, column, placeholder="…")
            first, *rest = [*self._wrap(", ".join(_description(entity)), column + 4, self._ink.aside), ""]
            yield f"  {self._ink.name(name)}{first[2 + len(name) :]}"
            yield from filter(None, rest)
        if len(entities) > MOST:
            yield self._ink.aside(f"  and {len(entities) - MOST} more")

    def _list(self, heading: str, between: str, items: Iterable[str]) -> Iterator[str]:
        lines = list(self._wrap(between.join(dict.fromkeys(map(clean, items))), indent=2))
        if lines:
            yield self._heading(heading)
            yield from lines

    def _said(self, quotes: list[Quote]) -> Iterator[str]:
        """One speaker's quotations."""
        described = dict.fromkeys(word for entity in quotes[0].speakers for word in _description(entity))
        name = clean(quotes[0].speaker or "No speaker named")
        yield from self._wrap(name, indent=2, paint=self._ink.name)
        yield from self._wrap(", ".join(described), indent=2, paint=self._ink.aside)
        for quote in quotes:
            yield from self._wrap(quote.text, indent=4)
            yield from self._wrap(" · ".join(_manner(quote)), indent=6, paint=self._ink.aside)


def _day(moment: datetime.datetime | None) -> str:
    if moment is None:
        return ""
    day = f"{moment.day} {moment:%B} {moment.year}"
    return day if moment.time() == datetime.time() else f"{day}, {moment:%H:%M}"


def _description(entity: Entity) -> Iterable[str]:
    return [*entity.roles, *([entity.affiliation] if entity.affiliation else [])]


def _by_speaker(quotes: Iterable[Quote]) -> Iterable[list[Quote]]:
    """Quotations by who said them, in order of each speaker's first."""
    groups: dict[str | None, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.speaker, []).append(quote)
    return groups.values()


def _manner(quote: Quote) -> Iterator[str]:
    yield quote.kind
    if quote.cue:
        yield quote.cue.text
    if quote.via:
        yield f"via {quote.via.text}"

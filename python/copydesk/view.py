"""An article on one screen, for a person to read."""

from __future__ import annotations

import datetime
import shutil
import textwrap
from collections.abc import Iterable, Iterator

from copydesk._copydesk import Article, Entity, Quote

MOST = 12
"""How many people, and how many organisations, are listed before the rest are only counted."""
NARROWEST, WIDEST = 40, 100
"""Between these, in columns, the terminal decides."""
PLACES = {"GPE", "LOC", "FAC"}


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
    return "\n".join(_View(columns, ink or Ink()).article(article)).rstrip()


def clean(text: str) -> str:
    """White space closed up, and nothing that a terminal would obey: no control characters, no change of direction."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


class _View:
    def __init__(self, width: int, ink: Ink) -> None:
        self._width = width
        self._ink = ink

    def article(self, article: Article) -> Iterator[str]:
        """Every line, empty ones between the parts."""
        yield from self._title(article)
        yield from self._entities("People", article, {"PERSON"})
        yield from self._entities("Organisations", article, {"ORG"})
        yield from self._places(article)
        yield from self._dates(article)
        yield from self._quotes(article)
        for warning in article.warnings:
            yield from self._wrap(f"Note: {warning.message}", paint=self._ink.aside)

    def _wrap(self, text: str, indent: str = "", paint: object = None, hang: str | None = None) -> Iterator[str]:
        lines = textwrap.wrap(clean(text), self._width, initial_indent=indent, subsequent_indent=hang or indent)
        for line in lines:
            yield paint(line) if callable(paint) else line

    def _heading(self, text: str) -> Iterator[str]:
        yield self._ink.heading(text.upper())

    def _title(self, article: Article) -> Iterator[str]:
        if article.section:
            yield from self._wrap(article.section.upper(), paint=self._ink.aside)
        if article.headline:
            yield from self._wrap(article.headline, paint=self._ink.title)
        if article.standfirst:
            yield from self._wrap(article.standfirst)
        facts = [*article.authors, article.agency, article.publisher, _day(article.published)]
        if article.modified and article.modified != article.published:
            facts.append(f"updated {_day(article.modified)}")
        yield from self._wrap(" · ".join(dict.fromkeys(fact for fact in facts if fact)), paint=self._ink.aside)
        yield ""

    def _entities(self, heading: str, article: Article, kinds: set[str]) -> Iterator[str]:
        entities = [entity for entity in article.entities if entity.kind in kinds]
        if not entities:
            return
        yield from self._heading(heading)
        names = [clean(entity.name) for entity in entities[:MOST]]
        column = min(max(map(len, names)), self._width // 2)
        for name, entity in zip(names, entities, strict=False):
            rest = clean(", ".join(_description(entity)))
            lines = textwrap.wrap(rest, self._width - column - 4) or [""]
            yield f"  {self._ink.name(name)}{' ' * (column - len(name))}  {self._ink.aside(lines[0])}".rstrip()
            for line in lines[1:]:
                yield f"{' ' * (column + 4)}{self._ink.aside(line)}"
        if len(entities) > MOST:
            yield self._ink.aside(f"  and {len(entities) - MOST} more")
        yield ""

    def _places(self, article: Article) -> Iterator[str]:
        places = [entity.name for entity in article.entities if entity.kind in PLACES]
        if places:
            yield from self._heading("Places")
            yield from self._wrap(", ".join(places), indent="  ")
            yield ""

    def _dates(self, article: Article) -> Iterator[str]:
        dates = dict.fromkeys(f"{clean(time.text)} = {clean(time.value)}" for time in article.times)
        if dates:
            yield from self._heading("Dates and times")
            yield from self._wrap(" · ".join(dates), indent="  ")
            yield ""

    def _quotes(self, article: Article) -> Iterator[str]:
        if not article.quotes:
            return
        yield from self._heading("Who said what")
        for speaker, quotes in _by_speaker(article.quotes).items():
            described = [word for entity in quotes[0].speakers for word in _description(entity)]
            name = clean(speaker or "Not said by whom")
            head = textwrap.wrap(clean(", ".join([name, *dict.fromkeys(described)])), self._width - 2)
            for number, line in enumerate(head):
                named = number == 0 and line.startswith(name)
                yield "  " + (self._ink.name(name) + self._ink.aside(line[len(name) :]) if named else line)
            for quote in quotes:
                yield from self._wrap(quote.text, indent="    ")
                yield from self._wrap(" · ".join(_manner(quote)), indent="      ", paint=self._ink.aside)
            yield ""


def _day(moment: datetime.datetime | None) -> str:
    if moment is None:
        return ""
    day = f"{moment.day} {moment:%B} {moment.year}"
    return day if moment.time() == datetime.time() else f"{day}, {moment:%H:%M}"


def _description(entity: Entity) -> Iterable[str]:
    return [*entity.roles, *([entity.affiliation] if entity.affiliation else [])]


def _by_speaker(quotes: Iterable[Quote]) -> dict[str | None, list[Quote]]:
    """Quotations by who said them, in order of each speaker's first."""
    groups: dict[str | None, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.speaker, []).append(quote)
    return groups


def _manner(quote: Quote) -> Iterator[str]:
    yield quote.kind
    if quote.cue:
        yield quote.cue.text
    if quote.via:
        yield f"via {quote.via.text}"

"""What is marked in a text, cut into pieces that nest, as the elements of a document must."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk._copydesk import Article, Block, Mention, TimeExpression

DEEPEST = 32
"""How deep marks may nest; deeper ones are left out, so that no text makes a document that parsers refuse."""
NAMES = {"PERSON": "persName", "ORG": "orgName", "GPE": "placeName", "LOC": "placeName", "FAC": "placeName"}
"""TEI's element for a name of that kind; `name` for the others."""
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?P<seconds>:\d\d)?")
DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


@dataclass(frozen=True)
class Mark:
    """An element and where it stands: one span, or several where it is split."""

    element: str
    spans: Sequence[tuple[int, int]]
    attributes: dict[str, str] = field(default_factory=dict)


class Piece(NamedTuple):
    """A stretch of one block and the number of the mark it is part of."""

    start: int
    end: int
    mark: int


def marks(article: Article) -> list[Mark]:
    """Speech, then names and other mentions, then dates: of equal stretches the earlier holds the later."""
    entities = {entity: f"#entity-{number}" for number, entity in enumerate(article.entities, start=1)}
    found: list[Mark] = []
    for number, quote in enumerate(article.quotes, start=1):
        speakers = [entities[entity] for entity in quote.speakers] or ([f"#speaker-{number}"] if quote.speaker else [])
        who = {"who": " ".join(speakers)} if speakers else {}
        direct = quote.kind == "direct"
        spans = [(span.start, span.end) for span in quote.spans]
        found.append(Mark("said", spans, {"direct": str(direct).lower(), **who}))
        if not direct:
            found.extend(Mark("q", [(span.start, span.end)]) for span in quote.quoted)
    for mention in article.mentions:
        ref = {"ref": entities[mention.entity]} if mention.entity else {}
        found.append(_mention(mention, ref))
    found.extend(map(_time, article.times))
    return found


def _mention(mention: Mention, ref: dict[str, str]) -> Mark:
    spans = [(mention.start, mention.end)]
    if mention.form != "name":
        return Mark("rs", spans, {"type": mention.kind, **ref})
    element = NAMES.get(mention.kind)
    return Mark(element, spans, ref) if element else Mark("name", spans, {"type": mention.kind, **ref})


def _time(time: TimeExpression) -> Mark:
    value = time.value
    if DAY.fullmatch(value):
        attributes = {"when": value}
    elif minute := MINUTE.fullmatch(value):
        attributes = {"when": value if minute["seconds"] else f"{value}:00"}
    elif DURATION.fullmatch(value):
        attributes = {"dur": value}
    else:  # TIMEX3 says more than XML's types: seasons, weeks, "every Sunday"
        attributes = {"when-custom": "".join(value.split())}
    element = "time" if time.kind == "TIME" else "date"
    return Mark(element, [(time.start, time.end)], attributes)


def pieces(blocks: Iterable[Block], marks: Sequence[Mark]) -> list[list[Piece]]:
    """For each block, the pieces of the marks within it, an outer one before those inside it.

    A mark that goes on past the end of its block, or of the mark around it, is cut there.
    """
    waiting = [(start, -end, number) for number, mark in enumerate(marks) for start, end in mark.spans]
    heapq.heapify(waiting)
    return [_within(block.start, block.end, waiting) for block in blocks]


def _within(first: int, last: int, waiting: list[tuple[int, int, int]]) -> list[Piece]:
    found: list[Piece] = []
    ends: list[int] = [last]  # of the block and the marks open in it, each within the one before
    while waiting and waiting[0][0] < last:
        start, minus_end, mark = heapq.heappop(waiting)
        start, end = max(start, first), -minus_end
        if start >= end:
            continue
        while ends[-1] <= start:
            ends.pop()
        if len(ends) > DEEPEST:
            continue
        if end > ends[-1]:
            heapq.heappush(waiting, (ends[-1], -end, mark))
            end = ends[-1]
        found.append(Piece(start, end, mark))
        ends.append(end)
    return found

"""An article's text cut as spaCy cuts a text, and what was found in it as stretches of those words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from copydesk._copydesk import Article, Mention, Span, TimeExpression

RUN = re.compile(r"\s+|\S+")


class Word(NamedTuple):
    """A token of the article, or a run of characters that stands between two of them."""

    start: int
    end: int
    spaced: bool
    """Whether the next character is a space and belongs to it; further white space is a word of its own."""
    lemma: str
    pos: str


class Stretch(NamedTuple):
    """Some words, what they are, and who or what that is."""

    first: int
    last: int
    """One past its last word."""
    label: str
    name: str


def words(article: Article) -> Iterator[Word]:
    """All words, in reading order: with their spaces they are the text, nothing missing and nothing twice."""
    text, at = article.text, 0
    tokens = ((token.start, token.end, token.lemma, token.pos) for token in article.tokens)
    for start, end, lemma, pos in chain(tokens, [(len(text), len(text), "", "")]):
        while at < start:
            run = RUN.match(text, at, start)
            until = run.end() if run else start
            blank = text[at].isspace()
            spaced = not blank and text[until : until + 1] == " "
            yield Word(at, until, spaced, text[at:until], "SPACE" if blank else "X")
            at = until + spaced
        if at < end:
            spaced = text[end : end + 1] == " "
            yield Word(at, end, spaced, lemma, pos)
            at = end + spaced


def stretches(article: Article, words: Sequence[Word]) -> dict[str, list[Stretch]]:
    """What was found: "quotes", "sources", "cues", "mentions", "times", and of names and times together the "ents".

    Of "ents" that overlap only the longest is there.
    """
    starts, ends = [word.start for word in words], [word.end for word in words]

    def stretch(span: Span | Mention | TimeExpression, label: str, name: str | None) -> list[Stretch]:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        return [Stretch(first, last, label, name or "")] if first < last else []

    found: dict[str, list[Stretch]] = {name: [] for name in ("quotes", "sources", "cues", "mentions", "times")}
    ents: list[Stretch] = []
    for quote in article.quotes:
        for span in quote.spans:
            found["quotes"] += stretch(span, quote.kind, quote.speaker)
        if quote.source:
            found["sources"] += stretch(quote.source, "source", quote.speaker)
        if quote.cue:
            found["cues"] += stretch(quote.cue, "cue", quote.speaker)
    for mention in article.mentions:
        within = stretch(mention, mention.kind, mention.entity and mention.entity.name)
        found["mentions"] += within
        ents += within if mention.form == "name" else []
    for time in article.times:
        found["times"] += stretch(time, time.kind, time.value)
        # spaCy's models have two labels: under a day, and the rest.
        short = time.kind == "TIME" or time.value.startswith("PT")
        ents += stretch(time, "TIME" if short else "DATE", time.value)
    return {**found, "ents": _apart(ents)}


def _apart(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The longest of those that overlap, in reading order."""
    taken: set[int] = set()
    kept = []
    for stretch in sorted(stretches, key=lambda s: (s.first - s.last, s.first)):
        if stretch.first not in taken and stretch.last - 1 not in taken:
            taken.update(range(stretch.first, stretch.last))
            kept.append(stretch)
    return sorted(kept)

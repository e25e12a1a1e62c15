"""An article as a page to look at, in a notebook or a browser.

One piece of HTML with its own style, no script and nothing from the network: quotations tinted by speaker, with cue and
source marked; names underlined by kind; who said it, in which role and how sure we are under the pointer or the finger.
Every character that comes from an article is escaped.
"""

from __future__ import annotations

import datetime
import functools
import heapq
import html
import itertools
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from copydesk._copydesk import Article, Block, Entity, Quote

FOLDED_AFTER = 40
"""How many blocks stand open before the rest is folded away."""
TINTS = 8
"""How many speakers have a colour of their own before colours come round again; the numbers never do."""
KINDS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place"}
AMOUNTS = {"MONEY", "PERCENT", "QUANTITY"}

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def escape(text: object) -> str:
    """Text for anywhere in HTML, attributes included; what no page may hold becomes U+FFFD."""
    return html.escape(_UNSEEN.sub("\ufffd", str(text)))


def link(url: str | None, text: str) -> str:
    """A link, when it leads to a page and not into one: anything but http and https is shown as text alone."""
    if url and url.lower().startswith(("https://", "http://")):
        return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{escape(text)}</a>'
    return escape(text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Mark(NamedTuple):
    """A stretch of the text with the tags around it; where another stretch cuts it, the later pieces open `again`."""

    start: int
    end: int
    layer: int
    open: str
    again: str
    close: str
    done: str
    """What closes its last piece."""


def weave(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """The text from `start` to `end` with its marks as nested tags; a mark that crosses another is cut in two.

    >>> bold, italic = Mark(0, 5, 0, "<b>", "<b>", "</b>", "</b>"), Mark(3, 8, 0, "<i>", "<i>", "</i>", "</i>")
    >>> weave("a < b > c", 0, 9, [bold, italic])
    '<b>a &lt;<i> b</i></b><i> &gt; </i>c'
    """
    numbers = itertools.count()
    queue = [(m.start, -m.end, m.layer, next(numbers), m) for m in marks]
    heapq.heapify(queue)
    opened: list[tuple[int, str]] = []
    woven: list[str] = []
    at = start

    def write(upto: int) -> None:
        nonlocal at
        if at < upto:
            woven.append(escape(text[at:upto]))
            at = upto

    while queue or opened:
        if opened and (not queue or opened[-1][0] <= queue[0][0]):
            stop, close = opened.pop()
            write(stop)
            woven.append(close)
            continue
        *_, mark = heapq.heappop(queue)
        stop, close = mark.end, mark.done
        if opened and mark.end > opened[-1][0]:
            stop, close = opened[-1][0], mark.close
            rest = mark._replace(start=stop, open=mark.again)
            heapq.heappush(queue, (rest.start, -rest.end, rest.layer, next(numbers), rest))
        write(mark.start)
        woven.append(mark.open)
        opened.append((stop, close))
    write(end)
    return "".join(woven)


class Speakers:
    """The speakers of an article, numbered from 1 by how much they say."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        """Count them."""
        self.said: dict[str, list[Quote]] = {}
        for quote in quotes:
            if quote.speaker:
                self.said.setdefault(quote.speaker, []).append(quote)
        by_words = sorted(self.said, key=lambda name: -sum(len(quote.text) for quote in self.said[name]))
        self.numbers = {name: number for number, name in enumerate(by_words, 1)}

    def tint(self, speaker: str | None) -> str:
        """The class of a speaker's colour; grey where there is none."""
        number = self.numbers.get(speaker or "")
        return f"s{(number - 1) % TINTS + 1}" if number else "s0"

    def badge(self, speaker: str | None) -> str:
        """The speaker's number, so that nobody has to tell colours apart."""
        number = self.numbers.get(speaker or "")
        return f'<sup class="n" aria-label="{escape(speaker)}">{number}</sup>' if number else ""

    def legend(self) -> str:
        """Every speaker with colour, number and share."""
        chips = []
        for name, number in self.numbers.items():
            quotes = self.said[name]
            role = ", ".join(dict.fromkeys(filter(None, (_role(entity) for entity in quotes[0].speakers))))
            about = escape(" · ".join(filter(None, (role, _count(len(quotes), "quotation")))))
            chips.append(f'<li class="chip {self.tint(name)}">{number} {escape(name)} <small>{about}</small></li>')
        return f"<ol>{''.join(chips)}</ol>" if chips else ""


def _role(entity: Entity) -> str:
    return ", ".join(filter(None, (*entity.roles[:1], entity.affiliation)))


def _simple(start: int, end: int, layer: int, kind: str, title: str = "") -> Mark:
    opened = f'<span class="{kind}" title="{escape(title)}">' if title else f'<span class="{kind}">'
    return Mark(start, end, layer, opened, opened, "</span>", "</span>")


def _tip(quote: Quote) -> str:
    """What stands under the pointer: speaker, role, and why we think so."""
    who = escape(quote.speaker or "no speaker named")
    role = escape("; ".join(dict.fromkeys(filter(None, (_role(entity) for entity in quote.speakers)))))
    via = f" · via {escape(quote.via.text)}" if quote.via else ""
    why = f"{quote.kind} · {escape(quote.rule)} · {quote.confidence:.0%} sure{via}"
    return f'<span class="tip"><b>{who}</b>{f"<i>{role}</i>" if role else ""}<i>{why}</i></span>'


def _quotation(quote: Quote, speakers: Speakers) -> Iterator[Mark]:
    tint = speakers.tint(quote.speaker)
    again = f'<span class="q {quote.kind} {tint}">'
    for number, span in enumerate(quote.spans, 1):
        first = f'<span class="q {quote.kind} {tint}" tabindex="0">{_tip(quote)}'
        badge = speakers.badge(quote.speaker) if number == len(quote.spans) else ""
        yield Mark(span.start, span.end, 0, first, again, "</span>", f"{badge}</span>")
    for part, layer, kind in ((quote.source, 1, "source"), (quote.via, 1, "source"), (quote.cue, 2, "cue")):
        if part:
            yield _simple(part.start, part.end, layer, kind)


def marks(article: Article, speakers: Speakers) -> Iterator[Mark]:
    """Everything found in an article, as marks on its text."""
    seen: set[tuple[int, int, int]] = set()
    for quote in article.quotes:
        for mark in _quotation(quote, speakers):
            # Two quotations may share a cue and a source; one tag is enough.
            if mark.layer == 0 or mark[:3] not in seen:
                seen.add(mark[:3])
                yield mark
    for mention in article.mentions:
        name = mention.entity.name if mention.entity else ""
        if mention.form == "name" and mention.kind not in AMOUNTS:
            about = mention.kind if name in {"", mention.text} else f"{mention.kind} · {name}"
            yield _simple(mention.start, mention.end, 3, f"name {KINDS.get(mention.kind, 'other')}", about)
        elif name and mention.form != "name":
            yield _simple(mention.start, mention.end, 3, "ref", f"= {name}")
    for time in article.times:
        yield _simple(time.start, time.end, 4, "time", f"{time.kind} {time.value}")


TAGS = {"headline": "div", "heading": "div", "blockquote": "blockquote", "list_item": "div"}
LEVELS = {"headline": 2, "heading": 3}


def _block(article: Article, text: str, block: Block, found: list[Mark]) -> str:
    kind = block.kind
    tag = TAGS.get(kind, "p")
    heading = f' role="heading" aria-level="{LEVELS[kind]}"' if kind in LEVELS else ""
    words = weave(text, block.start, block.end, found)
    return f'<{tag} class="{kind}"{heading} dir="auto">{words}</{tag}>'


def _by_block(blocks: Sequence[Block], found: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of each block; one that goes on into the next is cut there."""
    starts = [block.start for block in blocks]
    ends = [block.end for block in blocks]
    of: list[list[Mark]] = [[] for _ in blocks]
    for mark in found:
        at = max(bisect_right(starts, mark.start) - 1, 0)
        first = True
        while at < len(blocks) and starts[at] < mark.end:
            start, end = max(mark.start, starts[at]), min(mark.end, ends[at])
            if start < end:
                last = mark.done if end == mark.end else mark.close
                opened = mark.open if first else mark.again
                of[at].append(mark._replace(start=start, end=end, open=opened, done=last))
                first = False
            at += 1
    return of


def inside(article: Article) -> str:
    """An article's reading view, without the style and the box around it."""
    speakers = Speakers(article.quotes)
    blocks = article.blocks
    text = article.text
    found = _by_block(blocks, marks(article, speakers))
    written = [_block(article, text, block, its) for block, its in zip(blocks, found, strict=True)]
    open_blocks, folded = written[:FOLDED_AFTER], written[FOLDED_AFTER:]
    if len(folded) < FOLDED_AFTER // 4:
        open_blocks, folded = written, []
    count = _count(len(folded), "more paragraph")
    more = f"<details><summary>{count}</summary>{''.join(folded)}</details>" if folded else ""
    return f"{_facts(article)}{''.join(open_blocks)}{more}{_legend(article, speakers)}"


def _facts(article: Article) -> str:
    facts = [*article.authors, article.agency, article.publisher]
    facts += [day(article.published), f"updated {day(article.modified)}" if article.modified else ""]
    shown = [escape(fact) for fact in dict.fromkeys(facts) if fact]
    if article.url:
        shown.append(link(article.url, "source"))
    if not shown:
        return ""
    return f'<p class="facts">{" · ".join(shown)}</p>'


def day(moment: datetime.datetime | None) -> str:
    """A day as a reader writes it; empty for None."""
    return f"{moment.day} {moment:%B} {moment.year}" if moment else ""


def _legend(article: Article, speakers: Speakers) -> str:
    keys = [
        '<span class="name person">person</span>',
        '<span class="name org">organisation</span>',
        '<span class="name place">place</span>',
        '<span class="name other">other name</span>',
        '<span class="time">time</span>',
        '<span class="cue">cue</span>',
        '<span class="source">source</span>',
    ]
    notes = "".join(f'<p class="note">{escape(warning.message)}</p>' for warning in article.warnings)
    return f'<div class="legend">{speakers.legend()}<small>{" · ".join(keys)}</small></div>{notes}'


@functools.cache
def style() -> str:
    """The style, as one element."""
    sheet = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return f"<style>{' '.join(sheet.split())}</style>"


def box(content: str) -> str:
    """A piece to put into a page: its style and its content. Mathematics is not looked for in it."""
    return f'{style()}<div class="copydesk tex2jax_ignore mathjax_ignore">{content}</div>'


def page(title: str, content: str) -> str:
    """A whole page around a piece."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title></head>"
        f'<body class="copydesk whole">{content}</body></html>\n'
    )


def article(shown: Article) -> str:
    """The reading view of an article, for a notebook."""
    return box(inside(shown))


def quote(shown: Quote) -> str:
    """A quotation in the sentences around it, for a notebook."""
    around = shown.article
    speakers = Speakers([shown])
    within = [s for s in around.sentences if s.start < shown.end and shown.start < s.end]
    parts = [part for part in (shown.cue, shown.source) if part]
    start = min([shown.start, *(s.start for s in within), *(p.start for p in parts)])
    end = max([shown.end, *(s.end for s in within), *(p.end for p in parts)])
    return box(f"<p>{weave(around.text, start, end, _quotation(shown, speakers))}</p>{speakers.legend()}")


def entity(shown: Entity) -> str:
    """Who or what an entity is, and where it stands, for a notebook."""
    text = shown.article.text
    about = escape(" · ".join(filter(None, (shown.kind, _role(shown), f"salience {shown.salience:.2f}"))))
    lines = []
    for mention in shown.mentions[:FOLDED_AFTER]:
        start, end = max(mention.start - 50, 0), min(mention.end + 50, len(text))
        mark = _simple(mention.start, mention.end, 0, f"name {KINDS.get(mention.kind, 'other')}")
        lines.append(f'<div class="list_item" dir="auto">…{weave(text, start, end, [mark])}…</div>')
    more = len(shown.mentions) - len(lines)
    rest = f'<p class="note">and {more} more</p>' if more > 0 else ""
    aliases = escape(", ".join(alias for alias in shown.aliases if alias != shown.name))
    also = f'<p class="facts">also {aliases}</p>' if aliases else ""
    return box(
        f'<div class="heading">{escape(shown.name)}</div><p class="facts">{about}</p>{also}{"".join(lines)}{rest}'
    )


class Gallery:
    """Many articles to leaf through: what `copydesk.view` gives back. A notebook shows it; `save` writes a page."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Keep them."""
        self.articles = tuple(articles)

    def __repr__(self) -> str:
        """How many there are."""
        return f"Gallery({_count(len(self.articles), 'article')})"

    def _repr_html_(self) -> str:
        if not self.articles:
            return box('<p class="note">no articles</p>')
        if len(self.articles) == 1:
            return article(self.articles[0])
        return box("".join(map(_card, self.articles)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a page that needs nothing but itself."""
        title = self.articles[0].headline if len(self.articles) == 1 else _count(len(self.articles), "article")
        Path(path).write_text(page(title or "An article", self._repr_html_()), encoding="utf-8")


def _card(shown: Article) -> str:
    """One article of many: its headline and who speaks, the rest folded."""
    speakers = Speakers(shown.quotes)
    count = _count(len(shown.quotes), "quotation")
    facts = [shown.publisher, day(shown.published), count, ", ".join(list(speakers.numbers)[:3])]
    about = escape(" · ".join(fact for fact in facts if fact))
    headline = escape(shown.headline or shown.body[:80] or "no text")
    return f'<details class="card"><summary><b>{headline}</b><small>{about}</small></summary>{inside(shown)}</details>'

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
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from copydesk._copydesk import Article, Block, Entity, Quote, Sentence

FOLDED_AFTER = 40
"""How many blocks stand open before the rest is folded away."""
TAKEN_IN = 400
"""How many characters are shown before and after what a view is about."""
TINTS = 8
"""How many speakers have a colour of their own before colours come round again; the numbers never do."""
NOBODY = "no speaker named"
KINDS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place"}
AMOUNTS = {"MONEY", "PERCENT", "QUANTITY"}

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""What is not written as it is: most texts hold none of it, and one search says so."""


def escape(text: object) -> str:
    """Text for anywhere in HTML, attributes included; what no page may hold becomes U+FFFD."""
    plain = str(text)
    return html.escape(_UNSEEN.sub("\ufffd", plain)) if _SPECIAL.search(plain) else plain


def link(url: str | None, text: str) -> str:
    """A link, when it leads to a page and not into one: anything but http and https is shown as text alone."""
    if url and url.lower().startswith(("https://", "http://")):
        return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{escape(text)}</a>'
    return escape(text)


def counted(number: int, noun: str) -> str:
    """How many there are, in words a reader uses.

    >>> counted(1, "quotation"), counted(1200, "quotation")
    ('1 quotation', '1,200 quotations')
    """
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


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
        return f'<sup class="n" aria-hidden="true">{number}</sup>' if number else ""

    def legend(self) -> str:
        """Every speaker with colour, number and share."""
        chips = []
        for name, number in self.numbers.items():
            quotes = self.said[name]
            about = escape(" · ".join(filter(None, (_roles(quotes[0]), counted(len(quotes), "quotation")))))
            chips.append(
                f'<li class="chip {self.tint(name)}">{number} <b>{escape(name)}</b> <small>{about}</small></li>'
            )
        return f"<ol>{''.join(chips)}</ol>" if chips else ""


def _role(entity: Entity) -> str:
    return ", ".join(filter(None, (*entity.roles[:1], entity.affiliation)))


def _simple(start: int, end: int, layer: int, kind: str, title: str = "") -> Mark:
    opened = f'<span class="{kind}" title="{escape(title)}">' if title else f'<span class="{kind}">'
    return Mark(start, end, layer, opened, opened, "</span>", "</span>")


def _tip(quote: Quote) -> str:
    """What stands under the pointer: speaker, role, and why we think so."""
    role = escape(_roles(quote))
    return (
        f'<span class="tip"><b>{escape(quote.speaker or NOBODY)}</b>{f"<i>{role}</i>" if role else ""}'
        f"<i>{escape(_why(quote))}</i></span>"
    )


def _roles(quote: Quote) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(_role, quote.speakers))))


def _why(quote: Quote) -> str:
    via = f"via {quote.via.text}" if quote.via else ""
    return " · ".join(filter(None, (quote.kind, quote.rule, f"{quote.confidence:.0%} sure", via)))


def _quotation(quote: Quote, speakers: Speakers, *, alone: bool = False) -> Iterator[Mark]:
    """The marks of a quotation; one that stands `alone` has its facts beside it, and neither number nor tip."""
    tint = speakers.tint(quote.speaker)
    again = f'<span class="q {quote.kind} {tint}">'
    for number, span in enumerate(quote.spans, 1):
        named = f'role="group" aria-label="{escape(quote.speaker or NOBODY)}, {quote.kind}"'
        first = f'<span class="q {quote.kind} {tint}" tabindex="0" {named}>{_tip(quote)}'
        badge = speakers.badge(quote.speaker) if number == len(quote.spans) else ""
        if alone:
            first, badge = again, ""
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
        if of and starts[at] <= mark.start < mark.end <= ends[at]:
            of[at].append(mark)
            continue
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
    count = counted(len(folded), "more paragraph")
    more = f"<details><summary>{count}</summary>{''.join(folded)}</details>" if folded else ""
    return f"{_facts(article)}{''.join(open_blocks)}{more}{_legend(article, speakers)}"


def _facts(article: Article) -> str:
    facts = [*article.authors, article.agency, article.publisher]
    facts += [day(article.published), f"updated {day(article.modified)}" if article.modified else ""]
    shown = [f"<bdi>{escape(fact)}</bdi>" for fact in dict.fromkeys(facts) if fact]
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
        f'<body class="copydesk whole"><main>{content}</main></body></html>\n'
    )


def article(shown: Article) -> str:
    """The reading view of an article, for a notebook."""
    return box(inside(shown))


def quote(shown: Quote) -> str:
    """A quotation in the sentences around it, and who said it, for a notebook."""
    around = shown.article
    parts = [part for part in (*shown.spans, shown.cue, shown.source, shown.via) if part]
    within = _around(around.sentences, min(part.start for part in parts), max(part.end for part in parts))
    words = weave(around.text, *within, _quotation(shown, Speakers([shown]), alone=True))
    role = escape(_roles(shown))
    said = f"<b>{escape(shown.speaker or NOBODY)}</b>{f', <bdi>{role}</bdi>' if role else ''}"
    keys = '<span class="cue">cue</span> · <span class="source">source</span>'
    about = f'<p class="facts">{said}<br>{escape(_why(shown))}</p><p class="facts">{keys}</p>'
    return box(f'<p class="words" dir="auto">{words}</p>{about}')


def entity(shown: Entity) -> str:
    """Who or what an entity is, and the sentences it stands in, for a notebook."""
    article = shown.article
    about = escape(" · ".join(filter(None, (shown.kind, _role(shown), f"salience {shown.salience:.2f}"))))
    sentences = article.sentences
    lines: dict[tuple[int, int], list[Mark]] = {}
    for mention in shown.mentions[:FOLDED_AFTER]:
        mark = _simple(mention.start, mention.end, 0, f"name {KINDS.get(mention.kind, 'other')}")
        lines.setdefault(_around(sentences, mention.start, mention.end), []).append(mark)
    written = [
        f'<div class="list_item" dir="auto">{weave(article.text, *within, found)}</div>'
        for within, found in lines.items()
    ]
    more = max(len(shown.mentions) - FOLDED_AFTER, 0)
    rest = f'<p class="note">and {counted(more, "more mention")}</p>' if more else ""
    aliases = escape(", ".join(alias for alias in shown.aliases if alias != shown.name))
    also = f'<p class="facts">also {aliases}</p>' if aliases else ""
    heading = f'<div class="heading" role="heading" aria-level="3">{escape(shown.name)}</div>'
    return box(f'{heading}<p class="facts">{about}</p>{also}{"".join(written)}{rest}')


def _around(sentences: Sequence[Sentence], start: int, end: int) -> tuple[int, int]:
    """The sentences around a stretch of the text, or so much of them as can be taken in."""
    first = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    last = bisect_left(sentences, end, key=lambda sentence: sentence.end)
    if first >= 0:
        start = max(min(start, sentences[first].start), start - TAKEN_IN)
    if last < len(sentences):
        end = min(max(end, sentences[last].end), end + TAKEN_IN)
    return start, end


class Gallery:
    """Many articles to leaf through: what `copydesk.view` gives back. A notebook shows it; `save` writes a page."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Keep them."""
        self.articles = tuple(articles)

    def __repr__(self) -> str:
        """How many there are."""
        return f"Gallery({counted(len(self.articles), 'article')})"

    def _repr_html_(self) -> str:
        if not self.articles:
            return box('<p class="note">no articles</p>')
        if len(self.articles) == 1:
            return article(self.articles[0])
        return box("".join(map(_card, self.articles)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a page that needs nothing but itself."""
        title = self.articles[0].headline if len(self.articles) == 1 else counted(len(self.articles), "article")
        Path(path).write_text(page(title or "An article", self._repr_html_()), encoding="utf-8")


def _card(shown: Article) -> str:
    """One article of many: its headline and who speaks, the rest folded."""
    speakers = Speakers(shown.quotes)
    count = counted(len(shown.quotes), "quotation")
    facts = [shown.publisher, day(shown.published), count, ", ".join(list(speakers.numbers)[:3])]
    about = escape(" · ".join(fact for fact in facts if fact))
    headline = escape(shown.headline or shown.body[:80] or "no text")
    return f'<details class="card"><summary><b>{headline}</b><small>{about}</small></summary>{inside(shown)}</details>'

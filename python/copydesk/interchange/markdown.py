"""Markdown: the article, and under it who said what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copydesk._copydesk import Article, Quote

MARKUP = re.compile(r"[\\`*_\[\]<>&~|$!]")
"""What Markdown may take for markup wherever it stands; `|`, `~` and `$` in its dialects."""
FIRST = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")
"""What it takes for a heading, a list or a rule where a line begins with it."""
HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, changes of direction, and what is no character."""


def markdown(article: Article, quotes: bool = True) -> str:
    """The article as CommonMark, and under it, unless `quotes` is False, its quotations by speaker.

    Nothing in the article's words works as markup or HTML.
    """
    parts = list(_parts(article))
    if quotes and article.quotes:
        parts += ["## Who said what", *_said(article.quotes)]
    return "".join(f"{part}\n\n" for part in parts if part).removesuffix("\n")


def _parts(article: Article) -> Iterator[str]:
    items: list[str] = []
    for block in article.blocks:
        line = _line(block.text)
        if block.kind == "list_item":
            items.append(f"- {line}")
            continue
        yield "\n".join(items)
        items.clear()
        if not line:
            continue
        match block.kind:
            case "headline":
                yield f"# {line}"
            case "heading":
                yield f"## {line}"
            case "standfirst":
                yield f"**{line}**"
            case "blockquote":
                yield f"> {line}"
            case "paragraph":
                yield line
            case _:
                yield f"*{line}*"
    yield "\n".join(items)


def _said(quotes: Iterable[Quote]) -> Iterator[str]:
    for quote in quotes:
        # Of several speakers nobody could tell whose role it is.
        roles = quote.speakers[0].roles if len(quote.speakers) == 1 else ()
        speaker = f"**{_line(quote.speaker)}**" if quote.speaker else "No speaker named"
        via = [f"via {_line(quote.via.text)}"] if quote.via else []
        yield f"> {_line(quote.text)}\n>\n> — {', '.join([speaker, *map(_line, roles), *via])} ({quote.kind})"


def _line(text: str) -> str:
    """On one line, escaped; what cannot be seen is left out."""
    words = " ".join(HIDDEN.sub("", " ".join(text.split())).split())
    escaped = MARKUP.sub(r"\\\g<0>", words)
    return FIRST.sub(lambda found: _escape_first(found[0]), escaped)


def _escape_first(sign: str) -> str:
    # "1990. It was" would be a list that begins with 1990; the full stop is what makes it one.
    return f"{sign}\\" if sign[0].isdigit() else f"\\{sign}"

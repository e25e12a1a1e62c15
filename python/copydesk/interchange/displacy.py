"""displaCy: the dicts that spaCy's viewer draws with `manual=True`."""

from __future__ import annotations

from typing import Any, Literal

from copydesk import CopydeskError
from copydesk._copydesk import Article
from copydesk.interchange.words import stretches, words

STYLES = ("ent", "span")


def displacy(article: Article, style: Literal["ent", "span"] = "span") -> dict[str, Any]:
    """What `spacy.displacy.render(…, style=style, manual=True)` draws; spaCy itself is not needed.

    "span" has the quotations with their cues and sources, which may overlap; "ent" has the names and dates.
    """
    text, cut = article.text, list(words(article))
    found = stretches(article, cut)
    if style == "ent":
        ents = [
            {"start": cut[s.first].start, "end": cut[s.last - 1].end, "label": s.label, "kb_id": s.name}
            for s in found["ents"]
        ]
        return {"text": text, "ents": ents, "title": article.headline}
    if style == "span":
        spans = [
            {"start_token": s.first, "end_token": s.last, "label": s.label, "kb_id": s.name}
            for s in sorted(found["quotes"] + found["sources"] + found["cues"])
        ]
        return {"text": text, "spans": spans, "tokens": [text[word.start : word.end] for word in cut]}
    raise CopydeskError(f"style must be one of {', '.join(STYLES)}, not {style!r}")

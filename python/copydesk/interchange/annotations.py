"""W3C Web Annotation: each quotation, mention and date as an annotation of a stretch of text."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from copydesk._copydesk import Article, Mention, Quote, Span, TimeExpression

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many characters before and after say which of several like stretches is meant."""


def annotations(article: Article) -> dict[str, Any]:
    """The quotations, mentions and dates as an AnnotationCollection: a dict, ready for `json.dumps`.

    The items are in `["first"]["items"]`. A TextPositionSelector counts code points of `article.text`; the
    TextQuoteSelector beside it finds the words on the page too. A split quotation has a target for each piece. The
    identifiers are worked out from the article, so that the same article gives the same ones.
    """
    source = article.url or f"urn:sha256:{hashlib.sha256(article.text.encode()).hexdigest()}"
    items = [
        {
            "id": _identifier(source, kind, *(f"{span.start}-{span.end}" for span in spans)),
            "type": "Annotation",
            "motivation": motivation,
            "body": [_body("classifying", kind), *(_body("identifying", name) for name in names)],
            "target": [{"source": source, "selector": _selectors(article.text, span)} for span in spans],
        }
        for motivation, kind, names, spans in _found(article)
    ]
    collection = _identifier(source)
    page = {"id": _identifier(source, "page"), "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    return {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {**page, "items": items},
    }


def _found(article: Article) -> Iterator[tuple[str, str, Iterable[str], Iterable[Span | Mention | TimeExpression]]]:
    """For each thing found: why it is marked, what it is, who or what that is, and where it stands."""
    for quote in article.quotes:
        yield "highlighting", f"{quote.kind} quotation", _speakers(quote), quote.spans
    for mention in article.mentions:
        yield "identifying", mention.kind, [mention.entity.name] if mention.entity else [], [mention]
    for time in article.times:
        yield "identifying", time.kind, [time.value], [time]


def _speakers(quote: Quote) -> list[str]:
    return [entity.name for entity in quote.speakers] or ([quote.speaker] if quote.speaker else [])


def _identifier(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, " ".join(parts)).urn


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _selectors(text: str, span: Span | Mention | TimeExpression) -> list[dict[str, Any]]:
    start, end = span.start, span.end
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]

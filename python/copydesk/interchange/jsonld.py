"""Schema.org: a NewsArticle, those it mentions, and its Quotations, as JSON-LD."""

from __future__ import annotations

from typing import Any

from copydesk._copydesk import Article, Entity, Quote

TYPES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "EVENT": "Event",
    "WORK_OF_ART": "CreativeWork",
    "PRODUCT": "Product",
    "LAW": "Legislation",
}
"""What schema.org calls each kind; the others, such as NORP, are a Thing."""
AMOUNTS = {"MONEY", "PERCENT", "QUANTITY"}
"""Kinds that are no thing an article could mention."""


def jsonld(article: Article) -> dict[str, Any]:
    """Schema.org's NewsArticle as a dict, ready for `json.dumps`.

    Entities stand in `mentions`, quotations in `hasPart`; `spokenByCharacter` refers to the entities by their `@id`, or
    has the source's own words where no entity stands behind it. What the article does not say is left out.
    """
    at = f"{article.url}#" if article.url else "_:"
    numbers = {entity: number for number, entity in enumerate(article.entities, start=1)}
    ids = {entity: f"{at}entity-{number}" for entity, number in numbers.items()}
    image = article.image
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": article.url,
            "url": article.url,
            "headline": article.headline,
            "abstract": article.standfirst,
            "description": article.description,
            "articleSection": article.section,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": _organization(article.publisher),
            "sourceOrganization": _organization(article.agency),
            "datePublished": article.published and article.published.isoformat(),
            "dateModified": article.modified and article.modified.isoformat(),
            "inLanguage": article.language,
            "image": image,
            "keywords": list(article.keywords),
            "isAccessibleForFree": None if article.access is None else article.access == "free",
            "articleBody": article.body,
            "mentions": [_entity(entity, ids[entity]) for entity in article.entities if entity.kind not in AMOUNTS],
            "hasPart": [
                _quotation(quote, f"{at}quote-{number}", ids) for number, quote in enumerate(article.quotes, start=1)
            ],
        }
    )


def _said(properties: dict[str, Any]) -> dict[str, Any]:
    """Without those that the article does not say."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def _organization(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None


def _entity(entity: Entity, identifier: str) -> dict[str, Any]:
    person = entity.kind == "PERSON"
    return _said(
        {
            "@type": TYPES.get(entity.kind, "Thing"),
            "@id": identifier,
            "name": entity.name,
            "alternateName": list(entity.aliases),
            "jobTitle": list(entity.roles) if person else None,
            "affiliation": _organization(entity.affiliation) if person else None,
        }
    )


def _quotation(quote: Quote, identifier: str, ids: dict[Entity, str]) -> dict[str, Any]:
    speakers: list[dict[str, str] | str] = [{"@id": ids[entity]} for entity in quote.speakers]
    return _said(
        {
            "@type": "Quotation",
            "@id": identifier,
            "text": quote.text,
            "spokenByCharacter": speakers or ([quote.speaker] if quote.speaker else []),
            "citation": quote.via and quote.via.text,
        }
    )

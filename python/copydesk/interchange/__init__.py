"""An article in the forms that other programs read.

Each function here is a method of `Article` too: `jsonld(article)` is `article.to_jsonld()`.
"""

from copydesk.interchange.annotations import annotations
from copydesk.interchange.displacy import displacy
from copydesk.interchange.jsonld import jsonld
from copydesk.interchange.markdown import markdown
from copydesk.interchange.spacy import spacy
from copydesk.interchange.tei import tei

__all__ = ["annotations", "displacy", "jsonld", "markdown", "spacy", "tei"]

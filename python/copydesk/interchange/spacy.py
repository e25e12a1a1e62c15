"""spaCy: the article as a Doc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk._copydesk import Article
from copydesk.interchange.words import stretches, words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def spacy(article: Article, nlp: Language | None = None) -> Doc:
    """The article as a spaCy Doc with the very same text, so that offsets mean the same in both.

    The Doc shares the vocabulary of `nlp`, of a blank English pipeline by default; none of its components is run.
    Tokens carry lemma and part of speech, sentences start where the article's do. `doc.ents` has names and dates, the
    longest of those that overlap. `doc.spans` has everything: "quotes" labelled with their kind, a split one in pieces,
    "sources", "cues", "mentions" and "times". The `id_` of a span says who or what it is: the speaker's or the entity's
    full name, the date's value.
    """
    try:
        from spacy import blank
        from spacy.tokens import Doc, Span
    except ImportError as error:
        raise ImportError("to_spacy needs spaCy: pip install 'copydesk[spacy]'") from error
    text, cut = article.text, list(words(article))
    begins = {sentence.start for sentence in article.sentences}
    doc = Doc(
        (blank("en") if nlp is None else nlp).vocab,
        words=[text[word.start : word.end] for word in cut],
        spaces=[word.spaced for word in cut],
        lemmas=[word.lemma for word in cut],
        pos=[word.pos for word in cut],
        sent_starts=[number == 0 or word.start in begins for number, word in enumerate(cut)],
    )
    found = stretches(article, cut)
    spans = {
        group: [Span(doc, s.first, s.last, label=s.label, span_id=s.name) for s in members]
        for group, members in found.items()
    }
    doc.ents = spans.pop("ents")
    doc.spans.update(spans)
    return doc

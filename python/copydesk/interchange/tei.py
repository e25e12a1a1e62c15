"""TEI P5: the article as XML, with speech, names and dates marked where they stand."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from copydesk._copydesk import Article, Block, Entity
from copydesk.interchange.marks import NAMES, Piece, marks, pieces

NAMESPACE = "http://www.tei-c.org/ns/1.0"
FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, even escaped."""
TITLES = {"section": "head", "headline": "head", "byline": "byline", "dateline": "dateline", "timestamp": "docDate"}
"""What TEI allows only before the first paragraph; later ones are an `ab` of that type."""
ANYWHERE = {"standfirst", "caption", "credit", "note"}
"""What may stand among those."""
LISTS = {"PERSON": ("listPerson", "person"), "ORG": ("listOrg", "org"), "placeName": ("listPlace", "place")}


def tei(article: Article) -> str:
    """The article as a TEI document.

    Speech is `said`, with the words in quotation marks as `q` where they are only a part; names are `persName`,
    `orgName`, `placeName` and `name`, other mentions `rs`, dates `date` and `time`. `who` and `ref` point to the
    entities in `standOff`. What is split, or overlaps something else, has several elements, linked by `next` and
    `prev`. Characters that XML cannot hold are left out.
    """
    out = io.StringIO()
    xml = _Xml(out)
    with xml.element("TEI", xmlns=NAMESPACE):
        with xml.element("teiHeader"):
            _header(xml, article)
        _entities(xml, article)
        language = {"xml:lang": article.language} if article.language else {}
        with xml.element("text", **language), xml.element("body"), xml.element("div", type="article"):
            _Body(xml, article).write()
    return out.getvalue() + "\n"


class _Xml:
    """Writes XML that is well formed whatever is put into it."""

    def __init__(self, out: io.StringIO) -> None:
        self._out = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._out.startDocument()

    def start(self, name: str, **attributes: str) -> None:
        self._out.startElement(name, AttributesImpl({key: _clean(value) for key, value in attributes.items()}))

    def end(self, name: str) -> None:
        self._out.endElement(name)

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        """An element around what is written meanwhile."""
        self.start(name, **attributes)
        yield
        self.end(name)

    def text(self, text: str) -> None:
        self._out.characters(_clean(text))

    def leaf(self, name: str, text: str | None, **attributes: str) -> None:
        """An element that holds only text; none where there is no text."""
        if text:
            with self.element(name, **attributes):
                self.text(text)


def _clean(text: str) -> str:
    # A carriage return would come out of a parser as a new line.
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _header(xml: _Xml, article: Article) -> None:
    published = article.published.isoformat() if article.published else ""
    with xml.element("fileDesc"):
        with xml.element("titleStmt"):
            with xml.element("title"):
                xml.text(article.headline or "")
            for author in article.authors:
                xml.leaf("author", author)
        with xml.element("publicationStmt"):
            if article.publisher:
                xml.leaf("publisher", article.publisher)
                xml.leaf("date", published, when=published)
            else:
                xml.leaf("p", "The article does not say who published it.")
        with xml.element("sourceDesc"), xml.element("bibl"):
            xml.leaf("title", article.headline)
            xml.leaf("publisher", article.agency)
            xml.leaf("date", published, when=published)
            xml.leaf("idno", article.url, type="URL")
    if article.language or article.keywords:
        with xml.element("profileDesc"):
            if article.language:
                with xml.element("langUsage"):
                    xml.leaf("language", article.language, ident=article.language)
            if article.keywords:
                with xml.element("textClass"), xml.element("keywords"):
                    for keyword in article.keywords:
                        xml.leaf("term", keyword)


def _entities(xml: _Xml, article: Article) -> None:
    """Those whom `who` and `ref` point to: entities, and speakers of whom only the words are known."""
    lists: dict[tuple[str, str, str], list[tuple[str, Entity]]] = {}
    for number, entity in enumerate(article.entities, start=1):
        name = NAMES.get(entity.kind, "name")
        around = LISTS.get(entity.kind) or LISTS.get(name) or ("list", "item")
        lists.setdefault((*around, name), []).append((f"entity-{number}", entity))
    speakers = [
        (f"speaker-{number}", quote.speaker)
        for number, quote in enumerate(article.quotes, start=1)
        if quote.speaker and not quote.speakers
    ]
    if not lists and not speakers:
        return
    with xml.element("standOff"):
        for (outer, inner, name), entities in lists.items():
            with xml.element(outer):
                for identifier, entity in entities:
                    with xml.element(inner, **{"xml:id": identifier}):
                        _entity(xml, entity, name)
        if speakers:
            with xml.element("list", type="speakers"):
                for identifier, words in speakers:
                    xml.leaf("item", words, **{"xml:id": identifier})


def _entity(xml: _Xml, entity: Entity, name: str) -> None:
    kind = {"type": entity.kind} if name in ("name", "placeName") else {}
    xml.leaf(name, entity.name, **kind)
    for alias in entity.aliases:
        xml.leaf(name, alias, **kind)
    if entity.kind == "PERSON":
        for role in entity.roles:
            xml.leaf("occupation", role)
        xml.leaf("affiliation", entity.affiliation)


class _Body:
    """Writes the blocks, with the marks in them."""

    def __init__(self, xml: _Xml, article: Article) -> None:
        self._xml = xml
        self._article = article
        self._text = article.text
        self._marks = marks(article)
        self._pieces = pieces(article.blocks, self._marks)
        self._of_mark = Counter(piece.mark for within in self._pieces for piece in within)
        self._written: Counter[int] = Counter()

    def write(self) -> None:
        xml = self._xml
        titles, in_list, in_section = True, False, False
        for block, within in zip(self._article.blocks, self._pieces, strict=True):
            if in_list != (block.kind == "list_item"):
                (xml.end if in_list else xml.start)("list")
                in_list = not in_list
            if block.kind == "heading":
                if in_section:
                    xml.end("div")
                xml.start("div", type="section")
                in_section = True
            elements = _elements(block.kind, titles)
            for name, attributes in elements:
                xml.start(name, **attributes)
            self._words(block, within)
            for name, _ in reversed(elements):
                xml.end(name)
            titles = block.kind == "heading" or (titles and (block.kind in TITLES or block.kind in ANYWHERE))
        if in_list:
            xml.end("list")
        if in_section:
            xml.end("div")

    def _words(self, block: Block, within: Iterable[Piece]) -> None:
        xml, at = self._xml, block.start
        around: list[tuple[int, str]] = []

        def close(until: int, at: int) -> int:
            while around and around[-1][0] <= until:
                end, name = around.pop()
                xml.text(self._text[at:end])
                xml.end(name)
                at = end
            return at

        for piece in within:
            at = close(piece.start, at)
            xml.text(self._text[at : piece.start])
            at = piece.start
            mark = self._marks[piece.mark]
            xml.start(mark.element, **mark.attributes, **self._links(piece.mark))
            around.append((piece.end, mark.element))
        at = close(block.end, at)
        xml.text(self._text[at : block.end])

    def _links(self, mark: int) -> dict[str, str]:
        """What joins the pieces of one mark."""
        pieces = self._of_mark[mark]
        if pieces == 1:
            return {}
        self._written[mark] += 1
        number = self._written[mark]
        links = {"xml:id": f"mark-{mark + 1}-{number}"}
        if number > 1:
            links["prev"] = f"#mark-{mark + 1}-{number - 1}"
        if number < pieces:
            links["next"] = f"#mark-{mark + 1}-{number + 1}"
        return links


def _elements(kind: str, titles: bool) -> list[tuple[str, dict[str, str]]]:
    """The elements around a block's words, outermost first; `titles` says that no paragraph came yet."""
    match kind:
        case "heading":
            return [("head", {})]
        case "paragraph":
            return [("p", {})]
        case "list_item":
            return [("item", {})]
        case "blockquote":
            return [("quote", {})]
        case "caption":
            return [("figure", {}), ("p", {})]
        case "note" | "credit":
            return [("note", {"type": kind})]
        case "standfirst" if titles:
            return [("argument", {}), ("p", {})]
        case _ if titles and kind in TITLES:
            return [(TITLES[kind], {"type": kind} if TITLES[kind] == "head" else {})]
        case _:
            return [("ab", {"type": kind})]

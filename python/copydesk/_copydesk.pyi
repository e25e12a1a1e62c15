"""
The native half of the package `copydesk`.
"""

from _typeshed import Incomplete, SupportsGetItem
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any, Final, SupportsIndex, final

__version__: Final[str]
"""
The package's version.
"""

@final
class Article:
    """
    A news article and everything found in it.

    Every list is a tuple, and every member of it a view: it knows its article and copies nothing.
    """
    __match_args__: Final[tuple[str, str]]
    def __copy__(self, /) -> Article: ...
    def __deepcopy__(self, /, _memo: Any) -> Article: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __reduce__(self, /) -> tuple[Any, tuple[str]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str:
        """
        The reading view, for a notebook.
        """
    @property
    def access(self, /) -> str | None:
        """
        Who may read it: "free", "metered", "subscriber", or None where the page does not say.
        """
    @property
    def agency(self, /) -> str | None:
        """
        The news agency it comes from ("Reuters", "AP"), or None.
        """
    @property
    def authors(self, /) -> tuple[str, ...]:
        """
        Names of the people who wrote it.
        """
    @property
    def blocks(self, /) -> tuple[Block, ...]:
        """
        The parts in reading order.
        """
    @property
    def body(self, /) -> str:
        """
        The paragraphs joined by blank lines.
        """
    @property
    def byline(self, /) -> str | None:
        """
        The line that says who wrote it, or None.
        """
    @property
    def description(self, /) -> str | None:
        """
        The page's own summary, or None.
        """
    @property
    def entities(self, /) -> tuple[Entity, ...]:
        """
        The people, organisations, places …, most salient first.
        """
    @classmethod
    def from_json(cls, /, json: str | bytes) -> Article:
        """
        The article that `to_json` wrote. CopydeskError says what is wrong and where when it is anything else.
        """
    @property
    def headline(self, /) -> str | None:
        """
        The headline, or None.
        """
    @property
    def image(self, /) -> str | None:
        """
        The address of the lead image, or None.
        """
    @property
    def keywords(self, /) -> tuple[str, ...]:
        """
        Tags, as the page gives them.
        """
    @property
    def language(self, /) -> str | None:
        """
        The language as ISO 639-1 has it ("en"), or None.
        """
    @property
    def mentions(self, /) -> tuple[Mention, ...]:
        """
        The places that name or stand for something, by start, then longest first.
        """
    @property
    def modified(self, /) -> datetime | None:
        """
        When it was last changed, or None.
        """
    @property
    def paragraphs(self, /) -> tuple[str, ...]:
        """
        The texts of the body: its paragraphs, headings, list items and block quotations.
        """
    @property
    def published(self, /) -> datetime | None:
        """
        When it first appeared, or None: with a time zone where one is known; a day alone is its midnight.
        """
    @property
    def publisher(self, /) -> str | None:
        """
        The site or paper, or None.
        """
    @property
    def quotes(self, /) -> tuple[Quote, ...]:
        """
        The quotations, by start, then longest first.
        """
    @property
    def section(self, /) -> str | None:
        """
        The desk or kicker above the headline ("World"), or None.
        """
    @property
    def sentences(self, /) -> tuple[Sentence, ...]:
        """
        The sentences, in reading order.
        """
    @property
    def standfirst(self, /) -> str | None:
        """
        The summary under the headline, or None.
        """
    @property
    def text(self, /) -> str:
        """
        The text that every span points into: the very string given when that was plain text, otherwise the blocks
        joined by blank lines.
        """
    @property
    def times(self, /) -> tuple[TimeExpression, ...]:
        """
        The dates and times, in reading order.
        """
    def to_annotations(self, /) -> dict[str, Any]:
        """
        Quotations, mentions and dates as a W3C Web Annotation collection, as a dict for `json.dumps`.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """
    def to_displacy(self, /, style: str = "span") -> dict[str, Any]:
        """
        What displaCy draws with `manual=True`: quotations for the style "span", names and dates for "ent".
        """
    def to_json(self, /) -> str:
        """
        The article as one line of JSON. Offsets are code points; what follows from the rest is repeated for readers.
        """
    def to_jsonld(self, /) -> dict[str, Any]:
        """
        Schema.org's NewsArticle with those it mentions and its Quotations, as a dict for `json.dumps`.
        """
    def to_markdown(self, /, quotes: bool = True) -> str:
        """
        The article as Markdown, and under it, unless `quotes` is False, who said what.
        """
    def to_spacy(self, /, nlp: Any | None = None) -> Any:
        """
        A spaCy Doc of the same text: names and dates in `ents`, quotations and everything else in `spans`.

        `nlp` is the pipeline whose vocabulary it shares, a blank English one by default; nothing of it is run.
        """
    def to_tei(self, /) -> str:
        """
        The article as a TEI document, with speech, names and dates marked where they stand.
        """
    @property
    def tokens(self, /) -> tuple[Token, ...]:
        """
        The words, numbers and punctuation marks, in reading order.
        """
    @property
    def url(self, /) -> str | None:
        """
        The canonical address, or None.
        """
    @property
    def warnings(self, /) -> tuple[Warning, ...]:
        """
        What was cut, guessed or given up.
        """

@final
class Articles:
    """
    Articles in the order of their sources, an iterator; `copydesk.parse_many` makes it.
    """
    def __iter__(self, /) -> Articles: ...
    def __new__(cls, /, items: Any, threads: int | None = None, errors: str = ..., format: str | None = None, pipeline: Pipeline | None = None) -> Articles: ...
    def __next__(self, /) -> Any: ...

@final
class Block:
    """
    A part of the article as a reader sees it: the headline, a paragraph, a caption …
    """
    __match_args__: Final[tuple[str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Block: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def kind(self, /) -> str:
        """
        What it is: "section", "headline", "standfirst", "byline", "dateline", "timestamp", "heading", "paragraph",
        "list_item", "blockquote", "caption", "credit" or "note".
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """

@final
class Entity:
    """
    A person, organisation, place … and every mention of it.
    """
    __match_args__: Final[tuple[str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Entity: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str:
        """
        The entity and where it stands, for a notebook.
        """
    @property
    def affiliation(self, /) -> str | None:
        """
        The country or organisation a person stands for here, or None.
        """
    @property
    def aliases(self, /) -> tuple[str, ...]:
        """
        The other names it goes by here, in order of first appearance.
        """
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def gender(self, /) -> str | None:
        """
        Which pronouns go with it, "feminine" or "masculine", or None where that is not known.
        """
    @property
    def kind(self, /) -> str:
        """
        What kind of thing it is: "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT",
        "LAW", "MONEY", "PERCENT" or "QUANTITY".
        """
    @property
    def mentions(self, /) -> tuple[Mention, ...]:
        """
        Every mention of it, in reading order.
        """
    @property
    def name(self, /) -> str:
        """
        The fullest name in the article: "Xi Jinping".
        """
    @property
    def roles(self, /) -> tuple[str, ...]:
        """
        Titles and functions given here: "President", "professor".
        """
    @property
    def salience(self, /) -> float:
        """
        How much the article is about it, 0 to 1.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """
    @property
    def wikidata(self, /) -> str | None:
        """
        Its id in Wikidata, "Q145", or in the table given as `knowledge`; None where that has none.
        """

@final
class Extraction:
    """
    The tables of a table's rows, some rows at a time, an iterator; `copydesk.tables` and `extract_batches` make it.
    """
    def __iter__(self, /) -> Extraction: ...
    def __new__(cls, /, table: Any, tables: Iterable[str], text: str | None = None, html: str | None = None, url: str | None = None, published: str | None = None, id: str | None = None, format: str | None = None, threads: int | None = None, errors: str = ..., plain: bool = False, pipeline: Pipeline | None = None) -> Extraction: ...
    def __next__(self, /) -> tuple[int, dict[str, Table]]: ...
    def empty(self, /) -> dict[str, Table]:
        """
        Each table by its name, without rows.
        """

@final
class Mention:
    """
    A place in the text that names or stands for something, without a leading article or a trailing possessive.
    """
    __match_args__: Final[tuple[str, str, str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Mention: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def confidence(self, /) -> float:
        """
        How sure that is, 0 to 1.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def entity(self, /) -> Entity | None:
        """
        Who or what it is, or None.
        """
    @property
    def form(self, /) -> str:
        """
        How it refers: "name", "pronoun" or "nominal".
        """
    @property
    def kind(self, /) -> str:
        """
        What kind of thing it is: "PERSON", "ORG", "GPE" …
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """

@final
class Pipeline:
    """
    Reads articles with settings of one's own. Make one and keep it; it is safe to share between threads.

    `names` adds names that are found wherever they stand, by kind: `{"ORG": ["Bridge Trust"]}`. `patterns` adds regular
    expressions, which have to match whole words, and patterns of tokens in the vocabulary of spaCy's matcher:
    `{"LAW": [r"Bill [A-Z]-\\d+"], "ORG": [[{"LOWER": "bank"}, {"LOWER": "of"}, {"POS": "PROPN", "OP": "+"}]]}`. Both win
    over the model; of those that overlap, the longest. `cues` adds verbs that introduce quotations, in their dictionary
    form: `["whinge"]`. `quotes` says which kinds of quotations to find, None for all of them. `model` is the path of a
    model file, None for the one that comes with the library. `until` says how far to read: "article" (blocks and
    metadata alone, many times as fast), "tokens", "entities", "times" or "quotes"; None for everything. `knowledge` is a
    table of names, kinds and ids instead of the built-in one, the path of a TSV or JSON file or an iterable of dicts:
    `[{"name": "Bridge Trust", "kind": "ORG", "id": "Q1", "aliases": ["the Trust"]}]`; where a row has `roles`, an article
    must give one of them. `Entity.wikidata` has the ids. `effort` is "full", or "fast" for linear models and rules alone:
    sooner done, with fewer names and fewer of the reported words right. `max_bytes` is how much of a source is read, None
    for 64 MB; `max_tokens` how many tokens names, times and quotations are looked for in, None for a million. What is
    beyond is left out, and `Article.warnings` says so.
    """
    def __copy__(self, /) -> Pipeline: ...
    def __deepcopy__(self, /, _memo: Any) -> Pipeline: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, names: dict[str, Iterable[str]] | None = None, cues: Iterable[str] | None = None, quotes: Iterable[str] | None = None, patterns: dict[str, Iterable[str | Sequence[Mapping[str, Any]]]] | None = None, model: str | PathLike[str] | None = None, until: str | None = None, knowledge: str | PathLike[str] | Iterable[dict[str, Any]] | None = None, effort: str | None = None, max_bytes: int | None = None, max_tokens: int | None = None) -> Pipeline: ...
    def __reduce__(self, /) -> tuple[type, tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...], dict[str, list[str | Sequence[Mapping[str, Any]]]], Path | None, str | None, tuple[dict[str, Any], ...] | None, str | None, int | None, int | None]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def cues(self, /) -> tuple[str, ...]:
        """
        The cue verbs added.
        """
    @property
    def effort(self, /) -> str | None:
        """
        "fast" for linear models alone; None for everything.
        """
    @property
    def knowledge(self, /) -> tuple[dict[str, Any], ...] | None:
        """
        The table of names, kinds and ids; None for the one that comes with the library.
        """
    @property
    def max_bytes(self, /) -> int | None:
        """
        How many bytes of a source it reads; None for 64 MB.
        """
    @property
    def max_tokens(self, /) -> int | None:
        """
        In how many tokens it looks for names, times and quotations; None for a million.
        """
    @property
    def model(self, /) -> Path | None:
        """
        The path of the model file; None for the model that comes with the library.
        """
    @property
    def names(self, /) -> dict[str, tuple[str, ...]]:
        """
        The names added, by kind.
        """
    def parse(self, /, source: str | bytes | bytearray | memoryview, url: str | None = None, published: str | date | datetime | None = None, format: str | None = None, encoding: str | None = None) -> Article:
        """
        Reads one article with these settings; the arguments are those of `copydesk.parse`.
        """
    @property
    def patterns(self, /) -> dict[str, list[str | Sequence[Mapping[str, Any]]]]:
        """
        The patterns added, by kind.
        """
    @property
    def quotes(self, /) -> tuple[str, ...]:
        """
        The kinds of quotations it finds.
        """
    @property
    def until(self, /) -> str | None:
        """
        How far it reads; None for everything.
        """

@final
class Quote:
    """
    Something somebody said, wrote or thought, and who that was.
    """
    __match_args__: Final[tuple[str, str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Quote: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str:
        """
        The quotation in its sentences, for a notebook.
        """
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def confidence(self, /) -> float:
        """
        How sure the attribution is, 0 to 1.
        """
    @property
    def cue(self, /) -> Span | None:
        """
        The word or words that report ("said", "according to"), or None.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    def explain(self, /) -> str:
        """
        Its sentences with content, source and cue underlined, who said it and why we think so, as plain text.
        """
    @property
    def kind(self, /) -> str:
        """
        How much of it stands in quotation marks: "direct" (all), "mixed" (some) or "indirect" (none).
        """
    @property
    def paragraph(self, /) -> int | None:
        """
        Which of `article.paragraphs` it starts in, or None when it stands elsewhere, as in a headline.
        """
    @property
    def polarity(self, /) -> str:
        """
        Whether it is reported as said: "affirmed", "negated" ("did not say that"), "conditional" ("if she says") or "asked".
        """
    @property
    def quoted(self, /) -> tuple[Span, ...]:
        """
        The stretches inside quotation marks, marks included.
        """
    @property
    def rule(self, /) -> str:
        """
        Why it was attributed so, in words; the first is "speech", "writing", "belief" or "plan".
        """
    @property
    def source(self, /) -> Span | None:
        """
        The words that name the speaker, title and apposition included, or None.
        """
    @property
    def spans(self, /) -> tuple[Span, ...]:
        """
        Its pieces: one, or several when it is split ("…," she said, "…").
        """
    @property
    def speaker(self, /) -> str | None:
        """
        The speakers' full names joined by " and ", or the source's own words ("a senior official"), or None.
        """
    @property
    def speakers(self, /) -> tuple[Entity, ...]:
        """
        Who said it; empty when no entity stands behind the source.
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def text(self, /) -> str:
        """
        Its words, quotation marks included; where it is split, the pieces joined by " … ".
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """
    @property
    def via(self, /) -> Span | None:
        """
        Who passed it on ("according to the official readout"), or None.
        """

@final
class Sentence:
    """
    A sentence: a stretch of one block, and its tokens.
    """
    __match_args__: Final[tuple[str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Sentence: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def block(self, /) -> Block:
        """
        The block it stands in.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def root(self, /) -> Token | None:
        """
        The token on which all others depend, directly or not; None when it has no tokens.
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """
    @property
    def tokens(self, /) -> tuple[Token, ...]:
        """
        Its tokens.
        """

@final
class Span:
    """
    A stretch of an article's text, in code points: `article.text[span.start:span.end]`, which is also `str(span)`.
    """
    __match_args__: Final[tuple[str, str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, start: SupportsIndex, end: SupportsIndex) -> Span: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int, int]]: ...
    def __repr__(self, /) -> str: ...
    def __str__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """

@final
class Table:
    """
    Rows in Arrow's form: pandas, polars, pyarrow, DuckDB and others take it as it is, by `__arrow_c_stream__`.
    """
    def __arrow_c_schema__(self, /) -> Any:
        """
        The schema, by the same interface.
        """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> Any:
        """
        The rows as an Arrow stream, by the Arrow PyCapsule interface.
        """
    def __len__(self, /) -> int: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def concat(tables: SupportsGetItem[int, Table]) -> Table:
        """
        The rows of several tables of one schema, in order; small batches become large ones.
        """
    @staticmethod
    def from_lists(lists: dict[str, Any]) -> Table:
        """
        A table of lists: text, bytes, dates and None.
        """
    def to_lists(self, /) -> list[tuple[str, list[Any]]]:
        """
        The columns as lists, each with its name.
        """

@final
class TimeExpression:
    """
    A date or time expression, as TIMEX3 has it.
    """
    __match_args__: Final[tuple[str, str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> TimeExpression: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def kind(self, /) -> str:
        """
        What it is: "DATE", "TIME", "DURATION" or "SET".
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """
    @property
    def value(self, /) -> str:
        """
        Its value as TIMEX3 writes ISO 8601: "2025-02-24", "2025-W08", "P10Y", "PRESENT_REF".
        """

@final
class Token:
    """
    A word, number or punctuation mark, cut as the treebanks cut them ("do" "n't", "Xi" "'s").
    """
    __match_args__: Final[tuple[str, str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Token: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def children(self, /) -> tuple[Token, ...]:
        """
        The tokens that depend on it, in reading order.
        """
    @property
    def end(self, /) -> int:
        """
        One past its last code point.
        """
    @property
    def head(self, /) -> Token | None:
        """
        The token it depends on; None for the root of its sentence. Dependencies are worked out for the whole article when
        first asked for, and are no part of its JSON.
        """
    @property
    def lemma(self, /) -> str:
        """
        Its dictionary form.
        """
    @property
    def pos(self, /) -> str:
        """
        Its part of speech as Universal Dependencies has it: "NOUN", "VERB" …
        """
    @property
    def relation(self, /) -> str:
        """
        What it is to its head, as Universal Dependencies has it: "nsubj", "obj" …; "root" when it has none.
        """
    @property
    def start(self, /) -> int:
        """
        Its first code point in `article.text`.
        """
    @property
    def subtree(self, /) -> tuple[Token, ...]:
        """
        It and all that depends on it, directly or not, in reading order.
        """
    @property
    def tag(self, /) -> str | None:
        """
        The same with inflection, as the Penn Treebank has it: "NNS", "VBD" …; None in an article read from an older
        version's JSON.
        """
    @property
    def text(self, /) -> str:
        """
        Its words.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """

@final
class Warning:
    """
    Something a user should know about how an article was read.
    """
    __match_args__: Final[tuple[str, str]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, article: Article, index: SupportsIndex) -> Warning: ...
    def __reduce__(self, /) -> tuple[type, tuple[Article, int]]: ...
    def __repr__(self, /) -> str: ...
    @property
    def article(self, /) -> Article:
        """
        The article it belongs to.
        """
    @property
    def kind(self, /) -> str:
        """
        What sort of thing happened: "empty", "binary", "replaced", "cut", "no_article", "guessed",
        "unreadable" or "organisation".
        """
    @property
    def message(self, /) -> str:
        """
        In words, with what was found.
        """
    def to_dict(self, /) -> dict[str, Any]:
        """
        The same as a dict of plain values.
        """

def colophon() -> tuple[str, dict[str, bytes]]:
    """
    For which machine the library was built and how, and the models that are in it, by the names of their files.
    """

def columns() -> dict[str, list[tuple[str, str, str]]]:
    """
    The columns of each table after its key: name, type, and what it says.
    """

def parse(source: str | bytes | bytearray | memoryview, url: str | None = None, published: str | date | datetime | None = None, format: str | None = None, encoding: str | None = None) -> Article:
    """
    Reads one article with the default settings.

    `source` is the article: str, or bytes whose encoding is found out. `url` says where it was found; `published` is
    what relative dates count from when the article does not say. `format` is "html", "text" (a plain-text article with
    a headline and so on), "prose" (running text), or None to decide by looking. `encoding` is what the server said
    about bytes: a character set such as "windows-1252", or a Content-Type header; where the bytes say otherwise, they
    are believed.
    """

def utf8(source: bytes, charset: str) -> bytes:
    """
    Bytes that `parse` reads as a server's `charset` has them: those given, or the same text in UTF-8 with a byte order
    mark where the declaration is what decides.
    """

def __getattr__(name: str) -> Incomplete: ...

"""Pictures of what was found: who gets to speak, when, with whom and in which words.

Each function takes what `copydesk.tables` gives back (or the one table it needs, of any kind) and returns an Altair
chart, which a notebook shows as a picture and `chart.save("voices.html")` writes as a page; neither fetches anything.
The chart says in words what it shows, for those who do not see it. Needs `pip install 'copydesk[plot]'`.
"""

from __future__ import annotations

import collections
import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from copydesk import Article, CopydeskError
from copydesk.chart import Picture, alt, chart, layer, plain
from copydesk.page import counted

NOBODY = "no speaker named"
WIDTH = 560
Unit = Literal["words", "quotations"]


def _table(given: Any, name: str) -> Any:
    """The table of that name out of all of them, or the one given."""
    table = getattr(given, name, None) if isinstance(given, tuple) else given
    if table is None:
        raise CopydeskError(f"the picture needs the table {name!r}: ask `copydesk.tables` for it")
    return table


def _columns(given: Any, table: str, *names: str) -> list[list[Any]]:
    """Columns of a table of any kind, as lists."""
    frame = _table(given, table)
    known: Mapping[str, Any]
    if isinstance(frame, Mapping):
        known = frame
        missing = [name for name in names if name not in known]
    else:
        import narwhals.stable.v1 as nw

        try:
            native = nw.from_native(frame, eager_only=True)
        except TypeError:
            message = f"{table} must be a table such as copydesk.tables gives back, not {type(frame).__name__}"
            raise CopydeskError(message) from None
        missing = [name for name in names if name not in native.columns]
        known = {name: native.get_column(name).to_list() for name in names if name not in missing}
    if missing:
        raise CopydeskError(f"the table {table} has no column {missing[0]!r}")
    return [[_known(value) for value in known[name]] for name in names]


def _known(value: Any) -> Any:
    """A value as a picture has it: words made plain, and None for what each kind of table says instead."""
    if isinstance(value, str):
        return plain(value)
    nothing = (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NaTType"
    return None if nothing else value


def _weight(texts: Iterable[str | None], by: Unit) -> list[int]:
    if by not in ("words", "quotations"):
        raise CopydeskError(f'by must be "words" or "quotations", not {by!r}')
    return [_words(text or "") if by == "words" else 1 for text in texts]


def _words(text: str) -> int:
    # The "…" between the pieces of a split quotation is none.
    return sum(word != "…" for word in text.split())


def _voices(given: Any, by: Unit) -> tuple[list[str], list[int]]:
    speakers, texts = _columns(given, "quotes", "speaker", "text")
    return [speaker or NOBODY for speaker in speakers], _weight(texts, by)


def _loudest(speakers: Iterable[str], weights: Iterable[int], most: int) -> list[tuple[str, int]]:
    total: collections.Counter[str] = collections.Counter()
    for speaker, weight in zip(speakers, weights, strict=True):
        total[speaker] += weight
    total.pop(NOBODY, None)
    # Equal ones by name, so that the same table gives the same picture.
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))[:most]


def _listed(pairs: Sequence[tuple[str, int]], unit: str) -> str:
    return ", ".join(f"{name} {count}" for name, count in pairs[:5]) + f" ({unit})" if pairs else "nothing was found"


def _finish(drawn: Any, title: str, told: str) -> Picture:
    """Title, words for those who do not see it, and room."""
    return drawn.properties(title=title, description=f"{title}: {told}.")  # type: ignore[no-any-return]


def share_of_voice(quotes: Any, *, by: Unit = "words", top: int = 15) -> Picture:
    """Who gets to speak: how many words, or how many quotations, each of the `top` speakers has."""
    speakers, weights = _voices(quotes, by)
    loudest, whole = _loudest(speakers, weights, top), sum(weights) or 1
    rows = [{"speaker": name, by: count, "share": count / whole} for name, count in loudest]
    base = chart(rows).encode(
        x=alt.X(f"{by}:Q", title=by),
        y=alt.Y("speaker:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
        tooltip=["speaker:N", f"{by}:Q", alt.Tooltip("share:Q", format=".1%")],
    )
    shares = base.mark_text(align="left", dx=3).encode(text=alt.Text("share:Q", format=".0%"))
    drawn = layer(base.mark_bar(), shares)
    return _finish(drawn.properties(width=WIDTH), "Who gets to speak", _listed(loudest, by))


def speakers_over_time(
    quotes: Any,
    articles: Any = None,
    *,
    by: Unit = "words",
    top: int = 6,
    every: Literal["day", "week", "month"] = "week",
) -> Picture:
    """When the `top` speakers speak: by the day, the week (its Monday) or the month an article appeared.

    Give all tables, or the tables of quotations and of articles; articles without a date are left out.
    """
    if every not in ("day", "week", "month"):
        raise CopydeskError(f'every must be "day", "week" or "month", not {every!r}')
    of_article, appeared = _columns(quotes if articles is None else articles, "articles", "article", "published")
    days = {key: _period(day, every) for key, day in zip(of_article, appeared, strict=True) if day is not None}
    (keys,) = _columns(quotes, "quotes", "article")
    speakers, weights = _voices(quotes, by)
    loudest = _loudest(speakers, weights, top)
    names = [name for name, _ in loudest]
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for key, speaker, weight in zip(keys, speakers, weights, strict=True):
        if key in days and speaker in names:
            counts[days[key], speaker] += weight
    periods = sorted({day for day, _ in counts})
    rows = [{every: day, "speaker": name, by: counts[day, name]} for day in periods for name in names]
    drawn = (
        chart(rows)
        .mark_line(point=True)
        .encode(
            x=alt.X(f"{every}:T", title=None),
            y=alt.Y(f"{by}:Q", title=by),
            color=alt.Color("speaker:N", sort=names, title=None),
            # Not by colour alone.
            shape=alt.Shape("speaker:N", sort=names, legend=None),
            tooltip=[f"{every}:T", "speaker:N", f"{by}:Q"],
        )
        .properties(width=WIDTH)
    )
    span = f"from {periods[0]} to {periods[-1]}, " if periods else ""
    return _finish(drawn, f"Who speaks, by {every}", span + _listed(loudest, by))


def _period(moment: Any, every: str) -> str:
    day = moment.date() if isinstance(moment, datetime.datetime) else moment
    if not isinstance(day, datetime.date):
        day = datetime.date.fromisoformat(str(moment)[:10])
    if every == "week":
        day -= datetime.timedelta(days=day.weekday())
    return str(day.replace(day=1) if every == "month" else day)


def quoted_together(quotes: Any, *, top: int = 20) -> Picture:
    """Who is quoted with whom: a line for every two of the `top` speakers that share articles, thicker the more."""
    (keys,) = _columns(quotes, "quotes", "article")
    speakers, weights = _voices(quotes, "quotations")
    loudest = _loudest(speakers, weights, top)
    rank = {name: number for number, (name, _) in enumerate(loudest)}
    together: dict[Any, set[str]] = {}
    for key, speaker in zip(keys, speakers, strict=True):
        if speaker in rank:
            together.setdefault(key, set()).add(speaker)
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    for names in together.values():
        ordered = sorted(names, key=rank.__getitem__)
        pairs.update((a, b) for number, a in enumerate(ordered) for b in ordered[number + 1 :])
    # On a circle, so that nobody stands in the middle who is not in the middle of anything.
    step = 2 * math.pi / max(len(rank), 1)
    place = {name: (math.cos(step * n - math.pi / 2), -math.sin(step * n - math.pi / 2)) for name, n in rank.items()}
    nodes = [
        {
            "speaker": n,
            "quotations": c,
            "told": f"{n}: {counted(c, 'quotation')}",
            "x": place[n][0],
            "y": place[n][1],
            "align": "left" if place[n][0] >= 0 else "right",
        }
        for n, c in loudest
    ]
    edges = [
        {
            "between": f"{a} and {b}",
            "told": f"{a} and {b}: {counted(count, 'article')}",
            "articles": count,
            **dict(zip(("x", "y", "x2", "y2"), place[a] + place[b], strict=True)),
        }
        for (a, b), count in pairs.items()
    ]
    # Room for the names at the sides.
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1.9, 1.9]))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.2, 1.2]))
    lines = (
        chart(edges)
        .mark_rule(opacity=0.3)
        .encode(
            x=across,
            y=down,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("articles:Q", scale=alt.Scale(range=[1, 8]), legend=None),
            tooltip=["between:N", "articles:Q"],
            description="told:N",
        )
    )
    people = chart(nodes).encode(x=across, y=down)
    points = people.mark_circle(opacity=1).encode(
        size=alt.Size("quotations:Q", scale=alt.Scale(range=[60, 600]), legend=None),
        tooltip=["speaker:N", "quotations:Q"],
        description="told:N",
    )
    labels = [
        people.transform_filter(f"datum.align == '{side}'")
        .mark_text(align=side, dx=14 if side == "left" else -14)
        .encode(text="speaker:N", description="told:N")
        for side in ("left", "right")
    ]
    closest = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{a} and {b} in {count}" for (a, b), count in closest[:5]) or "nobody shares an article"
    drawn = layer(lines, points, *labels).configure_view(stroke=None).properties(width=WIDTH, height=WIDTH * 0.63)
    return _finish(drawn, "Who is quoted with whom", told)


def cue_verbs(quotes: Any, *, top: int = 10, verbs: int = 12) -> Picture:
    """In which words speakers are reported: how many of the `verbs` most usual cues each of the `top` has."""
    (cues,) = _columns(quotes, "quotes", "cue")
    speakers, weights = _voices(quotes, "quotations")
    loudest = _loudest(speakers, weights, top)
    names = [name for name, _ in loudest]
    counts = collections.Counter(
        (speaker, cue.lower()) for speaker, cue in zip(speakers, cues, strict=True) if cue and speaker in names
    )
    usual: collections.Counter[str] = collections.Counter()
    for (_, cue), count in counts.items():
        usual[cue] += count
    kept = sorted(usual.items(), key=lambda item: (-item[1], item[0]))[:verbs]
    order = [cue for cue, _ in kept]
    rows = [{"speaker": s, "cue": c, "quotations": counts[s, c]} for s in names for c in order if counts[s, c]]
    base = chart(rows).encode(
        x=alt.X("cue:N", sort=order, title=None),
        y=alt.Y("speaker:N", sort=names, title=None, axis=alt.Axis(labelLimit=240)),
        tooltip=["speaker:N", "cue:N", "quotations:Q"],
    )
    squares = base.mark_rect().encode(color=alt.Color("quotations:Q", scale=alt.Scale(scheme="blues"), legend=None))
    most = max(counts.values(), default=1)
    white = alt.condition(f"datum.quotations > {most / 2}", alt.value("white"), alt.value("black"))
    drawn = layer(squares, base.mark_text().encode(text="quotations:Q", color=white))
    drawn = drawn.properties(width=alt.Step(34))
    return _finish(drawn, "How speakers are reported", _listed(kept, "quotations"))


def salience(entities: Any, *, top: int = 20, kind: str | None = None) -> Picture:
    """Who and what it is about: the `top` entities by salience added up over the articles, all kinds or one."""
    names, kinds, values = _columns(entities, "entities", "name", "kind", "salience")
    total: collections.Counter[tuple[str, str]] = collections.Counter()
    for name, its_kind, value in zip(names, map(str, kinds), values, strict=True):
        if kind in (None, its_kind):
            total[name, its_kind] += value
    first = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:top]
    rows = [{"name": n, "kind": k, "entity": f"{n} ({k})", "salience": round(v, 3)} for (n, k), v in first]
    drawn = (
        chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("salience:Q", title="salience"),
            y=alt.Y("entity:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
            color=alt.Color("kind:N", title=None),
            tooltip=["name:N", "kind:N", "salience:Q"],
        )
        .properties(width=WIDTH)
    )
    told = ", ".join(f"{name} {value:.2f}" for (name, _), value in first[:5]) or "nothing was found"
    return _finish(drawn, "Who and what it is about", told)


def skyline(article: Article, *, top: int = 8) -> Picture:
    """Where an article gives the floor to whom: a tower for every quotation, as wide as it is long, by speaker."""
    if not isinstance(article, Article):
        raise CopydeskError(f"article must be an Article, not {type(article).__name__}")
    speakers = [plain(quote.speaker or NOBODY) for quote in article.quotes]
    loudest = _loudest(speakers, (_words(quote.text) for quote in article.quotes), top)
    names = [name for name, _ in loudest]
    length = max(len(article.text), 1)
    rows = [
        {
            "speaker": speaker if speaker in names else "others",
            "from": span.start / length,
            "to": span.end / length,
            "floors": {"indirect": 1, "mixed": 2, "direct": 3}[quote.kind],
            "kind": quote.kind,
            "words": plain(quote.text[:200]),
            "told": f"{speaker}, {quote.kind}: {plain(quote.text[:200])}",
        }
        for quote, speaker in zip(article.quotes, speakers, strict=True)
        for span in quote.spans
    ]
    drawn = (
        chart(rows)
        .mark_rect(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X(
                "from:Q",
                title="from the first word to the last",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%"),
            ),
            x2="to:Q",
            y=alt.Y(
                "floors:Q",
                title=None,
                axis=alt.Axis(values=[1, 2, 3], labelExpr="['', 'indirect', 'mixed', 'direct'][datum.value]"),
            ),
            color=alt.Color("speaker:N", sort=[*names, "others"], title=None),
            tooltip=["speaker:N", "kind:N", "words:N"],
            description="told:N",
        )
        .properties(width=WIDTH, height=120)
    )
    return _finish(drawn, plain(article.headline or "The article's skyline"), _listed(loudest, "words"))

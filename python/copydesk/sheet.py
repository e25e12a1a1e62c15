"""What was read, at a glance: the first rows of each table, whichever library made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from copydesk.page import box, counted, escape
from copydesk.screen import clean

if TYPE_CHECKING:
    from copydesk.frames import Tables

ROWS = 6
"""How many rows of a table are shown."""
LONGEST = 140
"""How many characters of a cell are shown."""
COLUMNS = {
    "quotes": ("speaker", "kind", "cue", "text"),
    "articles": ("headline", "publisher", "published", "authors", "error"),
    "entities": ("name", "kind", "roles", "affiliation", "mentions"),
    "mentions": ("text", "kind", "form"),
    "times": ("text", "kind", "value"),
    "blocks": ("kind", "text"),
}
"""The columns shown, besides `article`; the table of quotations comes first, open."""


def tables(shown: Tables) -> str:
    """All tables that are there, for a notebook."""
    there = [(name, getattr(shown, name)) for name in COLUMNS if getattr(shown, name) is not None]
    if not there:
        return box('<p class="note">no tables</p>')
    return box("".join(_table(name, table, number == 0) for number, (name, table) in enumerate(there)))


def _table(name: str, table: Any, is_open: bool) -> str:
    rows, columns = _first(table)
    kept = [column for column in ("article", *COLUMNS[name]) if column in columns]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in kept)
    lines = zip(*(columns[column] for column in kept), strict=True)
    body = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in lines)
    left_out = ", ".join(escape(column) for column in columns if column not in kept)
    more = f'<p class="facts">also {left_out}</p>' if left_out else ""
    said = f"<b>{name}</b> <small>{counted(rows, 'row')}</small>"
    sheet = f'<div class="sheet"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return f"<details{' open' if is_open else ''}><summary>{said}</summary>{sheet}{more}</details>"


def _first(table: Any) -> tuple[int, dict[str, list[Any]]]:
    """How many rows a table has, and the first of them by column."""
    if isinstance(table, Mapping):  # of lists
        return len(next(iter(table.values()), ())), {name: list(cells[:ROWS]) for name, cells in table.items()}
    if hasattr(table, "to_pydict"):  # pyarrow
        return table.num_rows, table.slice(0, ROWS).to_pydict()
    if hasattr(table, "fetchall"):  # a relation of DuckDB
        rows = table.limit(ROWS).fetchall()
        columns = zip(*rows, strict=True) if rows else ([] for _ in table.columns)
        return len(table), dict(zip(table.columns, map(list, columns), strict=True))
    if hasattr(table, "to_lists"):  # our own
        return len(table), {name: cells[:ROWS] for name, cells in table.to_lists()}
    return len(table), {name: list(table[name].head(ROWS)) for name in table.columns}  # pandas, polars


def _cell(value: Any) -> str:
    if value is None or type(value).__name__ in ("NaTType", "NAType") or (isinstance(value, float) and isnan(value)):
        return "<td></td>"
    if not isinstance(value, str) and isinstance(value, Iterable):
        value = ", ".join(map(str, value))
    text = clean(str(value))
    return f'<td dir="auto">{escape(text if len(text) <= LONGEST else text[:LONGEST] + "…")}</td>'

"""Cells of a spreadsheet."""

from __future__ import annotations

import datetime

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet may run as a formula, in some language's width."""
BETWEEN = "; "
"""Stands between the texts of a list."""


def cell(value: object) -> str | int | float | None:
    """A value as CSV has it: a text that a spreadsheet would run as a formula has an apostrophe before it.

    >>> cell("=1+1"), cell(-1), cell(["a", "b"]), cell([{"start": 1, "end": 5}])
    ("'=1+1", -1, 'a; b', '1:5')
    """
    if value is None or isinstance(value, int | float):
        return value
    text = _text(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(value: object) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(_text, value))
    if isinstance(value, dict):  # a span, as Python writes a slice
        return ":".join(map(str, value.values()))
    return value.isoformat() if isinstance(value, datetime.datetime) else str(value)

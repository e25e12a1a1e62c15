"""Cells of a spreadsheet."""

from __future__ import annotations

import datetime

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet may run as a formula, in some language's width."""
BETWEEN = "; "
"""Stands between the texts of a list."""


def cell(value: object) -> str | int | float | None:
    """A value as CSV has it: a text that a spreadsheet would run as a formula has an apostrophe before it.

    >>> cell("=1+1"), cell(-1), cell(["a", "b"])
    ("'=1+1", -1, 'a; b')
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    text = BETWEEN.join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text

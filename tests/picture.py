"""Draws what a terminal shows as an SVG picture, for the README."""

import html
import re
from collections.abc import Iterator

LINE, COLUMN, MARGIN = 18, 8.4, 20
"""Height of a line, width of a character at 14 pixels, and the space around, in pixels."""
PAINT = {
    "": 'fill="#d8dee9"',
    "0": 'fill="#d8dee9"',
    "1": 'fill="#ffffff" font-weight="bold"',
    "2": 'fill="#8a94a6"',
    "1;34": 'fill="#81a1f1" font-weight="bold"',
    "1;36": 'fill="#7fd4d0" font-weight="bold"',
}
"""How each code that `copydesk.screen.Ink` writes looks."""
CODE = re.compile(r"\x1b\[([0-9;]*)m")


def pieces(line: str) -> Iterator[tuple[int, str, str]]:
    """The runs of one colour: column, code, text."""
    column, code = 0, ""
    for number, part in enumerate(CODE.split(line)):
        if number % 2:
            code = part
        elif part:
            yield column, code, part
            column += len(part)


def svg(shown: str) -> str:
    """The picture of what was shown, colour codes and all."""
    lines = shown.rstrip("\n").split("\n")
    width = MARGIN * 2 + COLUMN * max(len(CODE.sub("", line)) for line in lines)
    height = MARGIN * 2 + LINE * len(lines)
    rows = [
        f'<text x="{MARGIN + COLUMN * column:g}" y="{MARGIN + LINE * number + 13}" textLength="{COLUMN * len(text):g}" '
        f"{PAINT[code]}>{html.escape(text)}</text>"
        for number, line in enumerate(lines)
        for column, code, text in pieces(line)
        if text.strip()
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" role="img" '
            f'font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14" '
            f'xml:space="preserve">',
            "<title>What copydesk parse prints</title>",
            f'<rect width="{width:g}" height="{height}" rx="8" fill="#1e222a"/>',
            *rows,
            "</svg>\n",
        ]
    )

"""What `copydesk parse` shows a person."""

import copydesk
import pytest
from copydesk import Article
from copydesk.screen import Ink, clean, show

SHOWN = """\
Council backs bridge 😀
Jo Reed · Northby Post · 24 February 2025, 08:00 · updated 25
February 2025

PEOPLE
  Ada Holm  Mayor, Northby
  Bo Lund   professor

PLACES
  Northby

DATES
  Monday = 2025-02-24

WHO SAID WHAT
  Ada Holm
  Mayor, Northby
    “It will be built,” … “and soon.”
      direct · said

  Bo Lund
  professor
    Critics “fear the cost”
      mixed · according to · via the Northby Post

  They
    it was too late
      indirect · said

Note: a date could not be read"""


def test_an_article_on_one_screen(article: Article) -> None:
    assert show(article, width=62) == SHOWN


def test_colours_change_nothing_else(article: Article) -> None:
    colored = show(article, width=62, ink=Ink(True))
    for code in ("1", "2", "1;34", "1;36", "0"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == SHOWN


@pytest.mark.parametrize("width", [40, 50, 80, 100])
def test_never_wider_than_asked(article: Article, width: int) -> None:
    assert max(map(len, show(article, width=width).splitlines())) <= width


def test_nothing_to_show() -> None:
    assert show(copydesk.parse("")).startswith("Note: ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\n \tlines", "two lines"),
        ("\x1b[31mred", "[31mred"),
        ("\x9b31mred", "31mred"),
        ("\u202eevil\u2066", "evil"),
        ("so\u00adft", "soft"),
        ("a\u00a0b", "a b"),
        ("\r\x08\x00", ""),
        ("Zoë “😀”", "Zoë “😀”"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected

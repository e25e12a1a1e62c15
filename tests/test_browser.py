"""What people see in a browser: the marks, by pointer and by keyboard, in every light; and no attack gets through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import copydesk
import pytest
from attacks import HARMLESS, attacks, read, replaced, tables
from chromium import Open, Sight
from copydesk import Article, Tables, page, plot, sheet
from copydesk.page import Gallery

TOUCH = """() => {
  for (const element of document.querySelectorAll("*"))
    for (const event of ["mouseover", "focus", "click", "toggle", "load", "error"])
      element.dispatchEvent(new Event(event, {cancelable: true}));
}"""
SECTIONS = """() => Array.from(document.querySelectorAll("section"), section => {
  const all = Array.from(section.querySelectorAll("*"));
  return {
    elements: all.map(element => element.localName),
    attributes: [...new Set(all.flatMap(element => element.getAttributeNames()))],
    links: all.filter(element => element.href).map(element => element.protocol),
  };
})"""
PWNED = "() => window.pwned || Object.prototype.pwned || null"
ELEMENTS = set("div p span b i bdi br sup ol li small a details summary blockquote table thead tbody tr th td".split())
ATTRIBUTES = set("class title tabindex aria-label aria-hidden role aria-level dir href rel scope open".split())
DRAWN = set("div svg g path line text rect title defs clipPath".split())


def together(found: list[list[str]]) -> str:
    """A page with a section for the views of each."""
    sections = "".join(f"<section>{''.join(views)}</section>" for views in found)
    return page.style() + sections.replace(page.style(), "")


def views(article: Article) -> list[str]:
    first = (*map(page.quote, article.quotes[:2]), *map(page.entity, article.entities[:1]))
    return [*first, Gallery([article, article])._repr_html_()]


def is_calm(sight: Sight) -> bool:
    """Nothing ran, nothing was asked for, nobody was spoken to."""
    sight.page.evaluate(TOUCH)
    assert not sight.did
    return sight.page.evaluate(PWNED) is None


def test_no_attack_gets_out_of_a_view(see: Open) -> None:
    table = attacks()
    likes = [f"https://example.org/{HARMLESS}" if attack[:4] == "http" else HARMLESS for attack in table]
    bad = see(together([[*views(replaced(attack)), sheet.tables(tables([attack]))] for attack in table]))
    good = see(together([[*views(replaced(like)), sheet.tables(tables([like]))] for like in likes]))
    assert is_calm(bad)
    for attack, seen, expected in zip(table, bad.page.evaluate(SECTIONS), good.page.evaluate(SECTIONS), strict=True):
        assert seen["elements"] == expected["elements"], f"not one element more: {attack}"
        assert set(seen["attributes"]) <= ATTRIBUTES, attack
        assert set(seen["links"]) <= {"http:", "https:"}, attack


def test_no_attack_gets_out_of_what_was_read(see: Open) -> None:
    table = attacks()
    sight = see(together([[view for article in read(attack) for view in views(article)] for attack in table]))
    assert is_calm(sight)
    for attack, seen in zip(table, sight.page.evaluate(SECTIONS), strict=True):
        assert set(seen["elements"]) <= ELEMENTS, attack
        assert set(seen["attributes"]) <= ATTRIBUTES, attack
        assert set(seen["links"]) <= {"http:", "https:"}, attack


def test_no_attack_gets_out_of_a_page(see: Open, tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    for attack in ("</title><script>window.pwned=1</script>", " ".join(attacks())):
        copydesk.view(replaced(attack)).save(path)
        sight = see(path)
        assert is_calm(sight)
        assert sight.page.evaluate("document.scripts.length + document.images.length") == 0


CHARTS: dict[str, Callable[[Tables], Any]] = {
    "voices": lambda found: plot.share_of_voice(found, top=200),
    "times": lambda found: plot.speakers_over_time(found, top=200),
    "together": lambda found: plot.quoted_together(found, top=200),
    "verbs": lambda found: plot.cue_verbs(found, top=200, verbs=200),
    "salience": lambda found: plot.salience(found, top=200),
}


def test_no_attack_gets_out_of_a_chart(see: Open, tmp_path: Path) -> None:
    found = tables(attacks())
    drawn = [draw(found) for draw in CHARTS.values()] + [plot.skyline(replaced(attack)) for attack in attacks()[::10]]
    shown = see(together([[chart._repr_mimebundle_()["text/html"]] for chart in drawn]))
    assert is_calm(shown)
    for seen in shown.page.evaluate(SECTIONS):
        assert set(seen["elements"]) <= DRAWN
    drawn[0].save(tmp_path / "chart.html")  # Altair's own page, with its scripts and the data in one of them
    saved = see(tmp_path / "chart.html")
    saved.page.wait_for_selector("#vis svg, #vis canvas")
    assert is_calm(saved)

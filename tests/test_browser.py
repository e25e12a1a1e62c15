"""What people see in a browser: the marks, by pointer and by keyboard, in every light; and no attack gets through."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import copydesk
import pytest
from attacks import HARMLESS, attacks, read, replaced, tables
from chromium import Open, Sight
from conftest import known
from copydesk import Article, Tables, page, plot, sheet
from copydesk.page import Gallery

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
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
    drawn = [draw(found) for draw in CHARTS.values()] + [plot.skyline(replaced(attack)) for attack in attacks()[::40]]
    shown = see(together([[chart._repr_mimebundle_()["text/html"]] for chart in drawn]))
    assert is_calm(shown)
    for seen in shown.page.evaluate(SECTIONS):
        assert set(seen["elements"]) <= DRAWN
    drawn[0].save(tmp_path / "chart.html")  # Altair's own page, with its scripts and the data in one of them
    saved = see(tmp_path / "chart.html")
    saved.page.wait_for_selector("#vis svg, #vis canvas")
    assert not saved.did
    assert saved.page.evaluate(PWNED) is None


def crossed() -> Article:
    """An article in which a quotation stands inside another, and one crosses both."""
    said: dict[str, Any] = known()
    outer = said["quotes"].pop(0)
    start, end = outer["spans"][0].values()
    for number, (begin, stop) in enumerate([(start, end), (start + 1, start + 6), (start + 4, end + 6)]):
        spans = [{"start": begin, "end": stop}]
        said["quotes"].append({**outer, "spans": spans, "quoted": [], "rule": f"number {number}"})
    return Article.from_json(json.dumps(said))


@pytest.fixture
def museum() -> Article:
    return copydesk.parse((EXAMPLES / "article.html").read_bytes())


TIPS = "() => Array.from(document.querySelectorAll('.tip')).filter(tip => tip.checkVisibility()).map(t => t.innerText)"
PLACES = """() => Array.from(document.querySelectorAll(".tip")).filter(tip => tip.checkVisibility()).map(
  tip => [tip.innerText, tip.getBoundingClientRect().left, tip.getBoundingClientRect().right])"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 900, 1800])
def test_the_pointer_shows_who_said_it(see: Open, museum: Article, width: int) -> None:
    page_ = see(page.page("", page.article(museum)), viewport={"width": width, "height": 800}).page
    assert page_.evaluate(TIPS) == []
    assert page_.evaluate(WIDER) == 0, "nothing to scroll to at the side"
    for number in range(page_.locator(".q").count()):
        quote = page_.locator(".q").nth(number)
        quote.scroll_into_view_if_needed()
        x, y = quote.evaluate("q => [q.getClientRects()[0].x + 8, q.getClientRects()[0].y + 8]")
        page_.mouse.move(x, y)
        ((tip, left, right),) = page_.evaluate(PLACES)
        assert "% sure" in tip
        assert 0 <= left < right <= width, f"{tip} is cut off"
        assert page_.evaluate(WIDER) == 0


def test_the_keyboard_shows_who_said_it(see: Open, museum: Article) -> None:
    page_ = see(page.page("", page.article(museum))).page
    seen = []
    for _ in range(page_.locator(".q, a").count()):
        page_.keyboard.press("Tab")
        seen += page_.evaluate(TIPS)
    assert len(seen) == page_.locator(".q").count()
    assert seen[1].split("\n")[0] == "Lotte Verhaegen"
    outline = page_.locator(".q").last.evaluate("q => getComputedStyle(q).outlineStyle")
    assert outline != "none", "it can be seen where the keyboard is"


# What is told apart by more than colour: the lines under and around the words.
LINES = """kind => {
  const style = getComputedStyle(document.querySelector(".legend small ." + kind.replace(" ", ".")));
  return [style.textDecorationLine, style.textDecorationStyle, style.borderBottomStyle, style.borderBottomWidth,
    style.boxShadow.includes("1px"), style.fontStyle].join(" ");
}"""


def test_not_by_colour_alone(see: Open, museum: Article) -> None:
    page_ = see(page.page("", page.article(museum))).page
    kinds = ["name person", "name org", "name place", "name other", "time", "cue", "source"]
    assert len({page_.evaluate(LINES, kind) for kind in kinds}) == len(kinds)
    chips = page_.locator(".chip").all_inner_texts()
    assert [chip.split()[0] for chip in chips] == [str(number + 1) for number in range(len(chips))]
    assert page_.locator(".q .n").count() > 5


# Every text and what stands behind it, as red, green, blue.
TEXTS = """() => {
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (!node.data.trim()) continue;
    let behind = node.parentElement;
    const ink = colour(getComputedStyle(behind).color);
    while (behind && (colour(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
    found.push([node.data, ink, behind ? colour(getComputedStyle(behind).backgroundColor) : [255, 255, 255]]);
  }
  return found;
}"""


# What is marked by a coloured line alone, as parts of one.
LINED = """() => Array.from(document.querySelectorAll(".q.indirect"), quote =>
  getComputedStyle(quote).borderBottomColor.match(/[\\d.]+/g).map(Number))"""


def luminance(colour: list[float]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(see: Open, museum: Article, scheme: str) -> None:
    many = copydesk.parse(
        "Plan\n\n" + "\n\n".join(f"“It is my plan number {n},” said Ada {chr(65 + n) * 2}olm." for n in range(9))
    )
    found = copydesk.tables([museum.text], progress=False)
    pieces = [page.article(museum), page.article(many), page.quote(museum.quotes[1]), sheet.tables(found)]
    sight = see(page.page("", "".join(pieces)), color_scheme=scheme)
    texts = sight.page.evaluate(TEXTS)
    assert len(texts) > 200
    for words, ink, behind in texts:
        dark, light = sorted((luminance(ink), luminance(behind)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (words, ink, behind)
    assert (luminance(texts[0][2]) < 0.1) == (scheme == "dark")
    paper = luminance(texts[0][2])
    lines = sight.page.evaluate(LINED)
    assert len(lines) > 3
    for line in lines:
        dark, light = sorted((luminance([part * 255 for part in line]), paper))
        assert (light + 0.05) / (dark + 0.05) >= 3, "a line that says something"


def test_what_is_folded_opens_by_keyboard_and_on_paper(see: Open, shots: Path) -> None:
    long = copydesk.parse("Plan\n\n" + "\n\n".join(["“It is my plan,” said Ada Holm. Nobody else did."] * 90))
    page_ = see(page.page("", page.article(long))).page
    last = page_.locator(".paragraph").last
    assert not last.is_visible()
    page_.locator("summary").focus()
    page_.keyboard.press("Enter")
    assert last.is_visible()
    page_.keyboard.press("Enter")
    assert not last.is_visible()
    page_.emulate_media(media="print")
    assert last.is_visible()
    page_.locator(".q").first.hover()
    assert page_.evaluate(TIPS) == []
    (shots / "print.pdf").write_bytes(page_.pdf())


def test_paper_is_white(see: Open, museum: Article) -> None:
    shown = f'<body data-jp-theme-light="false">{page.article(museum)}</body>'
    box = see(shown, color_scheme="dark").page.locator(".copydesk")
    paper = "box => getComputedStyle(box).backgroundColor"
    assert box.evaluate(paper) == "rgb(24, 24, 24)"
    box.page.emulate_media(media="print")
    assert box.evaluate(paper) == "rgb(255, 255, 255)"


def test_a_quotation_inside_another_shows_one_speaker_at_a_time(see: Open) -> None:
    page_ = see(page.page("", page.article(crossed()))).page
    quotes = page_.locator(".q[tabindex]").all()
    assert page_.locator(".q .q").count() > 1
    rules = set()
    for quote in quotes:
        quote.focus()
        (tip,) = page_.evaluate(TIPS)
        rules |= {tip}
    assert len(rules) == len(quotes), "each says its own"


def test_a_tap_shows_who_said_it(see: Open, museum: Article) -> None:
    page_ = see(page.page("", page.article(museum)), has_touch=True, viewport={"width": 390, "height": 800}).page
    quote = page_.locator(".q.direct").first
    x, y = quote.evaluate("q => [q.getClientRects()[0].x + 8, q.getClientRects()[0].y + 8]")
    page_.touchscreen.tap(x, y)
    (tip,) = page_.evaluate(TIPS)
    assert tip.startswith("Lotte Verhaegen")
    page_.touchscreen.tap(5, 5)
    assert page_.evaluate(TIPS) == []


def test_direction_stays_where_it_is(see: Open) -> None:
    """A name that turns the writing round turns nothing beside it."""
    right = "() => document.querySelector('.facts a').getBoundingClientRect().left"
    lefts = []
    for word in ("\u202egnp.exe", "gnp.exe"):
        written = replaced(word).to_dict() | {"url": "https://example.org/1"}
        page_ = see(page.article(Article.from_json(json.dumps(written)))).page
        lefts.append(page_.evaluate(right))
    assert lefts[0] == pytest.approx(lefts[1], abs=2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_to_look_at(see: Open, museum: Article, shots: Path, scheme: str) -> None:
    found = copydesk.tables([museum.text, (EXAMPLES / "article.txt").read_text(encoding="utf-8")], progress=False)
    charts = [plot.share_of_voice(found), plot.quoted_together(found), plot.cue_verbs(found), plot.skyline(museum)]
    shown = {
        "article": page.article(museum),
        "parts": page.quote(museum.quotes[1]) + page.entity(museum.entities[0]) + sheet.tables(found),
        "gallery": copydesk.view([museum, crossed()])._repr_html_(),
        "charts": page.box("".join(chart._repr_mimebundle_()["text/html"] for chart in charts)),
    }
    for name, piece in shown.items():
        sight = see(page.page(name, piece), color_scheme=scheme)
        if name == "article":
            sight.page.locator(".q").nth(2).focus()
        sight.page.screenshot(path=shots / f"{name}-{scheme}.png", full_page=True)
        assert not sight.did

"""The table of attacks, and articles and tables in which everything is one."""

import ast
import html
import json
from pathlib import Path

import copydesk
from conftest import known
from copydesk import Article, Tables

TABLE = Path(__file__).resolve().parent / "cases" / "attacks.txt"
HARMLESS = "harmless"


def attacks() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    quoted = (line.replace('"', '\\"') for line in lines if line and not line.startswith("# "))
    return [ast.literal_eval(f'"{line}"') for line in quoted]


def replaced(attack: str) -> Article:
    """An article of which every known thing but the text is the attack."""
    said = known()
    said |= dict.fromkeys(("publisher", "url", "agency", "description", "image"), attack)
    said |= {"authors": [attack], "keywords": [attack], "warnings": [{"kind": "unreadable", "message": attack}]}
    for entity in said["entities"]:  # type: ignore[attr-defined]
        entity |= {"name": attack, "affiliation": attack, "roles": [attack], "aliases": [attack]}
    for quote in said["quotes"]:  # type: ignore[attr-defined]
        quote["rule"] = attack
    return Article.from_json(json.dumps(said))


def read(attack: str) -> list[Article]:
    """Articles that are read from a text and a page with the attack in every place."""
    words = html.escape(attack)
    return [
        copydesk.parse(
            f"{attack}\n\nBy {attack}\n\n“{attack},” said Ada Holm. “No,” {attack} said on Monday.", url=attack
        ),
        copydesk.parse(
            f'<!doctype html><title>{words}</title><meta property="og:site_name" content="{words}">'
            f'<meta name="author" content="{words}"><link rel="canonical" href="{words}"><article><h1>{words}</h1>'
            f"<p>“{words},” said Mayor {words} of Northby, the capital.</p><p>“No,” Ada {words} said.</p></article>"
        ),
    ]


def tables(words: list[str]) -> Tables:
    """Tables with the attacks in every cell, and in the name of a column."""
    rows: dict[str, list[object]] = {name: list(words) for name in ("speaker", "text", "cue", "kind", "name")}
    rows |= {"article": list(words), "salience": [0.5] * len(words), words[0]: list(words), "roles": [words]}
    rows["roles"] = [[word] for word in words]
    when: dict[str, list[object]] = {"article": list(words), "published": ["2025-02-24"] * len(words)}
    return Tables(articles=when, quotes=rows, entities=rows)

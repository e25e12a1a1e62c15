"""How well quotations are found with each effort: the figures of ../shared/eval/quotes.py, one JSON object a line.

    python bench/quotes.py [GOLD.jsonl.gz] [--effort fast]

GOLD is ../shared/data/quotes/polnear.dev.jsonl.gz unless said otherwise; without --effort, both in turn.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import copydesk

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
EFFORTS = ["fast", "full"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", nargs="?", type=Path, default=SHARED / "data/quotes/polnear.dev.jsonl.gz")
    options.add_argument("--effort", choices=EFFORTS)
    given = options.parse_args()
    sys.path.insert(0, str(SHARED / "eval"))
    import common

    import quotes

    gold = list(common.read_jsonl(given.gold))
    for effort in [given.effort] if given.effort else EFFORTS:
        pipeline = copydesk.Pipeline(effort=effort)
        started, tokens, found = time.thread_time(), 0, {}
        for document in gold:
            article = pipeline.parse(document["text"], format="prose")
            tokens += len(article.tokens)
            found[document["id"]] = [
                {
                    "kind": quote.kind,
                    "content": [[span.start, span.end] for span in quote.spans],
                    "cue": [[quote.cue.start, quote.cue.end]] if quote.cue else [],
                    "source": [[quote.source.start, quote.source.end]] if quote.source else [],
                    "speaker": quote.speaker,
                }
                for quote in article.quotes
            ]
        speed = round(tokens / (time.thread_time() - started))
        print(json.dumps({"effort": effort, "tokens_per_second": speed, **quotes.score(gold, found)}))


if __name__ == "__main__":
    main()

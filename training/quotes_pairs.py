"""Trains the trees that say which contents, cues and sources belong together, from what `training quotes pairs` wrote.

    python training/quotes_pairs.py FOLDER models/quotes_pairs.txt

Needs lightgbm. Prints how well each forest does on articles it has not seen (two folds), then writes those trained on
everything.
"""

import collections
import sys
from pathlib import Path

import lightgbm
import numpy
from speakers import SETTINGS, written

ROLES = {2: "content", 1: "cue", 0: "source"}
"""By their numbers in the library, in the order of the file."""
RATE = 0.1
TREES = 90
FOLDS = 2


def read(path):
    """Articles, labels and features of each role."""
    rows = collections.defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article, role, together, features = line.rstrip("\n").split("\t")
            rows[int(role)].append((int(article), int(together), [int(feature) for feature in features.split(",")]))
    for role, name in ROLES.items():
        articles, labels, features = zip(*rows[role], strict=True)
        yield name, numpy.array(articles), numpy.array(labels), numpy.array(features, numpy.int8)


def train(labels, features):
    return lightgbm.train(SETTINGS | {"learning_rate": RATE}, lightgbm.Dataset(features.astype(float), labels), TREES)


def main():
    folder, out = sys.argv[1:]
    with open(out, "w", encoding="utf-8") as file:
        file.write("# Which contents, cues and sources belong together. Written by training/quotes_pairs.py.\n")
        for name, articles, labels, features in read(Path(folder) / "pairs.tsv"):
            wrong = 0
            for fold in range(FOLDS):
                held = articles // 2 % FOLDS == fold
                guess = train(labels[~held], features[~held]).predict(features[held].astype(float)) > 0.5
                wrong += int((guess != labels[held]).sum())
            print(f"{name}: {len(labels)} pairs, {labels.sum()} together, {wrong} wrong")
            file.write(f"## {name}\n")
            trees = train(labels, features).dump_model()["tree_info"]
            file.writelines(written(tree["tree_structure"]) + "\n" for tree in trees)


if __name__ == "__main__":
    main()

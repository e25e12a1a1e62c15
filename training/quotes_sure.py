"""Trains the trees that say how sure a quotation is, from what `training quotes sure` wrote.

    python training/quotes_sure.py rows.tsv models/quotes_sure.txt

Needs lightgbm. Prints how often quotations are right by how sure trees are that have not seen their articles (four
folds), then writes those trained on everything.
"""

import sys

import lightgbm
import numpy
from speakers import written

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
TREES = 80
FOLDS = 4


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    articles, labels = (numpy.array([int(row[i]) for row in rows]) for i in (0, 1))
    return articles, labels, numpy.array([[int(feature) for feature in row[2].split(",")] for row in rows], float)


def train(labels, features):
    return lightgbm.train(SETTINGS, lightgbm.Dataset(features, labels), TREES)


def main():
    rows, out = sys.argv[1:]
    articles, labels, features = read(rows)
    guess = numpy.zeros(len(labels))
    for fold in range(FOLDS):
        held = articles % FOLDS == fold
        guess[held] = train(labels[~held], features[~held]).predict(features[held])
    for low in numpy.arange(0, 1, 0.1):
        inside = (guess >= low) & (guess < low + 0.1)
        if inside.any():
            print(f"{low:.1f}: {inside.sum()} quotations, {100 * labels[inside].mean():.0f} % right")
    with open(out, "w", encoding="utf-8") as file:
        file.write("# How sure a quotation is. Written by training/quotes_sure.py.\n")
        trees = train(labels, features).dump_model()["tree_info"]
        file.writelines(written(tree["tree_structure"]) + "\n" for tree in trees)


if __name__ == "__main__":
    main()

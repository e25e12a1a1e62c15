"""Trains the trees that choose who said words in quotation marks, where the rules are not sure.

    python training/speakers.py target/quotes/speakers.tsv models/speakers.txt

from what `training quotes speakers` wrote. Needs lightgbm. Prints how often the choice is right, and the rules are, for
quotations the rules are sure of and for the others, with the network's answers and without, by trees trained without
the articles they are scored on (four folds); then writes the trees trained on everything. A choice counts as right when
it lies in the gold source: a second mention of the same person is none.
"""

import collections
import itertools
import sys

import lightgbm
import numpy

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
TREES = 160
UNSURE_WEIGHT = 3.0
"""The trees are asked where the rules are not sure: those quotations count so much more."""
FOLDS = 4
POINTS = 1000
SUREST = 10.0
"""No leaf counts more, in log odds: where all candidates are wrong, boosting knows no end."""
RULE = 56
"""The feature that says whether a candidate lies in the rules' source."""
NETWORK, NOT_ASKED = 62, -2
"""The feature that says whether it lies in the network's source, and its value where the network was not asked."""


def read(path):
    """Each quotation with its article: sure, labels, features."""
    rows = collections.OrderedDict()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article, number, sure, label, features = line.rstrip("\n").split("\t")
            row = int(label), [int(feature) for feature in features.split(",")]
            rows.setdefault((article, number, sure == "1"), []).append(row)
    for (article, _, sure), candidates in rows.items():
        labels, features = zip(*candidates, strict=True)
        yield article, sure, numpy.array(labels), numpy.array(features, float)


def train(choices):
    """A forest over the candidates of these quotations."""
    labels = numpy.concatenate([labels for _, _, labels, _ in choices])
    features = numpy.concatenate([features for *_, features in choices])
    weights = numpy.concatenate([numpy.full(len(c[2]), 1.0 if c[1] else UNSURE_WEIGHT) for c in choices])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(features, labels, weight=weights), TREES)


def written(node):
    """A tree as the library reads it."""
    if "leaf_value" in node:
        return f"={round(POINTS * max(-SUREST, min(SUREST, node['leaf_value'])))}"
    border = int(numpy.floor(node["threshold"]))
    return f"{node['split_feature']} {border} {written(node['left_child'])} {written(node['right_child'])}"


def main():
    rows, out = sys.argv[1:]
    choices = list(read(rows))
    fold = {article: number % FOLDS for number, article in enumerate(sorted({choice[0] for choice in choices}))}
    counts = collections.Counter()
    for number in range(FOLDS):
        forest = train([choice for choice in choices if fold[choice[0]] != number])
        for article, sure, labels, features in choices:
            if fold[article] == number:
                asked = features[0, NETWORK] != NOT_ASKED
                counts[sure, asked, "all"] += 1
                counts[sure, asked, "trees"] += labels[int(numpy.argmax(forest.predict(features)))]
                counts[sure, asked, "rules"] += labels[features[:, RULE] > 0].any()
    for sure, asked in itertools.product((True, False), (False, True)):
        name = f"{'sure' if sure else 'not sure'}, {'with the network' if asked else 'rules alone'}"
        count = counts[sure, asked, "all"]
        shares = ", ".join(f"{who} {100 * counts[sure, asked, who] / count:.1f} %" for who in ("rules", "trees"))
        print(f"{name} ({count} quotations): {shares}")
    forest = train(choices).dump_model()
    with open(out, "w", encoding="utf-8") as file:
        file.write("# Who said words in quotation marks. Written by training/speakers.py.\n")
        file.writelines(written(tree["tree_structure"]) + "\n" for tree in forest["tree_info"])


if __name__ == "__main__":
    main()

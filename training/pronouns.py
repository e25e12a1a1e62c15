"""Trains the trees that choose whom a pronoun stands for.

    cargo run --profile quick -p training --bin coreference rows > rows.tsv
    python training/pronouns.py rows.tsv models/pronouns.txt

Needs lightgbm. Prints the F1 on GAP of trees that were trained without the texts that they are scored on (five folds
over the texts; GUM's pronouns are always trained on), then writes the trees trained on everything.
"""

import collections
import sys

import lightgbm
import numpy

SETTINGS = {
    "objective": "rank_xendcg",
    "n_estimators": 250,
    "num_leaves": 8,
    "learning_rate": 0.04,
    "min_child_samples": 20,
    "colsample_bytree": 0.4,
    "subsample": 0.8,
    "subsample_freq": 1,
    "reg_lambda": 5,
    "random_state": 1,
    "n_jobs": 1,
    "verbose": -1,
}
# Another tool's speakers are noisy; without them the trees know only encyclopedias.
WEIGHTS = {"gap": 2, "gum": 1, "news": 0.25}
# What the evidence that comes from the parser is without it.
SILENT = {**dict.fromkeys(range(39, 59), -1), **dict.fromkeys(range(61, 65), 0)}
FOLDS = 5
POINTS = 1000


def read(path):
    """Each pronoun with (label, whether it is A, whether it is B, evidence) of every candidate; GAP's truths."""
    choices, truths = collections.OrderedDict(), {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            source, text, *rest = line.rstrip("\n").split("\t")
            if source == "truth":
                truths[text] = rest[0] == "1", rest[1] == "1"
            else:
                pronoun, label, is_a, is_b, evidence = rest
                row = int(label), is_a == "1", is_b == "1", [int(value) for value in evidence.split(",")]
                choices.setdefault((source, text, pronoun), []).append(row)
    return choices, truths


def silent(rows):
    """The same candidates as they are when nobody parses."""
    return [(*row[:3], [SILENT.get(place, value) for place, value in enumerate(row[3])]) for row in rows]


def train(choices):
    """A forest from every choice twice, with and without what the parser says.

    Candidates of whom nobody knows whether they are meant (label -1) are left out.
    """
    known = []
    for (source, *_), rows in choices:
        rows = [row for row in rows if row[0] >= 0]
        if any(row[0] == 1 for row in rows):
            known += [(WEIGHTS[source], rows), (WEIGHTS[source], silent(rows))]
    evidence = numpy.array([row[3] for _, rows in known for row in rows], float)
    labels = [row[0] for _, rows in known for row in rows]
    weights = [weight for weight, rows in known for _ in rows]
    groups = [len(rows) for _, rows in known]
    return lightgbm.LGBMRanker(**SETTINGS).fit(evidence, labels, group=groups, sample_weight=weights)


def f1(choices, truths, forests):
    """F1 over both names of every text, as GAP counts; a text without a choice answers neither."""
    answers = {}
    for (_, text, _), rows in choices.items():
        points = forests[text].predict(numpy.array([row[3] for row in rows], float))
        answers[text] = rows[int(numpy.argmax(points))][1:3]
    right = wrong = missed = 0
    for text, truth in truths.items():
        for said, meant in zip(answers.get(text, (False, False)), truth, strict=True):
            right += said and meant
            wrong += said and not meant
            missed += meant and not said
    return 200 * right / (2 * right + wrong + missed)


def written(node):
    """A tree as the library reads it."""
    if "leaf_value" in node:
        return f"={round(POINTS * node['leaf_value'])}"
    border = int(numpy.floor(node["threshold"]))
    return f"{node['split_feature']} {border} {written(node['left_child'])} {written(node['right_child'])}"


def main():
    rows, out = sys.argv[1:]
    choices, truths = read(rows)
    fold = {text: number % FOLDS for number, text in enumerate(sorted(truths))}
    others = [[(key, rows) for key, rows in choices.items() if fold.get(key[1]) != number] for number in range(FOLDS)]
    forests = [train(some) for some in others]
    gap = {key: rows for key, rows in choices.items() if key[0] == "gap"}
    for name, known in (("parsed", gap), ("fast", {key: silent(rows) for key, rows in gap.items()})):
        figure = f1(known, truths, {text: forests[fold[text]] for text in truths})
        print(f"GAP, cross-validated, {name}: F1 {figure:.1f}")
    forest = train(choices.items()).booster_.dump_model()
    with open(out, "w", encoding="utf-8") as file:
        file.write("# Whom a pronoun stands for. Written by training/pronouns.py.\n")
        file.writelines(written(tree["tree_structure"]) + "\n" for tree in forest["tree_info"])


if __name__ == "__main__":
    main()

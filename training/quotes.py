"""Trains the network that labels words as content, cue and source, from the numbers `training quotes numbers` wrote.

    python training/quotes.py FOLDER --teacher 1  # a larger network, which then labels news that nobody has marked
    python training/quotes.py FOLDER --teacher 2  # another
    python training/quotes.py FOLDER              # the network: learned from the gold and from what the larger ones say
    python training/quotes.py FOLDER --without 0  # one without every second article, for what learns from its answers
    python training/quotes.py FOLDER --without 1  # one without the other articles

Needs PyTorch and NumPy. Sums of features and three words looked up, one recurrent layer in both directions, a linear
chain over seven labels on top. One thread: the same numbers every time.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from lstm import begin
from torch import nn

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ROLES = ["source", "cue", "content"]
# Words that have a row of their own.
WORDS = 7000
LOOKED, FEATURES = 3, 12
# Tokens looked at between two steps, more or less.
BATCH = 3200
EPOCHS, HALF_EPOCHS, RATE, DECAY, WARM = 8, 4, 2e-3, 1e-4, 200
# Shares of what is left out while training: words, single features, numbers that go in and come out.
DROP_WORD, DROP_FEATURE, DROP = 0.08, 0.05, 0.3
IMPOSSIBLE = -1e4


class Size(NamedTuple):
    """Numbers of a word's row and of a sum of features; units in one direction."""

    word: int
    feature: int
    units: int


SIZE, TEACHER = Size(28, 48, 96), Size(40, 64, 160)
TEACHERS = 2


class Part:
    """A set of articles as numbers."""

    def __init__(self, folder: Path, name: str) -> None:
        def read(what: str, kind: type, columns: int) -> np.ndarray:
            return np.fromfile(folder / f"{name}.{what}", kind).reshape(-1, columns).astype(np.int64)

        self.features = torch.from_numpy(read("features.u32", np.uint32, FEATURES))
        self.words = torch.from_numpy(read("words.u32", np.uint32, LOOKED))
        self.labels = torch.from_numpy(read("labels.u8", np.uint8, 1)[:, 0])
        stretches = read("stretches.u32", np.uint32, 2)
        self.article = stretches[:, 0]
        ends = np.concatenate([[0], np.cumsum(stretches[:, 1])])
        self.ranges = list(pairwise(ends.tolist()))

    def beside(self, other: "Part") -> None:
        """Adds the articles of another set."""
        length, articles = len(self.labels), self.article.max() + 1
        self.features, self.words, self.labels = (
            torch.cat(pair)
            for pair in ((self.features, other.features), (self.words, other.words), (self.labels, other.labels))
        )
        self.article = np.concatenate([self.article, articles + other.article])
        self.ranges += [(a + length, b + length) for a, b in other.ranges]

    def keep(self, numbers: torch.Tensor) -> None:
        """Numbers words anew; those without a row become 0."""
        self.words = numbers[self.words]


def allowed() -> torch.Tensor:
    """Which label may follow which: an inner word only one of its own kind."""
    table = torch.zeros(len(LABELS), len(LABELS))
    for a, one in enumerate(LABELS):
        for b, other in enumerate(LABELS):
            if other[0] == "I" and one[2:] != other[2:]:
                table[a, b] = IMPOSSIBLE
    return table


class Net(nn.Module):
    def __init__(self, features: int, words: int, size: Size) -> None:
        super().__init__()
        units = size.units
        self.features = nn.Embedding(features + 1, size.feature, padding_idx=0)
        self.words = nn.Embedding(words + 1, size.word, padding_idx=0)
        for table in (self.features, self.words):
            nn.init.normal_(table.weight, std=0.1)
            table.weight.data[0] = 0
        self.lstm = nn.LSTM(size.feature + LOOKED * size.word, units, batch_first=True, bidirectional=True)
        begin(self.lstm)
        self.out = nn.Linear(2 * units, len(LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.drop = nn.Dropout(DROP)
        self.register_buffer("mask", allowed())

    def scores(self, features: torch.Tensor, words: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Stretches x tokens x labels."""
        if self.training:
            features = features * (torch.rand(features.shape) >= DROP_FEATURE)
            words = words * (torch.rand(words.shape) >= DROP_WORD)
        count, longest, _ = features.shape
        summed = nn.functional.embedding_bag(
            features.view(-1, FEATURES), self.features.weight, mode="sum", padding_idx=0
        ).view(count, longest, -1)
        x = self.drop(torch.cat([summed, self.words(words).flatten(2)], 2))
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.out(self.drop(out))

    def loss(self, scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Of all paths, how unlikely the right one is; summed."""
        steps, first = self.steps + self.mask, self.first + self.mask[0]
        inside = torch.arange(scores.shape[1])[None, :] < lengths[:, None]
        right = scores.gather(2, labels[:, :, None])[:, :, 0]
        moves = steps[labels[:, :-1], labels[:, 1:]]
        gold = (right * inside).sum(1) + (moves * inside[:, 1:]).sum(1) + first[labels[:, 0]]
        at = scores[:, 0] + first
        for t in range(1, scores.shape[1]):
            following = torch.logsumexp(at[:, :, None] + steps, 1) + scores[:, t]
            at = torch.where(inside[:, t, None], following, at)
        return (torch.logsumexp(at, 1) - gold).sum()

    def chain(self) -> tuple[np.ndarray, np.ndarray]:
        """What each label counts after another, and at the beginning."""
        return (self.steps + self.mask).detach().numpy(), (self.first + self.mask[0]).detach().numpy()


def best(scores: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The best path through the scores of one stretch."""
    at = scores[0] + first
    back = []
    for row in scores[1:]:
        paths = at[:, None] + steps
        back.append(paths.argmax(0))
        at = paths.max(0) + row
    path = [int(at.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return np.array(path[::-1], np.uint8)


def batches(part: Part, numbers: np.ndarray, random: np.random.Generator | None) -> list[np.ndarray]:
    """Stretches of about one length together."""
    lengths = np.array([part.ranges[i][1] - part.ranges[i][0] for i in numbers], float)
    if random is not None:
        lengths = lengths * random.uniform(0.9, 1.1, len(lengths))
    found: list[list[int]] = [[]]
    for i in numbers[np.argsort(lengths, kind="stable")]:
        longest = part.ranges[i][1] - part.ranges[i][0]
        if found[-1] and (len(found[-1]) + 1) * longest > BATCH:
            found.append([])
        found[-1].append(int(i))
    order = range(len(found)) if random is None else random.permutation(len(found))
    return [np.array(found[i]) for i in order]


def tensors(part: Part, batch: np.ndarray) -> tuple[torch.Tensor, ...]:
    lengths = torch.tensor([part.ranges[i][1] - part.ranges[i][0] for i in batch])
    rows = [slice(*part.ranges[i]) for i in batch]
    pad = nn.utils.rnn.pad_sequence
    padded = [pad([of[row] for row in rows], batch_first=True) for of in (part.features, part.words, part.labels)]
    return *padded, lengths


def scores(net: Net, part: Part) -> np.ndarray:
    """Tokens x labels."""
    net.eval()
    found = np.zeros((len(part.labels), len(LABELS)), np.float32)
    with torch.no_grad():
        for batch in batches(part, np.arange(len(part.ranges)), None):
            features, words, _, lengths = tensors(part, batch)
            for row, i in zip(net.scores(features, words, lengths).numpy(), batch, strict=True):
                a, b = part.ranges[i]
                found[a:b] = row[: b - a]
    return found


def predict(part: Part, rows: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The labels of all tokens."""
    return np.concatenate([best(rows[a:b], steps, first) for a, b in part.ranges])


def spans(part: Part, labels: np.ndarray) -> list[set[tuple[int, int]]]:
    """Where each role stands."""
    found: list[set[tuple[int, int]]] = [set() for _ in ROLES]
    for a, b in part.ranges:
        start = role = None
        for t in range(a, b + 1):
            label = LABELS[labels[t]] if t < b else "O"
            if role is not None and label != f"I-{role}":
                found[ROLES.index(role)].add((start, t))
                role = None
            if label != "O" and role is None:
                start, role = t, label[2:]
    return found


def report(part: Part, labels: np.ndarray) -> str:
    """Exact F1 of each role."""
    gold, found = spans(part, part.labels.numpy()), spans(part, labels)
    shares = (200 * len(g & f) / max(1, len(g) + len(f)) for g, f in zip(gold, found, strict=True))
    return " ".join(f"{role} {share:.1f}" for role, share in zip(ROLES, shares, strict=True))


def learn(part: Part, numbers: np.ndarray, epochs: int, net: Net, seed: int, show: Part) -> Net:
    """Trains a network on some stretches; `show` is what it is scored on, which decides nothing."""
    random = np.random.default_rng(seed)
    total = epochs * len(batches(part, numbers, None))
    adam = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min(1.0, (step + 1) / WARM) * max(0.03, 1 - step / total)
    )
    for epoch in range(epochs):
        net.train()
        started, lost, seen = time.process_time(), 0.0, 0
        for batch in batches(part, numbers, random):
            features, words, labels, lengths = tensors(part, batch)
            loss = net.loss(net.scores(features, words, lengths), labels, lengths) / lengths.sum()
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            adam.step()
            schedule.step()
            lost, seen = lost + loss.item() * int(lengths.sum()), seen + int(lengths.sum())
        spent = time.process_time() - started
        found = report(show, predict(show, scores(net, show), *net.chain())) if epoch % 2 else ""
        print(f"quotes: epoch {epoch + 1} loss {lost / seen:.4f} {found} {spent:.0f} s", flush=True)
    return net


def save(net: Net, path: Path) -> None:
    """Writes the weights by the names the library knows."""
    with path.open("wb") as file:

        def put(name: str, tensor: torch.Tensor) -> None:
            matrix = np.atleast_2d(tensor.detach().numpy()).astype(np.float32)
            file.write(f"{name} {matrix.shape[0]} {matrix.shape[1]}\n".encode() + matrix.tobytes())

        put("features", net.features.weight[1:])
        put("words", net.words.weight[1:])
        for side, end in (("forward", ""), ("backward", "_reverse")):
            part = {
                kind: getattr(net.lstm, f"{kind}_l0{end}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
            put(f"lstm.{side}.input", part["weight_ih"])
            put(f"lstm.{side}.input.bias", part["bias_ih"] + part["bias_hh"])
            put(f"lstm.{side}.state", part["weight_hh"])
        put("labels", net.out.weight)
        put("labels.bias", net.out.bias)
        put("steps", (net.steps + net.mask).flatten())
        put("first", net.first + net.mask[0])


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("--without", type=int, choices=(0, 1))
    p.add_argument("--teacher", type=int, default=0)
    given = p.parse_args()
    folder = given.folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    train, dev, news = (Part(folder, name) for name in ("train", "dev", "news"))
    counts = np.bincount(train.words.flatten().numpy())
    counts[0] = 0
    kept = np.sort(np.argsort(-counts, kind="stable")[:WORDS])
    numbers = torch.zeros(1 + max(int(part.words.max()) for part in (train, dev, news)), dtype=torch.int64)
    numbers[kept] = torch.arange(1, len(kept) + 1)
    for part in (train, dev, news):
        part.keep(numbers)
    rows = len(np.fromfile(folder / "features.u64", np.uint64))
    torch.manual_seed(1 + given.teacher)
    net = Net(rows, len(kept), TEACHER if given.teacher else SIZE)
    if given.teacher:
        learn(train, np.arange(len(train.ranges)), EPOCHS, net, given.teacher, dev)
        steps, first = net.chain()
        np.savez(folder / f"teacher{given.teacher}.npz", scores=scores(net, news), steps=steps, first=first)
        return
    taught = [np.load(folder / f"teacher{number + 1}.npz") for number in range(TEACHERS)]
    said = [sum(teacher[what] for teacher in taught) / TEACHERS for what in ("scores", "steps", "first")]
    news.labels = torch.from_numpy(predict(news, *said).astype(np.int64))
    gold = len(train.ranges)
    train.beside(news)
    every = np.arange(len(train.ranges))
    if given.without is not None:
        half = np.flatnonzero((every >= gold) | (train.article % 2 != given.without))
        save(learn(train, half, HALF_EPOCHS, net, 1, dev), folder / f"half{given.without}")
    else:
        save(learn(train, every, EPOCHS, net, 1, dev), folder / "network")
    np.fromfile(folder / "words.u64", np.uint64)[kept - 1].tofile(folder / "words")


if __name__ == "__main__":
    main()

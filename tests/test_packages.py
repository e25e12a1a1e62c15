"""What comes from elsewhere: little, each thing with a reason in CONTRIBUTING.md; and what is built says what it is."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import copydesk
import pytest

ROOT = Path(__file__).resolve().parents[1]
CARGO: dict[str, Any] = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MOST_CRATES = 100
"""All that the direct ones bring in, on every system: what it was, and a few."""


def explained() -> set[str]:
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## What comes from elsewhere")[1].split("\n## ")[0]
    return set(re.findall(r"`([\w-]+)`", section))


def test_each_has_a_reason() -> None:
    python = {re.split(r"[^\w-]", wanted)[0] for wanted in PROJECT["dependencies"]}
    needed = {*CARGO["dependencies"], *CARGO["dev-dependencies"], *python}
    assert not needed - explained(), "say in CONTRIBUTING.md what these are for"


def test_no_reason_for_what_is_gone() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("| in the wheel | why |")[1].split("\n\n")[0]
    named = {
        name for row in section.splitlines() for name in re.findall(r"`([\w-]+)`", row.split("|")[1] if row else "")
    }
    assert named <= {*CARGO["dependencies"], *(re.split(r"[^\w-]", wanted)[0] for wanted in PROJECT["dependencies"])}


def test_they_bring_few_along() -> None:
    packages: dict[str, list[str]] = {}
    for package in LOCK["package"]:
        needs = [name.split()[0] for name in package.get("dependencies", [])]
        packages.setdefault(package["name"], []).extend(needs)
    there, ahead = set(), list(CARGO["dependencies"])
    while ahead:
        name = ahead.pop()
        if name not in there:
            there.add(name)
            ahead += packages[name]
    print(f"{len(there)} crates")
    assert len(there) <= MOST_CRATES, sorted(there)


def test_every_crate_is_from_the_registry() -> None:
    ours = {"copydesk", "training"}
    for package in LOCK["package"]:
        assert package["name"] in ours or package["source"].startswith("registry+"), package["name"]


def test_the_python_package_needs_one_other() -> None:
    assert [re.split(r"[^\w-]", wanted)[0] for wanted in PROJECT["dependencies"]] == ["tqdm"]


def test_actions_are_pinned_by_commit() -> None:
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in workflow.read_text("utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v[\d.]+$", line), line


@pytest.fixture(scope="module")
def said() -> str:
    command = [sys.executable, "-m", "copydesk", "--version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_version_comes_with_build_and_models(said: str) -> None:
    version, build, *models = said.splitlines()
    assert version == f"copydesk {copydesk.__version__}"
    assert re.fullmatch(r"build \w+-\w+, (release|debug)(, commit \w+)?", build)
    listed = {re.split(" ", line)[1]: line for line in models}
    for path in (ROOT / "models").glob("*.bin"):
        content = path.read_bytes()
        expected = f"model {path.name} {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}"
        assert listed[path.name] == expected


def test_the_card_has_the_checksum_that_is_shown(said: str) -> None:
    card = (ROOT / "models" / "english.md").read_text("utf-8")
    checksum = re.search(r"SHA-256 `(\w{64})`", card)
    assert checksum
    assert checksum[1] in said

"""Looks into a wheel: `python tests/wheel.py WHEEL` prints what is in it, or says what is wrong and ends with 1.

Small enough to install, for every Python from 3.11 on, with the lists of its parts and licences, and with nothing that
is for building it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

MOST_BYTES = 25_000_000
MUST_HAVE = ["_copydesk.abi3.so", "_copydesk.pyd", "py.typed", "LICENSE-MIT", "LICENSE-APACHE", ".cyclonedx.json"]
EITHER = [{"_copydesk.abi3.so", "_copydesk.pyd"}]
MUST_NOT_HAVE = [".rs", "/tests/", "/training/", ".bin", "__pycache__"]


def wrong(wheel: Path) -> list[str]:
    """What is wrong with it, in words."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        said = [f"{wheel.stat().st_size:,} bytes, over {MOST_BYTES:,}"] if wheel.stat().st_size > MOST_BYTES else []
        there = {needed for needed in MUST_HAVE if any(name.endswith(needed) for name in names)}
        spared = set().union(*(group for group in EITHER if group & there))
        said += [f"no {needed}" for needed in MUST_HAVE if needed not in there | spared]
        said += [f"{name} is not for users" for name in names if any(part in name for part in MUST_NOT_HAVE)]
        if "cp311-abi3" not in wheel.name and "t-" not in wheel.name:
            said.append("not for every Python from 3.11 on")
        for name in names:
            if name.endswith(".cyclonedx.json") and not json.loads(archive.read(name)).get("components"):
                said.append(f"{name} lists no parts")
    return said


def main() -> int:
    wheel = Path(sys.argv[1])
    with zipfile.ZipFile(wheel) as archive:
        largest = sorted(archive.infolist(), key=lambda entry: -entry.compress_size)[:5]
        print(f"{wheel.name}: {wheel.stat().st_size:,} bytes, {len(archive.namelist())} files")
        for entry in largest:
            print(f"  {entry.compress_size:>12,}  {entry.filename}")
    said = wrong(wheel)
    print("\n".join(said))
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())

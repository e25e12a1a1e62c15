"""What was done so far, kept so that a run can go on where another was stopped.

While there is work, a folder beside the output holds the parts that are whole and a journal: a line for the settings,
and one for each part, without which the part does not count. When all is done the journal alone is kept, hidden beside
the output, so that a later run knows which inputs are in it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from copydesk import CopydeskError


@dataclass(slots=True)
class Share:
    """How much of an input is done."""

    rows: int = 0
    whole: bool = False
    state: Sequence[int] = ()
    """What changes when the file does."""


@dataclass
class Entry:
    """A line of the journal: some articles, and the part that holds what was found in them."""

    articles: int
    rows: dict[str, int]
    """How many rows of each table."""
    inputs: dict[str, Share]
    errors: list[tuple[str, str]]
    """The articles that could not be read, and why."""
    part: int | None = None
    """The number of the part; None where its rows are in the output already."""

    @classmethod
    def read(cls, line: dict[str, Any]) -> Entry:
        """The entry that a line holds."""
        inputs = {name: Share(**share) for name, share in line["inputs"].items()}
        return cls(**{**line, "inputs": inputs, "errors": [(name, why) for name, why in line["errors"]]})


class Journal:
    """The journal of one output.

    Its first line has the settings and whether rows are added to an output that is there already; then come the
    entries; the last, once the parts are joined, says which file has yet to be moved where.
    """

    def __init__(self, output: Path, finals: Iterable[Path]) -> None:
        """`output` is what the user named, `finals` are the files it will be; nothing is read or written yet."""
        self.folder = output.with_name(f"{output.name}.part")
        self.entries: list[Entry] = []
        self.adds = False
        """Whether the output is there already, and what is done now is added to it."""
        self._output = output
        self._finals = list(finals)
        self._lines = self.folder / "journal.jsonl"
        self._kept = output.with_name(f".{output.name}.done")
        self._file: IO[bytes] | None = None
        self._lock: int | None = None

    def begin(self, asked: dict[str, Any], *, resume: bool, overwrite: bool) -> dict[str, Share]:
        """Make the folder; go on where an earlier run stopped if `resume`, or forget it if `overwrite`.

        How much of each input is done is returned and kept nowhere else, since inputs may be millions.
        """
        self.folder.mkdir(exist_ok=True)
        self._lock = _locked(self.folder, self._output)
        try:
            if not overwrite:
                self._find(asked, resume)
        except CopydeskError:
            self.drop()
            raise
        if not self.entries:
            for stale in self.folder.iterdir():
                stale.unlink()
        lines = [{"asked": asked, "adds": self.adds}, *map(asdict, self.entries)]
        draft = self._lines.with_suffix(".draft")
        draft.write_bytes(b"".join(map(_line, lines)))
        draft.replace(self._lines)
        self._file = self._lines.open("ab")
        done: dict[str, Share] = {}
        for entry in self.entries:
            for name, share in entry.inputs.items():
                before = done.get(name, Share())
                done[name] = Share(before.rows + share.rows, before.whole or share.whole, share.state)
            entry.inputs = {}
        return done

    def _find(self, asked: dict[str, Any], resume: bool) -> None:
        """Read the entries of an earlier run."""
        again = "--resume goes on with it, --overwrite makes it anew"
        if self._lines.exists():
            if not resume:
                raise CopydeskError(f"a run that writes {self._output} was stopped: {again}")
            first, entries, moves = _read(self._lines)
            if moves:
                self._move(moves)
                self.folder.mkdir()
                self._lock = _locked(self.folder, self._output)
            elif first:
                self._same(first, asked)
                self.entries, self.adds = entries, first["adds"]
                return
        if not any(final.exists() for final in self._finals):
            return
        if not resume:
            raise CopydeskError(f"{self._output} exists: {again.replace('goes on with', 'adds to')}")
        if not self._kept.exists():
            raise CopydeskError(f"{self._output} exists, and nothing says what is in it: --overwrite makes it anew")
        first, entries, _ = _read(self._kept)
        self._same(first, asked)
        self.entries, self.adds = entries, True
        for entry in entries:
            entry.part = None

    def _same(self, first: dict[str, Any], asked: dict[str, Any]) -> None:
        before = first.get("asked", {})
        for name, value in asked.items():
            if before.get(name) != value:
                message = f"{self._output} was begun with --{name} {_shown(before.get(name))}, not {_shown(value)}"
                raise CopydeskError(f"{message}: --resume needs the same, --overwrite makes it anew")

    def part(self, name: str, suffix: str, number: int | None = None) -> Path:
        """The file of a part of a table; of the next part, if none is said."""
        number = len(self._parts()) if number is None else number
        return self.folder / f"{number:06}.{name}{suffix}"

    def parts(self, name: str, suffix: str) -> list[Path]:
        """The parts of a table, in order."""
        return [self.part(name, suffix, number) for number in self._parts()]

    def _parts(self) -> list[int]:
        return [entry.part for entry in self.entries if entry.part is not None]

    def add(self, entry: Entry) -> None:
        """Count the next part, whose files are written: from now on it is done."""
        entry.part = len(self._parts())
        self._write(asdict(entry))
        self.entries.append(replace(entry, inputs={}))

    def end(self, joined: dict[Path, Path]) -> None:
        """Put the whole files where they belong, keep the journal, and remove the folder."""
        moves = [[whole.name, str(final.absolute())] for whole, final in joined.items()]
        self._write({"moves": moves})
        self._move(moves)

    def drop(self) -> None:
        """Stop; what was done stays, and where nothing was the folder goes."""
        if not self._parts() and not (self._file is None and self._lines.exists()):
            shutil.rmtree(self.folder, ignore_errors=True)
        self._close()

    def _close(self) -> None:
        if self._file:
            self._file.close()
        if self._lock is not None:
            os.close(self._lock)
        self._file = self._lock = None

    def _write(self, line: dict[str, Any]) -> None:
        if self._file:
            self._file.write(_line(line))
            self._file.flush()
            os.fsync(self._file.fileno())

    def _move(self, moves: list[list[str]]) -> None:
        """Do what the last line says, as far as it was not done before."""
        for name, target in moves:
            whole, final = self.folder / name, Path(target)
            if whole.exists():
                final.parent.mkdir(parents=True, exist_ok=True)
                whole.replace(final)
        self._lines.replace(self._kept)
        shutil.rmtree(self.folder)
        self._close()


def _locked(folder: Path, output: Path) -> int | None:
    """Keep other runs out of the folder until what is returned is closed, or the process ends."""
    if sys.platform == "win32":
        return None
    import fcntl

    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise CopydeskError(f"another run is writing {output} at this moment") from error
    return lock


def _line(line: dict[str, Any]) -> bytes:
    return json.dumps(line).encode() + b"\n"


def _shown(value: object) -> str:
    if value is None:
        return "left out"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _read(path: Path) -> tuple[dict[str, Any], list[Entry], list[list[str]]]:
    """The first line, the entries, and the moves, if there are any; a last line that is not whole does not count."""
    lines = []
    try:
        for line in path.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            lines.append(json.loads(line))
        moves = lines.pop()["moves"] if lines and "moves" in lines[-1] else []
        return lines[0] if lines else {}, [Entry.read(line) for line in lines[1:]], moves
    except (ValueError, TypeError, KeyError) as error:
        raise CopydeskError(f"{path} is damaged: --overwrite makes everything anew") from error

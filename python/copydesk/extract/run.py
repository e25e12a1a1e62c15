"""From inputs to outputs, some articles at a time."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from copydesk import CopydeskError, Pipeline
from copydesk._copydesk import Extraction, Table
from copydesk.extract.ahead import ahead
from copydesk.extract.inputs import Input, find
from copydesk.extract.journal import Entry, Journal, Share
from copydesk.extract.outputs import Output, is_folder, output
from copydesk.extract.rows import Asked, Row
from copydesk.progress import Progress

ROWS = 1024
"""Articles in a part: about a second's work, which is what a run that is killed loses."""
BYTES = 64 << 20
"""Bytes of articles in a part, if they are more than one article."""
Errors = Literal["raise", "skip", "record"]


@dataclass
class Summary:
    """What a run did."""

    articles: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    """Rows by table."""
    errors: int = 0
    """Articles that could not be read."""
    seconds: float = 0.0
    before: int = 0
    """Articles that were in the output, or in its parts, when the run began."""
    others: Counter[str] = field(default_factory=Counter)
    """Files in folders that hold no articles, by the ending of their names."""
    report: Path | None = None
    """The file that says which articles could not be read and why."""

    def __str__(self) -> str:
        """For a person to read."""
        one = {name: name.removesuffix("s") for name in self.rows} | {"entities": "entity"}
        rows = (_count(rows, one[name], name) for name, rows in self.rows.items() if name != "articles")
        counts = [_count(self.articles, "article"), *rows]
        if self.errors:
            counts.append(_count(self.errors, "error"))
        speed = f" ({self.articles / self.seconds:,.0f} articles/s)" if self.articles and self.seconds else ""
        said = [f"{', '.join(counts)} in {self.seconds:.1f} s{speed}"]
        if self.before:
            said.append(f"added to {_count(self.before, 'article')} that an earlier run has done")
        if self.report:
            said.append(f"{self.report} says what could not be read and why")
        if self.others:
            said.append(f"left out {_count(self.others.total(), 'file')} of other kinds: {', '.join(self.others)}")
        return "\n".join(said)


@dataclass
class Chunk:
    """Some rows, and how much of which inputs they are."""

    rows: list[Row] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    inputs: dict[str, Share] = field(default_factory=dict)
    size: int = 0

    def take(self, row: Row) -> None:
        """Add a row."""
        if row.error is None:
            self.rows.append(row)
        else:
            self.errors.append((row.article, row.error))
        self.size += row.size

    @property
    def is_full(self) -> bool:
        """Whether it is time to read it."""
        return len(self.rows) + len(self.errors) >= ROWS or self.size >= BYTES


def run(
    paths: Iterable[str],
    to: str | Path,
    tables: Sequence[str],
    *,
    asked: Asked = Asked(),  # noqa: B008 # it cannot be changed
    kind: str | None = None,
    threads: int | None = None,
    errors: Errors = "raise",
    resume: bool = False,
    overwrite: bool = False,
    progress: bool = True,
    pipeline: Pipeline | None = None,
) -> Summary:
    """Read the articles in all these files into tables in `to`, which is there when it is whole, and not before."""
    started = time.monotonic()
    out = output(Path(to), tables)
    report = out.path / "errors.jsonl" if is_folder(out.path) else out.path.with_name(f"{out.path.name}.errors.jsonl")
    journal = Journal(out.path, out.finals)
    paths = list(paths)
    inputs, others = find(paths, kind, but=[out.path, journal.folder, report])
    if not inputs:
        raise CopydeskError(f"there are no articles in {', '.join(paths)}")
    reader = _Reader(tables, asked, threads, errors, pipeline)
    empty = reader.empty()  # what is wrong with the settings is said before anything is written
    summary = Summary(others=others)
    try:
        settings = {"table": list(tables), "from": kind, **asked._asdict()}
        done = journal.begin(settings, resume=resume, overwrite=overwrite)
        summary.before = sum(entry.articles for entry in journal.entries)
        with Progress(None, progress) as bar, ahead(_chunks(inputs, done, asked, errors)) as chunks:
            for chunk in chunks:
                found = reader.read(chunk, bar)
                for name, table in found.items():
                    out.write(table, journal.part(name, out.suffix))
                rows = {name: len(table) for name, table in found.items()}
                journal.add(Entry(len(chunk.rows), rows, chunk.inputs, chunk.errors))
                summary.articles += len(chunk.rows)
                summary.rows.update(rows)
                summary.errors += len(chunk.errors)
        if not journal.adds or any(entry.part is not None for entry in journal.entries):
            summary.report = _finish(out, journal, empty, report if errors == "record" else None)
    except OSError as error:
        raise CopydeskError(f"cannot write {out.path}: {error.strerror or error}") from error
    except CopydeskError as error:
        kept = sum(entry.articles for entry in journal.entries if entry.part is not None)
        hint = f" ({_count(kept, 'article')} before it are kept: --resume goes on from there)" if kept else ""
        raise CopydeskError(f"{error}{hint}") from error
    finally:
        journal.drop()
    summary.seconds = time.monotonic() - started
    return summary


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def _chunks(inputs: Iterable[Input], done: dict[str, Share], asked: Asked, errors: Errors) -> Iterator[Chunk]:
    """The rows that are not done yet, some at a time."""
    chunk = Chunk()
    for given in inputs:
        before = done.get(given.identity)
        share = Share(state=given.state())
        if before is not None and list(before.state) != share.state:
            raise CopydeskError(f"{given.path} has changed since its articles were read: --overwrite starts anew")
        if before is not None and before.whole:
            continue
        try:
            for row in islice(given.rows(asked), before.rows if before else 0, None):
                if row.error is not None and errors == "raise":
                    raise CopydeskError(f"{row.article}: {row.error}")
                chunk.take(row)
                share.rows += 1
                chunk.inputs[given.identity] = share
                if chunk.is_full:
                    yield chunk
                    chunk, share = Chunk(), Share(state=share.state)
        except CopydeskError as error:
            if errors == "raise":
                if chunk.inputs:
                    yield chunk
                raise
            chunk.errors.append((given.path, str(error)))
        share.whole = True
        chunk.inputs[given.identity] = share
    if chunk.inputs:
        yield chunk


@dataclass(frozen=True)
class _Reader:
    """Reads rows into tables."""

    tables: Sequence[str]
    asked: Asked
    threads: int | None
    errors: Errors
    pipeline: Pipeline | None

    def empty(self) -> dict[str, Table]:
        """Each table without rows."""
        return dict(self._extraction([], self.tables, "raise").empty())

    def read(self, chunk: Chunk, bar: Progress) -> dict[str, Table]:
        """The tables of these rows. Those that cannot be read leave the chunk's rows for its errors."""
        try:
            return self._read(chunk.rows, bar)
        except CopydeskError:
            failed = self._failures(chunk.rows)
            if not failed:
                raise
            if self.errors == "raise":
                raise CopydeskError(": ".join(next(iter(failed.values())))) from None
        # It is seldom that one cannot be read; then the others are read once more.
        chunk.errors.extend(failed.values())
        chunk.rows = [row for number, row in enumerate(chunk.rows) if number not in failed]
        return self._read(chunk.rows, bar)

    def _read(self, rows: Sequence[Row], bar: Progress) -> dict[str, Table]:
        extraction = self._extraction(rows, self.tables, "raise")
        portions = {name: [table] for name, table in extraction.empty().items()}
        for count, portion in extraction:
            for name, table in portion.items():
                portions[name].append(table)
            bar.update(count)
        return {name: Table.concat(tables) for name, tables in portions.items()}

    def _failures(self, rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
        """The numbers of the rows that cannot be read, their names, and why."""
        portions = [portion["articles"] for _, portion in self._extraction(rows, ["articles"], "record")]
        errors = dict(Table.concat(portions).to_lists())["error"]
        return {number: (rows[number].article, error) for number, error in enumerate(errors) if error is not None}

    def _extraction(self, rows: Sequence[Row], tables: Sequence[str], errors: Errors) -> Extraction:
        lists = {name: [getattr(row, name) for row in rows] for name in ("article", "text", "html", "url", "published")}
        return Extraction(
            Table.from_lists(lists),
            tables,
            id="article",
            text="text",
            html="html",
            url="url",
            published="published",
            format=self.asked.format,
            threads=self.threads,
            errors=errors,
            pipeline=self.pipeline,
        )


def _finish(out: Output, journal: Journal, empty: dict[str, Table], report: Path | None) -> Path | None:
    """Join the parts and put everything where it belongs; the report, if there is one to make."""
    parts = {name: journal.parts(name, out.suffix) for name in out.tables}
    joined = out.join(parts, empty, journal.folder, adds=journal.adds)
    errors = [{"article": name, "error": why} for entry in journal.entries for name, why in entry.errors]
    if report and errors:
        whole = journal.folder / "errors.whole"
        whole.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in errors), encoding="utf-8")
        joined[whole] = report
    journal.end(joined)
    return report if errors else None

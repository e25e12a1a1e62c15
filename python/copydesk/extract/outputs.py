"""The files that tables are written to. Each is made of parts, and stands there only when it is whole."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from copydesk import CopydeskError
from copydesk._copydesk import Table
from copydesk.extract.cells import cell

ROWS = 1 << 16
"""Rows in a row group of a Parquet file, or a few more."""

Parts = dict[str, list[Path]]
"""The parts of each table, in order."""


class Output(ABC):
    """Where tables go in the end, and the form in which they are kept until then."""

    suffix: str
    """The ending of the names of parts."""

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        """`path` is the file, or the folder of the files."""
        self.path = path
        self.tables = tables

    @property
    def finals(self) -> list[Path]:
        """The files that will be there in the end."""
        return [self.path]

    @abstractmethod
    def write(self, table: Table, part: Path) -> None:
        """Write some rows of a table."""

    @abstractmethod
    def join(self, parts: Parts, empty: dict[str, Table], folder: Path, *, adds: bool) -> dict[Path, Path]:
        """Join the parts of each table, in files in `folder`: these, and where they belong.

        They are added to what is there already if `adds`. `empty` has each table without rows.
        """


class Files(Output):
    """A file for each table: the one named, or several in a folder."""

    @property
    def finals(self) -> list[Path]:
        """One file a table, in the order of the tables."""
        return [self.path / f"{name}{self.suffix}" for name in self.tables] if is_folder(self.path) else [self.path]

    def join(self, parts: Parts, empty: dict[str, Table], folder: Path, *, adds: bool) -> dict[Path, Path]:
        """Join each table's parts."""
        joined = {}
        for name, final in zip(self.tables, self.finals, strict=True):
            whole = folder / f"{name}.whole"
            self.concat(final if adds else None, parts[name], empty[name], whole)
            joined[whole] = final
        return joined

    @abstractmethod
    def concat(self, before: Path | None, parts: Sequence[Path], empty: Table, whole: Path) -> None:
        """Write one file of the rows that were there before and those of the parts."""


class Parquet(Files):
    """Parquet."""

    suffix = ".parquet"

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        """Say at once when it cannot be written."""
        super().__init__(path, tables)
        _pyarrow("Parquet", "parquet")

    def write(self, table: Table, part: Path) -> None:
        """Write one row group."""
        pa, parquet = _pyarrow("Parquet", "parquet")
        parquet.write_table(pa.table(table), part, compression="zstd")

    def concat(self, before: Path | None, parts: Sequence[Path], empty: Table, whole: Path) -> None:
        """Gather small row groups into large ones, a few at a time in memory."""
        pa, parquet = _pyarrow("Parquet", "parquet")
        form = pa.table(empty).schema
        with parquet.ParquetWriter(whole, form, compression="zstd") as writer:
            held: list[Any] = []
            for file in [*([before] if before else []), *parts]:
                with parquet.ParquetFile(file) as read:
                    if not read.schema_arrow.equals(form):
                        raise CopydeskError(f"{file} has other columns than are written now: --overwrite makes it anew")
                    for group in range(read.num_row_groups):
                        held.append(read.read_row_group(group))
                        if sum(table.num_rows for table in held) >= ROWS:
                            writer.write_table(pa.concat_tables(held).unify_dictionaries())
                            held.clear()
            if held:
                writer.write_table(pa.concat_tables(held).unify_dictionaries())


class Lines(Files):
    """JSON Lines: an object a row."""

    suffix = ".jsonl"

    def write(self, table: Table, part: Path) -> None:
        """Write a line a row."""
        columns = dict(table.to_lists())
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for cells in zip(*columns.values(), strict=True):
                row = dict(zip(columns, cells, strict=True))
                file.write(json.dumps(row, ensure_ascii=False, default=datetime.datetime.isoformat) + "\n")

    def concat(self, before: Path | None, parts: Sequence[Path], empty: Table, whole: Path) -> None:
        """Write one after the other."""
        with whole.open("wb") as file:
            _append([*([before] if before else []), *parts], file)


class Sheet(Files):
    """CSV, safe to open in a spreadsheet."""

    suffix = ".csv"

    def write(self, table: Table, part: Path) -> None:
        """Write the rows without the names of the columns, which belong above the first part."""
        with part.open("w", encoding="utf-8", newline="") as file:
            rows = zip(*dict(table.to_lists()).values(), strict=True)
            csv.writer(file).writerows(map(cell, row) for row in rows)

    def concat(self, before: Path | None, parts: Sequence[Path], empty: Table, whole: Path) -> None:
        """Write the names of the columns and one part after the other."""
        names = io.StringIO(newline="")
        if before is None:
            csv.writer(names).writerow(dict(empty.to_lists()))
        with whole.open("wb") as file:
            file.write(names.getvalue().encode())
            _append([*([before] if before else []), *parts], file)


class DuckDB(Output):
    """A DuckDB database; its parts are Parquet."""

    suffix = ".parquet"

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        """Say at once when it cannot be written."""
        super().__init__(path, tables)
        _pyarrow("DuckDB", "duckdb")
        _duckdb()

    def write(self, table: Table, part: Path) -> None:
        """Write one row group."""
        pa, parquet = _pyarrow("DuckDB", "duckdb")
        parquet.write_table(pa.table(table), part, compression="zstd")

    def join(self, parts: Parts, empty: dict[str, Table], folder: Path, *, adds: bool) -> dict[Path, Path]:
        """Put the parts into a copy of the database, so that it is the old one until it is the new one."""
        whole = folder / "database.whole"
        whole.unlink(missing_ok=True)
        if adds:
            shutil.copyfile(self.path, whole)
        none = folder / "none.parquet"
        try:
            with _duckdb().connect(str(whole)) as database:
                for name in self.tables:
                    self.write(empty[name], none)
                    database.execute(f"CREATE TABLE IF NOT EXISTS {name} AS FROM read_parquet(?)", [str(none)])
                    if parts[name]:
                        database.execute(f"INSERT INTO {name} FROM read_parquet(?)", [list(map(str, parts[name]))])
        except _duckdb().Error as error:
            raise CopydeskError(f"cannot write {self.path}: {error}") from error
        return {whole: self.path}


FORMS: dict[str, type[Output]] = {
    ".parquet": Parquet,
    ".pq": Parquet,
    ".jsonl": Lines,
    ".ndjson": Lines,
    ".csv": Sheet,
    ".duckdb": DuckDB,
    ".db": DuckDB,
}
"""Outputs by the ending of their names; a name without one is a folder of Parquet files."""


def is_folder(path: Path) -> bool:
    """Whether files go into it: a folder, or a name without an ending."""
    return path.is_dir() or not path.suffix


def is_single(path: Path) -> bool:
    """Whether it holds one table: a file that is no database."""
    return not is_folder(path) and issubclass(FORMS.get(path.suffix.lower(), Files), Files)


def output(path: Path, tables: Sequence[str]) -> Output:
    """Where these tables go, and in which form, by the path's ending; without one it is a folder of Parquet files."""
    form = Parquet if is_folder(path) else FORMS.get(path.suffix.lower())
    if form is None:
        raise CopydeskError(f"the output must end in {', '.join(FORMS)}, or be a folder, not {str(path)!r}")
    if len(tables) > 1 and is_single(path):
        raise CopydeskError(f"{path} can hold one table, not {', '.join(tables)}: a folder or .duckdb holds several")
    return form(path, tables)


def _append(files: Iterable[Path], out: BinaryIO) -> None:
    for file in files:
        with file.open("rb") as part:
            shutil.copyfileobj(part, out, 1 << 20)


def _pyarrow(what: str, extra: str) -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise CopydeskError(f"{what} needs pyarrow: pip install 'copydesk[{extra}]'") from error
    return pa, parquet


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise CopydeskError("DuckDB needs duckdb: pip install 'copydesk[duckdb]'") from error
    return duckdb

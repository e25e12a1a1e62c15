"""A progress bar where a person looks on, and nothing anywhere else."""

from __future__ import annotations

import sys
import warnings
from types import TracebackType
from typing import Any


class Progress:
    """Counts articles with tqdm: in a notebook as its widget, in a terminal as a line, in a log file not at all."""

    def __init__(self, total: int | None, shown: bool = True) -> None:
        """`total` is None where nobody knows; `shown` is what the caller wishes."""
        self._bar: Any = None
        if shown and is_watched():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a notebook that has no widgets gets a line, and no advice
                from tqdm.auto import tqdm  # its import takes longer than that of the rest

            self._bar = tqdm(total=total, unit=" articles", smoothing=0.05)

    def update(self, articles: int) -> None:
        """So many more are done."""
        if self._bar is not None:
            self._bar.update(articles)

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.close()


def is_watched() -> bool:
    """Whether a person looks on: at a terminal or a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    in_notebook = type(shell).__name__ == "ZMQInteractiveShell"
    return in_notebook or (sys.stderr is not None and sys.stderr.isatty())

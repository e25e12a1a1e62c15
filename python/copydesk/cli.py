"""The command line: `copydesk parse FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import copydesk
from copydesk.screen import Ink, show

UNUSABLE = 2
"""Exit status when the arguments or the file cannot be used; argparse has the same."""
BROKEN_PIPE = 141
"""Exit status when whoever reads the output has gone: what a shell reports for any program."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = _options().parse_args(arguments)
    try:
        status = _parse(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except OSError as error:
        _drop_output()
        return _complain(f"cannot write: {error.strerror or error}")
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _drop_output() -> None:
    # Python flushes once more on its way out, which must not fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="copydesk", description=copydesk.__doc__.splitlines()[0])
    options.add_argument("--version", action="version", version=f"copydesk {copydesk.__version__}")
    commands = options.add_subparsers(metavar="COMMAND", required=True)
    parse = commands.add_parser("parse", help="say what is in an article", description="Say what is in an article.")
    parse.add_argument("file", metavar="FILE", help="an HTML page or a text; - for standard input")
    parse.add_argument(
        "--format", choices=["text", "json"], default="text", help="for people (the default) or programs"
    )
    parse.add_argument("--html", metavar="OUT", help="write a page to look at in a browser to OUT, and print nothing")
    parse.add_argument("--input", choices=["html", "text", "prose"], help="how FILE is laid out, if looking at it errs")
    parse.add_argument("--published", metavar="DATE", help='what "yesterday" counts from, if the article does not say')
    parse.add_argument("--url", help="where the article was found")
    parse.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="auto: on a terminal")
    return options


def _parse(options: argparse.Namespace) -> int:
    try:
        source = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        return _complain(f"cannot read {options.file}: {error.strerror or error}")
    except ValueError as error:  # a null character in the name
        return _complain(f"cannot read {options.file!r}: {error}")
    try:
        article = copydesk.parse(source, url=options.url, published=options.published, format=options.input)
    except copydesk.CopydeskError as error:
        return _complain(str(error))
    if options.html:
        copydesk.view(article).save(options.html)
        return 0
    _print(article.to_json() if options.format == "json" else show(article, ink=Ink(_wants_color(options.color))))
    return 0


def _print(text: str) -> None:
    # Where the output cannot hold a character, a question mark stands for it.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    print(text)


def _complain(message: str) -> int:
    print(f"copydesk: {message}", file=sys.stderr)
    return UNUSABLE


def _wants_color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

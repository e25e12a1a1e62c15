"""The command line: `copydesk parse FILE` and `copydesk extract PATH… -o OUTPUT`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import copydesk
from copydesk.screen import Ink, show

UNUSABLE = 2
"""Exit status when the arguments or the file cannot be used; argparse has the same."""
BROKEN_PIPE = 141
"""Exit status when whoever reads the output has gone: what a shell reports for any program."""
INTERRUPTED = 130
INCOMPLETE = 1
"""Exit status when articles could not be read and the others were."""
LAYOUTS = ["html", "text", "prose"]
KINDS = ["page", "text", "csv", "json", "jsonl", "parquet", "warc"]
TABLES = ["quotes", "entities", "articles", "mentions", "blocks", "times"]
OUTPUT = "a file in .parquet, .jsonl, .csv or .duckdb, or a folder of Parquet files"
ERRORS = "an article that cannot be read: stop (the default), skip it, or skip it and record why in OUTPUT.errors.jsonl"
EXAMPLES = """\
examples:
  copydesk extract articles/ -o quotes.parquet
  copydesk extract news.csv --text body --published date -o quotes.csv
  copydesk extract CC-NEWS-*.warc.gz --errors skip --resume -o news.duckdb
  zcat news.jsonl.gz | copydesk extract - --from jsonl --table entities -o entities.jsonl
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = _options().parse_args(arguments)
    try:
        status: int = options.run(options)
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


class _Version(argparse.Action):
    def __call__(self, *_: Any) -> None:
        print(_colophon())
        raise SystemExit(0)


def _colophon() -> str:
    from hashlib import sha256

    from copydesk._copydesk import colophon

    build, models = colophon()
    lines = [f"copydesk {copydesk.__version__}", f"build {build}"]
    lines += [f"model {name} {len(model)} bytes, SHA-256 {sha256(model).hexdigest()}" for name, model in models.items()]
    return "\n".join(lines)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="copydesk", description=copydesk.__doc__.splitlines()[0])
    options.add_argument("--version", action=_Version, nargs=0, help="say what this build is, and exit")
    commands = options.add_subparsers(metavar="COMMAND", required=True)
    parse = commands.add_parser("parse", help="say what is in an article", description="Say what is in an article.")
    parse.set_defaults(run=_parse)
    parse.add_argument("file", metavar="FILE", help="an HTML page or a text, or its address; - for standard input")
    parse.add_argument(
        "--format", choices=["text", "json"], default="text", help="for people (the default) or programs"
    )
    parse.add_argument("--html", metavar="OUT", help="write a page to look at in a browser to OUT, and print nothing")
    parse.add_argument("--input", choices=LAYOUTS, help="how FILE is laid out, if looking at it errs")
    parse.add_argument("--published", metavar="DATE", help='what "yesterday" counts from, if the article does not say')
    parse.add_argument("--url", help="where the article was found")
    parse.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="auto: on a terminal")
    _add_extract(commands)
    return options


def _add_extract(commands: Any) -> None:
    extract = commands.add_parser(
        "extract",
        help="make tables of many articles",
        description="Make tables of many articles: who said what, or who and what is named.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    extract.set_defaults(run=_extract)
    extract.add_argument("paths", metavar="PATH", nargs="+", help="files, folders, patterns; - for standard input")
    extract.add_argument("-o", "--output", metavar="OUTPUT", required=True, help=OUTPUT)
    extract.add_argument(
        "--table",
        metavar="TABLE",
        action="append",
        choices=[*TABLES, "all"],
        help=f"{', '.join(TABLES)} or all; can be said again. quotes if not said, all in a folder or database",
    )
    rows = extract.add_argument_group("what the inputs hold")
    rows.add_argument("--text", metavar="COLUMN", help="holds articles as text; if not said, text, body or content")
    rows.add_argument("--html", metavar="COLUMN", help="holds pages; where a row has both, they are preferred")
    rows.add_argument("--url", metavar="COLUMN", help="where each was found; if not said, url")
    rows.add_argument("--published", metavar="COLUMN", help="when each was published; if not said, published")
    rows.add_argument("--id", metavar="COLUMN", help="names each article; of a WARC, a header. If not said, id")
    rows.add_argument("--from", dest="kind", choices=KINDS, help="what the inputs are, if their names do not say")
    rows.add_argument("--input", choices=LAYOUTS, help="how articles are laid out, if looking at them errs")
    rows.add_argument("--encoding", default="utf-8", help="of CSV; if not said, UTF-8")
    work = extract.add_argument_group("how it is done")
    work.add_argument("--threads", type=int, metavar="N", help="how many articles are read at once; one a core")
    work.add_argument("--errors", choices=["raise", "skip", "record"], default="raise", help=ERRORS)
    work.add_argument("--resume", action="store_true", help="leave out what an earlier run has done, and add the rest")
    work.add_argument("--overwrite", action="store_true", help="forget what an earlier run has done")
    work.add_argument("--quiet", action="store_true", help="no progress and no summary")


def _parse(options: argparse.Namespace) -> int:
    try:
        article = _article(options)
    except OSError as error:
        return _complain(f"cannot read {options.file}: {error.strerror or error}")
    except (copydesk.CopydeskError, ImportError) as error:
        return _complain(str(error))
    except ValueError as error:  # a null character in the name
        return _complain(f"cannot read {options.file!r}: {error}")
    if options.html:
        copydesk.view(article).save(options.html)
        return 0
    _print(article.to_json() if options.format == "json" else show(article, ink=Ink(_wants_color(options.color))))
    return 0


def _article(options: argparse.Namespace) -> copydesk.Article:
    if options.file.startswith(("http://", "https://")):
        return copydesk.fetch(options.file, published=options.published)
    source = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    return copydesk.parse(source, url=options.url, published=options.published, format=options.input)


def _extract(options: argparse.Namespace) -> int:
    from copydesk.extract import Asked, run
    from copydesk.extract.outputs import is_single

    several = TABLES if not is_single(Path(options.output)) else ["quotes"]
    tables = TABLES if "all" in (options.table or []) else list(dict.fromkeys(options.table or several))
    asked = Asked(
        options.text, options.html, options.url, options.published, options.id, options.encoding, options.input
    )
    try:
        summary = run(
            options.paths,
            options.output,
            tables,
            asked=asked,
            kind=options.kind,
            threads=options.threads,
            errors=options.errors,
            resume=options.resume,
            overwrite=options.overwrite,
            progress=not options.quiet,
        )
    except copydesk.CopydeskError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        print("copydesk: interrupted; --resume goes on with what is done", file=sys.stderr)
        return INTERRUPTED
    if not options.quiet:
        print(summary, file=sys.stderr)
    return INCOMPLETE if summary.errors else 0


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

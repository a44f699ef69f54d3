"""The command line: one module a command; this one parses arguments and turns errors into one clear sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from kg.cli import build, evaluate, export, extract, query, validate
from kg.cli.common import CommandError
from kg.exporting.rdf import ExportError
from kg.exporting.selection import SelectionError
from kg.files import WriteError
from kg.graph.quads import TermError
from kg.lexicon.loader import LexiconError
from kg.query.engine import QueryError
from kg.reading.reader import ReadError
from kg.teaching.config import ConfigError

COMMANDS = (build, extract, query, export, validate, evaluate)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from importlib.metadata import version

    top = argparse.ArgumentParser(
        prog="kg",
        description="Government work reports (政府工作报告) as a knowledge graph: every fact with the characters it came from.",
        epilog="example: kg build seeds/ -o output",
    )
    top.add_argument("--version", action="version", version=f"kg {version('kg')}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.register(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 done, 1 not as wished, 2 bad input)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except (CommandError, ConfigError, ExportError, LexiconError, QueryError, ReadError, SelectionError, TermError, WriteError) as error:
        print(f"kg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # the reader of our output is gone: no error of ours, and nothing more may be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("kg: interrupted; nothing half-written is left", file=sys.stderr)
        return 130
    return int(code)

"""The command line: one module a command; this one parses arguments and turns errors into one clear sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from kg.cli.common import legible
from kg.errors import KgError

# Every command has a module of its name; only that of the command in use is loaded.
COMMANDS = {
    "build": "build the graph of reports",
    "extract": "print the extraction records of a report",
    "compare": "hold what was promised against what was reached, within a report and through the years",
    "query": "ask the built graph a question",
    "serve": "serve the built graph on this machine: explorer, SPARQL, a page for every thing",
    "publish": "send the built graph to a SPARQL server, graph by graph, what changed",
    "export": "write the graph of reports, or a part of it, for other tools",
    "validate": "check the built graph against its shapes",
    "evaluate": "score the extractor against annotated paragraphs",
}


def parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser, with the arguments of the chosen command."""
    from importlib.metadata import version

    top = argparse.ArgumentParser(
        prog="kg",
        description="Government work reports (政府工作报告) as a knowledge graph: every fact with the characters it came from.",
        epilog="example: kg build seeds/ -o output",
    )
    top.add_argument("--version", action="version", version=f"kg {version('kg')}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        if name == chosen:
            import_module(f"kg.cli.{name}").register(commands)
        else:
            commands.add_parser(name, help=summary)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code (0 done, 1 not as wished, 2 bad input)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(next((word for word in given if word in COMMANDS), None)).parse_args(given)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except KgError as error:
        print(f"kg: {legible(error)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # the reader of our output is gone: no error of ours, and nothing more may be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("kg: interrupted; nothing half-written is left", file=sys.stderr)
        return 130
    return int(code)

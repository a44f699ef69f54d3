"""kg query: ask the built graph."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from kg.cli.common import CommandError
from kg.files import read_bytes, write_text
from kg.query.endpoint import ask_endpoint
from kg.query.engine import ask
from kg.query.library import Question, find, parse, questions
from kg.query.results import FORMATS, render, table
from kg.query.stores import open_graph


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "query",
        description="Ask the graph a question of the library, of a file, of standard input (-), or in SPARQL.",
        epilog="example: kg query planned-targets --set year=2020",
    )
    parser.add_argument("question", nargs="?", metavar="NAME|FILE.rq|-|SPARQL", help="a name from --list, a file, - or a question")
    parser.add_argument("--list", action="store_true", help="list the questions of the library")
    parser.add_argument("--describe", metavar="NAME", help="show a question with its parameters")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="give a parameter a value (bound, never pasted)")
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--data", default="output/graph.ttl", help="RDF file to ask (default: output/graph.ttl)")
    source.add_argument("--endpoint", metavar="URL", help="SPARQL server to ask instead")
    parser.add_argument("--output", help="file to write the answer to (default: standard output)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer; returns the exit code."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and not options.output else None
    if options.list:
        rows = [[q.name, q.title, q.title_en, " ".join(f"{n}={v}" for n, v in q.defaults.items())] for q in questions()]
        sys.stdout.write(table(["name", "问题", "question", "parameters"], rows, width))
        return 0
    if options.describe:
        question = find(options.describe)
        if question is None:
            raise CommandError(f"{options.describe}: no such question; see kg query --list")
        sys.stdout.write(question.text)
        return 0
    if not options.question:
        raise CommandError("no question; give a name from kg query --list, a file, - or SPARQL")
    text, parameters = _question(options.question)
    for pair in options.set:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise CommandError(f"--set {pair}: write it as NAME=VALUE")
        parameters[name] = value
    result = ask_endpoint(options.endpoint, text, parameters) if options.endpoint else ask(open_graph(Path(options.data)), text, parameters)
    answer = render(result, options.format, width)
    if options.output:
        write_text(Path(options.output), answer)
    else:
        sys.stdout.write(answer)
    return 0


def _question(name: str) -> tuple[str, dict[str, str]]:
    """The text and default parameters of what was asked for."""
    question: Question | None = None
    if name == "-":
        return _decoded("standard input", sys.stdin.buffer.read()), {}
    if " " in name or "{" in name:
        return name, {}
    if name.endswith(".rq") and Path(name).is_file():
        text = _decoded(name, _content(name))
        if "# title" not in text:
            return text, {}
        question = parse(Path(name).stem, text)
    else:
        question = find(name)
    if question is None:
        raise CommandError(f"{name}: no such question or file; see kg query --list")
    return question.text, question.defaults


def _content(name: str) -> bytes:
    try:
        return read_bytes(Path(name))
    except OSError as error:
        raise CommandError(f"{name}: cannot be read ({error.strerror}); check the file and its permissions") from None


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{name}: not UTF-8 (byte {error.start} does not fit); save the question as UTF-8") from None

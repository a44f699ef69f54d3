"""kg export: the graph of reports, or a part of it, in the formats of other tools."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.common import CommandError
from kg.cli.reports import add_reports, read_reports
from kg.exporting.formats import FORMATS, export
from kg.exporting.selection import KEYS, select
from kg.exporting.tables import guarded
from kg.files import write_text

# What kg itself writes: the text of no report.
MADE = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        description="Write the graph of reports as RDF, for Gephi, Neo4j or networkx, or as annotated documents (docs/export.md).",
        epilog="example: kg export seeds --format csv --select type=Project --select year=2020 -o projects",
    )
    add_reports(parser)
    parser.add_argument("--format", required=True, choices=FORMATS, help="trig, nq and jsonld keep one named graph a report")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write (csv: folder); default: standard output")
    parser.add_argument("--select", action="append", default=[], metavar="KEY=VALUE", help=f"only a part, by {', '.join(KEYS)}; repeat to combine")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export; returns the exit code."""
    if options.format == "csv" and not options.output:
        raise CommandError("csv is two files, nodes.csv and edges.csv; name a folder with -o FOLDER")
    if made := [path for path in options.paths if Path(path).suffix in MADE]:
        raise CommandError(f"{made[0]}: is made from reports; name the reports it was made from (docs/export.md says why)")
    wanted: dict[str, list[str]] = {}
    for pair in options.select:
        key, equals, value = pair.partition("=")
        if not equals or not key or not value:
            raise CommandError(f"--select {pair}: write it as KEY=VALUE, for example type=Project")
        wanted.setdefault(key, []).append(value)
    found, _, base = read_reports(options)
    reports = list(found.values())
    if wanted:
        reports = select(reports, wanted, base)
    texts = export(reports, base, options.format, part=bool(wanted))
    if not options.output:
        sys.stdout.write("".join(texts.values()))
        return 0
    output = Path(options.output)
    if "" in texts and output.is_dir():
        raise CommandError(f"{output}: is a folder; name a file, for example {output / f'graph.{options.format}'}")
    for name, text in texts.items():
        write_text(output / name if name else output, text)
        print(output / name if name else output)
        if name and (cells := guarded(text)):
            print(f"  {cells} 个单元格前加了 ' / {cells} cells given a leading ' so that spreadsheets do not calculate them (docs/export.md)")
    return 0

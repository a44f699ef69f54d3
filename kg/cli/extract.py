"""kg extract: the records of one report on standard output."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from kg.cli.reports import add_options
from kg.extraction.words import word_numerals
from kg.linking.records import json_lines, records
from kg.query.results import table
from kg.teaching.corpus import base_of, configs_of, read_linked


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "extract",
        description="Print the mentions, targets and relations of one report.",
        epilog="example: kg extract seeds/chongqing-2020.txt --format table",
    )
    parser.add_argument("report", metavar="REPORT", help="a report file")
    parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl", help="default: jsonl")
    add_options(parser)
    parser.add_argument("--numerals", action="store_true", help="list every numeral, Arabic or in Chinese words, and what became of it instead")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the records; returns the exit code."""
    path = Path(options.report)
    config = configs_of([path], options.config)[path]
    base = base_of(options.base, [config])
    linked = read_linked(path, config)
    report = linked.extraction.report
    if options.numerals:
        numerals = sorted([*linked.extraction.numerals, *word_numerals(linked.extraction)], key=lambda n: n.span)
        rows = [[report.quote(n.span), n.outcome, ",".join(n.targets), str(n.span.start), str(n.span.end)] for n in numerals]
        header = ["text", "outcome", "targets", "start", "end"]
        if options.format == "table":
            sys.stdout.write(table(header, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
        else:
            for numeral in numerals:
                row = {
                    "kind": "numeral",
                    "text": report.quote(numeral.span),
                    "start": numeral.span.start,
                    "end": numeral.span.end,
                    "outcome": numeral.outcome,
                    "targets": list(numeral.targets),
                }
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        return 0
    if options.format == "jsonl":
        sys.stdout.write(json_lines(linked, base))
        return 0
    rows = []
    extraction = linked.extraction
    spans = {m.id: m.span for m in extraction.mentions} | {t.id: t.span for t in extraction.targets}
    names = {record: report.quote(span) for record, span in spans.items()}
    for record in records(linked, base):
        if record["kind"] == "relation":
            what = f"{names[record['head']]} → {names[record['tail']]}"
            rows.append(["relation", record["type"], what, "", str(record["start"]), f"{record['confidence']:.2f}"])
        elif record["kind"] == "target":
            detail = f"{record['comparator'] or ''} {record['value']} {record['unit'] or ''} {record['year'] or ''} {record['status']}"
            rows.append(
                ["target", record["measure"], f"{record['indicator']}：{record['text']}", detail, str(record["start"]), f"{record['confidence']:.2f}"]
            )
        else:
            rows.append(
                [
                    "mention",
                    record["type"],
                    record["text"],
                    f"{record.get('status', '')} {record.get('year') or ''}".strip(),
                    str(record["start"]),
                    f"{record['confidence']:.2f}",
                ]
            )
    sys.stdout.write(
        table(["kind", "type", "text", "detail", "start", "confidence"], rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    )
    return 0

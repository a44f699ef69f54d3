"""kg evaluate: precision, recall and F1 against annotated paragraphs."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.common import CommandError
from kg.cli.reports import add_options
from kg.evaluation.baselines import BASELINES
from kg.evaluation.gold import GoldError, load_gold
from kg.evaluation.score import score
from kg.evaluation.show import as_markdown, as_text, beside
from kg.files import write_text
from kg.teaching.corpus import configs_of, extracted


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "evaluate",
        description="Score the extraction of a report against gold annotations of its paragraphs.",
        epilog="example: kg evaluate --source seeds/chongqing-2020.txt tests/gold/seed-review.jsonl --errors 10",
    )
    parser.add_argument("gold", nargs="+", metavar="GOLD", help="annotations, one JSON object a paragraph (docs/annotation-guideline.md)")
    parser.add_argument("--source", required=True, metavar="REPORT", help="the annotated report")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors of each kind")
    parser.add_argument("--markdown", metavar="FILE", help="also write the table as Markdown")
    parser.add_argument("--baselines", action="store_true", help="set what jieba's tags alone and a number regex alone reach beside it")
    add_options(parser, base=False)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Score; returns the exit code."""
    path = Path(options.source)
    extraction = extracted(path, configs_of([path], options.config)[path])
    report = extraction.report
    try:
        gold = load_gold([Path(name) for name in options.gold], report.text)
    except GoldError as error:
        raise CommandError(str(error)) from None
    result = score(gold, extraction)
    print(as_text(result, options.errors), end="")
    markdown = as_markdown(result)
    if options.baselines:
        table = beside({"kg": result, **{name: score(gold, baseline(report)) for name, baseline in BASELINES.items()}})
        print("\n" + table, end="")
        markdown += "\n" + table
    if options.markdown:
        write_text(Path(options.markdown), markdown)
    return 0

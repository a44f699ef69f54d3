"""From a report to its records: the whole extraction on one page."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from kg.extraction.names import find_mentions
from kg.extraction.quantities import find_targets
from kg.extraction.records import Extraction
from kg.extraction.relations import find_relations
from kg.extraction.teaching import NOTHING, Teaching
from kg.reading.document import Report
from kg.reading.script import as_read


def extract(report: Report, teaching: Teaching = NOTHING) -> Extraction:
    """All mentions, targets, relations and numerals of a report; a pure function of the report and what is taught.

    The texts of the records are in simplified characters; what the report prints stands at their spans.

    Raises:
        ReadError: if the report is in traditional characters and OpenCC is not installed.
    """
    with _acyclic():
        words = as_read(report)
        mentions = find_mentions(words, teaching)
        targets, numerals = teaching.targets(words, *find_targets(words, mentions))
        relations = find_relations(words, mentions, targets)
    return Extraction(report, mentions, targets, relations, numerals)


@contextmanager
def _acyclic() -> Iterator[None]:
    """No search for cycles meanwhile: the many small values of an extraction have none, and the search takes a fifteenth of its time.

    Nor right behind it: what is left counts as old, unless a host has frozen objects of its own, which would be thawed.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()

"""From a report to its records: the whole extraction on one page."""

from __future__ import annotations

from kg.extraction.names import find_mentions
from kg.extraction.quantities import find_targets
from kg.extraction.records import Extraction
from kg.extraction.relations import find_relations
from kg.extraction.teaching import NOTHING, Teaching
from kg.reading.document import Report


def extract(report: Report, teaching: Teaching = NOTHING) -> Extraction:
    """All mentions, targets, relations and numerals of a report; a pure function of the report and what is taught."""
    mentions = find_mentions(report, teaching)
    targets, numerals = teaching.targets(report, *find_targets(report, mentions))
    relations = find_relations(report, mentions, targets)
    return Extraction(report, mentions, targets, relations, numerals)

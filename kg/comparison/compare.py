"""The comparison of linked reports on one page: place by place, targets and works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.comparison.projects import histories
from kg.comparison.targets import compare_targets
from kg.comparison.values import Compared
from kg.linking.entities import Linked


def compare(reports: Sequence[Linked]) -> tuple[Compared, ...]:
    """What the reports of each place promise and reach, in the order of the places; a report that names no place stands alone."""
    places: dict[str, list[Linked]] = defaultdict(list)
    for linked in reports:
        report = linked.extraction.report
        places[report.place or report.id].append(linked)
    return tuple(_place(place, places[place]) for place in sorted(places))


def _place(place: str, reports: Sequence[Linked]) -> Compared:
    ordered = sorted(reports, key=lambda linked: (linked.extraction.report.year or 0, linked.extraction.report.id))
    return Compared(place, tuple(linked.extraction.report for linked in ordered), compare_targets(ordered), histories(ordered))

"""Works through the years: one history for one works, none for what is none, and where it stands."""

from __future__ import annotations

import pytest

from kg.comparison.projects import histories
from kg.comparison.values import History, Outcome
from kg.linking.entities import Linked
from kg.reading.document import Tense

from .reports import report

QUIET = "推动高质量发展。"


def found(*reports: Linked) -> dict[str, History]:
    return {history.label: history for history in histories(reports)}


def test_from_plan_to_completion() -> None:
    history = found(
        report(2019, QUIET, "规划建设云东高铁。"),
        report(2020, "云东高铁开工建设。", "加快云东高铁建设。"),
        report(2021, "云东高铁建成通车。", QUIET),
    )["云东高铁"]
    steps = [(step.year, step.status.value, step.tense) for step in history.steps]
    assert steps == [
        (2019, "planned", Tense.PLANNED),
        (2019, "started", Tense.ACHIEVED),
        (2020, "ongoing", Tense.PLANNED),
        (2020, "completed", Tense.ACHIEVED),
    ]
    assert (history.outcome, history.named) == (Outcome.COMPLETED, (2019, 2020, 2021))


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        ("城市更加宜居。", Outcome.STALLED),
        ("云东高铁建成通车。", Outcome.COMPLETED),
        ("云东高铁加快建设。", Outcome.ONGOING),
        ("云东、云西高铁加快建设。", Outcome.ONGOING),
    ],
)
def test_where_it_stands_by_the_last_report(review: str, outcome: Outcome) -> None:
    assert found(report(2019, QUIET, "开工建设云东高铁。"), report(2020, review, QUIET))["云东高铁"].outcome is outcome


def test_a_completion_that_was_only_promised_is_none() -> None:
    assert found(report(2019, QUIET, "建成石门隧道。"), report(2020, QUIET, QUIET))["石门隧道"].outcome is Outcome.STALLED


def test_names_with_and_without_the_place_are_one() -> None:
    both = found(report(2019, QUIET, "开工建设云西大桥工程。"), report(2020, "云西大桥建成通车。", QUIET))
    (history,) = both.values()
    assert history.entities == ("project/云州市-云西大桥", "project/云州市-云西大桥工程")
    assert (history.rule, history.outcome) == ("history.core", Outcome.COMPLETED)


def test_phases_are_works_of_their_own() -> None:
    both = found(report(2019, QUIET, "开工建设云东水库二期。"), report(2020, "云东水库一期建成投用。", QUIET))
    assert set(both) == {"云东水库二期"} and both["云东水库二期"].outcome is Outcome.STALLED


def test_kinds_of_works_have_no_history() -> None:
    plan = "开工建设一批重点水利工程。推进城市快速路建设。加快产业园建设。"
    assert found(report(2019, QUIET, plan), report(2020, QUIET, QUIET)) == {}


def test_one_report_has_no_history(seed: Linked) -> None:
    assert histories([seed]) == ()

"""What the page saves as Turtle says nothing but what the graph says, and leads from every thing to its characters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.graph.dataset import build_dataset
from kg.graph.turtle import write_turtle
from kg.linking.entities import Linked
from kg.linking.iris import DEFAULT_BASE
from kg.ontology.namespaces import KG, OA
from tests.explorer.browser import complaints, downloaded, show

pytestmark = pytest.mark.browser
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
Row = tuple[str, str, str]


def rows(turtle: str) -> set[Row]:
    """The triples with decimals by their value: 0.90 is 0.9."""
    return {(str(q.subject), q.predicate.value, _written(q.object)) for q in pyoxigraph.parse(turtle.encode(), pyoxigraph.RdfFormat.TURTLE)}


def _written(term: Any) -> str:
    is_decimal = isinstance(term, pyoxigraph.Literal) and term.datatype.value == DECIMAL
    return f"decimal {Decimal(term.value).normalize():f}" if is_decimal else str(term)


def having(found: set[Row], predicate: str) -> set[str]:
    return {s for s, p, _ in found if p == predicate}


@pytest.mark.parametrize("everything", [False, True])
def test_the_view_as_turtle_is_part_of_the_graph(driver: Any, page: Path, seed: Linked, tmp_path: Path, everything: bool) -> None:
    show(driver, page)
    complaints(driver)
    if everything:
        driver.execute_script("drawn.nodes = NODES")
    shown = driver.execute_script("return drawn.nodes.map(n => BASE + n.id)")
    saved = rows(downloaded(driver, tmp_path, "export-turtle"))
    graph = rows(write_turtle(build_dataset([seed], DEFAULT_BASE), DEFAULT_BASE))
    assert saved - graph == set()
    assert having(saved, str(KG.mention)) == {f"<{iri}>" for iri in shown}
    mentions = having(saved, str(KG.mentionOf))
    assert mentions == having(saved, str(OA.hasSelector)) and mentions
    assert {o for _, p, o in saved if p == str(KG.sentence)} == {s for s, p, o in saved if o == f"<{KG.Sentence}>"}
    statements = {s for s, p, o in saved if o == f"<{KG.Statement}>"}
    assert statements
    if everything:
        for predicate in (KG.mentionOf, KG.subject, KG.status, KG.value, KG.minValue, OA.exact, OA.prefix, OA.suffix):
            assert having(saved, str(predicate)) == having(graph, str(predicate)), predicate
    assert complaints(driver) == []

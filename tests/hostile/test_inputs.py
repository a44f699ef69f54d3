"""Hostile and broken inputs (tests/hostile/inputs.py): an answer or one sentence, never a surprise."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph
import pytest

from kg.cells import separated
from kg.errors import KgError
from kg.query.engine import QueryError, ask, term
from kg.query.results import FORMATS, guarded, render
from kg.query.stores import load
from kg.reading.errors import ReadError
from kg.reading.reader import open_document
from kg.teaching.config import parse as parse_config
from kg.validation.check import violations
from tests.hostile import checks, inputs
from tests.hostile.fuzz import patience
from tests.hostile.markup import HOSTILE

# A case that takes longer (seconds of this process) hangs; most take some thousandths.
SLOWEST = 10


def test_there_are_many_and_each_has_its_name() -> None:
    kinds = (inputs.texts, inputs.files, inputs.graphs, inputs.configurations, inputs.questions, inputs.parameters)
    names = [(kind.__name__, case[0]) for kind in kinds for case in kind()]
    assert len(names) == len(set(names)) >= 500


@pytest.mark.parametrize("part", range(4))
def test_texts_become_graphs_that_obey_their_shapes(part: int) -> None:
    for name, text in [*inputs.texts()][part::4]:
        with patience(SLOWEST):
            try:
                linked = checks.extraction_holds(open_document(text.encode("utf-8", "replace"), "重庆2020.txt").text, "重庆2020.txt")
                turtle = checks.graph_holds(linked)
            except ReadError as error:
                assert "\0" in text and "NUL" in str(error), name
                continue
            except Exception as error:
                raise AssertionError(name) from error
            if len(text) < 3000 and "between all characters" not in name:
                checks.shapes_hold(turtle)


@pytest.mark.parametrize("part", range(4))
def test_files_become_documents_or_are_refused(part: int) -> None:
    for name, file, data in [*inputs.files()][part::4]:
        start = time.process_time()
        with patience(SLOWEST):
            try:
                document = open_document(data, file)
            except ReadError as error:
                assert str(error).startswith(f"{file}: ") and "\n" not in str(error), name
                continue
            except Exception as error:
                raise AssertionError(name) from error
            try:
                checks.document_holds(document)
            except Exception as error:
                raise AssertionError(name) from error
        assert "root:" not in document.text, name
        assert time.process_time() - start < SLOWEST, name


def test_graphs_are_loaded_and_checked_or_refused(tmp_path: Path) -> None:
    for number, (name, ending, data) in enumerate(inputs.graphs()):
        path = tmp_path / f"g{number}.{ending}"
        path.write_bytes(data)
        with patience(SLOWEST):
            try:
                store = load(path)
            except QueryError as error:
                assert str(path) in str(error), name
                continue
            except BaseException as error:
                raise AssertionError(name) from error
            if len(data) < 100_000:
                violations(store)
            for form in FORMATS:
                question = "SELECT * { ?s ?p ?o }" if form not in ("turtle", "jsonld") else "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
                render(ask(store, question), form)


def test_configurations_are_read_or_refused() -> None:
    for name, text in inputs.configurations():
        with patience(SLOWEST):
            try:
                parse_config(text, Path("kg.toml"))
            except KgError as error:
                assert str(error).startswith("kg.toml") and "\n" not in str(error), name
            except Exception as error:
                raise AssertionError(name) from error


def test_questions_are_answered_or_refused() -> None:
    store = pyoxigraph.Store()
    for name, text in inputs.questions():
        with patience(SLOWEST):
            try:
                answer = ask(store, text)
                render(answer, "csv" if isinstance(answer, pyoxigraph.QuerySolutions) else "table")
            except QueryError as error:
                assert "\n" not in str(error) and len(str(error)) < 400, name
            except Exception as error:
                raise AssertionError(name) from error


def test_nothing_is_fetched_for_a_question() -> None:
    wanted = {name: text for name, text in inputs.questions() if "127.0.0.1" in text or "file:" in text}
    assert len(wanted) == 6
    for name, text in wanted.items():
        with pytest.raises(QueryError):
            ask(pyoxigraph.Store(), text)
            pytest.fail(name)


def test_parameters_are_values_or_refused() -> None:
    store = pyoxigraph.Store()
    for name, variable, value in inputs.parameters():
        try:
            rows = list(ask(store, "SELECT ?s { FILTER(BOUND(?s)) }", {variable: value}))  # type: ignore[arg-type]
        except QueryError as error:
            assert "\n" not in str(error), name
            continue
        except Exception as error:
            raise AssertionError(name) from error
        assert [row["s"] for row in rows] == [term(value)], name


def test_a_brace_in_a_long_text_is_no_group() -> None:
    question = "SELECT ?s ?x WHERE { BIND('''it's { here''' AS ?x) FILTER(BOUND(?s)) }"
    rows = list(ask(pyoxigraph.Store(), question, {"s": "v"}))  # type: ignore[arg-type]
    assert [(row["s"].value, row["x"].value) for row in rows] == [("v", "it's { here")]
    with pytest.raises(QueryError, match="no \\{ … \\} group"):
        ask(pyoxigraph.Store(), "DESCRIBE ?s # '''{'''", {"s": "v"})


def test_no_cell_of_a_table_is_a_formula() -> None:
    import csv
    import io

    text = separated([[guarded(words)] for words in HOSTILE])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(HOSTILE)
    assert not any(row[0].startswith(("=", "+", "@", "\t", "\r")) for row in rows if row)

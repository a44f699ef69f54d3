"""Fuzzing: each room of the program on texts that hypothesis makes, with fixed seeds.

``python -m tests.hostile.fuzz --cases 1000000`` (``make fuzz CASES=1000000``) shares the cases out over the rooms by their weights,
runs them in rounds, prints how many really ran in each, and for each failure the smallest case with the seed of its round.
"""

from __future__ import annotations

import argparse
import csv
import io
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kg.cells import separated
from kg.errors import KgError
from kg.exporting.tables import FORMULA, guard, unguard
from kg.linking.iris import DEFAULT_BASE, iri, iri_of_path, is_base, slug
from kg.query.engine import QueryError, ask, term
from kg.query.library import questions
from kg.query.results import FORMATS, render
from kg.reading.errors import ReadError
from kg.reading.reader import open_document
from kg.reading.structure import parse
from kg.teaching.config import ConfigError
from kg.teaching.config import parse as parse_config
from tests.hostile import checks
from tests.hostile.checks import LEGAL
from tests.hostile.texts import ANY, HARD, NAME, SENTENCE, STEPS, TEXT, mutated

ROUND = 1000
# So many rounds to a set of processes.
ROUNDS = 60
# A case that takes longer (seconds) hangs.
PATIENCE = 20


@dataclass(frozen=True)
class Room:
    """What is fuzzed: a strategy of cases, what must hold of each, and how many of a thousand cases it gets."""

    cases: st.SearchStrategy[Any]
    holds: Callable[[Any], object]
    weight: int


def _bytes(case: tuple[str, str, list[tuple[int, int]]]) -> None:
    text, encoding, damage = case
    data = bytearray(text.encode(encoding, "replace"))
    for at, byte in damage:
        if data:
            data[at % len(data)] = byte
    try:
        document = open_document(bytes(data), "x.txt")
    except ReadError:
        return
    checks.document_holds(document)


def _markup(case: tuple[list[str], str]) -> None:
    pieces, name = case
    try:
        document = open_document("".join(pieces).encode("utf-8", "replace"), name)
    except ReadError:
        return
    checks.document_holds(document)


def _report(text: str) -> None:
    checks.report_holds(parse(text, "重庆-2020.txt"))


def _graph(case: tuple[str, str]) -> None:
    text, name = case
    checks.graph_holds(checks.extraction_holds(text, name))


def _shapes(case: tuple[str, str]) -> None:
    text, name = case
    checks.shapes_hold(checks.graph_holds(checks.extraction_holds(text, name)))


@cache
def _clean() -> Mapping[str, int]:
    from kg.explorer.page import render as page

    return checks.tags_of(page([checks.extraction_holds("重庆市建成渝昆高铁。")], DEFAULT_BASE)).found


def _page(case: tuple[str, str]) -> None:
    text, name = case
    linked = checks.extraction_holds(text, name)
    checks.page_holds(linked, dict(_clean()))


def _bound(case: tuple[str, str]) -> None:
    """What is bound comes back as it was given, whatever it says."""
    one, other = case
    question = "SELECT ?a ?b { FILTER(BOUND(?a)) }"
    try:
        wanted = [term(one), term(other)]
        row = next(iter(ask(pyoxigraph.Store(), question, {"a": one, "b": other})))  # type: ignore[call-overload]
    except QueryError:
        return
    assert [row["a"], row["b"]] == wanted
    assert all(
        not isinstance(w, pyoxigraph.Literal) or w.value.lstrip("+-").lstrip("0") == v.lstrip("+-").lstrip("0")
        for w, v in zip(wanted, case, strict=True)
    )


@cache
def _store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    turtle = checks.graph_holds(checks.extraction_holds("重庆市2020年地区生产总值增长6%，推进渝昆高铁建设。"))
    store.bulk_load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def _question(case: tuple[str, str, str]) -> None:
    """A broken question is refused in one sentence, one that is whole gives an answer that each format writes or refuses."""
    question, value, form = case
    parameters = {"name": value} if "?name" in question else {}
    try:
        # no more rows than can be read through: products of patterns have millions
        render(ask(_store(), f"{question}\nLIMIT 5", parameters), form)
    except QueryError as error:
        assert "\n" not in str(error)


def _name(case: tuple[str, str]) -> None:
    """Names make legal IRIs that their addresses lead back to, and file names that stay in their folder."""
    name, path = case
    made = iri(DEFAULT_BASE, f"project/{slug(name)}")
    assert LEGAL.fullmatch(made), made
    assert pyoxigraph.NamedNode(made).value == made
    assert "/" not in slug(name) and "\\" not in slug(name) and "\0" not in slug(name)
    assert Path(f"/out/{slug(name)}.html").resolve().parent == Path("/out")
    found = iri_of_path(DEFAULT_BASE, path)
    assert found is None or pyoxigraph.NamedNode(found).value == found
    if is_base(path):
        pyoxigraph.NamedNode(path + slug(name))
    rows = list(csv.reader(io.StringIO(separated([[guard(name), guard(path)]]), newline="")))
    assert not any(FORMULA.match(cell) and not cell.startswith("'") for row in rows for cell in row)
    assert [[unguard(cell) for cell in row] for row in rows] == [[name, path]]


def _config(text: str) -> None:
    try:
        parse_config(text, Path("kg.toml"))
    except ConfigError as error:
        assert "kg.toml" in str(error)


TAGS = [
    "p",
    "div",
    "span",
    "b",
    "i",
    "a",
    "h1",
    "h2",
    "h3",
    "ol",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "br",
    "hr",
    "pre",
    "article",
    "main",
    "nav",
    "footer",
    "script",
    "style",
    "svg",
    "title",
    "template",
    "select",
    "form",
    "center",
]
SOUP = st.lists(
    st.one_of(
        st.builds("<{}>".format, st.sampled_from(TAGS)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        st.sampled_from(
            ["<li value=3>", "<ol start=5>", "<p style='display:none'>", "<p hidden>", "&nbsp;", "&#0;", "&#xD800;", "&#x10FFFF;", "<!--", "-->"]
        ),
        st.sampled_from(
            ["<![CDATA[", "]]>", "<?x ?>", "<meta charset=gbk>", "# ", "\n\n", "---\n", "> ", "| a | b |\n|---|---|\n", "```\n", "* ", "1. "]
        ),
        HARD,
        SENTENCE,
    ),
    max_size=14,
)
ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "gbk", "shift_jis", "latin-1", "utf-7"]
)
DAMAGE = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=3)
SOURCES = st.sampled_from(["x.txt", "重庆市2020.txt", "北京市朝阳区-2021.txt", "...txt", "“重庆”.txt", "a b?#%.txt", "中国2019.md", "2020.txt"])
QUESTIONS = st.sampled_from(
    [q.text for q in questions()]
    + ["SELECT * { ?s ?p ?name }", "ASK { ?s ?p '''x{''' }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <a:b>"]
)
TOML = st.lists(
    st.one_of(
        st.sampled_from(
            ["[[name]]\n", "[[reject]]\n", "[[correct]]\n", "[[report]]\n", "[name]\n", "text = ", "type = ", "aliases = ", "base = ", "year = "]
        ),
        st.sampled_from(
            [
                '"Project"\n',
                '"名称"\n',
                "['a', 'b']\n",
                "[\n'a',\n",
                "2020\n",
                "2020-01-11\n",
                "true\n",
                "'''",
                '"""',
                "file = ",
                "place = ",
                "=",
                "{",
                "}\n",
            ]
        ),
        st.builds("{!r}\n".format, ANY),
        HARD,
    ),
    max_size=14,
).map("".join)

ROOMS = {
    "bytes": Room(st.tuples(TEXT, ENCODINGS, DAMAGE), _bytes, 120),
    "markup": Room(st.tuples(SOUP, st.sampled_from(["x.html", "x.md"])), _markup, 60),
    "report": Room(TEXT, _report, 130),
    "extraction": Room(SENTENCE, checks.extraction_holds, 150),
    "graph": Room(st.tuples(SENTENCE, SOURCES), _graph, 60),
    "shapes": Room(st.tuples(st.one_of(SENTENCE, TEXT).filter(str.strip), SOURCES), _shapes, 10),
    "page": Room(st.tuples(SENTENCE, SOURCES), _page, 10),
    "block": Room(NAME, checks.block_holds, 90),
    "binding": Room(st.tuples(st.one_of(NAME, NAME.map("<a:{}>".format), st.integers().map(str)), NAME), _bound, 170),
    "question": Room(st.tuples(st.builds(mutated, QUESTIONS, STEPS), NAME, st.sampled_from(FORMATS)), _question, 40),
    "name": Room(st.tuples(NAME, st.one_of(NAME, NAME.map("http://x/{}/".format))), _name, 130),
    "config": Room(TOML, _config, 30),
}


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """A TimeoutError where what is done takes more of the processor's time (only where the system has such alarms)."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def run(name: str, count: int, number: int) -> tuple[int, str]:
    """Run some cases of a room from a seed; gives how many ran and what failed (empty if nothing did)."""
    room = ROOMS[name]
    ran = 0

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        print_blob=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(room.cases)
    def one(case: Any) -> None:
        nonlocal ran
        ran += 1
        with patience(PATIENCE):
            room.holds(case)

    try:
        one()
    except KgError as error:
        return ran, f"a KgError where there must be none: {error!r} {_notes(error)}"
    except Exception as error:
        return ran, f"{type(error).__name__}: {str(error)[:300]} {_notes(error)}"
    return ran, ""


def _notes(error: Exception) -> str:
    """The smallest case, as hypothesis tells it."""
    return " ".join(" ".join(note.split()) for note in getattr(error, "__notes__", []))[:1500]


def shares(cases: int) -> dict[str, int]:
    """How many of the cases each room gets."""
    whole = sum(room.weight for room in ROOMS.values())
    return {name: -(-cases * room.weight // whole) for name, room in ROOMS.items()}


def main() -> int:
    """Run; returns 1 if anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=20_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=0, help="of the first round; the others follow")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--room", choices=ROOMS, action="append", help="only this room; repeat for several")
    options = parser.parse_args()
    wanted = {name: count for name, count in shares(options.cases).items() if not options.room or name in options.room}
    tasks = [(name, min(ROUND, count - at), options.seed + at // ROUND) for name, count in wanted.items() for at in range(0, count, ROUND)]
    ran: Counter[str] = Counter()
    spent: dict[str, float] = dict.fromkeys(wanted, 0.0)
    failures: list[str] = []
    start = time.perf_counter()
    for at in range(0, len(tasks), ROUNDS):
        # new processes now and then, for hypothesis and the caches of the rules keep what they saw
        with ProcessPoolExecutor(options.jobs) as pool:
            waiting = {pool.submit(_timed, *task): task for task in tasks[at : at + ROUNDS]}
            for done in as_completed(waiting):
                name, _, number = waiting[done]
                count, failure, seconds = done.result()
                ran[name] += count
                spent[name] += seconds
                if failure:
                    failures.append(f"{name}, seed {number}: {failure}")
                    print(failures[-1], file=sys.stderr, flush=True)
        print(f"{sum(ran.values()):,} of {sum(wanted.values()):,} cases", end="\r", file=sys.stderr, flush=True)
    for name in wanted:
        print(f"{name:<12}{ran[name]:>10,} cases {spent[name]:>7,.0f} s")
    print(f"{'all':<12}{sum(ran.values()):>10,} cases {time.perf_counter() - start:>7,.0f} s   {len(failures)} rounds failed")
    return 1 if failures else 0


def _timed(name: str, count: int, number: int) -> tuple[int, str, float]:
    start = time.process_time()
    count, failure = run(name, count, number)
    return count, failure, time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())

"""The trained tagger: exact sums, best paths, spans, and what its weights know."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.extraction.names import seen
from kg.extraction.pipeline import extract
from kg.extraction.records import EntityType
from kg.extraction.tagger.features import LONGEST, Look, cut_tokens, head_type, look, word_form
from kg.extraction.tagger.network import HALF, LABELS, LAYERS, MEMORY, WIDTH, model
from kg.extraction.tagger.paths import FORBIDDEN, best
from kg.extraction.tagger.spans import runs, tagged_candidates, whole
from kg.reading.document import Report, Span
from kg.reading.structure import parse

SMALL = st.integers(-2000, 2000)


def report(*lines: str) -> Report:
    return parse("\n".join(("某市人民政府工作报告", "——2020年1月11日在某市人民代表大会上", "各位代表：", *lines)), "made-up.txt")


def looked(text: Report) -> Look:
    found = seen(text)
    tokens = tuple(cut_tokens(found.words, found.known, model().forms[0]))
    return look(found.words, tokens, found.clauses, found.known)


def allowed(before: str, label: str) -> bool:
    return not label.startswith("I-") or (before != "O" and before[2:] == label[2:])


@given(arrays(np.int32, (3, len(LABELS)), elements=SMALL), arrays(np.int32, (len(LABELS), len(LABELS)), elements=SMALL))
def test_best_path_is_that_of_all_paths(scores: np.ndarray, transitions: np.ndarray) -> None:
    # a few labels, so that all rows of them can be tried
    few = [0, 1, 2, 3, 4]
    scores[:, 5:] = FORBIDDEN // 4
    labels, margins = best(scores, ((0, 3),), transitions)
    rows = {}
    for path in itertools.product(few, repeat=3):
        names = [LABELS[i] for i in path]
        if names[0].startswith("I-") or not all(allowed(a, b) for a, b in itertools.pairwise(names)):
            continue
        rows[path] = sum(int(scores[at, i]) for at, i in enumerate(path)) + sum(int(transitions[a, b]) for a, b in itertools.pairwise(path))
    top = max(rows.values())
    for at in range(3):
        rival = max((score for path, score in rows.items() if path[at] != labels[at]), default=FORBIDDEN)
        assert margins[at] == top - rival or rival == FORBIDDEN
    if (margins > 0).all():
        assert rows[tuple(labels.tolist())] == top


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.data())
def test_pieces_do_not_see_each_other(lengths: list[int], data: st.DataObject) -> None:
    scores = data.draw(arrays(np.int32, (sum(lengths), len(LABELS)), elements=SMALL))
    transitions = model().transitions
    ends = list(itertools.accumulate(lengths))
    pieces = tuple(zip([0, *ends[:-1]], ends, strict=True))
    labels, margins = best(scores, pieces, transitions)
    for first, last in pieces:
        alone = best(scores[first:last], ((0, last - first),), transitions)
        assert (labels[first:last] == alone[0]).all() and (margins[first:last] == alone[1]).all()


def test_scores_do_not_depend_on_what_stands_around_a_piece() -> None:
    text = report("一、2019年工作回顾", *("云岭至青溪高速公路开工建设，星河产业园、东湾码头建成投用，全面推行河长制。" * 9,) * 20)
    whole_report = looked(text)
    assert len(whole_report.pieces) > 20
    together = model().scores(text.text, whole_report)
    for first, last in whole_report.pieces[:: len(whole_report.pieces) // 5]:
        one = replace(
            whole_report,
            tokens=whole_report.tokens[first:last],
            pieces=((0, last - first),),
            item_of=whole_report.item_of[first:last],
            mark_of=whole_report.mark_of[first:last],
        )
        assert (model().scores(text.text, one) == together[first:last]).all()


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 1 << 16))
def test_memory_goes_word_by_word_from_both_ends(lengths: list[int], seed: int) -> None:
    layer, at = LAYERS.index(None), 0
    x = np.random.default_rng(seed).normal(0, 1, (sum(lengths), WIDTH)).astype(np.float32)
    sums = model()._product(x, f"layer{layer}")
    gates, news = np.clip(sums[:, : 2 * MEMORY] / 4 + HALF, 0, 1), sums[:, 2 * MEMORY :]
    kept = np.zeros_like(gates)
    for length in lengths:
        for rows, channels in ((range(at, at + length), slice(MEMORY)), (reversed(range(at, at + length)), slice(MEMORY, None))):
            memory = np.zeros(MEMORY, dtype=np.float32)
            for row in rows:
                kept[row, channels] = memory = memory + gates[row, channels] * (news[row, channels] - memory)
        at += length
    assert (model()._remember(x, lengths, layer) == np.maximum(model()._product(kept, f"memory{layer}"), 0)).all()


def test_sums_are_exact_in_32_bit_floats() -> None:
    weights = {name: values for name, values in model().arrays.items() if name.startswith("weight.")}
    assert len(weights) == len(LAYERS) + 3
    for values in weights.values():
        assert values.dtype == np.int8
        assert np.abs(values.astype(np.int64)).sum(axis=0).max() * 127 < 2**24


def test_no_words_no_scores() -> None:
    assert model().scores("", Look((), (), ((),), (), ((),), ())).shape == (0, len(LABELS))
    assert list(tagged_candidates(*seen(parse("", "empty.txt")))) == []


def test_long_texts_are_cut_into_pieces() -> None:
    found = looked(report("建设" * 1000))
    assert max(last - first for first, last in found.pieces) <= LONGEST
    assert [first for first, _ in found.pieces[1:]] == [last for _, last in found.pieces[:-1]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("，云岭隧道、", "云岭隧道"),
        ("“云岭”工程", "“云岭”工程"),
        ("“云岭工程", "云岭工程"),
        ("云岭（一期）", "云岭（一期）"),
        ("云岭）", "云岭"),
        ("，。", None),
        ("“四宜”工程（《报告》", "“四宜”工程"),
        ("“三片区”指云岭商务区", "“三片区”"),
        ("“云岭”指挥中心", "“云岭”指挥中心"),
        ("云岭示范区为", "云岭示范区"),
        ("云岭犍为", "云岭犍为"),
        ("〇“四宜”工程", "“四宜”工程"),
    ],
)
def test_names_without_loose_marks(text: str, name: str | None) -> None:
    span = whole(text, Span(0, len(text)))
    assert (text[span.start : span.end] if span else None) == name


def test_runs_of_labels() -> None:
    row = [LABELS.index(label) for label in ("B-Project", "I-Project", "B-Project", "O", "I-Region", "I-Region", "I-Event")]
    found = list(runs(row, [9, 5, 7, 8, 3, 2, 4], ((0, 4), (4, 7))))
    assert found == [
        (0, 2, EntityType.PROJECT, 5),
        (2, 3, EntityType.PROJECT, 7),
        (4, 6, EntityType.REGION, 2),
        (6, 7, EntityType.EVENT, 4),
    ]


def test_forms_of_words() -> None:
    assert word_form("2019", "m")[0] == word_form("3.5", "m")[0] == "0"
    assert head_type("云岭隧道") == "Proj<" and head_type("隧道") == "Proj=" and head_type("云岭") == "-"


def test_marks_alone_are_no_name() -> None:
    """Found by the fuzzer: quotation marks that never close, before a number."""
    text = "「““““““““““““““““““““““““““““产业园12％"
    assert whole(text, Span(0, 10)) is None
    assert all(any(map(str.isalnum, m.text)) for m in extract(parse(text, "x.txt")).mentions)

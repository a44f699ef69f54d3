"""Names by what is said of them: |联合飞机|建成投产, 建成|岐伯山医院 — only facilities and lines are built, opened or brought into use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.candidates import Candidate
from kg.extraction.clauses import Clause, Grid, cut_verbs, strip_lead
from kg.extraction.heads import LONGEST
from kg.extraction.records import EntityType
from kg.extraction.specific import COUNTED, OWN, is_proper, words_of
from kg.lexicon import loader
from kg.reading.document import Span

# 汽车零部件项目二期: a long description before 项目 stands for a name, unless it only says what kind of projects.
TITLE = re.compile(r"项目(?:[一二三四五六]期)?$")
KIND = re.compile(r"重[大点]|一批|民生|国家|在建|续建|招商|产业|工业|交通|水利|能源|扶贫|援|亿元|示范|基础设施|中央|专项|社会|城建|市政|其他|配套")
# 全市|“多规合一”审批平台, 西编组站|（“两线一站”）, 张官高速公路|建设: what stands around a name.
WHOLE = re.compile(r"[全我][国省市县区州]")
BEHIND = re.compile(r"（“[^”]*”）$|(?:规划)?建设$")
TITLED = 8
SHORTEST, OWN_SHORTEST = 3, 4


@cache
def _predicates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = loader.toml("names")["frames"]
    manner = loader.alternation([*data["manner"], *loader.toml("names")["adverbs"]["words"]])
    behind = loader.alternation(data["behind"])
    before = loader.alternation(data["before"])
    # bounded, for it is sought at every place of a clause
    return re.compile(rf"等?(?:{manner}){{0,6}}(?:{behind})了?$"), re.compile(rf"(?:{manner}){{0,6}}(?:{before})了?")


def frame_candidates(words: Grid, clause: Clause, proper: frozenset[int]) -> Iterator[Candidate]:
    """Items of a clause that a verb of building governs, from behind or from before."""
    behind, before = _predicates()
    text = words.text
    predicate = behind.search(text, clause.span.start, clause.span.end)
    if predicate and predicate.start() not in words.starts:
        predicate = None
    end = predicate.start() if predicate else clause.span.end
    governed = predicate is not None
    for number, item in enumerate(clause.items):
        opening = before.match(text, item.span.start, item.span.end)
        governed = governed or opening is not None
        stop = min(item.span.end, end)
        if not governed or stop <= item.name:
            continue
        start = max(item.name, opening.end() if opening else item.name)
        span = _name(words, start, stop, proper, single=len(clause.items) == 1 or number < len(clause.items) - 1)
        if span is not None and not COUNTED.search(text, item.span.start, span.start):
            yield Candidate(span, EntityType.PROJECT, "frame.behind" if predicate else "frame.before", 0.72)


def _name(words: Grid, start: int, stop: int, proper: frozenset[int], single: bool) -> Span | None:
    """The name that an item holds: behind its last 的, nominal, with something proper in it; None if it is a kind of thing."""
    text = words.text
    particle = text.rfind("的", start, stop)
    if particle >= 0 and particle not in words.inside:
        start, _ = strip_lead(words, particle + 1, stop)
    if not single and text.startswith(("项目", "工程"), stop - 2) and stop - start > SHORTEST + 2:
        stop -= 2
    if (whole := WHOLE.match(text, start, stop)) and whole.end() < stop:
        start = whole.end()
    if (behind := BEHIND.search(text, start, stop)) and behind.start() > start:
        stop = behind.start()
    name = text[start:stop]
    if (
        not SHORTEST <= len(name) <= LONGEST - 10
        or COUNTED.search(name)
        or name[-1].isdigit()
        or name[-1] == "到"
        or start in words.inside
        or text[start - 1].isdigit()
    ):
        return None
    if name.endswith(tuple(loader.toml("names")["frames"]["measures"])):
        return None
    if any(m.start() not in words.inside and m.start() in words.starts and m.end() in words.ends for m in cut_verbs().finditer(text, start, stop)):
        return None
    tokens = words.tokens_of(Span(start, stop))
    if (
        name in words_of("adverbs", "words")
        or not tokens
        or any(t.tag in ("p", "c", "d", "r", "u", "uj", "ul", "y") for t in tokens)
        or tokens[0].tag in ("v", "m")
        and len(tokens) < 3
    ):
        return None
    if any(word in name for word in words_of("ordinary", "superlatives")):
        return None
    titled = len(name) >= TITLED and TITLE.search(name) is not None and not KIND.match(name)
    own = OWN.match(name) is not None and len(name) >= OWN_SHORTEST and start + 1 in words.starts
    head = max(start + 1, stop - 2)
    return Span(start, stop) if own or titled or is_proper(words, Span(start, head), proper) else None

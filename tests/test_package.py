"""The house rules that a machine can hold: layers, lexicons without memorised names, sources and licences."""

from __future__ import annotations

import ast
import json
import re

import pytest

from kg.lexicon import loader
from kg.lexicon.weights import arrays

from .conftest import GOLD, ROOT

LAYERS = [
    "lexicon",
    "ontology",
    "reading",
    "extraction",
    "linking",
    "teaching",
    "comparison",
    "graph",
    "exporting",
    "query",
    "validation",
    "explorer",
    "server",
    "corpus",
    "evaluation",
    "cli",
]
# What each room may import beside itself; the way of the data, downwards only.
ALLOWED = {
    "lexicon": set(),
    "ontology": set(),
    "reading": {"lexicon"},
    "extraction": {"lexicon", "reading"},
    "linking": {"lexicon", "reading", "extraction"},
    "teaching": {"reading", "extraction", "linking"},
    "comparison": {"lexicon", "reading", "extraction", "linking"},
    "graph": {"lexicon", "ontology", "reading", "extraction", "linking", "comparison"},
    "exporting": {"ontology", "reading", "extraction", "linking", "graph"},
    "query": {"ontology", "graph", "linking"},
    "server": {"extraction", "ontology", "graph", "linking", "query", "explorer"},
    "validation": {"ontology"},
    "explorer": {"lexicon", "graph", "comparison", "linking", "extraction", "reading"},
    "corpus": {"ontology", "reading", "extraction", "linking", "teaching", "comparison", "graph", "validation", "explorer"},
    "evaluation": {"extraction", "reading"},
    "cli": set(LAYERS),
}
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LEXICONS = sorted(p for p in (ROOT / "kg" / "lexicon").iterdir() if p.suffix in (".toml", ".csv"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_downwards(path) -> None:  # type: ignore[no-untyped-def]
    room = path.relative_to(ROOT / "kg").parts[0]
    if room not in ALLOWED:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [node.module]
            if isinstance(node, ast.ImportFrom) and node.module
            else [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        for name in names:
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1 and parts[1] in LAYERS and parts[1] != room:
                assert parts[1] in ALLOWED[room], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_small_and_documented(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    if path.name != "__init__.py":
        assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", LEXICONS, ids=lambda p: p.name)
def test_lexicons_say_their_source_and_licence(path) -> None:  # type: ignore[no-untyped-def]
    head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:4])
    assert "Source" in head and "icence" in head


def test_weights_say_their_source_and_licence() -> None:
    about = str(arrays("tagger")["about"])
    assert "Source" in about and "icence" in about


def test_no_memorised_names() -> None:
    """No programme or project of the gold stands in a lexicon or in a pattern of the code."""
    names = set()
    # the paragraphs that only teach the tagger (learned, heldout) hold kinds of things as names too, such as 高铁站
    for path in sorted([*GOLD.glob("*.jsonl"), *(GOLD / "corpus").glob("*.jsonl"), *(GOLD / "names").glob("*.jsonl")]):
        for row in path.read_text(encoding="utf-8").splitlines():
            for mention in json.loads(row)["mentions"]:
                # what may as well be an industry bears no name of its own
                if mention["types"][0] in ("Program", "Project") and "Industry" not in mention["types"] and not mention.get("optional"):
                    names.add(re.sub("[“”《》]", "", mention["text"]))
    assert len(names) > 100
    divisions = {row["name"].removesuffix("县").removesuffix("市").removesuffix("区") for row in loader.table("regions")}
    words: set[str] = set()
    for path in LEXICONS:
        if path.suffix == ".toml":
            words |= set(_strings(loader.toml(path.stem)))
        # divisions are an authority's list, also where a project bears a county's name; frequent words are those that name nothing
        elif path.stem not in ("regions", "frequent"):
            words |= {cell for row in loader.table(path.stem) for cell in row.values()}
    words |= {word for form, held in arrays("tagger").items() if form.startswith("names.") for word in held.tolist()}
    assert not (names & words) - divisions
    patterns = "".join(pattern for path in MODULES for pattern in _patterns(ast.parse(path.read_text(encoding="utf-8"))))
    assert not [n for n in names if len(n) >= 4 and n in patterns]


def _patterns(tree: ast.Module) -> list[str]:
    """String constants of the code, docstrings aside."""
    prose = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in prose]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in [k, *_strings(v)]]
    return [s for v in value for s in _strings(v)] if isinstance(value, list) else []


def test_lexicon_errors_name_the_file() -> None:
    with pytest.raises(loader.LexiconError, match=r"nothing\.toml"):
        loader.toml("nothing")

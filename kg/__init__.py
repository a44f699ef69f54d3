"""kg: government work reports (政府工作报告) as a knowledge graph with evidence for every fact.

>>> import kg
>>> graph = kg.build("seeds")  # .dataset (rdflib), .network() (networkx), .frames() (pandas); docs/python.md
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import ReportGraph, build, extract
    from kg.graph.dataset import build_dataset
    from kg.linking.resolve import link
    from kg.reading.errors import ReadError
    from kg.reading.reader import read

# Where each public name lives; loaded when it is first asked for, so that commands load only what they use.
_PLACES = {
    "ReadError": "kg.reading.errors",
    "ReportGraph": "kg.api",
    "build": "kg.api",
    "build_dataset": "kg.graph.dataset",
    "extract": "kg.api",
    "link": "kg.linking.resolve",
    "read": "kg.reading.reader",
}

__all__ = ["ReadError", "ReportGraph", "build", "build_dataset", "extract", "link", "read"]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

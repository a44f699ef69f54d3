"""kg: government work reports (政府工作报告) as a knowledge graph with evidence for every fact.

>>> import kg
>>> graph = kg.build("seeds")  # .dataset (rdflib), .network() (networkx), .frames() (pandas); docs/python.md
"""

from kg.api import ReportGraph, build, extract
from kg.graph.dataset import build_dataset
from kg.linking.resolve import link
from kg.reading.reader import ReadError, read

__all__ = ["ReadError", "ReportGraph", "build", "build_dataset", "extract", "link", "read"]

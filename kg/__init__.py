"""kg: government work reports (政府工作报告) as a knowledge graph with evidence for every fact.

>>> from kg import read, extract, link, build_dataset
"""

from kg.extraction.pipeline import extract
from kg.graph.dataset import build_dataset
from kg.linking.resolve import link
from kg.reading.reader import ReadError, read

__all__ = ["ReadError", "build_dataset", "extract", "link", "read"]

"""What the tests share: the seed report, extracted and linked once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.pipeline import extract
from kg.linking.entities import Linked
from kg.linking.resolve import link
from kg.reading.reader import read

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "chongqing-2020.txt"
GOLD = ROOT / "tests" / "gold"


@pytest.fixture(scope="session")
def seed() -> Linked:
    return link(extract(read(SEED)))

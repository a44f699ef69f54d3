"""A short run of the fuzzer; `make fuzz` runs more of it."""

from __future__ import annotations

import pytest

from tests.hostile.fuzz import ROOMS, run, shares

COUNT = 1500


@pytest.mark.parametrize("name", ROOMS)
def test_room(name: str) -> None:
    wanted = max(15, shares(COUNT)[name])
    ran, failure = run(name, wanted, 77)
    assert failure == ""
    assert ran >= wanted

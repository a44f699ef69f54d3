"""2,000 mixed requests from several clients: what benchmarks/soak.py does with 100,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.processes import serving
from benchmarks.soak import requests, soak

pytestmark = pytest.mark.server


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_mixed_requests_from_several_clients(graph_file: Path) -> None:
    asked = requests(graph_file)
    with serving(graph_file, "--timeout", "5") as (port, pid):
        result = soak(port, pid, asked, 2000)
    assert not result.wrong, result.wrong[:5]
    assert sum(result.statuses.values()) >= 1900 and set(result.statuses) <= {200, 400, 403, 404, 405, 413, 421, 503}
    assert {request.status for request in asked} == {200, 400, 403, 404, 405, 413, 421}
    assert result.growth() < 1.2
    # one runaway question leaves a new worker: a few MB
    assert result.slope() < 10

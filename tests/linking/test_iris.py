"""IRIs keep Chinese characters and hold nothing that RFC 3987 forbids."""

from __future__ import annotations

import pytest

from kg.linking.iris import DEFAULT_BASE, iri, slug

SLUGS = [
    ("郑万高铁", "郑万高铁"),
    ("“双高计划”", "双高计划"),
    ("《外商投资法》", "外商投资法"),
    ("T3 B", "T3B"),
    ('a<b>"c"{d}|e^f`g\\h', "a%3Cb%3E%22c%22%7Bd%7D%7Ce%5Ef%60g%5Ch"),
    ("5G+工业", "5G%2B工业"),
    ("a/b?c#d%", "a%2Fb%3Fc%23d%25"),
    ("\u202e乱\x00", "%E2%80%AE乱%00"),
    ("“”", "“”"),
]


@pytest.mark.parametrize(("name", "segment"), SLUGS)
def test_slug(name: str, segment: str) -> None:
    assert slug(name) == segment


def test_iri() -> None:
    assert iri(DEFAULT_BASE, "region/500229") == "https://w3id.org/govreport/region/500229"

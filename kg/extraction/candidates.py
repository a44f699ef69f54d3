"""What the detectors of names propose; :mod:`kg.extraction.names` settles which of them become mentions."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.records import EntityType
from kg.reading.document import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name.

    Attributes:
        weak: true where the words name something only if no longer candidate covers them.
    """

    span: Span
    type: EntityType
    rule: str
    confidence: float
    weak: bool = False

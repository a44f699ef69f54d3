"""What goes wrong when files are read."""

from __future__ import annotations

from kg.errors import KgError


class ReadError(KgError, ValueError):
    """A file cannot be read as a report; the message says which, why and what to do."""

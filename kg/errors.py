"""What all errors for users have in common."""

from __future__ import annotations


class KgError(Exception):
    """Something that a user can put right; the message says in one sentence what, where and what to do."""

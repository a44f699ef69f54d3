"""The libraries of the extra ``formats``, loaded when a file first needs one."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.reading.errors import ReadError


def library(module: str, name: str, what: str) -> Any:
    """Import a library of the extra; `name` is the file that needs it, `what` the form that it is in.

    Raises:
        ReadError: if it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise ReadError(f"{name}: {what} needs libraries that are not installed; run: pip install 'kg[formats]'") from None

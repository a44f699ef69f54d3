"""Reads the arrays of trained models; apart from the other lexicons, since only what needs them pays for loading numpy."""

from __future__ import annotations

import zipfile
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.loader import LexiconError


@cache
def arrays(name: str) -> dict[str, NDArray[Any]]:
    """The arrays of ``kg/lexicon/<name>.npz``, of which ``about`` says what it is, its source and licence.

    Raises:
        LexiconError: if the file is missing or no archive of arrays.
    """
    try:
        with (files("kg.lexicon") / f"{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
            return {key: held[key] for key in held.files}
    except FileNotFoundError:
        raise LexiconError(f"kg/lexicon/{name}.npz: no such lexicon") from None
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        raise LexiconError(f"kg/lexicon/{name}.npz: {error}") from None

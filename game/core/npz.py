"""Arrays from files, read by one thread at a time."""

from __future__ import annotations

import struct
import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numba.core.compiler_lock import global_compiler_lock
from numpy.typing import NDArray

_DAMAGED: Final = (
    EOFError,
    KeyError,
    MemoryError,
    RuntimeError,
    SyntaxError,
    TypeError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What a damaged archive makes the readers under numpy raise, besides ValueError and OSError."""


def read_npz(source: Path | IO[bytes]) -> dict[str, NDArray[Any]]:
    """All arrays of an `.npz` file, by name.

    numpy reads the head of each array with Python's own parser, and numba looks into the source of
    what it compiles with the same. In Python 3.11 that parser counts its depth once for all threads
    and raises a SystemError where two are in it (https://github.com/python/cpython/issues/106905),
    so this waits while anything is being compiled.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged, or no such file.
    """
    try:
        with global_compiler_lock, np.load(source, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except _DAMAGED as error:
        raise ValueError(f"damaged: {error}") from error

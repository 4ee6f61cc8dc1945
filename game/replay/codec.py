"""Tables of one row per tick made small: what changes between rows, sorted into byte planes.

Controls and poses change little from row to row; after the differences most bytes are zero, and
with equal bytes of all rows side by side they pack to almost nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def encode_rows(rows: NDArray[Any]) -> bytes:
    """Bytes of a table of any fixed-size records, shape (ticks, ...): each row XOR the last."""
    table = _as_words(rows, np.dtype(np.uint8))
    change = table.copy()
    np.bitwise_xor(table[1:], table[:-1], out=change[1:])
    return change.T.tobytes()


def decode_rows(
    content: bytes, ticks: int, shape: tuple[int, ...], dtype: DTypeLike
) -> NDArray[Any]:
    """The table behind `encode_rows`, shape (ticks, *shape).

    Raises:
        ValueError: The bytes are not those of such a table.
    """
    planes = np.frombuffer(content, np.uint8).reshape(-1, ticks)
    table = np.bitwise_xor.accumulate(np.ascontiguousarray(planes.T), axis=0)
    return table.view(np.dtype(dtype)).reshape(ticks, *shape)


def encode_numbers(rows: NDArray[Any]) -> bytes:
    """Bytes of a table of records made of 32 bit integers, shape (ticks, ...): differences."""
    table = _as_words(rows, np.dtype("<i4"))
    change = table.copy()
    np.subtract(table[1:], table[:-1], out=change[1:])
    return change.view(np.uint8).reshape(len(table), -1).T.tobytes()


def decode_numbers(
    content: bytes, ticks: int, shape: tuple[int, ...], dtype: DTypeLike
) -> NDArray[Any]:
    """The table behind `encode_numbers`, shape (ticks, *shape).

    Raises:
        ValueError: The bytes are not those of such a table.
    """
    planes = np.frombuffer(content, np.uint8).reshape(-1, ticks)
    change = np.ascontiguousarray(planes.T).view("<i4")
    table = np.add.accumulate(change, axis=0, dtype="<i4")
    return np.ascontiguousarray(table).view(np.dtype(dtype)).reshape(ticks, *shape)


def _as_words(rows: NDArray[Any], word: np.dtype[Any]) -> NDArray[Any]:
    """A table as rows of plain words."""
    flat = np.ascontiguousarray(rows).reshape(len(rows), -1)
    return flat.view(word).reshape(len(rows), -1)

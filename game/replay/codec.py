"""Tables of one row per tick made small: what changes between rows, sorted into byte planes.

Controls and poses change little from row to row. A plane is one byte of a record through all rows;
planes in which nothing changes, most of them, are left out but for their first byte. Content:

    a bit for each plane, least significant first: it changes
    the first row
    for each plane that changes: the changes of all further rows
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from game.core.compiled import compiled

Bytes = NDArray[np.uint8]


def encode_rows(rows: NDArray[Any]) -> bytes:
    """Bytes of a table of any fixed-size records, shape (ticks, ...): each row XOR the last."""
    table = _as_words(rows, np.dtype(np.uint8))
    change = table.copy()
    np.bitwise_xor(table[1:], table[:-1], out=change[1:])
    return _pack(change)


def decode_rows(
    content: bytes, ticks: int, shape: tuple[int, ...], dtype: DTypeLike
) -> NDArray[Any]:
    """The table behind `encode_rows`, shape (ticks, *shape).

    Raises:
        ValueError: The bytes are not those of such a table.
    """
    change = _unpack(content, ticks, _width(shape, dtype))
    add_changes(change)
    return change.view(np.dtype(dtype)).reshape(ticks, *shape)


def encode_numbers(rows: NDArray[Any]) -> bytes:
    """Bytes of a table of records of 32 bit integers, shape (ticks, ...): zigzag differences."""
    table = _as_words(rows, np.dtype("<i4"))
    change = table.copy()
    np.subtract(table[1:], table[:-1], out=change[1:])
    change[1:] = (change[1:] << 1) ^ (change[1:] >> 31)
    return _pack(change.view(np.uint8))


def decode_numbers(
    content: bytes, ticks: int, shape: tuple[int, ...], dtype: DTypeLike
) -> NDArray[Any]:
    """The table behind `encode_numbers`, shape (ticks, *shape).

    Raises:
        ValueError: The bytes are not those of such a table.
    """
    change = _unpack(content, ticks, _width(shape, dtype)).view("<u4")
    change[1:] = (change[1:] >> 1) ^ (0 - (change[1:] & 1))
    np.add.accumulate(change, axis=0, out=change)
    return change.view(np.dtype(dtype)).reshape(ticks, *shape)


def _as_words(rows: NDArray[Any], word: np.dtype[Any]) -> NDArray[Any]:
    """A table as rows of plain words."""
    flat = np.ascontiguousarray(rows).reshape(len(rows), -1)
    return flat.view(word).reshape(len(rows), -1)


def _width(shape: tuple[int, ...], dtype: DTypeLike) -> int:
    """Bytes of a row."""
    return int(np.prod(shape)) * np.dtype(dtype).itemsize


def _pack(change: Bytes) -> bytes:
    """Content of a table of changes, its first row the values themselves."""
    varies = np.bitwise_or.reduce(change[1:], axis=0) != 0
    changes = np.empty((int(varies.sum()), len(change) - 1), np.uint8)
    gather_planes(change, np.flatnonzero(varies), changes)
    bits = np.packbits(varies, bitorder="little")
    return b"".join((bits.tobytes(), change[0].tobytes(), changes.tobytes()))


def _unpack(content: bytes, ticks: int, width: int) -> Bytes:
    """The table of changes behind `_pack`, shape (ticks, width)."""
    found = np.frombuffer(content, np.uint8)
    head = (width + 7) // 8
    if ticks < 1 or len(found) < head + width:
        raise ValueError(f"{len(found)} bytes are too few for {ticks} rows of {width} bytes")
    varies = np.flatnonzero(np.unpackbits(found[:head], count=width, bitorder="little"))
    changes = found[head + width :]
    if len(changes) != len(varies) * (ticks - 1):
        raise ValueError(f"{len(found)} bytes do not fit {ticks} rows of {width} bytes")
    change = np.zeros((ticks, width), np.uint8)
    change[0] = found[head : head + width]
    scatter_planes(changes.reshape(len(varies), ticks - 1), varies, change)
    return change


@compiled
def add_changes(change: Bytes) -> None:
    """Turn rows of changes into rows of values, in place."""
    for row in range(1, change.shape[0]):
        for column in range(change.shape[1]):
            change[row, column] ^= change[row - 1, column]


@compiled
def gather_planes(change: Bytes, planes: NDArray[np.int64], changes: Bytes) -> None:
    """Copy some planes of a table, without their first byte, side by side into `changes`."""
    for row in range(1, change.shape[0]):
        for place in range(planes.shape[0]):
            changes[place, row - 1] = change[row, planes[place]]


@compiled
def scatter_planes(changes: Bytes, planes: NDArray[np.int64], change: Bytes) -> None:
    """Put planes back where `gather_planes` took them from."""
    for row in range(1, change.shape[0]):
        for place in range(planes.shape[0]):
            change[row, planes[place]] = changes[place, row - 1]

"""A session's memory as bytes, and back: nothing in a wrong file can do more than be refused."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.race.state import Status

SIZES: Final = struct.Struct("<II")
"""Lengths of the books and of the arrays, before both."""


def pack(books: bytes, arrays: Sequence[NDArray[Any]], world: bytes) -> bytes:
    """Books, arrays and world one after another."""
    body = b"".join(array.tobytes() for array in arrays)
    return SIZES.pack(len(books), len(body)) + books + body + world


def unpack(
    memory: bytes, arrays: Sequence[NDArray[Any]]
) -> tuple[bytes, list[NDArray[Any]], bytes]:
    """What `pack` was given, with the arrays' forms taken from `arrays`.

    Raises:
        ValueError: The bytes are not of a session with these cars.
    """
    if len(memory) < SIZES.size:
        raise ValueError(f"{len(memory)} bytes are no session")
    books, size = SIZES.unpack_from(memory)
    start = SIZES.size + books
    if size != sum(array.nbytes for array in arrays) or len(memory) < start + size:
        raise ValueError("the bytes are not of a session with these cars")
    saved = []
    for array in arrays:
        copy = np.frombuffer(memory, array.dtype, array.size, start).reshape(array.shape)
        saved.append(copy)
        start += array.nbytes
    return memory[SIZES.size : SIZES.size + books], saved, memory[start:]


def require_rows(name: str, values: NDArray[Any], least: int, most: int) -> None:
    """Refuse numbers that are used as indices and point outside.

    Raises:
        ValueError: A value is not within `least` .. `most`.
    """
    if values.size and not (least <= values.min() and values.max() <= most):
        raise ValueError(f"{name} must be within {least} .. {most}")


def require_finite(rows: NDArray[Any]) -> None:
    """Refuse floating-point fields that are not finite numbers.

    Raises:
        ValueError: A value is infinite or not a number.
    """
    for name in rows.dtype.names or ():
        values = rows[name]
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise ValueError(f"{name} must be finite")


def require_permutation(name: str, values: NDArray[Any]) -> None:
    """Refuse an order of rows that leaves one out or names one twice.

    Raises:
        ValueError: It is not a permutation.
    """
    if not (np.sort(values) == np.arange(len(values))).all():
        raise ValueError(f"{name} must name every car once")


def require_sound(saved: Sequence[NDArray[Any]], boxes: int) -> None:
    """Refuse arrays of a session that the compiled watch could stumble over.

    Args:
        saved: As `Session` orders them.
        boxes: Pit boxes of the track.

    Raises:
        ValueError: An index that points outside, a number that is none.
    """
    race, brief, _, history, order, settled, _ = saved
    last = len(race) - 1
    require_finite(race)
    require_finite(history)
    for rows, name, most in (
        (race, "give_back", last),
        (race, "off_rival", last),
        (race, "pit_box", boxes - 1),
        (brief, "give_back", last),
        (brief, "pit_box", boxes - 1),
    ):
        require_rows(name, rows[name], -1, most)
    require_rows("position", race["position"], 1, last + 1)
    require_rows("status", race["status"], min(Status), max(Status))
    require_permutation("order", order)
    require_permutation("settled", settled)

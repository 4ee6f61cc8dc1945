"""A world as bytes: plain arrays behind a checked header; nothing in them is ever executed."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.errors import UndercutError
from game.core.surface import Surface
from game.vehicle.spec import MAX_GEARS
from game.vehicle.state import CAR_STATE
from game.version import SIM_VERSION

_MAGIC: Final = b"UCWORLD\x01"
_HEADER: Final = struct.Struct("<8sIIq16s")
_CHECKSUM: Final = 16
_LARGEST: Final = 1.0e9

_LIMITS: Final[dict[str, tuple[int, int]]] = {
    "gear": (-1, MAX_GEARS),
    "next_gear": (-1, MAX_GEARS),
    "surface": (0, max(Surface)),
    "station": (0, 2**31),
    "buttons": (0, 2**16 - 1),
    "abs_active": (0, 1),
    "traction_control_active": (0, 1),
    "stability_active": (0, 1),
    "limiter": (0, 1),
    "held": (0, 1),
    "present": (0, 1),
}
_POSITIVE: Final = ("mass", "inertia")


class KeyframeError(UndercutError):
    """Bytes that are not a keyframe of this world."""


def encode(tick: int, arrays: Sequence[NDArray[Any]]) -> bytes:
    """All arrays of a world with its tick.

    Args:
        tick: Now.
        arrays: In a fixed order; the first is the state.
    """
    header = _HEADER.pack(_MAGIC, SIM_VERSION, len(arrays[0]), tick, _layout(arrays))
    content = header + b"".join(array.tobytes() for array in arrays)
    return content + _digest(content)


def decode(content: bytes, arrays: Sequence[NDArray[Any]]) -> int:
    """Fill `arrays` from what `encode` gave; they stay as they are when anything is wrong.

    Returns:
        The tick.

    Raises:
        KeyframeError: The bytes are damaged, of another version, or of another world.
    """
    size = _HEADER.size + sum(array.nbytes for array in arrays) + _CHECKSUM
    if len(content) < _HEADER.size or content[: len(_MAGIC)] != _MAGIC:
        raise KeyframeError("keyframe: these bytes are not a keyframe")
    _, version, rows, tick, layout = _HEADER.unpack_from(content)
    if version != SIM_VERSION:
        raise KeyframeError(
            f"keyframe: made by physics version {version}, this is version {SIM_VERSION}"
        )
    if rows != len(arrays[0]) or layout != _layout(arrays) or tick < 0:
        raise KeyframeError(f"keyframe: of another world ({rows} cars, not {len(arrays[0])})")
    if len(content) != size:
        raise KeyframeError(f"keyframe: {len(content)} bytes long, must be {size}")
    if content[-_CHECKSUM:] != _digest(content[:-_CHECKSUM]):
        raise KeyframeError("keyframe: damaged, its checksum does not match")
    parts = _split(content, arrays)
    _check(parts[0])
    for array, part in zip(arrays, parts, strict=True):
        array[...] = part
    return int(tick)


def state_digest(tick: int, arrays: Sequence[NDArray[Any]]) -> str:
    """32 hexadecimal digits that differ wherever one bit of the arrays or the tick differs."""
    digest = hashlib.blake2b(tick.to_bytes(8, "little", signed=True), digest_size=16)
    for array in arrays:
        digest.update(np.ascontiguousarray(array).view(np.uint8).data)
    return digest.hexdigest()


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM).digest()


def _layout(arrays: Sequence[NDArray[Any]]) -> bytes:
    names = repr([(array.shape, array.dtype.descr) for array in arrays])
    return hashlib.blake2b(names.encode(), digest_size=16).digest()


def _split(content: bytes, arrays: Sequence[NDArray[Any]]) -> list[NDArray[Any]]:
    parts = []
    offset = _HEADER.size
    for array in arrays:
        part = np.frombuffer(content, array.dtype, array.size, offset)
        parts.append(part.reshape(array.shape))
        offset += array.nbytes
    return parts


def _check(state: NDArray[Any]) -> None:
    """Refuse a state that compiled code must not be given: it indexes by some of these."""
    for name in CAR_STATE.names or ():
        values = state[name]
        if values.dtype.kind == "f":
            low, high = (1.0e-3 if name in _POSITIVE else -_LARGEST), _LARGEST
        else:
            low, high = _LIMITS[name]
        if not bool(np.all((values >= low) & (values <= high))):
            raise KeyframeError(f"keyframe: {name} out of range, must be {low:g} to {high:g}")

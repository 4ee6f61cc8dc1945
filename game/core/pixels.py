"""The pixels of a picture as an array that does not lock the picture."""

from __future__ import annotations

from ctypes import c_uint32
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint32]
"""Shape (height, width)."""


def pixels_of(surface: Any) -> Pixels:
    """The pixels of a pygame surface of 32 bits, changed in place.

    pygame's own views lock the surface for as long as they live, and whatever compiles a function
    that they are handed to may keep them for a while: nothing could be drawn on it until then. A
    surface in memory needs no lock. The array keeps the surface alive, not the other way round.

    Args:
        surface: A `pygame.Surface` in memory, the whole of one or its left upper part.

    Returns:
        Shape (height, pitch / 4): wider than the surface where that is a part of another.
    """
    height, wide = surface.get_height(), surface.get_pitch() // 4
    memory: Any = (c_uint32 * (height * wide)).from_address(surface._pixels_address)
    memory.owner = surface
    return np.frombuffer(memory, np.uint32).reshape(height, wide)

"""Compiles what the HUD draws with, before it is needed."""

from __future__ import annotations

import numpy as np

from game.hud.blend import blend_pixels, premultiply


def warm_up() -> None:
    """Blend a few pixels; compiled code is kept on the disk."""
    layer = np.zeros((2, 2), np.uint32)
    premultiply(layer)
    blend_pixels(np.zeros((4, 4), np.uint32), layer[0:1, 0:1], 1, 1)

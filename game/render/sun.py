"""Where the light comes from."""

from __future__ import annotations

from typing import Final

SUN: Final = (-0.46, 0.50, 0.734)
"""Direction to the sun: x east, y north, z up."""
SHADOW_PER_HEIGHT: Final = (-SUN[0] / SUN[2], -SUN[1] / SUN[2])
"""Where the shadow of something one metre high ends [m]."""

"""Rounding of what is derived, so that the last bits of another machine's libraries vanish.

Splines and angles are computed by libraries whose last bits depend on the processor. What is
driven on is rounded to steps far above that and far below anything that can be felt, so that a
replay meets the same road everywhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from game.track.track import Floats

METRE: Final = 2.0**-16
"""Step of lengths and positions, 0.015 mm [m]."""

RADIAN: Final = 2.0**-24
"""Step of angles and of components of unit vectors."""

CURVATURE: Final = 2.0**-30
"""Step of curvatures [1/m]."""


def rounded(values: Floats, step: float) -> Floats:
    """The nearest multiples of a step that is a power of two."""
    result: Floats = np.rint(values / step) * step
    return result


def rounded_number(value: float, step: float) -> float:
    """The nearest multiple of a step that is a power of two."""
    return round(value / step) * step

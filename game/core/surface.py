"""What a wheel can stand on; tracks name surfaces, tyres feel them."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray


class Surface(IntEnum):
    """Kinds of ground; the numbers are stored in tracks' arrays and never change."""

    ASPHALT = 0
    LINE = 1
    KERB = 2
    CONCRETE = 3
    GRASS = 4
    GRAVEL = 5


SURFACE: Final = np.dtype(
    [
        ("grip_dry", "f8"),  # friction relative to dry asphalt
        ("grip_wet", "f8"),  # the same when fully wet
        ("rolling_resistance", "f8"),  # force over load
        ("drag", "f8"),  # force over load and speed: what ploughing costs [s/m]
    ],
    align=True,
)
"""One row of `SURFACES`."""

SURFACES: Final[NDArray[np.void]] = np.array(
    [
        (1.00, 0.72, 0.012, 0.0),
        (0.96, 0.52, 0.012, 0.0),
        (0.94, 0.58, 0.016, 0.0),
        (0.97, 0.70, 0.012, 0.0),
        (0.50, 0.30, 0.060, 0.002),
        (0.45, 0.40, 0.150, 0.012),
    ],
    dtype=SURFACE,
)
"""Properties by `Surface`; orders of magnitude as in Wong, Theory of Ground Vehicles, ch. 2."""
SURFACES.setflags(write=False)

GRIP_DRY: Final = np.ascontiguousarray(SURFACES["grip_dry"])
GRIP_WET: Final = np.ascontiguousarray(SURFACES["grip_wet"])
ROLLING_RESISTANCE: Final = np.ascontiguousarray(SURFACES["rolling_resistance"])
ROLLING_DRAG: Final = np.ascontiguousarray(SURFACES["drag"])
"""Columns of `SURFACES`, for compiled functions."""

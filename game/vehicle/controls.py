"""Controls: all that a driver can do to a car in a tick, as small integers.

They are rounded once, here, at the door. What is recorded is exactly what was driven.
"""

from __future__ import annotations

from enum import IntFlag
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEER_STEPS: Final = 32767
PEDAL_STEPS: Final = 1023
GEAR_NONE: Final = -128
"""`gear` when no gear is chosen directly (paddles or automatic)."""

CONTROLS: Final = np.dtype(
    [
        ("steer", "<i2"),  # -STEER_STEPS full right .. +STEER_STEPS full left
        ("throttle", "<i2"),  # 0 .. PEDAL_STEPS
        ("brake", "<i2"),  # 0 .. PEDAL_STEPS
        ("clutch", "<i2"),  # 0 engaged .. PEDAL_STEPS pressed
        ("handbrake", "<i2"),  # 0 .. PEDAL_STEPS
        ("buttons", "<u2"),  # Button flags
        ("gear", "i1"),  # H-pattern: -1, 0, 1 .. ; GEAR_NONE otherwise
        ("pit_service", "u1"),  # PitService flags wanted at the next stop
        ("pit_fuel", "u1"),  # fuel wanted in the tank after the stop, in 1/255 of a full tank
    ]
)
"""One car's controls for one tick, 15 bytes, little endian in memory and in files."""


class Button(IntFlag):
    """Momentary and held buttons; shifts act on the tick in which they become pressed."""

    SHIFT_UP = 1
    SHIFT_DOWN = 2
    PIT_LIMITER = 4
    RESET = 8
    PIT_REQUEST = 16
    FLASH = 32
    HORN = 64


class PitService(IntFlag):
    """What the crew shall do at the next stop."""

    TYRES = 1
    REPAIR = 2
    REFUEL = 4


def no_controls(count: int) -> NDArray[np.void]:
    """Controls of `count` cars that touch nothing."""
    controls = np.zeros(count, CONTROLS)
    controls["gear"] = GEAR_NONE
    return controls


def quantise_steer(value: ArrayLike) -> NDArray[np.int16]:
    """Steering -1 (right) .. 1 (left) to steps; values outside are held at the end stop."""
    steps: NDArray[np.float64] = np.rint(np.clip(np.asarray(value, float), -1.0, 1.0) * STEER_STEPS)
    return steps.astype(np.int16)


def quantise_pedal(value: ArrayLike) -> NDArray[np.int16]:
    """A pedal 0 .. 1 to steps; values outside are held at the end stop."""
    steps: NDArray[np.float64] = np.rint(np.clip(np.asarray(value, float), 0.0, 1.0) * PEDAL_STEPS)
    return steps.astype(np.int16)

"""The spotter: who is alongside, left or right, and when the sides are clear again."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.audio.cues import Cue
from game.audio.hearing import is_present

ACROSS: Final = 5.5
"""Alongside is at most this far to the side [m]."""
SLOW: Final = 5.0
"""Slower cars need no spotter [m/s]."""
CLEAR_AFTER: Final = 0.8
"""The sides must be empty for so long before they are called clear [s]."""


class Spotter:
    """Says what has changed since it was last asked."""

    def __init__(self) -> None:
        self._left = self._right = False
        self._empty_since: float | None = None
        self._owes_clear = False

    def look(self, cars: NDArray[Any], specs: NDArray[Any], own: int, seconds: float) -> list[Cue]:
        """What is to be said.

        Args:
            cars: Rows of state.
            specs: CAR_SPEC rows.
            own: Row of the own car.
            seconds: Time, of any clock that only goes forward [s].
        """
        left, right = alongside(cars, specs, own)
        said = []
        if left and not self._left:
            said.append(Cue.SPOT_LEFT)
        if right and not self._right:
            said.append(Cue.SPOT_RIGHT)
        self._left, self._right = left, right
        if left or right:
            self._empty_since, self._owes_clear = None, True
        elif self._owes_clear:
            since = seconds if self._empty_since is None else self._empty_since
            self._empty_since = since
            if seconds - since >= CLEAR_AFTER or seconds < since:
                said.append(Cue.SPOT_CLEAR)
                self._owes_clear = False
        return said


def alongside(cars: NDArray[Any], specs: NDArray[Any], own: int) -> tuple[bool, bool]:
    """Whether a car overlaps the own one to its left, and to its right."""
    me = cars[own]
    if abs(float(me["forward_speed"])) < SLOW:
        return False, False
    yaw = float(me["yaw"])
    x, y = cars["x"] - me["x"], cars["y"] - me["y"]
    ahead = x * np.cos(yaw) + y * np.sin(yaw)
    side = y * np.cos(yaw) - x * np.sin(yaw)
    reach = 0.5 * (specs["length"] + specs["length"][own])
    near = is_present(cars) & (np.abs(ahead) < reach) & (np.abs(side) < ACROSS)
    near[own] = False
    return bool((near & (side > 0.0)).any()), bool((near & (side <= 0.0)).any())

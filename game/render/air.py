"""The air of a session: what is in it moves on, and is placed on the screen."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.render.kernels import BOX, PUFF, faded
from game.render.particles import MOST, PARTICLE, Weather, drift, emit


@compiled
def place(
    air: NDArray[Any],
    first: int,
    puffs: NDArray[Any],
    streaks: NDArray[Any],
    middle_x: float,
    middle_y: float,
    cosine: float,
    sine: float,
    scale: float,
    width: int,
    height: int,
) -> tuple[int, int]:
    """Where everything in the air is on the screen, oldest first.

    Args:
        air: PARTICLE rows.
        first: Index of the oldest.
        puffs: PUFF rows to be filled.
        streaks: BOX rows to be filled.
        middle_x: What the middle of the screen shows [m].
        middle_y: The same.
        cosine: Of the camera's up direction.
        sine: The same.
        scale: [px/m]
        width: Of the picture [px].
        height: The same.

    Returns:
        How many puffs and streaks there are.
    """
    puff_count, streak_count = 0, 0
    for offset in range(len(air)):
        one = air[(first + offset) % len(air)]
        if one.life <= 0.0:
            continue
        away_x, away_y = one.x - middle_x, one.y - middle_y
        x = 0.5 * width + scale * (away_x * sine - away_y * cosine)
        y = 0.5 * height - scale * (away_x * cosine + away_y * sine)
        reach = one.size * scale
        if x < -reach or y < -reach or x > width + reach or y > height + reach:
            continue
        cover = one.cover * faded(one.age, one.life)
        if one.streak == 0:
            puff = puffs[puff_count]
            puff.x, puff.y, puff.radius = x, y, reach
            puff.colour = one.colour
            puff.cover = one.cover * (1.0 if reach < 3.0 else 1.6 * faded(one.age, one.life))
            puff_count += 1
        else:
            streak = streaks[streak_count]
            speed = sqrt(one.velocity_x**2 + one.velocity_y**2) + 1e-6
            along_x, along_y = one.velocity_x / speed, one.velocity_y / speed
            streak.x, streak.y = x, y
            streak.cosine = along_x * sine - along_y * cosine
            streak.sine = -(along_x * cosine + along_y * sine)
            streak.half_length, streak.half_width = 0.5 * reach, max(0.4, 0.03 * scale)
            streak.round, streak.soft = 0.0, 1.4
            streak.colour, streak.cover = one.colour, min(1.0, 1.5 * cover)
            streak_count += 1
    return puff_count, streak_count


class Air:
    """All particles of a session."""

    def __init__(self, sizes: NDArray[np.float64], wet: float, ground: NDArray[np.int64]) -> None:
        """Clear air.

        Args:
            sizes: Length and width of each car, shape (cars, 2) [m].
            wet: 0 dry .. 1 wet.
            ground: Colours as of `emit`.
        """
        self._sizes, self._wet, self._ground = sizes, float(wet), ground
        self._air = np.zeros(MOST, PARTICLE)
        self._number = 0
        self.puffs = np.zeros(MOST, PUFF)
        self.streaks = np.zeros(MOST, BOX)

    def advance(
        self,
        views: NDArray[Any],
        wheels: NDArray[np.float64],
        contacts: NDArray[np.float64],
        seconds: float,
        much: float,
    ) -> None:
        """Move on, and let the cars throw things up; arguments as of `emit`."""
        drift(self._air, seconds)
        if much > 0.0:
            self._number = emit(
                views,
                wheels,
                self._sizes,
                contacts,
                self._air,
                self._number,
                Weather(seconds, self._wet, float(much)),
                self._ground,
            )

    def clear(self) -> None:
        """Let everything vanish."""
        self._air["life"] = 0.0

    def seen(
        self, middle: tuple[float, float], up: float, scale: float, size: tuple[int, int]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """PUFF and BOX rows of what a frame sees."""
        puffs, streaks = place(
            self._air,
            self._number % MOST,
            self.puffs,
            self.streaks,
            *middle,
            float(np.cos(up)),
            float(np.sin(up)),
            scale,
            *size,
        )
        return self.puffs[:puffs], self.streaks[:streaks]

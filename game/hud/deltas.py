"""How much slower or faster than another lap, and where that is going."""

from __future__ import annotations

from collections import deque
from typing import Final

from game.hud.facts import Floats
from game.hud.lap_trace import LapTrace

WINDOW: Final = 1.2
"""The trend is that of the last moments [s]."""


class DeltaWatch:
    """Compares the lap being driven with a reference and with the ideal lap."""

    def __init__(self) -> None:
        self._row = -1
        self._past: deque[tuple[float, float]] = deque(maxlen=256)

    def deltas(
        self,
        row: int,
        now: float,
        current: float | None,
        distance: float,
        reference: LapTrace | None,
        ideal: Floats,
        ideal_time: float,
        length: float,
    ) -> tuple[float | None, float | None, float]:
        """Difference to the reference and to the ideal lap [s], and the trend [s/s].

        Args:
            row: Of the car.
            now: Of the session [s].
            current: Since the lap began [s]; none where no lap is timed.
            distance: Along the road [m].
            reference: Lap to compare with.
            ideal: When the ideal lap passes evenly spaced places [s].
            ideal_time: Of the whole ideal lap [s].
            length: Of the road [m].
        """
        if current is None:
            self._past.clear()
            return None, None, 0.0
        to_ideal = current - _passed(distance, ideal, ideal_time, length)
        to_best = None if reference is None else current - reference.at(distance)
        delta = to_ideal if to_best is None else to_best
        return to_best, to_ideal, self._trend(row, now, delta)

    def _trend(self, row: int, now: float, delta: float) -> float:
        past = self._past
        if row != self._row or (past and (now < past[-1][0] or abs(delta - past[-1][1]) > 1.0)):
            past.clear()
        self._row = row
        if not past or now > past[-1][0]:
            past.append((now, delta))
        while past[-1][0] - past[0][0] > WINDOW:
            past.popleft()
        passed = past[-1][0] - past[0][0]
        return (past[-1][1] - past[0][1]) / passed if passed > 0.25 else 0.0


def _passed(distance: float, times: Floats, total: float, length: float) -> float:
    """When a lap of known times passes a place [s]."""
    place = min(max(distance, 0.0), length) / length * len(times)
    first = min(int(place), len(times) - 1)
    here = float(times[first])
    then = float(times[first + 1]) if first + 1 < len(times) else total
    return here + (then - here) * (place - first)

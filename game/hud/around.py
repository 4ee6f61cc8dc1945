"""Cars near each other on the road: gaps by a lap's own times, not by distance alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.hud.entry_list import EntryList
from game.hud.facts import Floats, Relative

EACH_WAY: Final = 3
"""Cars shown ahead and behind."""
FARTHEST: Final = 45.0
"""Cars farther away are not shown [s]."""


def times_between(
    here: float, there: Floats, profile: Floats, lap_time: float, length: float
) -> Floats:
    """Driving times from one place to others, the short way round, positive ahead [s].

    Args:
        here: Place along the road [m].
        there: Other places, shape (n,) [m].
        profile: When a lap passes evenly spaced places, ascending from 0 [s].
        lap_time: Of that lap [s].
        length: Of the road [m].
    """
    places = np.arange(len(profile) + 1) * (length / len(profile))
    times = np.append(profile, lap_time)
    ahead = np.interp(there, places, times) - float(np.interp(here, places, times))
    half = 0.5 * lap_time
    short: Floats = (ahead + half) % lap_time - half
    return short


def relatives(
    own: int,
    entries: EntryList,
    gaps: Floats,
    closing: Floats,
    laps: Floats,
    positions: Floats,
    statuses: tuple[str, ...],
    shown: Floats,
) -> tuple[Relative, ...]:
    """The cars around one, from the farthest ahead to the farthest behind, itself in the middle.

    Args:
        own: Row of the car in the middle.
        entries: Names and colours.
        gaps: Times to all cars, positive ahead [s].
        closing: How fast each gap shrinks [s/s].
        laps: Whole laps by which each is ahead.
        positions: Of all cars.
        statuses: Of all cars, as in `Standing`.
        shown: Which cars are on the road.
    """
    near = [
        row
        for row in np.argsort(-gaps, kind="stable").tolist()
        if row != own and shown[row] and abs(gaps[row]) < FARTHEST and statuses[row] != "out"
    ]
    ahead = [row for row in near if gaps[row] >= 0.0][-EACH_WAY:]
    behind = [row for row in near if gaps[row] < 0.0][:EACH_WAY]
    return tuple(
        Relative(
            row=row,
            position=int(positions[row]),
            name=entries.names[row],
            colour=entries.colours[row],
            gap=float(gaps[row]) if row != own else 0.0,
            laps=int(laps[row]) if row != own else 0,
            status=statuses[row],
            own=row == own,
            closing=float(closing[row]) if row != own else 0.0,
        )
        for row in (*ahead, own, *behind)
    )


class GapWatch:
    """Remembers gaps for a moment, to say how fast they shrink."""

    def __init__(self, cars: int) -> None:
        self._time = np.nan
        self._own = -1
        self._gaps = np.zeros(cars)
        self._rate = np.zeros(cars)

    def closing(self, time: float, own: int, gaps: Floats) -> Floats:
        """How fast each gap shrinks [s/s], smoothed over about two seconds."""
        passed = time - self._time
        if own != self._own or not 0.0 < passed < 2.0:
            self._rate = np.zeros(len(gaps))
        else:
            rate = (np.abs(self._gaps) - np.abs(gaps)) / passed
            share = min(passed / 2.0, 1.0)
            rate = np.where(np.abs(rate) > 2.0, 0.0, rate)
            self._rate = self._rate + share * (rate - self._rate)
        if own != self._own or passed != 0.0:
            self._time, self._own, self._gaps = time, own, gaps
        return self._rate

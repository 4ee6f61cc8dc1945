"""Laps of many cars, each alone on its road: timed between ticks, with all that went wrong."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.race.limits import wheels_beyond

PAGE: Final = np.dtype(
    [
        ("distance", "f8"),  # along the lap, in the tick before [m]
        ("travelled", "f8"),  # since the line was first reached; negative on the way to it [m]
        ("lap", "i8"),  # being driven, -1 before the line
        ("began", "f8"),  # when that lap began [ticks]
        ("slow", "i8"),  # ticks of standing or going the wrong way, without a break
    ],
    align=True,
)
"""Where one car stands."""

LAP: Final = np.dtype(
    [
        ("ticks", "f8"),  # it took; 0 while it is not completed
        ("off", "i8"),  # ticks with all four wheels beyond the white line
        ("hits", "i8"),  # contacts with walls
        ("trouble", "f8"),  # where it first left the track or hit a wall, -1: nowhere [m]
    ],
    align=True,
)
"""One lap."""

SLOW: Final = 2.0
"""A car that is slower than this stands [m/s]."""
WRONG: Final = 1.8
"""Against the road by more than this is the wrong way [rad]."""


def open_book(distances: NDArray[np.float64], laps: int, run_up: NDArray[np.float64]) -> Any:
    """Pages of cars that stand `run_up` before the line, and their empty laps (cars, laps)."""
    pages = np.zeros(len(distances), PAGE)
    pages["distance"], pages["travelled"], pages["lap"] = distances, -run_up, -1
    entries = np.zeros((len(distances), laps), LAP)
    entries["trouble"] = -1.0
    return pages, entries


@compiled
def count_tick(
    arenas: NDArray[Any],
    stations: NDArray[Any],
    state: NDArray[Any],
    spec: NDArray[Any],
    contacts: NDArray[Any],
    pages: NDArray[Any],
    laps: NDArray[Any],
    tick: int,
) -> int:
    """Write down one tick; says how many cars have just completed their last lap.

    Args:
        arenas: ARENA rows.
        stations: STATION rows of all tracks.
        state: CAR_STATE rows after the tick.
        spec: CAR_SPEC rows.
        contacts: CONTACT rows of the tick.
        pages: PAGE rows, written.
        laps: LAP rows (cars, laps), written.
        tick: Ticks made so far, this one included.
    """
    finished = 0
    for index in range(len(arenas)):
        arena = arenas[index]
        road = stations[arena.first_station : arena.first_station + arena.stations]
        length = len(road) * road[1].distance
        for row in range(arena.first_car, arena.first_car + arena.cars):
            if state[row].present == 0 or pages[row].lap >= laps.shape[1]:
                continue
            _count_way(state[row], length, pages[row], laps[row], tick)
            if pages[row].lap >= laps.shape[1]:
                finished += 1
            elif pages[row].lap >= 0 and wheels_beyond(
                state[row], spec[row], road[state[row].station]
            ):
                lap = laps[row, pages[row].lap]
                lap.off += 1
                _note(lap, state[row])
    for place in range(len(contacts)):
        touch = contacts[place]
        page = pages[touch.car]
        if touch.first == 1 and touch.other < 0 and 0 <= page.lap < laps.shape[1]:
            lap = laps[touch.car, page.lap]
            lap.hits += 1
            _note(lap, state[touch.car])
    return finished


@compiled
def _note(lap: Any, car: Any) -> None:
    if lap.trouble < 0.0:
        lap.trouble = car.distance


@compiled
def _count_way(car: Any, length: float, page: Any, laps: NDArray[Any], tick: int) -> None:
    """Move on by what was driven, and close the lap when the line was passed."""
    way = car.distance - page.distance
    way -= length * np.floor(way / length + 0.5)
    page.distance = car.distance
    page.travelled += way
    beyond = page.travelled - (page.lap + 1) * length
    if way > 0.0 and beyond >= 0.0:
        now = tick - min(beyond / way, 1.0)
        if page.lap >= 0:
            laps[page.lap].ticks = now - page.began
        page.began = now
        page.lap += 1
    standing = car.forward_speed < SLOW or abs(car.heading) > WRONG
    page.slow = page.slow + 1 if standing else 0

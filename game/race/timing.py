"""Laps, sectors and gaps, to a fraction of a tick, that nothing but driving the lap can advance.

A car's place along the road is unrolled into `travelled`, the distance without its wrap at the
line. Checkpoint number m lies at a fixed place on that scale, and counts when `travelled` passes it
forward, by driving and not by a jump of the projection. Reversing over the line lowers
`travelled`, so the same checkpoint must be reached again; a car that jumps past a checkpoint
(a shortcut) misses it, and when it comes to the line with one missing, that lap does not count.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.race.state import RaceState, Rows
from game.track.track import Floats

JUMP: Final = 15.0
"""More than this along the road in a tick is no driving [m]: 1800 m/s, or a cut corner."""

PASSED_NONE: Final = 0
PASSED_HIDDEN: Final = 1
PASSED_SECTOR: Final = 2
PASSED_LAP: Final = 3
PASSED_START: Final = 4
PASSED_UNCOUNTED: Final = 5


@compiled
def shortest(change: float, length: float) -> float:
    """A change of distance along the road, the short way round [m]."""
    if change > 0.5 * length:
        return change - length
    if change < -0.5 * length:
        return change + length
    return change


@compiled
def faster(time: float, best: float) -> bool:
    """Whether a time beats the best one, 0 where there is none yet [s]."""
    return best == 0.0 or time < best


@compiled
def begin(race: RaceState, distance: float, places: Floats, length: float, out_lap: bool) -> None:
    """Start counting from `distance`.

    In a race the last half lap counts as behind the line, and a car that starts beyond the line
    (or beyond a checkpoint) has passed it already. Where laps are timed each for itself, everything
    before the first crossing of the line is the way to it, an out lap.
    """
    behind = out_lap or distance > 0.5 * length
    race.distance = distance
    race.travelled = distance - length if behind else distance
    race.progress = race.anchor = race.start_travelled = race.travelled
    race.marks = 0
    if not behind:
        for place in places:
            race.marks += place <= distance
    race.next_mark = mark_place(race.marks, places, length)
    race.laps = 0


@compiled
def mark_place(number: int, places: Floats, length: float) -> float:
    """Where checkpoint `number`, counted from the start, lies on the scale of `travelled` [m]."""
    count = len(places)
    return float((number // count) * length + places[number % count])


@compiled
def advance(
    race: RaceState,
    distance: float,
    time: float,
    tick: float,
    places: Floats,
    sector: NDArray[np.int64],
    length: float,
) -> int:
    """Move a car along by one tick and note what it passed.

    Args:
        race: The car's row.
        distance: Where it is now, 0 .. length [m].
        time: The end of this tick [s].
        tick: The length of this tick [s].
        places: Of the checkpoints [m].
        sector: That begins at each of them, or -1.
        length: Of the lap [m].

    Returns:
        One of the `PASSED_` values.
    """
    change = shortest(distance - race.distance, length)
    before = race.travelled
    race.distance = distance
    race.step = change
    race.travelled = before + change
    passed = PASSED_NONE
    driven = 0.0 < change <= JUMP
    if driven and before < race.next_mark <= race.travelled:
        at = time - tick * (race.travelled - race.next_mark) / change
        passed = _pass_mark(race, at, places, sector, length)
    elif driven and race.travelled > race.next_mark:
        passed = _line_with_a_gap(race, before, time, tick, places, length)
    race.progress = min(race.travelled, race.next_mark)
    return passed


@compiled
def _pass_mark(
    race: RaceState, at: float, places: Floats, sector: NDArray[np.int64], length: float
) -> int:
    """Count the next checkpoint, passed at time `at` [s].

    The first lap of a race counts from the start, any other first lap from the line.
    """
    count = len(places)
    mark = race.marks % count
    started = race.marks > 0
    section = at - race.mark_time[(mark - 1) % count]
    fresh = race.mark_lap[(mark - 1) % count] < 0
    if started and race.lap_valid and not fresh and faster(section, race.section_best[mark]):
        race.section_best[mark] = section
    race.mark_time[mark] = at
    race.mark_lap[mark] = race.marks // count
    race.marks += 1
    race.next_mark = mark_place(race.marks, places, length)
    if sector[mark] < 0:
        return PASSED_HIDDEN
    if not started:
        if race.lap_start == 0.0:
            race.lap_start = at
            race.sector_start = at
        return PASSED_START
    race.sector_times[(sector[mark] - 1) % len(race.sector_times)] = at - race.sector_start
    race.sector_start = at
    if mark > 0:
        return PASSED_SECTOR
    _finish_lap(race, at)
    return PASSED_LAP


@compiled
def _finish_lap(race: RaceState, at: float) -> None:
    """Book the lap completed at time `at` [s] and begin the next."""
    race.laps += 1
    race.last_lap = at - race.lap_start
    race.last_valid = race.lap_valid
    if race.lap_valid and faster(race.last_lap, race.best_lap):
        race.best_lap = race.last_lap
    for k in range(len(race.sector_times)):
        time = race.sector_times[k]
        race.last_sectors[k] = time
        if race.lap_valid and time > 0.0 and faster(time, race.best_sectors[k]):
            race.best_sectors[k] = time
        race.sector_times[k] = 0.0
    race.lap_start = at
    race.lap_valid = 1 - race.off


@compiled
def _line_with_a_gap(
    race: RaceState, before: float, time: float, tick: float, places: Floats, length: float
) -> int:
    """A car with a checkpoint missing: at the line its lap is void and begins again."""
    line = np.floor(race.travelled / length) * length
    if not before < line <= race.travelled:
        return PASSED_NONE
    at = time - tick * (race.travelled - line) / (race.travelled - before)
    lap_number = max(race.marks - 1, 0) // len(places)
    race.travelled += lap_number * length - line
    race.marks = lap_number * len(places) + 1
    race.next_mark = mark_place(race.marks, places, length)
    race.mark_time[0] = at
    race.mark_lap[0] = lap_number
    race.lap_start = at
    race.sector_start = at
    race.lap_valid = 1
    for k in range(len(race.sector_times)):
        race.sector_times[k] = 0.0
    return PASSED_UNCOUNTED


@compiled
def update_gaps(race: Rows, row: int, order: NDArray[np.int64], count: int, length: float) -> None:
    """Gaps of the car that just passed a checkpoint, to the car ahead and to the leader [s].

    A gap is the time between two cars at the same checkpoint of the same lap; -1 where the car
    ahead is more than a lap away.
    """
    car = race[row]
    place = car.position - 1
    number = car.marks - 1
    if place <= 0 or number < 0:
        car.gap_ahead = 0.0
        car.gap_leader = 0.0
        car.laps_behind = 0
        return
    leader, ahead = race[order[0]], race[order[place - 1]]
    car.gap_ahead = _gap(car, ahead, number, count)
    car.gap_leader = _gap(car, leader, number, count)
    car.laps_behind = max(0, int((leader.progress - car.progress) / length))


@compiled
def _gap(car: RaceState, other: RaceState, number: int, count: int) -> float:
    mark = number % count
    if other.mark_lap[mark] != number // count:
        return -1.0
    return float(car.mark_time[mark] - other.mark_time[mark])


@compiled
def sort_by_progress(order: NDArray[np.int64], race: Rows) -> None:
    """Bring rows into racing order: those who finished by time, then the rest by progress.

    An insertion sort, because the order hardly changes from tick to tick.
    """
    for place in range(1, len(order)):
        row = order[place]
        below = place - 1
        while below >= 0 and _is_ahead(race[row], race[order[below]]):
            order[below + 1] = order[below]
            below -= 1
        order[below + 1] = row
    for place in range(len(order)):
        race[order[place]].position = place + 1


@compiled
def _is_ahead(car: RaceState, other: RaceState) -> bool:
    """Whether `car` belongs before `other` in a race."""
    if car.finish_time > 0.0 and other.finish_time > 0.0:
        if car.laps != other.laps:
            return bool(car.laps > other.laps)
        return bool(car.finish_time < other.finish_time)
    return bool(car.progress > other.progress)


@compiled
def sort_by_best_lap(order: NDArray[np.int64], race: Rows) -> None:
    """Bring rows into the order of their best laps; those without one keep their order."""
    for place in range(1, len(order)):
        row = order[place]
        time = race[row].best_lap
        below = place - 1
        while below >= 0 and time > 0.0:
            other = race[order[below]].best_lap
            if 0.0 < other <= time:
                break
            order[below + 1] = order[below]
            below -= 1
        order[below + 1] = row
    for place in range(len(order)):
        race[order[place]].position = place + 1

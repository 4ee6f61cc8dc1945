"""Where a lap loses its time to the ideal one, and how quiet its hands and feet are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from agents.evaluation import pictures
from agents.evaluation.chapter import Table
from agents.evaluation.flying import Flight
from agents.evaluation.places import Places
from agents.evaluation.words import number, percent
from game.track.track import Floats

PHASES: Final = ("braking", "cornering", "accelerating", "at full speed")
CHANGE: Final = 1.0
"""The ideal lap brakes or accelerates by more than this [m/s^2]."""
BENT: Final = 3.0
"""It corners where it needs more than this sideways [m/s^2]."""
WORST: Final = 12
STILL: Final = 0.005
"""Less than this part of the lock in a tenth of a second is a hand at rest."""


def lost_time(flight: Flight) -> Floats:
    """Time lost to the ideal lap between each station and the next, shape (stations,) [s]."""
    trace = pictures.lap_of(flight)
    track = flight.pair.track
    distance = np.unwrap(trace["distance"].astype(float), period=track.length)
    distance -= np.floor(distance[0] / track.length + 0.5) * track.length
    rising = np.maximum.accumulate(distance)
    places = np.append(track.stations["distance"], track.length)
    own = np.diff(np.interp(places, rising, np.arange(len(trace))))
    # The trace begins and ends within a tenth of a second of the line.
    own *= flight.best_s / own.sum()
    lost: Floats = own - np.diff(np.append(flight.ideal.time, flight.ideal.time_s))
    return lost


def phases(flight: Flight) -> Floats:
    """What the ideal lap does at each station, as places in `PHASES`."""
    speed, track = flight.ideal.speed, flight.pair.track
    ahead = np.roll(speed, -3)
    gain = (ahead * ahead - speed * speed) / (6.0 * track.spacing)
    sideways = np.abs(track.stations["line_curvature"]) * speed * speed
    found = np.full(len(speed), PHASES.index("at full speed"))
    found[gain > CHANGE] = PHASES.index("accelerating")
    found[sideways > BENT] = PHASES.index("cornering")
    found[gain < -CHANGE] = PHASES.index("braking")
    return found


def quietness(flights: Sequence[Flight]) -> Table:
    """How much hands and feet do: their travel, and how often the wheel turns back."""
    by_car: dict[str, list[Floats]] = {}
    for flight in flights:
        if flight.laps:
            by_car.setdefault(flight.pair.car.id, []).append(_restlessness(flight))
    rows = [
        [car, str(len(parts)), *(number(float(part), 2) for part in np.mean(parts, axis=0))]
        for car, parts in sorted(by_car.items())
    ]
    columns = ["car", "laps", "wheel travel [1/s]", "turns back [1/s]", "pedal travel [1/s]"]
    return Table("Hands and feet", columns, rows)


def _restlessness(flight: Flight) -> Floats:
    """Travel of the wheel, its turns back, travel of the pedals, each per second."""
    trace = pictures.lap_of(flight)
    seconds = 0.1 * max(len(trace) - 1, 1)
    moved = np.diff(trace["steer"])
    moving = moved[np.abs(moved) > STILL]
    back = np.count_nonzero(np.diff(np.sign(moving)))
    travel = np.abs(moved).sum(), float(back), np.abs(np.diff(trace["pedal"])).sum()
    found: Floats = np.array(travel) / seconds
    return found


def losses(flights: Sequence[Flight]) -> list[Table]:
    """Two tables: by what the ideal lap does there, and the dearest places."""
    driven = [flight for flight in flights if flight.laps]
    by_car: dict[str, list[Floats]] = {}
    places: dict[tuple[str, str], list[float]] = {}
    known: dict[str, Places] = {}
    for flight in driven:
        lost, phase = lost_time(flight) / flight.ideal.time_s, phases(flight)
        parts = np.array([lost[phase == part].sum() for part in range(len(PHASES))])
        by_car.setdefault(flight.pair.car.id, []).append(parts)
        track = flight.pair.track
        names = known.setdefault(track.name, Places(track))
        _add_places(places, names, flight, lost)
    rows = [
        [car, str(len(parts)), *(percent(float(part), 2) for part in np.mean(parts, axis=0))]
        for car, parts in sorted(by_car.items())
    ]
    columns = ["car", "laps", *PHASES]
    title = "Time lost to the ideal lap, as a part of it, by what the ideal lap does there"
    return [Table(title, columns, rows), _dearest(places)]


def _add_places(
    places: dict[tuple[str, str], list[float]], names: Places, flight: Flight, lost: Floats
) -> None:
    """Add up what one lap loses at each turn."""
    found: dict[str, float] = {}
    step = max(1, round(10.0 / flight.pair.track.spacing))
    for first in range(0, len(lost), step):
        name = names.name(first * flight.pair.track.spacing)
        found[name] = found.get(name, 0.0) + float(lost[first : first + step].sum())
    for name, part in found.items():
        places.setdefault((flight.pair.track.name, name), []).append(part)


def _dearest(places: dict[tuple[str, str], list[float]]) -> Table:
    means = {key: float(np.mean(parts)) for key, parts in places.items()}
    rows = [
        [track, name, percent(part, 2), str(len(places[track, name]))]
        for (track, name), part in sorted(means.items(), key=lambda item: -item[1])[:WORST]
    ]
    columns = ["track", "place", "of the ideal lap", "laps"]
    return Table("The dearest places", columns, rows)

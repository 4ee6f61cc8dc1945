"""Places where laps were spoilt most, from near: everybody's line, too fast or too slow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.evaluation import pictures
from agents.evaluation.flying import Flight
from agents.evaluation.places import Places
from agents.evaluation.words import counted
from game.track.track import Floats, Track

SHOWN: Final = 4
"""Places in the picture."""
BEFORE: Final = 160.0
AFTER: Final = 90.0
"""Of the road around a place [m]."""
FASTER: Final = 40.0
"""Speed over the ideal lap's that has the strongest colour [km/h]."""


@dataclass(frozen=True)
class Trouble:
    """One place and whose laps it spoilt."""

    track: Track
    place: str
    flights: list[Flight]
    distances: list[float]
    """Where it happened [m]."""


def troubles_of(flights: Sequence[Flight]) -> list[Trouble]:
    """Places at which laps were spoilt first, those with the most laps first."""
    found: dict[tuple[str, str], Trouble] = {}
    known: dict[str, Places] = {}
    for flight in flights:
        track = flight.pair.track
        places = known.setdefault(track.name, Places(track))
        for distance in pictures.troubles(flight):
            place = places.name(distance)
            each = found.setdefault((track.name, place), Trouble(track, place, [], []))
            each.flights.append(flight)
            each.distances.append(distance)
    return sorted(found.values(), key=lambda each: (-len(each.distances), each.track.name))


def draw_close_ups(path: Path, troubles: Sequence[Trouble]) -> None:
    """Lines through the worst places, coloured by speed over that of the ideal lap."""
    chosen = troubles[:SHOWN]
    columns = min(len(chosen), 2)
    rows = -(-len(chosen) // columns)
    figure, axes = pictures.new_figure(7.0 * columns, 5.4 * rows, rows, columns)
    line = None
    for spot in axes.flat:
        spot.set_axis_off()
    for spot, trouble in zip(axes.flat, chosen, strict=False):
        line = _draw(spot, trouble) or line
    if line is not None:
        figure.colorbar(line, ax=axes, shrink=0.5, label="km/h over the ideal lap")
    pictures.write(figure, path)


def _draw(axes: Any, trouble: Trouble) -> Any:
    pictures.draw_road(axes, trouble.track)
    line = None
    for flight in {id(each): each for each in trouble.flights}.values():
        for trace in _passes(flight, trouble):
            drawn = pictures.draw_line(
                axes, trace, _over_ideal(flight, trace), (-FASTER, FASTER), "coolwarm"
            )
            line = drawn or line
    for flight, distance in zip(trouble.flights, trouble.distances, strict=True):
        x, y = pictures.spot_of(flight, distance)
        axes.plot(x, y, "x", color=pictures.INK, markersize=7, zorder=5)
    middle = float(np.median(trouble.distances))
    near = trouble.track.position(middle + np.linspace(-BEFORE, AFTER, 60), 0.0)
    low, high = near.min(axis=0) - 25.0, near.max(axis=0) + 25.0
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    names = ", ".join(sorted({flight.pair.car.id for flight in trouble.flights}))
    title = (
        f"{trouble.track.name} {trouble.place}: {counted(len(trouble.distances), 'lap')}\n{names}"
    )
    axes.set_title(title, color=pictures.INK, fontsize=8, wrap=True)
    return line


def _passes(flight: Flight, trouble: Trouble) -> list[NDArray[Any]]:
    """The parts of a flight's laps that lead through the place."""
    length, middle = trouble.track.length, float(np.median(trouble.distances))
    found = []
    for lap in np.unique(flight.trace["lap"]):
        trace = flight.trace[flight.trace["lap"] == lap]
        way = (trace["distance"] - middle + length / 2) % length - length / 2
        near = np.flatnonzero((way > -BEFORE) & (way < AFTER))
        # Near the start line a lap leads through the place at its beginning and at its end.
        parts = np.split(near, np.flatnonzero(np.diff(near) > 1) + 1)
        found += [trace[part] for part in parts]
    return found


def _over_ideal(flight: Flight, trace: NDArray[Any]) -> Floats:
    """Speed over the ideal lap's at the same places [km/h]."""
    track = flight.pair.track
    station = (trace["distance"] / track.spacing).astype(int) % len(track.stations)
    over: Floats = 3.6 * (trace["speed"] - flight.ideal.speed[station])
    return over

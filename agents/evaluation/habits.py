"""How a driver drives a lap: where the braking begins, how much road is used, how fast it bends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.evaluation import pictures
from agents.evaluation.flying import Flight
from game.track.track import Floats, Track

STEP: Final = 2.0
"""Between places at which laps are compared [m]."""
BRAKING: Final = -0.15
"""Pedal beyond which a driver brakes."""
DROP: Final = 6.0
"""Speed that must be lost for a corner to count [m/s]."""
SEARCH: Final = 260.0
"""So far before a corner's slowest place the braking is looked for [m]."""
STRETCH: Final = 700.0
"""Length of road in the picture [m]."""


@dataclass(frozen=True)
class Habits:
    """A driver beside another one, in the same car on the same road."""

    brakes_earlier_m: float
    """Than the other, mean over the corners that both brake for."""
    road_used: float
    """Of the road's width: from the 1st to the 99th percentile of places across it."""
    corner_speed: float
    """Over the other's at its slowest places, mean."""


def along(flight: Flight, name: str) -> Floats:
    """A figure of the fastest lap at even places along it."""
    trace = pictures.lap_of(flight)
    order = np.argsort(trace["distance"], kind="stable")
    distance = trace["distance"][order].astype(np.float64)
    values = trace[name][order].astype(np.float64)
    places = np.arange(0.0, flight.pair.track.length, STEP)
    found: Floats = np.interp(places, distance, values, period=flight.pair.track.length)
    return found


def habits_of(flight: Flight, other: Flight) -> Habits:
    """What can be seen of a lap beside that of another driver."""
    speed, best = along(flight, "speed"), along(other, "speed")
    pedal, others = along(flight, "pedal"), along(other, "pedal")
    earlier, slower = [], []
    for apex in slow_places(best):
        own, its = _brakes_at(pedal, apex), _brakes_at(others, apex)
        if own is not None and its is not None:
            earlier.append(own - its)
        near = (apex + np.arange(-15, 16)) % len(speed)
        slower.append(float(speed[near].min() / best[near].min()))
    return Habits(
        float(np.mean(earlier)) if earlier else np.nan,
        _road_used(flight),
        float(np.mean(slower)) if slower else np.nan,
    )


def slow_places(speed: Floats) -> list[int]:
    """Where speed is lowest after it fell by `DROP`, as indices of places."""
    reach = round(100.0 / STEP)
    found = []
    for place in range(len(speed)):
        around = (place + np.arange(-reach // 2, reach // 2 + 1)) % len(speed)
        before = (place - np.arange(round(SEARCH / STEP))) % len(speed)
        lowest = speed[place] <= speed[around].min()
        if lowest and speed[before].max() - speed[place] > DROP:
            found.append(place)
    return [place for place in found if place - 1 not in found]


def _brakes_at(pedal: Floats, apex: int) -> float | None:
    """How long before a slow place the braking for it begins [m]; none where there is none."""
    before = pedal[(apex - np.arange(round(SEARCH / STEP))) % len(pedal)]
    braking = np.flatnonzero(before < BRAKING)
    if not len(braking):
        return None
    gaps = np.flatnonzero(np.diff(braking) > round(30.0 / STEP))
    first = braking[gaps[0]] if len(gaps) else braking[-1]
    return float(first) * STEP


def _road_used(flight: Flight) -> float:
    offset, track = along(flight, "offset"), flight.pair.track
    places = np.arange(len(offset))
    left, right = _width(track, places, "left"), _width(track, places, "right")
    across = (offset - 0.5 * (left - right)) / (0.5 * (left + right))
    low, high = np.percentile(across, [1, 99])
    return float(high - low) / 2.0


def _width(track: Track, places: NDArray[Any], side: str) -> Floats:
    """Of one side of the road at places, counted in steps [m]."""
    values = track.stations[f"width_{side}"].astype(np.float64)
    known = track.stations["distance"]
    found: Floats = np.interp(places * STEP, known, values, period=track.length)
    return found


def draw_habits(path: Path, slow: Flight, fast: Flight, names: tuple[str, str]) -> None:
    """The part of a lap with the heaviest braking, driven by two: map, speed, pedals, line."""
    best = along(fast, "speed")
    window = round(STRETCH / STEP)
    lost = [best[place] - best[(place + window // 2) % len(best)] for place in range(len(best))]
    first = int(np.argmax(lost)) - window // 6
    places = (first + np.arange(window)) % len(best)
    figure, axes = pictures.new_figure(11.0, 8.5, 2, 2)
    way = np.arange(window) * STEP
    for place, (flight, name) in enumerate(zip((slow, fast), names, strict=True)):
        colour = pictures.SERIES[1 - place]
        _draw_map(axes[0, 0], flight, places, colour, name)
        for spot, field, scale in (
            (axes[0, 1], "speed", 3.6),
            (axes[1, 0], "pedal", 1.0),
            (axes[1, 1], "offset", 1.0),
        ):
            spot.plot(way, scale * along(flight, field)[places], color=colour, label=name)
    pictures.draw_road(axes[0, 0], fast.pair.track)
    _zoom(axes[0, 0], fast, places)
    _edges(axes[1, 1], fast.pair.track, places, way)
    words = ("speed [km/h]", "throttle above 0, brake below", "place across the road, left up [m]")
    for spot, word in zip((axes[0, 1], axes[1, 0], axes[1, 1]), words, strict=True):
        spot.set_ylabel(word)
        spot.set_xlabel("along the road [m]")
        spot.grid(color=pictures.FAINT, linewidth=0.5)
    axes[0, 1].legend(fontsize=9)
    times = " and ".join(
        f"{name} {flight.best_s:.2f} s" for flight, name in zip((slow, fast), names, strict=True)
    )
    figure.suptitle(f"{fast.pair.name}: {times}; dots: braking", fontsize=11)
    pictures.write(figure, path)


def _draw_map(axes: Any, flight: Flight, places: NDArray[Any], colour: str, name: str) -> None:
    track = flight.pair.track
    offset, pedal = along(flight, "offset")[places], along(flight, "pedal")[places]
    points = track.position(places * STEP, offset)
    axes.plot(points[:, 0], points[:, 1], color=colour, linewidth=1.2, label=name, zorder=3)
    braked = points[pedal < BRAKING]
    axes.plot(braked[:, 0], braked[:, 1], "o", color=colour, markersize=2.5, zorder=4)


def _zoom(axes: Any, flight: Flight, places: NDArray[Any]) -> None:
    points = flight.pair.track.position(places * STEP, 0.0)
    low, high = points.min(axis=0) - 20.0, points.max(axis=0) + 20.0
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])


def _edges(axes: Any, track: Track, places: NDArray[Any], way: NDArray[Any]) -> None:
    axes.plot(way, _width(track, places, "left"), color=pictures.FAINT)
    axes.plot(way, -_width(track, places, "right"), color=pictures.FAINT)

"""Checks of the centre line itself: kinks, crossings, widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from shapely.geometry import LinearRing, Polygon
from shapely.validation import explain_validity

from game.track.centre_line import CentreLine
from game.track.crossings import MAX_CROSSINGS, MIN_ANGLE, find_meetings
from game.track.extents import WALL_ROOM, Room
from game.track.finding import Finding, place_of
from game.track.model import TrackFile
from game.track.ring import runs
from game.track.roadside import WALL_GAP
from game.track.track import Floats

MIN_RADIUS: Final = 4.0
"""Of the centre line [m]."""

MIN_INNER: Final = 0.15
"""The inner edge of a bend keeps at least this part of the centre line's length."""

MIN_WIDTH: Final = 5.0
"""Of the road, edge to edge: two karts, or one wide car with room [m]."""

MAX_WIDTH_SLOPE: Final = 0.7
"""Each edge comes nearer or goes away by at most this much per metre."""


MIN_GAP: Final = 2 * (WALL_GAP + WALL_ROOM)
"""Between the edges of two parts of the road [m]."""


def check_line(file: TrackFile, line: CentreLine) -> list[Finding]:
    """Everything wrong with the line on its own."""
    return [
        *_check_kinks(file, line),
        *_check_widths(file, line),
        *_check_inner_edge(file, line),
        *(_check_crossings if file.crossings == "none" else _check_meetings)(file, line),
    ]


def _at(line: CentreLine, station: int) -> str:
    return f"{station * line.spacing:.0f} m after the start line"


def _check_kinks(file: TrackFile, line: CentreLine) -> Iterator[Finding]:
    radius = 1 / np.maximum(np.abs(line.curvature), 1e-9)
    for first, last in runs(radius < MIN_RADIUS):
        worst = _worst(radius, first, last)
        yield Finding(
            place_of(file, line, worst),
            f"a kink {_at(line, worst)}: the centre line bends with a radius of "
            f"{radius[worst]:.1f} m, must be at least {MIN_RADIUS:g} m: move the points here "
            "further apart or onto a rounder line",
        )


def _worst(values: np.ndarray, first: int, last: int) -> int:
    """Index of the smallest value in a run on the ring."""
    index = (first + np.arange((last - first) % len(values) + 1)) % len(values)
    return int(index[np.argmin(values[index])])


def _check_widths(file: TrackFile, line: CentreLine) -> Iterator[Finding]:
    total = line.width_left + line.width_right
    for first, last in runs(total < MIN_WIDTH):
        worst = _worst(total, first, last)
        yield Finding(
            place_of(file, line, worst),
            f"the road is {total[worst]:.1f} m wide {_at(line, worst)}, "
            f"must be at least {MIN_WIDTH:g} m",
        )
    for name, width in (("left", line.width_left), ("right", line.width_right)):
        slope = np.abs(np.roll(width, -1) - width) / line.spacing
        for first, last in runs(slope > MAX_WIDTH_SLOPE):
            worst = _worst(-slope, first, last)
            yield Finding(
                place_of(file, line, worst),
                f"the {name} edge jumps by {slope[worst]:.2f} m per metre {_at(line, worst)}, "
                f"must be at most {MAX_WIDTH_SLOPE:g}: let the width change over a longer way",
            )


def _check_inner_edge(file: TrackFile, line: CentreLine) -> Iterator[Finding]:
    for name, side, width in (("left", 1, line.width_left), ("right", -1, line.width_right)):
        left_over = 1 - side * line.curvature * width
        tight = (left_over < MIN_INNER) & (np.abs(line.curvature) <= 1 / MIN_RADIUS)
        for first, last in runs(tight):
            worst = _worst(left_over, first, last)
            radius = 1 / abs(line.curvature[worst])
            yield Finding(
                place_of(file, line, worst),
                f"the bend is too tight for the road {_at(line, worst)}: radius {radius:.1f} m "
                f"and {width[worst]:.1f} m to the {name} edge: make the radius at least "
                f"{width[worst] / (1 - MIN_INNER):.1f} m or the {name} half narrower than "
                f"{radius * (1 - MIN_INNER):.1f} m",
            )


def _check_crossings(file: TrackFile, line: CentreLine) -> Iterator[Finding]:
    points = np.column_stack([line.x, line.y])
    place = _crossing(points)
    if place is not None:
        away = np.hypot(*(points - place).T)
        near = np.flatnonzero(away < away.min() + 2 * line.spacing)
        first, last = int(near[0]), int(near[-1])
        x, y = np.rint(place).astype(int)
        yield Finding(
            place_of(file, line, first),
            f"the road crosses itself at x {x} m, y {y} m, {first * line.spacing:.0f} m and "
            f"{_at(line, last)}: lead one of the two round the other, "
            "or allow it with `crossings: bridge` or `crossings: level`",
        )


def _check_meetings(file: TrackFile, line: CentreLine) -> Iterator[Finding]:
    meetings = find_meetings(line)
    if len(meetings) > MAX_CROSSINGS:
        message = f"the road crosses itself {len(meetings)} times, at most {MAX_CROSSINGS} times"
        yield Finding(("crossings",), message)
        return
    for meeting in meetings:
        if meeting.angle < MIN_ANGLE:
            yield Finding(
                place_of(file, line, meeting.first),
                f"the roads cross at {np.degrees(meeting.angle):.0f} degrees "
                f"{_at(line, meeting.first)}, must be at least {np.degrees(MIN_ANGLE):.0f}",
            )


def _crossing(points: Floats) -> Floats | None:
    """Where a closed line first meets itself."""
    if LinearRing(points).is_simple:
        return None
    numbers = re.findall(r"-?[0-9.]+(?:e[-+]?[0-9]+)?", explain_validity(Polygon(points)))
    return np.array(numbers[-2:], float) if len(numbers) >= 2 else points[0]


def check_room(file: TrackFile, line: CentreLine, room: Room) -> list[Finding]:
    """Roads that come too close to each other for the walls between them."""
    findings = []
    for side, width, free in ((1, line.width_left, room.left), (-1, line.width_right, room.right)):
        missing = width + WALL_GAP - free
        bend = 1 - side * line.curvature * (width + WALL_GAP) < MIN_INNER + 0.05
        for first, last in runs((missing > 0.01) & ~bend):
            worst = _worst(-missing, first, last)
            other = _other_station(line, worst, side, free[worst])
            gap = _gap(line, worst, other)
            if gap < MIN_GAP and worst < other:
                findings.append(
                    Finding(
                        place_of(file, line, worst),
                        f"the road comes too close to itself {_at(line, worst)} and "
                        f"{_at(line, other)}: its edges are {gap:.1f} m apart, must be at least "
                        f"{MIN_GAP:g} m for the walls between: move them apart or make the road "
                        "narrower",
                    )
                )
    return findings


def _other_station(line: CentreLine, station: int, side: int, free: float) -> int:
    """The station across the end of the free room that is not near the given one."""
    x = line.x[station] - side * free * line.tangent_y[station]
    y = line.y[station] + side * free * line.tangent_x[station]
    away = np.hypot(line.x - x, line.y - y)
    count = len(line.x)
    apart = (np.arange(count) - station) % count
    apart = np.minimum(apart, count - apart)
    away[apart * line.spacing < 10] = np.inf
    return int(np.argmin(away))


def _gap(line: CentreLine, station: int, other: int) -> float:
    """Between the edges of the road at two stations that face each other [m]."""
    gap = float(np.hypot(line.x[other] - line.x[station], line.y[other] - line.y[station]))
    for here, there in ((station, other), (other, station)):
        way_x, way_y = line.x[there] - line.x[here], line.y[there] - line.y[here]
        to_left = way_y * line.tangent_x[here] - way_x * line.tangent_y[here] > 0
        gap -= float((line.width_left if to_left else line.width_right)[here])
    return gap

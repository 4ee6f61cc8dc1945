"""From a place on the map to a place along the road, compiled; exact inverse of `Track.position`.

Between two stations the centre line and its tangent are interpolated linearly. The cross-section
through a point is the one whose tangent is perpendicular to the way to the point, which is a
quadratic equation; within the walls cross-sections never overlap, so it has one answer there.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from game.core.compiled import compiled
from game.track.track import BANDS, Station, Stations

LOST_MARGIN: Final = 3.0
"""This far outside the walls the hint is no longer trusted [m]."""

_WALK: Final = 40
"""Stations walked from the hint before the whole lap is searched."""


@compiled
def project(stations: Stations, hint: int, x: float, y: float) -> tuple[int, float, float]:
    """The section of road that a point is in.

    Args:
        stations: All of a track's.
        hint: Index of a section near the point, such as the one it was in a tick before.
        x: In the world [m].
        y: In the world [m].

    Returns:
        Index of the station at or before the point; its distance from the start line along the
        centre line [m]; its offset from the centre line, positive left [m].
    """
    start = hint if hint >= 0 and hint < len(stations) else 0
    index, distance, offset, found = _locate(stations, start, x, y)
    edge = stations[index].band_edge
    if found and edge[0] - LOST_MARGIN <= offset and offset <= edge[BANDS] + LOST_MARGIN:
        return index, distance, offset
    return project_near(stations, nearest_station(stations, x, y), x, y)


@compiled
def project_near(stations: Stations, start: int, x: float, y: float) -> tuple[int, float, float]:
    """The same as `project` for a point at most a few stations from the section `start`.

    For the wheels of a car whose middle has been projected.
    """
    index, distance, offset, _ = _locate(stations, start, x, y)
    return index, distance, offset


@compiled
def _locate(stations: Stations, start: int, x: float, y: float) -> tuple[int, float, float, bool]:
    """Walk to the section whose first station is behind the point and whose next is ahead."""
    count = len(stations)
    index = start
    here = stations[index]
    then = stations[index + 1 if index + 1 < count else 0]
    past_here = (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y
    past_then = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
    for _ in range(_WALK):
        if past_here < 0.0:
            then, past_then = here, past_here
            index = index - 1 if index > 0 else count - 1
            here = stations[index]
            past_here = (x - here.x) * here.tangent_x + (y - here.y) * here.tangent_y
        elif past_then >= 0.0:
            here, past_here = then, past_then
            index = index + 1 if index + 1 < count else 0
            then = stations[index + 1 if index + 1 < count else 0]
            past_then = (x - then.x) * then.tangent_x + (y - then.y) * then.tangent_y
        else:
            break
    step_x, step_y = then.x - here.x, then.y - here.y
    bend_x, bend_y = then.tangent_x - here.tangent_x, then.tangent_y - here.tangent_y
    part = _root(past_here, past_then, -(step_x * bend_x + step_y * bend_y))
    tangent_x, tangent_y = here.tangent_x + part * bend_x, here.tangent_y + part * bend_y
    away_x, away_y = x - here.x - part * step_x, y - here.y - part * step_y
    offset = away_y * tangent_x - away_x * tangent_y
    offset /= sqrt(tangent_x * tangent_x + tangent_y * tangent_y)
    found = past_here >= 0.0 and past_then < 0.0
    return index, here.distance + part * stations[1].distance, offset, found


@compiled
def _root(start: float, end: float, square: float) -> float:
    """Where a quadratic with this value at 0, at 1 and this square term is zero, within 0..1."""
    linear = end - start - square
    inner = linear * linear - 4.0 * square * start
    twice = sqrt(inner if inner > 0.0 else 0.0) - linear
    part = 2.0 * start / twice if twice > 0.0 else 0.0
    return min(max(part, 0.0), 1.0)


@compiled
def nearest_station(stations: Stations, x: float, y: float) -> int:
    """The station whose centre is nearest to a point, over the whole lap."""
    best, least = 0, 1e300
    for index in range(len(stations)):
        away_x, away_y = x - stations[index].x, y - stations[index].y
        square = away_x * away_x + away_y * away_y
        if square < least:
            best, least = index, square
    return best


@compiled
def surface_at(stations: Stations, index: int, distance: float, offset: float) -> int:
    """Surface under a point given by `project`; edges are interpolated between stations."""
    here = stations[index]
    part = (distance - here.distance) / stations[1].distance
    then = stations[index + 1 if index + 1 < len(stations) else 0]
    band = BANDS // 2
    while band < BANDS - 1 and offset >= _edge(here, then, band + 1, part):
        band += 1
    while band > 0 and offset < _edge(here, then, band, part):
        band -= 1
    return here.band_surface[band]  # type: ignore[no-any-return]


@compiled
def _edge(here: Station, then: Station, edge: int, part: float) -> float:
    """A band's edge between two stations [m]."""
    offset: float = here.band_edge[edge]
    offset += part * (then.band_edge[edge] - offset)
    return offset

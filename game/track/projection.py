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
    index, found = _walk(stations, start, x, y)
    if found:
        part, offset = _place(stations, index, x, y)
        section = stations[index]
        if (
            section.band_edge[0] - LOST_MARGIN <= offset
            and offset <= section.band_edge[BANDS] + LOST_MARGIN
        ):
            return index, section.distance + part * stations[1].distance, offset
    index, _ = _walk(stations, nearest_station(stations, x, y), x, y)
    part, offset = _place(stations, index, x, y)
    return index, stations[index].distance + part * stations[1].distance, offset


@compiled
def _ahead(stations: Stations, index: int, x: float, y: float) -> float:
    """How far a point is ahead of a station's cross-section [m]."""
    station = stations[index]
    result: float = (x - station.x) * station.tangent_x + (y - station.y) * station.tangent_y
    return result


@compiled
def _walk(stations: Stations, start: int, x: float, y: float) -> tuple[int, bool]:
    """Walk along the stations until the point lies between one and the next."""
    count = len(stations)
    index = start
    if _ahead(stations, index, x, y) >= 0.0:
        for _ in range(_WALK):
            following = index + 1 if index + 1 < count else 0
            if _ahead(stations, following, x, y) < 0.0:
                return index, True
            index = following
        return index, False
    for _ in range(_WALK):
        index = index - 1 if index > 0 else count - 1
        if _ahead(stations, index, x, y) >= 0.0:
            return index, True
    return index, False


@compiled
def _place(stations: Stations, index: int, x: float, y: float) -> tuple[float, float]:
    """Part of the section and offset of a point in the section after a station."""
    here = stations[index]
    then = stations[index + 1 if index + 1 < len(stations) else 0]
    step_x, step_y = then.x - here.x, then.y - here.y
    bend_x, bend_y = then.tangent_x - here.tangent_x, then.tangent_y - here.tangent_y
    away_x, away_y = x - here.x, y - here.y
    constant = away_x * here.tangent_x + away_y * here.tangent_y
    linear = away_x * bend_x + away_y * bend_y
    linear -= step_x * here.tangent_x + step_y * here.tangent_y
    square = -(step_x * bend_x + step_y * bend_y)
    part = 0.0
    if linear < 0.0:
        root = linear * linear - 4.0 * square * constant
        part = 2.0 * constant / (-linear + sqrt(root if root > 0.0 else 0.0))
    if part < 0.0:
        part = 0.0
    if part > 1.0:
        part = 1.0
    tangent_x = here.tangent_x + part * bend_x
    tangent_y = here.tangent_y + part * bend_y
    length = sqrt(tangent_x * tangent_x + tangent_y * tangent_y)
    away_x -= part * step_x
    away_y -= part * step_y
    return part, (away_y * tangent_x - away_x * tangent_y) / length


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

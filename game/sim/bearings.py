"""Where a car and its wheels are on the track."""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from game.core.compiled import compiled
from game.core.exact import arctangent2, cosine, sine
from game.track.projection import nearest_station, project, project_near, surface_at
from game.track.track import BANDS, Stations
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, RL, WHEELS, CarState

MIXED: Final = -1
"""No surface: the wheels may stand on several."""

_MARGIN: Final = 0.1
_BENT: Final = 4.0
_TIGHTEST: Final = 0.5
_BEHIND: Final = 2
_AHEAD: Final = 3


@compiled
def tangent_at(stations: Stations, index: int, distance: float) -> tuple[float, float]:
    """Direction of the centre line in the section after a station, not of unit length."""
    here, then = stations[index], stations[index + 1 if index + 1 < len(stations) else 0]
    part = (distance - here.distance) / stations[1].distance
    x = here.tangent_x + part * (then.tangent_x - here.tangent_x)
    return x, here.tangent_y + part * (then.tangent_y - here.tangent_y)


@compiled
def surface_all_over(stations: Stations, station: int, low: float, high: float) -> int:
    """The surface of the two road sections before to the three after a station, if it is one.

    Args:
        stations: Of the track.
        station: Where a car is.
        low: Offset of the rightmost place in question [m].
        high: Offset of the leftmost [m].

    Returns:
        A `Surface`, or `MIXED` when one band does not surely reach from `low` to `high`.
    """
    here = stations[station]
    band = 0
    while band < BANDS - 1 and high >= here.band_edge[band + 1]:
        band += 1
    surface = here.band_surface[band]
    count = len(stations)
    for step in range(-_BEHIND, _AHEAD + 1):
        index = station + step
        index += count if index < 0 else (-count if index >= count else 0)
        section = stations[index]
        if (
            low < section.band_edge[band]
            or high >= section.band_edge[band + 1]
            or section.band_surface[band] != surface
        ):
            return MIXED
    return int(surface)


@compiled
def stand(car: CarState, spec: CarSpec, stations: Stations, c: float, s: float) -> None:
    """Find the surface under each wheel.

    Args:
        car: CAR_STATE row; `surface` is written.
        spec: CAR_SPEC row.
        stations: Of the car's track.
        c: Cosine of the yaw.
        s: Sine of the yaw.
    """
    curvature = stations[car.station].curvature
    if curvature * car.offset < _TIGHTEST:
        here = stations[car.station]
        across = abs(s * here.tangent_x - c * here.tangent_y)
        along = abs(c * here.tangent_x + s * here.tangent_y)
        reach = max(abs(spec.wheel_x[FL]), abs(spec.wheel_x[RL])) * across
        reach += max(abs(spec.wheel_y[FL]), abs(spec.wheel_y[RL])) * along
        reach += _MARGIN + _BENT * abs(curvature)
        surface = surface_all_over(stations, car.station, car.offset - reach, car.offset + reach)
        if surface != MIXED:
            for wheel in range(WHEELS):
                car.surface[wheel] = surface
            return
    for wheel in range(WHEELS):
        x = car.x + c * spec.wheel_x[wheel] - s * spec.wheel_y[wheel]
        y = car.y + s * spec.wheel_x[wheel] + c * spec.wheel_y[wheel]
        under, distance, offset = project_near(stations, car.station, x, y)
        car.surface[wheel] = surface_at(stations, under, distance, offset)


@compiled
def take_bearings(car: CarState, spec: CarSpec, stations: Stations) -> None:
    """Find where a car and its wheels are on the track, and its speed in its own frame.

    Args:
        car: CAR_STATE row, written; its `station` is where the search begins.
        spec: CAR_SPEC row.
        stations: Of the car's track.
    """
    c, s = cosine(car.yaw), sine(car.yaw)
    car.forward_speed = c * car.velocity_x + s * car.velocity_y
    car.left_speed = c * car.velocity_y - s * car.velocity_x
    car.station, car.distance, car.offset = project(stations, car.station, car.x, car.y)
    x, y = tangent_at(stations, car.station, car.distance)
    car.heading = arctangent2(s * x - c * y, c * x + s * y)
    stand(car, spec, stations, c, s)


@compiled
def find_car(state: NDArray[Any], spec: NDArray[Any], stations: Stations, row: int) -> None:
    """Take the bearings of a car that may be anywhere.

    Args:
        state: CAR_STATE rows; one is written.
        spec: CAR_SPEC rows.
        stations: Of the car's track.
        row: Of the car.
    """
    car = state[row]
    car.station = nearest_station(stations, car.x, car.y)
    take_bearings(car, spec[row], stations)

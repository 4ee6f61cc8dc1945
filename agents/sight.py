"""The compiled half of observing: the road, the own car, the cars around, row by row.

Every function writes its numbers from a place on and returns the next place.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.action import useful_angle
from agents.limits import NAMES
from game.core.compiled import compiled
from game.core.exact import cosine, sine
from game.core.surface import GRIP_DRY, GRIP_WET
from game.track.track import BANDS, Stations
from game.vehicle.spec import CarSpec
from game.vehicle.state import GRAVITY, WHEELS, CarState

Floats = NDArray[np.float32]
Rows = NDArray[Any]

AIR_DENSITY: Final = 1.2
"""As drivers feel it at any speed [kg/m^3]."""
HORIZON: Final = 6.0
"""Time ahead of the last point of the road, at the present speed [s]."""
POINTS: Final = 16
"""Points of each edge of the road, denser near the car."""
POINT: Final = 7
"""Numbers about each of them."""
LOOKED: Final = 4.0
"""Between two looks at how much braking the way to a point takes [m]."""
CLOSE: Final = 10.0
"""Added to the way to a corner, which keeps what it asks for finite in it [m]."""
WALL_POINTS: Final = 5
"""Of them, those whose walls are seen: every third, from the second on."""
SLOWEST: Final = 12.0
"""Below this speed the points are spaced as at it [m/s]."""
AHEAD: Final = 4
BEHIND: Final = 3
"""Cars seen ahead and behind, the nearest first."""
SEEN_AHEAD: Final = 120.0
SEEN_BEHIND: Final = 60.0
"""Along the road [m]."""
WHEEL_FIGURES: Final = (
    "load",
    "slip_ratio",
    "slip_angle",
    "slip",
    "surface_grip",
    "temperature",
    "wear",
)
OPPONENT: Final = (
    "there",
    "x",
    "y",
    "velocity_x",
    "velocity_y",
    "heading",
    "length",
    "width",
    "brake",
)

DRIVER: Final = np.dtype(
    [
        ("limits", "f4", (len(NAMES),)),  # as told, in today's form
        ("reach", "f8"),  # how far ahead the driver sees [s]
        ("judged_distance", "f8"),  # over the true one
        ("judged_place", "f8"),  # across the road, beyond the true one, to the left [m]
        ("wetness", "f8"),  # of the road, 0 dry .. 1 wet
        ("grip", "f8"),  # friction that the tyres have on it [-]
        ("last_steer", "f8"),  # the last action, -1..1
        ("last_pedal", "f8"),
        ("routine_angle", "f8"),  # of the road wheels, that he would steer unthinking [rad]
        ("routine_pedal", "f8"),  # and his pedals, -1..1
    ],
    align=True,
)
"""What an observation needs to know of one driver."""

_TIMES: Final = HORIZON * ((np.arange(POINTS) + 1.0) / POINTS) ** 1.5


@compiled
def observe(
    rows: NDArray[np.int64],
    arena_of: NDArray[np.int64],
    arenas: Rows,
    stations: Stations,
    spec: Rows,
    state: Rows,
    brief: Rows,
    driver: Rows,
    seen: Floats,
) -> None:
    """Write what the drivers of `rows` see, all but the constant figures at the end.

    Args:
        rows: Of the drivers who look, shape (n,).
        arena_of: Of each car, shape (cars,).
        arenas: ARENA rows.
        stations: STATION rows of all tracks.
        spec: CAR_SPEC rows of all cars.
        state: CAR_STATE rows.
        brief: BRIEF rows.
        driver: DRIVER rows.
        seen: Shape (n, SIZE), written.
    """
    for index in range(len(rows)):
        row = rows[index]
        arena = arenas[arena_of[row]]
        road = stations[arena.first_station : arena.first_station + arena.stations]
        car, who, out = state[row], driver[row], seen[index]
        place = _see_road(road, car, spec[row], who, out)
        place = _feel_motion(road, car, spec[row], who.judged_place, out, place)
        place = _feel_condition(car, spec[row], who, out, place)
        place = _feel_wheels(car, spec[row], who.wetness, out, place)
        told = brief[row]
        out[place], out[place + 1], out[place + 2] = told.green, told.yellow, told.blue
        out[place + 3] = 1.0 if told.give_back >= 0 else 0.0
        out[place + 4], out[place + 5] = who.last_steer, who.last_pedal
        out[place + 6] = who.routine_angle / useful_angle(car, spec[row])
        out[place + 7] = who.routine_pedal
        _see_cars(road, arena.first_car, arena.cars, row, state, spec, out, place + 8)


@compiled
def squashed(value: float, scale: float) -> float:
    """A value of any size to -1..1, half way at `scale`."""
    return value / (scale + abs(value))


@compiled
def _see_road(road: Stations, car: CarState, spec: CarSpec, who: Any, out: Floats) -> int:
    """Edges, bend, racing line and braking at each point, then walls beyond edges at some."""
    c, s = cosine(car.yaw), sine(car.yaw)
    speed = max(car.forward_speed, SLOWEST)
    spacing = road[1].distance
    downforce = spec.downforce_area_front + spec.downforce_area_rear
    pressed = 0.5 * AIR_DENSITY * downforce / (car.mass * GRAVITY)
    grip = who.grip * max(1.0 + pressed * speed * speed, 0.5)
    walls = POINTS * POINT
    seen = int(car.distance / spacing)
    for point in range(POINTS):
        away = min(_TIMES[point], who.reach) * speed
        along = (car.distance + away * who.judged_distance) / spacing
        whole = int(along)
        part = along - whole
        here, then = road[whole % len(road)], road[(whole + 1) % len(road)]
        normal_x = -(here.tangent_y + part * (then.tangent_y - here.tangent_y))
        normal_y = here.tangent_x + part * (then.tangent_x - here.tangent_x)
        x = here.x + part * (then.x - here.x) - car.x
        y = here.y + part * (then.y - here.y) - car.y
        left = here.width_left + part * (then.width_left - here.width_left) - who.judged_place
        right = here.width_right + part * (then.width_right - here.width_right) + who.judged_place
        scale = 1.0 / (10.0 + away)
        place = point * POINT
        left_x, left_y = x + left * normal_x, y + left * normal_y
        right_x, right_y = x - right * normal_x, y - right * normal_y
        out[place] = (c * left_x + s * left_y) * scale
        out[place + 1] = (c * left_y - s * left_x) * scale
        out[place + 2] = (c * right_x + s * right_y) * scale
        out[place + 3] = (c * right_y - s * right_x) * scale
        curvature = here.curvature + part * (then.curvature - here.curvature)
        out[place + 4] = squashed(curvature * speed * speed / GRAVITY, grip)
        out[place + 5] = (2.0 * here.line_offset + right - left) / (left + right)
        out[place + 6] = squashed(_braking(road, car, who, pressed, seen, whole), 0.5)
        seen = whole
        if point % 3 == 1:
            out[walls] = squashed(max(here.band_edge[BANDS] - left - who.judged_place, 0.0), 5.0)
            out[walls + 1] = squashed(max(-here.band_edge[0] - right + who.judged_place, 0.0), 5.0)
            walls += 2
    return walls


@compiled
def _braking(
    road: Stations, car: CarState, who: Any, pressed: float, after: int, until: int
) -> float:
    """Deceleration over the possible one that the racing line asks for between two stations.

    Below 0 there is speed to gain. A corner is taken at v^2 = grip g / (curvature - grip g
    pressed): with downforce the tyres carry `pressed` v^2 of the weight on top of it.
    """
    spacing = road[1].distance
    square = car.forward_speed * car.forward_speed
    possible = who.grip * GRAVITY * max(1.0 + pressed * square, 0.5)
    step = max(1, int(LOOKED / spacing))
    most = -1.0
    for station in range(after + 1, until + 1, step):
        bent = abs(road[station % len(road)].line_curvature) - who.grip * GRAVITY * pressed
        if bent > 1e-5:
            way = max(station * spacing - car.distance, 0.0) / who.judged_distance + CLOSE
            wanted = (square - who.grip * GRAVITY / bent) / (2.0 * way)
            most = max(most, wanted / possible)
    return min(most, 3.0)


@compiled
def _feel_motion(
    road: Stations, car: CarState, spec: CarSpec, aside: float, out: Floats, place: int
) -> int:
    """Speeds, accelerations, place on the road, hands, feet and engine."""
    here = road[car.station]
    out[place] = car.forward_speed / 50.0
    out[place + 1] = car.forward_acceleration / 15.0
    out[place + 2] = cosine(car.heading)
    out[place + 3] = squashed(car.left_speed, 5.0)
    out[place + 4] = car.left_acceleration / 15.0
    out[place + 5] = sine(car.heading)
    out[place + 6] = squashed(car.yaw_rate, 1.0)
    out[place + 7] = car.steer
    out[place + 8] = squashed(here.width_left - car.offset - aside, 5.0)
    out[place + 9] = squashed(here.width_right + car.offset + aside, 5.0)
    out[place + 10] = car.throttle
    out[place + 11] = car.brake
    out[place + 12] = car.gear / 8.0
    out[place + 13] = car.engine_speed / spec.limiter_speed
    out[place + 14] = 1.0 if car.shift_left > 0.0 else 0.0
    out[place + 15] = squashed(car.offset + aside - here.line_offset, 2.0)
    return place + 16


@compiled
def _feel_condition(car: CarState, spec: CarSpec, who: Any, out: Floats, place: int) -> int:
    """The air of cars ahead, damage, fuel and the wet."""
    out[place] = car.drag_factor
    out[place + 1] = car.front_downforce_factor
    out[place + 2] = car.rear_downforce_factor
    out[place + 3] = car.aero_damage
    out[place + 4] = car.engine_damage
    out[place + 5] = car.fuel / spec.mass_empty * 10.0
    out[place + 6] = who.wetness
    out[place + 7] = car.alignment_damage
    return place + 8


@compiled
def _feel_wheels(car: CarState, spec: CarSpec, wetness: float, out: Floats, place: int) -> int:
    """What each tyre carries, how it slides, what it stands on, how warm and worn it is."""
    for wheel in range(WHEELS):
        dry, wet = GRIP_DRY[car.surface[wheel]], GRIP_WET[car.surface[wheel]]
        warmth = car.tyre_temperature[wheel] - spec.tyre_optimum[wheel]
        at = place + wheel
        out[at] = car.load[wheel] * WHEELS / (spec.mass_empty * GRAVITY)
        out[at + 4] = squashed(car.slip_ratio[wheel], 0.1)
        out[at + 8] = squashed(car.slip_angle[wheel], 0.1)
        out[at + 12] = squashed(car.slip[wheel], 1.0)
        out[at + 16] = dry + wetness * (wet - dry)
        out[at + 20] = squashed(warmth, spec.tyre_window[wheel])
        out[at + 24] = car.tyre_wear[wheel]
    return place + 7 * WHEELS


@compiled
def _see_cars(
    road: Stations,
    first: int,
    count: int,
    own: int,
    state: Rows,
    spec: Rows,
    out: Floats,
    place: int,
) -> int:
    """The nearest cars ahead, then those behind; a place without a car is all zeros."""
    figures = len(OPPONENT)
    length = len(road) * road[1].distance
    gaps = np.empty(AHEAD + BEHIND, np.float64)
    others = np.empty(AHEAD + BEHIND, np.int64)
    ahead = behind = 0
    for other in range(first, first + count):
        if other == own or state[other].present == 0:
            continue
        gap = state[other].distance - state[own].distance
        gap -= length * np.floor(gap / length + 0.5)
        if gap >= 0.0 and gap <= SEEN_AHEAD:
            ahead = _insert(others[:AHEAD], gaps[:AHEAD], ahead, other, gap)
        elif gap < 0.0 and -gap <= SEEN_BEHIND:
            behind = _insert(others[AHEAD:], gaps[AHEAD:], behind, other, -gap)
    for slot in range(AHEAD + BEHIND):
        held = ahead if slot < AHEAD else AHEAD + behind
        at = place + slot * figures
        if slot < held:
            _see_car(state[own], state[others[slot]], spec[others[slot]], out, at)
        else:
            for figure in range(figures):
                out[at + figure] = 0.0
    return place + (AHEAD + BEHIND) * figures


@compiled
def _insert(
    others: NDArray[np.int64], gaps: NDArray[np.float64], held: int, other: int, gap: float
) -> int:
    """Put a car into a list ordered by distance, if it is near enough; how many are held now."""
    if held == len(others) and gap >= gaps[held - 1]:
        return held
    slot = held if held < len(others) else held - 1
    while slot > 0 and gaps[slot - 1] > gap:
        gaps[slot], others[slot] = gaps[slot - 1], others[slot - 1]
        slot -= 1
    gaps[slot], others[slot] = gap, other
    return min(held + 1, len(others))


@compiled
def _see_car(own: CarState, other: CarState, spec: CarSpec, out: Floats, place: int) -> None:
    """Where another car is, how it moves, how large it is and whether it brakes."""
    c, s = cosine(own.yaw), sine(own.yaw)
    x, y = other.x - own.x, other.y - own.y
    velocity_x = other.velocity_x - own.velocity_x
    velocity_y = other.velocity_y - own.velocity_y
    out[place] = 1.0
    out[place + 1] = squashed(c * x + s * y, 10.0)
    out[place + 2] = squashed(c * y - s * x, 5.0)
    out[place + 3] = squashed(c * velocity_x + s * velocity_y, 10.0)
    out[place + 4] = squashed(c * velocity_y - s * velocity_x, 5.0)
    out[place + 5] = sine(other.yaw - own.yaw)
    out[place + 6] = spec.length / 5.0
    out[place + 7] = spec.width / 2.0
    out[place + 8] = other.brake

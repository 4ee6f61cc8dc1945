"""What happened to each car between two decisions, counted tick by tick in compiled code."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.limits import GRIP_KEPT, ROAD_KEPT
from game.core.compiled import compiled
from game.core.exact import cosine, sine
from game.vehicle.state import WHEELS

Rows = NDArray[np.int64]

STRICT: Final = 0.6
"""Punishment for leaving the track begins when the last wheel is this close to the line, and
by `ROAD_KEPT` before for a driver who wants a margin [m]."""
REAR_END: Final = 0.7
"""Least cosine between a car's direction and a contact's normal for a rear-end contact."""

TALLY: Final = np.dtype(
    [
        ("distance", "f8"),  # along the lap, in the tick before [m]
        ("moved", "f8"),  # along the centre line, wherever the car was [m]
        ("progress", "f8"),  # the same as far as the car is clear of the edge [m]
        ("lead", "f8"),  # won on the reference lap, at its mean speed [m]
        ("off_time", "f8"),  # with all wheels off, by the rules [s]
        ("off_square", "f8"),  # time near or over the edge times squared speed [m^2/s]
        ("off_speed", "f8"),  # the same times speed [m]
        ("wall_square", "f8"),  # time in touch with a wall times squared speed [m^2/s]
        ("wall_hits", "f8"),  # first touches of a wall
        ("wall_impact", "f8"),  # sum of squared closing speeds with walls [m^2/s^2]
        ("slip", "f8"),  # time times the product of slips, over the tyres [s]
        ("effort", "f8"),  # way times the grip used beyond what the driver wants to [m]
        ("collisions", "f8"),  # first touches of another car
        ("rear_end", "f8"),  # squared closing speeds into cars ahead [m^2/s^2]
        ("unsporting", "f8"),  # closing speeds of moves into cars beside [m/s]
        ("slow_time", "f8"),  # standing or going the wrong way, not reset by decisions [s]
        ("expected", "f8"),  # way of the reference lap in the same time [m]
    ],
    align=True,
)
"""One car's account; all but `distance` and `slow_time` begin at 0 with every decision."""


def mean_speeds(
    arenas: NDArray[Any], stations: NDArray[Any], reference: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Mean speed of the reference lap of each arena, (arenas,) [m/s].

    Args:
        arenas: ARENA rows.
        stations: STATION rows of all tracks, evenly apart on each.
        reference: Speed of the reference lap at each of them [m/s].
    """
    means = []
    for arena in arenas:
        first = int(arena["first_station"])
        means.append(1.0 / np.mean(1.0 / reference[first : first + int(arena["stations"])]))
    return np.array(means)


@compiled
def begin(tally: NDArray[Any]) -> None:
    """Begin new accounts."""
    for row in range(len(tally)):
        entry = tally[row]
        entry.moved = entry.progress = entry.off_time = entry.off_square = entry.off_speed = 0.0
        entry.wall_square = entry.wall_hits = entry.wall_impact = entry.slip = 0.0
        entry.effort = entry.lead = 0.0
        entry.collisions = entry.rear_end = entry.unsporting = entry.expected = 0.0


@compiled
def depth_beyond(car: Any, spec: Any, station: Any) -> float:
    """How far the last wheel is beyond the white line, negative while it is inside [m].

    Offsets of the wheels as in `game.race.limits`.
    """
    sin, cos = sine(car.heading), cosine(car.heading)
    bend = 0.5 * station.curvature / max(1.0 - station.curvature * car.offset, 0.1)
    least = 1e9
    for wheel in range(WHEELS):
        ahead = spec.wheel_x[wheel] * cos - spec.wheel_y[wheel] * sin
        left = spec.wheel_x[wheel] * sin + spec.wheel_y[wheel] * cos
        offset = car.offset + left - bend * ahead * ahead
        beyond = max(offset - station.width_left, -station.width_right - offset)
        least = min(least, beyond)
    return least


@compiled
def count_tick(
    arenas: NDArray[Any],
    stations: NDArray[Any],
    reference: NDArray[np.float64],
    mean: NDArray[np.float64],
    state: NDArray[Any],
    spec: NDArray[Any],
    contacts: NDArray[Any],
    margin: NDArray[np.float32],
    tally: NDArray[Any],
    dt: float,
) -> None:
    """Add one tick to the accounts of all cars.

    Args:
        arenas: ARENA rows.
        stations: STATION rows of all tracks.
        reference: Speed of the reference lap at each of them [m/s].
        mean: Of that lap on the track of each arena, from `mean_speeds` [m/s].
        state: CAR_STATE rows after the tick.
        spec: CAR_SPEC rows.
        contacts: CONTACT rows of the tick.
        margin: That each driver wants, 0-1, shape (cars,).
        tally: TALLY rows, written.
        dt: Length of a tick [s].
    """
    for index in range(len(arenas)):
        arena = arenas[index]
        road = stations[arena.first_station : arena.first_station + arena.stations]
        length = len(road) * road[1].distance
        for row in range(arena.first_car, arena.first_car + arena.cars):
            car, entry = state[row], tally[row]
            clear = entry.progress
            _count_way(car, spec[row], road[car.station], length, margin[row], entry, dt)
            speed = reference[arena.first_station + car.station]
            entry.expected += speed * dt
            entry.lead += mean[index] * ((entry.progress - clear) / speed - dt)
    for place in range(len(contacts)):
        _count_contact(contacts[place], state, tally, dt)


@compiled
def _count_way(
    car: Any, spec: Any, station: Any, length: float, margin: float, entry: Any, dt: float
) -> None:
    way = car.distance - entry.distance
    way -= length * np.floor(way / length + 0.5)
    entry.distance = car.distance
    entry.moved += way
    depth = depth_beyond(car, spec, station)
    speed = np.sqrt(car.velocity_x * car.velocity_x + car.velocity_y * car.velocity_y)
    if depth > 0.0:
        entry.off_time += dt
    strict = STRICT + ROAD_KEPT * margin
    severity = min(max(depth / strict + 1.0, 0.0), 1.0)
    entry.progress += (1.0 - severity) * way
    entry.off_square += severity * speed * speed * dt
    entry.off_speed += severity * speed * dt
    for wheel in range(WHEELS):
        ratio = min(1.0, abs(car.slip_ratio[wheel]))
        entry.slip += ratio * abs(car.slip_angle[wheel]) * dt
    entry.effort += max(grip_used(car) - 1.0 + GRIP_KEPT * margin, 0.0) * speed * dt
    if car.forward_speed < 2.0 or abs(car.heading) > 1.8:
        entry.slow_time += dt
    else:
        entry.slow_time = 0.0


@compiled
def grip_used(car: Any) -> float:
    """Share of their grip that the tyres use, each as it is loaded."""
    used = load = 0.0
    for wheel in range(WHEELS):
        used += car.load[wheel] * car.grip_used[wheel]
        load += car.load[wheel]
    return used / max(load, 1.0)


@compiled
def _count_contact(contact: Any, state: NDArray[Any], tally: NDArray[Any], dt: float) -> None:
    closing = contact.closing_speed
    if contact.other < 0:
        car, entry = state[contact.car], tally[contact.car]
        speed_square = car.velocity_x * car.velocity_x + car.velocity_y * car.velocity_y
        entry.wall_square += speed_square * dt
        if contact.first == 1:
            entry.wall_hits += 1.0
            entry.wall_impact += closing * closing
        return
    if contact.first == 0:
        return
    for side in range(2):
        own = contact.car if side == 0 else contact.other
        other = contact.other if side == 0 else contact.car
        sign = 1.0 if side == 0 else -1.0
        normal_x, normal_y = sign * contact.normal_x, sign * contact.normal_y
        car, entry = state[own], tally[own]
        entry.collisions += 1.0
        ahead = cosine(car.yaw) * normal_x + sine(car.yaw) * normal_y
        if ahead > REAR_END:
            entry.rear_end += closing * closing
        elif ahead > -REAR_END:
            towards = car.velocity_x * normal_x + car.velocity_y * normal_y
            it = state[other]
            away = it.velocity_x * normal_x + it.velocity_y * normal_y
            if towards > -away:
                entry.unsporting += closing

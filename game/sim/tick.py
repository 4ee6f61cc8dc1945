"""The two compiled calls of a tick: forces before pymunk moves the bodies, bearings after it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.sim.bearings import take_bearings
from game.sim.bodies import HELD_WEIGHT
from game.sim.contacts import closing_speed, collect, remember
from game.sim.damage import damage_cars
from game.sim.levels import level_at
from game.sim.substeps import substeps
from game.sim.wake import stir_air
from game.track.track import Floats, Stations
from game.vehicle.kernel import step_car
from game.vehicle.state import CarState

ARENA: Final = np.dtype(
    [
        ("first_car", "i8"),  # row of its first car
        ("cars", "i8"),
        ("first_station", "i8"),  # of its track in the array of all stations
        ("stations", "i8"),
        ("first_body", "i8"),  # row of its first body in what is pushed and read
        ("first_crossing", "i8"),  # of its track in the array of all bridges
        ("crossings", "i8"),
        ("level_changes", "i8"),  # cars that drove onto or off a bridge in this tick, written
        ("substeps", "i8"),  # parts in which this tick moves the bodies, written
        ("slipstream", "i8"),  # Slipstream
        ("damage", "i8"),  # Damage
    ],
    align=True,
)
"""Where one arena's rows lie in the arrays of all."""


@compiled
def before_step(
    arenas: NDArray[Any],
    state: NDArray[Any],
    spec: NDArray[Any],
    controls: NDArray[Any],
    environment: NDArray[Any],
    forces: NDArray[Any],
    levels: NDArray[np.int64],
    pushed: Floats,
    dt: float,
) -> None:
    """Find what pushes each body in this tick, and advance all of a car but its body.

    Args:
        arenas: ARENA rows; `substeps` is written.
        state: CAR_STATE rows of all cars.
        spec: CAR_SPEC rows.
        controls: CONTROLS rows.
        environment: ENVIRONMENT rows.
        forces: FORCE rows, written.
        levels: Of the cars.
        pushed: Shape (bodies, 3): force x, y [N] and torque [N m], written.
        dt: Length of the tick [s].
    """
    for index in range(len(arenas)):
        arena = arenas[index]
        first, past = arena.first_car, arena.first_car + arena.cars
        stir_air(state[first:past], spec[first:past], levels[first:past], arena.slipstream)
        arena.substeps = substeps(state[first:past], spec[first:past], dt)
        for row in range(first, past):
            car, force = state[row], forces[row]
            step_car(car, spec[row], controls[row], environment[row], force, dt)
            if car.held == 1 and car.present == 1:
                _stay(car, force, dt)
            body = arena.first_body + row - first
            pushed[body, 0] = force.x
            pushed[body, 1] = force.y
            pushed[body, 2] = force.torque


@compiled
def _stay(car: CarState, force: Any, dt: float) -> None:
    """Take away what little speed a push has left on a held car."""
    force.x = -HELD_WEIGHT * car.mass * car.velocity_x / dt
    force.y = -HELD_WEIGHT * car.mass * car.velocity_y / dt
    force.torque = -HELD_WEIGHT * car.inertia * car.yaw_rate / dt


@compiled
def after_step(
    arenas: NDArray[Any],
    stations: Stations,
    crossings: NDArray[Any],
    state: NDArray[Any],
    spec: NDArray[Any],
    levels: NDArray[np.int64],
    read: Floats,
) -> None:
    """Take over where pymunk has moved the bodies to.

    Args:
        arenas: ARENA rows; `level_changes` is written.
        stations: STATION rows of all tracks.
        crossings: CROSSING rows of all tracks.
        state: CAR_STATE rows, written.
        spec: CAR_SPEC rows.
        levels: Of the cars, written.
        read: Shape (bodies, 6): x, y, angle, velocity x, y, angular velocity.
    """
    for index in range(len(arenas)):
        arena = arenas[index]
        road = stations[arena.first_station : arena.first_station + arena.stations]
        for row in range(arena.first_car, arena.first_car + arena.cars):
            car = state[row]
            if car.present == 1:
                body = read[arena.first_body + row - arena.first_car]
                car.x, car.y, car.yaw = body[0], body[1], body[2]
                car.velocity_x, car.velocity_y, car.yaw_rate = body[3], body[4], body[5]
                take_bearings(car, spec[row], road)
    find_levels(arenas, crossings, state, levels)


@compiled
def find_levels(
    arenas: NDArray[Any],
    crossings: NDArray[Any],
    state: NDArray[Any],
    levels: NDArray[np.int64],
) -> None:
    """Find the level of each car and count those that are new.

    Args:
        arenas: ARENA rows; `level_changes` is written.
        crossings: CROSSING rows of all tracks.
        state: CAR_STATE rows of all cars.
        levels: Of the cars, written.
    """
    for index in range(len(arenas)):
        arena = arenas[index]
        arena.level_changes = 0
        if arena.crossings > 0:
            bridges = crossings[arena.first_crossing : arena.first_crossing + arena.crossings]
            for row in range(arena.first_car, arena.first_car + arena.cars):
                level = level_at(bridges, state[row].distance)
                if level != levels[row]:
                    levels[row] = level
                    arena.level_changes += 1


@compiled
def settle_contacts(
    arenas: NDArray[Any],
    state: NDArray[Any],
    contacts: NDArray[Any],
    recent: NDArray[Any],
    integers: NDArray[np.int64],
    floats: Floats,
    ids: NDArray[np.int64],
    owners: NDArray[np.int64],
    tick: int,
) -> int:
    """Sort the touches of a tick into contacts and damage the cars; before `after_step`.

    Args:
        arenas: ARENA rows.
        state: CAR_STATE rows as they were before the step.
        contacts: CONTACT rows, written.
        recent: RECENT rows, shape (cars, remembered).
        integers: As `TouchBuffer.read` gives them.
        floats: The same.
        ids: Bodies' ids, ascending.
        owners: Their cars' rows, or -1 - kind of wall.
        tick: After this step.

    Returns:
        The number of contacts.
    """
    count = collect(contacts, integers, floats, ids, owners)
    index = 0
    for place in range(count):
        contact = contacts[place]
        while contact.car >= arenas[index].first_car + arenas[index].cars:
            index += 1
        contact.tick = tick
        contact.closing_speed = closing_speed(contact, state)
        contact.first = remember(recent[contact.car], contact, tick)
        damage_cars(state, contact, arenas[index].damage)
    return count

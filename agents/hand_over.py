"""Who is at the wheel: the policy, or the scripted driver for what a policy never learned.

That is everything but racing: waiting for the lights, formations, the pits, the lap after the
flag, driving backwards out of a wall, and the first metres after each of these.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.compiled import compiled
from game.race.scripted.lanes import lane_of
from game.race.scripted.memory import IN_PIT, RACING, SERVED

POLICY, STAND_IN = 0, 1

WHEEL: Final = np.dtype(
    [
        ("by", "i8"),  # POLICY or STAND_IN
        ("rescue", "i8"),  # 1: the stand-in drives because the policy did not get on
        ("rescues", "i8"),  # since the car last made way
        ("time", "f8"),  # since the last change [s]
        ("still", "f8"),  # time that the policy has hardly moved [s]
        ("made", "f8"),  # way made since the last rescue [m]
    ],
    align=True,
)
"""Who drives one car, and since when."""

STILL_SPEED: Final = 1.5
STILL_TIME: Final = 1.2
"""A policy that is slower than `STILL_SPEED` [m/s] for so long does not get on [s]."""
BACK_SPEED: Final = 7.0
"""After a rescue the policy takes over again at this speed [m/s] ..."""
BACK_HEADING: Final = 0.5
"""... pointing along the road [rad] ..."""
BACK_ROOM: Final = 0.5
"""... and this far inside of it [m] ..."""
BACK_TIME: Final = 1.0
"""... after so long, and longer each time that it has to be rescued soon again [s]."""
MADE_WAY: Final = 600.0
"""After this way a rescue is forgotten [m]."""


def fresh_wheels(count: int) -> NDArray[Any]:
    """The stand-in is at the wheel until the race is on."""
    wheels = np.zeros(count, WHEEL)
    wheels["by"] = STAND_IN
    return wheels


@compiled
def hand_over(
    cars: NDArray[np.int64],
    wheels: NDArray[Any],
    memories: NDArray[Any],
    reactions: NDArray[np.float64],
    state: NDArray[Any],
    brief: NDArray[Any],
    lanes: NDArray[Any],
    lanes_of: NDArray[np.int64],
    seconds: float,
) -> bool:
    """Decide who drives each car now; says whether the stand-in drives any.

    Args:
        cars: Rows of the cars, shape (n,).
        wheels: WHEEL rows, one for each of `cars`, written.
        memories: MEMORY rows of the stand-in, one for each of `cars`, written where it takes over.
        reactions: To the lights, of the stand-in, shape (n,) [s].
        state: CAR_STATE rows of all cars.
        brief: BRIEF rows of all cars.
        lanes: LANE_STATION rows of the track, shape (m, stations).
        lanes_of: Which of them the driver of each of `cars` follows, shape (n,).
        seconds: Since the last time.
    """
    any_handed = False
    for index in range(len(cars)):
        row = cars[index]
        wheel, memory, car = wheels[index], memories[index], state[row]
        wheel.time += seconds
        wheel.made += max(car.forward_speed, 0.0) * seconds
        slow = abs(car.forward_speed) < STILL_SPEED and wheel.by == POLICY
        wheel.still = wheel.still + seconds if slow else 0.0
        if wheel.made > MADE_WAY:
            wheel.rescues = 0
        own = lanes[lanes_of[index]]
        duty = on_duty(car, brief[row], memory, reactions[index])
        lost = wheel.still > STILL_TIME or memory.mode != RACING or brief[row].wrong_way != 0
        if wheel.by == POLICY:
            if duty or lost:
                take_over(wheel, memory, car, own, 0 if duty else 1)
        elif not duty and not lost and (wheel.rescue == 0 or is_back(wheel, car, own)):
            wheel.by, wheel.time, wheel.rescue = POLICY, 0.0, 0
            wheel.made = 0.0
        any_handed = any_handed or wheel.by == STAND_IN
    return any_handed


@compiled
def on_duty(car: Any, told: Any, memory: Any, reaction: float) -> bool:
    """Whether the stand-in has the car by the rules: whatever is not racing."""
    waiting = memory.reacted < reaction and car.forward_speed < STILL_SPEED
    pits = told.in_pit_lane != 0 or memory.mode == IN_PIT or memory.mode == SERVED
    return bool(told.green == 0 or waiting or car.held != 0 or pits)


@compiled
def take_over(wheel: Any, memory: Any, car: Any, lanes: NDArray[Any], rescue: int) -> None:
    """Let the stand-in take the wheel."""
    shadow(memory, car, lanes)
    memory.trim, memory.confidence, memory.held_up = 0.0, 1.0, 0.0
    wheel.by, wheel.rescue = STAND_IN, rescue
    wheel.rescues += rescue
    wheel.time = wheel.still = wheel.made = 0.0


@compiled
def shadow(memory: Any, car: Any, lanes: NDArray[Any]) -> None:
    """Let the stand-in begin where the policy has driven to."""
    memory.lane = memory.aim = lane_of(lanes[car.station].offset, car.offset)
    memory.lane_rate = memory.settled = 0.0
    memory.pedal = car.throttle - car.brake


@compiled
def is_back(wheel: Any, car: Any, lanes: NDArray[Any]) -> bool:
    """Whether a car that was rescued is on its way again."""
    road = lanes[car.station]
    on_road = -road.width_right + BACK_ROOM < car.offset < road.width_left - BACK_ROOM
    fast = car.forward_speed > BACK_SPEED and abs(car.heading) < BACK_HEADING
    return bool(on_road and fast and wheel.time > BACK_TIME * wheel.rescues * wheel.rescues)


@compiled
def settle_hands(
    cars: NDArray[np.int64],
    wheels: NDArray[Any],
    state: NDArray[Any],
    spec: NDArray[Any],
    hands: NDArray[Any],
    driver: NDArray[Any],
) -> None:
    """Put the policy's hands and feet to where the stand-in has them, for when it goes on.

    Args:
        cars: Rows of the cars, shape (n,).
        wheels: WHEEL rows, one for each of `cars`.
        state: CAR_STATE rows of all cars.
        spec: CAR_SPEC rows.
        hands: HANDS rows, written.
        driver: DRIVER rows, written.
    """
    for index in range(len(cars)):
        if wheels[index].by == POLICY:
            continue
        row = cars[index]
        hand, car = hands[row], state[row]
        hand.angle = car.steer * spec[row].max_steer
        hand.pedal = car.throttle - car.brake
        hand.turns[:] = 0.0
        hand.pushes[:] = 0.0
        driver[row].last_steer = driver[row].last_pedal = 0.0


@compiled
def copy_controls(
    cars: NDArray[np.int64],
    wheels: NDArray[Any],
    wanted: NDArray[Any],
    controls: NDArray[Any],
) -> None:
    """Write what the stand-in wants into the controls of the cars that it has."""
    for index in range(len(cars)):
        if wheels[index].by == STAND_IN:
            controls[cars[index]] = wanted[cars[index]]

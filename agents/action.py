"""From a policy's two numbers to a car's controls, through hands and feet of human speed.

The first number is how far to steer, the second where to bring the pedals, throttle above zero and
brake below: both as departures from what the driver's routine (`agents.routine`) is about to do.
Hands and feet follow in every tick until the next decision, as fast as they can.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_RATE
from game.core.compiled import compiled
from game.sim.controls import GEAR_NONE, PEDAL_STEPS, STEER_STEPS
from game.vehicle.spec import CarSpec
from game.vehicle.state import FL, GRAVITY, CarState
from game.vehicle.steering import steering_reach

ACTION_VERSION: Final = 3
"""Raised by every change of what an action means."""
ACTIONS: Final = 2
"""Numbers in an action: steering and pedals, each -1..1."""
MIRRORED_ACTION: Final = np.array([-1.0, 1.0], np.float32)
"""Times an action: what does the same in a world mirrored left to right."""
DECISION_RATE: Final = 10
"""Decisions per second."""
PERIOD: Final = TICK_RATE // DECISION_RATE
"""Ticks between two decisions."""

HAND_SPEED: Final = 3.0
"""Of a quick driver: how often a second the hands can cross what is useful to steer [1/s]."""
FOOT_SPEED: Final = 8.0
"""Of a quick driver: how often a second a foot can press a pedal to the floor [1/s]."""
CATCH_ANGLE: Final = 0.2
"""Useful beyond the angle of the tightest turn: slip of the front tyres and a slide [rad]."""
SLOW: Final = 5.0
"""Below this speed everything up to the lock is useful [m/s]."""

STEER_DEPARTURE: Final = 0.5
"""Largest departure from the routine, as a part of what is useful to steer."""
PEDAL_DEPARTURE: Final = 1.0
"""The same of the pedals."""
WAITING: Final = 3
"""Decisions that may be on their way to the hands; a reaction takes less than so many periods."""

HANDS: Final = np.dtype(
    [
        ("angle", "f8"),  # of the road wheels, as the hands ask for it [rad]
        ("pedal", "f8"),  # throttle above 0, brake below, -1..1
        ("turns", "f8", (WAITING,)),  # departures decided on, the latest first [rad]
        ("pushes", "f8", (WAITING,)),  # the same of the pedals
        ("lapse", "i8"),  # 1: attention has lapsed, and they stay as they are
        ("since", "i8"),  # ticks since the last decision
        ("reaction", "i8"),  # from deciding to doing [ticks]
        ("hand_speed", "f8"),  # as `HAND_SPEED` [1/s]
        ("foot_speed", "f8"),  # as `FOOT_SPEED` [1/s]
    ],
    align=True,
)
"""Hands and feet of one driver."""


def fresh_hands(count: int) -> NDArray[Any]:
    """Hands and feet at rest, of quick drivers."""
    hands = np.zeros(count, HANDS)
    hands["hand_speed"], hands["foot_speed"] = HAND_SPEED, FOOT_SPEED
    return hands


@compiled
def useful_angle(car: CarState, spec: CarSpec) -> float:
    """The largest angle of the road wheels that makes sense at this speed [rad]."""
    speed = max(car.forward_speed, SLOW)
    turn = spec.wheelbase * spec.grip_left[FL] * GRAVITY / (speed * speed)
    useful: float = min(turn + CATCH_ANGLE, spec.max_steer)
    return useful


@compiled
def decide(
    cars: NDArray[np.int64],
    actions: NDArray[np.float32],
    state: NDArray[Any],
    spec: NDArray[Any],
    hands: NDArray[Any],
) -> None:
    """Take over new actions.

    Args:
        cars: Rows of the drivers who decide, shape (n,).
        actions: Shape (n, ACTIONS), each -1..1.
        state: CAR_STATE rows of all cars.
        spec: CAR_SPEC rows.
        hands: HANDS rows, written.
    """
    for index in range(len(cars)):
        row = cars[index]
        hand = hands[row]
        for place in range(WAITING - 1, 0, -1):
            hand.turns[place] = hand.turns[place - 1]
            hand.pushes[place] = hand.pushes[place - 1]
        useful = useful_angle(state[row], spec[row])
        hand.turns[0] = STEER_DEPARTURE * useful * actions[index, 0]
        hand.pushes[0] = PEDAL_DEPARTURE * actions[index, 1]
        hand.since = 0


@compiled
def move(
    cars: NDArray[np.int64],
    state: NDArray[Any],
    spec: NDArray[Any],
    driver: NDArray[Any],
    hands: NDArray[Any],
    controls: NDArray[Any],
    dt: float,
) -> None:
    """Move hands and feet for one tick and write what they do into the controls.

    Args:
        cars: Rows of the drivers, shape (n,).
        state: CAR_STATE rows of all cars.
        spec: CAR_SPEC rows.
        driver: DRIVER rows: what the routine does.
        hands: HANDS rows, written.
        controls: CONTROLS rows, written.
        dt: Length of a tick [s].
    """
    for index in range(len(cars)):
        row = cars[index]
        hand, wanted = hands[row], controls[row]
        late = hand.reaction - hand.since
        hand.since += 1
        due = 0 if late <= 0 else (late + PERIOD - 1) // PERIOD
        right, left = steering_reach(state[row], spec[row])
        if hand.lapse == 0:
            fastest = hand.hand_speed * useful_angle(state[row], spec[row]) * dt
            turn = driver[row].routine_angle + hand.turns[due] - hand.angle
            hand.angle += min(max(turn, -fastest), fastest)
            fastest = hand.foot_speed * dt
            push = min(max(driver[row].routine_pedal + hand.pushes[due], -1.0), 1.0) - hand.pedal
            hand.pedal += min(max(push, -fastest), fastest)
        hand.angle = min(max(hand.angle, right), left)
        share = hand.angle / left if hand.angle >= 0.0 else -hand.angle / right
        wanted.steer = _steps(share, STEER_STEPS)
        wanted.throttle = _steps(max(hand.pedal, 0.0), PEDAL_STEPS)
        wanted.brake = _steps(max(-hand.pedal, 0.0), PEDAL_STEPS)
        wanted.clutch = wanted.handbrake = wanted.buttons = 0
        wanted.gear = GEAR_NONE


@compiled
def _steps(value: float, steps: int) -> int:
    """A value -1..1 to whole steps, as `game.sim.controls` rounds."""
    return int(np.rint(min(max(value, -1.0), 1.0) * steps))

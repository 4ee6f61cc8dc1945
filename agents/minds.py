"""How limits act from one decision to the next: misjudging, unsteady hands, form, lapses.

All of it is drawn from each driver's own generator, which is part of the driver's memory.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from agents.action import DECISION_RATE
from agents.limits import (
    DISTANCE_ERROR,
    FOOT_ERROR,
    FORM_SPREAD,
    FORM_TIME,
    HAND_ERROR,
    JUDGING_TIME,
    LAPSE_DECISIONS,
    LAPSES,
    MARGIN,
    PLACE_ERROR,
    UNSTEADY_TIME,
)
from game.core.compiled import compiled

MIND: Final = np.dtype(
    [
        ("random", "i8"),  # the generator's state
        ("distance", "f8"),  # misjudgement of distances, spread 1
        ("place", "f8"),  # of the place across the road
        ("hand", "f8"),  # error of the hands
        ("foot", "f8"),  # of the feet
        ("form", "f8"),  # good above 0
        ("lapse", "i8"),  # decisions until attention is back
        ("steer", "f8"),  # the action that hands and feet go on with meanwhile
        ("pedal", "f8"),
    ],
    align=True,
)
"""What goes on in one driver."""

_MULTIPLIER: Final = 48271
_MODULUS: Final = 2147483647
"""Lehmer's generator: Park, Miller, Stockmeyer, Communications of the ACM 36 (7), 1993."""

_JUDGING: Final = float(np.exp(-1.0 / (JUDGING_TIME * DECISION_RATE)))
_UNSTEADY: Final = float(np.exp(-1.0 / (UNSTEADY_TIME * DECISION_RATE)))
_FORM: Final = float(np.exp(-1.0 / (FORM_TIME * DECISION_RATE)))
"""How much of an error is left one decision later."""


def fresh_minds(seeds: NDArray[np.int64]) -> NDArray[Any]:
    """MIND rows, each as its seed decides; seeds of any size."""
    minds = np.zeros(len(seeds), MIND)
    minds["random"] = 1 + np.mod(seeds, _MODULUS - 1)
    settle(minds)
    return minds


@compiled
def settle(minds: NDArray[Any]) -> None:
    """Draw everything anew, as it is after a long while."""
    for row in range(len(minds)):
        mind = minds[row]
        mind.distance, mind.place, mind.form = _normal(mind), _normal(mind), _normal(mind)
        mind.hand, mind.foot = _normal(mind), _normal(mind)
        mind.lapse = 0
        mind.steer = mind.pedal = 0.0


@compiled
def look(
    cars: NDArray[np.int64], limits: NDArray[Any], minds: NDArray[Any], driver: NDArray[Any]
) -> None:
    """Let drivers look up: their errors move on and change what they are about to see.

    Args:
        cars: Rows of the drivers who decide.
        limits: LIMIT rows of all cars.
        minds: MIND rows, written.
        driver: DRIVER rows, written: what is misjudged, and the margin wanted in today's form.
    """
    for index in range(len(cars)):
        row = cars[index]
        limit, mind, who = limits[row], minds[row], driver[row]
        mind.distance = _wander(mind, mind.distance, _JUDGING)
        mind.place = _wander(mind, mind.place, _JUDGING)
        mind.hand = _wander(mind, mind.hand, _UNSTEADY)
        mind.foot = _wander(mind, mind.foot, _UNSTEADY)
        mind.form = _wander(mind, mind.form, _FORM)
        blur = 1.0 - limit.sharpness
        who.judged_distance = 1.0 + DISTANCE_ERROR * blur * mind.distance
        who.judged_place = PLACE_ERROR * blur * mind.place
        margin = limit.margin - FORM_SPREAD * (1.0 - limit.consistency) * mind.form
        who.limits[MARGIN] = min(max(margin, 0.0), 1.0)


@compiled
def act(
    cars: NDArray[np.int64],
    actions: NDArray[np.float32],
    limits: NDArray[Any],
    minds: NDArray[Any],
    done: NDArray[np.float32],
) -> None:
    """What comes of the actions that drivers mean to take.

    Args:
        cars: Rows of the drivers who decide, shape (n,).
        actions: Meant, shape (n, 2).
        limits: LIMIT rows of all cars.
        minds: MIND rows, written.
        done: Shape (n, 2), written.
    """
    for index in range(len(cars)):
        limit, mind = limits[cars[index]], minds[cars[index]]
        if mind.lapse > 0:
            mind.lapse -= 1
        elif _uniform(mind) < LAPSES / DECISION_RATE * (1.0 - limit.consistency):
            mind.lapse = LAPSE_DECISIONS
        if mind.lapse == 0:
            mind.steer, mind.pedal = actions[index, 0], actions[index, 1]
        else:
            mind.steer = 0.0
        steer = mind.steer + HAND_ERROR * limit.noise * mind.hand
        pedal = mind.pedal + FOOT_ERROR * limit.noise * mind.foot
        done[index, 0] = min(max(steer, -1.0), 1.0)
        done[index, 1] = min(max(pedal, -1.0), 1.0)


@compiled
def _uniform(mind: Any) -> float:
    """The next number between 0 and 1."""
    mind.random = mind.random * _MULTIPLIER % _MODULUS
    value: float = mind.random / _MODULUS
    return value


@compiled
def _normal(mind: Any) -> float:
    """About normal, with mean 0 and variance 1, never beyond 3.5: a sum of four uniforms."""
    total = _uniform(mind) + _uniform(mind) + _uniform(mind) + _uniform(mind)
    return (total - 2.0) * 1.7320508075688772


@compiled
def _wander(mind: Any, value: float, kept: float) -> float:
    """One step of a first-order autoregression that keeps the variance at 1."""
    moved: float = kept * value + np.sqrt(1.0 - kept * kept) * _normal(mind)
    return moved

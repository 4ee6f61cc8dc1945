"""Steering from keys, sticks and wheels: the hands that a keyboard and a thumb do not have.

A wheel is taken as it is. A held key, or a thumb on a short stick, asks for as much as the front
tyres can use at this speed, so that full is never far beyond their grip, and the lock that is
left grows with a slide so that it can be caught. All of it is only what a driver decides to do
with the wheel: the car gets ordinary steering.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from game.core.clock import TICK
from game.input.action_state import ActionState
from game.input.actions import Action
from game.input.ramp import Ramp
from game.input.reach import reach_of
from game.input.settings import InputSettings


class SteeringHands:
    """Steers one car."""

    def __init__(self, spec: NDArray[Any], row: int) -> None:
        """Take the wheel of a car; `spec` are CAR_SPEC rows, `row` is that of the car."""
        self._row = row
        self._helped = spec[row : row + 1].copy()
        self._helped["steering_help"] = 1
        self._lock = float(spec["max_steer"][row])
        self._car_helps = int(spec["steering_help"][row]) == 1
        self._keys = Ramp()
        self._thumb = Ramp()

    def steer(self, actions: ActionState, settings: InputSettings, state: NDArray[Any]) -> float:
        """Steering of this tick, -1 full right .. 1 full left.

        Args:
            actions: What devices ask for.
            settings: Of input.
            state: CAR_STATE rows.
        """
        side = actions.pressed_last(Action.STEER_LEFT, Action.STEER_RIGHT)
        target = {Action.STEER_LEFT: -1.0, Action.STEER_RIGHT: 1.0}.get(side, 0.0) if side else 0.0
        options = settings.keys
        keys = self._keys.follow(target, options.steer_s, options.return_s, TICK)
        stick = actions.value(Action.STEER, of_pads=True)
        pace = max(settings.stick.steer_s, TICK)
        thumb = self._thumb.follow(stick, pace, pace, TICK)
        wheel = actions.value(Action.STEER, of_pads=False)
        if wheel == 0.0 and keys == 0.0 and thumb == 0.0:
            return 0.0
        asked = max(
            (wheel, 1.0),
            (thumb, settings.stick.speed_sensitivity),
            (keys, options.speed_sensitivity),
            key=lambda pair: abs(pair[0]),
        )
        if asked[0] == wheel:
            return -wheel
        return -asked[0] * self._useful(state, asked[0] < 0.0, asked[1])

    def _useful(self, state: NDArray[Any], to_left: bool, sensitivity: float) -> float:
        """Share of the steering wheel's way that full asks for to one side."""
        right, left = reach_of(state, self._row, self._helped)
        reach = left if to_left else -right
        share = 1.0 if self._car_helps else reach / self._lock
        return 1.0 + sensitivity * (share - 1.0)

"""Pedals from keys and axes."""

from __future__ import annotations

from typing import Final

from game.core.clock import TICK
from game.input.action_state import ActionState
from game.input.actions import Action
from game.input.ramp import Ramp
from game.input.settings import KeyOptions

CLUTCH_S: Final = 0.1
"""A key's way to the whole clutch or handbrake [s]."""


class Pedals:
    """All four, by action."""

    def __init__(self) -> None:
        self._ramps = {
            action: Ramp()
            for action in (Action.THROTTLE, Action.BRAKE, Action.CLUTCH, Action.HANDBRAKE)
        }

    def press(self, actions: ActionState, options: KeyOptions) -> dict[Action, float]:
        """Each pedal 0 .. 1 in this tick: what an axis says, or what a key has come to."""
        times = {Action.THROTTLE: options.throttle_s, Action.BRAKE: options.brake_s}
        pressed: dict[Action, float] = {}
        for action, ramp in self._ramps.items():
            held = 1.0 if actions.held(action) else 0.0
            away = times.get(action, CLUTCH_S)
            key = ramp.follow(held, away, options.release_s, TICK)
            pressed[action] = max(key, actions.value(action))
        return pressed

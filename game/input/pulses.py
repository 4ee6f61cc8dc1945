"""Buttons for the car: no press is lost between two ticks, and two are never one."""

from __future__ import annotations

from collections import Counter
from typing import Final

from game.input.action_state import ActionState
from game.input.actions import Action
from game.sim.controls import Button

BUTTONS: Final = {
    Action.SHIFT_UP: Button.SHIFT_UP,
    Action.SHIFT_DOWN: Button.SHIFT_DOWN,
    Action.PIT_LIMITER: Button.PIT_LIMITER,
    Action.RESET: Button.RESET,
    Action.PIT_REQUEST: Button.PIT_REQUEST,
    Action.FLASH: Button.FLASH,
    Action.HORN: Button.HORN,
}
"""Actions that are a button of the car."""
MOST_WAITING: Final = 3
"""Presses of one button that wait for their tick."""


class Pulses:
    """The car's buttons, tick by tick."""

    def __init__(self) -> None:
        self._waiting: Counter[Action] = Counter()
        self._down: set[Action] = set()

    def press(self, actions: ActionState, pressed: list[Action]) -> int:
        """Button flags of this tick.

        Args:
            actions: What is held.
            pressed: Presses since the tick before.
        """
        flags = 0
        if not (pressed or self._waiting or self._down or actions.anything_held):
            return flags
        self._waiting.update(pressed)
        for action, button in BUTTONS.items():
            if self._is_down(action, actions.held(action)):
                self._down.add(action)
                flags |= int(button)
            else:
                self._down.discard(action)
        self._waiting = +self._waiting
        return flags

    def _is_down(self, action: Action, held: bool) -> bool:
        """A new press begins only after a tick without; a held one goes on."""
        waiting = min(self._waiting[action], MOST_WAITING)
        if action in self._down:
            self._waiting[action] = waiting
            return held and waiting == 0
        self._waiting[action] = max(waiting - 1, 0)
        return waiting > 0

"""Steps through menus: a press is one step, a held direction repeats."""

from __future__ import annotations

from typing import Final

from game.input.action_state import ActionState
from game.input.actions import NAVIGATIONS, Action
from game.input.navigation import Navigation

FIRST_REPEAT: Final = 0.42
"""From the press to the second step [s]."""
NEXT_REPEAT: Final = 0.09
"""Between later steps [s]."""
REPEATING: Final = (Action.MENU_UP, Action.MENU_DOWN, Action.MENU_LEFT, Action.MENU_RIGHT)


class Navigator:
    """Turns presses and held directions of all devices into steps."""

    def __init__(self) -> None:
        self._wait: dict[Action, float] = {}
        self._steps: list[Navigation] = []

    def advance(self, actions: ActionState, seconds: float) -> None:
        """A frame has passed."""
        for action in actions.take(NAVIGATIONS):
            self._steps.append(NAVIGATIONS[action])
            self._wait[action] = FIRST_REPEAT
        for action in REPEATING:
            if not actions.held(action):
                self._wait.pop(action, None)
            elif action in self._wait:
                self._repeat(action, seconds)

    def _repeat(self, action: Action, seconds: float) -> None:
        self._wait[action] -= seconds
        if self._wait[action] <= 0.0:
            self._wait[action] = NEXT_REPEAT
            self._steps.append(NAVIGATIONS[action])

    def take(self) -> list[Navigation]:
        """Steps since they were last taken."""
        steps, self._steps = self._steps, []
        return steps

    def forget(self) -> None:
        """Drop steps not taken; a direction still held waits for its next press."""
        self._steps.clear()
        self._wait.clear()

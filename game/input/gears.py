"""Gears by hand: paddles, the gates of an H pattern, and a way back for automatic cars."""

from __future__ import annotations

from typing import Final

from game.input.action_state import ActionState
from game.input.actions import GEARS, Action
from game.input.settings import Shifter
from game.sim.controls import GEAR_NONE

STANDING: Final = 0.8
"""An automatic car changes its direction below this speed [m/s]."""
PRESSED: Final = 0.25
"""Of a pedal's way that is meant."""
REVERSE_HOLD: Final = 0.25
"""The brake must be pressed anew and held at a standstill for this long to go backwards [s]."""


class Lever:
    """What the gear lever says, by hand."""

    def __init__(self) -> None:
        self._gates = False
        """Whether the H pattern was used last."""

    def gear(self, actions: ActionState, shifter: Shifter, paddled: bool) -> int:
        """The gate that is in, neutral between two gates, `GEAR_NONE` for paddles."""
        gate = next((gear for action, gear in GEARS.items() if actions.held(action)), None)
        if gate is not None:
            self._gates = True
        elif paddled:
            self._gates = False
        if shifter is Shifter.SEQUENTIAL or (shifter is Shifter.AUTO and not self._gates):
            return GEAR_NONE
        return 0 if gate is None else gate


class Direction:
    """Forwards or backwards with automatic gears: by the brake at a standstill, or by paddles."""

    def __init__(self) -> None:
        self.backwards = False
        self._released = False
        """The brake was let go since the car stopped, or since it changed its direction."""
        self._held_s = 0.0

    def follow(
        self, speed: float, throttle: float, brake: float, may_reverse: bool, seconds: float
    ) -> bool:
        """Watch the pedals for a tick; says whether the car shall go backwards.

        Args:
            speed: Forward speed [m/s].
            throttle: Pedal 0 .. 1.
            brake: Pedal 0 .. 1.
            may_reverse: False on the grid, where a car waits on its brakes.
            seconds: Length of the tick [s].
        """
        if abs(speed) > STANDING or not may_reverse:
            self._released = False
            self._held_s = 0.0
            self.backwards = self.backwards and may_reverse
            return self.backwards
        if self.backwards:
            if throttle > PRESSED:
                self.choose(False)
            return self.backwards
        if brake < PRESSED:
            self._released = True
            self._held_s = 0.0
        elif self._released:
            self._held_s += seconds
        if self._held_s >= REVERSE_HOLD:
            self.choose(True)
        return self.backwards

    def choose(self, backwards: bool) -> None:
        """Change the direction at once, as by a paddle."""
        self.backwards = backwards
        self._released = False
        self._held_s = 0.0


def paddle_direction(speed: float, pressed: list[Action]) -> bool | None:
    """The direction that paddles ask an automatic for at a standstill, None for no change."""
    if abs(speed) > STANDING:
        return None
    for action in reversed(pressed):
        if action in {Action.SHIFT_UP, Action.SHIFT_DOWN}:
            return action is Action.SHIFT_DOWN
    return None

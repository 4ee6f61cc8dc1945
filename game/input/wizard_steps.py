"""What the wizard asks for, in which order and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.input.actions import Action


@dataclass(frozen=True)
class Step:
    """One question."""

    action: Action
    prompt: str
    optional: bool = True
    skips: int = 1
    """Questions that fall away when this one is skipped."""


_GEARS: Final = tuple(
    Step(Action(f"gear_{gear}"), f"Put the lever into gear {gear}") for gear in range(2, 7)
)

STEPS: Final = (
    Step(
        Action.STEER,
        "Turn the wheel fully to the left, then fully to the right, then let it rest in the middle",
        optional=False,
    ),
    Step(Action.THROTTLE, "Press the throttle all the way down and let go", optional=False),
    Step(Action.BRAKE, "Press the brake as hard as you ever would and let go", optional=False),
    Step(Action.CLUTCH, "Press the clutch all the way down and let go"),
    Step(Action.HANDBRAKE, "Pull the handbrake and let go, or press a button for it"),
    Step(Action.SHIFT_UP, "Press what shifts up"),
    Step(Action.SHIFT_DOWN, "Press what shifts down"),
    Step(Action.GEAR_1, "If there is an H-pattern lever, put it into gear 1", skips=7),
    *_GEARS,
    Step(Action.GEAR_REVERSE, "Put the lever into reverse"),
    Step(Action.LOOK_BACK, "Press a button to look back"),
    Step(Action.PIT_LIMITER, "Press a button for the pit limiter"),
    Step(Action.RESET, "Press a button that puts you back on the track"),
    Step(Action.PAUSE, "Press a button that pauses"),
    Step(Action.CAMERA_NEXT, "Press a button for the next camera"),
    Step(Action.MENU_UP, "Press what shall move up in menus"),
    Step(Action.MENU_DOWN, "Press what shall move down in menus"),
    Step(Action.MENU_LEFT, "Press what shall move left in menus"),
    Step(Action.MENU_RIGHT, "Press what shall move right in menus"),
    Step(Action.MENU_ACCEPT, "Press what shall accept in menus"),
    Step(Action.MENU_BACK, "Press what shall go back in menus"),
)
"""All questions."""

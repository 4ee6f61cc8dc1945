"""Names of a device's controls: the same on every system and by whatever road they come.

A pad whose layout is known has names by place ("leftx", "a" is the lower of the four buttons),
as SDL calls them. Everything else counts: "axis0", "button3", "hat0.up". Keys have their names.
"""

from __future__ import annotations

import re
from typing import Final

PAD_AXES: Final = ("leftx", "lefty", "rightx", "righty", "lefttrigger", "righttrigger")
"""Axes of a pad whose layout is known."""

HAT_SIDES: Final = ("left", "right", "up", "down")

_AXIS: Final = re.compile(r"axis\d+")
_COUNTED: Final = re.compile(r"(axis|button)(\d+)")
_WORDS: Final = {
    "leftx": "Left stick, sideways",
    "lefty": "Left stick, up and down",
    "rightx": "Right stick, sideways",
    "righty": "Right stick, up and down",
    "lefttrigger": "Left trigger",
    "righttrigger": "Right trigger",
    "leftshoulder": "Left shoulder",
    "rightshoulder": "Right shoulder",
    "leftstick": "Left stick pressed",
    "rightstick": "Right stick pressed",
    "dpup": "D-pad up",
    "dpdown": "D-pad down",
    "dpleft": "D-pad left",
    "dpright": "D-pad right",
    "a": "Lower button (A)",
    "b": "Right button (B)",
    "x": "Left button (X)",
    "y": "Upper button (Y)",
}


def is_axis(control: str) -> bool:
    """Whether a control gives any value, not only pressed or not."""
    return control in PAD_AXES or _AXIS.fullmatch(control) is not None


def label(control: str, keyboard: bool = False) -> str:
    """A control in words."""
    if keyboard:
        return f"Key {control.title()}"
    if control in _WORDS:
        return _WORDS[control]
    counted = _COUNTED.fullmatch(control)
    if counted:
        return f"{counted[1].capitalize()} {int(counted[2]) + 1}"
    if control.startswith("hat"):
        hat, _, side = control.partition(".")
        return f"Hat {int(hat[3:]) + 1} {side}"
    return control.capitalize()

"""What a menu can be told, whatever device says it."""

from __future__ import annotations

from enum import StrEnum


class Navigation(StrEnum):
    """One step through a menu."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    ACCEPT = "accept"
    BACK = "back"
    TAB_LEFT = "tab_left"
    TAB_RIGHT = "tab_right"

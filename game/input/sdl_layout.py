"""Where the controls of a pad lie, as SDL's data base of pads knows it."""

from __future__ import annotations

import re
from typing import Any, Final

_PLACE: Final = re.compile(r"[ab]\d+|h\d+\.\d+")
_HAT_SIDES: Final = {1: "up", 2: "right", 4: "down", 8: "left"}


def pad_layout(index: int) -> dict[str, str]:
    """Names by place ("leftx") of the counted controls ("axis0") of a joystick.

    Empty where SDL does not know the device as a pad, as wheels; pygame's door to that data base
    is private and may be absent.
    """
    try:
        from pygame._sdl2 import controller

        if not controller.get_init():
            controller.init()
        if not controller.is_controller(index):
            return {}
        mapping: dict[str, Any] = controller.Controller(index).get_mapping()
    except Exception:
        return {}
    return read_mapping(mapping)


def read_mapping(mapping: dict[str, Any]) -> dict[str, str]:
    """Counted control -> name, from SDL's "leftx" -> "a0"."""
    layout: dict[str, str] = {}
    for name, place in mapping.items():
        control = _counted(str(place))
        if control:
            layout[control] = name
    return layout


def _counted(place: str) -> str | None:
    if not _PLACE.fullmatch(place):
        return None
    if place[0] == "h":
        hat, _, side = place[1:].partition(".")
        return f"hat{hat}.{_HAT_SIDES[int(side)]}" if int(side) in _HAT_SIDES else None
    return f"{'axis' if place[0] == 'a' else 'button'}{place[1:]}"

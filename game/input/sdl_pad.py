"""Pads whose layout SDL knows: their controls have names by place, whoever made them.

pygame's door to that knowledge is private, and may be absent; a pad is a plain joystick then.
Its `get_mapping` is left alone: it reads freed memory when a device has just gone.
"""

from __future__ import annotations

import contextlib
from typing import Any, Final

import pygame

from game.input.control_names import PAD_AXES

LARGEST: Final = 32767
TRIGGERS: Final = ("lefttrigger", "righttrigger")
_BUTTONS: Final = (
    "a",
    "b",
    "x",
    "y",
    "back",
    "guide",
    "start",
    "leftstick",
    "rightstick",
    "leftshoulder",
    "rightshoulder",
    "dpup",
    "dpdown",
    "dpleft",
    "dpright",
    "misc1",
    "paddle1",
    "paddle2",
    "paddle3",
    "paddle4",
    "touchpad",
)
"""In SDL's order."""


def open_pad(index: int) -> Any:
    """A pad's handle, which must be kept to hear it; None for what is no pad that SDL knows."""
    try:
        from pygame._sdl2 import controller

        if not controller.get_init():
            controller.init()
        return controller.Controller(index) if controller.is_controller(index) else None
    except (ImportError, AttributeError, pygame.error):
        return None


def close_pad(handle: Any) -> None:
    """Let go of a pad; pygame keeps it open for ever otherwise."""
    if handle is not None:
        with contextlib.suppress(pygame.error):
            handle.quit()


def stop_pads() -> None:
    """Hear no pads any more; the next pad that is opened begins anew."""
    with contextlib.suppress(ImportError, AttributeError, pygame.error):
        from pygame._sdl2 import controller

        if controller.get_init():
            controller.quit()


def pad_said(event: Any) -> tuple[str, float] | None:
    """Name and value of the control that one of SDL's events of pads speaks of."""
    if event.type == pygame.CONTROLLERAXISMOTION and event.axis < len(PAD_AXES):
        name = PAD_AXES[event.axis]
        share = min(max(event.value / LARGEST, -1.0), 1.0)
        return name, 2.0 * share - 1.0 if name in TRIGGERS else share
    pressed = event.type == pygame.CONTROLLERBUTTONDOWN
    if (pressed or event.type == pygame.CONTROLLERBUTTONUP) and event.button < len(_BUTTONS):
        return _BUTTONS[event.button], float(pressed)
    return None

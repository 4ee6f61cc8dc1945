"""Events as a window would get them."""

from __future__ import annotations

from typing import Any

import pygame

from game.input.devices import DeviceEvent, Devices

FRAME = 1.0 / 60.0


def key(name: int, down: bool) -> Any:
    return pygame.event.Event(pygame.KEYDOWN if down else pygame.KEYUP, key=name)


def frame(devices: Devices, *events: Any, seconds: float = FRAME) -> list[DeviceEvent]:
    """One frame: what SDL has to say, and the events given."""
    return devices.poll([*pygame.event.get(), *events], seconds)

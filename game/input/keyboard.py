"""The keyboard, as the window's events tell of it: only while the window has the focus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pygame

from game.input.profile import KEYBOARD, DeviceKind
from game.input.raw import Device, RawEvent


class Keyboard:
    """One device of all keys, which is always there."""

    def __init__(self) -> None:
        self.device = Device(KEYBOARD, "Keyboard", DeviceKind.KEYBOARD, "keyboard")

    def read(self, events: Iterable[Any]) -> list[RawEvent]:
        """Key presses and releases among pygame's events; none is held when the focus is lost."""
        found: list[RawEvent] = []
        for event in events:
            if event.type == pygame.KEYDOWN:
                found.append(self._say(_name(event.key), 1.0))
            elif event.type == pygame.KEYUP:
                found.append(self._say(_name(event.key), 0.0))
            elif event.type == pygame.WINDOWFOCUSLOST:
                found += self.release()
        return found

    def release(self) -> list[RawEvent]:
        """Let go of every key that is down."""
        down = [name for name, value in self.device.values.items() if value > 0.0]
        return [self._say(name, 0.0) for name in down]

    def _say(self, name: str, value: float) -> RawEvent:
        self.device.values[name] = value
        return RawEvent(KEYBOARD, name, value)


def _name(key: int) -> str:
    """Name of a key, also of those that pygame has no name for."""
    return pygame.key.name(key) or f"key {key}"

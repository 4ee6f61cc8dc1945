"""Who reads wheels and pads: one owner for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game.input.raw import Device, RawEvent, free_key
from game.input.sdl import SdlBackend
from game.input.settings import Backend


class Backends:
    """All backends of this system."""

    def __init__(self, choice: Backend = Backend.AUTO) -> None:
        self.notes: list[str] = []
        self._keys: list[str] = []
        self._sdl = SdlBackend(self._new_key, self._is_owned)

    def _new_key(self, identity: str) -> str:
        key = free_key(identity, self._keys)
        self._keys.append(key)
        return key

    def _is_owned(self, identity: str) -> bool:
        return False

    def read(
        self, events: Iterable[Any], seconds: float
    ) -> tuple[list[Device], list[Device], list[RawEvent]]:
        """Devices that came, devices that went, and what controls said."""
        came, gone, said = self._sdl.read(events)
        for device in gone:
            self._keys.remove(device.key)
        return came, gone, said

    def newest(self) -> list[RawEvent]:
        """What devices with a thread of their own have said since."""
        return []

    def rumble(self, device: Device, low: float, high: float, seconds: float) -> None:
        """Shake a device."""
        self._sdl.rumble(device.identity, low, high, seconds)

    def close(self) -> None:
        """Stop reading."""
        self._sdl.close()

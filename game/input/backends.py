"""Who reads wheels and pads: one owner for each.

What `inputs` found at the start is its own; SDL, which sees the same device, leaves it alone and
only holds it for its motors. When it is pulled out, SDL takes it over as it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from game.input.inputs_backend import EventDevice, InputsBackend, kernel_devices
from game.input.raw import Device, RawEvent, free_key
from game.input.sdl import SdlBackend
from game.input.settings import Backend


class Backends:
    """All backends of this system."""

    def __init__(
        self,
        choice: Backend = Backend.AUTO,
        find: Callable[[], list[EventDevice]] = kernel_devices,
    ) -> None:
        """Begin.

        Args:
            choice: Of the player.
            find: Devices that the kernel offers now.
        """
        self.notes: list[str] = []
        self._keys: list[str] = []
        self._inputs: InputsBackend | None = None
        if choice is not Backend.SDL:
            self._inputs = InputsBackend(self._new_key, find, choice is Backend.INPUTS)
            if self._inputs.note:
                self.notes.append(self._inputs.note)
        self._sdl = SdlBackend(self._new_key, self._owned)

    def _new_key(self, identity: str) -> str:
        key = free_key(identity, self._keys)
        self._keys.append(key)
        return key

    def _owned(self, identity: str) -> int:
        return self._inputs.owned(identity) if self._inputs else 0

    def read(
        self, events: Iterable[Any], seconds: float
    ) -> tuple[list[Device], list[Device], list[RawEvent]]:
        """Devices that came, devices that went, and what controls said."""
        came: list[Device] = []
        gone: list[Device] = []
        if self._inputs:
            came, gone = self._inputs.read(seconds)
        for device in gone:
            self._keys.remove(device.key)
        more, lost, said = self._sdl.read(events)
        for device in lost:
            self._keys.remove(device.key)
        brief = [device for device in more if device in lost]
        came += [device for device in more if device not in brief]
        gone += [device for device in lost if device not in brief]
        return came, gone, [*self.newest(), *said]

    def newest(self) -> list[RawEvent]:
        """What devices with a thread of their own have said since."""
        return self._inputs.newest() if self._inputs else []

    def rumble(self, device: Device, low: float, high: float, seconds: float) -> None:
        """Shake a device."""
        self._sdl.rumble(device, low, high, seconds)

    def close(self) -> None:
        """Stop reading."""
        if self._inputs:
            self._inputs.close()
        self._sdl.close()

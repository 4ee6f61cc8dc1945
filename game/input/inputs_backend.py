"""Wheels and pads through `inputs`: on Linux, those that were there at the start.

Each has a thread that reads it at its own pace, whatever the picture does.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from game.input import evdev_io
from game.input.evdev_layout import Layout
from game.input.inputs_pad import LINK, PadReader, safe_pad_class
from game.input.profile import DeviceKind
from game.input.raw import Device, RawEvent

LOOK_AGAIN: Final = 1.0
"""Between two looks for a device that is missed [s]."""


@dataclass(frozen=True)
class EventDevice:
    """A device that the kernel offers."""

    identity: str
    name: str
    path: Path
    """Of its device file, or a link to it."""
    layout: Layout | None = None
    """Where not given, what the kernel says of it."""


def kernel_devices() -> list[EventDevice]:
    """Every joystick and wheel that udev has made a link for."""
    return [
        EventDevice(evdev_io.identity_of(link), evdev_io.name_of(link), link)
        for link in evdev_io.event_links()
    ]


def import_inputs() -> tuple[ModuleType | None, str]:
    """The module, or why there is none: its import looks at all devices and may raise anything.

    Elsewhere than on Linux it sees too few devices to be asked, and nothing need be said.
    """
    if not sys.platform.startswith("linux"):
        return None, ""
    try:
        return importlib.import_module("inputs"), ""
    except Exception as error:
        return (
            None,
            f"inputs cannot be used, SDL reads all devices: {type(error).__name__}: {error}",
        )


class InputsBackend:
    """Devices that `inputs` reads."""

    name = "inputs"

    def __init__(
        self,
        new_key: Callable[[str], str],
        find: Callable[[], list[EventDevice]] = kernel_devices,
        comes_back: bool = False,
    ) -> None:
        """Begin.

        Args:
            new_key: Gives a device's key from its vendor and product.
            find: Devices that are there now.
            comes_back: Whether to look for devices that are missed; else SDL takes them over.
        """
        module, self.note = import_inputs()
        self._inputs: Any = module
        self._pad_class = safe_pad_class(module) if module else None
        self._new_key = new_key
        self._find = find
        self._comes_back = comes_back
        self._readers: dict[str, tuple[Device, PadReader]] = {}
        self._first = True
        self._missed: list[str] = []
        self._wait = 0.0

    def owned(self, identity: str) -> int:
        """How many devices of this vendor and product are read here."""
        return sum(device.identity == identity for device, _ in self._readers.values())

    def read(self, seconds: float) -> tuple[list[Device], list[Device]]:
        """Devices that came and devices that went in a frame of `seconds`."""
        gone = [device for device, reader in self._readers.values() if reader.gone.is_set()]
        for device in gone:
            self._readers.pop(device.key)[1].close()
            self._missed.append(device.identity)
        self._wait -= seconds
        looks = self._first or (self._comes_back and self._missed and self._wait <= 0.0)
        return (self._look() if looks else []), gone

    def _look(self) -> list[Device]:
        """Open what is there at the start, later what was missed and is there again."""
        self._wait = LOOK_AGAIN
        if self._pad_class is None:
            return []
        came: list[Device] = []
        for found in self._find():
            if self._first or found.identity in self._missed:
                came += self._open(found)
        self._first = False
        return came

    def _open(self, found: EventDevice) -> list[Device]:
        assert self._pad_class is not None
        if not found.identity:
            return []  # SDL could not tell that it is the same one
        path = found.path.resolve()
        try:
            pad = self._pad_class(self._inputs.devices, LINK, str(path))
            file = pad.open_safely()
        except OSError:
            return []  # not for us to read, or gone again; SDL may do better
        layout = found.layout or evdev_io.read_layout(path, file)
        key = self._new_key(found.identity)
        if found.identity in self._missed:
            self._missed.remove(found.identity)
        kind = DeviceKind.GAMEPAD if layout.is_pad else DeviceKind.OTHER
        device = Device(key, found.name, kind, self.name, layout.is_pad, str(path))
        self._readers[key] = device, PadReader(pad, layout, file)
        return [device]

    def newest(self) -> list[RawEvent]:
        """What controls have said since the last call."""
        said: list[RawEvent] = []
        for key, (device, reader) in self._readers.items():
            for control, value in reader.take():
                if device.values.get(control) != value:
                    device.values[control] = value
                    said.append(RawEvent(key, control, value))
        return said

    def close(self) -> None:
        """Stop all readers."""
        for _, reader in self._readers.values():
            reader.close()
        self._readers.clear()

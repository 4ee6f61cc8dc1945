"""A device of the kernel's, played by a FIFO: `inputs` reads it as it reads a real one."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import inputs

from game.input.evdev_layout import EV_ABS, EV_KEY, EV_SYN, Layout, Range, layout_of
from game.input.inputs_backend import EventDevice

G29_KEYS = [*range(0x120, 0x120 + 25)]
"""Its 25 buttons; the gears are 0x12c and up, which `inputs` does not know."""
G29_AXES = {
    0: Range(0, 65535),  # the wheel
    1: Range(0, 255),  # clutch
    2: Range(0, 255),  # throttle
    5: Range(0, 255),  # brake
    0x10: Range(-1, 1),
    0x11: Range(-1, 1),
}
GEAR_1 = 0x12C


def g29_layout() -> Layout:
    return layout_of(G29_KEYS, G29_AXES, "046d")


class FifoPad:
    """A device file that events can be written into."""

    def __init__(
        self, path: Path, identity: str = "046d:c24f", layout: Layout | None = None
    ) -> None:
        self.path = path
        self.device = EventDevice(identity, "Logitech G29", path, layout or g29_layout())
        self._file: int | None = None

    def find(self) -> list[EventDevice]:
        """What a look at the plugged-in devices gives."""
        return [self.device] if self._file is not None else []

    def plug_in(self) -> None:
        if not self.path.exists():
            os.mkfifo(self.path)
        self._file = os.open(self.path, os.O_RDWR | os.O_NONBLOCK)

    def pull_out(self) -> None:
        assert self._file is not None
        os.close(self._file)
        self._file = None
        self.path.unlink()

    def say(self, kind: int, code: int, value: int) -> None:
        """Write one event and the mark that ends a packet."""
        assert self._file is not None
        now = int(time.monotonic())
        packet = struct.pack(inputs.EVENT_FORMAT, now, 0, kind, code, value)
        os.write(self._file, packet + struct.pack(inputs.EVENT_FORMAT, now, 0, EV_SYN, 0, 0))

    def axis(self, code: int, value: int) -> None:
        self.say(EV_ABS, code, value)

    def button(self, code: int, pressed: bool) -> None:
        self.say(EV_KEY, code, int(pressed))

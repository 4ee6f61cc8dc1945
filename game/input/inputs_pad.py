"""One device read through `inputs`, in a thread of its own, without its traps.

`inputs` 0.5 raises at the first code that is younger than 2016 (a G29's first gear), blocks for
ever, and runs in circles when a device is gone; its faults are listed in tests/input.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final

from game.input.evdev_io import axis_info
from game.input.evdev_layout import EV_ABS, EV_KEY, EV_SYN, SYN_DROPPED, Layout

WAIT: Final = 0.05
"""Longest sleep of a reader's thread, so that it ends soon when it shall [s]."""
EVENTS_AT_ONCE: Final = 64
MOST_WAITING: Final = 4096
LINK: Final = "/dev/input/by-id/usb-pad-event-joystick"
"""A path of the form that `inputs` takes apart; nothing is read from it."""

NumberedEvent = tuple[int, int, int]
"""Type, code and value, as the kernel gives them."""


class Unplugged(OSError):
    """The device is gone."""


def safe_pad_class(inputs: ModuleType) -> Any:
    """A `GamePad` of the imported module that can be read safely."""

    class SafePad(inputs.GamePad):  # type: ignore[misc, name-defined]
        """Reads without buffering, gives numbers, and knows when its device is gone."""

        def _set_name(self) -> None:
            self.leds: list[Any] = []

        def _make_event(
            self, seconds: int, microseconds: int, kind: int, code: int, value: int
        ) -> NumberedEvent:
            return kind, code, value

        def _get_data(self, read_size: int) -> bytes:
            data: bytes | None = self._character_device.read(read_size)
            if data == b"":
                raise Unplugged("end of the device file")
            return data or b""

        def open_safely(self) -> int:
            """Open without buffering; returns the file's number.

            Raises:
                OSError: It is gone, or not for us to read.
            """
            number = os.open(self.get_char_device_path(), os.O_RDONLY | os.O_NONBLOCK)
            self._character_file = os.fdopen(number, "rb", buffering=0)
            self.read_size = EVENTS_AT_ONCE
            return number

        def take(self) -> list[NumberedEvent]:
            """Events that have come."""
            return self._do_iter() or []

        def close(self) -> None:
            """Let go of the device file."""
            self._character_file.close()

    return SafePad


class PadReader:
    """Follows one device in a thread; what its controls say waits to be taken."""

    def __init__(self, pad: Any, layout: Layout, file: int) -> None:
        """Begin to read.

        Args:
            pad: A `SafePad` that is open.
            layout: Names of its controls.
            file: Number of its open file.
        """
        self.layout = layout
        self.gone = threading.Event()
        self._pad = pad
        self._file = file
        self._stop = threading.Event()
        self._said: deque[tuple[str, float]] = deque(maxlen=MOST_WAITING)
        self._thread = threading.Thread(target=self._run, name="pad", daemon=True)
        self._thread.start()

    def take(self) -> list[tuple[str, float]]:
        """What controls have said since the last call, in order."""
        said = self._said
        return [said.popleft() for _ in range(len(said))]

    def close(self) -> None:
        """Stop reading and let go of the device."""
        self._stop.set()
        self._thread.join(10 * WAIT)
        self._pad.close()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                ready, _, _ = select.select([self._file], [], [], WAIT)
                if ready:
                    self._hear(self._pad.take())
        except (OSError, ValueError):  # unplugged, or closed under our hands
            self.gone.set()

    def _hear(self, events: Sequence[NumberedEvent]) -> None:
        for kind, code, value in events:
            if kind == EV_SYN and code == SYN_DROPPED:
                self._look_again()
            else:
                self._said.extend(spoken(self.layout, kind, code, value))

    def _look_again(self) -> None:
        """The kernel has lost events: ask where the axes are, and let go of the buttons."""
        for code in self.layout.axes:
            info = axis_info(self._file, code)
            if info is not None:
                self._said.extend(spoken(self.layout, EV_ABS, code, info[0]))
        self._said.extend((name, 0.0) for name in self.layout.buttons.values())


def spoken(layout: Layout, kind: int, code: int, value: int) -> list[tuple[str, float]]:
    """Names and values of the controls that an event of the kernel speaks of."""
    if kind == EV_KEY and code in layout.buttons:
        return [(layout.buttons[code], 1.0 if value else 0.0)]
    if kind == EV_ABS and code in layout.hats:
        negative, positive = layout.hats[code]
        return [(negative, float(value < 0)), (positive, float(value > 0))]
    if kind == EV_ABS and code in layout.axes:
        return [(layout.axes[code], layout.ranges[code].share(value))]
    return []

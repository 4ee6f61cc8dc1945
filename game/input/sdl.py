"""Wheels and pads through SDL: every system, Bluetooth, and whatever is plugged in later."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import pygame

from game.input.control_names import HAT_SIDES
from game.input.profile import DeviceKind
from game.input.raw import Device, RawEvent
from game.input.sdl_pad import close_pad, open_pad, pad_said, stop_pads

AWAKE: Final = 0.02
"""By how much an axis must move from what it first said before it is believed."""

UNKNOWN: Final = "0000:0000"
"""Of devices that do not say who made them; they are known by their name."""


@dataclass(eq=False)
class _Joystick:
    """An open joystick of SDL."""

    device: Device
    handle: Any
    pad: Any = None
    """Handle as a pad, where its layout is known."""
    first: dict[str, float] = field(default_factory=dict)
    """What the axes said when it was opened."""


class SdlBackend:
    """All joysticks of SDL that nobody else owns."""

    name = "sdl"

    def __init__(self, new_key: Callable[[str], str], owned: Callable[[str], int]) -> None:
        """Begin.

        Args:
            new_key: Gives a device's key from its vendor and product.
            owned: How many devices of a vendor and product another backend reads.
        """
        pygame.joystick.init()
        self._new_key = new_key
        self._owned = owned
        self._sticks: dict[int, _Joystick] = {}
        self._shadows: dict[int, Any] = {}
        """Joysticks that another backend reads; held for their motors alone."""
        self._at_start = list(range(pygame.joystick.get_count()))

    def read(self, events: Iterable[Any]) -> tuple[list[Device], list[Device], list[RawEvent]]:
        """Devices that came, devices that went, and what controls said."""
        came = [device for index in self._at_start for device in self._open(index)]
        self._at_start = []
        gone: list[Device] = []
        said: list[RawEvent] = []
        for event in events:
            if event.type == pygame.JOYDEVICEADDED:
                came += self._open(event.device_index)
            elif event.type == pygame.JOYDEVICEREMOVED:
                gone += self._close(event.instance_id)
            else:
                said += self._said(event)
        return came, gone, said

    def _open(self, index: int) -> list[Device]:
        try:
            handle = pygame.joystick.Joystick(index)
        except pygame.error:
            return []  # it was pulled out again before its event was read
        number = handle.get_instance_id()
        if number in self._sticks or number in self._shadows:
            return []
        identity = identity_of(handle.get_guid())
        shadows = [identity_of(shadow.get_guid()) for shadow in self._shadows.values()]
        if self._owned(identity) > shadows.count(identity):
            self._shadows[number] = handle
            return []
        pad = open_pad(index)
        kind = DeviceKind.GAMEPAD if pad is not None else DeviceKind.OTHER
        key = self._new_key(identity if identity != UNKNOWN else _words(handle.get_name()))
        device = Device(key, handle.get_name(), kind, self.name, is_pad=pad is not None)
        stick = _Joystick(device, handle, pad)
        for axis in range(handle.get_numaxes()):
            stick.first[f"axis{axis}"] = handle.get_axis(axis)
        self._sticks[number] = stick
        return [device]

    def _close(self, number: int) -> list[Device]:
        self._shadows.pop(number, None)
        stick = self._sticks.pop(number, None)
        if stick is None:
            return []
        close_pad(stick.pad)
        return [stick.device]

    def _said(self, event: Any) -> list[RawEvent]:
        stick = self._sticks.get(getattr(event, "instance_id", -1))
        if stick is None:
            return []
        if stick.pad is not None:
            said = pad_said(event)
            return [_say(stick, *said)] if said else []
        if event.type == pygame.JOYAXISMOTION:
            return self._moved(stick, f"axis{event.axis}", event.value)
        if event.type == pygame.JOYBUTTONDOWN:
            return [_say(stick, f"button{event.button}", 1.0)]
        if event.type == pygame.JOYBUTTONUP:
            return [_say(stick, f"button{event.button}", 0.0)]
        if event.type == pygame.JOYHATMOTION:
            x, y = event.value
            sides = (x < 0, x > 0, y > 0, y < 0)
            return [
                _say(stick, f"hat{event.hat}.{side}", float(pressed))
                for side, pressed in zip(HAT_SIDES, sides, strict=True)
            ]
        return []

    def _moved(self, stick: _Joystick, control: str, value: float) -> list[RawEvent]:
        """An axis moved; one that still says what it first said may not know its place yet.

        SDL's own -1 is a little less than that.
        """
        value = min(max(value, -1.0), 1.0)
        asleep = control not in stick.device.values
        if asleep and abs(value - stick.first.get(control, 0.0)) < AWAKE:
            return []
        return [_say(stick, control, value)]

    def rumble(self, device: Device, low: float, high: float, seconds: float) -> None:
        """Shake a device, whoever reads it."""
        handles = [stick.handle for stick in self._sticks.values() if stick.device is device]
        handles = handles or list(self._shadows.values())
        for handle in handles:
            with contextlib.suppress(pygame.error):
                if device.backend == self.name or identity_of(handle.get_guid()) == device.identity:
                    handle.rumble(low, high, round(1000 * seconds))

    def close(self) -> None:
        """Let go of all joysticks."""
        for stick in self._sticks.values():
            close_pad(stick.pad)
        self._sticks.clear()
        self._shadows.clear()
        stop_pads()


def _say(stick: _Joystick, control: str, value: float) -> RawEvent:
    stick.device.values[control] = value
    return RawEvent(stick.device.key, control, value)


def identity_of(guid: str) -> str:
    """Vendor and product out of SDL's identity, whose numbers are little endian."""
    vendor, product = guid[10:12] + guid[8:10], guid[18:20] + guid[16:18]
    return f"{vendor}:{product}"


def _words(name: str) -> str:
    """A device's name as a key; the sign that counts equal devices is no part of it."""
    return name.replace("#", " ").strip() or "controller"

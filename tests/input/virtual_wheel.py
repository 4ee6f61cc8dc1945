"""Devices that SDL believes in: virtual joysticks made through pygame's own copy of SDL."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pygame

WHEEL_TYPE, PAD_TYPE = 2, 1
LONGEST = 32767

RumbleCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint16, ctypes.c_uint16)


class Description(ctypes.Structure):
    """SDL_VirtualJoystickDesc of SDL 2.28."""

    _fields_ = [
        ("version", ctypes.c_uint16),
        ("type", ctypes.c_uint16),
        ("naxes", ctypes.c_uint16),
        ("nbuttons", ctypes.c_uint16),
        ("nhats", ctypes.c_uint16),
        ("vendor_id", ctypes.c_uint16),
        ("product_id", ctypes.c_uint16),
        ("padding", ctypes.c_uint16),
        ("button_mask", ctypes.c_uint32),
        ("axis_mask", ctypes.c_uint32),
        ("name", ctypes.c_char_p),
        ("userdata", ctypes.c_void_p),
        ("Update", ctypes.c_void_p),
        ("SetPlayerIndex", ctypes.c_void_p),
        ("Rumble", RumbleCallback),
        ("RumbleTriggers", ctypes.c_void_p),
        ("SetLED", ctypes.c_void_p),
        ("SendEffect", ctypes.c_void_p),
    ]


def own_sdl() -> Any:
    """The SDL that pygame has loaded."""
    folder = Path(pygame.__file__).parents[1] / "pygame.libs"
    sdl = ctypes.CDLL(str(next(folder.glob("libSDL2-2*"))))
    sdl.SDL_JoystickOpen.restype = ctypes.c_void_p
    sdl.SDL_JoystickFromInstanceID.restype = ctypes.c_void_p
    sdl.SDL_JoystickClose.argtypes = [ctypes.c_void_p]
    sdl.SDL_JoystickRumble.argtypes = [ctypes.c_void_p, *3 * [ctypes.c_uint32]]
    sdl.SDL_JoystickSetVirtualAxis.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int16]
    sdl.SDL_JoystickSetVirtualButton.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint8]
    sdl.SDL_JoystickSetVirtualHat.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint8]
    return sdl


class VirtualWheel:
    """A joystick of any kind that can be plugged in, moved, and pulled out."""

    def __init__(
        self,
        vendor: int = 0x046D,
        product: int = 0xC24F,
        name: str = "Logitech G29 Driving Force Racing Wheel",
        axes: int = 4,
        buttons: int = 25,
        hats: int = 1,
        kind: int = WHEEL_TYPE,
    ) -> None:
        self._sdl = own_sdl()
        self.shaken: list[tuple[int, int]] = []
        self._rumble = RumbleCallback(self._shake)
        self._description = Description(
            version=1,
            type=kind,
            naxes=axes,
            nbuttons=buttons,
            nhats=hats,
            vendor_id=vendor,
            product_id=product,
            name=name.encode(),
            button_mask=(1 << buttons) - 1,
            axis_mask=(1 << axes) - 1,
            Rumble=self._rumble,
        )
        self._index = -1
        self._handle: Any = None

    def _shake(self, userdata: Any, low: int, high: int) -> int:
        self.shaken.append((low, high))
        return 0

    @property
    def plugged_in(self) -> bool:
        return self._handle is not None

    def plug_in(self) -> None:
        self._index = self._sdl.SDL_JoystickAttachVirtualEx(ctypes.byref(self._description))
        assert self._index >= 0
        self._handle = self._sdl.SDL_JoystickOpen(self._index)
        self._number = self._sdl.SDL_JoystickGetDeviceInstanceID(self._index)

    def pull_out(self) -> None:
        if self._handle is None:
            return
        # A shake that ends after its virtual device is gone makes SDL 2.28 read freed memory.
        self._sdl.SDL_JoystickRumble(self._handle, 0, 0, 0)
        self._sdl.SDL_JoystickClose(self._handle)
        self._handle = None
        count = self._sdl.SDL_NumJoysticks()
        numbers = [self._sdl.SDL_JoystickGetDeviceInstanceID(index) for index in range(count)]
        if self._number in numbers:
            self._sdl.SDL_JoystickDetachVirtual(numbers.index(self._number))

    def axis(self, axis: int, value: float) -> None:
        """Move an axis to -1 .. 1."""
        self._sdl.SDL_JoystickSetVirtualAxis(self._handle, axis, round(value * LONGEST))
        self._sdl.SDL_JoystickUpdate()

    def axes(self, values: Sequence[float]) -> None:
        for axis, value in enumerate(values):
            self.axis(axis, value)

    def button(self, button: int, pressed: bool) -> None:
        self._sdl.SDL_JoystickSetVirtualButton(self._handle, button, int(pressed))
        self._sdl.SDL_JoystickUpdate()

    def hat(self, value: int) -> None:
        self._sdl.SDL_JoystickSetVirtualHat(self._handle, 0, value)
        self._sdl.SDL_JoystickUpdate()

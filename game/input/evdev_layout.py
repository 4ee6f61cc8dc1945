"""Names and ranges of the controls of a Linux event device, counted as SDL counts them.

SDL numbers buttons from `BTN_JOYSTICK` upwards and then those below it, axes in the order of
their codes without the hats, so that a profile holds whoever reads the device.

Source: SDL 2.28, src/joystick/linux/SDL_sysjoystick.c, ConfigJoystick; the kernel's
Documentation/input/gamepad.rst for the places of a pad's buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from game.input.control_names import HAT_SIDES

EV_SYN, EV_KEY, EV_ABS = 0, 1, 3
SYN_DROPPED: Final = 3
BTN_JOYSTICK: Final = 0x120
BTN_SOUTH: Final = 0x130
ABS_HATS: Final = range(0x10, 0x18)
ABS_RX, ABS_Z = 3, 2
PLACES_SWAPPED: Final = ("054c", "057e")
"""Vendors whose drivers call the upper button north; that of Xbox pads says X and Y instead."""

_PAD_BUTTONS: Final = {
    0x130: "a",
    0x131: "b",
    0x133: "x",
    0x134: "y",
    0x136: "leftshoulder",
    0x137: "rightshoulder",
    0x13A: "back",
    0x13B: "start",
    0x13C: "guide",
    0x13D: "leftstick",
    0x13E: "rightstick",
    0x220: "dpup",
    0x221: "dpdown",
    0x222: "dpleft",
    0x223: "dpright",
}
_PAD_AXES: Final = {
    0: "leftx",
    1: "lefty",
    2: "lefttrigger",
    3: "rightx",
    4: "righty",
    5: "righttrigger",
}
_PAD_HAT: Final = ("dpleft", "dpright", "dpup", "dpdown")


@dataclass(frozen=True)
class Range:
    """What an axis can say, in its own units."""

    low: int
    high: int

    def share(self, value: int) -> float:
        """A value of the device as -1 .. 1."""
        span = max(self.high - self.low, 1)
        return min(max(2.0 * (value - self.low) / span - 1.0, -1.0), 1.0)


@dataclass(frozen=True)
class Layout:
    """Every control of one device."""

    buttons: dict[int, str]
    """By key code."""
    axes: dict[int, str]
    """By code of the absolute axis."""
    hats: dict[int, tuple[str, str]]
    """By code: names of the negative and the positive side."""
    ranges: dict[int, Range]
    is_pad: bool


def layout_of(keys: Iterable[int], ranges: Mapping[int, Range], vendor: str) -> Layout:
    """Name the controls of a device.

    Args:
        keys: Codes of its keys and buttons.
        ranges: Of its absolute axes, hats included, by code.
        vendor: Four hexadecimal digits.
    """
    codes = sorted(keys)
    counted = [code for code in codes if code >= BTN_JOYSTICK]
    counted += [code for code in codes if code < BTN_JOYSTICK]
    is_pad = BTN_SOUTH in codes and ABS_RX in ranges and ABS_Z in ranges
    buttons = {code: f"button{number}" for number, code in enumerate(counted)}
    axis_codes = [code for code in sorted(ranges) if code not in ABS_HATS]
    axes = {code: f"axis{number}" for number, code in enumerate(axis_codes)}
    if is_pad:
        buttons |= {code: _pad_button(code, vendor) for code in counted if code in _PAD_BUTTONS}
        axes |= {code: _PAD_AXES[code] for code in axis_codes if code in _PAD_AXES}
    return Layout(buttons, axes, _hats(ranges, is_pad), dict(ranges), is_pad)


def _pad_button(code: int, vendor: str) -> str:
    name = _PAD_BUTTONS[code]
    if vendor in PLACES_SWAPPED:
        return {"x": "y", "y": "x"}.get(name, name)
    return name


def _hats(ranges: Mapping[int, Range], is_pad: bool) -> dict[int, tuple[str, str]]:
    hats: dict[int, tuple[str, str]] = {}
    first = [code for code in ABS_HATS if code % 2 == 0 and {code, code + 1} & set(ranges)]
    for number, code in enumerate(first):
        names = _PAD_HAT if is_pad and number == 0 else [f"hat{number}.{s}" for s in HAT_SIDES]
        hats[code] = names[0], names[1]
        hats[code + 1] = names[2], names[3]
    return hats

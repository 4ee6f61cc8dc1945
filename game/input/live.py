"""What controls say and what is made of it, side by side, for the bars of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.input.actions import Action
from game.input.control_names import label
from game.input.profile import DeviceKind, DeviceProfile
from game.input.raw import Device


class LiveControl(NamedTuple):
    """One control now, for one of the actions that it is bound to."""

    device: str
    """Key of the device."""
    control: str
    label: str
    raw: float
    """Axes -1 .. 1, buttons 0 or 1."""
    action: Action | None
    """None where it is bound to nothing."""
    shaped: float
    """Steering -1 .. 1, else 0 .. 1; 0 where it is bound to nothing."""


def live_controls(device: Device, profile: DeviceProfile) -> Iterator[LiveControl]:
    """Bars of a device: bound controls by action, then those bound to nothing."""
    named: set[str] = set()
    keyboard = device.kind is DeviceKind.KEYBOARD
    for action, bindings in profile.bindings.items():
        for binding in bindings:
            named.add(binding.control)
            raw = device.values.get(binding.control)
            shaped = 0.0 if raw is None else binding.value(action, profile.kind, raw)
            words = binding.label(action, profile.kind)
            yield LiveControl(device.key, binding.control, words, raw or 0.0, action, shaped)
    if keyboard:
        return
    for control, raw in sorted(device.values.items()):
        if control not in named:
            yield LiveControl(device.key, control, label(control), raw, None, 0.0)

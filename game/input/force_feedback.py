"""Force at a steering wheel through `evdev`, an optional extra (Linux).

One constant force that is changed in place; nothing here ever uploads a second one, since
devices have room for few.
"""

from __future__ import annotations

import importlib
from typing import Any, Final, Protocol

from game.input.settings import FeedbackOptions

FROM_LEFT: Final = 0x4000
"""Direction from which a constant force comes."""
FULL_LEVEL: Final = 0x7FFF
STEP: Final = 0.004
"""A force that has changed by less is not sent again."""
FF, CONSTANT, GAIN, AUTOCENTRE = 0x15, 0x52, 0x60, 0x61
"""Codes of the kernel's force feedback."""


class ForceDevice(Protocol):
    """A wheel that can be pushed."""

    def push(self, force: float) -> None:
        """Turn the wheel, -1 to the right .. 1 to the left."""

    def close(self) -> None:
        """Let the wheel go."""


class EvdevWheel:
    """A wheel's motor through the kernel."""

    def __init__(self, evdev: Any, device: Any) -> None:
        """Take hold of the wheel.

        Args:
            evdev: The module.
            device: An open `evdev.InputDevice` with force feedback.
        """
        self._evdev = evdev
        self._device = device
        self._sent = 0.0
        device.write(FF, AUTOCENTRE, 0)
        device.write(FF, GAIN, 0xFFFF)
        self._effect = self._constant(-1, 0.0)
        self._effect.id = device.upload_effect(self._effect)
        device.write(FF, self._effect.id, 1)

    def _constant(self, number: int, force: float) -> Any:
        ff = self._evdev.ff
        kind = ff.EffectType(
            ff_constant_effect=ff.Constant(round(force * FULL_LEVEL), ff.Envelope(0, 0, 0, 0))
        )
        return ff.Effect(CONSTANT, number, FROM_LEFT, ff.Trigger(0, 0), ff.Replay(0xFFFF, 0), kind)

    def push(self, force: float) -> None:
        """Turn the wheel, -1 to the right .. 1 to the left."""
        if abs(force - self._sent) < STEP:
            return
        self._sent = force
        self._effect = self._constant(self._effect.id, -force)
        self._device.upload_effect(self._effect)

    def close(self) -> None:
        """Let the wheel go."""
        self._device.erase_effect(self._effect.id)
        self._device.close()


def open_wheel(identity: str, path: str) -> tuple[ForceDevice | None, str]:
    """The motor of a wheel, or why it stays still in one line.

    Args:
        identity: Vendor and product, as "046d:c24f".
        path: Of its event device, where known.
    """
    try:
        evdev: Any = importlib.import_module("evdev")
    except ImportError:
        return None, "force feedback needs the extra `feedback`: ./setup feedback"
    try:
        for name in [path] if path else sorted(evdev.list_devices()):
            device = evdev.InputDevice(name)
            found = f"{device.info.vendor:04x}:{device.info.product:04x}"
            if found == identity and CONSTANT in device.capabilities().get(FF, ()):
                return EvdevWheel(evdev, device), ""
            device.close()
    except OSError as error:
        return None, f"force feedback: {error}"
    return None, "this wheel offers no constant force"


class ForceFeedback:
    """From what the tyres ask for to what a motor does."""

    def __init__(self) -> None:
        self._steer = 0.0

    def force(self, wanted: float, steer: float, options: FeedbackOptions, seconds: float) -> float:
        """Force for the motor, -1 right .. 1 left.

        Args:
            wanted: By the tyres, -1 right .. 1 left.
            steer: Where the player holds the wheel, -1 right .. 1 left.
            options: Of feedback.
            seconds: Since the last frame [s].
        """
        rate = (steer - self._steer) / seconds if seconds > 0.0 else 0.0
        self._steer = steer
        force = options.force * wanted - options.damping * min(max(rate, -1.0), 1.0)
        if abs(force) > 1e-3:
            force += options.least_force if force > 0.0 else -options.least_force
        force = min(max(force, -1.0), 1.0)
        return -force if options.inverted else force

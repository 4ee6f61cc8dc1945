"""Everything that moves by itself: motors that shake and wheels that push."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from game.input.backends import Backends
from game.input.feel import Feel
from game.input.force_feedback import ForceDevice, ForceFeedback, open_wheel
from game.input.profile import DeviceKind
from game.input.raw import Device
from game.input.settings import FeedbackOptions

RUMBLE_S = 0.2
"""A shake goes on for this long when nobody asks for more [s]."""

OpenWheel = Callable[[str, str], tuple[ForceDevice | None, str]]


class Motors:
    """Motors of the devices that are driven with."""

    def __init__(self, backends: Backends, open_motor: OpenWheel = open_wheel) -> None:
        self.note = ""
        """Why no wheel pushes, one line."""
        self._backends = backends
        self._open = open_motor
        self._wheel: str | None = None
        self._motor: ForceDevice | None = None
        self._feedback = ForceFeedback()

    def follow(
        self,
        feel: Feel,
        steer: float,
        driven_with: Sequence[Device],
        options: FeedbackOptions,
        seconds: float,
    ) -> None:
        """Move as the car feels.

        Args:
            feel: Of the car.
            steer: Where the player holds the wheel, -1 right .. 1 left.
            driven_with: Devices in the player's hands.
            options: Of feedback.
            seconds: Since the last call [s].
        """
        self.shake(feel.low, feel.high, RUMBLE_S, driven_with, options)
        wheels = [device for device in driven_with if device.kind is DeviceKind.WHEEL]
        self._hold(wheels[0] if wheels and options.force > 0.0 else None)
        if self._motor:
            force = self._feedback.force(feel.force, steer, options, seconds)
            with contextlib.suppress(OSError):
                self._motor.push(force)

    def shake(
        self,
        low: float,
        high: float,
        seconds: float,
        devices: Sequence[Device],
        options: FeedbackOptions,
    ) -> None:
        """Shake devices with both motors, 0 .. 1."""
        if options.rumble > 0.0:
            for device in devices:
                self._backends.rumble(device, low * options.rumble, high * options.rumble, seconds)

    def _hold(self, wheel: Device | None) -> None:
        """Take the motor of a wheel, once for as long as it is driven with."""
        key = wheel.key if wheel else None
        if key == self._wheel:
            return
        self.release()
        self._wheel = key
        if wheel:
            self._motor, self.note = self._open(wheel.identity, wheel.path)

    def rest(self) -> None:
        """Nothing is driven now: wheels go slack, nothing shakes on."""
        if self._motor:
            with contextlib.suppress(OSError):
                self._motor.push(0.0)

    def release(self) -> None:
        """Let go of the wheel's motor."""
        if self._motor:
            with contextlib.suppress(OSError):
                self._motor.close()
        self._motor = None
        self._wheel = None

"""Binding one action anew: whatever the player moves or presses next is it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from game.input.actions import ACTIONS, Action, Kind
from game.input.axis_watch import AxisWatches, pedal_shape
from game.input.control_names import is_axis
from game.input.profile import KEYBOARD, Binding, DeviceProfile, Side
from game.input.raw import Device, RawEvent
from game.input.shaping import Shape

FAR: Final = 0.6
"""Way of an axis that is meant."""
HALF: Final = 0.5
"""An axis that rests nearer to its middle than this is used on one side only."""
CANCEL: Final = "escape"


class Capture:
    """Waits for the control that an action shall be bound to."""

    def __init__(self, action: Action, devices: Sequence[Device]) -> None:
        """Begin to listen.

        Args:
            action: To be bound.
            devices: That are plugged in; where their axes are now counts as rest.
        """
        self.action = action
        self.cancelled = False
        self._kind = ACTIONS[action].kind
        rest = {
            (device.key, control): value
            for device in devices
            for control, value in device.values.items()
            if is_axis(control)
        }
        self._axes = AxisWatches(rest)

    @property
    def prompt(self) -> str:
        """What to tell the player."""
        asked = {
            Kind.STEERING: "Turn the wheel or move the stick to the right",
            Kind.PEDAL: "Press the pedal, trigger, button or key",
            Kind.BUTTON: "Press the button or key",
        }[self._kind]
        return f"{ACTIONS[self.action].title}: {asked.lower()}. Escape leaves it as it is."

    def feed(self, events: Iterable[RawEvent]) -> tuple[str, Binding] | None:
        """Hear controls; gives the device's key and the binding once it is clear."""
        for event in events:
            if event.device == KEYBOARD and event.control == CANCEL and event.value > 0.0:
                self.cancelled = True
                return None
            if is_axis(event.control) and event.device != KEYBOARD:
                self._axes.hear(event)
            elif event.value > HALF and self._kind is not Kind.STEERING:
                return event.device, Binding(control=event.control)
        return self._axis()

    def _axis(self) -> tuple[str, Binding] | None:
        found = self._axes.widest(FAR, [])
        if found is None:
            return None
        (device, control), watch = found
        positive = watch.far_end > watch.first
        if self._kind is Kind.BUTTON:
            side = Side.POSITIVE if positive else Side.NEGATIVE
            return device, Binding(control=control, side=side)
        if self._kind is Kind.STEERING:
            shape = Shape(centre=0.0, inverted=not positive)
            return device, Binding(control=control, shape=shape)
        released = 0.0 if abs(watch.first) < HALF else (1.0 if watch.first > 0.0 else -1.0)
        pressed = 1.0 if positive else -1.0
        return device, Binding(control=control, shape=pedal_shape(released, pressed))


def rebound(profile: DeviceProfile, action: Action, binding: Binding) -> DeviceProfile:
    """A profile with an action bound to one control alone."""
    return profile.bound(action, [binding])

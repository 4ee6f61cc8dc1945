"""What each control of a device is used for; kept by vendor and product, not by port."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from game.input.actions import ACTIONS, Action, Kind
from game.input.control_names import is_axis, label
from game.input.shaping import PEDAL, STICK, WHEEL, Shape

KEYBOARD: Final = "keyboard"
"""Key of the one keyboard."""
PRESSED: Final = 0.5
"""Share of an axis at which it counts as a pressed button."""
RELEASED: Final = 0.35
"""Share below which it is let go: between both, it stays what it was."""


class DeviceKind(StrEnum):
    """What a device is to its driver's hands."""

    KEYBOARD = "keyboard"
    GAMEPAD = "gamepad"
    WHEEL = "wheel"
    OTHER = "other"
    """Pedals, a shifter, a handbrake, a box of buttons."""


class Side(StrEnum):
    """The half of an axis that counts where an axis is used as a button."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Binding(_Part):
    """One control that asks for an action."""

    control: str = Field(min_length=1, max_length=40)
    side: Side = Side.POSITIVE
    shape: Shape | None = None

    def shape_for(self, action: Action, kind: DeviceKind) -> Shape:
        """Its own shape, or the usual one of such an axis."""
        if self.shape is not None:
            return self.shape
        if ACTIONS[action].kind is Kind.STEERING:
            return STICK if kind is DeviceKind.GAMEPAD else WHEEL
        return PEDAL

    def value(self, action: Action, kind: DeviceKind, raw: float) -> float:
        """What the control asks for: shaped steering or pedal, or the way of a button 0 .. 1."""
        if not is_axis(self.control):
            return raw
        asked = ACTIONS[action].kind
        if asked is Kind.STEERING:
            return self.shape_for(action, kind).steering(raw)
        if asked is Kind.PEDAL:
            return self.shape_for(action, kind).pedal(raw)
        if self.shape is not None:
            return self.shape.pedal(raw)
        return max(raw if self.side is Side.POSITIVE else -raw, 0.0)

    def label(self, action: Action, kind: DeviceKind) -> str:
        """The binding in words, for the screen."""
        words = label(self.control, kind is DeviceKind.KEYBOARD)
        one_sided = is_axis(self.control) and ACTIONS[action].kind is Kind.BUTTON
        if one_sided:
            return f"{words} {'+' if self.side is Side.POSITIVE else '-'}"
        return words


class DeviceProfile(_Part):
    """All bindings of one device."""

    name: str = Field(max_length=200)
    kind: DeviceKind
    bindings: dict[Action, list[Binding]] = {}

    def bound(self, action: Action, bindings: list[Binding]) -> DeviceProfile:
        """The same profile with other bindings of one action; none takes the action away."""
        changed = {**self.bindings, action: bindings}
        if not bindings:
            del changed[action]
        return self.model_copy(update={"bindings": changed})

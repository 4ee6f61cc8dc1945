"""Controls that are asked for two things at once, and things that nothing asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from game.input.actions import ACTIONS, Action, Kind
from game.input.control_names import is_axis
from game.input.profile import Binding, DeviceProfile, Side

ALLOWED: Final = (frozenset({Action.STEER, Action.STEER_LEFT, Action.STEER_RIGHT}),)
"""Actions that may share a control, because they mean the same."""
NEEDED: Final = {
    "steering": (Action.STEER, Action.STEER_LEFT),
    "throttle": (Action.THROTTLE,),
    "brake": (Action.BRAKE,),
}
"""What a car cannot be driven without, and the actions any of which will do."""
TOUCH: Final = 0.05
"""Ranges that overlap by less than this only touch, as the halves of a combined axis do."""


@dataclass(frozen=True)
class Conflict:
    """One control of a device that is bound to two actions of the same group."""

    device: str
    """Key of the device."""
    control: str
    actions: tuple[Action, Action]
    message: str


def conflicts(profiles: Mapping[str, DeviceProfile]) -> list[Conflict]:
    """Every conflict in these profiles, by the key of the device."""
    found: list[Conflict] = []
    for key, profile in profiles.items():
        uses = [
            (action, binding)
            for action, bindings in profile.bindings.items()
            for binding in bindings
        ]
        for (one, first), (other, second) in combinations(uses, 2):
            if clash(one, first, other, second):
                words = first.label(one, profile.kind)
                titles = f"{ACTIONS[one].title!r} and {ACTIONS[other].title!r}"
                message = f"{profile.name}: {words} is bound to {titles}"
                found.append(Conflict(key, first.control, (one, other), message))
    return found


def clash(one: Action, first: Binding, other: Action, second: Binding) -> bool:
    """Whether two bindings of a device answer to the same movement in the same place."""
    same = first.control == second.control and ACTIONS[one].group is ACTIONS[other].group
    if one is other or not same or any({one, other} <= allowed for allowed in ALLOWED):
        return False
    if not is_axis(first.control):
        return True
    (low, high), (lower, higher) = _part(one, first), _part(other, second)
    return min(high, higher) - max(low, lower) > TOUCH


def _part(action: Action, binding: Binding) -> tuple[float, float]:
    """The part of a raw axis that a binding answers to."""
    if binding.shape is not None:
        return binding.shape.low, binding.shape.high
    if ACTIONS[action].kind is not Kind.BUTTON:
        return -1.0, 1.0
    return (0.0, 1.0) if binding.side is Side.POSITIVE else (-1.0, 0.0)


def lacking(profiles: Sequence[DeviceProfile]) -> list[str]:
    """What a car needs and no device is bound to, in words."""
    bound = {action for profile in profiles for action, uses in profile.bindings.items() if uses}
    return [words for words, actions in NEEDED.items() if bound.isdisjoint(actions)]

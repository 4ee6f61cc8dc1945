"""What all devices together ask for at this moment, and what was pressed since somebody asked."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from game.input.actions import ACTIONS, Action, Kind
from game.input.control_names import is_axis
from game.input.profile import PRESSED, RELEASED, Binding, DeviceKind, DeviceProfile
from game.input.raw import RawEvent

MOST_PRESSES: Final = 64
"""Presses that nobody takes are dropped, the oldest first."""

MOVED: Final = 0.1
"""Share of its way that an axis must go before its device counts as the one in use."""


class _Use(NamedTuple):
    """One binding of one device."""

    device: str
    kind: DeviceKind
    action: Action
    binding: Binding
    number: int
    """Among the bindings of the action on this device."""

    @property
    def analog(self) -> bool:
        return ACTIONS[self.action].kind is not Kind.BUTTON and is_axis(self.binding.control)


@dataclass
class _Asked:
    """What is asked of one action."""

    analog: dict[tuple[str, int], float] = field(default_factory=dict)
    """Shaped values by device and binding."""
    held: list[tuple[str, int]] = field(default_factory=list)
    """Bindings whose button is down, in the order in which they were pressed."""
    pressed_at: int = 0
    """Count of presses of all actions when this one was last pressed."""


class ActionState:
    """Values, held buttons and presses of every action.

    Several devices may ask for the same action: of two axes the one that is further from rest
    counts, and a button is held as long as any of its controls is.
    """

    def __init__(self) -> None:
        self._uses: dict[tuple[str, str], list[_Use]] = {}
        """By device and control."""
        self._asked: defaultdict[Action, _Asked] = defaultdict(_Asked)
        self._pads: set[str] = set()
        self._press_count = 0
        self._presses: deque[Action] = deque(maxlen=MOST_PRESSES)

    def bind(self, profiles: Mapping[str, DeviceProfile]) -> None:
        """Use these profiles, by the key of the device, from now on; nothing is held any more."""
        self._uses.clear()
        self._pads.clear()
        self._asked.clear()
        self._presses.clear()
        for key, profile in profiles.items():
            self.add(key, profile)

    def add(self, key: str, profile: DeviceProfile) -> None:
        """Hear a device too, in place of what the same key was bound to before."""
        self.remove(key)
        if profile.kind is DeviceKind.GAMEPAD:
            self._pads.add(key)
        for action, bindings in profile.bindings.items():
            for number, binding in enumerate(bindings):
                use = _Use(key, profile.kind, action, binding, number)
                self._uses.setdefault((key, binding.control), []).append(use)

    def remove(self, key: str) -> None:
        """A device is gone: it asks for nothing any more."""
        self._uses = {place: uses for place, uses in self._uses.items() if place[0] != key}
        self._pads.discard(key)
        for asked in self._asked.values():
            asked.analog = {place: v for place, v in asked.analog.items() if place[0] != key}
            asked.held = [place for place in asked.held if place[0] != key]

    def feed(self, event: RawEvent) -> None:
        """A control says something new."""
        for use in self._uses.get((event.device, event.control), ()):
            asked = self._asked[use.action]
            place = use.device, use.number
            value = use.binding.value(use.action, use.kind, event.value)
            if use.analog:
                asked.analog[place] = value
            elif place in asked.held:
                if value < RELEASED:
                    asked.held.remove(place)
            elif value > PRESSED:
                asked.held.append(place)
                self._presses.append(use.action)
                self._press_count += 1
                asked.pressed_at = self._press_count

    def forget(self) -> None:
        """Let go of all buttons and drop presses not taken yet."""
        self._presses.clear()
        for asked in self._asked.values():
            asked.held.clear()

    def asking(self, actions: Iterable[Action]) -> list[str]:
        """Keys of the devices that ask for any of these actions now."""
        found: dict[str, None] = {}
        for action in actions:
            asked = self._asked[action]
            found.update((key, None) for key, _ in asked.held)
            found.update((key, None) for (key, _), v in asked.analog.items() if abs(v) > MOVED)
        return list(found)

    def value(self, action: Action, of_pads: bool | None = None) -> float:
        """What axes ask for: the value furthest from rest, of pads, of all others, or of all."""
        furthest = 0.0
        for (key, _), value in self._asked[action].analog.items():
            counts = of_pads is None or (key in self._pads) is of_pads
            if counts and abs(value) > abs(furthest):
                furthest = value
        return furthest

    @property
    def anything_held(self) -> bool:
        """Whether any button of any action is down."""
        return any(asked.held for asked in self._asked.values())

    def held(self, action: Action) -> bool:
        """Whether a button of the action is down."""
        return bool(self._asked[action].held)

    def pressed_last(self, one: Action, other: Action) -> Action | None:
        """Of two actions the one whose button is down, the later one when both are."""
        held = [action for action in (one, other) if self.held(action)]
        return max(held, key=lambda action: self._asked[action].pressed_at, default=None)

    def take(self, actions: Container[Action]) -> list[Action]:
        """Presses of these actions since they were last taken, in their order."""
        if not self._presses:
            return []
        taken = [action for action in self._presses if action in actions]
        if taken:
            left = [action for action in self._presses if action not in actions]
            self._presses = deque(left, MOST_PRESSES)
        return taken

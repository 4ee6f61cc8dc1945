"""First use of a device: move each axis, press each button; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from game.input.actions import ACTIONS, Action, Kind
from game.input.axis_watch import AxisWatches, Place, pedal_shape
from game.input.conflicts import clash
from game.input.control_names import is_axis, label
from game.input.devices import Devices
from game.input.profile import KEYBOARD, Binding, DeviceKind, DeviceProfile, Side
from game.input.raw import RawEvent
from game.input.settings import InputSettings
from game.input.shaping import Shape
from game.input.wizard_steps import STEPS, Step

TURN: Final = 0.25
"""Way of the steering axis from its rest that counts as turned."""
PEDAL_WAY: Final = 0.4
"""Least way of a pedal."""
RETURNED: Final = 0.8
"""A pedal is let go when it has come back by this part of its way."""
CENTRED: Final = 0.25
"""The wheel rests in the middle when no more than this part of its way is left to it."""
STILL_S: Final = 0.4
"""For how long an axis must rest [s]."""
BUTTON_WAY: Final = 0.6
"""Way of an axis that is used as a button."""


class WizardBar(NamedTuple):
    """An axis that moves while one is asked."""

    label: str
    value: float
    """-1 .. 1."""
    low: float
    high: float


class Wizard:
    """Asks for one control after the other, on any of the devices that are plugged in."""

    def __init__(self, devices: Devices, steps: tuple[Step, ...] = STEPS) -> None:
        """Begin with the first question."""
        self.warning = ""
        """Why the last control was not taken; one line."""
        self._devices = devices
        self._steps = steps
        self._at = 0
        self._given: dict[Action, tuple[str, Binding]] = {}
        self._old: dict[str, DeviceProfile] = {}
        """Profiles of the devices that have answered, also of those pulled out since."""
        self._asked: list[int] = []
        self._turned_left = 0.0
        self._watch_anew()

    @property
    def done(self) -> bool:
        """Whether everything has been asked."""
        return self._at >= len(self._steps)

    @property
    def step(self) -> int:
        """Number of the question, from 1."""
        return min(self._at + 1, len(self._steps))

    @property
    def steps(self) -> int:
        """Number of questions."""
        return len(self._steps)

    @property
    def prompt(self) -> str:
        """The question."""
        return "All set" if self.done else self._steps[self._at].prompt

    @property
    def optional(self) -> bool:
        """Whether the question may be skipped."""
        return not self.done and self._steps[self._at].optional

    @property
    def bars(self) -> list[WizardBar]:
        """Axes that have moved since the question."""
        return [
            WizardBar(label(control), watch.now, watch.low, watch.high)
            for (_, control), watch in self._axes.moved.items()
        ]

    @property
    def given(self) -> dict[Action, str]:
        """What has been answered so far, in words."""
        return {action: label(binding.control) for action, (_, binding) in self._given.items()}

    def feed(self, events: Iterable[RawEvent]) -> None:
        """Hear controls; keys are not asked for, they stay what they are."""
        for event in events:
            if event.device == KEYBOARD or self.done:
                continue
            if is_axis(event.control):
                self._axes.hear(event)
                self._judge()
            elif event.value > 0.5:
                self._button(event)

    def advance(self, seconds: float) -> None:
        """Time passes; some answers are only clear when an axis rests."""
        self._axes.wait(seconds)
        if not self.done:
            self._judge()

    def skip(self) -> None:
        """Leave a question out, and those that hang on it."""
        if self.optional:
            self._next(self._steps[self._at].skips)

    def back(self) -> None:
        """Ask the question before once more."""
        if self._asked:
            self._at = self._asked.pop()
            self._given.pop(self._steps[self._at].action, None)
            self.warning = ""
            self._watch_anew()

    def result(self) -> InputSettings:
        """The settings with what was shown; what was left out stays as it was."""
        settings = self._devices.settings
        touched = dict.fromkeys(key for key, _ in self._given.values())
        for key in touched:
            settings = settings.with_profile(key, self._profile(key))
        return settings

    def _profile(self, key: str) -> DeviceProfile:
        old = self._old[key]
        given = {action: binding for action, (k, binding) in self._given.items() if k == key}
        steers = Action.STEER in given
        bindings: dict[Action, list[Binding]] = {}
        for action, uses in old.bindings.items():
            free = [
                use for use in uses if not any(clash(action, use, a, b) for a, b in given.items())
            ]
            driven = {binding.control for binding in given.values() if is_axis(binding.control)}
            free = [use for use in free if use.control not in driven] or free
            if action not in self._given and free:
                bindings[action] = free
        bindings |= {action: [binding] for action, binding in given.items()}
        kind = DeviceKind.WHEEL if steers and old.kind is DeviceKind.OTHER else old.kind
        return old.model_copy(update={"kind": kind, "bindings": bindings})

    def _watch_anew(self) -> None:
        rest = {
            (device.key, control): value
            for device in self._devices.connected
            for control, value in device.values.items()
            if is_axis(control)
        }
        steers = not self.done and ACTIONS[self._steps[self._at].action].kind is Kind.STEERING
        self._axes = AxisWatches(rest, 0.0 if steers else None)
        self._turned_left = 0.0

    def _next(self, count: int = 1) -> None:
        self._asked.append(self._at)
        self._at = min(self._at + count, len(self._steps))
        self.warning = ""
        self._watch_anew()

    def _answer(self, place: Place, binding: Binding) -> None:
        """Take a control, unless it has been given for something else."""
        action = self._steps[self._at].action
        key = place[0]
        if key not in self._devices.profiles:
            return  # pulled out while it was asked
        self._old[key] = self._devices.profile(key)
        for other, (device, taken) in self._given.items():
            if device == key and clash(action, binding, other, taken):
                words = label(binding.control)
                self.warning = f"{words} is {ACTIONS[other].title.lower()} already"
                self._watch_anew()
                return
        self._given[action] = key, binding
        self._next()

    def _button(self, event: RawEvent) -> None:
        action = self._steps[self._at].action
        if ACTIONS[action].kind is Kind.BUTTON or action is Action.HANDBRAKE:
            self._answer((event.device, event.control), Binding(control=event.control))

    def _judge(self) -> None:
        """See whether an axis has answered."""
        action = self._steps[self._at].action
        kind = ACTIONS[action].kind
        if kind is Kind.STEERING:
            self._judge_steering()
        elif kind is Kind.PEDAL:
            self._judge_pedal()
        else:
            found = self._axes.widest(BUTTON_WAY, self._analog())
            if found:
                positive = found[1].far_end > found[1].first
                side = Side.POSITIVE if positive else Side.NEGATIVE
                self._answer(found[0], Binding(control=found[0][1], side=side))

    def _analog(self) -> list[Place]:
        """Axes that steer or are pedals, as far as they have been given."""
        return [
            (key, binding.control)
            for action, (key, binding) in self._given.items()
            if ACTIONS[action].kind is not Kind.BUTTON
        ]

    def _judge_steering(self) -> None:
        found = self._axes.widest(TURN, [])
        if found is None:
            return
        place, watch = found
        if self._turned_left == 0.0 and abs(watch.away) > TURN:
            self._turned_left = watch.away
        both = min(watch.first - watch.low, watch.high - watch.first) > TURN
        middle = 0.5 * (watch.low + watch.high)
        rests = abs(watch.now - middle) < CENTRED * watch.span and watch.still_s > STILL_S
        if both and rests:
            shape = Shape(
                low=watch.low, centre=watch.now, high=watch.high, inverted=self._turned_left > 0.0
            )
            self._answer(place, Binding(control=place[1], shape=shape))

    def _judge_pedal(self) -> None:
        steering = [place for place in self._analog() if self._is_steering(place)]
        found = self._axes.widest(PEDAL_WAY, steering)
        if found is None:
            return
        place, watch = found
        pressed = watch.returned_from(RETURNED)
        if pressed is not None and watch.still_s > STILL_S:
            self._answer(place, Binding(control=place[1], shape=pedal_shape(watch.now, pressed)))

    def _is_steering(self, place: Place) -> bool:
        given = self._given.get(Action.STEER)
        return given is not None and (given[0], given[1].control) == place

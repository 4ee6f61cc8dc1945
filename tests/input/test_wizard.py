"""The wizard, shown a wheel that nobody knows: pedals of every kind, and mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from game.input.actions import Action
from game.input.devices import Devices
from game.input.profile import DeviceKind
from game.input.wizard import Wizard
from tests.input.events import FRAME, frame
from tests.input.virtual_wheel import VirtualWheel

KEY = "1234:5678"


class Hands:
    """Shows things to the wizard as a person does: moving takes time, and rests."""

    def __init__(self, devices: Devices, wheel: VirtualWheel, wizard: Wizard) -> None:
        self._devices = devices
        self._wheel = wheel
        self.wizard = wizard

    def move(self, axis: int, values: Sequence[float], rest_s: float = 0.6) -> None:
        for value in values:
            self._wheel.axis(axis, value)
            self._frame()
        for _ in range(round(rest_s / FRAME)):
            self._frame()

    def press(self, button: int) -> None:
        for down in (True, False):
            self._wheel.button(button, down)
            self._frame()

    def unplug(self) -> None:
        self._wheel.pull_out()
        self._frame()

    def _frame(self) -> None:
        frame(self._devices)
        self.wizard.feed(self._devices.raw_events())
        self.wizard.advance(FRAME)


@pytest.fixture
def hands(devices: Devices) -> Iterator[Hands]:
    wheel = VirtualWheel(0x1234, 0x5678, "Some Racing Wheel", axes=5)
    wheel.plug_in()
    (change,) = frame(devices)
    assert not change.known
    wheel.axes([0.0, 1.0, -1.0, 0.0, 0.0])
    frame(devices)
    devices.raw_events()
    yield Hands(devices, wheel, Wizard(devices))
    wheel.pull_out()


def test_everything_is_asked_and_what_was_shown_is_bound(hands: Hands, devices: Devices) -> None:
    wizard = hands.wizard
    assert "Turn the wheel" in wizard.prompt
    hands.move(0, (-0.5, -1.0, -0.3, 0.5, 1.0, 0.4, 0.0))
    assert "throttle" in wizard.prompt
    hands.move(1, (0.4, -0.6, -1.0, 0.0, 1.0))  # rests at +1
    assert "brake" in wizard.prompt
    hands.move(2, (-0.4, 0.6, 0.9, 0.0, -1.0))  # rests at -1
    assert "clutch" in wizard.prompt
    wizard.skip()
    hands.press(7)  # for the handbrake
    hands.press(4)
    hands.press(5)
    assert "lever" in wizard.prompt
    wizard.skip()
    assert "look back" in wizard.prompt
    while not wizard.done:
        wizard.skip()
    devices.configure(wizard.result())
    assert devices.profile(KEY).kind is DeviceKind.WHEEL
    hands.move(0, (-1.0,))
    hands.move(1, (-1.0,))
    hands.move(2, (-0.8, 0.0))
    actions = devices.actions
    assert actions.value(Action.STEER) == -1.0
    assert actions.value(Action.THROTTLE) == 1.0
    assert 0.4 < actions.value(Action.BRAKE) < 0.6
    hands.press(4)
    assert actions.take([Action.SHIFT_UP, Action.SHIFT_DOWN]) == [Action.SHIFT_UP]


def test_pedals_on_one_combined_axis_get_a_half_each(hands: Hands, devices: Devices) -> None:
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    hands.move(3, (-0.5, -1.0, -0.2, 0.0))
    hands.move(3, (0.5, 1.0, 0.2, 0.0))
    assert {Action.THROTTLE, Action.BRAKE} <= set(hands.wizard.given)
    devices.configure(hands.wizard.result())
    hands.move(3, (-1.0,))
    asked = [devices.actions.value(action) for action in (Action.THROTTLE, Action.BRAKE)]
    assert asked == [1.0, 0.0]
    hands.move(3, (1.0,))
    asked = [devices.actions.value(action) for action in (Action.THROTTLE, Action.BRAKE)]
    assert asked == [0.0, 1.0]


def test_a_wheel_that_counts_to_the_left_is_turned_round(hands: Hands, devices: Devices) -> None:
    hands.move(0, (0.5, 1.0, 0.0, -1.0, 0.0))  # left is positive
    devices.configure(hands.wizard.result())
    hands.move(0, (1.0,))
    assert devices.actions.value(Action.STEER) == -1.0


def test_the_same_pedal_twice_is_refused_with_a_reason(hands: Hands) -> None:
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    hands.move(1, (0.0, -1.0, 0.0, 1.0))
    hands.move(1, (0.0, -1.0, 0.0, 1.0))
    assert "brake" in hands.wizard.prompt
    assert hands.wizard.warning == "Axis 2 is throttle already"
    hands.move(2, (0.0, 1.0, 0.0, -1.0))
    assert "clutch" in hands.wizard.prompt
    assert hands.wizard.warning == ""


def test_a_pedal_held_down_is_not_taken_before_it_is_let_go(hands: Hands) -> None:
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    hands.move(1, (0.0, -1.0), rest_s=1.5)
    assert "throttle" in hands.wizard.prompt
    hands.move(1, (0.0, 1.0))
    assert "brake" in hands.wizard.prompt


def test_one_can_go_back_and_show_it_again(hands: Hands) -> None:
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    hands.wizard.back()
    assert "Turn the wheel" in hands.wizard.prompt
    assert hands.wizard.given == {}


def test_what_a_car_needs_cannot_be_skipped(hands: Hands) -> None:
    hands.wizard.skip()
    assert hands.wizard.step == 1


def test_what_was_not_shown_keeps_its_use(hands: Hands, devices: Devices) -> None:
    before = devices.profile(KEY).bindings[Action.MENU_ACCEPT]
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    assert hands.wizard.result().profiles[KEY].bindings[Action.MENU_ACCEPT] == before


def test_a_device_pulled_out_meanwhile_keeps_what_it_has_shown(
    hands: Hands, devices: Devices
) -> None:
    hands.move(0, (-1.0, 0.0, 1.0, 0.0))
    hands.unplug()
    hands.wizard.advance(1.0)
    assert Action.STEER in hands.wizard.result().profiles[KEY].bindings

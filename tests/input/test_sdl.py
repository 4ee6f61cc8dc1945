"""Wheels and pads through SDL, with virtual ones that SDL itself believes in."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.input.actions import Action, Command
from game.input.devices import DeviceChange, Devices
from game.input.navigation import Navigation
from game.input.profile import DeviceKind
from tests.input.events import FRAME, frame
from tests.input.virtual_wheel import PAD_TYPE, VirtualWheel

G29 = "046d:c24f"
WHEEL, CLUTCH, THROTTLE, BRAKE = range(4)


@pytest.fixture
def wheel(devices: Devices) -> Iterator[VirtualWheel]:
    made = VirtualWheel()
    yield made
    made.pull_out()


@pytest.fixture
def pad(devices: Devices) -> Iterator[VirtualWheel]:
    made = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    yield made
    made.pull_out()


def test_a_known_wheel_is_ready_when_it_is_plugged_in(
    devices: Devices, wheel: VirtualWheel
) -> None:
    wheel.plug_in()
    (change,) = frame(devices)
    assert change.change is DeviceChange.ADDED
    assert change.known
    assert change.device.key == G29
    assert change.device.kind is DeviceKind.WHEEL
    assert change.message == "Logitech G29 Driving Force Racing Wheel is ready"


def test_a_wheel_steers_and_its_pedals_press(devices: Devices, wheel: VirtualWheel) -> None:
    wheel.plug_in()
    frame(devices)
    wheel.axes([0.5, 1.0, -1.0, 0.98])
    frame(devices)
    actions = devices.actions
    assert actions.value(Action.STEER) == pytest.approx(0.5, abs=1e-3)
    assert actions.value(Action.THROTTLE) == 1.0
    assert actions.value(Action.BRAKE) == pytest.approx(0.0, abs=0.01)
    assert actions.value(Action.CLUTCH) == 0.0


def test_pedals_that_have_not_moved_are_not_pressed(devices: Devices, wheel: VirtualWheel) -> None:
    wheel.plug_in()
    frame(devices)
    wheel.axis(WHEEL, 0.3)
    frame(devices)
    assert devices.actions.value(Action.THROTTLE) == 0.0
    assert devices.actions.value(Action.BRAKE) == 0.0


def test_pulling_out_the_wheel_one_drives_with_is_told_and_lets_go_of_all(
    devices: Devices, wheel: VirtualWheel
) -> None:
    wheel.plug_in()
    frame(devices)
    wheel.axes([0.5, 1.0, -1.0, 1.0])
    frame(devices)
    devices.note_driving()
    wheel.pull_out()
    (change,) = frame(devices)
    assert change.change is DeviceChange.REMOVED
    assert change.was_driving
    assert "unplugged" in change.message
    assert devices.actions.value(Action.THROTTLE) == 0.0
    wheel.plug_in()
    (back,) = frame(devices)
    assert back.returned
    assert back.device.key == G29
    wheel.axis(WHEEL, -0.5)
    frame(devices)
    assert devices.actions.value(Action.STEER) < -0.45


def test_pulling_out_a_device_nobody_uses_does_not_stop_a_race(
    devices: Devices, wheel: VirtualWheel
) -> None:
    wheel.plug_in()
    frame(devices)
    wheel.pull_out()
    (change,) = frame(devices)
    assert not change.was_driving


def test_a_pad_needs_no_set_up_and_its_places_have_names(
    devices: Devices, pad: VirtualWheel
) -> None:
    pad.plug_in()
    (change,) = frame(devices)
    assert change.known
    assert change.device.kind is DeviceKind.GAMEPAD
    pad.axis(0, -1.0)  # left stick
    pad.axis(5, 1.0)  # right trigger
    pad.button(3, True)  # upper button
    frame(devices)
    assert devices.actions.value(Action.STEER) == -1.0
    assert devices.actions.value(Action.THROTTLE) == 1.0
    assert devices.commands() == [Command.CAMERA_NEXT]


def test_menus_can_be_walked_with_a_wheel_alone(devices: Devices, wheel: VirtualWheel) -> None:
    wheel.plug_in()
    frame(devices)
    for hat in (4, 0, 1, 0, 2, 0, 8, 0):
        wheel.hat(hat)
        frame(devices)
    wheel.button(0, True)
    frame(devices)
    assert devices.navigation() == [
        Navigation.DOWN,
        Navigation.UP,
        Navigation.RIGHT,
        Navigation.LEFT,
        Navigation.ACCEPT,
    ]


def test_two_equal_pads_have_profiles_of_their_own_and_get_them_back(
    devices: Devices, pad: VirtualWheel
) -> None:
    second = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    pad.plug_in()
    second.plug_in()
    keys = [change.device.key for change in frame(devices)]
    assert keys == ["045e:028e", "045e:028e#2"]
    pad.pull_out()
    frame(devices)
    pad.plug_in()
    (back,) = frame(devices)
    second.pull_out()
    assert back.device.key == "045e:028e"


def test_what_shakes_is_what_one_drives_with(
    devices: Devices, pad: VirtualWheel, wheel: VirtualWheel
) -> None:
    pad.plug_in()
    wheel.plug_in()
    frame(devices)
    pad.axis(5, 1.0)
    frame(devices)
    devices.note_driving()
    devices.rumble(0.5, 1.0, 0.1)
    assert pad.shaken[0] == (32767, 65535)
    assert wheel.shaken == []


def test_several_devices_steer_together_the_one_turned_further_counts(
    devices: Devices, pad: VirtualWheel, wheel: VirtualWheel
) -> None:
    pad.plug_in()
    wheel.plug_in()
    frame(devices)
    wheel.axis(WHEEL, 0.1)
    pad.axis(0, 1.0)
    frame(devices)
    assert devices.actions.value(Action.STEER) == 1.0
    pad.axis(0, 0.0)
    frame(devices)
    assert devices.actions.value(Action.STEER) == pytest.approx(0.1, abs=1e-3)


def test_a_device_that_goes_in_the_frame_in_which_it_came_never_was(
    devices: Devices, wheel: VirtualWheel
) -> None:
    wheel.plug_in()
    came = pygame.event.get()
    wheel.pull_out()
    assert devices.poll([*came, *pygame.event.get()], FRAME) == []
    assert [device.key for device in devices.connected] == ["keyboard"]

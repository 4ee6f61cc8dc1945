"""Devices through `inputs`, played by FIFOs.

What `inputs` 0.5 does wrong, and what must not happen to a player: it raises at codes younger
than 2016 (a G29's first gear), blocks for ever, spins at the end of its file, and its import can
raise anything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.input import inputs_backend
from game.input.actions import Action
from game.input.backends import Backends
from game.input.devices import DeviceChange, DeviceEvent, Devices
from game.input.evdev_io import bits_of
from game.input.evdev_layout import Range, layout_of
from game.input.profile import DeviceKind
from game.input.settings import Backend, InputSettings
from tests.input.events import frame
from tests.input.fifo_pad import GEAR_1, FifoPad
from tests.input.virtual_wheel import VirtualWheel

PATIENCE = 500
"""Looks of 10 ms until something counts as never coming."""


@pytest.fixture
def pad(tmp_path: Path) -> FifoPad:
    made = FifoPad(tmp_path / "event0")
    made.plug_in()
    return made


@pytest.fixture
def devices(window: None, pad: FifoPad) -> Iterator[Devices]:
    found = Devices(InputSettings(), Backends(Backend.INPUTS, pad.find))
    yield found
    found.close()


def heard(devices: Devices, action: Action, value: float) -> bool:
    """Wait until an axis asks for a value."""
    for _ in range(PATIENCE):
        devices.refresh()
        if devices.actions.value(action) == pytest.approx(value, abs=0.01):
            return True
        time.sleep(0.01)
    return False


def next_change(devices: Devices) -> DeviceEvent:
    for _ in range(PATIENCE):
        changes = frame(devices, seconds=0.1)
        if changes:
            return changes[0]
        time.sleep(0.01)
    raise AssertionError("no device came or went")


def test_a_wheel_is_found_and_heard(devices: Devices, pad: FifoPad) -> None:
    change = next_change(devices)
    assert change.device.key == "046d:c24f"
    assert change.device.kind is DeviceKind.WHEEL
    assert change.known
    pad.axis(0, 65535)
    assert heard(devices, Action.STEER, 1.0)
    pad.axis(2, 0)
    assert heard(devices, Action.THROTTLE, 1.0)
    pad.axis(5, 255)
    assert heard(devices, Action.BRAKE, 0.0)


def test_codes_that_inputs_does_not_know_are_gears_like_others(
    devices: Devices, pad: FifoPad
) -> None:
    next_change(devices)
    pad.button(GEAR_1, True)
    pad.axis(0, 0)
    assert heard(devices, Action.STEER, -1.0)
    assert devices.actions.held(Action.GEAR_1)


def test_an_unplugged_device_is_told_and_comes_back(devices: Devices, pad: FifoPad) -> None:
    next_change(devices)
    pad.axis(0, 65535)
    assert heard(devices, Action.STEER, 1.0)
    devices.note_driving()
    pad.pull_out()
    change = next_change(devices)
    assert change.change is DeviceChange.REMOVED
    assert change.was_driving
    assert devices.actions.value(Action.STEER) == 0.0
    pad.plug_in()
    back = next_change(devices)
    assert back.change is DeviceChange.ADDED
    assert back.returned
    pad.axis(0, 0)
    assert heard(devices, Action.STEER, -1.0)


def test_an_end_of_file_costs_no_time(devices: Devices, pad: FifoPad) -> None:
    next_change(devices)
    pad.pull_out()
    next_change(devices)
    before = os.times()
    time.sleep(0.2)
    after = os.times()
    assert after.user + after.system - before.user - before.system < 0.1


def test_a_device_that_inputs_reads_is_not_read_by_sdl_too(window: None, pad: FifoPad) -> None:
    wheel = VirtualWheel()
    wheel.plug_in()
    devices = Devices(InputSettings(), Backends(Backend.AUTO, pad.find))
    change = next_change(devices)
    assert change.device.backend == "inputs"
    wheel.button(4, True)
    wheel.axis(0, 1.0)
    assert frame(devices) == []
    assert not devices.actions.held(Action.SHIFT_UP)
    assert devices.actions.value(Action.STEER) == 0.0
    pad.axis(0, 65535)
    assert heard(devices, Action.STEER, 1.0)
    devices.note_driving()
    devices.rumble(1.0, 0.0, 0.1)
    assert wheel.shaken  # SDL still moves its motors
    wheel.pull_out()
    pad.pull_out()
    assert next_change(devices).was_driving
    wheel.plug_in()
    back = next_change(devices)
    assert back.device.backend == "sdl"
    assert back.returned
    assert back.device.key == change.device.key
    devices.close()
    wheel.pull_out()


def test_an_inputs_that_cannot_be_imported_leaves_all_to_sdl(
    window: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> None:
        raise AttributeError("'NoneType' object has no attribute 'get_char_device_path'")

    monkeypatch.setattr(inputs_backend.importlib, "import_module", fail)
    devices = Devices(InputSettings(), Backends(Backend.AUTO))
    assert frame(devices) == []
    assert any("get_char_device_path" in note for note in devices.notes)
    devices.close()


def test_a_device_that_may_not_be_read_is_left_to_sdl(window: None, tmp_path: Path) -> None:
    nowhere = FifoPad(tmp_path / "event9")
    devices = Devices(InputSettings(), Backends(Backend.AUTO, lambda: [nowhere.device]))
    assert frame(devices) == []
    devices.close()


def test_controls_are_counted_as_sdl_counts_them() -> None:
    keys = [0x100, 0x120, 0x121, 0x12C]
    ranges = {0: Range(0, 255), 5: Range(0, 255), 0x10: Range(-1, 1), 0x11: Range(-1, 1)}
    layout = layout_of(keys, ranges, "046d")
    assert layout.buttons == {
        0x120: "button0",
        0x121: "button1",
        0x12C: "button2",
        0x100: "button3",
    }
    assert layout.axes == {0: "axis0", 5: "axis1"}
    assert layout.hats == {0x10: ("hat0.left", "hat0.right"), 0x11: ("hat0.up", "hat0.down")}
    assert not layout.is_pad


def test_a_pads_buttons_have_their_places_whatever_the_driver_calls_them() -> None:
    keys = [0x130, 0x131, 0x133, 0x134]
    ranges = dict.fromkeys([0, 1, 2, 3, 4, 5], Range(-32768, 32767))
    xbox, sony = (layout_of(keys, ranges, vendor) for vendor in ("045e", "054c"))
    assert xbox.is_pad
    assert (xbox.buttons[0x133], xbox.buttons[0x134]) == ("x", "y")
    assert (sony.buttons[0x133], sony.buttons[0x134]) == ("y", "x")
    assert sony.axes[5] == "righttrigger"


def test_masks_of_the_kernel_are_read_word_by_word() -> None:
    assert bits_of("3 0") == [64, 65]
    assert bits_of("10003f") == [0, 1, 2, 3, 4, 5, 20]
    assert bits_of("0") == []

"""End to end: real events in, a lap of a car out, a replay that verifies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.input.actions import Action
from game.input.assists import ASSIST_PRESETS
from game.input.backends import Backends
from game.input.devices import DeviceChange, Devices
from game.input.pilot import Pilot
from game.input.settings import Backend, InputSettings, KeyOptions
from game.race.loop import RaceLoop
from game.race.session import Session
from game.replay.recorder import Recorder
from game.replay.verify import verify
from tests.input.drivers import KeyDriver, drive_with_keys, drive_with_wheel, new_session
from tests.input.events import FRAME, frame
from tests.input.fifo_pad import FifoPad
from tests.input.virtual_wheel import PAD_TYPE, VirtualWheel

HALF_A_LAP = 2400
"""Ticks."""
FOR_EVER = 100_000


def assert_clean_lap(session: Session) -> None:
    (result,) = session.results()
    assert session.finished
    assert result.best_lap_s is not None
    assert (result.off_track_count, result.wall_hits) == (0, 0)


@pytest.mark.parametrize("track", ["thimble", "sablemoor"])
def test_keys_alone_drive_a_gt3_round_a_track_cleanly(
    devices: Devices, track: str, tmp_path: Path
) -> None:
    session = new_session(track)
    path = tmp_path / "keys.undercut"
    recorder = Recorder(path, session)
    drive_with_keys(session, devices, 0.82, [recorder])
    recorder.finish(session)
    assert_clean_lap(session)
    assert verify(path).verified


def test_keys_and_gears_by_hand_without_help_do_too(devices: Devices) -> None:
    session = new_session("thimble", ASSIST_PRESETS["expert"])
    drive_with_keys(session, devices, 0.8, by_hand=True)
    assert_clean_lap(session)
    assert session.results()[0].best_lap_s < 52.0  # a lap in first gear takes longer


def test_a_thumb_and_two_triggers_do_too(devices: Devices) -> None:
    pad = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    pad.plug_in()
    frame(devices)
    session = new_session("sablemoor")
    driver = KeyDriver(session, 0.8)
    loop = RaceLoop(session, [Pilot(devices, 0)])
    while not session.finished:
        thumb, throttle, brake = driver.stick()
        for axis, value in ((0, thumb), (5, 2 * throttle - 1), (4, 2 * brake - 1)):
            pad.axis(axis, value)
        frame(devices)
        loop.tick()
    pad.pull_out()
    assert_clean_lap(session)


def test_keys_that_know_nothing_of_speed_do_not(devices: Devices) -> None:
    devices.configure(InputSettings(keys=KeyOptions(speed_sensitivity=0.0)))
    session = new_session("sablemoor")
    drive_with_keys(session, devices, 0.82)
    (result,) = session.results()
    assert result.off_track_count + result.wall_hits > 2


@pytest.fixture
def wheel(devices: Devices) -> Iterator[VirtualWheel]:
    made = VirtualWheel()
    yield made
    made.pull_out()


def test_a_wheel_drives_a_lap_is_pulled_out_and_plugged_in_again(
    devices: Devices, wheel: VirtualWheel, tmp_path: Path
) -> None:
    wheel.plug_in()
    frame(devices)
    session = new_session()
    pilot = Pilot(devices, 0)
    path = tmp_path / "wheel.undercut"
    recorder = Recorder(path, session)

    def move(steer: float, throttle: float, brake: float) -> None:
        wheel.axes([steer, 1.0, 1.0 - 2.0 * throttle, 1.0 - 2.0 * brake ** (1 / 1.4)])

    drive_with_wheel(session, devices, pilot, move, HALF_A_LAP, [recorder])
    wheel.pull_out()
    (gone,) = frame(devices)
    assert gone.was_driving
    paused_at = session.tick
    wheel.plug_in()
    (back,) = frame(devices)
    assert back.returned
    assert session.tick == paused_at
    drive_with_wheel(session, devices, pilot, move, FOR_EVER, [recorder])
    recorder.finish(session)
    assert_clean_lap(session)
    assert verify(path).verified


def test_a_wheel_through_inputs_does_too(window: None, tmp_path: Path) -> None:
    pad = FifoPad(tmp_path / "event0")
    pad.plug_in()
    devices = Devices(InputSettings(), Backends(Backend.INPUTS, pad.find))
    assert frame(devices)[0].change is DeviceChange.ADDED
    session = new_session()
    pilot = Pilot(devices, 0)
    path = tmp_path / "fifo.undercut"
    recorder = Recorder(path, session)
    count = 0

    def move(steer: float, throttle: float, brake: float) -> None:
        nonlocal count
        count += 1
        pad.axis(0, round(32767.5 * (1.0 + steer)))
        pad.axis(2, round(255 * (1.0 - throttle)))
        pad.axis(5, round(255 * (1.0 - brake ** (1 / 1.4))))
        pad.button(0x120 + 10, count % 2 == 1)  # the horn: the last event of the tick
        while devices.actions.held(Action.HORN) != (count % 2 == 1):
            devices.refresh()
            time.sleep(0)

    drive_with_wheel(session, devices, pilot, move, HALF_A_LAP, [recorder])
    pad.pull_out()
    changes: list[object] = []
    while not changes:
        changes = list(devices.poll(pygame.event.get(), FRAME))
    pad.plug_in()
    while len(changes) < 2:
        changes += devices.poll(pygame.event.get(), FRAME)
    count = 0
    drive_with_wheel(session, devices, pilot, move, FOR_EVER, [recorder])
    recorder.finish(session)
    devices.close()
    assert_clean_lap(session)
    assert verify(path).verified


def test_a_press_acts_in_the_tick_that_follows_it(devices: Devices, wheel: VirtualWheel) -> None:
    wheel.plug_in()
    frame(devices)
    session = new_session()
    pilot = Pilot(devices, 0)
    controls = session.world.controls.copy()
    wheel.axis(0, -0.5)
    frame(devices)
    pilot.decide(session.scene(), controls)
    assert controls["steer"][0] == pytest.approx(16383, abs=2)

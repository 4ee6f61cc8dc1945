"""The human as a driver: gears of every kind, pedals from keys, nothing lost, nothing doubled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pygame
import pytest

from game.core.surface import Surface
from game.input.actions import Action
from game.input.assists import ASSIST_PRESETS, Assists
from game.input.devices import Devices
from game.input.gears import Direction
from game.input.pilot import Pilot
from game.input.profile import KEYBOARD, Binding
from game.input.settings import InputSettings, KeyOptions, Shifter, StickOptions
from game.race.session import Session
from game.sim.controls import GEAR_NONE, PEDAL_STEPS, STEER_STEPS, Button, PitService
from tests.input.drivers import new_session
from tests.input.events import frame, key
from tests.input.virtual_wheel import PAD_TYPE, VirtualWheel


class Seat:
    """A pilot in a car that stands or rolls as the test says."""

    def __init__(self, devices: Devices, assists: Assists) -> None:
        self.session: Session = new_session(assists=assists)
        self.pilot = Pilot(devices, 0)
        self.controls = self.session.world.controls.copy()
        self.session.brief["lights"] = 2  # go

    def roll(self, speed: float) -> None:
        self.session.world.state["forward_speed"] = speed

    def tick(self, count: int = 1) -> Any:
        for _ in range(count):
            self.pilot.decide(self.session.scene(), self.controls)
        return self.controls[0]


@pytest.fixture
def automatic(devices: Devices) -> Seat:
    return Seat(devices, ASSIST_PRESETS["intermediate"])


@pytest.fixture
def manual(devices: Devices) -> Seat:
    return Seat(devices, ASSIST_PRESETS["expert"])


def test_a_tap_of_a_key_is_a_small_turn_and_a_held_key_a_large_one(
    devices: Devices, automatic: Seat
) -> None:
    automatic.roll(50.0)
    frame(devices, key(pygame.K_LEFT, True))
    tapped = int(automatic.tick(6)["steer"])
    held = int(automatic.tick(60)["steer"])
    assert 0 < tapped < 0.25 * held


def test_full_keys_ask_for_less_the_faster_the_car(devices: Devices, automatic: Seat) -> None:
    frame(devices, key(pygame.K_RIGHT, True))
    full = []
    for speed in (0.0, 20.0, 40.0, 80.0):
        automatic.roll(speed)
        full.append(-int(automatic.tick(200)["steer"]))
    assert full[0] == STEER_STEPS
    assert full == sorted(full, reverse=True)
    assert full[-1] < 0.4 * STEER_STEPS


def test_in_a_slide_keys_may_steer_further_into_it(devices: Devices, automatic: Seat) -> None:
    automatic.roll(40.0)
    frame(devices, key(pygame.K_LEFT, True))
    gripping = int(automatic.tick(200)["steer"])
    automatic.session.world.state["left_speed"] = 15.0  # the tail has come round to the right
    assert int(automatic.tick()["steer"]) > 1.5 * gripping


def test_of_two_keys_held_the_later_one_counts(devices: Devices, automatic: Seat) -> None:
    frame(devices, key(pygame.K_LEFT, True), key(pygame.K_RIGHT, True))
    assert automatic.tick(200)["steer"] == -STEER_STEPS
    frame(devices, key(pygame.K_RIGHT, False))
    assert automatic.tick(200)["steer"] == STEER_STEPS


def test_pedals_of_keys_come_and_go_like_a_foot(devices: Devices, automatic: Seat) -> None:
    automatic.roll(30.0)
    frame(devices, key(pygame.K_UP, True))
    rising = [int(automatic.tick()["throttle"]) for _ in range(40)]
    assert rising == sorted(rising)
    assert 0 < rising[0] < rising[5] < rising[-1] == PEDAL_STEPS
    frame(devices, key(pygame.K_UP, False))
    automatic.tick(20)
    assert automatic.tick()["throttle"] == 0


def test_losing_the_window_lets_go_of_all_keys(devices: Devices, automatic: Seat) -> None:
    frame(devices, key(pygame.K_UP, True))
    automatic.tick(60)
    frame(devices, pygame.event.Event(pygame.WINDOWFOCUSLOST))
    assert automatic.tick(60)["throttle"] == 0


def test_two_presses_between_two_ticks_are_two_gears(devices: Devices, manual: Seat) -> None:
    up = [key(pygame.K_e, True), key(pygame.K_e, False)]
    frame(devices, *up, *up)
    pressed = [bool(manual.tick()["buttons"] & Button.SHIFT_UP) for _ in range(6)]
    assert pressed == [True, False, True, False, False, False]


def test_a_held_button_stays_held_for_those_who_want_it_so(devices: Devices, manual: Seat) -> None:
    frame(devices, key(pygame.K_r, True))
    assert all(manual.tick()["buttons"] & Button.RESET for _ in range(60))
    frame(devices, key(pygame.K_r, False))
    assert not manual.tick()["buttons"] & Button.RESET


def test_paddles_leave_the_gear_to_the_box_and_the_lever_names_it(
    devices: Devices, manual: Seat
) -> None:
    wheel = VirtualWheel()
    wheel.plug_in()
    frame(devices)
    wheel.button(4, True)
    frame(devices)
    assert manual.tick()["gear"] == GEAR_NONE
    wheel.button(13, True)
    frame(devices)
    assert manual.tick()["gear"] == 2
    wheel.button(13, False)
    frame(devices)
    assert manual.tick()["gear"] == 0
    wheel.button(18, True)
    frame(devices)
    assert manual.tick()["gear"] == -1
    wheel.button(18, False)
    wheel.button(4, False)
    wheel.button(4, True)
    frame(devices)
    assert manual.tick()["gear"] == GEAR_NONE
    wheel.pull_out()


@pytest.mark.parametrize(("shifter", "gear"), [(Shifter.SEQUENTIAL, GEAR_NONE), ("h_pattern", 0)])
def test_a_chosen_shifter_is_the_only_one(devices: Devices, shifter: Shifter, gear: int) -> None:
    devices.configure(InputSettings(shifter=shifter))
    seat = Seat(devices, ASSIST_PRESETS["expert"])
    assert seat.tick()["gear"] == gear


def test_an_automatic_goes_back_when_the_brake_is_pressed_anew_at_a_standstill(
    devices: Devices, automatic: Seat
) -> None:
    automatic.roll(20.0)
    frame(devices, key(pygame.K_DOWN, True))
    automatic.tick(60)
    automatic.roll(0.0)
    assert automatic.tick(120)["gear"] == GEAR_NONE  # still the press that stopped the car
    frame(devices, key(pygame.K_DOWN, False))
    automatic.tick(20)
    frame(devices, key(pygame.K_DOWN, True))
    back = automatic.tick(60)
    assert back["gear"] == -1
    assert (back["throttle"], back["brake"]) == (PEDAL_STEPS, 0)
    automatic.roll(-5.0)
    frame(devices, key(pygame.K_DOWN, False), key(pygame.K_UP, True))
    stopping = automatic.tick(60)
    assert (stopping["gear"], stopping["throttle"], stopping["brake"]) == (-1, 0, PEDAL_STEPS)
    automatic.roll(0.0)
    forward = automatic.tick(2)
    assert (forward["gear"], forward["throttle"]) == (GEAR_NONE, PEDAL_STEPS)


def test_nobody_goes_backwards_while_waiting_for_the_lights() -> None:
    direction = Direction()
    for brake in (0.0, 1.0):
        for _ in range(100):
            assert not direction.follow(0.0, 0.0, brake, may_reverse=False, seconds=0.01)


def test_a_thumb_takes_its_time_and_a_wheel_does_not(devices: Devices) -> None:
    pad = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    pad.plug_in()
    devices.configure(InputSettings(stick=StickOptions(speed_sensitivity=0.0, steer_s=0.1)))
    frame(devices)
    seat = Seat(devices, ASSIST_PRESETS["intermediate"])
    pad.axis(0, -1.0)
    frame(devices)
    steers = [int(seat.tick()["steer"]) for _ in range(13)]
    assert steers[0] < 0.1 * STEER_STEPS
    assert steers[-1] == STEER_STEPS
    pad.pull_out()


def test_the_crew_hears_what_is_wanted(devices: Devices, automatic: Seat) -> None:
    automatic.pilot.service = PitService.TYRES
    automatic.pilot.pit_fuel = 0.5
    row = automatic.tick()
    assert (row["pit_service"], row["pit_fuel"]) == (int(PitService.TYRES), 128)


def test_any_action_can_be_on_any_key(devices: Devices, manual: Seat) -> None:
    profile = devices.profile(KEYBOARD)
    for action in (Action.GEAR_3, Action.HANDBRAKE, Action.CLUTCH):
        changed = profile.bound(action, [Binding(control="k")])
        devices.configure(InputSettings(keys=KeyOptions()).with_profile(KEYBOARD, changed))
        frame(devices, key(pygame.K_k, True))
        row = manual.tick(60)
        asked = {
            Action.GEAR_3: row["gear"] == 3,
            Action.HANDBRAKE: row["handbrake"] == PEDAL_STEPS,
            Action.CLUTCH: row["clutch"] == PEDAL_STEPS,
        }
        assert asked[action], action
        frame(devices, key(pygame.K_k, False))


def test_a_pilot_whose_hands_are_still_touches_nothing(devices: Devices, automatic: Seat) -> None:
    row = automatic.tick()
    names = ("steer", "throttle", "brake", "clutch", "handbrake", "buttons")
    assert not np.any([row[name] for name in names])


def test_nothing_is_felt_while_a_race_is_paused(devices: Devices) -> None:
    pad = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    pad.plug_in()
    frame(devices)
    pad.axis(5, 1.0)
    frame(devices)
    seat = Seat(devices, ASSIST_PRESETS["intermediate"])
    seat.roll(40.0)
    world = seat.session.world
    world.state["surface"] = int(Surface.GRAVEL)
    seat.tick()
    seat.pilot.feel(world.state[0], world.spec[0], 0.01)
    driving = pad.shaken[-1]
    seat.pilot.feel(world.state[0], world.spec[0], 0.2)
    paused = pad.shaken[-1]
    pad.pull_out()
    assert driving[0] > 0
    assert paused == (0, 0)

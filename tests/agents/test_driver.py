"""A policy drives a real session through the same door as everybody else."""

from __future__ import annotations

import numpy as np
import pytest

from agents.driver import PolicyDriver
from agents.hand_over import POLICY, STAND_IN
from agents.observation import place_of
from agents.policy import Policy
from agents.rivals import policy_driver
from game.core.errors import UndercutError
from game.race.entrant import DriverIdentity, DriverKind
from game.race.loop import RaceLoop
from game.race.session import Session
from game.sim.controls import PEDAL_STEPS
from tests.agents.rivals import handmade_policy, identities, session, untrained_policy

DRIVEN = (0, 2)


class Drive:
    """A race on the oval in which a policy drives cars 0 and 2; nobody drives car 1."""

    def __init__(self, policy: Policy | None = None, **settings: object) -> None:
        first, last = identities(2)
        nobody = DriverIdentity(DriverKind.SCRIPTED, "nobody")
        self.session: Session = session([first, nobody, last], **settings)
        self.driver: PolicyDriver = policy_driver(
            self.session, DRIVEN, policy or handmade_policy(), seed=4
        )
        self.loop = RaceLoop(self.session, [self.driver])

    def run(self, seconds: float) -> list[bytes]:
        driven = []
        for _ in range(round(120 * seconds)):
            self.loop.tick()
            driven.append(self.loop.controls.tobytes())
        return driven

    def run_to_green(self) -> None:
        while not self.session.brief["green"].any():
            self.loop.tick()


def test_only_its_own_cars_drive_off() -> None:
    drive = Drive()
    drive.run_to_green()
    drive.run(3.0)
    speed = drive.session.world.state["forward_speed"]
    assert (speed[list(DRIVEN)] > 3.0).all()
    assert abs(speed[1]) < 0.1
    assert not drive.loop.controls[1]["throttle"]


def test_it_stands_with_the_clutch_pressed_until_the_green_and_reacts_after_it() -> None:
    drive = Drive()
    drive.run(4.0)
    controls = drive.loop.controls[list(DRIVEN)]
    assert (controls["brake"] > 0.1 * PEDAL_STEPS).all()
    assert (controls["clutch"] == PEDAL_STEPS).all()
    drive.run_to_green()
    cars = drive.session.world.state[list(DRIVEN)]
    assert (np.abs(cars["forward_speed"]) < 0.01).all()
    assert (cars["engine_speed"] > drive.session.world.spec["clutch_start_speed"][0]).all()
    assert (drive.driver.wheels["by"] == STAND_IN).all()
    drive.run(0.1)
    assert (drive.driver.wheels["by"] == STAND_IN).all(), "nobody reacts within a tenth"
    drive.run(0.5)
    assert (drive.driver.wheels["by"] == POLICY).all()


def test_a_policy_that_will_not_go_is_helped() -> None:
    drive = Drive(untrained_policy(pedal=-5.0))
    drive.run_to_green()
    drive.run(12.0)
    state = drive.session.world.state[list(DRIVEN)]
    assert drive.session.race_state["progress"][list(DRIVEN)].min() > 20.0
    assert (state["present"] == 1).all()


def test_it_drives_laps_by_itself() -> None:
    drive = Drive(start="flying")
    drive.run(70.0)
    result = drive.session.results()[0]
    assert result.laps
    assert drive.session.race_state["wall_hits"][0] == 0
    assert drive.driver.wheels["rescues"].max() == 0


def test_the_stand_in_takes_the_car_to_the_pits_and_back() -> None:
    drive = Drive(start="flying")
    row = DRIVEN[0]
    drive.run(1.0)
    drive.session.world.state["tyre_wear"][row] = 0.9
    stopped = False
    for _ in range(100):
        drive.run(1.0)
        stopped = stopped or drive.session.results()[row].pit_stops > 0
        if stopped and drive.driver.wheels["by"][0] == POLICY:
            break
    by_row = {result.row: result for result in drive.session.results()}
    assert by_row[row].pit_stops == 1
    assert drive.driver.wheels["by"][0] == POLICY


def test_after_the_flag_the_stand_in_slows_down() -> None:
    drive = Drive(laps=1, start="flying")
    while not drive.session.brief["finished"][0] and drive.session.tick < 120 * 120:
        drive.loop.tick()
    assert drive.session.brief["finished"][0]
    drive.run(0.2)
    assert drive.driver.wheels["by"][0] == STAND_IN


def test_a_driver_goes_on_from_its_memory_to_the_same_controls() -> None:
    drive, other = Drive(), Drive()
    drive.run_to_green()
    drive.run(5.0)
    while drive.session.tick % drive.session.world.keyframe_ticks:
        drive.loop.tick()
    other.session.load(drive.session.save())
    other.loop.controls[:] = drive.loop.controls
    other.driver.load(drive.driver.save())
    assert other.run(3.0) == drive.run(3.0)


def test_a_memory_of_another_session_is_refused() -> None:
    drive = Drive()
    with pytest.raises(UndercutError, match="for 2 of 3 cars"):
        drive.driver.load(drive.driver.save()[:-1])


def test_flags_reach_a_policy_only_where_it_has_seen_them() -> None:
    knowing, ignorant = handmade_policy(), handmade_policy()
    ignorant.tensors["scale"][place_of("yellow")] = 20.0
    for policy, told in ((knowing, 1.0), (ignorant, 0.0)):
        drive = Drive(policy, start="flying")
        drive.run(2.0)
        scene = drive.session.scene()
        scene.brief["yellow"][0] = 1
        assert drive.driver.glance(scene)[0, place_of("yellow")] == told


def test_under_a_yellow_flag_a_driver_wants_more_margin_and_no_fight() -> None:
    drive = Drive(start="flying")
    drive.run(2.0)
    calm = drive.driver.seats.limits[0].copy()
    drive.session.brief["yellow"][0] = 1
    while not drive.driver.decides(drive.session.tick):
        drive.loop.tick()
    drive.session.brief["yellow"][0] = 1
    drive.loop.tick()
    now = drive.driver.seats.limits[0]
    assert now["margin"] > calm["margin"] + 0.2
    assert now["aggression"] == 0.0

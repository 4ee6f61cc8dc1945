"""Cars that cannot go on: put back, retired, taken away; and the flags that warn of them."""

from __future__ import annotations

import pytest

from game.core.clock import TICK
from game.race.events import EventKind
from game.race.placing import put_car
from game.race.settings import Kind, Start
from game.race.state import Status
from game.sim.controls import Button
from tests.race.puppets import Puppet, kinds, last, lead, session, to_green


def test_a_stuck_car_is_put_back_at_the_edge_facing_along_the_road() -> None:
    race = session(1, laps=50, recovery_time=4.0)
    to_green(race)
    lead(race, [Puppet(0, 1355.0, speed=60.0)], 3.0)
    lead(race, [Puppet(0, 160.0, -18.0, speed=0.0, turned=1.5)], TICK)
    lead(race, [], 6.0, brake=1023)
    car = race.world.state[0]
    assert EventKind.RECOVERED in kinds(race)
    assert abs(car["heading"]) < 0.05
    assert -7.0 < car["offset"] < -4.0
    assert 90.0 < car["distance"] < 175.0
    assert race.race_state["lap_valid"][0] == 0


def test_a_car_that_was_put_back_waits_and_may_then_drive_on() -> None:
    race = session(1, laps=50)
    to_green(race)
    lead(race, [Puppet(0, 1355.0, speed=60.0)], 3.0)
    lead(race, [], 1.0, buttons=int(Button.RESET), throttle=1023)
    assert EventKind.RECOVERED in kinds(race)
    assert race.world.state["held"][0] == 1
    lead(race, [], race.settings.penalties.reset, throttle=1023)
    assert race.world.state["held"][0] == 0
    lead(race, [], 3.0, throttle=1023)
    assert race.race_state["speed"][0] > 10.0


def test_nobody_is_put_back_in_front_of_a_car_that_comes() -> None:
    race = session(2, laps=50)
    to_green(race)
    near = [Puppet(0, 1355.0, -9.0, speed=60.0), Puppet(1, 1180.0, speed=60.0)]
    lead(race, near, 2.0)
    near[0].speed = 0.0
    lead(race, near, 0.6, buttons=[int(Button.RESET), 0])
    coming = near[1].s
    lead(race, near[1:], 0.2)
    assert EventKind.RECOVERED not in kinds(race, 0)
    lead(race, near[1:], 3.5)
    recovered = [event for event in race.events if event.kind == EventKind.RECOVERED]
    assert [event.car for event in recovered] == [0]
    assert near[1].s > coming + 60.0


@pytest.mark.parametrize(
    ("throttle", "reason"), [(0, "stood still for too long"), (1023, "could not get going again")]
)
def test_a_car_that_never_gets_going_retires_from_a_race(throttle: int, reason: str) -> None:
    race = session(1, laps=50, recovery_time=2.0)
    to_green(race)
    lead(race, [], 60.0, brake=1023, clutch=1023, throttle=throttle)
    result = race.results()[0]
    assert (result.status, result.reason) == ("retired", reason)
    assert race.finished


def test_who_stands_in_a_race_is_put_back_once_and_not_again() -> None:
    race = session(1, laps=50)
    to_green(race)
    lead(race, [], 50.0, brake=1023)
    assert kinds(race).count(EventKind.RECOVERED) == 1
    assert race.race_state["status"][0] == Status.RUNNING


def test_a_car_that_gets_stuck_again_further_on_is_put_back_again() -> None:
    race = session(1, laps=50, recovery_time=3.0)
    to_green(race)
    lead(race, [Puppet(0, 1355.0, speed=60.0)], 3.0)
    for place in (160.0, 330.0):
        lead(race, [Puppet(0, place, -18.0, speed=0.0, turned=1.5)], TICK)
        lead(race, [], 7.5, brake=1023)
        lead(race, [], 4.0, throttle=1023)
    assert kinds(race).count(EventKind.RECOVERED) == 2


def practice_at(offset: float, throttle: int) -> int:
    """How often a car is put back that stands so far from the middle of the road in practice."""
    practice = session(1, kind=Kind.PRACTICE, start=Start.FLYING, laps=None)
    to_green(practice)
    put_car(practice, 0, 400.0, offset)
    practice.world.hold(0, throttle > 0)
    lead(practice, [], 40.0, brake=1023 - throttle, throttle=throttle)
    return kinds(practice).count(EventKind.RECOVERED)


def test_who_stands_on_the_road_in_practice_may_stand_there() -> None:
    assert practice_at(0.0, throttle=0) == 0


def test_who_stands_off_the_road_in_practice_is_put_back_once() -> None:
    assert practice_at(-18.0, throttle=0) == 1


def test_who_pushes_in_practice_and_does_not_move_is_put_back() -> None:
    assert practice_at(0.0, throttle=1023) == 1


def test_an_idle_driver_in_practice_is_not_thrown_out() -> None:
    practice = session(1, kind=Kind.PRACTICE, start=Start.PIT, laps=None)
    lead(practice, [], 40.0, brake=1023)
    assert practice.race_state["status"][0] == Status.RUNNING
    assert EventKind.RECOVERED not in kinds(practice)


def test_out_of_fuel_is_a_reason_to_retire() -> None:
    race = session(1, laps=50)
    to_green(race)
    race.world.state["fuel"][0] = 0.0
    lead(race, [], 2.0, brake=1023)
    assert race.results()[0].reason == "out of fuel"


def test_a_destroyed_car_retires_and_is_taken_away() -> None:
    race = session(2, laps=50)
    to_green(race)
    race.world.state["engine_damage"][0] = 1.0
    lead(race, [Puppet(1, 1340.0, 4.0, speed=30.0)], 12.0, brake=1023)
    assert race.results()[-1].reason == "engine destroyed in an accident"
    assert race.world.state["present"].tolist() == [0, 1]
    assert EventKind.REMOVED in kinds(race, 0)


def test_yellow_is_shown_before_a_hazard_and_not_after_it() -> None:
    race = session(3, laps=50, recovery_time=30.0)
    to_green(race)
    lead(race, [], 8.0, brake=1023)
    assert EventKind.YELLOW not in kinds(race)
    stopped = Puppet(0, 100.0, 5.0, speed=0.0)
    near, past = Puppet(1, 1340.0, speed=20.0), Puppet(2, 110.0, -3.0, speed=20.0)
    lead(race, [stopped, near, past], 1.0)
    assert race.brief["yellow"].tolist() == [0, 1, 0]
    assert [event.car for event in race.events if event.kind == EventKind.YELLOW] == [0]


def test_blue_is_shown_to_a_car_about_to_be_lapped_only() -> None:
    race = session(2, laps=50)
    to_green(race)
    fast, slow = Puppet(0, 1355.0, 3.0, speed=80.0), Puppet(1, 1345.0, -3.0, speed=20.0)
    lead(race, [fast, slow], 5.0)
    assert race.brief["blue"].tolist() == [0, 0]
    while fast.s - slow.s < race.track.length - 200.0:
        lead(race, [fast, slow], 0.2)
    assert race.brief["blue"].tolist() == [0, 0]
    while fast.s - slow.s < race.track.length - 40.0:
        lead(race, [fast, slow], 0.2)
    assert race.brief["blue"].tolist() == [0, 1]
    assert kinds(race).count(EventKind.BLUE) == 1
    while fast.s - slow.s < race.track.length + 20.0:
        lead(race, [fast, slow], 0.2)
    assert race.brief["blue"].tolist() == [0, 0]


def test_the_wrong_way_is_told() -> None:
    race = session(1, laps=50)
    to_green(race)
    lead(race, [Puppet(0, 1355.0, speed=60.0)], 3.0)
    back = Puppet(0, 170.0, speed=-10.0)
    lead(race, [back], 2.0)
    assert race.brief["wrong_way"][0] == 1
    assert last(race, EventKind.WRONG_WAY).car == 0
    back.speed = 30.0
    lead(race, [back], 2.0)
    assert race.brief["wrong_way"][0] == 0


@pytest.mark.parametrize("lead_by", [1.0, 5.0])
def test_a_place_is_won_when_the_road_between_is_clear(lead_by: float) -> None:
    race = session(2, laps=50)
    to_green(race)
    front, back = Puppet(0, 1355.0, 3.0, speed=40.0), Puppet(1, 1345.0, -3.0, speed=40.0)
    lead(race, [front, back], 1.0)
    back.s = front.s + lead_by
    lead(race, [front, back], 0.5)
    won = int(lead_by > 3.0)
    assert race.race_state["overtakes_made"].tolist() == [0, won]
    assert race.race_state["overtakes_lost"].tolist() == [won, 0]
    assert race.race_state["position"].tolist() == [2, 1]

"""Pit stops take their time; the pit lane has its speed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.clock import TICK
from game.race.events import EventKind
from game.race.pit_stops import fuel_wanted, service_time
from game.race.session import Session
from game.race.settings import PitRules
from game.sim.controls import PitService
from tests.race.puppets import Puppet, kinds, last, lead, session, to_green

LANE = 13.5
BOX = 17.8


@given(fuel=st.floats(0, 100), damage=st.floats(0, 1))
def test_a_stop_takes_what_its_work_takes(fuel: float, damage: float) -> None:
    rules = PitRules()
    every = PitService.TYRES | PitService.REFUEL | PitService.REPAIR
    flow = fuel / rules.fuel_rate
    assert service_time(rules, PitService.REFUEL, fuel, damage) == rules.stop_time + flow
    both = rules.stop_time + max(flow, rules.tyre_time) + rules.repair_time * damage
    assert service_time(rules, every, fuel, damage) == pytest.approx(both)
    one_by_one = PitRules(together=False)
    assert service_time(one_by_one, every, fuel, damage) >= both
    assert service_time(rules, PitService(0), fuel, damage) == 0.0


@given(fuel=st.floats(0, 80), level=st.integers(0, 255))
def test_fuel_is_filled_up_to_the_level_and_never_taken_out(fuel: float, level: int) -> None:
    added = fuel_wanted(fuel, 80.0, level)
    assert added >= 0.0
    assert fuel + added == pytest.approx(max(fuel, 80.0 * level / 255))


def through_the_lane(speed: float, **settings: object) -> tuple[Session, Puppet]:
    """A car led from the line of its last lap into the pit lane, up to its box."""
    race = session(1, laps=50, **settings)
    to_green(race)
    car = Puppet(0, 1355.0, speed=60.0)
    lead(race, [car], 1040.0 / 60.0, every=6)
    assert EventKind.PIT_ENTRY not in kinds(race)
    car.d, car.speed = LANE, speed
    while car.s % race.track.length > 200.0 and car.s < 1355 + 1365:
        lead(race, [car], TICK)
    return race, car


def leave(race: Session, car: Puppet, speed: float = 16.0) -> None:
    car.d, car.speed = LANE, speed
    lead(race, [car], (race.track.length + 240.0 - car.s % race.track.length) / speed)
    car.d = 0.0
    lead(race, [car], 0.2)


def test_driving_through_at_the_limit_is_no_offence() -> None:
    race, car = through_the_lane(16.6)
    assert race.brief["in_pit_lane"][0] == 1
    assert race.brief["target_speed"][0] == pytest.approx(60 / 3.6)
    leave(race, car)
    assert kinds(race).count(EventKind.PIT_ENTRY) == 1
    assert kinds(race).count(EventKind.PIT_EXIT) == 1
    assert EventKind.PENALTY not in kinds(race)
    assert EventKind.OFF_TRACK not in kinds(race)


@pytest.mark.parametrize(("speed", "penalty"), [(19.0, "time"), (30.0, "drive_through")])
def test_speeding_in_the_lane_costs_by_its_excess(speed: float, penalty: str) -> None:
    race, car = through_the_lane(speed)
    leave(race, car, speed)
    assert last(race, EventKind.PENALTY).data["penalty"] == penalty
    assert "60 km/h are allowed" in last(race, EventKind.PENALTY).reason


def test_a_drive_through_is_served_by_driving_through() -> None:
    race, car = through_the_lane(16.0)
    race.control.drive_through(0, "as a test")
    leave(race, car)
    assert race.race_state["drive_throughs"][0] == 0
    assert EventKind.PENALTY_SERVED in kinds(race)


def test_a_drive_through_that_is_not_served_becomes_time() -> None:
    race = session(1, laps=50)
    to_green(race)
    race.control.drive_through(0, "as a test")
    lead(race, [], 0.2, brake=1023)
    assert race.brief["must_pit"][0] == 1
    lead(race, [Puppet(0, 1355.0, speed=80.0)], 3 * race.track.length / 80.0 + 1.0)
    assert race.race_state["drive_throughs"][0] == 0
    assert race.race_state["open_seconds"][0] == 20.0


def stop(race: Session, car: Puppet, **wishes: object) -> float:
    """Stop in the own box; returns how long the car is held [s]."""
    box = race.track.pit_lane.boxes[int(race.race_state["pit_box"][0])]  # type: ignore[union-attr]
    car.s, car.d, car.speed = box.s, box.d, 0.0
    lead(race, [car], 3 * TICK, **wishes)
    began = race.tick
    while race.world.state["held"][0] == 1:
        lead(race, [], TICK, brake=1023, **wishes)
    return (race.tick - began) * TICK


def test_a_stop_with_everything_holds_the_car_and_mends_it() -> None:
    race, car = through_the_lane(16.0)
    race.world.state["fuel"][0] = 20.0
    race.world.state["tyre_wear"][0] = 0.6
    race.world.state["aero_damage"][0] = 0.5
    every = int(PitService.TYRES | PitService.REFUEL | PitService.REPAIR)
    held = stop(race, car, pit_service=every, pit_fuel=255)
    state, rules = race.world.state[0], race.settings.pit
    capacity = float(race.world.spec["fuel_capacity"][0])
    flow = max((capacity - 20.0) / rules.fuel_rate, rules.tyre_time)
    assert held == pytest.approx(rules.stop_time + flow + rules.repair_time * 0.5 / 3, abs=0.1)
    assert state["fuel"] == pytest.approx(capacity)
    assert state["tyre_wear"].max() == 0.0
    assert state["aero_damage"] == 0.0
    assert race.race_state["pit_stops"][0] == 1
    leave(race, car)
    assert kinds(race).count(EventKind.PIT_STOP) == 1


def test_a_time_penalty_is_served_before_the_crew_may_work() -> None:
    race, car = through_the_lane(16.0)
    race.control.penalise(0, 5.0, "as a test")
    assert stop(race, car) == pytest.approx(5.0, abs=0.1)
    assert race.race_state["open_seconds"][0] == 0.0
    assert race.results()[0].penalties[0]["served"]


def test_who_wants_nothing_is_not_held() -> None:
    race, car = through_the_lane(16.0)
    assert stop(race, car) == 0.0
    assert EventKind.PIT_STOP not in kinds(race)

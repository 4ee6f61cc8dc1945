"""Grids, lights, jump starts, rolling starts."""

from __future__ import annotations

import pytest

from game.core.clock import TICK
from game.core.errors import UsageError
from game.core.seeds import SeedTree
from game.race.events import EventKind
from game.race.grid import grid_order
from game.race.settings import GridOrder, Kind, SessionSettings, Start
from game.race.start import GRID_TIME, LEAST_HOLD, MOST_HOLD, RED_TIME
from game.race.state import Phase
from game.sim.driver import Lights
from tests.race.puppets import Puppet, kinds, last, lead, session, to_green


def test_the_grid_is_as_asked_for() -> None:
    seeds = SeedTree(3)
    assert grid_order(SessionSettings(), 4, seeds) == [0, 1, 2, 3]
    reverse = SessionSettings(grid_order=GridOrder.REVERSED)
    assert grid_order(reverse, 4, seeds) == [3, 2, 1, 0]
    chosen = SessionSettings(grid_order=GridOrder.CHOSEN, grid=(2, 0, 1))
    assert grid_order(chosen, 3, seeds) == [2, 0, 1]
    drawn = SessionSettings(grid_order=GridOrder.RANDOM)
    assert sorted(grid_order(drawn, 9, seeds)) == list(range(9))
    assert grid_order(drawn, 9, seeds) == grid_order(drawn, 9, SeedTree(3))


def test_a_grid_that_forgets_somebody_is_refused() -> None:
    chosen = SessionSettings(grid_order=GridOrder.CHOSEN, grid=(2, 2, 1))
    with pytest.raises(UsageError, match="each of the 3 entrants"):
        grid_order(chosen, 3, SeedTree(1))


def test_more_cars_than_grid_places_are_refused() -> None:
    with pytest.raises(UsageError, match="20 grid places"):
        session(21)


def test_everybody_starts_behind_the_line_with_no_lap() -> None:
    race = session(4)
    assert (race.race_state["travelled"] < 0.0).all()
    assert (race.race_state["laps"] == 0).all()
    assert race.race_state["position"].tolist() == [1, 2, 3, 4]


def test_lights_hold_an_unknown_time_within_the_rules() -> None:
    holds = []
    for seed in range(6):
        race = session(1, seed=seed)
        to_green(race)
        holds.append(race.tick * TICK - GRID_TIME - RED_TIME)
    assert all(LEAST_HOLD - TICK <= hold <= MOST_HOLD + TICK for hold in holds)
    assert len(set(holds)) == len(holds)


def test_lights_are_told_in_the_tick_in_which_they_change() -> None:
    race = session(1)
    seen = [int(race.brief["lights"][0])]
    for _ in range(1300):
        before = race.phase
        lead(race, [], TICK, brake=1023)
        if race.phase is not before:
            seen.append(int(race.brief["lights"][0]))
    assert seen == [Lights.OFF, Lights.RED, Lights.GO]
    assert race.brief["lights"][0] == Lights.OFF
    assert race.brief["green"][0] == 1


def test_a_car_cannot_leave_the_grid_before_the_red_lights() -> None:
    race = session(1)
    lead(race, [], GRID_TIME - 0.1, throttle=1023)
    assert race.world.state["forward_speed"][0] == 0.0


def test_moving_before_the_lights_go_out_is_a_jump_start_once() -> None:
    race = session(2)
    lead(race, [], GRID_TIME + 0.1, brake=1023)
    creep = Puppet(0, float(race.race_state["distance"][0]), -3.18, speed=0.5)
    lead(race, [creep], 0.5, brake=1023)
    assert EventKind.JUMP_START not in kinds(race)
    lead(race, [creep], 0.5, brake=1023)
    assert kinds(race, 0).count(EventKind.JUMP_START) == 1
    assert EventKind.JUMP_START not in kinds(race, 1)
    assert race.race_state["open_seconds"].tolist() == [5.0, 0.0]


def test_waiting_for_the_lights_is_no_jump_start() -> None:
    race = session(4)
    to_green(race)
    assert EventKind.JUMP_START not in kinds(race)


def test_a_formation_is_released_by_its_first_car_at_the_line() -> None:
    race = session(2, start=Start.ROLLING)
    assert race.phase is Phase.FORMATION
    assert race.brief["target_speed"][0] == race.settings.rolling_speed
    places = [(float(car["distance"]), float(car["offset"])) for car in race.world.state]
    puppets = [Puppet(row, s, d, speed=25.0) for row, (s, d) in enumerate(places)]
    lead(race, puppets, (race.track.length - places[0][0]) / 25.0 - 0.1)
    assert race.phase is Phase.FORMATION
    lead(race, puppets, 0.2)
    assert race.phase is Phase.GREEN
    assert race.brief["lights"][0] == Lights.GO
    assert EventKind.JUMP_START not in kinds(race)


def test_passing_the_first_car_before_the_line_is_a_jump_start() -> None:
    race = session(2, start=Start.ROLLING)
    places = [(float(car["distance"]), float(car["offset"])) for car in race.world.state]
    slow, fast = (Puppet(row, s, d) for row, (s, d) in enumerate(places))
    slow.speed, fast.speed = 20.0, 26.0
    lead(race, [slow, fast], 1.0)
    assert last(race, EventKind.JUMP_START).car == 1


def test_timed_sessions_are_green_at_once_and_times_count_from_the_line() -> None:
    trial = session(1, kind=Kind.TIME_TRIAL, start=Start.FLYING)
    assert trial.phase is Phase.GREEN
    car = Puppet(0, float(trial.race_state["distance"][0]), 0.0, speed=60.0)
    lead(trial, [car], (trial.track.length + 260.0) / 60.0)
    lap = trial.results()[0].laps[0]
    assert lap.time_s == pytest.approx(trial.track.length / 60.0, rel=2e-3)

"""Leaving the track: what counts, what it costs, how it is handed back."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.compiled import uncompiled
from game.race.events import EventKind
from game.race.limits import wheels_beyond
from game.race.session import Session
from game.race.settings import Kind, Start
from game.track.track import STATION
from game.vehicle.spec import CAR_SPEC
from game.vehicle.state import CAR_STATE
from tests.race.puppets import Puppet, kinds, last, lead, session, to_green


def beyond(offset: float, heading: float, curvature: float = 0.0) -> bool:
    car = np.zeros(1, CAR_STATE).view(np.recarray)[0]
    spec = np.zeros(1, CAR_SPEC).view(np.recarray)[0]
    road = np.zeros(1, STATION).view(np.recarray)[0]
    car.offset, car.heading = offset, heading
    spec.wheel_x, spec.wheel_y = [1.3, 1.3, -1.3, -1.3], [0.8, -0.8, 0.8, -0.8]
    road.width_left, road.width_right, road.curvature = 6.0, 5.0, curvature
    return bool(uncompiled(wheels_beyond)(car, spec, road))


@pytest.mark.parametrize(
    ("offset", "heading", "off"),
    [
        (6.79, 0.0, False),
        (6.81, 0.0, True),
        (-5.79, 0.0, False),
        (-5.81, 0.0, True),
        (7.29, np.pi / 2, False),
        (7.31, np.pi / 2, True),
        (0.0, 1.0, False),
    ],
)
def test_a_car_is_off_when_its_last_wheel_is_beyond_the_line(
    offset: float, heading: float, off: bool
) -> None:
    assert beyond(offset, heading) is off


def test_an_excursion_counts_once_and_deletes_the_lap_of_a_timed_session() -> None:
    trial = session(1, kind=Kind.TIME_TRIAL, start=Start.FLYING)
    car = Puppet(0, float(trial.race_state["distance"][0]), 0.0, speed=60.0)
    lead(trial, [car], 5.0)
    car.d = -9.0
    lead(trial, [car], 0.5)
    car.d = -7.0
    lead(trial, [car], 0.1)
    car.d = -9.0
    lead(trial, [car], 0.5)
    car.d = 0.0
    lead(trial, [car], 30.0)
    assert trial.race_state["off_count"][0] == 1
    assert trial.race_state["off_ticks"][0] == pytest.approx(120, abs=2)
    assert kinds(trial).count(EventKind.OFF_TRACK) == 1
    assert kinds(trial).count(EventKind.LAP_DELETED) == 1
    laps = trial.results()[0].laps
    assert [lap.valid for lap in laps] == [False]
    assert trial.results()[0].best_lap_s is None


def cut(race: Session, puppets: list[Puppet], seconds: float) -> None:
    puppets[0].d = -9.0
    lead(race, puppets, seconds)
    puppets[0].d = 0.0


def test_a_race_warns_before_it_punishes() -> None:
    race = session(1, laps=50)
    to_green(race)
    car = Puppet(0, 1355.0, 0.0, speed=60.0)
    for _ in range(5):
        lead(race, [car], 2.0)
        cut(race, [car], 0.3)
        lead(race, [car], 3.0)
    assert kinds(race).count(EventKind.WARNING) == 3
    penalties = race.results()[0].penalties
    assert [p["seconds"] for p in penalties] == [5.0, 5.0]
    assert "track limits" in penalties[0]["reason"]


def test_a_car_that_slows_is_left_alone() -> None:
    race = session(1, laps=50)
    to_green(race)
    car = Puppet(0, 1355.0, 0.0, speed=60.0)
    lead(race, [car], 2.0)
    car.d = -9.0
    car.acceleration = -40.0
    lead(race, [car], 1.0)
    car.d, car.acceleration = 0.0, 0.0
    lead(race, [car], 8.0)
    assert EventKind.OFF_TRACK in kinds(race)
    assert EventKind.WARNING not in kinds(race)


def test_gained_time_is_asked_back_and_forgiven_when_returned() -> None:
    race = session(1, laps=50)
    to_green(race)
    car = Puppet(0, 1350.0, 0.0, speed=50.0)
    lead(race, [car], 2.0 * race.track.length / 50.0, every=6)
    car.d, car.speed = -9.0, 60.0
    lead(race, [car], 1.0)
    car.d = 0.0
    lead(race, [car], 1.0)
    car.speed = 50.0
    assert "hand it back" in last(race, EventKind.WARNING).reason
    car.speed = 30.0
    lead(race, [car], 8.0)
    assert EventKind.TIME_RETURNED in kinds(race)
    assert race.race_state["warnings"][0] == 0


def passed_off_the_track(returns: bool) -> Session:
    race = session(2, laps=50)
    to_green(race)
    ahead = Puppet(0, 1362.0, 0.0, speed=40.0)
    behind = Puppet(1, 1350.0, -4.0, speed=40.0)
    lead(race, [ahead, behind], 1.0)
    behind.d, behind.speed = -9.0, 60.0
    lead(race, [ahead, behind], 1.5)
    behind.d, behind.speed = -4.0, 40.0
    lead(race, [ahead, behind], 1.0)
    event = last(race, EventKind.GIVE_BACK)
    assert (event.car, event.other) == (1, 0)
    assert race.brief["give_back"].tolist() == [-1, 0]
    if returns:
        behind.speed = 20.0
        lead(race, [ahead, behind], 3.0)
        behind.speed = 40.0
    lead(race, [ahead, behind], 12.0)
    assert race.brief["give_back"].tolist() == [-1, -1]
    return race


def test_a_place_gained_off_the_track_may_be_given_back() -> None:
    race = passed_off_the_track(returns=True)
    assert EventKind.PLACE_RETURNED in kinds(race)
    assert EventKind.PENALTY not in kinds(race)


def test_a_place_kept_off_the_track_is_punished() -> None:
    race = passed_off_the_track(returns=False)
    assert "kept a place" in last(race, EventKind.PENALTY).reason

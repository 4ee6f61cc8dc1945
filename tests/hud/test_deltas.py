"""Deltas compare with a lap that was driven, place by place."""

from __future__ import annotations

import numpy as np
import pytest

from game.hud.deltas import DeltaWatch
from game.hud.lap_trace import STEP, LapTrace, trace_of_times
from game.hud.session_facts import SessionReporter, facts_of_session
from game.race.settings import Kind
from tests.hud.sessions import led
from tests.race.puppets import Puppet, session, to_green


def even(lap_time: float, length: float = 1000.0) -> LapTrace:
    """A lap at constant speed."""
    return trace_of_times(np.array([0.0, length]), np.array([0.0, lap_time]), length)


def test_a_trace_gives_back_the_times_it_was_made_from() -> None:
    trace = even(50.0)
    assert trace.lap_time == pytest.approx(50.0)
    for distance in (0.0, 1.0, 333.3, 998.0, 1000.0):
        assert trace.at(distance) == pytest.approx(distance / 20.0, abs=1e-9)


@pytest.mark.parametrize("length", [1000.0, 997.3])
def test_the_last_piece_of_a_trace_may_be_shorter_than_the_others(length: float) -> None:
    trace = even(50.0, length)
    assert len(trace.time) == int(np.ceil(length / STEP)) + 1
    assert trace.at(length - 1.0) == pytest.approx(50.0 * (length - 1.0) / length, abs=1e-6)


def test_a_slower_lap_loses_evenly_against_an_even_one() -> None:
    watch, trace, ideal = DeltaWatch(), even(50.0), np.arange(500) * 0.08
    for tick in range(200):
        now = tick * 0.1
        distance = 19.0 * now
        best, to_ideal, trend = watch.deltas(0, now, now, distance, trace, ideal, 40.0, 1000.0)
        assert best == pytest.approx(now - distance / 20.0, abs=1e-6)
        assert to_ideal == pytest.approx(now - distance / 25.0, abs=1e-6)
    assert trend == pytest.approx(0.05, abs=1e-3)


def test_where_no_lap_is_timed_there_is_no_delta() -> None:
    found = DeltaWatch().deltas(0, 5.0, None, 100.0, even(50.0), np.arange(10.0), 10.0, 1000.0)
    assert found == (None, None, 0.0)


def test_a_second_lap_is_compared_with_the_first() -> None:
    race = session(1, kind=Kind.PRACTICE, laps=None, start="flying")
    reporter = SessionReporter(race)
    length = race.track.length
    to_green(race)
    puppet = Puppet(0, s=length - 100.0, speed=50.0)
    led(race, reporter, [puppet], (100.0 + length) / 50.0 + 0.5)
    first = reporter.laps.best[0]
    assert first is not None
    assert first.lap_time == pytest.approx(float(race.race_state["last_lap"][0]), abs=1e-9)
    assert np.all(np.diff(first.time) > 0.0)
    puppet.speed = 45.0
    for _ in range(60):
        led(race, reporter, [puppet], 0.1)
        facts = facts_of_session(reporter, 0)
    assert facts.lap.delta_best is not None
    slow = 6.0 - 6.0 * 45.0 / 50.0
    assert facts.lap.delta_best == pytest.approx(slow, abs=0.06)
    assert facts.lap.trend == pytest.approx(0.1, abs=0.03)
    assert facts.lap.predicted == pytest.approx(first.lap_time + facts.lap.delta_best)


def test_a_reference_of_ones_own_takes_the_place_of_the_best_lap() -> None:
    race = session(1, kind=Kind.PRACTICE, laps=None, start="flying")
    reporter = SessionReporter(race)
    length = race.track.length
    to_green(race)
    reporter.set_reference(0, even(length / 60.0, length))
    led(race, reporter, [Puppet(0, s=length - 60.0, speed=60.0)], 11.0)
    delta = facts_of_session(reporter, 0).lap.delta_best
    assert delta == pytest.approx(0.0, abs=0.03)
    reporter.set_reference(0, None)
    led(race, reporter, [Puppet(0, s=race.race_state["distance"][0], speed=60.0)], 0.2)
    assert facts_of_session(reporter, 0).lap.delta_best is None

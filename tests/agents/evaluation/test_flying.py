from __future__ import annotations

import numpy as np
import pytest

from agents.evaluation.flying import Pair, fly
from agents.evaluation.losses import lost_time
from game.race.scripted.solo import solo_laps
from game.vehicle.reader import load_car
from tests.agents.evaluation.roads import asleep, oval, scripted, straight_on

KART, GT3 = load_car("kart"), load_car("gt3")


def test_laps_are_those_that_a_stopwatch_at_the_line_gives() -> None:
    flight = fly([Pair(oval(), GT3)], scripted, laps=2)[0]
    known = solo_laps(oval(), [GT3], [0.85], laps=2)[0]
    assert flight.completed
    # The run-ups differ, so the first laps do; the second ones are the same but for a tick.
    assert flight.laps[1].time_s == pytest.approx(known.laps_s[1], abs=0.02)
    assert all(lap.clean for lap in flight.laps)
    assert flight.laps[0].trouble_m is None


def test_pairs_come_back_in_their_order_whoever_is_faster() -> None:
    flights = fly([Pair(oval(), KART), Pair(oval(), GT3)], scripted, laps=1)
    assert [flight.pair.car.id for flight in flights] == ["kart", "gt3"]
    alone = fly([Pair(oval(), KART)], scripted, laps=1)[0]
    assert flights[0].laps == alone.laps


def test_the_trace_of_a_lap_goes_once_round() -> None:
    flight = fly([Pair(oval(), GT3)], scripted, laps=1)[0]
    distance = flight.trace["distance"]
    assert len(distance) == pytest.approx(10 * flight.best_s, abs=1.0)
    assert (np.diff(distance) > 0.0).all()
    assert distance[0] < 10.0
    assert distance[-1] > oval().length - 10.0


def test_what_a_lap_loses_adds_up_to_its_whole_delay() -> None:
    flight = fly([Pair(oval(), GT3)], scripted, laps=1)[0]
    lost = lost_time(flight)
    assert lost.shape == (len(oval().stations),)
    assert lost.sum() == pytest.approx(flight.best_s - flight.ideal.time_s, abs=1e-6)


def test_who_goes_straight_on_is_lost_in_the_bend_that_the_run_up_begins_in() -> None:
    flight = fly([Pair(oval(), GT3)], straight_on, laps=1)[0]
    assert not flight.completed
    assert flight.laps == []
    assert flight.lost_m is not None
    assert 640.0 < flight.lost_m < 850.0


def test_who_never_arrives_at_the_line_has_no_lap() -> None:
    flight = fly([Pair(oval(), GT3)], asleep, laps=2)[0]
    assert flight.laps == []
    assert flight.best_s == float("inf")
    assert len(flight.trace) == 0

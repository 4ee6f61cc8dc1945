"""Laps cannot be had without driving them, and their times are exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.clock import TICK
from game.core.compiled import uncompiled
from game.race.state import fresh_race_state
from game.race.timing import (
    PASSED_HIDDEN,
    PASSED_LAP,
    PASSED_NONE,
    PASSED_SECTOR,
    PASSED_START,
    PASSED_UNCOUNTED,
    advance,
    begin,
    sort_by_best_lap,
    sort_by_progress,
)

LENGTH = 1000.0
PLACES = np.arange(16) * (LENGTH / 16)
SECTOR = np.full(16, -1)
SECTOR[[0, 5, 10]] = [0, 1, 2]


class Lap:
    """A car that is moved along the road by hand."""

    def __init__(self, distance: float, out_lap: bool = False) -> None:
        self.rows = fresh_race_state(1).view(np.recarray)
        self.car: Any = self.rows[0]
        self.distance = distance
        self.tick = 0
        self.passed: list[int] = []
        uncompiled(begin)(self.car, distance, PLACES, LENGTH, out_lap)

    def move(self, by: float) -> int:
        """One tick in which the car gets `by` metres further."""
        self.tick += 1
        self.distance = (self.distance + by) % LENGTH
        passed = advance_one(self.car, self.distance, self.tick * TICK)
        if passed != PASSED_NONE:
            self.passed.append(passed)
        return passed

    def drive(self, by: float, step: float = 5.0) -> None:
        """Drive on (back if negative) in steps of at most `step`."""
        count = int(np.ceil(abs(by) / step))
        for _ in range(count):
            self.move(by / count)


def advance_one(car: Any, distance: float, time: float) -> int:
    plain = uncompiled(advance)
    return plain(car, distance, time, TICK, PLACES, SECTOR, LENGTH)


def test_a_lap_driven_counts_once_with_its_time() -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(10.0 + LENGTH + 1.0, 1.0)
    assert lap.car.laps == 1
    assert lap.passed[0] == PASSED_START
    assert lap.passed[-1] == PASSED_LAP
    assert lap.passed.count(PASSED_SECTOR) == 2
    assert lap.passed.count(PASSED_HIDDEN) == 13
    assert lap.car.last_lap == pytest.approx(LENGTH * TICK, rel=1e-9)
    assert sum(lap.car.last_sectors) == pytest.approx(lap.car.last_lap, rel=1e-12)


@given(speed=st.floats(40.0, 400.0), start=st.floats(1.0, 400.0))
@settings(max_examples=25)
def test_times_do_not_depend_on_where_ticks_fall(speed: float, start: float) -> None:
    lap = Lap(LENGTH - start)
    while lap.car.laps < 1:
        lap.move(speed * TICK)
    assert lap.car.last_lap == pytest.approx(LENGTH / speed, rel=1e-7)
    for k, (begin_, end) in enumerate([(0, 5), (5, 10), (10, 16)]):
        length = LENGTH * (end - begin_) / 16
        assert lap.car.last_sectors[k] == pytest.approx(length / speed, rel=1e-6)


def test_reversing_over_the_line_and_back_counts_nothing() -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(15.0)
    for _ in range(5):
        lap.drive(-12.0)
        lap.drive(12.0)
    assert lap.car.laps == 0
    assert lap.passed == [PASSED_START]


def test_a_lap_driven_backwards_counts_nothing_and_has_to_be_undone() -> None:
    lap = Lap(10.0)
    lap.drive(-2.0 * LENGTH)
    assert lap.car.laps == 0
    lap.drive(2.0 * LENGTH)
    assert lap.car.laps == 0
    lap.drive(LENGTH)
    assert lap.car.laps == 1


def test_starting_beyond_the_line_does_not_give_a_lap_away() -> None:
    lap = Lap(20.0)
    lap.drive(LENGTH - 25.0)
    assert lap.car.laps == 0
    lap.drive(10.0)
    assert lap.car.laps == 1


@pytest.mark.parametrize("start", [20.0, 400.0, 700.0])
def test_a_timed_lap_begins_at_the_line_wherever_the_car_was_put(start: float) -> None:
    lap = Lap(start, out_lap=True)
    lap.drive(LENGTH - start + 5.0)
    assert lap.car.laps == 0
    assert lap.passed == [PASSED_START]
    lap.drive(LENGTH)
    assert lap.car.last_lap == pytest.approx(LENGTH / 5.0 * TICK, rel=0.02)


@pytest.mark.parametrize("jump", [300.0, -300.0, 450.0, -450.0, 70.0])
def test_a_shortcut_past_a_checkpoint_makes_the_lap_not_count(jump: float) -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(110.0)
    lap.move(jump)
    while lap.passed[-1] not in (PASSED_LAP, PASSED_UNCOUNTED) and lap.tick < 2000:
        lap.move(5.0)
    assert lap.car.laps == 0 or lap.car.travelled >= LENGTH
    driven = 100.0 + (lap.tick - 23) * 5.0
    assert lap.car.laps == (1 if lap.passed[-1] == PASSED_LAP else 0)
    assert lap.passed[-1] == PASSED_UNCOUNTED or driven >= LENGTH


def test_after_a_lap_that_did_not_count_the_next_one_does() -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(110.0)
    lap.move(300.0)
    lap.drive(LENGTH - 400.0 + 5.0)
    assert lap.passed[-1] == PASSED_UNCOUNTED
    assert lap.car.laps == 0
    assert -1.0 < lap.car.travelled < 10.0
    lap.drive(LENGTH)
    assert lap.car.laps == 1
    assert lap.car.last_lap == pytest.approx(200 * TICK, rel=0.01)


def test_a_car_that_returns_to_where_it_left_keeps_its_lap() -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(110.0)
    lap.move(300.0)
    lap.move(-300.0)
    lap.drive(LENGTH)
    assert lap.car.laps == 1
    assert PASSED_UNCOUNTED not in lap.passed


def test_spinning_on_the_line_counts_one_crossing() -> None:
    lap = Lap(LENGTH - 10.0)
    lap.drive(8.0)
    for by in np.sin(np.linspace(0.0, 40.0, 400)):
        lap.move(float(by))
    lap.drive(30.0)
    assert lap.passed == [PASSED_START]


moves = st.lists(
    st.one_of(st.floats(-12.0, 12.0), st.floats(0.0, 14.9), st.floats(-480.0, 480.0)),
    min_size=1,
    max_size=400,
)


@given(start=st.floats(0.0, LENGTH - 1e-3), steps=moves)
@settings(max_examples=200)
def test_no_motion_whatever_gives_more_laps_than_road_driven_forward(
    start: float, steps: list[float]
) -> None:
    lap = Lap(start)
    forward = 0.0
    for step in steps * 3:
        lap.move(step)
        forward += step if 0.0 < step <= 15.0 else 0.0
    first = LENGTH - start if start > LENGTH / 2 else 0.0
    credit = start if start <= LENGTH / 2 else 0.0
    assert lap.car.laps * LENGTH <= max(forward - first, 0.0) + credit + 1e-6
    assert lap.car.progress <= lap.car.next_mark
    turn = (lap.car.travelled - lap.car.distance) / LENGTH
    assert turn == pytest.approx(round(turn), abs=1e-6)


def test_the_order_is_that_of_progress_and_then_of_finishing() -> None:
    rows = fresh_race_state(4)
    rows["progress"] = [100.0, 300.0, 200.0, 2000.0]
    rows["laps"] = [0, 0, 0, 2]
    order = np.arange(4)
    sort_by_progress(order, rows)
    assert order.tolist() == [3, 1, 2, 0]
    assert rows["position"].tolist() == [4, 2, 3, 1]
    rows["progress"] = 3000.0
    rows["laps"] = 3
    rows["finish_time"] = [50.3, 50.1, 50.2, 50.4]
    sort_by_progress(order, rows)
    assert order.tolist() == [1, 2, 0, 3]


@given(times=st.lists(st.sampled_from([0.0, 61.0, 62.5, 60.2]), min_size=1, max_size=12))
@settings(max_examples=100)
def test_timed_order_is_by_best_lap_and_those_without_one_come_last(times: list[float]) -> None:
    rows = fresh_race_state(len(times))
    rows["best_lap"] = times
    order = np.arange(len(times))
    sort_by_best_lap(order, rows)
    sorted_times = [times[row] or np.inf for row in order]
    assert sorted_times == sorted(sorted_times)
    assert sorted(order) == list(range(len(times)))

"""One set of rules says who caused a contact, and says nothing where it is not clear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.race.blame import (
    DRIVE_THROUGH,
    HEAVY_PENALTY,
    LIGHT_PENALTY,
    NONE,
    Cost,
    Party,
    Situation,
    judge,
    severity,
)

CALM = Party(
    speed=40.0,
    slowing=0.0,
    moving=0.0,
    heading=0.0,
    since_off=99.0,
    hazard_time=0.0,
    inside=False,
    pushed=False,
)
REAR_END = Situation(
    back=replace(CALM, speed=46.0),
    front=CALM,
    overlap=0.05,
    overlap_before=0.0,
    closing_speed=6.0,
    curvature=0.0,
    clear_ahead=True,
)
BESIDE = replace(REAR_END, back=CALM, overlap=0.8, overlap_before=0.7, closing_speed=2.0)


def fault(situation: Situation) -> str | None:
    return judge(situation).at_fault


def test_who_runs_into_the_car_ahead_is_at_fault() -> None:
    assert fault(REAR_END) == "back"


def test_braking_for_a_corner_is_no_brake_check() -> None:
    braking = replace(REAR_END, front=replace(CALM, slowing=9.0), curvature=1 / 60)
    assert fault(braking) == "back"


def test_braking_for_traffic_is_no_brake_check() -> None:
    braking = replace(REAR_END, front=replace(CALM, slowing=9.0), clear_ahead=False)
    assert fault(braking) == "back"


def test_braking_for_nothing_is_the_fault_of_the_one_ahead() -> None:
    braking = replace(REAR_END, front=replace(CALM, slowing=9.0))
    assert fault(braking) == "front"


def test_cutting_across_a_nose_is_the_fault_of_the_one_ahead() -> None:
    assert fault(replace(REAR_END, front=replace(CALM, moving=3.0))) == "front"


def test_who_squeezes_a_car_alongside_is_at_fault() -> None:
    assert fault(replace(BESIDE, front=replace(CALM, moving=2.0))) == "front"
    assert fault(replace(BESIDE, back=replace(CALM, moving=2.0))) == "back"
    squeezed = replace(BESIDE, front=replace(CALM, moving=2.0), back=replace(CALM, moving=-2.0))
    assert fault(squeezed) == "front"


def test_turning_in_on_a_car_alongside_is_the_fault_of_the_one_who_turns() -> None:
    turning = replace(
        BESIDE, front=replace(CALM, moving=2.0), back=replace(CALM, inside=True), curvature=1 / 50
    )
    assert fault(turning) == "front"


def test_a_lunge_without_overlap_at_the_corner_is_the_fault_of_the_one_behind() -> None:
    lunge = replace(
        REAR_END, back=replace(CALM, speed=45.0, inside=True), overlap=0.3, curvature=1 / 50
    )
    assert fault(lunge) == "back"


def test_two_who_lean_on_each_other_alike_are_a_racing_incident() -> None:
    both = replace(CALM, moving=1.0)
    assert fault(replace(BESIDE, front=both, back=both)) is None


def test_rubbing_is_racing() -> None:
    assert fault(replace(REAR_END, closing_speed=0.5)) is None


def test_a_car_that_is_pushed_into_another_is_not_to_blame() -> None:
    assert fault(replace(REAR_END, back=replace(CALM, speed=46.0, pushed=True))) is None


def test_coming_back_onto_the_track_into_somebody_is_at_fault() -> None:
    rejoining = replace(CALM, since_off=0.5, moving=2.0, speed=20.0)
    assert fault(replace(BESIDE, front=rejoining)) == "front"


def test_a_car_that_spins_in_front_of_another_is_nobodys_fault_but_a_parked_one_is_seen() -> None:
    spun = replace(CALM, speed=1.0, heading=2.0, hazard_time=0.5)
    assert fault(replace(REAR_END, front=spun)) is None
    parked = replace(spun, hazard_time=2.4)
    assert fault(replace(REAR_END, front=parked)) == "back"


parties = st.builds(
    Party,
    speed=st.floats(0, 90),
    slowing=st.floats(-10, 40),
    moving=st.floats(-10, 10),
    heading=st.floats(-3, 3),
    since_off=st.floats(0, 99),
    hazard_time=st.floats(0, 3),
    inside=st.booleans(),
    pushed=st.booleans(),
)
situations = st.builds(
    Situation,
    back=parties,
    front=parties,
    overlap=st.floats(0, 1),
    overlap_before=st.floats(0, 1),
    closing_speed=st.floats(0, 90),
    curvature=st.floats(0, 0.2),
    clear_ahead=st.booleans(),
)


@given(situation=situations)
def test_every_verdict_has_a_reason(situation: Situation) -> None:
    verdict = judge(situation)
    assert verdict.at_fault in (None, "back", "front")
    assert verdict.reason


@given(situation=situations, slower=st.floats(0, 1))
def test_a_softer_contact_is_never_punished_more(situation: Situation, slower: float) -> None:
    for cost in (Cost(0, False, False), Cost(9, False, False), Cost(0, True, True)):
        soft = severity(slower * situation.closing_speed, cost)
        assert soft <= severity(situation.closing_speed, cost)


@pytest.mark.parametrize(
    ("speed", "cost", "expected"),
    [
        (2.0, Cost(0, False, False), NONE),
        (5.0, Cost(0, False, False), LIGHT_PENALTY),
        (5.0, Cost(0, True, False), HEAVY_PENALTY),
        (20.0, Cost(0, True, True), DRIVE_THROUGH),
    ],
)
def test_what_a_contact_costs_decides_the_penalty(speed: float, cost: Cost, expected: int) -> None:
    assert severity(speed, cost) == expected
